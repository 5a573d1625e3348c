"""What was decided for whole columns of a file, with the number of cells or rows it was decided for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from kumin.definitions import MultipleQuestion, NumberQuestion
from kumin.definitions import rules as r
from kumin.responses.coding.options import absent_names
from kumin.responses.coding.quantities import number_codes
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.validation.policies import none_marked


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided for a column.

    Attributes
    ----------
    rule : Rule
        The rule of the finding.
    position : int or None
        The zero-based column of the file.
    count : int
        Cells or rows.
    question : str
        Id of the question, if it is about one.
    value : str
        The code of no answer, if it is about one.
    """

    rule: r.Rule
    position: int | None
    count: int
    question: str = ""
    value: str = ""


def decisions(candidate: pl.DataFrame, matched: MatchedTable) -> Iterator[Decision]:
    """List what was decided for the columns of one file.

    Parameters
    ----------
    candidate : DataFrame
        The candidate answers of the file.
    matched : MatchedTable
        The file.
    """
    for question in matched.questionnaire.questions:
        places = matched.columns.positions(question.id)
        if not places:
            continue
        if isinstance(question, MultipleQuestion) and question.none_marked is None:
            yield from _of_none_marked(question, places[0], candidate, matched)
        elif isinstance(question, NumberQuestion) and question.no_answer is None:
            yield from _of_number_codes(question, places[0], matched)


def _of_none_marked(
    question: MultipleQuestion, position: int, candidate: pl.DataFrame, matched: MatchedTable
) -> Iterator[Decision]:
    """Count the rows that state that no option is marked, where the questionnaire does not say what that means."""
    count = candidate.select(none_marked(question, matched.questionnaire).sum()).item()
    if count:
        rule = r.NONE_MARKED_ANSWER if question.none_marked_answers else r.NONE_MARKED_NO_ANSWER
        yield Decision(rule, position, count, question.id)


def _of_number_codes(question: NumberQuestion, position: int, matched: MatchedTable) -> Iterator[Decision]:
    """Count the cells of a number question that hold a code of no answer which may be a number as well.

    It is none where the bounds say so, and no number where it is negative.
    """
    absent = absent_names(matched.questionnaire.missing)
    inside, outside = number_codes(absent, question.minimum, question.maximum)
    bounded = question.minimum is not None or question.maximum is not None
    doubtful = dict.fromkeys(inside, r.CODE_AS_NUMBER)
    doubtful |= {code: r.NO_ANSWER_CODE for code in outside if code >= 0 and not bounded}
    if not doubtful:
        return
    numbers = matched.table.frame[matched.table.column(position)].cast(pl.Float64, strict=False).alias("code")
    counts = numbers.filter(numbers.is_in(list(doubtful))).value_counts(sort=True)
    for code, count in counts.iter_rows():
        yield Decision(doubtful[code], position, count, question.id, str(int(code)))
