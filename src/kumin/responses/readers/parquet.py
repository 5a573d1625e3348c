"""Parquet."""

from __future__ import annotations

import io

import polars as pl

from kumin.errors import ReadError
from kumin.responses.readers._columnar import refuse_too_large, table_of_columns
from kumin.responses.readers.reader import READERS, Reader, Source
from kumin.responses.table import AnswerTable


def read_parquet(source: Source) -> AnswerTable:
    """Read a Parquet file as headings and text.

    Raises
    ------
    ReadError
        It is broken or claims too many cells.
    """
    path, data = source.path, source.data
    try:
        columns = list(pl.read_parquet_schema(io.BytesIO(data)))
        rows = pl.scan_parquet(io.BytesIO(data)).select(pl.len()).collect().item()
        refuse_too_large(path, rows, len(columns))
        frame = pl.read_parquet(io.BytesIO(data))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise ReadError("file_broken", path=path, kind="Parquet") from error
    return table_of_columns(path, source.kind, frame)


READERS.add("parquet", Reader("parquet", (".parquet",), read_parquet, order=60, signatures=(b"PAR1",)))
