"""The exact interval of a proportion in a small population: the hypergeometric law inverted."""

from __future__ import annotations

import numpy as np

from kumin.estimation.arrays import Floats
from kumin.estimation.search import first_integer


def finite_exact(positive: int, n: int, population: int, level: float) -> tuple[float, float]:
    """Limits of K / N from k positives among n drawn without replacement from N.

    The lower limit is the smallest K with P(X ≥ k | K) > α/2, the upper one the largest K with P(X ≤ k | K) > α/2
    (Buonaccorsi 1987, The American Statistician 41; Wright 1991). Coverage is never below the level. n = N gives k/N
    itself; k = 0 gives a lower limit of 0, k = n an upper one of 1.

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
    tail = (1 - level) / 2 * (1 + 1e-10)  # a tail of α/2 itself, but for rounding, is not above it
    negative = n - positive

    def enough(seen: int, others: int) -> bool:
        return _at_most(seen, n, population - others, population) > tail

    lower = first_integer(positive, population - negative, lambda total: enough(negative, total))
    rest = first_integer(negative, population - positive, lambda rest: enough(positive, rest))
    return lower / population, (population - rest) / population


def _at_most(x: int, n: int, marked: int, population: int) -> float:
    """P(X ≤ x) for n draws without replacement from a population of which ``marked`` count."""
    smallest = max(0, n - (population - marked))
    values = np.arange(smallest, min(x, n, marked) + 1, dtype=float)
    ways = _log_choose(marked, values) + _log_choose(population - marked, n - values)
    return float(np.exp(ways - _log_choose(population, np.array(float(n)))).sum())


def _log_choose(top: int, bottom: Floats) -> Floats:
    from scipy.special import gammaln

    return np.asarray(gammaln(top + 1.0) - gammaln(bottom + 1) - gammaln(top - bottom + 1))
