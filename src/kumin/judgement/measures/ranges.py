"""What a mean can be: nothing beyond the least and the greatest that an answer may be worth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from kumin.definitions import DateQuestion, NumberQuestion, Part, Questionnaire

Range = tuple[float | None, float | None]
"""The least and the greatest; None where nothing is said."""


def range_of(part: Part, questionnaire: Questionnaire) -> Range:
    """Return between what an answer of a part may lie: its points, or the bounds of the number asked for."""
    if part.points:
        return float(min(part.points.values())), float(max(part.points.values()))
    question = questionnaire.by_id[part.question]
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


def within_ranges(table: pl.DataFrame, questions: Iterable[NumberQuestion | DateQuestion]) -> pl.DataFrame:
    """Keep the limits of a table of means within the ranges of its questions, as :func:`within_range` does.

    Parameters
    ----------
    table : DataFrame
        ``question``, ``mean``, ``lower``, ``upper``.
    questions : iterable of questions
        Dates have no mean.
    """
    known = [one for one in questions if isinstance(one, NumberQuestion)]
    least = _stated({one.id: one.minimum for one in known})
    most = _stated({one.id: one.maximum for one in known})
    mean, lower, upper = (pl.col(name) for name in ("mean", "lower", "upper"))
    low, high = pl.min_horizontal(least, mean), pl.max_horizontal(most, mean)
    return table.with_columns(
        lower=pl.when(least.is_not_null() & lower.is_not_null()).then(pl.max_horizontal(lower, low)).otherwise(lower),
        upper=pl.when(most.is_not_null() & upper.is_not_null()).then(pl.min_horizontal(upper, high)).otherwise(upper),
    )


def _stated(bounds: Mapping[str, float | None]) -> pl.Expr:
    """Express the bound of a row's question, null where none is stated."""
    return pl.col("question").replace_strict(bounds, default=None, return_dtype=pl.Float64)
