"""The files of a survey report: drafted of a run, written when its charts are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from kumin.definitions.house_style import HouseStyle, house_style_beside
from kumin.reporting.years import earlier_options
from kumin.writers.auditing.public_files import POLICIES, SURVEY_DOCUMENT, SURVEY_PAGE
from kumin.writers.csv import write_csv
from kumin.writers.survey_report.book import Book, survey_book
from kumin.writers.survey_report.document import write_survey_document
from kumin.writers.survey_report.page import survey_page

if TYPE_CHECKING:
    from kumin.disclosure.published import Published


def draft_survey_report(
    published: Published,
    lang: str | None = None,
    style: HouseStyle | None = None,
    surveys: Sequence[str] | None = None,
) -> Book:
    """Lay out the report of a run's surveys with all earlier years at hand.

    Parameters
    ----------
    published : Published
        What may be shown of the run.
    lang : {"ja", "en"}, optional
        Language.
    style : HouseStyle, optional
        Default: words.yaml beside the plan, if there is one.
    surveys : sequence of str, optional
        Surveys of the report; default all that have answers.
    """
    result = published.result
    years = earlier_options(result.plan, result.fiscal_year, result.previous, level=result.level, k=published.k)
    return survey_book(published, years, style or house_style_beside(result.plan.path), lang, surveys)


def write_survey_report(
    book: Book, svgs: Sequence[str], pictures: Future[list[bytes]], folder: Path, made: str
) -> None:
    """Write a report as a page and as a Word document, and its policies, if any, as a table.

    Parameters
    ----------
    book : Book
        The report.
    svgs : sequence of str
        What the renderer drew of each of its drawings.
    pictures : Future
        Pictures of what :func:`kumin.writers.survey_report.document.pictured` chose; they may still be drawn.
    folder : Path
        Where to.
    made : str
        ISO time of the run.
    """
    if book.policies:
        parts = [table.select(pl.lit(key).alias("survey"), pl.all()) for key, table in book.policies.items()]
        write_csv(pl.concat(parts), folder / POLICIES)
    (folder / SURVEY_PAGE).write_text(survey_page(book, svgs), encoding="utf-8", newline="\n")
    write_survey_document(book, svgs, pictures.result(), folder / SURVEY_DOCUMENT, made)
