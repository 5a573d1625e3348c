"""A copy of an answer file as a workbook, with the wrong cells coloured and commented."""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from kumin.definitions import RULES
from kumin.messages import text
from kumin.moment import moment
from kumin.responses.display import position
from kumin.words import Words
from kumin.words.findings import notes, summary, worded
from kumin.writers.workbook.sheet_rows import LONGEST, SheetRows, write_with_rows

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from kumin.responses import AnswerTable

WHOLE = 50_000
"""Rows up to which the copy is whole; of a longer file it has the first so many rows with findings."""

COMMENTS = 2_000
"""Comments of one rule; a workbook with very many opens slowly. The cells are coloured anyway."""

_LONGEST_NAME = 31
"""Characters of a sheet's name."""

_COLOURS = {"error": "#FFC7CE", "warning": "#FFEB9C"}
_HEADINGS = "#D9E1F2"


_SEVERITIES = ("warning", "error")
"""In the order of the styles of a marked cell, from 1."""

_SHEET = "xl/worksheets/sheet1.xml"


def write_marked_copy(table: AnswerTable, findings: pl.DataFrame, path: Path, lang: str | None = None) -> None:
    """Write the copy.

    Everything is written as text, exactly as it stands in the file: no leading zero is lost and nothing runs as a
    formula. The rows keep their places, so that row numbers are those of the file; where they cannot (a long file, one
    whose names stand in no row) a first column has the numbers.

    Parameters
    ----------
    table : AnswerTable
        The file as read.
    findings : DataFrame
        Its findings.
    path : Path
        The workbook to write.
    lang : {"ja", "en"}, optional
        Language of comments and lists.
    """
    import xlsxwriter

    marks, made = _marks(findings), BytesIO()
    frame = table.frame
    first = len(table.top) + 1
    # of a long file the rows close up, and their numbers stand in a column of their own
    whole = frame.height <= WHOLE and not table.names_apart
    if frame.height > WHOLE:
        frame = frame.filter(pl.col("row").is_in(marks["row"].unique().implode())).head(WHOLE)
    lines = frame["row"] if whole else pl.int_range(first, first + frame.height, dtype=pl.UInt32, eager=True)
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": moment().replace(tzinfo=None)})
        name = _sheet_name(table, lang)
        _write_top(book, book.add_worksheet(name), table, findings, lang, whole=whole)
        _write_comments(book, frame["row"], lines, marks, findings, lang, shift=0 if whole else 1)
        _write_summary(book, book.add_worksheet(_another(text("check_sheet_findings", lang), name)), findings, lang)
    rows = SheetRows(
        lines, None if whole else frame["row"], [frame[name] for name in frame.columns[1:]],
        _styles(marks, frame["row"], frame.width - 1),
    )  # fmt: skip
    write_with_rows(made, _SHEET, first, rows, path)


def _sheet_name(table: AnswerTable, lang: str | None) -> str:
    name = table.sheet or text("check_sheet_answers", lang)
    for character in "[]:*?/\\":
        name = name.replace(character, "_")
    name = name[:_LONGEST_NAME].strip("'") or text("check_sheet_answers", lang)
    return f"{name}_" if name.lower() == "history" else name  # which Excel keeps to itself


def _another(name: str, taken: str) -> str:
    """Add a number to a sheet's name where another has it; to Excel upper and lower case are one."""
    return f"{name} (2)" if name.lower() == taken.lower() else name


def _marks(findings: pl.DataFrame) -> pl.DataFrame:
    """List what is said of cells, in its order: row, zero-based position (null: the whole row), code, style."""
    letters = findings["column"].drop_nulls().unique()
    positions = pl.Series([position(one) for one in letters], dtype=pl.Int64)
    styles = {code: 1 + _SEVERITIES.index(_severity([code])) for code in findings["code"].unique()}
    place = pl.lit(None, pl.Int64)
    if len(letters):
        place = pl.col("column").replace_strict(letters, positions, default=None, return_dtype=pl.Int64)
    style = pl.col("code").replace_strict(styles, return_dtype=pl.UInt8) if styles else pl.lit(None, pl.UInt8)
    return findings.filter(pl.col("row").is_not_null()).select("row", "code", position=place, style=style)


def _styles(marks: pl.DataFrame, rows: pl.Series, width: int) -> list[pl.Series]:
    """Return for each column the style of each row's cell: its own, else that of the whole row, else 0."""
    places = pl.DataFrame({"row": rows}).with_row_index("place")
    placed = marks.join(places, on="row").group_by("position", "place").agg(pl.col("style").max())
    none = pl.repeat(0, len(rows), dtype=pl.UInt8, eager=True)
    by_column = {
        key: none.clone().scatter(some["place"], some["style"]) for (key,), some in placed.group_by("position")
    }
    of_row = by_column.get(None, none)
    if None not in by_column:
        return [by_column.get(column, none) for column in range(width)]
    return [
        pl.select(pl.when(pl.lit(own) > 0).then(pl.lit(own)).otherwise(of_row)).to_series()
        for own in (by_column.get(column, none) for column in range(width))
    ]


def _write_top(
    book: Workbook, sheet: Worksheet, table: AnswerTable, findings: pl.DataFrame, lang: str | None, *, whole: bool
) -> None:
    """Write what stands above the answers; below it, a cell of each style, in whose row the answers are put."""
    formats = {kind: book.add_format({"bg_color": _COLOURS[kind], "text_wrap": False}) for kind in _SEVERITIES}
    heading = book.add_format({"bg_color": _HEADINGS, "bold": True, "text_wrap": True, "valign": "top"})
    shift = 0 if whole else 1
    sheet.set_column(0, len(table.headers) + shift, 12)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{table.frame['row'][-1] + 1}"})
    sheet.freeze_panes(len(table.top), shift)
    of_columns = findings.filter(pl.col("row").is_null() & pl.col("column").is_not_null())
    marks: dict[int, list[str]] = defaultdict(list)
    for column, code in of_columns.select("column", "code").iter_rows():
        marks[position(column)].append(code)
    for line, cells in enumerate(table.top):
        last = line == len(table.top) - 1
        if not whole:
            sheet.write_string(line, 0, text("check_list_row", lang) if last else "", heading)
        for place, value in enumerate(cells):
            codes = marks.get(place, []) if last else []
            style = formats[_severity(codes)] if codes else heading
            sheet.write_string(line, place + shift, (value or "")[:LONGEST], style)
            if codes:
                _comment(sheet, line, place + shift, list(dict.fromkeys(codes)), lang, {})
    for place, kind in enumerate(_SEVERITIES):
        sheet.write_blank(len(table.top), place, None, formats[kind])


def _write_comments(
    book: Workbook, rows: pl.Series, lines: pl.Series, marks: pl.DataFrame, findings: pl.DataFrame, lang: str | None,
    *, shift: int,
) -> None:  # fmt: skip
    """Write the comments: of each rule the first ones, row by row."""
    sheet = book.worksheets()[0]
    # what is said of a whole row is told at its first cell, behind what is said of that
    told = marks.join(pl.DataFrame({"row": rows, "line": lines}), on="row", maintain_order="left")
    told = told.with_columns(whole=pl.col("position").is_null(), at=pl.col("position").fill_null(0))
    told = told.sort("row", "at", "whole", maintain_order=True)
    told = told.unique(["row", "at", "code"], keep="first", maintain_order=True)
    told = told.filter(pl.int_range(pl.len()).over("code") < COMMENTS)
    said = findings.select("row", "column", "code", notes(findings, Words.of(lang)))
    said = said.filter(pl.col("note").is_not_null() & pl.col("row").is_not_null() & pl.col("column").is_not_null())
    of_cells = {(row, position(column), code): note for row, column, code, note in said.iter_rows()}
    for (row, line, at), some in told.group_by("row", "line", "at", maintain_order=True):
        codes = some["code"].to_list()
        own = {code: note for code in codes if (note := of_cells.get((row, at, code)))}
        _comment(sheet, int(str(line)) - 1, int(str(at)) + shift, codes, lang, own)


def _severity(codes: list[str]) -> str:
    return "error" if any(RULES[code].severity == "error" for code in codes) else "warning"


def _comment(
    sheet: Worksheet, line: int, column: int, codes: list[str], lang: str | None, said: dict[str, str]
) -> None:
    words = "\n\n".join(
        "\n".join(filter(None, (f"{code} {text(f'finding_{code}', lang)}", said.get(code), text(f"fix_{code}", lang))))
        for code in codes
    )
    sheet.write_comment(line, column, words, {"author": "kumin", "x_scale": 2.2, "y_scale": 0.6 + 0.9 * len(codes)})


def _write_summary(book: Workbook, sheet: Worksheet, findings: pl.DataFrame, lang: str | None) -> None:
    """Count the findings by rule and column, with what to do."""
    bold = book.add_format({"bold": True, "bg_color": _HEADINGS, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    columns = ["code", "kind", "finding", "column", "heading", "count", "first_row", "done", "what_to_do"]
    rows = worded(summary(findings), Words.of(lang)).select(columns)
    for place, (name, size) in enumerate(zip(columns, (8, 8, 30, 8, 24, 8, 10, 20, 70), strict=True)):
        sheet.set_column(place, place, size)
        sheet.write_string(0, place, text(f"check_list_{name}", lang), bold)
    for line, row in enumerate(rows.iter_rows(), 1):
        for place, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, place, value, wrap)
            elif value is not None:
                sheet.write_string(line, place, str(value), wrap)
    sheet.freeze_panes(1, 0)
