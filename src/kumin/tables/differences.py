"""▲▽: which cells of a crosstab differ from the other groups beyond sampling error."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from kumin.conditions import answered, asked, has_any
from kumin.definitions import Questionnaire
from kumin.estimation import SurveyDesign, adjusted_residuals
from kumin.frames import Column, frame
from kumin.tables.axes import Axis, axis_of, category_of
from kumin.tables.shares import GROUP, OPTION, QUESTION

HIGH, LOW = "▲", "▽"

THRESHOLD = 1.96
"""A cell is marked where it is further from the other groups than this many standard errors."""

MARKS = frame(
    "difference_marks",
    "One row an option and category that could differ from the axis's other groups.",
    QUESTION,
    OPTION,
    *GROUP,
    Column("adjusted_residual", pl.Float64, "", "distance from the other groups in standard errors"),
    Column("mark", pl.String, "", "`▲`: higher than the other groups, `▽`: lower, null: neither"),
)


def difference_marks(
    coded: pl.DataFrame,
    questionnaire: Questionnaire,
    axes: Iterable[Axis],
    *,
    design: SurveyDesign | None = None,
    threshold: float = THRESHOLD,
) -> pl.DataFrame:
    """Mark cells whose adjusted residual exceeds a threshold.

    Returns
    -------
    DataFrame
        :data:`MARKS`. Who left the axis blank is no group; attributes are not marked, and there is no row where
        nothing can vary.
    """
    questions = [question for question in questionnaire.closed() if not question.attribute]
    outcomes = {f"{one.id}:{code}": has_any(one, [code]) for one in questions for code in one.options}
    base = {
        f"{one.id}:{code}": asked(one, questionnaire) & answered(one, [code])
        for one in questions
        for code in one.options
    }
    parts = [MARKS.empty()]
    for axis in axes:
        inside = [key for key in outcomes if key.partition(":")[0] not in axis]
        if not inside:
            continue
        groups = coded.with_columns(_category=category_of(axis))
        found = adjusted_residuals(
            groups, {key: outcomes[key] for key in inside}, by="_category",
            base={key: base[key] for key in inside}, design=design, nulls="false",
        )  # fmt: skip
        parts.append(_marked(found, axis, threshold))
    return pl.concat(parts)


def _marked(found: pl.DataFrame, axis: Axis, threshold: float) -> pl.DataFrame:
    residual = pl.col("adjusted_residual")
    key = pl.col("indicator").str.split(":")
    return found.drop_nulls("adjusted_residual").select(
        question=key.list.first(),
        option=key.list.last().cast(pl.Int32),
        axis=axis_of(axis),
        category="_category",
        adjusted_residual=residual,
        mark=mark_of(residual, threshold),
    )


def mark_of(distance: pl.Expr, threshold: float = THRESHOLD) -> pl.Expr:
    """Mark a distance in standard errors that is beyond a threshold: ``▲``, ``▽`` or null."""
    return pl.when(distance > threshold).then(pl.lit(HIGH)).when(distance < -threshold).then(pl.lit(LOW))
