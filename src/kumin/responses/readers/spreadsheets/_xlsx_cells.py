"""The XML of the cells of a sheet → what is seen of them, and the patterns by which they are found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

import polars as pl

from kumin.responses.display import position
from kumin.responses.readers._ordinary import ODD_PLACE
from kumin.responses.readers.reader import NotOrdinaryError
from kumin.responses.readers.spreadsheets._xlsx_book import Book
from kumin.responses.readers.spreadsheets._xlsx_box import Box
from kumin.responses.seen import (
    CELLS,
    DAY,
    DIGITS,
    ERROR,
    FORMULA,
    LONGEST_NUMBER,
    OTHERWISE,
    PERCENT,
    STRUCK,
    Block,
)

QUOTE = "[\"']"
"""Either quote."""
_REFERENCE = rf"\sr={QUOTE}\$?([A-Z]+)\$?[0-9]+{QUOTE}"
_REFERENCE_ROW = rf"\sr={QUOTE}\$?[A-Z]+\$?([0-9]+){QUOTE}"
_RANGE = re.compile(r"^\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?$")


class Patterns:
    """The patterns of a workbook whose elements have some prefix."""

    def __init__(self, prefix: str, book: Book, box: Box) -> None:
        p = re.escape(prefix)
        self.prefix = prefix
        self.far = box.beyond
        self.calculates_on_opening = book.calculates_on_opening
        self.percent, self.days = book.formats.percent, book.formats.days
        self.otherwise, self.struck = book.formats.otherwise, book.formats.struck
        self.row = rf"<{p}row(?:\s[^>]*)?>"
        # the rows, and what is in a piece at all, by the first signs of what matched
        self.any = (
            rf"{self.row}|<{p}f[\s/>]|\st={QUOTE}e{QUOTE}|<{p}c(?:>|\s+[^r\s])|{ODD_PLACE}|\sr={QUOTE}{self.far}"
            rf"|<{p}v>-?[0-9]{{16}}|<{p}v>-?[0-9.]+[eE]\+?[0-9]|<{p}mergeCell\s|<!"
        )
        self.merged = rf"<{p}mergeCell\s[^>]*>"
        inside = r"[^<>/]*"
        formula = rf"<{p}f(?:\s[^>]*)?/>|<{p}f(?:\s[^>/]*)?>[^<]*</{p}f>"
        value = rf"<{p}v(?:\s[^>]*)?/>|<{p}v(?:\s[^>/]*)?>[^<]*</{p}v>"
        self.cell = rf"<{p}c\s{inside}>"
        self.formula = rf"<{p}c\s{inside}>\s*(?:{formula})\s*(?:{value})?"
        self.error = rf"<{p}c(?:\s[^<>/]*)?\st={QUOTE}e{QUOTE}{inside}>\s*(?:{formula})?\s*(?:{value})"
        self.digits = rf"<{p}c\s{inside}>\s*(?:{formula})?\s*<{p}v>(?:-?[0-9]{{16}}|-?[0-9.]+[eE]\+?[0-9])[^<]*</{p}v>"
        self.value = rf"<{p}v(?:\s[^>/]*)?>([^<]*)</{p}v>"
        styles = sorted({*self.percent, *self.days, *self.otherwise, *self.struck})
        self.styled = (
            rf"<{p}c(?:\s[^<>/]*)?\ss={QUOTE}(?:{'|'.join(map(str, styles))}){QUOTE}{inside}>" if styles else ""
        )
        # a cell that names no format has the first one
        self.unstyled = rf"<{p}c\s{inside}>" if 0 in styles else ""


@dataclass
class Kept:
    """The XML of the cells of which something is seen, by what it may be."""

    formulas: list[pl.Series] = field(default_factory=list)
    errors: list[pl.Series] = field(default_factory=list)
    digits: list[pl.Series] = field(default_factory=list)
    styled: list[pl.Series] = field(default_factory=list)
    unstyled: list[pl.Series] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many they are."""
        return sum(map(len, chain(self.formulas, self.errors, self.digits, self.styled, self.unstyled)))


def seen_cells(kept: Kept, patterns: Patterns, most: int | None = None) -> Iterator[pl.DataFrame]:
    """Take the XML of all cells apart: :data:`~kumin.responses.seen.CELLS`.

    Raises
    ------
    NotOrdinaryError
        Formulas fill more cells than ``most``.
    """
    if kept.formulas:
        yield _formulas(pl.concat(kept.formulas), patterns, most)
    if kept.errors:
        cells = pl.concat(kept.errors)
        yield _cells(cells, ERROR, cells.str.extract(patterns.value))
    if kept.digits:
        yield _long_numbers(pl.concat(kept.digits), patterns)
    if kept.styled:
        unstyled = pl.concat(kept.unstyled) if kept.unstyled else None
        yield from _styled(pl.concat(kept.styled), unstyled, patterns)


def block_of(reference: str) -> Block | None:
    """Read the place of some cells: B2:C9, or B2."""
    match = _RANGE.match(reference)
    if match is None:
        return None
    letters, row, last_letters, last_row = match.groups()
    return int(row), position(letters), int(last_row or row), position(last_letters or letters)


def _cells(tags: pl.Series, kind: str, words: pl.Series | None = None) -> pl.DataFrame:
    """Make :data:`CELLS` of cells' XML."""
    letters = tags.str.extract(_REFERENCE)
    names = letters.drop_nulls().unique()
    columns = pl.Series([position(name) for name in names.to_list()], dtype=pl.UInt32)
    frame = pl.DataFrame(
        {
            "row": tags.str.extract(_REFERENCE_ROW).cast(pl.UInt32, strict=False),
            "column": letters.replace_strict(names, columns, default=None, return_dtype=pl.UInt32),
            "text": words if words is not None else pl.Series([None], dtype=pl.String).new_from_index(0, len(tags)),
        }
    )
    return CELLS.conform(frame.with_columns(kind=pl.lit(kind)).drop_nulls("column"))


def _formulas(cells: pl.Series, patterns: Patterns, most: int | None) -> pl.DataFrame:
    """Find formulas without a stored result; of an array formula all cells that it fills."""
    value = cells.str.extract(patterns.value).fill_null("").str.strip_chars()
    # an empty text is a result, and Excel stores it as one
    a_text = cells.str.contains(rf"^[^>]*\st={QUOTE}str{QUOTE}") & cells.str.contains(
        rf"<{re.escape(patterns.prefix)}v[\s/>]"
    )
    without = (value == "") & ~a_text
    if patterns.calculates_on_opening:
        # programs that cannot calculate store 0 and leave the work to the spreadsheet
        without |= value == "0"
    cells = cells.filter(without)
    ranges = cells.filter(cells.str.contains(r"<[^>]*\bt=[\"'](?:array|dataTable)[\"']")).str.extract(
        r"\bref=[\"']([^\"']*)"
    )
    blocks = [block for block in map(block_of, ranges.drop_nulls().to_list()) if block and _area(block) <= 1 << 20]
    if most is not None and sum(map(_area, blocks)) > most:
        raise NotOrdinaryError
    rest = [
        (row, column)
        for first, left, last, right in blocks
        for row in range(first, last + 1)
        for column in range(left, right + 1)
    ]
    filled = pl.DataFrame(rest, schema={"row": pl.UInt32, "column": pl.UInt32}, orient="row")
    return pl.concat([_cells(cells, FORMULA), CELLS.conform(filled.with_columns(kind=pl.lit(FORMULA)))])


def _area(block: Block) -> int:
    first, left, last, right = block
    return (last - first + 1) * (right - left + 1)


def _long_numbers(cells: pl.Series, patterns: Patterns) -> pl.DataFrame:
    """Find numbers, not texts, of 16 digits and more before the point."""
    value = cells.str.extract(patterns.value).cast(pl.Float64, strict=False)
    return _cells(cells.filter(_is_number(cells) & (value.abs() >= LONGEST_NUMBER).fill_null(False)), DIGITS)


def _is_number(cells: pl.Series) -> pl.Series:
    """Tell cells of numbers by their opening tags."""
    return ~cells.str.contains(rf"^[^>]*\st={QUOTE}[^n\"'][^\"']*{QUOTE}")


def _styled(cells: pl.Series, unstyled: pl.Series | None, patterns: Patterns) -> Iterator[pl.DataFrame]:
    """Find the numbers that a format shows as a percentage, a day or otherwise, and what is struck out."""
    style = cells.str.extract(rf"\ss={QUOTE}([0-9]+)").cast(pl.Int32, strict=False)
    if unstyled is not None:
        plain = unstyled.filter(~unstyled.str.contains(rf"\ss={QUOTE}"))
        cells, style = (
            pl.concat([cells, plain]),
            pl.concat([style, pl.repeat(0, len(plain), dtype=pl.Int32, eager=True)]),
        )
    if patterns.struck:
        yield _cells(cells.filter(style.is_in(list(patterns.struck))), STRUCK)
    numbers = _is_number(cells)
    cells, style = cells.filter(numbers), style.filter(numbers)
    if patterns.percent:
        times = {one: f"{above} {below}" for one, (above, below) in patterns.percent.items()}
        words = style.replace_strict(times, default=None, return_dtype=pl.String)
        yield _cells(cells, PERCENT, words).drop_nulls("text")
    if patterns.otherwise:
        yield _cells(cells.filter(style.is_in(list(patterns.otherwise))), OTHERWISE)
    if patterns.days:
        yield _cells(cells.filter(style.is_in(list(patterns.days))), DAY)
