"""Parquet and SPSS files → frames of text cells."""

from __future__ import annotations

import io
from pathlib import Path

import polars as pl

from kumin.errors import ReadError

MAX_CELLS = 200_000_000
"""Rows times columns a file may claim."""


def read_parquet(path: Path, data: bytes) -> tuple[tuple[str, ...], pl.DataFrame]:
    """Read a Parquet file as headings and text.

    Raises
    ------
    ReadError
        It is broken, holds something that is no value, or claims too many cells.
    """
    try:
        columns = list(pl.read_parquet_schema(io.BytesIO(data)))
        rows = pl.scan_parquet(io.BytesIO(data)).select(pl.len()).collect().item()
        if rows * len(columns) > MAX_CELLS:
            raise ReadError("sheet_too_large", path=path, rows=f"{rows:,}", columns=f"{len(columns):,}")
        frame = pl.read_parquet(io.BytesIO(data))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise ReadError("file_broken", path=path, kind="Parquet") from error
    return tuple(frame.columns), _as_text(frame)


def read_sav(path: Path, data: bytes) -> tuple[tuple[str, ...], tuple[str, ...], pl.DataFrame]:
    """Read an SPSS file as variable names, variable labels and text (codes, not value labels).

    Raises
    ------
    ReadError
        The extra ``spss`` is not installed, or the file is broken.
    """
    try:
        import pyreadstat
    except ImportError:
        raise ReadError("extra_missing", path=path, kind="SPSS", extra="spss") from None
    try:
        _, about = pyreadstat.read_sav(io.BytesIO(data), metadataonly=True, output_format="polars")
        rows, columns = about.number_rows or 0, about.number_columns or 0
        if rows * columns > MAX_CELLS:
            raise ReadError("sheet_too_large", path=path, rows=f"{rows:,}", columns=f"{columns:,}")
        frame, about = pyreadstat.read_sav(io.BytesIO(data), user_missing=True, output_format="polars")
    except (pyreadstat.ReadstatError, UnicodeDecodeError, ValueError, OSError) as error:
        raise ReadError("file_broken", path=path, kind="SPSS") from error
    assert isinstance(frame, pl.DataFrame)
    labels = tuple(str(about.column_names_to_labels.get(name) or "") for name in frame.columns)
    return tuple(frame.columns), labels, _as_text(frame)


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
