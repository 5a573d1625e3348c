"""Parquet."""

from __future__ import annotations

import io
from pathlib import Path

import polars as pl

from kumin.errors import ReadError
from kumin.responses.readers._columnar import cells_of, refuse_too_large, table_of_columns
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


def _columns(path: Path, data: bytes) -> list[pl.Series]:
    """Read column by column, as long as memory is left for one more: ten million rows of codes are no bomb."""
    columns: list[pl.Series] = []
    width = len(pl.read_parquet_schema(io.BytesIO(data)))
    rows = pl.scan_parquet(io.BytesIO(data)).select(pl.len()).collect().item()
    for place in range(width):
        refuse_too_large(path, rows, width, at_once=1, taken=sum(int(one.estimated_size()) for one in columns))
        columns.append(cells_of(pl.read_parquet(io.BytesIO(data), columns=[place]).to_series()))
    return columns


READERS.add("parquet", Reader("parquet", (".parquet",), read_parquet, order=60, signatures=(b"PAR1",)))
