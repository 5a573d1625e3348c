"""No information is never reported as certainty: where no variance can be estimated, a reason stands in its place."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest

from kumin.errors import StatisticsError
from kumin.estimation import (
    METHOD_NAMES,
    Calibration,
    SurveyDesign,
    adjusted_residuals,
    calibrate,
    compare_estimates,
    crosstab,
    differences,
    differences_from_rest,
    function_of_means,
    mean_of,
    mean_tests,
    means,
    option_shares,
    post_stratify,
    proportions,
    quantiles,
    rake,
    ratios,
    regress,
    replicate_estimates,
    replicate_weights,
    totals,
    trends,
    weight_diagnostics,
)
from kumin.estimation._reasons import REASONS
from kumin.estimation.columns import ESTIMATES
from kumin.intervals import INTERVALS
from kumin.judgement.measures import without_error
from kumin.messages import catalogue

Y, X = {"y": pl.col("y")}, {"y": pl.col("y").cast(pl.Float64)}
RNG = np.random.default_rng(3)
SCHOOLS = pl.DataFrame({"school": np.repeat(np.arange(8), 20), "y": RNG.random(160) < 0.6}).with_columns(
    kind=pl.col("school") // 7, year=2020 + pl.col("school") // 7
)
CLUSTERS = SurveyDesign(psu="school")


def only(frame: pl.DataFrame) -> dict[str, Any]:
    return frame.row(0, named=True)


@pytest.mark.parametrize("method", [name for name, entry in INTERVALS.items() if "simple_sample" not in entry.needs])
def test_shares_within_a_single_psu_have_no_interval(method: str) -> None:
    table = proportions(SCHOOLS, Y, by=["school"], design=CLUSTERS, method=method, details=True)
    for column in ("se", "lower", "upper", "deff", "n_eff", "cv", "deff_without_replacement"):
        assert table[column].null_count() == 8, column
    assert table["not_estimable"].to_list() == ["no_df"] * 8
    assert table["proportion"].null_count() == 0
    assert table["df"].to_list() == [0] * 8


def test_a_share_of_everybody_within_a_single_psu_has_no_interval() -> None:
    frame = SCHOOLS.with_columns(y=pl.lit(value=True))
    row = only(proportions(frame, Y, by=["school"], design=CLUSTERS))
    assert (row["proportion"], row["se"], row["lower"], row["not_estimable"]) == (1, None, None, "no_df")


def test_two_psus_are_enough() -> None:
    row = only(proportions(SCHOOLS, Y, base=pl.col("school") < 2, design=CLUSTERS))
    assert row["not_estimable"] is None
    assert row["se"] > 0
    assert row["df"] == 1


def test_means_totals_and_quantiles_within_a_single_psu() -> None:
    kinds = means(SCHOOLS, X, by=["kind"], design=CLUSTERS)
    assert kinds["not_estimable"].to_list() == [None, "no_df"]
    assert kinds["se"].is_null().to_list() == kinds["lower"].is_null().to_list() == [False, True]
    assert kinds["deff"].is_null().to_list() == [False, True]
    assert kinds["sd"].null_count() == 0
    added = totals(SCHOOLS, X, by=["kind"], design=CLUSTERS)
    assert added["lower"].is_null().to_list() == [False, True]
    assert added["not_estimable"].to_list() == [None, "no_df"]
    middles = quantiles(SCHOOLS, {"y": pl.int_range(160)}, by=["kind"], design=CLUSTERS)
    assert middles["lower"].is_null().to_list() == middles["upper"].is_null().to_list() == [False, True]
    assert middles["not_estimable"].to_list() == [None, "no_df"]


def test_differences_trends_and_crosstabs_within_a_single_psu() -> None:
    for outcome in (Y, X):
        row = only(differences(SCHOOLS, outcome, "kind", design=CLUSTERS))
        assert [row[name] for name in ("se", "lower", "upper", "t", "p_value")] == [None] * 5
        assert row["not_estimable"] == "no_df"
        assert row["difference"] is not None
    rest = differences_from_rest(SCHOOLS, X, between="kind", design=CLUSTERS)
    assert rest["not_estimable"].to_list() == ["no_df"] * 2
    assert rest["se"].null_count() == rest["p_value"].null_count() == 2
    slope = only(trends(SCHOOLS.filter(pl.col("school") > 5), Y, "year", design=CLUSTERS, independent=False))
    assert (slope["se"], slope["lower"], slope["not_estimable"]) == (None, None, "no_df")
    assert slope["slope"] is not None
    halves = SCHOOLS.with_columns(z=pl.int_range(160) % 2)
    one = crosstab(halves, "z", "y", base=pl.col("school") == 1, design=CLUSTERS)
    assert only(one.test)["p_value"] is None
    assert only(one.test)["not_estimable"] == "no_df"
    assert one.cells["adjusted_residual"].null_count() == one.cells["p_value"].null_count() == 4
    assert one.cells["not_estimable"].to_list() == ["no_df"] * 4
    assert only(crosstab(SCHOOLS.with_columns(z=1), "z", "y").test)["not_estimable"] == "one_category"


def test_a_category_within_a_single_psu_has_no_test_of_its_own() -> None:
    """Kind 2 is one school: nothing is known of how other schools of that kind answer."""
    thirds = SCHOOLS.with_columns(kind=pl.when(pl.col("school") < 4).then(0).otherwise(pl.col("school") // 7 + 1))
    table = crosstab(thirds, "kind", "y", design=CLUSTERS)
    assert (only(table.test)["p_value"], only(table.test)["not_estimable"]) == (None, "no_df")
    within = table.cells.filter(pl.col("row") == 2)
    for column in ("se", "adjusted_residual", "p_value"):
        assert within[column].null_count() == 2, column
        assert table.cells[column].null_count() == 2, column
    assert within["not_estimable"].to_list() == ["no_df", "no_df"]
    assert table.cells["row_share"].null_count() == 0
    turned = crosstab(thirds, "y", "kind", design=CLUSTERS)
    assert turned.cells.filter(pl.col("column") == 2)["not_estimable"].to_list() == ["no_df", "no_df"]
    residuals = adjusted_residuals(thirds, Y, by="kind", design=CLUSTERS)
    assert residuals["not_estimable"].to_list() == [None, None, "no_df"]
    assert residuals["adjusted_residual"].is_null().to_list() == [False, False, True]
    yes = table.cells.filter(pl.col("column"))
    assert residuals["adjusted_residual"].to_list() == pytest.approx(yes["adjusted_residual"].to_list())


def test_residuals_of_answers_that_are_all_alike() -> None:
    same = adjusted_residuals(SCHOOLS, {"all": pl.lit(value=True)}, by="kind")
    assert same["not_estimable"].to_list() == ["one_category"] * 2
    assert same["adjusted_residual"].null_count() == 2
    simple = adjusted_residuals(pl.DataFrame({"y": [True, False, True], "g": [1, 2, 2]}), Y, by="g")
    assert simple["not_estimable"].null_count() == 2, "Haberman's residual of a simple sample needs no variance"


def test_replicates_within_a_single_psu_have_no_interval() -> None:
    for kind in ("jackknife", "bootstrap"):
        weights = replicate_weights(SCHOOLS, design=CLUSTERS, kind=kind, replicates=50)  # type: ignore[arg-type]
        row = only(replicate_estimates(SCHOOLS, Y, weights, base=pl.col("school") == 3))
        assert [row[name] for name in ("se", "lower", "upper", "not_estimable")] == [None, None, None, "no_df"]
        assert row["proportion"] is not None
        usual = only(replicate_estimates(SCHOOLS, Y, weights))
        assert usual["not_estimable"] is None
        assert usual["se"] > 0
        nobody = only(replicate_estimates(SCHOOLS, Y, weights, base=pl.lit(value=False)))
        assert (nobody["proportion"], nobody["not_estimable"]) == (None, "empty_base")
    strata = SurveyDesign(strata="half", psu="school")
    halves = SCHOOLS.with_columns(half=pl.col("school") // 4)
    weights = replicate_weights(halves, design=strata, kind="jackknife")
    row = only(replicate_estimates(halves, Y, weights, base=pl.col("school").is_in([1, 5])))
    assert (row["se"], row["not_estimable"]) == (None, "no_df"), "one PSU in each stratum"
    single = replicate_weights(SCHOOLS, kind="jackknife")
    assert only(replicate_estimates(SCHOOLS, Y, single, base=pl.int_range(160) == 4))["not_estimable"] == "one_row"
    everyone = replicate_weights(SCHOOLS, design=SurveyDesign(population=160), kind="jackknife")
    row = only(replicate_estimates(SCHOOLS, Y, everyone))
    assert (row["se"], row["lower"], row["not_estimable"]) == (0, row["proportion"], "everyone_asked")


def test_trends_without_a_slope_say_why() -> None:
    years = pl.DataFrame({"year": [1, 1, 2, 2], "y": [False, False, True, True]})
    for frame, why in (
        (years, "separated"),
        (years.with_columns(y=pl.lit(value=True)), "one_category"),
        (years.filter(pl.col("year") == 1), "one_category"),
    ):
        row = only(trends(frame, Y, "year", independent=False))
        assert (row["slope"], row["not_estimable"]) == (None, why)


def test_every_reason_has_words_in_both_languages() -> None:
    for reason in REASONS:
        assert all(words.strip() for words in catalogue()[f"not_estimable_{reason}"])
        assert f"`{reason}`" in ESTIMATES.columns[-1].meaning


def test_the_reason_of_a_sample_that_is_not_random() -> None:
    table = without_error(proportions(SCHOOLS, Y, by=["kind"], design=CLUSTERS), pl.col("kind") == 0)
    assert table["not_estimable"].to_list() == ["not_random", "no_df"]
    assert table["se"].null_count() == 2


def test_years_of_which_one_cannot_be_estimated() -> None:
    known, unknown = (
        proportions(SCHOOLS, Y, base=where, design=CLUSTERS) for where in (pl.col("kind") == 0, pl.col("kind") == 1)
    )
    for before, after in ((known, unknown), (unknown, known)):
        row = only(compare_estimates(before, after))
        assert (row["se"], row["lower"], row["p_value"], row["not_estimable"]) == (None, None, None, "no_df")
    assert only(compare_estimates(known, known))["not_estimable"] is None
    plain = only(compare_estimates(known.drop("not_estimable"), known.drop("not_estimable")))
    assert plain == only(compare_estimates(known, known))


def test_one_row() -> None:
    frame = pl.DataFrame({"y": [True]})
    mean = only(means(frame, X))
    assert [mean[name] for name in ("mean", "se", "lower", "upper")] == [1, None, None, None]
    assert mean["not_estimable"] == "one_row"
    assert only(totals(frame, X))["se"] is None
    share = only(proportions(frame, Y))
    assert (share["se"], share["not_estimable"]) == (None, "one_row")
    assert share["lower"] == pytest.approx(1 / (1 + 1.959963984540054**2)), "Wilson's needs no variance"
    assert only(proportions(frame, Y, method="wald"))["lower"] is None
    pair = only(differences(pl.DataFrame({"y": [True, False, True], "g": [1, 2, 2]}), Y, "g"))
    assert (pair["se"], pair["p_value"], pair["not_estimable"]) == (None, None, "one_row")


def test_everyone_asked_is_a_statement_of_its_own() -> None:
    frame = pl.DataFrame({"y": [True, False, True], "g": [1, 2, 2]})
    design = SurveyDesign(population=3)
    share, mean = only(proportions(frame, Y, design=design)), only(means(frame, X, design=design))
    for row, value in ((share, share["proportion"]), (mean, mean["mean"])):
        assert (row["se"], row["lower"], row["upper"], row["not_estimable"]) == (0, value, value, "everyone_asked")
    single = only(proportions(frame, Y, by=["g"], design=design))
    assert (single["n_base"], single["se"], single["not_estimable"]) == (1, 0, "everyone_asked")
    assert only(differences(frame, Y, "g", design=design))["not_estimable"] == "everyone_asked"


def test_an_empty_base() -> None:
    nobody = pl.lit(value=False)
    assert only(proportions(SCHOOLS, Y, base=nobody))["not_estimable"] == "empty_base"
    for statistic in (means, totals, quantiles):
        assert only(statistic(SCHOOLS, X, base=nobody))["not_estimable"] == "empty_base"  # type: ignore[operator]


def test_lonely_strata() -> None:
    frame = SCHOOLS.with_columns(district=pl.col("school"))
    for how in ("certainty", "center"):
        row = only(proportions(frame, Y, design=SurveyDesign(strata="district", psu="school", lonely_psu=how)))  # type: ignore[arg-type]
        assert (row["se"], row["not_estimable"]) == (None, "lonely_stratum")


def test_a_given_df_makes_no_variance() -> None:
    row = only(proportions(SCHOOLS, Y, by=["school"], design=CLUSTERS, df=math.inf))
    assert (row["se"], row["lower"], row["not_estimable"]) == (None, None, "no_df")


FRAME = pl.DataFrame(
    {
        "a": RNG.choice(["x", "y"], 400),
        "b": RNG.choice(["p", "q", "r"], 400),
        "w": RNG.uniform(1, 5, 400),
        "psu": RNG.integers(0, 40, 400),
        "s": RNG.choice(["one", "two"], 400),
        "N": 60.0,
        "c": RNG.choice(["i", "j"], 400),
    }
).with_columns(
    y=((pl.col("a") == "x").cast(pl.Int64) + pl.Series(RNG.uniform(0, 1, 400)) > 0.9),
    # shifts by PSU and category make every option of the design count for quantiles too
    v=pl.Series(RNG.uniform(0, 1, 400)) + (pl.col("a") == "x") + 0.05 * pl.col("psu") + (pl.col("b") == "r"),
)
FIT = rake(
    FRAME,
    {"a": {"x": 600, "y": 400}, "b": {"p": 300, "q": 300, "r": 400}},
    design=SurveyDesign(weights="w", psu="psu", strata="s", population="N"),
)
FULL = replace(FIT.design, lonely_psu="center")
STATISTICS = {
    "proportions": lambda d: proportions(FIT.frame, Y, design=d)["se"][0],
    "means": lambda d: means(FIT.frame, X, design=d)["se"][0],
    "totals": lambda d: totals(FIT.frame, X, design=d)["se"][0],
    "quantiles": lambda d: float(
        quantiles(FIT.frame, {"v": pl.col("v")}, [k / 20 for k in range(2, 19)], design=d)
        .select(pl.col("upper", "lower").sum())
        .sum_horizontal()
        .item()
    ),
    "residuals": lambda d: adjusted_residuals(FIT.frame, Y, by="s", design=d)["adjusted_residual"][0],
    "differences": lambda d: differences(FIT.frame, Y, "a", design=d)["se"][0],
    "differences of means": lambda d: differences(FIT.frame, X, "a", design=d)["se"][0],
    "rest": lambda d: differences_from_rest(FIT.frame, X, between="a", design=d)["se"][0],
    "options": lambda d: option_shares(FIT.frame, "c", design=d)["se"][0],
    "trends": lambda d: trends(FIT.frame, Y, "psu", design=d, independent=False)["se"][0],
    "crosstab": lambda d: crosstab(FIT.frame, "s", "y", design=d).test["f"][0],
}
OPTIONS = {
    "weights": {"weights": "w"},
    "strata": {"strata": None},
    "psu": {"psu": None, "population": None},
    "population": {"population": None},
    "calibration": {"calibration": None},
    "residual_weights": {"calibration": replace(FIT.design.calibration or Calibration("w"), residual_weights="equal")},
    "margins": {"calibration": replace(FIT.design.calibration or Calibration("w"), margins=(("a",),))},
}


@pytest.mark.parametrize("statistic", STATISTICS)
@pytest.mark.parametrize("option", OPTIONS)
def test_no_option_of_the_design_is_dropped(option: str, statistic: str) -> None:
    """Every statistic changes with every option of the design."""
    changed = STATISTICS[statistic](replace(FULL, **OPTIONS[option]))  # type: ignore[no-untyped-call]
    usual = STATISTICS[statistic](FULL)  # type: ignore[no-untyped-call]
    assert np.isfinite(usual)
    assert changed != pytest.approx(usual, rel=1e-9)


@pytest.mark.parametrize("option", OPTIONS)
def test_the_mean_of_a_yes_is_its_share_under_every_option(option: str) -> None:
    design = replace(FULL, **OPTIONS[option])  # type: ignore[arg-type]
    share, mean = only(proportions(FIT.frame, Y, design=design)), only(means(FIT.frame, X, design=design))
    assert (mean["mean"], mean["se"], mean["df"]) == pytest.approx((share["proportion"], share["se"], share["df"]))
    shifted = only(means(FIT.frame, {"y": pl.col("y").cast(pl.Float64) + 100}, design=design))
    assert shifted["se"] == pytest.approx(share["se"], rel=1e-6)


def test_a_ratio_to_nothing_says_so_and_not_that_nobody_is_there() -> None:
    frame = pl.DataFrame({"y": [1.0, 2, 3, 4], "x": [0.0] * 4, "z": [1.0, -1, 2, 2], "g": ["a", "a", "b", "b"]})
    table = ratios(frame, {"r": ("y", "x"), "q": ("y", "z")}, by="g")
    assert table["not_estimable"].to_list() == ["zero_denominator"] * 3 + [None]
    assert table["ratio"].to_list() == [None, None, None, 1.75]
    assert table["se"].null_count() == 3
    nobody = ratios(frame, {"r": ("y", "z")}, base=pl.lit(value=False))
    assert nobody["not_estimable"].to_list() == ["empty_base"]


def test_numbers_beyond_a_float_have_a_reason() -> None:
    frame = pl.DataFrame({"x": [1e308, -1e308, 1e308, 5.0], "w": [1.0, 2.0, 3.0, 1.0], "c": ["a", "b"] * 2})
    fitted = SurveyDesign(weights="w", calibration=Calibration("w", margins=(("c",),)))
    for row in (
        only(means(frame, "x")),
        only(means(frame, "x", design=fitted)),
        only(means(frame, "x", design=replicate_weights(frame, kind="jackknife"))),
    ):
        assert (row["se"], row["lower"], row["not_estimable"]) == (None, None, "beyond_numbers")


ALIKE = pl.DataFrame(
    {
        "x": [0.1] * 24,
        "z": [4_611_686_018_427_387_904 + k % 3 for k in range(24)],
        "q": [(1 + k % 5) * 1e-200 for k in range(24)],
        "g": ["a", "b", "c"] * 8,
        "k": [1.0, 2.5, 3.7, 0.2] * 6,
        "w": [1.0, 2.0, 3.3, 1.7, 0.3, 2.2] * 4,
        "u": [k // 3 for k in range(24)],
        "h": ["s", "t"] * 12,
    }
)
NUMBERS: dict[str, Any] = {
    "means": lambda name, design: means(ALIKE, name, by="g", totals=True, design=design),
    "mean_tests": lambda name, design: mean_tests(ALIKE, name, 1.0, design=design),
    "differences": lambda name, design: differences(ALIKE, name, "g", design=design),
    "rest": lambda name, design: differences_from_rest(
        ALIKE, variables={"x": pl.col(name)}, between="g", design=design
    ),
    "ratios": lambda name, design: ratios(ALIKE.with_columns(y=2 * pl.col(name)), {"r": ("y", name)}, design=design),
    "regress": lambda name, design: regress(ALIKE, name, ["u"], design=design).coefficients,
}
PLANS = {
    "simple": SurveyDesign(),
    "weights": SurveyDesign(weights="w"),
    "psu": SurveyDesign(weights="w", psu="u"),
    "strata": SurveyDesign(weights="w", strata="h"),
    "calibrated": SurveyDesign(weights="w", calibration=Calibration("w", margins=(("h",),))),
    "jackknife": replicate_weights(ALIKE, design=SurveyDesign(weights="w"), kind="jackknife"),
}


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("statistic", NUMBERS)
def test_numbers_whose_squares_are_lost_are_beyond_numbers(statistic: str, plan: str) -> None:
    """1e-200 differs, but its square is 0: that says nothing of how the numbers vary."""
    table = NUMBERS[statistic]("q", PLANS[plan])
    assert table["not_estimable"].unique().to_list() == ["beyond_numbers"]
    assert table["se"].null_count() == table.height


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("name", ["x", "z"])
@pytest.mark.parametrize("statistic", NUMBERS)
def test_numbers_that_do_not_differ_say_so_and_are_never_significant(statistic: str, name: str, plan: str) -> None:
    """Rounding of 1e-17 once made differences of equal numbers significant, and the intervals were silently points."""
    table = NUMBERS[statistic](name, PLANS[plan])
    assert table["not_estimable"].unique().to_list() == ["no_spread"]
    assert table["se"].unique().to_list() == [0.0]
    if "p_value" in table.columns:
        assert table["p_value"].null_count() == table.height


def test_a_mean_of_equal_numbers_has_no_error_to_speak_of() -> None:
    found = function_of_means(ALIKE, ["x"], mean_of, bases=[pl.lit(value=True)], design=PLANS["psu"])
    assert (found.se, found.not_estimable) == (0.0, "no_spread")


def test_a_share_that_differs_between_strata_alone_is_not_certain() -> None:
    """Everyone says yes in one stratum and no in the other: no standard error tells how sure that is."""
    design = SurveyDesign(strata="h")
    frame = ALIKE.with_columns(y=pl.col("h") == "s", all=pl.lit(value=True))
    assert only(proportions(frame, "y", design=design))["not_estimable"] == "no_spread"
    everyone = only(proportions(frame, "all", design=design))
    assert everyone["not_estimable"] is None
    assert everyone["lower"] < 1


def test_what_the_population_says_is_certain() -> None:
    """Weights are fitted to how many there are of each: their share has no error, and the row says why."""
    fitted = rake(ALIKE, {"h": {"s": 50, "t": 50}})
    frame = fitted.frame.with_columns(y=pl.col("h") == "s", one=pl.lit(1.0))
    for table in (
        proportions(frame, "y", design=fitted.design),
        means(frame, "y", design=fitted.design),
        totals(frame, "y", design=fitted.design),
        totals(frame, "one", by="h", totals=True, design=fitted.design),
        ratios(frame.with_columns(pl.col("y").cast(pl.Int8)), {"r": ("y", "one")}, design=fitted.design),
    ):
        assert table["se"].unique().to_list() == [0.0]
        assert table["not_estimable"].unique().to_list() == ["known_population"]
    share = function_of_means(frame, ["y"], mean_of, bases=[pl.lit(value=True)], design=fitted.design)
    assert (share.se, share.not_estimable) == (0.0, "known_population")
    alike = only(means(fitted.frame, "x", design=fitted.design))
    assert (alike["se"], alike["not_estimable"]) == (0.0, "no_spread")


@pytest.mark.parametrize("plan", ["simple", "weights", "psu", "strata", "calibrated"])
@pytest.mark.parametrize("far", [1e4, 1e6, 1e8, 1e10])
def test_numbers_far_from_0_keep_the_digits_of_their_differences(far: float, plan: str) -> None:
    """A hundred million and a bit: the square of the bit is lost beside that of the hundred million."""
    frame = ALIKE.with_columns(near=pl.col("k"), far=pl.col("k") + far, one=pl.lit(1.0))
    frame = frame.with_columns(exact=pl.col("far") - far)  # as far as the number itself keeps them
    for by in ("h", "g"):
        near, away = (means(frame, name, by=by, totals=True, design=PLANS[plan]) for name in ("exact", "far"))
        for column in ("se", "sd", "deff"):
            assert away[column].to_list() == pytest.approx(near[column].to_list(), rel=1e-6)
        assert away["mean"].to_list() == pytest.approx((near["mean"] + far).to_list(), rel=1e-15)
    pairs = [differences(frame, name, "g", design=PLANS[plan]) for name in ("exact", "far")]
    for column in ("difference", "se", "p_value"):
        assert pairs[1][column].to_list() == pytest.approx(pairs[0][column].to_list(), rel=1e-4)
    shares = [only(ratios(frame, {"r": (name, "one")}, design=PLANS[plan])) for name in ("exact", "far")]
    assert shares[1]["se"] == pytest.approx(shares[0]["se"], rel=1e-6)
    assert shares[1]["numerator"] == pytest.approx(shares[0]["numerator"] + far * shares[0]["denominator"], rel=1e-14)


def test_a_ratio_near_a_constant_keeps_its_digits() -> None:
    frame = ALIKE.with_columns(y=1e9 * pl.col("w") + pl.col("k"))
    found, apart = (only(ratios(frame, {"r": (name, "w")})) for name in ("y", "k"))
    assert found["se"] == pytest.approx(apart["se"], rel=1e-5)
    assert found["ratio"] == pytest.approx(1e9 + apart["ratio"], rel=1e-15)


def test_a_total_of_equal_numbers_has_no_error_to_speak_of() -> None:
    """Everyone counts alike, so that nothing tells how many there are in the population."""
    for name in ("x", "z"):
        row = only(totals(ALIKE, name))
        assert (row["se"], row["not_estimable"]) == (0.0, "no_spread")
    assert only(totals(ALIKE, "x", design=PLANS["weights"]))["se"] > 0


@pytest.mark.parametrize("design", [SurveyDesign(), SurveyDesign(weights="w"), SurveyDesign(population=100)])
def test_limits_without_width_say_why(design: SurveyDesign) -> None:
    """The interval share ± t·se is a point at 0% and 100%; the others are not."""
    frame = ALIKE.with_columns(all=pl.lit(value=True), none=pl.lit(value=False), a=pl.col("g") == "a")
    for method in METHOD_NAMES:
        if method == "finite_exact" and not (design.is_simple and design.population):
            continue
        row = proportions(frame, ["all", "none"], method=method, design=design)
        points = row.filter(pl.col("lower") == pl.col("upper"))
        assert points["not_estimable"].unique().to_list() == (["no_spread"] if method == "wald" else [])
    apart = differences(frame, ["all", "a"], "g", method="wald", design=design)
    assert apart["not_estimable"].unique().to_list() == ["no_spread"]
    assert differences(frame, "all", "g", design=design)["not_estimable"].null_count() == 3


@pytest.mark.parametrize("population", [1e101, 1e300, 1.7e308])
def test_a_population_beyond_numbers_is_refused(population: float) -> None:
    frame = ALIKE.with_columns(N=pl.lit(population), y=pl.col("k") > 1)
    for design in (
        SurveyDesign(population=population),
        SurveyDesign(population="N"),
        SurveyDesign(strata="h", population={"s": population, "t": 100}),
        SurveyDesign(psu=["u", "k"], population=[100, population]),
    ):
        for go in (
            lambda design=design: means(frame, "k", design=design),
            lambda design=design: trends(frame, "y", "u", design=design, independent=False),
            lambda design=design: quantiles(frame, "k", design=design),
            lambda design=design: differences_from_rest(frame, "k", between="g", design=design),
        ):
            with pytest.raises(StatisticsError) as caught:
                go()
            assert caught.value.code == "design_population_beyond"


def test_numbers_beyond_a_float_explain_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """What LAPACK says of numbers that are none would be seen by the user."""
    for far in (1e-200, 1e200, 1e307):
        frame = ALIKE.with_columns(pl.col("k") * far)
        fitted = SurveyDesign(weights="w", calibration=Calibration("w", numbers=("k",)))
        for go in (
            lambda frame=frame: regress(frame, "w", ["k"]),
            lambda frame=frame: regress(frame, "g", ["k"], kind="ordinal"),
            lambda frame=frame, far=far: calibrate(frame, totals={"k": 60 * far}),
            lambda frame=frame, fitted=fitted: means(frame, "w", design=fitted),
        ):
            with pytest.raises(StatisticsError) as caught:
                go()
            assert (caught.value.code, caught.value.params["name"]) == ("statistics_number_beyond", "k")
        found = regress(frame, "k", ["w"]).coefficients
        assert found["not_estimable"].unique().to_list() == ["beyond_numbers"]
    parts = only(ratios(ALIKE.with_columns(pl.col("k") * 1e307), {"r": ("k", "w")}))
    assert (parts["numerator"], parts["not_estimable"]) == (None, "beyond_numbers")
    assert capfd.readouterr().err == ""


def test_numbers_too_large_for_their_mean_have_none() -> None:
    row = only(means(pl.DataFrame({"x": [1.5e308] * 3}), "x"))
    assert (row["mean"], row["not_estimable"]) == (None, "beyond_numbers")
    large = ALIKE.with_columns(pl.col("k") * 1e200)
    assert regress(large, "k", ["w"]).coefficients["not_estimable"].unique().to_list() == ["beyond_numbers"]
    assert function_of_means(large, ["k"], mean_of, bases=[pl.lit(value=True)]).not_estimable == "beyond_numbers"


WITH_WEIGHTS: dict[str, Any] = {
    **{name: go for name, go in NUMBERS.items() if name != "mean_tests"},
    "proportions": lambda name, design: proportions(ALIKE, {"y": pl.col(name) > 1}, by="g", design=design),
    "quantiles": lambda name, design: quantiles(ALIKE, name, [0.2, 0.5], design=design),
    "crosstab": lambda name, design: crosstab(ALIKE, "h", name, design=design).test,
    "trends": lambda name, design: trends(
        ALIKE.with_columns(y=pl.col(name) > 1), "y", "u", design=design, independent=False
    ),
}


@pytest.mark.parametrize("unit", [1e-300, 1e-160, 1e-90, 1e90, 1e160, 1e300])
@pytest.mark.parametrize("statistic", WITH_WEIGHTS)
def test_weights_of_any_unit_give_the_same_numbers_or_are_refused(
    statistic: str, unit: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    design = SurveyDesign(weights="w", strata="h")
    expected = WITH_WEIGHTS[statistic]("k", design)
    monkeypatch.setitem(globals(), "ALIKE", ALIKE.with_columns(pl.col("w") * unit))
    if not 1e-100 < unit < 1e100:
        with pytest.raises(StatisticsError) as caught:
            WITH_WEIGHTS[statistic]("k", design)
        assert (caught.value.code, caught.value.params["rows"]) == ("design_weights_bad", 24)
        return
    found = WITH_WEIGHTS[statistic]("k", design)
    for name, column in expected.to_dict().items():
        if column.dtype.is_float() and name not in ("numerator", "denominator"):
            assert found[name].is_null().to_list() == column.is_null().to_list(), name
            assert found[name].drop_nulls().to_list() == pytest.approx(column.drop_nulls().to_list(), rel=1e-6), name


def test_weights_beyond_numbers_are_not_fitted_or_described() -> None:
    frame = ALIKE.with_columns(w=pl.lit(1e-320))
    margins = {"h": {"s": 50, "t": 50}}
    for go in (
        lambda: rake(frame, margins, design=SurveyDesign(weights="w")),
        lambda: post_stratify(frame, ["h"], margins["h"], design=SurveyDesign(weights="w")),
        lambda: calibrate(frame, margins=margins, design=SurveyDesign(weights="w")),
        lambda: replicate_weights(frame, design=SurveyDesign(weights="w"), replicates=5),
        lambda: weight_diagnostics([1.0, math.inf]),
        lambda: weight_diagnostics([1.0, math.nan]),
        lambda: weight_diagnostics([1.0, 1e308]),
        lambda: weight_diagnostics(pl.Series([1.0, None])),
    ):
        with pytest.raises(StatisticsError) as caught:
            go()
        assert caught.value.code == "design_weights_bad"
    large = pl.Series([2**100, 2**101], dtype=pl.Int128)
    assert weight_diagnostics(large)["n_eff"].item() == pytest.approx(weight_diagnostics([1.0, 2.0])["n_eff"].item())


def test_a_calibration_by_what_is_no_number_quotes_no_answer() -> None:
    for name, code in (("g", "statistics_not_a_number"), ("gap", "design_column_null"), ("none", "design_column_null")):
        frame = ALIKE.with_columns(gap=pl.when(pl.col("k") > 1).then("k"), none=pl.lit(math.nan))
        design = SurveyDesign(weights="w", calibration=Calibration("w", numbers=(name,)))
        for go in (
            lambda design=design, frame=frame: means(frame, "k", design=design),
            lambda design=design, frame=frame: regress(frame, "k", ["u"], design=design),
            lambda design=design, frame=frame: quantiles(frame, "k", design=design),
        ):
            with pytest.raises(StatisticsError) as caught:
                go()
            assert (caught.value.code, caught.value.params["name"]) == (code, name)


def test_a_population_that_is_not_a_number_is_missing() -> None:
    frame = ALIKE.with_columns(N=pl.lit(math.nan))
    for design in (
        SurveyDesign(population="N"),
        SurveyDesign(strata="h", population="N"),
        SurveyDesign(psu=["u", "k"], population=[100, "N"]),
    ):
        for go in (
            lambda design=design: means(frame, "k", design=design),
            lambda design=design: post_stratify(frame, ["h"], {"s": 5, "t": 6}, design=design),
        ):
            with pytest.raises(StatisticsError) as caught:
                go()
            assert (caught.value.code, caught.value.params["name"]) == ("design_column_null", "N")
