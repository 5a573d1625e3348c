"""One pass over the content of an ODS: what is seen of its sheets that their values do not say."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import polars as pl

from kumin.errors import ReadError
from kumin.responses.readers.spreadsheets._ods_styles import Styles, styles_of_workbook
from kumin.responses.readers.spreadsheets._xlsx_sheet import TooLargeError
from kumin.responses.seen import (
    CELLS,
    DIGITS,
    ERROR,
    FORMULA,
    LONGEST_NUMBER,
    OTHERWISE,
    PERCENT,
    STRUCK,
    TEXT,
    Block,
    Seen,
)

_HIDDEN = {"collapse", "filter"}
_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14  # of a sheet
_SIGNS = {"tab": "\t", "line-break": "\n"}
_BESIDE = {"ruby-text", "note", "annotation"}  # readings, footnotes and comments are no part of the text
_ODD = _BESIDE | _SIGNS.keys()
_LETTERS = 16  # of repeated texts, for each cell that a sheet may have


@dataclass
class _Sheet:
    """A sheet as far as it is read."""

    name: str = ""
    cells: list[dict[str, object]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Block] = field(default_factory=list)
    row: int = 0
    row_times: int = 0
    column: int = 0
    columns: int = 0
    declared: int = 0
    letters: int = 0
    column_styles: list[tuple[int, str]] = field(default_factory=list)
    row_style: str = ""


def look_through_ods(path: Path, data: bytes, limit: int) -> Mapping[str, Seen]:
    """Look through all sheets.

    Raises
    ------
    TooLargeError
        The rectangle up to the last cell of a sheet has more than ``limit`` cells; a cell can say that it is repeated.
    ReadError
        The file is broken, or has a password.
    """
    if _is_encrypted(data):
        raise ReadError("file_encrypted", path=path)
    sheets: dict[str, _Sheet] = {}
    sheet, from_1904 = _Sheet(), False
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("content.xml") as member:
        try:
            styles = styles_of_workbook(archive)
            for event, element in ElementTree.iterparse(member, ("start", "end")):
                tag = _tag(element)
                if event == "start" and tag == "table":
                    name = _attribute(element, "name")
                    sheet = sheets.setdefault(name, _Sheet(name))
                elif event == "end" and tag == "automatic-styles":
                    styles.take(element)
                elif event == "end" and tag == "null-date":
                    from_1904 = _attribute(element, "date-value").startswith("1904")
                elif event == "start" and tag == "table-row":
                    _begin_row(sheet, element)
                elif event == "end" and tag == "table-column":
                    _end_column(sheet, element)
                elif event == "end" and tag in {"table-cell", "covered-table-cell"}:
                    _end_cell(sheet, element, limit, styles)
                elif event == "end" and tag == "table-row":
                    sheet.row += sheet.row_times
                    element.clear()
        except (ElementTree.ParseError, ValueError, LookupError):
            raise ReadError("file_broken", path=path, kind="ODS") from None
    return {name: _seen(sheet, from_1904) for name, sheet in sheets.items()}


def _is_encrypted(data: bytes) -> bool:
    """Tell whether the list of the file's members says how its content is encrypted."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read(
            "META-INF/manifest.xml"
        )


def _seen(sheet: _Sheet, from_1904: bool) -> Seen:
    return Seen(
        cells=CELLS.of(sheet.cells),
        hidden_rows=pl.Series(sheet.hidden_rows, dtype=pl.UInt32),
        hidden_columns=frozenset(sheet.hidden_columns),
        merged=tuple(sheet.merged),
        from_1904=from_1904,
    )


def _begin_row(sheet: _Sheet, element: ElementTree.Element) -> None:
    sheet.row_times, sheet.column = _times(element, "number-rows-repeated"), 0
    sheet.row_style = _attribute(element, "default-cell-style-name")
    if _attribute(element, "visibility") in _HIDDEN:
        last = min(sheet.row + sheet.row_times, _MOST_ROWS)
        sheet.hidden_rows += range(sheet.row + 1, last + 1)


def _end_column(sheet: _Sheet, element: ElementTree.Element) -> None:
    times = _times(element, "number-columns-repeated")
    if _attribute(element, "visibility") in _HIDDEN:
        sheet.hidden_columns |= set(range(sheet.declared, min(sheet.declared + times, _MOST_COLUMNS)))
    sheet.declared += times
    sheet.column_styles.append((sheet.declared, _attribute(element, "default-cell-style-name")))


def _style_of(sheet: _Sheet, element: ElementTree.Element, column: int) -> str:
    """Name the style of a cell: its own, else that of its row, else that of its column."""
    of_column = next((style for end, style in sheet.column_styles if column < end), "")
    return _attribute(element, "style-name") or sheet.row_style or of_column


def _end_cell(sheet: _Sheet, element: ElementTree.Element, limit: int, styles: Styles) -> None:
    times = _times(element, "number-columns-repeated")
    first, sheet.column = sheet.column, sheet.column + times
    down, right = _times(element, "number-rows-spanned"), _times(element, "number-columns-spanned")
    if down > 1 or right > 1:
        sheet.merged.append((sheet.row + 1, first, sheet.row + down, first + right - 1))
    formula = bool(_attribute(element, "formula")) and not _attribute(element, "value-type")
    if not len(element) and not formula:
        return
    sheet.columns = max(sheet.columns, sheet.column)
    rows = sheet.row + sheet.row_times
    if times * sheet.row_times > 1:
        # each of the repeated cells gets the text anew
        sheet.letters += times * sheet.row_times * sum(map(len, element.itertext()))
    if rows * sheet.columns > limit or sheet.letters > _LETTERS * limit:
        raise TooLargeError(rows, sheet.columns, sheet.name)
    kinds = [_kind(element, formula)]
    if styles.any:
        style = _style_of(sheet, element, first)
        kinds += [(STRUCK, None)] if style in styles.struck else []
        kinds += [(OTHERWISE, None)] if style in styles.otherwise and _is_number(element) else []
    sheet.cells += (
        {"row": row + 1, "column": column, "kind": kind, "text": text}
        for kind, text in kinds
        if kind
        for row in range(sheet.row, rows)
        for column in range(first, sheet.column)
    )


def _is_number(element: ElementTree.Element) -> bool:
    return _attribute(element, "value-type") in {"float", "currency"}


def _kind(element: ElementTree.Element, formula: bool) -> tuple[str, str | None]:
    """Tell what a cell is besides its value."""
    if formula:
        return FORMULA, None
    types = {value for key, value in element.attrib.items() if key.endswith("}value-type")}
    if "error" in types:
        return ERROR, "".join(t for p in element if p.tag.endswith("}p") for t in p.itertext()).strip()
    if "percentage" in types:
        return PERCENT, "1 1"
    if "float" in types and abs(float(_attribute(element, "value") or 0)) >= LONGEST_NUMBER:
        return DIGITS, None
    # most lines hold nothing but letters
    nested = types == {"string"} and any(len(part) and _tag(part) != "annotation" for part in element)
    if nested and any(_tag(part) in _ODD for part in element.iter()):
        return TEXT, "\n".join(_lines(element))
    return "", None


def _lines(element: ElementTree.Element) -> Iterator[str]:
    """Yield the lines of a cell as they are shown."""
    for part in element:
        if _tag(part) in {"p", "h"}:
            yield "".join(_words(part))


def _words(element: ElementTree.Element) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        tag = _tag(part)
        if tag == "s":
            yield " " * min(int(_attribute(part, "c") or 1), _MOST_COLUMNS)
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag not in _BESIDE:
            yield from _words(part)
        yield part.tail or ""


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _attribute(element: ElementTree.Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")


def _times(element: ElementTree.Element, name: str) -> int:
    return int(_attribute(element, name) or 1)
