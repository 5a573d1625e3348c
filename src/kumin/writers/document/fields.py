"""Fields of a Word document, which Word works out itself: page numbers and the table of contents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def number_pages(document: Any) -> None:
    """Write the page and the number of pages at the foot of every page: 1 / 16."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _append(paragraph._p, [*_field("PAGE", "1"), _run('<w:t xml:space="preserve"> / </w:t>'), *_field("NUMPAGES", "1")])


def bookmark(heading: Any, number: int) -> None:
    """Mark a heading as the target of the contents' entry of that number."""
    from docx.oxml import parse_xml

    start = f'<w:bookmarkStart xmlns:w="{_NAMESPACE}" w:id="{number}" w:name="{_name(number)}"/>'
    heading._p.insert_element_before(parse_xml(start), "w:r")
    heading._p.append(parse_xml(f'<w:bookmarkEnd xmlns:w="{_NAMESPACE}" w:id="{number}"/>'))


def contents(document: Any, entries: Sequence[tuple[int, str]], width: int) -> None:
    """Write a table of contents whose pages Word fills in when it opens the document.

    Parameters
    ----------
    document : docx.document.Document
        Where to, at its end.
    entries : sequence of (level, text)
        The headings in their order; the first is bookmarked as 0, the next as 1 ….
    width : int
        Millimetres between the margins.
    """
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt

    levels = sorted({level for level, _ in entries})
    for level in levels:
        style = document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.paragraph_format.left_indent = Mm(6 * (level - levels[0]))
        style.paragraph_format.space_after = Pt(1)
        _dotted(style, width)
    begin = [
        _run('<w:fldChar w:fldCharType="begin" w:dirty="true"/>'),
        _run(f'<w:instrText xml:space="preserve"> TOC \\o "{levels[0]}-{levels[-1]}" \\h \\z \\u </w:instrText>'),
        _run('<w:fldChar w:fldCharType="separate"/>'),
    ]
    for place, (level, words) in enumerate(entries):
        paragraph = document.add_paragraph()
        paragraph._p.style = f"toc{level}"
        page = _field(f"PAGEREF {_name(place)} \\h", "")
        inner = "".join([_run(f'<w:t xml:space="preserve">{escaped(words)}</w:t>'), _run("<w:tab/>"), *page])
        link = f'<w:hyperlink w:anchor="{_name(place)}" w:history="1">{inner}</w:hyperlink>'
        _append(paragraph._p, [*(begin if place == 0 else ()), link])
    _append(document.paragraphs[-1]._p, [_run('<w:fldChar w:fldCharType="end"/>')])


_NOT_HELD = re.compile(r"[\x00-\x08\x0a-\x1f]")


@lru_cache(maxsize=2**14)  # a report's tables hold the same numbers and names again and again
def escaped(words: str) -> str:
    """Escape words for XML, without the characters that XML cannot hold."""
    from xml.sax.saxutils import escape

    return escape(_NOT_HELD.sub("", words))


def _dotted(style: Any, width: int) -> None:
    """Give a style of the contents its page numbers at the right, after dots."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Mm

    style.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    style.paragraph_format.right_indent = Mm(10)


def _name(number: int) -> str:
    return f"_Toc{number:08}"


def _field(instruction: str, known: str) -> list[str]:
    """Write a field with what it shows until it is worked out."""
    return [
        _run('<w:fldChar w:fldCharType="begin"/>'),
        _run(f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>'),
        _run('<w:fldChar w:fldCharType="separate"/>'),
        _run(f"<w:t>{known}</w:t>"),
        _run('<w:fldChar w:fldCharType="end"/>'),
    ]


def _run(content: str) -> str:
    return f"<w:r>{content}</w:r>"


def _append(paragraph: Any, parts: Sequence[str]) -> None:
    from docx.oxml import parse_xml

    made = parse_xml(f'<w:p xmlns:w="{_NAMESPACE}">{"".join(parts)}</w:p>')
    for part in list(made):
        paragraph.append(part)
