"""What ``kumin check`` prints: what was read, a summary by rule and column, and each finding with what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import polars as pl

from kumin.definitions import Questionnaire
from kumin.messages import text
from kumin.numbers import counted
from kumin.words.findings import notes, summary
from kumin.writers.terminal.run import plain, shorten

if TYPE_CHECKING:
    from kumin.responses import Answers, AnswerTable

_COLOURS = {"error": "red", "warning": "yellow"}

COLUMNS = 20
"""Columns that the summary lists of each rule; of a wide file a rule may speak of thousands."""


def render_check(
    answers: Answers,
    questionnaire: Questionnaire,
    lang: str | None = None,
    paint: Callable[[str, str], str] = plain,
    *,
    limit: int = 20,
) -> str:
    """Word the findings.

    Parameters
    ----------
    answers : Answers
        What was validated.
    questionnaire : Questionnaire
        What it was validated against.
    lang : {"ja", "en"}, optional
        Language.
    paint : callable
        Colours words for a terminal.
    limit : int
        Findings listed of each rule; all are counted.
    """
    parts = [text("check_title", lang, title=questionnaire.title, id=questionnaire.id)]
    parts += [_file_line(table, lang) for table in answers.tables]
    parts.append(
        text(
            "check_rows",
            lang,
            n_read=answers.n_read,
            n_used=answers.n_used,
            n_quarantined=answers.n_quarantined,
            n_blank=answers.n_blank,
            n_error_rows=answers.n_error_rows,
        )
    )
    if answers.findings.is_empty():
        parts += ["", paint(text("check_clean", lang), "green")]
    else:
        parts += ["", _summary_table(answers, lang, paint), "", *_listing(answers, lang, paint, limit)]
    if error := answers.refusal(questionnaire):
        parts += ["", paint(text("check_would_refuse", lang), "red"), error.message(lang)]
    return "\n".join(parts) + "\n"


def _file_line(table: AnswerTable, lang: str | None) -> str:
    if table.kind == "text":
        name = {"\t": text("check_tab", lang)}.get(table.delimiter, table.delimiter)
        evidence = text(f"encoding_by_{table.evidence}", lang)
        how = text("check_text_file", lang, encoding=table.encoding, evidence=evidence, delimiter=name)
    else:
        how = table.kind + (text("check_sheet", lang, sheet=table.sheet) if table.sheet else "")
    row = table.headings.first + 1
    rows = f"{row}–{row + table.headings.depth - 1}" if table.headings.depth > 1 else str(row)
    return text("check_file", lang, name=table.path.name, how=how, header=rows, count=table.frame.height)


def _summary_table(answers: Answers, lang: str | None, paint: Callable[[str, str], str]) -> str:
    from tabulate import tabulate

    several = len(answers.tables) > 1
    heads = ["code", "finding", "action", *(["file"] if several else []), "column", "heading", "count", "first_row"]
    rows = []
    counts = summary(answers.findings)
    counts = counts.with_columns(place=pl.int_range(pl.len()).over("code"), more=pl.len().over("code") - COLUMNS)
    for row in counts.filter(pl.col("place") <= COLUMNS).iter_rows(named=True):
        if row["place"] == COLUMNS:
            words = text("check_columns_more", lang, count=counted(row["more"]))
            rows.append([row["code"] if head == "code" else words if head == "finding" else "" for head in heads])
            continue
        cells = {
            "code": paint(row["code"], _COLOURS[row["severity"]]),
            "finding": text(f"finding_{row['code']}", lang),
            "action": text(f"action_{row['action']}", lang),
            "file": row["file"],
            "column": row["column"] or "",
            "heading": shorten(row["heading"] or "", 24),
            "count": counted(row["count"]),
            "first_row": "" if row["first_row"] is None else str(row["first_row"]),
        }
        rows.append([cells[head] for head in heads])
    align = ["right" if head in {"count", "first_row"} else "left" for head in heads]
    titles = [text(f"check_head_{head}", lang) for head in heads]
    return tabulate(rows, titles, tablefmt="simple", colalign=align, disable_numparse=True)


def _listing(answers: Answers, lang: str | None, paint: Callable[[str, str], str], limit: int) -> Iterator[str]:
    findings, several = answers.findings, len(answers.tables) > 1
    order = findings.select("code", "severity").unique().sort("severity", "code")
    for code, severity in order.iter_rows():
        found = findings.filter(pl.col("code") == code)
        title = text(f"finding_{code}", lang)
        head = text(
            "check_rule", lang, code=code, kind=text(f"severity_{severity}", lang), title=title, count=found.height
        )
        yield paint(head, _COLOURS[severity])
        yield text("check_fix", lang, words=text(f"fix_{code}", lang))
        shown = found.head(limit)
        for row in shown.with_columns(notes(shown, lang)).iter_rows(named=True):
            yield "    " + _place(row, several, lang)
        if found.height > limit:
            yield "    " + text("check_more", lang, count=counted(found.height - limit))


def _place(row: dict[str, object], several: bool, lang: str | None) -> str:
    parts = []
    if several:
        parts.append(str(row["file"]))
    if row["sheet"]:
        parts.append(text("check_place_sheet", lang, sheet=row["sheet"]))
    if row["row"] is not None:
        parts.append(text("check_place_row", lang, row=row["row"]))
    if row["column"]:
        parts.append(text("check_place_column", lang, column=row["column"]))
    if row["heading"]:
        parts.append(text("check_place_heading", lang, heading=shorten(str(row["heading"]), 30)))
    line = " ".join(parts)
    if row["value"] is not None and row["other_column"] is None:  # the value of a missing column is in its note
        line += text("check_value", lang, value=_printable(str(row["value"])))
    return line + (text("check_note", lang, words=_printable(str(row["note"]))) if row["note"] is not None else "")


def _printable(value: str) -> str:
    """Show what a terminal would act on or swallow."""
    return "".join(c if c.isprintable() or c == "\u3000" else f"\\x{ord(c):02x}" for c in value)
