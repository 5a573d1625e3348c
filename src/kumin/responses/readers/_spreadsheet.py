"""Workbook (XLSX, XLS, ODS) → frames of text cells, one a sheet."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.errors import ReadError
from kumin.numbers import counted

if TYPE_CHECKING:
    from fastexcel import ExcelReader

MAX_CELLS = 100_000_000
"""Cells of the rectangle around a sheet's used cells, which the reader holds in memory at once."""

_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d+)")
_CELL = re.compile(rb"\br=[\"']([A-Z]{1,3})\d+[\"']")
_OF_ERRORS = re.compile(rb"\bt=[\"']e[\"']")
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\bt=[\"']e[\"'])[^>]*\br=[\"']([A-Z]{1,3})(\d+)[\"'][^>]*>"
    rb"(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)</",
    re.DOTALL,
)
_STEP = 1 << 24
_OVERLAP = 4096

Errors = dict[tuple[int, int], str]
"""Zero-based row and column → what stands in a cell with an error: #N/A, #DIV/0!, …"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as text.

    Attributes
    ----------
    name : str
        Its name.
    frame : DataFrame
        String columns c0, c1, … from column A, one row a row from row 1; empty is null. Numbers are printed shortest
        (1, 0.5), dates as ISO, errors as they are shown (#N/A).
    hidden : bool
        Whether people who open the workbook do not see it.
    """

    name: str
    frame: pl.DataFrame
    hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """An open workbook."""

    path: Path
    reader: ExcelReader
    errors: Mapping[str, Errors]

    @property
    def sheets(self) -> list[str]:
        """Names of the sheets, in order."""
        return list(self.reader.sheet_names)

    def sheet(self, name: str) -> Sheet:
        """Read a sheet."""
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
        return Sheet(name, _with_errors(frame, self.errors.get(name, {})), loaded.visible != "visible")


def _with_errors(frame: pl.DataFrame, errors: Errors) -> pl.DataFrame:
    """Put the errors into the cells that the reader leaves empty for them."""
    columns: dict[int, dict[int, str]] = {}
    for (row, column), words in errors.items():
        if row < frame.height and column < frame.width:
            columns.setdefault(column, {})[row] = words
    return frame.with_columns(
        frame.to_series(column).scatter(list(cells), list(cells.values())) for column, cells in columns.items()
    )


def open_workbook(path: Path, data: bytes, kind: str) -> Workbook:
    """Open a workbook.

    Raises
    ------
    ReadError
        It is broken or encrypted, or a sheet claims more cells than may be.
    """
    import fastexcel

    errors: Mapping[str, Errors] = {}
    if kind == "xlsx":
        errors = _look_through_xlsx(path, data)
    elif kind == "ods":
        errors = _look_through_ods(path, data)
    try:
        return Workbook(path, fastexcel.read_excel(data), errors)
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


def _look_through_xlsx(path: Path, data: bytes) -> dict[str, Errors]:
    """Refuse a workbook a cell of which stands so far out that the rectangle up to it would not fit in memory.

    Returns
    -------
    dict
        The errors by sheet.
    """
    errors: dict[str, Errors] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                rows, columns = 1, 1
                for part in _parts(archive, name):
                    rows = max(rows, max(map(int, set(_ROW.findall(part))), default=1))
                    columns = max(columns, max(map(number, set(_CELL.findall(part))), default=0) + 1)
                    if _OF_ERRORS.search(part):
                        found = {
                            (int(r) - 1, number(c)): v.decode("utf-8", "replace") for c, r, v in _ERROR.findall(part)
                        }
                        errors.setdefault(name, {}).update(found)
                if rows * columns > MAX_CELLS:
                    raise ReadError("sheet_too_large", path=path, rows=counted(rows), columns=counted(columns))
        sheets = _sheets_of_parts(archive) if errors else {}
    return {sheets[name]: found for name, found in errors.items() if name in sheets}


def _parts(archive: zipfile.ZipFile, name: str) -> Any:
    """Yield a member piece by piece, each with the end of the one before, so that no tag is cut in two."""
    with archive.open(name) as member:
        tail = b""
        while piece := member.read(_STEP):
            yield tail + piece
            tail = piece[-_OVERLAP:]


def _sheets_of_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Give the name of the sheet that each XML part holds."""
    from xml.etree import ElementTree

    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):
        return {}
    targets = {link.get("Id"): link.get("Target", "").lstrip("/") for link in links}
    sheets = {}
    for element in book.iter():
        if element.tag.rsplit("}", 1)[-1] == "sheet":
            link = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            target = targets.get(link, "")
            sheets[target if target.startswith("xl/") else f"xl/{target}"] = element.get("name", "")
    return sheets


def _look_through_ods(path: Path, data: bytes) -> dict[str, Errors]:
    """Refuse the same of ODS, where a cell can say that it is repeated, and return its errors by sheet."""
    from xml.etree import ElementTree

    errors: dict[str, Errors] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as member:
        row = row_times = column = columns = 0
        sheet = ""
        try:
            for event, element in ElementTree.iterparse(member, ("start", "end")):
                tag = element.tag.rsplit("}", 1)[-1]
                if event == "start":
                    if tag == "table":
                        row = columns = 0
                        sheet = _attribute(element, "name")
                    elif tag == "table-row":
                        row_times, column = _times(element, "number-rows-repeated"), 0
                    continue
                if tag in {"table-cell", "covered-table-cell"}:
                    times = _times(element, "number-columns-repeated")
                    column += times
                    if len(element):
                        columns = max(columns, column)
                        if (row + row_times) * columns > MAX_CELLS:
                            raise ReadError(
                                "sheet_too_large", path=path, rows=counted(row + row_times), columns=counted(columns)
                            )
                        if any(key.endswith("value-type") and of == "error" for key, of in element.attrib.items()):
                            words = "".join(t for p in element if p.tag.endswith("}p") for t in p.itertext()).strip()
                            errors.setdefault(sheet, {}).update(
                                ((r, c), words)
                                for r in range(row, row + row_times)
                                for c in range(column - times, column)
                            )
                elif tag == "table-row":
                    row += row_times
                    element.clear()
        except (ElementTree.ParseError, ValueError):
            raise ReadError("file_broken", path=path, kind="ODS") from None
    return errors


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")


def _times(element: Any, name: str) -> int:
    return int(_attribute(element, name) or 1)
