"""Will the target be reached in its year? The needed pace, the path so far with its uncertainty, an on-track mark."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kumin.definitions.goal import Goal

FEWEST_YEARS = 4
"""A line through fewer years is carried on to no later year: two or three points lie near some line by chance."""

REACHED, ON_TRACK, UNCLEAR, BEHIND, DUE, CANNOT_TELL = "reached", "on_track", "unclear", "behind", "due", "cannot_tell"


@dataclass(frozen=True, slots=True)
class Point:
    """One year's value.

    Parameters
    ----------
    year : int
    value : float
        Percent, or the indicator's unit.
    variance : float or None
        Sampling variance in the same unit squared; None where n is not known.
    """

    year: int
    value: float
    variance: float | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A straight line through the years known, carried on to the target's year.

    Parameters
    ----------
    years : tuple of int
    slope, slope_lower, slope_upper : float or None
        Per year.
    projected, projected_lower, projected_upper : float or None
        In the target's year.
    """

    years: tuple[int, ...]
    slope: float | None = None
    slope_lower: float | None = None
    slope_upper: float | None = None
    projected: float | None = None
    projected_lower: float | None = None
    projected_upper: float | None = None


def path_of(points: Sequence[Point], by: int, *, level: float = 0.95, bounded: bool = True) -> Path:
    """Fit a straight line by weighted least squares and carry it on.

    Weights are 1/variance, so the slope's variance is (X'V⁻¹X)⁻¹ (Draper & Smith 1998, section 9.2), sampling error
    only. With three years or more it is widened by the factor √(X²/(m − 2)) where the points scatter more about the
    line than sampling error explains (X² the weighted residual sum of squares), so that an uneven past does not give a
    narrow future. Without variances the line is given and its interval is not.

    Parameters
    ----------
    points : sequence of Point
        Different years.
    by : int
        The year to carry on to.
    level : float
        Confidence level.
    bounded : bool
        Percents: keep the projection within 0-100.
    """
    from scipy.special import ndtri

    points = sorted(points, key=lambda point: point.year)
    years = tuple(point.year for point in points)
    if len(points) < 2:
        return Path(years)
    known = all(point.variance is not None and point.variance > 0 for point in points)
    x = np.array([point.year - years[-1] for point in points], dtype=float)
    y = np.array([point.value for point in points])
    weight = np.array([1 / (point.variance or 1.0) if known else 1.0 for point in points])
    design = np.column_stack([np.ones_like(x), x])
    covariance = np.linalg.inv(design.T @ (weight[:, None] * design))
    level_now, slope = covariance @ (design.T @ (weight * y))
    ahead = by - years[-1]
    projected = float(level_now + slope * ahead)
    if not known:
        return Path(years, float(slope), projected=_within(projected, bounded=bounded))
    if len(points) > 2:
        residual = float((weight * (y - level_now - slope * x) ** 2).sum()) / (len(points) - 2)
        covariance = covariance * max(1.0, residual)
    z = float(ndtri(0.5 + level / 2))
    slope_half = z * math.sqrt(covariance[1, 1])
    at = np.array([1.0, ahead])
    half = z * math.sqrt(float(at @ covariance @ at))
    return Path(
        years,
        float(slope),
        float(slope - slope_half),
        float(slope + slope_half),
        _within(projected, bounded=bounded),
        _within(projected - half, bounded=bounded),
        _within(projected + half, bounded=bounded),
    )


def _within(value: float, *, bounded: bool) -> float:
    return min(max(value, 0.0), 100.0) if bounded else value


def needed_per_year(goal: Goal, value: float, years_left: int) -> float | None:
    """Return the points a year still needed to reach the goal; 0 where it is met, null without years left."""
    if goal.met(value):
        return 0.0
    return float(goal.nearest(value) - value) / years_left if years_left > 0 else None


def path_mark(goal: Goal, value: float, path: Path, years_left: int) -> str:
    """Say where the path leads.

    ``reached``: this year's value meets the target. ``due``: it does not and no year is left. ``on_track``/``behind``:
    the projection's whole interval meets or misses the target. ``unclear``: the interval holds both. ``cannot_tell``:
    fewer than :data:`FEWEST_YEARS` years, or their n is not known.
    """
    if goal.met(value):
        return REACHED
    if years_left <= 0:
        return DUE
    if path.projected_lower is None or path.projected_upper is None:
        return CANNOT_TELL
    ends = goal.met(path.projected_lower), goal.met(path.projected_upper)
    if all(ends):
        return ON_TRACK
    missed = not any(ends) and not (goal.reaches_low(path.projected_upper) and goal.keeps_high(path.projected_lower))
    return BEHIND if missed else UNCLEAR


def path_row(
    indicator: str, goal: Goal, points: Sequence[Point], *, by: int, expected: float | None, level: float, percent: bool
) -> Mapping[str, object]:
    """Make the ``path`` row of an indicator whose last point is this year's."""
    now = max(points, key=lambda point: point.year)
    left = by - now.year
    path = path_of(points, max(by, now.year), level=level, bounded=percent)
    if len(path.years) < FEWEST_YEARS:
        path = replace(path, projected=None, projected_lower=None, projected_upper=None)
    return {
        "indicator": indicator,
        "by": by,
        "years_left": left,
        "target_value": float(goal.nearest(now.value)),
        "value": now.value,
        "needed_per_year": needed_per_year(goal, now.value, left),
        "years_used": ";".join(map(str, path.years)),
        "slope_per_year": path.slope,
        "slope_lower": path.slope_lower,
        "slope_upper": path.slope_upper,
        "projected": path.projected,
        "projected_lower": path.projected_lower,
        "projected_upper": path.projected_upper,
        "expected_now": expected,
        "mark": path_mark(goal, now.value, path, left),
    }
