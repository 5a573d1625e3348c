"""The exact interval of a proportion in a small population: the hypergeometric law inverted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from kumin.estimation.strata import Floats


def finite_exact(positive: int, n: int, population: int, level: float) -> tuple[float, float]:
    """Limits of K / N from k positives among n drawn without replacement from N.

    The lower limit is the smallest K with P(X ≥ k | K) > α/2, the upper one the largest K with P(X ≤ k | K) > α/2
    (Wright 1991; Buonaccorsi 1987, The American Statistician 41). Both tails hold at least α/2, so coverage is never
    below the level. n = N gives k/N itself; k = 0 gives a lower limit of 0, k = n an upper one of
    (N - unseen negatives)/N = 1.

    Parameters
    ----------
    positive, n, population : int
        0 ≤ k ≤ n ≤ N, n ≥ 1.
    level : float
        Confidence level, 0-1.

    Returns
    -------
    tuple of float
        Lower and upper limit as proportions of N.
    """
    tail = (1 - level) / 2
    low, high = positive, population - (n - positive)
    lower = _first(low, high, lambda total: _at_most(n - positive, n, population - total, population) > tail)
    upper = _first(
        population - high, population - low, lambda rest: _at_most(positive, n, population - rest, population) > tail
    )
    return lower / population, (population - upper) / population


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """Smallest integer in low…high for which a monotone condition holds (high is known to satisfy it)."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _at_most(x: int, n: int, marked: int, population: int) -> float:
    """P(X ≤ x) for n draws without replacement from a population of which ``marked`` count."""
    from scipy.special import gammaln

    values = np.arange(max(0, n - (population - marked)), min(x, n, marked) + 1, dtype=float)
    if not values.size:
        return 0.0

    def choose(top: Floats | float, bottom: Floats | float) -> Floats:
        top, bottom = np.asarray(top, dtype=float), np.asarray(bottom, dtype=float)
        return np.asarray(gammaln(top + 1) - gammaln(bottom + 1) - gammaln(top - bottom + 1))

    logs = choose(marked, values) + choose(population - marked, n - values) - choose(population, n)
    return float(np.exp(logs).sum())
