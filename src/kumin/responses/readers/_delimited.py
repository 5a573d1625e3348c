"""UTF-8 text with delimiters → a frame of text cells, ragged or not."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import polars as pl

from kumin.errors import ReadError
from kumin.numbers import counted
from kumin.responses.readers._columnar import refuse_too_large
from kumin.responses.signs import Signs

DELIMITERS = ",\t;|"
MAX_COLUMNS = 16_384
"""What a spreadsheet can hold, and more than any questionnaire has."""

LARGE = 8 * 1024**2
"""Bytes from which a file is read the fast way."""

_SAMPLE = 1 << 16
_NARROWEST = 3
_EVEN = 0.8
"""Share of the rows below a title that have equally many cells where a sign is the delimiter."""

_ENOUGH = 5  # delimiters in a cell: a comment of two lines may have as many as a narrow row
_CELL_LIMIT = 2**31 - 1


def choose_delimiter(text: bytes, delimiter: str | None) -> str:
    """Return the delimiter: as given, by a ``sep=`` line, or that which takes the first lines apart most evenly."""
    if delimiter:
        return delimiter
    first = re.split(rb"[\r\n]", text[:16], maxsplit=1)[0].strip()
    if first.lower().startswith(b"sep="):
        return first[4:].decode("utf-8", "replace")[:1] or "\t"
    return _guess(text[:_SAMPLE].decode("utf-8", "replace"))


def parse(path: Path, text: bytes, delimiter: str, signs: Signs) -> pl.DataFrame:
    """Read delimited text.

    Parameters
    ----------
    path : Path
        For messages.
    text : bytes
        UTF-8 without BOM.
    delimiter : str
        See :func:`choose_delimiter`.
    signs : Signs
        The signs of the text.

    Returns
    -------
    DataFrame
        String columns c0, c1, … as wide as the longest record, null where a cell is empty or not there. A blank line
        is a row.
        A ``sep=`` line is not a row, as a spreadsheet does not show it.

    Raises
    ------
    ReadError
        Not readable as delimited text, or too wide.
    """
    text = _with_one_kind_of_line_end(text, signs)
    if text[:16].split(b"\n", 1)[0].strip().lower().startswith(b"sep="):
        text = text[text.index(b"\n") + 1 :] if b"\n" in text else b""
        if not text.strip():
            raise ReadError("file_without_rows", path=path)
    sample = text[:_SAMPLE].decode("utf-8", "replace")
    if len(delimiter.encode()) != 1 or delimiter in '"\n\r':
        raise ReadError("delimiter_unusable", path=path, delimiter=delimiter)
    return empty_as_null(_read(path, text, sample, delimiter), signs)


def _with_one_kind_of_line_end(text: bytes, signs: Signs) -> bytes:
    """Make a carriage return that ends a record a line feed: Polars knows no other; within quotes it stays."""
    if not signs.lone_returns:
        return text
    parts = text.split(b'"')
    outside = slice(0, None, 2 if len(parts) % 2 else 1)  # a quote without its other half: nothing is known of quotes
    parts[outside] = [part.replace(b"\r\n", b"\n").replace(b"\r", b"\n") for part in parts[outside]]
    return b'"'.join(parts)


def swallowed_rows(
    frame: pl.DataFrame, names: Collection[str], width: int, delimiter: str
) -> Iterator[tuple[int, bool]]:
    """Find the cells that hold what looks like rows of the file.

    A quote that is opened in one row and happens to be closed in a later one makes one cell of all between. Its lines
    then have as many delimiters as rows have.

    Parameters
    ----------
    frame : DataFrame
        Columns c0, c1, … as read.
    names : collection of str
        Those with line ends in their cells.
    width : int
        Cells of a row.
    delimiter : str

    Yields
    ------
    (int, bool)
        The zero-based row, and whether it can hardly be otherwise: a comment of two lines may have as many delimiters
        as a row of few columns.
    """
    for position in range(min(width, frame.width)):
        if f"c{position}" not in names:
            continue
        cells = frame[f"c{position}"].cast(pl.String)
        places = cells.str.contains("\n", literal=True).fill_null(False).arg_true()
        if width < 2:
            # of one column every line looks like a row
            yield from ((int(place), False) for place in places)
            continue
        for place in places:
            counts = [line.count(delimiter) for line in str(cells[place]).split("\n")]
            whole = all(count == width - 1 for count in counts[1:-1])
            # where the quote closes left of where it opens, the row is too long, which is found as such
            if whole and counts[0] == width - 1 - position and counts[-1] >= position and sum(counts) > 0:
                alike = counts[-1] == position and width >= _NARROWEST and sum(counts) >= _ENOUGH
                yield int(place), alike
            elif width >= _NARROWEST and width - 1 in counts and sum(counts) >= _ENOUGH:
                # a line of as many delimiters as a row has, however the cell begins and ends
                yield int(place), False


def swallows_rows(headings: pl.DataFrame, delimiter: str) -> int | None:
    """Return the zero-based row of headings of which a cell holds rows of answers; None where none does.

    How many cells a row has is then known from the first line of the cell alone.
    """
    for place, cells in enumerate(headings.rows()):
        for position, cell in enumerate(cells):
            first, *within = [line.count(delimiter) for line in str(cell or "").split("\n")]
            if len(within) > 1 and position + first and all(count == position + first for count in within[:-1]):
                return place
    return None


def _guess(sample: str) -> str:
    """Choose the delimiter that gives the most lines one common number of cells.

    A sign that is not in the first line, and parts those below it unevenly, joins the marks of a file of one column.
    """
    lines = [line for line in sample.splitlines()[:30] if line.strip()]
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = [len(cells) for cells in _records(lines, delimiter)]
        wide = [width for width in widths if width > 1]
        if wide:
            common = max(set(wide), key=wide.count)
            below = widths[next(place for place, width in enumerate(widths) if width > 1) :]
            if widths[0] == 1 and below.count(common) < _EVEN * len(below):
                continue
            score = wide.count(common) * min(common, 200) ** 0.5
            if score > best_score:
                best, best_score = delimiter, score
    return best


def _records(lines: list[str], delimiter: str) -> list[list[str]]:
    csv.field_size_limit(_CELL_LIMIT)
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return []


def _read(path: Path, text: bytes, sample: str, delimiter: str) -> pl.DataFrame:
    if len(text) < LARGE and _has_stray_quotes(text, delimiter):
        return _carefully(path, text, delimiter)
    records = _records(sample.splitlines(keepends=True)[:200], delimiter)
    # the sample may end inside a record
    width = max((len(cells) for cells in records[: max(len(records) - 1, 1)]), default=1)
    first_width = len(records[0]) if records else 1
    for attempt in (1, 2):
        if attempt == 2:
            if width == (widest := _widest(path, text, delimiter)):
                break  # it is not that a record further down is wider
            width = widest
        if width > MAX_COLUMNS:
            raise ReadError("too_many_columns", path=path, limit=counted(MAX_COLUMNS))
        refuse_too_large(path, text.count(b"\n") + 1, width)
        try:
            # Polars takes the number of cells from the first record: one is put before it where that is not the widest
            if first_width < width:
                padded = delimiter.encode() * (width - 1) + b"\n" + text
                return parse_records(padded, delimiter).slice(1)
            return parse_records(text, delimiter)
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
            continue
    return _carefully(path, text, delimiter)


def _has_stray_quotes(text: bytes, delimiter: str) -> bool:
    """Tell whether a quoted cell goes on behind its quote, as in "2023"/7 or ""001": Polars shifts the rest of the row.

    Proper cells that hold such signs may look the same; they are only read more slowly.
    """
    end = re.escape(delimiter.encode())
    # a quote between two other signs is rare, and quickly looked for
    if b'"' not in text or not re.search(b"[^" + end + rb'\r\n]"[^' + end + rb'\r\n"]', text):
        return False
    cell = rb"(?:^|[\r\n]|" + end + rb')"(?:[^"]|"")*+"(?!' + end + rb"|[\r\n]|\Z)"
    return re.search(cell, text) is not None


def _carefully(path: Path, text: bytes, delimiter: str) -> pl.DataFrame:
    """Read what Polars refuses: a quote inside a cell that has none around it (27" TV) is a sign as any other.

    Raises
    ------
    ReadError
        A quote that is opened is not closed: the rest of the file, or the rows down to the next quote, would be one
        cell.
    """
    csv.field_size_limit(_CELL_LIMIT)
    lines, own, count, width = _Lines(text), [""], 0, 1
    # written anew as it should be, for Polars to read
    written = io.BytesIO()
    proper = io.TextIOWrapper(written, encoding="utf-8", newline="")
    writer = csv.writer(proper, delimiter=delimiter, lineterminator="\n")
    try:
        for count, cells in enumerate(csv.reader(lines, delimiter=delimiter), 1):
            own, width = lines.since_last(), max(width, len(cells))
            if len(own) > 1 and not _sound(own, delimiter):
                raise ReadError("quote_not_closed", path=path, row=count)
            writer.writerow(cells)
        if len(list(csv.reader([*own, "x"], delimiter=delimiter))) == 1:
            raise ReadError("quote_not_closed", path=path, row=count)
        proper.flush()
        refuse_too_large(path, count, width)
        return parse_records(delimiter.encode() * (width - 1) + b"\n" + written.getvalue(), delimiter).slice(1)
    except (csv.Error, pl.exceptions.PolarsError, pl.exceptions.PanicException):
        raise ReadError("file_not_parsed", path=path) from None


class _Lines:
    """The lines of a text, remembering those that a record was made of."""

    def __init__(self, text: bytes) -> None:
        self._lines = io.TextIOWrapper(io.BytesIO(text), encoding="utf-8", errors="replace", newline="")
        self._taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self._taken.append(line)
            yield line

    def since_last(self) -> list[str]:
        """Return the lines of the record just read."""
        taken, self._taken = self._taken, []
        return taken


def _sound(lines: list[str], delimiter: str) -> bool:
    """Tell whether a record of several lines is one: its quotes are closed, each before a delimiter or the end."""
    try:
        return len(list(csv.reader(lines, delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False


def parse_records(
    text: bytes, delimiter: str, *, n_rows: int | None = None, skip_rows: int = 0,
    dtypes: Mapping[str, pl.DataType] | None = None,
) -> pl.DataFrame:  # fmt: skip
    """Read records of one width with Polars, as text but for some columns; its errors are raised as they are."""
    overrides = {f"column_{name.removeprefix('c')}": dtype for name, dtype in (dtypes or {}).items()}
    frame = pl.read_csv(
        text, has_header=False, infer_schema=False, separator=delimiter, n_rows=n_rows, skip_rows=skip_rows,
        schema_overrides=overrides or None,
    )  # fmt: skip
    frame.columns = [f"c{position}" for position in range(frame.width)]
    return frame


def _widest(path: Path, text: bytes, delimiter: str) -> int:
    """Count the cells of the longest record; slow, and only for a file that is ragged beyond its first records."""
    csv.field_size_limit(_CELL_LIMIT)
    lines = io.TextIOWrapper(io.BytesIO(text), encoding="utf-8", errors="replace", newline="")
    try:
        return max(map(len, csv.reader(lines, delimiter=delimiter)), default=1)
    except csv.Error:
        raise ReadError("file_not_parsed", path=path) from None


def empty_as_null(frame: pl.DataFrame, signs: Signs) -> pl.DataFrame:
    """Make quoted empty cells null, as unquoted ones are."""
    if not signs.doubled:
        return frame
    empty = frame.select((pl.col(pl.String, pl.Categorical) == "").any())
    named = [name for name in empty.columns if empty[name].item()] if frame.height else []
    return frame.with_columns(pl.when(pl.col(name) != "").then(pl.col(name)) for name in named)
