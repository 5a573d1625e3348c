"""report.xlsx: the form, the tables of every question, how the survey went, and the methods."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.definitions import MultipleQuestion
from kumin.messages import text
from kumin.numbers import counted, is_small, percent_of, printed
from kumin.tables.amounts import survey_numbers
from kumin.tables.differences import difference_marks
from kumin.tables.shares import Axis, default_axes, design_of, survey_table, with_labels
from kumin.words import words_of
from kumin.words.amounts import with_number_labels
from kumin.words.report import ReportView, report_view
from kumin.words.weighting import weighted_note
from kumin.writers.workbook.book import A3, Book, Sheet
from kumin.writers.workbook.form import number_format, write_form
from kumin.writers.workbook.numbers import write_cross_numbers, write_simple_numbers
from kumin.writers.workbook.survey import write_conduct, write_errors, write_findings, write_methods

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kumin.result import Result


def write_workbook(
    result: Result, path: Path, lang: str | None = None, *, axes: Mapping[str, Sequence[Axis]] | None = None
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

    Notes
    -----
    The workbook is for work inside the ward: nothing in it is suppressed.
    """
    view = report_view(result, words_of(result, lang))
    book = Book(path)
    book.book.set_properties({"title": view.title, "comments": view.synthetic})
    write_form(book, view)
    tables = {key: _tables(result, key, axes, view.lang) for key in result.answers}
    numbers = {key: _numbers(result, key, axes, view.lang) for key in result.answers}
    if tables:
        _simple(book, view, tables, numbers)
        _cross(book, view, tables, numbers, axes)
        _multiple(book, view, tables)
    write_conduct(book, view)
    if result.answers:
        write_findings(book, view)
    write_errors(book, view)
    write_methods(book, view)
    book.close()


def _tables(result: Result, key: str, axes: Mapping[str, Sequence[Axis]] | None, lang: str) -> pl.DataFrame:
    chosen = (axes or {}).get(key)
    return with_labels(survey_table(result, key, chosen, level=result.level), result.plan.questionnaires[key], lang)


def _numbers(result: Result, key: str, axes: Mapping[str, Sequence[Axis]] | None, lang: str) -> pl.DataFrame:
    chosen = (axes or {}).get(key)
    return with_number_labels(
        survey_numbers(result, key, chosen, level=result.level), result.plan.questionnaires[key], lang
    )


HEADER_HEIGHT = 32
"""Of the headings that are printed on every page."""
SMALLEST = 75
"""Percent of its size that a cross-tabulation is printed in at least: its letters are of 10 points."""
SIMPLE_COLUMNS = (
    "rep_question_id", "rep_option_code", "rep_option", "rep_n", "rep_percent_unit", "rep_lower", "rep_upper"
)  # fmt: skip


def _in_form_order(
    view: ReportView, key: str, table: pl.DataFrame, numbers: pl.DataFrame
) -> Iterator[tuple[str, pl.DataFrame, bool]]:
    """Yield each tabulated question's id with its rows, and whether it is a number or date."""
    closed = {id_: part for (id_,), part in table.group_by("question", maintain_order=True)}
    others = {id_: part for (id_,), part in numbers.group_by("question", maintain_order=True)}
    for id_ in view.result.plan.questionnaires[key].by_id:
        if id_ in others:
            yield id_, others[id_], True
        elif id_ in closed:
            yield id_, closed[id_], False


def _simple(
    book: Book, view: ReportView, tables: Mapping[str, pl.DataFrame], numbers: Mapping[str, pl.DataFrame]
) -> None:
    """単純集計: every question, closed ones with their chart."""
    sheet = book.sheet(text("sheet_simple", view.lang), (10, 8, 40, 11, 9, 9, 9, 3, 60))
    sheet.line(text("sheet_simple", view.lang), "title")
    sheet.line(text("rep_read_1", view.lang), "quiet")
    if any(part.height for part in numbers.values()):
        code = "num_method" if any(part["lower"].count() for part in numbers.values()) else "num_method_plain"
        sheet.line(text(code, view.lang, **({"level": view.level} if code == "num_method" else {})), "quiet")
    if note := weighted_note(view.result, "rep_unweighted_simple", view.words):
        sheet.line(note, "quiet")
    sheet.header([text(code, view.lang, level=view.level) for code in SIMPLE_COLUMNS], lines=2)
    sheet.sheet.freeze_panes(sheet.row, 0)
    sheet.sheet.repeat_rows(sheet.row - 1)
    for key, table in tables.items():
        sheet.row += 1
        begin: int | None = sheet.row
        sheet.line(view.result.plan.plan.surveys[key].title, "heading")
        total = table.filter(pl.col("axis").is_null())
        for _, part, is_number in _in_form_order(view, key, total, numbers[key].filter(pl.col("axis").is_null())):
            if is_number:
                top = sheet.row if begin is None else begin
                write_simple_numbers(sheet, part, view.lang, view.level)
                sheet.keep(top, repeated=HEADER_HEIGHT)
            else:
                _simple_block(book, sheet, view, part, begin)
            begin = None


def _simple_block(book: Book, sheet: Sheet, view: ReportView, part: pl.DataFrame, begin: int | None = None) -> None:
    """Write a question with its chart; printed, they stand on one page with the rows from ``begin``."""
    first_row = part.row(0, named=True)
    top = sheet.row
    sheet.line(f"{first_row['header']}　{first_row['question_text']}", "text")
    sheet.tall(17, book.look("text", bold=True), top)
    first = sheet.row
    percent = book.number(number_format(view))
    small, sign = is_small(first_row["n_base"]), text("rep_reference_mark", view.lang)
    for row in part.iter_rows(named=True):
        sheet.put(0, row["header"], book.look("cell"))
        sheet.put(1, row["option"], book.number("0"))
        sheet.put(2, row["option_label"], book.look("cell"))
        sheet.put(3, row["n_positive"], book.number("#,##0"))
        sheet.put(4, row["percent"], percent)
        for column, name in ((5, "lower"), (6, "upper")):
            sheet.put(column, "-" if row[name] is None else row[name] * 100, percent)
        sheet.tall(sheet.height(row["option_label"], 40))
        sheet.row += 1
    last = sheet.row - 1
    for code, value in (
        ("rep_total_n", first_row["n_base"]),
        ("rep_no_answer", first_row["n_asked"] - first_row["n_base"]),
    ):
        sheet.put(2, text(code, view.lang), book.look("cell", font_color="#51606E"))
        sheet.put(3, value, book.number(f'#,##0"{sign}"' if small and code == "rep_total_n" else "#,##0"))
        sheet.row += 1
    if not first_row["n_base"]:
        sheet.row += 1
        sheet.keep(top if begin is None else begin, repeated=HEADER_HEIGHT)
        return
    chart = book.book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "categories": [sheet.name, first, 2, last, 2],
            "values": [sheet.name, first, 4, last, 4],
            "fill": {"color": "#6F9FCC"},
            "gap": 40,
            "data_labels": {"value": True, "num_format": number_format(view), "font": {"size": 8}},
        }
    )
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 8}})
    chart.set_x_axis({"min": 0, "max": 100, "visible": False, "major_gridlines": {"visible": False}})
    chart.set_chartarea({"border": {"none": True}})
    rows = max(last - first + 3, 7)
    chart.set_size({"width": 430, "height": 21 * rows})
    sheet.sheet.insert_chart(top, 8, chart, {"description": f"{first_row['header']} {first_row['question_text']}"})
    sheet.row = max(sheet.row, top + rows) + 1
    sheet.keep(top if begin is None else begin, repeated=HEADER_HEIGHT)


def _cross(
    book: Book,
    view: ReportView,
    tables: Mapping[str, pl.DataFrame],
    numbers: Mapping[str, pl.DataFrame],
    axes: Mapping[str, Sequence[Axis]] | None,
) -> None:
    """クロス集計: every question by every axis, % then counts; of numbers means, of dates the middle."""
    counts = pl.concat(table.group_by("question").agg(pl.col("option").n_unique()) for table in tables.values())
    # two options and their counts take as many columns as a number
    most = max(int(counts["option"].max() or 0), 2)  # type: ignore[arg-type]
    widths = (9, 20, 24, 9, *([10.5] * (2 * most + 1)))
    # many options go over several pages, each with the groups at its left, rather than be too small to read
    sheet = book.sheet(text("sheet_cross", view.lang), widths, paper=A3, smallest=SMALLEST)
    sheet.sheet.repeat_columns(0, 3)
    sheet.sheet.print_across()
    sheet.line(text("sheet_cross", view.lang), "title")
    surveys = view.result.plan.plan.surveys
    if any(surveys[key].has_sampling_error for key in tables):
        sheet.line(text("rep_method_mark", view.lang), "quiet")
    sheet.line(text("rep_cross_small", view.lang), "quiet")
    if any(part["lower"].count() for part in numbers.values()):
        sheet.line(text("num_method_mark", view.lang), "quiet")
    if note := weighted_note(view.result, "rep_unweighted_simple", view.words):
        sheet.line(note, "quiet")
    sheet.sheet.freeze_panes(sheet.row, 4)
    for key, table in tables.items():
        marks = _marks(view, key, axes)
        sheet.row += 1
        sheet.line(view.result.plan.plan.surveys[key].title, "heading")
        axis_questions = {one.id for one in view.result.plan.questionnaires[key].questions if one.attribute}
        for question, part, is_number in _in_form_order(view, key, table, numbers[key]):
            if part["axis"].null_count() == part.height:
                continue
            if is_number:
                write_cross_numbers(sheet, part, view.lang, view.level)
            # attributes among themselves are left to the command
            elif question not in axis_questions:
                _cross_block(sheet, view, question, part, marks)


def _marks(view: ReportView, key: str, axes: Mapping[str, Sequence[Axis]] | None) -> dict[tuple[Any, ...], str]:
    if not view.result.plan.plan.surveys[key].has_sampling_error:
        return {}
    questionnaire = view.result.plan.questionnaires[key]
    chosen = (axes or {}).get(key) or default_axes(questionnaire)
    frame = difference_marks(
        view.result.answers[key].coded, questionnaire, chosen, design=design_of(view.result, key)
    ).drop_nulls("mark")
    return {row[:4]: row[4] for row in frame.select("question", "option", "axis", "category", "mark").iter_rows()}


def _cross_block(
    sheet: Sheet, view: ReportView, question: str, part: pl.DataFrame, marks: Mapping[tuple[Any, ...], str]
) -> None:
    book, top = sheet.book, sheet.row
    options = part.select("option", "option_label").unique(maintain_order=True).rows()
    head = part.row(0, named=True)
    sheet.line(f"{head['header']}　{head['question_text']}", "text")
    labels = [label for _, label in options]
    counts = [text("rep_count_heading", view.lang, label=label) for label in labels]
    first = [text(code, view.lang) for code in ("rep_question_id", "rep_axis", "rep_group", "rep_base_n")]
    sheet.header([*first, *labels, "", *counts], lines=2)
    decimals, sign = number_format(view), text("rep_reference_mark", view.lang)
    for (axis, category), cells in part.group_by("axis", "category", maintain_order=True):
        rows = {row["option"]: row for row in cells.iter_rows(named=True)}
        one = cells.row(0, named=True)
        n_base = one["n_base"]
        small = is_small(n_base) and axis is not None
        quiet: dict[str, Any] = {"font_color": "#6B7480", "italic": True} if small else {}
        whole: dict[str, Any] = {"bold": True} if axis is None else {}
        names = (one["header"], one["axis_label"] or text("rep_everyone", view.lang), one["category_label"] or "")
        for column, (name, more) in enumerate(zip(names, ({}, whole, quiet), strict=True)):
            sheet.put(column, name, book.look("cell", **more))
        sheet.tall(max(sheet.height(name, sheet.widths[column]) for column, name in enumerate(names)))
        sheet.put(3, n_base, book.number(f'#,##0"{sign}"' if small else "#,##0", **quiet, **whole))
        for place, (option, _) in enumerate(options):
            row = rows[option]
            mark = marks.get((question, option, axis, category), "") if not small else ""
            look: dict[str, Any] = {**quiet, **whole}
            if mark:
                look |= {"bold": True, "font_color": "#0B5394" if mark == "▲" else "#B3421B"}
            sheet.put(4 + place, row["percent"], book.number(f'{decimals}"{mark}"' if mark else decimals, **look))
            sheet.put(5 + len(options) + place, row["n_positive"], book.number("#,##0", **quiet, **whole))
        sheet.row += 1
    sheet.row += 1
    sheet.keep(top)


def _multiple(book: Book, view: ReportView, tables: Mapping[str, pl.DataFrame]) -> None:
    """複数回答: its questions from the most to the least chosen, with the mean number of marks."""
    sheet = book.sheet(text("sheet_multiple", view.lang), (10, 8, 40, 9, 9, 9, 9, 3, 60))
    sheet.line(text("sheet_multiple", view.lang), "title")
    sheet.line(text("rep_read_6", view.lang), "quiet")
    sheet.header([text(code, view.lang, level=view.level) for code in SIMPLE_COLUMNS], lines=2)
    sheet.sheet.freeze_panes(sheet.row, 0)
    sheet.sheet.repeat_rows(sheet.row - 1)
    found = False
    for key, table in tables.items():
        questionnaire = view.result.plan.questionnaires[key]
        for question in questionnaire.closed():
            if isinstance(question, MultipleQuestion):
                part = table.filter((pl.col("question") == question.id) & pl.col("axis").is_null())
                found = True
                sheet.row += 1
                top = sheet.row
                sheet.line(view.result.plan.plan.surveys[key].title, "heading")
                _simple_block(book, sheet, view, part.sort("n_positive", descending=True, maintain_order=True), top)
                total = int(part["n_positive"].sum())
                n_base = int(part["n_base"][0])
                if n_base:
                    percent = printed(percent_of(total, n_base), 1)
                    sheet.line(text("rep_marks_total", view.lang, total=counted(total), percent=percent))
    if not found:
        sheet.line(text("rep_multiple_none", view.lang))
