"""A question's table on pages of A4: in parts where it is wider or longer than one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kumin.writers.workbook.book import Sheet

_TITLE, _GAP = 20, 15
"""Heights of a table's title and of a row between two, in points."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its format."""

    value: Any
    look: Any


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its names with the format of the second one, and its cells."""

    names: tuple[str, str]
    look: Any
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A question's table: ``left`` headings of the names, headings of the cells, rows."""

    title: str
    left: tuple[str, str]
    heads: Sequence[str]
    lines: Sequence[Line]
    fixed: int = 1
    """Cells that stand in every part of a table too wide for a page: n."""


def write_table(sheet: Sheet, table: Table, continued: str, begin: int | None) -> None:
    """Write a table, in parts where it is wider or longer than a page; each part has its headings.

    ``begin``: the row from which on what stands above it must be on its page.
    """
    fixed, free = table.fixed, range(table.fixed, len(table.heads))
    most = max(len(sheet.widths) - 2 - fixed, 1)
    groups = [free[start : start + most] for start in range(0, len(free), most)] or [free]
    first = True
    for columns in groups:
        chosen = [*range(fixed), *columns]
        heads = [*table.left, *(table.heads[place] for place in chosen)]
        head = max(sheet.height(words, sheet.widths[place]) for place, words in enumerate(heads))
        heights = [sheet.height(one.names[1], sheet.widths[1]) for one in table.lines]
        room = sheet.page - head - _TITLE - 3 * _GAP
        above = 0.0 if begin is None else sum(sheet.heights.get(row, _GAP) for row in range(begin, sheet.row))
        for start, end in _pages(heights, room, room - above):
            top = sheet.row if begin is None else begin
            begin = None
            sheet.put(0, table.title + ("" if first else continued), sheet.book.look("text", bold=True))
            sheet.tall(_TITLE)
            sheet.row += 1
            sheet.header(heads)
            body = sheet.row
            for line, height in zip(table.lines[start:end], heights[start:end], strict=True):
                _write_line(sheet, line, chosen, height)
            _write_names(sheet, table.lines[start:end], body)
            sheet.row += 1
            sheet.keep(top)
            first = False


def _pages(heights: Sequence[float], room: float, first: float) -> Iterator[tuple[int, int]]:
    """Share rows out to pages, of which the first one has less room."""
    start, used, left = 0, 0.0, first
    for place, height in enumerate(heights):
        if place > start and used + height > left:
            yield start, place
            start, used, left = place, 0.0, room
        used += height
    yield start, len(heights)


def _write_names(sheet: Sheet, lines: Sequence[Line], body: int) -> None:
    """Write the name of each axis once, over the rows of its groups; they are made taller where it needs more room."""
    look = sheet.book.look("side", valign="vcenter")
    place = 0
    for name, group in groupby(lines, key=lambda line: line.names[0]):
        first, last = body + place, body + place + len(list(group)) - 1
        place += last - first + 1
        rows = range(first, last + 1)
        missing = sheet.height(name, sheet.widths[0]) - sum(sheet.heights[row] for row in rows)
        if missing > 0:
            sheet.tall(sheet.heights[last] + missing, row=last)
        if last > first:
            sheet.sheet.merge_range(first, 0, last, 0, "", look)
        sheet.put(0, name, look, first)


def _write_line(sheet: Sheet, line: Line, chosen: Sequence[int], height: float) -> None:
    sheet.tall(height)
    sheet.put(1, line.names[1], line.look)
    for column, place in enumerate(chosen, 2):
        sheet.put(column, line.cells[place].value, line.cells[place].look)
    sheet.row += 1
