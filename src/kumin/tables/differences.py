"""▲▽: which cells of a crosstab differ from the other groups beyond sampling error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import erfc, sqrt

import polars as pl

from kumin.definitions import Questionnaire
from kumin.estimation import SurveyDesign, adjust_p_values
from kumin.estimation.association.crossings import cross
from kumin.estimation.association.residuals import residuals_within
from kumin.frames import Column, frame
from kumin.tables.axes import require_axis
from kumin.tables.crossing import Axis, axis_of, category_of
from kumin.tables.options import PLAIN, Adjustment, TableOptions
from kumin.tables.shares import GROUP, OPTION, QUESTION, shares_of

HIGH, LOW = "▲", "▽"

THRESHOLD = 1.96
"""A cell is marked where it is further from the other groups than this many standard errors."""

SIGNIFICANT = 0.05
"""An adjusted p-value at or below this is marked."""

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
    options: TableOptions = PLAIN,
) -> pl.DataFrame:
    """Mark cells whose adjusted residual exceeds a threshold.

    With an adjustment, the p-values of all cells of a question and axis are adjusted together
    (:func:`kumin.estimation.adjust_p_values`), and those at 0.05 or below are marked.

    Returns
    -------
    DataFrame
        :data:`MARKS`. Who left the axis blank is no group; attributes are not marked, and there is no row where
        nothing can vary.
    """
    questions = [question for question in questionnaire.closed() if not question.attribute]
    shares = shares_of(questions, questionnaire, blank=options.blank)
    outcomes, base = shares.positive, shares.base
    own = {axis: require_axis(questionnaire, axis) for axis in axes}
    parts = [MARKS.empty()]
    for axis, found in residuals_by_axis(coded, outcomes, list(own), base=base, design=design):
        inside = ~pl.col("indicator").str.split(":").list.first().is_in(sorted(own[axis]))
        parts.append(_marked(found.filter(inside), axis, threshold, options.adjust))
    return pl.concat(parts)


def residuals_by_axis(
    coded: pl.DataFrame,
    outcomes: Mapping[str, pl.Expr],
    axes: Sequence[Axis],
    *,
    base: Mapping[str, pl.Expr],
    design: SurveyDesign | None,
) -> Iterator[tuple[Axis, pl.DataFrame]]:
    """Yield how far the categories (column ``_category``) of each axis that anybody told lie from independence.

    All axes are summed in one pass.
    """
    columns = {axis: f"_axis_{place}" for place, axis in enumerate(axes)}
    groups = coded.with_columns(category_of(axis).alias(name) for axis, name in columns.items())
    columns = {axis: name for axis, name in columns.items() if groups[name].count()}
    if not (outcomes and columns):
        return
    sums = cross(groups, outcomes, [[name] for name in columns.values()], base=base, design=design, nulls="false")
    for axis, name in columns.items():
        yield axis, residuals_within(sums.names, sums.cells([name])).rename({name: "_category"})


def _marked(found: pl.DataFrame, axis: Axis, threshold: float, adjust: Adjustment) -> pl.DataFrame:
    residual = pl.col("adjusted_residual")
    key = pl.col("indicator").str.split(":")
    marked = found.drop_nulls("adjusted_residual").select(
        question=key.list.first(),
        option=key.list.last().cast(pl.Int32),
        axis=axis_of(axis),
        category="_category",
        adjusted_residual=residual,
        mark=mark_of(residual, threshold),
    )
    if adjust == "none":
        return marked
    # erfc(|z| / √2) is the two-sided p-value of a normal deviate
    p = pl.Series("p_value", [erfc(abs(z) / sqrt(2)) for z in marked["adjusted_residual"].to_list()], dtype=pl.Float64)
    adjusted = adjust_p_values(marked.with_columns(p), adjust, within=["question"])
    sign = mark_of(residual, 0.0)
    return adjusted.with_columns(mark=pl.when(pl.col("p_adjusted") <= SIGNIFICANT).then(sign)).drop(
        "p_value", "p_adjusted"
    )


def mark_of(distance: pl.Expr, threshold: float = THRESHOLD) -> pl.Expr:
    """Mark a distance in standard errors that is beyond a threshold: ``▲``, ``▽`` or null."""
    return pl.when(distance > threshold).then(pl.lit(HIGH)).when(distance < -threshold).then(pl.lit(LOW))
