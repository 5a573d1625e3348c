"""Styles of the cells of an ODS: which show a number as what it is not, and which strike it out."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

_MOST = 1 << 24
"""Bytes of named styles that are read; a workbook has some thousand."""

_NUMBERS = ("number-style", "currency-style")
_DIGITS = ("number", "scientific-number", "fraction")
_SIZES = re.compile("[百千万億]")


@dataclass
class Styles:
    """What is known of the styles of cells by their names.

    Attributes
    ----------
    struck : set of str
        Those that strike the text out.
    otherwise : set of str
        Those that show a number in thousands, with 万円 behind it, as a word, or not at all.
    """

    struck: set[str] = field(default_factory=set)
    otherwise: set[str] = field(default_factory=set)
    _formats: set[str] = field(default_factory=set)

    @property
    def any(self) -> bool:
        """Whether there is any such style."""
        return bool(self.struck or self.otherwise)

    def take(self, element: ElementTree.Element) -> None:
        """Take in the styles below an element; those that they build on come first."""
        own = list(element.iter())
        shown = {_of(one, "name"): one for one in own if _tag(one) in _NUMBERS}
        self._formats |= {name for name, one in shown.items() if _shows_otherwise(one)}
        # of a format with conditions the others are named
        self._formats |= {name for name, one in shown.items() if self._formats.intersection(_others(one))}
        for one in own:
            if _tag(one) != "style" or _of(one, "family") != "table-cell":
                continue
            name, parent = _of(one, "name"), _of(one, "parent-style-name")
            number = _of(one, "data-style-name")
            lines = [_of(text, "text-line-through-style") for text in one if _tag(text) == "text-properties"]
            stated = [line for line in lines if line]
            if (stated and stated[-1] != "none") or (not stated and parent in self.struck):
                self.struck.add(name)
            if number in self._formats or (not number and parent in self.otherwise):
                self.otherwise.add(name)


def styles_of_workbook(archive: zipfile.ZipFile) -> Styles:
    """Read the named styles of a workbook.

    Raises
    ------
    xml.etree.ElementTree.ParseError
        They are broken.
    """
    styles = Styles()
    if "styles.xml" in archive.namelist() and archive.getinfo("styles.xml").file_size <= _MOST:
        with archive.open("styles.xml") as member:
            styles.take(ElementTree.fromstring(member.read(_MOST)))
    return styles


def _shows_otherwise(style: ElementTree.Element) -> bool:
    digits = [one for one in style if _tag(one) in _DIGITS]
    words = "".join(one.text or "" for one in style if _tag(one) in {"text", "currency-symbol"})
    scaled = any(float(_of(one, "display-factor") or 1) > 1 for one in digits)
    return not digits or scaled or _SIZES.search(words) is not None


def _others(style: ElementTree.Element) -> Iterator[str]:
    """Name the formats that a format has for some numbers; that of 0 may well be a dash."""
    for one in style:
        if _tag(one) == "map" and re.sub(r"\s", "", _of(one, "condition")) not in {"value()=0", "value()<0"}:
            yield _of(one, "apply-style-name")


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rsplit("}", 1)[-1]


def _of(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")
