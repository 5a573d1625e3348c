"""Parquet."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import polars as pl

from kumin.errors import ReadError
from kumin.on_disk import ColumnFile, is_long
from kumin.reading import Clock, current_limits
from kumin.responses.readers._columnar import (
    BYTES_OF_A_CELL,
    as_text,
    cells_of,
    refuse_too_large,
    small_numbers,
    table_of_columns,
)
from kumin.responses.readers.reader import READERS, Reader, Source
from kumin.responses.table import AnswerTable


def read_parquet(source: Source) -> AnswerTable:
    """Read a Parquet file as headings and text.

    Raises
    ------
    ReadError
        It is broken, or its columns take more memory than reading a file may.
    """
    path, data = source.path, source.data
    try:
        return table_of_columns(path, source.kind, _columns(path, data))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise ReadError("file_broken", path=path, kind="Parquet") from error


_KIND, _SIGNATURE = "parquet", b"PAR1"
_DIGEST = ThreadPoolExecutor(1, thread_name_prefix="kumin-digest")
_READING = ThreadPoolExecutor(2, thread_name_prefix="kumin-parquet")


def _columns(path: Path, data: bytes) -> list[pl.Series]:
    """Read column by column, as long as memory is left for one more: ten million rows of codes are no bomb.

    Two are read at once where there is memory for both.
    """

    def read(place: int) -> pl.Series:
        return cells_of(pl.read_parquet(io.BytesIO(data), columns=[place]).to_series())

    columns: list[pl.Series] = []
    width = len(pl.read_parquet_schema(io.BytesIO(data)))
    rows = pl.scan_parquet(io.BytesIO(data)).select(pl.len()).collect().item()
    while len(columns) < width:
        taken = sum(int(one.estimated_size()) for one in columns)
        refuse_too_large(path, rows, width, at_once=1, taken=taken)
        both = taken + 2 * rows * BYTES_OF_A_CELL <= current_limits().bytes
        columns += _READING.map(read, range(len(columns), min(len(columns) + 1 + both, width)))
    return columns


def read_long_parquet(path: Path) -> AnswerTable | None:
    """Read a Parquet file of many rows, a column after another, each piece by piece; None where it is none.

    Raises
    ------
    ReadError
        Reading it takes more time than it may.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(_SIGNATURE)) != _SIGNATURE:
                return None
            lazy = pl.scan_parquet(path)
            rows = lazy.select(pl.len()).collect().item()
            if not is_long(rows):
                return None
            file.seek(0)
            digest = _DIGEST.submit(hashlib.file_digest, file, "sha256")
            table = table_of_columns(path, _KIND, _kept_columns(path, lazy, rows))
            return replace(table, sha256=digest.result().hexdigest(), size=path.stat().st_size, kind=_KIND)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        return None  # what is wrong with it is told by those who read it as a whole


def _kept_columns(path: Path, lazy: pl.LazyFrame, rows: int) -> list[pl.Series]:
    """Keep each column as small whole numbers, until a cell is none: that column is read once more, as text."""
    clock, file = Clock(path, ReadError), ColumnFile()
    numbers: dict[str, int] = {}
    for name, dtype in lazy.collect_schema().items():
        column, text = lazy.select(name), (pl.String(), as_text)
        for kind, made in ((pl.Int16(), small_numbers), text) if dtype.is_numeric() else (text,):
            number = file.add(kind, rows)
            if _is_written(file, number, column, made, clock):
                numbers[name] = number
                break
    columns = file.columns()
    return [columns[number].alias(name) for name, number in numbers.items()]


def _is_written(
    file: ColumnFile, number: int, column: pl.LazyFrame, made: Callable[[pl.Series], pl.Series | None], clock: Clock
) -> bool:
    """Write a column to a file piece by piece; tell whether all of them could be made what the file is to hold."""
    for batch in column.collect_batches(engine="streaming"):
        if (cells := made(batch.to_series())) is None:
            return False
        file.append(number, cells)
        clock.check()
    return True


READERS.add("parquet", Reader(_KIND, (".parquet",), read_parquet, order=60, signatures=(_SIGNATURE,)))
