"""An Excel template: its cells, edited in the sheet's own XML, so that charts, pictures and lists of choices stay."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from kumin.messages import text
from kumin.numbers import MOST_DECIMALS, shortest
from kumin.words.forms.values import FormValues, Value
from kumin.writers.form.beside import Cell
from kumin.writers.form.package import Package
from kumin.writers.form.placeholders import Filling, Notes, alone, fillings, has_placeholder
from kumin.writers.form.runs import A, replace, replace_plain, text_of, texts_of

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PERCENT, _TEXT = {9, 10}, 49
"""Built-in number formats: 0% and 0.00%; text."""
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_NO_SIGN = re.compile(r'"[^"]*"|\\.|_.|\*.')


@dataclass
class Book:
    """A workbook: the trees of its parts, and those that changed."""

    package: Package
    lang: str
    changed: set[str] = field(default_factory=set)

    @cached_property
    def trees(self) -> dict[str, Any]:
        """Every part that holds text or says how it looks."""
        wanted = re.compile(r"xl/(?:workbook|sharedStrings|styles|worksheets/[^/]+|drawings/[^/]+|charts/[^/]+)\.xml$")
        return {name: self.package.tree(name) for name in self.package.content if wanted.match(name)}

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Part of each sheet → its name."""
        links = {}
        if "xl/_rels/workbook.xml.rels" in self.package.content:
            links = {one.get("Id"): one.get("Target") for one in self.package.tree("xl/_rels/workbook.xml.rels")}
        found = {}
        for one in self.trees["xl/workbook.xml"].iter(f"{S}sheet"):
            target = links.get(one.get(_LINK)) or ""
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if part in self.trees:
                found[part] = one.get("name", "")
        return found

    @cached_property
    def strings(self) -> list[Any]:
        """The shared strings."""
        root = self.trees.get("xl/sharedStrings.xml")
        return [] if root is None else root.findall(f"{S}si")

    @cached_property
    def formats(self) -> list[tuple[int, str]]:
        """Number format of each cell format: its number and, where it is the workbook's own, its code."""
        root = self.trees.get("xl/styles.xml")
        if root is None:
            return []
        own = {int(one.get("numFmtId", 0)): one.get("formatCode", "") for one in root.iter(f"{S}numFmt")}
        cells = root.find(f"{S}cellXfs")
        ids = [int(one.get("numFmtId", 0)) for one in (() if cells is None else cells)]
        return [(id_, own.get(id_, "")) for id_ in ids]

    def format_of(self, cell: Any) -> tuple[int, str]:
        """Return a cell's number format."""
        at = int(cell.get("s", 0))
        return self.formats[at] if at < len(self.formats) else (0, "")

    def is_text(self, cell: Any) -> bool:
        """Whether a cell's format makes text of everything."""
        id_, code = self.format_of(cell)
        return id_ == _TEXT or code.strip() == "@"

    def text(self, cell: Any) -> tuple[str, Any]:
        """Return a cell's text and what holds it (``si`` or ``is``); a number's text is held by nothing."""
        value = cell.findtext(f"{S}v") or ""
        if cell.get("t") == "s" and value.isdigit() and int(value) < len(self.strings):
            holder = self.strings[int(value)]
        elif cell.get("t") == "inlineStr":
            holder = cell.find(f"{S}is")
        else:
            return value, None
        return "".join(piece.text or "" for piece in _pieces(holder)), holder

    @property
    def has_formulas(self) -> bool:
        """Whether any sheet calculates."""
        return any(next(self.trees[part].iter(f"{S}f"), None) is not None for part in self.sheets)


def _pieces(holder: Any) -> list[Any]:
    """Return the pieces of text of a string, not those that say how it is read aloud."""
    if holder is None:
        return []
    return [*holder.findall(f"{S}t"), *holder.findall(f"{S}r/{S}t")]


def fill_cells(book: Book, values: FormValues, notes: Notes) -> None:
    """Fill the placeholders of the cells, the headers and footers of printed pages, text boxes and charts."""
    for part, name in book.sheets.items():
        root = book.trees[part]
        for cell in root.iter(f"{S}c"):
            place = text("form_place_sheet", book.lang, sheet=name, cell=cell.get("r", "?"))
            _fill_cell(book, cell, values, notes, place, part)
        for printed in root.iter(
            *(f"{S}{kind}{end}" for kind in ("odd", "even", "first") for end in ("Header", "Footer"))
        ):
            place = text("form_place_printed", book.lang, sheet=name)
            found = list(fillings(printed.text or "", values, place, notes))
            said = printed.text or ""
            for one in reversed(found):
                said = said[: one.start] + one.value.text.replace("&", "&&") + said[one.end :]
            if found:
                printed.text = said
                book.changed.add(part)
    for part, root in book.trees.items():
        if not part.startswith(("xl/drawings/", "xl/charts/")):
            continue
        for paragraph in root.iter(f"{A}p"):
            place = text("form_place_box", book.lang, part=part.rpartition("/")[2])
            if found := list(fillings(text_of(paragraph), values, place, notes)):
                replace(texts_of(paragraph), found)
                book.changed.add(part)
    if book.changed and book.has_formulas:
        calculate_anew(book)


def _fill_cell(book: Book, cell: Any, values: FormValues, notes: Notes, place: str, part: str) -> None:
    formula = cell.find(f"{S}f")
    if formula is not None:
        if has_placeholder(formula.text or "") and "{{" in (formula.text or ""):
            notes.add("formula", place, (formula.text or "")[:60])
        return
    said, holder = book.text(cell)
    if holder is None or not has_placeholder(said):
        return
    found = list(fillings(said, values, place, notes))
    if not found:
        return
    if alone(said) and found[0].value.number and not book.is_text(cell):
        write_number(book, cell, found[0].value)
    else:
        _write_text(cell, holder, found)
    book.changed.add(part)


def _write_text(cell: Any, holder: Any, found: list[Filling]) -> None:
    """Replace the placeholders of a string that is this cell's own from now on: others may share it."""
    own = deepcopy(holder)
    own.tag = f"{S}is"
    for sound in [*own.findall(f"{S}rPh"), *own.findall(f"{S}phoneticPr")]:
        own.remove(sound)
    replace_plain(_pieces(own), found)
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    cell.append(own)


def write_number(book: Book, cell: Any, value: Value) -> None:
    """Write a number into a cell: in a cell whose format shows percents, a hundredth of the percent."""
    id_, code = book.format_of(cell)
    number = Decimal(value.number)
    if value.percent and (id_ in _PERCENT or "%" in _NO_SIGN.sub("", code)):
        number = number.scaleb(-2)
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    shown = cell.makeelement(f"{S}v")
    shown.text = shortest(number, most=MOST_DECIMALS + 2)
    cell.append(shown)


def calculate_anew(book: Book) -> None:
    """Have the program calculate on opening: what the formulas showed was of the empty form."""
    root = book.trees["xl/workbook.xml"]
    settings = root.find(f"{S}calcPr")
    if settings is None:
        settings = root.makeelement(f"{S}calcPr")
        before = [f"{S}{name}" for name in ("definedNames", "externalReferences", "functionGroups", "sheets")]
        next(one for tag in before if (one := root.find(tag)) is not None).addnext(settings)
    settings.set("fullCalcOnLoad", "1")
    book.changed.add("xl/workbook.xml")


def tables(book: Book) -> Iterator[list[Cell]]:
    """Return the cells of each sheet, with the empty ones right of and under those that have a text."""
    for part, name in book.sheets.items():
        root = book.trees[part]
        merged = {}
        for one in root.iter(f"{S}mergeCell"):
            first, _, last = one.get("ref", "").partition(":")
            if _REFERENCE.fullmatch(first) and _REFERENCE.fullmatch(last or first):
                merged[_at(first)] = _at(last or first)
        covered = {
            (row, column)
            for (top, left), (bottom, right) in merged.items()
            for row in range(top, min(bottom, top + 1000) + 1)
            for column in range(left, min(right, left + 200) + 1)
        } - set(merged)
        held = {_at(cell.get("r")): cell for cell in root.iter(f"{S}c") if _REFERENCE.fullmatch(cell.get("r") or "")}
        wanted = set(held)
        for row, column in held:
            bottom, right = merged.get((row, column), (row, column))
            wanted |= {(row, right + 1), (bottom + 1, column)}
        yield [
            _cell(book, part, name, at, merged.get(at, at), held.get(at)) for at in sorted(wanted) if at not in covered
        ]


def _cell(book: Book, part: str, name: str, at: tuple[int, int], end: tuple[int, int], held: Any) -> Cell:
    said = "" if held is None else book.text(held)[0]
    if held is not None and held.find(f"{S}f") is not None:
        said = said or "="  # a formula is not overwritten

    def write(value: Value) -> None:
        cell = held if held is not None else _new_cell(book.trees[part], at)
        if value.number and not book.is_text(cell):
            write_number(book, cell, value)
        else:
            for child in list(cell):
                cell.remove(child)
            cell.set("t", "inlineStr")
            string = cell.makeelement(f"{S}is")
            piece = string.makeelement(f"{S}t")
            piece.text = value.text
            string.append(piece)
            cell.append(string)
        book.changed.add(part)

    place = text("form_place_sheet", book.lang, sheet=name, cell=_name(*at))
    return Cell(at[0], at[1], end[0] - at[0] + 1, end[1] - at[1] + 1, said, place, write)


def _new_cell(root: Any, at: tuple[int, int]) -> Any:
    """Make a cell that the sheet does not hold yet, in its row and place."""
    row_number, column = at
    data = root.find(f"{S}sheetData")
    rows = data.findall(f"{S}row")
    row = next((one for one in rows if int(one.get("r", 0)) == row_number), None)
    if row is None:
        row = data.makeelement(f"{S}row", r=str(row_number))
        data.insert(sum(int(one.get("r", 0)) < row_number for one in rows), row)
    cell = row.makeelement(f"{S}c", r=_name(row_number, column))
    if row.get("customFormat") and row.get("s"):
        cell.set("s", row.get("s"))
    row.insert(sum(_at(one.get("r"))[1] < column for one in row.findall(f"{S}c")), cell)
    return cell


def _at(reference: str) -> tuple[int, int]:
    found = _REFERENCE.fullmatch(reference)
    assert found is not None
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - 64
    return int(found[2]), column


def _name(row: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
