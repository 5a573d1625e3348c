"""Eight published plans, made after those of towns and wards, judged from what they print: every number by hand.

What is expected is worked out here from the printed numbers alone: Wilson's limits written out, every count tried,
letters subtracted, the plans' own rules applied.
"""

from __future__ import annotations

import math
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
from kumin.words.audit import audit_lines
from kumin.words.indicators.criticisms import criticism_lines

JA = Words.of("ja")
Z = 1.959963984540054
ASKED = {"survey": "s", "question": "q1", "positive": [1]}


def published(
    folder: Path,
    *indicators: dict[str, Any],
    survey: dict[str, Any] | None = None,
    year: int = 2023,
    before: Any = None,
    **more: Any,
) -> Result:
    folder = folder / str(year)
    folder.mkdir(parents=True)
    question = {"id": "q1", "text": "感じるか", "header": "問1", "type": "single", "options": {1: "はい", 2: "いいえ"}}
    (folder / "q.yaml").write_text(
        yaml.safe_dump({"id": "q", "title": "調査", "questions": [question]}, allow_unicode=True), encoding="utf-8"
    )
    listed = [{"id": f"x{place}", "text": "指標", **one} for place, one in enumerate(indicators)]
    plan = {
        "id": "p", "title": "計画", "ward": "町", "fiscal_year": year,
        "surveys": {"s": {"title": "調査", "of": "町民", "questionnaire": "q.yaml", **(survey or {})}},
        "issues": [{"id": 1, "title": "課題", "indicators": listed}], **more,
    }  # fmt: skip
    (folder / "plan.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    return kumin.judge_published(folder, previous=before)


def found(result: Result) -> list[tuple[str, str, str]]:
    return [
        (row["indicator"] or "s", row["check"], row["expected"])
        for row in result.frames["audit"].iter_rows(named=True)
    ]  # fmt: skip


def marks(result: Result) -> list[str | None]:
    return [one.mark.mark for one in result.items]


def wilson(k: float, n: int, size: float | None = None) -> tuple[float, float]:
    p, m = k / n, size or n
    centre, half = p + Z * Z / (2 * m), Z * math.sqrt(p * (1 - p) / m + Z * Z / (4 * m * m))
    return (centre - half) / (1 + Z * Z / m), (centre + half) / (1 + Z * Z / m)


def limits(one: Judgement) -> tuple[float | None, float | None]:
    return one.value.lower, one.value.upper


def counts(percent: str, n: int, digits: int = 1) -> list[int]:
    """Every count of n that prints as the percent, tried one by one; halves are rounded up."""
    step = 10**digits
    return [k for k in range(n + 1) if Fraction((200 * k * step + n) // (2 * n), step) == Fraction(percent)]


def line(result: Result, indicator: str, code: str) -> str:
    return "".join(next(one for one in criticism_lines(result, indicator, JA) if one.code == code).said)


def test_a_ward_whose_numbers_all_agree(tmp_path: Path) -> None:
    """2,000 letters, 9 undeliverable, 722 answers, 36.1%: 578 of 708 is 81.6% and reaches 80, 432 of 722 not 75."""
    survey = {"invited": 2000, "undeliverable": 9, "responded": 722, "response_rate": 36.1}
    result = published(
        tmp_path,
        ASKED | {"target": {"at_least": 80}, "result": {"percent": 81.6, "n": 708, "mark": "A"}},
        ASKED | {"target": {"at_least": 75}, "result": {"percent": 59.8, "n": 722, "mark": "B"}},
        survey=survey,
    )
    assert found(result) == []
    assert counts("81.6", 708) == [578]
    first, second = result.items
    assert limits(first) == pytest.approx(wilson(578, 708))
    # 80 lies in the first interval and above the second
    assert (first.verdict.step, second.verdict.step) == (Step.DEPENDS, Step.FIRM)
    row = result.frames["bounds"].row(0, named=True)
    assert row["n_missing"] == 2000 - 9 - 708
    assert (row["lower"], row["upper"]) == pytest.approx((100 * 578 / 1991, 100 * (578 + 1283) / 1991))
    assert (
        "確かめたもの: 割合と n が両立するか 2 件、達成状況 2 件、回収数と発送数 1 件、n と回収数 2 件、回収率 1 件。"
        in list(audit_lines(result, JA))
    )


def test_a_ward_whose_marks_rates_and_percents_are_wrong(tmp_path: Path) -> None:
    """36.4% is neither 722/2000 nor 722/1991; 64.5% of 10 is nobody; 59.8 is no A; 800 are more than answered."""
    survey = {"invited": 2000, "undeliverable": 9, "responded": 722, "response_rate": 36.4}
    result = published(
        tmp_path,
        ASKED | {"target": {"at_least": 75}, "result": {"percent": 59.8, "n": 722, "mark": "A"}},
        ASKED | {"target": {"at_least": 60}, "result": {"percent": 64.5, "n": 10, "mark": "A"}},
        ASKED | {"target": {"at_most": 60}, "result": {"percent": 50.0, "n": 800}},
        survey=survey,
    )
    assert found(result) == [
        ("s", "response_rate", "36.1;36.3"), ("x0", "mark", "B"), ("x1", "percent_of_n", "60.0;70.0"),
        ("x2", "n_above_responded", "722"),
    ]  # fmt: skip
    assert counts("64.5", 10) == []
    assert result.items[1].verdict.reasons == ("percent_not_of_n",)
    assert marks(result) == ["B", "A", "A"]


def test_a_city_that_adds_up_its_options(tmp_path: Path) -> None:
    """札幌: 感じる 18.2 + やや感じる 25.1 = 43.3; three parts may be 0.2 off by rounding, not 0.3."""
    result = published(
        tmp_path,
        ASKED | {"target": {"at_least": 60, "by": 2025}, "result": {"percent": 43.3, "n": 1500, "parts": [18.2, 25.1]}},
        ASKED | {"target": {"at_least": 60}, "result": {"percent": 60.2, "n": 1500, "parts": [20.0, 20.0, 20.0]}},
        ASKED | {"target": {"at_least": 60}, "result": {"percent": 60.3, "n": 1500, "parts": [20.0, 20.0, 20.0]}},
    )
    assert found(result) == [("x2", "sum_of_parts", "60.0")]
    # 43.3 of 1,500 may be 649 or 650 people: the interval is of the printed percent then
    assert len(counts("43.3", 1500)) == 2
    assert limits(result.items[0]) == pytest.approx(wilson(0.433 * 1500, 1500))


def test_a_town_with_progress_and_change(tmp_path: Path) -> None:
    """長与: way from 60.0 to 70: 72 is 120%, 65 is 50%, 57 is a loss of 5% of the start, 50 of a sixth."""
    scales = {"長与": {"metric": "progress", "bands": [
        {"mark": "S", "more_than": 100}, {"mark": "A", "more_than": 0},
        {"mark": "B", "at_least": -10, "metric": "change"}, {"mark": "C"}]}}  # fmt: skip
    target = {"at_least": 70, "baseline": {"year": 2020}, "scale": "長与"}
    past = {2020: {"percent": 60.0, "n": 500}}
    stated = [(72.0, "S"), (65.0, "A"), (57.0, "A"), (50.0, "C")]
    result = published(
        tmp_path,
        *(ASKED | {"target": target, "history": past, "result": {"percent": p, "n": 400, "mark": mark}}
          for p, mark in stated),
        scales=scales,
    )  # fmt: skip
    assert marks(result) == ["S", "A", "B", "C"]
    assert found(result) == [("x2", "mark", "B")]
    assert "達成率（基準から目標までの道のりのうち進んだ割合）" not in line(result, "x3", "target")


def test_a_city_on_a_straight_path(tmp_path: Path) -> None:
    """福岡: from 40.0 in 2020 to 60 in 2030 the path of 2023 is 46; a loss of less than 3 points is b."""
    scales = {"福岡": {"metric": "progress", "bands": [
        {"mark": "a", "at_least": 100}, {"mark": "b", "more_than": -3, "metric": "gain"}, {"mark": "c"}]}}  # fmt: skip
    target = {"at_least": 60, "by": 2030, "baseline": {"year": 2020}, "reference": "path", "scale": "福岡"}
    stated = [(46.0, "a"), (45.5, "a"), (37.5, "b"), (37.0, "b")]
    result = published(
        tmp_path,
        *(ASKED | {"target": target, "history": {2020: {"percent": 40.0, "n": 2000}},
                   "result": {"percent": p, "n": 200, "mark": mark}} for p, mark in stated),
        scales=scales,
    )  # fmt: skip
    assert marks(result) == ["a", "b", "b", "c"]
    assert found(result) == [("x1", "mark", "b"), ("x3", "mark", "c")]


def test_a_plan_by_significance(tmp_path: Path) -> None:
    """健康日本21: 60.0 of 1,000 against 50.0 of 1,000 is a real gain; 52.0 is within error; 40.0 a real loss."""
    scales = {"健康": {"significance": {"reached": "A", "improved": "B", "unchanged": "C", "worsened": "D",
                                      "unknown": "E"}}}  # fmt: skip
    target = {"at_least": 70, "by": 2030, "baseline": {"year": 2020}, "scale": "健康"}
    stated = [(71.0, "A"), (60.0, "B"), (52.0, "B"), (40.0, "D")]
    result = published(
        tmp_path,
        *(ASKED | {"target": target, "history": {2020: {"percent": 50.0, "n": 1000}},
                   "result": {"percent": p, "n": 1000, "mark": mark}} for p, mark in stated),
        scales=scales,
    )  # fmt: skip
    # two shares of 1,000 each: 1.96 standard errors of their difference are about 4.4 points
    assert 100 * Z * math.sqrt(2 * 0.25 / 1000) == pytest.approx(4.38, abs=0.01)
    assert marks(result) == ["A", "B", "C", "D"]
    assert found(result) == [("x2", "mark", "C")]


def test_a_town_compared_with_its_plan_of_last_year(tmp_path: Path) -> None:
    """佐野: 57.9 of 380 after 50.0 of 400: +7.9 with an interval by Newcombe, and a target raised from 55 to 60."""
    old = published(
        tmp_path,
        ASKED | {"target": {"at_least": 55}, "result": {"percent": 50.0, "n": 400}},
        ASKED | {"target": {"at_least": 55}, "result": {"percent": 50.0, "n": 400}},
        year=2022,
    )
    assert found(old) == []
    now = published(
        tmp_path,
        ASKED | {"target": {"at_least": 60}, "result": {"percent": 57.9, "n": 380, "mark": "B"}},
        ASKED | {"target": {"at_least": 55}, "result": {"percent": 52.0, "n": 400, "mark": "B"},
                 "history": {2022: 49.5}},
        before=tmp_path / "2022",
    )  # fmt: skip
    (now_low, now_high), (low, high) = wilson(220, 380), wilson(200, 400)
    assert counts("57.9", 380) == [220]
    p, q = 220 / 380, 0.5
    change = now.items[0].change
    assert change is not None
    assert change.lower == pytest.approx(100 * (p - q - math.hypot(p - now_low, high - q)))
    assert change.upper == pytest.approx(100 * (p - q + math.hypot(now_high - p, q - low)))
    # +7.9 alone exceeds the error; Holm doubles p = 0.027, so of two compared it does not hold
    assert change.statement == "within_error"
    assert now.items[0].verdict[Cause.TARGET_MOVED].turned is Turned.YES
    assert "変わる前の目標なら、判定は A です" in line(now, "x0", "target")
    assert "令和4年度 50.0%（n=400、その年度の運営方針）" in line(now, "x1", "past")
    assert "令和4年度 49.5%" in line(now, "x1", "past")


def test_a_town_that_prints_counts_and_a_design_effect(tmp_path: Path) -> None:
    """いの・多摩: 349 of 530 is 65.8, not 65.9; a census of 36; deff 1.5 widens what a sample would have."""
    result = published(
        tmp_path,
        ASKED | {"target": {"at_least": 60}, "result": {"percent": 65.9, "n": 530, "count": 349, "deff": 1.5}},
        ASKED | {"target": {"at_least": 65.8}, "result": {"count": 349, "n": 530, "mark": "A"}},
        ASKED | {"target": {"at_least": 60}, "history": {2022: {"percent": 33.4, "n": 3}}, "result": 65.0},
        survey={"invited": 900, "responded": 530},
    )
    assert found(result) == [("x0", "percent_of_count", "65.8"), ("x2", "percent_of_n", "33.3;66.7")]
    assert limits(result.items[0]) == pytest.approx(wilson(349, 530, 530 / 1.5))
    assert limits(result.items[2]) == (None, None)
    assert result.items[1].mark.mark == "A"
    # 349 / 530 is 65.849…: above the printed 65.8, and judged alike by it
    assert result.items[1].verdict[Cause.ROUNDING].turned is Turned.NO
    assert any("人数（n）のない割合が 1 件あり（過去の年度を含む）" in said for said in audit_lines(result, JA))
    assert "デザイン効果 1.50" in line(result, "x0", "size")
