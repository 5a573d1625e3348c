"""What a mean can be: nothing beyond the least and the greatest that an answer may be worth."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from kumin.definitions import NumberQuestion, Part, Question, Questionnaire

Range = tuple[float | None, float | None]
"""The least and the greatest; None where nothing is said."""


def range_of(part: Part, questionnaire: Questionnaire) -> Range:
    """Return between what an answer of a part may lie: of a share 0 and 1, its points, or the bounds of its number."""
    if part.is_share:
        return 0.0, 1.0
    if part.points:
        return float(min(part.points.values())), float(max(part.points.values()))
    return _bounds(questionnaire.by_id[part.question])


def _bounds(question: Question) -> Range:
    return (question.minimum, question.maximum) if isinstance(question, NumberQuestion) else (None, None)


def within_range(lower: float | None, upper: float | None, value: float, range_: Range) -> Range:
    """Keep the limits of a mean within the range of its answers.

    A mean that lies beyond it itself, of answers that were kept although they do, is the limit there.

    Examples
    --------
    >>> within_range(3.1, 11.9, 7.5, (0.0, 10.0)), within_range(-1.0, 3.0, 1.0, (None, 10.0))
    ((3.1, 10.0), (-1.0, 3.0))
    """
    least, most = range_
    low = lower if lower is None or least is None else max(lower, min(least, value))
    high = upper if upper is None or most is None else min(upper, max(most, value))
    return low, high


def within_ranges(table: pl.DataFrame, questions: Iterable[Question]) -> pl.DataFrame:
    """Keep the limits of a table of means within the ranges of its questions, as :func:`within_range` does.

    Parameters
    ----------
    table : DataFrame
        ``question``, ``mean``, ``lower``, ``upper``.
    questions : iterable of questions
        Those of the table; dates have no mean.
    """
    ranges = {one.id: _bounds(one) for one in questions}
    rows = table.select("lower", "upper", "mean", "question").iter_rows()
    kept = [within_range(lower, upper, mean, ranges[question]) for lower, upper, mean, question in rows]
    limits = pl.DataFrame(kept, schema={"lower": pl.Float64, "upper": pl.Float64}, orient="row")
    return table.with_columns(limits.get_columns())
