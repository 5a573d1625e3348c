"""A table that fits the terminal: less needed columns are left out and named, or rows stacked; names stay whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kumin.escapes import on_one_line
from kumin.words import Words
from kumin.writers.terminal.layout import columns as width_of
from kumin.writers.terminal.layout import wrap

LEAST_NAME = 16
"""Columns that a name is given at least before others are left out; a shorter one takes what it is long."""
LEAST_HEADING = 10
"""Columns that a heading is given at least, for as much as it needs; one line of it holds 増減の判断 or Indicator."""
_BETWEEN = 2
_PADDING = 2
"""What ``tabulate`` adds to a heading."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Parameters
    ----------
    heading : str
        Its heading.
    align : {"left", "right", "center"}
        Where its cells stand.
    drop : int
        Columns of higher numbers are left out first; 0: never.
    name : bool
        Words of any length, which are broken over several lines and never cut.
    """

    heading: str
    align: Literal["left", "right", "center"] = "left"
    drop: int = 0
    name: bool = False


def grid(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int | None, words: Words) -> str:
    """Lay out a table in lines of a terminal's width.

    Parameters
    ----------
    columns : sequence of Column
        The first one tells the rows apart.
    rows : sequence of sequence of str
        A cell a column.
    width : int, optional
        Columns of the terminal; None: as wide as the table is, as for a pipe.
    words : Words
        Words of the line that names what was left out.

    Returns
    -------
    str
        Lines. Where not even the needed columns fit beside each other, each row is stacked: its name, and a line for
        each of all its cells.
    """
    cells = [[on_one_line(cell) if one.name else cell for one, cell in zip(columns, row, strict=True)] for row in rows]
    if width is None:
        return _table(columns, cells, [None] * len(columns))
    shown = list(range(len(columns)))
    while (sizes := _sizes([columns[n] for n in shown], [[row[n] for n in shown] for row in cells], width)) is None:
        least = max(shown, key=lambda n: columns[n].drop)
        if not columns[least].drop:
            return "\n".join(_stacked(columns, cells, width))
        shown.remove(least)
    made = _table([columns[n] for n in shown], [[row[n] for n in shown] for row in cells], sizes)
    if len(shown) == len(columns):
        return made
    away = words.joined(one.heading for n, one in enumerate(columns) if n not in shown)
    return "\n".join([made, *wrap(words.text("table_left_out", names=away), width)])


def _sizes(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[int | None] | None:
    """Share out the width; None where the columns do not fit beside each other."""
    sizes = []
    for place, one in enumerate(columns):
        longest = max((width_of(row[place]) for row in rows), default=0)
        heading = min(width_of(one.heading), LEAST_HEADING)
        sizes.append(max(longest, heading + _PADDING))
    names = [place for place, one in enumerate(columns) if one.name]
    room = width - _BETWEEN * (len(columns) - 1) - sum(size for n, size in enumerate(sizes) if n not in names)
    if room < sum(min(sizes[n], LEAST_NAME) for n in names):
        return None
    for left, place in enumerate(sorted(names, key=lambda n: sizes[n])):
        sizes[place] = min(sizes[place], room // (len(names) - left))
        room -= sizes[place]
    return list(sizes)


def _table(columns: Sequence[Column], rows: Sequence[Sequence[str]], sizes: Sequence[int | None]) -> str:
    from tabulate import tabulate

    def broken(cell: str, size: int | None, less: int = 0) -> str:
        return cell if size is None else "\n".join(wrap(cell, size - less))

    pairs = list(zip(columns, sizes, strict=True))
    heads = [broken(one.heading, size, _PADDING) for one, size in pairs]
    body = [
        [broken(cell, size) if one.name else cell for (one, size), cell in zip(pairs, row, strict=True)] for row in rows
    ]
    align = [one.align for one in columns]
    if not body:
        return tabulate([heads], tablefmt="plain", disable_numparse=True)
    return tabulate(body, heads, tablefmt="simple", colalign=align, disable_numparse=True, preserve_whitespace=True)


def _stacked(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Yield each row as its name and a line for each of its cells."""
    titles = [place for place, one in enumerate(columns) if one.name or not place]
    for row in rows:
        yield from wrap(" ".join(row[place] for place in titles if row[place]), width)
        for place, one in enumerate(columns):
            if place not in titles and row[place]:
                first, *rest = wrap(f"{one.heading}: {row[place]}", width - 2)
                yield from (f"  {first}", *(f"    {line}" for part in rest for line in wrap(part, width - 4)))
