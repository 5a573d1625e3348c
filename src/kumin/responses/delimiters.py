"""The delimiters and quotes of a text file, counted in its bytes, and the rows they do not fit."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from kumin.errors import ReadError
from kumin.responses.signs import CountedText
from kumin.responses.split import Split

_FEW = 100  # rows of which no cell is worth setting apart
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
    path: Path, text: CountedText, delimiter: str, parts: Sequence[Split], headings: int
) -> Delimiters:
    """Compare the delimiters counted in a text with what was read of it.

    Parameters
    ----------
    path : Path
        For messages.
    text : CountedText
        Its short rows are only looked for where they are not known.
    delimiter : str
        One sign of one byte.
    parts : sequence of Split
        All rows as read, as wide as the widest row.
    headings : int
        Cells of a row up to the last heading.

    Raises
    ------
    ReadError
        The file has more delimiters than were read: a cell was made of several, or lost.
    """
    total, within, quotes = text.counted.total, 0, text.signs.quotes
    if quotes:
        within = sum(_within_cells(part, delimiter) for part in parts)
    each, rows = max(part.frame.width for part in parts) - 1, sum(part.frame.height for part in parts)
    lacking = rows * each + within - total
    if lacking < 0:
        raise ReadError("delimiters_do_not_add_up", path=path, delimiters=total, read=rows * each + within)
    odd = _with_odd_quotes(text.rows, delimiter) if text.counted.odd else ()
    short = text.short
    if short is None:
        short = tuple(short_rows(text.rows, delimiter, headings, quotes)) if lacking and headings > 1 else ()
    return Delimiters(total, within, each, lacking, quotes, short, odd)


def _within_cells(part: Split, delimiter: str) -> int:
    if part.frame.height <= _FEW:
        count = pl.all().cast(pl.String).str.count_matches(delimiter, literal=True).sum()
        return int(part.frame.select(count).sum_horizontal().sum())
    others = part.all_others(part.frame.columns)
    if delimiter not in "+-":
        # no whole number has one, and ids are many
        others = {name: one.words if one.mostly else one for name, one in others.items()}
    filled = [one.distinct for one in others.values() if len(one.rows)]
    if not filled:
        return 0
    found, start, total = pl.concat([one.texts.alias("") for one in filled]), 0, 0
    found = found.str.count_matches(delimiter, literal=True)
    for one in filled:
        own = found.slice(start, len(one.texts))
        start += len(own)
        if own.max():
            total += int((own * one.counts).sum())
    return total


def _with_odd_quotes(text: bytes, delimiter: str) -> tuple[int, ...]:
    """Return the rows of which a quote is left where the cells that are wholly within quotes are taken away."""
    end = re.escape(delimiter)
    whole = re.compile(rf'(?:^|(?<={end}))"(?:[^"]|"")*+"(?={end}|[\r\n]|\Z)')
    every = enumerate(records(text, delimiter), 1)
    return tuple(row for row, (lines, _) in every if '"' in lines and '"' in whole.sub("", lines))


def short_rows(text: bytes, delimiter: str, headings: int, quotes: int) -> Iterator[int]:
    """Yield the rows with fewer cells than headings, but for blank lines."""
    if quotes:
        yield from (
            row for row, (lines, cells) in enumerate(records(text, delimiter), 1) if cells < headings and lines.strip()
        )
        return
    lines = pl.Series([text.replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode("utf-8", "replace")]).str.split("\n")
    cells = lines.explode()
    short = (cells.str.count_matches(delimiter, literal=True) < headings - 1) & (cells.str.strip_chars() != "")
    yield from (place + 1 for place in short.arg_true())


def cell_counts(text: bytes, delimiter: str) -> Iterator[int]:
    """Yield the number of cells of each record."""
    for _, cells in records(text, delimiter):
        yield cells


def records(text: bytes, delimiter: str) -> Iterator[tuple[str, int]]:
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
