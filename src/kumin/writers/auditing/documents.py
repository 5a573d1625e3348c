"""Whether documents, slides and pictures of a release tell a number that its pages do not.

What stands on the pages is audited itself. The others are made of the same parts: every line with a number, every row
of a table, every label of a picture is to be found there word for word, and every number of a chart that can be edited,
in what it shows and in its workbook. Who writes a number into a document by hand is told so.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path

import polars as pl

from kumin.numbers import DUST, decimals_in, half_up
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


@dataclass
class _Told:
    """What the pages tell: rows of tables, texts, and the words in pictures."""

    rows: set[tuple[str, ...]]
    words: set[str]
    labels: set[str]

    @cached_property
    def numbers(self) -> set[str]:
        """The numbers in all of them."""
        return self._in_cells | {number for text in self.words for number in _numbers(text)}

    @cached_property
    def values(self) -> set[float]:
        """The numbers in rows and pictures, as values."""
        return {float(number.replace(",", "")) for number in self._in_cells if number.count(".") < 2}

    @cached_property
    def _in_cells(self) -> set[str]:
        texts = (*(cell for row in self.rows for cell in row), *self.labels)
        return {number for text in texts for number in _numbers(text)}


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
    """Return the words in the pictures of a page, and those for who cannot see them."""
    pictures = re.findall(r"<svg.*?</svg>", html, re.S)
    return {_same(unescape(one)) for one in re.findall(r"<(?:text|desc)[^>]*>([^<]+)", "".join(pictures))}


def _texts(picture: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]+)", picture)


def _document(path: Path, told: _Told) -> Iterator[str]:
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if _WRITTEN.fullmatch(name)]
        parts = [_PAGES.sub("", package.read(name).decode("utf-8")) for name in names]
        yield from _charts(package, told)
        yield from _drawn(package, told)
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
            if not told.numbers.issuperset(_numbers(_same(unescape(described)))):
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
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if re.fullmatch(r"ppt/(?:slides|notesSlides)/[^/]+\.xml", name):
                for paragraph in re.findall(r"<a:p>.*?</a:p>", package.read(name).decode("utf-8"), re.S):
                    line = _joined(paragraph, "a")
                    if _tells(line) and not any(line in one for one in told.words):
                        yield line
        yield from _charts(package, told)


def _charts(package: zipfile.ZipFile, told: _Told) -> Iterator[str]:
    """Yield what charts that can be edited tell alone, in what they show or in their workbooks."""
    in_charts: set[float] = set()
    for name in package.namelist():
        if re.fullmatch(r"\w+/charts/[^/]+\.xml", name):
            values, lines = _of_chart(package.read(name).decode("utf-8"), told)
            in_charts |= values
            yield from (f"{name}: {line}" for line in lines)
    for name in package.namelist():
        if not re.fullmatch(r"\w+/embeddings/[^/]+", name):
            continue
        if not name.endswith(".xlsx"):
            yield name
            continue
        for cell in _cells(package.read(name)):
            value = _value(cell)
            if value is None and not told.numbers.issuperset(_numbers(_same(cell))):
                yield f"{name}: {_same(cell)}"
            elif value is not None and value not in told.values and value not in in_charts:
                yield f"{name}: {cell}"


def _of_chart(xml: str, told: _Told) -> tuple[set[float], list[str]]:
    """Return the numbers of a chart, and what of it is on no page."""
    texts = re.findall(r"<(?:c:v|a:t)>([^<]*)</", re.sub(r"<c:(num(?:Cache|Lit))>.*?</c:\1>", "", xml, flags=re.S))
    lines = [one for one in map(_same, map(unescape, texts)) if not told.numbers.issuperset(_numbers(one))]
    series = re.findall(r"<c:ser>.*?</c:ser>", xml, re.S)
    columns = [_points(one, "val") for one in series]
    values = {value for column in columns for value in column.values()}
    # each part of a bar is rounded
    most = len(columns) / 2 * 10.0 ** -max(map(decimals_in, values), default=0)
    for one, column in zip(series, columns, strict=True):
        for row, value in column.items():
            # what is hidden of a bar stands together, as what lies between two sides does: it is what the others leave
            left = 100 - sum(other.get(row, 0.0) for other in columns if other is not column)
            if value not in told.values and _exact(abs(left - value)) > most:
                lines.append(str(value))
        # a line ends where the interval does
        for name, sign in (("plus", 1), ("minus", -1)):
            amounts = _points(one, name)
            values.update(amounts.values())
            ends = (_exact(column.get(row, 0.0) + sign * amount) for row, amount in amounts.items())
            lines += [str(end) for end in ends if end not in told.values]
    return values, lines


def _exact(value: float) -> float:
    """Free a number of a chart from what is left of its binary, to compare it."""
    return float(half_up(value, DUST))


def _points(series: str, name: str) -> dict[int, float]:
    """Read the numbers of a part of a chart's column by their rows."""
    part = re.search(rf"<c:{name}>.*?</c:{name}>", series, re.S)
    points = re.findall(r'<c:pt idx="(\d+)"[^>]*>.*?<c:v>([^<]*)</c:v>', part[0], re.S) if part else []
    return {int(row): _exact(float(value)) for row, value in points}


def _cells(workbook: bytes) -> Iterator[str]:
    """Yield what stands in the cells of all sheets of a workbook."""
    import fastexcel

    book = fastexcel.read_excel(workbook)
    for name in book.sheet_names:
        table = book.load_sheet(name, header_row=None, dtypes="string").to_polars()
        yield from (cell for column in table for cell in column.drop_nulls())


def _value(cell: str) -> float | None:
    try:
        return _exact(float(cell))
    except ValueError:
        return None


def _drawn(package: zipfile.ZipFile, told: _Told) -> Iterator[str]:
    """Yield the labels of a package's drawings that are on no page."""
    for name in package.namelist():
        if name.endswith(".svg"):
            labels = (_same(unescape(one)) for one in _texts(package.read(name).decode("utf-8")))
            yield from (f"{name}: {one}" for one in labels if _tells(one) and one not in told.labels)


def _numbers(words: str) -> list[str]:
    return re.findall(r"[0-9]+(?:[.,][0-9]+)*", words)


def _pictures(path: Path, told: _Told) -> Iterator[str]:
    with zipfile.ZipFile(path) as package:
        yield from _drawn(package, told)
        names = package.namelist()
        yield from (name for name in names if name.endswith(".png") and name.replace(".png", ".svg") not in names)


def _policies(path: Path, told: _Told) -> Iterator[str]:
    for row in pl.read_csv(path, infer_schema=False).iter_rows(named=True):
        people = {row[f"{side}_n"] for side in ("satisfaction", "importance")} - {"", None}
        beside = [{cell.replace(",", "") for cell in one} for one in told.rows if row["policy"] in one[1:]]
        if not any(people <= one for one in beside):
            yield row["policy"]
