"""Which files are read in this process: those that a quick look shows to be ordinary. All others get their own.

The look is at what is packed and at how cells say where they are. It is careful in one direction: an ordinary file may
be taken for a doubtful one, which costs a third of a second.
"""

from __future__ import annotations

import io
import re
import zipfile

import polars as pl

from kumin.reading import Limits
from kumin.responses.readers.reader import Source

ORDINARY_SIZE = 48 * 1024**2
"""Bytes that a workbook may have unpacked, sheets of an XLSX apart, to be read in this process."""
ORDINARY_SHEETS = 160 * 1024**2
"""Bytes that the sheets of an XLSX may have unpacked; they are looked through piece by piece before they are read."""
ORDINARY_CELLS = 6_000_000
"""Cells that the rectangle of a sheet may have in this process."""
BYTES_OF_A_CELL = 80
"""Memory that a cell of a workbook's rectangle takes while it is read, empty ones too."""

_SHEETS = "xl/worksheets/"  # looked at when their cells are
_MEDIA = "xl/media/"
_SMALL = 4 * 1024**2
_DENSE = 40  # times that an ordinary workbook is larger unpacked
_TIMES = 20  # memory that reading takes, in bytes of XML
_TIMES_OF_SHEETS = 8  # of sheets without what is found when they are looked through
_HEAD = 1024
# a place in another form than A1 or 1, which the search for cells far out would not see
_PLACE = r"""[^A-Z0-9]|[A-Z]{1,3}[^A-Z0-9]|[A-Z]{4}|[A-Z]{1,3}[0-9]+[^0-9"']|[0-9]+[^0-9"']|[A-Z]*[0-9]{8}"""
ODD_PLACE = rf"""\sr(?:\s+=|=\s|=["'](?:{_PLACE}))"""
"""A place that is not written as A1 or 1."""
_NOT_UTF8 = re.compile(rb"""encoding\s*=\s*["'](?!utf-8["'])|<!DOCTYPE|<!ENTITY""", re.IGNORECASE)


def is_ordinary(source: Source, limits: Limits) -> bool:
    """Tell whether a file can be read in this process without taking much memory or time.

    Parameters
    ----------
    source : Source
        The file.
    limits : Limits
        What reading it may take.
    """
    if source.kind not in {"xlsx", "ods"}:
        # of XLS only its library knows the sizes; SPSS its reader reads apart; the others are counted as they are read
        return source.kind != "xls"
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
        members = archive.infolist()
        size = sum(info.file_size for info in members)
        sheets = sum(info.file_size for info in members if source.kind == "xlsx" and info.filename.startswith(_SHEETS))
        rest = size - sheets
        if rest > ORDINARY_SIZE or sheets > ORDINARY_SHEETS or size > max(_SMALL, _DENSE * len(source.data)):
            return False
        if _TIMES * rest + _TIMES_OF_SHEETS * sheets > limits.bytes:
            return False
        if source.kind == "ods":
            return True  # its own search reads XML as such, and counts what is repeated
        looked_at = [info for info in members if not info.filename.startswith((_SHEETS, _MEDIA))]
        return all(_is_plain(archive.read(info)) for info in looked_at)
    except (zipfile.BadZipFile, OSError, ValueError, KeyError):
        return False


def _is_plain(part: bytes) -> bool:
    """Tell whether a part of a workbook is XML in which every cell says plainly where it is."""
    return is_utf8(part) if _holds_shared_texts(part) else _says_places_plainly(part)


def _holds_shared_texts(part: bytes) -> bool:
    return b"<sst" in part[:_HEAD] or b":sst" in part[:_HEAD]


def longest_shared_text(archive: zipfile.ZipFile) -> int:
    """Bytes of the longest of the texts that the cells of a workbook share: any cell may hold it."""
    others = (archive.read(name) for name in archive.namelist() if not name.startswith((_SHEETS, _MEDIA)))
    return max((len(text) for part in others if _holds_shared_texts(part) for text in part.split(b"si>")), default=0)


def _says_places_plainly(part: bytes) -> bool:
    """Tell whether XML is UTF-8 in which every place is written as A1, so that a search finds the cells far out."""
    if not is_utf8(part):
        return False
    try:
        return not pl.Series([part.decode("utf-8")]).str.contains(ODD_PLACE).any()
    except UnicodeDecodeError:
        return False


def is_utf8(part: bytes) -> bool:
    """Tell by its beginning whether XML is UTF-8 without definitions of its own."""
    return _NOT_UTF8.search(part[:_HEAD]) is None and b"\0" not in part[:_HEAD]
