"""Numbers that are the name of one option and the code of another: which of them a column holds."""

from __future__ import annotations

import polars as pl

from kumin.definitions.questions import ClosedQuestion
from kumin.responses.coding.options import is_integer, labels_like_codes
from kumin.responses.folding import fold_text
from kumin.responses.table import AnswerTable


def holds_labels(question: ClosedQuestion, position: int, table: AnswerTable) -> bool:
    """Tell whether the numbers of a column are the names of options.

    They are where one is a name alone (the 0 of a scale from 0 to 10 with the codes 1 to 11), and none a code alone.
    """
    if not labels_like_codes(question):
        return False
    labels = {int(name) for name in map(fold_text, _names(question)) if is_integer(name)}
    found = set(_numbers(table, position).drop_nulls().unique().to_list())
    codes = set(question.options)
    return bool(found & (labels - codes)) and not found & (codes - labels)


def doubtful_numbers(question: ClosedQuestion, position: int, table: AnswerTable) -> int:
    """Count the cells of a column with a number that is the name of one option and the code of another."""
    doubtful = [int(name) for name in labels_like_codes(question)]
    return int(_numbers(table, position).is_in(doubtful).sum()) if doubtful else 0


def _names(question: ClosedQuestion) -> list[str]:
    return [name for option in question.options.values() for name in (option.label, *option.aliases)]


def _numbers(table: AnswerTable, position: int) -> pl.Series:
    return table.cells.numbers([table.column(position)]).to_series()
