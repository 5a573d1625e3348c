"""What was decided for whole columns of a file, with the number of cells or rows it was decided for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from kumin.definitions import DateQuestion, MultipleQuestion, NumberQuestion
from kumin.definitions import rules as r
from kumin.definitions.missing import Missing
from kumin.responses.coding.answers import bounds_of_received
from kumin.responses.coding.date_order import Bounds
from kumin.responses.coding.dates import PLAIN_DAY, read_dates
from kumin.responses.coding.options import absent_names, invalid_names
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
        What was decided on: a code of no answer, the order of a day's parts.
    row : int, optional
        The row, as a spreadsheet shows it, if it is about one.
    """

    rule: r.Rule
    position: int | None
    count: int
    question: str = ""
    value: str = ""
    row: int | None = None


def decisions(candidate: pl.DataFrame, matched: MatchedTable) -> Iterator[Decision]:
    """List what was decided for the columns of one file.

    Parameters
    ----------
    candidate : DataFrame
        The candidate answers of the file.
    matched : MatchedTable
        The file.
    """
    yield from _of_lines(matched)
    columns, questionnaire = matched.columns, matched.questionnaire
    if columns.received is not None:
        yield from _of_days("", columns.received, questionnaire.missing, bounds_of_received(questionnaire), matched)
    for question in questionnaire.questions:
        places = matched.columns.positions(question.id)
        if not places:
            continue
        if isinstance(question, MultipleQuestion) and question.none_marked is None:
            yield from _of_none_marked(question, places[0], candidate, matched)
        elif isinstance(question, NumberQuestion) and question.no_answer is None:
            yield from _of_number_codes(question, places[0], matched)
        elif isinstance(question, DateQuestion):
            missing = question.missing(questionnaire.missing)
            yield from _of_days(question.id, places[0], missing, (question.earliest, question.latest), matched)


def _of_lines(matched: MatchedTable) -> Iterator[Decision]:
    """Say which rows end otherwise than most, and which cells hold what looks like rows."""
    lines = matched.table.lines
    if lines is None:
        return
    if lines.otherwise:
        yield Decision(r.MIXED_LINE_ENDS, None, lines.otherwise)
    yield from (Decision(r.ROWS_IN_CELL, None, 1, row=row) for row in lines.doubtful)


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


def _of_days(
    question: str, position: int, missing: Missing, bounds: Bounds, matched: MatchedTable
) -> Iterator[Decision]:
    """Tell how the days of a column were read that do not say it themselves."""
    cells = matched.table.text(position)
    cells = cells.filter(~cells.str.contains(PLAIN_DAY))
    if cells.is_empty():
        return
    reading = read_dates(
        cells, absent_names(missing), invalid_names(missing), from_1904=matched.table.seen.from_1904, bounds=bounds
    )
    for rule, count, value in reading.decided:
        yield Decision(rule, position, count, question, value)
