"""What a stranger can work out from the public files of a run, read back as they were written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from typing import Any

import polars as pl

from kumin.disclosure.policy import suppresses
from kumin.disclosure.solve import Name, Range, ranges
from kumin.errors import UsageError
from kumin.messages import text
from kumin.past.store import RESULT_FILE as RECORD
from kumin.tables.crossing import Axis, crossed, parts_of
from kumin.writers.atomic import all_or_nothing_file
from kumin.writers.auditing.documents import lines_not_on_pages
from kumin.writers.auditing.facts import QuestionFacts, size_facts
from kumin.writers.auditing.measured import measured_tells
from kumin.writers.auditing.public_files import (
    PUBLIC_FILES,
    Shown,
    read_described,
    read_shares,
    read_shown,
)
from kumin.writers.auditing.report import report_tells

MOST_LINES = 10
MOST_SIGNS = 60
"""What is said of lines that are on no page: so many of them, and so much of each."""


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
    narrow : int
        Hidden counts, below k or of all but fewer than k, of groups whose n is shown that fewer than k numbers fit,
        though the numbers of everyone leave more.
    narrow_of : tuple of tuple
        Survey and question of those.
    elsewhere : tuple of tuple
        Lines with numbers of documents, slides and pictures that are on no page: file and line.
    narrowest : int or None
        The fewest whole numbers that fit a hidden count that may be of 1 to k - 1 people, at most k; None without one.
    forced : int
        Counts below k that the numbers of everyone alone, which are published in any case, narrow to fewer than k.
    nobody : int
        Hidden counts that can only be 0.
    unsolved : tuple of tuple
        Survey and question whose numbers contradict each other.
    """

    k: int
    hidden: int
    told: tuple[tuple[str, str, str, str], ...]
    narrow: int
    narrowest: int | None
    forced: int
    nobody: int
    unsolved: tuple[tuple[str, str], ...]
    elsewhere: tuple[tuple[str, str], ...] = ()
    narrow_of: tuple[tuple[str, str], ...] = ()

    @property
    def questions(self) -> frozenset[tuple[str, str, Axis]]:
        """Survey, question or indicator, and axis (may be empty) of which something is given away."""
        places = {(survey, question, _axis_of_group(group)) for survey, question, group, _ in self.told}
        return frozenset(places | {(*one, ()) for one in (*self.unsolved, *self.narrow_of)})

    @property
    def passed(self) -> bool:
        """Whether nothing is given away."""
        return not (self.told or self.unsolved or self.narrow or self.elsewhere)


def _group_named(members: Iterable[tuple[str, str]]) -> str:
    """Name a group that something is told of: sex=2*age=3."""
    return crossed("=".join(member) for member in members)


def _axis_of_group(group: str) -> Axis:
    """Return the questions that a group is of: sex and age of sex=2*age=3, sex*age=2*3 and sex*age:2*3."""
    if not group:
        return ()
    # from the last sign on there are codes alone, and in a label may be any
    names = re.sub("[=:][^=:]*$", "", group)
    return tuple(re.split("[=:]", one)[0] for one in parts_of(names))


def _told_words(told: tuple[str, str, str, str], lang: str | None) -> str:
    """Name what is given away; the number of people of a group is of no question and no option."""
    kinds = ("survey", "question", "group", "option")
    parts = (text(f"audit_part_{kind}", lang, name=name) for kind, name in zip(kinds, told, strict=True) if name)
    return text("list_joiner", lang).join(parts)


def lines_of(found: Audit, lang: str | None = None) -> list[str]:
    """Word what came of an audit: what is given away, or that nothing is."""
    if not suppresses(found.k):
        return [text("audit_off", lang, k=found.k)]
    lines = [text("audit_told_line", lang, parts=_told_words(one, lang)) for one in found.told]
    lines += [text("audit_unsolved_line", lang, survey=one, question=question) for one, question in found.unsolved]
    lines += [
        text("audit_elsewhere_line", lang, name=name, line=line[:MOST_SIGNS])
        for name, line in found.elsewhere[:MOST_LINES]
    ]
    if found.elsewhere:
        lines.append(text("audit_elsewhere", lang, count=len(found.elsewhere)))
    if found.told:
        lines.append(text("audit_told", lang, k=found.k, count=len(found.told)))
    if found.narrow:
        lines.append(text("audit_narrow", lang, k=found.k, count=found.narrow))
    if found.passed:
        code = "audit_passed" if found.narrowest is not None else "audit_nothing"
        lines.append(text(code, lang, k=found.k, hidden=found.hidden, narrowest=found.narrowest))
    return lines


def audit_record(found: Audit, lang: str | None = None) -> dict[str, Any]:
    """Return what the record of a run keeps of an audit: its numbers, whether it passed, and its lines."""
    return asdict(found) | {"passed": found.passed, "lines": lines_of(found, lang)}


def withheld(folder: Path, found: Audit, *, beside: bool = False) -> list[str]:
    """Take public files out of a folder where an audit did not pass; return their names.

    Those with numbers that are on no page, where that is all. Else all of them, any of which may tell what another
    hides; ``beside``: what they tell together with an earlier release.
    """
    if found.passed and not beside:
        return []
    some = {name for name, _ in found.elsewhere} if not (beside or found.questions) else set(PUBLIC_FILES)
    names = [name for name in PUBLIC_FILES if name in some and (folder / name).exists()]
    for name in names:
        (folder / name).unlink()
    return names


def record(folder: Path, k: int | None = None, lang: str | None = None) -> Audit:
    """Audit a folder of results, and keep what came of it in its result.json.

    Parameters
    ----------
    folder : Path
        A folder that ``kumin run`` wrote.
    k : int, optional
        Threshold; default that of the run.
    lang : {"ja", "en"}, optional
        Language of the lines.

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
    written["audit"] = audit_record(found, lang)
    with all_or_nothing_file(folder / RECORD) as path:
        path.write_text(json.dumps(written, ensure_ascii=False, indent=2, allow_nan=False) + "\n", encoding="utf-8")
    return found


def audit(folder: Path, k: int) -> Audit:
    """Solve for every hidden count of open_data.csv with all that it, report.html and report.docx show.

    The tables of survey_report.html must show nothing that open_data.csv hides; its document, slides and charts, and
    charts.zip and priorities.csv, nothing that is on no page.

    Parameters
    ----------
    folder : Path
        A folder of results.
    k : int
        Threshold of suppression.
    """
    data = pl.read_csv(folder / "open_data.csv", infer_schema=False)
    if not suppresses(k):
        return Audit(k, 0, (), 0, None, 0, 0, ())
    shown = read_shown(folder)
    hidden, nobody, narrow, forced = 0, 0, 0, 0
    told: list[tuple[str, str, str, str]] = []
    widths: list[int] = []
    unsolved: list[tuple[str, str]] = []
    narrow_of: list[tuple[str, str]] = []
    for (survey, question), part in data.group_by("survey", "question", maintain_order=True):
        found = _question(part, [one for one in shown if (one.survey, one.question) == (survey, question)], k)
        if found is None:
            unsolved.append((str(survey), str(question)))
            continue
        hidden += len(found.ranges)
        narrow, forced = narrow + len(found.narrow), forced + len(found.forced)
        narrow_of += [(str(survey), str(question))] if found.narrow else []
        for name, one in found.ranges.items():
            nobody += one.most == 0
            if name in found.forced:
                continue
            if one.least < k and one.most > 0:
                widths.append(min(one.values, k))
            if one.tells_small(k):
                group = _group_named(name[0])
                told.append((str(survey), str(question), group, name[1]))
    sizes, contradict = _sizes(folder, data, shown, k)
    told += [*sizes, *report_tells(folder, data, k), *measured_tells(folder, data, k)]
    unsolved += contradict
    narrowest, elsewhere = min(widths, default=None), tuple(lines_not_on_pages(folder))
    return Audit(
        k, hidden, tuple(told), narrow, narrowest, forced, nobody, tuple(unsolved), elsewhere, tuple(narrow_of)
    )


@dataclass(frozen=True)
class _Solved:
    """The ranges of a question's hidden counts, those that are narrow, and of these those that are so in any case."""

    ranges: dict[Name, Range]
    narrow: set[Name]
    forced: set[Name]


def _question(part: pl.DataFrame, shown: list[Shown], k: int) -> _Solved | None:
    """Solve for the hidden counts of one question; several answers a person where one would contradict the numbers."""
    for single in (True, False):
        reader = QuestionFacts(part, single=single)
        for one in shown:
            reader.learn_page(one)
        wanted = [name for name in reader.wanted if name in reader.facts.place]
        found = ranges(reader.facts, wanted, k)
        if found is None:
            continue
        narrow = {name for name, one in found.items() if is_narrow(one, reader.bases.get(name[0]), k)}
        if not narrow:
            return _Solved(found, set(), set())
        public = QuestionFacts(part, single=single, groups=False)
        for one in shown:
            public.learn_everyone(one)
        anyway = ranges(public.facts, [name for name in narrow if name in public.facts.place], k) or {}
        forced = {name for name, one in anyway.items() if _is_forced(found[name], one, reader.bases[name[0]], k)}
        return _Solved(found, narrow - forced, forced)
    return None


def is_narrow(one: Range, base: int | None, k: int) -> bool:
    """Whether a count of a group whose n is known is known more closely than to k numbers, below k or near all."""
    if base is None or one.values >= min(k, base + 1):
        return False
    return (one.most < k and one.most > 0) or (one.least > base - k and one.least < base)


def _is_forced(one: Range, anyway: Range, base: int, k: int) -> bool:
    """Whether a narrow range holds all that the numbers of everyone leave below k, or near all."""
    if anyway.values >= min(k, base + 1):
        return False  # of so many only a part is known
    least, most = (anyway.least, min(anyway.most, k - 1)) if one.most < k else (max(anyway.least, base - k + 1), base)
    return one.least <= least and one.most >= min(most, anyway.most)


def _sizes(
    folder: Path, data: pl.DataFrame, shown: list[Shown], k: int
) -> tuple[list[tuple[str, str, str, str]], list[tuple[str, str]]]:
    """List the hidden sizes of groups that only one number below k fits, and surveys whose sizes contradict."""
    described = read_described(folder).get("surveys", {})
    shares = read_shares(folder)
    told, unsolved = [], []
    for (survey,), part in data.group_by("survey", maintain_order=True):
        about = described.get(str(survey), {})
        of_survey = [one for one in shown if one.survey == survey]
        facts, wanted = size_facts(part, shares.get(about.get("title"), []), of_survey, about.get("used"))
        found = ranges(facts, wanted, k) if wanted else {}
        if found is None:
            unsolved.append((str(survey), ""))
            continue
        known = {group for one in of_survey for group in _spoken_of(one, k)}
        for (group, _), one in found.items():
            if one.tells_small(k) and group not in known:
                told.append((str(survey), "", _group_named(group), ""))
    return told, unsolved


def _spoken_of(one: Shown, k: int) -> Iterator[tuple[tuple[str, str], ...]]:
    """Yield the groups of an indicator that is itself of fewer than k people: its n is published in any case."""
    if one.among and any(n < k for n, _ in one.counts):
        yield from product(*([(axis, code) for code in one.among[axis]] for axis in sorted(one.among)))
