"""What a report says of a run, put into words once for the page, the document and the workbook's form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kumin.judgement.verdicts.verdict import Step
from kumin.numbers import shortest
from kumin.result import judgement_of
from kumin.words.audit import audit_lines
from kumin.words.indicators.criticisms import Line, Told, criticism_lines
from kumin.words.indicators.values import has_numbers, indicator_values
from kumin.words.indicators.verdict import headline_sentences
from kumin.words.survey import Shown, synthetic_words
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
        ``percent``, ``interval``, ``target``, ``verdict``, ``previous``, ``change``, ``n``, ``count`` as printed.
    evidence : tuple of str
        Sentences on how sure the judgement is.
    lines : tuple of Line
        What is asked of every indicator, answered: one each of :data:`kumin.words.indicators.criticisms.CRITICISMS`.
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
    lines: tuple[Line, ...]
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
    """A run in words, in one language.

    ``groups``: what may be shown of the groups of a survey; of one that is not there, everything.
    """

    result: Result
    words: Words
    issues: tuple[IssueView, ...] = field(default=())
    groups: Mapping[str, Shown] = field(default_factory=dict)

    @property
    def lang(self) -> str:
        """Language."""
        return self.words.lang

    @property
    def level(self) -> str:
        """Confidence level in percent, as printed."""
        return self.words.level

    @property
    def indicators(self) -> list[IndicatorView]:
        """Every indicator in the plan's order."""
        return [indicator for issue in self.issues for indicator in issue.indicators]

    @property
    def made(self) -> str:
        """When and with which version the report was made."""
        manifest = self.result.manifest
        return self.words.text("rep_made", time=self.words.time(manifest.time), version=manifest.versions["kumin"])

    @property
    def options(self) -> str:
        """How the run was called, in words."""
        return self.words.joined(self.words.options(self.result.manifest.options), "rep_list_joiner")

    def role(self, role: str) -> str:
        """Word what a file was to the run."""
        return self.words.role(role)

    @cached_property
    def title(self) -> str:
        """Title of the report."""
        return self.words.text("rep_title", title=self.result.plan.plan.title)

    @cached_property
    def verdict(self) -> str:
        """What the marks add up to, in one sentence."""
        counts = self.counts
        unjudged = counts.pop(None, 0)
        total = sum(counts.values()) + unjudged
        if set(counts) <= {"A", "B"} and self.plain_marks:
            verdict = self.words.text("rep_verdict", total=total, a=counts.get("A", 0), b=counts.get("B", 0))
        else:
            joined = ", ".join(f"{mark} {count}" for mark, count in counts.items())
            verdict = self.words.text("rep_verdict_other", total=total, counts=joined)
        return verdict + (self.words.text("rep_verdict_none", none=unjudged) if unjudged else "")

    @property
    def value_heading(self) -> str:
        """Heading of the column of values: 割合, or 値 where some are numbers with a unit."""
        return self.words.text("rep_value" if has_numbers(self.result) else "rep_percent")

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
    def depending(self) -> str:
        """How many marks depend on something; empty for none."""
        count = sum(one.verdict.step is Step.DEPENDS for one in self.result.items)
        return self.words.text("rep_verdict_depends", count=count) if count else ""

    @property
    def summary(self) -> str:
        """What the marks add up to and how many depend on something, as sentences."""
        return self.words.text("rep_sentences", first=self.verdict, second=self.depending).rstrip()

    @cached_property
    def audit(self) -> tuple[str, ...]:
        """What the checks of a plan's published numbers found; none of a run with answers."""
        return () if self.result.answers else tuple(audit_lines(self.result, self.words))

    @property
    def synthetic(self) -> str:
        """A warning where answers or a population are made up; else empty."""
        return synthetic_words(self.result, self.words)


def report_view(
    result: Result,
    words: Words,
    *,
    without_bases: frozenset[str] = frozenset(),
    without_weightings: frozenset[str] = frozenset(),
    groups: Mapping[str, Shown] | None = None,
    k: int | None = None,
) -> ReportView:
    """Word a run.

    Parameters
    ----------
    result : Result
        The run.
    words : Words
        The words of the output.
    without_bases : frozenset of str
        Indicators of which it is not said what other rules of the base would give.
    without_weightings : frozenset of str
        Indicators of which it is not said what another weighting would give.
    groups : mapping of survey key to Shown, optional
        What may be shown of a survey's groups; default everything.
    k : int, optional
        Groups of fewer people are not published; default the plan's.
    """
    rows = {row["indicator"]: row for row in result.judgements.iter_rows(named=True)}

    def allowed(one: Indicator) -> Told:
        shown = (groups or {}).get(one.survey, Shown())
        return Told(one.id not in without_bases, one.id not in without_weightings, shown, k)

    issues = tuple(
        IssueView(
            definition=issue,
            heading=words.text("rep_issue", id=issue.id, title=issue.title),
            budgets=tuple(_budgets(issue, words)),
            indicators=tuple(
                _indicator(result, one, rows.get(one.id, {}), words, allowed(one)) for one in issue.indicators
            ),
        )
        for issue in result.plan.plan.issues
    )
    return ReportView(result, words, issues, groups or {})


def _budgets(issue: ManagementIssue, words: Words) -> Iterator[tuple[str, str]]:
    for line in issue.budgets:
        heading = words.text(f"rep_budget_{line.kind}", year=words.named_year(line.year))
        yield heading, words.text("rep_budget_million", amount=shortest(line.million_yen, grouped=True))


def _indicator(result: Result, one: Indicator, row: dict[str, Any], words: Words, told: Told) -> IndicatorView:
    judged = judgement_of(result, one.id)
    mark = row.get("judgement") or ""
    mark_words = "" if mark else words.text("rep_not_judged")
    if mark in MARK_WORDS and result.plan.plan.scale_of(one) is None:
        mark_words = words.text(MARK_WORDS[mark])
    return IndicatorView(
        id=one.id,
        title=one.title or one.text,
        text=one.text,
        mark=mark,
        mark_words=mark_words,
        row=row,
        values=indicator_values(result, one, row, words),
        evidence=() if judged is None else tuple(headline_sentences(judged, words.to(judged.target.decimals))),
        lines=criticism_lines(result, one.id, words, told),
        flags=tuple(flag[:1].upper() + flag[1:] for flag in words.flags(row.get("flags") or "")),
        definition=one,
    )
