"""Does a value meet a target, and which mark does it get? Exact rational arithmetic, one indicator at a time."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kumin.definitions import Scale
from kumin.definitions.goal import Goal
from kumin.numbers import exact, percent_of

ACHIEVED, NOT_ACHIEVED = "A", "B"


def compared(n_positive: int, n_base: int, decimals: int, compare: str) -> Fraction:
    """Return the percent that is judged: the published one, or with ``compare="exact"`` the quotient itself."""
    return Fraction(100 * n_positive, n_base) if compare == "exact" else percent_of(n_positive, n_base, decimals)


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
