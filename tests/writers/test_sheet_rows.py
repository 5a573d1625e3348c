"""Rows written many at a time are what a writer of single cells would have written."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

import openpyxl
import polars as pl
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from kumin.writers.workbook import sheet_rows
from kumin.writers.workbook.marked_copy import _styles
from kumin.writers.workbook.sheet_rows import SheetRows, write_with_rows

SHEET = "xl/worksheets/sheet1.xml"
TEXT = st.text(st.sampled_from("aé問<>&\"'_x0041\x07\n\r\t \ufffe"), min_size=1, max_size=12)
CELL = st.one_of(st.none(), TEXT)


def one_by_one(cells: list[str]) -> list[str]:
    """Texts as XlsxWriter has them in a sheet."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, cell in enumerate(cells):
            sheet.write_string(row, 0, cell)
    return re.findall(r"<t[^>]*>(.*?)</t>", zipfile.ZipFile(made).read(SHEET).decode(), re.DOTALL)


@settings(max_examples=150, deadline=None)
@given(cells=st.lists(TEXT, min_size=1, max_size=5))
def test_signs_are_escaped_as_by_the_library(cells: list[str]) -> None:
    assert sheet_rows._escaped(pl.Series(cells)).to_list() == one_by_one(cells)


def test_a_long_text_is_cut_where_a_cell_ends() -> None:
    text = sheet_rows._escaped(pl.Series(["あ" * (sheet_rows.LONGEST + 1), "い"]))
    assert text.str.len_chars().to_list() == [sheet_rows.LONGEST, 1]


@settings(max_examples=30, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.one_of(st.none(), st.sampled_from(["1", " a", "<b>", "=1"])), st.integers(0, 2)), min_size=1
    ),
    numbered=st.booleans(),
    block=st.integers(1, 3),
)
def test_every_cell_stands_in_its_row_in_its_style(
    rows: list[tuple[str | None, int]], numbered: bool, block: int
) -> None:
    made, written = BytesIO(), BytesIO()
    colours = ("FFFFEB9C", "FFFFC7CE")
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "見出し")
        for place, colour in enumerate(colours):
            sheet.write_blank(1, place, None, book.add_format({"bg_color": f"#{colour[2:]}"}))
    lines = pl.Series([2 * n + 3 for n in range(len(rows))], dtype=pl.UInt32)  # rows between them are empty
    cells = pl.Series([cell for cell, _ in rows], dtype=pl.String)
    styles = pl.Series([style for _, style in rows], dtype=pl.UInt8)
    before, sheet_rows._BLOCK = sheet_rows._BLOCK, block
    try:
        write_with_rows(made, SHEET, 2, SheetRows(lines, lines if numbered else None, [cells], [styles]), written)
    finally:
        sheet_rows._BLOCK = before
    copy = openpyxl.load_workbook(written).active
    assert copy["A1"].value == "見出し"
    assert copy.max_row == lines[-1] or rows[-1] == (None, 0)
    for line, (cell, style) in zip(lines, rows, strict=True):
        found = copy.cell(line, 2 if numbered else 1)
        assert found.value == cell
        assert (found.fill.fgColor.rgb if found.fill.fill_type else None) == (None, *colours)[style]
        if numbered:
            assert copy.cell(line, 1).value == line


@settings(max_examples=100, deadline=None)
@given(marks=st.lists(st.tuples(st.integers(1, 4), st.one_of(st.none(), st.integers(0, 2)), st.integers(1, 2))))
def test_a_cell_has_its_own_colour_else_that_of_its_row(marks: list[tuple[int, int | None, int]]) -> None:
    frame = pl.DataFrame(marks, schema={"row": pl.UInt32, "position": pl.Int64, "style": pl.UInt8}, orient="row")
    found = _styles(frame, pl.Series([1, 2, 4], dtype=pl.UInt32), 3)
    for column, styles in enumerate(found):
        for row, style in zip((1, 2, 4), styles, strict=True):
            own = [one for at, place, one in marks if (at, place) == (row, column)]
            of_row = [one for at, place, one in marks if (at, place) == (row, None)]
            assert style == max(own or of_row or [0])
