"""Shares, and any statistic of a weight vector, with replicate variances."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import polars as pl

from kumin.arrays import Bools, Floats, Texts
from kumin.errors import StatisticsError
from kumin.estimation import door
from kumin.estimation._reasons import NO_SAMPLING_ERROR, reasons, unknown
from kumin.estimation._refusals import polars_errors, require_boolean
from kumin.estimation.design import SurveyDesign
from kumin.estimation.door import statistic
from kumin.estimation.proportions import Given, require_level
from kumin.estimation.replication.weights import Replicates
from kumin.estimation.sums import Nulls, indicators_of, only, require_no_nulls
from kumin.intervals import Evidence, bounded, t_value, wilson


@statistic(weights=door.instance(Replicates, "replicates"))
def replicate_estimates(
    frame: pl.DataFrame | pl.LazyFrame,
    outcomes: Mapping[str, pl.Expr],
    weights: Replicates,
    *,
    base: Given = None,
    level: float = 0.95,
    nulls: Nulls = "fail",
) -> pl.DataFrame:
    """Estimate proportions with replicate variances.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        The rows the replicate weights were made for, in the same order.
    outcomes, base, level, nulls
        As for :func:`kumin.estimation.proportions`.
    weights : Replicates

    Returns
    -------
    pl.DataFrame
        ``indicator``, ``n_base``, ``n_positive`` (Int64), ``proportion``, ``se``, ``lower``, ``upper`` (Wilson, on the
        effective size of the replicate variance), ``level``, ``df``, ``not_estimable`` (String: why there is no
        standard error, see :data:`kumin.estimation.columns.ESTIMATES`); null where the base is empty.
    """
    require_level(level)
    indicators = indicators_of(outcomes, base, None, nulls=nulls)
    require_boolean(frame.lazy(), [(one.name, one.outcome) for one in indicators])
    require_no_nulls(frame, indicators, SurveyDesign(), nulls)
    flags = [
        column
        for i, indicator in enumerate(indicators)
        for column in (
            indicator.base.fill_null(value=False).alias(f"base_{i}"),
            (indicator.base.fill_null(value=False) & indicator.outcome.fill_null(value=False)).alias(f"positive_{i}"),
        )
    ]
    names = [f"{kind}_{i}" for kind in ("base", "positive") for i in range(len(indicators))]
    with polars_errors():
        matrix = only(frame.lazy(), flags).select(pl.col(names).cast(pl.Float64)).collect().to_numpy()
    if matrix.shape[0] != weights.unit.size:
        raise StatisticsError("replicates_rows", rows=matrix.shape[0], expected=weights.unit.size)
    full, replicated = weights.totals(matrix)
    k = len(indicators)
    with np.errstate(invalid="ignore", divide="ignore"):
        p, each = full[k:] / full[:k], replicated[:, k:] / replicated[:, :k]
    variance = np.where(np.isfinite(p), weights.variance(p, each), np.nan)
    n = matrix[:, :k].sum(axis=0)
    why = _reasons_of(weights, matrix[:, :k] > 0)
    nothing = unknown(why)
    variance = np.where(nothing, np.nan, np.where(why == NO_SAMPLING_ERROR, 0.0, variance))
    lower, upper = _wilson(p, variance, n, weights.df, level)
    lower, upper = (
        np.where(nothing, np.nan, np.where(why == NO_SAMPLING_ERROR, p, limits)) for limits in (lower, upper)
    )
    columns = {"proportion": p, "se": np.sqrt(variance), "lower": lower, "upper": upper}
    return pl.DataFrame(
        {
            "indicator": list(outcomes),
            "n_base": n.astype(np.int64),
            "n_positive": matrix[:, k:].sum(axis=0).astype(np.int64),
            **{name: pl.Series(name, column).fill_nan(None) for name, column in columns.items()},
            "level": np.full(k, level),
            "df": np.full(k, weights.df),
            "not_estimable": pl.Series(why.tolist(), dtype=pl.String),
        },
        schema_overrides={"indicator": pl.String},
    )


def _reasons_of(weights: Replicates, base: Bools) -> Texts:
    """Say why the share among each base (rows, K) has no standard error."""
    present = base & (weights.weights > 0)[:, None]
    n = present.sum(axis=0).astype(float)
    return reasons(n, weights.degrees(present), weights.nothing_varies(present), np.zeros(n.shape, dtype=bool))


def _wilson(p: Floats, variance: Floats, n: Floats, df: float, level: float) -> tuple[Floats, Floats]:
    with np.errstate(invalid="ignore", divide="ignore"):
        size = np.where(variance > 0, p * (1 - p) / variance, n)
    degrees = np.full(p.shape, df)
    return bounded(wilson(Evidence(p, size, size, n, degrees, level)), p)


@statistic(weights=door.instance(Replicates, "replicates"), statistic=door.function)
def replicate_statistic(
    weights: Replicates, statistic: Callable[[Floats], float], *, level: float = 0.95
) -> dict[str, float]:
    """Estimate any statistic of a weight vector, with its replicate standard error.

    Parameters
    ----------
    weights : Replicates
    statistic : callable
        Takes weights (shape (rows,)) and returns a number, NaN where it cannot.
    level : float

    Returns
    -------
    dict
        ``estimate``, ``se``, ``lower``, ``upper`` (± t·se), ``level``, ``df``.
    """
    require_level(level)
    estimate = float(statistic(weights.weights))
    each = np.array([statistic(column) for column in weights.matrix().T])[:, None]
    se = float(np.sqrt(weights.variance(np.array([estimate]), each)[0]))
    half = 0.0 if se == 0 else float(t_value(level, np.array(weights.df))) * se
    return {
        "estimate": estimate,
        "se": se,
        "lower": estimate - half,
        "upper": estimate + half,
        "level": level,
        "df": weights.df,
    }
