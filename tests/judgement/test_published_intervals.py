"""`kumin judge` makes the interval of a published percent by the plan's method, and says where percent and n cannot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

import kumin
from kumin import SurveyDesign
from kumin.intervals import in_plans
from kumin.judgement.flags import Flag
from kumin.judgement.judgement import Judgement
from kumin.judgement.measures.published_limits import REFUSALS, published_limits
from kumin.judgement.verdicts.verdict import Cause, Step, Turned
from kumin.messages import catalogue
from kumin.result import Result
from kumin.words.indicators.criticisms import criticism_lines
from kumin.words.words import words_of

ASKED = "id: q\ntitle: 調査\nquestions:\n  - {id: q1, text: 問, header: 問1, type: single, options: {1: ア, 2: イ}}\n"


def judged(folder: Path, result: str, survey: str = "", more: str = "", target: str = "{at_least: 50}") -> Result:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "q.yaml").write_text(ASKED, encoding="utf-8")
    (folder / "plan.yaml").write_text(
        f"id: p\ntitle: t\nward: w\nfiscal_year: 2023\n{more}"
        f"surveys:\n  s: {{title: 調査, questionnaire: q.yaml{survey}}}\n"
        "issues:\n  - id: 1\n    title: t\n    indicators:\n"
        f"      - {{id: x, text: t, survey: s, question: q1, positive: [1], result: {result}, target: {target}}}\n",
        encoding="utf-8",
    )
    return kumin.judge_published(folder)


def one_of(result: Result) -> Judgement:
    return result.items[0]


def size_line(result: Result, lang: str = "ja") -> str:
    lines = criticism_lines(result, "x", words_of(result, lang))
    return " ".join(next(line.said for line in lines if line.code == "size"))


@pytest.mark.parametrize("method", in_plans())
@pytest.mark.parametrize(("k", "n", "people"), [(27, 40, None), (0, 40, None), (40, 40, None), (27, 40, 90), (3, 5, 5)])
def test_it_is_the_interval_that_the_answers_themselves_would_have(
    method: str, k: int, n: int, people: int | None
) -> None:
    """The same numbers as of k ones and n - k zeros, by the estimators of answers."""
    if method == "finite_exact" and people is None:
        return
    answers = pl.DataFrame({"x": [1.0] * k + [0.0] * (n - k)})
    design = SurveyDesign() if people is None else SurveyDesign(population=people)
    outcomes = {"x": pl.col("x") == 1}
    expected = kumin.proportions(answers, outcomes, design=design, method=method).row(0, named=True)
    found = published_limits(method, k / n, n, count=k, population=people)
    assert found["refused"] is None
    assert (found["lower"], found["upper"]) == pytest.approx((expected["lower"], expected["upper"]), abs=1e-12)
    assert found["method"] == expected["method"]


@pytest.mark.parametrize("method", [name for name in in_plans() if name not in ("auto", "finite_exact")])
def test_the_plans_method_is_used_and_named(tmp_path: Path, method: str) -> None:
    result = judged(tmp_path, "{count: 27, n: 40}", f", interval: {method}")
    limits = published_limits(method, 27 / 40, 40, count=27)
    value = one_of(result).value
    assert (value.lower, value.upper, value.method) == pytest.approx((limits["lower"], limits["upper"], method))
    assert (method == "wilson") == ("区間の方法は" not in size_line(result))
    assert result.estimates["method"].to_list() == [method]


NOT_SIMPLE = "補正した割合か、デザイン効果のある割合で、単純無作為抽出とはいえない"
SEVERAL = "同じ割合になる人数が複数ある"
REFUSED = [
    ("{percent: 50.9, n: 5300}", "finite_exact", ", population: 90000", "several_counts", SEVERAL),
    ("{count: 27, n: 40, deff: 1.5}", "finite_exact", ", population: 90", "not_simple", NOT_SIMPLE),
    ("{count: 1, n: 1}", "logit", "", "one_row", "1人の回答しかない"),
    ("{count: 1, n: 1}", "beta", "", "one_row", "1人の回答しかない"),
]  # fmt: skip


@pytest.mark.parametrize(("stated", "method", "survey", "why", "words"), REFUSED)
def test_a_method_that_published_numbers_do_not_allow_is_said_with_its_reason(
    tmp_path: Path, stated: str, method: str, survey: str, why: str, words: str
) -> None:
    result = judged(tmp_path, stated, f", interval: {method}{survey}")
    value = one_of(result).value
    assert (value.refused, value.method) == (why, "wilson")
    assert f"使えないので（{words}）、「Wilson の区間」で示しました。" in size_line(result)
    assert "cannot be used with the published percent and n" in size_line(result, "en")
    assert result.frames["audit"].is_empty()


def test_of_some_of_those_asked_the_population_is_not_known(tmp_path: Path) -> None:
    stated = "{count: 27, n: 40}, among: {q1: [1, 2]}"
    result = judged(tmp_path, stated, ", interval: finite_exact, population: 90")
    assert one_of(result).value.refused == "no_population_size"


def test_a_weighted_percent_is_of_no_single_count(tmp_path: Path) -> None:
    facts: dict[str, Any] = published_limits("finite_exact", 0.675, 40, population=90, weighted=True)
    assert facts["refused"] == "not_simple"


def test_every_reason_has_words() -> None:
    assert {f"why_{one}" for one in REFUSALS} <= set(catalogue())
    # single weights are needed by no method that a plan may name, but by one from outside
    assert published_limits("likelihood_r", 0.5, 40, count=20)["refused"] == "single_weights"


def test_auto_chooses_as_with_answers(tmp_path: Path) -> None:
    small = judged(tmp_path / "a", "{count: 27, n: 40}", ", interval: auto, population: 90")
    assert one_of(small).value.method == "finite_exact"
    large = judged(tmp_path / "b", "{count: 27, n: 40}", ", interval: auto, population: 90000")
    assert (one_of(large).value.method, one_of(large).value.refused) == ("wilson", None)
    designed = judged(tmp_path / "c", "{count: 27, n: 40, deff: 1.5}", ", interval: auto")
    assert one_of(designed).value.method == "logit"


def test_a_percent_that_cannot_belong_to_its_n_has_no_interval(tmp_path: Path) -> None:
    result = judged(tmp_path, "{percent: 50.9, n: 10}")
    one = one_of(result)
    assert (one.value.lower, one.value.upper, one.value.se, one.printed) == (None, None, None, pytest.approx(50.9))
    assert (one.mark.mark, one.verdict.step, one.verdict.reasons) == ("A", Step.UNKNOWN, ("percent_not_of_n",))
    assert one.verdict[Cause.SAMPLING].turned is Turned.NOT_KNOWN
    assert one.evidence is None or one.evidence.probability_met is None
    assert Flag.PERCENT_NOT_OF_N in one.flags
    assert size_line(result) == "母数は 10人です。区間は示せません（割合と母数の人数が両立しない）。"
    row = result.judgements.row(0, named=True)
    assert (row["lower_percent"], row["upper_percent"], row["probability_met"]) == (None, None, None)
    # of 530 it can be 270, and has one
    assert one_of(judged(tmp_path / "b", "{percent: 50.9, n: 530}")).value.lower is not None


def test_a_past_percent_that_cannot_belong_to_its_n_makes_no_interval_of_the_change(tmp_path: Path) -> None:
    history = "{count: 27, n: 40}, history: {2022: {percent: 50.9, n: 10}}"
    one = one_of(judged(tmp_path, history))
    assert one.change is not None
    assert (one.change.lower, one.change.statement) == (None, "cannot_tell")
    result = judged(tmp_path, history, target="{raise: {points: 1}}")
    assert one_of(result).verdict[Cause.SAMPLING].turned is Turned.NOT_KNOWN
    said = {line.code: " ".join(line.said) for line in criticism_lines(result, "x", words_of(result, "ja"))}
    assert "割合と母数の人数が両立しない" in said["change"]


def test_a_weighted_past_percent_need_not_be_of_a_count(tmp_path: Path) -> None:
    history = "{percent: 62.3, n: 40}, history: {2022: {percent: 50.9, n: 10}}"
    design = ", invited: 900, design: {weight: w}"
    folder = tmp_path
    folder.mkdir(exist_ok=True)
    asked = ASKED + "  - {id: w, text: 重み, header: 重み, type: number}\n"
    judged(folder, "{count: 27, n: 40}")
    (folder / "q.yaml").write_text(asked, encoding="utf-8")
    text = (folder / "plan.yaml").read_text(encoding="utf-8").replace("{count: 27, n: 40}", history)
    text = text.replace("q.yaml}", f"q.yaml{design}}}").replace("surveys:", "official: design\nsurveys:")
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    one = one_of(kumin.judge_published(folder))
    assert Flag.PERCENT_NOT_OF_N not in one.flags
    assert one.value.lower is not None
    assert one.change is not None
    assert one.change.lower is not None


PAST = "{count: 27, n: 40}, history: {2022: {count: 11, n: 40}}"


@pytest.mark.parametrize("method", ["clopper_pearson", "jeffreys", "logit"])
def test_the_year_before_has_the_interval_and_level_of_this_one(tmp_path: Path, method: str) -> None:
    judged(tmp_path, PAST, f", interval: {method}", target="{raise: {points: 0}}")
    one = kumin.judge_published(tmp_path, level=0.9).items[0]
    assert one.change is not None
    expected = published_limits(method, 11 / 40, 40, level=0.9)
    for year in (one.change.before, *one.references):
        assert (year.lower, year.upper, year.level) == pytest.approx((expected["lower"], expected["upper"], 0.9))
        assert (year.method, year.refused) == (method, None)


def test_of_a_year_before_that_allows_no_such_interval_the_reason_is_said(tmp_path: Path) -> None:
    result = judged(tmp_path, PAST, ", interval: finite_exact, population: 90")
    one = one_of(result)
    assert one.change is not None
    assert (one.change.before.method, one.change.before.refused) == ("wilson", "no_population_size")
    for lang, said in (("ja", "令和4年度の誤差は、運営方針の区間の方法"), ("en", "The error of 2022 is by")):
        lines = criticism_lines(result, "x", words_of(result, lang))
        assert said in " ".join(next(line.said for line in lines if line.code == "past"))


@pytest.mark.parametrize("method", ["wilson", "clopper_pearson"])
def test_years_pooled_have_the_interval_of_their_survey(tmp_path: Path, method: str) -> None:
    pool = "      - {id: y, text: t, pool: {of: x, years: 2, how: pooled}, target: {at_least: 50}}\n"
    judged(tmp_path, PAST, f", interval: {method}")
    plan = tmp_path / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8") + pool, encoding="utf-8")
    value = kumin.judge_published(tmp_path, level=0.9).items[1].value
    assert value.n_eff is not None
    expected = published_limits(method, 38 / 80, 80, level=0.9, deff=80 / value.n_eff)
    assert (value.lower, value.upper, value.method) == pytest.approx((expected["lower"], expected["upper"], method))


@pytest.mark.parametrize(
    ("result", "turned"),
    [("{percent: 98, n: 400}", Turned.YES), ("{count: 390, n: 400}", Turned.YES), ("{count: 392, n: 400}", Turned.NO)],
)
def test_a_whole_percent_is_no_surer_than_the_counts_it_may_be(tmp_path: Path, result: str, turned: Turned) -> None:
    """98% of 400 may be 390 people, whose lower limit (95.5%) is below 96, as that of 98.0% itself (96.1%) is not."""
    one = one_of(judged(tmp_path, result, target="{at_least: 96}", more="decimals: 0\n"))
    assert (one.mark.mark, one.verdict[Cause.SAMPLING].turned) == ("A", turned)
    assert one.value.lower == published_limits("wilson", 390 / 400 if "390" in result else 0.98, 400)["lower"]


def test_one_answer_is_as_little_in_a_published_plan_as_among_answers(tmp_path: Path) -> None:
    one = one_of(judged(tmp_path / "a", "{count: 1, n: 1}", ", invited: 4"))
    assert one.verdict.reasons == ("one_row",)
    assert one.verdict[Cause.SAMPLING].turned is not Turned.NO
    census = one_of(judged(tmp_path / "b", "{count: 1, n: 1}", ", invited: 1, sampling: census"))
    assert "one_row" not in census.verdict.reasons
