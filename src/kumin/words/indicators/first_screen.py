"""What a report says first: the marks by how far they hold, what is news, and whose answers are no random sample."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kumin.definitions.survey import NOT_RANDOM
from kumin.judgement.change import FELL, ROSE, WITHIN_BOUNDS, WITHIN_ERROR
from kumin.judgement.verdicts.verdict import Step
from kumin.result import judgement_of
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.result import Result
    from kumin.words.report import IndicatorView, ReportView

TOLD = (ROSE, FELL, WITHIN_ERROR, WITHIN_BOUNDS)
"""Statements that tell whether a change is a real one."""


@dataclass(frozen=True)
class Group:
    """Indicators whose marks hold equally far.

    Attributes
    ----------
    mark : str
        Their mark; empty where the group has several or none.
    heading : str
        In words.
    indicators : tuple of IndicatorView
        In the plan's order.
    """

    mark: str
    heading: str
    indicators: tuple[IndicatorView, ...]


def verdict_groups(view: ReportView) -> list[Group]:
    """Sort the indicators: the best mark where it holds, what depends on something, the other marks, the rest.

    Parameters
    ----------
    view : ReportView
        The run in words.

    Returns
    -------
    list of Group
        Without empty ones; every indicator is in one.
    """
    steps = {one.indicator.id: one.verdict.step for one in view.result.items}
    parts: dict[str, list[IndicatorView]] = {}
    for one in view.indicators:
        step = steps.get(one.id)
        key = "" if not one.mark else step.value if step in (Step.DEPENDS, Step.UNKNOWN) else f"={one.mark}"
        parts.setdefault(key, []).append(one)
    marks = sorted(key for key in parts if key.startswith("="))
    # what depends stands between the best mark and the others
    order = [*marks[:1], Step.DEPENDS.value, *marks[1:], Step.UNKNOWN.value, ""]
    if marks and not view.plain_marks:
        order = [*marks, Step.DEPENDS.value, Step.UNKNOWN.value, ""]
    elif marks == ["=B"]:
        order = [Step.DEPENDS.value, "=B", Step.UNKNOWN.value, ""]
    return [
        Group(key[1:] if key in marks else "", _heading(key, view), tuple(parts[key])) for key in order if key in parts
    ]


def _heading(key: str, view: ReportView) -> str:
    words = view.words
    if not key.startswith("="):
        return words.text(f"first_{key or 'none'}")
    mark = key[1:]
    plain = view.plain_marks and mark in ("A", "B")
    return words.text("first_met" if mark == "A" else "first_missed") if plain else words.text("first_mark", mark=mark)


def news_sentences(result: Result, words: Words) -> Iterator[str]:
    """Say how many indicators really moved since the year before, which, and of how many that is not known.

    Counted from the changes of the evidence; numbers from no survey have no sampling error and are not counted.
    """
    changes = {one.indicator.id: one.change for one in result.items if one.change is not None}
    stated = {id_: change.statement for id_, change in changes.items() if change.statement is not None}
    if not stated:
        return
    years = {changes[id_].before.year for id_ in stated}
    since = words.text("rep_since_last_year" if years <= {None, result.fiscal_year - 1} else "first_since_before")
    told = [id_ for id_, statement in stated.items() if statement in TOLD]
    moved = [id_ for id_ in told if stated[id_] in (ROSE, FELL)]
    if moved:
        parts = (
            words.text(f"first_{way}", names=words.joined(_names(result, [id_ for id_ in moved if stated[id_] == way])))
            for way in (ROSE, FELL)
            if way in stated.values()
        )
        which = words.joined(parts, "first_joiner")
        yield words.text("first_moved", since=since, count=len(moved), which=which)
    elif told:
        yield words.text("first_none_moved", since=since, count=len(told))
    if len(told) < len(stated):
        yield words.text("first_not_known", since=since, count=len(stated) - len(told))


def _names(result: Result, ids: list[str]) -> list[str]:
    named = (judgement_of(result, id_) for id_ in ids)
    return [f"{one.indicator.id} {one.indicator.title or one.indicator.text}" for one in named if one is not None]


def not_random_sentence(result: Result, words: Words) -> str:
    """Name the surveys of volunteers, participants and panels; empty where there are none."""
    plan = result.plan.plan
    found = [
        words.text("first_survey", title=survey.title, sampling=words.text(f"first_{survey.sampling}"))
        for survey in plan.surveys.values()
        if survey.sampling in NOT_RANDOM
    ]
    return words.text("first_not_random", surveys=words.joined(found)) if found else ""
