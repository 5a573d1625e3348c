"""複数回答: the multiple answers, options from the most to the least chosen, with the mean number of marks."""

from __future__ import annotations

import polars as pl

from kumin.numbers import percent_of
from kumin.tables.axes import multiple_questions
from kumin.writers.workbook.blocks import SIMPLE_WIDTHS, options_block, simple_head
from kumin.writers.workbook.book import Book
from kumin.writers.workbook.registry import Report, sheet

WIDTHS = (*SIMPLE_WIDTHS[:3], 9, *SIMPLE_WIDTHS[4:])


@sheet("multiple", order=40, of_answers=True)
def write_multiple(book: Book, report: Report, title: str) -> None:
    """Write the sheet."""
    words = report.words
    page = book.sheet(title, WIDTHS)
    page.line(title, "title")
    page.line(words.text("rep_read_6"), "quiet")
    simple_head(page, words)
    found = False
    for key, table in report.labelled.items():
        multiple = multiple_questions(report.view.result.plan.questionnaires[key])
        totals = table.filter(pl.col("axis").is_null() & pl.col("question").is_in(sorted(multiple)))
        for _, part in totals.group_by("question", maintain_order=True):
            found = True
            page.row += 1
            top = page.row
            page.line(report.title(key), "heading")
            options_block(page, words, part.sort("n_positive", descending=True, maintain_order=True), top)
            total, n_base = int(part["n_positive"].sum()), int(part["n_base"][0])
            if n_base:
                percent = words.number(percent_of(total, n_base), 1)
                page.line(words.text("rep_marks_total", total=words.count(total), percent=percent))
    if not found:
        page.line(words.text("rep_multiple_none"))
