"""What a report says first: every indicator in one group, and what is news counted from the evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kumin.judgement.verdicts.verdict import Cause, Step, Turned
from kumin.result import Result
from kumin.words import words_of
from kumin.words.indicators.first_screen import news_sentences, not_random_sentence, verdict_groups
from kumin.words.report import report_view


def test_every_indicator_is_in_one_group_by_how_far_its_mark_holds(sample_result: Result) -> None:
    view = report_view(sample_result, words_of(sample_result, "ja"))
    groups = verdict_groups(view)
    assert [group.mark for group in groups] == ["A", "", "B"]
    assert sorted(one.id for group in groups for one in group.indicators) == sorted(one.id for one in view.indicators)
    depends = {one.indicator.id for one in sample_result.items if one.verdict.step is Step.DEPENDS}
    assert {one.id for one in groups[1].indicators} == depends
    assert all(one.mark == group.mark for group in groups if group.mark for one in group.indicators)


@pytest.mark.parametrize(
    ("lang", "holds", "depends"),
    [
        ("ja", "どの条件でも判定が変わらないもの（答えなかった人の影響は別です）", "判定が変わりうるもの"),
        ("en", "under every condition tried (the effect of those who did not answer is separate)", "could change"),
    ],
)
def test_a_heading_says_what_its_group_holds_against(
    sample_result: Result, lang: str, holds: str, depends: str
) -> None:
    """Where a mark is said to hold, no condition changes it, and what those who did not answer could do is not one."""
    verdicts = {one.indicator.id: one.verdict for one in sample_result.items}
    held = set()
    for group in verdict_groups(report_view(sample_result, words_of(sample_result, lang))):
        for one in group.indicators:
            conditions = verdicts[one.id].conditions
            assert Cause.NONRESPONSE not in conditions
            assert (holds in group.heading) is not bool(conditions)
            assert (depends in group.heading) is bool(conditions)
            held |= set() if conditions else {one.id}
    # some of the marks that hold could be changed by those who did not answer: the heading must not deny it
    assert any(verdicts[id_][Cause.NONRESPONSE].turned is Turned.YES for id_ in held)


class Changed:
    """An indicator's judgement whose change states something."""

    def __init__(self, one: Any, statement: str | None) -> None:
        self.indicator, self.verdict, self.target = one.indicator, one.verdict, one.target
        self.change = type("Change", (), {"statement": statement, "before": one.change.before})()


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (["rose", "fell", "rose", "within_error"], ["確かに変わったのは3指標"]),
        (["within_error", "within_bounds"], ["確かに変わったといえる指標はありません（確かめた2指標）"]),
        (["rose", "cannot_tell", "alike_unknown"], ["確かに変わったのは1指標", "2指標では分かりません"]),
        ([None], []),
    ],
)
def test_news_is_counted_from_the_changes(sample_result: Result, stated: list[str | None], expected: list[str]) -> None:
    items = tuple(Changed(one, statement) for one, statement in zip(sample_result.items, stated, strict=False))
    result: Any = type(
        "Run", (), {"items": items, "fiscal_year": sample_result.fiscal_year, "plan": sample_result.plan}
    )
    said = list(news_sentences(result, words_of(sample_result, "ja")))
    assert len(said) == len(expected)
    assert all(part in sentence for part, sentence in zip(expected, said, strict=True))


def test_volunteers_and_panels_are_named(sample_result: Result) -> None:
    words = words_of(sample_result, "ja")
    assert not_random_sentence(sample_result, words) == ""
    surveys = sample_result.plan.plan.surveys
    key = next(iter(surveys))
    panel = surveys[key].model_copy(update={"sampling": "panel"})
    plan = sample_result.plan.plan.model_copy(update={"surveys": {**surveys, key: panel}})
    said = not_random_sentence(replace(sample_result, plan=replace(sample_result.plan, plan=plan)), words)
    assert f"{panel.title}: ウェブパネル・モニター" in said
