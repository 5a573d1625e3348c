"""The values of an SPSS file, read in a process of their own; run by its path, it imports nothing of kumin.

The library ends its process on some damaged files, so no other may be the one that reads.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any


def prepare(given: tuple[bytes, int]) -> Callable[[], object]:
    """Return what reads a file, given as its bytes and the number of cells it may have.

    That returns ``(rows, columns)`` of a file with more cells, None of a damaged one, else a dict: for each name its
    values (numbers as an array with NaN for what is missing), and what the file says of its variables.
    """
    import pyreadstat  # what is loaded here does not count for the limits

    return lambda: _read(pyreadstat.read_sav, *given)


def _read(read_sav: Callable[..., Any], data: bytes, most: int) -> dict[str, Any] | tuple[int, int] | None:
    try:
        _, about = read_sav(io.BytesIO(data), metadataonly=True, output_format="dict")
        rows, columns = about.number_rows or 0, about.number_columns or 0
        if rows * columns > most:
            return rows, columns
        values, about = read_sav(io.BytesIO(data), user_missing=True, output_format="dict")
    except MemoryError:
        raise
    except Exception:
        return None  # of a damaged file the library raises whatever its parsing meets
    return {
        "values": {name: _numbers(column) for name, column in values.items()},
        "labels": about.column_names_to_labels,
        "missing": about.missing_ranges,
        "named": about.variable_value_labels,
    }


def _numbers(column: list[Any]) -> object:
    """Pack a column of numbers: of a list each value would be packed by itself. A variable's values are of one type."""
    import numpy as np

    first = next((value for value in column if value is not None), None)
    return np.array(column, dtype=np.float64) if isinstance(first, float) else column
