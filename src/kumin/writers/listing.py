"""Tables of answers as text, CSV, Markdown or a small workbook: what ``kumin tabulate`` and ``kumin crosstab`` give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.disclosure.suppress import SUPPRESSED_MARK
from kumin.errors import UsageError
from kumin.messages import text
from kumin.numbers import counted, is_small, level_percent, printed, rounded
from kumin.words.amounts import heading
from kumin.words.listing import Listing
from kumin.writers.number_listing import number_block, number_csv, number_notes, write_number_sheet
from kumin.writers.open_data import marked
from kumin.writers.terminal.crosstab import screen_lines

if TYPE_CHECKING:
    from kumin.writers.workbook.book import Book


def write_listing(listing: Listing, format_: str, out: Path | None) -> str:
    """Write tables, and return them as text where there is no file.

    Raises
    ------
    UsageError
        The file cannot be written, or a workbook was asked for without a file or without ``kumin[report]``.
    """
    from kumin.writers.atomic import all_or_nothing_file

    if format_ == "xlsx":
        if out is None:
            raise UsageError("xlsx_needs_out")
        if find_spec("xlsxwriter") is None:
            raise UsageError("xlsx_needs_extra")
        with all_or_nothing_file(out) as path:
            _write_workbook(listing, path)
        return ""
    words = {"csv": _csv, "markdown": _markdown, "table": _text}[format_](listing)
    if out is not None:
        with all_or_nothing_file(out) as path:
            # Excel knows UTF-8 by its BOM
            path.write_text(words, encoding="utf-8-sig" if format_ == "csv" else "utf-8", newline="")
    return words


def _csv(listing: Listing) -> str:
    from kumin.writers.csv import safe_text

    # of the kinds of questions that were asked for: without numbers the columns are those of closed questions
    parts = []
    for key, table in listing.tables.items():
        others, title = listing.numbers[key], listing.titles[key]
        tidy = table.select(
            pl.lit(title).alias("survey"), "question", "question_text", "option", "option_label", "axis", "axis_label",
            "category", "category_label", "n_base", "n_positive", "percent",
            lower_percent=rounded(pl.col("lower") * 100, 2), upper_percent=rounded(pl.col("upper") * 100, 2),
            suppressed="suppressed",
        )  # fmt: skip
        found = [marked(tidy)] if table.height or others.is_empty() else []
        found += [number_csv(title, others)] if others.height else []
        order = {id_: place for place, id_ in enumerate(listing.questions[key])}
        rows = pl.concat(found, how="diagonal")
        place = pl.col("question").replace_strict(order, default=-1, return_dtype=pl.Int32)
        parts.append(rows.sort(place, maintain_order=True) if len(found) > 1 else rows)
    return safe_text(pl.concat(parts, how="diagonal")).write_csv()


def _markdown(listing: Listing) -> str:
    lines = []
    for title, level, left, head, rows, _ in _blocks(listing):
        lines.append(f"{'#' * level} {_escaped(title)}\n")
        if head:
            lines.append("| " + " | ".join(map(_escaped, head)) + " |")
            lines.append("|" + "|".join(" --- " if place < left else " ---: " for place in range(len(head))) + "|")
            lines += ["| " + " | ".join(map(_escaped, row)) + " |" for row in rows]
            lines.append("")
    lines += [f"{_escaped(note)}\n" for note in number_notes(listing)]
    return "\n".join(lines)


def _escaped(words: str) -> str:
    for character in "\\|<>*_`":
        words = words.replace(character, "\\" + character)
    return words.replace("\n", " ")


def _text(listing: Listing) -> str:
    from tabulate import tabulate

    lines = []
    for title, level, left, head, rows, legend in _blocks(listing, numbered=True):
        lines.append(f"\n■ {title}" if level == 2 else f"\n{title}")
        if head and head[0] == text("rep_axis", listing.lang):
            lines += screen_lines(head[1:], rows, legend)
        elif head:
            align = ["left"] * left + ["right"] * (len(head) - left)
            lines.append(tabulate(rows, head, tablefmt="simple", colalign=align, disable_numparse=True))
    lines += [f"\n{note}" for note in number_notes(listing)]
    return "\n".join(lines).lstrip("\n") + "\n"


Block = tuple[str, int, int, Sequence[str], Sequence[Sequence[str]], Sequence[str]]
"""Heading, its level, how many columns are words, the columns' headings, the rows, what numbered columns are."""


def _blocks(listing: Listing, *, numbered: bool = False) -> Iterator[Block]:
    """Yield headings with their tables in the order of the form: options or figures of totals, groups of breakdowns.

    ``numbered``: the columns of a breakdown's options are headed by their codes.
    """
    for key, table in listing.tables.items():
        yield listing.titles[key], 2, 0, (), (), ()
        closed = {id_: part for (id_,), part in table.group_by("question", maintain_order=True)}
        others = {id_: part for (id_,), part in listing.numbers[key].group_by("question", maintain_order=True)}
        for id_ in listing.questions[key]:
            if id_ in others:
                words = heading(others[id_].row(0, named=True), listing.lang)
                yield words, 3, *number_block(listing, others[id_]), ()
            elif id_ in closed:
                first = closed[id_].row(0, named=True)
                words = f"{first['header']}　{first['question_text']}"
                if closed[id_]["axis"].null_count() == closed[id_].height:
                    yield words, 3, 2, *_simple_block(listing, closed[id_]), ()
                else:
                    options = closed[id_].select("option", "option_label").unique(maintain_order=True).rows()
                    heads = [str(code) if numbered else label for code, label in options]
                    legend = [f"{code} {label}" for code, label in options] if numbered else []
                    yield words, 3, 2, *_cross_block(listing, closed[id_], heads), legend


def _simple_block(listing: Listing, part: pl.DataFrame) -> tuple[list[str], list[list[str]]]:
    lang, first = listing.lang, part.row(0, named=True)
    interval = text("rep_interval", lang, level=level_percent(listing.level))
    head = [text("rep_option_code", lang), text("rep_option", lang), text("rep_n", lang), "%", interval]
    rows = [
        [str(row["option"]), row["option_label"], _count(row), _percent(row, listing), _interval(row, listing)]
        for row in part.iter_rows(named=True)
    ]
    base = SUPPRESSED_MARK if first["n_base"] is None else counted(first["n_base"])
    rows.append(["", text("rep_total_n", lang), base, "", ""])
    return head, rows


def _cross_block(listing: Listing, part: pl.DataFrame, heads: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    lang = listing.lang
    head = [text("rep_axis", lang), text("rep_group", lang), "n", *heads]
    rows = []
    for (_, _), cells in part.group_by("axis", "category", maintain_order=True):
        one = cells.row(0, named=True)
        base = SUPPRESSED_MARK if one["n_base"] is None else counted(one["n_base"])
        small = is_small(one["n_base"]) and one["axis"] is not None
        names = [one["axis_label"] or text("rep_everyone", lang), one["category_label"] or ""]
        percents = [_percent(row, listing) for row in cells.iter_rows(named=True)]
        rows.append([*names, base + (text("rep_reference_mark", lang) if small else ""), *percents])
    return head, rows


def _count(row: dict[str, Any]) -> str:
    return SUPPRESSED_MARK if row["n_positive"] is None else counted(row["n_positive"])


def _percent(row: dict[str, Any], listing: Listing) -> str:
    if row["suppressed"] or row["n_base"] is None:
        return SUPPRESSED_MARK
    return printed(row["percent"], listing.decimals)


def _interval(row: dict[str, Any], listing: Listing) -> str:
    if row["suppressed"] or row["n_base"] is None:
        return SUPPRESSED_MARK
    if row["lower"] is None:
        return "-"
    lower, upper = (printed(row[name] * 100, listing.decimals) for name in ("lower", "upper"))
    return text("rep_to", listing.lang, lower=lower, upper=upper)


def _write_workbook(listing: Listing, path: Path) -> None:
    """Write a tidy sheet of closed questions and one of numbers and dates, as far as there are any."""
    from kumin.writers.workbook.book import Book

    book = Book(path)
    others = any(table.height for table in listing.numbers.values())
    if not others or any(table.height for table in listing.tables.values()):
        _write_closed_sheet(listing, book)
    if others:
        write_number_sheet(listing, book)
    book.close()


def _write_closed_sheet(listing: Listing, book: Book) -> None:
    codes = (
        "rep_survey", "rep_question_id", "rep_question_words", "rep_option_code", "rep_option", "rep_axis", "rep_group",
        "rep_base_n", "rep_n", "rep_percent_unit", "rep_lower", "rep_upper",
    )  # fmt: skip
    sheet = book.sheet(text("sheet_simple", listing.lang), (20, 8, 34, 7, 26, 18, 20, 8, 8, 9, 9, 9))
    sheet.header([text(code, listing.lang, level=level_percent(listing.level)) for code in codes], lines=2)
    sheet.sheet.freeze_panes(1, 0)
    sheet.sheet.repeat_rows(0)
    percent = book.number("0." + "0" * listing.decimals if listing.decimals else "0")
    for key, table in listing.tables.items():
        for row in table.iter_rows(named=True):
            words = (
                listing.titles[key],
                row["header"],
                row["question_text"],
                None,
                row["option_label"],
                row["axis_label"],
                row["category_label"],
            )
            for column, value in enumerate(words):
                sheet.put(column, value, book.look("cell", text_wrap=False))
            sheet.put(3, row["option"], book.number("0"))
            hidden = row["suppressed"]
            untold = hidden or row["n_base"] is None
            limits = (None if row[name] is None else row[name] * 100 for name in ("lower", "upper"))
            numbers = [
                (row["n_base"], row["n_base"] is None),
                (row["n_positive"], hidden),
                (row["percent"], untold),
                *((limit, untold) for limit in limits),
            ]
            for place, (value, missing) in enumerate(numbers):
                look = book.number("#,##0") if place < 2 else percent
                sheet.put(7 + place, SUPPRESSED_MARK if missing else value, look)
            sheet.row += 1
    sheet.sheet.autofilter(0, 0, max(sheet.row - 1, 1), len(codes) - 1)
