"""A sheet of a definition: its rows of words, where its headings are, and which cells cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kumin.definitions.files.tree import Place
from kumin.definitions.lenient.scalars import folded
from kumin.responses.display import letter
from kumin.responses.readers.sheets import Sheet
from kumin.workbooks.layout import Leaf, Table

_SEARCHED = 12
"""Rows in which the headings of a table are looked for."""
MEMO = ("メモ", "memo")
"""How headings of columns begin that are for people only."""

Found = dict[tuple[str, ...], tuple[str, Place]]
"""What stands in a row: path of a key → the words and the place of the cell."""


@dataclass(frozen=True)
class Grid:
    """The rows of a sheet.

    Attributes
    ----------
    name : str
    rows : list of rows
        Words; None where a cell is empty.
    sheet : Sheet
        What the rows are of.
    """

    name: str
    rows: list[tuple[str | None, ...]]
    sheet: Sheet

    @classmethod
    def of(cls, sheet: Sheet) -> Grid:
        """Take a sheet's cells; white space is none."""
        rows = [tuple(cell if cell and cell.strip() else None for cell in row) for row in sheet.frame.iter_rows()]
        return cls(sheet.name, rows, sheet)

    def place(self, row: int, column: int) -> Place:
        """Return the place of a cell, counted from 0."""
        return Place(cell=f"{self.name}!{letter(column)}{row + 1}")

    def words(self, row: int, column: int) -> str | None:
        """Return what stands in a cell, without outer space."""
        cells = self.rows[row]
        found = cells[column] if column < len(cells) else None
        return None if found is None else found.strip()


@dataclass(frozen=True)
class Headed:
    """A table with its headings found.

    Attributes
    ----------
    grid : Grid
    first : int
        The row of the headings, from 0; -1 where there are none.
    columns : dict of column to Leaf
    unknown : list of int
        Columns with a heading that is not known.
    """

    grid: Grid
    first: int
    columns: dict[int, Leaf]
    unknown: list[int]

    def rows(self) -> Iterator[tuple[int, Found]]:
        """Yield the rows below the headings that hold anything."""
        for row in range(self.first + 1, len(self.grid.rows)):
            found: Found = {}
            for column, leaf in self.columns.items():
                if (words := self.grid.words(row, column)) is not None:
                    found[leaf.path] = (words, self.grid.place(row, column))
            if found:
                yield row, found


def headed(grid: Grid, table: Table) -> Headed:
    """Find the headings of a table: the first row that names most of its columns."""
    best: tuple[int, int, dict[int, Leaf]] = (0, -1, {})
    for row in range(min(_SEARCHED, len(grid.rows))):
        columns = dict(_named(grid.rows[row], table))
        if len(columns) > best[0]:
            best = (len(columns), row, columns)
    _, first, columns = best
    cells: Any = grid.rows[first] if first >= 0 else ()
    unknown = [
        column
        for column, cell in enumerate(cells)
        if cell and column not in columns and not folded(cell).startswith(MEMO)
    ]
    return Headed(grid, first, columns, unknown)


def _named(cells: tuple[str | None, ...], table: Table) -> Iterator[tuple[int, Leaf]]:
    taken: set[tuple[str, ...]] = set()
    for column, cell in enumerate(cells):
        name = folded(cell).removesuffix("*") if cell else ""
        leaf = next((one for one in table.leaves if name in one.names and one.path not in taken), None)
        if cell and leaf is not None:
            taken.add(leaf.path)
            yield column, leaf


def items(grid: Grid, table: Table) -> Iterator[tuple[int, Leaf | None, str, str | None]]:
    """Yield the lines of items: row, the key (None where it is not known), the item's words, the content.

    Lines before the heading 項目 | 内容 are no items.
    """
    start = 0
    for row in range(min(_SEARCHED, len(grid.rows))):
        if folded(grid.words(row, 0) or "") in {"項目", "item"}:
            start = row + 1
    for row in range(start, len(grid.rows)):
        name, content = grid.words(row, 0), grid.words(row, 1)
        if name is None and content is None:
            continue
        given = folded(name or "").removesuffix("*")
        if given.startswith(MEMO):
            continue
        yield row, next((one for one in table.leaves if given in one.names), None), name or "", content
