"""Parquet."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import polars as pl

from kumin.errors import ReadError
from kumin.on_disk import ColumnFile, is_known, is_long
from kumin.reading import Clock, current_limits
from kumin.responses.readers._columnar import (
    BYTES_OF_A_CELL,
    as_text,
    cells_of,
    refuse_too_large,
    table_of_columns,
)
from kumin.responses.readers._large import repeating
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
_STEP = 1 << 20  # rows of a column that are worked on at once
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
    """Keep each column as the first of small whole numbers, texts that repeat, and texts that all its cells are."""
    clock, file = Clock(path, ReadError), ColumnFile()

    def keep(name: str, dtype: pl.DataType) -> int:
        for kept in (_kept_numbers, _kept_repeated)[not (dtype.is_numeric() and is_known(dtype)) :]:
            if (number := kept(file, rows, _parts(lazy.select(name), clock))) is not None:
                return number
        return _kept_texts(file, rows, _parts(lazy.select(name), clock))

    schema = lazy.collect_schema()
    names = schema.names()
    numbers = list(_READING.map(keep, names, schema.dtypes()))
    columns = file.columns()
    return [columns[number].alias(name) for name, number in zip(names, numbers, strict=True)]


def _parts(column: pl.LazyFrame, clock: Clock) -> Iterator[pl.Series]:
    """Yield a column piece by piece."""
    for batch in column.collect_batches(chunk_size=_STEP, engine="streaming"):
        clock.check()
        yield batch.to_series()


def _kept_numbers(file: ColumnFile, rows: int, parts: Iterator[pl.Series]) -> int | None:
    number = file.add(pl.Int16(), rows)
    for part in parts:
        if not file.append_whole(number, part):
            return None
    return number


def _kept_repeated(file: ColumnFile, rows: int, parts: Iterator[pl.Series]) -> int | None:
    dtype = pl.Categorical(pl.Categories.random("kumin", pl.UInt16))
    number = file.add(dtype, rows)
    begun = False
    for part in parts:
        cells = as_text(part)
        if not begun and not repeating(cells.to_frame()):
            return None
        begun = True
        try:
            file.append(number, cells.cast(dtype))
        except pl.exceptions.PolarsError:
            return None  # more texts than can be numbered
    return number


def _kept_texts(file: ColumnFile, rows: int, parts: Iterator[pl.Series]) -> int:
    number = file.add(pl.String(), rows)
    for part in parts:
        file.append(number, as_text(part))
    return number


READERS.add("parquet", Reader(_KIND, (".parquet",), read_parquet, order=60, signatures=(_SIGNATURE,)))
