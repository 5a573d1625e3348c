"""survey_report.pptx: the 概要版 as slides, with charts that can be edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from kumin.charts.looks import words_width
from kumin.writers.document.parts import FONT, HEAD, WRITER
from kumin.writers.packages import save
from kumin.writers.plots.drawn import chart_data, chart_type, colour_of, dress
from kumin.writers.plots.plot import Plot, Room, labels_of
from kumin.writers.plots.workbook import workbook_of
from kumin.writers.survey_report.book import Book
from kumin.writers.survey_report.summary import summary_plot

BARS_A_SLIDE = 9

_WIDTH, _HEIGHT = 338, 190
"""Millimetres of a slide of 16 : 9."""
_SIDE, _TOP, _BOTTOM = 14, 36, 10
"""Millimetres beside what a slide holds, above it (with the title) and below it."""
_TITLE, _TITLE_TALL, _TITLES = 8, 26, (26, 22, 18, 14)
_INSET, _LINE, _BETWEEN = 7.2, 1.25, 10
"""Points on each side within a box; a line's height by its letters'; points between paragraphs."""
_POINTS = 72 / 25.4
_BAR, _OTHERS, _LABEL = 15, 22, 330
"""Millimetres of a bar in a chart and of what stands above the bars; points of the label of a bar."""
_LETTERS = 12
_BLANK = 6
"""Place of the empty layout in the library's template."""


def write_slides(book: Book, path: Path, made: str) -> None:
    """Write the summaries of a report as slides; ``made``: ISO time of the run."""
    from pptx import Presentation
    from pptx.util import Mm

    deck = Presentation()
    deck.slide_width, deck.slide_height = Mm(_WIDTH), Mm(_HEIGHT)
    properties = deck.core_properties
    properties.title, properties.author, properties.comments = book.title, book.ward, book.notice
    properties.last_modified_by = WRITER
    properties.created = properties.modified = datetime.fromisoformat(made).replace(tzinfo=None)
    first = _slide(deck, book.title)
    _lines(first, [f"{book.ward}　{book.year}", *([book.notice] if book.notice else [])], points=20)
    for summary in book.summaries:
        _lines(_slide(deck, summary.title), summary.conduct, points=20)
        for start in range(0, len(summary.bars), BARS_A_SLIDE):
            plot = summary_plot(book.words, summary, slice(start, start + BARS_A_SLIDE))
            _chart(_slide(deck, book.words.text("sr_summary_figure")), plot)
        for points in _shared_out(summary.points, 16):
            _lines(_slide(deck, book.words.text("sr_points_heading")), points, points=16)
    save(deck, path)


def _slide(deck: Any, title: str) -> Any:
    """Add a slide with a title."""
    from pptx.util import Mm

    slide = deck.slides.add_slide(deck.slide_layouts[_BLANK - 1])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = Mm(_SIDE), Mm(_TITLE), Mm(_wide()), Mm(_TITLE_TALL)
    shape.text_frame.text = title
    shape.text_frame.word_wrap = True
    room = _TITLE_TALL * _POINTS - _INSET
    size = next((one for one in _TITLES if height_of(title, one, _wide()) <= room), _TITLES[-1])
    _look(shape.text_frame.paragraphs[0], size, bold=True)
    shape.text_frame.paragraphs[0].runs[0].font.color.rgb = colour_of(HEAD)
    return slide


def _wide() -> int:
    return _WIDTH - 2 * _SIDE


def height_of(words: str, points: float, millimetres: float) -> float:
    """Estimate the height in points of a paragraph in a box of a width; a full-width letter is a square."""
    room = millimetres * _POINTS - 2 * _INSET - points
    return max(1, -int(-words_width(words, points) // room)) * points * _LINE


def _shared_out(lines: Sequence[str], points: int) -> Iterator[list[str]]:
    """Share lines out among slides, each with as many as it has room for."""
    room = (_HEIGHT - _TOP - _BOTTOM) * _POINTS - 2 * _INSET
    slide: list[str] = []
    taken = 0.0
    for line in lines:
        tall = height_of(line, points, _wide()) + _BETWEEN
        if slide and taken + tall > room:
            yield slide
            slide, taken = [], 0.0
        slide.append(line)
        taken += tall
    if slide:
        yield slide


def _lines(slide: Any, lines: Sequence[str], *, points: int) -> None:
    """Write lines below the title, a paragraph each."""
    from pptx.util import Mm, Pt

    tall = _HEIGHT - _TOP - _BOTTOM
    frame = slide.shapes.add_textbox(Mm(_SIDE), Mm(_TOP), Mm(_wide()), Mm(tall)).text_frame
    frame.word_wrap = True
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.add_run().text = line
        paragraph.space_after = Pt(_BETWEEN)
        _look(paragraph, points)


def _look(paragraph: Any, points: int, *, bold: bool = False) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    paragraph.alignment = PP_ALIGN.LEFT
    for run in paragraph.runs:
        run.font.size, run.font.bold, run.font.name = Pt(points), bold, FONT


def _chart(slide: Any, plot: Plot) -> None:
    """Draw bars of 100% as a chart of the program's own, whose numbers can be edited."""
    from pptx.util import Mm

    room = Room(_wide() * _POINTS, _LETTERS, _LABEL, 2)
    labels = labels_of(plot, room)
    tall = min(_BAR * len(plot.rows) + _OTHERS, _HEIGHT - _TOP - _BOTTOM)
    place = (Mm(_SIDE), Mm(_TOP), Mm(_wide()), Mm(tall))
    chart = slide.shapes.add_chart(chart_type(plot), *place, chart_data(plot, labels)).chart
    dress(chart, plot, labels, room)
    chart.part.chart_workbook.update_from_xlsx_blob(workbook_of(plot, labels))
