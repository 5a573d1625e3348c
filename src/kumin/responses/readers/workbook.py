"""Workbooks: XLSX, XLS and ODS."""

from __future__ import annotations

from dataclasses import replace

from kumin.definitions import FileLayout, Questionnaire
from kumin.errors import ReadError
from kumin.responses.display import nameable
from kumin.responses.matching.headings import Headings, count_known, find_headings, first_rows
from kumin.responses.matching.kinds import is_example
from kumin.responses.readers.reader import READERS, Reader, Source
from kumin.responses.readers.spreadsheets._merged_cells import fill_merged
from kumin.responses.readers.spreadsheets._spreadsheet import Sheet, Workbook, open_workbook
from kumin.responses.seen import FORMULA
from kumin.responses.table import AnswerTable, cut

_MAX_SHEETS = 20


def read_workbook(source: Source) -> AnswerTable:
    """Read the sheet that is named, else the one with most of the questionnaire's headings.

    Raises
    ------
    ReadError
        The workbook is broken or encrypted, empty, or has no such sheet.
    """
    path, layout, questionnaire = source.path, source.layout, source.questionnaire
    book = open_workbook(path, source.data, source.kind, source.cells, apart=source.apart)
    unread: tuple[str, ...] = ()
    if layout.sheet is not None:
        if layout.sheet not in book.sheets:
            known = ", ".join(map(nameable, book.sheets[:_MAX_SHEETS]))
            raise ReadError("sheet_missing", path=path, sheet=layout.sheet, known=known)
        sheet = book.sheet(layout.sheet)
        headings = find_headings(first_rows(sheet.frame, layout), layout, questionnaire)
    else:
        sheet, headings, unread = _choose_sheet(book, layout, questionnaire)
    if sheet.frame.is_empty():
        raise ReadError("file_empty", path=path)
    frame, seen = fill_merged(sheet.frame, sheet.seen, headings.first + headings.depth)
    # a row of formulas without results is not empty
    formulas = seen.of_kind(FORMULA)["row"].max()
    table = cut(path, frame, headings, encoding=source.kind, rows=formulas if isinstance(formulas, int) else 0)
    return replace(table, sheet=sheet.name, unread=unread, seen=seen)


def _choose_sheet(
    book: Workbook, layout: FileLayout, questionnaire: Questionnaire | None
) -> tuple[Sheet, Headings, tuple[str, ...]]:
    """Choose the sheet with most known headings, of equals one that is no example, and the first of them.

    Without a questionnaire it is the largest.

    Returns
    -------
    tuple
        The sheet, its headings, and the names of the others that have as good as the same headings and answers.
    """
    read: list[tuple[int, Sheet, Headings]] = []
    for name in book.sheets[:_MAX_SHEETS]:
        sheet = book.sheet(name)
        if sheet.frame.is_empty():
            continue
        headings = find_headings(first_rows(sheet.frame, layout), layout, questionnaire)
        known = count_known(headings, questionnaire)
        read.append((known if questionnaire else sheet.frame.height * sum(map(bool, headings.names)), sheet, headings))
    if not read:
        raise ReadError("file_empty", path=book.path)
    most = max(score for score, _, _ in read)
    # a hidden sheet is last year's as often as not; but an explanation that happens to name a heading is no rival
    likely = [found for found in read if 2 * found[0] >= most]
    best = max(likely, key=lambda found: (not found[1].seen.hidden_sheet, found[0], not is_example(found[1].name)))
    others = [found for found in likely if found is not best and questionnaire and most]
    unread = tuple(sheet.name for _, sheet, headings in others if _has_answers(sheet, headings))
    return best[1], best[2], unread


def _has_answers(sheet: Sheet, headings: Headings) -> bool:
    """Tell whether anything stands below a sheet's headings."""
    below = sheet.frame.slice(headings.first + headings.depth)
    return any(column.null_count() < len(column) for column in below)


_SHEETS = "xl/worksheets/"
READERS.add(
    "xlsx",
    Reader("xlsx", (".xlsx", ".xlsm"), read_workbook, order=20, member="xl/workbook.xml", unpacks=_SHEETS),
)
READERS.add("xls", Reader("xls", (".xls",), read_workbook, order=30, signatures=(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)))
READERS.add("ods", Reader("ods", (".ods",), read_workbook, order=40, member="content.xml"))
