"""A target worked out for one year: the values that meet it, as exact rational numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from kumin.errors import StatisticsError
from kumin.numbers import exact

Comparison = Literal["at_least", "more_than", "at_most", "less_than"]
"""How a value is compared with one end."""

LOWER: Final[tuple[Comparison, ...]] = ("at_least", "more_than")
UPPER: Final[tuple[Comparison, ...]] = ("at_most", "less_than")
BETWEEN: Final = "between"
NO_GOAL: Final = "none"
"""The comparison of a target that promises nothing."""

COMPARISONS: Final = (*LOWER, *UPPER, BETWEEN)
"""How a value is compared with a goal."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A target worked out for one year: the values from ``low`` to ``high`` meet it.

    Parameters
    ----------
    low, high : Fraction, optional
        Ends, in percent or the indicator's unit; None where there is none.
    low_open, high_open : bool
        Whether the end itself does not meet it (超, 未満).

    Examples
    --------
    >>> Goal.of("more_than", 60).met(60)
    False
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
        if comparison not in COMPARISONS or (comparison == BETWEEN and high is None):
            raise StatisticsError("comparison_unknown", value=comparison, known=", ".join(COMPARISONS))
        end = exact(value)
        if comparison in LOWER:
            return cls(low=end, low_open=comparison == "more_than")
        if comparison in UPPER:
            return cls(high=end, high_open=comparison == "less_than")
        return cls(low=end, high=None if high is None else exact(high))

    @property
    def comparison(self) -> str:
        """How a value is compared: one of :data:`COMPARISONS`."""
        if self.low is not None and self.high is not None:
            return BETWEEN
        if self.low is not None:
            return "more_than" if self.low_open else "at_least"
        return "less_than" if self.high_open else "at_most"

    def both(self, other: Goal) -> Goal:
        """Return the values that meet this goal and another, which states the ends that this one lacks."""
        low, high = (self, other) if self.low is not None else (other, self)
        return Goal(low.low, high.high, low_open=low.low_open, high_open=high.high_open)

    def moved(self, end: Fraction) -> Goal:
        """Return the one-sided goal with another end, open or closed as before."""
        if self.low is not None:
            return Goal(low=end, low_open=self.low_open)
        return Goal(high=end, high_open=self.high_open)

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

    @property
    def first(self) -> Fraction | None:
        """The lower end, or where there is none the upper one."""
        return self.low if self.low is not None else self.high

    def nearest(self, value: Fraction | float) -> Fraction:
        """Return the end nearest to the value."""
        at = Fraction(value)
        return min(self.ends, key=lambda end: abs(end - at))

    @property
    def one_sided(self) -> bool:
        """More is better, or less is better; not a range."""
        return len(self.ends) == 1
