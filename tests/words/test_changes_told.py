"""What is said of a change between years: by run, compare and trend, in the places where it is easily said wrongly."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import yaml

import kumin
from kumin.judgement.change import Change, changes_of
from kumin.judgement.year import YearValue
from kumin.numbers import half_up
from kumin.past.previous import previous_of
from kumin.result import Previous, Result
from kumin.words import Words
from kumin.words.indicators.change import interval_decimals
from kumin.words.indicators.criticisms import criticism_lines
from kumin.words.indicators.verdict import verdict_label
from kumin.writers.terminal.years import comparison_table, trend_table
from kumin.years.compare import compare_years, trend_of

JA, EN = Words.of("ja"), Words.of("en")


def year(
    folder: Path, number: int, positive: int, n: int, *, before: Any = None, text: str = "感じるか", **more: Any
) -> Result:
    """Run one question in a year: so many of n answers positive."""
    folder = folder / str(number)
    folder.mkdir(parents=True)
    survey = {"title": "調査", "of": "区民", "questionnaire": "q.yaml", **more.pop("survey", {})}
    question = {"id": "q1", "text": text, "header": "問1", "type": "single", "options": {1: "はい", 2: "いいえ"}}
    target = more.pop("target", {"at_least": 50})
    plan = {
        "id": "p", "title": "方針", "ward": "区", "fiscal_year": number, "surveys": {"s": survey},
        "issues": [{"id": 1, "title": "課題", "indicators": [
            {"id": "x", "text": "指標", "survey": "s", "question": "q1", "positive": [1], "target": target}]}], **more,
    }  # fmt: skip
    (folder / "q.yaml").write_text(
        yaml.safe_dump({"id": "q", "title": "調査", "questions": [question]}, allow_unicode=True), encoding="utf-8"
    )
    (folder / "plan.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
    answers = folder / "a.csv"
    answers.write_text("問1\n" + "1\n" * positive + "2\n" * (n - positive), encoding="utf-8")
    return kumin.run(folder, answers, previous=before)


def as_past(result: Result, after: Result) -> Previous:
    found = previous_of(result, after.plan, 2100)
    assert isinstance(found, Previous)
    return found


def line(result: Result, code: str, words: Words = JA) -> str:
    return "".join(next(one for one in criticism_lines(result, "x", words) if one.code == code).said)


def test_where_everyone_answered_in_both_years_the_change_has_no_error(tmp_path: Path) -> None:
    """Censuses of 8 and of 40, all answered: 3 of 8 is 37.5, 16 of 40 is 40.0, and nobody's silence is to blame."""
    whole = {"sampling": "census"}
    before = year(tmp_path, 2022, 16, 40, survey=whole | {"invited": 40}, decimals=0)
    now = year(tmp_path, 2023, 3, 8, survey=whole | {"invited": 8}, decimals=0, before=before)
    said = line(now, "change")
    assert "前年度から -2ポイント（四捨五入する前の差は -2.5ポイント）" in said
    assert "どちらの年度も全員が答えたので誤差はなく、下がりました" in said
    assert "答えなかった人" not in said
    alike = year(tmp_path / "b", 2023, 4, 10, survey=whole | {"invited": 10}, decimals=0, before=before)
    assert "変わっていません" in line(alike, "change")
    assert "nothing has changed" in line(alike, "change", EN)
    table = comparison_table(compare_years(as_past(before, now), as_past(alike, now)), JA)
    assert "変わらない" in table
    silent = year(tmp_path / "c", 2023, 4, 10, survey=whole | {"invited": 11}, decimals=0, before=before)
    assert "答えなかった人しだい" in line(silent, "change")


def test_a_year_of_one_answer_is_the_reason_and_not_the_year_that_everyone_answered(tmp_path: Path) -> None:
    before = year(tmp_path, 2022, 1, 1)
    now = year(tmp_path, 2023, 10, 10, survey={"sampling": "census", "invited": 10}, before=before)
    assert "標本誤差を示せない年度がある（1人の回答しかない）" in line(now, "change")


def test_volunteers_of_the_year_before_are_the_reason(tmp_path: Path) -> None:
    before = year(tmp_path, 2022, 30, 60, survey={"sampling": "volunteers"})
    now = year(tmp_path, 2023, 40, 60, before=before)
    assert "無作為に選んだ人の回答ではないため" in line(now, "change")
    table = comparison_table(compare_years(as_past(before, now), as_past(now, now)), JA)
    assert "誤差が不明" in table
    assert "nが不明" not in table


@pytest.mark.parametrize(("before", "now"), [((40, 120), (3, 8)), ((0, 100), (4, 100)), ((50, 100), (51, 101)),
                                             ((1, 400), (9, 400)), ((199, 200), (200, 200))])  # fmt: skip
@pytest.mark.parametrize("decimals", [0, 1])
def test_a_printed_interval_holds_the_printed_change_and_shows_the_side_it_is_on(
    before: tuple[int, int], now: tuple[int, int], decimals: int
) -> None:
    change = _change(before, now, decimals)
    assert change.difference is not None
    assert change.lower is not None
    assert change.upper is not None
    low, high = interval_decimals(change.difference, change.lower, change.upper, decimals)
    assert half_up(change.lower, low) <= change.difference <= half_up(change.upper, high)
    for end, digits in ((change.lower, low), (change.upper, high)):
        assert (half_up(end, digits) > 0) == (end > 0)
        assert (half_up(end, digits) < 0) == (end < 0)


def _change(before: tuple[int, int], now: tuple[int, int], decimals: int) -> Change:
    from kumin.judgement.change import published_year
    from kumin.judgement.year import MEASURED
    from kumin.numbers import percent_of

    values = []
    for k, n in (now, before):
        facts = published_year(k / n, n)
        printed = percent_of(k, n, decimals)
        values.append(YearValue("x", printed=printed, **{name: facts.get(name) for name in MEASURED}))
    (change,) = changes_of([(values[0], values[1])], {"x": True})
    return change


def test_exact_ends_beside_a_rounded_difference() -> None:
    """40 of 100 to 37.5%: printed without decimals -2 stands beside -2.5, not beside an interval from -3 to -3."""
    assert interval_decimals(Fraction(-2), -2.5, -2.5, 0) == (1, 1)
    assert interval_decimals(Fraction(5), 0.04, 9.9, 1) == (2, 1)
    assert interval_decimals(Fraction(5), -3.0, 9.9, 1) == (1, 1)


def test_compare_says_what_differs_although_it_is_alike(tmp_path: Path) -> None:
    before = year(tmp_path, 2022, 30, 60)
    now = year(tmp_path, 2023, 40, 60, target={"at_least": 40}, before=before)
    both = (as_past(before, now), as_past(now, now))
    assert "同じ（目標か判定のしかたは違う）" in comparison_table(compare_years(*both), JA)
    assert "alike (except target or how it is marked)" in comparison_table(compare_years(*both), EN)
    other = year(tmp_path / "b", 2023, 40, 60, text="思うか", before=before)
    assert "違う（設問文）" in comparison_table(compare_years(both[0], as_past(other, now)), JA)


def test_trend_leaves_out_years_that_were_asked_otherwise(tmp_path: Path) -> None:
    """10% by another question, then 40% and 50%: the change a year is of the latter two, and the first has a sign."""
    runs = [year(tmp_path, 2021, 10, 100, text="思うか"), year(tmp_path, 2022, 40, 100), year(tmp_path, 2023, 50, 100)]
    frame = trend_of([as_past(one, runs[-1]) for one in runs])
    assert frame["slope_per_year"].to_list() == [10.0] * 3
    assert frame.select("comparable", "differs_in").rows() == [(False, "wording"), (True, ""), (True, "")]
    shown = trend_table(frame, JA)
    assert "10.0* -" in shown
    assert "指標 x 令和3年度は、最後の年度と設問文が違います" in shown
    assert "differs from the last year in wording" in trend_table(frame, EN)
    two = trend_of([as_past(one, runs[-1]) for one in runs[:2]])
    assert two["slope_per_year"].to_list() == [None, None]
    unknown = [Previous(one.fiscal_year, one.frame, {}, one.path, one.title, one.ward) for one in
               (as_past(runs[0], runs[-1]), as_past(runs[1], runs[-1]))]  # fmt: skip
    assert "同じ尋ね方だったかどうかが分からない" in trend_table(trend_of(unknown), JA)
    same = trend_table(trend_of([as_past(one, runs[-1]) for one in runs[1:]]), JA)
    assert "*" not in same
    assert "?" not in same


def test_a_target_that_moved_since_an_older_year_names_that_year(tmp_path: Path) -> None:
    before = year(tmp_path, 2021, 30, 60)
    now = year(tmp_path, 2023, 40, 60, target={"at_least": 40}, before=before)
    said = line(now, "target")
    assert "令和3年度から変わりました（目標 50%以上 → 40%以上）" in said
    assert "前年度" not in said
    assert "その年度の kumin の結果" in line(now, "past")


def test_what_has_no_mark_is_not_said_to_be_unsure(tmp_path: Path) -> None:
    now = year(tmp_path, 2023, 40, 60, target={"raise": {"points": 0}})
    (one,) = now.items
    assert verdict_label(one, JA) == "判定できない（目標と比べる相手の値が分からない）"
    assert verdict_label(one, EN).startswith("cannot be judged")


def test_rates_of_estimated_letters_above_a_hundred_percent_are_not_told(tmp_path: Path) -> None:
    """Ten men answered and no woman, of people half and half: by estimated letters 167% of the men would have."""
    for answers, told in (("1\n" * 10, False), ("1\n2\n" * 5, True)):
        folder = tmp_path / str(told)
        folder.mkdir()
        (folder / "people.csv").write_text("sex,population\n1,500\n2,500\n", encoding="utf-8")
        questions = [
            {"id": "sex", "text": "性別", "header": "性別", "type": "single", "options": {1: "男性", 2: "女性"}}
        ]
        (folder / "q.yaml").write_text(
            yaml.safe_dump({"id": "q", "title": "調査", "questions": questions}, allow_unicode=True), encoding="utf-8"
        )
        plan = {
            "id": "p", "title": "方針", "ward": "区", "fiscal_year": 2023,
            "surveys": {"s": {"title": "調査", "of": "区民", "questionnaire": "q.yaml", "invited": 12,
                              "population": "people.csv"}},
            "issues": [{"id": 1, "title": "課題", "indicators": [
                {"id": "x", "text": "指標", "survey": "s", "question": "sex", "positive": [1],
                 "target": {"at_least": 5}}]}],
        }  # fmt: skip
        (folder / "plan.yaml").write_text(yaml.safe_dump(plan, allow_unicode=True), encoding="utf-8")
        (folder / "a.csv").write_text("性別\n" + answers, encoding="utf-8")
        said = line(kumin.run(folder, folder / "a.csv"), "respondents")
        assert ("区分ごとの回収率は示せません" in said) is not told
        assert "166.7%" not in said


def test_a_number_from_no_survey_has_no_question_to_be_alike(tmp_path: Path) -> None:
    frame = pl.DataFrame({"indicator": ["x"], "unit": ["件"], "value": [5.0], "decimals": [0], "fiscal_year": [2022]})
    pasts = [
        Previous(y, frame.with_columns(fiscal_year=pl.lit(y)), {"x": {"title": "指標"}}, tmp_path, "", "区")
        for y in (2022, 2023)
    ]
    assert "不明" not in comparison_table(compare_years(*pasts), JA)
    assert "?" not in trend_table(trend_of(pasts), JA)
