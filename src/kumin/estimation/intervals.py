"""Confidence intervals of a proportion; each a plain function on arrays.

Every function takes ``p`` (proportion, 0-1), a size and ``level`` and returns ``(lower, upper)``, all of one shape. A
size of infinity (everyone was asked) gives the proportion itself; a size of 0 gives 0 to 1.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kumin.estimation.strata import Floats

Limits = tuple[Floats, Floats]


def z_value(level: float) -> float:
    """Two-sided standard normal quantile."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


def t_value(level: float, df: Floats) -> Floats:
    """Two-sided quantile of Student's t; infinite for ``df`` ≤ 0, the normal one for infinite ``df``."""
    from scipy.special import ndtri, stdtrit

    upper = 0.5 + level / 2
    df = np.asarray(df, dtype=float)
    finite = np.where(np.isfinite(df) & (df > 0), df, 1.0)
    return np.where(df > 0, np.where(np.isinf(df), ndtri(upper), stdtrit(finite, upper)), np.inf)


def wilson(p: Floats, n: Floats, level: float) -> Limits:
    """Wilson score interval (Wilson 1927, JASA 22).

    At 0: from 0 to z²/(n + z²). At 1: from n/(n + z²) to 1. Never empty, never outside 0-1.
    """
    z2 = z_value(level) ** 2
    inverse = _inverse(n)
    with np.errstate(invalid="ignore"):
        shrink = np.where(np.isinf(inverse), 1.0, z2 * inverse / (1 + z2 * inverse))
        centre = p + (0.5 - p) * shrink
        half = np.sqrt(p * (1 - p) * shrink * (1 - shrink) + shrink**2 / 4)
    return _within(centre - half, centre + half, p)


def _inverse(n: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return np.asarray(1 / np.asarray(n, dtype=float))


def _within(lower: Floats, upper: Floats, p: Floats) -> Limits:
    """Keep 0 ≤ lower ≤ p ≤ upper ≤ 1 where floating point is a hair off; NaN stays NaN."""
    return np.clip(np.minimum(lower, p), 0, 1), np.clip(np.maximum(upper, p), 0, 1)


#: Intervals that act on the effective sample size.
SIZE_METHODS: dict[str, Callable[[Floats, Floats, float], Limits]] = {
    "wilson": wilson,
}
