"""Is the change since last year real? Differences of two independent percents, with interval and p."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

ROSE, FELL, WITHIN_ERROR, CANNOT_TELL = "rose", "fell", "within_error", "cannot_tell"


@dataclass(frozen=True, slots=True)
class Change:
    """A difference of two proportions, later less earlier.

    Parameters
    ----------
    difference, lower, upper : float
        As proportions, -1 to 1.
    p_value : float
        Two-sided.
    """

    difference: float
    lower: float
    upper: float
    p_value: float

    @property
    def statement(self) -> str:
        """Whether the interval lies above or below no change."""
        return ROSE if self.lower > 0 else FELL if self.upper < 0 else WITHIN_ERROR


def change_between(p: float, n: float, p_before: float, n_before: float, *, level: float = 0.95) -> Change:
    """Compare two independent proportions from their effective sizes.

    The interval is Newcombe's hybrid of Wilson's (1998, Statistics in Medicine 17, method 10); the p-value is that of
    the two-sample score test with the pooled proportion. With effective sizes in place of n, design and finite
    population count (Korn & Graubard 1999, section 5.6); an infinite size (everyone asked) has no sampling error.

    Parameters
    ----------
    p, p_before : float
        Proportions 0-1.
    n, n_before : float
        Effective sizes, more than 0; may be infinite.
    level : float
        Confidence level.
    """
    from scipy.special import ndtr

    difference = p - p_before
    low, high = wilson_limits(p, n, level)
    low_before, high_before = wilson_limits(p_before, n_before, level)
    lower = difference - math.hypot(p - low, high_before - p_before)
    upper = difference + math.hypot(high - p, p_before - low_before)
    weight, weight_before = _share(n, n_before)
    pooled = weight * p + weight_before * p_before
    variance = pooled * (1 - pooled) * (1 / n + 1 / n_before)
    if variance > 0:
        p_value = 2 * float(ndtr(-abs(difference) / math.sqrt(variance)))
    else:
        p_value = 1.0 if difference == 0 else 0.0
    return Change(difference, lower, upper, p_value)


def _share(n: float, n_before: float) -> tuple[float, float]:
    """Weights of the two years in the pooled proportion."""
    if math.isinf(n) or math.isinf(n_before):
        both = math.isinf(n) and math.isinf(n_before)
        return (0.5, 0.5) if both else ((1.0, 0.0) if math.isinf(n) else (0.0, 1.0))
    return n / (n + n_before), n_before / (n + n_before)


def wilson_limits(p: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """Return Wilson's limits of a proportion with effective size n (:func:`kumin.estimation.intervals.wilson`)."""
    from kumin.estimation.intervals import Evidence, wilson

    if math.isinf(n):
        return p, p
    one = np.array([n])
    lower, upper = wilson(Evidence(np.array([p]), one, one, one, one - 1, level))
    return min(max(0.0, float(lower[0])), p), max(min(1.0, float(upper[0])), p)


def adjusted(p_values: Sequence[float | None]) -> tuple[list[float | None], list[float | None]]:
    """Adjust p-values for being many: Holm's (family-wise) and Benjamini-Hochberg's (false discovery rate).

    Holm 1979, Scandinavian Journal of Statistics 6; Benjamini & Hochberg 1995, JRSS B 57. Missing ones stay missing and
    are not counted.
    """
    known = [i for i, p in enumerate(p_values) if p is not None]
    values = np.array([p_values[i] for i in known], dtype=float)
    holm: list[float | None] = [None] * len(p_values)
    hochberg: list[float | None] = [None] * len(p_values)
    if not known:
        return holm, hochberg
    order, m = np.argsort(values, kind="stable"), len(known)
    down = np.minimum(np.maximum.accumulate(values[order] * np.arange(m, 0, -1)), 1)
    up = np.minimum(np.minimum.accumulate((values[order] * m / np.arange(1, m + 1))[::-1])[::-1], 1)
    for place, at in enumerate(order):
        holm[known[int(at)]] = float(down[place])
        hochberg[known[int(at)]] = float(up[place])
    return holm, hochberg
