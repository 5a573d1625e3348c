"""survey_report.pptx: the 概要版 as slides, with charts that can be edited."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kumin.writers.document.parts import FONT, HEAD, WRITER
from kumin.writers.survey_report.book import Book
from kumin.writers.survey_report.summary import Summary

POINTS_A_SLIDE = 4
BARS_A_SLIDE = 9

_WIDTH, _HEIGHT = 338, 190
"""Millimetres of a slide of 16 : 9."""
_BLANK = 6
"""Place of the empty layout in the library's template."""


def write_slides(book: Book, path: Path) -> None:
    """Write the summaries of a report as slides; needs ``kumin[slides]``."""
    from pptx import Presentation
    from pptx.util import Mm

    deck = Presentation()
    deck.slide_width, deck.slide_height = Mm(_WIDTH), Mm(_HEIGHT)
    properties = deck.core_properties
    properties.title, properties.author, properties.comments = book.title, book.ward, book.notice
    properties.last_modified_by = WRITER
    first = _slide(deck, book.title)
    _lines(first, [f"{book.ward}　{book.year}", *([book.notice] if book.notice else [])], points=20)
    for summary in book.summaries:
        _lines(_slide(deck, summary.title), summary.conduct, points=20)
        for start in range(0, len(summary.bars), BARS_A_SLIDE):
            _chart(_slide(deck, book.words.text("sr_summary_figure")), summary, start)
        for start in range(0, len(summary.points), POINTS_A_SLIDE):
            slide = _slide(deck, book.words.text("sr_points_heading"))
            _lines(slide, summary.points[start : start + POINTS_A_SLIDE], points=16)
    deck.save(str(path))


def colour_of(code: str) -> Any:
    """Turn a colour of six digits into the library's."""
    from pptx.dml.color import RGBColor

    made: Any = RGBColor
    return made.from_string(code)


def _slide(deck: Any, title: str) -> Any:
    """Add a slide with a title."""
    from pptx.util import Mm

    slide = deck.slides.add_slide(deck.slide_layouts[_BLANK - 1])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = Mm(14), Mm(8), Mm(_WIDTH - 28), Mm(24)
    shape.text_frame.text = title
    shape.text_frame.word_wrap = True
    _look(shape.text_frame.paragraphs[0], 26, bold=True)
    shape.text_frame.paragraphs[0].runs[0].font.color.rgb = colour_of(HEAD)
    return slide


def _lines(slide: Any, lines: Sequence[str], *, points: int) -> None:
    """Write lines below the title, a paragraph each."""
    from pptx.util import Mm, Pt

    frame = slide.shapes.add_textbox(Mm(14), Mm(36), Mm(_WIDTH - 28), Mm(_HEIGHT - 46)).text_frame
    frame.word_wrap = True
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.add_run().text = line
        paragraph.space_after = Pt(10)
        _look(paragraph, points)


def _look(paragraph: Any, points: int, *, bold: bool = False) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    paragraph.alignment = PP_ALIGN.LEFT
    for run in paragraph.runs:
        run.font.size, run.font.bold, run.font.name = Pt(points), bold, FONT


def _chart(slide: Any, summary: Summary, start: int) -> None:
    """Draw bars of 100% as a chart of the program's own, whose numbers can be edited."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Mm, Pt

    bars = summary.bars[start : start + BARS_A_SLIDE]
    make: Any = CategoryChartData
    data = make(number_format="0.0")
    data.categories = [f"{bar.label}（{bar.n}）" for bar in bars]
    for place, (words, _) in enumerate(summary.legend):
        data.add_series(words, [bar.parts[place].percent for bar in bars])
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_STACKED_100, Mm(14), Mm(34), Mm(_WIDTH - 28), Mm(_HEIGHT - 40), data
    )
    chart = frame.chart
    chart.has_legend, chart.legend.position, chart.legend.include_in_layout = True, XL_LEGEND_POSITION.BOTTOM, False
    chart.font.size, chart.font.name = Pt(12), FONT
    chart.category_axis.reverse_order = True
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.plots[0].gap_width = 40
    for series, (_, colour) in zip(chart.plots[0].series, summary.legend, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour_of(colour.lstrip("#").upper())
    chart.plots[0].has_data_labels = True
    chart.plots[0].data_labels.number_format, chart.plots[0].data_labels.number_format_is_linked = "0.0", False
