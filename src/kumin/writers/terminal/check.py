"""What ``kumin check`` prints: what was read, a summary by rule and column, and each finding with what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from kumin.definitions import Questionnaire
from kumin.escapes import on_one_line
from kumin.words import Words
from kumin.words.answer_files import lines_sentences
from kumin.words.bases import bases_table
from kumin.words.findings import marks_in_words, notes, summary
from kumin.writers.terminal.grid import Column, grid
from kumin.writers.terminal.layout import Paint, plain, shorten

if TYPE_CHECKING:
    from kumin.responses import Answers, AnswerTable

_COLOURS = {"error": "red", "warning": "yellow"}

_DROPPED = {"action": 3, "first_row": 2, "column": 1}
"""Columns of the summary that are left out first on a narrow terminal, the highest before the others."""
_BASES_KEPT = ("answered", "no_answer", "not_asked", "filter_unknown", "invalid")
"""Columns of the bases that stay."""

COLUMNS = 20
"""Columns that the summary lists of each rule; of a wide file a rule may speak of thousands."""


def render_check(
    answers: Answers,
    questionnaire: Questionnaire,
    words: Words,
    paint: Paint = plain,
    *,
    limit: int = 20,
    width: int | None = None,
) -> str:
    """Word the findings.

    Parameters
    ----------
    answers : Answers
        What was validated.
    questionnaire : Questionnaire
        What it was validated against.
    words : Words
        The words of the output.
    paint : callable
        Colours words for a terminal.
    limit : int
        Findings listed of each rule; all are counted.
    width : int, optional
        Columns of the terminal that the tables have to fit.
    """
    parts = [words.text("check_title", title=questionnaire.title, id=questionnaire.id)]
    parts += [_file_line(table, words) for table in answers.tables]
    parts += map(on_one_line, lines_sentences(answers, words))
    parts.append(
        words.text(
            "check_rows",
            n_read=answers.n_read,
            n_used=answers.n_used,
            n_quarantined=answers.n_quarantined,
            n_blank=answers.n_blank,
            n_error_rows=answers.n_error_rows,
        )
    )
    if answers.findings.is_empty():
        parts += ["", paint(words.text("check_clean"), "green")]
    else:
        parts += [
            "",
            _summary_table(answers, words, paint, width),
            "",
            *_listing(answers, questionnaire, words, paint, limit),
        ]
    parts += ["", words.text("check_bases_title"), _bases(answers, questionnaire, words, width)]
    if error := answers.refusal(questionnaire):
        parts += ["", paint(words.text("check_would_refuse"), "red"), error.message(words.lang)]
    return "\n".join(parts) + "\n"


def _file_line(table: AnswerTable, words: Words) -> str:
    if table.kind == "text":
        name = {"\t": words.text("check_tab")}.get(table.delimiter, table.delimiter)
        evidence = words.text(f"encoding_by_{table.evidence}")
        how = words.text("check_text_file", encoding=table.encoding, evidence=evidence, delimiter=name)
    else:
        how = table.kind + (words.text("check_sheet", sheet=table.sheet) if table.sheet else "")
    row = table.headings.first + 1
    rows = f"{row}–{row + table.headings.depth - 1}" if table.headings.depth > 1 else str(row)
    kind = "check_file_of_names" if table.names_apart else "check_file"
    return words.text(kind, name=table.path.name, how=how, header=rows, count=table.frame.height)


def _bases(answers: Answers, questionnaire: Questionnaire, words: Words, width: int | None) -> str:
    table = bases_table(answers.bases, questionnaire, words)
    rows = [
        [shorten(heading, 24) if width is None else heading, *map(_cell, counts)]
        for heading, *counts in table.iter_rows()
    ]
    first, *names = table.columns
    kept = {words.text(f"bases_{name}") for name in _BASES_KEPT}
    columns = [
        Column(name, "right" if table.schema[name].is_integer() else "left", drop=0 if name in kept else 1 + place)
        for place, name in enumerate(names)
    ]
    return grid([Column(first, name=True), *columns], rows, width, words)


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _summary_table(answers: Answers, words: Words, paint: Paint, width: int | None) -> str:
    several = len(answers.tables) > 1
    heads = ["code", "finding", "action", *(["file"] if several else []), "column", "heading", "count", "first_row"]
    rows = []
    counts = summary(answers.findings)
    counts = counts.with_columns(place=pl.int_range(pl.len()).over("code"), more=pl.len().over("code") - COLUMNS)
    for row in counts.filter(pl.col("place") <= COLUMNS).iter_rows(named=True):
        if row["place"] == COLUMNS:
            more = words.text("check_columns_more", count=words.count(row["more"]))
            rows.append([row["code"] if head == "code" else more if head == "finding" else "" for head in heads])
            continue
        cells = {
            "code": paint(row["code"], _COLOURS[row["severity"]]),
            "finding": words.text(f"finding_{row['code']}"),
            "action": words.text(f"action_{row['action']}"),
            "file": row["file"],
            "column": row["column"] or "",
            "heading": shorten(row["heading"] or "", 24) if width is None else row["heading"] or "",
            "count": words.count(row["count"]),
            "first_row": "" if row["first_row"] is None else str(row["first_row"]),
        }
        rows.append([cells[head] for head in heads])
    columns = [
        Column(
            words.text(f"check_head_{head}"), "right" if head in {"count", "first_row"} else "left",
            drop=_DROPPED.get(head, 0), name=head in {"finding", "heading", "file"},
        )
        for head in heads
    ]  # fmt: skip
    return grid(columns, rows, width, words)


def _listing(answers: Answers, questionnaire: Questionnaire, words: Words, paint: Paint, limit: int) -> Iterator[str]:
    findings, several = answers.findings, len(answers.tables) > 1
    order = findings.select("code", "severity").unique().sort("severity", "code")
    for code, severity in order.iter_rows():
        found = findings.filter(pl.col("code") == code)
        title = words.text(f"finding_{code}")
        head = words.text(
            "check_rule",
            code=code,
            kind=words.text(f"severity_{severity}"),
            title=title,
            count=words.count(int(found["count"].sum())),
        )
        yield paint(head, _COLOURS[severity])
        yield words.text("check_fix", words=words.text(f"fix_{code}"))
        shown = found.head(limit)
        for row in shown.with_columns(notes(shown, words)).iter_rows(named=True):
            # of a whole file there is nothing to name
            if place := _place(row | {"value": marks_in_words(row, questionnaire, words)}, several, words):
                yield f"    {place}"
        if found.height > limit:
            yield "    " + words.text("check_more", count=words.count(found.height - limit))


def _place(row: dict[str, object], several: bool, words: Words) -> str:
    parts = []
    if several:
        parts.append(str(row["file"]))
    if row["sheet"]:
        parts.append(words.text("check_place_sheet", sheet=row["sheet"]))
    if row["row"] is not None:
        parts.append(words.text("check_place_row", row=row["row"]))
    if row["column"]:
        parts.append(words.text("check_place_column", column=row["column"]))
    if row["heading"]:
        parts.append(words.text("check_place_heading", heading=shorten(on_one_line(str(row["heading"])), 30)))
    line = " ".join(parts)
    if row["value"] is not None and row["other_column"] is None:  # the value of a missing column is in its note
        line += words.text("check_value", value=on_one_line(str(row["value"])))
    if isinstance(row["count"], int) and row["count"] > 1:
        line += words.text("check_counted", count=words.count(row["count"]))
    return line + (words.text("check_note", words=on_one_line(str(row["note"]))) if row["note"] is not None else "")
