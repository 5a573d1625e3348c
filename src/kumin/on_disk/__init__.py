"""Columns of long tables, in a temporary file in place of memory.

The file is mapped into memory: a Series reads it where it stands, and its pages are given back while more of them are
in memory than are needed. So a table of any length is a frame as any other, and takes hardly more memory than a short
one.
"""

from kumin.on_disk.arrow import is_known
from kumin.on_disk.bytes import written
from kumin.on_disk.columns import (
    LONG,
    by_steps,
    every_nth,
    filtered,
    frame_parts,
    hashed_part,
    hashed_parts,
    is_ascending,
    is_long,
    kept,
    kept_frame,
    parts,
    repeated_in,
    selected,
    with_columns,
)
from kumin.on_disk.files import ColumnFile

__all__ = [
    "LONG",
    "ColumnFile",
    "by_steps",
    "every_nth",
    "filtered",
    "frame_parts",
    "hashed_part",
    "hashed_parts",
    "is_ascending",
    "is_known",
    "is_long",
    "kept",
    "kept_frame",
    "parts",
    "repeated_in",
    "selected",
    "with_columns",
    "written",
]
