"""What is seen of the sheets of an XLS that their values do not say, as far as that format tells it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from kumin.errors import ReadError
from kumin.responses.readers.spreadsheets._number_formats import (
    DAY_FORMATS,
    PERCENT_FORMATS,
    shows_otherwise,
    times_100,
)
from kumin.responses.seen import CELLS, DAY, DIGITS, ERROR, LONGEST_NUMBER, OTHERWISE, PERCENT, STRUCK, Seen

if TYPE_CHECKING:
    import xlrd


def open_xls(path: Path, data: bytes) -> xlrd.Book:
    """Open a workbook; its sheets are read when they are asked for.

    Raises
    ------
    ReadError
        It is broken.
    """
    import xlrd

    try:
        return xlrd.open_workbook(
            file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO(),
            ignore_workbook_corruption=True,
        )  # fmt: skip
    except Exception as error:
        # of a damaged file the library raises whatever its parsing meets
        raise ReadError("file_broken", path=path, kind="XLS") from error


def look_through_xls(path: Path, book: xlrd.Book, name: str) -> Seen:
    """Look through a sheet. Whether the result of a formula was calculated is not told.

    Raises
    ------
    ReadError
        It is broken.
    """
    try:
        sheet = book.sheet_by_name(name)
        cells = _cells(book, sheet)
    except Exception as error:
        raise ReadError("sheet_unreadable", path=path, sheet=name) from error
    hidden_rows = [row + 1 for row, about in sheet.rowinfo_map.items() if about.hidden or about.height == 0]
    hidden = frozenset(column for column, about in sheet.colinfo_map.items() if about.hidden or about.width == 0)
    return Seen(
        cells=CELLS.of(cells),
        hidden_rows=pl.Series(sorted(hidden_rows), dtype=pl.UInt32),
        hidden_columns=hidden,
        merged=tuple((first + 1, left, last, right - 1) for first, last, left, right in sheet.merged_cells),
        from_1904=book.datemode == 1,
        complete=False,
    )


def _cells(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> list[dict[str, object]]:
    """Find the errors, and the numbers that are shown as something else."""
    import xlrd

    percent, kinds, struck = _formats(book)
    found: list[dict[str, object]] = []
    for row in range(sheet.nrows):
        for column, (kind, value) in enumerate(zip(sheet.row_types(row), sheet.row_values(row), strict=True)):
            where: dict[str, object] = {"row": row + 1, "column": column}
            style = sheet.cell_xf_index(row, column) if percent or kinds or struck else -1
            if style in struck and kind not in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                found.append({**where, "kind": STRUCK})
            if kind == xlrd.XL_CELL_ERROR:
                found.append({**where, "kind": ERROR, "text": xlrd.error_text_from_code.get(value, "#N/A")})
            elif kind == xlrd.XL_CELL_NUMBER:
                if style in percent:
                    found.append({**where, "kind": PERCENT, "text": percent[style]})
                elif style in kinds:
                    found.append({**where, "kind": kinds[style]})
                if abs(value) >= LONGEST_NUMBER:
                    found.append({**where, "kind": DIGITS})
    return found


def _formats(book: xlrd.Book) -> tuple[dict[int, str], dict[int, str], set[int]]:
    """Return the formats of percentages, those of days and of what is shown otherwise, and those that strike out."""
    percent: dict[int, str] = {}
    kinds: dict[int, str] = {}
    for place, style in enumerate(book.xf_list):
        key = style.format_key
        code = book.format_map[key].format_str if key in book.format_map else ""
        times = times_100(code) if code else ((1, 1) if key in PERCENT_FORMATS else (0, 0))
        if any(times):
            percent[place] = f"{times[0]} {times[1]}"
        elif key in DAY_FORMATS:
            kinds[place] = DAY
        elif code and shows_otherwise(code):
            kinds[place] = OTHERWISE
    struck = {place for place, style in enumerate(book.xf_list) if book.font_list[style.font_index].struck_out}
    return percent, kinds, struck
