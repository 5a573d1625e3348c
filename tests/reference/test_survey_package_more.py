"""Means, totals, quantiles, differences, trends, tests and calibration against R's survey package.

The numbers are in more_reference.json, made by make_more_reference.R; chi-square tests also in survey_reference.json.
"""

from __future__ import annotations

import json
import math
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from kumin.estimation import (
    Calibration,
    SurveyDesign,
    calibrate,
    crosstab,
    differences,
    means,
    post_stratify,
    proportions,
    quantiles,
    rake,
    replicate_estimates,
    replicate_weights,
    totals,
    trends,
)

DATA = Path(__file__).parents[1] / "data" / "reference"
MORE = json.loads((DATA / "more_reference.json").read_text(encoding="utf-8"))
REFERENCE = json.loads((DATA / "survey_reference.json").read_text(encoding="utf-8"))
DESIGNS = {
    "srs": SurveyDesign(population="fpc"),
    "strat": SurveyDesign(weights="pw", strata="stype", population="fpc"),
    "clus1": SurveyDesign(weights="pw", psu="dnum", population="fpc"),
}
AWARDS = {"awards": pl.col("awards") == "Yes"}
SCORE = {"api00": pl.col("api00")}


def near(expected: float, rel: float = 1e-8) -> Any:
    return pytest.approx(expected, rel=rel)


@cache
def answers(name: str) -> pl.DataFrame:
    return pl.read_csv(DATA / f"api{name}.csv")


@pytest.mark.parametrize("expected", MORE["means"], ids=lambda e: e["design"])
def test_means_and_totals(expected: dict[str, Any]) -> None:
    name = expected["design"]
    row = means(answers(name), SCORE, design=DESIGNS[name]).row(0, named=True)
    for key in ("mean", "se", "deff", "lower", "upper"):
        assert row[key] == near(expected[key])
    row = totals(answers(name), SCORE, design=DESIGNS[name]).row(0, named=True)
    for key in ("total", "se", "lower", "upper"):
        assert row[key] == near(expected["total" if key == "total" else f"total_{key}"])
    elementary = pl.col("stype") == "E"
    row = means(answers(name), SCORE, base=elementary, design=DESIGNS[name]).row(0, named=True)
    assert [row[key] for key in ("mean", "se", "deff")] == near([expected[f"E_{k}"] for k in ("mean", "se", "deff")])
    row = totals(answers(name), SCORE, base=elementary, design=DESIGNS[name]).row(0, named=True)
    assert [row["total"], row["se"]] == near([expected["E_total"], expected["E_total_se"]])


@pytest.mark.parametrize("expected", MORE["quantiles"], ids=lambda e: f"{e['design']}-{e['p']}")
def test_quantiles(expected: dict[str, Any]) -> None:
    name = expected["design"]
    row = quantiles(answers(name), SCORE, [expected["p"]], design=DESIGNS[name]).row(0, named=True)
    assert [row[key] for key in ("quantile", "lower", "upper")] == [expected[k] for k in ("quantile", "lower", "upper")]


def test_a_quantile_that_is_reached_exactly_is_that_value() -> None:
    """R's rule "math" means the same, but rounding of sums of weights moves its 90% of 200 rows to the 181st."""
    row = quantiles(answers("srs"), SCORE, [0.9], design=DESIGNS["srs"]).row(0, named=True)
    assert row["quantile"] == answers("srs")["api00"].sort()[179]


@pytest.mark.parametrize("expected", MORE["differences"], ids=lambda e: e["design"])
def test_differences(expected: dict[str, Any]) -> None:
    name = expected["design"]
    result = differences(
        answers(name), AWARDS, "stype", against="E", base=pl.col("stype") != "H", design=DESIGNS[name], method="wald"
    )
    row = result.filter(pl.col("group") == "M").row(0, named=True)
    for key, theirs in (("difference", "difference"), ("se", "se"), ("t", "t"), ("p_value", "p"), ("df", "df")):
        assert row[key] == near(expected[theirs])
    assert [row["lower"], row["upper"]] == near([expected["lower"], expected["upper"]])


@pytest.mark.parametrize("expected", MORE["logistic"], ids=lambda e: e["design"])
def test_trends(expected: dict[str, Any]) -> None:
    name = expected["design"]
    outcome = {"wide": pl.col("sch.wide") == "Yes"}
    row = trends(answers(name), outcome, "meals", design=DESIGNS[name], independent=False).row(0, named=True)
    for key, theirs in (("slope", "slope"), ("se", "se"), ("p_value", "p"), ("lower", "lower"), ("upper", "upper")):
        assert row[key] == near(expected[theirs], rel=1e-6)
    assert row["df"] == expected["df"]


@pytest.mark.parametrize("expected", MORE["chisq"], ids=lambda e: e["design"])
def test_rao_scott(expected: dict[str, Any]) -> None:
    name = expected["design"]
    test = crosstab(answers(name), "stype", "awards", design=DESIGNS[name]).test.row(0, named=True)
    for key, theirs in (("f", "F"), ("df1", "ndf"), ("df2", "ddf"), ("p_value", "p")):
        assert test[key] == near(expected[theirs])
    # R prints the uncorrected X² and gives the corrected p-value.
    assert [test["chi2"], test["p_first_order"]] == near([expected["X2"], expected["X2p"]])


@pytest.mark.parametrize("expected", REFERENCE["tests"], ids=lambda e: e["design"])
def test_rao_scott_of_the_first_reference(expected: dict[str, Any]) -> None:
    name = expected["design"]
    test = crosstab(answers(name), "stype", "sch.wide", design=DESIGNS[name]).test.row(0, named=True)
    for key, theirs in (("f", "F"), ("df1", "ndf"), ("df2", "ddf"), ("p_value", "p")):
        assert test[key] == near(expected[theirs], rel=1e-6)


CALIBRATIONS: dict[str, dict[str, Any]] = {
    "linear": {},
    "raking": {"distance": "raking"},
    "bounded": {"bounds": (0.6, 1.8)},
    "logit": {"distance": "logit", "bounds": (0.3, 2.5)},
    "srs": {},
}


@pytest.mark.parametrize("expected", MORE["calibration"], ids=lambda e: e["kind"])
def test_calibration(expected: dict[str, Any]) -> None:
    name = "srs" if expected["kind"] == "srs" else "clus1"
    result = calibrate(
        answers(name),
        margins={"stype": {"E": 6194 - 755 - 1018, "H": 755, "M": 1018}},
        totals={"api99": 3914069},
        design=DESIGNS[name],
        **CALIBRATIONS[expected["kind"]],
    )
    frame, design = result.frame, result.design
    assert result.diagnostics["converged"].all()
    assert frame["weight"].to_list() == near(expected["weights"])
    row = proportions(frame, AWARDS, design=design).row(0, named=True)
    assert [row["proportion"], row["se"]] == near([expected["proportion"], expected["se"]])
    row = means(frame, SCORE, design=design).row(0, named=True)
    assert [row["mean"], row["se"]] == near([expected["mean"], expected["mean_se"]])
    row = totals(frame, SCORE, design=design).row(0, named=True)
    assert [row["total"], row["se"]] == near([expected["total"], expected["total_se"]])
    row = proportions(frame, AWARDS, by=["stype"], design=design).filter(pl.col("stype") == "M").row(0, named=True)
    assert [row["proportion"], row["se"]] == near([expected["M_proportion"], expected["M_se"]])


def test_uneven_base_weights() -> None:
    """Where base weights differ R's rake() averages residuals without weights; both conventions are on offer."""
    expected = MORE["uneven"]
    uneven = answers("srs").with_columns(w0=pl.col("pw") * (1 + pl.int_range(1, 201) % 3 / 2))
    design = SurveyDesign(weights="w0")
    types, wide = {"E": 4421, "H": 755, "M": 1018}, {"No": 1072, "Yes": 5122}
    raked = rake(uneven, {"stype": types, "sch.wide": wide}, design=design, tolerance=1e-13)
    assert raked.frame["weight"].to_list() == near(expected["rake_weights"])
    ours = proportions(raked.frame, AWARDS, design=raked.design).row(0, named=True)
    assert [ours["proportion"], ours["se"]] == near([expected["rake"], expected["greg_se"]])
    calibration = raked.design.calibration
    assert calibration is not None
    as_rake = replace(raked.design, calibration=replace(calibration, residual_weights="equal"))
    assert proportions(raked.frame, AWARDS, design=as_rake)["se"][0] == near(expected["rake_se"])
    post = post_stratify(uneven, ["stype"], types, design=design)
    row = proportions(post.frame, AWARDS, design=post.design).row(0, named=True)
    assert [row["proportion"], row["se"]] == near([expected["post"], expected["post_se"]])


def test_weights_fitted_elsewhere_can_be_declared() -> None:
    types = {"E": 4421, "H": 755, "M": 1018}
    made = post_stratify(answers("clus1"), ["stype"], types, design=DESIGNS["clus1"])
    design = SurveyDesign(
        weights="weight", psu="dnum", population="fpc", calibration=Calibration("pw", margins=(("stype",),))
    )
    declared = proportions(made.frame, AWARDS, design=design)
    assert_frame_equal(declared, proportions(made.frame, AWARDS, design=made.design))


def test_a_lonely_stratum_by_choice() -> None:
    strata = answers("strat")
    one = pl.concat([strata.filter(pl.col("stype") != "H"), strata.filter(pl.col("stype") == "H").head(1)])
    for choice in ("center", "certainty"):
        design = SurveyDesign(weights="pw", strata="stype", lonely_psu=choice)
        row = proportions(one, AWARDS, design=design).row(0, named=True)
        expected = MORE["lonely"]
        assert [row["proportion"], row["se"]] == near([expected["proportion"], expected[f"{choice}_se"]])


def test_adjusted_residuals_of_a_simple_sample_are_haberman_s() -> None:
    table = crosstab(answers("srs"), "stype", "awards").cells
    n = table["n"].sum()
    counts = table["n"].to_numpy().reshape(3, 2)
    rows, columns = counts.sum(axis=1, keepdims=True) / n, counts.sum(axis=0, keepdims=True) / n
    expected = rows * columns * n
    haberman = (counts - expected) / np.sqrt(expected * (1 - rows) * (1 - columns))
    # the design effect of a simple random sample with replacement is n / (n - 1)
    assert table["adjusted_residual"].to_numpy() == pytest.approx(haberman.ravel() * np.sqrt((n - 1) / n))
    two = table.filter(pl.col("row") == "E")["adjusted_residual"].to_list()
    assert two[0] == pytest.approx(-two[1])


@pytest.mark.parametrize("expected", MORE["jackknife"], ids=lambda e: e["design"])
def test_jackknife(expected: dict[str, Any]) -> None:
    name = expected["design"].split("_")[0]
    weights = replicate_weights(answers(name), design=DESIGNS[name], kind="jackknife", around="mean")
    row = replicate_estimates(answers(name), AWARDS, weights).row(0, named=True)
    assert [row["proportion"], row["se"]] == near([expected["proportion"], expected["se"]])


def test_balanced_repeated_replication() -> None:
    pairs, expected = pl.DataFrame(MORE["pairs"]), MORE["brr"]
    design = SurveyDesign(weights="w", strata="h", psu="a")
    outcome = {"y": pl.col("y") == 1}
    weights = replicate_weights(pairs, design=design, kind="brr")
    assert weights.multipliers.shape == (14, expected["replicates"])
    row = replicate_estimates(pairs, outcome, weights).row(0, named=True)
    assert row["proportion"] == near(expected["proportion"])
    # R takes other rows of its matrix: equal for linear statistics, nearly so for a ratio.
    assert row["se"] == near(expected["se"], rel=0.01)
    linear = proportions(pairs, outcome, design=design)["se"][0]
    assert linear == near(expected["linear_se"])
    fay = replicate_weights(pairs, design=design, kind="brr", fay=0.3)
    assert replicate_estimates(pairs, outcome, fay)["se"][0] == near(expected["fay_se"], rel=0.005)


def test_strata_clusters_weights_and_populations_together() -> None:
    """Three strata of clusters, one all sampled; a domain, and a difference of domains that share clusters."""
    mixed = MORE["mixed"]
    frame = pl.DataFrame({name: mixed[name] for name in ("h", "a", "y", "g", "w")})
    design = SurveyDesign(weights="w", strata="h", psu="a", population={"x": 9, "y": 12, "z": 2})
    outcome = {"y": pl.col("y") == 1}
    table = proportions(frame, outcome, by=["g"], totals=True, design=design, details=True)
    for group, expected in ((None, mixed["all"]), ("m", mixed["m"])):
        row = table.filter(pl.col("g").eq_missing(group)).row(0, named=True)
        found = [row["proportion"], row["se"], row["deff"], row["df"]]
        assert found == near([expected[key] for key in ("p", "se", "deff", "df")])
    whole = table.filter(pl.col("g").is_null())
    assert whole["deff_without_replacement"][0] == near(mixed["all"]["deff_wor"])
    row = differences(frame, outcome, "g", against="f", design=design).row(0, named=True)
    assert [row["difference"], row["se"]] == near([mixed["difference"], mixed["difference_se"]])


def test_comparisons_under_raked_weights() -> None:
    expected = MORE["raked"]
    raked = rake(answers("clus1"), {"sch.wide": {"No": 1072, "Yes": 5122}}, design=DESIGNS["clus1"], tolerance=1e-13)
    frame, design = raked.frame, raked.design
    pair = differences(frame, AWARDS, "stype", base=pl.col("stype") != "H", against="M", design=design, method="wald")
    assert pair.filter(pl.col("group") == "E")["se"][0] == near(expected["difference_se"])
    assert crosstab(frame, "stype", "awards", design=design).test["f"][0] == near(expected["F"])
    row = trends(frame, AWARDS, "meals", design=design, independent=False).row(0, named=True)
    assert [row["slope"], row["se"]] == near([expected["slope"], expected["slope_se"]])
    row = quantiles(frame, SCORE, design=design).row(0, named=True)
    assert [row[key] for key in ("quantile", "lower", "upper")] == [
        expected[key] for key in ("median", "median_lower", "median_upper")
    ]


@pytest.mark.parametrize("name", DESIGNS)
def test_wilson_of_version_4_5_on_the_standard_error(name: str) -> None:
    """R's own lines of 4.5, on the estimate, the standard error and the df that the other tests hold to R's."""
    from scipy import stats

    row = proportions(answers(name), AWARDS, design=DESIGNS[name], method="wilson_r").row(0, named=True)
    p = row["proportion"]
    size = p * (1 - p) / row["se"] ** 2
    t = float(stats.t.ppf(0.975, row["df"]))
    root, below = math.sqrt(4 * size * p * (1 - p) + t * t), 1 + t * t / size
    expected = [(p + t * t / (2 * size) + sign * t / (2 * size) * root) / below for sign in (-1, 1)]
    assert [row["lower"], row["upper"]] == pytest.approx(expected, rel=1e-12)
