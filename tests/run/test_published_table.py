"""The sample answers give the published table, both years: the promise of the whole project."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

import kumin
from conftest import ROOT

PUBLISHED = Path(__file__).parents[1] / "data" / "published" / "indicators.md"
ROW = re.compile(r"^\| [^|]* \| (\d-\d) [^|]*\| [^|]*\| ≥(\d+)[^|]*\| ([\d.]+)\*? \| ([AB]) \| ([\d.]+)\*? \|$", re.M)


def published() -> pl.DataFrame:
    """The published table: indicator, target, 令和5, A/B, 令和4."""
    rows = ROW.findall(PUBLISHED.read_text(encoding="utf-8"))
    assert len(rows) == 11
    return pl.DataFrame(rows, schema=["indicator", "target", "r05", "judgement", "r04"], orient="row").with_columns(
        pl.col("target", "r05", "r04").cast(pl.Float64)
    )


@pytest.fixture(scope="module")
def r05() -> kumin.Result:
    return kumin.run(ROOT / "schemas" / "tsurumi" / "r05", ROOT / "sample_data" / "tsurumi" / "r05")


def test_percentages_targets_marks_and_last_year_equal_the_published_table(r05: kumin.Result) -> None:
    table = published()
    found = r05.judgements
    assert found["indicator"].to_list() == table["indicator"].to_list()
    assert found["percent"].to_list() == table["r05"].to_list()
    assert found["target_percent"].to_list() == table["target"].to_list()
    assert found["judgement"].to_list() == table["judgement"].to_list()
    assert found["previous_percent"].to_list() == table["r04"].to_list()
    assert found["judgement"].value_counts().sort("judgement").rows() == [("A", 4), ("B", 7)]


def test_change_is_the_difference_of_the_printed_numbers(r05: kumin.Result) -> None:
    table = published()
    expected = [round(now - before, 1) for now, before in table.select("r05", "r04").iter_rows()]
    assert r05.judgements["change_points"].to_list() == expected


@pytest.mark.parametrize("plan", ["r04", "r05"])
def test_the_files_of_the_year_before_give_its_column(plan: str) -> None:
    """With the plan of their own year, or with this year's."""
    result = kumin.run(ROOT / "schemas" / "tsurumi" / plan, ROOT / "sample_data" / "tsurumi" / "r04", fiscal_year=2022)
    assert result.judgements["percent"].to_list() == published()["r04"].to_list()


def test_every_indicator_has_a_base_and_an_interval_around_its_percent(r05: kumin.Result) -> None:
    exact = r05.estimates
    assert exact["n_base"].min() >= 30
    assert exact.select(
        (pl.col("lower") <= pl.col("proportion")).all() & (pl.col("proportion") <= pl.col("upper")).all()
    ).item()
    assert (exact["n_positive"] / exact["n_base"]).to_list() == pytest.approx(exact["proportion"].to_list(), rel=1e-12)


def test_rows_reconcile_and_the_disorder_is_found(r05: kumin.Result) -> None:
    for answers in r05.answers.values():
        assert answers.n_read == answers.n_used + answers.n_quarantined + answers.n_blank
    codes = set(r05.findings.filter(pl.col("survey") == "residents")["code"])
    assert {"E101", "E102", "E103", "E201"} <= codes
    assert 700 <= r05.answers["residents"].n_used <= 800
    assert r05.answers["residents"].table.encoding == "cp932"


def test_percentages_that_the_plan_states_are_judged_without_answers() -> None:
    found = kumin.judge_published(ROOT / "schemas" / "tsurumi" / "r05").judgements
    assert found["judgement"].to_list() == published()["judgement"].to_list()
    assert found["percent"].to_list() == published()["r05"].to_list()
    assert found["lower_percent"].null_count() == 11  # the plan does not print n, so nothing is known of the error
