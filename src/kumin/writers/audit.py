"""What a stranger can work out from the public files of a run, read back as they were written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from html import unescape
from pathlib import Path
from typing import Any

import polars as pl

from kumin.disclosure.solve import Facts, Group, Name, Range, ranges
from kumin.errors import UsageError
from kumin.past.store import RESULT_FILE as RECORD
from kumin.tables.axes import UNKNOWN
from kumin.writers.atomic import all_or_nothing_file

BLANK = str(UNKNOWN)
EVERYONE: Group = ()
N = "n"


@dataclass(frozen=True)
class Audit:
    """What was tried, and what came of it.

    Attributes
    ----------
    k : int
        Threshold of the published files.
    hidden : int
        Hidden counts of groups that can be recognised.
    told : tuple of tuple
        Those that may be below k and that only one number fits: survey, question, group, option.
    narrowest : int or None
        The fewest whole numbers that fit a hidden count that may be of 1 to k - 1 people, at most k; None without one.
    nobody : int
        Hidden counts that can only be 0.
    unsolved : tuple of tuple
        Survey and question whose numbers contradict each other.
    """

    k: int
    hidden: int
    told: tuple[tuple[str, str, str, str], ...]
    narrowest: int | None
    nobody: int
    unsolved: tuple[tuple[str, str], ...]


def record(folder: Path, k: int | None = None) -> Audit:
    """Audit a folder of results, and keep what came of it in its result.json.

    Parameters
    ----------
    folder : Path
        A folder that ``kumin run`` wrote.
    k : int, optional
        Threshold; default that of the run.

    Raises
    ------
    UsageError
        The folder is none of a run with answers, or its files cannot be read.
    """
    try:
        written = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        found = audit(folder, written["disclosure"]["k"] if k is None else k)
    except (OSError, ValueError, KeyError, TypeError, pl.exceptions.PolarsError):
        raise UsageError("audit_no_results", path=folder) from None
    written["audit"] = asdict(found)
    with all_or_nothing_file(folder / RECORD) as path:
        path.write_text(json.dumps(written, ensure_ascii=False, indent=2, allow_nan=False) + "\n", encoding="utf-8")
    return found


def audit(folder: Path, k: int) -> Audit:
    """Solve for every hidden count of open_data.csv with all that it and report.html show.

    Parameters
    ----------
    folder : Path
        A folder of results.
    k : int
        Threshold of suppression.
    """
    data = pl.read_csv(folder / "open_data.csv", infer_schema=False)
    page = folder / "report.html"
    shown = list(_indicators(page.read_text(encoding="utf-8"))) if page.exists() else []
    hidden, nobody, told, narrowest, unsolved = 0, 0, [], [], []
    for (survey, question), part in data.group_by("survey", "question", maintain_order=True):
        found = _question(part, [one for one in shown if one["question"].endswith(part["question_text"][0])], k)
        if found is None:
            unsolved.append((str(survey), str(question)))
            continue
        hidden += len(found)
        for (group, option), one in found.items():
            nobody += one.most == 0
            if one.least < k and one.most > 0:
                narrowest.append(min(one.values, k))
            if one.values == 1 and 0 < one.least < k:
                told.append((str(survey), str(question), "*".join("=".join(member) for member in group), option))
    return Audit(k, hidden, tuple(told), min(narrowest, default=None), nobody, tuple(unsolved))


def _question(part: pl.DataFrame, shown: list[dict[str, Any]], k: int) -> dict[Name, Range] | None:
    """Solve for the hidden counts of one question; several answers a person where one would contradict the numbers."""
    for single in (True, False):
        facts, wanted = _facts(part, single=single)
        for one in shown:
            _learn_page(facts, part, one)
        found = ranges(facts, [name for name in wanted if name in facts.place], k)
        if found is not None:
            return found
    return None


def _facts(part: pl.DataFrame, *, single: bool) -> tuple[Facts, list[Name]]:
    """Take in a question's rows of the open data: what is shown, and the sums that hold between all counts."""
    numbers = part.select(pl.col("n_base", "n_positive").cast(pl.Int64, strict=False))
    facts = Facts(most=max([int(value) for name in numbers for value in name.drop_nulls()], default=0) or 100_000)
    wanted: list[Name] = []
    options = part["option"].unique(maintain_order=True).to_list()
    axes: dict[str, list[str]] = {}
    columns = ("axis", "category", "option", "n_base", "n_positive")
    for axis, category, option, n_base, n in part.select(columns).iter_rows():
        group: Group = ((axis, category),) if axis else EVERYONE
        if axis and category not in axes.setdefault(axis, []):
            axes[axis].append(category)
        for name, value in (((group, N), n_base), ((group, option), n)):
            if value:
                facts.learn({name: 1}, int(value), int(value))
            elif name not in wanted and category != BLANK:
                wanted.append(name)
        facts.learn({(group, N): 1, (group, option): -1}, 0, facts.most)
    groups: list[Group] = [EVERYONE, *(((axis, one),) for axis, found in axes.items() for one in found)]
    if single:
        for group in groups:
            facts.learn({(group, N): -1, **{(group, option): 1 for option in options}}, 0, 0)
    for axis, found in axes.items():
        for kind in (N, *options):
            facts.learn({(EVERYONE, kind): -1, **{(((axis, one),), kind): 1 for one in found}}, 0, 0)
    return facts, wanted


def _learn_page(facts: Facts, part: pl.DataFrame, one: dict[str, Any]) -> None:
    """Take in an indicator's percents by group, and by two attributes crossed, from the page."""
    labels = {
        (axis_label, label): (axis, category)
        for axis, axis_label, category, label in part.select(
            "axis", "axis_label", "category", "category_label"
        ).drop_nulls().unique().iter_rows()
    }  # fmt: skip
    crossed: set[tuple[str, str]] = set()
    for axis_label, label, n, percent in one["rows"]:
        group = _group(labels, axis_label, label)
        if group is None or not n.isdigit():
            continue
        names: dict[Name, int] = {(group, option): 1 for option in one["positive"]}
        if len(group) == 2:
            crossed.add((group[0][0], group[1][0]))
        # of an indicator that leaves options out, n is not who answered
        facts.learn({(group, N): 1}, int(n), facts.most)
        if re.fullmatch(r"[0-9.]+%", percent):
            half = 0.5 * 10.0 ** -len(percent.rstrip("%").partition(".")[2])
            value = float(percent.rstrip("%"))
            facts.learn(names, (value - half) / 100 * int(n) - 1e-9, (value + half) / 100 * int(n) + 1e-9)
    for first, second in crossed:
        _learn_crossing(facts, labels, first, second)


def _learn_crossing(facts: Facts, labels: dict[tuple[str, str], tuple[str, str]], first: str, second: str) -> None:
    """Crossings of two attributes add to each of them, in every count."""
    categories = {axis: [one for of, one in labels.values() if of == axis] for axis in (first, second)}
    kinds = {name[1] for name in facts.place if len(name[0]) == 1}
    for kind in kinds:
        for one in categories[first]:
            parts: dict[Name, int] = {(((first, one), (second, other)), kind): 1 for other in categories[second]}
            facts.learn({(((first, one),), kind): -1, **parts}, 0, 0)
        for other in categories[second]:
            parts = {(((first, one), (second, other)), kind): 1 for one in categories[first]}
            facts.learn({(((second, other),), kind): -1, **parts}, 0, 0)


def _group(labels: dict[tuple[str, str], tuple[str, str]], axis: str, label: str) -> Group | None:
    """Understand a group of the page by the names of the open data's groups."""
    if (axis, label) in labels:
        return (labels[axis, label],)
    first, _, second = axis.partition(" × ")
    for (of, name), member in labels.items():
        if of == first and label.startswith(name):
            for (other_of, other), other_member in labels.items():
                if other_of == second and label[len(name) :].endswith(other) and len(label) > len(name) + len(other):
                    return (member, other_member)
    return None


def _indicators(html: str) -> Iterator[dict[str, Any]]:
    """Read each indicator of a page: its question, the options that count, and its table by group."""
    for article in re.findall(r"<article.*?</article>", html, re.S):
        question = re.search(r'<p class="question">(.*?)</p>', article, re.S)
        options = re.search(r'<table class="options">(.*?)</table>', article, re.S)
        domains = re.search(r'<table class="domains">(.*?)</table>', article, re.S)
        if question is None or options is None or domains is None:
            continue
        rows = re.findall(r'<th scope="row">(?:<svg.*?</svg>)?([0-9]+) (.*?)</th>', options[1], re.S)
        axis, found = "", []
        for row in re.findall(r"<tr>(.*?)</tr>", domains[1], re.S):
            if head := re.search(r'class="group">(.*?)</th>', row, re.S):
                axis = unescape(head[1])
            elif label := re.search(r'<th scope="row">(.*?)</th>', row, re.S):
                n, percent, *_ = re.findall(r'<td class="num">(.*?)</td>', row, re.S)
                found.append((axis, unescape(label[1]), re.sub(r"[^0-9x]", "", n), percent))
        yield {
            "question": unescape(question[1]),
            "positive": [code for code, words in rows if 'class="counts"' in words],
            "rows": found,
        }
