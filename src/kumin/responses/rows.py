"""What is known of a whole row: blank, too long, or a repetition of one before."""

from __future__ import annotations

import polars as pl

from kumin.definitions import MultipleQuestion, Questionnaire, TextQuestion, coded_columns
from kumin.responses.code import RESPONDENT
from kumin.responses.match import ColumnMap
from kumin.responses.read import ROW, AnswerTable
from kumin.responses.schema import BLANK


def blank_rows(
    candidate: pl.DataFrame, table: AnswerTable, columns: ColumnMap, questionnaire: Questionnaire
) -> pl.Series:
    """Mark the rows in which not one question has anything, free text included."""
    names = [
        question.id if isinstance(question, MultipleQuestion) else column
        for question in questionnaire.questions
        for column in coded_columns(question)[:1]
    ]
    blank = candidate.select(pl.all_horizontal(pl.col(names).is_null())).to_series() if names else None
    for question in questionnaire.questions:
        if isinstance(question, TextQuestion) and question.id in columns.questions:
            text = table.text(columns.questions[question.id])
            empty = pl.select(pl.lit(text).str.strip_chars().fill_null("") == "").to_series()
            blank = empty if blank is None else blank & empty
    return pl.repeat(False, candidate.height, eager=True) if blank is None else blank


def too_long_rows(table: AnswerTable, columns: ColumnMap) -> pl.Series:
    """Mark the rows that have cells beyond the last heading."""
    beyond = [table.column(place) for place in columns.beyond]
    if not beyond:
        return pl.repeat(False, table.frame.height, eager=True)
    return table.frame.select(pl.any_horizontal(pl.col(beyond).is_not_null())).to_series()


def rows_sharing_ids(ids: pl.Series) -> pl.Series:
    """Return the zero-based rows, ascending, whose id stands more than once."""
    number = ids.cast(pl.Int64, strict=False)  # ids are in one form: equal as numbers, where all are, is equal as text
    if number.null_count() == ids.null_count():
        ids = number
        if not ids.null_count() and (ids.diff() > 0).all():
            return pl.Series(dtype=pl.UInt32)
    some = ids.drop_nulls()
    if some.n_unique() == len(some):
        return pl.Series(dtype=pl.UInt32)
    return (ids.is_duplicated() & ids.is_not_null()).arg_true()


def repeated_rows(candidate: pl.DataFrame, table: AnswerTable, ids: pl.Series) -> pl.Series:
    """Mark the rows that are, cell for cell, one that stood before; ``ids`` are those that stand more than once."""
    cells = table.frame.select(pl.exclude(ROW))
    repeated = pl.repeat(False, table.frame.height, eager=True)
    among = ~candidate[BLANK]
    if RESPONDENT in candidate.columns:
        # equal rows have equal ids: few need to be compared
        own = candidate[RESPONDENT]
        among &= own.is_null() | own.is_in(ids.implode()) if len(ids) else own.is_null()
    place = among.arg_true()
    if len(place) < 2:
        return repeated
    some = cells if len(place) == cells.height else cells[place]
    first = some.select(pl.struct(pl.all()).is_first_distinct()).to_series()
    return repeated.scatter(place.filter(~first), True)
