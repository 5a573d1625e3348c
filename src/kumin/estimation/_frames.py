"""Frames of other libraries: what hands its columns over by Arrow, what narwhals wraps, and pandas without pyarrow."""

from __future__ import annotations

from typing import Any, Protocol, cast

import polars as pl

from kumin.errors import StatisticsError


class ArrowStream(Protocol):
    """A frame of pandas, pyarrow, DuckDB, narwhals …: it hands its columns over by Arrow's C interface."""

    def __arrow_c_stream__(self, requested_schema: Any = None, /) -> Any:
        """Give the stream."""


class ArrowArray(Protocol):
    """One batch of rows: it hands them over by Arrow's C interface."""

    def __arrow_c_array__(self, requested_schema: Any = None, /) -> Any:
        """Give the schema and the array."""


class Wrapped(Protocol):
    """A frame of narwhals, lazy or not, around that of another library."""

    def to_native(self) -> Any:
        """Give what is inside."""


AnyFrame = pl.DataFrame | pl.LazyFrame | ArrowStream | ArrowArray | Wrapped
"""Any frame that a public function takes, for type checkers; :func:`frame_of` reads it."""

BY_ARROW = ("__arrow_c_stream__", "__arrow_c_array__")
"""The methods of the Arrow PyCapsule interface."""


def frame_of(value: object) -> pl.DataFrame | pl.LazyFrame | None:
    """Read a frame of Polars or of another library; None for what is no frame.

    A missing value of pandas (NaN, NaT, NA) is null. An index is not read. A lazy frame of Polars stays lazy.

    Raises
    ------
    StatisticsError
        A column of a pandas frame holds what Polars has no type for.
    """
    if isinstance(value, pl.DataFrame | pl.LazyFrame):
        return value
    other = cast("Any", value)
    if _home(value) == "narwhals" and hasattr(value, "to_native"):
        return frame_of(other.to_native())
    if _home(value) == "pandas" and type(value).__name__ == "DataFrame":
        return _of_pandas(other)
    if isinstance(value, pl.Series) or not any(hasattr(value, name) for name in BY_ARROW):
        return None
    try:
        return pl.DataFrame(other)
    except (pl.exceptions.PolarsError, ImportError, TypeError, ValueError):  # one column alone, types Polars lacks …
        return None


def rows_of(frame: AnyFrame) -> pl.DataFrame | pl.LazyFrame:
    """Tell type checkers that the door has read a frame."""
    return cast("pl.DataFrame | pl.LazyFrame", frame)


def table_of(frame: AnyFrame) -> pl.DataFrame:
    """Tell type checkers that the door has read and collected a frame."""
    return cast("pl.DataFrame", frame)


def _home(value: object) -> str:
    """Name the library of a value; none is loaded to look for it."""
    return type(value).__module__.partition(".")[0]


def _of_pandas(frame: Any) -> pl.DataFrame:
    """Read a pandas frame with pyarrow, or where that is not installed column by column."""
    labels = [str(label) for label in frame.columns]
    if twice := next((label for label in labels if labels.count(label) > 1), None):
        raise StatisticsError("frame_column_twice", name=twice)
    try:
        return pl.from_pandas(frame)
    except ImportError:
        columns = [_column(label, frame.iloc[:, place]) for place, label in enumerate(labels)]
        return pl.DataFrame(columns)
    except Exception as error:  # of pyarrow, which need not be there to name it
        raise StatisticsError("frame_not_read", kind=type(error).__name__) from error


def _column(name: str, series: Any) -> pl.Series:
    values = series.to_numpy()
    if values.dtype.kind != getattr(series.dtype, "kind", "O"):  # whole numbers with a gap, which numpy has as floats
        values = series.astype(object).to_numpy()
    if values.dtype.kind in "biuf":
        return pl.Series(name, values, nan_to_null=True)
    if values.dtype.kind in "mM":
        unit = "m8[us]" if values.dtype.kind == "m" else "M8[us]"
        return pl.Series(name, values.astype(unit))
    missing = series.isna().to_numpy()
    try:
        column = pl.Series(name, [None if gap else one for one, gap in zip(values.tolist(), missing, strict=True)])
    except (TypeError, pl.exceptions.PolarsError) as error:
        raise StatisticsError("frame_column_type", name=name, kind=str(series.dtype)) from error
    if column.dtype == pl.Object:
        raise StatisticsError("frame_column_type", name=name, kind=str(series.dtype))
    return column.cast(pl.Categorical) if str(series.dtype) == "category" and column.dtype == pl.String else column
