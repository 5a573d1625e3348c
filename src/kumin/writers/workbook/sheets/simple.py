"""単純集計: every question in the order of the form, closed ones with their chart."""

from __future__ import annotations

import polars as pl

from kumin.numbers import is_small
from kumin.tables.figures import KINDS, LOWER, MEAN, MEAN_LOWER, MEAN_UPPER, NUMBER, SHARE, UPPER, Form
from kumin.words.tables import figure_heading, heading, method_notes, small_notes
from kumin.words.words import Words
from kumin.writers.workbook.blocks import (
    HEADER_HEIGHT,
    SIMPLE_WIDTHS,
    options_block,
    people_rows,
    simple_head,
    value_or_dash,
    weighted_line,
)
from kumin.writers.workbook.book import Book, Sheet, figure_look
from kumin.writers.workbook.registry import Report, sheet


@sheet("simple", order=20, of_answers=True)
def write_simple(book: Book, report: Report, title: str) -> None:
    """Write the sheet."""
    words = report.words
    page = book.sheet(title, SIMPLE_WIDTHS)
    page.line(title, "title")
    page.line(words.text("rep_read_1"), "quiet")
    totals = {key: table.filter(pl.col("axis").is_null()) for key, table in report.labelled.items()}
    for note in method_notes(pl.concat(totals.values(), how="diagonal"), words):
        page.line(note, "quiet")
    n_bases = (n_base for table in totals.values() for n_base in table["n_base"].unique())
    for note in small_notes(any(map(is_small, n_bases)), words):
        page.line(note, "quiet")
    weighted_line(page, report)
    simple_head(page, words)
    for key, table in totals.items():
        page.row += 1
        begin: int | None = page.row
        page.line(report.title(key), "heading")
        for _, part in table.group_by("question", maintain_order=True):
            if part["kind"][0] == SHARE.name:
                options_block(page, words, part, begin)
            else:
                top = page.row if begin is None else begin
                _number_block(page, words, part)
                page.keep(top, repeated=HEADER_HEIGHT)
            begin = None


def _number_block(page: Sheet, words: Words, part: pl.DataFrame) -> None:
    """Write a question's figures of everyone, one below the other: the value, and the interval of the mean."""
    book, row = page.book, part.row(0, named=True)
    kind = KINDS[row["kind"]]
    page.tall(17, book.look("text", bold=True))
    page.line(heading(row, words), "text")
    side = book.look("side", align="center", text_wrap=False)
    heads = [words.text("rep_question_id"), "", words.text("num_item"), words.text("num_value")]
    for column, label in enumerate(heads):
        page.put(column, label, side)
    if kind is NUMBER:
        for column, label in enumerate(("", figure_heading(LOWER, words), figure_heading(UPPER, words)), 4):
            page.put(column, label, book.look("side", align="center"))
        page.tall(31)
    page.row += 1
    for figure in (one for one in kind.of_everyone if one.form is not Form.RANGE):
        page.put(0, row["header"], book.look("cell"))
        page.put(1, "", book.look("cell"))
        page.put(2, figure_heading(figure, words), book.look("cell"))
        page.put(3, row[figure.name], figure_look(book, row, figure))
        if figure is MEAN:
            for column, limit in enumerate((MEAN_LOWER, MEAN_UPPER), 5):
                page.put(column, value_or_dash(row, limit), figure_look(book, row, limit))
        page.row += 1
    people_rows(page, words, row["n_base"], row["n_no_answer"])
    page.row += 1
