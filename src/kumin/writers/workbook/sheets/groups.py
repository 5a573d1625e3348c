"""Means, differences and the like of each survey's indicators by attribute; no sheet where there are none."""

from __future__ import annotations

from kumin.words.indicators.groups import group_tables
from kumin.writers.workbook.blocks import weighted_line
from kumin.writers.workbook.book import Book
from kumin.writers.workbook.registry import Report, sheet


@sheet("groups", order=42, of_answers=True)
def write_groups(book: Book, report: Report, title: str) -> None:
    """Write the sheet."""
    words, result = report.words, report.view.result
    known = {key: table for key, table in report.tables.groups.items() if table.height}
    if not known:
        return
    page = book.sheet(title, (34, 30, 10, 16, 20))
    page.line(title, "title")
    page.line(words.text("sheet_groups_about"), "quiet_wrap", span=True)
    weighted_line(page, report)
    heads = [words.text(code, level=words.level) for code in ("rep_group", "rep_base_n", "rep_value", "rep_interval")]
    for _, one in result.plan.plan.indicators():
        tables = group_tables(result, one, known[one.survey], words) if one.survey in known else []
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
