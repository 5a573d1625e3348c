"""Which cells of published sums to hide, so that none of the hidden ones can be worked out."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass, field

import numpy as np

from kumin.arrays import Ints
from kumin.tables.axes import UNKNOWN

Group = frozenset[tuple[str, str]]
"""A category of an axis, or a crossing of several; empty for everyone."""

Cell = tuple[Group, Hashable]
"""A count: of a group, and what is counted in it."""

BASE, ASKED, KNOWN = "base", "asked", "known"


@dataclass
class System:
    """Counts of one table and the sums that hold between them: each line is a total and its parts."""

    counts: dict[Cell, int] = field(default_factory=dict)
    lines: list[tuple[Cell, ...]] = field(default_factory=list)
    fixed: set[Cell] = field(default_factory=set)
    asked: dict[Group, int] = field(default_factory=dict)
    """People asked in each category: the same in all tables that everyone was asked for."""
    protect_blank: bool = True
    """Whether those who left an axis blank are people to protect; else they are no group that can be recognised."""

    def is_protected(self, cell: Cell) -> bool:
        """Whether a cell counts people to protect: everyone, or a group that can be recognised."""
        return self.protect_blank or not is_blank(cell)


def is_blank(cell: Cell) -> bool:
    """Whether a cell counts those who left an axis blank."""
    group, kind = cell
    return kind == UNKNOWN or is_blank_group(group)


def is_blank_group(group: Group) -> bool:
    """Whether a group is of those who left an axis blank."""
    return any(category == str(UNKNOWN) for _, category in group)


def hide(system: System, k: int, linked: Collection[Cell] = (), *, together: bool = False) -> set[Cell]:
    """Choose the cells to hide: the small and the ``linked``, then complements until nothing can be subtracted.

    Parameters
    ----------
    system : System
        The cells, and the sums that are published of them.
    k : int
        Threshold.
    linked : collection of cell
        To be hidden in any case.
    together : bool
        Whatever a line hides adds to at least k people, also across categories. Else only within a group: of a category
        that is hidden with its size, the answers may be known together with those of the others hidden with it.
    """
    counts = system.counts
    small = (cell for cell, count in counts.items() if 0 < count < k and system.is_protected(cell))
    hidden = {cell for cell in small if cell not in system.fixed} | set(linked)
    lines_of: dict[Cell, list[int]] = {}
    for place, line in enumerate(system.lines):
        for cell in line:
            lines_of.setdefault(cell, []).append(place)
    pending = {place for cell in hidden for place in lines_of.get(cell, ())}
    while True:
        while pending:
            line = system.lines[pending.pop()]
            added = _complement(line, system, hidden, k, together=together)
            if added is not None:
                hidden.add(added)
                pending.update(lines_of[added])
        added = _protect(determined(system, hidden), system, hidden, lines_of)
        if added is None:
            return hidden
        hidden.add(added)
        pending.update(lines_of[added])


def _complement(line: tuple[Cell, ...], system: System, hidden: set[Cell], k: int, *, together: bool) -> Cell | None:
    """Return the cell to hide beside those a line already hides, or None where they are enough."""
    inside = [cell for cell in line if cell in hidden]
    if not any(system.counts[cell] and system.is_protected(cell) for cell in inside):
        return None
    total, *parts = line
    hidden_sum = sum(system.counts[cell] for cell in parts if cell in hidden)
    across = any(cell[0] != total[0] for cell in parts)
    enough = len(inside) > 1 and (total in hidden or hidden_sum >= k or (across and not together))
    return None if enough else _smallest(line, system, hidden)


def _smallest(line: tuple[Cell, ...], system: System, hidden: set[Cell]) -> Cell | None:
    """Return the least costly cell that can still be hidden.

    In this order: a cell of a group before one of everyone, a count above 0 before a 0, a part before the total, the
    cell of those who left an axis blank before others, a small one before a large one.
    """
    free = [cell for cell in line if cell not in hidden and cell not in system.fixed]
    return min(free, key=lambda cell: _cost(cell, line, system), default=None)


def _cost(cell: Cell, line: tuple[Cell, ...], system: System) -> tuple[bool, bool, bool, bool, int, str, str]:
    group, kind = cell
    blank = is_blank(cell)
    # by those asked, so that tables of different questions choose the same category
    people = system.asked.get(group, 0) if kind == BASE else system.counts[cell]
    return not group, system.counts[cell] == 0, cell == line[0], not blank, people, str(kind), str(sorted(group))


def _protect(exposed: list[Cell], system: System, hidden: set[Cell], lines_of: dict[Cell, list[int]]) -> Cell | None:
    """Return a cell to hide so that exposed ones are protected: the least costly of the nearest lines with one."""
    reached, near = set(exposed), list(exposed)
    while near:
        lines = [system.lines[place] for cell in near for place in lines_of.get(cell, ())]
        found = [(_cost(cell, line, system), cell) for line in lines if (cell := _smallest(line, system, hidden))]
        if found:
            return min(found)[1]
        near = [cell for cell in {cell for line in lines for cell in line if cell in hidden} if cell not in reached]
        reached.update(near)
    return None


def determined(system: System, hidden: set[Cell]) -> list[Cell]:
    """Return the hidden cells above 0 whose value follows from the published sums, counts not being negative.

    Where all of them can move, by a little, in both directions, the sums alone decide. A hidden 0 can only rise, so it
    gives others room only where it can.
    """
    people = {cell for cell in hidden if system.counts[cell] > 0}
    exposed = [cell for cell in recoverable(system, people) if system.is_protected(cell)]
    if exposed and len(people) < len(hidden):
        rising = _rising(system, hidden)
        exposed = [cell for cell in recoverable(system, people | rising) if cell in people]
    return [cell for cell in exposed if system.is_protected(cell)]


def _rising(system: System, hidden: set[Cell]) -> set[Cell]:
    """Return hidden zeros that the published sums let rise, all at once.

    A change that raises them is looked for by alternating projections onto the changes that keep all sums and onto
    those that raise every zero; zeros that stay behind are given up. What is returned can rise; that more could is
    possible, and then more is hidden than need be.
    """
    cells, matrix = _equations(system, hidden)
    zero = np.array([system.counts[cell] == 0 for cell in cells])
    kept = np.ones(len(cells), dtype=bool)
    while (zero & kept).any():
        sums = matrix[:, kept].astype(float)
        # some sums follow from others: the ridge makes the matrix invertible, and is far below a unit
        inverse = np.linalg.inv(sums @ sums.T + _RIDGE * np.eye(len(sums)))
        wanted = zero[kept]
        change = wanted.astype(float)
        for _ in range(_PROJECTIONS):
            change = np.where(wanted, np.maximum(change, 1.0), change)
            change -= sums.T @ (inverse @ (sums @ change))
            if change[wanted].min() > _RISES:
                return {cell for cell, risen in zip(cells, zero & kept, strict=True) if risen}
        places = np.flatnonzero(kept)
        kept[places[wanted & (change <= _RISES)]] = False
    return set()


_PROJECTIONS = 20
_RISES = 1e-3
_RIDGE = 1e-7


def recoverable(system: System, hidden: set[Cell]) -> list[Cell]:
    """Return the hidden cells that the published sums determine.

    They are the pivots that stand alone in the reduced row echelon form of the equations of the hidden cells.
    """
    cells, matrix = _equations(system, hidden)
    if not len(matrix):
        return []
    reduced = _reduced(matrix)
    alone = reduced[(reduced != 0).sum(axis=1) == 1]
    return [cells[int(number)] for number in sorted((alone != 0).argmax(axis=1))]


def _equations(system: System, hidden: set[Cell]) -> tuple[list[Cell], Ints]:
    """Return the hidden cells in an order of their own, and the sums that hold between them, one row each."""
    cells = sorted(hidden, key=lambda cell: (sorted(cell[0]), str(cell[1])))
    place = {cell: number for number, cell in enumerate(cells)}
    rows, seen = [], set()
    for line in system.lines:
        row = np.zeros(len(cells), dtype=np.int64)
        for sign, cell in zip((-1, *([1] * (len(line) - 1))), line, strict=True):
            if cell in place:
                row[place[cell]] += sign
        if row.any() and (known := row.tobytes()) not in seen:
            seen.add(known)
            rows.append(row)
    return cells, np.array(rows) if rows else np.zeros((0, len(cells)), dtype=np.int64)


PRIME = 2**31 - 1


def _reduced(
    matrix: Ints,
) -> Ints:
    """Reduced row echelon form over the integers modulo a large prime: exact, where floats would need a tolerance."""
    work = matrix % PRIME
    pivot = 0
    for column in range(work.shape[1]):
        found = np.flatnonzero(work[pivot:, column])
        if not len(found):
            continue
        chosen = pivot + int(found[0])
        work[[pivot, chosen]] = work[[chosen, pivot]]
        work[pivot] = work[pivot] * pow(int(work[pivot, column]), -1, PRIME) % PRIME
        others = np.flatnonzero(work[:, column])
        others = others[others != pivot]
        work[others] = (work[others] - work[others, column][:, None] * work[pivot]) % PRIME
        pivot += 1
        if pivot == work.shape[0]:
            break
    return work[:pivot]
