"""手法: how to read, methods, files and versions."""

from __future__ import annotations

from kumin.words.methods import method_sentences, reading_sentences
from kumin.writers.workbook.book import Book, Sheet
from kumin.writers.workbook.registry import Report, sheet


@sheet("methods", order=80)
def write_methods(book: Book, report: Report, title: str) -> None:
    """Write the sheet."""
    words, view = report.words, report.view
    page = book.sheet(title, (30, 16, 14, 70))
    page.line(words.text("rep_reading"), "title")
    for sentence in reading_sentences(view):
        page.line(sentence, "wrap", span=True)
    page.row += 1
    page.line(words.text("rep_methods"), "title")
    for sentence in (*method_sentences(view, 0), words.text("rep_workbook_internal")):
        page.line(sentence, "wrap", span=True)
    page.row += 1
    _record(page, report)


def _record(page: Sheet, report: Report) -> None:
    """Write what the run was made from and with."""
    words, view, book = report.words, report.view, page.book
    page.line(words.text("rep_record"), "title")
    manifest = view.result.manifest
    page.line(view.made)
    page.header([words.text(code) for code in ("rep_file", "rep_role", "rep_size", "rep_digest")])
    for file in manifest.inputs:
        looks = (book.look("cell"), book.look("cell"), book.number("#,##0"), book.look("cell", indent=1))
        for column, value in enumerate((file.name, view.role(file.role), file.size, file.sha256)):
            page.put(column, value, looks[column])
        page.row += 1
    page.row += 1
    page.line(f"{words.text('rep_options')}: {view.options}", "wrap", span=True)
    for name, version in manifest.versions.items():
        page.put(0, name, book.look("cell"))
        page.put(1, version, book.look("cell"))
        page.row += 1
