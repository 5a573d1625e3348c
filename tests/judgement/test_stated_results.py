"""A value that a plan states with its people is a survey's result: its sampling error counts wherever it stands."""

from __future__ import annotations

import json
from fractions import Fraction
from math import sqrt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm
from scipy.stats import t as student

from kumin import DefinitionError, load_plan
from kumin.definitions import Plan
from kumin.definitions.lenient.forms import published_of
from kumin.definitions.lenient.targets import target_of
from kumin.judgement import published_estimates
from kumin.judgement.judge import judge_all
from kumin.judgement.judgement import Judgement
from kumin.judgement.verdicts.verdict import Cause, Turned
from kumin.messages import text
from kumin.pipeline import judge_published
from kumin.words.indicators.change import change_sentences
from kumin.words.indicators.criticisms import criticism_lines
from kumin.words.indicators.indicator import target_sentences
from kumin.words.words import Words, words_of
from kumin.workbooks.convert import convert

SHARE = {"survey": "s", "text": "t", "question": "q", "positive": [1]}
SCORE = {"survey": "s", "text": "t", "question": "q", "points": {1: 5, 2: 1}, "unit": "点", "decimals": 2}
PEOPLE = {"count": 349, "n": 530}


def judged(target: dict[str, Any], result: object, measured: dict[str, Any] = SHARE, **keys: Any) -> Judgement:
    plan = Plan.model_validate({
        "id": "p", "title": "p", "ward": "w", "fiscal_year": 2023,
        "surveys": {"s": {"title": "s", "questionnaire": "q.yaml"}},
        "issues": [{"id": 1, "title": "i", "indicators": [
            {"id": "a", "target": target, "result": result, **measured, **keys}]}],
    })  # fmt: skip
    return judge_all(published_estimates(plan), plan).items[0]


@pytest.mark.parametrize(("n", "certain"), [(100, True), (101, False)])
def test_a_census_of_more_answers_than_letters_is_not_known_to_be_of_everyone(n: int, certain: bool) -> None:
    plan = Plan.model_validate({
        "id": "p", "title": "p", "ward": "w", "fiscal_year": 2023,
        "surveys": {"s": {"title": "s", "questionnaire": "q.yaml", "sampling": "census", "invited": 100}},
        "issues": [{"id": 1, "title": "i", "indicators": [
            {"id": "a", "target": {"at_least": 60}, "result": {"count": 60, "n": n}, **SHARE}]}],
    })  # fmt: skip
    (row,) = published_estimates(plan).to_dicts()
    assert (row["lower"] == row["proportion"] == row["upper"]) is certain


def wilson(k: int, n: int) -> tuple[float, float, float]:
    z, p = norm.ppf(0.975), k / n
    middle, half = (p + z**2 / (2 * n)) / (1 + z**2 / n), z * sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return p, middle - half, middle + half


def newcombe(one: tuple[int, int], other: tuple[int, int]) -> tuple[float, float]:
    (p1, l1, u1), (p2, l2, u2) = wilson(*one), wilson(*other)
    return 100 * (p1 - p2 - sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2)), 100 * (
        p1 - p2 + sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)
    )


TARGETS = {
    "at_least": {"at_least": PEOPLE},
    "external": {"external": {2022: PEOPLE, "source": "全国調査"}},
    "milestone": {"at_least": 80, "by": 2027, "milestones": {2023: PEOPLE}, "reference": "milestone"},
    "revised": {"at_least": 20, "revised": [{"from": 2022, "at_least": PEOPLE}]},
    "percent": {"external": {2022: {"percent": 65.8, "n": 530}, "source": "全国調査"}},
}


@pytest.mark.parametrize("name", TARGETS)
@given(k=st.integers(1, 399))
@settings(max_examples=15, deadline=None)
def test_its_error_counts_as_newcombes_interval(name: str, k: int) -> None:
    one = judged(TARGETS[name], {"count": k, "n": 400})
    lower, upper = newcombe((k, 400), (349, 530))
    assert one.target.against is not None
    found = (one.target.against.lower, one.target.against.upper)
    assert found == pytest.approx((lower, upper), abs=0.06 if name == "percent" else 1e-6)
    turned = one.verdict[Cause.SAMPLING].turned
    # near the end the printed target decides, and not the exact one
    if min(abs(lower), abs(upper)) > 0.1:
        assert turned is (Turned.YES if lower < 0 < upper else Turned.NO)


def test_where_printed_values_are_judged_a_percent_of_counts_is_taken_as_printed() -> None:
    assert judged({"at_least": PEOPLE}, 65.8).mark.mark == "A"  # 349 of 530 is 65.849...%
    assert judged({"at_least": PEOPLE, "compare": "exact"}, 65.8).mark.mark == "B"
    assert judged({"at_least": 65.84}, 65.8).mark.mark == "B"


def test_people_of_the_baseline_move_the_path() -> None:
    def path(**baseline: Any) -> Judgement:
        target = {"at_least": 80, "by": 2027, "baseline": {"year": 2019, **baseline}, "reference": "path"}
        return judged(target, {"count": 280, "n": 400})

    certain, unsure = path(value=40), path(value=40, n=50)
    assert [one.year for one in unsure.references] == [2019]
    assert certain.references == ()
    # half of the way: the baseline's own margin enters by half
    p, low, high = wilson(280, 400)
    b, below, above = wilson(20, 50)
    middle = 100 * (p - (b + 0.8) / 2)
    expected = (middle - 100 * sqrt((p - low) ** 2 + ((above - b) / 2) ** 2),
                middle + 100 * sqrt((high - p) ** 2 + ((b - below) / 2) ** 2))  # fmt: skip
    found = unsure.verdict[Cause.SAMPLING]
    assert (found.lower, found.upper) == pytest.approx(expected, abs=0.01)
    assert certain.verdict[Cause.SAMPLING].lower == pytest.approx(100 * (low - 0.6), abs=0.01)


@pytest.mark.parametrize("spread", [{"sd": 1.1}, {"se": 1.1 / sqrt(512)}])
def test_means_with_their_spread_are_compared_by_their_standard_errors(spread: dict[str, float]) -> None:
    result = {"value": 3.6, "n": 400, "sd": 1.2}
    one = judged({"monitor": True}, result, SCORE, history={2022: {"value": 3.42, "n": 512, **spread}})
    variance = [1.2**2 / 400, 1.1**2 / 512]
    df = sum(variance) ** 2 / (variance[0] ** 2 / 399 + variance[1] ** 2 / 511)
    half, p = student.ppf(0.975, df) * sqrt(sum(variance)), 2 * student.sf(0.18 / sqrt(sum(variance)), df)
    assert one.change is not None
    assert (one.change.lower, one.change.upper, one.change.p_value) == pytest.approx((0.18 - half, 0.18 + half, p))
    against = judged({"external": {2022: {"value": 3.42, "n": 512, **spread}, "source": "県"}}, result, SCORE)
    assert against.target.against is not None
    assert (against.target.against.lower, against.target.against.upper) == pytest.approx((0.18 - half, 0.18 + half))


def test_a_raise_from_last_years_mean_has_its_error() -> None:
    result, past = {"value": 3.6, "n": 400, "sd": 1.2}, {2022: {"value": 3.42, "n": 512, "sd": 1.1}}
    known = judged({"raise": {"points": 0}}, result, SCORE, history=past)
    assert known.verdict[Cause.SAMPLING].turned is Turned.NO
    unknown = judged({"raise": {"points": 0}}, result, SCORE, history={2022: {"value": 3.42, "n": 512}})
    assert unknown.verdict[Cause.SAMPLING].turned is Turned.NOT_KNOWN


PLAN = """\
id: p
title: 方針
ward: 試験区
fiscal_year: 2023
surveys:
  s: {{title: 調査, questionnaire: q.yaml}}
issues:
  - id: 1
    title: 課題
    indicators:
      - id: a
        text: 住みよさ
        survey: s
        {measured}
        {keys}
"""
QUESTIONS = """\
id: q
title: 調査
columns: {id: 番号}
questions:
  - {id: q, text: 住みよさ, header: 問1, type: single, options: {1: よい, 2: わるい}}
"""
OF_SHARE, OF_SCORE = "question: q\n        positive: [1]", "question: q\n        points: {1: 5, 2: 1}\n        unit: 点"


def folder(place: Path, measured: str, keys: str) -> Path:
    place.mkdir(exist_ok=True)
    (place / "q.yaml").write_text(QUESTIONS, encoding="utf-8")
    (place / "plan.yaml").write_text(PLAN.format(measured=measured, keys=keys), encoding="utf-8")
    return place


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_is_known_of_the_other_result_is_said(tmp_path: Path, lang: str) -> None:
    words = Words.of(lang, decimals=1, level=0.95)
    since = {"ja": "前年度の標準偏差が分からないので、標本誤差を超える変化かどうかは示せません。",
             "en": "the standard deviation of last year is not known, so it cannot be said"}  # fmt: skip
    past = "\n        history: {2022: {value: 3.42, n: 512}}"
    keys = "target: {external: {2022: {value: 3.42, n: 512}, source: 県調査}}" + past
    result = judge_published(folder(tmp_path / "a", OF_SCORE, keys + "\n        result: {value: 3.6, n: 400, sd: 1.2}"))
    assert since[lang] in " ".join(change_sentences(result, "a", words))
    said = " ".join(target_sentences(result, result.items[0].indicator, words)) if lang == "ja" else ""
    assert lang == "en" or "標準偏差が分からないので、その標本誤差は含めていません" in said
    keys = "target: {external: {2022: {count: 349, n: 530}, source: 県調査}}\n        result: {count: 300, n: 400}"
    result = judge_published(folder(tmp_path / "b", OF_SHARE, keys))
    told = {"ja": "両方の標本誤差を入れて比べました", "en": "both sampling errors are included"}
    assert told[lang] in " ".join(target_sentences(result, result.items[0].indicator, words))
    keys = "target: {at_least: {count: 349, n: 530}}\n        result: {count: 300, n: 400}"
    result = judge_published(folder(tmp_path / "c", OF_SHARE, keys))
    assert told[lang] in " ".join(target_sentences(result, result.items[0].indicator, words))


WATCHED = "target: {monitor: true}\n        history: "


@pytest.mark.parametrize(
    ("measured", "keys", "code", "line"),
    [
        (OF_SHARE, "target: {at_least: {count: 600, n: 530}}", "published_count", 16),
        (OF_SHARE, "target: {at_least: {count: 349}}", "published_count", 16),
        (OF_SHARE, "target: {at_least: {n: 349}}", "published_nothing", 16),
        (OF_SHARE, "target: {at_least: {cuont: 349, n: 530}}", "unknown_key", 16),
        (OF_SHARE, "target: {at_least: {count: many, n: 530}}", "wrong_type_integer", 16),
        (OF_SHARE, "target: {at_least: many}", "wrong_type_number", 16),
        (OF_SHARE, "target: {at_least: {percent: 120, n: 530}}", "must_be_at_most", 16),
        (OF_SHARE, "target: {external: {2022: {count: 600, n: 530}, source: 県}}", "published_count", 16),
        (OF_SHARE, "target: {external: {2022: [1], source: 県}}", "wrong_type_number", 16),
        (OF_SHARE, "target: {at_least: 60, by: 2027, milestones: {2024: {count: 9, n: 5}}}", "published_count", 16),
        (OF_SHARE, "target: {at_least: 6, revised: [{from: 2022, at_least: {count: 9, n: 5}}]}", "published_count", 16),
        (OF_SHARE, "target: {maintain: {at: {count: 9, n: 5}}}", "published_count", 16),
        (OF_SHARE, WATCHED + "{2022: {percent: 60, n: 5, sd: 1}}", "spread_of_percent", 17),
        (OF_SHARE, "target: {external: {2022: {percent: 60, se: 1}, source: 県}}", "spread_of_percent", 16),
        (OF_SCORE, "target: {at_least: {count: 349, n: 530}}", "count_of_number", 16),
        (OF_SCORE, WATCHED + "{2022: {count: 349, n: 530}}", "count_of_number", 18),
        (OF_SCORE, WATCHED + "{2022: {value: 3, sd: 1}}", "published_sd_without_n", 18),
        (OF_SCORE, WATCHED + "{2022: {value: 3, n: 1, sd: 1}}", "published_sd_without_n", 18),
        (OF_SCORE, WATCHED + "{2022: {value: 3, n: 9, sd: 1, se: 1}}", "published_sd_and_se", 18),
        (OF_SCORE, WATCHED + "{2022: {value: 3, n: 9, sd: -1}}", "must_be_at_least", 18),
        (OF_SCORE, "target: {at_least: 3, baseline: {year: 2020, value: 3, sd: 1}}", "published_sd_without_n", 17),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place_and_what_to_write(
    tmp_path: Path, measured: str, keys: str, code: str, line: int
) -> None:
    with pytest.raises(DefinitionError) as refused:
        load_plan(folder(tmp_path, measured, keys))
    assert (refused.value.code, refused.value.line) == (code, line + (measured == OF_SCORE and line == 16))
    for lang in ("ja", "en"):
        said = text(code, lang, **refused.value.params)
        assert said
        assert "{" not in said or "例: 「{" in said or "例: {" in said or "xample: {" in said or "value: {" in said


def test_what_people_write_in_a_cell_is_read() -> None:
    people = {"count": 349, "n": 530}
    assert [published_of(words) for words in ("530人中349人", "349/530", "349 of 530", "349人／530人")] == [people] * 4
    mean = {"percent": 3.42, "n": 512, "sd": 1.1}
    assert published_of("3.42（n=512、標準偏差=1.1）") == published_of("3.42 (n=512, sd=1.1)") == mean
    assert published_of("3.42（標準誤差=0.05）") == {"percent": 3.42, "se": 0.05}
    assert published_of("3.42（n=たくさん）") is None
    assert target_of("令和９年度末までに530人中349人以上") == {"at_least": people, "by": 2027}


def test_a_workbook_holds_them_and_gives_them_back(tmp_path: Path) -> None:
    """Both ways of ``kumin convert``."""
    for name in ("books", "again", "books2"):
        (tmp_path / name).mkdir()
    keys = (
        "target: {at_least: {count: 349, n: 530}, by: 2027, milestones: {2024: {count: 30, n: 60}, 2025: 55},"
        " baseline: {year: 2020, count: 20, n: 60}, revised: [{from: 2022, at_least: {count: 300, n: 530}}]}\n"
        "        history: {2021: {count: 163, n: 187}, 2022: {percent: 62.2, n: 450}}"
    )
    given = folder(tmp_path / "yaml", OF_SHARE, keys)
    convert(given, tmp_path / "books", "ja")
    convert(tmp_path / "books", tmp_path / "again", "ja")
    assert len({str(load_plan(place).plan.issues) for place in (given, tmp_path / "books", tmp_path / "again")}) == 1
    history = "\n        history: {2022: {value: 3, n: 9, se: 0.2}}"
    keys = "target: {external: {2022: {value: 3.4, n: 90, sd: 1.1}, source: 県}}" + history
    given = folder(tmp_path / "means", OF_SCORE, keys)
    convert(given, tmp_path / "books2", "en")
    assert load_plan(tmp_path / "books2").plan.issues == load_plan(given).plan.issues


def test_the_exact_percent_of_counts_is_kept() -> None:
    one = judged({"at_least": PEOPLE, "compare": "exact"}, {"count": 349, "n": 530})
    assert one.target.goal is not None
    assert one.target.goal.low == Fraction(34900, 530)
    assert one.mark.mark == "A"


def test_what_is_asked_of_a_result_that_names_no_survey_is_answered(tmp_path: Path) -> None:
    """Who answered is told as not known, in both languages; a plan of stated percents alone needs no survey."""
    indicator = {"id": "a", "text": "t", "target": {"at_least": 50}, "result": {"percent": 60, "n": 200}}
    content = {"id": "p", "title": "p", "ward": "w", "fiscal_year": 2023,
               "issues": [{"id": 1, "title": "i", "indicators": [indicator]}]}  # fmt: skip
    (tmp_path / "plan.yaml").write_text(json.dumps(content), encoding="utf-8")
    result = judge_published(load_plan(tmp_path))
    for lang in ("ja", "en"):
        words = words_of(result, lang)
        said = "".join("".join(line.said) for line in criticism_lines(result, "a", words))
        assert words.text("say_rate_unknown", reason=words.text("why_no_letters")) in said
