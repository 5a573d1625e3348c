"""The form itself: what the plan says and the year's results, in the order and under the headings of 共通様式."""

from __future__ import annotations

from typing import Any

from kumin.words.forms.ward_form import FormIssue, WardForm
from kumin.words.words import Words
from kumin.writers.document.parts import PALE, WIDTH, add_row, add_styled, fill, grid
from kumin.writers.document.tables import form_table

LABEL = 40
"""Millimetres of the column of headings."""
_STATUS = (12, 44, 30, WIDTH - LABEL - 12 - 44 - 30)
"""Millimetres of an indicator's number, value, mark and last year."""
_BUDGET = (18, 20)
"""Millimetres of 「3決算額」 and of its amount."""


def write_form(document: Any, form: WardForm, words: Words, note: str) -> None:
    """Write the form.

    Parameters
    ----------
    document : docx.document.Document
        An empty document.
    form : WardForm
        Its words.
    words : Words
        The words of the output.
    note : str
        What a reader must know of the answers (that they are made up); else empty.
    """
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    mark = document.add_paragraph(words.text("ward_form_mark"))
    mark.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for line, style in ((form.title, "Title"), (form.head, "")):
        if line:
            add_styled(document, line, style).alignment = WD_ALIGN_PARAGRAPH.CENTER
    if note:
        document.add_paragraph(note)
    front = [
        (words.text("rep_goal"), [form.goal] if form.goal else []),
        (words.text("rep_mission"), [form.mission] if form.mission else []),
        (form.policy_heading, form.policy),
    ]
    if any(lines for _, lines in front):
        add_styled(document, words.text("ward_form_front"), "Heading 1")
        form_table(document, front, LABEL)
    add_styled(document, words.text("ward_form_issues"), "Heading 1")
    for issue in form.issues:
        _issue(document, form, issue, words)
    ends = (("ward_form_evaluation", "self_evaluation"), ("ward_form_future", "future_policy"))
    form_table(document, [(words.text(code), _by_issue(form, name)) for code, name in ends], LABEL)


def _by_issue(form: WardForm, name: str) -> list[str]:
    """Return what is said of each 経営課題 under its name in brackets."""
    lines: list[str] = []
    for issue in form.issues:
        if said := getattr(issue, name):
            lines += [issue.short, *said]
    return lines


def _issue(document: Any, form: WardForm, issue: FormIssue, words: Words) -> None:
    _title(document, issue)
    rows = [
        (words.text("rep_recognition"), issue.recognition),
        (words.text("ward_form_strategies"), issue.strategies),
        (words.text("ward_form_indicators"), [f"{one.number}{one.text}" for one in issue.results]),
    ]
    form_table(document, rows, LABEL)
    _results(document, form, issue, words)
    document.add_paragraph()


def _title(document: Any, issue: FormIssue) -> None:
    """Write the title of a 経営課題 with its money beside it."""
    money = [width for _ in issue.budgets for width in _BUDGET]
    widths = (WIDTH - sum(money), *money)
    if widths[0] < LABEL:
        # more years than there is room for beside the title
        widths = (LABEL, *[(WIDTH - LABEL) // len(money)] * len(money))
    cells = add_row(grid(document, widths), widths, whole=True)
    cells[0].paragraphs[0].style = document.styles["Heading 2"]
    fill(cells[0], [issue.heading], bold=True)
    for place, part in enumerate(part for pair in issue.budgets for part in pair):
        fill(cells[1 + place], [part], shade="" if place % 2 else PALE, centred=True, points=8.5)
    # a title is not left alone at the end of a page, and tables side by side would become one
    document.add_paragraph().paragraph_format.keep_with_next = True


def _results(document: Any, form: WardForm, issue: FormIssue, words: Words) -> None:
    """Write 達成状況: a heading over the results, one over last year, and a line an indicator."""
    widths = (LABEL, *_STATUS)
    table = grid(document, widths)
    head = add_row(table, widths, whole=True)
    this_year = head[1].merge(head[3])
    fill(
        this_year, ["　".join(part for part in (form.result, form.legend) if part)], bold=True, shade=PALE, centred=True
    )
    fill(head[4], [words.text("ward_form_previous")], bold=True, shade=PALE, centred=True)
    for one in issue.results:
        cells = add_row(table, widths, whole=True)
        for cell, said in zip(cells[1:], (one.number, one.result, one.mark, one.previous), strict=True):
            fill(cell, [said], centred=True)
    label = table.cell(0, 0).merge(table.cell(len(issue.results), 0))
    fill(label, words.text("ward_form_status").split("\n"), bold=True, shade=PALE)
