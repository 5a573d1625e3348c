"""report.xlsx: the form, the tables of every question, how the survey went, and the methods."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.definitions import MultipleQuestion
from kumin.messages import language, text
from kumin.reporting.marks import difference_marks
from kumin.reporting.sheets import Book, Sheet
from kumin.reporting.tables import UNKNOWN, Axis, default_axes, design_of, survey_table, with_labels
from kumin.reporting.view import IndicatorView, ReportView, frame_of, report_view, survey_views

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kumin.pipeline import Result

SMALL = 30
"""Percents of fewer people are for reference."""

MOST_CELLS = 24
"""Finer comparisons of respondents with residents are left to the frames."""


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
    chosen = language(lang)
    view = report_view(result, chosen)
    book = Book(path)
    book.book.set_properties({"title": view.title, "comments": view.synthetic})
    _form(book, view)
    tables = {key: _tables(result, key, axes, chosen) for key in result.answers}
    if tables:
        _simple(book, view, tables)
        _cross(book, view, tables, axes)
        _multiple(book, view, tables)
    _conduct(book, view)
    if result.answers:
        _findings(book, view)
    _errors(book, view)
    _methods(book, view)
    book.close()


def _tables(result: Result, key: str, axes: Mapping[str, Sequence[Axis]] | None, lang: str) -> pl.DataFrame:
    chosen = (axes or {}).get(key)
    return with_labels(survey_table(result, key, chosen), result.plan.questionnaires[key], lang)


def _decimals(view: ReportView) -> str:
    places = view.result.plan.plan.decimals
    return "0." + "0" * places if places else "0"


FORM_COLUMNS = (
    "heading_indicator", "rep_name", "rep_base_n", "rep_positive_n", "rep_percent_unit", "rep_lower", "rep_upper",
    "rep_target", "rep_status", "heading_evidence", "rep_last_year", "rep_change_unit", "rep_probability",
    "rep_weighted", "rep_tipping", "rep_flags",
)  # fmt: skip
"""Headings of the list of indicators, in the order of its columns."""


def _form(book: Book, view: ReportView) -> None:
    """達成状況: the list of indicators, its chart, then the form of each 経営課題."""
    widths = (10, 30, 7, 7, 8, 8, 8, 9, 8, 12, 8, 10, 10, 10, 12, 24)
    sheet = book.sheet(text("sheet_form", view.lang), widths)
    sheet.line(view.title, "title")
    sheet.line(view.verdict + " " + view.within_error, "text")
    if view.synthetic:
        sheet.line(view.synthetic, "quiet")
    sheet.row += 1
    sheet.header([text(code, view.lang, level=view.level) for code in FORM_COLUMNS], lines=2)
    first = sheet.row
    for one in view.indicators:
        _indicator_row(sheet, view, one)
    last = sheet.row - 1
    sheet.sheet.freeze_panes(first, 2)
    sheet.row += 1
    _form_chart(book, sheet, view, first, last)
    for issue in view.issues:
        sheet.breaks.append(sheet.row)
        sheet.line(issue.heading, "heading")
        definition = issue.definition
        for code, items in (("rep_recognition", definition.recognition), ("rep_strategies", definition.strategies)):
            if items:
                sheet.labelled(text(code, view.lang), _bullets(items))
        if issue.budgets:
            sheet.labelled(text("rep_budget", view.lang), "　".join(f"{h} {amount}" for h, amount in issue.budgets))
        for one in issue.indicators:
            judged = f"{text('rep_status', view.lang)}: {one.mark or '－'} {one.mark_words}".strip()
            previous = f"{text('rep_last_result', view.lang)}: {one.values['previous']}"
            facts = f"{judged}　{text('rep_this_year', view.lang)}: {one.values['percent']}　{previous}"
            sheet.labelled(one.id, "\n".join([one.text, facts, *one.evidence, *one.flags]))
        for code, items in (
            ("rep_self_evaluation", definition.self_evaluation),
            ("rep_future", definition.future_policy),
        ):
            if items:
                sheet.labelled(text(code, view.lang), _bullets(items))
        sheet.row += 1
    sheet.sheet.set_h_pagebreaks(sheet.breaks)


def _bullets(items: Sequence[str]) -> str:
    return "\n".join(f"・{item}" for item in items) if len(items) > 1 else items[0]


def _indicator_row(sheet: Sheet, view: ReportView, one: IndicatorView) -> None:
    row, book = one.row, sheet.book
    number = _decimals(view)
    count, percent = book.number("#,##0"), book.number(number)
    sheet.put(0, one.id, book.look("cell_mid"))
    sheet.put(1, one.title, book.look("cell"))
    sheet.put(2, row.get("n_base"), book.number('#,##0"※"') if 0 < (row.get("n_base") or 0) < SMALL else count)
    sheet.put(3, row.get("n_positive"), count)
    for column, name in ((4, "percent"), (5, "lower_percent"), (6, "upper_percent"), (10, "previous_percent")):
        sheet.put(column, row.get(name), book.number(number, bold=name == "percent"))
    words = text(f"comparison_{row.get('comparison') or 'at_least'}", view.lang, target="%") if row.get("comparison") in (
        "at_least", "more_than", "at_most", "less_than"
    ) else "%"  # fmt: skip
    before, _, after = words.partition("%")
    sheet.put(7, row.get("target_percent"), book.number(f'"{before}"0.###"%{after}"' if before else f'0.###"%{after}"'))
    mark = one.mark
    sheet.put(8, mark or "－", book.look(f"mark_{mark}" if mark in ("A", "B") else "cell_mid"))
    sheet.put(9, one.values["evidence"], book.look("cell_mid"))
    sheet.put(11, row.get("change_points"), book.number(f"+{number};-{number};{number}"))
    sheet.put(12, row.get("probability_met"), book.number("0.00"))
    sheet.put(13, row.get("weighted_percent"), percent)
    sheet.put(14, row.get("nonrespondent_tipping_percent"), percent)
    flags = "\n".join(one.flags)
    sheet.put(15, flags, book.look("cell", font_size=9))
    sheet.sheet.set_row(sheet.row, max(sheet.height(one.title, 34), sheet.height(flags, 29)))
    sheet.row += 1


def _form_chart(book: Book, sheet: Sheet, view: ReportView, first: int, last: int) -> None:
    """Draw this year, last year and the target of each indicator."""
    if last < first:
        return
    chart = book.book.add_chart({"type": "bar"})
    for column, code, colour in (
        (10, "rep_last_year", "#CFD6DD"),
        (4, "rep_this_year", "#0B5394"),
        (7, "rep_target", "#E0A33A"),
    ):
        chart.add_series(
            {
                "name": text(code, view.lang),
                "categories": [sheet.name, first, 1, last, 1],
                "values": [sheet.name, first, column, last, column],
                "fill": {"color": colour},
                "gap": 45,
            }
        )
    chart.set_title({"name": text("rep_chart_bars", view.lang), "name_font": {"size": 11, "bold": True}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    chart.set_x_axis(
        {"min": 0, "max": 100, "num_format": '0"%"', "major_gridlines": {"visible": True, "line": {"color": "#E3E7EB"}}}
    )
    chart.set_legend({"position": "bottom"})
    rows = 6 + 2 * (last - first + 1)
    chart.set_size({"width": 1050, "height": 20 * rows})
    sheet.sheet.insert_chart(sheet.row, 0, chart, {"description": text("rep_chart_bars", view.lang), "x_offset": 4})
    sheet.row += rows + 1


SIMPLE_COLUMNS = (
    "rep_question_id", "rep_option_code", "rep_option", "rep_n", "rep_percent_unit", "rep_lower", "rep_upper"
)  # fmt: skip


def _simple(book: Book, view: ReportView, tables: Mapping[str, pl.DataFrame]) -> None:
    """単純集計: every question, with its chart."""
    sheet = book.sheet(text("sheet_simple", view.lang), (10, 8, 40, 9, 9, 9, 9, 3, 60))
    sheet.line(text("sheet_simple", view.lang), "title")
    sheet.line(text("rep_read_1", view.lang), "quiet")
    sheet.header([text(code, view.lang, level=view.level) for code in SIMPLE_COLUMNS], lines=2)
    sheet.sheet.freeze_panes(sheet.row, 0)
    sheet.sheet.repeat_rows(sheet.row - 1)
    for key, table in tables.items():
        sheet.row += 1
        sheet.line(view.result.plan.plan.surveys[key].title, "heading")
        total = table.filter(pl.col("axis").is_null())
        for (_,), part in total.group_by("question", maintain_order=True):
            _simple_block(book, sheet, view, part)


def _simple_block(book: Book, sheet: Sheet, view: ReportView, part: pl.DataFrame) -> None:
    first_row = part.row(0, named=True)
    top = sheet.row
    sheet.line(f"{first_row['header']}　{first_row['question_text']}", "text")
    sheet.sheet.set_row(top, 17, book.look("text", bold=True))
    first = sheet.row
    percent = book.number(_decimals(view))
    small = 0 < first_row["n_base"] < SMALL
    for row in part.iter_rows(named=True):
        sheet.put(0, row["header"], book.look("cell"))
        sheet.put(1, row["option"], book.number("0"))
        sheet.put(2, row["option_label"], book.look("cell"))
        sheet.put(3, row["n_positive"], book.number("#,##0"))
        sheet.put(4, row["percent"], percent)
        for column, name in ((5, "lower"), (6, "upper")):
            sheet.put(column, None if row[name] is None else row[name] * 100, percent)
        sheet.sheet.set_row(sheet.row, sheet.height(row["option_label"], 40))
        sheet.row += 1
    last = sheet.row - 1
    for code, value in (
        ("rep_total_n", first_row["n_base"]),
        ("rep_no_answer", first_row["n_asked"] - first_row["n_base"]),
    ):
        sheet.put(2, text(code, view.lang), book.look("cell", font_color="#51606E"))
        sheet.put(3, value, book.number('#,##0"※"' if small and code == "rep_total_n" else "#,##0"))
        sheet.row += 1
    chart = book.book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "categories": [sheet.name, first, 2, last, 2],
            "values": [sheet.name, first, 4, last, 4],
            "fill": {"color": "#6F9FCC"},
            "gap": 40,
            "data_labels": {"value": True, "num_format": _decimals(view), "font": {"size": 8}},
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


def _cross(
    book: Book, view: ReportView, tables: Mapping[str, pl.DataFrame], axes: Mapping[str, Sequence[Axis]] | None
) -> None:
    """クロス集計: every question by every axis, % then counts."""
    counts = pl.concat(table.group_by("question").agg(pl.col("option").n_unique()) for table in tables.values())
    most = min(int(counts["option"].max() or 1), 12)  # type: ignore[arg-type]
    widths = (9, 20, 24, 9, *([10.5] * (2 * most + 1)))
    sheet = book.sheet(text("sheet_cross", view.lang), widths)
    sheet.line(text("sheet_cross", view.lang), "title")
    sheet.line(text("rep_method_mark", view.lang), "quiet")
    sheet.line(text("rep_cross_small", view.lang), "quiet")
    sheet.sheet.freeze_panes(sheet.row, 4)
    for key, table in tables.items():
        marks = _marks(view, key, axes)
        sheet.row += 1
        sheet.line(view.result.plan.plan.surveys[key].title, "heading")
        axis_questions = {one.id for one in view.result.plan.questionnaires[key].questions if one.attribute}
        for (question,), part in table.group_by("question", maintain_order=True):
            # attributes among themselves are left to the command
            if str(question) not in axis_questions and part["axis"].null_count() < part.height:
                _cross_block(sheet, view, str(question), part, marks)


def _marks(view: ReportView, key: str, axes: Mapping[str, Sequence[Axis]] | None) -> dict[tuple[Any, ...], str]:
    questionnaire = view.result.plan.questionnaires[key]
    chosen = (axes or {}).get(key) or default_axes(questionnaire)
    frame = difference_marks(
        view.result.answers[key].coded, questionnaire, chosen, design=design_of(view.result, key)
    ).drop_nulls("mark")
    return {row[:4]: row[4] for row in frame.select("question", "option", "axis", "category", "mark").iter_rows()}


def _cross_block(
    sheet: Sheet, view: ReportView, question: str, part: pl.DataFrame, marks: Mapping[tuple[Any, ...], str]
) -> None:
    book = sheet.book
    options = part.select("option", "option_label").unique(maintain_order=True).rows()
    head = part.row(0, named=True)
    sheet.line(f"{head['header']}　{head['question_text']}", "text")
    labels = [label for _, label in options]
    counts = [text("rep_count_heading", view.lang, label=label) for label in labels]
    first = [text(code, view.lang) for code in ("rep_question_id", "rep_axis", "rep_group", "rep_base_n")]
    sheet.header([*first, *labels, "", *counts], lines=2)
    decimals = _decimals(view)
    for (axis, category), cells in part.group_by("axis", "category", maintain_order=True):
        rows = {row["option"]: row for row in cells.iter_rows(named=True)}
        one = cells.row(0, named=True)
        n_base = one["n_base"]
        small = n_base < SMALL and axis is not None
        quiet: dict[str, Any] = {"font_color": "#6B7480", "italic": True} if small else {}
        whole: dict[str, Any] = {"bold": True} if axis is None else {}
        sheet.put(0, one["header"], book.look("cell", text_wrap=False))
        sheet.put(1, one["axis_label"] or text("rep_everyone", view.lang), book.look("cell", text_wrap=False, **whole))
        sheet.put(2, one["category_label"] or "", book.look("cell", text_wrap=False, **quiet))
        sheet.put(3, n_base, book.number('#,##0"※"' if small else "#,##0", **quiet, **whole))
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


def _multiple(book: Book, view: ReportView, tables: Mapping[str, pl.DataFrame]) -> None:
    """複数回答: its questions from the most to the least chosen, with the mean number of marks."""
    sheet = book.sheet(text("sheet_multiple", view.lang), (10, 8, 40, 9, 9, 9, 9, 3, 60))
    sheet.line(text("sheet_multiple", view.lang), "title")
    sheet.line(text("rep_read_6", view.lang), "quiet")
    sheet.header([text(code, view.lang, level=view.level) for code in SIMPLE_COLUMNS], lines=2)
    sheet.sheet.freeze_panes(sheet.row, 0)
    found = False
    for key, table in tables.items():
        questionnaire = view.result.plan.questionnaires[key]
        for question in questionnaire.closed():
            if isinstance(question, MultipleQuestion):
                part = table.filter((pl.col("question") == question.id) & pl.col("axis").is_null())
                found = True
                sheet.row += 1
                sheet.line(view.result.plan.plan.surveys[key].title, "heading")
                _simple_block(book, sheet, view, part.sort("n_positive", descending=True, maintain_order=True))
                total = int(part["n_positive"].sum())
                n_base = int(part["n_base"][0])
                if n_base:
                    sheet.line(
                        text("rep_marks_total", view.lang, total=f"{total:,}", percent=f"{100 * total / n_base:.1f}")
                    )
    if not found:
        sheet.line(text("rep_multiple_none", view.lang))


def _conduct(book: Book, view: ReportView) -> None:
    """回収状況: how each survey was conducted, response by group, respondents against residents."""
    sheet = book.sheet(text("sheet_conduct", view.lang), (26, 34, 12, 12, 12, 12, 22, 14))
    sheet.line(text("rep_conduct", view.lang), "title")
    for survey in survey_views(view.result, view.lang):
        sheet.row += 1
        sheet.line(survey.title, "heading")
        for heading, value in survey.rows:
            sheet.put(0, heading, book.look("side"))
            sheet.put(1, value, book.look("cell"))
            sheet.sheet.set_row(sheet.row, sheet.height(value, 34))
            sheet.row += 1
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


def _residents(book: Book, sheet: Sheet, view: ReportView) -> None:
    cells = frame_of(view.result, "representativeness")
    if cells.is_empty():
        return
    sheet.row += 1
    sheet.line(text("rep_who", view.lang), "title")
    for (key, _), part in cells.group_by("survey", "dimensions", maintain_order=True):
        if part.height > MOST_CELLS:
            continue
        sheet.row += 1
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
        _resident_chart(book, sheet, view, first, sheet.row - 1)


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
    rows = max(2 * (last - first + 1), 10)
    chart.set_size({"width": 760, "height": 20 * rows})
    sheet.sheet.insert_chart(sheet.row, 0, chart, {"description": text("rep_who", view.lang)})
    sheet.row += rows + 1


FINDING_COLUMNS = ("survey", "file", "row", "column", "heading", "code", "severity", "action", "value")


def _findings(book: Book, view: ReportView) -> None:
    """検査結果: the counts by rule, then every finding."""
    sheet = book.sheet(text("sheet_findings", view.lang), (26, 18, 8, 8, 14, 9, 9, 40, 22, 16))
    sheet.line(text("sheet_findings", view.lang), "title")
    sheet.line(text("rep_findings_intro", view.lang), "quiet")
    titles = {key: survey.title for key, survey in view.result.plan.plan.surveys.items()}
    codes = ("rep_survey", "rep_code", "rep_count")
    sheet.header([text(code, view.lang) for code in codes] + ["", text("rep_finding", view.lang)])
    for survey in survey_views(view.result, view.lang):
        for code, words, _, count, action in survey.findings:
            sheet.put(0, survey.title, book.look("cell"))
            sheet.put(1, code, book.look("cell_mid"))
            sheet.put(2, count, book.number("#,##0"))
            sheet.put(4, f"{words}（{action}）", book.look("text"))
            sheet.row += 1
    sheet.row += 1
    names = ("rep_survey", "rep_file", "rep_row", "rep_column", "rep_heading", "rep_code", "rep_severity", "rep_finding", "rep_action", "rep_value")  # fmt: skip
    sheet.header([text(name, view.lang) for name in names])
    sheet.sheet.freeze_panes(sheet.row, 0) if sheet.row < 30 else None
    first = sheet.row
    for row in view.result.findings.iter_rows(named=True):
        words = {
            0: titles.get(row["survey"], row["survey"]), 1: row["file"], 3: row["column"], 4: row["heading"], 5: row["code"],
            6: text(f"rep_severity_{row['severity']}", view.lang), 7: text(f"finding_{row['code']}", view.lang),
            8: text(f"action_{row['action']}", view.lang), 9: row["value"],
        }  # fmt: skip
        for column, value in words.items():
            sheet.put(column, value, book.look("cell", text_wrap=False))
        sheet.put(2, row["row"], book.number("0"))
        sheet.row += 1
    if sheet.row > first:
        sheet.sheet.autofilter(first - 1, 0, sheet.row - 1, len(names) - 1)


def _errors(book: Book, view: ReportView) -> None:
    """標本誤差早見表 of each survey whose sampling error can be stated."""
    from kumin.estimation import sampling_error_table

    sheet = book.sheet(text("sheet_errors", view.lang), (12, *([11] * 10)))
    sheet.line(text("sheet_errors", view.lang), "title")
    sheet.line(text("rep_errors_intro", view.lang, level=view.level), "quiet")
    level = float(view.level) / 100
    for key, survey in view.result.plan.plan.surveys.items():
        if survey.sampling in ("volunteers", "participants", "panel"):
            continue
        population = view.result.plan.populations[key]
        sheet.row += 1
        size = "" if population is None else f"　N={population.total:,}"
        sheet.line(f"{survey.title}{size}", "heading")
        frame = sampling_error_table(population=population.total if population else None, level=level)
        shares = frame["proportion"].unique(maintain_order=True).to_list()
        sheet.header(["n", *(_share_heading(share) for share in shares)])
        for (n,), part in frame.group_by("n", maintain_order=True):
            if part["error_points"].null_count() == part.height:
                continue
            sheet.put(0, n, book.number("#,##0", bold=True))
            for place, value in enumerate(part["error_points"]):
                sheet.put(1 + place, value, book.number('"±"0.0'))
            sheet.row += 1


def _share_heading(share: float) -> str:
    percent = round(share * 100, 4)
    return f"{percent:g}%" if percent == 50 else f"{percent:g}%・{100 - percent:g}%"


def _methods(book: Book, view: ReportView) -> None:
    """手法: how to read, methods, files and versions."""
    from kumin.reporting.html import method_sentences, reading_sentences

    sheet = book.sheet(text("sheet_methods", view.lang), (30, 16, 14, 70), landscape=True)
    sheet.line(text("rep_reading", view.lang), "title")
    for sentence in reading_sentences(view):
        sheet.line(sentence, "wrap", span=True)
    sheet.row += 1
    sheet.line(text("rep_methods", view.lang), "title")
    for sentence in [
        *method_sentences(view, 0),
        text("rep_method_mark", view.lang),
        text("rep_workbook_internal", view.lang),
    ]:
        sheet.line(sentence, "wrap", span=True)
    sheet.row += 1
    sheet.line(text("rep_record", view.lang), "title")
    manifest = view.result.manifest
    sheet.line(text("rep_made", view.lang, time=manifest.time, version=manifest.versions["kumin"]))
    sheet.header([text(code, view.lang) for code in ("rep_file", "rep_role", "rep_size", "rep_digest")])
    for file in manifest.inputs:
        for column, value in enumerate((file.name, file.role, file.size, file.sha256)):
            sheet.put(column, value, book.number("#,##0") if column == 2 else book.look("cell"))
        sheet.row += 1
    sheet.row += 1
    for name, version in manifest.versions.items():
        sheet.put(0, name, book.look("cell"))
        sheet.put(1, version, book.look("cell"))
        sheet.row += 1


__all__ = ["FORM_COLUMNS", "SIMPLE_COLUMNS", "UNKNOWN", "write_workbook"]
