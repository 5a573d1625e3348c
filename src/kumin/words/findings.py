"""Findings and rows left out, as tables for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from kumin.definitions import MultipleQuestion, Questionnaire, TextQuestion
from kumin.definitions.rules import ID_BUT_FOR_CASE, OF_MARKS
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.responses import Answers

SHOWN = 10_000
"""Findings of one rule that a table for people lists; all are counted, and all are in a Parquet file on request."""


def capped(findings: pl.DataFrame, limit: int = SHOWN) -> pl.DataFrame:
    """Keep the first findings of each rule, in their order."""
    if "code" not in findings.columns or findings.height <= limit:
        return findings
    return findings.filter(pl.int_range(pl.len()).over("code") < limit)


def summary(findings: pl.DataFrame) -> pl.DataFrame:
    """Count findings by rule and column.

    Returns
    -------
    DataFrame
        code, severity, action, file, column, heading, count (UInt32) and first_row; by code, then the most first.
    """
    keys = ["code", "severity", "action", "file", "column", "heading"]
    counts = findings.group_by(keys, maintain_order=True).agg(
        count=pl.col("count").sum(), first_row=pl.col("row").min()
    )
    return counts.sort("code", "count", descending=[False, True], maintain_order=True)


def worded(findings: pl.DataFrame, words: Words) -> pl.DataFrame:
    """Put the codes of findings into words: adds finding, note, what_to_do, done and kind."""

    def column(name: str, prefix: str) -> pl.Expr:
        wordings = {value: words.text(f"{prefix}_{value}") for value in findings[name].unique().to_list()}
        return pl.col(name).replace_strict(wordings, default="")

    return findings.with_columns(
        finding=column("code", "finding"),
        note=notes(findings, words),
        what_to_do=column("code", "fix"),
        done=column("action", "action"),
        kind=column("severity", "severity"),
    )


def marks_in_words(row: Mapping[str, object], questionnaire: Questionnaire, words: Words) -> str | None:
    """Word the value of a finding: marks that contradict each other by number and label, others as they are."""
    value, question = row["value"], questionnaire.by_id.get(str(row["question"]))
    if row["code"] not in OF_MARKS or not isinstance(question, MultipleQuestion) or not isinstance(value, str):
        return None if value is None else str(value)
    return words.joined(f"{code} {question.options[int(code)].label}" for code in value.split(","))


def notes(findings: pl.DataFrame, words: Words) -> pl.Series:
    """Say what findings are compared with: the row of the same id, or the nearest heading; null for the others."""
    names = ["file", "code", "action", "value", "other_file", "other_row", "other_column", "other_used"]
    result = pl.Series("note", [None], dtype=pl.String).new_from_index(0, findings.height)
    if not set(names) <= set(findings.columns):
        return result
    compared = findings.select(names).with_row_index("index")
    compared = compared.filter(pl.any_horizontal(pl.col("^other_.*$").is_not_null()))
    return result.scatter(compared["index"], [_note(row, words) for row in compared.iter_rows(named=True)])


def _note(row: dict[str, object], words: Words) -> str:
    if row["other_column"] is not None:
        heading = words.text("check_note_heading", heading=row["value"]) if row["value"] else ""
        return words.text("check_note_near", column=row["other_column"], heading=heading)
    other = words.text("check_place_row", row=row["other_row"])
    if row["other_file"] != row["file"]:
        other = words.text("check_note_in_file", place=other, file=row["other_file"])
    used = (row["action"] != "quarantine_row", bool(row["other_used"]))
    which = {(True, True): "both", (True, False): "this", (False, True): "other", (False, False): "none"}[used]
    alike = "check_note_id_but_for_case" if row["code"] == ID_BUT_FOR_CASE.code else "check_note_same_id"
    return words.text(alike, place=other, used=words.text(f"check_note_used_{which}"))


def quarantined_rows(
    answers: Mapping[str, Answers],
    questionnaires: Mapping[str, Questionnaire],
    words: Words,
    *,
    personal: bool = False,
) -> pl.DataFrame:
    """List every row left out, with its reasons and its answers as they are in the file.

    A cell with words that are not in the questionnaire is hidden, and says so: a closed question with 「その他」 holds
    what people wrote; see :mod:`kumin.responses.display`.

    Parameters
    ----------
    answers, questionnaires : mapping by survey key
        What was read.
    personal : bool
        With ids, free text and all other words.

    Returns
    -------
    DataFrame
        survey, file, row, codes (semicolon-joined), reasons (in words), then a String column per heading.
    """
    parts = [
        part
        for key, found in answers.items()
        for part in _quarantined_of(key, found, questionnaires[key], words, personal=personal)
    ]
    empty = pl.DataFrame(
        schema={"survey": pl.String, "file": pl.String, "row": pl.UInt32, "codes": pl.String, "reasons": pl.String}
    )
    return pl.concat([empty, *parts], how="diagonal")


def _quarantined_of(
    key: str, answers: Answers, questionnaire: Questionnaire, words: Words, *, personal: bool
) -> list[pl.DataFrame]:
    from kumin.responses import source_names
    from kumin.responses.display import known_words, without_words

    parts, known, hidden = [], known_words(questionnaire), words.text("value_hidden")
    for name, table, columns in zip(source_names(answers.tables), answers.tables, answers.columns, strict=True):
        rows = answers.quarantined.filter(pl.col("file") == name)
        if rows.is_empty():
            continue
        place = table.frame["row"].search_sorted(rows["row"])
        shown: dict[int, str] = {}
        if personal and columns.id is not None:
            shown[columns.id] = table.headers[columns.id]
        for question in questionnaire.questions:
            if personal or not isinstance(question, TextQuestion):
                shown |= {position: table.headers[position] for position in columns.positions(question.id)}
        cells: dict[str, pl.Series] = {}
        for position, heading in shown.items():
            label = heading if heading and heading not in cells else f"{heading} ({table.column(position)})"
            cells[label] = table.text(position, place)
        if cells and not personal:
            # all columns at once: there may be many, with a few rows
            safe = without_words(pl.concat(cells.values()), known)
            cells = {
                label: found.set(~safe.slice(number * rows.height, rows.height), hidden)
                for number, (label, found) in enumerate(cells.items())
            }
        reasons = [
            words.joined(
                (words.text(f"finding_{code}") for code in (codes or "").split(";") if code), "rep_list_joiner"
            )
            for codes in rows["codes"].to_list()
        ]
        about = rows.select(pl.lit(key).alias("survey"), "file", "row", "codes")
        parts.append(about.with_columns(pl.Series("reasons", reasons, dtype=pl.String)).hstack(pl.DataFrame(cells)))
    return parts
