"""Ratios, tests, replicate weights, stages, trimming, quantile rules, regressions and imputations against R's survey.

The numbers are in further_reference.json, made by make_further_reference.R with survey 4.1-1.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from kumin.errors import StatisticsError
from kumin.estimation import (
    Regression,
    Replicates,
    SurveyDesign,
    category,
    combine_imputations,
    crosstab,
    independence_tests,
    interaction,
    mean_tests,
    means,
    paired_tests,
    predictive_margins,
    proportions,
    quantiles,
    ratios,
    regress,
    replicate_weights,
    term_tests,
    totals,
    trim_weights,
)

DATA = Path(__file__).parents[1] / "data" / "reference"
REFERENCE = json.loads((DATA / "further_reference.json").read_text(encoding="utf-8"))
DESIGNS = {
    "srs": SurveyDesign(population="fpc"),
    "strat": SurveyDesign(weights="pw", strata="stype", population="fpc"),
    "clus1": SurveyDesign(weights="pw", psu="dnum", population="fpc"),
}
SCORE = {"api00": pl.col("api00")}
AWARDS = {"awards": pl.col("awards") == "Yes"}
PAIR: dict[str, tuple[pl.Expr | str, pl.Expr | str]] = {"score": ("api00", "enroll")}


def near(expected: Any, rel: float = 1e-8) -> Any:
    return pytest.approx(expected, rel=rel)


@cache
def answers(name: str) -> pl.DataFrame:
    """The data that R ships, with the columns that the first two references left out."""
    more = pl.read_csv(DATA / "api_more.csv")
    frame = pl.read_csv(DATA / f"api{name}.csv")
    joined = frame.join(more, on="cds", how="left", maintain_order="left")
    assert joined["ell"].null_count() == 0
    return joined.with_columns(half=pl.col("meals") > 45)


def row_of(expected: dict[str, Any], *names: str) -> list[float]:
    return [expected[name] for name in names or ("estimate", "se", "lower", "upper", "df")]


def jackknife(name: str) -> Replicates:
    kind = "clus1" if name == "jk1" else "strat"
    return replicate_weights(answers(kind), design=DESIGNS[kind], kind="jackknife", around="mean")


@pytest.mark.parametrize("expected", REFERENCE["ratios"], ids=lambda e: e["design"])
def test_ratios(expected: dict[str, Any]) -> None:
    name = expected["design"]
    frame = answers({"jk1": "clus1", "jkn": "strat"}.get(name, name))
    design = DESIGNS.get(name) or jackknife(name)
    table = ratios(frame, PAIR, by=["stype"], totals=True, design=design, nulls="drop")
    for group in (None, *expected["by"]):
        key = None if group is None else group["stype"]
        row = table.filter(pl.col("stype").eq_missing(key)).row(0, named=True)
        found = [row[column] for column in ("ratio", "se", "lower", "upper", "df")]
        assert found == near(row_of(expected if group is None else group))
    alone = ratios(frame, PAIR, base=pl.col("stype") == "M", design=design, nulls="drop").row(0, named=True)
    cell = table.filter(pl.col("stype") == "M").row(0, named=True)
    same = ("n_base", "ratio", "se", "lower", "df")
    assert [alone[column] for column in same] == near([cell[column] for column in same])


def test_a_null_of_either_part_leaves_both() -> None:
    frame = pl.DataFrame({"y": [1.0, None, 3.0, 4.0, 5.0], "x": [2.0, 2.0, None, 2.0, float("inf")]})
    row = ratios(frame, {"r": ("y", "x")}, nulls="drop").row(0, named=True)
    assert (row["n_base"], row["numerator"], row["denominator"], row["ratio"]) == (2, 5.0, 4.0, 1.25)
    nothing = ratios(frame, {"r": (pl.col("y"), pl.lit(0))}, nulls="drop").row(0, named=True)
    assert (nothing["ratio"], nothing["se"], nothing["not_estimable"]) == (None, None, "zero_denominator")


@pytest.mark.parametrize("expected", REFERENCE["replicates"], ids=lambda e: e["kind"])
def test_replicate_weights_in_columns(expected: dict[str, Any]) -> None:
    weights = np.array(expected["weights"])
    columns = {f"repw{k}": weights[:, k] for k in range(weights.shape[1])}
    frame = answers("clus1").with_columns(**{name: pl.Series(values) for name, values in columns.items()})
    given = {"kind": expected["kind"], "scale": expected["scale"], "rscales": expected["rscales"]}
    design = Replicates.from_columns("repw*", weights="pw", around="mean", **given)
    mean = means(frame, SCORE, by=["stype"], totals=True, design=design)
    whole = mean.filter(pl.col("stype").is_null()).row(0, named=True)
    assert [whole[c] for c in ("mean", "se", "lower", "upper", "df")] == near(row_of(expected["mean"]))
    for group in expected["by"]:
        row = mean.filter(pl.col("stype") == group["stype"]).row(0, named=True)
        assert [row[c] for c in ("mean", "se", "lower", "upper", "df")] == near(row_of(group))
    around = Replicates.from_columns("repw*", weights="pw", **given)
    assert means(frame, SCORE, design=around)["se"].item() == near(expected["mse_se"])
    total = totals(frame, SCORE, design=design).row(0, named=True)
    assert [total[c] for c in ("total", "se", "lower", "upper", "df")] == near(row_of(expected["total"]))
    ratio = ratios(frame, PAIR, design=design, nulls="drop").row(0, named=True)
    assert [ratio[c] for c in ("ratio", "se", "lower", "upper", "df")] == near(row_of(expected["ratio"]))
    share = proportions(frame, AWARDS, design=design, method="logit").row(0, named=True)
    assert [share["proportion"], share["lower"], share["upper"]] == near(
        [expected["share"], *expected["share_ci"]], 1e-6
    )
    quantile = quantiles(frame, SCORE, [0.25, 0.5], design=design)
    for ours, theirs in (("quantile", "quantile"), ("lower", "quantile_lower"), ("upper", "quantile_upper")):
        assert quantile[ours].to_list() == expected[theirs]


def test_half_samples_with_weights_of_zero() -> None:
    expected, frame = REFERENCE["brr"], pl.read_csv(DATA / "scd.csv")
    for columns in ("rep?", ["rep1", "rep2", "rep3", "rep4"]):
        design = Replicates.from_columns(columns, weights="w", kind="brr", around="mean")
        row = ratios(frame, {"r": ("alive", "arrests")}, design=design).row(0, named=True)
        assert [row[c] for c in ("ratio", "se", "lower", "upper", "df")] == near(row_of(expected))
        row = means(frame, {"a": pl.col("alive")}, design=design).row(0, named=True)
        assert [row[c] for c in ("mean", "se", "lower", "upper", "df")] == near(row_of(expected["mean"]))
        row = totals(frame, {"a": pl.col("arrests")}, design=design).row(0, named=True)
        assert [row[c] for c in ("total", "se", "lower", "upper", "df")] == near(row_of(expected["total"]))


def test_the_stratified_jackknife_in_columns() -> None:
    expected = REFERENCE["jkn"]
    frame = pl.read_csv(DATA / "scd.csv").drop(pl.selectors.starts_with("rep"))
    weights = np.array(expected["weights"], dtype=float)
    frame = frame.with_columns(**{f"jk{k}": pl.Series(weights[:, k]) for k in range(weights.shape[1])})
    design = Replicates.from_columns("jk*", weights="w", kind="jkn", rscales=expected["rscales"], around="mean")
    row = ratios(frame, {"r": ("alive", "arrests")}, design=design).row(0, named=True)
    assert [row[c] for c in ("ratio", "se", "lower", "upper", "df")] == near(row_of(expected["ratio"]))
    row = totals(frame, {"a": pl.col("alive")}, design=design).row(0, named=True)
    assert [row[c] for c in ("total", "se", "lower", "upper", "df")] == near(row_of(expected["total"]))


def test_fay_and_successive_differences_have_their_scales() -> None:
    frame = pl.read_csv(DATA / "scd.csv")
    fay = Replicates.from_columns("rep?", weights="w", kind="fay", fay=0.5).read(frame)
    assert fay.scales.tolist() == [1 / (4 * 0.25)] * 4
    assert Replicates.from_columns("rep?", weights="w", kind="sdr").read(frame).scales.tolist() == [1.0] * 4
    assert Replicates.from_columns("rep?", weights="w", kind="jk1").read(frame).scales.tolist() == [0.75] * 4


def test_a_row_without_weight_may_weigh_in_a_replicate() -> None:
    frame = pl.DataFrame({"y": [1.0, 2, 6], "w": [2.0, 2, 0], "r1": [4.0, 0, 0], "r2": [0.0, 2, 2]})
    design = Replicates.from_columns(["r1", "r2"], weights="w", kind="brr")
    row = means(frame, {"y": pl.col("y")}, design=design).row(0, named=True)
    assert (row["mean"], row["n_base"]) == (1.5, 2)
    assert row["se"] == near(np.sqrt(((1 - 1.5) ** 2 + (4 - 1.5) ** 2) / 2))


RULES = {one["rule"]: one for one in REFERENCE["rules"]}


@pytest.mark.parametrize("rule", sorted(set(RULES) - {"shahvaish"}))
def test_quantile_rules(rule: str) -> None:
    found = quantiles(answers("strat"), SCORE, [0.1, 0.5, 0.83], design=DESIGNS["strat"], rule=rule)  # type: ignore[arg-type]
    for column in ("quantile", "lower", "upper"):
        assert found[column].to_list() == near(RULES[rule][column])


def test_shah_and_vaish_by_hand() -> None:
    """R 4.1-1 takes half of the weight itself, not of the weight over its mean, and so depends on the weights' unit."""
    frame = pl.DataFrame({"x": [1.0, 2, 3, 4], "w": [1.0, 1, 2, 4]})
    for unit in (1, 100):
        design = SurveyDesign(weights="w")
        scaled = frame.with_columns(w=pl.col("w") * unit)
        # points (S_k + 1/2 - w_k/2) / (n + 1) with w of mean 1: .15, .25, .4, .7
        found = quantiles(scaled, {"x": pl.col("x")}, [0.1, 0.3, 0.4, 0.69, 0.9], design=design, rule="shahvaish")
        assert found["quantile"].to_list() == [1, 2, 3, 3, 4]


@pytest.mark.parametrize("expected", REFERENCE["ttests"], ids=lambda e: e["design"])
def test_one_sample_and_paired_tests(expected: dict[str, Any]) -> None:
    frame, design = answers(expected["design"]), DESIGNS[expected["design"]]
    row = mean_tests(frame, SCORE, design=design).row(0, named=True)
    assert [row[c] for c in ("t", "df", "lower", "upper")] == near(row_of(expected, "t", "df", "lower", "upper"))
    row = mean_tests(frame, SCORE, 650, design=design).row(0, named=True)
    assert [row["t"], row["p_value"]] == near([expected["t_650"], expected["p_650"]])
    row = paired_tests(frame, {"gain": ("api00", "api99")}, design=design).row(0, named=True)
    found = [row[c] for c in ("mean", "t", "p_value", "lower", "upper")]
    assert found == near([expected[f"paired{c}"] for c in ("", "_t", "_p", "_lower", "_upper")])


def test_a_test_of_nothing_that_varies_has_no_p_value() -> None:
    frame = pl.DataFrame({"y": [1.0, 1.0, 1.0], "g": ["a", "a", "b"]})
    rows = mean_tests(frame, {"y": pl.col("y")}, 1, by=["g"]).rows(named=True)
    assert [row["not_estimable"] for row in rows] == ["no_df", "one_row"]
    assert [row["p_value"] for row in rows] == [None, None]


@pytest.mark.parametrize("expected", REFERENCE["chisq"], ids=lambda e: e["design"])
def test_wald_and_rao_scott_tests_of_two_and_three_ways(expected: dict[str, Any]) -> None:
    frame, design = answers(expected["design"]), DESIGNS[expected["design"]]
    two = {row["method"]: row for row in independence_tests(frame, ["stype", "awards"], design=design).rows(named=True)}
    wald, adjusted = two["wald"], two["wald_adjusted"]
    names = ("wald", "wald_df1", "wald_df2", "wald_p")
    assert [wald[c] for c in ("statistic", "df1", "df2", "p_value")] == near(row_of(expected, *names))
    names = ("adjusted", "adjusted_df2", "adjusted_p")
    assert [adjusted[c] for c in ("statistic", "df2", "p_value")] == near(row_of(expected, *names))
    test = crosstab(frame, "stype", "awards", design=design).test.row(0, named=True)
    assert [two["rao_scott"]["statistic"], two["rao_scott"]["p_value"]] == near([test["f"], test["p_value"]])
    table = independence_tests(frame, ["stype", "awards", "half"], design=design)
    three = {row["method"]: row for row in table.rows(named=True)}
    theirs = expected["three"]
    found = [three["rao_scott"][c] for c in ("statistic", "df1", "df2", "p_value")]
    assert found == near(row_of(theirs, "f", "df1", "df2", "p"))
    assert [three["wald"][c] for c in ("statistic", "df1", "p_value")] == near(row_of(theirs, "wald", "free", "wald_p"))
    found = [three["wald_adjusted"][c] for c in ("statistic", "p_value")]
    assert found == near(row_of(theirs, "adjusted", "adjusted_p"))


def test_pearson_of_three_ways_is_scipy_s() -> None:
    from scipy.stats import chi2_contingency

    frame = answers("srs")
    counts = frame.group_by("stype", "awards", "half").len().sort("stype", "awards", "half")["len"].to_numpy()
    expected = chi2_contingency(counts.reshape(3, 2, 2), correction=False)
    found = independence_tests(frame, ["stype", "awards", "half"]).row(1, named=True)
    n = frame.height
    # a simple random sample without finite population has the design effect n / (n - 1)
    assert (found["statistic"], found["df1"]) == (near(expected.statistic * (n - 1) / n), expected.dof)


def test_trimmed_weights() -> None:
    frame = answers("srs").with_columns(w0=pl.col("pw") * (1 + pl.int_range(1, 201) % 5))
    for rounds, key in ((1, "once"), (100, "strict")):
        made = trim_weights(frame, design=SurveyDesign(weights="w0"), lower=40, upper=130, max_iterations=rounds)
        assert made.frame["weight"].to_list() == near(REFERENCE["trimmed"][key])
        assert made.design.weights == "weight"
    cut = trim_weights(frame, design=SurveyDesign(weights="w0"), upper=100, share_out=False).frame["weight"]
    assert cut.to_list() == near(frame["w0"].clip(upper_bound=100).to_list())


def test_imputations_are_combined() -> None:
    expected = REFERENCE["imputed"]
    for complete, df in ((np.inf, expected["df"]), (20.0, None)):
        tables = [
            pl.DataFrame({"indicator": ["y"], "mean": [m], "se": [np.sqrt(v)], "df": [complete]})
            for m, v in zip(expected["estimates"], expected["variances"], strict=True)
        ]
        row = combine_imputations(tables).row(0, named=True)
        assert [row["estimate"], row["se"]] == near([expected["estimate"], expected["se"]])
        if df is not None:
            assert [row["df"], row["missing_information"]] == near([df, expected["missinfo"]])
        else:
            # Barnard & Rubin 1999: (1/Rubin's + 1/((ν+1)/(ν+3) ν W/T))⁻¹, with T and not W + B
            within, total = np.mean(expected["variances"]), expected["se"] ** 2
            assert row["df"] == near(1 / (1 / expected["df"] + 1 / (21 / 23 * 20 * within / total)))
            assert row["df"] < expected["df20"]
    again = [answers("srs").pipe(means, SCORE, by=["stype"])] * 3
    same = combine_imputations(again, on=["indicator", "stype"])
    assert same["se"].to_list() == near(again[0]["se"].to_list())
    assert same["missing_information"].to_list() == near([2 / (df + 3) for df in same["df"]], 1e-6)


TERMS = ["ell", "meals", category("stype", ref="E")]


def regression_data(name: str) -> tuple[pl.DataFrame, Any]:
    return answers({"jk1": "clus1"}.get(name, name)), DESIGNS.get(name) or jackknife(name)


def by_term(fit: Regression, column: str) -> list[float]:
    return fit.coefficients[column].to_list()


@pytest.mark.parametrize("kind", ["linear", "logistic"])
@pytest.mark.parametrize("name", [one["design"] for one in REFERENCE["linear"] if one["design"] != "clus2"])
def test_regressions(kind: str, name: str) -> None:
    expected = next(one for one in REFERENCE[kind] if one["design"] == name)
    frame, design = regression_data(name)
    outcome = "api00" if kind == "linear" else pl.col("sch.wide") == "Yes"
    fit = regress(frame, outcome, TERMS, kind=kind, design=design)  # type: ignore[arg-type]
    named = fit.coefficients.select(pl.col("term") + pl.col("category").fill_null("")).to_series().to_list()
    assert named == ["(intercept)", *expected["term"][1:]]
    # R stops fitting the replicates of a logistic regression at a change of 1e-14 of the deviance
    rel = 1e-5 if (kind, name) == ("logistic", "jk1") else 1e-6
    for ours, theirs in (("estimate", "estimate"), ("se", "se"), ("t", "t"), ("lower", "lower"), ("upper", "upper")):
        assert by_term(fit, ours) == pytest.approx(expected[theirs], rel=rel, abs=1e-8)
    assert by_term(fit, "p_value") == pytest.approx(expected["p"], rel=1e-4, abs=1e-12)
    assert by_term(fit, "df") == [expected["df"]] * len(named)


def test_a_regression_in_a_domain() -> None:
    expected, base = REFERENCE["domain"], pl.col("stype") != "H"
    fit = regress(answers("strat"), "api00", ["ell", "meals"], base=base, design=DESIGNS["strat"])
    for ours, theirs in (("estimate", "estimate"), ("se", "se"), ("lower", "lower"), ("df", "df")):
        theirs_of = expected[theirs] if ours != "df" else [expected["df"]] * 3
        assert by_term(fit, ours) == near(theirs_of)


@pytest.mark.parametrize("expected", REFERENCE["ordinal"], ids=lambda e: e["design"])
def test_ordinal_regression(expected: dict[str, Any]) -> None:
    name = expected["design"]
    cut = pl.when(pl.col("api00") <= 600).then(pl.lit("low")).when(pl.col("api00") <= 700).then(pl.lit("mid"))
    fit = regress(
        answers(name), cut.otherwise(pl.lit("high")), ["meals", category("stype", ref="E")],
        kind="ordinal", order=["low", "mid", "high"], design=DESIGNS[name],
    )  # fmt: skip
    assert fit.coefficients["category"].to_list() == [None, "H", "M", "low|mid", "mid|high"]
    # R finds the maximum by BFGS and takes its numerical Hessian
    assert by_term(fit, "estimate") == pytest.approx(expected["estimate"], rel=1e-4)
    assert by_term(fit, "se") == pytest.approx(expected["se"], rel=2e-3)
    assert by_term(fit, "df") == [expected["df"]] * 5


@pytest.mark.parametrize("expected", REFERENCE["margins"], ids=lambda e: e["design"])
def test_predictive_margins(expected: dict[str, Any]) -> None:
    name = expected["design"]
    terms = ["ell", category("stype")]
    fit = regress(answers(name), pl.col("sch.wide") == "Yes", terms, kind="logistic", design=DESIGNS[name])
    found = {row["category"]: row for row in predictive_margins(fit, "stype").rows(named=True)}
    assert [found[g]["estimate"] for g in expected["group"]] == near(expected["estimate"], 1e-6)
    assert [found[g]["se"] for g in expected["group"]] == near(expected["se"], 1e-6)


def test_the_mean_effect_of_a_number_is_the_mean_change() -> None:
    frame, design = answers("strat"), DESIGNS["strat"]
    fit = regress(frame, pl.col("sch.wide") == "Yes", ["ell", category("stype")], kind="logistic", design=design)
    b = fit.coefficients["estimate"].to_numpy()
    dummies = [(frame["stype"] == one).cast(pl.Float64).to_numpy() for one in ("H", "M")]
    weights = frame["pw"].to_numpy()

    def mean(shift: float) -> float:
        eta = b[0] + b[1] * (frame["ell"].to_numpy() + shift) + b[2] * dummies[0] + b[3] * dummies[1]
        return float(weights @ (1 / (1 + np.exp(-eta))) / weights.sum())

    row = predictive_margins(fit, "ell").row(0, named=True)
    assert row["estimate"] == pytest.approx((mean(1e-4) - mean(-1e-4)) / 2e-4, rel=1e-6)
    assert row["se"] > 0
    linear = regress(frame, "api00", ["ell", category("stype")], design=design)
    slope = linear.coefficients.row(1, named=True)
    row = predictive_margins(linear, "ell").row(0, named=True)
    assert [row["estimate"], row["se"]] == near([slope["estimate"], slope["se"]])


def test_terms_are_tested_whole() -> None:
    expected = REFERENCE["term_test"]
    fit = regress(answers("clus1"), "api00", TERMS, design=DESIGNS["clus1"])
    row = term_tests(fit).row(2, named=True)
    found = [row[c] for c in ("f", "df1", "df2", "p_value")]
    assert found == near([expected[c] for c in ("F", "df1", "df2", "p")], 1e-6)


def test_a_product_of_terms_is_the_product_of_its_columns() -> None:
    frame = answers("srs").with_columns(high=(pl.col("stype") == "H").cast(pl.Float64))
    made = frame.with_columns(product=pl.col("high") * pl.col("meals"))
    expected = regress(made, "api00", ["meals", "high", "product"])
    only = frame.with_columns(stype=pl.when(pl.col("stype") == "H").then(pl.lit("H")).otherwise(pl.lit("E")))
    kind = category("stype", ref="E")
    fit = regress(only, "api00", ["meals", kind, interaction("meals", kind)])
    assert by_term(fit, "estimate") == near(by_term(expected, "estimate"))
    assert by_term(fit, "se") == near(by_term(expected, "se"))
    assert fit.coefficients.row(3)[:2] == ("meals × stype", "H")


def test_what_a_regression_cannot_estimate_it_says() -> None:
    frame = pl.DataFrame({"y": [0, 0, 1, 1], "x": [1.0, 2, 3, 4], "z": [2.0, 4, 6, 8], "p": [1, 1, 2, 2]})
    apart = regress(frame, "y", ["x"], kind="logistic").coefficients
    assert set(apart["not_estimable"]) == {"separated"}
    assert apart["estimate"].null_count() == 2
    few = regress(frame, "z", ["x"], design=SurveyDesign(psu="p")).coefficients
    assert few["not_estimable"][0] in ("no_df",)
    assert few["se"].null_count() == 2
    for terms, code in ((["x", "z"], "regression_dependent"), ([category("x", ref=9.0)], "regression_reference")):
        with pytest.raises(StatisticsError) as caught:
            regress(frame, "y", terms)
        assert caught.value.code == code


@pytest.mark.parametrize("expected", REFERENCE["lonely"], ids=lambda e: e["kind"])
def test_lonely_psus(expected: dict[str, Any]) -> None:
    strata = answers("strat")
    one = pl.concat([strata.filter(pl.col("stype") != "H"), strata.filter(pl.col("stype") == "H").head(1)])
    choice = {"adjust": "center"}.get(expected["kind"], expected["kind"])
    for lonely in (choice, {"H": choice}):
        design = SurveyDesign(weights="pw", strata="stype", lonely_psu=lonely)
        assert means(one, SCORE, design=design)["se"].item() == near(expected["se"])
        assert totals(one, SCORE, design=design)["se"].item() == near(expected["total_se"])
    with pytest.raises(StatisticsError) as caught:
        means(one, SCORE, design=SurveyDesign(weights="pw", strata="stype", lonely_psu={"E": choice}))
    assert caught.value.params["strata"] == "H"
