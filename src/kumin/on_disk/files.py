"""Columns in a temporary file, as Arrow lays them out.

The file has no name in its folder (on Windows it is deleted when it is closed), so nothing is left of it however the
process ends.
"""

from __future__ import annotations

import ctypes
from typing import IO, TYPE_CHECKING

import polars as pl

from kumin.on_disk.arrow import Layout, series_of, text_chunks
from kumin.on_disk.pages import Mapped
from kumin.temporary import temporary_file, unusable

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_ALIGNED = 64
_INLINE = 12  # bytes of a text that stand in its view


class ColumnFile:
    """Columns in a temporary file, which grow side by side until all are there.

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

    def add(self, dtype: pl.DataType, most: int) -> int:
        """Make room for a column of at most so many rows, and return its number."""
        layout = Layout.of(dtype)
        bits = self._end
        values = bits + _aligned(Layout.of(pl.Boolean()).bytes_of(most))
        self._end = values + _aligned(layout.bytes_of(most))
        self._columns.append(_Column(dtype, bits, values, most))
        return len(self._columns) - 1

    def append(self, number: int, part: pl.Series) -> None:
        """Write further rows of a column."""
        column = self._columns[number]
        if column.rows + len(part) > column.most:
            raise ValueError(column.rows + len(part))
        try:
            column.bits.write(self._file, part.is_not_null())
            if part.dtype == pl.String:
                self._write_texts(column, part)
            elif part.dtype == pl.Boolean:
                column.flags.write(self._file, part.fill_null(False))
            else:
                _write(self._file, column.place, part.to_physical().fill_null(0).to_numpy())
        except OSError as error:
            raise unusable(error) from error
        column.rows += len(part)
        column.nulls += part.null_count()

    def _write_texts(self, column: _Column, part: pl.Series) -> None:
        import numpy as np

        long = bool((part.str.len_bytes() > _INLINE).any())
        if long:
            # leave the bytes out that no text of the part needs: it may be a few rows of a large column
            part = pl.select(pl.concat_str(pl.lit(part), pl.lit(""))).to_series()
        place, start = column.place, 0
        empty = part.is_null().to_numpy() if part.null_count() else None
        for chunk in text_chunks(part):
            views = chunk.views.view(np.uint32).reshape(-1, 4)
            if empty is not None:
                # what a null's view says is left over from somewhere, and is nowhere here
                views = views.copy()
                views[empty[start : start + len(views)]] = 0
            if long:
                views = views.copy()
                # a longer text's view says in which of the buffers it stands
                views[views[:, 0] > _INLINE, 2] += len(column.texts)
                column.texts += map(self._write_text, chunk.texts)
            _write(self._file, place, views)
            place, start = place + views.nbytes, start + len(views)

    def _write_text(self, text: npt.NDArray[np.uint8]) -> tuple[int, int]:
        self._texts = self._texts or temporary_file()
        place = self._texts.tell()
        self._texts.write(text.data)
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
        self._layout, self.most = Layout.of(dtype), most
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
        self._rest = pl.Series(dtype=pl.Boolean)

    def write(self, file: IO[bytes], flags: pl.Series) -> None:
        """Write bits, but for those that are no eight yet."""
        flags = pl.concat([self._rest, flags.alias("")])
        whole = len(flags) // 8 * 8
        self._rest = flags.slice(whole)
        self._pack(file, flags.head(whole))

    def finish(self, file: IO[bytes]) -> None:
        """Write the last ones."""
        self._pack(file, self._rest)

    def _pack(self, file: IO[bytes], flags: pl.Series) -> None:
        import numpy as np

        if len(flags):
            packed = np.packbits(flags.to_numpy(), bitorder="little")
            _write(file, self._place, packed)
            self._place += len(packed)


def _write(file: IO[bytes], place: int, values: npt.NDArray[np.generic]) -> None:
    import numpy as np

    file.seek(place)
    file.write(np.ascontiguousarray(values).data)


def _aligned(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED
