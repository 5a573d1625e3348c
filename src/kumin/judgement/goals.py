"""Does a value meet a target, and which mark does it get? Exact rational arithmetic, one indicator at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kumin.definitions import Indicator, Scale, Target
from kumin.definitions.targets import COMPARISONS
from kumin.errors import StatisticsError
from kumin.numbers import exact, percent_of

ACHIEVED, NOT_ACHIEVED = "A", "B"


def compared(n_positive: int, n_base: int, decimals: int, compare: str) -> Fraction:
    """Return the percent that is judged: the published one, or with ``compare="exact"`` the quotient itself."""
    return Fraction(100 * n_positive, n_base) if compare == "exact" else percent_of(n_positive, n_base, decimals)


@dataclass(frozen=True, slots=True)
class Goal:
    """A target worked out for one year: the values from ``low`` to ``high`` meet it.

    Parameters
    ----------
    low, high : Fraction, optional
        Ends, in percent or the indicator's unit; None where there is none.
    low_open, high_open : bool
        Whether the end itself does not meet it (超, 未満).
    """

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def of(cls, comparison: str, value: float | Fraction, high: float | Fraction | None = None) -> Goal:
        """Make a goal of a comparison: at_least, more_than, at_most, less_than, or between with ``high``.

        Raises
        ------
        StatisticsError
            Another comparison, or a range without its upper end.
        """
        if comparison not in COMPARISONS or (comparison == "between" and high is None):
            raise StatisticsError("comparison_unknown", value=comparison, known=", ".join(COMPARISONS))
        end = value if isinstance(value, Fraction) else exact(value)
        if comparison in ("at_least", "more_than"):
            return cls(low=end, low_open=comparison == "more_than")
        if comparison in ("at_most", "less_than"):
            return cls(high=end, high_open=comparison == "less_than")
        upper = high if isinstance(high, Fraction) or high is None else exact(high)
        return cls(low=end, high=upper)

    def reaches_low(self, value: Fraction | float) -> bool:
        """Whether the value is not below the goal."""
        return self.low is None or (value > self.low if self.low_open else value >= self.low)

    def keeps_high(self, value: Fraction | float) -> bool:
        """Whether the value is not above the goal."""
        return self.high is None or (value < self.high if self.high_open else value <= self.high)

    def met(self, value: Fraction | float) -> bool:
        """Whether the value meets the goal."""
        return self.reaches_low(value) and self.keeps_high(value)

    @property
    def ends(self) -> list[Fraction]:
        """The ends there are."""
        return [end for end in (self.low, self.high) if end is not None]

    def nearest(self, value: Fraction | float) -> Fraction:
        """Return the end nearest to the value."""
        at = Fraction(value)
        return min(self.ends, key=lambda end: abs(end - at))

    @property
    def one_sided(self) -> bool:
        """More is better, or less is better; not a range."""
        return len(self.ends) == 1


def past_value(from_: int | None, year: int, past: Mapping[int, Fraction]) -> tuple[int, Fraction] | None:
    """Return the past year a relative target refers to, with its value; None where it is not known.

    Without ``from_`` it is the year before, 前年度, and no older one.
    """
    referred = year - 1 if from_ is None else from_
    return (referred, past[referred]) if referred in past else None


def referred_year(target: Target, year: int, past: Mapping[int, Fraction]) -> tuple[int, Fraction] | None:
    """Return the past year (and its value) that ``raise``, ``lower`` or ``maintain`` refers to."""
    for rule in (target.raise_, target.lower, target.maintain):
        if rule is not None:
            return past_value(rule.from_, year, past)
    return None


def stated_goal(target: Target, year: int, past: Mapping[int, Fraction]) -> Goal | None:
    """Work out the stated target; None where it refers to a past year that is not known."""
    low, high = target.stated
    if low is not None or high is not None:
        return Goal(
            low=None if low is None else exact(low),
            high=None if high is None else exact(high),
            low_open=target.more_than is not None,
            high_open=target.less_than is not None,
        )
    found = referred_year(target, year, past)
    if found is None:
        return None
    reference = found[1]
    if target.maintain is not None:
        tolerance = exact(target.maintain.within_points)
        return Goal(low=reference - tolerance, high=reference + tolerance)
    against, sign = (target.raise_, 1) if target.raise_ is not None else (target.lower, -1)
    assert against is not None
    end = reference * exact(against.ratio) if against.ratio else reference + sign * exact(against.points or 0)
    return Goal(low=end) if sign > 0 else Goal(high=end)


def baseline_of(target: Target, past: Mapping[int, Fraction]) -> Fraction | None:
    """Return the value a path starts from."""
    if target.baseline is None:
        return None
    return exact(target.baseline.value) if target.baseline.value is not None else past.get(target.baseline.year)


def yearly_goal(target: Target, year: int, past: Mapping[int, Fraction], reference: str | None = None) -> Goal | None:
    """Work out what a year's value is judged against, by the target's ``reference`` or the one given.

    None where a past value or this year's step is not known.
    """
    stated = stated_goal(target, year, past)
    reference = reference or target.reference
    if stated is None or reference == "stated" or not stated.one_sided:
        return stated
    end, start = stated.ends[0], baseline_of(target, past)
    if reference == "milestone":
        step = _latest(target.milestones, year)
        value = exact(step) if step is not None else None
    elif reference == "glide":
        step = _latest(target.glide, year)
        begin = start if start is not None else Fraction(0)
        value = begin + (end - begin) * exact(step) / 100 if step is not None else None
    else:
        value = _on_line(target, year, start, end)
    if value is None:
        return None
    if stated.low is not None:
        return Goal(low=value, low_open=stated.low_open)
    return Goal(high=value, high_open=stated.high_open)


def _latest(steps: Mapping[int, float], year: int) -> float | None:
    """Return the step of the year, or the latest before it."""
    known = [step for step in steps if step <= year]
    return steps[max(known)] if known else None


def _on_line(target: Target, year: int, start: Fraction | None, end: Fraction) -> Fraction | None:
    if start is None or target.baseline is None or target.by is None:
        return None
    done = Fraction(year - target.baseline.year, target.by - target.baseline.year)
    return start + (end - start) * min(max(done, Fraction(0)), Fraction(1))


def metric_value(scale: Scale, value: Fraction, goal: Goal, start: Fraction | None) -> Fraction | None:
    """Return what a scale's bands divide, in percent (raw: the value itself); None where it cannot be formed.

    ``ratio``: actual ÷ target, where less is better target ÷ actual. ``progress``: (actual − baseline) ÷ (target −
    baseline), the same in both directions.
    """
    if scale.metric == "raw":
        return value
    if not goal.one_sided:
        return None
    end = goal.ends[0]
    if scale.metric == "ratio":
        above, below = (value, end) if goal.low is not None else (end, value)
        return 100 * above / below if below else None
    return 100 * (value - start) / (end - start) if start is not None and start != end else None


def band_of(scale: Scale, metric: Fraction) -> str:
    """Return the mark of the band a metric falls in."""
    for band in scale.bands:
        floor = band.floor
        if floor is None or (metric > exact(floor) if band.more_than is not None else metric >= exact(floor)):
            return band.mark
    raise AssertionError("the last band has no end")


@dataclass(frozen=True, slots=True)
class Marking:
    """What a value is marked by: a goal and, where the plan has one, a scale with its baseline."""

    goal: Goal
    scale: Scale | None = None
    start: Fraction | None = None

    def metric(self, value: Fraction) -> Fraction | None:
        """Return the scale's metric of a value."""
        return metric_value(self.scale, value, self.goal, self.start) if self.scale else None

    def mark(self, value: Fraction) -> str | None:
        """Mark a value; None where the scale's metric cannot be formed."""
        if self.scale is None:
            return ACHIEVED if self.goal.met(value) else NOT_ACHIEVED
        metric = self.metric(value)
        if metric is None and self.scale.metric == "ratio" and self.goal.low is None and self.goal.met(value):
            # target ÷ 0 where less is better: nothing is better
            return self.scale.bands[0].mark
        return None if metric is None else band_of(self.scale, metric)


def marking_of(indicator: Indicator, scale: Scale | None, year: int, past: Mapping[int, Fraction]) -> Marking | None:
    """Work out how an indicator is marked in a year; None where a value it needs is not known."""
    goal = yearly_goal(indicator.target, year, past)
    return None if goal is None else Marking(goal, scale, baseline_of(indicator.target, past))
