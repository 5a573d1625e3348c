"""Columns of a file that has types → a table of text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from kumin.errors import ReadError
from kumin.numbers import counted
from kumin.reading import current_limits
from kumin.responses.matching.headings import headings_of
from kumin.responses.split import Split
from kumin.responses.table import AnswerTable, make_table

BYTES_OF_A_CELL = 32
"""Memory that a cell of a table takes while it is read as text."""

_SMALL = (1 << 15) - 1

LONG = 100_000
"""Rows from which a column of small whole numbers is kept as such, as in large text files."""


def refuse_too_large(path: Path, rows: int, columns: int, *, at_once: int | None = None, taken: int = 0) -> None:
    """Refuse a table that would take more memory than reading a file may.

    Parameters
    ----------
    path : Path
        For the message.
    rows, columns : int
        Of the table.
    at_once : int, optional
        Columns that are read at once. Default: all.
    taken : int
        Bytes that those read before them take.

    Raises
    ------
    ReadError
        It would.
    """
    memory = taken + rows * (columns if at_once is None else at_once) * BYTES_OF_A_CELL
    if memory > current_limits().bytes:
        raise ReadError(
            "table_too_large", path=path, rows=counted(rows), columns=counted(columns),
            memory=counted(-(-memory // 10**9)),
        )  # fmt: skip


def table_of_columns(
    path: Path, kind: str, columns: Sequence[pl.Series], labels: Sequence[str] = (), *, names_apart: bool = False
) -> AnswerTable:
    """Make a table of columns; their names are row 1, as a spreadsheet would show them, if they are not apart.

    Parameters
    ----------
    path : Path
        The file.
    kind : str
        The reader's name.
    columns : sequence of Series
        One row a respondent, as :func:`cells_of` makes them.
    labels : sequence of str
        A second name of each column.
    names_apart : bool
        Whether the program that shows such files numbers the rows below the names from 1.
    """
    names = [column.name for column in columns]
    frame = pl.DataFrame({f"c{place}": column for place, column in enumerate(columns)})
    return make_table(
        path, Split(frame), headings_of(names, labels), [tuple(names)], encoding=kind, delimiter="", evidence="",
        names_apart=names_apart,
    )  # fmt: skip


def cells_of(column: pl.Series) -> pl.Series:
    """Make a column of any type one of text; a long one of small whole numbers alone stays as such (Int16)."""
    small = small_numbers(column) if len(column) >= LONG else None
    return as_text(column) if small is None else small


def small_numbers(column: pl.Series) -> pl.Series | None:
    """Return a column as Int16, where it holds small whole numbers alone: text would take eight times as much."""
    if not column.dtype.is_numeric():
        return None
    if column.dtype.is_integer():
        least, largest = column.min(), column.max()
        whole = isinstance(least, int) and isinstance(largest, int) and max(abs(least), abs(largest)) <= _SMALL
        return column.cast(pl.Int16) if whole or least is None else None
    small = column.cast(pl.Int16, strict=False)
    same = small.null_count() == column.null_count() and bool((small.cast(column.dtype) == column).all())
    return small if same else None


def as_text(column: pl.Series) -> pl.Series:
    """Print every value: whole numbers without a point, lists joined by commas."""
    value, dtype = pl.lit(column), column.dtype
    if dtype.is_integer():
        return column.cast(pl.String)
    if dtype.is_float():
        whole = value.cast(pl.Int64, strict=False)
        text = pl.when(whole.cast(dtype) == value).then(whole.cast(pl.String)).otherwise(value.cast(pl.String))
        text = pl.when(value.is_nan()).then(None).otherwise(text)
    elif isinstance(dtype, pl.List):
        text = value.cast(pl.List(pl.String)).list.join(",")
    elif isinstance(dtype, pl.Struct):
        text = value.struct.json_encode()
    elif dtype == pl.Duration:
        text = value.dt.to_string()
    elif dtype == pl.Binary:
        text = value.cast(pl.String, strict=False)  # programs write text so that do not say that it is text
    elif dtype.is_nested() or dtype == pl.Object:
        return pl.Series(column.name, [None], dtype=pl.String).new_from_index(0, len(column))
    else:
        text = value.cast(pl.String)
    return pl.select(pl.when(text != "").then(text).alias(column.name)).to_series()
