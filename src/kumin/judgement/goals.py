"""Does a value meet a target, and which mark does it get? Exact rational arithmetic, one indicator at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from kumin.definitions import Band, Scale
from kumin.definitions.goal import Goal
from kumin.definitions.targets import METRICS, Significance
from kumin.numbers import exact, half_up

ACHIEVED, NOT_ACHIEVED = "A", "B"


RATES = ("ratio", "progress")
"""Metrics in percent that are printed, and judged as they are printed."""


@dataclass(frozen=True, slots=True)
class Trend:
    """What became of a value since its target's baseline.

    Parameters
    ----------
    statement : str
        ``rose``, ``fell``, ``within_error``, ``cannot_tell``.
    reaches : bool
        Whether the straight line from the baseline through the value meets the target in its year.
    """

    statement: str
    reaches: bool


@dataclass(frozen=True, slots=True)
class Marking:
    """What a value is marked by: a goal and, where the plan has one, a scale with its baseline.

    Parameters
    ----------
    goal : Goal
    scale : Scale or None
    start : Fraction or None
        The baseline's value.
    trend : Trend or None
        For marks that depend on the change since the baseline; it is that of this year's value and of no other.
    decimals : int, optional
        Decimals a value is printed with before it is judged (``compare: published``); None: the exact value is judged.
    metric_decimals : int, optional
        The same of a ratio's or a progress's percent.
    exact_goal : Goal, optional
        The goal for exact values, where it is made of a value that is printed too.
    """

    goal: Goal
    scale: Scale | None = None
    start: Fraction | None = None
    trend: Trend | None = None
    decimals: int | None = None
    metric_decimals: int | None = None
    exact_goal: Goal | None = None

    def _metric(self, name: str, value: Fraction) -> Fraction | None:
        found = METRICS[name].of(value, self.goal, self.start)
        if found is None or self.metric_decimals is None or name not in RATES:
            return found
        return half_up(found, self.metric_decimals)

    def judged(self, value: Fraction) -> Fraction:
        """Return what is judged of an exact value: as it is printed, or itself."""
        return value if self.decimals is None else half_up(value, self.decimals)

    def as_printed(self, decimals: int, metric_decimals: int) -> Marking:
        """Return the marking that judges printed values."""
        return replace(self, decimals=decimals, metric_decimals=metric_decimals)

    @property
    def uses_start(self) -> bool:
        """Whether a band's metric depends on the baseline's value."""
        if self.scale is None or self.start is None or not self.goal.ends:
            return False
        value, names = self.goal.ends[0] + 1, {self.scale.metric_of(band) for band in self.scale.bands[:-1]}
        return any(
            METRICS[name].of(value, self.goal, self.start) != METRICS[name].of(value, self.goal, self.start + 1)
            for name in names
        )

    @property
    def exactly(self) -> Marking:
        """The marking that judges exact values."""
        return replace(self, goal=self.exact_goal or self.goal, decimals=None, metric_decimals=None)

    def marks_within(self, low: Fraction, high: Fraction) -> set[str | None]:
        """Return the marks of every value from ``low`` to ``high``.

        Marks rise or fall with the value, but for a range, which has values outside it on both sides: so the ends are
        looked at, the ends of the goal between them, and a value between each two of these.
        """
        points = sorted({low, high, *(end for end in self.goal.ends if low < end < high)})
        middles = [(first + second) / 2 for first, second in pairwise(points)]
        return {self.mark(value) for value in (*points, *middles)}

    def metric(self, value: Fraction) -> tuple[str, Fraction | None] | None:
        """Return the metric that decides the mark of a judged value, by its name; None without bands."""
        if self.scale is None or not self.scale.bands:
            return None
        name = self.scale.metric_of(self.scale.bands[0])
        for band in self.scale.bands[:-1]:
            name = self.scale.metric_of(band)
            if _reaches(band, metric := self._metric(name, value)) is not False:
                return name, metric
        return name, self._metric(name, value)

    def mark(self, value: Fraction) -> str | None:
        """Mark an exact value as the plan says, printed or exact; None where a band's metric cannot be formed."""
        return self.mark_of(self.judged(value))

    def mark_of(self, value: Fraction) -> str | None:
        """Mark a value that is the judged one already."""
        if self.scale is None:
            return ACHIEVED if self.goal.met(value) else NOT_ACHIEVED
        if self.scale.significance is not None:
            return self._by_significance(self.scale.significance, value)
        for band in self.scale.bands:
            name = self.scale.metric_of(band)
            reached = _reaches(band, self._metric(name, value))
            if reached is None and name == "ratio" and self.goal.low is None and self.goal.met(value):
                # target ÷ 0 where less is better: nothing is better
                reached = True
            if reached is not False:
                return band.mark if reached else None
        raise AssertionError("the last band has no end")

    def _by_significance(self, marks: Significance, value: Fraction) -> str | None:
        if self.goal.met(value):
            return marks.reached
        if self.trend is None:
            return None
        better = "rose" if self.goal.low is not None else "fell"
        if self.trend.statement == better:
            return marks.improved if self.trend.reaches else marks.behind or marks.improved
        if self.trend.statement in ("rose", "fell"):
            return marks.worsened
        return marks.unchanged if self.trend.statement == "within_error" else marks.unknown


def _reaches(band: Band, metric: Fraction | None) -> bool | None:
    """Whether a metric reaches a band; None where it is not known."""
    if band.floor is None:
        return True
    if metric is None:
        return None
    return metric > exact(band.floor) if band.more_than is not None else metric >= exact(band.floor)
