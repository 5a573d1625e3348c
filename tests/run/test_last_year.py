"""Last year is the same year, however it is given: its result, that in a file, or its answers, weighted or not."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import yaml

import kumin
from kumin import charts
from kumin.past.store import read_result
from kumin.result import Result, frame_row
from kumin.words.indicators.change import change_sentences
from kumin.words.indicators.values import indicator_values
from kumin.words.words import words_of
from kumin.writers.files import result_dict
from kumin.writers.terminal.run import render
from kumin.writers.terminal.years import comparison_table
from kumin.writers.workbook.report import write_workbook
from kumin.years.compare import compare_years, differing
from kumin.years.past import values_by_year

INDICATORS = [
    {"id": "1-1", "question": "a", "positive": [1, 2], "target": {"at_least": 50}},
    {"id": "1-2", "question": "spent", "target": {"at_least": 3000}},
    {"id": "1-3", "question": "a", "positive": [1], "among": {"sex": [2]}, "target": {"at_least": 20}},
]
QUESTIONS = [
    {"id": "sex", "text": "性別", "header": "sex", "type": "single", "attribute": True, "options": {1: "男", 2: "女"}},
    {"id": "a", "text": "満足か", "header": "a", "type": "single", "options": {1: "はい", 2: "まあ", 3: "いいえ"}},
    {"id": "spent", "text": "支出", "header": "spent", "type": "number", "unit": "円"},
    {"id": "w", "text": "ウエイト", "header": "w", "type": "number"},
]
DESIGN, PEOPLE = {"design": {"weight": "w"}}, {"population": "population.csv"}


def year_of(folder: Path, year: int, survey: dict[str, Any], official: str, **plan: Any) -> Path:
    """Write a year's plan with its answers, in which there are too many men."""
    place = folder / str(year)
    (place / "回答").mkdir(parents=True)
    indicators = [{"text": f"指標{one['id']}", "survey": "s", **one} for one in INDICATORS]
    given = {
        "id": "p", "title": "方針", "ward": "区", "fiscal_year": year, "official": official, **plan,
        "surveys": {"s": {"title": "調査", "of": "区民", "questionnaire": "q.yaml", **survey}},
        "issues": [{"id": 1, "title": "課題", "indicators": indicators}],
    }  # fmt: skip
    for name, content in (("q", {"id": "q", "title": "調査", "questions": QUESTIONS}), ("plan", given)):
        (place / f"{name}.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    (place / "population.csv").write_text("sex,population\n1,500\n2,900\n", encoding="utf-8")
    drawn, rows = random.Random(year), []
    for _ in range(190 + year % 7):
        sex = drawn.choice((1, 1, 2))
        a, spent, w = (
            drawn.choice((1, 1, 2, 3) if sex == 1 else (2, 3, 3)),
            drawn.randrange(9000),
            drawn.choice((1, 2, 4)),
        )
        rows.append(f"{sex},{a},{spent},{w}\n")
    (place / "回答" / "s.csv").write_text("sex,a,spent,w\n" + "".join(rows), encoding="utf-8")
    return place


def kept(result: Result, folder: Path) -> Path:
    folder.mkdir()
    (folder / "result.json").write_text(json.dumps(result_dict(result), default=str), encoding="utf-8")
    return folder


def told(result: Result) -> Iterator[tuple[Any, ...]]:
    """Yield what is said of every change, but where it comes from."""
    for indicator in result.judgements["indicator"]:
        row = {**frame_row(result, "changes", indicator), "source": None}
        said = tuple(change_sentences(result, indicator, words_of(result, "ja")))
        yield indicator, {name: pytest.approx(it) if isinstance(it, float) else it for name, it in row.items()}, said


@pytest.mark.parametrize(
    ("survey", "official"), [({}, "unweighted"), (DESIGN, "design"), (PEOPLE, "poststratified"), (PEOPLE, "raked")]
)
def test_last_years_answers_are_compared_as_their_result_is(
    tmp_path: Path, survey: dict[str, Any], official: str
) -> None:
    old, new = (year_of(tmp_path, year, survey, official) for year in (2022, 2023))
    last = kumin.run(old)
    folder = kept(last, tmp_path / "out")
    given: list[Any] = [last, folder, folder / "result.json", old / "回答", old / "回答" / "s.csv"]
    results = [kumin.run(new, previous=one) for one in given]
    for one in results[1:]:
        assert list(told(one)) == list(told(results[0]))
    compared = compare_years(read_result(folder), read_result(kept(results[3], tmp_path / "now")))
    for row in compared.iter_rows(named=True):
        change = frame_row(results[3], "changes", row["indicator"])
        assert (row["value_before"], row["change"]) == (change["previous_value"], change["change"])
        assert row["statement"] == change["statement"]
        for name in ("change_lower", "change_upper", "p_value", "p_holm"):
            assert row[name] == pytest.approx(change[name]), name


def test_the_folder_of_a_plan_and_its_answers_is_a_year(tmp_path: Path) -> None:
    old, new = (year_of(tmp_path, year, PEOPLE, "poststratified") for year in (2021, 2023))
    result = kumin.run(new, previous=old)
    assert list(told(result)) == list(told(kumin.run(new, previous=kumin.run(old))))
    assert result.previous is not None
    assert result.previous.fiscal_year == 2021


def test_a_weighted_value_is_not_said_to_rise_from_an_unweighted_one(tmp_path: Path) -> None:
    old, new = year_of(tmp_path, 2022, {}, "unweighted"), year_of(tmp_path, 2023, PEOPLE, "poststratified")
    folder = kept(kumin.run(old), tmp_path / "out")
    for given in (folder, old / "回答"):
        result = kumin.run(new, previous=given)
        for indicator in ("1-1", "1-2", "1-3"):
            row = frame_row(result, "changes", indicator)
            assert row["statement"] == "not_comparable"
            for lang, said in (("ja", "ウエイト補正の有無が違うため"), ("en", "the two differ in weighting")):
                assert said in "".join(change_sentences(result, indicator, words_of(result, lang)))
    years = read_result(folder), read_result(kept(result, tmp_path / "now"))
    assert set(compare_years(*years).drop_nulls("differs_in")["differs_in"]) == {"weighting"}
    assert differing(*years).filter(pl.col("aspect") == "weighting")["after"].unique().to_list() == ["weighted"]


@pytest.mark.parametrize(("before", "after"), [("unweighted", "raked"), ("poststratified", "unweighted")])
def test_last_years_answers_are_weighted_as_this_years(tmp_path: Path, before: str, after: str) -> None:
    old, new = year_of(tmp_path, 2022, PEOPLE, before), year_of(tmp_path, 2023, PEOPLE, after)
    result = kumin.run(new, previous=old / "回答")
    plan = (old / "plan.yaml").read_text(encoding="utf-8")
    (old / "plan.yaml").write_text(plan.replace(before, after), encoding="utf-8")
    same = kumin.run(new, previous=kumin.run(old))
    for indicator in ("1-1", "1-2", "1-3"):
        row, wanted = frame_row(result, "changes", indicator), frame_row(same, "changes", indicator)
        assert row["source"] == "recomputed"
        assert row["previous_value"] == wanted["previous_value"]
        assert row["change_lower"] == pytest.approx(wanted["change_lower"])
        assert row["statement"] == wanted["statement"]
        said = "".join(change_sentences(result, indicator, words_of(result, "ja")))
        assert "ウエイト補正の有無を今年度に合わせて計算し直したもの" in said


def test_a_year_that_could_not_be_weighted_is_not_compared_with_one_that_is(tmp_path: Path) -> None:
    """Nobody of one sex answered this year, so that the answers cannot be weighted to the population by it."""
    old, new = (year_of(tmp_path, year, PEOPLE, "poststratified") for year in (2022, 2023))
    answers = new / "回答" / "s.csv"
    rows = [row for row in answers.read_text(encoding="utf-8").splitlines() if not row.startswith("2,")]
    answers.write_text("\n".join(rows) + "\n", encoding="utf-8")
    result = kumin.run(new, previous=old / "回答")
    row = frame_row(result, "changes", "1-1")
    assert "official_unweighted" in result.judgements.row(0, named=True)["flags"]
    assert row["statement"] == "not_comparable"


@pytest.mark.parametrize(("then", "now", "value", "change"), [(0, 1, "55", "+6.1"), (2, 1, "54.59", "+6.51")])
def test_an_earlier_value_stands_as_it_was_published(
    tmp_path: Path, then: int, now: int, value: str, change: str
) -> None:
    """In every output with its own decimals, and the difference with all that the two printed values have."""
    old, new = (year_of(tmp_path, year, {}, "unweighted", decimals=n) for year, n in ((2022, then), (2023, now)))
    folder = kept(kumin.run(old), tmp_path / "out")
    result = kumin.run(new, previous=folder)
    words, (one, *_) = words_of(result, "ja"), [item for _, item in result.plan.plan.indicators()]
    printed = indicator_values(result, one, result.judgements.row(0, named=True), words)
    assert (printed["previous"], printed["change"]) == (f"{value}%", change)
    screen = next(line for line in render(result, words, lambda text, _: text).splitlines() if line.startswith("1-1"))
    assert f" {value}%" in screen
    assert f" {change} " in screen
    assert f"前年度から {change}ポイント" in "".join(change_sentences(result, "1-1", words))
    compared = compare_years(read_result(folder), read_result(kept(result, tmp_path / "now")))
    row = next(line for line in comparison_table(compared, words).splitlines() if line.startswith("1-1"))
    assert f" {value} " in row
    assert f" {change} " in row
    assert values_by_year(result, one)["decimals"].to_list() == [then, now]
    chart = json.dumps(charts.trend(values_by_year(result, one), decimals=now).to_dict(), ensure_ascii=False)
    assert f'"{value}"' in chart
    write_workbook(result, tmp_path / "r.xlsx", "ja")
    sheets = openpyxl.load_workbook(tmp_path / "r.xlsx")
    cells = (cell for sheet in sheets for row in sheet.iter_rows() for cell in row)
    formats = {cell.number_format for cell in cells if cell.value == float(value)}
    assert formats
    assert {one.partition('"')[0] for one in formats} == {f"{0:.{then}f}"}
