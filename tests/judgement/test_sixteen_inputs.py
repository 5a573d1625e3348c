"""Sixteen inputs where marks were once said too surely, two of each kind, run from answers; truth by enumeration.

The kinds: a target that is a past survey's result; those who did not answer; a moved target; a census; a changed
question or base; exact comparison and ratios; weighting; too little to say anything, ranks and ends of scales.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

import kumin
from kumin.judgement import Judgement
from kumin.judgement.verdicts.verdict import Cause, Step, Turned
from kumin.result import Result
from kumin.words import Words
from kumin.words.indicators.criticisms import criticism_lines
from kumin.words.indicators.verdict import headline_sentences, verdict_label

JA = Words.of("ja")
Z = 1.959963984540054
SHARE = {"survey": "s", "question": "q1", "positive": [1]}


def ran(
    folder: Path,
    answers: dict[tuple[int, ...], int],
    *indicators: dict[str, Any],
    survey: dict[str, Any] | None = None,
    year: int = 2023,
    text: str = "感じるか",
    previous: Any = None,
    people: str = "",
    **more: Any,
) -> Result:
    """Run answers (question 1, sex) with how many gave them; 9 is no answer, 3 don't know."""
    folder = folder / str(year)
    folder.mkdir(parents=True)
    options = {1: "はい", 2: "いいえ", 3: "わからない"}
    questions = [
        {"id": "q1", "text": text, "header": "問1", "type": "single", "options": options},
        {"id": "sex", "text": "性別", "header": "性別", "type": "single", "options": {1: "男性", 2: "女性"}},
    ]
    q = {"id": "q", "title": "調査", "missing": {"no_answer": ["", 9]}, "questions": questions}
    (folder / "q.yaml").write_text(yaml.safe_dump(q, allow_unicode=True), encoding="utf-8")
    if people:
        (folder / "people.csv").write_text(people, encoding="utf-8")
    listed = [{"id": f"x{place}", "text": "指標", **one} for place, one in enumerate(indicators)]
    plan = {
        "id": "p", "title": "方針", "ward": "区", "fiscal_year": year,
        "surveys": {"s": {"title": "調査", "of": "区民", "questionnaire": "q.yaml", **(survey or {})}},
        "issues": [{"id": 1, "title": "課題", "indicators": listed}], **more,
    }  # fmt: skip
    (folder / "plan.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    rows = "".join(f"{one},{sex}\n" * count for (one, sex), count in answers.items())
    (folder / "a.csv").write_text("問1,性別\n" + rows, encoding="utf-8")
    return kumin.run(folder, folder / "a.csv", previous=previous)


def said(result: Result, code: str = "", indicator: str = "x0") -> str:
    lines = criticism_lines(result, indicator, JA)
    return "".join(sentence for line in lines if code in ("", line.code) for sentence in line.said)


def wilson(k: int, n: int) -> tuple[float, float]:
    p = k / n
    centre, half = p + Z * Z / (2 * n), Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return (centre - half) / (1 + Z * Z / n), (centre + half) / (1 + Z * Z / n)


def outcomes(k: int, n: int, silent: int, met: Callable[[Fraction], bool]) -> set[bool]:
    """Whether the target is met, over every way that those who did not answer could have: in the base or not."""
    return {
        met(Fraction(k + yes, n + asked))
        for asked in range(silent + 1) for yes in range(asked + 1)
    }  # fmt: skip


def only(result: Result) -> Judgement:
    (one,) = result.items
    return one


# a target that is itself a survey's result


def test_not_below_last_year_by_one_point_is_no_sure_a(tmp_path: Path) -> None:
    """210 of 400 after 206 of 400: A, and the difference's interval (Newcombe) holds 0."""
    target = {"raise": {"points": 0}}
    before = ran(tmp_path, {(1, 1): 206, (2, 1): 194}, SHARE | {"target": {"at_least": 50}}, year=2022)
    one = only(ran(tmp_path, {(1, 1): 210, (2, 1): 190}, SHARE | {"target": target}, previous=before))
    low, _ = wilson(210, 400)
    _, high = wilson(206, 400)
    assert 210 / 400 - 206 / 400 - math.hypot(210 / 400 - low, high - 206 / 400) < 0
    assert (one.mark.mark, one.verdict.step) == ("A", Step.DEPENDS)
    assert Cause.SAMPLING in one.verdict.turned_by


def test_a_ratio_to_a_small_past_survey_carries_its_error(tmp_path: Path) -> None:
    """1.1 times 20 of 50 is 44%: 260 of 500 is over it for sure only if the 50 had told exactly; they do not."""
    history = {2022: {"count": 20, "n": 50}}
    indicator = SHARE | {"target": {"raise": {"ratio": 1.1}}, "history": history}
    one = only(ran(tmp_path, {(1, 1): 260, (2, 1): 240}, indicator))
    assert wilson(260, 500)[0] > 0.44
    assert wilson(20, 50)[1] * 1.1 > 0.52
    assert one.mark.mark == "A"
    assert one.verdict[Cause.SAMPLING].turned is Turned.YES
    assert one.verdict.step is Step.DEPENDS


# those who did not answer


@pytest.mark.parametrize(("k", "n", "sent", "least"), [(19, 20, 24, 80), (19, 20, 23, 80)])
def test_whatever_they_answer_needs_every_letter_and_blank(
    tmp_path: Path, k: int, n: int, sent: int, least: int
) -> None:
    """19 of 20 with one blank of 21 returned: every way the silent and the blank could have answered is tried."""
    one = only(ran(tmp_path, {(1, 1): k, (2, 1): n - k, (9, 1): 1}, SHARE | {"target": {"at_least": least}},
                   survey={"sampling": "census", "invited": sent}))  # fmt: skip
    silent = sent - n - 1
    every = outcomes(k, n, silent + 1, lambda share: 100 * share >= least)
    turn = one.verdict[Cause.NONRESPONSE]
    assert turn.n == silent + 1
    assert (turn.turned is Turned.YES) == (every == {True, False})
    assert (verdict_label(one, JA) == "だれがどう答えても達成") == (every == {True})


# a moved target


def test_a_lowered_target_is_told_with_old_and_new(tmp_path: Path) -> None:
    before = ran(tmp_path, {(1, 1): 45, (2, 1): 55}, SHARE | {"target": {"at_least": 60, "by": 2025}}, year=2022)
    target = {"at_least": 40, "by": 2027}
    result = ran(tmp_path, {(1, 1): 45, (2, 1): 55}, SHARE | {"target": target}, previous=before)
    assert "目標 60%以上 → 40%以上、期限 令和7年度末まで → 令和9年度末まで" in said(result, "target")
    assert "変わる前の目標なら、判定は B です" in said(result, "target")
    assert "目標の変更" in verdict_label(only(result), JA)


def test_decimals_that_move_a_mark_are_told(tmp_path: Path) -> None:
    """597 of 1,000 is 60% without decimals and 59.7% with one: of 60% the former reaches it."""
    indicator = SHARE | {"target": {"at_least": 60}}
    before = ran(tmp_path, {(1, 1): 597, (2, 1): 403}, indicator, year=2022, decimals=1)
    result = ran(tmp_path, {(1, 1): 597, (2, 1): 403}, indicator, decimals=0, previous=before)
    assert only(result).mark.mark == "A"
    assert only(result).verdict[Cause.TARGET_MOVED].mark == "B"
    assert "小数の桁数 1 → 0" in said(result, "target")


# a census


@pytest.mark.parametrize("silent", [0, 6])
def test_a_census_speaks_of_those_who_did_not_answer_and_of_no_sample(tmp_path: Path, silent: int) -> None:
    survey = {"sampling": "census", "invited": 30 + silent}
    result = ran(tmp_path, {(1, 1): 20, (2, 1): 10}, SHARE | {"target": {"at_least": 60}}, survey=survey)
    one = only(result)
    every = outcomes(20, 30, silent, lambda share: share >= Fraction(60, 100))
    assert one.verdict[Cause.SAMPLING].turned is None
    assert "標本" not in said(result) + verdict_label(one, JA) + "".join(headline_sentences(one, JA))
    assert (one.verdict[Cause.NONRESPONSE].turned is Turned.YES) == (len(every) == 2)
    assert (f"答えなかった {silent}人（発送 {30 + silent} － 有効 30）" in said(result)) == bool(silent)


# another question or base


def test_another_question_is_no_rise_and_both_stand_side_by_side(tmp_path: Path) -> None:
    indicator = SHARE | {"target": {"raise": {"points": 0}}}
    before = ran(tmp_path, {(1, 1): 30, (2, 1): 70}, SHARE | {"target": {"at_least": 30}}, year=2022, text="満足か")
    result = ran(tmp_path, {(1, 1): 80, (2, 1): 20}, indicator, previous=before)
    assert "「満足か」→「感じるか」" in said(result, "wording")
    assert not [word for word in ("上がりました", "増えた") if word in said(result)]
    assert only(result).verdict[Cause.INSTRUMENT].turned is Turned.YES


def test_where_only_the_base_differs_both_years_are_counted_alike(tmp_path: Path) -> None:
    """Last year with わからない in the base: 40 of 100; without it 40 of 80, as 40 of 80 this year: nothing rose."""
    folder = tmp_path / "w"
    counts = {(1, 1): 40, (2, 1): 40, (3, 1): 20}
    ran(folder, counts, SHARE | {"target": {"at_least": 30}}, year=2022)
    base = {"rule": "answered", "excluding": [3]}
    now = SHARE | {"target": {"at_least": 30}, "base": base}
    (folder / "2022" / "a.csv").rename(folder / "2022" / "s.csv")
    result = ran(folder, counts, now, previous=folder / "2022")
    change = only(result).change
    assert change is not None
    assert (change.difference, change.before.printed) == (0, 50)
    assert change.statement == "within_error"


# exact comparison and ratios


def test_exactly_compared_the_exact_value_is_named(tmp_path: Path) -> None:
    """1,033 of 2,000 is 51.65, printed 51.7: judged exactly it misses 51.7, judged as printed it reaches it."""
    result = ran(tmp_path, {(1, 1): 1033, (2, 1): 967}, SHARE | {"target": {"at_least": 51.7, "compare": "exact"}})
    assert only(result).mark.mark == "B"
    assert "四捨五入する前の値 51.650% で判定しています。公表する値 51.7% で判定すると A です" in said(
        result, "rounding"
    )


@pytest.mark.parametrize(("compare", "mark"), [("published", "良"), ("exact", "可")])
def test_a_ratio_is_judged_as_printed_or_exactly(tmp_path: Path, compare: str, mark: str) -> None:
    """1,798 of 4,000 is 44.95, printed 45.0: 45.0 ÷ 50 is 90.0%, 44.95 ÷ 50 is 89.9%."""
    scales = {"r": {"metric": "ratio", "bands": [{"mark": "良", "at_least": 90}, {"mark": "可"}]}}
    target = {"at_least": 50, "scale": "r", "compare": compare}
    result = ran(tmp_path, {(1, 1): 1798, (2, 1): 2202}, SHARE | {"target": target}, scales=scales)
    assert only(result).mark.mark == mark
    assert only(result).verdict[Cause.ROUNDING].turned is Turned.YES
    assert ("90.0%" if compare == "published" else "89.900%") in "".join(headline_sentences(only(result), JA))


# weighting


@pytest.mark.parametrize("women", [60, 4])
def test_weighting_says_what_it_matched(tmp_path: Path, women: int) -> None:
    """60% of men and all women: by people half and half 80%; with four women nothing can be matched, and it is said."""
    answers = {(1, 1): 60, (2, 1): 40, (1, 2): women}
    people = "sex,population\n1,5000\n2,5000\n"
    result = ran(tmp_path, answers, SHARE | {"target": {"at_least": 79}}, survey={"population": "people.csv"},
                 people=people)  # fmt: skip
    weighting = said(result, "weighting")
    if women == 60:
        assert "性別を母集団の構成に合わせて補正した割合は 80.0% で、判定は A に変わります" in weighting
        assert only(result).verdict[Cause.WEIGHTING].turned is Turned.YES
    else:
        assert "補正した割合は 80.0%" not in weighting
        assert only(result).verdict[Cause.WEIGHTING].turned is not Turned.NO


# too little to say anything, and ends of scales


@pytest.mark.parametrize(("k", "n", "sent"), [(1, 1, 20), (20, 40, 40_000)])
def test_one_answer_or_a_tenth_of_a_percent_returned_is_warned_of(tmp_path: Path, k: int, n: int, sent: int) -> None:
    result = ran(tmp_path, {(1, 1): k, (2, 1): n - k}, SHARE | {"target": {"at_least": 20}}, survey={"invited": sent})
    one = only(result)
    assert one.verdict.step is Step.UNKNOWN
    reasons = {"one_row"} if n == 1 else {"low_return"}
    assert reasons <= set(one.verdict.reasons)
    assert ("1人の回答しかない" if n == 1 else "回収率が5%未満") in verdict_label(one, JA)


def test_ranks_and_ends_are_worded_as_what_they_are(tmp_path: Path) -> None:
    """3位以内, 未満 and 以下, and a change of points: each with its own words and marks at the end itself."""
    listed = [
        {"unit": "位", "target": {"at_most": 3}, "result": 3},
        {"unit": "件", "target": {"less_than": 30}, "result": 30},
        SHARE | {"target": {"at_most": 30}},
        SHARE | {"target": {"less_than": 30}},
        SHARE | {"target": {"lower": {"points": 5}}, "history": {2022: {"percent": 35.0, "n": 500}}},
    ]
    result = ran(tmp_path, {(1, 1): 30, (2, 1): 70}, *listed)
    assert [one.mark.mark for one in result.items] == ["A", "B", "A", "B", "A"]
    worded = ["3位以内", "30件未満", "30%以下", "30%未満", "30%以下"]
    assert all(words in said(result, "target", f"x{place}") for place, words in enumerate(worded))
    assert "-5.0ポイント" in said(result, "change", "x4")
    assert "%。" not in said(result, "change", "x4")
