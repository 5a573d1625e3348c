"""Workbook (XLSX, XLS, ODS) → frames of text cells, one a sheet, as people see them."""

from __future__ import annotations

import io
import logging
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from kumin.errors import ReadError
from kumin.numbers import counted
from kumin.responses.display import nameable
from kumin.responses.readers.spreadsheets._ods import look_through_ods
from kumin.responses.readers.spreadsheets._xls import look_through_xls, open_xls
from kumin.responses.readers.spreadsheets._xlsx_book import Book
from kumin.responses.readers.spreadsheets._xlsx_sheet import TooLargeError, look_through
from kumin.responses.seen import DAY, ERROR, PERCENT, TEXT, Seen

if TYPE_CHECKING:
    import xlrd
    from fastexcel import ExcelReader

TOO_LARGE = ("sheet_too_large", "sheet_too_large_of_several")
"""Codes of the error of a sheet that claims more cells than may be: alone, and where another may be read instead."""

_FIRST_DAY = {False: "1899-12-30", True: "1904-01-01"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as text.

    Attributes
    ----------
    name : str
        Its name.
    frame : DataFrame
        String columns c0, c1, … from column A, one row a row from row 1; empty is null. Numbers are printed shortest
        (1, 0.5), dates as ISO, percentages (10%) and errors (#N/A) as they are shown.
    seen : Seen
        What of it the values do not say.
    """

    name: str
    frame: pl.DataFrame
    seen: Seen


@dataclass(frozen=True, slots=True)
class Workbook:
    """An open workbook.

    Attributes
    ----------
    path : Path
        The file, for messages.
    kind : str
        ``xlsx``, ``xls`` or ``ods``.
    reader : ExcelReader
        Reads the values.
    book : Book, optional
        The parts of an XLSX.
    old : xlrd.Book, optional
        The parts of an XLS.
    seen : mapping of str to Seen
        What is seen of the sheets of an ODS.
    cells : int
        Cells of the rectangle around a sheet's used cells, which the reader holds in memory at once.
    apart : bool
        Whether this process was started for the file alone.
    """

    path: Path
    kind: str
    reader: ExcelReader
    book: Book | None
    old: xlrd.Book | None
    seen: Mapping[str, Seen]
    cells: int
    apart: bool

    @property
    def sheets(self) -> list[str]:
        """Names of the sheets, in order."""
        return list(self.reader.sheet_names)

    def sheet(self, name: str) -> Sheet:
        """Read a sheet.

        Raises
        ------
        ReadError
            It is broken, or claims more cells than may be.
        """
        seen = self._look_through(name)
        try:
            loaded = self.reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
            frame = loaded.to_polars()
        except BaseException as error:
            # a broken sheet makes the Rust library raise one of its own errors, or panic past Exception
            if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                raise
            raise ReadError("sheet_unreadable", path=self.path, sheet=name) from None
        frame = frame.select(pl.when(column != "").then(column) for column in map(pl.col, frame.columns))
        # the reader begins at the first used column
        empty = loaded.selected_columns[0].absolute_index if frame.width else 0
        frame.columns = [f"c{empty + position}" for position in range(frame.width)]
        frame = frame.select([pl.lit(None, pl.String).alias(f"c{position}") for position in range(empty)] + [pl.all()])
        return Sheet(name, as_shown(frame, seen), replace(seen, hidden_sheet=loaded.visible != "visible"))

    def _look_through(self, name: str) -> Seen:
        if self.book is None:
            return look_through_xls(self.path, self.old, name) if self.old else self.seen.get(name, Seen())
        member = self.book.sheets.get(name)
        if member is None:
            raise ReadError("sheet_unreadable", path=self.path, sheet=name)
        try:
            return look_through(self.book, member, self.cells, plain=not self.apart)
        except TooLargeError as error:
            raise _too_large(self.path, error, name, len(self.sheets)) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError, RecursionError) as error:
            raise ReadError("file_broken", path=self.path, kind="XLSX") from error


def as_shown(frame: pl.DataFrame, seen: Seen) -> pl.DataFrame:
    """Put into the cells what is shown in them: errors, texts, percentages, and days that were read as numbers."""
    cells = seen.of_kind(ERROR, PERCENT, TEXT, DAY).filter(
        (pl.col("row") <= frame.height) & (pl.col("column") < frame.width)
    )
    changed = []
    for (place,), of_column in cells.group_by("column"):
        column = frame.to_series(int(str(place)))
        for (kind,), some in of_column.group_by("kind"):
            rows = some["row"] - 1
            if kind in (ERROR, TEXT):
                shown = some["text"]
            else:
                now = column.gather(rows)
                shown = _as_percent(now, some["text"]) if kind == PERCENT else _as_day(now, seen.from_1904)
            column = column.scatter(rows, shown)
        changed.append(column)
    return frame.with_columns(changed)


def _as_percent(numbers: pl.Series, times: pl.Series) -> pl.Series:
    """Print numbers as percentages, with as many digits as they have: 0.105 → 10.5%. Text stays as it is."""
    number = numbers.cast(pl.Float64, strict=False)
    both = times.str.split(" ")
    power = pl.select(
        pl.when(pl.lit(number) < 0).then(pl.lit(both.list.get(1))).otherwise(pl.lit(both.list.get(0))).cast(pl.Int32)
    ).to_series()
    # 0.07 × 100 is 7.000000000000001 in binary: 15 digits are all that a spreadsheet keeps
    value = pl.lit(number) * pl.lit(100.0).pow(pl.lit(power))
    value = value.round_sig_figs(15)
    whole = value.cast(pl.Int64, strict=False)
    words = pl.when(whole == value).then(whole.cast(pl.String)).otherwise(value.cast(pl.String)) + "%"
    return pl.select(
        pl.when((pl.lit(power) > 0) & pl.lit(number).is_not_null()).then(words).otherwise(pl.lit(numbers))
    ).to_series()


def _as_day(numbers: pl.Series, from_1904: bool) -> pl.Series:
    """Print day numbers as the reader prints days. Text stays as it is."""
    number = pl.lit(numbers.cast(pl.Float64, strict=False))
    first = pl.lit(_FIRST_DAY[from_1904]).str.to_datetime("%Y-%m-%d", time_unit="ms")
    day = first + pl.duration(milliseconds=(number * 86_400_000 + 0.5).cast(pl.Int64, strict=False))
    within = number.is_between(0, 2_958_465)
    return pl.select(pl.when(within).then(day.dt.strftime("%Y-%m-%d %H:%M:%S")).otherwise(pl.lit(numbers))).to_series()


def open_workbook(path: Path, data: bytes, kind: str, cells: int, *, apart: bool) -> Workbook:
    """Open a workbook, a sheet of which may have so many cells.

    Raises
    ------
    ReadError
        It is broken or encrypted, or a sheet of an ODS claims more cells than may be.
    """
    import fastexcel

    # its library warns on the terminal of sheets of charts, in words of its own
    logging.getLogger("calamine").setLevel(logging.ERROR)

    try:
        book = Book(zipfile.ZipFile(io.BytesIO(data))) if kind == "xlsx" else None
        seen = look_through_ods(path, data, cells) if kind == "ods" else {}
        old = open_xls(path, data) if kind == "xls" else None
        return Workbook(path, kind, fastexcel.read_excel(data), book, old, seen, cells, apart)
    except TooLargeError as error:
        raise _too_large(path, error, error.sheet) from None
    except ReadError:
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        code = "file_encrypted" if "password" in str(error).lower() else "file_broken"
        raise ReadError(code, path=path, kind=kind.upper()) from None


def _too_large(path: Path, error: TooLargeError, sheet: str, sheets: int = 1) -> ReadError:
    """Make the error of a sheet; where another may be read instead, it says how."""
    return ReadError(
        TOO_LARGE[sheets > 1], path=path, sheet=nameable(sheet),
        rows=counted(error.rows), columns=counted(error.columns),
    )  # fmt: skip
