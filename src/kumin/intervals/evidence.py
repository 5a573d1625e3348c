"""What an interval is made from, and the quantiles and effective sizes that the methods share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from kumin.arrays import Bools, Floats, Ints

Share = TypeVar("Share", float, Floats)

Limits = tuple[Floats, Floats]
"""Lower and upper limits, each of the evidence's shape."""


@dataclass(frozen=True)
class Sample:
    """What some methods need of the whole sample.

    Parameters
    ----------
    rows : int
        Rows of the sample.
    simple : bool
        It is a simple random sample: no weights, strata or PSUs.
    population : float, optional
        People in the population, where that is known.
    calibrated : bool
        Its weights were fitted to a population.
    clustered : bool
        It has PSUs.
    """

    rows: int
    simple: bool = True
    population: float | None = None
    calibrated: bool = False
    clustered: bool = False


@dataclass(frozen=True)
class WeightGroups:
    """Counts by cell and part, shape (U,) or (U, I), for the methods that look at single weights."""

    cell: Ints
    weight: Floats
    base: Floats
    positive: Floats


@dataclass(frozen=True)
class Evidence:
    """What an interval is made from; arrays of one shape.

    Parameters
    ----------
    p : ndarray of float
        Proportion, 0-1.
    n_eff : ndarray of float
        Effective size: n_base in a simple random sample, infinite where everyone was asked.
    n_r : ndarray of float
        p(1-p)/v, the effective size of R's survey: n_base - 1 in a simple random sample. At 0% and 100% ``n_eff``.
    n_base : ndarray of float
        Rows of the base.
    df : ndarray of float
        Degrees of freedom of the design; may be infinite, or 0 or less.
    level : float
        Confidence level, 0-1.
    n_positive, n_asked : ndarray of float, optional
        Rows that count, and rows asked; only for methods that work on counts.
    sample : Sample, optional
        The whole sample; only for methods that need it.
    n_most : ndarray of float, optional
        The most that an effective size may be: n_base over the part of the population that was not sampled.
    groups : WeightGroups, optional
        Counts by weight; only for methods that need them.
    wanted : ndarray of bool, optional
        The cells whose limits are used; a slow method may leave out the others. Without it: all.
    domain_population : ndarray of float, optional
        People of the population in each cell, NaN where that is not known; only for methods that need it.
    """

    p: Floats
    n_eff: Floats
    n_r: Floats
    n_base: Floats
    df: Floats
    level: float
    n_positive: Floats | None = None
    n_asked: Floats | None = None
    sample: Sample = field(default=Sample(0))
    n_most: Floats | None = None
    groups: WeightGroups | None = None
    wanted: Bools | None = None
    domain_population: Floats | None = None


def z_value(level: float) -> float:
    """Two-sided standard normal quantile.

    Examples
    --------
    >>> round(z_value(0.95), 4)
    1.96
    """
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


def t_value(level: float, df: Floats) -> Floats:
    """Two-sided quantile of Student's t; infinite for ``df`` ≤ 0, the normal one for infinite ``df``.

    Examples
    --------
    >>> t_value(0.95, np.array([4.0, np.inf, 0.0])).round(3)
    array([2.776, 1.96 ,   inf])
    """
    from scipy.special import ndtri, stdtrit

    upper = 0.5 + level / 2
    finite = np.where(np.isfinite(df) & (df > 0), df, 1.0)
    return np.where(df > 0, np.where(np.isinf(df), ndtri(upper), stdtrit(finite, upper)), np.inf)


def adjusted(n: Floats, e: Evidence, rows: Floats | None = None) -> Floats:
    """Effective size for the design's degrees of freedom: n (t of rows-1 / t of df)², never above n.

    Korn & Graubard 1998 (Survey Methodology 24), also for Wilson and others in Franco, Little, Louis & Slud 2019
    (Journal of Survey Statistics and Methodology 7). In a simple random sample df = n - 1 and nothing changes. A given
    ``df`` above that (``math.inf``) says no more than the rows do.
    """
    rows = e.n_base if rows is None else rows
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = t_value(e.level, rows - 1) / t_value(e.level, e.df)
        size = n * np.where(e.df >= rows - 1, 1.0, ratio) ** 2
    return np.where(np.isinf(n), np.inf, size)


def possible(limits: Limits, e: Evidence) -> Limits:
    """Keep limits within what can be, where the sample is a simple one of a population whose size is known.

    Those who answered are known: were none of the others positive, k of them would count, and were all, all but n - k.
    No more people can be in the base than those asked and those who are not in the sample.

    Examples
    --------
    >>> size, sample = np.array([9.0]), Sample(rows=9, population=10)
    >>> e = Evidence(np.array([5 / 9]), size, size, size, size - 1, 0.95, sample=sample)
    >>> [end.round(3).tolist() for end in possible((np.array([0.4]), np.array([0.7])), e)]
    [[0.5], [0.6]]
    """
    if e.sample.population is None or not e.sample.simple:
        return limits
    asked = e.n_base if e.n_asked is None else np.maximum(e.n_asked, e.n_base)
    most = asked + max(e.sample.population - e.sample.rows, 0)
    if e.domain_population is not None:
        known = np.isfinite(e.domain_population)
        most = np.where(known, np.clip(e.domain_population, e.n_base, most), most)
    with np.errstate(invalid="ignore", divide="ignore"):
        lower, upper = ends_of(e.p, e.n_base, most)
    # an exact limit stays as it is: one that is lower by rounding alone would be a change where there is none
    beyond = limits[0] < lower - 1e-12, limits[1] > upper + 1e-12
    return np.where(beyond[0], lower, limits[0]), np.where(beyond[1], upper, limits[1])


def ends_of(p: Share, n: Share, most: Share) -> tuple[Share, Share]:
    """Return the least and the greatest share of ``most`` people that can be, where ``p`` of ``n`` of them count.

    Examples
    --------
    >>> ends_of(0.5, 8.0, 10.0)
    (0.4, 0.6)
    """
    return p * n / most, 1 - (1 - p) * n / most


def bounded(limits: Limits, p: Floats) -> Limits:
    """Keep 0 ≤ lower ≤ p ≤ upper ≤ 1; NaN stays NaN."""
    lower, upper = limits
    return np.clip(np.minimum(lower, p), 0, 1), np.clip(np.maximum(upper, p), 0, 1)
