"""Confidence intervals of a proportion; each a plain function on arrays.

A method gets the :class:`Evidence` of any number of proportions and returns ``(lower, upper)`` of the same shape. Those
made for counts (Wilson, Clopper-Pearson …) act on the effective size, so that design and finite population count and a
simple random sample has the textbook interval; those made for estimates (Wald, logit …) act on the standard error.

All of them: NaN for an empty base; the proportion itself where everyone was asked (no variance is left); 0 to 1 where
the design leaves no degrees of freedom; never outside 0-1 and never without the estimate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kumin.estimation.arrays import Floats

Limits = tuple[Floats, Floats]


@dataclass(frozen=True)
class Evidence:
    """What an interval is made from; arrays of one shape.

    Parameters
    ----------
    p : ndarray
        Proportion, 0-1.
    n_eff : ndarray
        Effective size: n_base in a simple random sample, infinite where everyone was asked.
    n_r : ndarray
        p(1-p)/v, the effective size of R's survey: n_base - 1 in a simple random sample. At 0% and 100% ``n_eff``.
    n_base : ndarray
        Rows of the base.
    df : ndarray
        Degrees of freedom of the design; may be infinite, or 0 or less.
    level : float
    """

    p: Floats
    n_eff: Floats
    n_r: Floats
    n_base: Floats
    df: Floats
    level: float


def z_value(level: float) -> float:
    """Two-sided standard normal quantile."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


def t_value(level: float, df: Floats) -> Floats:
    """Two-sided quantile of Student's t; infinite for ``df`` ≤ 0, the normal one for infinite ``df``."""
    from scipy.special import ndtri, stdtrit

    upper = 0.5 + level / 2
    finite = np.where(np.isfinite(df) & (df > 0), df, 1.0)
    return np.where(df > 0, np.where(np.isinf(df), ndtri(upper), stdtrit(finite, upper)), np.inf)


def adjusted(n: Floats, e: Evidence, rows: Floats | None = None) -> Floats:
    """Effective size for the design's degrees of freedom: n (t of rows-1 / t of df)².

    Korn & Graubard 1998 (Survey Methodology 24), also for Wilson and others in Franco, Little, Louis & Slud 2019
    (Journal of Survey Statistics and Methodology 7). In a simple random sample df = n - 1 and nothing changes.
    """
    rows = e.n_base if rows is None else rows
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = t_value(e.level, rows - 1) / t_value(e.level, e.df)
        size = n * np.where(e.df == rows - 1, 1.0, ratio) ** 2
    return np.where(np.isinf(n), np.inf, size)


def wald(e: Evidence) -> Limits:
    """Wald: p ± t·se (R: ``mean``), cut to 0-1.

    At 0 and 1 the standard error is 0 and the interval has no width: not advised.
    """
    half = _t_se(e) * np.sqrt(e.p * (1 - e.p))
    return e.p - half, e.p + half


def _t_se(e: Evidence) -> Floats:
    """t·se in units of √(p(1-p)), that is t/√n_r; 0 where no variance is left."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(np.isinf(e.n_r), 0.0, t_value(e.level, e.df) / np.sqrt(e.n_r))


def logit(e: Evidence) -> Limits:
    """Wald on the logit scale (R: ``logit``, ``xlogit``).

    At 0 and 1, where the logit is infinite, the limits are those of :func:`beta`.
    """
    from scipy.special import expit
    from scipy.special import logit as log_odds

    with np.errstate(invalid="ignore", divide="ignore"):
        half = _t_se(e) / np.sqrt(e.p * (1 - e.p))
        centre = log_odds(e.p)
        lower, upper = expit(centre - half), expit(centre + half)
    low, high = beta(e)
    inside = (e.p > 0) & (e.p < 1)
    return np.where(inside, lower, low), np.where(inside, upper, high)


def arcsine(e: Evidence) -> Limits:
    """Wald on the arcsine-root scale (R: ``asin``). At 0: 0 to sin²(t/2√n_eff); at 1 its mirror."""
    half = _t_se(e) / 2
    centre = np.arcsin(np.sqrt(e.p))
    lower = np.sin(np.maximum(centre - half, 0.0)) ** 2
    upper = np.sin(np.minimum(centre + half, np.pi / 2)) ** 2
    return lower, upper


def beta(e: Evidence) -> Limits:
    """Korn-Graubard: Clopper-Pearson's beta quantiles on R's effective size (R: ``beta``)."""
    return _beta_limits(e.p, adjusted(e.n_r, e), e.level)


def clopper_pearson(e: Evidence) -> Limits:
    """Clopper-Pearson on the effective size: the textbook exact interval in a simple random sample.

    At 0: from 0 to 1 - (α/2)^(1/n); at 1 its mirror (Clopper & Pearson 1934, Biometrika 26).
    """
    return _beta_limits(e.p, adjusted(e.n_eff, e), e.level)


def _beta_limits(p: Floats, n: Floats, level: float) -> Limits:
    tail = (1 - level) / 2
    return _beta_quantile(p, n, (0, 1), tail), _beta_quantile(p, n, (1, 0), 1 - tail)


def _beta_quantile(p: Floats, n: Floats, add: tuple[float, float], at: float) -> Floats:
    """Quantile of Beta(np + add, n(1-p) + add); 0 or 1 where a parameter is 0, p where n is beyond all bounds."""
    from scipy.special import betaincinv

    n = np.where(n > 1e15, np.inf, n)
    finite = np.where(np.isinf(n), 1.0, n)
    first, second = finite * p + add[0], finite * (1 - p) + add[1]
    safe = (first > 0) & (second > 0)
    value = betaincinv(np.where(safe, first, 1.0), np.where(safe, second, 1.0), at)
    value = np.where(safe, value, np.where(first > 0, 1.0, 0.0))
    return np.where(np.isinf(n), p, np.where(np.isnan(p), np.nan, value))


def wilson(e: Evidence) -> Limits:
    """Wilson score interval on the effective size (Wilson 1927, JASA 22).

    At 0: from 0 to z²/(n + z²). At 1: from n/(n + z²) to 1.
    """
    shrink = _shrink(e)
    centre = e.p + (0.5 - e.p) * shrink
    half = np.sqrt(e.p * (1 - e.p) * shrink * (1 - shrink) + shrink**2 / 4)
    return centre - half, centre + half


def _shrink(e: Evidence) -> Floats:
    """z² / (n + z²): 0 where everyone was asked, 1 where nothing is known."""
    z2 = z_value(e.level) ** 2
    return z2 / (adjusted(e.n_eff, e) + z2)


def wilson_cc(e: Evidence) -> Limits:
    """Wilson with continuity correction on the effective size (Newcombe 1998, Statistics in Medicine 17, method 4).

    At 0 the lower limit is 0, at 1 the upper one is 1.
    """
    z = z_value(e.level)
    n = adjusted(e.n_eff, e)
    with np.errstate(invalid="ignore", divide="ignore"):
        low_root = np.sqrt(np.maximum(z**2 - 2 - 1 / n + 4 * e.p * (n * (1 - e.p) + 1), 0))
        high_root = np.sqrt(np.maximum(z**2 + 2 - 1 / n + 4 * e.p * (n * (1 - e.p) - 1), 0))
        lower = (2 * n * e.p + z**2 - 1 - z * low_root) / (2 * (n + z**2))
        upper = (2 * n * e.p + z**2 + 1 + z * high_root) / (2 * (n + z**2))
    lower = np.where(e.p == 0, 0.0, np.where(np.isinf(n), e.p, np.where(n == 0, 0.0, lower)))
    upper = np.where(e.p == 1, 1.0, np.where(np.isinf(n), e.p, np.where(n == 0, 1.0, upper)))
    return lower, upper


def agresti_coull(e: Evidence) -> Limits:
    """Wald around Wilson's centre on the effective size, cut to 0-1.

    Agresti & Coull 1998, American Statistician 52. At 0 the lower limit is 0, at 1 the upper one 1.
    """
    shrink = _shrink(e)
    centre = e.p + (0.5 - e.p) * shrink
    half = np.sqrt(centre * (1 - centre) * shrink)
    return centre - half, centre + half


def jeffreys(e: Evidence) -> Limits:
    """Equal-tailed interval of the Jeffreys prior on the effective size.

    The lower limit is 0 at 0 and the upper one 1 at 1 (Brown, Cai & DasGupta 2001, Statistical Science 16).
    """
    tail = (1 - e.level) / 2
    n = adjusted(e.n_eff, e)
    lower = np.where(e.p == 0, 0.0, _beta_quantile(e.p, n, (0.5, 0.5), tail))
    upper = np.where(e.p == 1, 1.0, _beta_quantile(e.p, n, (0.5, 0.5), 1 - tail))
    nothing = n == 0
    return np.where(nothing, 0.0, lower), np.where(nothing, 1.0, upper)


def bounded(limits: Limits, p: Floats) -> Limits:
    """Keep 0 ≤ lower ≤ p ≤ upper ≤ 1; NaN stays NaN."""
    lower, upper = limits
    return np.clip(np.minimum(lower, p), 0, 1), np.clip(np.maximum(upper, p), 0, 1)


METHODS: dict[str, Callable[[Evidence], Limits]] = {
    "wilson": wilson,
    "wilson_cc": wilson_cc,
    "logit": logit,
    "beta": beta,
    "agresti_coull": agresti_coull,
    "jeffreys": jeffreys,
    "clopper_pearson": clopper_pearson,
    "wald": wald,
    "arcsine": arcsine,
}
