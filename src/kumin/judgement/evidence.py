"""How sure a judgement is: interval against target, probability, the answers that would have decided."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from kumin.definitions.goal import Goal
from kumin.judgement.probability import n_to_decide, probability_met
from kumin.judgement.year import YearValue

CLEAR, WITHIN_ERROR = "clear", "within_error"
ACHIEVED_STATEMENT, MISSED_STATEMENT = "achieved", "missed"
DECIDED, MORE, NEVER = "decided", "more", "never"


def evidence_of(goal: Goal, *, met: bool, lower: float | None, upper: float | None) -> str | None:
    """Say whether the whole interval judges like the published value.

    Where everyone answered the interval is a point, and nothing is uncertain.

    Parameters
    ----------
    goal : Goal
        In percent.
    met : bool
        What the published value says.
    lower, upper : float, optional
        Interval, as proportions.
    """
    if lower is None or upper is None:
        return None
    return _side(goal, met=met, lower=100 * lower, upper=100 * upper)


def _side(goal: Goal, *, met: bool, lower: float, upper: float) -> str:
    """Say whether the whole interval, in percent or the unit, judges like the published value."""
    if lower == upper:
        return CLEAR
    same = goal.met(lower) == met and goal.met(upper) == met
    # of a range both ends may lie outside on different sides
    spans = not goal.one_sided and not met and any(lower < float(end) < upper for end in goal.ends)
    return CLEAR if same and not spans else WITHIN_ERROR


def statement_of(evidence: str | None, *, met: bool) -> str | None:
    """Put judgement and evidence into one of three statements; None where there is no interval."""
    if evidence == CLEAR:
        return ACHIEVED_STATEMENT if met else MISSED_STATEMENT
    return evidence


@dataclass(frozen=True, slots=True)
class Evidence:
    """How sure a judgement is; None where it is not known, and of a number what is counted in points or answers.

    Parameters
    ----------
    side : {"clear", "within_error"}, optional
        See :func:`evidence_of`.
    statement : {"achieved", "within_error", "missed"}, optional
        See :func:`statement_of`.
    n_base : int, optional
    n_eff : float, optional
        Effective size.
    distance_points : float, optional
        The exact percent less the nearest end of the target.
    margin_points : float, optional
        Half the interval's width.
    probability_met : float, optional
        See :func:`kumin.probability_met`.
    n_needed_state : {"decided", "more", "never"}, optional
    n_needed, invited_needed : int, optional
        Answers, and letters, that would have decided.
    """

    side: str | None
    statement: str | None
    n_base: int | None
    n_eff: float | None
    distance_points: float | None
    margin_points: float | None = None
    probability_met: float | None = None
    n_needed_state: str | None = None
    n_needed: int | None = None
    invited_needed: int | None = None


def weigh_evidence(value: YearValue, goal: Goal, *, met: bool, invited: int | None = None) -> Evidence | None:
    """Work out how sure a percent's judgement is; None without an estimate.

    Parameters
    ----------
    value : YearValue
        This year's; ``population`` is that of the base.
    goal : Goal
        In percent.
    met : bool
        What the judged value says.
    invited : int, optional
        Letters that arrived, for the letters that would have been needed.
    """
    p, n, size = value.proportion, value.n_base, value.n_eff
    if p is None:
        return None
    side = evidence_of(goal, met=met, lower=value.lower, upper=value.upper)
    distance = 100 * p - float(goal.nearest(100 * p))
    found = Evidence(side, statement_of(side, met=met), n, size, distance)
    if n is None or size is None or size <= 0:
        return found
    margin = None if value.lower is None or value.upper is None else 50 * (value.upper - value.lower)
    population = value.population if value.nearly_everyone else None
    probability = probability_met(goal, p, size, n_base=n, population=population)
    found = replace(found, margin_points=margin, probability_met=probability)
    return _needed(found, goal, value, p, invited)


def weigh_number(value: YearValue, goal: Goal, *, met: bool) -> Evidence | None:
    """Work out how sure the judgement of a number measured on answers is; None of a number from no survey.

    ``probability_met`` is the posterior probability under a flat prior: (population value − estimate) / se follows t
    with the design's degrees of freedom (Gelman et al. 2013, Bayesian Data Analysis, section 3.2).
    """
    from scipy.special import stdtr

    if value.estimate is None:
        return None
    if value.lower is None or value.upper is None:
        return Evidence(None, None, value.n_base, None, None)
    side = _side(goal, met=met, lower=value.lower, upper=value.upper)
    probability = None
    if value.se and value.df:
        low, high = (
            default if end is None else float(stdtr(value.df, (float(end) - value.estimate) / value.se))
            for end, default in ((goal.low, 0.0), (goal.high, 1.0))
        )
        probability = max(high - low, 0.0)
    elif value.se == 0:
        probability = float(goal.met(value.estimate))
    return Evidence(side, statement_of(side, met=met), value.n_base, None, None, probability_met=probability)


def _needed(found: Evidence, goal: Goal, value: YearValue, p: float, invited: int | None) -> Evidence:
    """Add how many answers would have decided."""
    n, size, population = value.n_base, value.n_eff, value.population
    if found.side == CLEAR or n is None or size is None or math.isinf(size):
        return replace(found, n_needed_state=DECIDED)
    rest = 1 - n / population if population else 1.0
    deff = n / size / rest if rest > 0 else 1.0
    level = 0.95 if value.level is None else value.level
    needed = n_to_decide(goal, p, level=level, deff=deff, population=population)
    if needed is None:
        return replace(found, n_needed_state=NEVER)
    letters = None if invited is None else math.ceil(needed * invited / n)
    return replace(found, n_needed_state=MORE, n_needed=needed, invited_needed=letters)
