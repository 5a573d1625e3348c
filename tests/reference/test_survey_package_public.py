"""Four more public data sets against R's survey: few hospitals, a textbook's clusters, unequal chances, fitted weights.

The numbers are in public_reference.json, made by make_public_reference.R with survey 4.1-1.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from kumin.estimation import (
    Regression,
    SurveyDesign,
    calibrate,
    crosstab,
    differences,
    means,
    post_stratify,
    quantiles,
    ratios,
    regress,
    totals,
)

DATA = Path(__file__).parents[1] / "data" / "reference"
REFERENCE = json.loads((DATA / "public_reference.json").read_text(encoding="utf-8"))
TYPES = {"E": 4421, "H": 755, "M": 1018}
CLUSTERS = SurveyDesign(weights="pw", psu="dnum", population="fpc")


def near(expected: Any, rel: float = 1e-9) -> Any:
    return pytest.approx(expected, rel=rel)


def answers(name: str) -> pl.DataFrame:
    return pl.read_csv(DATA / f"{name}.csv")


def same(table: pl.DataFrame, column: str, expected: dict[str, Any]) -> None:
    """Estimate, standard error and limits are R's; of one row R writes numbers, of several lists."""
    names = {"estimate": column, "se": "se", "lower": "lower", "upper": "upper"}
    for name in names.keys() & expected.keys():
        found = table[names[name]].to_list()
        assert found == near(expected[name] if len(found) > 1 else [expected[name]]), name


def same_fit(fit: Regression, expected: dict[str, Any]) -> None:
    assert fit.coefficients["estimate"].to_list() == near(expected["estimate"], 1e-8)
    assert fit.coefficients["se"].to_list() == near(expected["se"], 1e-8)
    assert fit.df == expected["df"]


def same_test(test: pl.DataFrame, expected: dict[str, Any]) -> None:
    assert [test[name].item() for name in ("f", "df1", "df2", "p_value")] == near(
        [expected[name] for name in ("f", "df1", "df2", "p")]
    )


def test_few_hospitals_of_strata_with_their_number() -> None:
    frame, expected = answers("hospital"), REFERENCE["hospital"]
    design = SurveyDesign(weights="weighta", strata="oblevel", population="tothosp")
    same(totals(frame, "births", design=design), "total", expected["total"])
    mean = means(frame, "births", design=design)
    same(mean, "mean", expected["mean"])
    assert mean["sd"].item() ** 2 == near(expected["variance"])
    assert mean["deff"].item() == near(expected["deff"])
    quarters = quantiles(frame, "births", [0.25, 0.5, 0.75], design=design)
    assert quarters["quantile"].to_list() == expected["quantile"]
    by = means(frame, "births", by="oblevel", design=design)
    assert by["mean"].to_list() == near(expected["by"]["mean"])
    assert by["se"].to_list() == near(expected["by"]["se"])
    sums = totals(frame, "births", by="oblevel", design=design)
    assert sums["se"].to_list() == near(expected["by"]["total_se"])


@pytest.mark.parametrize("name", ["weights", "population"])
def test_clusters_and_a_domain_that_leaves_some_of_them_out(name: str) -> None:
    expected = REFERENCE["fpc"][name]
    size = {"weights": "weight"} if name == "weights" else {"population": "Nh"}
    design = SurveyDesign(strata="stratid", psu="psuid", **size)  # type: ignore[arg-type]
    frame, large = answers("fpc"), pl.col("x") > 5
    same(totals(frame, "x", design=design), "total", expected["total"])
    same(means(frame, "x", design=design), "mean", expected["mean"])
    domain = means(frame, "x", base=large, design=design)
    same(domain, "mean", expected["domain"])
    assert domain["df"].item() == expected["df"]
    same(totals(frame, "x", base=large, design=design), "total", expected["domain_total"])


def test_votes_drawn_with_very_unequal_chances() -> None:
    frame, expected = answers("election_pps"), REFERENCE["election"]
    design = SurveyDesign(weights="wt")
    same(totals(frame, ["Bush", "Kerry", "Nader"], design=design), "total", expected["total"])
    same(ratios(frame, {"share": ("Bush", "votes")}, design=design), "ratio", expected["ratio"])
    same(means(frame, "Bush", design=design), "mean", expected["mean"])
    same_fit(regress(frame, "Bush", ["Kerry", "Nader"], design=design), expected["line"])


def test_a_quantile_that_the_smallest_value_reaches_is_that_value_where_r_gives_the_next() -> None:
    """The county with the fewest votes holds 50.4% of the weight: 145 is the median, for which R gives 764."""
    frame, expected = answers("election_pps"), REFERENCE["election"]
    found = quantiles(frame, "Bush", [0.1, 0.5, 0.9], design=SurveyDesign(weights="wt"))["quantile"].to_list()
    assert expected["at_most_145"] > 0.5
    assert frame["Bush"].min() == 145
    assert expected["quantile"] == [764, 764, 9432]
    assert found == [145, 145, 9432]


def test_post_stratified_clusters() -> None:
    expected = REFERENCE["poststratified"]
    fitted = post_stratify(answers("apiclus1"), ["stype"], TYPES, design=CLUSTERS)
    frame, design = fitted.frame, fitted.design
    same_test(crosstab(frame, "awards", "sch.wide", design=design).test, expected["association"])
    same_fit(regress(frame, "api00", ["api99", "meals"], design=design), expected["line"])
    same(ratios(frame, {"growth": ("api00", "api99")}, design=design), "ratio", expected["ratio"])
    pair = differences(frame, "api00", "awards", design=design).row(0, named=True)
    found = [pair[name] for name in ("difference", "t", "p_value")]
    assert found == near([expected["test"][name] for name in ("difference", "t", "p")])
    quarters = quantiles(frame, "api00", [0.25, 0.5], design=design)
    assert quarters.select("quantile", "lower", "upper").rows() == [tuple(row) for row in expected["quantile"]]


def test_weights_of_clusters_kept_between_bounds() -> None:
    fitted = calibrate(
        answers("apiclus1"), margins={"stype": TYPES}, design=CLUSTERS, distance="logit", bounds=(0.4, 2.5)
    )
    same(means(fitted.frame, "api00", design=fitted.design), "mean", REFERENCE["bounded"])


def test_two_stages_with_the_number_of_units_of_each() -> None:
    frame, expected = answers("apiclus2"), REFERENCE["stages"]
    design = SurveyDesign(psu=["dnum", "snum"], population=["fpc1", "fpc2"])
    same_test(crosstab(frame, "awards", "sch.wide", design=design).test, expected["association"])
    prized = frame.with_columns(prized=(pl.col("awards") == "Yes").cast(pl.Int8))
    same_fit(regress(prized, "prized", ["meals", "ell"], kind="logistic", design=design), expected["logistic"])
    parts = ratios(frame, {"tested": ("api.stu", "enroll")}, by="stype", design=design, nulls="drop")
    same(parts, "ratio", expected["ratio"])
