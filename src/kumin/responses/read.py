"""Answer file → a table of text, with the row numbers a spreadsheet shows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from kumin.definitions import FileLayout, Questionnaire
from kumin.errors import ReadError
from kumin.responses.encoding import ENCODINGS, looks_utf8, to_utf8
from kumin.responses.layout import SEARCHED, Headings, find_headings, headings_of
from kumin.responses.unpack import Content, load

if TYPE_CHECKING:
    from kumin.responses.spreadsheet import Sheet, Workbook

ROW = "row"
"""Column of file row numbers: as a spreadsheet shows them, the first row of the file is 1."""

_MAX_SHEETS = 20
_HEADING_LENGTH = 1000
_DOS_END = b"\x1a"  # what old systems put behind the last line

# hashing a large file beside its reading
_DIGESTS = ThreadPoolExecutor(1, thread_name_prefix="kumin-digest")


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """An answer file as text.

    Attributes
    ----------
    path : Path
        The file.
    headers : tuple of str
        Headings as they stand in the file, in order; those of several rows joined.
    frame : polars.DataFrame
        One row a record: ``row`` (UInt32, file row number) and one String column per heading, named ``c0``, ``c1``, …
        by position, because headings may repeat. An empty cell is null. In large text files a column of nothing but
        small whole numbers is Int16; see :meth:`text`.
    encoding : str
        Of a text file: ``utf-8``, ``utf-8-sig``, ``cp932``, ``utf-16-le``, …; else the kind.
    delimiter : str
        Of a text file, else empty.
    sha256 : str
        Digest of the file's bytes.
    size : int
        Bytes.
    kind : {"text", "xlsx", "xls", "ods", "parquet", "sav"}
        What the file is.
    evidence : str
        What the encoding was told by; see :func:`kumin.responses.encoding.to_utf8`.
    sheet : str
        The sheet read of a workbook.
    unread : tuple of str
        Its other sheets with answers below the same headings.
    headings : Headings
        The headings part by part.
    top : tuple of rows
        The rows above the answers, as they stand in the file.
    """

    path: Path
    headers: tuple[str, ...]
    frame: pl.DataFrame
    encoding: str
    delimiter: str
    sha256: str
    size: int
    kind: str = "text"
    evidence: str = ""
    sheet: str = ""
    unread: tuple[str, ...] = ()
    headings: Headings = field(default_factory=lambda: headings_of(()))
    top: tuple[tuple[str | None, ...], ...] = ()

    def text(self, position: int, rows: pl.Series | None = None) -> pl.Series:
        """Cells of a column as text, all or those of some zero-based rows."""
        cells = self.frame[self.column(position)]
        return (cells if rows is None else cells.gather(rows)).cast(pl.String)

    @staticmethod
    def column(position: int) -> str:
        """Name of the frame's column at a zero-based position."""
        return f"c{position}"


def read_answers(
    path: str | Path,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    layout: FileLayout | None = None,
    questionnaire: Questionnaire | None = None,
) -> AnswerTable:
    """Read a file of answers, everything as text.

    Parameters
    ----------
    path : str or Path
        CSV or TSV, XLSX, XLS, ODS, Parquet or SPSS; gzip or a zip of one such file too. What it is, its bytes tell.
    encoding : str, optional
        One of :data:`ENCODINGS`, for a text file. Default: found out from the bytes.
    sheet : str, optional
        Name of a workbook's sheet. Default: the one with most of the questionnaire's headings, else the largest; a
        hidden one only where no other has about as many.
    layout : FileLayout, optional
        What is known of the layout; default: the questionnaire's ``file``.
    questionnaire : Questionnaire, optional
        Helps to find the headings.

    Raises
    ------
    ReadError
        The file is missing, empty, too large, broken, of a kind that holds no answers or of another encoding, or has
        no answers below its headings.
    """
    path = Path(path)
    layout = layout or (questionnaire.file if questionnaire else FileLayout())
    changes = {"encoding": encoding, "sheet": sheet}
    layout = layout.model_copy(update={key: value for key, value in changes.items() if value is not None})
    content = load(path)
    digest = _DIGESTS.submit(_sha256, content.stored)
    if content.kind == "text":
        table = _read_text(path, content, layout, questionnaire)
    elif content.kind in {"parquet", "sav"}:
        table = _read_columns(path, content)
    else:
        table = _read_workbook(path, content, layout, questionnaire)
    return replace(table, sha256=digest.result(), size=len(content.stored), kind=content.kind)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _read_text(path: Path, content: Content, layout: FileLayout, questionnaire: Questionnaire | None) -> AnswerTable:
    from kumin.responses.delimited import parse

    # where the beginning is UTF-8 and something further down is not, Polars refuses, and it is read with care
    quick = layout.encoding is None and looks_utf8(content.data)
    data = content.data.rstrip(_DOS_END) if quick else content.data
    if quick and (table := _read_large_text(path, data, layout, questionnaire, "utf-8", "valid")):
        return table
    text, encoding, evidence = to_utf8(path, data, layout.encoding)
    text = text.rstrip(_DOS_END)
    if table := _read_large_text(path, text, layout, questionnaire, encoding, evidence):
        return table
    raw, delimiter = parse(path, text, layout.delimiter)
    if raw.width == 1 and content.data[:4096].count(0) > 4:
        raise ReadError("file_of_no_use", path=path, kind="binary")
    headings = find_headings(_top(raw, layout), layout, questionnaire)
    return _cut(path, raw, headings, encoding=encoding, delimiter=delimiter, evidence=evidence)


def _read_large_text(
    path: Path, data: bytes, layout: FileLayout, questionnaire: Questionnaire | None, encoding: str, evidence: str
) -> AnswerTable | None:
    """Read a large text, UTF-8 by now, the fast way; None where it is small, or not as regular as this needs."""
    from kumin.responses.delimited import parse_body, parse_large

    if (opened := parse_large(data, layout.delimiter)) is None:
        return None
    head, delimiter = opened
    headings = find_headings(_top(head, layout), layout, questionnaire)
    start = headings.first + headings.depth
    body = parse_body(data, delimiter, head, start)
    if body is None or body.width != head.width:
        return None
    top = head.head(start).rows()
    return _table(path, body, headings, top, encoding=encoding, delimiter=delimiter, evidence=evidence)


def _read_columns(path: Path, content: Content) -> AnswerTable:
    from kumin.responses.columnar import read_parquet, read_sav

    if content.kind == "parquet":
        names, frame = read_parquet(path, content.data)
        labels: Sequence[str] = ()
    else:
        names, labels, frame = read_sav(path, content.data)
    headings = headings_of(names, labels)
    # as a spreadsheet would show it: names in row 1
    header = pl.DataFrame({f"c{p}": [name] for p, name in enumerate(names)}, schema=frame.schema)
    return _cut(path, pl.concat([header, frame]), headings, encoding=content.kind)


def _read_workbook(
    path: Path, content: Content, layout: FileLayout, questionnaire: Questionnaire | None
) -> AnswerTable:
    from kumin.responses.spreadsheet import open_workbook

    book = open_workbook(path, content.data, content.kind)
    unread: tuple[str, ...] = ()
    if layout.sheet is not None:
        if layout.sheet not in book.sheets:
            raise ReadError("sheet_missing", path=path, sheet=layout.sheet, known=", ".join(book.sheets[:_MAX_SHEETS]))
        sheet = book.sheet(layout.sheet)
        headings = find_headings(_top(sheet.frame, layout), layout, questionnaire)
    else:
        sheet, headings, unread = _choose_sheet(book, layout, questionnaire)
    if sheet.frame.is_empty():
        raise ReadError("file_empty", path=path)
    table = _cut(path, sheet.frame, headings, encoding=content.kind)
    return replace(table, sheet=sheet.name, unread=unread)


def _choose_sheet(
    book: Workbook, layout: FileLayout, questionnaire: Questionnaire | None
) -> tuple[Sheet, Headings, tuple[str, ...]]:
    """Choose the sheet with most known headings, the first of them; without a questionnaire the largest.

    Returns
    -------
    tuple
        The sheet, its headings, and the names of the others that have as good as the same headings and answers.
    """
    from kumin.responses.layout import count_known

    read: list[tuple[int, Sheet, Headings]] = []
    for name in book.sheets[:_MAX_SHEETS]:
        sheet = book.sheet(name)
        if sheet.frame.is_empty():
            continue
        headings = find_headings(_top(sheet.frame, layout), layout, questionnaire)
        known = count_known(headings, questionnaire)
        read.append((known if questionnaire else sheet.frame.height * sum(map(bool, headings.names)), sheet, headings))
    if not read:
        raise ReadError("file_empty", path=book.path)
    most = max(score for score, _, _ in read)
    # a hidden sheet is last year's as often as not; but an explanation that happens to name a heading is no rival
    likely = [found for found in read if 2 * found[0] >= most]
    best = max(likely, key=lambda found: (not found[1].hidden, found[0]))
    others = [found for found in likely if found is not best and questionnaire and most]
    unread = tuple(sheet.name for _, sheet, headings in others if _has_answers(sheet, headings))
    return best[1], best[2], unread


def _has_answers(sheet: Sheet, headings: Headings) -> bool:
    """Tell whether anything stands below a sheet's headings."""
    below = sheet.frame.slice(headings.first + headings.depth)
    return any(column.null_count() < len(column) for column in below)


def _top(raw: pl.DataFrame, layout: FileLayout) -> list[tuple[str | None, ...]]:
    """Return the rows that headings are looked for in; of a very long cell its beginning is enough."""
    return raw.head(max(SEARCHED, layout.header_row or 0) + 5).select(pl.all().str.head(_HEADING_LENGTH)).rows()


def _cut(
    path: Path, raw: pl.DataFrame, headings: Headings, *, encoding: str, delimiter: str = "", evidence: str = ""
) -> AnswerTable:
    """Cut a sheet into headings and answers."""
    start = headings.first + headings.depth
    top = raw.head(start).rows()
    return _table(path, raw.slice(start), headings, top, encoding=encoding, delimiter=delimiter, evidence=evidence)


def _table(
    path: Path, frame: pl.DataFrame, headings: Headings, top: Sequence[tuple[str | None, ...]], *, encoding: str,
    delimiter: str, evidence: str,
) -> AnswerTable:  # fmt: skip
    """Cut empty columns at the right and empty rows at the end."""
    kept = _used_columns(frame, headings)
    frame = _without_empty_end(frame.select(frame.columns[:kept]))
    if frame.is_empty():
        raise ReadError("file_without_rows", path=path)
    headings = replace(headings, parts=headings.parts[:kept], own=headings.own[:kept])
    return AnswerTable(
        path=path, headers=headings.names, frame=frame.with_row_index(ROW, offset=len(top) + 1), encoding=encoding,
        delimiter=delimiter, sha256="", size=0, evidence=evidence, headings=headings,
        top=tuple(row[:kept] for row in top),
    )  # fmt: skip


def _used_columns(frame: pl.DataFrame, headings: Headings) -> int:
    """Count the columns up to the last with a heading of its own or a value."""
    for position in range(frame.width - 1, -1, -1):
        named = position < len(headings.own) and any(headings.own[position])
        if named or frame.to_series(position).null_count() < frame.height:
            return position + 1
    return 0


def _without_empty_end(frame: pl.DataFrame) -> pl.DataFrame:
    """Drop the rows after the last one with a value."""
    filled = pl.any_horizontal(pl.all().is_not_null())
    if frame.is_empty() or frame.tail(1).select(filled).item():
        return frame
    last = frame.select(pl.arg_where(filled).max()).item()
    return frame.head(0 if last is None else last + 1)


__all__ = ["ENCODINGS", "ROW", "AnswerTable", "read_answers"]
