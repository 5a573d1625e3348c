"""Columns of any length: the long ones in a temporary file, worked out one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import polars as pl

from kumin.on_disk.arrow import Layout, address
from kumin.on_disk.files import ColumnFile
from kumin.on_disk.pages import is_mapped

LONG = 1_200_000
"""Rows from which a column is kept in a file."""

_STEP = 1_000_000  # rows that are worked on at once


def is_long(rows: int) -> bool:
    """Tell whether columns of so many rows are kept in a file."""
    return rows >= LONG


def kept(columns: Iterable[pl.Series]) -> list[pl.Series]:
    """Keep columns: the long ones in a file, each written before the next is asked for.

    Parameters
    ----------
    columns : iterable of Series
        A generator, so that one of them at a time is in memory. What is in a file already stays there.

    Returns
    -------
    list of Series
        The same columns.

    Raises
    ------
    KuminError
        The folder of temporary files is full, or cannot be written.

    Examples
    --------
    >>> [column.to_list() for column in kept(pl.Series([n, None]) for n in range(2))]
    [[0, None], [1, None]]
    """
    result: list[pl.Series] = []
    numbers: dict[int, int] = {}
    file: ColumnFile | None = None
    for place, column in enumerate(columns):
        result.append(column)
        if is_long(len(column)) and column.dtype in Layout.KNOWN and not is_mapped(address(column)):
            file = file or ColumnFile()
            numbers[place] = file.add(column.dtype, len(column))
            for part in _parts(column):
                file.append(numbers[place], part)
            result[place] = column.clear()
        del column
    if file is not None:
        made = file.columns()
        for place, number in numbers.items():
            result[place] = made[number].alias(result[place].name)
    return result


def selected(frame: pl.DataFrame, columns: Iterable[pl.Expr]) -> pl.DataFrame:
    """Select columns of a frame; those of a long one are worked out one after another and kept."""
    if not is_long(frame.height):
        return frame.select(*columns)
    return pl.DataFrame(kept(frame.select(one).to_series() for one in columns))


def with_columns(frame: pl.DataFrame, columns: Iterable[pl.Expr | pl.Series]) -> pl.DataFrame:
    """Add columns to a frame; those of a long one are worked out one after another and kept."""
    if not is_long(frame.height):
        return frame.with_columns(*columns)
    return frame.with_columns(kept(frame.select(one).to_series() for one in columns))


def filtered(frame: pl.DataFrame, mask: pl.Series) -> pl.DataFrame:
    """Filter the rows of a frame; a long one column by column."""
    if mask.all():
        return frame
    if not is_long(frame.height):
        return frame.filter(mask)
    return pl.DataFrame(kept(column.filter(mask) for column in frame.iter_columns()))


def by_steps(column: pl.Series, work: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Work on a column whose cells are worked on each by itself; on a long one step by step, and keep what comes out.

    Examples
    --------
    >>> by_steps(pl.Series(["1", "2"]), lambda cells: cells.cast(pl.Int64)).to_list()
    [1, 2]
    """
    if not is_long(len(column)):
        return work(column)
    file, number = ColumnFile(), -1
    for part in map(work, _parts(column)):
        if number < 0:
            number = file.add(part.dtype, len(column))
        file.append(number, part)
    return file.columns()[number].alias(column.name)


def _parts(column: pl.Series) -> Iterator[pl.Series]:
    return (column.slice(start, _STEP) for start in range(0, len(column), _STEP))
