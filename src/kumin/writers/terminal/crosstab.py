"""A cross-tabulation for a screen: options as numbered columns with a legend, groups under their attribute."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kumin.writers.terminal.layout import shorten

SCREEN = 100
"""Columns a table should not exceed."""
GROUP_COLUMNS = 34
"""What the names of groups take at most."""


def screen_lines(head: Sequence[str], rows: Sequence[Sequence[str]], legend: Sequence[str] = ()) -> Iterator[str]:
    """Lay a cross-tabulation out in lines of a screen's width.

    Parameters
    ----------
    head : sequence of str
        Headings of the group, of n and of the other columns.
    rows : sequence of sequence of str
        Attribute, group, n and the other columns; the attribute's rows follow each other.
    legend : sequence of str
        What numbered columns are.

    Yields
    ------
    str
        Lines. Columns that do not fit beside each other go into further tables below.
    """
    from tabulate import tabulate
    from wcwidth import wcswidth

    names: list[tuple[str, int | None]] = []
    attribute = None
    for place, row in enumerate(rows):
        if row[1] and row[0] != attribute:
            names.append((shorten(f"【{row[0]}】", GROUP_COLUMNS), None))
        attribute = row[0]
        names.append((shorten(f"  {row[1]}" if row[1] else row[0], GROUP_COLUMNS), place))
    taken = max(wcswidth(name) for name, _ in names) + 2 + max(len(row[2]) for row in rows) + 1
    cells = [*head[2:], *(cell for row in rows for cell in row[3:])]
    fitting = max((SCREEN - taken) // (max(wcswidth(cell) for cell in cells) + 2), 1)
    for first in range(2, len(head), fitting):
        shown = range(first, min(first + fitting, len(head)))
        headings = [*head[:2], *(head[place] for place in shown)]
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
    yield from _legend(legend)


def _legend(words: Sequence[str]) -> Iterator[str]:
    """Name the numbered columns, several on a line."""
    from wcwidth import wcswidth

    line = ""
    for entry in (shorten(entry, SCREEN) for entry in words):
        if line and wcswidth(line) + 3 + wcswidth(entry) > SCREEN:
            yield line
            line = ""
        line = f"{line}   {entry}" if line else entry
    if line:
        yield line
