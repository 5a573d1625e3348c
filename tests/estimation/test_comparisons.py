"""Differences, changes between years, crosstabs, trends and many p-values at once."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep

from kumin.errors import StatisticsError
from kumin.estimation import (
    Calibration,
    SurveyDesign,
    adjust_p_values,
    adjusted_residuals,
    compare_estimates,
    crosstab,
    differences,
    means,
    proportions,
    trends,
)
from kumin.estimation.association import residuals

Y = {"y": pl.col("y")}


def years(before: tuple[int, int], after: tuple[int, int]) -> pl.DataFrame:
    """Answers of two years from (positives, answers) of each."""
    pieces = [
        pl.DataFrame({"year": [year] * n, "y": [True] * k + [False] * (n - k)})
        for year, (k, n) in ((2022, before), (2023, after))
    ]
    return pl.concat(pieces)


@pytest.mark.parametrize(("before", "after"), [((56, 70), (48, 80)), ((9, 10), (3, 10)), ((0, 20), (5, 25))])
def test_independent_years_have_newcombe_s_interval(before: tuple[int, int], after: tuple[int, int]) -> None:
    """statsmodels and, for 56/70 against 48/80, Newcombe's paper (0.0524 to 0.3339)."""
    row = differences(years(before, after), Y, "year", independent=True).row(0, named=True)
    expected = confint_proportions_2indep(*after, *before, method="newcomb", compare="diff")
    assert (row["lower"], row["upper"]) == pytest.approx(expected, abs=1e-9)
    assert row["difference"] == pytest.approx(after[0] / after[1] - before[0] / before[1])
    if before == (56, 70):
        assert (-row["upper"], -row["lower"]) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_independent_years_have_welch_s_t() -> None:
    frame = years((56, 70), (48, 80)).with_columns(y=pl.col("y").cast(pl.Float64))
    row = differences(frame, Y, "year", independent=True).row(0, named=True)
    groups = [frame.filter(pl.col("year") == year)["y"].to_numpy() for year in (2023, 2022)]
    t = stats.ttest_ind(*groups, equal_var=False)
    assert (row["t"], row["p_value"], row["df"]) == pytest.approx((t.statistic, t.pvalue, t.df))
    interval = t.confidence_interval()
    assert (row["lower"], row["upper"]) == pytest.approx((interval.low, interval.high))


def test_two_frames_of_estimates_give_the_same() -> None:
    frame = years((56, 70), (48, 80))
    one = differences(frame, Y, "year", independent=True).row(0, named=True)
    each = [proportions(frame.filter(pl.col("year") == year), Y) for year in (2022, 2023)]
    two = compare_estimates(*each).row(0, named=True)
    for key in ("difference", "se", "lower", "upper", "df", "t", "p_value"):
        assert two[key] == pytest.approx(one[key])
    assert (two["n_previous"], two["n_current"]) == (70, 80)


def test_estimates_match_by_domain_and_totals() -> None:
    frame = years((40, 70), (48, 80)).with_columns(sex=pl.when(pl.int_range(pl.len()) % 3 > 0).then(pl.lit("f")))
    each = [
        proportions(frame.filter(pl.col("year") == year), Y, by=["sex"], totals=True) for year in (2022, 2023)
    ]  # fmt: skip
    result = compare_estimates(*each, on=["indicator", "sex"])
    assert result["sex"].to_list() == ["f", None]
    assert result["difference"].null_count() == 0


def test_an_estimate_without_a_base_has_no_change() -> None:
    frame = years((40, 70), (48, 80))
    empty = proportions(frame, Y, base=pl.lit(value=False))
    row = compare_estimates(empty, proportions(frame, Y)).row(0, named=True)
    assert row["n_previous"] == 0
    assert row["difference"] is None
    assert row["p_value"] is None


def test_shared_psus_make_years_correlated() -> None:
    """The same blocks in both years: a difference within blocks is known better than from independent samples."""
    generator = np.random.default_rng(5)
    level = generator.normal(0, 1.5, 20)
    rows = [
        (year, block, bool(generator.random() < 1 / (1 + math.exp(-level[block] - 0.3 * year))))
        for year in (0, 1)
        for block in range(20)
        for _ in range(15)
    ]
    frame = pl.DataFrame(rows, schema=["year", "block", "y"], orient="row")
    design = SurveyDesign(psu="block")
    together = differences(frame, Y, "year", design=design).row(0, named=True)
    apart = differences(frame, Y, "year", design=design, independent=True).row(0, named=True)
    assert together["difference"] == apart["difference"]
    assert together["se"] < 0.8 * apart["se"]
    assert together["upper"] - together["lower"] < apart["upper"] - apart["lower"]


def test_pairs_reference_domains_and_adjustment() -> None:
    generator = np.random.default_rng(2)
    frame = pl.DataFrame(
        {
            "age": generator.choice(["a", "b", "c"], 300),
            "sex": generator.choice(["f", "m"], 300),
            "y": generator.random(300) < 0.5,
            "z": generator.normal(size=300),
        }
    )
    outcomes = {**Y, "z": pl.col("z")}
    every = differences(frame, outcomes, "age", by=["sex"], adjust="holm")
    assert every.height == 2 * 2 * 3
    assert every.columns[:4] == ["indicator", "sex", "group", "against"]
    expected = multipletests(every["p_value"].to_numpy(), method="holm")[1]
    assert every["p_adjusted"].to_numpy() == pytest.approx(expected)
    against = differences(frame, outcomes, "age", against="b")
    assert against.select("group", "against").unique().sort("group").rows() == [("a", "b"), ("c", "b")]
    alone = differences(frame, Y, "age", base=pl.col("sex") == "f", against="a")
    within = differences(frame, Y, "age", by=["sex"], against="a").filter(pl.col("sex") == "f")
    assert_frame_equal(alone, within.drop("sex"))
    mean = means(frame, {"z": pl.col("z")}, by=["age"])["mean"]
    numbers = differences(frame, {"z": pl.col("z")}, "age", against="a")
    assert numbers["difference"].to_list() == pytest.approx([mean[1] - mean[0], mean[2] - mean[0]])


def test_nobody_in_both_groups_leaves_the_difference_open() -> None:
    row = differences(years((0, 20), (0, 30)), Y, "year").row(0, named=True)
    assert row["difference"] == 0
    assert (row["t"], row["p_value"]) == (None, 1)
    assert row["lower"] < 0 < row["upper"]


@pytest.mark.parametrize(
    "counts", [((18, 20), (25, 40)), ((0, 20), (6, 30)), ((30, 100), (45, 100)), ((9, 10), (3, 12))]
)
@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_the_p_of_a_difference_of_shares_agrees_with_its_interval(
    counts: tuple[tuple[int, int], tuple[int, int]], level: float
) -> None:
    for method in ("newcombe", "wald"):
        for independent in (True, False):
            given = {"method": method, "independent": independent, "level": level}
            row = differences(years(*counts), Y, "year", **given).row(0, named=True)  # type: ignore[arg-type]
            assert (row["p_value"] < 1 - level) == (not row["lower"] <= 0 <= row["upper"]), row
    both = [proportions(years(*counts).filter(pl.col("year") == year), Y, level=level) for year in (2022, 2023)]
    row = compare_estimates(*both).row(0, named=True)
    assert (row["p_value"] < 1 - level) == (not row["lower"] <= 0 <= row["upper"])


@pytest.mark.parametrize("independent", [True, False])
def test_no_rows_give_no_comparisons(independent: bool) -> None:
    nobody = years((1, 2), (1, 2)).clear()
    with pytest.raises(StatisticsError) as caught:
        differences(nobody, Y, "year", independent=independent)
    assert caught.value.code == "differences_one_group"
    row = trends(nobody, Y, "year", independent=independent).row(0, named=True)
    assert (row["n_base"], row["times"], row["slope"]) == (0, 0, None)


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(StatisticsError, match="guess"):
        differences(years((5, 20), (6, 20)), Y, "year", method="guess")
    with pytest.raises(StatisticsError):
        adjust_p_values(pl.DataFrame({"p_value": [0.1]}), "guess")


@settings(max_examples=30, deadline=None)
@given(p=st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusted_p_values(p: list[float]) -> None:
    frame = pl.DataFrame({"p_value": [*p, None], "family": [k % 2 for k in range(len(p) + 1)]})
    for ours, theirs in (("holm", "holm"), ("benjamini_hochberg", "fdr_bh")):
        found = adjust_p_values(frame, ours)["p_adjusted"].to_list()
        assert found[-1] is None
        assert found[:-1] == pytest.approx(multipletests(p, method=theirs)[1])
    within = adjust_p_values(frame, "holm", within=["family"])
    first = frame.filter(pl.col("family") == 0)
    assert within.filter(pl.col("family") == 0)["p_adjusted"].to_list() == pytest.approx(
        adjust_p_values(first, "holm")["p_adjusted"].to_list()
    )


def test_a_crosstab_of_a_simple_sample_is_pearson_s() -> None:
    counts = np.array([[30, 20, 10], [15, 25, 40]])
    rows, columns = np.indices(counts.shape)
    frame = pl.DataFrame(
        {"r": np.repeat(rows.ravel(), counts.ravel()), "c": np.repeat(columns.ravel(), counts.ravel())}
    )
    result = crosstab(frame, "r", "c")
    assert result.test["chi2"][0] == pytest.approx(stats.chi2_contingency(counts, correction=False).statistic)
    # a linearised n/(n-1) is all that sets the design effect of a simple random sample off 1 under independence
    assert result.test["mean_deff"][0] == pytest.approx(1, abs=0.15)
    table = result.cells
    assert table["n"].to_list() == counts.ravel().tolist()
    assert table.group_by("row").agg(pl.col("row_share").sum())["row_share"].to_list() == pytest.approx([1, 1])
    assert table["residual"].sum() == pytest.approx(0)


def test_a_crosstab_leaves_out_missing_and_needs_someone() -> None:
    frame = pl.DataFrame({"r": [1, 1, 2, 2, None], "c": [1, 2, 1, 2, 1]})
    assert crosstab(frame, "r", "c", nulls="drop").test["n"][0] == 4
    one_row = crosstab(frame, "r", "c", base=pl.col("r") == 1, nulls="drop")
    assert one_row.test["p_value"][0] is None
    with pytest.raises(StatisticsError) as caught:
        crosstab(frame, "r", "c", base=pl.lit(value=False))
    assert caught.value.message("ja")


@pytest.mark.parametrize(
    "design",
    [
        SurveyDesign(population=900),
        SurveyDesign(weights="w", strata="h", psu="c"),
        SurveyDesign(strata="h", population="N"),
        SurveyDesign(weights="w", calibration=Calibration(margins=(("h",),), base_weights="v")),
    ],
    ids=["simple", "clusters", "strata", "calibrated"],
)
def test_residuals_of_many_outcomes_are_those_of_their_crosstabs(design: SurveyDesign) -> None:
    generator = np.random.default_rng(3)
    n = 240
    frame = pl.DataFrame(
        {
            "g": generator.integers(1, 4, n), "q": generator.integers(1, 5, n), "m": generator.random(n) < 0.3,
            "h": generator.integers(0, 2, n), "w": generator.uniform(0.5, 2, n), "v": generator.uniform(0.5, 2, n),
            "inside": generator.random(n) < 0.8, "N": np.full(n, 700),
        }
    ).with_columns(c=pl.col("h") * 10 + pl.Series(generator.integers(0, 6, n)))  # fmt: skip
    frame = frame.with_columns(g=pl.when(pl.col("v") > 0.6).then("g"), q=pl.when(pl.col("w") > 0.6).then("q"))
    answered = pl.col("inside") & pl.col("q").is_not_null()
    outcomes = {**{f"q{code}": pl.col("q") == code for code in (1, 2, 3, 4)}, "m": pl.col("m")}
    base = {name: answered if name != "m" else pl.col("inside") for name in outcomes}
    found = adjusted_residuals(frame, outcomes, by="g", base=base, design=design)
    single = crosstab(frame, "g", "q", base=pl.col("inside"), design=design, nulls="drop").cells
    marked = crosstab(frame, "g", "m", base=pl.col("inside"), design=design, nulls="drop").cells.filter(
        pl.col("column")
    )
    expected = pl.concat(
        [
            single.select(pl.format("q{}", "column").alias("indicator"), g="row", wanted="adjusted_residual"),
            marked.select(pl.lit("m").alias("indicator"), g="row", wanted="adjusted_residual"),
        ]
    )
    both = found.join(expected, on=["indicator", "g"], how="inner")
    assert both.height == found.height == expected.height == 15
    assert both["adjusted_residual"].to_list() == pytest.approx(both["wanted"].to_list(), rel=1e-9)
    assert both["wanted"].null_count() == 0


def test_residuals_of_nobody_are_none() -> None:
    frame = pl.DataFrame({"g": [1, 2, None], "y": [True, False, True]})
    nobody = adjusted_residuals(frame, {"y": pl.col("y")}, by="g", base=pl.lit(value=False))
    assert nobody.select("adjusted_residual", "not_estimable").rows() == [(None, "empty_base")] * 2
    with pytest.raises(StatisticsError) as caught:
        adjusted_residuals(frame.clear(), {"y": pl.col("y")}, by="g")
    assert caught.value.code == "statistics_no_groups"
    everyone = adjusted_residuals(frame, {"y": pl.lit(value=True)}, by="g")
    assert everyone["adjusted_residual"].to_list() == [None, None]


def test_a_category_that_holds_the_whole_base_has_no_residual_but_a_reason() -> None:
    generator = np.random.default_rng(10)
    frame = pl.DataFrame(
        {
            "g": generator.choice(["a", "b"], 40),
            "w": generator.uniform(0.5, 3, 40),
            "s": np.arange(40) % 3,
            "y": generator.random(40) < 0.5,
        }
    )
    base, design = pl.col("g") == "a", SurveyDesign(weights="w", strata="s")
    found = adjusted_residuals(frame, Y, by="g", base=base, design=design)
    assert found.select("adjusted_residual", "not_estimable").rows() == [(None, "one_category"), (None, "empty_base")]
    table = crosstab(frame, "g", "y", base=base, design=design).cells
    assert set(table["not_estimable"]) == {"one_category"}


@pytest.mark.parametrize("residual_weights", ["base", "equal", None])
def test_residuals_do_not_depend_on_how_many_outcomes_are_worked_on_together(
    residual_weights: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    generator = np.random.default_rng(4)
    columns = {name: generator.integers(0, size, 60) for name, size in (("g", 3), ("s", 2), ("psu", 7), ("sex", 2))}
    frame = pl.DataFrame(columns | {"w": generator.uniform(0.5, 3, 60), "q": generator.integers(0, 4, 60)})
    fitted = residual_weights and Calibration("w", margins=(("sex",),), residual_weights=residual_weights)
    design = SurveyDesign(weights="w", strata="s", psu="psu", calibration=fitted)
    outcomes = {f"q{code}": pl.col("q") == code for code in range(5)}
    base = {"q1": pl.col("s") == 0, "q2": pl.lit(value=False)}
    together = adjusted_residuals(frame, outcomes, by="g", base=base, design=design)
    monkeypatch.setattr(residuals, "_NUMBERS", 1)
    assert_frame_equal(adjusted_residuals(frame, outcomes, by="g", base=base, design=design), together, abs_tol=1e-12)
    assert together["adjusted_residual"].count() >= 9


def test_a_trend_is_found_and_its_absence_too() -> None:
    generator = np.random.default_rng(8)
    year = np.repeat([2019, 2020, 2021, 2022, 2023], 400)
    chance = 1 / (1 + np.exp(-(-0.2 + 0.15 * (year - 2021))))
    frame = pl.DataFrame(
        {"year": year, "rising": generator.random(2000) < chance, "flat": generator.random(2000) < 0.5}
    )
    result = trends(frame, {"rising": pl.col("rising"), "flat": pl.col("flat")}, "year", adjust="benjamini_hochberg")
    rising, flat = result.iter_rows(named=True)
    assert rising["lower"] < 0.15 < rising["upper"]
    assert rising["p_adjusted"] < 0.001
    assert flat["lower"] < 0 < flat["upper"]
    assert rising["odds_ratio"] == pytest.approx(math.exp(rising["slope"]))
    assert (rising["n_base"], rising["times"]) == (2000, 5)


def test_two_years_have_the_log_odds_ratio_as_their_trend() -> None:
    row = trends(years((56, 70), (48, 80)), Y, "year").row(0, named=True)
    log_odds = [math.log(k / (n - k)) for k, n in ((56, 70), (48, 80))]
    assert row["slope"] == pytest.approx(log_odds[1] - log_odds[0])
    variance = sum(1 / k + 1 / (n - k) for k, n in ((56, 70), (48, 80)))
    assert row["se"] == pytest.approx(math.sqrt(variance), rel=0.01)


@pytest.mark.parametrize(("before", "after"), [((0, 20), (0, 20)), ((0, 20), (20, 20))])
def test_a_trend_that_cannot_be_estimated_is_null(before: tuple[int, int], after: tuple[int, int]) -> None:
    row = trends(years(before, after), Y, "year").row(0, named=True)
    assert row["slope"] is None
    assert row["n_base"] == 40


def test_a_trend_by_domain() -> None:
    frame = years((30, 70), (48, 80)).with_columns(sex=pl.when(pl.int_range(pl.len()) % 2 > 0).then(pl.lit("f")))
    result = trends(frame, Y, "year", by=["sex"])
    assert result["sex"].to_list() == ["f"]
    alone = trends(frame, Y, "year", base=pl.col("sex") == "f")
    assert result["slope"][0] == pytest.approx(alone["slope"][0])
