"""The sheets 回収状況, 検査結果, 標本誤差早見表 and 手法."""

from __future__ import annotations

from typing import Any

import polars as pl

from kumin.definitions.period import Period
from kumin.messages import text
from kumin.numbers import counted, exact, shortest
from kumin.result import frame_of
from kumin.words.conduct import survey_views
from kumin.words.methods import method_sentences, reading_sentences
from kumin.words.report import ReportView
from kumin.writers.workbook.book import Book, Sheet

MOST_CELLS = 24
"""Finer comparisons of respondents with residents are left to the frames."""


def write_conduct(book: Book, view: ReportView) -> None:
    """回収状況: how each survey was conducted, response by group, respondents against residents."""
    sheet = book.sheet(text("sheet_conduct", view.lang), (26, 34, 12, 12, 12, 12, 22, 14))
    sheet.line(text("rep_conduct", view.lang), "title")
    for survey in survey_views(view.result, view.words):
        sheet.row += 1
        sheet.line(survey.title, "heading")
        for (heading, words), value in zip(survey.rows, survey.values, strict=True):
            _conduct_row(sheet, view, heading, words, value)
        for sentence in survey.sentences:
            sheet.line(f"・{sentence}", "wrap", span=True)
    rates = frame_of(view.result, "response_rates")
    if rates.height:
        sheet.row += 1
        sheet.line(text("rep_rates", view.lang), "title")
        codes = ("rep_survey", "rep_group", "rep_invited", "rep_used", "rep_rate")
        sheet.header([text(code, view.lang) for code in codes])
        for row in rates.iter_rows(named=True):
            title = view.result.plan.plan.surveys[row["survey"]].title
            expected = text("rep_expected", view.lang) if row["invited_expected"] else ""
            sheet.put(0, title, book.look("cell"))
            sheet.put(1, (row["label"] or text("rep_everyone", view.lang)) + expected, book.look("cell"))
            sheet.put(2, row["invited"], book.number("#,##0"))
            sheet.put(3, row["responded"], book.number("#,##0"))
            sheet.put(4, row["rate"], book.number("0.0%"))
            sheet.row += 1
    _residents(book, sheet, view)


def _conduct_row(sheet: Sheet, view: ReportView, heading: str, words: str, value: Any) -> None:
    """Write how a survey was conducted: people and rates as numbers, the days as days, all else as words."""
    cells = {heading: value}
    look = sheet.book.look("cell")
    if isinstance(value, Period):
        days = "yyyy年m月d日" if view.lang == "ja" else "yyyy-mm-dd"
        cells = {text("rep_period_start", view.lang): value.start, text("rep_period_end", view.lang): value.end}
        look = sheet.book.number(days)
    elif isinstance(value, int | float):
        people = text("rep_people", view.lang, n="").replace('"', "")
        look = sheet.book.number("0.0%" if isinstance(value, float) else f'#,##0"{people}"')
    for name, cell in cells.items():
        sheet.put(0, name, sheet.book.look("side"))
        sheet.put(1, cell, look)
        sheet.tall(sheet.height(words, 34))
        sheet.row += 1


def _residents(book: Book, sheet: Sheet, view: ReportView) -> None:
    cells = frame_of(view.result, "representativeness")
    if cells.is_empty():
        return
    sheet.row += 1
    begin: int | None = sheet.row
    sheet.line(text("rep_who", view.lang), "title")
    for (key, _), part in cells.group_by("survey", "dimensions", maintain_order=True):
        if part.height > MOST_CELLS:
            continue
        sheet.row += 1
        begin = sheet.row if begin is None else begin
        sheet.line(view.result.plan.plan.surveys[str(key)].title, "heading")
        codes = ("rep_group", "rep_population", "rep_n", "rep_share_population", "rep_share_sample", "rep_difference")
        sheet.header([text(code, view.lang) for code in codes] + [text("rep_mark", view.lang)])
        first = sheet.row
        for row in part.iter_rows(named=True):
            sheet.put(0, (row["label"] or "").replace(";", text("label_joiner", view.lang)), book.look("cell"))
            sheet.put(1, row["population"], book.number("#,##0"))
            sheet.put(2, row["n"], book.number("#,##0"))
            sheet.put(3, row["population_share"], book.number("0.0%"))
            sheet.put(4, row["sample_share"], book.number("0.0%"))
            sheet.put(5, row["difference_points"], book.number("+0.0;-0.0;0.0"))
            sheet.put(6, text(f"rep_mark_{row['mark']}", view.lang) if row["mark"] else "", book.look("cell"))
            sheet.row += 1
        sheet.keep(begin if begin is not None else first)
        begin = None
        last, chart = sheet.row - 1, sheet.row
        _resident_chart(book, sheet, view, first, last)
        sheet.keep(chart)


def _resident_chart(book: Book, sheet: Sheet, view: ReportView, first: int, last: int) -> None:
    chart = book.book.add_chart({"type": "bar"})
    for column, code, colour in ((3, "rep_share_population", "#CFD6DD"), (4, "rep_share_sample", "#0B5394")):
        chart.add_series(
            {
                "name": text(code, view.lang),
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, column, last, column],
                "fill": {"color": colour},
                "gap": 50,
            }
        )
    chart.set_y_axis({"reverse": True, "num_font": {"size": 8}})
    chart.set_x_axis({"num_format": "0%", "major_gridlines": {"visible": True, "line": {"color": "#E3E7EB"}}})
    chart.set_legend({"position": "bottom"})
    # the chart of the longest table still fits on a page
    rows = max(int(1.2 * (last - first + 1)) + 4, 10)
    chart.set_size({"width": 760, "height": 20 * rows})
    sheet.sheet.insert_chart(sheet.row, 0, chart, {"description": text("rep_who", view.lang)})
    sheet.row += rows + 1


def write_findings(book: Book, view: ReportView) -> None:
    """検査結果: the counts by rule, then every finding."""
    sheet = book.sheet(text("sheet_findings", view.lang), (26, 18, 8, 8, 14, 9, 9, 40, 22, 16))
    sheet.line(text("sheet_findings", view.lang), "title")
    sheet.line(text("rep_findings_intro", view.lang), "quiet")
    titles = {key: survey.title for key, survey in view.result.plan.plan.surveys.items()}
    codes = ("rep_survey", "rep_code", "rep_count")
    sheet.header([text(code, view.lang) for code in codes] + ["", text("rep_finding", view.lang)])
    for survey in survey_views(view.result, view.words):
        for code, words, _, count, action in survey.findings:
            sheet.put(0, survey.title, book.look("cell"))
            sheet.put(1, code, book.look("cell_mid"))
            sheet.put(2, count, book.number("#,##0"))
            sheet.put(4, words + text("rep_in_brackets", view.lang, words=action), book.look("text"))
            sheet.row += 1
    sheet.row += 1
    names = (
        "rep_survey", "rep_file", "rep_row", "rep_column", "rep_heading", "rep_code", "rep_severity", "rep_finding",
        "rep_action", "rep_value",
    )  # fmt: skip
    sheet.header([text(name, view.lang) for name in names])
    first = sheet.row
    for row in view.result.findings.iter_rows(named=True):
        shown = {
            0: titles[row["survey"]], 1: row["file"], 3: row["column"], 4: row["heading"],
            5: row["code"], 6: text(f"rep_severity_{row['severity']}", view.lang),
            7: text(f"finding_{row['code']}", view.lang),
            8: text(f"action_{row['action']}", view.lang), 9: row["value"],
        }  # fmt: skip
        for column, value in shown.items():
            sheet.put(column, value, book.look("cell", text_wrap=False))
        sheet.put(2, row["row"], book.number("0"))
        sheet.row += 1
    if sheet.row > first:
        sheet.sheet.autofilter(first - 1, 0, sheet.row - 1, len(names) - 1)


def write_errors(book: Book, view: ReportView) -> None:
    """標本誤差早見表 of each survey whose sampling error can be stated."""
    from kumin.estimation import sampling_error_table

    sheet = book.sheet(text("sheet_errors", view.lang), (12, *([11] * 10)))
    sheet.line(text("sheet_errors", view.lang), "title")
    sheet.line(text("rep_errors_intro", view.lang, level=view.level), "quiet")
    for key, survey in view.result.plan.plan.surveys.items():
        if not survey.has_sampling_error:
            continue
        population = view.result.plan.populations[key]
        sheet.row += 1
        size = "" if population is None else f"　N={counted(population.total)}"
        sheet.line(f"{survey.title}{size}", "heading")
        frame = sampling_error_table(population=population.total if population else None, level=view.result.level)
        shares = frame["proportion"].unique(maintain_order=True).to_list()
        known = frame.filter(pl.col("error_points").is_not_null().any().over("n"))
        if known.is_empty():
            # so few people that no row of the table could be of them
            least = int(frame["n"].min() or 0)  # type: ignore[arg-type]
            sheet.line(text("rep_errors_few", view.lang, n=least))
            continue
        sheet.header(["n", *(_share_heading(share) for share in shares)])
        for (n,), part in known.group_by("n", maintain_order=True):
            sheet.put(0, n, book.number("#,##0", bold=True))
            for place, value in enumerate(part["error_points"]):
                sheet.put(1 + place, value, book.number('"±"0.0'))
            sheet.row += 1


def _share_heading(share: float) -> str:
    percent = 100 * exact(share)
    return f"{shortest(percent)}%" if percent == 50 else f"{shortest(percent)}%・{shortest(100 - percent)}%"


def write_methods(book: Book, view: ReportView) -> None:
    """手法: how to read, methods, files and versions."""
    sheet = book.sheet(text("sheet_methods", view.lang), (30, 16, 14, 70))
    sheet.line(text("rep_reading", view.lang), "title")
    for sentence in reading_sentences(view):
        sheet.line(sentence, "wrap", span=True)
    sheet.row += 1
    sheet.line(text("rep_methods", view.lang), "title")
    marked = any(view.result.plan.plan.surveys[key].has_sampling_error for key in view.result.answers)
    marks = [text("rep_method_mark", view.lang)] if marked else []
    for sentence in [
        *method_sentences(view, 0),
        *marks,
        text("rep_workbook_internal", view.lang),
    ]:
        sheet.line(sentence, "wrap", span=True)
    sheet.row += 1
    sheet.line(text("rep_record", view.lang), "title")
    manifest = view.result.manifest
    sheet.line(view.made)
    sheet.header([text(code, view.lang) for code in ("rep_file", "rep_role", "rep_size", "rep_digest")])
    for file in manifest.inputs:
        for column, value in enumerate((file.name, view.role(file.role), file.size, file.sha256)):
            sheet.put(column, value, book.number("#,##0") if column == 2 else book.look("cell"))
        sheet.row += 1
    sheet.row += 1
    sheet.line(f"{text('rep_options', view.lang)}: {view.options}", "wrap", span=True)
    for name, version in manifest.versions.items():
        sheet.put(0, name, book.look("cell"))
        sheet.put(1, version, book.look("cell"))
        sheet.row += 1
