"""survey_report.docx: the report of the surveys as a Word document, to be edited by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from math import ceil
from pathlib import Path
from typing import Any

from kumin.charts.looks import words_width
from kumin.charts.svg import Drawing, on_white
from kumin.writers.document.charts import add_chart, add_drawn
from kumin.writers.document.fields import bookmark, contents, escaped
from kumin.writers.document.parts import PALE, WIDTH, add_paragraph, add_picture, add_styled, blank_document
from kumin.writers.document.tables import add_table_of, cell_of
from kumin.writers.packages import save
from kumin.writers.survey_report.blocks import Break, Bullets, Figure, Heading, Paragraph, Row, Table
from kumin.writers.survey_report.book import Book

_FIGURE = WIDTH - 14
"""Millimetres of a chart's width."""
_NUMBERS = 16
"""Millimetres of a column of numbers, where there is room."""
_LABEL = 58
"""Millimetres of a column of words, beside numbers."""
_LETTER = 3
"""Millimetres of a full-width letter."""
_EDGES = 4
"""Millimetres of a cell beside what is written in it, at the least."""
_WHOLE = 12
"""Rows of a table that is kept on one page; of a longer one no row stands alone on a page."""


def pictured(book: Book, svgs: Sequence[str]) -> list[str]:
    """Choose of what the renderer drew of a report's drawings what the document shows as pictures, in their order.

    They are what the document cannot hold as charts that can be edited.
    """
    places = [block.place for block in book.blocks if isinstance(block, Figure) and block.plot is None]
    return [on_white(book.drawings[place].alone(svgs[place])) for place in places]


def write_survey_document(book: Book, svgs: Sequence[str], pictures: Sequence[bytes], path: Path, made: str) -> None:
    """Write the report as a Word document.

    Parameters
    ----------
    book : Book
        The report.
    svgs : sequence of str
        What the renderer drew of each of its drawings.
    pictures : sequence of bytes
        Files of what :func:`pictured` chose.
    path : Path
        The file.
    made : str
        ISO time of the run.
    """
    document = blank_document(book.title, book.ward, book.notice, book.words.lang, made)
    add_paragraph(document, f"{book.ward}　{book.year}")
    add_styled(document, book.title, "Title")
    if book.notice:
        add_paragraph(document, book.notice)
    headings = [block for block in book.blocks if isinstance(block, Heading)]
    add_styled(document, book.words.text("rep_contents"), "TOC Heading")
    contents(document, [(one.level, one.text) for one in headings], WIDTH)
    document.add_page_break()
    places, numbers, left = count(), count(1), iter(pictures)
    for block in book.blocks:
        if isinstance(block, Heading):
            bookmark(add_styled(document, block.text, f"Heading {block.level}"), next(places))
        elif isinstance(block, Paragraph):
            _paragraph(document, block)
        elif isinstance(block, Bullets):
            for line in block.lines:
                add_styled(document, line, "List Bullet")
        elif isinstance(block, Figure):
            _figure(document, block, book.drawings[block.place], svgs[block.place], next(numbers), left)
        elif isinstance(block, Table):
            add_table(document, block)
        elif isinstance(block, Break):
            document.add_page_break()
    save(document, path)


def _paragraph(document: Any, block: Paragraph) -> None:
    from docx.shared import Pt

    run = add_paragraph(document).add_run(block.text)
    if block.quiet:
        run.font.size = Pt(8.5)


def _figure(document: Any, figure: Figure, drawing: Drawing, svg: str, number: int, pictures: Iterator[bytes]) -> None:
    """Put a chart in, to be edited or else as the next picture, its description as the words for who cannot see it."""
    if figure.plot is None:
        paragraph, one = add_picture(document, next(pictures), number, _FIGURE)
        add_drawn(document, paragraph, drawing.alone(svg), number)
        shown = [one]
    else:
        paragraph, shown = add_chart(document, figure.plot, drawing.alone(svg), number, _FIGURE)
    for one in shown:
        one.set("descr", drawing.description or figure.caption)
        one.set("title", figure.caption)
    paragraph.paragraph_format.keep_with_next = True
    add_styled(document, figure.caption, "Caption")


def add_table(document: Any, block: Table, width: int = WIDTH) -> None:
    """Write a table under its caption, with columns as wide as the page has room for: ``width`` millimetres."""
    head = add_styled(document, block.caption, "Caption")
    head.paragraph_format.keep_with_next = True
    widths = _widths(block, width)
    rows = [_row(Row(block.head, strong=True), widths, block.words, head=True)]
    last = len(block.rows) - 1
    rows += [
        _row(row, widths, block.words, keep=place < last and (last < _WHOLE or place < 2 or place > last - 3))
        for place, row in enumerate(block.rows)
    ]
    add_table_of(document, widths, rows)


def _widths(block: Table, width: int) -> list[int]:
    """Choose the millimetres of the columns: words get what they need of what numbers leave."""
    rows = [row for row in block.rows if not row.group]
    numbers = range(block.words, len(block.head))
    inside = [
        max((ceil(words_width(row.cells[place], _LETTER)) + _EDGES for row in rows), default=0) for place in numbers
    ]
    each = 0
    for label in (34, 24) if numbers else ():
        each = min(_NUMBERS + 6, max(int((width - label * block.words) / len(numbers)), 9))
        if each >= max(inside):
            break
    own = max(inside, default=0) > each and sum(inside) + 20 * block.words <= width
    wide = inside if own else [each] * len(numbers)
    needed = [max(len(row.cells[place]) for row in (Row(block.head), *rows)) for place in range(block.words)]
    words = [min(max(_LETTER * length + 5, 14), _LABEL if numbers else width) for length in needed]
    while sum(words) > max(width - sum(wide), 20 * len(words)):
        words[words.index(max(words))] -= 1
    return words + wide


def _row(row: Row, widths: Sequence[int], words: int, *, head: bool = False, keep: bool = False) -> str:
    """Write a row as XML: it is kept on one page, with the next row too or not, and headings are repeated on each."""
    together = "<w:keepNext/>" if keep or head else ""
    bold, shade = row.strong or row.group, PALE if head or row.group else ""
    cells = []
    for place, said in enumerate(row.cells):
        width, span = (sum(widths), len(widths)) if row.group else (widths[place], 1)
        side = '<w:jc w:val="right"/>' if place >= words else ""
        paragraph = (
            f'<w:p><w:pPr>{together}<w:spacing w:before="0" w:after="0"/>{side}</w:pPr>'
            f'<w:r><w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>'
            f'<w:t xml:space="preserve">{escaped(said)}</w:t></w:r></w:p>'
        )
        cells.append(cell_of(paragraph, width, span=span, shade=shade))
    repeat = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{''.join(cells)}</w:tr>"
