"""Designs of several stages against R's survey, for every statistic, and what such designs may not be.

The numbers are in stages_reference.json, made by make_stages_reference.R with survey 4.1-1.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from kumin.errors import StatisticsError
from kumin.estimation import (
    Survey,
    SurveyDesign,
    category,
    differences,
    independence_tests,
    mean_tests,
    means,
    post_stratify,
    proportions,
    quantiles,
    ratios,
    regress,
    replicate_weights,
    totals,
)

DATA = Path(__file__).parents[1] / "data" / "reference"
R = json.loads((DATA / "stages_reference.json").read_text(encoding="utf-8"))
APICLUS2 = json.loads((DATA / "further_reference.json").read_text(encoding="utf-8"))
PEOPLE = pl.read_csv(DATA / "stages.csv").with_columns(pl.col("happy") == 1)
DESIGN = SurveyDesign(
    psu=["town", "block", "person"], strata=["region", "kind", None], population=["towns", "blocks", "people"]
)
SCHOOLS = SurveyDesign(psu=["dnum", "snum"], population=["fpc1", "fpc2"])
Y, HAPPY = {"y": pl.col("y")}, {"happy": pl.col("happy")}


def near(expected: Any) -> Any:
    return pytest.approx(expected, rel=1e-8)


def facts(row: dict[str, Any], name: str) -> list[float]:
    return [row[name], row["se"], row["df"]]


def expected(stat: dict[str, Any]) -> Any:
    return near([stat["estimate"], stat["se"], stat["df"]])


def test_two_stages_of_the_school_districts() -> None:
    schools = pl.read_csv(DATA / "apiclus2.csv")
    score, found = {"api00": pl.col("api00")}, APICLUS2["stages"]
    assert facts(means(schools, score, design=SCHOOLS).row(0, named=True), "mean") == expected(found["mean"])
    assert facts(totals(schools, score, design=SCHOOLS).row(0, named=True), "total") == expected(found["total"])
    parts: dict[str, tuple[pl.Expr | str, pl.Expr | str]] = {"r": ("api00", "api99")}
    assert facts(ratios(schools, parts, design=SCHOOLS).row(0, named=True), "ratio") == expected(found["ratio"])
    share = proportions(schools, {"a": pl.col("awards") == "Yes"}, design=SCHOOLS, method="wald").row(0, named=True)
    assert [*facts(share, "proportion"), share["lower"]] == near(
        [found["share"][name] for name in ("estimate", "se", "df", "lower")]
    )
    by = means(schools, score, by=["stype"], design=SCHOOLS).rows(named=True)
    assert [facts(row, "mean") for row in by] == [expected(one) for one in found["by"]]
    by = totals(schools, score, by=["stype"], design=SCHOOLS).rows(named=True)
    assert [facts(row, "total") for row in by] == [expected(one["total"]) for one in found["by"]]
    fit = next(one for one in APICLUS2["linear"] if one["design"] == "clus2")
    used = schools.filter(pl.col("ell").is_not_null())
    table = regress(used, "api00", ["ell", "meals", category("stype")], design=SCHOOLS).coefficients
    assert (table["se"].to_list(), table["df"][0]) == (near(fit["se"]), fit["df"])


def test_two_stages_of_swedish_municipalities() -> None:
    design = SurveyDesign(psu=["id1", "id2"], population=["n1", "n2"])
    frame = pl.read_csv(DATA / "mu284.csv")
    variable = {"y1": pl.col("y1")}
    assert facts(means(frame, variable, design=design).row(0, named=True), "mean") == expected(R["mu284"]["mean"])
    assert facts(totals(frame, variable, design=design).row(0, named=True), "total") == expected(R["mu284"]["total"])
    weighted = frame.with_columns(w=pl.Series(R["mu284"]["weights"]))
    again = totals(weighted, variable, design=replace(design, weights="w"))
    assert facts(again.row(0, named=True), "total") == expected(R["mu284"]["total"])


def test_three_stages_with_strata_at_two_of_them() -> None:
    survey = Survey(PEOPLE, DESIGN)
    assert facts(survey.means("y").row(0, named=True), "mean") == expected(R["mean"])
    assert facts(survey.totals("y").row(0, named=True), "total") == expected(R["total"])
    assert facts(survey.proportions("happy").row(0, named=True), "proportion") == expected(R["share"])
    assert facts(survey.ratios({"r": ("y", "x")}).row(0, named=True), "ratio") == expected(R["ratio"])
    by = survey.means("y", by="age").rows(named=True)
    assert [facts(row, "mean") for row in by] == [expected(one) for one in R["by"]]
    counted = survey.totals("happy", by="age").rows(named=True)
    assert [facts(row, "total") for row in counted] == [expected(one["total"]) for one in R["by"]]
    wide = means(PEOPLE, Y, base=pl.col("age") == "old", design=DESIGN).row(0, named=True)
    assert facts(wide, "mean") == expected(R["by"][1])


def test_quantiles_differences_and_tests_of_three_stages() -> None:
    found = quantiles(PEOPLE, Y, [0.25, 0.5, 0.9], design=DESIGN)
    for ours, theirs in (("quantile", "quantile"), ("lower", "quantile_lower"), ("upper", "quantile_upper")):
        assert found[ours].to_list() == near(R[theirs])
    difference = differences(PEOPLE, Y, "region", design=DESIGN).row(0, named=True)
    assert [difference[name] for name in ("difference", "t", "df")] == near(list(R["difference"].values()))
    test = mean_tests(PEOPLE, Y, 50, design=DESIGN).row(0, named=True)
    assert [test["t"], test["df"]] == near(list(R["one_sample"].values()))
    tests = independence_tests(PEOPLE, ["happy", "age"], design=DESIGN)
    for name in ("rao_scott", "wald", "wald_adjusted"):
        row = tests.row(by_predicate=pl.col("method") == name, named=True)
        facts = [row["statistic"], row["df1"], row["df2"], row["p_value"]]
        assert facts == near([R[name]["statistic"], *R[name]["df"], R[name]["p"]])
    first = tests.row(by_predicate=pl.col("method") == "rao_scott_first_order", named=True)
    assert first["p_value"] == near(R["first_order"]["p"])
    crossed = Survey(PEOPLE, DESIGN).crosstab("happy", "age").test.row(0, named=True)
    assert (crossed["f"], crossed["p_value"]) == near((R["rao_scott"]["statistic"], R["rao_scott"]["p"]))


def test_a_regression_of_three_stages() -> None:
    fit = regress(PEOPLE, "happy", ["x", category("age")], kind="logistic", design=DESIGN)
    assert fit.coefficients["estimate"].to_list() == near(R["logistic"]["estimate"])
    assert fit.coefficients["se"].to_list() == pytest.approx(R["logistic"]["se"], rel=1e-7)  # R's last step of the fit
    assert fit.df == R["logistic"]["df"]


def test_weights_fitted_to_a_population_after_three_stages() -> None:
    fitted = post_stratify(PEOPLE, ["age"], {"middle": 600, "old": 500, "young": 400}, design=DESIGN)
    assert fitted.frame["weight_base"].to_list() == near(R["weights"])
    survey, stats = Survey(fitted.frame, fitted.design), R["post_stratified"]
    assert facts(survey.means("y").row(0, named=True), "mean") == expected(stats["mean"])
    assert facts(survey.proportions("happy").row(0, named=True), "proportion") == expected(stats["share"])
    assert facts(survey.totals("happy").row(0, named=True), "total") == expected(stats["total"])


LONELY = PEOPLE.filter(~((pl.col("marked") == 1) & (pl.col("person") > 1)))


@pytest.mark.parametrize("one", R["lonely"], ids=[one["kind"] for one in R["lonely"]])
def test_a_single_unit_within_a_unit(one: dict[str, Any]) -> None:
    design = replace(DESIGN, lonely_psu={"adjust": "center"}.get(one["kind"], one["kind"]))
    assert facts(means(LONELY, Y, design=design).row(0, named=True), "mean") == expected(one)
    by_stratum = {"north": design.lonely_psu}  # the others have none
    same = means(LONELY, Y, design=replace(design, lonely_psu=by_stratum)).row(0, named=True)
    assert facts(same, "mean") == expected(one)


def test_a_single_unit_within_a_unit_is_refused_and_counts_as_the_others_do_where_that_is_asked_for() -> None:
    with pytest.raises(StatisticsError) as caught:
        means(LONELY, Y, design=DESIGN)
    assert caught.value.code == "design_lonely_psu"
    assert "north / 1 / old / 1" in caught.value.message("en")
    average, nothing = (
        means(LONELY, Y, design=replace(DESIGN, lonely_psu=one))["se"].item() for one in ("average", "remove")
    )
    assert average > nothing
    single = PEOPLE.filter(pl.col("person") == 1)
    with pytest.raises(StatisticsError):
        means(single, Y, design=replace(DESIGN, lonely_psu="average"))


def test_a_stage_that_is_all_sampled_or_endless_is_one_stage_less() -> None:
    weighted = PEOPLE.with_columns(
        w=pl.Series(R["weights"]), seen=pl.col("person").n_unique().over("region", "town", "kind", "block")
    )

    def se(design: SurveyDesign) -> float:
        return float(means(weighted, Y, design=design)["se"].item())

    given = replace(DESIGN, weights="w")
    two = replace(given, psu=["town", "block"], strata=["region", "kind"], population=["towns", "blocks"])
    assert se(replace(given, population=["towns", "blocks", "seen"])) == near(se(two))
    assert se(replace(given, population=["towns", "blocks", None])) > se(two)
    one = SurveyDesign(weights="w", psu="town", strata="region", population="towns")
    assert se(replace(given, population=["towns", None, None])) > se(one)
    # without a population the first stage says it all, whatever units later stages had
    assert se(replace(given, population=None)) == near(se(replace(one, population=None)))


def test_everyone_asked_at_every_stage_has_no_sampling_error() -> None:
    counted = PEOPLE.with_columns(
        a=pl.col("town").n_unique().over("region"),
        b=pl.col("block").n_unique().over("region", "town", "kind"),
        c=pl.col("person").n_unique().over("region", "town", "kind", "block"),
    )
    design = replace(DESIGN, population=["a", "b", "c"])
    for row in (means(counted, Y, design=design), proportions(counted, HAPPY, design=design)):
        assert row.select("se", "not_estimable").row(0) == (0.0, "everyone_asked")
    partly = replace(design, population=["a", "b", "people"])
    assert means(counted, Y, design=partly).select((pl.col("se") > 0), "not_estimable").row(0) == (True, None)
    shown = quantiles(counted, Y, design=partly).row(0, named=True)
    assert shown["not_estimable"] is None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"psu": ["town", "block"], "population": "towns"}, "design_stages"),
        ({"psu": ["town", "block"], "population": ["towns", "blocks", "people"]}, "design_stages"),
        ({"psu": "town", "population": ["towns", "blocks"]}, "design_stages"),
        ({"psu": ["town", "block", "person"], "strata": ["region", "kind"]}, "design_stages"),
        ({"psu": []}, "design_stages"),
        ({"psu": ["town", "block"], "population": ["towns", None]}, "design_stage_without_population"),
        ({"psu": ["town", None]}, "design_column_name"),
        ({"psu": ["town", "block"], "population": ["towns", {"a": 3}]}, "argument_number"),
        ({"psu": ["town", "block"], "population": ["towns", 0]}, "design_population_not_positive"),
        ({"strata": ["region", "kind"]}, "design_column_name"),
    ],
)
def test_stages_that_do_not_fit_each_other_are_refused(given: dict[str, Any], code: str) -> None:
    with pytest.raises(StatisticsError) as caught:
        SurveyDesign(**given)
    assert caught.value.code == code
    assert caught.value.message("ja") != caught.value.message("en")


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (PEOPLE.with_columns(pl.col("blocks") + pl.col("person") % 2), "design_population_uneven"),
        (PEOPLE.with_columns(people=1), "design_population_too_small"),
        (PEOPLE.with_columns(pl.when(pl.col("person") > 1).then("person")), "design_column_null"),
        (PEOPLE.with_columns(pl.when(pl.col("person") > 1).then("people").alias("people")), "design_column_null"),
        (PEOPLE.drop("kind"), "statistics_column_missing"),
    ],
)
def test_answers_that_do_not_fit_the_stages_are_refused(frame: pl.DataFrame, code: str) -> None:
    with pytest.raises(StatisticsError) as caught:
        means(frame, Y, design=DESIGN)
    assert caught.value.code == code


def test_replicates_know_of_the_first_stage_alone() -> None:
    with pytest.raises(StatisticsError) as caught:
        replicate_weights(PEOPLE, design=DESIGN)
    assert caught.value.code == "replicates_stages"
    first = replace(DESIGN, population=None)
    assert replicate_weights(PEOPLE, design=first, kind="jackknife").scales.size == 7


def test_units_are_numbered_within_the_unit_before() -> None:
    apart = PEOPLE.with_columns(block=pl.col("block") + 10 * pl.col("town"), person=pl.int_range(pl.len()))
    assert means(apart, Y, design=DESIGN)["se"].item() == near(means(PEOPLE, Y, design=DESIGN)["se"].item())
    shuffled = PEOPLE.sample(fraction=1, shuffle=True, seed=3)
    streamed = means(shuffled.lazy(), Y, design=DESIGN)
    assert streamed["se"].item() == near(means(PEOPLE, Y, design=DESIGN)["se"].item())
