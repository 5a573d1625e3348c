"""What the columns of a frame are: one definition a frame, from which everything that speaks of it comes.

Empty frames, the check of what a function returns, the tables of the documentation and the description of open data
are all made from it. Names are English snake_case; shares are proportions (0-1), columns that end in ``_percent`` are
percent and those in ``_points`` differences of percents. What is not known is null, never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from kumin.registry import Registry

DataType = pl.DataType | type[pl.DataType]


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Parameters
    ----------
    name : str
    dtype : DataType
    unit : str
        ``proportion``, ``percent``, ``points``, ``people``, ``year`` …; empty for words and codes.
    meaning : str
        In English, what it says and when it is null. Japanese stands in the message catalogue, code ``column_<name>``
        or, where one name means several things, ``column_<frame>_<name>``.
    """

    name: str
    dtype: DataType
    unit: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class Frame:
    """A frame's definition.

    Parameters
    ----------
    name : str
        As a result calls it: ``judgements``, ``changes``.
    about : str
        What one row is, in English.
    columns : tuple of Column
        In order.
    """

    name: str
    about: str
    columns: tuple[Column, ...]

    @cached_property
    def schema(self) -> pl.Schema:
        """Names and types."""
        return pl.Schema({column.name: column.dtype for column in self.columns})

    def empty(self) -> pl.DataFrame:
        """Return the frame without a row."""
        return pl.DataFrame(schema=self.schema)

    def of(self, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
        """Make the frame from rows, null where a row has no value.

        Raises
        ------
        KeyError
            A row has a column that the frame does not know.
        """
        rows = list(rows)
        unknown = {key for row in rows for key in row} - set(self.schema)
        if unknown:
            raise KeyError(f"{self.name}: {sorted(unknown)}")
        return pl.DataFrame({key: [row.get(key) for row in rows] for key in self.schema}, schema=self.schema)

    def conform(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the frame's columns in order and of their types, null where there are none.

        Raises
        ------
        KeyError
            It has a column that the definition does not know.
        """
        unknown = set(frame.columns) - set(self.schema)
        if unknown:
            raise KeyError(f"{self.name}: {sorted(unknown)}")
        missing = [pl.lit(None, dtype).alias(name) for name, dtype in self.schema.items() if name not in frame.columns]
        return frame.with_columns(missing).select(self.schema.names()).cast(self.schema)


FRAMES: Registry[Frame] = Registry("frame")
"""Every frame that a user can get, by its name."""


def frame(name: str, about: str, *columns: Column) -> Frame:
    """Define a public frame and enter it into :data:`FRAMES`."""
    return FRAMES.add(name, Frame(name, about, columns))


def plain_rows(table: pl.DataFrame) -> list[dict[str, Any]]:
    """Return a frame's rows as plain values for JSON, which knows no days and no infinity (null)."""
    number = pl.col(pl.Float64)
    finite = pl.when(number.is_finite()).then(number).name.keep()
    return table.with_columns(finite, pl.col(pl.Date).dt.to_string()).to_dicts()
