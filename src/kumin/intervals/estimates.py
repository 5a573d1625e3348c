"""Intervals made for estimates: they act on the standard error and Student's t."""

from __future__ import annotations

import numpy as np

from kumin.arrays import Floats
from kumin.intervals.counts import beta
from kumin.intervals.evidence import Evidence, Limits, t_value
from kumin.intervals.registry import interval


@interval(
    "logit",
    formula="expit(logit p ± t √v/(p(1-p)))",
    at_ends="`beta`",
    source="Korn & Graubard 1998, Survey Methodology 24",
    r="logit",
    needs=("variance",),
)
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


@interval(
    "wilson_r",
    formula="π with (p - π)² = t² π(1-π) v/(p(1-p))",
    at_ends="[0, t²/(n_eff+t²)]",
    source="R's survey 4.5, `svyciprop`",
    r="wilson",
    needs=("variance",),
    in_plans=False,
)
def wilson_r(e: Evidence) -> Limits:
    """Wilson with R's effective size p(1-p)/v and Student's t (R's survey 4.5: ``wilson``), for comparison with it.

    At 0 and 1, where R has none, limits are those of the effective size of :func:`kumin.intervals.wilson`.
    """
    t2 = t_value(e.level, e.df) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        shrink = np.where(np.isinf(e.n_r), 0.0, np.where(np.isinf(t2), 1.0, t2 / (e.n_r + t2)))
    centre = e.p + (0.5 - e.p) * shrink
    half = np.sqrt(e.p * (1 - e.p) * shrink * (1 - shrink) + shrink**2 / 4)
    return centre - half, centre + half


@interval(
    "wald",
    formula="p ± t √v",
    at_ends="[0, 0]",
    source="Särndal, Swensson & Wretman 1992, section 2.11",
    r="mean",
    needs=("variance",),
)
def wald(e: Evidence) -> Limits:
    """Wald: p ± t·se (R: ``mean``), cut to 0-1.

    At 0 and 1 the standard error is 0 and the interval has no width: not advised.
    """
    spread = np.sqrt(e.p * (1 - e.p))
    with np.errstate(invalid="ignore"):
        half = np.where(spread == 0, 0.0, _t_se(e) * spread)
    return e.p - half, e.p + half


@interval(
    "arcsine",
    formula="sin²(asin √p ± t √v / (2√(p(1-p))))",
    at_ends="[0, sin²(t/2√n_eff)]",
    source="Anscombe 1948, Biometrika 35",
    r="asin",
    needs=("variance",),
)
def arcsine(e: Evidence) -> Limits:
    """Wald on the arcsine-root scale (R: ``asin``). At 0: 0 to sin²(t/2√n_eff); at 1 its mirror."""
    half = _t_se(e) / 2
    centre = np.arcsin(np.sqrt(e.p))
    lower = np.sin(np.maximum(centre - half, 0.0)) ** 2
    upper = np.sin(np.minimum(centre + half, np.pi / 2)) ** 2
    return lower, upper


def _t_se(e: Evidence) -> Floats:
    """t·se in units of √(p(1-p)), that is t/√n_r; 0 where no variance is left."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(np.isinf(e.n_r), 0.0, t_value(e.level, e.df) / np.sqrt(e.n_r))
