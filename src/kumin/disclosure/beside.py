"""What other files tell of the same answers: a table written beside them is protected together with them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import polars as pl

from kumin.disclosure.cells import BASE, Cell, Group, is_blank
from kumin.disclosure.coarsen import Bounds
from kumin.disclosure.earlier import Earlier, Told, counts, counts_by_question, told_cells, untold_groups
from kumin.disclosure.systems import group_of
from kumin.tables.axes import UNKNOWN


@dataclass(frozen=True)
class Beside:
    """What other files tell of the same answers: a table written beside them tells no more of what they hide.

    Attributes
    ----------
    cells : Told
        The narrowest that any of them tells.
    numbers : mapping of str to mapping of Group to bool
        By question without options, the groups that they have rows of, and whether they are shown.
    """

    cells: Told = field(default_factory=dict)
    numbers: Mapping[str, Mapping[Group, bool]] = field(default_factory=dict)

    @cached_property
    def groups(self) -> frozenset[Group]:
        """Groups that they have rows of."""
        return frozenset(group for cells in self.cells.values() for group, _ in cells if group)

    @cached_property
    def hidden(self) -> frozenset[Group]:
        """Those of which no question tells anything."""
        return frozenset(untold_groups(self.cells))

    def of_asked(self, table: pl.DataFrame) -> Beside:
        """Return what they tell of a table whose base is who was asked: where n is told, who did not answer too."""
        found: dict[str, dict[Cell, Bounds]] = {}
        for question, cells in counts_by_question(table, self.cells).items():
            told = found.setdefault(question, {})
            for (group, kind), n in cells.items():
                if (group, BASE) not in self.cells[question]:
                    continue
                if kind in (BASE, UNKNOWN):
                    ends = self.cells[question][group, BASE]
                    told[group, kind] = (n, n) if ends and ends[0] == ends[1] else None
                elif (group, kind) in self.cells[question]:
                    told[group, kind] = self.cells[question][group, kind]
        return replace(self, cells=found)

    def holding(self, held: Collection[str], table: pl.DataFrame) -> Beside:
        """Tell nothing more of the groups of some questions of a table."""
        cells = dict(self.cells)
        for (question,), part in table.group_by("question", maintain_order=True):
            if question in held:
                nothing: dict[Cell, Bounds] = {cell: None for cell, _ in counts(part) if cell[0]}
                cells[str(question)] = nothing | dict(self.cells.get(str(question), {}))
        return replace(self, cells=cells)


def beside_of(files: Sequence[Earlier], k: int) -> Beside:
    """Lay together what several files tell; of one of a smaller threshold nothing, for that would be told on."""
    cells: dict[str, dict[Cell, Bounds]] = {}
    numbers: dict[str, dict[Group, bool]] = {}
    for one in files:
        told = told_cells(one.cells)
        if any(_is_small(cell, ends, k) for found in told.values() for cell, ends in found.items()):
            continue
        for question, found in told.items():
            own = cells.setdefault(question, {})
            own |= {cell: _narrower(own.get(cell), ends) for cell, ends in found.items()}
        for question, known in (one.numbers or {}).items():
            groups = numbers.setdefault(question, {})
            for row in known.get("rows", ()):
                group = group_of(row["axis"], row["category"])
                groups[group] = groups.get(group, False) or row["n_base"] is not None
    return Beside(cells, numbers)


def _is_small(cell: Cell, told: Bounds, k: int) -> bool:
    """Whether a count of a group is told that is hidden where the threshold is k."""
    return bool(cell[0]) and not is_blank(cell) and told is not None and told[0] == told[1] and 0 < told[0] < k


def _narrower(one: Bounds, other: Bounds) -> Bounds:
    if one is None or other is None:
        return one or other
    return max(one[0], other[0]), min(one[1], other[1])
