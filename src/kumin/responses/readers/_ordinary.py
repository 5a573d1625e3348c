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
"""Bytes that a workbook may have unpacked to be read in this process."""
ORDINARY_CELLS = 3_000_000
"""Cells that the rectangle of a sheet may have in this process."""
BYTES_OF_A_CELL = 80
"""Memory that a cell of a workbook's rectangle takes while it is read, empty ones too."""

_LATER = ("xl/worksheets/", "xl/media/")  # sheets are looked at when their cells are
_SMALL = 4 * 1024**2
_DENSE = 40  # times that an ordinary workbook is larger unpacked
_TIMES = 20  # memory that reading takes, in bytes of XML
_SHORTEST_CELL = 16  # <c t="s"><v>0</v>
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
        if size > min(ORDINARY_SIZE, limits.bytes // _TIMES) or size > max(_SMALL, _DENSE * len(source.data)):
            return False
        if source.kind == "ods":
            return True  # its own search reads XML as such, and counts what is repeated
        looked_at = [info for info in members if not info.filename.startswith(_LATER)]
        return all(_is_plain(archive.read(info), size, limits) for info in looked_at)
    except (zipfile.BadZipFile, OSError, ValueError, KeyError):
        return False


def _is_plain(part: bytes, size: int, limits: Limits) -> bool:
    """Tell whether a part of a workbook is XML in which every cell says plainly where it is, and no text is huge."""
    if b"<sst" not in part[:_HEAD] and b":sst" not in part[:_HEAD]:
        return _says_places_plainly(part)
    if not is_utf8(part):
        return False
    # every cell may hold the longest of the shared texts
    longest = max(map(len, part.split(b"si>")))
    return (size - len(part)) // _SHORTEST_CELL * longest < limits.bytes // 2


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
