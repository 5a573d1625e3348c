"""What published numbers leave possible: the range of each hidden count, by linear and then integer programming."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from kumin.arrays import Floats
from kumin.disclosure.program import DUST, Program, Sums, sums_of

Group = tuple[tuple[str, str], ...]
"""A category of an axis, or of several; empty: everyone."""

Name = tuple[Group, str]
"""A count: of a group, and what is counted."""

Terms = Mapping[Name, float]
"""A sum of counts: each with its factor."""


@dataclass
class Facts:
    """What is known of counts, which are whole numbers and not negative.

    Attributes
    ----------
    place : dict
        Number of each count.
    sums : list of tuple
        A sum of counts, and the least and the most it can be.
    most : int
        No count is larger.
    """

    most: int
    place: dict[Name, int] = field(default_factory=dict)
    sums: list[tuple[Terms, float, float]] = field(default_factory=list)

    def learn(self, terms: Terms, least: float, most: float) -> None:
        """Add that a sum of counts lies between two numbers."""
        for name in terms:
            self.place.setdefault(name, len(self.place))
        self.sums.append((terms, least, most))


@dataclass(frozen=True)
class Range:
    """The values that a hidden count can have, its ends among them."""

    least: int
    most: int

    @property
    def values(self) -> int:
        """How many whole numbers it holds."""
        return self.most - self.least + 1

    def tells_small(self, k: int) -> bool:
        """Whether it leaves one number alone, of somebody and of fewer than k."""
        return self.values == 1 and 0 < self.least < k


def ranges(facts: Facts, wanted: Iterable[Name], enough: int) -> dict[Name, Range] | None:
    """Find the range of each wanted count; of one that can have ``enough`` values perhaps only a part of it.

    Parameters
    ----------
    facts : Facts
        What is known.
    wanted : iterable
        Names of counts.
    enough : int
        Number of values from which on a range need not be known better.

    Returns
    -------
    dict of Range or None
        None where no counts agree with the facts.

    Notes
    -----
    Linear programming (HiGHS) gives an outer range; only where it holds fewer than ``enough`` whole numbers, or leaves
    ends that are not whole, integer programming gives the true one. Every solution is kept: two of whole numbers that
    differ enough in another count spare the search there. What is told by itself is taken out first, and the rest
    solved in the parts that it falls into.
    """
    found: dict[Name, Range] = {}
    known = _known(facts)
    if known is None:
        return None
    asked = dict.fromkeys(wanted)
    for name in asked:
        if name in known:
            found[name] = Range(known[name], known[name])
    parts = _parts(facts, known)
    if parts is None:
        return None
    for part in parts:
        within = [name for name in part.place if name in asked]
        ends = _ranges(part, within, enough) if within else {}
        if ends is None:
            return None
        found |= ends
    return {name: found[name] for name in asked}


def _known(facts: Facts) -> dict[Name, int] | None:
    """Return the counts that are told by themselves; None where two are told of one."""
    known: dict[Name, int] = {}
    for terms, low, high in facts.sums:
        if len(terms) == 1 and low == high:
            ((name, factor),) = terms.items()
            if known.setdefault(name, _whole(low / factor)) != _whole(low / factor):
                return None
    return known


def _parts(facts: Facts, known: Mapping[Name, int]) -> list[Facts] | None:
    """Take out what is known, and split the rest into counts that sums tie together; None where a sum is wrong."""
    parent = {name: name for name in facts.place if name not in known}

    def root(name: Name) -> Name:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    left: list[tuple[dict[Name, float], float, float]] = []
    for terms, low, high in facts.sums:
        told = sum(factor * known[name] for name, factor in terms.items() if name in known)
        rest = {name: factor for name, factor in terms.items() if name not in known}
        if rest:
            left.append((rest, low - told, high - told))
        elif not low - DUST <= told <= high + DUST:
            return None
        tied = list(rest)
        for other in tied[1:]:
            parent[root(other)] = root(tied[0])
    parts: dict[Name, Facts] = {}
    for name in parent:
        part = parts.setdefault(root(name), Facts(facts.most))
        part.place[name] = len(part.place)
    for terms, low, high in left:
        parts[root(next(iter(terms)))].sums.append((terms, low, high))
    return list(parts.values())


def _ranges(facts: Facts, wanted: list[Name], enough: int) -> dict[Name, Range] | None:
    """Find the ranges of counts that are tied together."""
    place_of = facts.place
    terms = [
        ({place_of[name]: one for name, one in sum_.items()}, *_whole_ends(sum_, low, high))
        for sum_, low, high in facts.sums
    ]
    sums = sums_of(terms, len(place_of))
    low, high = _bounds(sums, facts.most)
    if (low > high).any():
        return None
    program = Program(sums)
    points: list[Floats] = []
    found: dict[Name, Range] = {}
    places = [place_of[name] for name in wanted]
    if not _scatter(program, (low, high), places, enough, points):
        return None
    for name, place in zip(wanted, places, strict=True):
        seen = [_whole(point[place]) for point in points]
        ends: Range | None = Range(min(seen), max(seen))
        assert ends is not None
        if ends.values < enough and (ends.least > low[place] or ends.most < high[place]):
            ends = _ends(program, (low, high), place, points)
        if ends is None:
            return None
        found[name] = ends
    return found


def _whole_ends(terms: Terms, least: float, most: float) -> tuple[float, float]:
    """Narrow the ends of a sum of whole numbers to whole ones: then its extremes are whole too, nearly always.

    Percents give ends between two whole numbers. Left so, linear programming would stop at them, and integer
    programming, which takes ten times as long, would have to follow.
    """
    if not all(float(factor).is_integer() for factor in terms.values()):
        return least, most
    return (
        math.ceil(least - DUST) if math.isfinite(least) else least,
        math.floor(most + DUST) if math.isfinite(most) else most,
    )


def _bounds(sums: Sums, most: int) -> tuple[Floats, Floats]:
    """Bound each count by the sums, one at a time, with what is known so far of the others in it."""
    rows, columns, factors = sums.rows, sums.columns, sums.factors
    low, high = np.zeros(sums.width), np.full(sums.width, float(most))
    for _ in range(_ROUNDS):
        ends = (factors * low[columns], factors * high[columns])
        for sign, end, least in ((1, sums.most, np.minimum(*ends)), (-1, -sums.least, -np.maximum(*ends))):
            # what the others of a sum leave to each count in it
            left = end[rows] - np.bincount(rows, least, len(end))[rows] + least
            up = sign * factors > 0
            reach = left / (sign * factors)
            np.minimum.at(high, columns[up], np.floor(reach[up] + DUST))
            np.maximum.at(low, columns[~up], np.ceil(reach[~up] - DUST))
    return low, high


_ROUNDS = 6


def _scatter(
    program: Program, box: tuple[Floats, Floats], places: list[int], enough: int, points: list[Floats]
) -> bool:
    """Look for solutions far from each other in all wanted counts at once; False where there is none.

    Each pushes the counts that are still too close up or down at random: of most counts two soon differ enough.
    """
    rng = np.random.default_rng(0)
    for turn in range(_SCATTERED):
        open_ = places
        if points:
            seen = np.array(points)[:, places]
            wide = (np.ptp(seen, axis=0) + 1 >= enough) | (np.ptp(seen, axis=0) >= (box[1] - box[0])[places])
            open_ = [place for place, is_wide in zip(places, wide, strict=True) if not is_wide]
        if not open_:
            return True
        target = np.zeros(len(box[0]))
        target[open_] = rng.uniform(0.5, 1, len(open_)) * (
            rng.choice([-1, 1], len(open_)) if turn > 1 else 1 - 2 * turn
        )
        solved = program.smallest(target, *box)
        if solved is None:
            return False
        points.append(solved)
    return True


_SCATTERED = 8


def _ends(program: Program, box: tuple[Floats, Floats], place: int, points: list[Floats]) -> Range | None:
    """Find the least and the most a count can be, of whole numbers; keep the solutions."""
    ends = []
    for sign in (1, -1):
        target = np.zeros(len(box[0]))
        target[place] = sign
        solved = program.smallest(target, *box)
        if solved is None:
            return None
        points.append(solved)
        ends.append(_whole(solved[place]))
    return Range(*ends)


def _whole(value: float) -> int:
    """Take off the dust of a solver from a whole number."""
    return int(np.rint(value))
