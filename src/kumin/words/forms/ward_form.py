"""The form a ward hands in (共通様式), in words: its headings in their order, and what stands under each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kumin.numbers import NONE, era_of, shortest

if TYPE_CHECKING:
    from kumin.definitions import ManagementIssue
    from kumin.words.report import IndicatorView, IssueView, ReportView
    from kumin.words.words import Words

NO_MARK = "－"
"""What the form has in the place of a value or mark that there is not."""

_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True)
class FormResult:
    """An indicator in the form: its number in a circle (none where there is one only), value, mark, last year."""

    number: str
    text: str
    result: str
    mark: str
    previous: str


@dataclass(frozen=True)
class FormIssue:
    """A 経営課題 in the form.

    Attributes
    ----------
    heading, short : str
        「経営課題１　…」 and 「【経営課題１】」.
    budgets : tuple of (heading, amount)
        「3決算額」, 「４６百万円」.
    """

    heading: str
    short: str
    budgets: tuple[tuple[str, str], ...]
    recognition: tuple[str, ...]
    strategies: tuple[str, ...]
    results: tuple[FormResult, ...]
    self_evaluation: tuple[str, ...]
    future_policy: tuple[str, ...]


@dataclass(frozen=True)
class WardForm:
    """The whole form; ``result`` and ``legend`` head the results, the legend empty on another scale than A/B."""

    title: str
    head: str
    goal: str
    mission: str
    policy_heading: str
    policy: tuple[str, ...]
    result: str
    legend: str
    issues: tuple[FormIssue, ...]


def wide(value: object, words: Words) -> str:
    """Write digits full-width, as the Japanese form does: 令和５年度."""
    return str(value).translate(_WIDE) if words.lang == "ja" else str(value)


def circled(number: int) -> str:
    """Write a number in a circle: ①; (21) where there is none."""
    return _CIRCLED[number - 1] if 1 <= number <= len(_CIRCLED) else f"({number})"


def bullets(items: Sequence[str], *, always: bool = False) -> tuple[str, ...]:
    """Begin each of several items with ・."""
    return tuple(f"・{item}" for item in items) if len(items) > 1 or (always and items) else tuple(items)


def ward_form(view: ReportView) -> WardForm:
    """Word the form of a run."""
    words, plan = view.words, view.result.plan.plan
    year = view.result.fiscal_year
    pillars = (
        words.text("ward_form_pillar", number=wide(place, words), pillar=pillar)
        for place, pillar in enumerate(plan.pillars, 1)
    )
    return WardForm(
        title=plan.title,
        head=words.text("ward_form_head", head=plan.head) if plan.head else "",
        goal=plan.goal,
        mission=plan.mission,
        policy_heading=words.text("ward_form_policy", year=wide(words.named_year(year), words)),
        policy=(*plan.basic_policy, *pillars),
        result=words.text("ward_form_result", year=short_year(year, words, full_width=True)),
        legend=words.text("ward_form_legend") if view.plain_marks else "",
        issues=tuple(_issue(issue, words) for issue in view.issues),
    )


def short_year(year: int, words: Words, *, full_width: bool = False) -> str:
    """Name a year as the form's headings do, by its number in the era alone: 3 (決算額), ５ (年度実績)."""
    if words.lang != "ja":
        return str(year)
    number = era_of(year)[1]
    name = words.text("era_first") if number == 1 else str(number)
    return wide(name, words) if full_width else name


def budget_headings(issue: ManagementIssue, words: Words) -> tuple[tuple[str, float], ...]:
    """Return the headings of an issue's money with the amounts in million yen: 3決算額, 46."""
    return tuple(
        (words.text(f"ward_form_{line.kind}", year=short_year(line.year, words)), line.million_yen)
        for line in issue.budgets
    )


def _issue(issue: IssueView, words: Words) -> FormIssue:
    definition = issue.definition
    several = len(issue.indicators) > 1
    id_ = wide(definition.id, words)
    return FormIssue(
        heading=words.text("ward_form_issue", id=id_, title=definition.title),
        short=words.text("ward_form_of_issue", id=id_),
        budgets=tuple(
            (heading, wide(words.text("rep_budget_million", amount=shortest(amount, grouped=True)), words))
            for heading, amount in budget_headings(definition, words)
        ),
        recognition=bullets(definition.recognition),
        strategies=bullets(definition.strategies),
        results=tuple(_result(one, circled(place) if several else "") for place, one in enumerate(issue.indicators, 1)),
        self_evaluation=bullets(definition.self_evaluation, always=True),
        future_policy=bullets(definition.future_policy, always=True),
    )


def _result(one: IndicatorView, number: str) -> FormResult:
    def said(value: str) -> str:
        return NO_MARK if value == NONE else value

    return FormResult(
        number, one.text, said(one.values["percent"]), one.mark or NO_MARK, said(one.values["previous_dated"])
    )
