"""A results store: last year is found by itself, two years are compared, several make a trend."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import polars as pl
import pytest

import kumin as library
from conftest import ROOT
from kumin.definitions import LoadedPlan
from kumin.errors import UsageError
from kumin.past.previous import earlier_years
from kumin.past.store import find_previous, find_results, read_result
from kumin.words import Words
from kumin.writers.files import write_result
from kumin.writers.terminal.years import comparison_table, trend_table
from kumin.years.compare import compare_years, trend_of

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both years of the sample, without the reports, which nobody reads here."""
    folder = tmp_path_factory.mktemp("results")
    for year, name in ((2022, "r04"), (2023, "r05")):
        result = library.run(ROOT / "schemas" / "tsurumi" / name, ROOT / "sample_data" / "tsurumi" / name, store=folder)
        write_result(result, folder / str(year), reports=False)
    return folder


def test_a_later_year_finds_the_earlier_by_itself(store: Path) -> None:
    found = json.loads((store / "2023" / "result.json").read_text(encoding="utf-8"))
    row = next(row for row in found["judgements"] if row["indicator"] == "2-1")
    assert row["change_points"] == -6.9
    assert row["change_p_value"] == pytest.approx(0.00564, abs=1e-4)
    sources = {row["source"] for row in found["frames"]["changes"]}
    assert sources == {"result"}
    assert {row["same"] for row in found["frames"]["comparability"]} == {True}


def test_a_result_says_what_raw_answers_say(store: Path) -> None:
    """Comparing with the stored result and with last year's answers is one and the same."""
    r05, answers = ROOT / "schemas" / "tsurumi" / "r05", ROOT / "sample_data" / "tsurumi" / "r05"
    stored = library.run(r05, answers, previous=store / "2022").frames["changes"]
    raw = library.run(r05, answers, previous=ROOT / "sample_data" / "tsurumi" / "r04").frames["changes"]
    assert stored.drop("source").equals(raw.drop("source"))


def test_only_the_same_wards_earlier_years_are_found(store: Path) -> None:
    found = find_previous([store], "鶴見区", 2023)
    assert found is not None
    assert found.fiscal_year == 2022
    assert find_previous([store], "鶴見区", 2022) is None
    assert find_previous([store], "他の区", 2024) is None
    assert find_previous([store / "nowhere"], "鶴見区", 2024) is None


def test_a_broken_neighbour_is_passed_over_and_a_named_one_refused(store: Path, tmp_path: Path) -> None:
    for name, text in (("a", "{}"), ("b", "not json"), ("c", '{"fiscal_year": 2022, "plan": 1}'), ("d", "[]")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "result.json").write_text(text, encoding="utf-8")
        with pytest.raises(UsageError) as refused:
            read_result(tmp_path / name)
        assert refused.value.code == "result_unreadable"
    assert find_previous([tmp_path], "鶴見区", 2024) is None
    with pytest.raises(UsageError):
        read_result(tmp_path / "nothing")


def test_compare(kumin: Run, store: Path, tmp_path: Path) -> None:
    done = kumin("compare", store / "2022", store / "2023" / "result.json", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith("4-1"))
    assert "71.3 B" in line
    assert "59.8 B" in line
    assert "減った" in line
    frame = pl.read_csv(tmp_path / "out" / "comparison.csv")
    assert frame.filter(pl.col("statement") == "fell")["indicator"].to_list() == ["2-1", "3-1", "4-1"]
    assert frame["comparable"].all()


@pytest.mark.parametrize(("before", "after", "code"), [("2023", "2022", "前の年度"), ("2022", "2022", "前の年度")])
def test_compare_refuses_years_out_of_order(kumin: Run, store: Path, before: str, after: str, code: str) -> None:
    done = kumin("compare", store / before, store / after)
    assert (done.returncode, done.stdout) == (2, "")
    assert code in done.stderr


def test_trend(kumin: Run, store: Path, tmp_path: Path) -> None:
    done = kumin("trend", store, "--out", tmp_path / "out", "--lang", "en")
    assert done.returncode == 0, done.stderr
    frame = pl.read_csv(tmp_path / "out" / "trend.csv").filter(pl.col("indicator") == "4-1")
    assert frame["fiscal_year"].to_list() == [2022, 2023]
    assert frame["slope_per_year"].to_list() == [-11.5, -11.5]
    one = kumin("trend", store / "2022")
    assert one.returncode == 2


def test_years_must_fit_together(store: Path) -> None:
    first, second = read_result(store / "2022"), read_result(store / "2023")
    assert compare_years(first, second).height == 11
    for years, code in (([first], "years_too_few"), ([first, first], "years_twice")):
        with pytest.raises(UsageError) as refused:
            trend_of(years)
        assert refused.value.code == code


def test_detail_says_more_and_the_table_stays(kumin: Run, store: Path) -> None:
    plan, answers = ROOT / "schemas" / "tsurumi" / "r05", ROOT / "sample_data" / "tsurumi" / "r05"
    done = kumin("run", plan, "--answers", answers, "--previous", store / "2022", "--detail")
    assert done.returncode == 0, done.stderr
    assert "だれがどう答えても達成" in done.stdout
    assert "標本誤差・数え方によらず未達成" in done.stdout
    assert "条件しだい（標本誤差／補正）" in done.stdout
    assert "18～29歳・30～39歳が少なく" in done.stdout
    assert "令和9年度の目標に届くには、1年あたり +5.6ポイント" in done.stdout
    assert "鶴見区内に住む18歳以上の人についての割合です" in done.stdout


def test_last_year_may_be_a_result_or_the_store_itself(store: Path) -> None:
    r05, answers = ROOT / "schemas" / "tsurumi" / "r05", ROOT / "sample_data" / "tsurumi" / "r05"
    r04, before = ROOT / "schemas" / "tsurumi" / "r04", ROOT / "sample_data" / "tsurumi" / "r04"
    from_store = library.run(r05, answers, previous=store)
    from_result = library.run(r05, answers, previous=library.run(r04, before))
    assert from_store.previous is not None
    assert from_store.previous.fiscal_year == 2022
    assert from_store.frames["changes"].equals(from_result.frames["changes"])
    assert from_result.frames["comparability"]["same"].all()


def test_run_compare_and_trend_state_one_change(store: Path) -> None:
    """The printed points are the difference of the printed percents; the interval is the same one, too."""
    before, after = read_result(store / "2022"), read_result(store / "2023")
    kept = json.loads((store / "2023" / "result.json").read_text(encoding="utf-8"))
    run = {row["indicator"]: row for row in kept["frames"]["changes"]}
    compared = {row["indicator"]: row for row in compare_years(before, after).iter_rows(named=True)}
    trend = {row["indicator"]: row for row in trend_of([before, after]).iter_rows(named=True)}
    assert set(run) == set(compared) == set(trend)
    for indicator, row in run.items():
        other, slope = compared[indicator], trend[indicator]
        assert row["change_points"] == other["change_points"] == slope["slope_per_year"]
        assert row["change_points"] == pytest.approx(other["percent"] - other["percent_before"], abs=1e-9)
        for name in ("lower_points", "upper_points", "p_value", "p_holm", "statement"):
            assert row[name] == other[name]
        if slope["slope_lower"] is not None and indicator in ("2-1", "4-1"):
            assert (slope["slope_lower"], slope["slope_upper"]) == (row["lower_points"], row["upper_points"])


def test_years_are_printed_with_the_plans_decimals(mini: Path, tmp_path: Path) -> None:
    plan = mini / "plan.yaml"
    text = plan.read_text(encoding="utf-8").replace("        history: {2022: 50.0}\n", "")
    answers = mini / "answers" / "residents.csv"
    whole = answers.read_text(encoding="utf-8")
    for year, rows in ((2022, 54), (2023, 61)):
        stated = text.replace("fiscal_year: 2023", f"fiscal_year: {year}\ndecimals: 2")
        plan.write_text(stated, encoding="utf-8")
        answers.write_text("".join(whole.splitlines(keepends=True)[:rows]), encoding="utf-8")
        result = library.run(plan, mini / "answers", store=tmp_path / "s")
        write_result(result, tmp_path / "s" / str(year), reports=False)
    years = [read_result(tmp_path / "s" / str(year)) for year in (2022, 2023)]
    frame = compare_years(*years)
    assert frame["decimals"].to_list() == [2, 2]
    row = frame.row(0, named=True)
    table, line = comparison_table(frame, Words("ja")), trend_table(trend_of(years), Words("ja"))
    for words in (f"{row['percent_before']:.2f}", f"{row['percent']:.2f}", f"{row['change_points']:+.2f}"):
        assert words in table
        assert words in line


def small_result(folder: Path, year: int) -> Path:
    """Write a result of a year without indicators."""
    folder.mkdir(parents=True)
    found = {"fiscal_year": year, "plan": {"title": "t", "ward": "鶴見区"}, "estimates": [], "judgements": []}
    (folder / "result.json").write_text(json.dumps(found), encoding="utf-8")
    return folder


def test_a_result_that_several_paths_lead_to_is_found_once(tmp_path: Path) -> None:
    small_result(tmp_path / "a", 2022)
    assert len(list(find_results([tmp_path, tmp_path / "a" / ".."]))) == 1


def test_of_several_results_of_a_year_the_one_compared_with_is_pooled(tmp_path: Path) -> None:
    before = read_result(small_result(tmp_path / "b", 2022))
    for name, year in (("a", 2022), ("c", 2021), ("d", 2023)):
        small_result(tmp_path / name, year)
    pooled = SimpleNamespace(pool=SimpleNamespace(over_years=3))
    loaded = SimpleNamespace(plan=SimpleNamespace(ward="鶴見区", indicators=lambda: [(None, pooled)]))
    found = earlier_years(before, cast("LoadedPlan", loaded), 2023, tmp_path)
    assert [one.fiscal_year for one in found] == [2022, 2021]
    assert found[0] is before
