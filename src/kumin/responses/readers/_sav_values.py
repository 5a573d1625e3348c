"""The values of an SPSS file, read in a process of their own; run by its path, it imports nothing of kumin.

The library ends its process on some damaged files, so no other may be the one that reads.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

_VALUES = 40_000
"""Values that a processor keeps at hand."""
_KEPT: list[object] = []
"""What the library has made. To free its values takes a tenth of the time; the end of the process frees them all."""


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
    _KEPT.append(values)
    return {
        "values": _packed(values),
        "labels": about.column_names_to_labels,
        "missing": about.missing_ranges,
        "named": about.variable_value_labels,
    }


def _packed(columns: Mapping[str, list[Any]]) -> dict[str, Any]:
    """Pack columns of numbers: of a list each value would be packed by itself. A variable's values are of one type.

    The library makes the values row by row, and so they lie in memory: some rows of all columns are taken at a time.
    """
    import numpy as np

    numbers = [name for name, column in columns.items() if isinstance(_first(column), float)]
    packed = {name: np.empty(len(columns[name])) for name in numbers}
    step = max(_VALUES // max(len(columns), 1), 1)
    for start in range(0, max(map(len, packed.values()), default=0), step):
        for name, cells in packed.items():
            cells[start : start + step] = columns[name][start : start + step]
    return {**columns, **packed}


def _first(column: list[Any]) -> object:
    return next((value for value in column if value is not None), None)
