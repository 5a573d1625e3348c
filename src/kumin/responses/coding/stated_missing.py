"""A column of its own that states that a multiple answer has no answer, or an invalid one: 「問4_無回答」."""

from __future__ import annotations

import polars as pl

from kumin.definitions import MultipleQuestion
from kumin.responses.coding.cells import map_cells
from kumin.responses.coding.options import MARKED, MARKED_INVALID, Names, absent_names
from kumin.responses.matching.column_map import MatchedTable


def rows_stated_missing(question: MultipleQuestion, matched: MatchedTable) -> dict[bool, pl.Series]:
    """Return the zero-based rows that such a column marks: those of no answer, and (True) those of an invalid one."""
    table, found = matched.table, dict[bool, pl.Series]()
    for position, invalid in matched.columns.stated_missing.get(question.id, {}).items():
        own = table.headers[position].rsplit("_", 1)[-1]
        names = Names({**absent_names(question.missing(matched.questionnaire.missing)), **MARKED, own: 1}, {})
        rows = (map_cells(table.text(position), names) == 1).fill_null(False).arg_true()
        found[invalid] = pl.concat([found[invalid], rows]).unique() if invalid in found else rows
    return found


def without_stated_missing(
    question: MultipleQuestion, coded: list[pl.Series], matched: MatchedTable
) -> list[pl.Series]:
    """Take the answer away in rows that such a column marks, where no option is marked."""
    for invalid, marked in rows_stated_missing(question, matched).items():
        rows = marked.filter(~(coded[0].gather(marked) > 0).fill_null(False))
        own = MARKED_INVALID if invalid else None
        coded = [one.scatter(rows, own if one.name == question.id else None) for one in coded]
    return coded
