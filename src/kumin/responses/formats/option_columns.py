"""A column for each option of a multiple answer, with marks in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from kumin.definitions import MultipleQuestion
from kumin.definitions.missing import Missing
from kumin.responses.coding.options import MARKED_INVALID, NONE_MARKED, UNREADABLE, mark_names
from kumin.responses.formats.answer_format import FORMATS, AnswerFormat, Places
from kumin.responses.matching.finder import Finder
from kumin.responses.matching.merged import options_below
from kumin.responses.matching.names import option_headings, option_similar_headings


def find_columns(finder: Finder, question: MultipleQuestion, missing: Missing) -> Places:
    """Find the columns of the options by their headings, else below one merged heading."""
    candidates = {code: finder.find_only(option_headings(question, code)) for code in question.options}
    places = {code: position for code, position in candidates.items() if position is not None}
    if len(set(places.values())) < len(places) or len(places) < min(2, len(question.options)):
        places = options_below(finder.table, question, finder.headed(question.headers), missing)
    finder.used.update(places.values())
    return places


def missing_headings(question: MultipleQuestion, places: Places) -> Mapping[str, Sequence[str]]:
    """Name the heading of each option that has no column."""
    return {
        option_headings(question, code)[0]: option_similar_headings(question, code)
        for code in question.options
        if code not in places
    }


def code_columns(question: MultipleQuestion, cells: Mapping[int, pl.Series], missing: Missing) -> list[pl.Series]:
    """Code columns of marks (1, 0); without any mark or 0 there is no answer.

    A row of zeros has the value 0, or ``NONE_MARKED`` where the question does not count it as an answer. An option
    without a column is null: nothing says that it was not chosen.
    """
    none = 0 if question.none_marked_answers else NONE_MARKED
    absent = [code for code in question.options if code not in cells]
    coded = [cells[code].alias(question.column(code)) for code in question.options if code in cells]
    frame = pl.DataFrame(coded)
    marks = pl.sum_horizontal(pl.all() == 1)
    invalid = pl.any_horizontal(pl.all() == MARKED_INVALID)
    wrong = pl.any_horizontal(~pl.all().is_in([0, 1, MARKED_INVALID]))
    frame = frame.select(
        pl.when(wrong).then(pl.lit(UNREADABLE, pl.Int16)).when(invalid).then(pl.lit(MARKED_INVALID, pl.Int16))
        .when(marks > 0).then(marks.cast(pl.Int16))
        .when(pl.any_horizontal(pl.all() == 0)).then(pl.lit(none, pl.Int16)).alias(question.id),
        *((pl.col(series.name) == 1).fill_null(False) for series in coded),
        *(pl.lit(None, pl.Boolean).alias(question.column(code)) for code in absent),
    )  # fmt: skip
    answered = pl.col(question.id).is_not_null()
    frame = frame.select(question.id, *(question.column(code) for code in question.options))
    options = (
        pl.when(answered).then(pl.col(question.column(code))).alias(question.column(code)) for code in question.options
    )
    return frame.with_columns(options).get_columns()


FORMATS.add(
    "columns",
    AnswerFormat("columns", find_columns, missing_headings, code_columns, order=10, names=mark_names, marks=True),
)
