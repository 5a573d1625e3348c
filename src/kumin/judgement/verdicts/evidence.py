"""Numbers about sampling alone: probability, margin, and the answers that would have decided."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from kumin.definitions.goal import Goal
from kumin.estimation._reasons import ERROR_KNOWN
from kumin.judgement.verdicts.probability import n_to_decide, probability_met
from kumin.judgement.verdicts.verdict import Turn, Turned
from kumin.judgement.year import YearValue
from kumin.numbers import DEFAULT_LEVEL

CLEAR, WITHIN_ERROR = "clear", "within_error"
DECIDED, MORE, NEVER = "decided", "more", "never"

SIDES = {Turned.NO: CLEAR, Turned.YES: WITHIN_ERROR}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What sampling says of a mark; None where it is not known, and of a census.

    Parameters
    ----------
    side : {"clear", "within_error"}, optional
        Whether sampling error turns the mark, as the verdict says.
    n_base : int, optional
    n_eff : float, optional
        Effective size.
    distance_points : float, optional
        The exact percent less the nearest end of the target.
    margin_points : float, optional
        Half the interval's width.
    probability_met : float, optional
        See :func:`kumin.probability_met`; None for a target that is itself a past survey's result.
    n_needed_state : {"decided", "more", "never"}, optional
    n_needed, invited_needed : int, optional
        Answers, and letters, with which four of five samples would decide.
    """

    side: str | None
    n_base: int | None
    n_eff: float | None
    distance_points: float | None
    margin_points: float | None = None
    probability_met: float | None = None
    n_needed_state: str | None = None
    n_needed: int | None = None
    invited_needed: int | None = None


def weigh_evidence(
    value: YearValue, goal: Goal, sampling: Turn, *, of_past: bool = False, invited: int | None = None
) -> Evidence | None:
    """Work out what sampling says of a percent's mark; None without an estimate.

    Parameters
    ----------
    value : YearValue
        This year's; ``population`` is that of the base.
    goal : Goal
        In percent.
    sampling : Turn
        What sampling does to the mark; of a census nothing.
    of_past : bool
        Whether the goal is a past survey's result, which has an error of its own.
    invited : int, optional
        Letters that arrived, for the letters that would have been needed.
    """
    p, n, size = value.proportion, value.n_base, value.n_eff
    if p is None:
        return None
    side = SIDES.get(sampling.turned) if sampling.turned is not None else None
    distance = 100 * p - float(goal.nearest(100 * p))
    found = Evidence(side, n, size, distance)
    if n is None or size is None or size <= 0 or sampling.turned is None:
        return found
    margin = None if value.lower is None or value.upper is None else 50 * (value.upper - value.lower)
    found = replace(found, margin_points=margin)
    if of_past or value.not_estimable not in ERROR_KNOWN:
        # a single answer, or no degree of freedom, tells nothing of the other people
        return found
    population = value.population if value.nearly_everyone else None
    found = replace(found, probability_met=probability_met(goal, p, size, n_base=n, population=population))
    return _needed(found, goal, value, p, invited)


def weigh_number(value: YearValue, goal: Goal, sampling: Turn, *, of_past: bool = False) -> Evidence | None:
    """Work out what sampling says of the mark of a number measured on answers; None of a number from no survey.

    ``probability_met`` is the posterior probability under a flat prior: (population value − estimate) / se follows t
    with the design's degrees of freedom (Gelman et al. 2013, Bayesian Data Analysis, section 3.2).
    """
    from scipy.special import stdtr

    if value.estimate is None:
        return None
    side = SIDES.get(sampling.turned) if sampling.turned is not None else None
    found = Evidence(side, value.n_base, None, None)
    if not value.has_error or sampling.turned is None or of_past:
        return found
    probability = None
    if value.se and value.df:
        low, high = (
            default if end is None else float(stdtr(value.df, (float(end) - value.estimate) / value.se))
            for end, default in ((goal.low, 0.0), (goal.high, 1.0))
        )
        probability = max(high - low, 0.0)
    elif value.se == 0:
        probability = float(goal.met(value.estimate))
    return replace(found, probability_met=probability)


def _needed(found: Evidence, goal: Goal, value: YearValue, p: float, invited: int | None) -> Evidence:
    """Add how many answers would have decided."""
    n, size, population = value.n_base, value.n_eff, value.population
    if found.side == CLEAR or n is None or size is None or math.isinf(size):
        return replace(found, n_needed_state=DECIDED)
    rest = 1 - n / population if population else 1.0
    deff = n / size / rest if rest > 0 else 1.0
    level = DEFAULT_LEVEL if value.level is None else value.level
    needed = n_to_decide(goal, p, level=level, deff=deff, population=population)
    if needed is None:
        return replace(found, n_needed_state=NEVER)
    letters = None if invited is None else math.ceil(needed * invited / n)
    return replace(found, n_needed_state=MORE, n_needed=needed, invited_needed=letters)
