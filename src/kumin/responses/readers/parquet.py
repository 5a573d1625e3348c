"""Parquet."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl

from kumin.errors import ReadError
from kumin.reading import current_limits
from kumin.responses.readers._columnar import BYTES_OF_A_CELL, cells_of, refuse_too_large, table_of_columns
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


READERS.add("parquet", Reader("parquet", (".parquet",), read_parquet, order=60, signatures=(b"PAR1",)))
