"""Which answers to publish as bounds, so that no small count can be worked out more closely than to k values.

Cells are not hidden in full where bounds do: every cell gets the narrowest interval that holds, for each count to
protect, two complete tables that agree with all published sums, one with the count at 0 and one with it at k - 1. Who
knows the intervals and the sums cannot tell these tables from the true one. What a protected count needs is searched
for by linear programming at the least widening of all cells; cells widened already cost nothing. Reference: Fischetti
& Salazar 2003, Partial cell suppression, Statistics and Computing 13.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from kumin.arrays import Bools, Floats, Ints
from kumin.disclosure.cells import BASE, Cell, System, is_blank
from kumin.disclosure.program import Program, Sums, sums_of

Bounds = tuple[int, int] | None
"""The counts that are published as possible, both ends among them; None: nothing is."""


def coarsen(
    system: System, k: int, unseen: Collection[Cell], told: Mapping[Cell, Bounds] | None = None
) -> dict[Cell, Bounds]:
    """Choose the bounds of the cells that are not published as they are.

    Protected are counts of 0 to k - 1 people in groups, the same of those who are all the others (of 64 all but 3), and
    of everyone 1 to k - 1. Where sums that are published in any case allow less, as much as they allow is protected.
    Of a group that is hidden whole, with others, no count above 0 is certain; how many of them together gave an answer
    may be known.

    Parameters
    ----------
    system : System
        The cells, and the sums that are published of them.
    k : int
        Threshold.
    unseen : collection of cell
        Cells of which nothing is published.
    told : mapping of cell to bounds, optional
        What was published of some cells before; they stay as they were, and their intervals are widened no more.

    Returns
    -------
    dict of cell to bounds
        Of the cells that are not published as they are.
    """
    told = told or {}
    between = {cell: ends for cell, ends in told.items() if ends and ends[0] < ends[1] and cell in system.counts}
    fixed = {cell for cell in system.fixed if cell not in unseen and cell not in between}
    fixed |= {cell for cell, ends in told.items() if ends and cell in system.counts and cell not in between}
    fixed |= {
        cell
        for cell, n in system.counts.items()
        if cell not in unseen and cell not in between and (cell[1] == BASE or not (cell[0] or n))
    }
    found: dict[Cell, Bounds] = dict.fromkeys(unseen)
    for cells in _parts(system, fixed):
        part = _Part.of(system, cells, fixed, unseen, k, between)
        part.protect()
        found |= part.bounds()
    return found


def _parts(system: System, fixed: Collection[Cell]) -> Iterator[list[Cell]]:
    """Yield cells that sums tie together, each such set by itself."""
    parent: dict[Cell, Cell] = {cell: cell for cell in system.counts if cell not in fixed}

    def root(cell: Cell) -> Cell:
        while parent[cell] != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    for line in system.lines:
        inside = [cell for cell in line if cell in parent]
        for other in inside[1:]:
            parent[root(other)] = root(inside[0])
    parts: dict[Cell, list[Cell]] = {}
    for cell in parent:
        parts.setdefault(root(cell), []).append(cell)
    yield from parts.values()


@dataclass
class _Part:
    """Cells tied together, the narrowest intervals found for them so far, and what has to be possible.

    Attributes
    ----------
    cells : list of cell
    counts : array of int
        Their true values.
    free : array of bool
        Whether nothing is published of a cell.
    told : array of bool
        Whether a cell's interval was published before.
    small : array of bool
        Whether a cell, or its rest, counts 1 to k - 1 people to protect.
    low, high : array of int
        Ends of the intervals.
    cost : array of float
        Cost of widening a cell by one.
    wanted : list of tuple
        A cell's place, the direction and the value that it has to be able to have.
    program : Program
        The sums that hold, over what each cell is within its interval, above it and below it.
    points : list of array
        Complete tables found.
    """

    cells: list[Cell]
    counts: Ints
    free: Bools
    told: Bools
    small: Bools
    low: Ints
    high: Ints
    cost: Floats
    wanted: list[tuple[int, int, int]]
    program: Program
    points: list[Ints] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        system: System,
        cells: list[Cell],
        fixed: Collection[Cell],
        unseen: Collection[Cell],
        k: int,
        between: Mapping[Cell, Bounds],
    ) -> _Part:
        """Lay out some cells of a system."""
        counts = np.array([system.counts[cell] for cell in cells], dtype=np.int64)
        low, high = counts.copy(), counts.copy()
        free = np.array([cell in unseen for cell in cells])
        told = np.array([cell in between for cell in cells])
        small = np.zeros(len(cells), dtype=np.bool_)
        wanted: list[tuple[int, int, int]] = []
        for place, cell in enumerate(cells):
            if ends := between.get(cell):
                low[place], high[place] = ends
                continue
            for least, most in _needed(system, cell, k, hidden=bool(free[place])):
                wanted += [(place, 1, most), (place, -1, least)]
                nobody = least if least == 0 else most
                small[place] |= counts[place] != nobody
                low[place], high[place] = min(low[place], least), max(high[place], most)
        cost = np.array([_cost(cell) for cell in cells]) * (1 + 1e-3 * np.arange(len(cells)) / len(cells))
        return cls(cells, counts, free, told, small, low, high, cost, wanted, Program(_sums(system, cells, fixed)))

    def protect(self) -> None:
        """Widen the intervals until every count to protect can have the values it needs."""
        for place, sign, value in self.wanted:
            if not any(sign * (point[place] - value) >= 0 for point in self.points):
                point = self._table(place, sign, value)
                self.points.append(point)
                self.low = np.where(self.free, self.low, np.minimum(self.low, point))
                self.high = np.where(self.free, self.high, np.maximum(self.high, point))

    def bounds(self) -> dict[Cell, Bounds]:
        """Return the intervals of the cells that have more than one value in the tables found.

        Of what published sums leave less to than is protected it is what they leave, whether somebody is in the cell or
        not: a wider interval for those that hold somebody would tell which do. What they fix has only its own value,
        but that no count of 1 to k - 1 is printed.
        """
        tables = np.array([self.counts, *self.points])
        least, most = tables.min(axis=0), tables.max(axis=0)
        printed = self.told | (self.small & (least == most))
        low = np.where(printed, self.low, least).tolist()
        high = np.where(printed, self.high, most).tolist()
        ends = zip(self.cells, low, high, self.free.tolist(), strict=True)
        return {cell: None if free else (low, high) for cell, low, high, free in ends if free or low < high}

    def _table(self, place: int, sign: int, value: int) -> Ints:
        """Find a complete table where a cell comes as near to a value as it can, at the least widening of others."""
        nothing = np.zeros(len(self.cells))
        cost = np.where(self.free, 0.0, self.cost * np.where(self.low < self.high, _WIDENED, 1.0))
        costs = np.array([nothing, cost, cost])
        costs[:, place] -= sign * _FIRST * np.array(_SIGNS)
        low = np.array([np.where(self.free, 0.0, self.low), nothing, nothing])
        above, below = np.where(self.free | self.told, 0.0, [np.full(len(self.cells), np.inf), self.low])
        high = np.array([np.where(self.free, np.inf, self.high), above, below])
        # the value lies in the cell's interval: it is not to be passed
        within, beyond = (high, high[1]) if sign > 0 else (low, high[2])
        within[0, place] = value
        beyond[place] = 0
        found = self.program.smallest(costs.ravel(), low.ravel(), high.ravel())
        assert found is not None  # the true table is one
        return (np.array(_SIGNS) @ found.reshape(3, -1)).astype(np.int64)


_SIGNS = (1.0, 1.0, -1.0)
"""A cell is what it is within its interval, and above it, less what it is below it."""

_WIDENED = 0.5
"""What widening a cell costs that is not published exactly anyway."""

_FIRST = 1e4
"""What a step towards the wanted value outweighs: widening others by all that it may need."""


def _needed(system: System, cell: Cell, k: int, *, hidden: bool) -> Iterator[tuple[int, int]]:
    """Yield the least and the most that a count to protect has to be able to be."""
    group, _ = cell
    n = system.counts[cell]
    if not system.is_protected(cell) or cell[1] == BASE:
        return
    if hidden and n:
        # nobody knows how many of those hidden with them are meant
        yield n - 1, n
    elif n < k and (group or n) and not hidden:
        yield 0, k - 1
    base = system.counts.get((group, BASE))
    if group and not hidden and base is not None and n <= base < n + k:
        yield max(base - k + 1, 0), base


def _cost(cell: Cell) -> float:
    """Return what widening a cell by one costs: much for everyone, little for who left an axis blank."""
    if not cell[0]:
        return 100.0
    return 0.01 if is_blank(cell) else 1.0


def _sums(system: System, cells: list[Cell], fixed: Collection[Cell]) -> Sums:
    """Lay out the sums over some cells; the others in them are known."""
    place = {cell: number for number, cell in enumerate(cells)}
    terms: list[tuple[dict[int, float], float, float]] = []
    for line in system.lines:
        signed = dict(zip(line, (-1.0, *([1.0] * (len(line) - 1))), strict=True))
        inside = {cell: factor for cell, factor in signed.items() if cell in place}
        if inside:
            assert all(cell in fixed for cell in line if cell not in place)
            known = sum(factor * system.counts[cell] for cell, factor in inside.items())
            factors = {
                place[cell] + part * len(cells): sign * factor
                for part, sign in enumerate(_SIGNS)
                for cell, factor in inside.items()
            }
            terms.append((factors, known, known))
    return sums_of(terms, 3 * len(cells))
