"""Rows of text put into a finished workbook, many at a time: a cell-by-cell writer takes most of its time for them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import polars as pl

LONGEST = 32_767
"""Characters a cell of a workbook can hold."""

_BLOCK = 5_000
_QUICK = 1  # a sheet of codes is small at any level, and this is three times as fast as the usual
_LARGE = 1 << 31
_CELL_SIZE = 80  # bytes around a cell's text
_CONTROLS = [chr(sign) for sign in (*range(0x09), *range(0x0B, 0x20), 0xFFFE, 0xFFFF)]
_ESCAPED = r"[\x00-\x08\x0B-\x1F\x{FFFE}\x{FFFF}&<>]|_x[0-9A-Fa-f]{4}_"


@dataclass(frozen=True, slots=True)
class SheetRows:
    """Rows of a sheet.

    Attributes
    ----------
    lines : Series of UInt32
        The row of the sheet that each stands in, from 1, ascending.
    numbers : Series of UInt32, optional
        What stands in a first column of numbers; without, there is none.
    cells : list of Series
        A column each: text as it is to be seen, or small whole numbers, which become text; null where a cell is empty.
    styles : list of Series of UInt8
        For each column: 0, or the place (from 1) of a cell's style among those of the template.
    """

    lines: pl.Series
    numbers: pl.Series | None
    cells: list[pl.Series]
    styles: list[pl.Series]


def write_with_rows(made: BytesIO, member: str, marker: int, rows: SheetRows, path: Path | BytesIO) -> None:
    """Write a workbook anew with rows in one of its sheets.

    Parameters
    ----------
    made : BytesIO
        The workbook.
    member : str
        The sheet's file in it.
    marker : int
        Its row, from 1, that is replaced; its cells have the styles of ``rows``, one each.
    rows : SheetRows
        What to put there.
    path : Path
        The file to write.
    """
    with (
        zipfile.ZipFile(made) as template,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_QUICK) as out,
    ):
        for info in template.infolist():
            if info.filename != member:
                out.writestr(info, template.read(info))
        sheet = template.read(member).decode("utf-8")
        found = re.search(rf'<row r="{marker}"[^>]*>(.*?)</row>', sheet, re.DOTALL)
        assert found is not None
        styles = re.findall(r' s="(\d+)"', found[1])
        width = len(rows.cells) + (rows.numbers is not None)
        last = int(rows.lines[-1]) if len(rows.lines) else marker - 1
        corner = f"{_letter(max(width - 1, 0))}{max(last, 1)}"
        head = re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="A1:{corner}"/>', sheet[: found.start()])
        size = sum(one.cast(pl.String).str.len_bytes().sum() + _CELL_SIZE * len(one) for one in rows.cells)
        with out.open(member, "w", force_zip64=size + len(sheet) >= _LARGE) as file:
            file.write(head.encode())
            for part in _parts(rows, styles):
                file.write(part.encode())
            file.write(sheet[found.end() :].encode())


def _parts(rows: SheetRows, styles: list[str]) -> Iterator[str]:
    """Yield the rows as XML, some thousand at a time."""
    attributes = {0: "", **{place: f' s="{style}"' for place, style in enumerate(styles, 1)}}
    for start in range(0, len(rows.lines), _BLOCK):
        line = rows.lines.slice(start, _BLOCK).cast(pl.String)
        columns = [pl.lit('<row r="'), pl.lit(line), pl.lit('">')]
        first = 0
        if rows.numbers is not None:
            first = 1
            number = rows.numbers.slice(start, _BLOCK).cast(pl.String)
            columns += [pl.lit('<c r="A'), pl.lit(line), pl.lit('"><v>'), pl.lit(number), pl.lit("</v></c>")]
        for place, (cells, style) in enumerate(zip(rows.cells, rows.styles, strict=True), first):
            columns += _column(_letter(place), line, cells.slice(start, _BLOCK), style.slice(start, _BLOCK), attributes)
        columns.append(pl.lit("</row>"))
        yield str(pl.select(pl.concat_str(columns).str.join("")).item())


def _column(
    letter: str, line: pl.Series, cells: pl.Series, style: pl.Series, attributes: dict[int, str]
) -> list[pl.Expr]:
    """Make the XML of a column's cells."""
    text, space = _escaped(cells.cast(pl.String)), ""
    if text.str.contains(r"^\s|\s$").any():
        space = ' xml:space="preserve"'
    marked = bool((style > 0).any())
    of_style = pl.lit("") if not marked else pl.lit(style).replace_strict(attributes, return_dtype=pl.String)
    value = pl.lit(text)
    filled = pl.concat_str(
        pl.lit(f'<c r="{letter}'), pl.lit(line), pl.lit('"'), of_style, pl.lit(f' t="inlineStr"><is><t{space}>'), value,
        pl.lit("</t></is></c>"),
    )  # fmt: skip
    if not text.null_count():
        return [filled]
    blank = pl.lit("")
    if marked:
        empty = pl.concat_str(pl.lit(f'<c r="{letter}'), pl.lit(line), pl.lit('"'), of_style, pl.lit("/>"))
        blank = pl.when(pl.lit(style) > 0).then(empty).otherwise(blank)
    return [pl.when(value.is_not_null()).then(filled).otherwise(blank)]


def _escaped(text: pl.Series) -> pl.Series:
    """Escape what XML or a workbook's text cannot hold, as a spreadsheet does (``_x0007_``)."""
    if (text.str.len_bytes().max() or 0) > LONGEST:  # type: ignore[operator]
        text = text.str.head(LONGEST)
    if not text.str.contains(_ESCAPED).any():
        return text
    signs = pl.lit(text).str.replace_all(r"(_x[0-9A-Fa-f]{4}_)", "_x005F${1}")
    signs = signs.str.replace_many(_CONTROLS, [f"_x{ord(sign):04X}_" for sign in _CONTROLS])
    return pl.select(signs.str.replace_many(["&", "<", ">"], ["&amp;", "&lt;", "&gt;"])).to_series()


def _letter(position: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(position))
