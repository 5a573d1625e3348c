"""Words in a column of their own beside a question whose option for words was not marked."""

from __future__ import annotations

import polars as pl

from kumin.definitions import MultipleQuestion
from kumin.definitions.questions import ClosedQuestion
from kumin.responses.coding.cells import is_unclear, map_cells
from kumin.responses.coding.options import code_for_words, names_of
from kumin.responses.folding import fold
from kumin.responses.matching.column_map import MatchedTable


def rows_of_words(question: ClosedQuestion, matched: MatchedTable) -> pl.Series:
    """Return the zero-based rows in which words are written for the question, and all of its own cells are empty.

    Form systems leave the answer itself empty then (SurveyMonkey). Numbers, names of options and words that say
    nothing (なし) are no such words; 判読不能 says that there are some.
    """
    table, columns = matched.table, matched.columns
    position = columns.other_words.get(question.id)
    if position is None:
        return pl.Series(dtype=pl.UInt32)
    own = columns.positions(question.id)
    empty = table.frame.select(
        pl.all_horizontal(
            pl.col(table.column(place)).cast(pl.String).str.strip_chars().fill_null("") == "" for place in own
        ).arg_true()
    ).to_series()
    missing = question.missing(matched.questionnaire.missing)
    cells = table.text(position, empty)
    written = map_cells(cells, names_of(question, missing)) == code_for_words(question)
    unclear = pl.select(is_unclear(fold(pl.lit(cells)))).to_series()
    return empty.filter((written | unclear).fill_null(False))


def with_words(question: ClosedQuestion, coded: list[pl.Series], matched: MatchedTable) -> list[pl.Series]:
    """Give the rows of :func:`rows_of_words` the option for words."""
    rows = rows_of_words(question, matched)
    if rows.is_empty():
        return coded
    code = code_for_words(question)
    if not isinstance(question, MultipleQuestion):
        return [one.scatter(rows, code) for one in coded]
    # an option without a column stays unknown
    absent = {q for q in question.options if matched.columns.lacks(question.id, q)}
    values: dict[str, int | bool | None] = {
        question.column(option): None if option in absent else option == code for option in question.options
    }
    return [one.scatter(rows, values.get(one.name, 1)) for one in coded]
