"""回収状況: how each survey was conducted, response by group, respondents against residents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from kumin.definitions.period import Period
from kumin.numbers import apart
from kumin.result import frame_of
from kumin.words.conduct import survey_views
from kumin.words.words import Words
from kumin.writers.workbook.bars import name_bars
from kumin.writers.workbook.book import A_COLOUR, Book, Sheet
from kumin.writers.workbook.registry import Report, sheet

_ABOVE, _BELOW = 30, 40
"""Pixels of a chart's scale, and of its legend."""
_BAR = 24
"""Pixels of a group: the chart of the longest table still fits on a page."""
MOST_CELLS = 24
"""Finer comparisons of respondents with residents are left to the frames."""


@sheet("conduct", order=50)
def write_conduct(book: Book, report: Report, title: str) -> None:
    """Write the sheet."""
    words, result = report.words, report.view.result
    page = book.sheet(title, (26, 34, 12, 12, 12, 12, 22, 14))
    page.line(words.text("rep_conduct"), "title")
    for survey in survey_views(result, words):
        page.row += 1
        page.line(survey.title, "heading")
        for (heading, printed), value in zip(survey.rows, survey.values, strict=True):
            _conduct_row(page, words, heading, printed, value)
        for sentence in survey.sentences:
            page.line(f"・{sentence}", "wrap", span=True)
    _rates(page, report)
    _residents(page, report)


def _rates(page: Sheet, report: Report) -> None:
    """Write how many responded, by group."""
    words, book = report.words, page.book
    rates = frame_of(report.view.result, "response_rates")
    if rates.is_empty():
        return
    page.row += 1
    page.line(words.text("rep_rates"), "title")
    codes = ("rep_survey", "rep_group", "rep_invited", "rep_used", "rep_rate")
    page.header([words.text(code) for code in codes])
    crossed = frame_of(report.view.result, "crossed_rates")
    for row in (*rates.iter_rows(named=True), *crossed.iter_rows(named=True)):
        title = report.title(row["survey"])
        expected = words.text("rep_expected") if row["invited_expected"] else ""
        label = (row["label"] or words.text("rep_everyone")).replace(";", words.text("label_joiner"))
        page.put(0, title, book.look("cell"))
        page.put(1, label + expected, book.look("cell"))
        page.put(2, row["invited"], book.number("#,##0"))
        page.put(3, row["responded"], book.number("#,##0"))
        page.put(4, row["rate"], book.number("0.0%"))
        page.row += 1


def _conduct_row(page: Sheet, words: Words, heading: str, printed: str, value: Any) -> None:
    """Write how a survey was conducted: people and rates as numbers, the days as days, all else as words."""
    cells = {heading: value}
    look = page.book.look("cell")
    if isinstance(value, Period):
        days = "yyyy年m月d日" if words.lang == "ja" else "yyyy-mm-dd"
        cells = {words.text("rep_period_start"): value.start, words.text("rep_period_end"): value.end}
        look = page.book.number(days)
    elif isinstance(value, int | float):
        people = words.text("rep_people", n="").replace('"', "")
        look = page.book.number("0.0%" if isinstance(value, float) else f'#,##0"{people}"')
    for name, cell in cells.items():
        page.put(0, name, page.book.look("side"))
        page.put(1, cell, look)
        page.tall(page.height(printed, 34))
        page.row += 1


def _residents(page: Sheet, report: Report) -> None:
    """Compare the respondents with the residents, a table and a chart a dimension."""
    words = report.words
    cells = frame_of(report.view.result, "representativeness")
    if cells.is_empty():
        return
    page.row += 1
    begin: int | None = page.row
    page.line(words.text("rep_who"), "title")
    for (key, _), part in cells.group_by("survey", "dimensions", maintain_order=True):
        if part.height > MOST_CELLS:
            continue
        page.row += 1
        begin = page.row if begin is None else begin
        page.line(report.title(str(key)), "heading")
        first = page.row + 1
        _resident_rows(page, words, part)
        page.keep(begin if begin is not None else first)
        begin = None
        chart = page.row
        _resident_chart(page, words, part["label"].to_list(), first)
        page.keep(chart)


def _resident_rows(page: Sheet, words: Words, part: pl.DataFrame) -> None:
    """Write the groups with their shares of the residents and of the respondents."""
    book = page.book
    codes = ("rep_group", "rep_population", "rep_n", "rep_share_population", "rep_share_sample", "rep_difference")
    page.header([words.text(code) for code in codes] + [words.text("rep_mark")])
    for row in part.iter_rows(named=True):
        page.put(0, (row["label"] or "").replace(";", words.text("label_joiner")), book.look("cell"))
        page.put(1, row["population"], book.number("#,##0"))
        page.put(2, row["n"], book.number("#,##0"))
        page.put(3, row["population_share"], book.number("0.0%"))
        page.put(4, row["sample_share"], book.number("0.0%"))
        page.put(5, _printed_difference(row), book.number("+0.0;-0.0;0.0"))
        page.put(6, words.text(f"rep_mark_{row['mark']}") if row["mark"] else "", book.look("cell"))
        page.row += 1


def _printed_difference(row: Mapping[str, Any]) -> float | None:
    sample, population = row["sample_share"], row["population_share"]
    return None if sample is None or population is None else float(apart(100 * sample, 100 * population, 1))


def _resident_chart(page: Sheet, words: Words, names: Sequence[str | None], first: int) -> None:
    last = first + len(names) - 1
    chart = page.book.book.add_chart({"type": "bar"})
    for column, code, colour in ((3, "rep_share_population", "#CFD6DD"), (4, "rep_share_sample", A_COLOUR)):
        chart.add_series(
            {
                "name": words.text(code),
                "categories": [page.name, first, 0, last, 0],
                "values": [page.name, first, column, last, column],
                "fill": {"color": colour},
                "gap": 50,
            }
        )
    chart.set_x_axis({"num_format": "0%", "major_gridlines": {"visible": True, "line": {"color": "#E3E7EB"}}})
    chart.set_legend({"position": "bottom"})
    height = name_bars(chart, [name or "" for name in names], width=760, a_bar=_BAR, above=_ABOVE, below=_BELOW)
    top = page.row
    page.sheet.insert_chart(top, 0, chart, {"description": words.text("rep_who")})
    page.reach(top, height)
    page.row += 1
