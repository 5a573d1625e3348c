"""Columns of any length: the long ones in a temporary file, worked out one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import polars as pl

from kumin.on_disk.arrow import address, is_known
from kumin.on_disk.files import ColumnFile
from kumin.on_disk.pages import give_back, is_mapped

LONG = 1_200_000
"""Rows from which a column is kept in a file."""

_STEP = 1_000_000  # rows that are worked on at once


def is_long(rows: int) -> bool:
    """Tell whether columns of so many rows are kept in a file."""
    return rows >= LONG


def kept(columns: Iterable[pl.Series], together: int = 0) -> list[pl.Series]:
    """Keep columns: the long ones in a file, each written before the next is asked for.

    Parameters
    ----------
    columns : iterable of Series
        A generator, so that one of them at a time is in memory. What is in a file already, in one piece, stays there.
    together : int
        Rows of all the columns that these will stand below each other with.

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
    file: ColumnFile | None = None  # one file, and so one handle, for all of them
    for place, column in enumerate(columns):
        result.append(column)
        there = column.n_chunks() == 1 and is_mapped(address(column))
        if is_long(max(len(column), together)) and is_known(column.dtype) and not there:
            file = file or ColumnFile()
            numbers[place] = file.add(column.dtype, len(column))
            for part in parts(column):
                file.append(numbers[place], part)
            result[place] = column.clear()
        del column
    if file is not None:
        made = file.columns()
        for place, number in numbers.items():
            result[place] = made[number].alias(result[place].name)
    return result


def kept_frame(frame: pl.DataFrame, above: int) -> pl.DataFrame:
    """Keep the columns of a frame in a file, where it has many rows together with those that it stands below.

    Examples
    --------
    >>> frame = pl.DataFrame({"a": [1]})
    >>> kept_frame(frame, 9) is frame
    True
    """
    together = frame.height + above
    return pl.DataFrame(kept(frame.iter_columns(), together)) if above and is_long(together) else frame


def selected(frame: pl.DataFrame, columns: Iterable[pl.Expr]) -> pl.DataFrame:
    """Select columns of a frame; those of a long one are worked out one after another, step by step, and kept.

    Parameters
    ----------
    frame : DataFrame
    columns : iterable of Expr
        Each says of a row what it makes of that row's cells alone.
    """
    if not is_long(frame.height):
        return frame.select(*columns)
    return pl.DataFrame(_worked_out(frame, columns))


def with_columns(frame: pl.DataFrame, columns: Iterable[pl.Expr]) -> pl.DataFrame:
    """Add columns to a frame; see :func:`selected`."""
    if not is_long(frame.height):
        return frame.with_columns(*columns)
    return frame.with_columns(_worked_out(frame, columns))


def _worked_out(frame: pl.DataFrame, columns: Iterable[pl.Expr]) -> list[pl.Series]:
    file = ColumnFile()
    result: list[pl.Series | int] = []
    columns = list(columns)
    for one in columns:
        name, as_it_is = one.meta.output_name(), one.meta.undo_aliases().meta
        if as_it_is.is_column():
            result.append(frame[as_it_is.output_name()].alias(name))
            continue
        needed = frame.select(*dict.fromkeys(one.meta.root_names()))
        parts = (needed.slice(start, _STEP).select(one).to_series() for start in range(0, frame.height, _STEP))
        result.append(_written(file, parts, frame.height))
    made = file.columns()
    names = [one.meta.output_name() for one in columns]
    return [
        one if isinstance(one, pl.Series) else made[one].alias(name) for one, name in zip(result, names, strict=True)
    ]


def _written(file: ColumnFile, parts: Iterable[pl.Series], rows: int) -> int:
    number = -1
    for part in parts:
        number = number if number >= 0 else file.add(part.dtype, rows)
        file.append(number, part)
        give_back()
    return number


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
    file = ColumnFile()
    number = _written(file, map(work, parts(column)), len(column))
    return file.columns()[number].alias(column.name)


def parts(column: pl.Series) -> Iterator[pl.Series]:
    """Yield a column step by step, where it is long; what was read of the file is given back after each step.

    Examples
    --------
    >>> sum(part.sum() for part in parts(pl.Series([1, 2])))
    3
    """
    yield from (part.to_series() for part in frame_parts(column.to_frame()))


def frame_parts(frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield a frame step by step, where it is long; see :func:`parts`.

    Examples
    --------
    >>> [part.height for part in frame_parts(pl.DataFrame({"a": [1, 2]}))]
    [2]
    """
    step = _STEP if is_long(frame.height) else max(frame.height, 1)
    for start in range(0, frame.height, step):
        yield frame.slice(start, step)
        give_back()


def every_nth(column: pl.Series, n: int) -> pl.Series:
    """Return the first row of a column and every nth after it.

    Examples
    --------
    >>> every_nth(pl.Series([1, 2, 3, 4]), 3).to_list()
    [1, 4]
    """
    found, start = [column.clear()], 0
    for part in parts(column):
        found.append(part.gather_every(n, -start % n))
        start += len(part)
    return pl.concat(found)


def is_ascending(column: pl.Series) -> bool:
    """Tell whether every number is larger than the one before it; none is null."""
    last = None
    for part in parts(column):
        if not (part.diff() > 0).all() or (last is not None and part[0] <= last):
            return False
        last = part[-1]
    return True


def repeated_in(column: pl.Series) -> pl.Series:
    """Return the zero-based rows, ascending, whose cell another row has too; null is no cell.

    Of a long column only cells with the like hash are compared: part by part, each small enough for the memory.

    Examples
    --------
    >>> repeated_in(pl.Series(["a", "b", None, "a", None])).to_list()
    [0, 3]
    """
    if not is_long(len(column)):
        some = column.drop_nulls() if column.null_count() else column
        if some.n_unique() == len(some):
            return pl.Series(dtype=pl.UInt32)
        return (column.is_duplicated() & column.is_not_null()).arg_true()
    count = hashed_parts(len(column))
    part_of = by_steps(column, lambda some: pl.select(hashed_part(pl.lit(some), count)).to_series())
    found = []
    for part in range(count):
        rows = ((part_of == part) & column.is_not_null()).arg_true()
        cells = column.gather(rows)
        if cells.n_unique() < len(cells):
            found.append(rows.filter(cells.is_duplicated()))
    return pl.concat(found).sort() if found else pl.Series(dtype=pl.UInt32)


def hashed_parts(rows: int) -> int:
    """Count the parts in which so many cells are compared, each of those with the like hash: one of few."""
    return -(-rows // _STEP) if is_long(rows) else 1


def hashed_part(cell: pl.Expr, count: int) -> pl.Expr:
    """Tell in which of so many parts a cell is compared: equal cells in the same."""
    # a remainder of the whole hash is that of an id's last digits where ids are hashed to themselves
    return (cell.hash() // 7 % count).cast(pl.UInt16)
