"""Whether documents, slides and pictures of a release tell a number that its pages do not.

What stands on the pages is audited itself. The others are made of the same parts: every line with a number, every row
of a table, every label of a picture is to be found there word for word. Who writes a number into a document by hand is
told so.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

import polars as pl

from kumin.writers.auditing.public_files import (
    CHARTS,
    PAGE,
    POLICIES,
    SURVEY_DOCUMENT,
    SURVEY_PAGE,
    SURVEY_SLIDES,
    without_pictures,
)

Line = tuple[str, str]
"""A file, and a line of it that is on no page."""


def lines_not_on_pages(folder: Path) -> list[Line]:
    """List the lines with numbers of documents, slides, pictures and the table of policies that are on no page.

    Parameters
    ----------
    folder : Path
        A folder of results; what there is not is not read.
    """
    page, report = (_read(folder / name) for name in (PAGE, SURVEY_PAGE))
    told = _Told(_rows(report), _words(report), {label for html in (page, report) for label in _labels(html)})
    readers = {SURVEY_DOCUMENT: _document, SURVEY_SLIDES: _slides, CHARTS: _pictures, POLICIES: _policies}
    return [
        (name, line) for name, read in readers.items() if (folder / name).exists() for line in read(folder / name, told)
    ]


class _Told(NamedTuple):
    """What the pages tell: rows of tables, texts, and the words in pictures."""

    rows: set[tuple[str, ...]]
    words: set[str]
    labels: set[str]

    @property
    def numbers(self) -> set[str]:
        """The numbers in the rows."""
        return {number for row in self.rows for cell in row for number in _numbers(cell)}


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _same(words: str) -> str:
    """Write what two programs write differently alike: spaces and minus signs."""
    return " ".join(words.replace("\N{MINUS SIGN}", "-").split())


def _tells(words: str) -> bool:
    return any(sign.isdigit() for sign in words)


def _rows(html: str) -> set[tuple[str, ...]]:
    """Return the rows of all tables of a page, as text."""
    return {
        tuple(_same(unescape(cell)) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S))
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", html, re.S)
    }


def _words(html: str) -> set[str]:
    """Return the texts of a page, as they stand between its tags."""
    return {_same(unescape(one)) for one in re.findall(r">([^<]+)<", without_pictures(html))}


def _labels(html: str) -> set[str]:
    """Return the words in the pictures of a page."""
    return {_same(unescape(one)) for picture in re.findall(r"<svg.*?</svg>", html, re.S) for one in _texts(picture)}


def _texts(picture: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]+)", picture)


def _document(path: Path, told: _Told) -> Iterator[str]:
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if _WRITTEN.fullmatch(name)]
        parts = [_PAGES.sub("", package.read(name).decode("utf-8")) for name in names]
    known = told.numbers | {number for one in told.words for number in _numbers(one)}
    for xml in parts:
        for row in re.findall(r"<w:tr[ >].*?</w:tr>", xml, re.S):
            cells = tuple(_joined(cell, "w") for cell in re.findall(r"<w:tc[ >].*?</w:tc>", row, re.S))
            if _tells(" ".join(cells)) and cells not in told.rows:
                yield " | ".join(cells)
        for paragraph in re.findall(r"<w:p[ >].*?</w:p>", re.sub(r"<w:tbl>.*?</w:tbl>", "", xml, flags=re.S), re.S):
            line = _joined(paragraph, "w")
            if _tells(line) and line not in told.words:
                yield line
        # words for who cannot see a picture
        for described in re.findall(r' descr="([^"]*)"', xml):
            # labels may hold numbers too: 問22, 18歳以上
            if not set(_numbers(_same(unescape(described)))) <= known:
                yield _same(unescape(described))


_WRITTEN = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")

_PAGES = re.compile(
    r"<w:instrText[^>]*>\s*(?:PAGE|NUMPAGES|PAGEREF)\b[^<]*</w:instrText>"
    r"(?:(?!fldCharType=\"end\"|<w:t[ >]).)*<w:t(?: [^>]*)?>\d*</w:t>",
    re.S,
)
"""A field that Word fills with the number of a page."""


def _joined(xml: str, space: str) -> str:
    """Join the texts of a part of a document."""
    return _same(unescape("".join(re.findall(rf"<{space}:t(?: [^>]*)?>([^<]*)</{space}:t>", xml))))


def _slides(path: Path, told: _Told) -> Iterator[str]:
    known = {float(number.replace(",", "")) for number in told.numbers if number.count(".") < 2}
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if re.fullmatch(r"ppt/(?:slides|notesSlides)/[^/]+\.xml", name):
                for paragraph in re.findall(r"<a:p>.*?</a:p>", package.read(name).decode("utf-8"), re.S):
                    line = _joined(paragraph, "a")
                    if _tells(line) and not any(line in one for one in told.words):
                        yield line
            elif re.fullmatch(r"ppt/charts/[^/]+\.xml", name):
                series = re.findall(r"<c:ser>.*?</c:ser>", package.read(name).decode("utf-8"), re.S)
                # the middle of a bar is what its two ends leave
                for one in (series[0], series[-1]):
                    values = re.findall(r"<c:v>([^<]*)</c:v>", one[one.index("<c:val>") :])
                    yield from (f"{name}: {value}" for value in values if float(value) not in known)


def _numbers(words: str) -> list[str]:
    return re.findall(r"[0-9]+(?:[.,][0-9]+)*", words)


def _pictures(path: Path, told: _Told) -> Iterator[str]:
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        for name in names:
            if name.endswith(".svg"):
                labels = (_same(unescape(one)) for one in _texts(package.read(name).decode("utf-8")))
                yield from (f"{name}: {one}" for one in labels if _tells(one) and one not in told.labels)
            elif name.endswith(".png") and name.replace(".png", ".svg") not in names:
                yield name


def _policies(path: Path, told: _Told) -> Iterator[str]:
    for row in pl.read_csv(path, infer_schema=False).iter_rows(named=True):
        people = {row[f"{side}_n"] for side in ("satisfaction", "importance")} - {"", None}
        beside = [{cell.replace(",", "") for cell in one} for one in told.rows if row["policy"] in one[1:]]
        if not any(people <= one for one in beside):
            yield row["policy"]
