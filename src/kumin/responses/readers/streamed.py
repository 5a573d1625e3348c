"""Long texts, read piece by piece: neither the text nor its cells are ever in memory as a whole."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import IO

import polars as pl

from kumin.definitions import FileLayout, Questionnaire
from kumin.errors import ReadError
from kumin.on_disk import ColumnFile, is_long
from kumin.reading import Clock
from kumin.responses.delimiters import Counted, records, short_rows
from kumin.responses.lines import Signs
from kumin.responses.matching.headings import Headings, find_headings, first_rows
from kumin.responses.readers._content import kind_of
from kumin.responses.readers._delimited import empty_as_null, parse_large, parse_piece, small_numbers
from kumin.responses.readers.text import DOS_END, count, table_of_large, width_of
from kumin.responses.table import AnswerTable

PIECE = 1 << 23
"""Bytes that are read at once."""

_BEGIN = 1 << 22
_LONGEST = 8  # pieces that a record may reach over
_RESTARTS = 3
_END = 1 << 16
_TEXT = "text"
_FEED, _RETURN, _QUOTE = 10, 13, 34


def read_streamed(path: Path, layout: FileLayout, questionnaire: Questionnaire | None) -> AnswerTable | None:
    """Read a long UTF-8 text of a regular form.

    Returns
    -------
    AnswerTable or None
        None where the file is not long, or is to be read as a whole: it is of another encoding, has stray quotes or
        several kinds of line ends, or cannot be read.

    Raises
    ------
    ReadError
        As of :func:`kumin.responses.read_answers`.
    """
    try:
        with path.open("rb") as file:
            begin = file.read(_BEGIN)
            size = path.stat().st_size
            if layout.encoding is not None or not is_long(_rows(begin, size)) or not _is_plain(path, begin):
                return None
            bom = len(codecs.BOM_UTF8) if begin.startswith(codecs.BOM_UTF8) else 0
            opened = parse_large(begin[bom:], layout.delimiter)
            if opened is None:
                return None
            head, delimiter = opened
            headings = find_headings(first_rows(head, layout), layout, questionnaire)
            whole = small_numbers(head.slice(headings.first + headings.depth))
            for attempt in range(_RESTARTS, -1, -1):
                stream = _Stream(file, path, begin, bom, delimiter, headings, head, size, whole if attempt else set())
                try:
                    body = stream.read()
                except _RestartError:
                    whole = stream.whole
                else:
                    break
    except (OSError, ValueError, pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None  # what is wrong with it is told by those who read it as a whole
    evidence = "bom" if bom else "ascii" if stream.ascii else "valid"
    how = {"encoding": "utf-8-sig" if bom else "utf-8", "delimiter": delimiter, "evidence": evidence}
    table = table_of_large(
        path, begin[bom:], head, body, headings, stream.signs, Counted(stream.delimiters, False), how,
        end=stream.end, short=tuple(stream.short),
    )  # fmt: skip
    return replace(table, sha256=stream.digest.hexdigest(), size=size, kind=_TEXT)


def _rows(begin: bytes, size: int) -> int:
    """Estimate the rows of a file by those of its beginning."""
    return size * begin.count(b"\n") // max(len(begin), 1)


def _is_plain(path: Path, begin: bytes) -> bool:
    """Tell from its beginning whether a file is UTF-8 text."""
    sample = begin[: begin.rfind(b"\n", 0, 1 << 16) + 1]
    try:
        return bool(sample.decode()) and 0 not in sample and kind_of(path, begin) == _TEXT
    except (UnicodeDecodeError, ReadError):
        return False


class _RestartError(Exception):
    """Columns have cells that are no small whole numbers: all is read again, with these as text."""


class _Stream:
    """A long text that is read piece by piece, its cells written to a file of columns.

    Where it raises ``ValueError`` the text is to be read as a whole.
    """

    def __init__(
        self, file: IO[bytes], path: Path, begin: bytes, bom: int, delimiter: str, headings: Headings,
        head: pl.DataFrame, size: int, whole: set[str],
    ) -> None:  # fmt: skip
        self.whole = set(whole)
        self.signs = Signs(0, 0, 0, 0, False, 0)
        self.ascii, self.delimiters, self.end = True, 0, b""
        self.short: list[int] = []
        self._file, self._delimiter, self._width, self._rows = file, delimiter, head.width, 0
        self._needed = width_of(headings, 0)
        self._clock = Clock(path, ReadError)
        start = headings.first + headings.depth
        above = _records_of(begin[bom:], delimiter, start)
        self.digest = hashlib.sha256(begin[:bom] + above)
        self._account(above, head.head(start), *count(above, delimiter))
        file.seek(bom + len(above))
        self._columns = ColumnFile()
        # a row has a sign at least for each of its cells
        most = size // head.width + 1
        self._numbers = {
            name: self._columns.add(pl.Int16() if name in self.whole else pl.String(), most) for name in head.columns
        }

    def read(self) -> pl.DataFrame:
        """Read all records below the headings."""
        writing: Future[None] | None = None
        with ThreadPoolExecutor(3, thread_name_prefix="kumin-pieces") as workers:
            for piece in self._pieces():
                hashed = workers.submit(self.digest.update, piece)
                if text := piece.rstrip(DOS_END):
                    counted = workers.submit(count, text, self._delimiter)
                    frame = self._parse(text)
                    signs, delimiters = counted.result()
                    frame = empty_as_null(frame, signs)
                    self._account(text, frame, signs, delimiters)
                    if writing:
                        writing.result()
                    writing = workers.submit(self._write, frame)
                hashed.result()
                self._clock.check()
            if writing:
                writing.result()
        made = zip(self._numbers, self._columns.columns(), strict=True)
        return pl.DataFrame([column.alias(name) for name, column in made])

    def _pieces(self) -> Iterator[bytes]:
        """Yield the text in pieces that end where a record does."""
        rest = b""
        while block := self._file.read(PIECE):
            block = rest + block
            if end := _last_end(block):
                yield block[:end]
            elif len(block) > _LONGEST * max(PIECE, _BEGIN):
                raise ValueError(len(block))
            rest = block[end:]
        if rest:
            yield rest

    def _parse(self, text: bytes) -> pl.DataFrame:
        try:
            return parse_piece(text, self._delimiter, self._width, self.whole)
        except pl.exceptions.ComputeError:
            names = sorted(self.whole)
            cells = parse_piece(text, self._delimiter, self._width, ()).select(names)
            before, after = (one.null_count().row(0) for one in (cells, cells.cast(pl.Int16, strict=False)))
            odd = {name for name, empty, lost in zip(names, before, after, strict=True) if lost > empty}
            if not odd:
                raise
            self.whole -= odd
            raise _RestartError from None

    def _account(self, text: bytes, frame: pl.DataFrame, signs: Signs, counted: Counted) -> None:
        """Add what the bytes of a piece say to what those before it say."""
        self.signs = self.signs.followed_by(signs)
        if counted.odd or signs.lone_returns or not self.signs.alike:
            raise ValueError(signs)
        self.ascii = self.ascii and text.isascii()
        self.delimiters += counted.total
        self.end = (self.end + text[-_END:])[-_END:]
        within = 0
        if signs.quotes:
            cells = pl.col(pl.String).str.count_matches(self._delimiter, literal=True)
            within = sum(each or 0 for each in frame.select(cells.sum()).row(0))
        if frame.height * (self._width - 1) + within > counted.total and self._needed > 1:
            found = short_rows(text, self._delimiter, self._needed, signs.quotes)
            self.short += (self._rows + row for row in found)
        self._rows += frame.height

    def _write(self, frame: pl.DataFrame) -> None:
        for name, number in self._numbers.items():
            self._columns.append(number, frame[name])


def _records_of(text: bytes, delimiter: str, count: int) -> bytes:
    """Return the bytes of the first records of a text."""
    length = sum(len(lines.encode()) for lines, _ in islice(records(text, delimiter), count))
    return text[:length]


def _last_end(block: bytes) -> int:
    """Return where the last record ends that another follows in a block, neither of them a blank line; 0 for none.

    A line end behind an odd number of quotes is within a cell.
    """
    end = len(block)
    while (end := block.rfind(b"\n", 0, end - 1) + 1) and end < len(block):
        if _is_blank(block, end) or block.count(b'"', 0, end) % 2:
            continue
        return end
    return 0


def _is_blank(block: bytes, end: int) -> bool:
    line = block[block.rfind(b"\n", 0, end - 1) + 1 : end]
    return not line.strip() or block[end] in (_FEED, _RETURN)
