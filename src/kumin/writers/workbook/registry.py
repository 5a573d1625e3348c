"""The sheets of report.xlsx: a registry that the workbook, the documentation and the tests read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

import polars as pl

from kumin.messages import LANGUAGES, catalogue
from kumin.registry import Registry
from kumin.tables.run import RunTables
from kumin.words.report import ReportView
from kumin.words.tables import one_table
from kumin.words.words import Words
from kumin.writers.workbook.book import Book

Phrase = tuple[str, str]
"""Words in Japanese and English."""


@dataclass(frozen=True)
class Report:
    """What the sheets are written from, made once.

    Attributes
    ----------
    view : ReportView
        The run in words.
    tables : RunTables
        Its tables, nothing hidden.
    """

    view: ReportView
    tables: RunTables

    @property
    def words(self) -> Words:
        """Language, decimals, level."""
        return self.view.words

    @cached_property
    def labelled(self) -> dict[str, pl.DataFrame]:
        """One table a survey, see :func:`kumin.words.tables.one_table`, with ``mark`` of the closed questions too."""
        keys = ["question", "option", "axis", "category"]
        found = {}
        for key, shares in self.tables.shares.items():
            marks = self.tables.marks[key].select(*keys, "mark")
            marked = shares.join(marks, on=keys, how="left", maintain_order="left")
            questionnaire = self.tables.result.plan.questionnaires[key]
            found[key] = one_table(marked, self.tables.numbers[key], questionnaire, self.words)
        return found

    def title(self, key: str) -> str:
        """Title of a survey."""
        return self.tables.result.plan.plan.surveys[key].title


@dataclass(frozen=True)
class ReportSheet:
    """One sheet.

    Parameters
    ----------
    name : str
        Stable English word.
    order : int
        Place among the sheets.
    title, about : Phrase
        Its tab, and what it shows.
    of_answers : bool
        Left out where there are no answers, as of percents that a plan states itself.
    write : callable
        Adds the sheet to a book.
    """

    name: str
    order: int
    title: Phrase
    about: Phrase
    of_answers: bool
    write: Callable[[Book, Report, str], None]


SHEETS: Final[Registry[ReportSheet]] = Registry("report sheet")


def sheet(
    name: str, *, order: int, of_answers: bool = False, title: Phrase | None = None, about: Phrase | None = None
) -> Callable[[Callable[[Book, Report, str], None]], Callable[[Book, Report, str], None]]:
    """Register a function that writes a sheet.

    Parameters
    ----------
    name : str
        Stable English word; no two sheets have one.
    order : int
        Place among the sheets.
    of_answers : bool
        The sheet is left out where there are no answers.
    title, about : Phrase, optional
        Words of the tab and what the sheet shows; by default ``sheet_<name>`` and ``sheet_<name>_about`` of the
        catalogue.

    Examples
    --------
    >>> @sheet("notes", order=85, title=("備考", "Notes"), about=("担当者の備考", "the staff's notes"))
    ... def notes(book: Book, report: Report, title: str) -> None:
    ...     book.sheet(title, (60,)).line(title, "title")
    >>> SHEETS["notes"].order
    85
    >>> SHEETS.remove("notes")
    """
    return partial(_register, name, order, of_answers, title, about)


def _register(
    name: str,
    order: int,
    of_answers: bool,
    title: Phrase | None,
    about: Phrase | None,
    write: Callable[[Book, Report, str], None],
) -> Callable[[Book, Report, str], None]:
    words = (title or catalogue()[f"sheet_{name}"], about or catalogue()[f"sheet_{name}_about"])
    SHEETS.add(name, ReportSheet(name, order, *words, of_answers, write))
    return write


def report_sheets() -> list[ReportSheet]:
    """Return the sheets in their order: every module of :mod:`kumin.writers.workbook.sheets`, and what others added."""
    from kumin.writers.workbook import sheets

    for module in iter_modules(sheets.__path__):
        import_module(f"{sheets.__name__}.{module.name}")
    return sorted(SHEETS.values(), key=lambda one: one.order)


def sheet_table(lang: str) -> str:
    """Return the sheets as a Markdown table, as the documentation shows it."""
    place = LANGUAGES.index(lang)
    rows = [f"| {one.title[place]} | {one.about[place]} |" for one in report_sheets()]
    head = ("| シート | 内容 |", "| Sheet | What it shows |")[place]
    return "\n".join([head, "|---|---|", *rows])
