"""A thing to say with the numbers it rests on, before it is put into words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal[
    "no_answers", "not_shown", "top", "close", "order", "merged", "score", "groups", "groups_alike", "changed",
    "unchanged", "number", "date", "text", "only", "counts",
]  # fmt: skip
"""What is said: nobody answered; too few to show; one option is chosen most, two are too close to call, or an order
without sampling error; merged options of a scale; a mean score; groups that differ, or do not; options that rose or
fell, or none; a mean; a median day; a count of texts; one option whose place others that are hidden leave open; counts
without percents, where how many answered would tell a hidden count."""

Direction = Literal["higher", "lower"]


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a fact.

    Attributes
    ----------
    options : tuple of int
        Codes that count; none for a mean.
    percent : float or None
        As printed, of ``n_positive`` in ``n_base``.
    mean, median : float or None
        Of a mean score or a number.
    median_date : str or None
        The first day that half of the answers to a question for a date have reached: 2023-07-01.
    n_positive, n_base : int or None
        People.
    axis, category : str or None
        The group; None: everyone.
    year : int or None
        An earlier fiscal year; None: this one.
    direction : {"higher", "lower"} or None
        Than the other groups, or than the earlier year: beyond error, and after the adjustment for all comparisons.
    change : float or None
        Points since the earlier year, of the printed percents.
    p : float or None
        Adjusted p-value (Holm) of the difference that is stated.
    """

    options: tuple[int, ...] = ()
    percent: float | None = None
    n_positive: int | None = None
    n_base: int | None = None
    axis: str | None = None
    category: str | None = None
    year: int | None = None
    direction: Direction | None = None
    change: float | None = None
    mean: float | None = None
    median: float | None = None
    median_date: str | None = None
    p: float | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What is said of a question, and the numbers it rests on; ``axes``: those it speaks of."""

    kind: Kind
    numbers: tuple[Number, ...] = ()
    axes: tuple[str, ...] = ()

    def record(self) -> dict[str, Any]:
        """Return it as plain values, without what is not there."""
        numbers = [
            {name: value for name, value in asdict(one).items() if value is not None and value != ()}
            for one in self.numbers
        ]
        return {"kind": self.kind, "axes": list(self.axes), "numbers": numbers}
