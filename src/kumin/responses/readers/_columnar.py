"""Columns of a file that has types → a table of text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from kumin.errors import ReadError
from kumin.numbers import counted
from kumin.reading import current_limits
from kumin.responses.matching.headings import headings_of
from kumin.responses.table import AnswerTable, cut

BYTES_OF_A_CELL = 32
"""Memory that a cell of a table takes while it is read as text."""


def refuse_too_large(path: Path, rows: int, columns: int) -> None:
    """Refuse a table that would take more memory than reading a file may.

    Raises
    ------
    ReadError
        It would.
    """
    if rows * columns * BYTES_OF_A_CELL > current_limits().bytes:
        memory = rows * columns * BYTES_OF_A_CELL
        raise ReadError(
            "table_too_large", path=path, rows=counted(rows), columns=counted(columns),
            memory=counted(-(-memory // 10**9)),
        )  # fmt: skip


def table_of_columns(path: Path, kind: str, frame: pl.DataFrame, labels: Sequence[str] = ()) -> AnswerTable:
    """Make a table of a frame; the names of its columns are row 1, as a spreadsheet would show them.

    Parameters
    ----------
    path : Path
        The file.
    kind : str
        The reader's name.
    frame : DataFrame
        One row a respondent, of any types.
    labels : sequence of str
        A second name of each column.
    """
    names = frame.columns
    text = _as_text(frame)
    header = pl.DataFrame({f"c{place}": [name] for place, name in enumerate(names)}, schema=text.schema)
    return cut(path, pl.concat([header, text]), headings_of(names, labels), encoding=kind)


def _as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Print every value: whole numbers without a point, lists joined by commas."""
    parts = []
    for position, (name, dtype) in enumerate(frame.schema.items()):
        value = pl.col(name)
        if dtype.is_float():
            whole = value.cast(pl.Int64, strict=False)
            text = pl.when(whole.cast(dtype) == value).then(whole.cast(pl.String)).otherwise(value.cast(pl.String))
            text = pl.when(value.is_nan()).then(None).otherwise(text)
        elif isinstance(dtype, pl.List):
            text = value.cast(pl.List(pl.String)).list.join(",")
        elif dtype.is_nested() or dtype in {pl.Binary, pl.Object}:
            text = pl.lit(None, pl.String)
        else:
            text = value.cast(pl.String)
        parts.append(pl.when(text != "").then(text).alias(f"c{position}"))
    return frame.select(parts)
