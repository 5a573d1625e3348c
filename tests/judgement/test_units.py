"""Indicators with a unit have value, target, previous value and change wherever a percent has them."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

import kumin
from kumin.past.store import read_result
from kumin.result import Result
from kumin.words import Words
from kumin.words.words import words_of
from kumin.writers import files
from kumin.writers.files import write_result
from kumin.writers.terminal.run import render
from kumin.writers.terminal.years import comparison_table, trend_table
from kumin.years.compare import compare_years, trend_of
from kumin.years.past import values_by_year
from told_tools import told_of

MEMBERS = "      - {{id: 2-1, text: 会員数, unit: 人, target: {{at_least: 12000}}, result: {value}{more}}}\n"
SCORE = "      - {{id: 2-2, text: 満足度, unit: 点, target: {{at_least: 3.5}}, result: {score}}}\n"
OWN = ["value", "target_value", "previous_year", "previous_value", "change", "unit", "decimals"]


def written(folder: Path, year: int, value: int, score: float, more: str = "") -> Result:
    """Run the small plan with two numbers as of a year, and write its result beside the plan."""
    plan = folder / "plan.yaml"
    text = (
        plan.read_text(encoding="utf-8")
        .partition("      - {id: 2-1")[0]
        .replace("fiscal_year: 2023", f"fiscal_year: {year}")
    )
    text = text.replace("        history: {2022: 50.0}\n", "")
    plan.write_text(text + MEMBERS.format(value=value, more=more) + SCORE.format(score=score), encoding="utf-8")
    result = kumin.run(plan, folder / "answers", store=folder / "store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "REPORT_MODULES", ("no_such_module",))
        write_result(result, folder / "store" / str(year))
    plan.write_text(text.replace(f"fiscal_year: {year}", "fiscal_year: 2023"), encoding="utf-8")
    return result


@pytest.fixture
def result(mini: Path) -> Result:
    """This year's result, last year's written before it."""
    written(mini, 2022, 11_900, 3.25)
    return written(mini, 2023, 12_345, 3.3)


def test_the_table_has_them_from_last_years_result(result: Result) -> None:
    rows = result.judgements.filter(pl.col("unit").is_not_null()).select(OWN).rows()
    assert rows == [(12345.0, 12000.0, 2022, 11900.0, 445.0, "人", 0), (3.3, 3.5, 2022, 3.25, 0.05, "点", 1)]
    numbers = result.frames["numbers"].select([name for name in OWN if name != "decimals"]).rows()
    assert numbers == [row[:-1] for row in rows]
    changes = result.frames["changes"].filter(pl.col("unit").is_not_null())
    assert changes.select("previous_value", "change", "source", "statement", "change_points").rows() == [
        (11900.0, 445.0, "result", None, None), (3.25, 0.05, "result", None, None),
    ]  # fmt: skip


def test_percents_have_the_same_columns(result: Result) -> None:
    for row in result.judgements.filter(pl.col("unit").is_null()).iter_rows(named=True):
        assert (row["value"], row["target_value"]) == (row["percent"], row["target_percent"])
        assert (row["previous_value"], row["change"]) == (row["previous_percent"], row["change_points"])


def test_files_hold_them(result: Result, mini: Path) -> None:
    table = pl.read_csv(mini / "store" / "2023" / "judgements.csv").filter(pl.col("indicator") == "2-1")
    assert table.select("value", "target_value", "previous_value", "change", "unit").row(0) == (
        12345.0, 12000.0, 11900.0, 445.0, "人",
    )  # fmt: skip
    kept = json.loads((mini / "store" / "2023" / "result.json").read_text(encoding="utf-8"))
    assert [(row["unit"], row["decimals"], row["value"]) for row in kept["judgements"][2:]] == [
        ("人", 0, 12345.0), ("点", 1, 3.3),
    ]  # fmt: skip


def test_screen_and_sentences_say_them(result: Result) -> None:
    line = next(line for line in render(result, words_of(result, "ja")).splitlines() if line.startswith("2-1"))
    for words in ("12,345人", "12,000人以上", "11,900人", "+445人"):
        assert words in line
    for lang, change in (("ja", "+445人"), ("en", "+445人 from last year")):
        assert any(change in words for words in told_of(result, "2-1", Words.of(lang)))


def test_years_side_by_side_hold_them(result: Result, mini: Path) -> None:
    years = [read_result(mini / "store" / str(year)) for year in (2022, 2023)]
    compared = compare_years(*years)
    row = compared.filter(pl.col("indicator") == "2-1").row(0, named=True)
    assert (row["value_before"], row["value"], row["change"], row["unit"]) == (11900.0, 12345.0, 445.0, "人")
    assert (row["percent"], row["change_points"], row["statement"]) == (None, None, None)
    score = compared.filter(pl.col("indicator") == "2-2").row(0, named=True)
    assert (score["decimals_before"], score["decimals"], score["change"]) == (2, 1, 0.05)
    lines = {line.split()[0]: line for line in comparison_table(compared, Words("ja")).splitlines() if line.strip()}
    assert [words for words in ("11,900人", "+445人") if words not in lines["2-1"]] == []
    # the finer year's decimals: 3.25 → 3.3 is +0.05
    assert [words for words in ("3.25点", "+0.05点") if words not in lines["2-2"]] == []
    slope = trend_of(years).filter(pl.col("indicator") == "2-1")
    assert slope["slope_per_year"].to_list() == [445.0, 445.0]
    assert "+445人" in trend_table(trend_of(years), Words("ja"))
    one = next(item for _, item in result.plan.plan.indicators() if item.id == "2-1")
    assert values_by_year(result, one).select("year", "percent").rows() == [(2022, 11900.0), (2023, 12345.0)]


def test_a_percent_and_a_number_are_not_compared(mini: Path) -> None:
    written(mini, 2022, 11_900, 3.25)
    last = mini / "store" / "2022" / "result.json"
    last.write_text(last.read_text(encoding="utf-8").replace('"unit": "人"', '"unit": "世帯"'), encoding="utf-8")
    result = written(mini, 2023, 12_345, 3.3)
    row = result.judgements.filter(pl.col("indicator") == "2-1").row(0, named=True)
    assert (row["previous_value"], row["change"]) == (None, None)


def test_last_years_result_that_differs_from_the_plans_history_is_flagged(mini: Path) -> None:
    written(mini, 2022, 11_900, 3.25)
    result = written(mini, 2023, 12_345, 3.3, ", history: {2022: 11800}")
    row = result.judgements.filter(pl.col("indicator") == "2-1").row(0, named=True)
    assert row["flags"] == "number;previous_differs"


def test_a_year_that_was_not_measured_may_stand_in_the_history(mini: Path) -> None:
    plan = mini / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    of_2021 = "{2021: 48.0, 2022: null}"
    for history, previous in ((of_2021, 48.0), ("{2021: 48.0, 2022: 未測定}", 48.0), ("{2022: null}", None)):
        plan.write_text(text.replace("{2022: 50.0}", history), encoding="utf-8")
        result = kumin.run(plan, mini / "answers")
        row = result.judgements.row(0, named=True)
        assert (row["previous_value"], row["previous_year"]) == (previous, 2021 if previous else None)
        first = next(item for _, item in result.plan.plan.indicators())
        assert values_by_year(result, first)["year"].to_list() == ([2021, 2023] if previous else [2023])
    against = text.replace("{at_least: 60, by: 2027}", "{raise: {points: 0}}", 1)
    plan.write_text(against.replace("{2022: 50.0}", of_2021), encoding="utf-8")
    assert "no_reference" in kumin.run(plan, mini / "answers").judgements["flags"][0]
