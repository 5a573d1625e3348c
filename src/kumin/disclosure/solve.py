"""What published numbers leave possible: the range of each hidden count, by linear and then integer programming."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from scipy.optimize import LinearConstraint

Group = tuple[tuple[str, str], ...]
"""A category of an axis, or of several; empty: everyone."""

Name = tuple[Group, str]
"""A count: of a group, and what is counted."""

Terms = Mapping[Name, int]
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
    differ enough in another count spare the search there.
    """
    constraint = _constraint(facts)
    points: list[Any] = []
    found: dict[Name, Range] = {}
    for name in wanted:
        place = facts.place[name]
        seen = [_whole(point[place]) for point in points]
        if seen and max(seen) - min(seen) + 1 >= enough:
            found[name] = Range(min(seen), max(seen))
            continue
        ends = _ends(facts, constraint, place, points)
        if ends is None:
            return None
        found[name] = ends
    return found


def _ends(facts: Facts, constraint: LinearConstraint, place: int, points: list[Any]) -> Range | None:
    """Find the least and the most a count can be, of whole numbers; keep the solutions."""
    from scipy.optimize import Bounds, milp

    ends = []
    for sign in (1, -1):
        target = np.zeros(len(facts.place))
        target[place] = sign
        bounds = Bounds(0, facts.most)
        solved = milp(target, constraints=constraint, bounds=bounds)
        if solved.success and np.abs(solved.x - np.round(solved.x)).max() > _WHOLE:
            solved = milp(
                target, constraints=constraint, bounds=bounds, integrality=np.ones(len(facts.place), dtype=np.int64)
            )
        if not solved.success:
            return None
        points.append(solved.x)
        ends.append(_whole(solved.x[place]))
    return Range(*ends)


_WHOLE = 1e-6


def _whole(value: float) -> int:
    """Take off the dust of a solver from a whole number."""
    return int(np.rint(value))


def _constraint(facts: Facts) -> LinearConstraint:
    """Lay out the sums as a sparse matrix."""
    from scipy.optimize import LinearConstraint
    from scipy.sparse import csr_array

    rows = [number for number, (terms, _, _) in enumerate(facts.sums) for _ in terms]
    columns = [facts.place[name] for terms, _, _ in facts.sums for name in terms]
    factors = [float(factor) for terms, _, _ in facts.sums for factor in terms.values()]
    matrix = csr_array((factors, (rows, columns)), shape=(len(facts.sums), len(facts.place)))
    return LinearConstraint(matrix, [low for _, low, _ in facts.sums], [high for _, _, high in facts.sums])
