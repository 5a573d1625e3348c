"""Which marks lie within sampling error: of the value, and of past years' values that its target is made of."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from kumin.definitions.goal import Goal
from kumin.judgement.goals import ACHIEVED, NOT_ACHIEVED, Marking
from kumin.judgement.targets import YearTarget
from kumin.judgement.year import YearValue
from kumin.numbers import exact

DIRECTIONS = 360
"""Directions in which the two years' errors are tried together: what lies between two is 1 in 25,000 further."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What sampling error leaves open.

    Parameters
    ----------
    marks : frozenset of str
        Marks within it.
    lower, upper : float
        Interval of the value less the nearest end of its target, in points.
    """

    marks: frozenset[str | None]
    lower: float
    upper: float


def reach_of(target: YearTarget, value: YearValue, references: Sequence[YearValue]) -> Reach | None:
    """Work out which marks lie within sampling error.

    Of a target that is stated these are the marks of the value's interval. Where the target is a past survey's result,
    or made of one, its error counts as well: value and past value are moved together over the ellipse whose half axes
    are the two intervals' own margins. For value less c times past value its extremes are those of Newcombe's (MOVER)
    interval of that difference, √(margin² + c² margin²), for independent years (Zou & Donner 2008, Statistics in
    Medicine 27). Several past values are moved over all corners of their intervals, which is never narrower.
    Where the target is another indicator's value of the year, the interval of the two's difference counts
    (:func:`kumin.judgement.measures.others.limits_of_difference`).

    Parameters
    ----------
    target : YearTarget
    value : YearValue
        This year's, with its interval.
    references : sequence of YearValue
        The past years that the marking depends on, each with its interval.

    Returns
    -------
    Reach or None
        None without an interval of the value or of a past value.
    """
    if target.against is not None:
        return _against_another(target)
    if target.marking is None or any(one.lower is None or one.upper is None for one in (value, *references)):
        return None
    if not references:
        return _alone(target.marking.exactly, value)
    points = list(_around(value, references[0]) if len(references) == 1 else _corners(value, references))
    marks: set[str | None] = set()
    distances, sides = [], set()
    for now, past in points:
        marking = target.marked_with(past)
        if marking is None:
            return None
        marks.add(marking.mark(now))
        distances.append(float(now - marking.goal.nearest(now)))
        sides.add(_side(marking.goal, now))
    if len(sides) > 1 and target.marking.scale is None:
        marks |= {ACHIEVED, NOT_ACHIEVED}
    return Reach(frozenset(marks), min(distances), max(distances))


def _against_another(target: YearTarget) -> Reach | None:
    """Move a value against another of the same year: over the interval of their difference."""
    against = target.against
    if target.marking is None or against is None or against.lower is None or against.upper is None:
        return None
    other = against.other.precise
    assert other is not None
    return _between(target.marking.exactly, other + exact(against.lower), other + exact(against.upper))


def _alone(marking: Marking, value: YearValue) -> Reach:
    _, low, high = (exact(end) for end in _shown(value))
    return _between(marking, low, high)


def _between(marking: Marking, low: Fraction, high: Fraction) -> Reach:
    distances = [float(end - marking.goal.nearest(end)) for end in (low, high)]
    return Reach(frozenset(marking.marks_within(low, high)), min(distances), max(distances))


def _side(goal: Goal, value: Fraction) -> int:
    """Return -1 below the goal, 0 within it, 1 above it."""
    return -1 if not goal.reaches_low(value) else 1 if not goal.keeps_high(value) else 0


def _shown(one: YearValue) -> tuple[float, float, float]:
    """Return a value with its limits, in percent or its unit; the printed one where that is all that is known.

    Where several counts are printed as the percent, the limits are those of the fewest and of the most of them.
    """
    times = 100 if one.unit is None else 1
    known = one.proportion if one.estimate is None else one.estimate
    at = float(one.printed or 0) if known is None else times * known
    lower, upper = one.outer
    return at, times * float(lower or 0), times * float(upper or 0)


def _around(value: YearValue, past: YearValue) -> Iterator[tuple[Fraction, dict[int, Fraction]]]:
    now, before = _shown(value), _shown(past)
    for k in range(DIRECTIONS):
        angle = 2 * math.pi * k / DIRECTIONS
        yield exact(_moved(now, math.cos(angle))), {_year(past): exact(_moved(before, math.sin(angle)))}


def _corners(value: YearValue, references: Sequence[YearValue]) -> Iterator[tuple[Fraction, dict[int, Fraction]]]:
    for ends in product((0, 1, 2), repeat=len(references) + 1):
        now, *before = (exact(_shown(one)[end]) for one, end in zip((value, *references), ends, strict=True))
        yield now, {_year(one): end for one, end in zip(references, before, strict=True)}


def _moved(limits: tuple[float, float, float], part: float) -> float:
    """Move a value by a part, -1 to 1, of its own margin on that side."""
    at, lower, upper = limits
    return at + part * (upper - at if part > 0 else at - lower)


def _year(one: YearValue) -> int:
    assert one.year is not None
    return one.year
