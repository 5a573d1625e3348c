"""Long texts, read piece by piece: neither the text nor its cells are ever in memory as a whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path

import polars as pl

from kumin.definitions import FileLayout, Questionnaire
from kumin.errors import ReadError
from kumin.on_disk import ColumnFile
from kumin.reading import Clock
from kumin.responses.delimiters import records, short_rows
from kumin.responses.matching.headings import Headings, find_headings, first_rows
from kumin.responses.quotes import has_formula_signs, has_spaces_before_quotes
from kumin.responses.readers._delimited import empty_as_null
from kumin.responses.readers._large import parse_large, parse_piece, repeating, small_numbers
from kumin.responses.readers._long_text import BEGIN, TEXT, LongText, long_text
from kumin.responses.readers.encoding import is_jis
from kumin.responses.readers.text import DOS_END, table_of_large, width_of
from kumin.responses.signs import Counted, CountedText, Signs, count
from kumin.responses.table import AnswerTable

PIECE = 1 << 23
"""Bytes that are read at once."""

_LONGEST = 8  # pieces that a record may reach over
_END = 1 << 16
_TIME_OVER = "reading_takes_time"
_FEED, _RETURN, _QUOTE = 10, 13, 34


def read_streamed(path: Path, layout: FileLayout, questionnaire: Questionnaire | None) -> AnswerTable | None:
    """Read a long text of a regular form, packed or not.

    Returns
    -------
    AnswerTable or None
        None where the file is not long, or is to be read as a whole: it is of an encoding that is not sure, has stray
        quotes or several kinds of line ends, or cannot be read.

    Raises
    ------
    ReadError
        As of :func:`kumin.responses.read_answers`.
    """
    clock = Clock(path, ReadError)
    try:
        with long_text(path, layout.encoding, clock) as text:
            return _read(path, text, layout, questionnaire, clock) if text else None
    except (OSError, ValueError):
        return None  # what is wrong with it is told by those who read it as a whole


def _read(
    path: Path, text: LongText, layout: FileLayout, questionnaire: Questionnaire | None, clock: Clock
) -> AnswerTable | None:
    code = text.coded
    try:
        begin = code.text(text.begin[code.bom :])
        opened = parse_large(begin, layout.delimiter)
        if opened is None or has_formula_signs(text.begin, opened[1]):
            return None
        head, delimiter = opened
        headings = find_headings(first_rows(head, layout), layout, questionnaire)
        stream = _Stream(text, delimiter, headings, head, clock)
        body = stream.read()
    except ReadError as error:
        if error.code == _TIME_OVER:
            raise
        return None
    except (OSError, ValueError, pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None
    evidence = text.source.evidence or ("ascii" if stream.ascii else "valid")
    how = {"encoding": text.source.name, "delimiter": delimiter, "evidence": evidence}
    counted = Counted(stream.delimiters, False)
    own = CountedText(begin, stream.signs, counted, end=stream.end, short=tuple(stream.short))
    table = table_of_large(path, own, head, body, headings, how)
    digest = text.digest() if text.digest else stream.digest.hexdigest()
    return replace(table, sha256=digest, size=path.stat().st_size, kind=TEXT)


class _Kinds:
    """As what each column is read: the first of small whole numbers, texts that repeat, and texts that all cells are.

    Parameters
    ----------
    sample : DataFrame
        The first records, as text.
    """

    def __init__(self, sample: pl.DataFrame) -> None:
        self._repeated = repeating(sample)
        whole = small_numbers(sample)
        self.of = {name: pl.Int16() if name in whole else self._text(name) for name in sample.columns}

    def _text(self, name: str) -> pl.DataType:
        return pl.Categorical(pl.Categories.random("kumin", pl.UInt16)) if name in self._repeated else pl.String()

    def next(self, name: str) -> None:
        """Read a column as the next kind."""
        self.of[name] = self._text(name) if self.of[name] == pl.Int16() else pl.String()


class _Stream:
    """A long text that is read piece by piece, its cells written to a file of columns.

    Where it raises ``ValueError`` the text is to be read as a whole.
    """

    def __init__(self, long: LongText, delimiter: str, headings: Headings, head: pl.DataFrame, clock: Clock) -> None:
        self.signs = Signs(0, 0, 0, 0, False, 0)
        self.ascii, self.delimiters, self.end = True, 0, b""
        self.short: list[int] = []
        self._file, self._delimiter, self._width, self._rows = long.file, delimiter, head.width, 0
        self._needed = width_of(headings, 0)
        self._clock, self._code = clock, long.coded
        self._hashed = long.digest is None
        start = headings.first + headings.depth
        begin, code = long.begin, long.coded
        text = code.text(begin[code.bom :])
        above = _records_of(text, delimiter, start)
        # an encoding changes the length of a text, but not the number of its lines
        length = _lines_of(begin[code.bom :], above.count(b"\n"))
        self.digest = hashlib.sha256(begin[: code.bom + length])
        self._account(above, head.head(start), *count(above, delimiter))
        self._start = code.bom + length
        # a row has a sign at least for each of its cells
        self._most = long.size // head.width + 1
        self._kinds = _Kinds(head.slice(start))

    def read(self) -> pl.DataFrame:
        """Read all records below the headings, and once more the columns that proved to be of another kind."""
        names = list(self._kinds.of)
        made: dict[str, pl.Series] = {}
        with ThreadPoolExecutor(3, thread_name_prefix="kumin-pieces") as workers:
            while left := [name for name in names if name not in made]:
                made |= self._read(workers, left, again=len(left) < len(names))
        return pl.DataFrame([made[name].alias(name) for name in names])

    def _read(self, workers: ThreadPoolExecutor, names: Sequence[str], *, again: bool) -> dict[str, pl.Series]:
        """Read some columns; those are not returned in which a cell is none of what it was to be read as."""
        columns = _Columns(self._kinds, names, self._most)
        self._file.seek(self._start)
        writing: Future[None] | None = None
        for piece in self._pieces():
            hashed = None if again or not self._hashed else workers.submit(self.digest.update, piece)
            if text := self._code.text(piece.rstrip(DOS_END)):
                counted = workers.submit(count, text, self._delimiter)
                frame = columns.parse(text, self._delimiter, self._width)
                signs, delimiters = counted.result()
                frame = empty_as_null(frame, signs)
                if not again:
                    self._account(text, frame, signs, delimiters)
                if writing:
                    writing.result()
                writing = workers.submit(columns.write, frame, dict(columns.numbers))
            if hashed:
                hashed.result()
            self._clock.check()
        if writing:
            writing.result()
        return columns.made()

    def _pieces(self) -> Iterator[bytes]:
        """Yield the text in pieces that end where a record does."""
        rest = b""
        while block := self._file.read(PIECE):
            block = rest + block
            if end := _last_end(block):
                yield block[:end]
            elif len(block) > _LONGEST * max(PIECE, BEGIN):
                raise ValueError(len(block))
            rest = block[end:]
        if rest:
            yield rest

    def _account(self, text: bytes, frame: pl.DataFrame, signs: Signs, counted: Counted) -> None:
        """Add what the bytes of a piece say to what those before it say."""
        self.signs = self.signs.followed_by(signs)
        if counted.odd or signs.lone_returns or not self.signs.alike:
            raise ValueError(signs)
        if signs.spaced and has_spaces_before_quotes(text, self._delimiter):
            raise ValueError(self._delimiter)
        if signs.formed and has_formula_signs(text, self._delimiter):
            raise ValueError(self._delimiter)
        self.ascii = self.ascii and text.isascii()
        if self.ascii and not self._code.evidence and is_jis(text):
            raise ValueError(self._code)
        self.delimiters += counted.total
        self.end = (self.end + text[-_END:])[-_END:]
        within = 0
        if signs.quotes:
            cells = pl.col(pl.String, pl.Categorical).cast(pl.String).str.count_matches(self._delimiter, literal=True)
            within = sum(each or 0 for each in frame.select(cells.sum()).row(0))
        if frame.height * (self._width - 1) + within > counted.total and self._needed > 1:
            found = short_rows(text, self._delimiter, self._needed, signs.quotes)
            self.short += (self._rows + row for row in found)
        self._rows += frame.height


class _Columns:
    """Columns of a long text that are written to a file while it is read, each as long as its cells are of its kind.

    Attributes
    ----------
    numbers : dict
        The columns that are written, and their numbers in the file.
    """

    def __init__(self, kinds: _Kinds, names: Sequence[str], most: int) -> None:
        self._kinds, self._most, self._begun = kinds, most, False
        self._file = ColumnFile()
        self._dtypes = {name: kinds.of[name] for name in names}
        self.numbers = {name: self._file.add(kinds.of[name], most) for name in names}

    def parse(self, text: bytes, delimiter: str, width: int) -> pl.DataFrame:
        """Read a piece of the text."""
        while True:
            try:
                frame = parse_piece(text, delimiter, width, self._dtypes)
            except pl.exceptions.ComputeError:
                cells = parse_piece(text, delimiter, width, dict.fromkeys(self._dtypes, pl.String()))
                odd = [name for name, dtype in self._dtypes.items() if not _all_are(cells[name], dtype)]
                if not odd:
                    raise
                for name in odd:
                    self._change(name)
            else:
                self._begun = True
                return frame

    def _change(self, name: str) -> None:
        """Take the next kind for a column: at once where nothing is written yet, else when it is read again."""
        self._kinds.next(name)
        del self.numbers[name]
        self._dtypes[name] = pl.String()
        if not self._begun:
            self._dtypes[name] = self._kinds.of[name]
            self.numbers[name] = self._file.add(self._kinds.of[name], self._most)

    def write(self, frame: pl.DataFrame, numbers: Mapping[str, int]) -> None:
        """Write the cells of a piece to the columns that were written when it was parsed."""
        for name, number in numbers.items():
            self._file.append(number, frame[name])

    def made(self) -> dict[str, pl.Series]:
        """Return the columns that were written to their end."""
        columns = self._file.columns()
        return {name: columns[number] for name, number in self.numbers.items()}


def _all_are(cells: pl.Series, dtype: pl.DataType) -> bool:
    try:
        cells.cast(dtype)
    except pl.exceptions.PolarsError:
        return False
    return True


def _records_of(text: bytes, delimiter: str, count: int) -> bytes:
    """Return the bytes of the first records of a text."""
    length = sum(len(lines.encode()) for lines, _ in islice(records(text, delimiter), count))
    return text[:length]


def _lines_of(text: bytes, count: int) -> int:
    """Return the length of the first lines of a text."""
    end = 0
    for _ in range(count):
        end = text.index(b"\n", end) + 1
    return end


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
