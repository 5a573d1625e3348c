"""The exact interval of a proportion in a small population: the hypergeometric law inverted."""

from __future__ import annotations

import numpy as np

from kumin.arrays import Floats
from kumin.intervals.evidence import Evidence, Limits
from kumin.intervals.registry import interval
from kumin.intervals.search import first_integer


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


@interval(
    "finite_exact",
    formula="K/N with P(X ≥ k | K) > α/2 and P(X ≤ k | K) > α/2, X hypergeometric",
    at_ends="[0, max{K : P(X = 0 | K) > α/2}/N]",
    source="Buonaccorsi 1987, The American Statistician 41",
    needs=("simple_sample", "population"),
)
def finite_limits(e: Evidence) -> Limits:
    """Invert the hypergeometric law cell by cell.

    The population of a cell is that of :func:`population_of`, rounded, and never less than the cell's base.
    """
    lower, upper = np.full(e.p.shape, np.nan), np.full(e.p.shape, np.nan)
    assert e.n_positive is not None
    population = population_of(e)
    wanted = np.ones(e.p.shape, dtype=bool) if e.wanted is None else e.wanted
    for index in np.argwhere(wanted & (e.n_base > 0)):
        at = tuple(index)
        n = int(e.n_base[at])
        size = max(n, round(float(population[at])))
        lower[at], upper[at] = finite_exact(int(e.n_positive[at]), n, size, e.level)
    return lower, upper


def population_of(e: Evidence) -> Floats:
    """Estimate how many of the population would be asked: N n_asked / n, which is N where everyone is.

    Those asked who gave no answer count: they are of the population, and what they think is not known. Scaling by the
    base instead would make an all but complete survey look complete.
    """
    assert e.sample.population is not None
    assert e.n_asked is not None
    return np.asarray(e.sample.population * e.n_asked / max(e.sample.rows, 1))
