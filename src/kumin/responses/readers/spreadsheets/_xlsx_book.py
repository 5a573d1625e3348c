"""What an XLSX workbook says of its sheets besides their cells: names, number formats, its first day, tables."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree import ElementTree

from kumin.responses.readers.spreadsheets._number_formats import (
    DAY_FORMATS,
    PERCENT_FORMATS,
    shows_otherwise,
    times_100,
)

_TRUE = {"1", "true", "on"}


@dataclass(frozen=True, slots=True)
class Formats:
    """Which of the workbook's cell formats show a number as something else.

    Attributes
    ----------
    percent : mapping of int to (int, int)
        Index of a cell format → how often it shows a number times 100, from 0 and negative.
    days : frozenset of int
        Indices of the cell formats for days that the reader does not know.
    otherwise : frozenset of int
        Indices of those that show a number as what it is not.
    struck : frozenset of int
        Indices of those that strike out what stands in the cell.
    """

    percent: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    days: frozenset[int] = frozenset()
    otherwise: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()


class Book:
    """The parts of a workbook.

    Parameters
    ----------
    archive : ZipFile
        The workbook. What it lacks, or holds broken, is as if it were not said.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self._names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
        self._path = self._workbook_path()

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Name of each sheet → the member that holds it."""
        links = self._links(self._path)
        found = {}
        for element in self._elements(self._path, "sheet"):
            link = links.get(_attribute(element, "id"))
            if link is not None:
                found[element.get("name", "")] = link
        return found

    @cached_property
    def from_1904(self) -> bool:
        """Whether days are counted from 1904."""
        return any(_is_true(element, "date1904") for element in self._elements(self._path, "workbookPr"))

    @cached_property
    def calculates_on_opening(self) -> bool:
        """Whether stored results may not be results yet: a program, no spreadsheet, has written it."""
        return any(_is_true(element, "fullCalcOnLoad") for element in self._elements(self._path, "calcPr"))

    @cached_property
    def formats(self) -> Formats:
        """Read the cell formats."""
        root = self._root(next((p for p in self._links(self._path).values() if p.endswith("styles.xml")), ""))
        if root is None:
            return Formats()
        own = {int(e.get("numFmtId", "-1")): e.get("formatCode", "") for e in _below(root, "numFmts", "numFmt")}
        percent: dict[int, tuple[int, int]] = {}
        days, otherwise, struck = set(), set(), set()
        fonts = [any(_name(e) == "strike" and _is_on(e) for e in font) for font in _below(root, "fonts", "font")]
        for place, element in enumerate(_below(root, "cellXfs", "xf")):
            number = int(element.get("numFmtId", "0"))
            times = times_100(own[number]) if number in own else ((1, 1) if number in PERCENT_FORMATS else (0, 0))
            if any(times):
                percent[place] = times
            elif number in DAY_FORMATS and number not in own:
                days.add(place)
            elif number in own and shows_otherwise(own[number]):
                otherwise.add(place)
            font = int(element.get("fontId", "0"))
            if font < len(fonts) and fonts[font]:
                struck.add(place)
        return Formats(percent, frozenset(days), frozenset(otherwise), frozenset(struck))

    def total_rows(self, member: str) -> tuple[int, ...]:
        """Return the total rows of the Excel tables on a sheet, as a spreadsheet numbers them."""
        rows: list[int] = []
        for part in self._links(member).values():
            root = self._root(part) if "/tables/" in part else None
            if root is None or _name(root) != "table":
                continue
            last = int("".join(filter(str.isdigit, root.get("ref", "").rpartition(":")[2])) or 0)
            count = int(root.get("totalsRowCount", "0"))
            rows += range(last - count + 1, last + 1)
        return tuple(sorted(set(rows)))

    def member(self, part: str) -> str | None:
        """Find a member by its path, in whatever case."""
        return self._names.get(part.replace("\\", "/").lstrip("/").lower())

    def _workbook_path(self) -> str:
        links = self._links("").values()
        return next((part for part in links if part.lower().endswith("workbook.xml")), "xl/workbook.xml")

    def _links(self, part: str) -> dict[str, str]:
        """Read what a part refers to: id of the relationship → member."""
        folder, _, name = part.rpartition("/")
        found = {}
        for element in self._elements(posixpath.join(folder, "_rels", f"{name}.rels"), "Relationship"):
            target = element.get("Target", "").replace("\\", "/")
            path = target if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if (member := self.member(path)) is not None:
                found[element.get("Id", "")] = member
        return found

    def _elements(self, part: str, name: str) -> Iterator[ElementTree.Element]:
        root = self._root(part)
        return iter(()) if root is None else (e for e in root.iter() if _name(e) == name)

    def _root(self, part: str) -> ElementTree.Element | None:
        member = self.member(part)
        if member is None:
            return None
        try:
            return ElementTree.fromstring(self.archive.read(member))
        except (ElementTree.ParseError, ValueError, LookupError):
            return None


def _below(root: ElementTree.Element, parent: str, name: str) -> Iterator[ElementTree.Element]:
    return (e for above in root if _name(above) == parent for e in above if _name(e) == name)


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _attribute(element: ElementTree.Element, name: str) -> str:
    """Return an attribute in a namespace (r:id), in the transitional or the strict one."""
    return next((value for key, value in element.attrib.items() if key.endswith("}" + name)), "")


def _is_on(element: ElementTree.Element) -> bool:
    """Tell whether a property of a font is set: it is where nothing else is said."""
    return element.get("val", "1").lower() in _TRUE


def _is_true(element: ElementTree.Element, name: str) -> bool:
    return element.get(name, "").lower() in _TRUE
