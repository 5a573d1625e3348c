"""report.docx: the 運営方針様式 filled in, to be edited by hand afterwards."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kumin.disclosure.published import Published
from kumin.numbers import NONE
from kumin.words import words_of
from kumin.words.public import public_view
from kumin.words.report import IndicatorView, IssueView, ReportView

if TYPE_CHECKING:
    from collections.abc import Sequence


FONT = "游ゴシック"
HEAD, PALE = "17375E", "EEF2F6"

WRITER = "kumin"
"""Name under which kumin saves the document; an edited one has another name."""


def write_document(published: Published, path: Path, lang: str | None = None) -> None:
    """Write the plan's form with the year's results as a Word document."""
    import docx
    from docx.shared import Mm, Pt

    result = published.result
    words = words_of(result, lang)
    view = public_view(published, words)
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(18), Mm(16)
    document.core_properties.title = view.title
    document.core_properties.author = result.plan.plan.ward
    document.core_properties.last_modified_by = WRITER
    document.core_properties.comments = view.synthetic
    document.core_properties.language = words.lang
    made = datetime.fromisoformat(result.manifest.time).replace(tzinfo=None)
    document.core_properties.created = document.core_properties.modified = made
    _drop_thumbnail(document)
    _styles(document, Pt)
    document.add_heading(view.title, level=0)
    document.add_paragraph(f"{result.plan.plan.ward}　{words.both_years(result.fiscal_year)}")
    if view.synthetic:
        document.add_paragraph(view.synthetic)
    _front(document, view)
    for issue in view.issues:
        _issue(document, view, issue)
    if view.audit:
        document.add_heading(words.text("audit_heading"), level=1)
        for sentence in view.audit:
            document.add_paragraph(sentence, style="List Bullet")
    document.save(str(path))


def _drop_thumbnail(document: Any) -> None:
    """Take out the picture of another document that the library's template holds."""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def edited(path: Path) -> bool:
    """Whether there is a document that somebody saved since kumin wrote it, or that cannot be read."""
    import docx

    if not path.exists():
        return False
    try:
        return bool(docx.Document(str(path)).core_properties.last_modified_by != WRITER)
    except Exception:
        # whatever it is, it is not what was written here
        return True


def _styles(document: Any, pt: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = FONT
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(attribute), None)
        for attribute in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            fonts.set(qn(attribute), FONT)
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(HEAD)
            style.font.bold = True
    document.styles["Normal"].font.size = pt(10)
    document.styles["Normal"].paragraph_format.space_before = pt(2)
    document.styles["Normal"].paragraph_format.space_after = pt(2)
    document.styles["Title"].font.size = pt(18)
    document.styles["Heading 1"].font.size = pt(13.5)


def _front(document: Any, view: ReportView) -> None:
    """Write the plan's goal and mission, and its verdict."""
    plan = view.result.plan.plan
    rows = [
        (view.words.text("rep_head"), [plan.head]),
        (view.words.text("rep_goal"), [plan.goal]),
        (view.words.text("rep_mission"), [plan.mission]),
        (view.words.text("rep_basic_policy"), [*plan.basic_policy, *(f"・{pillar}" for pillar in plan.pillars)]),
        (view.words.text("rep_status"), [view.verdict, view.depending]),
    ]
    _form_table(document, [(label, [line for line in lines if line]) for label, lines in rows])


def _form_table(document: Any, rows: Sequence[tuple[str, Sequence[str]]]) -> None:
    from docx.shared import Mm

    filled = [(label, lines) for label, lines in rows if lines]
    if not filled:
        return
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, (Mm(30), Mm(144)), strict=True):
        column.width = width
    for label, lines in filled:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Mm(30), Mm(144)
        _fill(cells[0], [label], bold=True, shade=PALE)
        _fill(cells[1], lines)
    document.add_paragraph()


def _fill(cell: Any, lines: Sequence[str], *, bold: bool = False, shade: str = "", centred: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for place, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        run = paragraph.add_run(line)
        run.bold = bold
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if shade:
        element = OxmlElement("w:shd")
        element.set(qn("w:val"), "clear")
        element.set(qn("w:fill"), shade)
        cell._tc.get_or_add_tcPr().append(element)


def _issue(document: Any, view: ReportView, issue: IssueView) -> None:
    definition = issue.definition
    document.add_heading(issue.heading, level=1)
    budget = ["　".join(f"{heading} {amount}" for heading, amount in issue.budgets)] if issue.budgets else []
    _form_table(
        document,
        [
            (view.words.text("rep_recognition"), _bullets(definition.recognition)),
            (view.words.text("rep_strategies"), _bullets(definition.strategies)),
            (view.words.text("rep_budget"), budget),
        ],
    )
    _indicators(document, view, issue)
    for one in issue.indicators:
        _criticisms(document, view, one)
    _form_table(
        document,
        [
            (view.words.text("rep_self_evaluation"), _bullets(definition.self_evaluation)),
            (view.words.text("rep_future"), _bullets(definition.future_policy)),
        ],
    )


def _bullets(items: Sequence[str]) -> list[str]:
    return [f"・{item}" for item in items] if len(items) > 1 else list(items)


def _indicators(document: Any, view: ReportView, issue: IssueView) -> None:
    """Write the outcome indicators: wording, target, this year, last year, 達成状況."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    # no word of a heading or mark is broken in the longer language
    widths = [Mm(68), Mm(24), Mm(30), Mm(24), Mm(28)]
    table = document.add_table(rows=1, cols=5, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    headings = ("rep_indicators", "rep_target", "rep_this_year", "rep_last_year", "rep_status")
    for cell, code, width in zip(table.rows[0].cells, headings, widths, strict=True):
        cell.width = width
        _fill(cell, [view.words.text(code)], bold=True, shade=PALE, centred=True)
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for one in issue.indicators:
        row = table.add_row()
        # an indicator is not split over two pages
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, (lines, centred), width in zip(row.cells, _contents(view, one), widths, strict=True):
            cell.width = width
            _fill(cell, [line for line in lines if line], centred=centred)
    document.add_paragraph()


def _criticisms(document: Any, view: ReportView, one: IndicatorView) -> None:
    """Write what is asked of an indicator and what answers it, a row each."""
    if not one.lines:
        return
    document.add_heading(f"{one.label}　{view.words.text('rep_criticisms')}", level=2)
    for sentence in one.evidence:
        document.add_paragraph(sentence)
    rows = [(f"{place} {line.heading}", line.said) for place, line in enumerate(one.lines, 1)]
    _form_table(document, rows)


def _contents(view: ReportView, one: IndicatorView) -> Sequence[tuple[Sequence[str], bool]]:
    """Return the lines of an indicator's cells, each with whether they are centred."""
    words, values = view.words, one.values
    sign = words.text("rep_reference_mark")
    interval = ""
    if values["interval"] != NONE:
        interval = f"{words.text('rep_interval', level=words.level)} {values['interval']}"
        interval = words.text("rep_in_brackets", words=interval)
    return (
        ([f"{one.id}　{one.text}", *(f"{sign} {flag}" for flag in one.flags)], False),
        ([values["target"], values["target_by"]], True),
        ([values["percent"], interval, values["count"]], True),
        ([values["previous_dated"]], True),
        ([f"{one.mark or '－'} {one.mark_words}".strip()], True),
    )
