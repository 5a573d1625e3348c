"""Columns of published tables, whose meaning stands in the message catalogue in both languages."""

from __future__ import annotations

from kumin.frames import Column, DataType
from kumin.messages import catalogue


def worded_column(frame: str, name: str, dtype: DataType, unit: str = "") -> Column:
    """Define a column by its messages: ``column_FRAME_NAME`` is its meaning, ``heading_FRAME_NAME`` its heading."""
    return Column(name, dtype, unit, catalogue()[f"column_{frame}_{name}"][1])
