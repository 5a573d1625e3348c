"""Columns in a temporary file, as Arrow lays them out.

The file has no name in its folder (on Windows it is deleted when it is closed), so nothing is left of it however the
process ends.
"""

from __future__ import annotations

import ctypes
from threading import Lock
from typing import IO, TYPE_CHECKING, Any

import polars as pl

from kumin.on_disk.arrow import Chunk, Layout, chunks, series_of
from kumin.on_disk.pages import Mapped
from kumin.temporary import temporary_file, unusable

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_ALIGNED = 64
_INLINE = 12  # bytes of a text that stand in its view


class ColumnFile:
    """Columns in a temporary file, which grow side by side until all are there, several of them at once.

    Raises
    ------
    KuminError
        The folder of temporary files is full, or cannot be written: by each method.

    Examples
    --------
    >>> file = ColumnFile()
    >>> number = file.add(pl.Int16(), 3)
    >>> file.append(number, pl.Series([1, None], dtype=pl.Int16))
    >>> file.columns()[number].to_list()
    [1, None]
    """

    def __init__(self) -> None:
        self._columns: list[_Column] = []
        self._end = 0
        self._file = temporary_file()
        self._texts: IO[bytes] | None = None
        self._lock = Lock()

    def add(self, dtype: pl.DataType, most: int) -> int:
        """Make room for a column of at most so many rows, and return its number."""
        layout = Layout.of(dtype)
        with self._lock:
            bits = self._end
            values = bits + _aligned(Layout.of(pl.Boolean()).bytes_of(most))
            self._end = values + _aligned(layout.bytes_of(most))
            self._columns.append(_Column(dtype, bits, values, most))
            return len(self._columns) - 1

    def append(self, number: int, part: pl.Series) -> None:
        """Write further rows of a column."""
        if part.dtype == pl.String:
            self._append_texts(number, part)
            return
        for chunk in chunks(part):
            self._append(number, chunk, chunk.cells)

    def append_whole(self, number: int, part: pl.Series) -> bool:
        """Write further rows of a column of whole numbers, of numbers that take more room.

        Returns
        -------
        bool
            Whether all are whole numbers that the column can hold; where one is none, the column is of no use any more.

        Examples
        --------
        >>> file = ColumnFile()
        >>> number = file.add(pl.Int16(), 3)
        >>> [file.append_whole(number, pl.Series([cell, None])) for cell in (7.0, 7.5)]
        [True, False]
        """
        own, wide = _numpy_dtype(self._columns[number].dtype), _numpy_dtype(part.dtype)
        for chunk in chunks(part):
            cells = _as_whole(chunk.cells.view(wide), chunk.filled, own)
            if cells is None:
                return False
            self._append(number, chunk, cells)
        return True

    def _append(self, number: int, chunk: Chunk, cells: npt.NDArray[np.generic]) -> None:
        column = self._columns[number]
        if column.rows + chunk.rows > column.most:
            raise ValueError(column.rows + chunk.rows)
        try:
            with self._lock:
                column.bits.write(self._file, chunk.rows, chunk.filled)
                if column.dtype == pl.Boolean:
                    column.flags.write(self._file, chunk.rows, chunk.cells)
                else:
                    _write(self._file, column.place, cells)
        except OSError as error:
            raise unusable(error) from error
        column.rows += chunk.rows
        column.nulls += chunk.nulls

    def _append_texts(self, number: int, part: pl.Series) -> None:
        import numpy as np

        column = self._columns[number]
        long = bool((part.str.len_bytes() > _INLINE).any())
        if long:
            # leave the bytes out that no text of the part needs: it may be a few rows of a large column
            part = pl.select(pl.concat_str(pl.lit(part), pl.lit(""))).to_series()
        for chunk in chunks(part):
            views = chunk.cells.view(np.uint32).reshape(-1, 4)
            if long or chunk.filled is not None:
                views = views.copy()
            if chunk.filled is not None:
                # what a null's view says is left over from somewhere, and is nowhere here
                views[chunk.filled == 0] = 0
            if long:
                # a longer text's view says in which of the buffers it stands
                views[views[:, 0] > _INLINE, 2] += len(column.texts)
                column.texts += map(self._write_text, chunk.texts)
            self._append(number, chunk, views)

    def _write_text(self, text: npt.NDArray[np.uint8]) -> tuple[int, int]:
        try:
            with self._lock:
                self._texts = self._texts or temporary_file()
                place = self._texts.tell()
                self._texts.write(text.data)
        except OSError as error:
            raise unusable(error) from error
        return place, len(text)

    def columns(self) -> list[pl.Series]:
        """Return all columns, mapped; none can be added to then."""
        try:
            for column in self._columns:
                column.bits.finish(self._file)
                column.flags.finish(self._file)
            self._file.truncate(max(self._end, 1))
            values, texts = Mapped(self._file), Mapped(self._texts) if self._texts else None
        except OSError as error:
            raise unusable(error) from error
        return [column.series(values, texts) for column in self._columns]


class _Column:
    """Where a column stands in the file."""

    def __init__(self, dtype: pl.DataType, bits: int, values: int, most: int) -> None:
        self._layout, self.dtype, self.most = Layout.of(dtype), dtype, most
        # the texts that have numbers are known as long as a Series of their type lives
        self._numbered = pl.Series(dtype=dtype) if isinstance(dtype, pl.Categorical) else None
        self._filled, self._values = bits, values
        self.bits, self.flags = _Bits(bits), _Bits(values)
        self.rows = self.nulls = 0
        self.texts: list[tuple[int, int]] = []

    @property
    def place(self) -> int:
        """Where the next row is written."""
        return self._values + self._layout.bytes_of(self.rows)

    def series(self, values: Mapped, texts: Mapped | None) -> pl.Series:
        """Make the column of the mapped files."""
        places = [values.start + self._filled if self.nulls else 0, values.start + self._values]
        sizes = (ctypes.c_int64 * max(len(self.texts), 1))(*(size for _, size in self.texts))
        if self._layout == Layout.of(pl.String()):
            places += [texts.start + place for place, _ in self.texts] if texts else []
            places.append(ctypes.addressof(sizes))
        made = series_of(self._layout, self.rows, self.nulls, places, (values, texts, sizes))
        return made if self._numbered is None else made.cat.to(self._numbered.dtype)


class _Bits:
    """Bits in a file, written by eights."""

    def __init__(self, place: int) -> None:
        self._place = place
        self._rest: npt.NDArray[np.uint8] | None = None

    def write(self, file: IO[bytes], count: int, flags: npt.NDArray[np.uint8] | None) -> None:
        """Write so many bits, but for those that are no eight yet; where there are no flags, all are set."""
        import numpy as np

        flags = np.ones(count, np.uint8) if flags is None else flags
        flags = flags if self._rest is None else np.concatenate((self._rest, flags))
        whole = len(flags) // 8 * 8
        # of what is only looked at here a copy stays
        self._rest = flags[whole:].copy()
        self._pack(file, flags[:whole])

    def finish(self, file: IO[bytes]) -> None:
        """Write the last ones."""
        if self._rest is not None:
            self._pack(file, self._rest)

    def _pack(self, file: IO[bytes], flags: npt.NDArray[np.uint8]) -> None:
        import numpy as np

        if len(flags):
            packed = np.packbits(flags, bitorder="little")
            _write(file, self._place, packed)
            self._place += len(packed)


def _numpy_dtype(dtype: pl.DataType) -> np.dtype[Any]:
    import numpy as np

    kind = "f" if dtype.is_float() else "i" if dtype.is_signed_integer() else "u"
    return np.dtype(f"{kind}{Layout.of(dtype).size}")


def _as_whole(
    values: npt.NDArray[np.generic], filled: npt.NDArray[np.uint8] | None, dtype: np.dtype[np.generic]
) -> npt.NDArray[np.generic] | None:
    """Make numbers whole ones of a type that takes less room; None where one that is filled is none."""
    import numpy as np

    with np.errstate(all="ignore"):
        made = values.astype(dtype)
    # whole numbers are looked at fastest by their extremes, those beneath nulls too
    if np.issubdtype(values.dtype, np.integer) and _are_within(values, dtype):
        return made
    there = slice(None) if filled is None else filled.view(np.bool_)
    return made if np.array_equal(made[there], values[there]) else None


def _are_within(values: npt.NDArray[np.generic], dtype: np.dtype[Any]) -> bool:
    import numpy as np

    most = np.iinfo(dtype)
    return not len(values) or (most.min <= int(values.min()) and int(values.max()) <= most.max)


def _write(file: IO[bytes], place: int, values: npt.NDArray[np.generic]) -> None:
    import numpy as np

    file.seek(place)
    file.write(np.ascontiguousarray(values).data)


def _aligned(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED
