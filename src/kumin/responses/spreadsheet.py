"""Workbook (XLSX, XLS, ODS) → frames of text cells, one a sheet."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.errors import ReadError

if TYPE_CHECKING:
    from fastexcel import ExcelReader

MAX_CELLS = 100_000_000
"""Cells of the rectangle around a sheet's used cells, which the reader holds in memory at once."""

_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d+)")
_CELL = re.compile(rb"\br=[\"']([A-Z]{1,3})\d+[\"']")
_FILLED = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3})\d+[\"'][^>]*[^/]>")
_STEP = 1 << 24
_OVERLAP = 4096


@dataclass(frozen=True, slots=True)
class Workbook:
    """An open workbook."""

    path: Path
    data: bytes
    kind: str
    reader: ExcelReader

    @property
    def sheets(self) -> list[str]:
        """Names of the sheets, in order."""
        return list(self.reader.sheet_names)

    def frame(self, sheet: str) -> pl.DataFrame:
        """Read a sheet as text: String columns c0, c1, … from column A, one row a row from row 1; empty is null.

        Numbers are printed shortest (1, 0.5), dates as ISO. Cells with an error (#N/A) have no value.
        """
        try:
            loaded = self.reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
            frame = loaded.to_polars()
        except BaseException as error:
            # a broken sheet makes the Rust library raise one of its own errors, or panic past Exception
            if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
                raise
            raise ReadError("sheet_unreadable", path=self.path, sheet=sheet) from None
        frame = frame.select(pl.when(column != "").then(column) for column in map(pl.col, frame.columns))
        # the reader begins at the first used column
        empty = self._first_column(sheet)
        frame.columns = [f"c{empty + position}" for position in range(frame.width)]
        return frame.select([pl.lit(None, pl.String).alias(f"c{position}") for position in range(empty)] + [pl.all()])

    def _first_column(self, sheet: str) -> int:
        if self.kind != "xlsx":
            return 0
        first = None
        for part in _sheet_parts(self.data, sheet):
            for found in _FILLED.finditer(part):
                column = number(found[1])
                first = column if first is None else min(first, column)
                if first == 0:
                    return 0
        return first or 0


def open_workbook(path: Path, data: bytes, kind: str) -> Workbook:
    """Open a workbook.

    Raises
    ------
    ReadError
        It is broken or encrypted, or a sheet claims more cells than may be.
    """
    import fastexcel

    if kind == "xlsx":
        _refuse_vast_xlsx(path, data)
    elif kind == "ods":
        _refuse_vast_ods(path, data)
    try:
        return Workbook(path, data, kind, fastexcel.read_excel(data))
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        code = "file_encrypted" if "password" in str(error).lower() else "file_broken"
        raise ReadError(code, path=path, kind=kind.upper()) from None


def number(letters: bytes) -> int:
    """Position of a column by its letters: A → 0, AA → 26."""
    value = 0
    for letter in letters:
        value = value * 26 + letter - 64
    return value - 1


def _refuse_vast_xlsx(path: Path, data: bytes) -> None:
    """Refuse a workbook a cell of which stands so far out that the rectangle up to it would not fit in memory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                rows, columns = 1, 1
                for part in _parts(archive, name):
                    rows = max(rows, max(map(int, set(_ROW.findall(part))), default=1))
                    columns = max(columns, max(map(number, set(_CELL.findall(part))), default=0) + 1)
                if rows * columns > MAX_CELLS:
                    raise ReadError("sheet_too_large", path=path, rows=f"{rows:,}", columns=f"{columns:,}")


def _parts(archive: zipfile.ZipFile, name: str) -> Any:
    """Yield a member piece by piece, each with the end of the one before, so that no tag is cut in two."""
    with archive.open(name) as member:
        tail = b""
        while piece := member.read(_STEP):
            yield tail + piece
            tail = piece[-_OVERLAP:]


def _sheet_parts(data: bytes, sheet: str) -> Any:
    """Yield the XML of one sheet, found by its place in the workbook."""
    from xml.etree import ElementTree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
            links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        except (KeyError, ElementTree.ParseError):
            return
        targets = {link.get("Id"): link.get("Target", "") for link in links}
        for element in book.iter():
            if element.tag.endswith("}sheet") and element.get("name") == sheet:
                link = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
                target = targets.get(link, "").lstrip("/")
                name = target if target.startswith("xl/") else f"xl/{target}"
                if name in archive.namelist():
                    yield from _parts(archive, name)


def _refuse_vast_ods(path: Path, data: bytes) -> None:
    """Refuse the same of ODS, where a cell can say that it is repeated."""
    from xml.etree import ElementTree

    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as member:
        row = row_times = column = columns = 0
        try:
            for event, element in ElementTree.iterparse(member, ("start", "end")):
                tag = element.tag.rsplit("}", 1)[-1]
                if event == "start":
                    if tag == "table":
                        row = columns = 0
                    elif tag == "table-row":
                        row_times, column = _times(element, "number-rows-repeated"), 0
                    continue
                if tag in {"table-cell", "covered-table-cell"}:
                    column += _times(element, "number-columns-repeated")
                    if len(element):
                        columns = max(columns, column)
                        if (row + row_times) * columns > MAX_CELLS:
                            raise ReadError(
                                "sheet_too_large", path=path, rows=f"{row + row_times:,}", columns=f"{columns:,}"
                            )
                elif tag == "table-row":
                    row += row_times
                    element.clear()
        except (ElementTree.ParseError, ValueError):
            raise ReadError("file_broken", path=path, kind="ODS") from None


def _times(element: Any, name: str) -> int:
    return next((int(value) for key, value in element.attrib.items() if key.endswith(name)), 1)
