"""Every sheet of a workbook, within the limits of any file: for what is no file of answers."""

from __future__ import annotations

from pathlib import Path

from kumin.definitions import FileLayout
from kumin.errors import ReadError
from kumin.responses.readers._content import load
from kumin.responses.readers.guard import read_guarded
from kumin.responses.readers.reader import Source
from kumin.responses.readers.spreadsheets._spreadsheet import Sheet, open_workbook

MOST = 100
"""Sheets that are read."""
_KINDS = ("xlsx", "xls", "ods")


def read_sheets(source: Source) -> tuple[Sheet, ...]:
    """Read every sheet."""
    book = open_workbook(source.path, source.data, source.kind, source.cells, apart=source.apart)
    return tuple(book.sheet(name) for name in book.sheets[:MOST])


def sheets_of(path: Path) -> tuple[Sheet, ...]:
    """Read every sheet of a workbook.

    Raises
    ------
    ReadError
        It is no workbook, broken, encrypted, or takes more memory or time than it may.
    """
    content = load(path)
    if content.kind not in _KINDS:
        raise ReadError("workbook_expected", path=path)
    return read_guarded(Source(path, content.data, content.kind, FileLayout()), read_sheets)


__all__ = ["Sheet", "read_sheets", "sheets_of"]
