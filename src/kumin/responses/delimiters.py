"""The delimiters and quotes of a text file, counted in its bytes, and the rows they do not fit."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from kumin.errors import ReadError
from kumin.responses.split import Split

if TYPE_CHECKING:
    import numpy as np

_STEP = 1 << 18  # bytes that a processor keeps at hand
_QUOTE, _ENDS = 34, (10, 13)
_CELL_LIMIT = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Delimiters:
    """How the delimiters and quotes of a text file are accounted for.

    Attributes
    ----------
    total : int
        Delimiters of the file, those within cells too.
    within : int
        Delimiters within cells.
    each : int
        Delimiters of a row that has all of its cells.
    lacking : int
        Delimiters that rows which end early, empty ones among them, do not have.
    quotes : int
        Quotes of the file.
    short : tuple of int
        Rows, as a spreadsheet shows them, that have cells and end before the last heading.
    odd : tuple of int
        Rows with a quote that neither begins nor ends a cell as a whole.
    """

    total: int
    within: int
    each: int
    lacking: int
    quotes: int
    short: tuple[int, ...] = ()
    odd: tuple[int, ...] = ()


def account_for_delimiters(
    path: Path, text: bytes, delimiter: str, parts: Sequence[Split], headings: int, quotes: int
) -> Delimiters:
    """Count the delimiters of a text and compare them with what was read of it.

    Parameters
    ----------
    path : Path
        For messages.
    text : bytes
        UTF-8, without a ``sep=`` line.
    delimiter : str
        One sign of one byte.
    parts : sequence of Split
        All rows as read, as wide as the widest row.
    headings : int
        Cells of a row up to the last heading.
    quotes : int
        Quotes of the text.

    Raises
    ------
    ReadError
        The file has more delimiters than were read: a cell was made of several, or lost.
    """
    total, within = _count(text, ord(delimiter)), 0
    if quotes:
        within = sum(_within_cells(part, delimiter) for part in parts)
    each, rows = max(part.frame.width for part in parts) - 1, sum(part.frame.height for part in parts)
    lacking = rows * each + within - total
    if lacking < 0:
        raise ReadError("delimiters_do_not_add_up", path=path, delimiters=total, read=rows * each + within)
    odd = _with_odd_quotes(text, delimiter) if quotes and _has_odd_quotes(text, ord(delimiter)) else ()
    short = tuple(_short_rows(text, delimiter, headings, quotes)) if lacking and headings > 1 else ()
    return Delimiters(total, within, each, lacking, quotes, short, odd)


def _count(text: bytes, sign: int) -> int:
    """Count a sign that may stand in every other place."""
    import numpy as np

    signs = np.frombuffer(text, np.uint8)
    return sum(int(np.count_nonzero(signs[start : start + _STEP] == sign)) for start in range(0, len(signs), _STEP))


def _within_cells(part: Split, delimiter: str) -> int:
    part.numbers(part.frame.columns)  # all in one pass
    counts = (part.others(name).texts.str.count_matches(delimiter, literal=True) for name in part.frame.columns)
    return sum(int(count.sum()) for count in counts)


def _has_odd_quotes(text: bytes, delimiter: int) -> bool:
    """Tell whether quotes, but for doubled ones, do not begin and end whole cells by turns."""
    import numpy as np

    signs, quotes = _places(text)
    if (np.diff(quotes) == 1).any():
        signs, quotes = _places(text.replace(b'""', b""))
    edges = np.array([*_ENDS, delimiter], np.uint8)
    before, after = quotes[::2] - 1, quotes[1::2] + 1
    opened = np.isin(signs[before[before >= 0]], edges).all()
    closed = np.isin(signs[after[after < len(signs)]], edges).all()
    return len(quotes) % 2 == 1 or not (opened and closed)


def _places(
    text: bytes,
) -> tuple[np.ndarray[tuple[int], np.dtype[np.uint8]], np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Return the signs of a text, and where its quotes stand."""
    import numpy as np

    signs = np.frombuffer(text, np.uint8)
    steps = range(0, len(signs), _STEP)
    places = [np.flatnonzero(signs[start : start + _STEP] == _QUOTE) + start for start in steps]
    return signs, np.concatenate([np.zeros(0, np.int64), *places])


def _with_odd_quotes(text: bytes, delimiter: str) -> tuple[int, ...]:
    """Return the rows of which a quote is left where the cells that are wholly within quotes are taken away."""
    end = re.escape(delimiter)
    whole = re.compile(rf'(?:^|(?<={end}))"(?:[^"]|"")*+"(?={end}|[\r\n]|\Z)')
    records = _records(text, delimiter)
    return tuple(row for row, (lines, _) in enumerate(records, 1) if '"' in lines and '"' in whole.sub("", lines))


def _short_rows(text: bytes, delimiter: str, headings: int, quotes: int) -> Iterator[int]:
    """Yield the rows with fewer cells than headings, but for blank lines."""
    if quotes:
        yield from (
            row for row, (lines, cells) in enumerate(_records(text, delimiter), 1) if cells < headings and lines.strip()
        )
        return
    lines = pl.Series([text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode("utf-8", "replace")]).str.split("\n")
    cells = lines.explode()
    short = (cells.str.count_matches(delimiter, literal=True) < headings - 1) & (cells.str.strip_chars() != "")
    yield from (place + 1 for place in short.arg_true())


def _records(text: bytes, delimiter: str) -> Iterator[tuple[str, int]]:
    """Yield the text and the number of cells of each record."""
    csv.field_size_limit(_CELL_LIMIT)
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.TextIOWrapper(io.BytesIO(text), encoding="utf-8", errors="replace", newline=""):
            taken.append(line)
            yield line

    for cells in csv.reader(lines(), delimiter=delimiter):
        yield "".join(taken), len(cells)
        taken.clear()
