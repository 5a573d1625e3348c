"""Series over memory that is mapped from a file, and the memory of a Series: the C data interface of Apache Arrow.

Polars makes a Series of what has ``__arrow_c_array__`` without copying it, and gives its own memory by
``__arrow_c_stream__``; https://arrow.apache.org/docs/format/CDataInterface.html says what the structures hold.
"""

from __future__ import annotations

import ctypes as c
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import polars as pl

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_NULLABLE = 2
_VIEW = 16  # bytes of a text's view: its length, and the text or where it stands


class _Schema(c.Structure):
    """ArrowSchema."""


class _Array(c.Structure):
    """ArrowArray."""


class _Stream(c.Structure):
    """ArrowArrayStream."""


_RELEASE_SCHEMA, _RELEASE_ARRAY = c.CFUNCTYPE(None, c.POINTER(_Schema)), c.CFUNCTYPE(None, c.POINTER(_Array))
_Schema._fields_ = [
    ("format", c.c_char_p), ("name", c.c_char_p), ("metadata", c.c_char_p), ("flags", c.c_int64),
    ("n_children", c.c_int64), ("children", c.c_void_p), ("dictionary", c.c_void_p), ("release", _RELEASE_SCHEMA),
    ("private_data", c.c_void_p),
]  # fmt: skip
_Array._fields_ = [
    ("length", c.c_int64), ("null_count", c.c_int64), ("offset", c.c_int64), ("n_buffers", c.c_int64),
    ("n_children", c.c_int64), ("buffers", c.POINTER(c.c_void_p)), ("children", c.c_void_p),
    ("dictionary", c.c_void_p), ("release", _RELEASE_ARRAY), ("private_data", c.c_void_p),
]  # fmt: skip
_Stream._fields_ = [
    ("get_schema", c.CFUNCTYPE(c.c_int, c.POINTER(_Stream), c.POINTER(_Schema))),
    ("get_next", c.CFUNCTYPE(c.c_int, c.POINTER(_Stream), c.POINTER(_Array))),
    ("get_last_error", c.CFUNCTYPE(c.c_char_p, c.POINTER(_Stream))),
    ("release", c.CFUNCTYPE(None, c.POINTER(_Stream))),
    ("private_data", c.c_void_p),
]

_new_capsule = c.PYFUNCTYPE(c.py_object, c.c_void_p, c.c_char_p, c.c_void_p)(("PyCapsule_New", c.pythonapi))
_in_capsule = c.PYFUNCTYPE(c.c_void_p, c.py_object, c.c_char_p)(("PyCapsule_GetPointer", c.pythonapi))

USED: dict[int, tuple[object, ...]] = {}
"""What the Series that live stand on, until Polars releases them."""


def _release_schema(schema: c._Pointer[_Schema]) -> None:
    schema.contents.release = _RELEASE_SCHEMA()


def _release_array(array: c._Pointer[_Array]) -> None:
    USED.pop(array.contents.private_data, None)
    array.contents.release = _RELEASE_ARRAY()


_SCHEMA_RELEASED, _ARRAY_RELEASED = _RELEASE_SCHEMA(_release_schema), _RELEASE_ARRAY(_release_array)


KNOWN: dict[pl.DataType, tuple[bytes, int]] = {
    pl.Boolean(): (b"b", 0), pl.Int8(): (b"c", 1), pl.UInt8(): (b"C", 1), pl.Int16(): (b"s", 2),
    pl.UInt16(): (b"S", 2), pl.Int32(): (b"i", 4), pl.UInt32(): (b"I", 4), pl.Int64(): (b"l", 8),
    pl.UInt64(): (b"L", 8), pl.Float32(): (b"f", 4), pl.Float64(): (b"g", 8), pl.Date(): (b"tdD", 4),
    pl.String(): (b"vu", _VIEW),
}  # fmt: skip
"""Arrow's name of a type that can be kept, and the bytes of a cell; 0 where it is a bit."""


def is_known(dtype: pl.DataType) -> bool:
    """Tell whether columns of a type can be kept."""
    return _stored(dtype) in KNOWN


def _stored(dtype: pl.DataType) -> pl.DataType:
    return pl.Series(dtype=dtype).to_physical().dtype if isinstance(dtype, pl.Categorical) else dtype


@dataclass(frozen=True, slots=True)
class Layout:
    """How Arrow lays the cells of a column out.

    Attributes
    ----------
    format : bytes
        Arrow's name of the type.
    size : int
        Bytes of a cell; 0 where it is a bit.
    """

    format: bytes
    size: int

    @classmethod
    def of(cls, dtype: pl.DataType) -> Self:
        """Return the layout of a type among those known; of texts that have numbers, that of the numbers."""
        return cls(*KNOWN[_stored(dtype)])

    def bytes_of(self, rows: int) -> int:
        """Count the bytes of the cells of some rows."""
        return rows * self.size if self.size else -(-rows // 8)


class _Mapped:
    """An array in Arrow's layout somewhere in memory."""

    def __init__(
        self, layout: Layout, rows: int, nulls: int, places: Sequence[int], owners: tuple[object, ...]
    ) -> None:
        self._schema = _Schema(layout.format, b"", None, _NULLABLE, 0, None, None, _SCHEMA_RELEASED, None)
        buffers = (c.c_void_p * len(places))(*(place or None for place in places))
        key = c.addressof(buffers)
        self._array = _Array(rows, nulls, 0, len(places), 0, buffers, None, None, _ARRAY_RELEASED, key)
        self._key, self._owners = key, (buffers, *owners)

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        """Hand the array over, once."""
        USED[self._key] = self._owners
        return (
            _new_capsule(c.addressof(self._schema), b"arrow_schema", None),
            _new_capsule(c.addressof(self._array), b"arrow_array", None),
        )


def series_of(layout: Layout, rows: int, nulls: int, places: Sequence[int], owners: tuple[object, ...]) -> pl.Series:
    """Make a Series of memory, without a copy.

    Parameters
    ----------
    layout : Layout
    rows, nulls : int
        Cells, and how many of them are null.
    places : sequence of int
        Addresses: of the bits that tell the cells that are filled (0: all are), of the cells, and of a column of text
        those of the texts that are longer than a view and of their sizes.
    owners : tuple
        What must live as long as the Series.
    """
    return pl.Series(_Mapped(layout, rows, nulls, places, owners))


@dataclass(frozen=True, slots=True)
class Chunk:
    """Where a part of a Series stands in memory.

    Attributes
    ----------
    rows : int
        How many.
    nulls : int
        How many of them are null.
    filled : array of uint8, optional
        1 for each row that is filled, 0 for one that is null; None where all are filled.
    cells : array of uint8
        The bytes of the cells, of a text those of its view; of a Boolean 0 or 1. What they are of a null is not said.
    texts : tuple of arrays of uint8
        The texts that are longer than a view.
    """

    rows: int
    nulls: int
    filled: npt.NDArray[np.uint8] | None
    cells: npt.NDArray[np.uint8]
    texts: tuple[npt.NDArray[np.uint8], ...]


def chunks(column: pl.Series) -> Iterator[Chunk]:
    """Yield the memory of a column, as long as it is looked at before the next is asked for."""
    size = Layout.of(column.dtype).size
    for array in _exported(column.to_physical()):
        rows, start = array.length, array.offset
        places = [array.buffers[place] for place in range(array.n_buffers)]
        filled = _bits_at(places[0], start, rows) if array.null_count else None
        cells = _bytes_at((places[1] or 0) + start * size, rows * size) if size else _bits_at(places[1], start, rows)
        sizes = (c.c_int64 * max(len(places) - 3, 0)).from_address(places[-1] or 0) if len(places) > 3 else ()
        texts = tuple(_bytes_at(place, size) for place, size in zip(places[2:-1], sizes, strict=True))
        yield Chunk(rows, array.null_count, filled, cells, texts)


def address(column: pl.Series) -> int:
    """Return where the cells of a column begin in memory; 0 where it has none."""
    for array in _exported(column.head(1).to_physical()):
        return int(array.buffers[1] or 0)
    return 0


def _bytes_at(place: int | None, size: int) -> npt.NDArray[np.uint8]:
    import numpy as np

    if not place or not size:
        return np.zeros(0, np.uint8)
    return np.ctypeslib.as_array((c.c_uint8 * size).from_address(place))


def _bits_at(place: int | None, start: int, count: int) -> npt.NDArray[np.uint8]:
    import numpy as np

    first = start // 8
    packed = _bytes_at((place or 0) + first, -(-(start + count) // 8) - first)
    return np.unpackbits(packed, bitorder="little", count=start % 8 + count)[start % 8 :]


def _exported(column: pl.Series) -> Iterator[_Array]:
    capsule = column.__arrow_c_stream__()
    stream = _Stream.from_address(_in_capsule(capsule, b"arrow_array_stream"))
    while True:
        array = _Array()
        if stream.get_next(c.byref(stream), c.byref(array)) or not array.release:
            return
        try:
            if array.length:
                yield array
        finally:
            array.release(c.byref(array))
