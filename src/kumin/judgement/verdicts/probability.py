"""How probable it is that the population share meets a target: Beta and beta-binomial posteriors."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np

from kumin.definitions.goal import Goal
from kumin.errors import StatisticsError
from kumin.estimation import door
from kumin.estimation.door import statistic
from kumin.numbers import whole

POWER = 0.8
"""Of so many samples "enough answers" are to decide; the field's usual choice (Cohen 1988)."""

PRIOR = 0.5
"""Jeffreys' prior Beta(½, ½): its one-sided probabilities match those of tests most closely."""


@statistic(
    goal=door.instance(Goal, "goal"),
    proportion=door.number,
    n_eff=door.positive,
    n_base=door.optional(door.whole(0)),
    population=door.optional(door.whole(1)),
)
def probability_met(
    goal: Goal, proportion: float, n_eff: float, *, n_base: int | None = None, population: int | None = None
) -> float | None:
    """Return the posterior probability that the population share meets ``goal``.

    Without ``population`` the share is Beta(½ + n_eff·p, ½ + n_eff·(1 − p)); ``n_eff`` carries design and finite
    population correction, so that an infinite one (everyone asked) gives 0 or 1. With ``population`` (N, for a simple
    random sample) the N − n unseen members are beta-binomial with the same parameters, and the probability is a sum
    over the integer totals that meet the goal.

    Parameters
    ----------
    goal : Goal
        In percent.
    proportion : float
        Estimate, 0-1.
    n_eff : float
        Effective size, more than 0; may be infinite.
    n_base : int, optional
        Answers in the base; needed with ``population``.
    population : int, optional
        Members of the base's population, N ≥ n_base.

    Returns
    -------
    float or None
        0-1. None without ``population`` for a goal that only 100%, or only 0%, meets, or that all but one of them
        meet: a continuous distribution gives every single value the probability 0, though everybody asked met it.

    Raises
    ------
    StatisticsError
        The estimate is no share, or the effective size not positive.

    Notes
    -----
    Gelman et al. 2013, Bayesian Data Analysis, section 2.4 (conjugate Beta); Ericson 1969, JRSS B 31 (finite
    populations); n_eff in place of n: Korn & Graubard 1998, Franco et al. 2019.

    Examples
    --------
    >>> round(probability_met(Goal.of("at_least", 60), 0.65, 400), 3)
    0.98
    """
    if not (0 <= proportion <= 1 and n_eff > 0):
        raise StatisticsError("probability_arguments", proportion=proportion, n_eff=n_eff)
    if math.isinf(n_eff) or (population is not None and n_base is not None and population <= n_base):
        return float(goal.met(100 * Fraction(proportion).limit_denominator(10**9)))
    if population is not None and n_base is not None:
        return _finite(goal, whole(proportion * n_base), n_base, population)
    from scipy.special import betainc

    a, b = PRIOR + n_eff * proportion, PRIOR + n_eff * (1 - proportion)

    def below(end: Fraction | None, whole: float) -> float:
        return whole if end is None else float(betainc(a, b, min(max(float(end) / 100, 0.0), 1.0)))

    # a continuous distribution: open and closed ends are the same, but for an end at 0 or 100 that cannot be passed
    if not (goal.reaches_low(100) and goal.keeps_high(0)):
        return 0.0
    # any share but 0 is above 0: that would be true of every sample, and says nothing
    if (goal.low_open and goal.low == 0) or (goal.high_open and goal.high == 100):
        return None
    if (goal.low is not None and goal.low >= 100) or (goal.high is not None and goal.high <= 0):
        return None
    return max(0.0, below(goal.high, 1.0) - below(goal.low, 0.0))


def _finite(goal: Goal, positive: int, n: int, population: int) -> float:
    """Sum the beta-binomial distribution of the unseen members over the totals that meet the goal."""
    from scipy.special import betaln, gammaln

    unseen = population - n
    first = 0 if goal.low is None else _smallest(goal.low, population, open_=goal.low_open)
    last = population if goal.high is None else _largest(goal.high, population, open_=goal.high_open)
    low, high = max(first - positive, 0), min(last - positive, unseen)
    if low > high:
        return 0.0
    k = np.arange(low, high + 1, dtype=float)
    a, b = PRIOR + positive, PRIOR + n - positive
    choose = gammaln(unseen + 1) - gammaln(k + 1) - gammaln(unseen - k + 1)
    return min(float(np.exp(choose + betaln(a + k, b + unseen - k) - betaln(a, b)).sum()), 1.0)


def _smallest(end: Fraction, population: int, *, open_: bool) -> int:
    total = end * population / 100
    return math.floor(total) + 1 if open_ else math.ceil(total)


def _largest(end: Fraction, population: int, *, open_: bool) -> int:
    total = end * population / 100
    return math.ceil(total) - 1 if open_ else math.floor(total)


def n_to_decide(
    goal: Goal,
    proportion: float,
    *,
    level: float = 0.95,
    power: float = POWER,
    deff: float = 1.0,
    population: float | None = None,
) -> int | None:
    """Return the answers that decide: the smallest n with which so many samples' intervals leave the target out.

    Wilson's interval leaves out the target t exactly where |p̂ − t| > z √(t(1 − t)/n_eff). Were the population's share
    the p that was found, a sample would do so with probability ``power`` where √n_eff |p − t| = z √(t(1 − t)) + z_power
    √(p(1 − p)) (Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, section 2.5; without its
    continuity correction); n follows from n_eff = n / (deff (1 − n/N)). With a power of one half it is the smallest n
    whose interval at this very percent leaves the target out.

    Parameters
    ----------
    goal : Goal
        In percent; of a range its nearest end.
    proportion : float
        Estimate, 0-1.
    level : float
        Confidence level.
    power : float
        Share of samples that are to decide, 0-1.
    deff : float
        Design effect without the finite population correction.
    population : float, optional
        N.

    Returns
    -------
    int or None
        None where the estimate lies on the target itself: no sample decides then.
    """
    from scipy.special import ndtri

    target = float(goal.nearest(100 * Fraction(proportion).limit_denominator(10**9))) / 100
    distance = abs(proportion - target)
    if distance < 1e-12:
        return None
    z = float(ndtri(0.5 + level / 2))
    at_target, at_share = (math.sqrt(max(p * (1 - p), 0.0)) for p in (target, proportion))
    spread = z * at_target + float(ndtri(power)) * at_share
    size = deff * max(spread, 0.0) ** 2 / distance**2
    if population is not None:
        size /= 1 + size / population
    return max(1, math.floor(size) + 1)
