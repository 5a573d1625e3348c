"""Weights cut at bounds, what is cut off shared out among the others."""

from __future__ import annotations

import numpy as np

from kumin.arrays import Bools, Floats
from kumin.errors import StatisticsError
from kumin.estimation import door
from kumin.estimation._frames import AnyFrame, rows_of
from kumin.estimation.design import SurveyDesign
from kumin.estimation.door import statistic
from kumin.estimation.weights._margins import Weighted, base_weights, weighted


@statistic(
    lower=door.optional(door.number),
    upper=door.optional(door.positive),
    share_out=door.flag,
    design=door.plan,
)
def trim_weights(
    frame: AnyFrame,
    *,
    design: SurveyDesign,
    lower: float | None = None,
    upper: float | None = None,
    share_out: bool = True,
    max_iterations: int = 100,
    name: str = "weight",
) -> Weighted:
    """Cut weights at a lower and an upper bound.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent.
    design : SurveyDesign
        With the weights to cut. A calibration is kept: its margins hold only nearly after the cut.
    lower, upper : float, optional
        Bounds in the unit of the weights; weights of 0 stay 0.
    share_out : bool
        Add what is cut off to the weights within the bounds, equally, so that the sum stays.
    max_iterations : int
        Rounds of cutting and sharing out until no weight is outside; 1 cuts once, as R's ``trimWeights(strict=FALSE)``.
    name : str
        Name of the weight column to add.

    Returns
    -------
    Weighted

    Raises
    ------
    StatisticsError
        The design has no weights, no bound is given or they leave no weight as it is, so that their sum cannot stay.

    Notes
    -----
    As R's ``trimWeights``, and without a calibration also its standard errors. With one, kumin takes the residuals of
    the answers themselves times the cut weights; R those of the answers times (cut weight over fitted weight), so that
    its standard errors differ by a few percent where much is cut. How far to cut is a trade-off between bias and
    variance (Potter 1990, ASA Proceedings of the Survey Research Methods Section).

    Examples
    --------
    >>> import polars as pl
    >>> frame = pl.DataFrame({"w": [1.0, 2.0, 3.0, 10.0]})
    >>> trim_weights(frame, design=SurveyDesign(weights="w"), upper=7).frame["weight"].to_list()
    [2.0, 3.0, 4.0, 7.0]
    """
    frame = rows_of(frame)
    if design.weights is None:
        raise StatisticsError("trim_without_weights")
    low, high = lower or 0.0, np.inf if upper is None else float(upper)
    if (lower is None and upper is None) or not low < high:
        raise StatisticsError("trim_bounds", lower=lower, upper=upper)
    rows = frame.lazy().collect()
    before = base_weights(rows, design)
    weights, rounds = before, 0
    while rounds < max_iterations and (outside := _outside(weights, low, high)).any():
        weights = _cut(weights, outside, low, high, share_out=share_out)
        rounds += 1
    return weighted(rows, design, name, weights, before, [], calibration=design.calibration, iterations=rounds)


def _outside(weights: Floats, low: float, high: float) -> Bools:
    slack = 1e-12 * max(float(weights.max(initial=0.0)), 1.0)
    out: Bools = (weights > 0) & ((weights < low - slack) | (weights > high + slack))
    return out


def _cut(weights: Floats, outside: Bools, low: float, high: float, *, share_out: bool) -> Floats:
    kept = (weights > 0) & ~outside
    if share_out and not kept.any():
        raise StatisticsError("trim_bounds", lower=low, upper=high)
    cut = np.where(outside, np.clip(weights, low, high), weights)
    if share_out:
        cut = np.where(kept, cut + (weights - cut).sum() / kept.sum(), cut)
    return cut
