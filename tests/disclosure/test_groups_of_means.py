"""Means, differences and the like by group: right, in every output, and telling of nobody."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import docx
import numpy as np
import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kumin
from kumin.definitions import Disclosure, Plan
from kumin.disclosure.measures import hide_groups
from kumin.disclosure.published import release
from kumin.judgement.measures import MEASURES
from kumin.messages import text
from kumin.result import Result
from kumin.tables.measures import GROUPS, OF_OPTIONS, why_no_groups
from kumin.words.indicators.groups import no_groups_sentences
from kumin.words.words import Words
from kumin.writers.auditing.audit import audit
from kumin.writers.files import write_result

QUESTIONS = """\
id: q
title: 区民アンケート
columns: {id: 番号}
questions:
  - {id: sat, text: 満足度, header: 問1, type: number, minimum: 0, maximum: 10, unit: 点}
  - {id: like, text: 住みよさ, header: 問2, type: single, options: {1: 満足, 2: ふつう, 3: 不満}}
  - {id: stay, text: 住み続けたい, header: 問3, type: single, options: {1: はい, 2: いいえ}}
  - {id: sex, text: 性別, header: 問4, type: single, attribute: true, options: {1: 男, 2: 女}}
  - {id: area, text: 地区, header: 問5, type: single, attribute: true, options: {1: 東, 2: 西, 3: 南, 4: 北, 5: 島}}
"""
MEASURED = {
    "mean": "question: sat",
    "seven": "question: sat, positive: {at_least: 7}",
    "score": "question: like, points: {1: 2, 2: 1, 3: 0}, unit: 点, decimals: 2",
    "minus": "combine: difference, unit: ポイント, "
    "parts: [{question: like, positive: [1]}, {question: stay, positive: [1]}]",
    "over": "combine: ratio, unit: 倍, parts: [{question: like, positive: [1]}, {question: stay, positive: [1]}]",
    "either": "combine: any, parts: [{question: like, positive: [1]}, {question: stay, positive: [1]}]",
    "both": "combine: all, parts: [{question: like, positive: [1]}, {question: stay, positive: [1]}]",
    "half": "combine: mean, parts: [{question: like, positive: [1]}, {question: stay, positive: [1]}]",
    "share": "question: like, positive: [1]",
    "some": "question: sat, among: {sex: [2]}",
}
PLAN = """\
id: p
title: 方針
ward: 試験区
fiscal_year: 2024
surveys:
  residents: {title: 区民アンケート, questionnaire: q.yaml, invited: 1500}
issues:
  - id: 1
    title: くらし
    indicators:
      - {id: stated, text: 世帯, unit: 世帯, result: 10, target: {monitor: true}}
      - {id: pooled, text: 累計, pool: {of: share, years: 2}, target: {monitor: true}}
"""
SIZES = (90, 70, 60, 50, 3)
"""People of each area."""


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Result:
    folder = tmp_path_factory.mktemp("groups")
    (folder / "q.yaml").write_text(QUESTIONS, encoding="utf-8")
    rows = (
        f"      - {{id: {name}, text: {name}, survey: residents, {keys}, target: {{monitor: true}}}}\n"
        for name, keys in MEASURED.items()
    )
    (folder / "plan.yaml").write_text(PLAN + "".join(rows), encoding="utf-8")
    rng = np.random.default_rng(5)
    with (folder / "residents.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["番号", "問1", "問2", "問3", "問4", "問5"])
        areas = [area for area, size in enumerate(SIZES, 1) for _ in range(size)]
        for i, area in enumerate(areas):
            answers = rng.choice(["", *range(3, 11)]), rng.choice(["", 1, 1, 2, 3, 3]), rng.choice([1, 1, 2])
            writer.writerow([i, *answers, rng.choice([1, 2]), area])
    return kumin.run(folder, {"residents": folder / "residents.csv"})


@pytest.fixture(scope="module")
def written(result: Result, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("written") / "out"
    write_result(result, out, lang="ja")
    return out


def by_hand(result: Result, name: str, axis: str, code: int) -> tuple[float, float, int]:
    """Return the value, its standard error by the residuals of a simple random sample, and n."""
    coded = result.answers["residents"].coded
    sat, like, stay, group = (coded[one].cast(pl.Float64).to_numpy() for one in ("sat", "like", "stay", axis))
    inside = group == code
    points = np.select([like == 1, like == 2, like == 3], [2.0, 1.0, 0.0], np.nan)
    a, b = np.where(np.isnan(like), np.nan, like == 1), np.where(np.isnan(stay), np.nan, stay == 1)
    values, slopes = {
        "mean": ([sat], lambda m: (m[0], [1])),
        "score": ([points], lambda m: (m[0], [1])),
        "minus": ([a, b], lambda m: (100 * (m[0] - m[1]), [100, -100])),
        "over": ([a, b], lambda m: (m[0] / m[1], [1 / m[1], -m[0] / m[1] ** 2])),
        "half": ([a, b], lambda m: (50 * (m[0] + m[1]), [50, 50])),
    }[name]
    masks = [inside & ~np.isnan(one) for one in values]
    means = [one[mask].mean() for one, mask in zip(values, masks, strict=True)]
    value, gradient = slopes(means)
    z = sum(
        slope * np.where(mask, one - mean, 0) / mask.sum()
        for slope, one, mask, mean in zip(gradient, values, masks, means, strict=True)
    )
    asked = np.any(masks, axis=0)
    z = z[asked]
    return float(value), float(np.sqrt(z.size / (z.size - 1) * (z**2).sum())), min(int(mask.sum()) for mask in masks)


@pytest.mark.parametrize("name", ["mean", "score", "minus", "over", "half"])
def test_values_and_errors_are_those_worked_out_by_hand(result: Result, name: str) -> None:
    groups = release(result).tables.groups["residents"].filter(indicator=name)
    assert groups.height == 7
    for row in groups.filter(pl.col("n_base") > 3).iter_rows(named=True):
        value, se, n = by_hand(result, name, row["axis"], int(row["category"]))
        decimals = result.plan.plan.decimals_of(next(one for _, one in result.plan.plan.indicators() if one.id == name))
        assert row["value"] == pytest.approx(value, abs=0.5001 * 10**-decimals)
        assert row["se"] == pytest.approx(se, rel=0.02)  # the residuals of those outside are 0
        assert row["n_base"] == n
        assert row["lower"] < value < row["upper"]


@pytest.mark.parametrize(("name", "counted"), [("seven", "sat>=7"), ("either", "a|b"), ("both", "a&b")])
def test_combined_shares_count_people(result: Result, name: str, counted: str) -> None:
    coded = result.answers["residents"].coded.with_columns(a=pl.col("like") == 1, b=pl.col("stay") == 1)
    base = {"seven": pl.col("sat").is_not_null()}.get(name, pl.col("a").is_not_null() & pl.col("b").is_not_null())
    who = {"sat>=7": pl.col("sat") >= 7, "a|b": pl.col("a") | pl.col("b"), "a&b": pl.col("a") & pl.col("b")}[counted]
    for row in release(result).tables.groups["residents"].filter(indicator=name, axis="area").iter_rows(named=True):
        own = coded.filter(base & (pl.col("area") == int(row["category"])))
        assert row["n_base"] == own.height
        assert row["value"] == pytest.approx(100 * own.filter(who).height / own.height, abs=0.0501)


def test_every_kind_has_groups_or_says_why_not(result: Result) -> None:
    shown = set(release(result).surveys["residents"].measures["indicator"])
    for _, one in result.plan.plan.indicators():
        why = why_no_groups(one, result.plan.questionnaires.get(one.survey))
        assert (one.id in shown) == (why is None)
        if why not in (None, OF_OPTIONS):
            assert all(text(f"no_groups_{why}", lang) for lang in ("ja", "en"))
    of = {next(kind.name for kind in MEASURES.values() if kind.fits(one)) for _, one in result.plan.plan.indicators()}
    assert of == set(MEASURES)
    for lang, said in (("ja", "属性別の表がありません"), ("en", "has no table by group")):
        sentences = list(no_groups_sentences(release(result), Words.of(lang, decimals=1, level=0.95)))
        assert len(sentences) == 3
        assert all(said in one for one in sentences)


def rows_of(
    fewest: list[int], dominance: list[float | None] | None = None, blank: int = 0, indicator: str = "a"
) -> pl.DataFrame:
    rows = [
        {"indicator": indicator, "axis": "area", "category": str(code), "n_base": few, "value": 1.5, "fewest": few,
         "fewest_blank": blank,
         "dominance": (dominance or [None] * len(fewest))[code - 1]}
        for code, few in enumerate(fewest, 1)
    ]  # fmt: skip
    return GROUPS.of(rows)


ONE = Plan.model_validate({
    "id": "p", "title": "p", "ward": "w", "fiscal_year": 2024,
    "surveys": {"s": {"title": "s", "questionnaire": "q.yaml"}},
    "issues": [{"id": 1, "title": "i", "indicators": [
        {"id": "a", "text": "t", "survey": "s", "question": "like", "points": {1: 1}, "unit": "点",
         "target": {"monitor": True}},
        {"id": "b", "text": "t", "survey": "s", "question": "sat", "positive": {"at_least": 7},
         "target": {"monitor": True}}]}],
})  # fmt: skip
NOTHING = pl.DataFrame(
    schema={"question": pl.String, "axis": pl.String, "category": pl.String, "suppressed": pl.Boolean}
)


BLANK = frozenset({("area", "-1")})


@pytest.mark.parametrize(("indicator", "times"), [("a", 1), ("b", 2)])
@given(st.lists(st.integers(0, 40), min_size=2, max_size=9), st.integers(2, 8), st.integers(0, 12), st.booleans())
@settings(max_examples=100, deadline=None)
def test_small_groups_are_hidden_with_as_few_others_as_will_do(
    indicator: str, times: int, fewest: list[int], k: int, blank: int, unseen: bool
) -> None:
    rows = rows_of(fewest, blank=blank, indicator=indicator)
    found = hide_groups(rows, ONE, NOTHING, {BLANK} if unseen else (), Disclosure(k=k))
    hidden = [few for few, away in zip(fewest, found["suppressed"], strict=True) if away]
    small = [few for few in fewest if few < k]
    others = sorted((few for few in fewest if few >= k), reverse=True)
    assert all(few in hidden for few in small)
    assert found.filter("suppressed")["n_base"].null_count() == len(hidden)
    assert bool(hidden) == bool(small)
    beside = blank if unseen else 0

    def do(chosen: list[int]) -> bool:
        return len(chosen) + bool(beside) > 1 and sum(chosen) + beside >= times * k

    assert not hidden or len(hidden) == len(fewest) or do(hidden)
    if small:
        # no fewer do, whichever they are: not even the largest
        more = len(hidden) - len(small)
        assert not any(do([*small, *others[:n]]) for n in range(more))
    if len(hidden) > len(fewest) / 3:
        assert found["value"].null_count() == len(fewest)


def test_the_smallest_group_that_will_do_is_hidden_beside_a_small_one() -> None:
    found = hide_groups(rows_of([2, 12, 7, 30, 30, 30, 30], indicator="b"), ONE, NOTHING, (), Disclosure())
    assert found["suppressed"].to_list() == [True, True] + [False] * 5
    found = hide_groups(rows_of([2, 12, 7, 30, 30, 30, 30]), ONE, NOTHING, (), Disclosure())
    assert found["suppressed"].to_list() == [True, False, True] + [False] * 4


def test_a_group_that_nobody_is_in_hides_no_other() -> None:
    people = {frozenset({("area", str(code))}) for code in range(1, 5)}
    found = hide_groups(rows_of([20, 20, 20, 20, 0]), ONE, NOTHING, (), Disclosure(), people)
    assert found["suppressed"].to_list() == [False] * 4 + [True]
    assert found["value"].null_count() == 1
    # of eight who are there and did not answer it would be told that nobody did
    found = hide_groups(rows_of([20, 20, 20, 20, 0]), ONE, NOTHING, (), Disclosure())
    assert found["suppressed"].sum() == 2


@pytest.mark.parametrize(("told", "hidden"), [(9.0, 3), (10.0, 2), (None, 2)])
def test_an_amount_that_dominates_hidden_groups_together_is_not_told(told: float | None, hidden: int) -> None:
    asked = []

    def together(indicator: str, attribute: str, categories: set[str], *, blank: bool) -> float | None:
        asked.append((indicator, attribute, frozenset(categories), blank))
        return told if len(categories) == 2 and not blank else 50.0

    rows = rows_of([2, 20, 20, 20, 20, 20, 20, 20, 20], [90.0] * 9)
    found = hide_groups(rows, ONE, NOTHING, (), Disclosure(), None, together)
    assert found["suppressed"].sum() == hidden
    # who left it blank can be taken off where their answers are shown
    assert asked[:2] == [("a", "area", frozenset("12"), True), ("a", "area", frozenset("12"), False)]
    asked.clear()
    hide_groups(rows, ONE, NOTHING, {BLANK}, Disclosure(), None, together)
    assert all(blank for *_, blank in asked)


def ward(folder: Path, other: int, blank: int) -> Result:
    """A survey of 53 men, 60 women, and some who answered something else or left it blank."""
    folder.mkdir()
    (folder / "q.yaml").write_text(QUESTIONS.replace("{1: 男, 2: 女}", "{1: 男, 2: 女, 3: 他}"), encoding="utf-8")
    rows = (
        f"      - {{id: {name}, text: {name}, survey: residents, {MEASURED[name]}, target: {{monitor: true}}}}\n"
        for name in ("mean", "share")
    )
    (folder / "plan.yaml").write_text(PLAN + "".join(rows), encoding="utf-8")
    sex = [1] * 53 + [2] * 60 + [3] * other + [None] * blank
    given = {name: [code % 2 + 1 for code in range(len(sex))] for name in ("問2", "問3", "問5")}
    values = [3 + number % 3 for number in range(len(sex))]
    pl.DataFrame({"番号": range(len(sex)), "問1": values, "問4": sex, **given}).write_csv(folder / "residents.csv")
    return kumin.run(folder, {"residents": folder / "residents.csv"})


@pytest.mark.parametrize(
    ("other", "blank", "shown"),
    [
        (0, 0, "12"),
        (0, 2, "12"),  # who left it blank is nobody that one can recognise
        (3, 0, ""),  # the women's alone would be a biased choice
        (3, 1, ""),  # four together
        (3, 2, "12"),
        (3, 30, "12"),
        (6, 0, "123"),
        (6, 2, "123"),
    ],
)
def test_few_people_hide_no_large_group_without_need(tmp_path: Path, other: int, blank: int, shown: str) -> None:
    result = ward(tmp_path / "ward", other, blank)
    measures = release(result).surveys["residents"].measures.filter(indicator="mean", axis="sex")
    assert "".join(measures.drop_nulls("value")["category"]) == shown
    out = tmp_path / "out"
    write_result(result, out, lang="ja")
    found = audit(out, 5)
    assert found.passed
    assert not json.loads((out / "result.json").read_text(encoding="utf-8"))["audit"]["held"]


@pytest.mark.parametrize(("blank", "told"), [(2, False), (0, True)])
def test_the_auditor_knows_with_whom_a_group_is_hidden(tmp_path: Path, blank: int, told: bool) -> None:
    out = tmp_path / "out"
    write_result(ward(tmp_path / "ward", 3, blank), out, lang="ja")
    table = pl.read_csv(out / "open_data_groups.csv", infer_schema=False)
    men = (pl.col("axis") == "sex") & (pl.col("category") == "1")
    table.with_columns(n_base=pl.when(men).then(pl.lit("53")).otherwise("n_base")).write_csv(
        out / "open_data_groups.csv", include_bom=True
    )
    assert any(group == "sex=3" for _, _, group, _ in audit(out, 5).told) is told


def test_the_auditor_sees_a_group_less_those_who_left_it_blank(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_result(ward(tmp_path / "ward", 3, 8), out, lang="ja")
    assert not audit(out, 5).told
    data = pl.read_csv(out / "open_data.csv", infer_schema=False)
    blank = (pl.col("axis") == "sex") & (pl.col("category") == "-1")
    data = data.with_columns(n_base=pl.when(blank).then(pl.lit("8")).otherwise("n_base"))
    data.write_csv(out / "open_data.csv", include_bom=True)
    assert any(group == "sex=3" for _, name, group, _ in audit(out, 5).told if name == "mean")


def test_dominated_means_and_groups_with_hidden_answers_are_hidden() -> None:
    dominated = hide_groups(rows_of([20, 20, 20, 20, 20, 20, 20], [3.0] + [90.0] * 6), ONE, NOTHING, (), Disclosure())
    assert dominated["suppressed"].to_list() == [True, True] + [False] * 5
    dark = pl.DataFrame({"question": ["like"], "axis": ["area"], "category": ["3"], "suppressed": [True]})
    told = hide_groups(rows_of([20] * 7), ONE, dark, (), Disclosure())
    assert told["suppressed"].to_list() == [True, False, True, False, False, False, False]
    unseen = hide_groups(rows_of([20] * 7), ONE, NOTHING, {frozenset({("area", "2")})}, Disclosure())
    assert unseen["suppressed"].to_list() == [True, True] + [False] * 5
    assert not hide_groups(rows_of([1, 20]), ONE, NOTHING, (), Disclosure(k=0))["suppressed"].any()


def test_all_answers_alike_tell_each_of_them(result: Result) -> None:
    from dataclasses import replace

    answers = result.answers["residents"]
    alike = answers.coded.with_columns(sat=pl.when(pl.col("area") == 2).then(7.0).otherwise(pl.col("sat")))
    same = replace(result, answers={"residents": replace(answers, coded=alike)})
    groups = release(same).tables.groups["residents"].filter(indicator="mean", axis="area")
    assert groups.filter(category="2")["fewest"].to_list() == [0]
    shown = release(same).surveys["residents"].measures.filter(indicator="mean", axis="area", category="2")
    assert shown["value"].to_list() == [None]


def test_every_output_shows_the_same_and_hides_the_same(result: Result, written: Path) -> None:
    measures = release(result).surveys["residents"].measures
    table = pl.read_csv(written / "open_data_groups.csv", infer_schema_length=None)
    assert table.height == measures.height
    assert table["value"].null_count() == measures["value"].null_count() > 0
    assert table.filter(pl.col("suppressed"))["n_base"].drop_nulls().is_empty()
    units = dict(table.select("indicator", "unit").unique().iter_rows())
    assert [units[name] for name in ("mean", "score", "minus", "over", "either")] == ["点", "点", "ポイント", "倍", "%"]
    said = json.loads((written / "result.json").read_text(encoding="utf-8"))["groups"]["residents"]
    assert [row["value"] for row in said] == measures["value"].to_list()
    page = (written / "report.html").read_text(encoding="utf-8")
    paper = "\n".join(
        cell.text
        for one in docx.Document(str(written / "report.docx")).tables
        for row in one.rows
        for cell in row.cells
    )
    for section in re.findall(r'<section class="sheet" aria-labelledby="g-.*?</section>', page, re.S):
        assert "<svg" in section
    assert page.count("属性別の値を点、区間を帯で示した図") == 4
    value = measures.filter(indicator="mean", axis="sex", category="1")["value"][0]
    for shown in (page, paper):
        assert f"{value:.1f}点" in shown
        assert "非表示" in shown
    book = openpyxl.load_workbook(written / "report.xlsx", read_only=True)
    cells = [str(cell) for row in book["平均・差などの属性別"].iter_rows(values_only=True) for cell in row if cell]
    assert f"{value:.1f}点" in cells
    described = json.loads((written / "datapackage.json").read_text(encoding="utf-8"))["resources"][1]
    assert described["path"] == "open_data_groups.csv"
    assert [field["name"] for field in described["schema"]["fields"]] == table.columns


def test_the_auditor_sees_a_group_that_is_told(written: Path, tmp_path: Path) -> None:
    assert audit(written, 5).passed
    for name in ("open_data.csv", "datapackage.json"):
        (tmp_path / name).write_bytes((written / name).read_bytes())
    page = (written / "report.html").read_text(encoding="utf-8")
    part = re.search(r'<table class="domains measured">.*?</table>', page, re.S)
    assert part is not None
    row = re.search(r'<th scope="row">島</th><td class="num">非表示</td>', part[0])
    assert row is not None
    (tmp_path / "report.html").write_text(
        page.replace(part[0], part[0].replace(row[0], row[0].replace("非表示", "3"))), encoding="utf-8"
    )
    told = audit(tmp_path, 5)
    assert not told.passed
    assert any("島" in group for _, _, group, _ in told.told)
