"""What a stranger reads in the public files of a run: tables and sentences of report.html and report.docx."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path

from kumin.messages import catalogue

PUBLIC_FILES = (
    "open_data.csv", "open_data.json", "report.html", "report.docx", "survey_report.html", "survey_report.docx",
    "charts.zip",
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
    question : str
        As printed.
    options : dict
        Words of each option, by code.
    positive : list of str
        Codes of those that count.
    n_options : Printed or None
        People in its table of answers.
    counts : list of tuple
        People in the base and those who count, as printed.
    without_unsure : list of Printed
        Percents, in sentences, of those who did not choose わからない.
    rows : list of Row
        Its groups.
    excluded : list of str
        Codes of the options that its base, those who answered, leaves out.
    """

    id: str
    question: str = ""
    options: dict[str, str] = field(default_factory=dict)
    positive: list[str] = field(default_factory=list)
    n_options: Printed | None = None
    counts: list[tuple[int, int]] = field(default_factory=list)
    without_unsure: list[Printed] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)


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


def read_shown(folder: Path) -> list[Shown]:
    """Read all public files of a folder but the open data; what there is not is not read."""
    found: dict[str, Shown] = {}
    page, document = folder / "report.html", folder / "report.docx"
    if page.exists():
        found = {one.id: one for one in _page(page.read_text(encoding="utf-8"))}
    if document.exists():
        _document(document, found)
    return list(found.values())


def read_shares(folder: Path) -> dict[str, list[tuple[str, Printed | None]]]:
    """Read of each survey's title the groups of who answered, with their share of the respondents, in percent."""
    page = folder / "report.html"
    html = _without_pictures(page.read_text(encoding="utf-8")) if page.exists() else ""
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


def _without_pictures(html: str) -> str:
    return re.sub(r"<svg.*?</svg>", "", html, flags=re.S)


def _page(html: str) -> Iterator[Shown]:
    for article in re.findall(r"<article.*?</article>", _without_pictures(html), re.S):
        name = re.search(r'<h4 id="i-[^"]*">(.*?)</h4>', article, re.S)
        if name is None:
            continue
        one = Shown(_id(unescape(name[1])))
        question = re.search(r'<p class="question">(.*?)</p>', article, re.S)
        one.question = unescape(question[1]) if question else ""
        options = re.search(r'<table class="options">(.*?)</table>', article, re.S)
        if options is not None:
            rows = re.findall(r'<th scope="row">([0-9]+) (.*?)</th>', options[1], re.S)
            one.options = {code: unescape(re.sub(r" <span.*", "", words)) for code, words in rows}
            one.positive = [code for code, words in rows if 'class="counts"' in words]
            foot = re.search(r'<tfoot>.*?<td class="num">(.*?)</td>', options[1], re.S)
            one.n_options = number(foot[1]) if foot else None
        domains = re.search(r'<table class="domains">(.*?)</table>', article, re.S)
        one.rows = list(_rows(domains[1])) if domains else []
        _sentences(one, unescape(re.sub(r"<[^>]+>", "\n", article)).split("\n"))
        yield one


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
        one.excluded = one.excluded or _excluded(line, one.options)
        for pattern in _patterns("rep_count_of"):
            if found := pattern.search(line):
                counts = (int(found["n_base"].replace(",", "")), int(found["n_positive"].replace(",", "")))
                one.counts += [counts] if counts not in one.counts else []
        for percent in re.findall(rf"(?:{'|'.join(rules)}) ([0-9.]+%)", line):
            value = number(percent)
            one.without_unsure += [value] if value is not None and value not in one.without_unsure else []


def _excluded(line: str, options: Mapping[str, str]) -> list[str]:
    """Return the codes of options that a sentence says are left out of those who answered."""
    for pattern in _excluding():
        if found := pattern.search(line):
            return [code for code, label in options.items() if label in found[1].split(BETWEEN)]
    return []


@cache
def _excluding() -> list[re.Pattern[str]]:
    """Make the words of a base that leaves options out into patterns, one a language."""
    both = zip(catalogue()["base_excluding"], catalogue()["base_answered"], strict=True)
    halves = (words.replace("{rule}", rule).split("{excluded}") for words, rule in both)
    return [re.compile(f"{re.escape(before)}(.+?){re.escape(after)}") for before, after in halves]


BETWEEN = " / "
"""Stands between options that a sentence says are left out of a base."""


def _document(path: Path, found: Mapping[str, Shown]) -> None:
    """Take in the same of the document, whose rows and paragraphs begin with an indicator's name."""
    import docx

    document = docx.Document(str(path))
    one: Shown | None = None
    for table in document.tables:
        for row in table.rows:
            cells = [cell.text for cell in row.cells]
            if (one := found.get(_id(cells[0]))) is not None:
                _sentences(one, [line for cell in cells[1:] for line in cell.split("\n")])
    one = None
    for paragraph in document.paragraphs:
        one = found.get(_id(paragraph.text), one)
        if one is not None:
            _sentences(one, paragraph.text.split("\n"))
