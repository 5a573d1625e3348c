"""The frames of findings and of rows left out."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from kumin.frames import Column, Frame, frame

FINDINGS = frame(
    "findings",
    "One finding in an answer file: a cell, a row or a column.",
    Column("file", pl.String, meaning="Name of the file."),
    Column("sheet", pl.String, meaning="The sheet of a workbook; null for other files."),
    Column("row", pl.UInt32, meaning="Row as a spreadsheet shows it; null for a finding about a whole column."),
    Column("column", pl.String, meaning="Letter of the column; null for a whole row, or a column that is missing."),
    Column("heading", pl.String, meaning="Heading of the column; null where it may not be shown."),
    Column("question", pl.String, meaning="Id of the question; null where the finding is not about one."),
    Column("code", pl.String, meaning="Code of the rule, E101 …; see docs/findings.md."),
    Column("severity", pl.String, meaning="error or warning."),
    Column("action", pl.String, meaning="What was done: keep, set_missing, quarantine_row or refuse."),
    Column(
        "value",
        pl.String,
        meaning="The cell (for a missing column, the most similar heading); null where it may not be shown.",
    ),
    Column(
        "other_file",
        pl.String,
        meaning="File of the row with the same id (W220: but for case); null for other findings.",
    ),
    Column("other_row", pl.UInt32, meaning="That row; null for other findings."),
    Column("other_column", pl.String, meaning="Letter of the most similar column, for a missing column; else null."),
    Column("other_used", pl.Boolean, meaning="Whether the other row is used; null where there is none."),
    Column(
        "count",
        pl.UInt32,
        meaning="How many cells or rows it speaks of: 1 for one of a cell, a row or a column as such.",
    ),
)
"""What is wrong with an answer file."""

BASES = frame(
    "bases",
    "One question: what became of every row that was read. `read` is the sum of the columns from `left_out` to "
    "`no_column`.",
    Column("question", pl.String, meaning="Id of the question."),
    Column("read", pl.UInt32, "people", "Rows read, of all files of the survey."),
    Column("left_out", pl.UInt32, "people", "Rows left out by the policies; see `quarantined`."),
    Column("blank", pl.UInt32, "people", "Forms without any answer."),
    Column("answered", pl.UInt32, "people", "Who was asked and gave a valid answer; of several options, at least one."),
    Column(
        "none_chosen",
        pl.UInt32,
        "people",
        "Of a multiple answer: whose file states of its options that none is marked (0, FALSE, いいえ).",
    ),
    Column("no_answer", pl.UInt32, "people", "Who was asked and gave none: an empty cell, or a code of no answer."),
    Column(
        "not_asked",
        pl.UInt32,
        "people",
        "Who answered the question of `ask_if` so that this one was not asked, whatever they wrote here (see E103).",
    ),
    Column(
        "filter_unknown",
        pl.UInt32,
        "people",
        "Who gave no valid answer to the question of `ask_if`: it is not known if they were asked, whatever they wrote "
        "here (see W137).",
    ),
    Column("invalid", pl.UInt32, "people", "Who was asked, and whose answer a finding set to missing."),
    Column("no_column", pl.UInt32, "people", "Rows of files that do not have the question's column."),
    Column(
        "none_marked",
        pl.String,
        meaning="What `none_chosen` counts as: answer or no_answer; null where there is no such row.",
    ),
)
"""What became of every row, question by question."""

ADDED_UP = (
    "left_out", "blank", "answered", "none_chosen", "no_answer", "not_asked", "filter_unknown", "invalid", "no_column",
)  # fmt: skip
"""Columns of :data:`BASES` that add up to ``read``."""

QUARANTINED = frame(
    "quarantined",
    "One row of an answer file that is left out.",
    Column("file", pl.String, meaning="Name of the file."),
    Column("row", pl.UInt32, meaning="Row as a spreadsheet shows it."),
    Column("codes", pl.String, meaning="Codes of the rules, joined by semicolons."),
)
"""Rows left out."""

FAILURES = Frame(
    "failures",
    "One failed check.",
    (
        Column("column", pl.String, meaning="Column of the candidate answers or of the text."),
        Column("check", pl.String, meaning="Code of the rule, with a detail after a colon."),
        Column("index", pl.Int64, meaning="Zero-based row."),
    ),
)
"""What Pandera reports, before it is placed in a file."""


def indices_by(failures: pl.DataFrame, *names: str) -> Iterator[tuple[tuple[str, ...], pl.Series]]:
    """Yield the indices of the failures that have the same in some columns, in the order of the first of each.

    Examples
    --------
    >>> failed = FAILURES.of([{"column": name, "check": "E101", "index": n} for n, name in enumerate("aba")])
    >>> [(key, index.to_list()) for key, index in indices_by(failed, "column")]
    [(('a',), [0, 2]), (('b',), [1])]
    """
    # a frame for each of them, with all of its words, would take twenty times as long
    grouped = failures.group_by(names, maintain_order=True).agg(pl.col("index"))
    yield from zip(grouped.select(names).iter_rows(), grouped["index"], strict=True)
