"""Means, differences and the like of each survey's indicators by attribute; no sheet where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kumin.words.indicators.groups import GroupTable, group_tables
from kumin.words.tables import small_notes
from kumin.writers.workbook.blocks import weighted_line
from kumin.writers.workbook.book import Book
from kumin.writers.workbook.registry import Report, sheet

if TYPE_CHECKING:
    from kumin.definitions import Indicator


@sheet("groups", order=42, of_answers=True)
def write_groups(book: Book, report: Report, title: str) -> None:
    """Write the sheet."""
    words, result = report.words, report.view.result
    if not any(table.height for table in report.tables.groups.values()):
        return
    page = book.sheet(title, (34, 30, 10, 16, 20))
    page.line(title, "title")
    page.line(words.text("sheet_groups_about"), "quiet_wrap", span=True)
    weighted_line(page, report)
    made = [(one, _tables(report, one)) for _, one in result.plan.plan.indicators()]
    for note in small_notes(any(row.small for _, tables in made for table in tables for row in table.rows), words):
        page.line(note, "quiet")
    heads = [words.text(code, level=words.level) for code in ("rep_group", "rep_base_n", "rep_value", "rep_interval")]
    for one, tables in made:
        if not tables:
            continue
        page.row += 1
        page.line(f"{one.id}　{one.title or one.text}", "heading")
        page.header(["", *heads])
        for table in tables:
            for row in table.rows:
                page.put(0, table.axis, book.look("cell"))
                page.put(1, row.label, book.look("cell"))
                page.put(2, row.n + (words.text("rep_reference_mark") if row.small else ""), book.look("cell_mid"))
                page.put(3, row.percent, book.look("cell_mid"))
                page.put(4, row.interval, book.look("cell_mid"))
                page.row += 1


def _tables(report: Report, one: Indicator) -> list[GroupTable]:
    """Return an indicator's tables by group, none where it has none."""
    groups = report.tables.groups.get(one.survey)
    return [] if groups is None or groups.is_empty() else group_tables(report.view.result, one, groups, report.words)
