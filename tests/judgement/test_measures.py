"""An indicator may be a share, a mean, a score, a difference or a ratio: each right, with its error and its unit."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from scipy.stats import t as student

import kumin
from conftest import ROOT
from kumin import DefinitionError, load_plan
from kumin.definitions import Indicator
from kumin.definitions.files.yaml_tree import read_yaml
from kumin.errors import StatisticsError
from kumin.estimation import SurveyDesign, difference_of, function_of_means, mean_of, means, ratio_of
from kumin.judgement.measures import MEASURES, measure_of
from kumin.result import Result
from kumin.words.methods import measures_markdown
from kumin.words.words import Words, words_of
from kumin.writers.files import write_result
from kumin.writers.terminal.run import render

QUESTIONNAIRE = """\
id: q
title: 区民アンケート
columns: {id: 番号}
questions:
  - {id: sat, text: 満足度, header: 問1, type: number, minimum: 0, maximum: 10, unit: 点}
  - {id: like, text: 住みよさ, header: 問2, type: single, options: {1: 満足, 2: やや, 3: ふつう, 4: やや不満, 5: 不満}}
  - {id: stay, text: 住み続けたい, header: 問3, type: single, options: {1: はい, 2: いいえ, 3: わからない}}
  - {id: sex, text: 性別, header: 問4, type: single, attribute: true, options: {1: 男, 2: 女}}
  - {id: media, text: 媒体, header: 問5, type: multiple, options: {1: 紙, 2: 網}}
"""
PLAN = """\
id: p
title: いろいろな指標
ward: 試験区
fiscal_year: {year}
surveys:
  residents: {{title: 区民アンケート, questionnaire: q.yaml, of: 18歳以上の区民, invited: 1500}}
issues:
  - id: 1
    title: くらし
    indicators:
"""
LIKE_LESS_STAY = "[{question: like, positive: [1, 2]}, {question: stay, positive: [1]}]"
WOMEN_OVER_MEN = (
    "[{question: stay, positive: [1], among: {sex: [2]}}, {question: stay, positive: [1], among: {sex: [1]}}]"
)
INDICATORS = {
    "seven": "question: sat, positive: {at_least: 7}, target: {at_least: 60}",
    "listed": "question: sat, positive: [7, 8, 9, 10], target: {at_least: 60}",
    "middle": "question: sat, positive: {more_than: 4, less_than: 7}, target: {at_most: 60}",
    "mean": "question: sat, target: {at_least: 6.5}, history: {2023: 5.8}",
    "score": "question: like, points: {1: 2, 2: 1, 3: 0, 4: -1, 5: -2}, unit: 点, target: {at_least: 0.5}",
    "minus": f"combine: difference, unit: ポイント, parts: {LIKE_LESS_STAY}, target: {{at_least: -20}}",
    "over": f"combine: ratio, unit: 倍, parts: {WOMEN_OVER_MEN}, target: {{between: [0.9, 1.1]}}, decimals: 2",
    "means": "combine: mean, unit: 点, target: {at_least: 5}, parts: "
    "[{question: sat}, {question: like, points: {1: 9, 2: 7, 3: 5, 4: 3, 5: 1}}]",
}  # fmt: skip
NUMBERS = ("mean", "score", "minus", "over", "means")


def a_year(folder: Path, year: int = 2024, seed: int = 1) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "q.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    lines = (f"      - {{id: {name}, text: {name}, survey: residents, {keys}}}\n" for name, keys in INDICATORS.items())
    plan = PLAN.format(year=year) + "".join(lines)
    plan = plan if year == 2024 else plan.replace(", history: {2023: 5.8}", "")
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    rng = np.random.default_rng(seed)
    with (folder / "residents.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["番号", "問1", "問2", "問3", "問4", "問5"])
        for i in range(400):
            row = [rng.choice(["", *range(3, 11)]), rng.choice(["", 1, 2, 3, 4, 5]), rng.choice([1, 1, 2, 3])]
            writer.writerow([i, *row, rng.choice([1, 2]), 1])
    return folder


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = a_year(tmp_path_factory.mktemp("measures"))
    return kumin.run(folder, {"residents": folder / "residents.csv"})


def answers(result: Result) -> dict[str, np.ndarray]:
    coded = result.answers["residents"].coded
    return {name: coded[name].cast(pl.Float64).to_numpy() for name in ("sat", "like", "stay", "sex")}


def row(result: Result, name: str) -> dict[str, object]:
    return result.judgements.row(by_predicate=pl.col("indicator") == name, named=True)


@pytest.mark.parametrize(("name", "low", "high"), [("seven", 7, 10), ("listed", 7, 10), ("middle", 5, 6)])
def test_a_share_of_numbers_counts_those_in_the_range(result: Result, name: str, low: int, high: int) -> None:
    given = answers(result)["sat"]
    known = given[~np.isnan(given)]
    found = row(result, name)
    assert (found["n_base"], found["n_positive"]) == (known.size, ((known >= low) & (known <= high)).sum())
    assert found["unit"] is None


def residuals(result: Result, name: str) -> tuple[float, np.ndarray, int]:
    """The value, each respondent's linearised residual, and the degrees of freedom, worked out by hand."""
    found = answers(result)
    sat, like, stay, sex = (found[key] for key in ("sat", "like", "stay", "sex"))

    def centred(y: np.ndarray, inside: np.ndarray) -> tuple[float, np.ndarray]:
        mean = y[inside].mean()
        return mean, np.where(inside, y - mean, 0) / inside.sum()

    known = ~np.isnan(like)
    if name == "mean":
        mean, z = centred(sat, ~np.isnan(sat))
        return mean, z, (~np.isnan(sat)).sum() - 1
    if name == "score":
        mean, z = centred(3 - like, known)
        return mean, z, known.sum() - 1
    if name == "minus":
        (a, za), (b, zb) = centred(like <= 2, known), centred(stay == 1, ~np.isnan(stay))
        return 100 * (a - b), 100 * (za - zb), stay.size - 1
    if name == "over":
        (a, za), (b, zb) = centred(stay == 1, sex == 2), centred(stay == 1, sex == 1)
        return a / b, za / b - a / b**2 * zb, stay.size - 1
    (a, za), (b, zb) = centred(sat, ~np.isnan(sat)), centred(11 - 2 * like, known)
    return (a + b) / 2, (za + zb) / 2, (known | ~np.isnan(sat)).sum() - 1


@pytest.mark.parametrize("name", NUMBERS)
def test_value_and_interval_are_those_worked_out_by_hand(result: Result, name: str) -> None:
    value, z, df = residuals(result, name)
    half = student.ppf(0.975, df) * np.sqrt(z.size / (z.size - 1) * ((z - z.mean()) ** 2).sum())
    estimate = result.estimates.row(by_predicate=pl.col("indicator") == name, named=True)
    assert estimate["estimate"] == pytest.approx(value)
    assert (estimate["lower"], estimate["upper"]) == pytest.approx((value - half, value + half))
    assert estimate["proportion"] is None
    found = row(result, name)
    assert found["value"] == pytest.approx(value, abs=0.5 * 10.0 ** -found["decimals"])
    assert (found["lower"], found["upper"]) == pytest.approx((value - half, value + half))
    assert [found[column] for column in ("percent", "lower_percent", "upper_percent", "change_points")] == [None] * 4


def test_the_same_respondents_answer_both_parts() -> None:
    """Where two answers agree, their difference varies less than two samples' would; the covariance says so."""
    rng = np.random.default_rng(3)
    first = rng.random(300) < 0.5
    second = np.where(rng.random(300) < 0.9, first, ~first)
    frame, everyone = pl.DataFrame({"a": first, "b": second}), [pl.lit(value=True)] * 2
    values = [pl.col("a"), pl.col("b")]
    found = function_of_means(frame, values, difference_of, bases=everyone)
    apart = first.astype(float) - second
    assert found.se == pytest.approx(apart.std(ddof=1) / np.sqrt(300))
    ratio = function_of_means(frame, values, ratio_of, bases=everyone)
    leave_one_out = np.array([np.delete(first, i).mean() / np.delete(second, i).mean() for i in range(300)])
    jackknife = np.sqrt(299 / 300 * ((leave_one_out - leave_one_out.mean()) ** 2).sum())
    assert ratio.se == pytest.approx(jackknife, rel=0.01)


def test_weights_strata_clusters_and_the_population_enter() -> None:
    rng = np.random.default_rng(4)
    frame = pl.DataFrame(
        {
            "y": rng.normal(5, 2, 120), "w": rng.uniform(0.5, 2, 120),
            "h": np.repeat(["a", "b"], 60), "psu": np.tile(np.repeat(range(12), 5), 2),
        }
    )  # fmt: skip
    design = SurveyDesign(weights="w", strata="h", psu="psu", population={"a": 40, "b": 80})
    found = function_of_means(frame, [pl.col("y")], mean_of, bases=[pl.lit(value=True)], design=design)
    expected = means(frame, {"y": pl.col("y")}, design=design).row(0, named=True)
    assert [found.value, found.se, found.lower, found.upper, found.df] == pytest.approx(
        [expected[name] for name in ("mean", "se", "lower", "upper", "df")]
    )


def test_nobody_and_one_answer_and_a_share_of_nothing() -> None:
    frame = pl.DataFrame({"a": [1.0, None], "b": [0.0, 0.0]})
    nobody = function_of_means(frame, [pl.col("a")], mean_of, bases=[pl.lit(value=False)])
    assert (nobody.value, nobody.not_estimable) == (None, "empty_base")
    everyone = [pl.lit(value=True)]
    with pytest.raises(StatisticsError):
        function_of_means(frame, [pl.col("a")], mean_of, bases=everyone)
    one = function_of_means(frame, [pl.col("a")], mean_of, bases=everyone, nulls="drop")
    assert (one.value, one.se, one.lower) == (1.0, None, None)
    both = [pl.col("a"), pl.col("b")]
    assert function_of_means(frame, both, ratio_of, bases=everyone * 2, nulls="drop").value is None


def test_the_mark_and_how_sure_it_is_are_in_the_unit(result: Result) -> None:
    marks = {name: (row(result, name)["judgement"], row(result, name)["evidence"]) for name in ("mean", "minus")}
    found = row(result, "mean")
    assert marks["mean"][0] == ("A" if found["value"] >= 6.5 else "B")
    beyond = found["lower"] > 6.5 or found["upper"] < 6.5
    assert marks["mean"][1] == ("clear" if beyond else "within_error")
    value, z, df = residuals(result, "mean")
    se = np.sqrt(z.size / (z.size - 1) * ((z - z.mean()) ** 2).sum())
    assert found["probability_met"] == pytest.approx(student.cdf((value - 6.5) / se, df), abs=1e-6)
    assert "number" not in found["flags"]


def test_two_years_are_compared_with_both_errors(tmp_path: Path) -> None:
    before, now = a_year(tmp_path / "r05", 2023, seed=7), a_year(tmp_path / "r06", 2024, seed=8)
    old = kumin.run(before, {"residents": before / "residents.csv"})
    new = kumin.run(now, {"residents": now / "residents.csv"}, previous=old)
    for name in NUMBERS:
        change = new.frames["changes"].row(by_predicate=pl.col("indicator") == name, named=True)
        pair = [one.estimates.row(by_predicate=pl.col("indicator") == name, named=True) for one in (new, old)]
        variance = [one["se"] ** 2 for one in pair]
        df = sum(variance) ** 2 / sum(v**2 / one["df"] for v, one in zip(variance, pair, strict=True))
        apart, half = pair[0]["estimate"] - pair[1]["estimate"], student.ppf(0.975, df) * np.sqrt(sum(variance))
        assert (change["change_lower"], change["change_upper"]) == pytest.approx((apart - half, apart + half))
        assert change["lower_points"] is None
        beyond = "rose" if apart > half else "fell" if apart < -half else "within_error"
        assert change["statement"] == beyond


def test_without_last_years_answers_no_rise_is_claimed(result: Result) -> None:
    change = result.frames["changes"].row(by_predicate=pl.col("indicator") == "mean", named=True)
    assert (change["statement"], change["change_lower"]) == ("cannot_tell", None)


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", re.sub(r"<(svg|script|style).*?</\1>", " ", html, flags=re.S))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_output_has_the_unit_and_never_a_percent_sign(tmp_path: Path, result: Result, lang: str) -> None:
    write_result(result, tmp_path, lang)
    word = zipfile.ZipFile(tmp_path / "report.docx").read("word/document.xml").decode()
    texts = [render(result, words_of(result, lang), detail=True)]
    page = plain((tmp_path / "report.html").read_text(encoding="utf-8")).replace("\N{MINUS SIGN}", "-")
    texts += [page, plain(word)]
    for name in NUMBERS:
        found, words = row(result, name), words_of(result, lang)
        printed = words.amount(found["value"], found["unit"], found["decimals"])
        ends = [words.number(found[end], found["decimals"]) for end in ("lower", "upper")]
        for text in texts:
            assert printed in text
            assert any(ends[0] + joiner + ends[1] + found["unit"] in text for joiner in ("–", "～", " to "))
            for number in (printed.removesuffix(found["unit"]), *ends):
                assert not re.search(rf"(?<![\d.]){re.escape(number)}%", text) or name == "means"
    sheets = zipfile.ZipFile(tmp_path / "report.xlsx")
    formats = sheets.read("xl/styles.xml").decode()
    assert all(f"&quot;{unit}&quot;" in formats for unit in ("点", "ポイント", "倍"))
    with (tmp_path / "judgements.csv").open(encoding="utf-8-sig") as file:
        judged = {line["indicator"]: line for line in csv.DictReader(file)}
    assert all(judged[name]["percent"] == "" and judged[name]["lower"] and judged[name]["unit"] for name in NUMBERS)
    kept = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    assert {one["indicator"]: one["estimate"] for one in kept["estimates"]}["mean"] is not None


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ("question: like", "mean_of_options"),
        ("question: like, positive: []", "must_not_be_empty"),
        ("question: like, positive: {at_least: 2}", "range_of_options"),
        ("question: sat, positive: {at_leest: 2}", "unknown_key"),
        ("question: sat, positive: {at_least: 2, more_than: 3}", "range_ends"),
        ("question: sat, positive: {}", "range_ends"),
        ("question: sat, positive: {at_least: 7, at_most: 6}", "range_empty"),
        ("question: sat, positive: {more_than: 7, at_most: 7}", "range_empty"),
        ("question: sat, positive: {at_least: 7}, unit: 点", "indicator_unit_of_survey"),
        ("question: sat, points: {7: 1}, unit: 点", "points_of_number"),
        ("question: media, points: {1: 1}, unit: 点", "points_of_multiple"),
        ("question: like, points: {6: 1}, unit: 点", "option_unknown"),
        ("question: like, points: {1: 2, 2: 1}", "indicator_needs_unit"),
        ("question: like, points: {1: 2}, unit: 点, base: {excluding: [1]}", "positive_excluded"),
        ("combine: any, parts: [{question: sat}, {question: like, positive: [1]}]", "combine_needs_shares"),
        ("combine: difference, unit: 点, parts: [{question: sat}, {question: like, positive: [1]}]",
         "combine_needs_alike"),
        ("combine: ratio, unit: 倍, parts: [{question: sat}, {question: sat}, {question: sat}]", "combine_needs_two"),
        ("combine: difference, parts: [{question: like, positive: [1], points: {1: 1}}, {question: sat}]",
         "positive_and_points"),
        ("combine: difference, parts: [{question: sat}, {question: sat, among: {sex: [3]}}]", "option_unknown"),
    ],
)  # fmt: skip
def test_what_cannot_be_measured_is_told_by_place(tmp_path: Path, keys: str, code: str) -> None:
    (tmp_path / "q.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    line = f"      - {{id: x, text: x, survey: residents, {keys}, target: {{at_least: 5}}}}\n"
    (tmp_path / "plan.yaml").write_text(PLAN.format(year=2024) + line, encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        load_plan(tmp_path)
    assert (refused.value.code, refused.value.line) == (code, 11)


def test_a_mean_has_the_unit_of_its_question(result: Result) -> None:
    (unit,) = (one.unit for _, one in result.plan.plan.indicators() if one.id == "mean")
    assert unit == "点"


def test_every_kind_has_an_example_that_is_of_it(tmp_path: Path) -> None:
    for kind in MEASURES.values():
        (tmp_path / "a.yaml").write_text("a: " + kind.example, encoding="utf-8")
        keys = read_yaml(tmp_path / "a.yaml").value["a"]
        survey = {} if kind.name in ("stated", "pooled") else {"survey": "s"}
        one = Indicator.model_validate({"id": "x", "text": "x", "target": {"at_least": 1}, **survey, **keys})
        assert measure_of(one) is kind


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_page_of_definitions_lists_every_kind(lang: str) -> None:
    page = (ROOT / "docs" / ("definitions.md" if lang == "ja" else "judgement.md")).read_text(encoding="utf-8")
    assert measures_markdown(Words(lang)) in page
