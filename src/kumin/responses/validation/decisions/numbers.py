"""What was decided for the column of a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from kumin.definitions import NumberQuestion
from kumin.definitions import rules as r
from kumin.responses.coding.answers import read_column
from kumin.responses.coding.options import absent_names, invalid_names
from kumin.responses.coding.quantities import number_codes
from kumin.responses.coding.units import MONEY
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.validation.decisions.decision import Decision

_USUAL = (-1.0, -7.0, -8.0, -9.0, -77.0, -88.0, -99.0, -999.0, 888.0, 999.0, 8888.0, 9999.0)
_YEARS, _SMALL = (1880.0, 2100.0), 130.0
_FAR = 3.0
"""So many times the highest other number is a code that stands apart."""


def of_numbers(question: NumberQuestion, position: int, matched: MatchedTable) -> Iterator[Decision]:
    """List what was decided of units, and of codes that may be numbers."""
    yield from _of_units(question, position, matched)
    if question.no_answer is None:
        yield from _of_number_codes(question, position, matched)
    if question.maximum is None and question.unit not in MONEY:
        yield from _of_years(question, position, matched)


def _of_units(question: NumberQuestion, position: int, matched: MatchedTable) -> Iterator[Decision]:
    """Tell how numbers without a unit were read where others have one of their own."""
    if len(matched.table.others(position).rows):
        decided = read_column(question, matched.table.plain(position), matched.questionnaire).decided
        if decided:
            yield Decision(decided[0], position, decided[1], question.id, decided[2])


def _of_years(question: NumberQuestion, position: int, matched: MatchedTable) -> Iterator[Decision]:
    """Count numbers that may be years (1955), in a column of small ones: ages, people, times."""
    if len(matched.table.others(position).rows):
        numbers = read_column(question, matched.table.plain(position), matched.questionnaire).values
    else:
        numbers = matched.table.plain(position).cast(pl.Float64, strict=False)
    years = numbers.is_between(*_YEARS) & (numbers == numbers.floor())
    count, small, total = int(years.sum()), int(numbers.is_between(0, _SMALL).sum()), int(numbers.is_finite().sum())
    if count and 2 * small > total:
        yield Decision(r.YEAR_AS_NUMBER, position, count, question.id)


def _of_number_codes(question: NumberQuestion, position: int, matched: MatchedTable) -> Iterator[Decision]:
    """Count the cells of a number question that hold a code of no answer which may be a number as well.

    It is none where the bounds say so, and no number where it is negative.
    """
    absent = absent_names(matched.questionnaire.missing)
    inside, outside = number_codes(absent, question.minimum, question.maximum)
    bounded = question.minimum is not None or question.maximum is not None
    doubtful = dict.fromkeys(inside, r.CODE_AS_NUMBER)
    doubtful |= {code: r.NO_ANSWER_CODE for code in outside if code >= 0 and not bounded}
    numbers = matched.table.plain(position).cast(pl.Float64, strict=False).alias("code")
    stated = [*inside, *outside, *number_codes(invalid_names(matched.questionnaire.missing), None, None)[1]]
    doubtful = dict.fromkeys(_usual_codes(question, numbers, stated), r.CODE_AS_NUMBER) | doubtful
    if not doubtful:
        return
    counts = numbers.filter(numbers.is_in(list(doubtful))).value_counts(sort=True)
    for code, count in counts.iter_rows():
        yield Decision(doubtful[code], position, count, question.id, str(int(code)))


def _usual_codes(question: NumberQuestion, numbers: pl.Series, stated: Sequence[float]) -> list[float]:
    """List codes that others use for no answer and that no bound and no ``missing`` speaks of: -9, or 999 far above."""
    usual = [code for code in _USUAL if code not in stated]
    found = numbers.filter(numbers.is_in(usual)).unique().to_list()
    if not found:
        return []
    others = numbers.filter(~numbers.is_in(usual))
    low, high = (float(value) if isinstance(value, float) else None for value in (others.min(), others.max()))
    if low is None or high is None:
        return []
    below = question.minimum is None and low >= 0
    above = question.maximum is None
    return [code for code in found if (code < 0 and below) or (code > 0 and above and code >= _FAR * max(high, 1.0))]
