"""The appendix: what kumin adds to the form, how sure each result is and what answers the questions asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kumin.numbers import NONE
from kumin.words.indicators.groups import group_tables, left_out_sentence
from kumin.words.report import IndicatorView, IssueView, ReportView
from kumin.words.tables import small_notes
from kumin.writers.document.parts import PALE, add_row, add_styled, fill, grid, repeat_first_row
from kumin.writers.document.tables import form_table

if TYPE_CHECKING:
    from kumin.disclosure.published import Published

# no word of a heading or mark is broken in the longer language
_WIDTHS = (68, 24, 30, 24, 28)
_GROUP_WIDTHS = (50, 50, 18, 26, 30)
_HEADINGS = ("rep_indicators", "rep_target", "rep_this_year", "rep_last_year", "rep_status")


def write_appendix(document: Any, view: ReportView) -> None:
    """Write the appendix, on a page of its own."""
    words = view.words
    document.add_page_break()
    add_styled(document, words.text("ward_form_appendix"), "Heading 1")
    for sentence in (view.verdict, view.depending, view.synthetic):
        if sentence:
            document.add_paragraph(sentence)
    for issue in view.issues:
        add_styled(document, issue.heading, "Heading 1")
        _indicators(document, view, issue)
        for one in issue.indicators:
            _criticisms(document, view, one)
    if view.audit:
        add_styled(document, words.text("audit_heading"), "Heading 1")
        for sentence in view.audit:
            add_styled(document, sentence, "List Bullet")


def write_groups(document: Any, published: Published, view: ReportView) -> None:
    """Write means, differences and the like by attribute, small groups hidden; nothing where there are none."""
    words = view.words
    tables = [
        (one, part)
        for issue in view.issues
        for one in issue.indicators
        if (survey := published.surveys.get(one.definition.survey)) is not None
        and (part := group_tables(published.result, one.definition, survey.measures, words))
    ]
    if not tables:
        return
    add_styled(document, words.text("sheet_groups"), "Heading 1")
    for note in small_notes(any(row.small for _, parts in tables for axis in parts for row in axis.rows), words):
        document.add_paragraph(note)
    for one, parts in tables:
        add_styled(document, one.label, "Heading 2")
        table = grid(document, _GROUP_WIDTHS, rows=1)
        heads = ("", "rep_group", "rep_base_n", "rep_value" if one.definition.unit else "rep_percent", "rep_interval")
        for cell, code in zip(table.rows[0].cells, heads, strict=True):
            fill(cell, [words.text(code, level=words.level) if code else ""], bold=True, shade=PALE, centred=True)
        repeat_first_row(table)
        for axis in parts:
            for row in axis.rows:
                n = row.n + (words.text("rep_reference_mark") if row.small else "")
                cells = add_row(table, _GROUP_WIDTHS, whole=True)
                for cell, said in zip(cells, (axis.axis, row.label, n, row.percent, row.interval), strict=True):
                    fill(cell, [said], centred=said not in (axis.axis, row.label))
        if left_out := left_out_sentence(parts, words):
            document.add_paragraph(left_out)


def _indicators(document: Any, view: ReportView, issue: IssueView) -> None:
    """Write the outcome indicators: wording, target, this year, last year, 達成状況."""
    table = grid(document, _WIDTHS, rows=1)
    for cell, code in zip(table.rows[0].cells, _HEADINGS, strict=True):
        fill(cell, [view.words.text(code)], bold=True, shade=PALE, centred=True)
    repeat_first_row(table)
    for one in issue.indicators:
        cells = add_row(table, _WIDTHS, whole=True)
        for cell, (lines, centred) in zip(cells, _contents(view, one), strict=True):
            fill(cell, [line for line in lines if line], centred=centred)
    document.add_paragraph()


def _criticisms(document: Any, view: ReportView, one: IndicatorView) -> None:
    """Write what is asked of an indicator and what answers it, a row each."""
    if not one.lines:
        return
    add_styled(document, f"{one.label}　{view.words.text('rep_criticisms')}", "Heading 2")
    for sentence in one.evidence:
        document.add_paragraph(sentence)
    rows = [(f"{place} {line.heading}", line.said) for place, line in enumerate(one.lines, 1)]
    form_table(document, rows)


def _contents(view: ReportView, one: IndicatorView) -> Sequence[tuple[Sequence[str], bool]]:
    """Return the lines of an indicator's cells, each with whether they are centred."""
    words, values = view.words, one.values
    sign = words.text("rep_reference_mark")
    interval = ""
    if values["interval"] != NONE:
        interval = f"{words.text('rep_interval', level=words.level)} {values['interval']}"
        interval = words.text("rep_in_brackets", words=interval).strip()
    return (
        ([f"{one.id}　{one.text}", *(f"{sign} {flag}" for flag in one.flags)], False),
        ([values["target"], values["target_about"]], True),
        ([values["percent"], interval, values["count"]], True),
        ([values["previous_dated"]], True),
        ([f"{one.mark or '－'} {one.mark_words}".strip()], True),
    )
