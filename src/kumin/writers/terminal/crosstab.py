"""A cross-tabulation for a screen: options as numbered columns with a legend, groups under their attribute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kumin.escapes import on_one_line
from kumin.writers.terminal.layout import columns, wrap

SCREEN = 100
"""Columns of a table where there is no terminal to fit."""
GROUP_COLUMNS = 34
"""What the names of groups take at most; of a narrow screen the third part."""


def screen_lines(
    head: Sequence[str], rows: Sequence[Sequence[str]], legend: Sequence[str] = (), width: int = SCREEN
) -> Iterator[str]:
    """Lay a cross-tabulation out in lines of a screen's width.

    Parameters
    ----------
    head : sequence of str
        Headings of the group, of n and of the other columns.
    rows : sequence of sequence of str
        Attribute, group, n and the other columns; the attribute's rows follow each other.
    legend : sequence of str
        What numbered columns are.
    width : int
        Columns of the screen.

    Yields
    ------
    str
        Lines. Columns that do not fit beside each other go into further tables below; long names go on in the next
        line.
    """
    from tabulate import tabulate

    names: list[tuple[str, int | None]] = []
    attribute = None
    longest = max(min(GROUP_COLUMNS, width // 3), 10)
    for place, row in enumerate(rows):
        if row[1] and row[0] != attribute:
            names.append(("\n".join(wrap(f"【{on_one_line(row[0])}】", longest)), None))
        attribute = row[0]
        lines = wrap(on_one_line(row[1] or row[0]), longest - 2 if row[1] else longest)
        names.append(("\n".join(("  " if row[1] else "") + line for line in lines), place))
    broken = [head[0], head[1], *("\n".join(wrap(one, max(longest - 2, 8))) for one in head[2:])]
    # a heading is given two columns more by tabulate
    padded = [[*(f"{line}  " for line in one.split("\n"))] for one in broken]
    group = max(columns(line) for line in [*padded[0], *(line for name, _ in names for line in name.split("\n"))])
    taken = group + 2 + max(columns(cell) for cell in [*padded[1], *(row[2] for row in rows)])
    sizes = [
        2 + max(columns(cell) for cell in [*padded[place], *(row[1 + place] for row in rows)])
        for place in range(2, len(head))
    ]
    for shown in _fitting(sizes, width - taken):
        headings = [*broken[:2], *(broken[place] for place in shown)]
        body = [
            [name, "", *("" for _ in shown)]
            if place is None
            else [name, rows[place][2], *(rows[place][1 + column] for column in shown)]
            for name, place in names
        ]
        align = ["left", *("right" for _ in headings[1:])]
        yield tabulate(
            body, headings, tablefmt="simple", colalign=align, disable_numparse=True, preserve_whitespace=True
        )
    yield from _legend(legend, width)


def _fitting(sizes: Sequence[int], room: int) -> Iterator[list[int]]:
    """Share columns out to tables: their places from 2 on, as many as fit and at least one."""
    shown: list[int] = []
    used = 0
    for place, size in enumerate(sizes, 2):
        if shown and used + size > room:
            yield shown
            shown, used = [], 0
        shown.append(place)
        used += size
    yield shown


def _legend(words: Sequence[str], width: int) -> Iterator[str]:
    """Name the numbered columns, several on a line."""
    line = ""
    for entry in map(on_one_line, words):
        if line and columns(line) + 3 + columns(entry) > width:
            yield line
            line = ""
        if columns(entry) > width:
            first, *rest = wrap(entry, width - 3)
            yield from (first, *(f"   {part}" for part in rest))
            continue
        line = f"{line}   {entry}" if line else entry
    if line:
        yield line
