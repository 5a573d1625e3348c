"""Validate candidate answers and free text with Pandera."""

from __future__ import annotations

from typing import Any

import polars as pl

from kumin.definitions import Questionnaire, TextQuestion
from kumin.definitions.questions import ClosedQuestion
from kumin.responses.coding.answers import RESPONDENT
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.patterns import ANY_PATTERN, words
from kumin.responses.validation.conditions import SOURCE
from kumin.responses.validation.frames import FAILURES
from kumin.responses.validation.rows import rows_sharing_ids
from kumin.responses.validation.schema import Doubt, answer_schema, doubts
from kumin.responses.validation.texts import text_schema


def answer_failures(candidate: pl.DataFrame, questionnaire: Questionnaire) -> pl.DataFrame:
    """Validate with Pandera the cells in which one pass over the frame found a broken condition."""
    return pl.concat([FAILURES.empty(), *map(_failures_of, doubts(candidate, questionnaire))])


def _failures_of(doubt: Doubt) -> pl.DataFrame:
    failures = failures_in(doubt.schema, doubt.cells)
    place = failures["index"]
    return failures.with_columns(column=doubt.columns.gather(place), index=doubt.rows.gather(place).cast(pl.Int64))


def across_failures(candidate: pl.DataFrame, questionnaire: Questionnaire) -> pl.DataFrame:
    """Validate with Pandera what compares rows with each other: all rows whose id is repeated."""
    if RESPONDENT not in candidate.columns or (place := rows_sharing_ids(candidate[RESPONDENT])).is_empty():
        return FAILURES.empty()
    names = [name for name in (RESPONDENT, SOURCE) if name in candidate.columns]
    failures = failures_in(answer_schema(questionnaire, across=True), candidate.select(pl.col(names).gather(place)))
    return failures.with_columns(index=place.cast(pl.Int64).gather(failures["index"]))


def repeated_ids(candidate: pl.DataFrame, failures: pl.DataFrame) -> pl.Series:
    """Return the ids of the rows that failed: those that are repeated."""
    if RESPONDENT not in candidate.columns:
        return pl.Series(dtype=pl.String)
    return candidate[RESPONDENT].gather(failures["index"]).drop_nulls().unique()


def failures_in(schema: Any, frame: pl.DataFrame) -> pl.DataFrame:
    """Validate with Pandera and return its failure cases: :data:`~kumin.responses.validation.frames.FAILURES`."""
    from pandera.errors import SchemaErrors

    try:
        # eager on purpose: on a LazyFrame Pandera would look at the schema only
        schema.validate(frame, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        assert isinstance(cases, pl.DataFrame)
        return cases.select(pl.col(name).cast(dtype) for name, dtype in FAILURES.schema.items())
    return FAILURES.empty()


def text_failures(matched: MatchedTable) -> pl.DataFrame:
    """Check the columns that may hold respondents' own words."""
    table, columns, questionnaire = matched.table, matched.columns, matched.questionnaire
    positions = {*columns.unknown, *columns.nameless, *columns.beyond, *columns.other_words.values()}
    for question in questionnaire.questions:
        wordy = isinstance(question, TextQuestion) or (
            isinstance(question, ClosedQuestion) and any(option.other for option in question.options.values())
        )
        positions |= set(columns.positions(question.id)) if wordy else set()
    # a small whole number is no words; a look at the distinct texts finds the rows that Pandera needs to check
    doubt = table.cells.where(map(table.column, sorted(positions)), lambda cell: words(cell).str.contains(ANY_PATTERN))
    if not doubt:
        return FAILURES.empty()
    rows = pl.concat(list(doubt.values())).unique().sort()
    frame = table.frame.select(words(pl.col(name).gather(rows).cast(pl.String)).alias(name) for name in doubt)
    failures = failures_in(text_schema(list(doubt)), frame)
    return failures.with_columns(index=rows.cast(pl.Int64).gather(failures["index"]))


def rows_between(failures: pl.DataFrame, start: int, end: int) -> pl.DataFrame:
    """Return the failures of the rows from ``start`` to before ``end``, numbered from there."""
    return failures.filter(pl.col("index").is_between(start, end, closed="left")).with_columns(pl.col("index") - start)
