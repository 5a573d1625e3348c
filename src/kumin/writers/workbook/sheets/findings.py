"""検査結果: the counts by rule, then every finding."""

from __future__ import annotations

from kumin.words.conduct import survey_views
from kumin.writers.workbook.book import Book, Sheet
from kumin.writers.workbook.registry import Report, sheet


@sheet("findings", order=60, of_answers=True)
def write_findings(book: Book, report: Report, title: str) -> None:
    """Write the sheet."""
    words, result = report.words, report.view.result
    page = book.sheet(title, (26, 18, 8, 8, 14, 9, 9, 40, 22, 16))
    page.line(title, "title")
    page.line(words.text("rep_findings_intro"), "quiet")
    if result.findings.is_empty():
        page.line(words.text("rep_findings_none"), "text")
        return
    codes = ("rep_survey", "rep_code", "rep_count")
    page.header([words.text(code) for code in codes] + ["", words.text("rep_finding")])
    for survey in survey_views(result, words):
        for code, finding, _, count, action in survey.findings or ():
            page.put(0, survey.title, book.look("cell"))
            page.put(1, code, book.look("cell_mid"))
            page.put(2, count, book.number("#,##0"))
            page.put(4, finding + words.text("rep_in_brackets", words=action), book.look("text"))
            page.row += 1
    page.row += 1
    _every_finding(page, report)


def _every_finding(page: Sheet, report: Report) -> None:
    """Write a row a finding, to be filtered."""
    words, book = report.words, page.book
    names = (
        "rep_survey", "rep_file", "rep_row", "rep_column", "rep_heading", "rep_code", "rep_severity", "rep_finding",
        "rep_action", "rep_value",
    )  # fmt: skip
    page.header([words.text(name) for name in names])
    first = page.row
    for row in report.view.result.findings.iter_rows(named=True):
        shown = {
            0: report.title(row["survey"]), 1: row["file"], 3: row["column"], 4: row["heading"],
            5: row["code"], 6: words.text(f"rep_severity_{row['severity']}"),
            7: words.text(f"finding_{row['code']}"),
            8: words.text(f"action_{row['action']}"), 9: row["value"],
        }  # fmt: skip
        for column, value in shown.items():
            page.put(column, value, book.look("cell", text_wrap=False))
        page.put(2, row["row"], book.number("0"))
        page.row += 1
    if page.row > first:
        page.sheet.autofilter(first - 1, 0, page.row - 1, len(names) - 1)
