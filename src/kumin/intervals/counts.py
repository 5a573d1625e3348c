"""Intervals made for counts: they act on the effective size, so that a simple random sample has the textbook's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kumin.arrays import Floats
from kumin.intervals.evidence import Evidence, Limits, adjusted, z_value
from kumin.intervals.registry import interval


@interval(
    "wilson",
    formula="π with (p - π)² = z² π(1-π)/ñ",
    at_ends="[0, z²/(ñ+z²)]",
    source="Wilson 1927, JASA 22",
)
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


@interval(
    "wilson_cc",
    formula="π with (|p - π| - 1/2ñ)² = z² π(1-π)/ñ",
    at_ends="[0, (z² + 1 + z √(z² + 2 - 1/ñ)) / 2(ñ+z²)]",
    source="Newcombe 1998, Statistics in Medicine 17, method 4",
)
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


@interval(
    "agresti_coull",
    formula="π̃ ± z √(π̃(1-π̃)/(ñ+z²)), π̃ = (ñp + z²/2)/(ñ+z²)",
    at_ends="[0, π̃ + z √(π̃(1-π̃)/(ñ+z²))]",
    source="Agresti & Coull 1998, American Statistician 52",
)
def agresti_coull(e: Evidence) -> Limits:
    """Wald around Wilson's centre on the effective size, cut to 0-1.

    Agresti & Coull 1998, American Statistician 52. At 0 the lower limit is 0, at 1 the upper one 1.
    """
    shrink = _shrink(e)
    centre = e.p + (0.5 - e.p) * shrink
    half = np.sqrt(centre * (1 - centre) * shrink)
    return centre - half, centre + half


@interval(
    "beta",
    formula="B(α/2; mp, m(1-p)+1), B(1-α/2; mp+1, m(1-p)), m = (p(1-p)/v)(t_{n-1}/t_df)² ≤ n/(1-f)",
    at_ends="[0, 1 - (α/2)^(1/ñ)]",
    source="Korn & Graubard 1998, Survey Methodology 24",
    r="beta",
    needs=("variance",),
)
def beta(e: Evidence) -> Limits:
    """Korn-Graubard: Clopper-Pearson's beta quantiles on R's effective size (R: ``beta``), which is never above n.

    n is the rows of the base, over the part of the population that was not sampled where its size is known. R has no
    such bound: ``beta_r``.
    """
    n = adjusted(e.n_r, e)
    return _beta_limits(e.p, n if e.n_most is None else np.minimum(n, e.n_most), e.level)


@interval(
    "beta_r",
    formula="`beta`, n = nrow(design)",
    at_ends="`beta`",
    r="beta",
    needs=("variance",),
    in_plans=False,
)
def beta_r(e: Evidence) -> Limits:
    """Korn-Graubard with R's n: under calibration the rows of the whole sample, also in a domain."""
    return beta(replace(e, n_base=rows_of_r(e), n_most=None))


def rows_of_r(e: Evidence) -> Floats:
    """Rows that R counts: those of the base, or of the whole sample under calibration."""
    return np.full(e.p.shape, float(e.sample.rows)) if e.sample.calibrated else e.n_base


@interval(
    "clopper_pearson",
    formula="B(α/2; ñp, ñ(1-p)+1), B(1-α/2; ñp+1, ñ(1-p))",
    at_ends="[0, 1 - (α/2)^(1/ñ)]",
    source="Clopper & Pearson 1934, Biometrika 26",
)
def clopper_pearson(e: Evidence) -> Limits:
    """Clopper-Pearson on the effective size: the textbook exact interval in a simple random sample.

    At 0: from 0 to 1 - (α/2)^(1/n); at 1 its mirror (Clopper & Pearson 1934, Biometrika 26).
    """
    return _beta_limits(e.p, adjusted(e.n_eff, e), e.level)


@interval(
    "jeffreys",
    formula="B(α/2; ñp+½, ñ(1-p)+½), B(1-α/2; ñp+½, ñ(1-p)+½)",
    at_ends="[0, B(1-α/2; ½, ñ+½)]",
    source="Brown, Cai & DasGupta 2001, Statistical Science 16",
)
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
