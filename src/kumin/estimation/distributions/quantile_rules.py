"""Rules for the quantile of weighted answers, by the names R's survey package gives them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from kumin.arrays import Floats, add_up

NOISE = 1e-8
"""A share of the answers this near to a probability reaches it: what rounding leaves of weights decides nothing."""
QuantileRule = Literal[
    "math", "school", "shahvaish", "hf1", "hf2", "hf3", "hf4", "hf5", "hf6", "hf7", "hf8", "hf9"
]  # fmt: skip
Rule = Callable[[Floats, Floats, float], float]
"""Values in ascending order, their weights, and a probability → the quantile."""


def _steps(values: Floats, weights: Floats, p: float) -> tuple[int, bool, Floats]:
    """Give the number of the first value whose share reaches p, whether it is reached exactly, and the shares."""
    share = np.cumsum(weights) / weights.sum()
    first = min(int(np.searchsorted(share, p - NOISE)), values.size - 1)
    return first, abs(float(share[first]) - p) <= NOISE, share


def _math(values: Floats, weights: Floats, p: float) -> float:
    return float(values[_steps(values, weights, p)[0]])


def _school(values: Floats, weights: Floats, p: float) -> float:
    first, exact, _ = _steps(values, weights, p)
    after = min(first + 1, values.size - 1) if exact else first
    return float(values[first] + values[after]) / 2


def _hf3(values: Floats, weights: Floats, p: float) -> float:
    distinct, place = np.unique(values, return_inverse=True)
    first, exact, _ = _steps(distinct, add_up(place, weights, distinct.size), p)
    odd = exact and first % 2 == 0  # R counts from 1: an even number of values up to here
    return float(distinct[min(first + 1, distinct.size - 1) if odd else first])


def _at(points: Callable[[Floats], Floats]) -> Rule:
    """Make a rule that goes straight from value to value, each at a share of its own."""
    return lambda values, weights, p: float(np.interp(p, points(weights), values))


def _hf7(weights: Floats) -> Floats:
    total = weights.sum()
    return (np.cumsum(weights) - weights) / (total - weights[-1]) if weights.size > 1 else np.zeros(weights.size)


def _between(part: float) -> Callable[[Floats], Floats]:
    def points(weights: Floats) -> Floats:
        upto = np.cumsum(weights)
        out: Floats = (upto - (1 - part) * weights) / (upto[-1] + (2 * part - 1) * weights[-1])
        return out

    return points


def _shahvaish(values: Floats, weights: Floats, p: float) -> float:
    even = weights / weights.mean()
    points = (np.cumsum(even) + 0.5 - even / 2) / (values.size + 1)
    return float(values[max(int(np.searchsorted(points, p + NOISE)) - 1, 0)])


RULES: dict[QuantileRule, Rule] = {
    "math": _math,
    "school": _school,
    "shahvaish": _shahvaish,
    "hf1": _math,
    "hf2": _school,
    "hf3": _hf3,
    "hf4": _at(lambda weights: np.cumsum(weights) / weights.sum()),
    "hf5": _at(lambda weights: (np.cumsum(weights) - weights / 2) / weights.sum()),
    "hf6": _at(lambda weights: np.cumsum(weights) / (weights.sum() + weights[-1])),
    "hf7": _at(_hf7),
    "hf8": _at(_between(2 / 3)),
    "hf9": _at(_between(5 / 8)),
}
"""Hyndman & Fan 1996 (The American Statistician 50) with weights; Shah & Vaish 2006 (ASA Survey Research Methods)."""
OF_SUMS = ("math", "school", "hf1", "hf2", "hf3")
"""Rules for which rows of one value may be added up."""
