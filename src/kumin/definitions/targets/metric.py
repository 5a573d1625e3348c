"""What the bands of a scale divide: the value itself, or what has been reached of the target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from kumin.definitions.goal import Goal
from kumin.registry import Registry


@dataclass(frozen=True)
class Metric:
    """A metric.

    Parameters
    ----------
    name : str
        Its name in a scale.
    of : callable
        (value, goal, baseline's value) → the metric; None where it cannot be formed.
    """

    name: str
    of: Callable[[Fraction, Goal, Fraction | None], Fraction | None]

    @property
    def words(self) -> str:
        """Message code of its meaning."""
        return f"metric_{self.name}"


METRICS: Registry[Metric] = Registry("metric of a scale")
"""Every metric by its name."""

RAW: Final = "raw"


def _end(goal: Goal) -> Fraction | None:
    return goal.ends[0] if goal.one_sided else None


def _ratio(value: Fraction, goal: Goal, _start: Fraction | None) -> Fraction | None:
    end = _end(goal)
    if end is None:
        return None
    above, below = (value, end) if goal.low is not None else (end, value)
    return 100 * above / below if below else None


def _progress(value: Fraction, goal: Goal, start: Fraction | None) -> Fraction | None:
    end = _end(goal)
    return None if end is None or start is None or start == end else 100 * (value - start) / (end - start)


def _gain(value: Fraction, goal: Goal, start: Fraction | None) -> Fraction | None:
    if not goal.one_sided or start is None:
        return None
    return value - start if goal.low is not None else start - value


def _change(value: Fraction, goal: Goal, start: Fraction | None) -> Fraction | None:
    gain = _gain(value, goal, start)
    return 100 * gain / abs(start) if gain is not None and start else None


for _name, _of in (
    (RAW, lambda value, _goal, _start: value),
    ("ratio", _ratio),
    ("progress", _progress),
    ("gain", _gain),
    ("change", _change),
):
    METRICS.add(_name, Metric(_name, _of))
