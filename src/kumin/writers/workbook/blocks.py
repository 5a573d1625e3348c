"""Blocks that several sheets have: a closed question with its chart, the rows below a question, notes above."""

from __future__ import annotations

from typing import Any

import polars as pl

from kumin.definitions.titles import title_of
from kumin.numbers import is_small
from kumin.tables.figures import SHARE, Figure, limits
from kumin.words.tables import Row, figure_heading, heading
from kumin.words.weighting import weighted_note
from kumin.words.words import Words
from kumin.writers.workbook.bars import name_bars
from kumin.writers.workbook.book import QUIET, Book, Sheet, decimal_format, figure_look
from kumin.writers.workbook.registry import Report

HEADER_HEIGHT = 32
"""Of the headings that are printed on every page."""

FIGURES = limits(SHARE.of_everyone)
"""Figures of an option."""

SIMPLE_WIDTHS = (10, 8, 40, 11, 9, 9, 9, 3, 60)
"""Columns of a sheet of closed questions with their charts."""


_CHART = 430  # pixels
_BAR = 26
_ABOVE = 12


def simple_head(sheet: Sheet, words: Words) -> None:
    """Write the headings of options with their figures; they stay in view, and are on every printed page."""
    codes = ("rep_question_id", "rep_option_code", "rep_option")
    sheet.header([*(words.text(code) for code in codes), *(figure_heading(one, words) for one in FIGURES)], lines=2)
    sheet.sheet.freeze_panes(sheet.row, 0)
    sheet.sheet.repeat_rows(sheet.row - 1)


def weighted_line(sheet: Sheet, report: Report) -> None:
    """Say that tables are not weighted, where indicators are."""
    if note := weighted_note(report.view.result, "rep_unweighted_simple", report.words):
        sheet.line(note, "quiet")


def value_or_dash(row: Row, figure: Figure) -> Any:
    """Return a figure, or a dash in place of a limit that is not known."""
    value = row[figure.name]
    return "-" if value is None and figure.name in {"lower", "upper"} else value


def options_block(sheet: Sheet, words: Words, part: pl.DataFrame, begin: int | None = None) -> None:
    """Write a closed question of everyone with its chart; printed, on one page with the rows from ``begin``."""
    book, first_row, top = sheet.book, part.row(0, named=True), sheet.row
    sheet.line(heading(first_row, words), "text")
    sheet.tall(17, book.look("text", bold=True), top)
    first = sheet.row
    for row in part.iter_rows(named=True):
        sheet.put(0, row["header"], book.look("cell"))
        sheet.put(1, row["option"], book.look("cell_mid"))
        sheet.put(2, row["option_label"], book.look("cell"))
        for column, figure in enumerate(FIGURES, 3):
            sheet.put(column, value_or_dash(row, figure), figure_look(book, row, figure))
        sheet.tall(sheet.height(row["option_label"], 40))
        sheet.row += 1
    last = sheet.row - 1
    people_rows(sheet, words, first_row["n_base"], first_row["n_asked"] - first_row["n_base"])
    if first_row["n_base"]:
        chart = _chart(book, sheet, words, first, last)
        height = name_bars(chart, part["option_label"].to_list(), width=_CHART, a_bar=_BAR, above=_ABOVE, below=_ABOVE)
        sheet.sheet.insert_chart(
            top, 8, chart, {"description": title_of(first_row["header"], first_row["question_text"])}
        )
        sheet.reach(top, height)
    sheet.row += 1
    sheet.keep(top if begin is None else begin, repeated=HEADER_HEIGHT)


def people_rows(sheet: Sheet, words: Words, n_base: int, n_no_answer: int) -> None:
    """Write who answered a question and who did not, below its options or figures."""
    book, sign = sheet.book, words.text("rep_reference_mark")
    for code, n in (("rep_total_n", n_base), ("rep_no_answer", n_no_answer)):
        small = code == "rep_total_n" and is_small(n)
        sheet.put(2, words.text(code), book.look("cell", font_color=QUIET))
        sheet.put(3, n, book.number(f'#,##0"{sign}"' if small else "#,##0"))
        sheet.row += 1


def _chart(book: Book, sheet: Sheet, words: Words, first: int, last: int) -> Any:
    """Draw the percents of the options in rows ``first`` to ``last``."""
    chart = book.book.add_chart({"type": "bar"})
    labels = {"value": True, "num_format": decimal_format(words.decimals), "font": {"size": 8}}
    chart.add_series(
        {
            "categories": [sheet.name, first, 2, last, 2],
            "values": [sheet.name, first, 4, last, 4],
            "fill": {"color": "#6F9FCC"},
            "gap": 40,
            "data_labels": labels,
        }
    )
    chart.set_legend({"none": True})
    chart.set_x_axis({"min": 0, "max": 100, "visible": False, "major_gridlines": {"visible": False}})
    chart.set_chartarea({"border": {"none": True}})
    return chart
