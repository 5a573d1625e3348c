"""The sheet 達成状況: the list of indicators, its chart, and the form of each 経営課題."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kumin.messages import text
from kumin.numbers import decimals_in, is_small, shortest
from kumin.result import frame_row
from kumin.words.report import IndicatorView, ReportView
from kumin.words.values import older_year
from kumin.words.weighting import weighted_note
from kumin.writers.workbook.book import A3, Book, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence


def number_format(view: ReportView) -> str:
    """Excel's format of a published percent."""
    places = view.result.plan.plan.decimals
    return "0." + "0" * places if places else "0"


FORM_COLUMNS = (
    "heading_indicator", "rep_name", "rep_base_n", "rep_positive_n", "rep_percent_unit", "rep_lower", "rep_upper",
    "rep_target", "rep_status", "heading_evidence", "rep_last_year", "rep_change_unit", "rep_probability",
    "rep_weighted", "rep_tipping", "rep_flags",
)  # fmt: skip
"""Headings of the list of indicators, in the order of its columns."""


def write_form(book: Book, view: ReportView) -> None:
    """達成状況: the list of indicators, its chart, then the form of each 経営課題."""
    widths = (10, 30, 7, 7, 8, 8, 8, 11, 8, 12, 11, 10, 10, 10, 12, 24)
    sheet = book.sheet(text("sheet_form", view.lang), widths, paper=A3)
    sheet.line(view.title, "title")
    sheet.line(view.verdict + " " + view.within_error, "wrap", span=True)
    if view.synthetic:
        sheet.line(view.synthetic, "quiet_wrap", span=True)
    if note := weighted_note(view.result, "rep_unweighted_form", view.words):
        sheet.line(note, "quiet")
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
        sheet.break_before(sheet.row)
        sheet.line(issue.heading, "heading")
        definition = issue.definition
        for code, items in (("rep_recognition", definition.recognition), ("rep_strategies", definition.strategies)):
            if items:
                sheet.labelled(text(code, view.lang), _bullets(items))
        if issue.budgets:
            sheet.labelled(text("rep_budget", view.lang), "　".join(f"{h} {amount}" for h, amount in issue.budgets))
        for one in issue.indicators:
            judged = f"{text('rep_status', view.lang)}: {one.mark or '－'} {one.mark_words}".strip()
            previous = f"{one.values['previous_heading']}: {one.values['previous']}"
            facts = f"{judged}　{text('rep_this_year', view.lang)}: {one.values['percent']}　{previous}"
            sheet.labelled(one.id, "\n".join([one.text, facts, *one.evidence, *one.flags]))
        for code, items in (
            ("rep_self_evaluation", definition.self_evaluation),
            ("rep_future", definition.future_policy),
        ):
            if items:
                sheet.labelled(text(code, view.lang), _bullets(items))
        sheet.row += 1


def _bullets(items: Sequence[str]) -> str:
    return "\n".join(f"・{item}" for item in items) if len(items) > 1 else items[0]


def _indicator_row(sheet: Sheet, view: ReportView, one: IndicatorView) -> None:
    row, book = one.row, sheet.book
    number = number_format(view)
    count, percent = book.number("#,##0"), book.number(number)
    sheet.put(0, one.id, book.look("cell_mid"))
    sheet.put(1, one.title, book.look("cell", valign="vcenter"))
    sign = text("rep_reference_mark", view.lang)
    sheet.put(2, row.get("n_base"), book.number(f'#,##0"{sign}"') if is_small(row.get("n_base")) else count)
    sheet.put(3, row.get("n_positive"), count)
    unit = one.definition.unit
    if unit:
        _number_cells(sheet, view, one)
    for column, name in (
        () if unit else ((4, "percent"), (5, "lower_percent"), (6, "upper_percent"), (10, "previous_percent"))
    ):
        dated = _dated(view, one) if name == "previous_percent" else ""
        code = f'{number}"{dated}"' if dated else number
        sheet.put(column, row.get(name), book.number(code, bold=name == "percent"))
    _target_cell(sheet, view, one)
    mark = one.mark
    sheet.put(8, mark or "－", book.look(f"mark_{mark}" if mark in ("A", "B") else "cell_mid"))
    sheet.put(9, one.values["evidence"], book.look("cell_mid"))
    if not unit:
        sheet.put(11, row.get("change_points"), book.number(f"+{number};-{number};{number}"))
    sheet.put(12, row.get("probability_met"), book.number("0.00"))
    sheet.put(13, row.get("weighted_percent"), percent)
    sheet.put(14, row.get("nonrespondent_tipping_percent"), percent)
    flags = "\n".join(one.flags)
    sheet.put(15, flags, book.look("cell", font_size=9, valign="vcenter", indent=1))
    sheet.tall(max(20, sheet.height(one.title, 30), sheet.height(flags, 25)))
    sheet.row += 1


def _target_cell(sheet: Sheet, view: ReportView, one: IndicatorView) -> None:
    """Write a target as a number that is shown with its words: 60%以上, 40%～60%, 10,000世帯以上."""
    target = frame_row(view.result, "targets", one.id)
    value = target.get("low") if target.get("low") is not None else target.get("high")
    if value is None:
        sheet.put(7, None, sheet.book.look("cell"))
        return
    printed = shortest(value, grouped=bool(target["unit"]))
    before, _, after = view.words.goal(target).replace('"', "").partition(printed)
    places = decimals_in(value)
    code = ("#,##0" if target["unit"] else "0") + ("." + "0" * places if places else "")
    quoted = [f'"{words}"' if words else "" for words in (before, after)]
    sheet.put(7, value, sheet.book.look("cell", num_format=code.join(quoted), align="right", valign="vcenter"))


def _dated(view: ReportView, one: IndicatorView) -> str:
    """Return the words a number format adds to the value before, where it is not of the year before."""
    older = older_year(view.result, one.definition)
    if older is None:
        return ""
    _, _, after = text("rep_of_year", view.lang, value="|", year=view.words.named_year(older)).partition("|")
    return after


def _number_cells(sheet: Sheet, view: ReportView, one: IndicatorView) -> None:
    """Write an indicator that is a number with a unit: its value, target, last year and change, with their unit."""
    found = frame_row(view.result, "numbers", one.id)
    unit = one.definition.unit.replace('"', "")
    places = found.get("decimals") or 0
    code = "#,##0" + ("." + "0" * places if places else "")
    plain = sheet.book.number(f'{code}"{unit}"')
    signed = sheet.book.number(f'+{code}"{unit}";-{code}"{unit}";{code}"{unit}"')
    sheet.put(4, found.get("value"), plain)
    for column in (5, 6):
        sheet.put(column, None, plain)
    sheet.put(10, found.get("previous_value"), sheet.book.number(f'{code}"{unit}{_dated(view, one)}"'))
    sheet.put(11, found.get("change"), signed)


def _ranges(view: ReportView) -> dict[str, object]:
    """Return error bars from the lower to the upper end of targets that are ranges; nothing where there is none."""
    ends = [frame_row(view.result, "targets", one.id) for one in view.indicators]
    widths = [
        end["high"] - end["low"] if end.get("low") is not None and end.get("high") is not None else 0 for end in ends
    ]
    if not any(widths):
        return {}
    return {"type": "custom", "direction": "plus", "plus_values": widths, "minus_values": [0] * len(widths)}


def _form_chart(book: Book, sheet: Sheet, view: ReportView, first: int, last: int) -> None:
    """Draw this year, last year and the target of each indicator."""
    if last < first:
        return
    chart = book.book.add_chart({"type": "bar"})
    ranges = _ranges(view)
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
                **({"x_error_bars": ranges} if code == "rep_target" and ranges else {}),
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
    top = sheet.row
    sheet.row += rows + 1
    sheet.keep(top)
