"""indicators.csv, indicators.xlsx, plans.csv and index.html: all plans of a batch together."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import polars as pl

from kumin.words import Words
from kumin.writers.csv import write_csv
from kumin.writers.page.templating import templates
from kumin.writers.workbook.book import Book, decimal_format

INDEX = "index.html"
TABLES = ("indicators.xlsx", "indicators.csv", "plans.csv")
_LINKED = ("report.html", "survey_report.html", "report.xlsx")
_VALUES = ("value", "lower", "upper", "target_value")
_SHOWN = ("folder", "ward", "fiscal_year", "indicator", "n_base", *_VALUES, "judgement")
_WIDTHS = (26, 14, 8, 12, 10, 10, 10, 10, 10, 9)
_COUNTS = ("n_used", "n_a", "n_b", "n_other")


def write_plans(plans: pl.DataFrame, indicators: pl.DataFrame, place: Path, out: Path, lang: str | None) -> None:
    """Write the tables of several plans, and the page that leads to the files of each.

    Parameters
    ----------
    plans : DataFrame
        One row a plan: folder, ward, title, fiscal_year, status, n_used, n_a, n_b, n_other, error.
    indicators : DataFrame
        One row an indicator: folder, ward, fiscal_year and the columns of ``judgements``.
    place : Path
        Where the files are written.
    out : Path
        Where they will stand, with a folder for each plan.
    lang : {"ja", "en"}, optional
        Language.

    Notes
    -----
    Nothing in them is suppressed: they are for work inside the offices, as judgements.csv of one plan is. The page is
    left out where ``kumin[report]`` is not installed.
    """
    words = Words.of(lang)
    book, of_indicators, of_plans = TABLES
    write_csv(plans, place / of_plans)
    write_csv(indicators, place / of_indicators)
    _write_book(indicators, place / book, words)
    if find_spec("jinja2") is not None:
        (place / INDEX).write_text(plans_page(plans, out, words), encoding="utf-8", newline="\n")


def _write_book(indicators: pl.DataFrame, path: Path, words: Words) -> None:
    book = Book(path)
    sheet = book.sheet(words.text("plans_sheet"), _WIDTHS)
    sheet.line(words.text("plans_sheet"), "title")
    sheet.line(words.text("plans_internal"), "quiet")
    sheet.header([words.text(f"plans_head_{name}") for name in _SHOWN])
    first = sheet.row
    for row in indicators.select(*_SHOWN, "decimals").iter_rows(named=True):
        number = book.number(decimal_format(row["decimals"] or 0, grouped=True))
        for column, name in enumerate(_SHOWN):
            mark = name == "judgement" and row[name] in {"A", "B"}
            look = book.look(f"mark_{row[name]}" if mark else "cell")
            if name in _VALUES:
                look = number
            sheet.put(column, row[name], look)
        sheet.row += 1
    sheet.sheet.freeze_panes(first, 0)
    sheet.sheet.autofilter(first - 1, 0, max(sheet.row - 1, first), len(_SHOWN) - 1)
    book.close()


def plans_page(plans: pl.DataFrame, out: Path, words: Words) -> str:
    """Write the page that leads to the files of every plan; every word that came from a file is escaped."""
    from markupsafe import Markup

    environment = templates()
    style = environment.get_template("report.css").render()
    rows = [_row(row, out, words) for row in plans.iter_rows(named=True)]
    counts = plans["status"].value_counts().iter_rows()
    return environment.get_template("plans.html").render(
        title=words.text("plans_title"), t=words.text, style=Markup(style), rows=rows,
        summary=plans_summary(dict(counts), words), tables=TABLES,
    ) + "\n"  # fmt: skip


def plans_summary(counts: Mapping[str, int], words: Words) -> str:
    """Count the plans by what became of them."""
    parts = (words.text(f"plans_n_{status}", n=counts[status]) for status in _STATES if counts.get(status))
    return words.text("plans_summary", n=sum(counts.values()), parts=words.joined(parts))


_STATES = ("done", "kept", "incomplete", "withheld", "failed")


def notes_of(row: Mapping[str, Any], words: Words) -> list[str]:
    """Say of a plan what its state and its error do not: surveys without answers, files that were not read."""
    notes = []
    if row["n_unanswered"]:
        notes.append(words.text("plans_unanswered", surveys=row["unanswered"], n=row["n_unanswered"]))
    if row["unread"]:
        notes.append(words.text("plans_unread", files=row["unread"]))
    if row["again"]:
        notes.append(words.text("plans_left" if row["status"] == "failed" else "plans_again"))
    return notes


def _plan_name(ward: str, title: str) -> str:
    """Name a plan with its ward, which most titles have."""
    return title if ward in title else f"{ward} {title}".strip()


def _row(row: Mapping[str, Any], out: Path, words: Words) -> dict[str, Any]:
    folder = row["folder"]
    linked = _LINKED if row["status"] != "failed" else ()
    return {
        "name": folder,
        "plan": _plan_name(row["ward"] or "", row["title"] or ""),
        "year": "" if row["fiscal_year"] is None else words.both_years(row["fiscal_year"]),
        "status": words.text(f"plans_is_{row['status']}"),
        "wrong": row["status"] in {"failed", "withheld", "incomplete"},
        "numbers": ["" if row[name] is None else words.count(row[name]) for name in _COUNTS],
        "notes": [row["error"], *notes_of(row, words)] if row["error"] else notes_of(row, words),
        "links": [(words.text(f"plans_link_{file.replace('.', '_')}"), f"{quote(folder)}/{file}") for file in linked
                  if (out / folder / file).is_file()],
    }  # fmt: skip
