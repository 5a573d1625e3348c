"""report.xlsx: every registered sheet, in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from kumin.messages import LANGUAGES
from kumin.result import Result
from kumin.tables.crossing import Axis
from kumin.tables.run import RunTables
from kumin.words.report import report_view
from kumin.words.words import words_of
from kumin.writers.workbook.book import Book
from kumin.writers.workbook.registry import Report, report_sheets


def write_workbook(
    result: Result,
    path: Path,
    lang: str | None = None,
    *,
    axes: Mapping[str, Sequence[Axis]] | None = None,
    tables: RunTables | None = None,
) -> None:
    """Write a run as a workbook.

    Parameters
    ----------
    result : Result
        The run.
    path : Path
        The file.
    lang : {"ja", "en"}, optional
        Language.
    axes : mapping of survey key to axes, optional
        Breakdowns of the cross-tabulations; default every attribute.
    tables : RunTables, optional
        The run's tables, where they are at hand; ``axes`` is then not used.

    Notes
    -----
    The workbook is for work inside the ward: nothing in it is suppressed.
    """
    words = words_of(result, lang)
    report = Report(report_view(result, words), tables or RunTables(result, axes or {}))
    book = Book(path)
    made = datetime.fromisoformat(result.manifest.time).replace(tzinfo=None)
    book.book.set_properties({"title": report.view.title, "comments": report.view.synthetic, "created": made})
    for one in report_sheets():
        if result.answers or not one.of_answers:
            one.write(book, report, one.title[LANGUAGES.index(words.lang)])
    book.close()
