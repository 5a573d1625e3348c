"""A Word template: its paragraphs, wherever they stand, and its tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kumin.messages import text
from kumin.words.forms.values import FormValues, Value
from kumin.writers.form.beside import Cell
from kumin.writers.form.package import Package
from kumin.writers.form.placeholders import Notes, fillings
from kumin.writers.form.runs import A, W, replace, set_text, text_of, texts_of

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_TEXT = ("comments", "styles", "numbering", "settings", "fontTable", "webSettings", "theme", "glossary", "people")


def text_parts(package: Package) -> dict[str, Any]:
    """Return the trees of the parts that hold text: body, headers, footers, notes, charts."""
    names = [name for name in package.content if name.startswith("word/") and name.endswith(".xml")]
    return {name: package.tree(name) for name in names if not name[5:].startswith(_NOT_TEXT)}


def fill_paragraphs(trees: dict[str, Any], values: FormValues, notes: Notes, lang: str) -> set[str]:
    """Fill the placeholders of every paragraph; return the parts that changed."""
    changed = set()
    for name, root in trees.items():
        for paragraph in root.iter(f"{W}p", f"{A}p"):
            pieces = texts_of(paragraph)
            said = text_of(paragraph)
            if "{" not in said and "｛" not in said and "}" not in said and "｝" not in said:
                continue
            # Word keeps a text box twice, for old programs too: both are filled, one is counted
            twice = next(paragraph.iterancestors(_FALLBACK), None) is not None
            found = list(fillings(said, values, _place(name, root, paragraph, lang), Notes() if twice else notes))
            if found:
                replace(pieces, found)
                changed.add(name)
    return changed


def _place(name: str, root: Any, paragraph: Any, lang: str) -> str:
    """Say where a paragraph stands: 本文 表2 3行2列."""
    stem = name.rpartition("/")[2].removesuffix(".xml")
    kind = stem.rstrip("0123456789")
    part = text(f"form_place_{kind if kind in ('document', 'header', 'footer') else 'other'}", lang, part=stem)
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is not None:
        row, table = cell.getparent(), next(cell.iterancestors(f"{W}tbl"))
        rows = [one for one in table.iter(f"{W}tr") if next(one.iterancestors(f"{W}tbl")) is table]
        number = list(root.iter(f"{W}tbl")).index(table) + 1
        at = row.findall(f"{W}tc").index(cell) + 1 if cell in list(row) else 1
        return text(
            "form_place_cell", lang, part=part, table=number, row=rows.index(row) + 1 if row in rows else 1, cell=at
        )
    if next(paragraph.iterancestors(f"{W}txbxContent"), None) is not None or paragraph.tag == f"{A}p":
        return text("form_place_box", lang, part=part)
    outside = [one for one in root.iter(f"{W}p") if next(one.iterancestors(f"{W}tc", f"{W}txbxContent"), None) is None]
    return text("form_place_paragraph", lang, part=part, number=outside.index(paragraph) + 1)


def tables(root: Any, name: str, lang: str) -> Iterator[list[Cell]]:
    """Return the cells of each table of a part, cells that cover several rows or columns once."""
    for table in root.iter(f"{W}tbl"):
        cells: list[list[Any]] = []
        above: dict[int, int] = {}
        rows = [one for one in table.iter(f"{W}tr") if next(one.iterancestors(f"{W}tbl")) is table]
        for at, row in enumerate(rows):
            before = row.find(f"{W}trPr/{W}gridBefore")
            column = int(before.get(f"{W}val", 0)) if before is not None else 0
            for cell in row.iter(f"{W}tc"):
                if next(cell.iterancestors(f"{W}tr")) is not row:
                    continue
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                width = int(span.get(f"{W}val", 1)) if span is not None else 1
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(f"{W}val") != "restart" and column in above:
                    cells[above[column]][2] += 1
                else:
                    above[column] = len(cells)
                    cells.append([at, column, 1, width, cell])
                column += width
        yield [_cell(*one, root=root, name=name, lang=lang) for one in cells]


def _cell(row: int, column: int, rows: int, columns: int, cell: Any, *, root: Any, name: str, lang: str) -> Cell:
    paragraphs = cell.findall(f"{W}p")

    def write(value: Value) -> None:
        set_text(paragraphs[0], value.text)

    said = "\n".join(text_of(one) for one in cell.iter(f"{W}p"))
    place = _place(name, root, paragraphs[0], lang) if paragraphs else name
    return Cell(row, column, rows, columns, said, place, write)
