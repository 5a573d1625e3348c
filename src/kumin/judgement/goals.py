"""Does a value meet a target, and which mark does it get? Exact rational arithmetic, one indicator at a time."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kumin.definitions import Band, Scale
from kumin.definitions.goal import Goal
from kumin.definitions.targets import METRICS, Significance
from kumin.numbers import exact, percent_of

ACHIEVED, NOT_ACHIEVED = "A", "B"


def compared(n_positive: int, n_base: int, decimals: int, compare: str) -> Fraction:
    """Return the percent that is judged: the published one, or with ``compare="exact"`` the quotient itself."""
    return Fraction(100 * n_positive, n_base) if compare == "exact" else percent_of(n_positive, n_base, decimals)


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
    """

    goal: Goal
    scale: Scale | None = None
    start: Fraction | None = None
    trend: Trend | None = None

    def _metric(self, name: str, value: Fraction) -> Fraction | None:
        return METRICS[name].of(value, self.goal, self.start)

    def metric(self, value: Fraction) -> tuple[str, Fraction | None] | None:
        """Return the metric that decides the mark of a value, by its name; None without bands."""
        if self.scale is None or not self.scale.bands:
            return None
        name = self.scale.metric_of(self.scale.bands[0])
        for band in self.scale.bands[:-1]:
            name = self.scale.metric_of(band)
            if _reaches(band, metric := self._metric(name, value)) is not False:
                return name, metric
        return name, self._metric(name, value)

    def mark(self, value: Fraction) -> str | None:
        """Mark a value; None where the metric of a band cannot be formed."""
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
