"""The sheets of the tables, and before them the index of the questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from kumin.disclosure.policy import suppresses
from kumin.tables.figures import SHARE, N
from kumin.words.listing import Listing, listing_notes
from kumin.words.tables import sign_notes
from kumin.writers.tables_book.pages import write_table
from kumin.writers.tables_book.tables import amounts, cell_of, counts, percents, simple
from kumin.writers.workbook.book import A_COLOUR, Book, Sheet

MOST_COLUMNS = 12
"""Columns of figures beside each other on a page; more go into a further table below."""
WIDTHS = (17, 24, 8.5, *([8.6] * MOST_COLUMNS))
SIMPLE_WIDTHS = (8, 56, 11, 11, 11, 11)
INDEX_WIDTHS = (6, 10, 62, 11, 11, 12)
"""Widths of the columns, in characters, of tables by group, of tables of everyone, and of the index."""


@dataclass
class _Index:
    """Where each question's tables stand: (survey, question) → the sheet and row of each."""

    places: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)

    def note(self, key: str, question: str, sheet: Sheet) -> None:
        """Remember the row that is written next."""
        self.places.setdefault((key, question), {}).setdefault(sheet.name, sheet.row)


def write_tables_book(listing: Listing, book: Book) -> None:
    """Add the index and the tables to a book."""
    words, index = listing.words, _Index()
    contents = book.sheet(words.text("tables_index"), INDEX_WIDTHS)
    crossed = any(table["axis"].count() for table in listing.tables.values())
    if not crossed:
        _sheet(listing, book, index, "sheet_simple", simple, SIMPLE_WIDTHS)
    else:
        if SHARE.name in listing.kinds:
            _sheet(listing, book, index, "tables_percents", percents, WIDTHS)
            _sheet(listing, book, index, "tables_counts", counts, WIDTHS)
        if listing.kinds - {SHARE.name}:
            _sheet(listing, book, index, "sheet_numbers", amounts, WIDTHS)
    _write_index(listing, contents, index)


def write_listing_book(listing: Listing, path: Path, data: Any) -> None:
    """Write a workbook of tables; ``data`` adds further sheets."""
    book = Book(path)
    write_tables_book(listing, book)
    data(listing, book)
    book.close()


def status_line(listing: Listing) -> str:
    """Say whether tables may be published, or are for work inside the ward."""
    words = listing.words
    return words.text("tables_public", k=listing.k) if suppresses(listing.k) else words.text("tables_internal")


def _sheet(listing: Listing, book: Book, index: _Index, title: str, make: Any, widths: Sequence[float]) -> None:
    """Write a sheet of tables, one a question; each begins with what it is and who may see it."""
    words = listing.words
    sheet = book.sheet(words.text(title), widths)
    sheet.line(words.text(title), "title")
    sheet.line(status_line(listing), "quiet")
    for note in _signs(listing, title):
        sheet.line(note, "quiet")
    for key, table in listing.tables.items():
        sheet.row += 1
        begin: int | None = sheet.row if sheet.breaks or key != next(iter(listing.tables)) else 0
        sheet.line(listing.titles[key], "heading")
        for (question,), part in table.group_by("question", maintain_order=True):
            made = make(listing, book, key, part)
            if made is not None:
                index.note(key, str(question), sheet)
                write_table(sheet, made, words.text("tables_continued"), begin)
                begin = None


def _signs(listing: Listing, title: str) -> list[str]:
    """Explain the signs that stand on a sheet."""
    every = pl.concat(listing.tables.values(), how="diagonal")
    shown = every.filter((pl.col("kind") == SHARE.name) != (title == "sheet_numbers"))
    adjusted = listing.words.text(f"tables_adjust_{listing.options.adjust}")
    return sign_notes(shown, listing.words, marks=title != "tables_counts", adjusted=adjusted)


def _write_index(listing: Listing, sheet: Sheet, index: _Index) -> None:
    """List the questions with links to their tables, and say how the tables were made."""
    words, book = listing.words, sheet.book
    sheet.line(words.text("tables_index_title"), "title")
    sheet.line(status_line(listing), "heading")
    for note in listing_notes(listing):
        sheet.line(note, "quiet_wrap", span=True)
    link = book.look("cell_mid", font_color=A_COLOUR, underline=1)
    for key, table in listing.tables.items():
        sheet.row += 1
        sheet.line(listing.titles[key], "heading")
        names = list(dict.fromkeys(name for (own, _), found in index.places.items() if own == key for name in found))
        heads = ("tables_number", "rep_question_id", "rep_question_words", "rep_base_n")
        sheet.header([*(words.text(code) for code in heads), *names])
        everyone = table.filter(pl.col("axis").is_null()).unique("question", maintain_order=True)
        for number, row in enumerate(everyone.iter_rows(named=True), 1):
            cells = ((1, "header"), (2, "question_text"))
            sheet.tall(max(sheet.height(str(row[name]), INDEX_WIDTHS[n]) for n, name in cells))
            sheet.put(0, number, book.look("cell_mid"))
            sheet.put(1, row["header"], book.look("cell", valign="vcenter"))
            sheet.put(2, row["question_text"], book.look("cell", valign="vcenter"))
            n = cell_of(book, row, N, listing, {})
            sheet.put(3, n.value, n.look)
            places = index.places.get((key, row["question"]), {})
            for column, name in enumerate(names, 4):
                if name in places:
                    place = f"internal:'{name}'!A{places[name] + 1}"
                    sheet.sheet.write_url(sheet.row, column, place, link, name)
                else:
                    sheet.put(column, "", book.look("cell"))
            sheet.row += 1
