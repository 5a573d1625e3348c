"""達成状況: the list of indicators, its chart, and the form of each 経営課題."""

from __future__ import annotations

from collections.abc import Sequence

from kumin.numbers import decimals_in, is_small, shortest, unit_after
from kumin.result import frame_row
from kumin.words.indicators.values import has_numbers, older_year, target_dated
from kumin.words.report import IndicatorView, IssueView, ReportView
from kumin.words.tables import small_notes
from kumin.words.weighting import weighted_note
from kumin.words.words import Words
from kumin.writers.workbook.bars import name_bars
from kumin.writers.workbook.book import A_COLOUR, Book, Sheet, decimal_format
from kumin.writers.workbook.registry import Report, sheet

_INSIDE = {"x_offset": 4, "y_offset": 4}
"""Pixels of the chart from the corner of its cell: an edge of it on that of a page is printed on two."""

_ABOVE, _BELOW = 60, 40
"""Pixels of a chart's title and scale, and of its legend."""

FORM_COLUMNS = (
    "heading_indicator", "rep_name", "rep_base_n", "rep_positive_n", "rep_percent_unit", "rep_lower", "rep_upper",
    "rep_target", "rep_status", "heading_verdict", "rep_last_year", "rep_change_unit", "rep_probability",
    "rep_weighted", "rep_tipping", "rep_flags",
)  # fmt: skip
"""Headings of the list of indicators, in the order of its columns."""


@sheet("form", order=10)
def write_form(book: Book, report: Report, title: str) -> None:
    """Write the sheet."""
    words, view = report.words, report.view
    # numbers have their units: 14,700.5円
    values = (13, 12, 12, 14, 8, 12, 14, 13) if has_numbers(view.result) else (8, 8, 8, 11, 8, 12, 11, 10)
    widths = (10, 30, 7, 7, *values, 10, 10, 12, 24)
    page = book.sheet(title, widths)
    page.line(view.title, "title")
    page.line(view.summary, "wrap", span=True)
    if view.synthetic:
        page.line(view.synthetic, "quiet_wrap", span=True)
    if note := weighted_note(view.result, "rep_unweighted_form", words):
        page.line(note, "quiet")
    for note in small_notes(any(is_small(one.row.get("n_base")) for one in view.indicators), words):
        page.line(note, "quiet")
    page.row += 1
    page.header([words.text(code, level=words.level) for code in columns_of(view)], lines=2)
    first = page.row
    for one in view.indicators:
        _indicator_row(page, report, one)
    last = page.row - 1
    page.sheet.freeze_panes(first, 2)
    page.row += 1
    _chart(page, report, first, last)
    for issue in view.issues:
        _issue(page, words, issue)


def columns_of(view: ReportView) -> list[str]:
    """Return the headings of the list; where some indicators are numbers, these do not speak of percents alone."""
    if not has_numbers(view.result):
        return list(FORM_COLUMNS)
    mixed = {"rep_percent_unit": "rep_percent_or_value", "rep_change_unit": "rep_change_or_value"}
    return [mixed.get(code, code) for code in FORM_COLUMNS]


def _issue(page: Sheet, words: Words, issue: IssueView) -> None:
    """Write the form of a 経営課題, on a printed page of its own."""
    page.break_before(page.row)
    page.line(issue.heading, "heading")
    definition = issue.definition
    for code, items in (("rep_recognition", definition.recognition), ("rep_strategies", definition.strategies)):
        if items:
            page.labelled(words.text(code), _bullets(items))
    if issue.budgets:
        page.labelled(words.text("rep_budget"), "　".join(f"{h} {amount}" for h, amount in issue.budgets))
    for one in issue.indicators:
        judged = f"{words.text('rep_status')}: {one.mark or '－'} {one.mark_words}".strip()
        previous = f"{one.values['previous_heading']}: {one.values['previous']}"
        facts = f"{judged}　{words.text('rep_this_year')}: {one.values['percent']}　{previous}"
        page.labelled(one.id, "\n".join([one.text, facts, *one.evidence, *one.flags]))
    for code, items in (
        ("rep_self_evaluation", definition.self_evaluation),
        ("rep_future", definition.future_policy),
    ):
        if items:
            page.labelled(words.text(code), _bullets(items))
    page.row += 1


def _bullets(items: Sequence[str]) -> str:
    return "\n".join(f"・{item}" for item in items) if len(items) > 1 else items[0]


def _indicator_row(page: Sheet, report: Report, one: IndicatorView) -> None:
    row, book, words = one.row, page.book, report.words
    count, percent = book.number("#,##0"), book.number(decimal_format(row.get("decimals") or 0))
    page.put(0, one.id, book.look("cell_mid"))
    page.put(1, one.title, book.look("cell", valign="vcenter"))
    sign = words.text("rep_reference_mark")
    page.put(2, row.get("n_base"), book.number(f'#,##0"{sign}"') if is_small(row.get("n_base")) else count)
    page.put(3, row.get("n_positive"), count)
    _value_cells(page, report, one)
    _target_cell(page, report, one)
    mark = one.mark
    page.put(8, mark or "－", book.look(f"mark_{mark}" if mark in ("A", "B") else "cell_mid"))
    page.put(9, one.values["verdict"], book.look("cell", valign="vcenter"))
    page.put(12, row.get("probability_met"), book.number("0.00"))
    page.put(13, row.get("weighted_percent"), percent)
    page.put(14, row.get("nonrespondent_tipping_percent"), percent)
    flags = "\n".join(one.flags)
    page.put(15, flags, book.look("cell", font_size=9, valign="vcenter", indent=1))
    page.tall(max(20, page.height(one.title, 30), page.height(one.values["verdict"], 12), page.height(flags, 25)))
    page.row += 1


def _target_cell(page: Sheet, report: Report, one: IndicatorView) -> None:
    """Write a target as a number that is shown with its words: 60%以上, 40～60%, 10,000世帯以上."""
    target = frame_row(report.view.result, "targets", one.id)
    value = target.get("low") if target.get("low") is not None else target.get("high")
    if value is None:
        page.put(7, None, page.book.look("cell"))
        return
    printed = shortest(value, grouped=bool(target["unit"]))
    goal = target_dated(report.view.result, one.definition, report.words.goal(target), report.words)
    before, _, after = goal.replace('"', "").partition(printed)
    digits = decimal_format(decimals_in(value), grouped=bool(target["unit"]))
    code = digits.join(map(_literal, (before, after)))
    if before:  # else Excel writes the sign before the words: -≥ 5
        code += ";" + f"-{digits}".join(map(_literal, (before, after)))
    page.put(7, value, page.book.look("cell", num_format=code, align="right", valign="vcenter"))


def _literal(words: str) -> str:
    """Return words as a number format has them beside the digits."""
    return f'"{words}"' if words else ""


def _dated(report: Report, one: IndicatorView) -> str:
    """Return the words a number format adds to the value before, where it is not of the year before."""
    words = report.words
    older = older_year(report.view.result, one.definition)
    if older is None:
        return ""
    _, _, after = words.text("rep_of_year", value="|", year=words.named_year(older)).partition("|")
    return after


def _value_cells(page: Sheet, report: Report, one: IndicatorView) -> None:
    """Write an indicator's value, interval, value before and change, with its decimals and, if it has one, its unit."""
    row, number = one.row, page.book.number
    unit = one.definition.unit
    own, published = row.get("decimals") or 0, row.get("previous_value")
    known = frame_row(report.view.result, "changes", one.definition.id).get("previous_decimals")
    words_before = report.words.to(own).as_published(published, known)
    code, earlier, finer = (
        decimal_format(places, grouped=bool(unit)) for places in (own, *(each.decimals for each in words_before))
    )
    words = unit_after(unit.replace('"', "")) if unit else ""
    after = _literal(words)
    page.put(4, row.get("value"), number(f"{code}{after}", bold=True))
    page.put(5, row.get("lower"), number(f"{code}{after}"))
    page.put(6, row.get("upper"), number(f"{code}{after}"))
    page.put(10, published, number(earlier + _literal(words + _dated(report, one))))
    page.put(11, row.get("change"), number(f"+{finer}{after};-{finer}{after};{finer}{after}"))


def _in_percent(view: ReportView, one: IndicatorView) -> bool:
    """Whether an indicator's value is a percent, which the chart's axis is of."""
    return frame_row(view.result, "numbers", one.id).get("unit") in (None, "%")


def _ranges(view: ReportView, charted: Sequence[IndicatorView]) -> dict[str, object]:
    """Return error bars from the lower to the upper end of targets that are ranges; nothing where there is none."""
    ends = [frame_row(view.result, "targets", one.id) for one in charted]
    widths = [
        end["high"] - end["low"] if end.get("low") is not None and end.get("high") is not None else 0 for end in ends
    ]
    if not any(widths):
        return {}
    return {"type": "custom", "direction": "plus", "plus_values": widths, "minus_values": [0] * len(widths)}


def _chart(page: Sheet, report: Report, first: int, last: int) -> None:
    """Draw this year, last year and the target of each indicator in percent."""
    from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

    words, view = report.words, report.view
    charted = [(row, one) for row, one in enumerate(view.indicators, first) if _in_percent(view, one)]
    if not charted:
        return
    rows_of = [row for row, _ in charted]

    def cells(column: int) -> list[object] | str:
        """Refer to a column's cells of the indicators drawn."""
        if len(rows_of) == last - first + 1:
            return [page.name, first, column, last, column]
        sheet_name = quote_sheetname(page.name)
        parts = (f"{sheet_name}!{xl_rowcol_to_cell(row, column, True, True)}" for row in rows_of)
        return f"=({','.join(parts)})"

    chart = page.book.book.add_chart({"type": "bar"})
    ranges = _ranges(view, [one for _, one in charted])
    for column, code, colour in (
        (10, "rep_last_year", "#CFD6DD"),
        (4, "rep_this_year", A_COLOUR),
        (7, "rep_target", "#E0A33A"),
    ):
        chart.add_series(
            {
                "name": words.text(code),
                "categories": cells(1),
                "values": cells(column),
                "fill": {"color": colour},
                "gap": 45,
                **({"x_error_bars": ranges} if code == "rep_target" and ranges else {}),
            }
        )
    chart.set_title({"name": words.text("rep_chart_bars"), "name_font": {"size": 11, "bold": True}})
    chart.set_x_axis(
        {"min": 0, "max": 100, "num_format": '0"%"', "major_gridlines": {"visible": True, "line": {"color": "#E3E7EB"}}}
    )
    chart.set_legend({"position": "bottom"})
    names = [one.title for _, one in charted]
    height = name_bars(chart, names, width=1050, a_bar=40, size=9, above=_ABOVE, below=_BELOW)
    page.sheet.insert_chart(
        page.row, 0, chart, {"description": words.text("rep_chart_bars"), "x_offset": 4, "y_offset": 4}
    )
    top = page.row
    page.reach(top, height)
    page.row += 1
    page.keep(top)
