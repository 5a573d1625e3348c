"""What the Word documents are put together of: a blank document, its fonts, cells, tables of two columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

from kumin.writers.document.fields import number_pages

FONT = "游ゴシック"
HEAD, PALE = "17375E", "EEF2F6"
_HEADINGS = {"Heading 1": 13.5, "Heading 2": 13, "Heading 3": 11}
"""Styles of headings, and the points of their letters."""

WRITER = "kumin"
"""Name under which kumin saves a document; an edited one has another name."""

WIDTH = 174
"""Millimetres between the margins."""

TABLE_GRID = "TableGrid"
"""The id of the style of ruled tables."""


def blank_document(title: str, author: str, comments: str, lang: str, made: str) -> Any:
    """Make an empty A4 document that tells nothing of the library's template or of the machine.

    Parameters
    ----------
    title, author, comments, lang : str
        Its properties.
    made : str
        ISO time of the run.
    """
    import docx
    from docx.shared import Mm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin, section.bottom_margin = Mm(18), Mm(16)
    properties = document.core_properties
    properties.title, properties.author, properties.comments, properties.language = title, author, comments, lang
    properties.last_modified_by = WRITER
    properties.created = properties.modified = datetime.fromisoformat(made).replace(tzinfo=None)
    _drop_others(document)
    _styles(document, Pt)
    number_pages(document)
    return document


def lie_down(document: Any) -> int:
    """Turn the pages of a document to A4 landscape and return the millimetres between its margins."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    return int((section.page_width - section.left_margin - section.right_margin) // Mm(1))


def _drop_others(document: Any) -> None:
    """Take out what the library's template holds of another document: its picture, and the program that wrote it."""
    relations = document.part.package.rels
    others = ("/thumbnail", "/extended-properties")
    for key in [key for key, relation in relations.items() if relation.reltype.endswith(others)]:
        del relations[key]


def _styles(document: Any, pt: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    for name in ("Normal", "Title", *_HEADINGS, "Caption", "TOC Heading"):
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
    for name, points in _HEADINGS.items():
        document.styles[name].font.size = pt(points)
    document.styles["Caption"].font.size = pt(8.5)


def add_paragraph(document: Any, words: str = "") -> Any:
    """Add a paragraph at the end of a document.

    The library looks for that end, before the properties of the section, through all that stands before it.
    """
    from docx.oxml import OxmlElement
    from docx.text.paragraph import Paragraph

    element = OxmlElement("w:p")
    document.element.body[-1].addprevious(element)
    paragraph = Paragraph(element, document._body)
    if words:
        paragraph.add_run(words)
    return paragraph


def add_styled(document: Any, words: str, style: str) -> Any:
    """Add a paragraph in a style of the document; empty: the usual one.

    The library reads through all styles for every paragraph that is given one by its name.
    """
    paragraph = add_paragraph(document, words)
    if style:
        paragraph._p.style = style.replace(" ", "")  # the id of a style is its name without spaces
    return paragraph


def add_part(document: Any, part: Any, kind: str) -> str:
    """Put a new part among those of a document; return the name that it has there.

    The library compares it with each that is there, and tries all names from the first.
    """
    relations = document.part.rels
    name = next(name for number in count(len(relations) + 1) if (name := f"rId{number}") not in relations)
    relations.add_relationship(kind, part, name)
    return name


def add_picture(document: Any, picture: bytes, number: int, width: int) -> tuple[Any, Any]:
    """Add a paragraph with a picture; return it, and the element that holds the picture's words.

    The library compares every picture with all before it, and looks through the whole document for a free number.

    Parameters
    ----------
    document : docx.document.Document
        Where to, at its end.
    picture : bytes
        The file.
    number : int
        Its number among the document's pictures, from 1.
    width : int
        Millimetres.
    """
    from docx.image.image import Image
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.oxml.shape import CT_Inline
    from docx.parts.image import ImagePart
    from docx.shared import Mm

    image = Image.from_blob(picture)
    part = ImagePart.from_image(image, PackURI(f"/word/media/image{number}.{image.ext}"))
    name = add_part(document, part, RELATIONSHIP_TYPE.IMAGE)
    inline = CT_Inline.new_pic_inline(number, name, image.filename, *image.scaled_dimensions(Mm(width), None))
    paragraph = add_paragraph(document)
    paragraph.add_run()._r.add_drawing(inline)
    return paragraph, inline.docPr


def grid(document: Any, widths: Sequence[int], rows: int = 0) -> Any:
    """Add a ruled table whose columns have the given millimetres."""
    from docx.shared import Mm

    table = document.add_table(rows=rows, cols=len(widths))
    table._tbl.tblStyle_val = TABLE_GRID
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def add_row(table: Any, widths: Sequence[int], *, whole: bool = False) -> Any:
    """Add a row and return its cells; ``whole``: it is not split over two pages."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    row = table.add_row()
    if whole:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)
    return row.cells


def repeat_first_row(table: Any) -> None:
    """Repeat a table's headings on each page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)


def fill(
    cell: Any, lines: Sequence[str], *, bold: bool = False, shade: str = "", centred: bool = False, points: float = 0
) -> None:
    """Write lines into an empty cell, a paragraph each; ``points`` is the size of the letters, 0 that of the page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    for place, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        run = paragraph.add_run(line)
        run.bold = bold
        if points:
            run.font.size = Pt(points)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if shade:
        element = OxmlElement("w:shd")
        element.set(qn("w:val"), "clear")
        element.set(qn("w:fill"), shade)
        cell._tc.get_or_add_tcPr().append(element)
