"""Targets that are another indicator's value of the same year, worked out once the year's values are known."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from kumin.definitions.checks.pool import others_of
from kumin.definitions.targets import Reference
from kumin.definitions.targets.kinds.indicator import OtherIndicator
from kumin.estimation.comparisons.pair import satterthwaite
from kumin.intervals import t_value
from kumin.judgement.goals import Marking
from kumin.judgement.measures.published_limits import facts_of
from kumin.judgement.targets import INDEPENDENT, SAME, WIDEST, Against, YearTarget
from kumin.judgement.year import PUBLISHED, YearValue
from kumin.numbers import DEFAULT_LEVEL


def with_others(targets: Sequence[YearTarget], values: Sequence[YearValue]) -> list[YearTarget]:
    """Work out the targets that are another result: another indicator's value, or what the plan states with its people.

    Where the other indicator's value is not known they stay without a goal.
    """
    known = {target.indicator.id: (target, value) for target, value in zip(targets, values, strict=True)}
    return [_resolved(target, value, known) for target, value in zip(targets, values, strict=True)]


def _resolved(target: YearTarget, value: YearValue, known: Mapping[str, tuple[YearTarget, YearValue]]) -> YearTarget:
    rule: OtherIndicator | None = next(iter(others_of(target.indicator.target)), None)
    if rule is None:
        return _against_stated(target, value)
    if rule.id not in known:
        return target
    of_other, other = known[rule.id]
    if other.printed is None or other.precise is None:
        return target
    amount = other.printed if target.rule.published else other.precise
    goal = rule.goal(amount)
    start = target.indicator.target.start(target.past)
    marking = Marking(goal, target.rule.scale, start, exact_goal=rule.goal(other.precise))
    if target.rule.published:
        marking = marking.as_printed(target.rule.decimals, target.rule.metric_decimals)
    against = limits_of_difference(value, other, _basis(target, value, of_other))
    referred = Reference(target.year, amount, rule.id)
    return replace(target, goal=goal, final=goal, marking=marking, against=against, referred=referred)


def _against_stated(target: YearTarget, value: YearValue) -> YearTarget:
    """Compare with a result that the plan states with its people: of another source, or a target that was found so.

    Its sample is taken to be another one than that of the value.
    """
    stated = target.indicator.target.value_of(target.year)
    if stated is None or not stated.has_error or target.marking is None or value.precise is None:
        return target
    exactly = stated.exactly
    other = YearValue(
        "" if target.referred is None else target.referred.source,
        None if target.referred is None else target.referred.year,
        target.unit, stated.printed(target.decimals), exactly, source=PUBLISHED,
        **facts_of(
            stated, exactly, target.unit, decimals=target.decimals, counted=target.counted, method=target.method,
            level=target.level,
        ),
    )  # fmt: skip
    return replace(target, against=replace(limits_of_difference(value, other, INDEPENDENT), moves=False))


def _basis(target: YearTarget, value: YearValue, other: YearTarget) -> str:
    """Say what is known of how the two values vary together."""
    pair = (target.indicator, other.indicator)
    if any(one.pool is not None for one in pair):
        return WIDEST
    if pair[0].survey != pair[1].survey:
        return INDEPENDENT
    return WIDEST if value.target_se is None else SAME


def limits_of_difference(value: YearValue, other: YearValue, basis: str) -> Against:
    """Work out the interval of a value less another of the same year.

    Of percents MOVER's, from each one's own limits l and u and the correlation r of the two estimates: d −
    √((p₁−l₁)² − 2r(p₁−l₁)(u₂−p₂) + (u₂−p₂)²) to d + √((u₁−p₁)² − 2r(u₁−p₁)(p₂−l₂) + (p₂−l₂)²) (Newcombe 1998,
    Statistics in Medicine 17, 2635, method 10 for paired proportions; Zou & Donner 2008, Statistics in Medicine 27). Of
    numbers d ± t·se. r is that of the same respondents, from the variance of the difference; 0 of two surveys; where
    only the two published values are known it may be anything, and −1 gives the widest interval there is.

    Parameters
    ----------
    value, other : YearValue
    basis : {"same_respondents", "independent", "widest"}

    Returns
    -------
    Against
        Its limits are None where one of the two has no error.
    """
    found = Against(other, basis)
    if not (value.has_error and other.has_error):
        return found
    if value.unit is not None:
        return _of_numbers(found, value, other)
    p1, l1, u1 = _limits(value)
    p2, l2, u2 = _limits(other)
    r = _correlation(value, other, basis)
    below = math.sqrt(max((p1 - l1) ** 2 - 2 * r * (p1 - l1) * (u2 - p2) + (u2 - p2) ** 2, 0.0))
    above = math.sqrt(max((u1 - p1) ** 2 - 2 * r * (u1 - p1) * (p2 - l2) + (p2 - l2) ** 2, 0.0))
    return replace(found, lower=100 * (p1 - p2 - below), upper=100 * (p1 - p2 + above))


def _limits(one: YearValue) -> tuple[float, float, float]:
    assert one.lower is not None
    assert one.upper is not None
    return float(one.proportion or 0), one.lower, one.upper


def _correlation(value: YearValue, other: YearValue, basis: str) -> float:
    if basis == WIDEST:
        return -1.0
    if basis == INDEPENDENT or value.target_se is None or not value.se or not other.se:
        return 0.0
    covariance = (value.se**2 + other.se**2 - value.target_se**2) / 2
    return min(max(covariance / (value.se * other.se), -1.0), 1.0)


def _of_numbers(found: Against, value: YearValue, other: YearValue) -> Against:
    if value.estimate is None or other.estimate is None or value.se is None or other.se is None:
        return found
    degrees = np.array([value.df or math.nan, other.df or math.nan])
    se = {SAME: value.target_se, INDEPENDENT: math.hypot(value.se, other.se)}.get(found.basis)
    if se is None:
        se = value.se + other.se
    df = float(np.nanmin(degrees))
    if found.basis == INDEPENDENT:
        df = satterthwaite(np.array([value.se**2, other.se**2]), degrees)
    half = 0.0 if se == 0 else float(t_value(value.level or DEFAULT_LEVEL, np.array(df))) * se
    difference = value.estimate - other.estimate
    return replace(found, lower=difference - half, upper=difference + half)
