"""A copy of an answer file as a workbook, with the wrong cells coloured and commented."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.definitions import RULES
from kumin.messages import text
from kumin.words import Words
from kumin.words.findings import notes, summary, worded

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

    from kumin.responses import AnswerTable

WHOLE = 50_000
"""Rows up to which the copy is whole; of a longer file it has the first so many rows with findings."""

COMMENTS = 2_000
"""Comments of one rule; a workbook with very many opens slowly. The cells are coloured anyway."""

_LONGEST = 32_767
"""Characters a cell of a workbook can hold."""

_LONGEST_NAME = 31
"""Characters of a sheet's name."""

_COLOURS = {"error": "#FFC7CE", "warning": "#FFEB9C"}
_HEADINGS = "#D9E1F2"


@dataclass
class _Marks:
    """What is said of each cell: (row as the file shows it, column) → codes; column None for a whole row."""

    cells: dict[tuple[int, int | None], list[str]] = field(default_factory=lambda: defaultdict(list))
    columns: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[tuple[int, int | None, str], str] = field(default_factory=dict)


def write_marked_copy(table: AnswerTable, findings: pl.DataFrame, path: Path, lang: str | None = None) -> None:
    """Write the copy.

    Everything is written as text, exactly as it stands in the file: no leading zero is lost and nothing runs as a
    formula. The rows keep their places, so that row numbers are those of the file.

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

    marks = _marks(findings, lang)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    name = _sheet_name(table, lang)
    with xlsxwriter.Workbook(str(path), options) as book:
        _write_cells(book, book.add_worksheet(name), table, marks, lang)
        _write_summary(book, book.add_worksheet(_another(text("check_sheet_findings", lang), name)), findings, lang)


def _sheet_name(table: AnswerTable, lang: str | None) -> str:
    name = table.sheet or text("check_sheet_answers", lang)
    for character in "[]:*?/\\":
        name = name.replace(character, "_")
    name = name[:_LONGEST_NAME].strip("'") or text("check_sheet_answers", lang)
    return f"{name}_" if name.lower() == "history" else name  # which Excel keeps to itself


def _another(name: str, taken: str) -> str:
    """Add a number to a sheet's name where another has it; to Excel upper and lower case are one."""
    return f"{name} (2)" if name.lower() == taken.lower() else name


def _marks(findings: pl.DataFrame, lang: str | None) -> _Marks:
    marks = _Marks()
    told = findings.select("row", "column", "code", notes(findings, Words.of(lang))).filter(
        pl.col("note").is_not_null()
    )
    for row, column, code, note in told.iter_rows():
        if row is not None:
            marks.notes[row, _position(column) if column else None, code] = note
    for row, column, code in findings.select("row", "column", "code").iter_rows():
        position = _position(column) if column else None
        if row is not None:
            marks.cells[row, position].append(code)
        elif position is not None:
            marks.columns[position].append(code)
    return marks


def _position(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - 64
    return value - 1


def _write_cells(book: Workbook, sheet: Worksheet, table: AnswerTable, marks: _Marks, lang: str | None) -> None:
    formats = {kind: book.add_format({"bg_color": colour, "text_wrap": False}) for kind, colour in _COLOURS.items()}
    heading = book.add_format({"bg_color": _HEADINGS, "bold": True, "text_wrap": True, "valign": "top"})
    width = len(table.headers)
    whole = table.frame.height <= WHOLE
    # of a long file the rows close up, and their numbers stand in a column of their own
    shift = 0 if whole else 1
    sheet.set_column(0, width + shift, 12)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{table.frame['row'][-1] + 1}"})
    sheet.freeze_panes(len(table.top), shift)
    counts: dict[str, int] = defaultdict(int)

    for line, cells in enumerate(table.top):
        last = line == len(table.top) - 1
        if not whole:
            sheet.write_string(line, 0, text("check_list_row", lang) if last else "", heading)
        for position, value in enumerate(cells):
            codes = marks.columns.get(position, []) if last else []
            style = formats[_severity(codes)] if codes else heading
            sheet.write_string(line, position + shift, (value or "")[:_LONGEST], style)
            if codes:
                _comment(sheet, line, position + shift, codes, counts, lang)
    frame = table.frame
    if not whole:
        frame = frame.filter(pl.col("row").is_in(sorted({row for row, _ in marks.cells}))).head(WHOLE)
    first = len(table.top)
    for place, values in enumerate(frame.cast(pl.String).iter_rows()):
        number = int(values[0])
        line = number - 1 if whole else first + place
        _write_row(sheet, line, number, values[1:], marks, formats, counts, shift, lang)


def _write_row(
    sheet: Worksheet, line: int, number: int, values: tuple[str | None, ...], marks: _Marks, formats: dict[str, Any],
    counts: dict[str, int], shift: int, lang: str | None,
) -> None:  # fmt: skip
    of_row = marks.cells.get((number, None), [])
    if shift:
        sheet.write_number(line, 0, number)
    for position, value in enumerate(values):
        codes = marks.cells.get((number, position), [])
        # what is said of a whole row is told at its first cell
        told = codes + of_row if position == 0 else codes
        style = formats[_severity(codes or of_row)] if codes or of_row else None
        if value is not None:
            sheet.write_string(line, position + shift, value[:_LONGEST], style)
        elif style is not None:
            sheet.write_blank(line, position + shift, None, style)
        if told:
            said = {code: note for code in told if (note := marks.notes.get((number, position, code)))}
            _comment(sheet, line, position + shift, told, counts, lang, said)


def _severity(codes: list[str]) -> str:
    return "error" if any(RULES[code].severity == "error" for code in codes) else "warning"


def _comment(
    sheet: Worksheet, line: int, column: int, codes: list[str], counts: dict[str, int], lang: str | None,
    said: dict[str, str] | None = None,
) -> None:  # fmt: skip
    shown = [code for code in dict.fromkeys(codes) if counts[code] < COMMENTS]
    if not shown:
        return
    for code in shown:
        counts[code] += 1
    said = said or {}
    words = "\n\n".join(
        "\n".join(filter(None, (f"{code} {text(f'finding_{code}', lang)}", said.get(code), text(f"fix_{code}", lang))))
        for code in shown
    )
    sheet.write_comment(line, column, words, {"author": "kumin", "x_scale": 2.2, "y_scale": 0.6 + 0.9 * len(shown)})


def _write_summary(book: Workbook, sheet: Worksheet, findings: pl.DataFrame, lang: str | None) -> None:
    """Count the findings by rule and column, with what to do."""
    bold = book.add_format({"bold": True, "bg_color": _HEADINGS, "text_wrap": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    columns = ["code", "kind", "finding", "column", "heading", "count", "first_row", "done", "what_to_do"]
    rows = worded(summary(findings), Words.of(lang)).select(columns)
    for position, (name, size) in enumerate(zip(columns, (8, 8, 30, 8, 24, 8, 10, 20, 70), strict=True)):
        sheet.set_column(position, position, size)
        sheet.write_string(0, position, text(f"check_list_{name}", lang), bold)
    for line, row in enumerate(rows.iter_rows(), 1):
        for position, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(line, position, value, wrap)
            elif value is not None:
                sheet.write_string(line, position, str(value), wrap)
    sheet.freeze_panes(1, 0)
