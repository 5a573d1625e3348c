"""What a stranger reads in the public files of a run: tables and sentences of report.html and report.docx."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html import unescape
from pathlib import Path
from typing import Any

import polars as pl

from kumin.messages import catalogue

DATAPACKAGE = "datapackage.json"
"""The description of the public tables, by the Frictionless Data Package standard."""

DATA, GROUPS = "open_data.csv", "open_data_groups.csv"
PAGE, DOCUMENT = "report.html", "report.docx"
SURVEY_PAGE, SURVEY_DOCUMENT, SURVEY_SLIDES = "survey_report.html", "survey_report.docx", "survey_report.pptx"
POLICIES, CHARTS = "priorities.csv", "charts.zip"

PUBLIC_FILES = (
    DATA, GROUPS, DATAPACKAGE, PAGE, DOCUMENT, SURVEY_PAGE, SURVEY_DOCUMENT, SURVEY_SLIDES, POLICIES, CHARTS,
)  # fmt: skip
"""Files of a run that are for everyone; the others are for work inside the ward."""

RULE_WITHOUT_UNSURE = "answered_without_unsure"
"""The rule of the base whose percent, in a sentence, tells who chose わからない."""


@dataclass(frozen=True)
class Printed:
    """A number as printed: the least and the most it can be; infinite where nothing is said."""

    low: float
    high: float


@dataclass(frozen=True)
class Row:
    """A group in a table of an indicator."""

    axis: str
    label: str
    n: Printed | None
    percent: Printed | None


@dataclass
class Shown:
    """What is told of an indicator.

    Attributes
    ----------
    id : str
        Its name.
    survey, question : str
        Whose answers to which question it counts.
    positive : list of str
        Codes of the options that count.
    base : str
        Whom it is of: the rule of its base.
    excluded : list of str
        Codes of the options that its base leaves out.
    among : dict
        The categories that it is among, by attribute.
    counts : list of tuple
        People in the base and those who count, as printed.
    without_unsure : list of Printed
        Percents, in sentences, of those who did not choose わからない.
    rows : list of Row
        Its groups.
    """

    id: str
    survey: str
    question: str
    positive: list[str]
    base: str
    excluded: list[str]
    among: dict[str, list[str]]
    counts: list[tuple[int, int]] = field(default_factory=list)
    without_unsure: list[Printed] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def number(words: str) -> Printed | None:
    """Read a number, a percent or bounds of one in either language: 93%以上, 4 or less, 12～16; None for words.

    A percent stands for all that round to it; bounds are rounded outwards and stand for themselves.
    """
    found = re.findall(r"[0-9]+(?:\.[0-9]+)?", words.replace(",", ""))
    if not found or len(found) > 2:
        return None
    values = [float(one) for one in found]
    if len(values) == 2:
        return Printed(*values)
    for code, ends in (("bound_upper", (0.0, values[0])), ("bound_lower", (values[0], float("inf")))):
        if any(pattern.fullmatch(words) for pattern in _patterns(code)):
            return Printed(*ends)
    half = 0.5 * 10.0 ** -len(found[0].partition(".")[2]) if "%" in words else 0.0
    return Printed(values[0] - half, values[0] + half)


def read_described(folder: Path) -> dict[str, Any]:
    """Read what datapackage.json says of the surveys and their indicators; empty where there is none."""
    package = folder / DATAPACKAGE
    found: dict[str, Any] = json.loads(package.read_text(encoding="utf-8"))["kumin"] if package.exists() else {}
    return found


def read_shown(folder: Path) -> list[Shown]:
    """Read all public files of a folder but the table of open data; what there is not is not read."""
    found = {id_: _defined(id_, one) for id_, one in read_described(folder).get("indicators", {}).items()}
    page, document = folder / "report.html", folder / "report.docx"
    if page.exists():
        _page(page.read_text(encoding="utf-8"), found)
    if document.exists():
        _document(document, found)
    return list(found.values())


def _defined(id_: str, one: Mapping[str, Any]) -> Shown:
    positive, excluded = ([str(code) for code in one[name]] for name in ("options", "left_out"))
    among = {axis: [str(code) for code in codes] for axis, codes in one["among"].items()}
    counts = [(one["n_base"], one["n_positive"])] if "n_positive" in one else []
    return Shown(id_, one["survey"], one["question"], positive, one["base"], excluded, among, counts)


def read_shares(folder: Path) -> dict[str, list[tuple[str, Printed | None]]]:
    """Read of each survey's title the groups of who answered, with their share of the respondents, in percent."""
    page = folder / "report.html"
    html = without_pictures(page.read_text(encoding="utf-8")) if page.exists() else ""
    found = {}
    for title, table in re.findall(r'<h3>([^<]*)</h3>(?:(?!<h3>).)*?<table class="who">(.*?)</table>', html, re.S):
        cells = (
            re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in re.findall(r"<tr>(.*?)</tr>", table, re.S)
        )
        found[unescape(title)] = [(unescape(row[0]), number(row[2])) for row in cells if "%" in row[1]]
    return found


@cache
def _patterns(code: str) -> list[re.Pattern[str]]:
    """Make a message into patterns that find it, one a language."""
    patterns = []
    for words in catalogue()[code]:
        parts = re.split(r"\{(\w+)[^}]*\}", words)
        names = (rf"(?P<{part}>[0-9,.]+%?)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
        patterns.append(re.compile("".join(names)))
    return patterns


@lru_cache(maxsize=2)  # of a page that is looked through for one thing after the other
def without_pictures(html: str) -> str:
    """Leave the pictures out of a page."""
    return re.sub(r"<svg.*?</svg>", "", html, flags=re.S)


def _page(html: str, found: Mapping[str, Shown]) -> None:
    """Take in what the page tells of the indicators."""
    for article in re.findall(r"<article.*?</article>", without_pictures(html), re.S):
        name = re.search(r'<h4 id="i-[^"]*">(.*?)</h4>', article, re.S)
        one = found.get(_id(unescape(name[1]))) if name else None
        if one is None:
            continue
        _sentences(one, unescape(re.sub(r"<[^>]+>", "\n", article)).split("\n"))
    for id_, rows in _groups(html, "domains"):
        if id_ in found:
            found[id_].rows = rows


_SECTION = re.compile(r'<section class="sheet" aria-labelledby="g-([^"]*)">(.*?)</section>', re.S)


def _groups(html: str, kind: str) -> Iterator[tuple[str, list[Row]]]:
    """Yield the indicators of the page's appendix with their groups, of tables of one class."""
    for name, section in _SECTION.findall(without_pictures(html)):
        table = re.search(rf'<table class="{kind}">(.*?)</table>', section, re.S)
        if table is not None:
            yield unescape(name), list(_rows(table[1]))


def read_measured(folder: Path) -> list[tuple[str, list[Row]]]:
    """Read the groups of indicators that are no share of options; ``percent`` of a row is its value."""
    page = folder / "report.html"
    return list(_groups(page.read_text(encoding="utf-8"), "domains measured")) if page.exists() else []


def read_groups(folder: Path) -> list[tuple[str, list[Row]]]:
    """Read the same of open_data_groups.csv."""
    path = folder / GROUPS
    if not path.exists():
        return []
    found: dict[str, list[Row]] = {}
    columns = ("indicator", "axis", "category", "n_base", "value")
    for id_, axis, category, n, value in pl.read_csv(path, infer_schema=False).select(columns).iter_rows():
        found.setdefault(id_, []).append(Row(axis, category, number(n or ""), number(value or "")))
    return list(found.items())


def _id(heading: str) -> str:
    return heading.split("\u3000", 1)[0].strip()


def _rows(table: str) -> Iterator[Row]:
    axis = ""
    for row in re.findall(r"<tr>(.*?)</tr>", table, re.S):
        if head := re.search(r'class="group">(.*?)</th>', row, re.S):
            axis = unescape(head[1])
        elif label := re.search(r'<th scope="row">(.*?)</th>', row, re.S):
            n, percent, *_ = re.findall(r'<td class="num">(.*?)</td>', row, re.S)
            for mark in catalogue()["rep_reference_mark"]:
                n = n.replace(mark, "")
            yield Row(axis, unescape(label[1]), number(unescape(n)), number(unescape(percent)))


def _sentences(one: Shown, lines: Sequence[str]) -> None:
    """Take in the counts and the percents that sentences tell."""
    rules = [re.escape(words) for words in catalogue()[f"rep_rule_{RULE_WITHOUT_UNSURE}"]]
    for line in lines:
        for pattern in _patterns("rep_count_of"):
            if found := pattern.search(line):
                counts = (int(found["n_base"].replace(",", "")), int(found["n_positive"].replace(",", "")))
                one.counts += [counts] if counts not in one.counts else []
        for percent in re.findall(rf"(?:{'|'.join(rules)}) ([0-9.]+%)", line):
            value = number(percent)
            one.without_unsure += [value] if value is not None and value not in one.without_unsure else []


def _document(path: Path, found: Mapping[str, Shown]) -> None:
    """Take in the same of the document, whose rows and paragraphs begin with an indicator's name."""
    import docx

    document = docx.Document(str(path))
    one: Shown | None = None
    for table in document.tables:
        for row in table.rows:
            name, *cells = row.cells
            if (one := found.get(_id(name.text))) is not None:
                _sentences(one, [line for cell in cells for line in cell.text.split("\n")])
    one = None
    for paragraph in document.paragraphs:
        one = found.get(_id(paragraph.text), one)
        if one is not None:
            _sentences(one, paragraph.text.split("\n"))
