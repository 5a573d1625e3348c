"""Shares, means and totals of domains, with the variance of replicates in place of the linearised one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from kumin.arrays import Floats, Ints
from kumin.errors import StatisticsError
from kumin.estimation._frames import AnyFrame, rows_of
from kumin.estimation._reasons import (
    NO_SAMPLING_ERROR,
    NO_SPREAD,
    only_rounding,
    reasons,
    with_overflow,
    with_statement,
)
from kumin.estimation._refusals import polars_errors
from kumin.estimation.design import SurveyDesign
from kumin.estimation.indicators import Indicator
from kumin.estimation.linearized.sums import only
from kumin.estimation.linearized.variance import Ratios
from kumin.estimation.replication.replicates import ReplicateColumns, Replicates
from kumin.estimation.replication.variances import pairwise, variance

AnyDesign = SurveyDesign | Replicates | ReplicateColumns
WEIGHT = "weight of the full sample"
"""The column that :func:`take_design` adds."""


def take_design(
    frame: AnyFrame, design: AnyDesign | None
) -> tuple[pl.DataFrame | pl.LazyFrame, SurveyDesign, Replicates | None]:
    """Give a statistic its frame, its design and, where variances are those of replicates, these.

    Raises
    ------
    StatisticsError
        The replicates were not made for as many rows, or their columns cannot be read.
    """
    answers = rows_of(frame)
    if design is None or isinstance(design, SurveyDesign):
        return answers, design or SurveyDesign(), None
    rows = answers.lazy().collect()
    replicates = design if isinstance(design, Replicates) else design.read(rows)
    if rows.height != replicates.unit.size:
        raise StatisticsError("replicates_rows", rows=rows.height, expected=replicates.unit.size)
    weighted = rows.with_columns(pl.Series(WEIGHT, replicates.weights, dtype=pl.Float64))
    return weighted, SurveyDesign(weights=WEIGHT), replicates


def cell_codes(rows: pl.DataFrame, cells: pl.DataFrame) -> Ints:
    """Give the number of each row's cell, -1 for none; ``rows`` has the columns ``by_0`` … of the cells."""
    names = [name for name in cells.columns if name != "cell"]
    if not names:
        return np.zeros(rows.height, dtype=np.int64)
    found = rows.select(names).join(cells, on=names, how="left", maintain_order="left")["cell"]
    return found.cast(pl.Int64).fill_null(-1).to_numpy()


def with_replicates(
    ratios: Ratios,
    replicates: Replicates,
    frame: pl.DataFrame | pl.LazyFrame,
    indicators: Sequence[Indicator],
    by: Sequence[str],
    cells: pl.DataFrame,
    *,
    total: bool = False,
) -> Ratios:
    """Replace variances, degrees of freedom and reasons of a grouping's estimates by those of the replicates.

    θ_r is the ratio Σw_r y d / Σw_r d (or the total Σw_r y d) of replicate r; the variance is Σ scale_r (θ_r - θ)²
    (Wolter 2007, Introduction to Variance Estimation).
    """
    y, x, cell = _values(frame, indicators, by, cells)
    shape = ratios.estimate.shape
    variance, df, why = np.full(shape, np.nan), np.zeros(shape), np.full(shape, None, dtype=object)
    for g in range(shape[0]):
        inside = (cell == g)[:, None] & np.isfinite(y)
        variance[g] = ratio_variance(replicates, np.where(inside, y, 0.0), None if total else np.where(inside, x, 0.0))
        present = inside & (replicates.weights > 0)[:, None]
        df[g] = replicates.degrees(present)
        n = present.sum(axis=0).astype(float)
        why[g] = reasons(n, df[g], replicates.nothing_varies(present), np.zeros(n.shape, dtype=bool))
    variance = np.where(why == NO_SAMPLING_ERROR, 0.0, variance)
    why = with_overflow(why, ratios.n_base, variance, ratios.estimate, ratios.total_base)
    nothing = only_rounding(variance, ratios.estimate, ratios.n_base)
    shares = np.array([not one.numeric for one in indicators])
    why = with_statement(why, nothing & ~(shares & np.isin(ratios.estimate, (0.0, 1.0))), NO_SPREAD)
    variance = np.where(nothing, 0.0, variance)
    return replace(ratios, variance=variance, df=df, not_estimable=why, refitted=None)


def _values(
    frame: pl.DataFrame | pl.LazyFrame, indicators: Sequence[Indicator], by: Sequence[str], cells: pl.DataFrame
) -> tuple[Floats, Floats, Ints]:
    """Give y (rows, I), NaN outside a base, what it is divided by (rows, I), 0 there, and each row's cell."""
    keys = [pl.col(name).alias(f"by_{k}") for k, name in enumerate(by)]
    values = []
    for i, one in enumerate(indicators):
        number = one.outcome.cast(pl.Float64)
        below = pl.lit(1.0) if one.below is None else one.below.cast(pl.Float64)
        usable = (number.is_finite() & below.is_finite()) if one.numeric else pl.lit(value=True)
        inside = one.base.fill_null(value=False) & usable.fill_null(value=False)
        values.append(pl.when(inside).then(number.fill_null(0.0)).alias(f"value_{i}"))
        values.append(pl.when(inside).then(below).otherwise(0.0).alias(f"below_{i}"))
    with polars_errors():
        rows = only(frame.lazy(), [*keys, *values]).collect()
    y, x = (
        rows.select(f"{name}_{i}" for i in range(len(indicators))).to_numpy().astype(float)
        for name in ("value", "below")
    )
    cell = cell_codes(rows, cells)
    return y, x, cell


def covariance_by_replicates(
    replicates: Replicates,
    frame: pl.DataFrame | pl.LazyFrame,
    indicator: Indicator,
    by: Sequence[str],
    cells: pl.DataFrame,
) -> tuple[Floats, Floats]:
    """Give the covariance of one variable's estimates in all cells, and the degrees of freedom of every pair.

    The covariance is Σ scale_r (θ_rg - θ_g)(θ_rl - θ_l); of each pair the replicates in which either cannot be computed
    add nothing, and the others count for them, as of a variance.

    Returns
    -------
    tuple of ndarray, shape (G, G)
        Covariances, 0 where a cell is empty; degrees of freedom among those of either cell.
    """
    y, x, cell = _values(frame, [indicator], by, cells)
    inside = (cell[:, None] == np.arange(cells.height)) & np.isfinite(y)
    full, each = replicates.totals(np.where(inside, np.nan_to_num(y), 0.0))
    below, below_each = replicates.totals(np.where(inside, x, 0.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        found = pairwise(replicates, full / below, each / below_each)
    present = inside & (replicates.weights > 0)[:, None]
    size = cells.height
    df = np.zeros((size, size))
    for g in range(size):
        df[g] = replicates.degrees(present | present[:, [g]])
    return np.nan_to_num(found), df


def ratio_variance(replicates: Replicates, top: Floats, bottom: Floats | None) -> Floats:
    """Give the variance (K,) of Σwy / Σwx, or of the total Σwy without x; ``top`` and ``bottom`` are (rows, K)."""
    full, each = replicates.totals(top)
    if bottom is not None:
        below, below_each = replicates.totals(bottom)
        with np.errstate(invalid="ignore", divide="ignore"):
            full, each = full / below, each / below_each
    return np.where(np.isfinite(full), variance(replicates, full, each), np.nan)
