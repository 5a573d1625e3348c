"""What those who did not answer could change: worst-case bounds and the tipping point."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from kumin.definitions.goal import Comparison, Goal
from kumin.errors import StatisticsError
from kumin.estimation import door
from kumin.estimation.door import statistic
from kumin.intervals.search import first_integer
from kumin.numbers import percent_of


@dataclass(frozen=True, slots=True)
class Bounds:
    """Where the share lies whatever the missing would have answered; proportions 0-1."""

    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Settled:
    """Of those whose answer is not known, how many can only be positive, or only not, where they are in the base."""

    positive: int = 0
    negative: int = 0


OPEN = Settled()
"""Nothing is known of anyone."""


@dataclass(frozen=True, slots=True)
class TippingPoint:
    """Which share of the missing turns a judgement.

    Parameters
    ----------
    met : bool
        Whether the answers alone meet the target.
    can_turn : bool
        Whether any number of the missing turns that.
    count : int or None
        Positive answers among the missing at which it turns; None where it cannot.
    share : float or None
        ``count`` over the missing, 0-1.
    difference : float or None
        ``share`` less the share of the respondents.
    """

    met: bool
    can_turn: bool
    count: int | None = None
    share: float | None = None
    difference: float | None = None


def goal_or_number(name: str, value: object) -> object:
    """Take a goal, or a number that a comparison makes one of."""
    return value if isinstance(value, Goal) else door.number(name, value)


COUNTS = dict.fromkeys(("n_positive", "n_base", "n_missing"), door.whole(0))


def mean_bounds(
    mean: Fraction, n_base: int, n_missing: int, low: Fraction, high: Fraction
) -> tuple[Fraction, Fraction]:
    """Return the worst-case bounds of a mean on a bounded scale: all of the missing at its lowest, or at its highest.

    (n·mean + m·low) / (n + m) and (n·mean + m·high) / (n + m) (Manski 1989, Journal of Human Resources 24; Horowitz &
    Manski 2000, JASA 95).

    Parameters
    ----------
    mean : Fraction
        Of the answers.
    n_base, n_missing : int
        Answers, and members of the base whose answer is not known; n + m ≥ 1.
    low, high : Fraction
        The ends of the scale.

    Examples
    --------
    >>> mean_bounds(Fraction(6), 30, 10, Fraction(0), Fraction(10))
    (Fraction(9, 2), Fraction(7, 1))
    """
    total = n_base + n_missing
    return (n_base * mean + n_missing * low) / total, (n_base * mean + n_missing * high) / total


MOST_TRIED = 100
"""People whose answers are tried in every way; of more, some answers come as near to a number as one likes."""


def mean_outcomes(
    total: Fraction, n_base: int, n_missing: int, values: Collection[Fraction] | None
) -> frozenset[Fraction] | None:
    """Return every mean there could be, had the missing answered; None of more than :data:`MOST_TRIED` people.

    Any of the missing may be in the base or not.

    Parameters
    ----------
    total : Fraction
        What the answers add up to.
    n_base, n_missing : int
        As of :func:`mean_bounds`.
    values : collection of Fraction or None
        What an answer can be worth; None where it can be any number, which gives None.

    Examples
    --------
    >>> sorted(map(str, mean_outcomes(Fraction(3), 2, 1, [Fraction(1), Fraction(2)])))
    ['3/2', '4/3', '5/3']
    """
    if values is None or n_missing > MOST_TRIED:
        return None
    sums, found = {total}, set[Fraction]()
    for joined in range(n_missing + 1):
        if n_base + joined:
            found |= {one / (n_base + joined) for one in sums}
        sums = {one + value for one in sums for value in values}
    return frozenset(found)


@statistic(**COUNTS)
def bounds(n_positive: int, n_base: int, n_missing: int) -> Bounds:
    """Return the worst-case bounds of a share: none of the missing positive, or all of them.

    k / (n + m) and (k + m) / (n + m) (Manski 1989, Journal of Human Resources 24; Horowitz & Manski 2000, JASA 95). No
    assumption about the missing; no sampling error either.

    Parameters
    ----------
    n_positive, n_base : int
        Positive answers and answers, 0 ≤ k ≤ n.
    n_missing : int
        Members of the base whose answer is not known, m ≥ 0; n + m ≥ 1.

    Returns
    -------
    Bounds
        ``lower`` and ``upper``, 0-1.

    Raises
    ------
    StatisticsError
        A count is no whole number of 0 or more, k is above n, or n + m is 0.

    Examples
    --------
    >>> bounds(60, 100, 50)
    Bounds(lower=0.4, upper=0.7333333333333333)
    """
    _check(n_positive, n_base, n_missing)
    whole = n_base + n_missing
    return Bounds(n_positive / whole, (n_positive + n_missing) / whole)


@statistic(**COUNTS, target=goal_or_number, decimals=door.optional(door.whole(0)))
def tipping_point(
    n_positive: int,
    n_base: int,
    n_missing: int,
    target: float | Goal,
    *,
    comparison: Comparison = "at_least",
    decimals: int | None = 1,
) -> TippingPoint:
    """Find the share of the missing at which the judgement turns.

    With j positive among m missing the share is (k + j)/(n + m), which rises with j: the turn is the j nearest to the
    respondents' share at which the published percent judges otherwise (a tipping-point analysis: Yan, Lee & Li 2009,
    Journal of Biopharmaceutical Statistics 19). Found by bisection, in integers.

    Parameters
    ----------
    n_positive, n_base : int
        Positive answers and answers, 0 ≤ k ≤ n, n ≥ 1.
    n_missing : int
        Members of the base who did not answer, m ≥ 0.
    target : float or Goal
        In percent.
    comparison : {"at_least", "more_than", "at_most", "less_than"}
        With a number as target.
    decimals : int or None
        Decimals of the published percent, which is what is judged; None: the exact one.

    Returns
    -------
    TippingPoint

    Raises
    ------
    StatisticsError
        A count is no whole number of 0 or more, k is above n, n is 0, or the target is no target.

    Examples
    --------
    >>> tipping_point(58, 100, 20, 60)
    TippingPoint(met=False, can_turn=True, count=14, share=0.7, difference=0.12)
    """
    _check(n_positive, n_base, n_missing)
    if n_base < 1:
        raise StatisticsError("counts_impossible", positive=n_positive, base=n_base, missing=n_missing)
    goal = target if isinstance(target, Goal) else Goal.of(comparison, target)
    met = goal.met(_published(n_positive, n_base, decimals))
    whole = n_base + n_missing
    # the j that meet the goal are first … last
    first = first_integer(0, n_missing + 1, lambda j: goal.reaches_low(_published(n_positive + j, whole, decimals)))
    last = (
        first_integer(0, n_missing + 1, lambda j: not goal.keeps_high(_published(n_positive + j, whole, decimals))) - 1
    )
    if met:
        turns = [j for j in (first - 1, last + 1) if 0 <= j <= n_missing]
    else:
        turns = [j for j in (first, last) if first <= j <= last]
    if n_missing == 0 or not turns:
        return TippingPoint(met, can_turn=False)
    share = Fraction(n_positive, n_base)
    count = min(turns, key=lambda j: abs(Fraction(j, n_missing) - share))
    found = Fraction(count, n_missing)
    return TippingPoint(met, can_turn=True, count=count, share=float(found), difference=float(found - share))


def can_be_met(
    n_positive: int, n_base: int, n_missing: int, goal: Goal, *, decimals: int | None = 1, settled: Settled = OPEN
) -> bool:
    """Whether some answers of the missing would meet a goal with two ends that lies between the bounds.

    Any of the missing may be in the base or not, and answer either way: (k + j)/(n + t), 0 ≤ j ≤ t ≤ m. Of each t the
    counts next to the goal's middle are tried, for if any meets it one of these does.

    Parameters
    ----------
    n_positive, n_base, n_missing : int
        As of :func:`bounds`.
    goal : Goal
        In percent, with both ends.
    decimals : int or None
        Decimals of the published percent, which is what is judged; None: the exact one.
    settled : Settled
        Of the missing, those who can only be positive, or only not.
    """
    _check(n_positive, n_base, n_missing)
    assert goal.low is not None
    assert goal.high is not None
    middle = (goal.low + goal.high) / 200
    for joined in range(n_missing, -1, -1):
        whole = n_base + joined
        nearest = math.floor(middle * whole) - n_positive
        least = max(0, joined - (n_missing - settled.positive))
        most = min(joined, n_missing - settled.negative)
        for count in {min(max(one, least), most) for one in (nearest, nearest + 1)} if whole else ():
            if goal.met(_published(n_positive + count, whole, decimals)):
                return True
    return False


def _published(positive: int, base: int, decimals: int | None) -> Fraction:
    return Fraction(100 * positive, base) if decimals is None else percent_of(positive, base, decimals)


def _check(n_positive: int, n_base: int, n_missing: int) -> None:
    if not (0 <= n_positive <= n_base and n_missing >= 0 and n_base + n_missing > 0):
        raise StatisticsError("counts_impossible", positive=n_positive, base=n_base, missing=n_missing)
