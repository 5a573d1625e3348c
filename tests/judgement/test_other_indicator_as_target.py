"""A target that is another indicator's value of the year: the error of the difference, with its exact covariance."""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy.stats import t as student

import kumin
from kumin import DefinitionError, load_plan
from kumin.definitions import Plan
from kumin.judgement import judge_all, published_estimates
from kumin.judgement.change import wilson_limits
from kumin.judgement.judgement import Judgement
from kumin.judgement.measures.others import limits_of_difference
from kumin.judgement.targets import INDEPENDENT, SAME, WIDEST
from kumin.judgement.verdicts.verdict import Cause, Turned
from kumin.judgement.year import YearValue
from kumin.messages import text
from kumin.result import Result
from kumin.words.indicators.criticisms import Told, criticism_lines
from kumin.words.indicators.indicator import target_sentences
from kumin.words.words import words_of

QUESTIONS = """\
id: q
title: 調査
questions:
  - {id: a, text: 問a, header: a, type: single, options: {1: はい, 2: いいえ}}
  - {id: b, text: 問b, header: b, type: single, options: {1: はい, 2: いいえ}}
  - {id: x, text: 問x, header: x, type: number}
  - {id: y, text: 問y, header: y, type: number}
"""


def plan(folder: Path, target: str, more: str = "") -> Path:
    (folder / "q.yaml").write_text(QUESTIONS, encoding="utf-8")
    share = "survey: s, question: {}, positive: [1], target: {}"
    (folder / "plan.yaml").write_text(
        "id: p\ntitle: t\nward: w\nfiscal_year: 2023\nsurveys:\n  s: {title: 調査, questionnaire: q.yaml}\n"
        "issues:\n  - id: 1\n    title: t\n    indicators:\n"
        f"      - {{id: b, text: 指標b, {share.format('b', '{monitor: true}')}}}\n"
        "      - {id: y, text: 指標y, survey: s, question: y, unit: 点, target: {monitor: true}}\n"
        "      - {id: x, text: 指標x, survey: s, question: x, unit: 点, target: {indicator: y}}\n"
        f"      - {{id: a, text: 指標a, {share.format('a', target)}}}\n{more}",
        encoding="utf-8",
    )
    return folder


def answers(n: int, alike: float, shift: float, seed: int = 1) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    b = rng.random(n) < 0.5
    a = np.where(rng.random(n) < alike, b, rng.random(n) < 0.5 + shift)
    y = rng.normal(5, 2, n).round(1)
    return {"a": a, "b": b, "x": (y + rng.normal(shift, 0.5, n)).round(1), "y": y}


def run(folder: Path, found: dict[str, np.ndarray], target: str = "{indicator: b}") -> Result:
    with (folder / "s.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(list("abxy"))
        for a, b, x, y in zip(*(found[name] for name in "abxy"), strict=True):
            writer.writerow([1 if a else 2, 1 if b else 2, x, y])
    return kumin.run(plan(folder, target), {"s": folder / "s.csv"})


def item(result: Result, name: str) -> Judgement:
    return next(one for one in result.items if one.indicator.id == name)


def test_the_same_peoples_answers_differ_with_their_covariance(tmp_path: Path) -> None:
    found = answers(300, alike=0.9, shift=0.4)
    result = run(tmp_path, found)
    one, d = item(result, "a"), found["a"].astype(float) - found["b"]
    assert one.value.target_se == pytest.approx(d.std(ddof=1) / math.sqrt(300))
    assert one.mark.mark == "A"
    assert one.target.against is not None
    against = one.target.against
    assert against.basis == SAME
    assert against.lower is not None
    assert against.upper is not None
    # near the difference of the same people, far narrower than that of two samples
    half = 100 * 1.96 * d.std(ddof=1) / math.sqrt(300)
    assert (against.lower, against.upper) == pytest.approx((100 * d.mean() - half, 100 * d.mean() + half), abs=0.35)
    apart = 100 * 1.96 * math.sqrt((found["a"].var(ddof=1) + found["b"].var(ddof=1)) / 300)
    assert against.upper - against.lower < 0.6 * 2 * apart
    sampling = one.verdict[Cause.SAMPLING]
    assert (sampling.lower, sampling.upper) == pytest.approx((against.lower, against.upper))
    x = item(result, "x")
    d = found["x"] - found["y"]
    half = student.ppf(0.975, 299) * d.std(ddof=1) / math.sqrt(300)
    assert x.target.against is not None
    assert (x.target.against.lower, x.target.against.upper) == pytest.approx((d.mean() - half, d.mean() + half))
    assert x.verdict[Cause.SAMPLING].turned is (Turned.NO if abs(d.mean()) > half else Turned.YES)


def test_it_holds_the_difference_as_often_as_it_says() -> None:
    """Pairs of answers drawn from a known table of chances, by hand."""
    rng, chances, n, times = np.random.default_rng(2), [0.35, 0.15, 0.05, 0.45], 90, 1500
    truth, hits = 100 * (chances[1] - chances[2]), 0
    for _ in range(times):
        both, only_a, only_b, none = rng.multinomial(n, chances)
        pair = []
        for k in (both + only_a, both + only_b):
            p = k / n
            lower, upper = wilson_limits(p, n)
            se = math.sqrt(p * (1 - p) / (n - 1))
            pair.append(YearValue("a", proportion=p, se=se, lower=lower, upper=upper))
        d = np.repeat([0, 1, -1, 0], [both, only_a, only_b, none])
        first = replace(pair[0], target_se=d.std(ddof=1) / math.sqrt(n))
        found = limits_of_difference(first, pair[1], SAME)
        assert found.lower is not None
        assert found.upper is not None
        hits += found.lower <= truth <= found.upper
        wider = limits_of_difference(first, pair[1], WIDEST)
        apart = limits_of_difference(first, pair[1], INDEPENDENT)
        assert wider.upper - wider.lower >= apart.upper - apart.lower  # type: ignore[operator]
    assert hits / times > 0.95 - 3 * math.sqrt(0.95 * 0.05 / times)


@pytest.mark.parametrize(
    ("target", "mark"),
    [
        ("{indicator: b}", "A"),
        ("{indicator: {id: b, points: 5}}", "A"),
        ("{indicator: {id: b, points: 10}}", "A"),
        ("{indicator: {id: b, points: 10.1}}", "B"),
        ("{indicator: {id: b, better: lower}}", "B"),
    ],
)
def test_marks_compare_the_printed_values(tmp_path: Path, target: str, mark: str) -> None:
    n = 200
    found = answers(n, 0.5, 0.0)
    found["b"], found["a"] = np.arange(n) < 80, np.arange(n) < 100
    result = run(tmp_path, found, target)
    one = item(result, "a")
    assert one.mark.mark == mark
    row = result.frames["targets"].row(by_predicate=pl.col("indicator") == "a", named=True)
    assert (row["rule"], row["reference_source"], row["reference_value"]) == ("indicator", "b", 40.0)
    assert row["reference_error"] == "same_respondents"
    assert one.evidence is not None
    assert one.evidence.probability_met is None
    for lang, said in (("ja", "その共分散を入れて"), ("en", "the error includes their covariance")):
        sentences = list(target_sentences(result, one.indicator, words_of(result, lang)))
        assert any(said in sentence and "指標b" in sentence and "40.0%" in sentence for sentence in sentences)


def judged(first: dict[str, Any], second: dict[str, Any], survey: str = "s") -> Judgement:
    share = {"text": "t", "question": "q", "positive": [1]}
    given = Plan.model_validate({
        "id": "p", "title": "t", "ward": "w", "fiscal_year": 2023,
        "surveys": {key: {"title": key, "questionnaire": "q.yaml"} for key in ("s", "t")},
        "issues": [{"id": 1, "title": "i", "indicators": [
            {"id": "b", "survey": survey, "target": {"monitor": True}, **share, "result": second},
            {"id": "a", "survey": "s", "target": {"indicator": "b"}, **share, "result": first}]}],
    })  # fmt: skip
    return judge_all(published_estimates(given), given).items[1]


def test_of_published_values_alone_the_same_peoples_covariance_is_not_known() -> None:
    pair = {"count": 300, "n": 500}, {"count": 260, "n": 500}
    same, apart = judged(*pair), judged(*pair, survey="t")
    assert same.target.against is not None
    assert apart.target.against is not None
    assert (same.target.against.basis, apart.target.against.basis) == (WIDEST, INDEPENDENT)
    # independent: Newcombe's interval of 60% and 52% of 500 each (1.9 to 14.0); of the same people anything
    assert (apart.target.against.lower, apart.target.against.upper) == pytest.approx((1.85, 14.04), abs=0.05)
    assert (same.target.against.lower, same.target.against.upper) == pytest.approx((-0.68, 16.57), abs=0.05)
    assert (same.mark.mark, apart.mark.mark) == ("A", "A")
    assert same.verdict[Cause.SAMPLING].turned is Turned.YES
    assert apart.verdict[Cause.SAMPLING].turned is Turned.NO
    unknown = judged({"percent": 60.0}, {"count": 260, "n": 500})
    assert unknown.verdict[Cause.SAMPLING].turned is Turned.NOT_KNOWN


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("{indicator: c}", "target_indicator_unknown"),
        ("{indicator: a}", "target_indicator_unknown"),
        ("{indicator: x}", "target_indicator_unit"),
        ("{indicator: {id: b, point: 3}}", "unknown_key"),
        ("{indicator: {points: 3}}", "missing_key"),
        ("{indicator: {id: b, points: -3}}", "must_be_at_least"),
        ("{indicator: b, at_least: 3}", "target_has_several"),
        ("{indicator: b, by: 2027, baseline: {year: 2020, value: 3}, reference: path}", "target_indicator_reference"),
    ],
)
def test_what_is_wrong_with_it_is_said_with_its_place(tmp_path: Path, target: str, code: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        load_plan(plan(tmp_path, target))
    assert (refused.value.code, refused.value.line) == (code, 14)
    for lang in ("ja", "en"):
        assert text(code, lang, **refused.value.params)


def test_what_could_move_value_and_target_alike_is_shown_without_a_mark(tmp_path: Path) -> None:
    """The bounds are those of the letters; nothing is said of letters or tables that are there."""
    found = answers(300, alike=0.9, shift=0.4)
    run(tmp_path, found)
    path = tmp_path / "plan.yaml"
    written = path.read_text(encoding="utf-8")
    path.write_text(written.replace("q.yaml", "q.yaml, invited: 400"), encoding="utf-8")
    result = kumin.run(tmp_path, {"s": tmp_path / "s.csv"})
    one, k = item(result, "a"), int(found["a"].sum())
    for cause in (Cause.BASE, Cause.WEIGHTING, Cause.NONRESPONSE):
        assert (one.verdict[cause].turned, one.verdict[cause].detail) == (Turned.NOT_KNOWN, "moving_target")
    words = words_of(result, "ja")
    said = {line.code: " ".join(line.said) for line in criticism_lines(result, "a", words)}
    ends = words.percent(100 * k / 400), words.percent(100 * (k + 100) / 400)
    assert (
        f"答えが分からない 100人の答えしだいで、割合は {ends[0]}～{ends[1]} のどこにもなりえます。"
        in said["nonresponse"]
    )
    assert text("say_target_moves_too", "ja") in said["nonresponse"]
    assert "発送数が分からない" not in said["nonresponse"]
    hidden = {line.code: " ".join(line.said) for line in criticism_lines(result, "a", words, Told(bases=False))}
    assert text("why_moving_target", "ja") in hidden["nonresponse"]
