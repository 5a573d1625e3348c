"""What follows for the difference of two estimates: degrees of freedom, test, limits, and why there are none."""

from __future__ import annotations

import numpy as np

from kumin.arrays import Floats
from kumin.estimation._reasons import first_reason
from kumin.intervals import t_value


def reason_of_pair(first: str | None, second: str | None, df: float) -> str | None:
    """Say why the difference of two estimates has no standard error: the reason of either, or no df of both.

    Where everyone of both was asked there is no sampling error; where everyone of one was, that of the other counts.
    """
    why = first_reason([first, second])
    return why if why is not None or df > 0 else "no_df"


def or_none(value: float) -> float | None:
    """Turn what is not finite into null."""
    return float(value) if np.isfinite(value) else None


def newcombe(limits: tuple[Floats, Floats], p: Floats, correlation: float = 0.0) -> tuple[float, float]:
    """Limits of p[0] - p[1] from the limits of both: square-and-add, with their correlation."""
    low, high = p - limits[0], limits[1] - p

    def half(first: float, second: float) -> float:
        return float(np.sqrt(max(first**2 + second**2 - 2 * correlation * first * second, 0.0)))

    difference = float(p[0] - p[1])
    return max(difference - half(low[0], high[1]), -1.0), min(difference + half(high[0], low[1]), 1.0)


def p_of_interval(difference: float, limits: tuple[float, float], level: float, df: float) -> float:
    """Two-sided p-value that agrees with an interval: it is below 1 - level exactly where the interval leaves out 0.

    The half width towards 0, over the two-sided t quantile of the level, is taken as the standard error there; for
    limits of difference ± t·se that is the t test. NaN where the interval has no width.

    Examples
    --------
    >>> round(p_of_interval(0.1, (0.0, 0.22), 0.95, 200), 6), round(p_of_interval(0.1, (-0.02, 0.2), 0.95, 200), 2)
    (0.05, 0.1)
    """
    half = difference - limits[0] if difference >= 0 else limits[1] - difference
    return t_test(difference, half / float(t_value(level, np.array(df))), df)[1]


def satterthwaite(variance: Floats, df: Floats) -> float:
    """Degrees of freedom of the difference of two independent estimates (Satterthwaite 1946, Biometrics Bulletin 2)."""
    with np.errstate(invalid="ignore", divide="ignore"):
        parts = np.where(variance > 0, variance**2 / df, 0.0).sum()
        return float(variance.sum() ** 2 / parts) if parts > 0 else float(np.nansum(df))


def t_test(difference: float, se: float, df: float) -> tuple[float, float]:
    """T statistic and two-sided p-value; NaN where there is no variance or no degrees of freedom."""
    from scipy.special import ndtr, stdtr

    if not (se > 0 and df > 0 and np.isfinite(difference)):
        return float("nan"), float("nan")
    t = difference / se
    return t, float(2 * (ndtr(-abs(t)) if np.isinf(df) else stdtr(df, -abs(t))))
