"""Weighting beside and in place of the official percent; bases of which no error can be stated; margins."""

from __future__ import annotations

import math
from pathlib import Path

import polars as pl
import pytest

import kumin
from conftest import ROOT
from kumin.errors import DefinitionError
from kumin.result import Result


def with_cells(folder: Path, *changes: tuple[str, str]) -> Result:
    """Run the small plan with a population by children, so that weights follow from two cells."""
    (folder / "population.csv").write_text("children,population\n1,200\n2,800\n", encoding="utf-8")
    plan = (folder / "plan.yaml").read_text(encoding="utf-8").replace("population: 1000", "population: population.csv")
    for old, new in changes:
        assert old in plan
        plan = plan.replace(old, new)
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    return kumin.run(folder, folder / "answers")


def expected(result: Result) -> float:
    """Σ N_c p_c / Σ N_c by hand."""
    coded = result.answers["residents"].coded
    shares = coded.group_by("children").agg((pl.col("safe") <= 2).mean()).sort("children")["safe"].to_list()
    return 0.2 * shares[0] + 0.8 * shares[1]


def test_the_weighted_percent_stands_beside_the_official(mini: Path) -> None:
    result = with_cells(mini)
    row = result.judgements.row(0, named=True)
    assert row["weighted_percent"] == pytest.approx(math.floor(1000 * expected(result) + 0.5) / 10)
    frame = result.frames["weighted"].filter(pl.col("indicator") == "1-1")
    assert frame["weighting"].to_list() == ["unweighted", "poststratified", "raked"]
    assert frame["official"].to_list() == [True, False, False]
    assert frame["percent"].to_list()[0] == row["percent"]


def test_the_plan_may_make_a_weighting_official(mini: Path) -> None:
    result = with_cells(mini, ("fiscal_year: 2023", "fiscal_year: 2023\nofficial: poststratified"))
    row = result.judgements.row(0, named=True)
    assert row["percent"] == row["weighted_percent"]
    assert row["percent"] == pytest.approx(math.floor(1000 * expected(result) + 0.5) / 10)
    assert row["lower_percent"] < row["percent"] < row["upper_percent"]


def test_the_plans_dimensions_are_used_and_others_refused(mini: Path) -> None:
    rule = ("invited: 100", "invited: 100, weighting: {rake: [children]}")
    frame = with_cells(mini, rule).frames["weights"]
    assert frame.select("weighting", "dimensions").rows() == [("raked", "children")]
    text = (mini / "plan.yaml").read_text(encoding="utf-8").replace("rake: [children]", "rake: [safe]")
    (mini / "plan.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        kumin.load_plan(mini)
    assert (refused.value.code, refused.value.line) == ("weighting_dimension_unknown", 6)


@pytest.mark.parametrize("sampling", ["panel", "participants", "volunteers"])
def test_no_sampling_error_is_stated_where_there_is_no_random_sample(mini: Path, sampling: str) -> None:
    plan = (mini / "plan.yaml").read_text(encoding="utf-8")
    plan = plan.replace("invited: 100", f"invited: 100, sampling: {sampling}")
    plan = plan.replace("text: 安全だと感じている", "text: 安全だと感じている区民の割合")
    (mini / "plan.yaml").write_text(plan, encoding="utf-8")
    rows = kumin.run(mini, mini / "answers").judgements.to_dicts()
    assert rows[0]["judgement"] in {"A", "B"}
    assert {rows[0][name] for name in ("lower_percent", "evidence", "probability_met")} == {None}
    assert "not_random" in rows[0]["flags"]
    assert "residents_from_others" in rows[0]["flags"]
    assert "residents_from_others" not in rows[1]["flags"]


def test_planned_and_achieved_margins(mini: Path) -> None:
    result = with_cells(mini, ("invited: 100", "invited: 100, planned: {margin_points: 12}"))
    frame = result.frames["margins"].filter(pl.col("indicator") == "1-1")
    row = frame.row(0, named=True)
    n, used = row["n_base"], result.answers["residents"].n_used
    assert row["margin_at_half_points"] == pytest.approx(
        100 * 1.959963984540054 * math.sqrt(0.25 * (1 - used / 1000) / n)
    )
    assert row["reached"] == (row["margin_at_half_points"] <= 12)


def test_the_samples_weights_give_back_the_population() -> None:
    """With the fitted weights every matched category has its share of the population, unknown ones apart."""
    from kumin.judgement.surveys.weighting import weigh, weighting_margins
    from kumin.responses import validate_file

    loaded = kumin.load_plan(ROOT / "schemas" / "tsurumi" / "r05")
    coded = validate_file(ROOT / "sample_data/tsurumi/r05/residents.csv", loaded.questionnaires["residents"]).coded
    population = loaded.populations["residents"]
    assert population is not None
    margins = weighting_margins(coded, population.cells)
    assert margins == {"poststratified": (("sex", "age"),), "raked": (("sex",), ("age",), ("district",))}
    for weighting in weigh(coded, population.cells, margins):
        assert weighting.weighted is not None
        assert weighting.problem is None
        frame, weight = weighting.weighted.frame, pl.col("kumin_weight")
        for name in weighting.margins[0]:
            known = frame.filter(pl.all_horizontal(pl.col(weighting.margins[0]).is_not_null()))
            found = known.group_by(name).agg(weight.sum()).sort(name)["kumin_weight"]
            target = population.cells.group_by(name).agg(pl.col("population").sum()).sort(name)["population"]
            assert (found / found.sum()).to_list() == pytest.approx((target / target.sum()).to_list(), rel=1e-6)


def test_letters_by_cell_give_counted_response_rates(mini: Path) -> None:
    (mini / "invited.csv").write_text("children,invited\n1,40\n2,60\n", encoding="utf-8")
    result = with_cells(mini, ("invited: 100", "invited: 100, invited_by: invited.csv"))
    rates = result.frames["response_rates"].filter(pl.col("dimension") == "children")
    assert rates["invited"].to_list() == [40.0, 60.0]
    assert rates["invited_expected"].to_list() == [False, False]
    counts = dict(result.answers["residents"].coded.group_by("children").len().iter_rows())
    assert rates["rate"].to_list() == pytest.approx([counts[1] / 40, counts[2] / 60])
    assert any(item.name == "invited.csv" for item in result.manifest.inputs)


def test_letters_by_cell_must_add_up(mini: Path) -> None:
    (mini / "invited.csv").write_text("children,invited\n1,40\n2,61\n", encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        with_cells(mini, ("invited: 100", "invited: 100, invited_by: invited.csv"))
    assert (refused.value.code, refused.value.line) == ("invited_do_not_add_up", 6)


@pytest.mark.parametrize(("base", "missing"), [("answered", 3), ("all", 0), ("{rule: answered, excluding: [3]}", 3)])
def test_only_those_who_left_the_question_out_are_missing(mini: Path, base: str, missing: int) -> None:
    """Nobody who ticked an excluded option is counted as having given no answer."""
    path = mini / "answers" / "residents.csv"
    path.write_text(path.read_text("utf-8") + "".join(f"9{k},2023/7/3,1,,1,1,5,\n" for k in range(3)), encoding="utf-8")
    plan = (
        (mini / "plan.yaml").read_text("utf-8").replace("question: safe\n", f"question: safe\n        base: {base}\n")
    )
    (mini / "plan.yaml").write_text(plan, encoding="utf-8")
    bounds = kumin.run(mini, mini / "answers").frames["bounds"].filter(pl.col("indicator") == "1-1")
    found = dict(bounds.select("scope", "n_missing").iter_rows())
    assert found == {"no_answer": missing, "nonrespondents": missing + 100 - 63}
