"""The published answers to a question, of everyone and of each group, as plain values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.disclosure.policy import MOST_HIDDEN
from kumin.numbers import percent_of
from kumin.tables.axes import UNKNOWN
from kumin.tables.crossing import parts_of
from kumin.tables.scales import directions

if TYPE_CHECKING:
    from kumin.definitions.questions import ClosedQuestion


MOST_DEGREES = 12
"""Options of a scale of degrees; a longer list is none."""


@dataclass(frozen=True, slots=True)
class Option:
    """How often an option was chosen; ``n`` and ``percent`` are None where they are hidden, ``low`` … its bounds."""

    code: int
    n: int | None
    percent: float | None
    lower: float | None
    upper: float | None
    n_low: int | None = None
    n_high: int | None = None
    percent_low: int | None = None
    percent_high: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The answers of everyone (no axis) or of a group; ``n_base`` is None where the group is hidden.

    ``n_asked`` is how many were asked, None where that is hidden.
    """

    axis: str | None
    category: str | None
    n_base: int | None
    options: tuple[Option, ...]
    n_asked: int | None = None

    @property
    def whole(self) -> bool:
        """Whether every option is shown."""
        return self.n_base is not None and all(one.n is not None for one in self.options)

    def count(self, codes: Collection[int]) -> int | None:
        """Add the people of some options of a single answer; None where one of them is hidden."""
        found = [one.n for one in self.options if one.code in codes]
        return None if self.n_base is None or None in found else sum(n for n in found if n is not None)

    def percent(self, codes: Collection[int], decimals: int) -> float | None:
        """Print the share of some options, rounded from their counts."""
        n = self.count(codes)
        return None if n is None or not self.n_base else float(percent_of(n, self.n_base, decimals))


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale of degrees: options of its two sides, and the score of each.

    Scores are 1, 2, … on one side and -1, -2, … on the other, the outermost largest; a middle has 0. What ends the list
    (わからない) has none and is left out of the mean.
    """

    top: tuple[int, ...]
    bottom: tuple[int, ...]
    scores: Mapping[int, int]

    def mean(self, group: Group) -> tuple[float, int] | None:
        """Return the mean score and the people it is of; None where an option is hidden or nobody is left."""
        if not group.whole:
            return None
        n = sum(one.n or 0 for one in group.options if one.code in self.scores)
        total = sum(self.scores[one.code] * (one.n or 0) for one in group.options if one.code in self.scores)
        return (float(Fraction(total, n)), n) if n else None


def scale_of(question: ClosedQuestion) -> Scale | None:
    """Return the scale that a single answer's options are; None where they are none, or have one side only."""
    if question.type != "single" or len(question.options) > MOST_DEGREES:
        return None
    return _scale(tuple((code, option.label) for code, option in question.options.items()))


@lru_cache(maxsize=1024)
def _scale(options: tuple[tuple[int, str], ...]) -> Scale | None:
    ways = directions([label for _, label in options])
    if ways is None:
        return None
    codes = dict(zip((code for code, _ in options), ways, strict=True))
    sides = {way: [code for code, one in codes.items() if one == way] for way in (1, 0, -1)}
    if not sides[1] or not sides[-1] or len(sides[0]) > 1:
        return None
    first = next(way for way in ways if way is not None)
    scores = dict.fromkeys(sides[0], 0)
    for way, own in ((1, sides[1]), (-1, sides[-1])):
        outermost_first = own if way == first else own[::-1]
        scores |= {code: way * (len(own) - place) for place, code in enumerate(outermost_first)}
    return Scale(tuple(sides[1]), tuple(sides[-1]), {code: scores[code] for code in codes if code in scores})


_GROUP = ("question", "axis", "category", "n_base", "n_asked")
_OPTION = ("option", "n_positive", "percent", "lower", "upper", "n_low", "n_high", "percent_low", "percent_high")


def groups_of(table: pl.DataFrame) -> dict[str, list[Group]]:
    """Return the answers to every question of a published table: everyone first, then each group in the table's order.

    All of them in one pass: a table has some ten thousand rows.
    """
    shown = (
        pl.when("suppressed").then(None).otherwise(pl.col(name)).alias(name) if name in _OPTION[1:5] else pl.col(name)
        for name in _OPTION
    )
    found: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for row in table.select(*_GROUP, *shown).iter_rows():
        found.setdefault(row[:3], []).append(row[3:])
    made: dict[str, list[Group]] = {}
    for (question, axis, category), rows in found.items():
        n_base, n_asked = rows[0][:2]
        made.setdefault(question, []).append(
            Group(axis, category, n_base, tuple(Option(*row[2:]) for row in rows), n_asked)
        )
    return made


def shown_axes(groups: Collection[Group]) -> dict[str, list[Group]]:
    """Return the groups by axis that a picture may show, in their order, without who left the axis blank.

    An axis of which more than :data:`MOST_HIDDEN` of the groups are hidden, or mostly hidden, is left out: what is
    left would be a biased choice. :func:`left_out_axes` names it.
    """
    return {
        axis: own
        for axis, own in _by_axis(groups).items()
        if sum(not drawable(one) for one in own) <= MOST_HIDDEN * len(own)
    }


def left_out_axes(groups: Collection[Group]) -> list[str]:
    """Return the axes that no picture shows, as too many of their groups are hidden."""
    shown = shown_axes(groups)
    return [axis for axis in _by_axis(groups) if axis not in shown]


def _by_axis(groups: Collection[Group]) -> dict[str, list[Group]]:
    found: dict[str, list[Group]] = {}
    for one in groups:
        if one.axis is not None and str(UNKNOWN) not in parts_of(str(one.category)):
            found.setdefault(one.axis, []).append(one)
    return found


def drawable(group: Group) -> bool:
    """Whether most of a group's answers are shown."""
    if not group.n_base:
        return False
    shown = [one for one in group.options if one.n is not None]
    several = sum(one.n or 0 for one in shown) * 2 > group.n_base
    return several and len(shown) * 2 >= len(group.options)
