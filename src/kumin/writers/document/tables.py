"""Tables of a Word document as XML: a cell at a time through the library's objects takes ten times as long."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kumin.writers.document.fields import escaped
from kumin.writers.document.parts import PALE, TABLE_GRID, WIDTH, add_paragraph

_LINE = "\n"
_BREAKS = {_LINE: "<w:br/>", "\t": "<w:tab/>"}
"""Elements of a run in the place of characters."""


def add_table_of(document: Any, widths: Sequence[int], rows: Sequence[str]) -> None:
    """Add a ruled table with an empty line after it; ``widths`` in millimetres, ``rows`` as XML."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    columns = "".join(f'<w:gridCol w:w="{_twips(width)}"/>' for width in widths)
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{TABLE_GRID}"/><w:tblW w:w="0" w:type="auto"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )
    add_paragraph(document)._p.addprevious(table)


def cell_of(paragraphs: str, width: int, *, span: int = 1, shade: str = "") -> str:
    """Write a cell as XML around its paragraphs; ``width`` in millimetres."""
    over = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    fill = f'<w:shd w:val="clear" w:fill="{shade}"/>' if shade else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{_twips(width)}" w:type="dxa"/>{over}{fill}</w:tcPr>{paragraphs}</w:tc>'


def form_table(document: Any, rows: Sequence[tuple[str, Sequence[str]]], label: int = 30) -> None:
    """Add a table of labels and what stands under each; a row without lines is left out."""
    filled = [(heading, lines) for heading, lines in rows if lines]
    if not filled:
        return
    widths = (label, WIDTH - label)
    made = [
        f"<w:tr>{_cell(heading.split(_LINE), widths[0], bold=True, shade=PALE)}{_cell(lines, widths[1])}</w:tr>"
        for heading, lines in filled
    ]
    add_table_of(document, widths, made)


def _twips(millimetres: int) -> int:
    """Turn millimetres into twentieths of a point."""
    return millimetres * 14400 // 254


def _cell(lines: Sequence[str], width: int, *, bold: bool = False, shade: str = "") -> str:
    """Write a cell with a paragraph a line."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return cell_of("".join(f"<w:p><w:r>{look}{_run_text(line)}</w:r></w:p>" for line in lines), width, shade=shade)


def _run_text(line: str) -> str:
    parts = re.split(r"([\n\t])", line)
    return "".join(_BREAKS.get(part) or f'<w:t xml:space="preserve">{escaped(part)}</w:t>' for part in parts if part)
