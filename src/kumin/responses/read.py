"""Answer file → a table of text, with the row numbers a spreadsheet shows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from kumin.errors import ReadError

ROW = "row"
"""Column of file row numbers: the header is row 1, as a spreadsheet shows it."""

ENCODINGS = ("utf-8", "utf-8-sig", "cp932")

# a file that begins like this is no CSV, whatever its name says
_SIGNATURES = {
    b"PK\x03\x04": "XLSX",
    b"\xd0\xcf\x11\xe0": "XLS",
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
}


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """An answer file as text.

    Attributes
    ----------
    path : Path
        The file.
    headers : tuple of str
        Headings as they stand in the file, in order.
    frame : polars.DataFrame
        One row a record: ``row`` (UInt32, file row number) and one String column per heading, named ``c0``, ``c1``, …
        by position, because headings may repeat. An empty cell is null.
    encoding : str
        ``utf-8``, ``utf-8-sig`` or ``cp932``.
    delimiter : str
        ``,`` or tab.
    sha256 : str
        Digest of the file's bytes.
    size : int
        Bytes.
    """

    path: Path
    headers: tuple[str, ...]
    frame: pl.DataFrame
    encoding: str
    delimiter: str
    sha256: str
    size: int

    @staticmethod
    def column(position: int) -> str:
        """Name of the frame's column at a zero-based position."""
        return f"c{position}"


def read_answers(path: str | Path, *, encoding: str | None = None) -> AnswerTable:
    """Read a CSV or TSV file of answers, everything as text.

    Parameters
    ----------
    path : str or Path
        The file.
    encoding : {"utf-8", "utf-8-sig", "cp932"}, optional
        Default: UTF-8 where the bytes are UTF-8, else CP932.

    Raises
    ------
    ReadError
        The file is missing, empty, no CSV, of another encoding, or has a row with more cells than headings.
    """
    path = Path(path)
    data = _bytes(path)
    text, used = _as_utf8(path, data, encoding)
    first_line = text.split(b"\n", 1)[0]
    delimiter = "\t" if first_line.count(b"\t") > first_line.count(b",") else ","
    raw = _parse(path, text, delimiter)
    headers = tuple((value or "").strip() for value in raw.row(0))
    frame = raw.slice(1)
    if frame.is_empty():
        raise ReadError("file_without_rows", path=path)
    frame.columns = [AnswerTable.column(position) for position in range(frame.width)]
    frame = frame.with_row_index(ROW, offset=2)
    return AnswerTable(path, headers, frame, used, delimiter, hashlib.sha256(data).hexdigest(), len(data))


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ReadError("file_missing", path=path) from None
    except IsADirectoryError:
        raise ReadError("file_is_folder", path=path) from None
    except OSError as error:
        raise ReadError("file_unreadable", path=path, reason=error.strerror or str(error)) from None
    if not data.strip():
        raise ReadError("file_empty", path=path)
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            raise ReadError("file_is_not_csv", path=path, kind=kind)
    return data


def _as_utf8(path: Path, data: bytes, encoding: str | None) -> tuple[bytes, str]:
    """Return the text as UTF-8 bytes without BOM, and the encoding it was in."""
    if encoding is not None and encoding not in ENCODINGS:
        raise ReadError("encoding_unknown", path=path, encoding=encoding, known=", ".join(ENCODINGS))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadError("file_is_utf16", path=path)
    if encoding != "cp932":
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            if encoding is not None:
                raise ReadError("encoding_wrong", path=path, encoding=encoding, offset=error.start) from None
        else:
            bom = data.startswith(b"\xef\xbb\xbf")
            return (data[3:], "utf-8-sig") if bom else (data, "utf-8")
    try:
        return data.decode("cp932").encode("utf-8"), "cp932"
    except UnicodeDecodeError as error:
        code = "encoding_undetected" if encoding is None else "encoding_wrong"
        raise ReadError(code, path=path, encoding="cp932", offset=error.start) from None


def _parse(path: Path, text: bytes, delimiter: str) -> pl.DataFrame:
    try:
        return pl.read_csv(text, has_header=False, infer_schema=False, separator=delimiter)
    except pl.exceptions.PolarsError as error:
        row, width, expected = _first_long_row(text, delimiter)
        if row:
            raise ReadError("row_too_long", path=path, row=row, width=width, expected=expected) from None
        raise ReadError("file_not_parsed", path=path, reason=str(error).splitlines()[0]) from None


def _first_long_row(text: bytes, delimiter: str) -> tuple[int, int, int]:
    """Find the first record with more cells than the header: (row, its cells, the header's), zeros if none."""
    import csv
    import io

    expected = 0
    try:
        for row, cells in enumerate(csv.reader(io.StringIO(text.decode("utf-8"), newline=""), delimiter=delimiter), 1):
            expected = expected or len(cells)
            if len(cells) > expected:
                return row, len(cells), expected
    except csv.Error:
        pass
    return 0, 0, 0
