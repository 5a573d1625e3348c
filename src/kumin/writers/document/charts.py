"""Charts of a Word document that can be edited in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil
from typing import Any

from kumin.writers.document.parts import add_paragraph, add_part
from kumin.writers.plots.drawn import chart_element
from kumin.writers.plots.plot import Plot, Room, labels_of
from kumin.writers.plots.workbook import workbook_of

_POINTS = 72 / 25.4
_LETTERS = 8
"""Points of the letters of a chart."""
_LABEL = 0.4
"""Part of a chart's width that labels take, at the most."""
_LINES = 3
_LEAST = 6.0
"""Millimetres of a row, at the least, where the page has room."""
_LINE = 1.3
"""Height of a line by that of its letters."""
_TALLEST = 225
"""Millimetres of a chart, at the most: a page holds it with its caption and the end of what stands before it."""
_KEY, _EDGES = 18, 6
"""Points of a colour in the legend and of what stands beside it; millimetres above and below the bars."""
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_OF_WORD = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"
"""What Word knows since 2010, and other programs do not."""
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_HAS_SVG = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""Mark of the part of a picture that names the drawing it was made of; [MS-ODRAWXML] 2.5.5."""
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


def add_chart(document: Any, plot: Plot, drawn: str, number: int, width: int) -> tuple[Any, list[Any]]:
    """Add a paragraph with a chart; return it, and the elements that hold the chart's words.

    Word takes the chart. Programs that do not know all that Word does take it as it was drawn: LibreOffice shows the
    charts of a document that has more than twenty with their letters pulled out of shape.

    Parameters
    ----------
    document : docx.document.Document
        Where to, at its end.
    plot : Plot
        What it shows.
    drawn : str
        The same as SVG.
    number : int
        Its number among the document's figures, from 1.
    width : int
        Millimetres.
    """
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    room = Room(width * _POINTS, _LETTERS, width * _POINTS * _LABEL, _LINES)
    labels = labels_of(plot, room)
    chart = _related_chart(document, plot, labels, room, number)
    picture, ratio = _related_picture(document, drawn, number)
    choice = parse_xml(
        f'<mc:AlternateContent xmlns:mc="{_COMPATIBILITY}" {nsdecls("w", "wp", "a", "pic", "c", "r")}>'
        f'<mc:Choice xmlns:wp14="{_OF_WORD}" Requires="wp14">'
        f"{_inline(_chart(chart), number, width, _height(plot, labels, room))}</mc:Choice>"
        f"<mc:Fallback>{_inline(_picture(picture, number), number, width, width * ratio)}</mc:Fallback>"
        "</mc:AlternateContent>"
    )
    paragraph = add_paragraph(document)
    paragraph.add_run()._r.append(choice)
    return paragraph, list(choice.iter("{*}docPr"))


def add_drawn(document: Any, paragraph: Any, drawn: str, number: int) -> None:
    """Have Word since 2016 show a picture as it was drawn: sharp at every size, with the fonts of who reads it.

    Parameters
    ----------
    document : docx.document.Document
        The document.
    paragraph : docx.text.paragraph.Paragraph
        Its paragraph that holds a picture of pixels, which other programs show.
    drawn : str
        The same as SVG.
    number : int
        Its number among the document's figures, from 1.
    """
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    related, _ = _related_picture(document, drawn, number)
    named = f'<asvg:svgBlip xmlns:asvg="{_SVG}" {nsdecls("r")} r:embed="{related}"/>'
    (blip,) = paragraph._p.iter("{*}blip")
    blip.append(parse_xml(f'<a:extLst {nsdecls("a")}><a:ext uri="{_HAS_SVG}">{named}</a:ext></a:extLst>'))


def _related_chart(document: Any, plot: Plot, labels: Sequence[str], room: Room, number: int) -> str:
    """Put a chart, and within it its workbook, among the parts of the document; return the name it has there."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part, XmlPart

    space = chart_element(plot, labels, room)
    package = document.part.package
    book = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
    chart = XmlPart(PackURI(f"/word/charts/chart{number}.xml"), _CHART, space, package)
    kept = Part(book, _SPREADSHEET, workbook_of(plot, labels), package)
    space.get_or_add_externalData().rId = chart.relate_to(kept, RELATIONSHIP_TYPE.PACKAGE)
    return add_part(document, chart, RELATIONSHIP_TYPE.CHART)


def _related_picture(document: Any, drawn: str, number: int) -> tuple[str, float]:
    """Put a drawing among the parts of the document; return the name it has there, and its height by its width."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    part = Part(PackURI(f"/word/media/drawn{number}.svg"), "image/svg+xml", drawn.encode(), document.part.package)
    size = re.search(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"', drawn)
    assert size is not None
    return add_part(document, part, RELATIONSHIP_TYPE.IMAGE), float(size[2]) / float(size[1])


def _height(plot: Plot, labels: Sequence[str], room: Room) -> float:
    """Choose the millimetres of a chart's height."""
    lines = max((label.count("\n") + 1 for label in labels), default=1)
    each = max((lines + 0.5) * room.letters * _LINE / _POINTS, _LEAST)
    legend = 0
    if plot.stacked:
        names = sum(room.wide(name) + _KEY for name in {one.name for one in plot.series})
        legend = ceil(names / (room.width * 0.8))
    return min(each * len(plot.rows) + legend * room.letters * _LINE / _POINTS + _EDGES, _TALLEST)


def _inline(graphic: str, number: int, width: float, height: float) -> str:
    """Write the frame in which the text holds a chart."""
    from docx.shared import Mm

    return (
        '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{Mm(width)}" cy="{Mm(height)}"/><wp:docPr id="{number}" name="Chart {number}"/>'
        f"<wp:cNvGraphicFramePr/><a:graphic>{graphic}</a:graphic></wp:inline></w:drawing>"
    )


def _chart(related: str) -> str:
    from docx.oxml.ns import nsmap

    return f'<a:graphicData uri="{nsmap["c"]}"><c:chart r:id="{related}"/></a:graphicData>'


def _picture(related: str, number: int) -> str:
    from docx.oxml.ns import nsmap

    return (
        f'<a:graphicData uri="{nsmap["pic"]}"><pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="drawn{number}.svg"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{related}"/><a:stretch><a:fillRect/></a:stretch>'
        '</pic:blipFill><pic:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    )
