"""Calibration weights: base weights moved as little as possible until known totals hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import polars as pl

from kumin.arrays import Floats
from kumin.errors import StatisticsError
from kumin.estimation import door
from kumin.estimation._frames import AnyFrame, rows_of
from kumin.estimation._refusals import require_computable
from kumin.estimation.design import Calibration, SurveyDesign
from kumin.estimation.door import statistic
from kumin.estimation.linearized.sums import require_columns
from kumin.estimation.weights._margins import (
    Margin,
    Margins,
    Missing,
    Weighted,
    base_weights,
    margin_of,
    weighted,
)
from kumin.estimation.weights.fitting import margin_list, require_same_total

Distance = Literal["linear", "logit", "raking"]


@statistic(
    totals=door.optional(door.counts),
    size=door.optional(door.positive),
    bounds=door.pair,
    distance=door.one_of("linear", "logit", "raking"),
)
def calibrate(
    frame: AnyFrame,
    *,
    margins: Margins = (),
    totals: Mapping[str, float] | None = None,
    size: float | None = None,
    design: SurveyDesign | None = None,
    distance: Distance = "linear",
    bounds: tuple[float, float] = (-np.inf, np.inf),
    name: str = "weight",
    missing: Missing = "fail",
    max_iterations: int = 100,
    tolerance: float = 1e-10,
) -> Weighted:
    """Fit weights to category counts and to totals of numbers at once.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent.
    margins : mapping or sequence of pl.DataFrame
        As for :func:`rake`.
    totals : mapping of str to float, optional
        Numeric column to its population total.
    size : float, optional
        Size of the population, to be matched where there are no margins.
    design : SurveyDesign, optional
        Its weights, if any, are the base weights.
    distance : {"linear", "logit", "raking"}
        How far a weight may move: linear (generalised regression; weights may become negative without bounds), logit
        (needs finite bounds) or raking (always positive).
    bounds : tuple of float
        Smallest and largest g = weight / base weight.
    name : str
        Name of the weight column to add.
    missing : {"fail", "share"}
        Rows without a value in a margin, as for :func:`rake`. A missing number is always an error.
    max_iterations, tolerance : int, float
        Newton steps at most, and the largest relative difference to a total that still counts as converged.

    Returns
    -------
    Weighted
        ``diagnostics`` say whether it converged; nothing is raised if not.

    Raises
    ------
    StatisticsError
        There is nothing to fit to, population and sample do not have the same categories, margins add up to different
        totals, a number is missing, 1 is not within the bounds, or logit has no finite bounds.

    Notes
    -----
    Deville & Särndal 1992, JASA 87: w = d g(x'λ), λ solved by Newton's method; g(u) = 1 + u, exp(u), or the logit form
    between the bounds. Linear and raking are cut at the bounds. Variances use generalised regression residuals.

    Examples
    --------
    >>> answers = pl.DataFrame({"sex": ["f", "f", "m"], "children": [0, 2, 1]})
    >>> fitted = calibrate(answers, margins={"sex": {"f": 50, "m": 50}}, totals={"children": 110})
    >>> fitted.frame["weight"].round(6).to_list()
    [20.0, 30.0, 50.0]
    """
    frame = rows_of(frame)
    design, rows = design or SurveyDesign(), frame.lazy().collect()
    base = base_weights(rows, design)
    numbers = dict(totals or {})
    fitted = [margin_of(rows, c, population, base, missing=missing) for c, population in margin_list(margins)]
    if fitted:
        require_same_total(fitted)
    _require_usable(rows, numbers, distance, bounds, anything=bool(fitted or numbers or size is not None))
    matrix, target = _system(rows, fitted, numbers, size)
    weights, iterations, worst = _newton(matrix, target, base, distance, bounds, max_iterations, tolerance)
    crossed = tuple(margin.columns for margin in fitted) or (((),) if size is not None else ())
    calibration = Calibration(f"{name}_base", margins=crossed, numbers=tuple(numbers))
    result = weighted(
        rows, design, name, weights, base, fitted, calibration=calibration, iterations=iterations, tolerance=tolerance
    )
    facts = {"converged": pl.lit(worst <= tolerance), "worst": pl.lit(worst)}
    return Weighted(result.frame, result.design, result.diagnostics.with_columns(**facts), result.margins)


def _require_usable(
    rows: pl.DataFrame, numbers: Mapping[str, float], distance: str, bounds: tuple[float, float], *, anything: bool
) -> None:
    if not anything:
        raise StatisticsError("weights_no_margins")
    require_columns(rows.lazy(), list(numbers))
    for name in numbers:
        gaps = rows.height - int(rows[name].cast(pl.Float64).is_finite().sum())
        if gaps:
            raise StatisticsError("weights_number_missing", name=name, rows=gaps)
        require_computable(name, rows[name].cast(pl.Float64).to_numpy())
    if not bounds[0] < 1 < bounds[1]:
        raise StatisticsError("weights_bounds", lower=bounds[0], upper=bounds[1])
    if distance == "logit" and not np.isfinite(bounds).all():
        raise StatisticsError("weights_logit_bounds")


def _system(
    rows: pl.DataFrame, margins: Sequence[Margin], numbers: Mapping[str, float], size: float | None
) -> tuple[Floats, Floats]:
    """Build the rows' variables, shape (rows, q), and their totals, shape (q,)."""
    blocks = [(margin.codes[:, None] == np.arange(len(margin.labels))).astype(float) for margin in margins]
    goals = [margin.counts for margin in margins]
    if size is not None and not margins:
        blocks.append(np.ones((rows.height, 1)))
        goals.append(np.array([float(size)]))
    for name, total in numbers.items():
        blocks.append(rows[name].cast(pl.Float64).to_numpy()[:, None])
        goals.append(np.array([float(total)]))
    return np.concatenate(blocks, axis=1), np.concatenate(goals)


def _newton(
    matrix: Floats,
    target: Floats,
    base: Floats,
    distance: str,
    bounds: tuple[float, float],
    max_iterations: int,
    tolerance: float,
) -> tuple[Floats, int, float]:
    """Solve Σ d g(x'λ) x = target; gives weights, steps and the largest relative misfit."""
    scale = np.maximum(np.abs(target), 1e-300)
    multiplier = np.zeros(target.size)
    g, slope = _weight_factor(matrix @ multiplier, distance, bounds)
    worst, iterations = np.inf, 0
    while iterations < max_iterations:
        iterations += 1
        misfit = target - matrix.T @ (base * g)
        system = matrix.T @ (matrix * (base * slope)[:, None])
        step = np.linalg.lstsq(system / scale[:, None], misfit / scale, rcond=1e-12)[0]
        for _ in range(30):
            g, slope = _weight_factor(matrix @ (multiplier + step), distance, bounds)
            if np.isfinite(g).all() and np.isfinite(slope).all():
                break
            step = step / 2
        multiplier = multiplier + step
        worst = float(np.max(np.abs(matrix.T @ (base * g) - target) / scale))
        if worst <= tolerance:
            break
    return base * g, iterations, worst


def _weight_factor(u: Floats, distance: str, bounds: tuple[float, float]) -> tuple[Floats, Floats]:
    """Compute g(u) and its derivative."""
    low, high = bounds
    if distance == "logit":
        a = (high - low) / ((high - 1) * (1 - low))
        with np.errstate(over="ignore"):
            e = np.exp(-a * u)
        denominator = (high - 1) * e + (1 - low)
        g = (low * (high - 1) * e + high * (1 - low)) / denominator
        return g, a * (high - 1) * (1 - low) * (high - low) * e / denominator**2
    with np.errstate(over="ignore"):
        free = 1 + u if distance == "linear" else np.exp(u)
    inside = (free > low) & (free < high)
    slope = np.where(inside, 1.0 if distance == "linear" else free, 0.0)
    return np.clip(free, low, high), slope
