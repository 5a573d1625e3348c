"""設問ごとの内訳: what became of every row, question by question."""

from __future__ import annotations

from kumin.words.bases import bases_table
from kumin.writers.workbook.book import Book
from kumin.writers.workbook.registry import Report, sheet


@sheet("bases", order=55, of_answers=True)
def write_bases(book: Book, report: Report, title: str) -> None:
    """Write the sheet."""
    words, result = report.words, report.view.result
    page = book.sheet(title, (34, *([10] * 10), 16))
    page.line(title, "title")
    page.line(words.text("bases_sum"), "quiet")
    for key, answers in result.answers.items():
        page.row += 1
        page.line(report.title(key), "heading")
        table = bases_table(answers.bases, result.plan.questionnaires[key], words, whole=True)
        page.header(table.columns)
        for row in table.iter_rows():
            for place, value in enumerate(row):
                page.put(place, value, book.number("#,##0") if isinstance(value, int) else book.look("cell"))
            page.row += 1
