"""What a report says of a run, put into words once for the page, the document and the workbook's form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.messages import text
from kumin.numbers import counted, level_percent, percent_of, printed, shortest
from kumin.once import once_a_run
from kumin.result import frame_row
from kumin.words.evidence import evidence_sentences
from kumin.words.indicator import more_sentences
from kumin.words.lexicon import (
    flag_words,
    goal_words,
    named_year,
    option_words,
    role_words,
    synthetic_words,
    target_words,
    time_words,
)
from kumin.words.weighting import official_weighting
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.definitions import Indicator, ManagementIssue
    from kumin.result import Result

MARK_WORDS = {"A": "rep_achieved", "B": "rep_missed"}


@dataclass(frozen=True)
class IndicatorView:
    """One indicator in words.

    Attributes
    ----------
    id, title, text : str
        What it is; ``title`` is the short name, else the wording.
    mark, mark_words : str
        達成状況: ``A`` and 達成; empty where it was not judged.
    row : dict
        Its row of ``judgements``.
    values : dict of str
        ``percent``, ``interval``, ``target``, ``previous``, ``change``, ``n``, ``count`` as printed.
    evidence : tuple of str
        Sentences on how sure the judgement is.
    flags : tuple of str
        Warnings.
    """

    id: str
    title: str
    text: str
    mark: str
    mark_words: str
    row: dict[str, Any]
    values: dict[str, str]
    evidence: tuple[str, ...]
    flags: tuple[str, ...]
    definition: Indicator

    @property
    def label(self) -> str:
        """Id and short name."""
        return f"{self.id}　{self.title}"


@dataclass(frozen=True)
class IssueView:
    """One 経営課題 with its indicators."""

    definition: ManagementIssue
    heading: str
    budgets: tuple[tuple[str, str], ...]
    indicators: tuple[IndicatorView, ...]


@dataclass(frozen=True)
class ReportView:
    """A run in words, in one language."""

    result: Result
    lang: str
    level: str
    issues: tuple[IssueView, ...] = field(default=())

    @property
    def indicators(self) -> list[IndicatorView]:
        """Every indicator in the plan's order."""
        return [indicator for issue in self.issues for indicator in issue.indicators]

    @property
    def made(self) -> str:
        """When and with which version the report was made."""
        manifest = self.result.manifest
        time = time_words(manifest.time, self.lang)
        return text("rep_made", self.lang, time=time, version=manifest.versions["kumin"])

    @property
    def options(self) -> str:
        """How the run was called, in words."""
        return text("rep_list_joiner", self.lang).join(option_words(self.result.manifest.options, self.lang))

    def role(self, role: str) -> str:
        """Word what a file was to the run."""
        return role_words(role, self.lang)

    @cached_property
    def title(self) -> str:
        """Title of the report."""
        return text("rep_title", self.lang, title=self.result.plan.plan.title)

    @cached_property
    def verdict(self) -> str:
        """What the marks add up to, in one sentence."""
        counts = self.counts
        unjudged = counts.pop(None, 0)
        total = sum(counts.values()) + unjudged
        if set(counts) <= {"A", "B"} and self.plain_marks:
            words = text("rep_verdict", self.lang, total=total, a=counts.get("A", 0), b=counts.get("B", 0))
        else:
            joined = ", ".join(f"{mark} {count}" for mark, count in counts.items())
            words = text("rep_verdict_other", self.lang, total=total, counts=joined)
        return words + (text("rep_verdict_none", self.lang, none=unjudged) if unjudged else "")

    @property
    def plain_marks(self) -> bool:
        """Whether A and B mean 達成 and 未達成 for every indicator; on a scale of more marks they do not."""
        plan = self.result.plan.plan
        return all(plan.scale_of(indicator) is None for _, indicator in plan.indicators())

    @property
    def counts(self) -> dict[str | None, int]:
        """Indicators by mark, in the order of the marks; None: not judged."""
        return dict(self.result.judgements.group_by("judgement").len().sort("judgement", nulls_last=True).iter_rows())

    @cached_property
    def within_error(self) -> str:
        """How many marks are within sampling error; empty for none."""
        count = self.result.judgements.filter(pl.col("evidence") == "within_error").height
        return text("rep_verdict_error", self.lang, count=count) if count else ""

    @property
    def synthetic(self) -> str:
        """A warning where answers or a population are made up; else empty."""
        return synthetic_words(self.result, self.lang)


@once_a_run
def report_view(result: Result, lang: str, *, without_bases: frozenset[str] = frozenset()) -> ReportView:
    """Word a run; of the indicators ``without_bases`` not what other rules of the base would give."""
    percent = level_percent(result.level)
    rows = {row["indicator"]: row for row in result.judgements.iter_rows(named=True)}
    issues = tuple(
        IssueView(
            definition=issue,
            heading=text("rep_issue", lang, id=issue.id, title=issue.title),
            budgets=tuple(_budgets(issue, lang)),
            indicators=tuple(
                _indicator(result, one, rows.get(one.id, {}), lang, percent, bases=one.id not in without_bases)
                for one in issue.indicators
            ),
        )
        for issue in result.plan.plan.issues
    )
    return ReportView(result, lang, percent, issues)


def both_years(year: int, lang: str) -> str:
    """See :meth:`Words.both_years`."""
    return Words.of(lang).both_years(year)


def _budgets(issue: ManagementIssue, lang: str) -> Iterator[tuple[str, str]]:
    for line in issue.budgets:
        heading = text(f"rep_budget_{line.kind}", lang, year=named_year(line.year, lang))
        yield heading, text("rep_budget_million", lang, amount=shortest(line.million_yen, grouped=True))


def _indicator(
    result: Result, one: Indicator, row: dict[str, Any], lang: str, level: str, *, bases: bool
) -> IndicatorView:
    mark = row.get("judgement") or ""
    words = "" if mark else text("rep_not_judged", lang)
    if mark in MARK_WORDS and result.plan.plan.scale_of(one) is None:
        words = text(MARK_WORDS[mark], lang)
    return IndicatorView(
        id=one.id,
        title=one.title or one.text,
        text=one.text,
        mark=mark,
        mark_words=words,
        row=row,
        values=_values(result, one, row, lang),
        evidence=(
            *evidence_sentences(result, one.id, row, lang, level, bases=bases),
            *more_sentences(result, one.id, lang),
        ),
        flags=tuple(words[:1].upper() + words[1:] for words in flag_words(row.get("flags") or "", lang)),
        definition=one,
    )


def _values(result: Result, one: Indicator, row: dict[str, Any], lang: str) -> dict[str, str]:
    decimals = result.plan.plan.decimals_of(one)
    number_row = frame_row(result, "numbers", one.id)
    if number_row:
        return _number_values(number_row, older_year(result, one), lang)

    def percent(name: str) -> str:
        value = row.get(name)
        return "-" if value is None else f"{printed(value, decimals)}%"

    interval, target = "-", "-"
    if row.get("lower_percent") is not None:
        ends = (printed(row["lower_percent"], decimals), printed(row["upper_percent"], decimals))
        interval = text("rep_to", lang, lower=ends[0], upper=f"{ends[1]}%")
    if row.get("target_percent") is not None:
        target = _target(row, frame_row(result, "targets", one.id), lang)
    n_base, n_positive = row.get("n_base"), row.get("n_positive")
    count = "" if n_base is None else text("rep_base_only", lang, n_base=counted(n_base))
    weighted = official_weighting(result, one.id) is not None
    if n_base and weighted:
        count = text("rep_count_weighted_base", lang, n_base=counted(n_base))
    if n_positive is not None and n_base is not None:
        count = text("rep_count_of", lang, n_base=counted(n_base), n_positive=counted(n_positive))
        if n_base and weighted:
            unweighted = printed(percent_of(n_positive, n_base, decimals), decimals)
            facts = {"n_base": counted(n_base), "n_positive": counted(n_positive), "percent": unweighted}
            count = text("rep_count_weighted", lang, **facts)
    by = one.target.by
    statement = frame_row(result, "evidence", one.id).get("statement")
    return {
        "percent": percent("percent"),
        "interval": interval,
        "target": target,
        "target_by": "" if by is None else text("rep_year_end", lang, year=named_year(by, lang)),
        "previous": percent("previous_percent"),
        **_previous_words(percent("previous_percent"), older_year(result, one), lang),
        "change": printed(row.get("change_points"), decimals, signed=True),
        "n": counted(n_base),
        "count": count,
        "weighted": percent("weighted_percent"),
        "evidence": text(f"statement_{statement}", lang) if statement else "-",
    }


def _target(row: dict[str, Any], target: dict[str, Any], lang: str) -> str:
    if row["comparison"] == "between" and target["high_open"]:
        return goal_words(target, lang)
    high = target.get("high")
    if row["comparison"] == "between" and high is not None:
        return text("rep_to", lang, lower=shortest(row["target_percent"]), upper=f"{shortest(high)}%")
    return target_words(row["comparison"], row["target_percent"], lang)


def _number_values(row: dict[str, Any], older: int | None, lang: str) -> dict[str, str]:
    """Word an indicator that is a number with a unit, from no survey."""

    def words(value: float | None, *, signed: bool = False) -> str:
        if value is None:
            return "-"
        return f"{printed(value, row['decimals'], signed=signed, grouped=True)}{row['unit']}"

    target = words(row["target_value"])
    if row["comparison"] == "between":
        target = text("rep_to", lang, lower=target, upper=words(row["target_high"]))
    elif row["target_value"] is not None:
        target = text(f"comparison_{row['comparison']}", lang, target=target)
    previous = words(row["previous_value"])
    return {
        "percent": words(row["value"]), "interval": "-", "target": target, "target_by": "",
        "previous": previous, **_previous_words(previous, older, lang), "change": words(row["change"], signed=True),
        "n": "-", "count": "", "weighted": "-", "evidence": "-",
    }  # fmt: skip


def older_year(result: Result, one: Indicator) -> int | None:
    """Return the year the value before is of, where it is not the year before: 前年度 would name another."""
    name = "numbers" if one.unit else "changes"
    row = frame_row(result, name, one.id)
    value, year = row.get("previous_value" if one.unit else "previous_percent"), row.get("previous_year")
    return None if value is None or year is None or year == result.fiscal_year - 1 else int(year)


def _previous_words(value: str, older: int | None, lang: str) -> dict[str, str]:
    """Name the year before: its heading by itself, and the value as it stands under a heading of last year."""
    if older is None:
        return {"previous_heading": text("rep_last_result", lang), "previous_dated": value}
    year = named_year(older, lang)
    dated = text("rep_of_year", lang, value=value, year=year)
    return {"previous_heading": text("rep_result_of_year", lang, year=year), "previous_dated": dated}
