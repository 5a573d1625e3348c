"""Shares, and any statistic of a weight vector, with replicate variances."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl

from kumin.arrays import Floats
from kumin.estimation import door
from kumin.estimation._frames import AnyFrame
from kumin.estimation.door import statistic
from kumin.estimation.expressions import Given, Variables
from kumin.estimation.indicators import Nulls
from kumin.estimation.proportions import proportions, require_level
from kumin.estimation.replication.replicates import Replicates
from kumin.estimation.replication.variances import variance
from kumin.intervals import t_value


@statistic(weights=door.instance(Replicates, "replicates"))
def replicate_estimates(
    frame: AnyFrame,
    outcomes: Variables,
    weights: Replicates,
    *,
    positive: object = None,
    base: Given = None,
    level: float = 0.95,
    nulls: Nulls = "fail",
) -> pl.DataFrame:
    """Estimate proportions with replicate variances.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        The rows the replicate weights were made for, in the same order.
    outcomes, positive, base, level, nulls
        As for :func:`kumin.estimation.proportions`.
    weights : Replicates
        As :func:`replicate_weights` makes them, or :meth:`ReplicateColumns.read` reads them.

    Returns
    -------
    pl.DataFrame
        Columns of :func:`kumin.estimation.proportions`, which takes the replicates as its ``design`` and gives them
        with Wilson's limits: ``indicator``, ``n_base``, ``n_positive`` (Int64), ``proportion``, ``se``, ``lower``,
        ``upper``, ``level``, ``df``, ``not_estimable`` (String).

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.proportions`, or the replicates are not of the frame's rows.

    Examples
    --------
    >>> from kumin.estimation.replication.weights import replicate_weights
    >>> answers = pl.DataFrame({"safe": [True, True, False, True]})
    >>> jackknife = replicate_weights(answers, kind="jackknife")
    >>> replicate_estimates(answers, {"safe": pl.col("safe")}, jackknife).select("proportion", "se", "df").row(0)
    (0.75, 0.25, 3.0)
    """
    found: pl.DataFrame = proportions(
        frame, outcomes, positive=positive, base=base, design=weights, level=level, nulls=nulls
    )
    return found.select(
        *("indicator", "n_base", "n_positive", "proportion", "se", "lower", "upper", "level", "df", "not_estimable")
    )


@statistic(weights=door.instance(Replicates, "replicates"), statistic=door.function)
def replicate_statistic(
    weights: Replicates, statistic: Callable[[Floats], float], *, level: float = 0.95
) -> dict[str, float]:
    """Estimate any statistic of a weight vector, with its replicate standard error.

    Parameters
    ----------
    weights : Replicates
        As :func:`replicate_weights` makes them, or :meth:`ReplicateColumns.read` reads them.
    statistic : callable
        Takes weights (ndarray of float, shape (rows,)) and returns a number, NaN where it cannot.
    level : float
        Confidence level, 0-1.

    Returns
    -------
    dict
        ``estimate``, ``se``, ``lower``, ``upper`` (± t·se), ``level``, ``df``.

    Raises
    ------
    StatisticsError
        ``statistic`` cannot be called, ``weights`` are no replicates, or the level is not between 0 and 1.

    Notes
    -----
    se² = Σ_r scale_r (θ_r - θ)², θ_r the statistic of the weights of replicate r (Wolter 2007, Introduction to Variance
    Estimation); with ``around="mean"`` of the replicates their mean for θ.

    Examples
    --------
    >>> from kumin.estimation.replication.weights import replicate_weights
    >>> y = np.array([1.0, 2.0, 3.0, 6.0])
    >>> jackknife = replicate_weights(pl.DataFrame({"y": y}), kind="jackknife")
    >>> found = replicate_statistic(jackknife, lambda w: float(w @ y / w.sum()))
    >>> found["estimate"], round(found["se"], 4), found["df"]
    (3.0, 1.0801, 3.0)
    """
    require_level(level)
    estimate = float(statistic(weights.weights))
    each = np.array([statistic(column) for column in weights.matrix().T])[:, None]
    se = float(np.sqrt(variance(weights, np.array([estimate]), each)[0]))
    half = 0.0 if se == 0 else float(t_value(level, np.array(weights.df))) * se
    return {
        "estimate": estimate,
        "se": se,
        "lower": estimate - half,
        "upper": estimate + half,
        "level": level,
        "df": weights.df,
    }
