"""The exact interval of a proportion in a small population: the hypergeometric distribution inverted."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from kumin.arrays import Floats
from kumin.intervals.evidence import Evidence, Limits
from kumin.intervals.registry import interval
from kumin.intervals.search import first_integer

SIZE_PART = 10
"""One part in so many of α is spent on the size of a domain."""

FINE = 0.0005
"""How far below the lowest limit the limit of a domain may lie, for speed: 0.05 points."""


@lru_cache(maxsize=4096)
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
    mean = n * marked / population
    # what lies further below adds less than rounding
    far = min(float(x), mean) - 10 * (mean * (1 - marked / population)) ** 0.5 - 40
    values = np.arange(max(smallest, int(far)), min(x, n, marked) + 1, dtype=float)
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
    """Invert the hypergeometric distribution cell by cell.

    Where everyone of the sample is asked the cell's population is the whole one; who was asked and gave no answer is
    part of it. Of a domain the population is what the user gave, else not known: see :func:`domain_exact`.
    """
    lower, upper = np.full(e.p.shape, np.nan), np.full(e.p.shape, np.nan)
    assert e.n_positive is not None
    assert e.n_asked is not None
    assert e.sample.population is not None
    rows, population = e.sample.rows, int(e.sample.population + 0.5)
    wanted = np.ones(e.p.shape, dtype=bool) if e.wanted is None else e.wanted
    for index in np.argwhere(wanted & (e.n_base > 0)):
        at = tuple(index)
        positive, n = int(e.n_positive[at]), int(e.n_base[at])
        asked = max(int(e.n_asked[at]), n)
        given = np.nan if e.domain_population is None else e.domain_population[at]
        if np.isfinite(given):
            lower[at], upper[at] = finite_exact(positive, n, int(given + 0.5), e.level)
        elif asked >= rows:
            lower[at], upper[at] = finite_exact(positive, n, max(population, n), e.level)
        else:
            lower[at], upper[at] = domain_exact(positive, n, (asked, rows, population), e.level)
    return lower, upper


@lru_cache(maxsize=4096)
def domain_exact(positive: int, n: int, drawn: tuple[int, int, int], level: float) -> tuple[float, float]:
    """Limits of a share in a domain whose size in the population is not known.

    All sizes M that the sample is consistent with are searched: those of the exact interval of M at level 1 - γ, and
    for each the exact interval of K / M at level 1 - (α - γ), γ = α/10. The limits are the lowest and the highest of
    them, so that coverage is never below 1 - α (Berger & Boos 1994, JASA 89).

    Parameters
    ----------
    positive, n : int
        Answers that count, and answers, of the domain.
    drawn : tuple of int
        Rows of the domain in the sample, rows of the sample, people in the population.
    level : float
        Confidence level, 0-1.

    Returns
    -------
    tuple of float
        Lower and upper limit, 0-1.

    Examples
    --------
    >>> [round(limit, 3) for limit in domain_exact(13, 15, (15, 29, 36), 0.95)]
    [0.714, 0.909]
    """
    asked, rows, population = drawn
    alpha = 1 - level
    low, high = finite_exact(asked, rows, population, 1 - alpha / SIZE_PART)
    sizes = (max(n, int(low * population + 0.5)), max(n, int(high * population + 0.5)))
    tail = (alpha - alpha / SIZE_PART) / 2 * (1 + 1e-10)
    return _smallest_share(positive, n, sizes, tail), 1 - _smallest_share(n - positive, n, sizes, tail)


def _smallest_share(positive: int, n: int, sizes: tuple[int, int], tail: float) -> float:
    """Lowest limit K(M) / M over all sizes M, to within :data:`FINE` on the safe side.

    K(M), the fewest people that make k of n likely enough, does not fall as M grows. So no size between a and b has a
    limit below K(a) / (b - 1), nor any size one below that of the largest, and most stretches need no closer look.
    """
    start, falls = _binomial_limit(positive, n, tail)

    def fewest(size: int) -> int:
        negative = n - positive

        def enough(count: int) -> bool:
            return _at_most(negative, n, size - count, size) > tail

        low, most, step = max(positive, int(start * size)), size - negative, 1
        while low + step < most and not enough(low + step):
            low, step = low + step, 2 * step
        return first_integer(low, min(low + step, most), enough)

    (first, last) = sizes
    known = {size: fewest(size) for size in {first, last}}
    best = safe = min(count / size for size, count in known.items())
    floor = max(start, (known[last] - 1) / last) if falls else start
    stretches = [(first, last)]
    while stretches:
        a, b = stretches.pop()
        least = max(known[a] / max(b - 1, 1), floor)
        if b - a < 2 or least >= best:
            continue
        if best - least < FINE:
            safe = min(safe, least)
            continue
        middle = (a + b) // 2
        known[middle] = fewest(middle)
        best = min(best, known[middle] / middle)
        stretches += [(a, middle), (middle, b)]
    return min(best, safe)


def _binomial_limit(positive: int, n: int, tail: float) -> tuple[float, bool]:
    """Return a share no limit K(M) / M is below, and whether that of a larger M is no higher, but for whole people.

    With k ≥ np + 1 the tail P(X ≥ k) of one share grows with M up to that of the binomial one (Hoeffding 1963, JASA 58;
    Uhlmann 1966, Metrika 10), so that Clopper and Pearson's limit is below all others. For k = 1 none is below
    tail / n, as P(X ≥ 1) ≤ nK/M.
    """
    from scipy.special import betaincinv

    if positive <= 1:
        return tail / n if positive else 0.0, False
    share = float(betaincinv(positive, n - positive + 1, tail))
    return (share * (1 - 1e-12), True) if n * share + 1 <= positive else (0.0, False)


def population_of(e: Evidence) -> Floats:
    """Say how many of the population would be asked: what is given, else N n_asked / n, which is N where everyone is.

    Those asked who gave no answer count: they are of the population, and what they think is not known. Scaling by the
    base instead would make an all but complete survey look complete.
    """
    assert e.sample.population is not None
    assert e.n_asked is not None
    estimated = np.asarray(e.sample.population * e.n_asked / max(e.sample.rows, 1))
    given = e.domain_population
    return estimated if given is None else np.where(np.isnan(given), estimated, given)
