"""The sample plan's story, told rightly: which marks are sure, what last year, weights and bases do to them."""

from __future__ import annotations

import math

import polars as pl
import pytest

import kumin
from conftest import ROOT
from kumin.result import Result

R05, R04 = ROOT / "schemas" / "tsurumi" / "r05", ROOT / "sample_data" / "tsurumi" / "r04"
B = ["1-1", "2-1", "3-1", "3-2", "3-3", "4-1", "5-1"]


@pytest.fixture(scope="module")
def result() -> Result:
    return kumin.run(R05, ROOT / "sample_data" / "tsurumi" / "r05", previous=R04)


def rows(result: Result, name: str) -> dict[str, dict[str, object]]:
    return {row["indicator"]: row for row in result.frames[name].iter_rows(named=True)}


def test_four_a_and_seven_b_with_one_verdict_each(result: Result) -> None:
    """Worked out by hand from counts, letters and percents under other rules."""
    said = {
        row["indicator"]: (row["judgement"], row["verdict"], row["turned_by"]) for row in result.judgements.to_dicts()
    }
    assert said == {
        "1-1": ("B", "firm", "nonresponse"),
        "1-2": ("A", "firm", "nonresponse"),
        "1-3": ("A", "depends", "sampling;weighting;nonresponse"),
        "2-1": ("B", "depends", "base;nonresponse"),
        "2-2": ("A", "depends", "sampling;base;nonresponse"),
        "3-1": ("B", "firm", "nonresponse"),
        "3-2": ("B", "firm", "nonresponse"),
        "3-3": ("B", "firm", "nonresponse"),
        "3-4": ("A", "certain", ""),
        "4-1": ("B", "firm", "nonresponse"),
        "5-1": ("B", "firm", "nonresponse"),
    }
    overall = result.frames["summary"].filter(pl.col("issue").is_null())
    counts = [f"count_{step}" for step in ("certain", "firm", "depends", "unknown")]
    assert overall.select("judgement", "count", *counts).rows() == [("A", 4, 1, 1, 2, 0), ("B", 7, 0, 6, 1, 0)]


def test_the_worst_cases_are_of_all_letters_that_were_not_returned(result: Result) -> None:
    bounds = result.frames["bounds"].filter(pl.col("scope") == "nonrespondents")
    worst = {row["indicator"]: row for row in bounds.to_dicts()}
    # 128 of 135 committee members, 168 letters; 34 of 35 principals, 36 letters
    assert (worst["1-2"]["n_base"] + worst["1-2"]["n_missing"], worst["1-2"]["lower_percent"]) == (168, 100 * 128 / 168)
    assert worst["3-4"]["lower_percent"] == pytest.approx(100 * 34 / 36)
    # of the residents who were not asked for they have no child nobody knows: all 1,991 - 722 letters
    assert {row["n_silent"] for row in result.frames["tipping"].to_dicts() if row["survey"] == "residents"} == {1269}
    assert worst["3-1"]["n_missing"] >= 1269


def test_certain_or_not_is_wilson_against_the_target(result: Result) -> None:
    """Recomputed from counts alone: the score test of the target at 95%, with the population's correction."""
    for row in result.judgements.filter(pl.col("survey") == "residents").iter_rows(named=True):
        size = row["n_base"] / (1 - result.answers["residents"].n_used / 91_999)
        p, t = row["n_positive"] / row["n_base"], row["target_percent"] / 100
        clear = abs(p - t) > 1.959963984540054 * math.sqrt(t * (1 - t) / size)
        assert (row["evidence"] == "clear") == clear, row["indicator"]
        assert ("sampling" not in row["turned_by"]) == clear, row["indicator"]


def test_probabilities_are_high_but_not_certain_where_the_target_is_near(result: Result) -> None:
    probability = dict(result.judgements.select("indicator", "probability_met").iter_rows())
    assert 0.8 < probability["1-3"] < 0.95
    assert 0.8 < probability["2-2"] < 0.95
    assert all(probability[key] < 1e-6 for key in B)
    # everybody was asked: there is no sampling to speak of
    assert probability["1-2"] is probability["3-4"] is None


def test_more_answers_would_have_decided_and_how_many(result: Result) -> None:
    found = rows(result, "evidence")
    for key in ("1-3", "2-2"):
        assert found[key]["n_needed_state"] == "more"
        assert 4000 < found[key]["n_needed"] < 4500
    assert {found[key]["n_needed_state"] for key in B} == {"decided"}


def test_which_falls_are_real(result: Result) -> None:
    said = {key: row["statement"] for key, row in rows(result, "changes").items()}
    assert {key for key, what in said.items() if what == "fell"} == {"2-1", "3-1", "4-1"}
    assert {key for key, what in said.items() if what == "rose"} == {"1-2"}
    holm = {key: row["p_holm"] for key, row in rows(result, "changes").items()}
    assert {key for key, p in holm.items() if p is not None and p < 0.05} == {"2-1", "3-1", "4-1"}
    assert holm["3-4"] is None  # nearly everyone answered: no large-sample test


def test_one_principal_who_did_not_answer_may_be_the_whole_fall(result: Result) -> None:
    # 34 of 35 answering and 35 of 35, of 36 both years: 34 or 35 of the 36 now, 35 or 36 before
    differences = {100 * (now - before) / 36 for now in (34, 35) for before in (35, 36)}
    row = rows(result, "changes")["3-4"]
    assert row["lower_points"] == pytest.approx(min(differences))
    assert row["upper_points"] == pytest.approx(max(differences), abs=0.08)  # the estimate, 34/35, stays inside
    assert row["statement"] == "within_bounds"


def test_without_last_years_answers_the_same_changes_cannot_be_told() -> None:
    alone = kumin.run(R05, ROOT / "sample_data" / "tsurumi" / "r05")
    assert set(alone.frames["changes"]["statement"]) == {"cannot_tell"}
    assert alone.judgements["change_points"].null_count() == 0


def test_the_questions_were_the_same(result: Result) -> None:
    frame = result.frames["comparability"]
    assert frame["same"].all()
    assert frame["indicator"].n_unique() == 11


def test_who_answered_and_what_weighting_does(result: Result) -> None:
    tests = result.frames["representativeness_tests"]
    by_age = tests.filter(pl.col("dimensions") == "age").row(0, named=True)
    assert by_age["p_value"] < 1e-6
    under = result.frames["representativeness"].filter((pl.col("mark") == "under") & (pl.col("dimensions") == "age"))
    assert under["label"].to_list() == ["18～29歳", "30～39歳"]
    weighted = {row["indicator"]: row["weighted_judgement"] for row in result.judgements.to_dicts()}
    assert [key for key, mark in weighted.items() if mark == "A"] == ["2-2"]
    flags = dict(result.judgements.select("indicator", "flags").iter_rows())
    assert [key for key, value in flags.items() if "weighting_decides" in value] == ["1-3"]


def test_the_base_decides_where_dont_know_is_many(result: Result) -> None:
    rules = result.frames["base_rules"].filter(pl.col("indicator") == "2-1")
    found = {row["rule"]: (row["percent"], row["judgement"]) for row in rules.to_dicts()}
    assert found["answered"] == (64.4, "B")
    assert found["answered_without_unsure"][1] == "A"
    assert rules.filter("in_plan")["rule"].to_list() == ["answered"]
    for row in result.frames["base_rules"].to_dicts():
        assert 0 <= row["percent"] <= 100


def test_the_path_is_kept_apart_from_the_judgement(result: Result) -> None:
    path = rows(result, "path")
    assert path["1-3"]["mark"] == "reached"
    # two years give no outlook
    assert path["4-1"]["mark"] == "cannot_tell"
    assert path["4-1"]["projected"] is None
    assert path["1-1"]["needed_per_year"] == pytest.approx((60 - 37.8) / 4)
    assert path["1-2"]["mark"] == "reached"


def test_everything_fits_its_schema_and_nothing_is_not_a_number(result: Result) -> None:
    from kumin.judgement import FRAMES, JUDGEMENTS_SCHEMA

    assert result.judgements.schema == JUDGEMENTS_SCHEMA
    assert set(result.frames) == set(FRAMES)
    for name, frame in result.frames.items():
        assert frame.schema == FRAMES[name], name
        floats = frame.select(pl.col(pl.Float64))
        assert not floats.select(pl.any_horizontal(pl.all().is_nan().any())).item() if floats.width else True, name
