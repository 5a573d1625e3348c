"""Values that an SPSS file itself declares as missing: no answer, unless the questionnaire calls them an option."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from kumin.definitions import Question
from kumin.definitions.questionnaire import ClosedQuestion
from kumin.responses.matching.column_map import MatchedTable


def declared_missing(question: Question, position: int, matched: MatchedTable) -> pl.Series:
    """Tell which cells of a question's column hold a value that the file declares as missing.

    An option of the questionnaire wins: a code of its own is an answer, whatever the file says.

    Returns
    -------
    Series of Boolean
        As many as the table has rows.
    """
    text = matched.table.text(position).str.strip_chars()
    number = text.cast(pl.Float64, strict=False)
    missing = pl.repeat(False, len(text), eager=True)
    for low, high in matched.table.seen.declared_missing.get(position, ()):
        if isinstance(low, str) or isinstance(high, str):
            missing |= text == str(low).strip()
        else:
            missing |= number.is_between(low, high)
    missing = missing.fill_null(False)
    if isinstance(question, ClosedQuestion):
        missing &= ~number.is_in([float(code) for code in question.options]).fill_null(False)
    return missing


def without_declared(matched: MatchedTable) -> MatchedTable:
    """Empty the cells of all questions that the file declares as missing."""
    table = matched.table
    emptied = []
    for question in matched.questionnaire.questions if table.seen.declared_missing else ():
        for position in matched.columns.positions(question.id):
            if position in table.seen.declared_missing:
                missing = declared_missing(question, position, matched)
                emptied.append(table.frame[table.column(position)].set(missing, None))
    return replace(matched, table=replace(table, frame=table.frame.with_columns(emptied))) if emptied else matched
