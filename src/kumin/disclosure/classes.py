"""Classes of a number for a histogram: round limits, open ends, and in no class fewer than k people."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import polars as pl

MOST_CLASSES = 12

_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Class:
    """People from ``low`` up to, but without, ``high``; None: the end is open."""

    low: float | None
    high: float | None
    n: int


def classes(values: pl.Series, k: int) -> list[Class]:
    """Count numbers in classes of round limits.

    Neighbours of fewer than ``k`` people, nobody among them, are joined, and both ends are open: neither the smallest
    and largest answer nor a small count can be read off.

    Parameters
    ----------
    values : Series of float
        Answers, without nulls.
    k : int
        Least people of a class.

    Examples
    --------
    >>> [(one.low, one.high, one.n) for one in classes(pl.Series([1.0, 2.0, 2.0, 3.0, 9.0, 11.0, 12.0]), 3)]
    [(None, 3.0, 3), (3.0, None, 4)]
    """
    if values.is_empty():
        return []
    sorted_ = values.sort()
    # limits rest on no answer of fewer than k: the largest would else tell how large it is by their steps
    inside = min(max(k, 1), (len(sorted_) + 1) // 2)
    low = max(float(sorted_.quantile(0.01) or 0), float(sorted_[inside - 1]))
    high = min(float(sorted_.quantile(0.99) or 0), float(sorted_[-inside]))
    limits = _limits(low, high)
    counts = [0, *(int(sorted_.search_sorted(limit, side="left")) for limit in limits), values.len()]
    ends = [None, *limits, None]
    found: list[Class] = []
    for place, (before, after) in enumerate(pairwise(counts)):
        one = Class(ends[place], ends[place + 1], after - before)
        found = [*found[:-1], _joined(found[-1], one)] if found and found[-1].n < max(k, 1) else [*found, one]
    if len(found) > 1 and found[-1].n < max(k, 1):
        found[-2:] = [_joined(found[-2], found[-1])]
    return found


def _joined(one: Class, other: Class) -> Class:
    return Class(one.low, other.high, one.n + other.n)


def _limits(low: float, high: float) -> list[float]:
    """Choose round limits between two numbers, at most :data:`MOST_CLASSES`."""
    if high <= low:
        return []
    power = Fraction(10) ** math.floor(math.log10((high - low) / MOST_CLASSES))
    step = next(step * power for step in _STEPS if (high - low) / float(step * power) <= MOST_CLASSES)
    first = math.floor(low / float(step)) + 1
    limits = [float(place * step) for place in range(first, math.floor(high / float(step)) + 1)]
    return [limit for limit in limits if limit > low]
