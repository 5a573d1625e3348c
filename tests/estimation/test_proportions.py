"""Proportions: shape of the result, domains, empty bases, full samples."""

from __future__ import annotations

import polars as pl
import pytest

from kumin.errors import StatisticsError
from kumin.estimation import SurveyDesign, proportions

ANSWERS = pl.DataFrame(
    {
        "sex": ["m", "m", "f", "f", "f", None],
        "safe": [1, 3, 1, 2, None, 1],
        "clean": [2, 2, 2, 2, 2, 2],
    }
)
OUTCOMES = {"safe": pl.col("safe").is_in([1, 2]), "clean": pl.col("clean") == 1}


def test_columns_and_order_of_the_result() -> None:
    result = proportions(ANSWERS, OUTCOMES, base=pl.col("safe").is_not_null(), by=["sex"], totals=True)
    counts, limits = ["n_asked", "n_base", "n_positive"], ["proportion", "se", "lower", "upper", "level", "method"]
    assert result.columns == ["indicator", "sex", *counts, *limits, "deff", "n_eff", "df", "not_estimable"]
    assert result["indicator"].to_list() == ["safe"] * 3 + ["clean"] * 3
    assert result["sex"].to_list() == ["f", "m", None] * 2
    assert result["n_base"].to_list() == [2, 2, 5] * 2
    assert result["n_positive"].to_list() == [2, 1, 4, 0, 0, 0]
    assert all(result[name].dtype == pl.Int64 for name in ("n_asked", "n_base", "n_positive"))


def test_base_and_asked_differ_by_indicator() -> None:
    result = proportions(
        ANSWERS,
        OUTCOMES,
        base={"safe": pl.col("safe").is_not_null()},
        asked={"safe": pl.lit(value=True)},
    )
    assert result.select("n_asked", "n_base").rows() == [(6, 5), (6, 6)]


def test_lazy_frame_gives_the_same() -> None:
    eager = proportions(ANSWERS, OUTCOMES, by=["sex"], totals=True, nulls="false")
    assert proportions(ANSWERS.lazy(), OUTCOMES, by=["sex"], totals=True, nulls="false").equals(eager)


@pytest.mark.parametrize("method", ["wilson", "finite_exact"])
def test_everyone_answered_leaves_no_error(method: str) -> None:
    result = proportions(ANSWERS, OUTCOMES, design=SurveyDesign(population=6), method=method, nulls="false")
    for row in result.iter_rows(named=True):
        assert row["lower"] == row["proportion"] == row["upper"]
        assert row["se"] == 0


def test_empty_base_is_null_and_counted_zero() -> None:
    row = proportions(ANSWERS, {"x": pl.lit(value=True)}, base=pl.lit(value=False)).row(0, named=True)
    assert (row["n_base"], row["n_positive"]) == (0, 0)
    assert all(row[name] is None for name in ("proportion", "se", "lower", "upper", "deff", "n_eff", "df"))


def test_no_indicators_are_refused() -> None:
    with pytest.raises(StatisticsError) as caught:
        proportions(ANSWERS, {}, by=["sex"])
    assert caught.value.code == "argument_empty"


def test_no_rows_at_all_still_answers() -> None:
    assert proportions(ANSWERS.clear(), OUTCOMES)["n_base"].to_list() == [0, 0]


def test_none_and_all_positive_keep_a_wilson_interval() -> None:
    row = proportions(ANSWERS, {"clean": OUTCOMES["clean"]}).row(0, named=True)
    z2 = 1.959963984540054**2
    assert row["lower"] == 0
    assert row["upper"] == pytest.approx(z2 / (6 + z2))
    row = proportions(ANSWERS, {"clean": ~OUTCOMES["clean"]}).row(0, named=True)
    assert row["upper"] == 1
    assert row["lower"] == pytest.approx(6 / (6 + z2))


def test_a_simple_random_sample_has_the_classical_wilson_interval_in_every_domain() -> None:
    statsmodels = pytest.importorskip("statsmodels.stats.proportion")
    for row in proportions(ANSWERS, OUTCOMES, by=["sex"], totals=True, nulls="false").iter_rows(named=True):
        expected = statsmodels.proportion_confint(row["n_positive"], row["n_base"], method="wilson")
        assert (row["lower"], row["upper"]) == pytest.approx(expected, abs=1e-12)


def test_weights_default_to_population_over_sample_by_stratum() -> None:
    frame = pl.DataFrame({"ward": [1, 1, 2, 2, 2], "y": [True, False, True, True, False]})
    design = SurveyDesign(strata="ward", population={"1": 100, "2": 900})
    row = proportions(frame, {"y": pl.col("y")}, design=design).row(0, named=True)
    assert row["proportion"] == pytest.approx(0.1 * 0.5 + 0.9 * 2 / 3)


def test_a_weight_of_zero_leaves_the_base_but_not_the_stratum() -> None:
    frame = pl.DataFrame({"w": [1.0, 1.0, 1.0, 0.0], "y": [True, False, True, True]})
    row = proportions(frame, {"y": pl.col("y")}, design=SurveyDesign(weights="w")).row(0, named=True)
    assert (row["n_base"], row["proportion"]) == (3, pytest.approx(2 / 3))


@pytest.mark.parametrize(
    ("design", "code"),
    [
        (SurveyDesign(weights="nowhere"), "statistics_column_missing"),
        (SurveyDesign(weights="bad"), "design_weights_bad"),
        (SurveyDesign(strata="gap"), "design_column_null"),
        (SurveyDesign(strata="lonely"), "design_lonely_psu"),
        (SurveyDesign(strata="lonely", population={"a": 9}), "design_population_missing"),
        (SurveyDesign(population=2), "design_sample_above_population"),
        (SurveyDesign(population="varies"), "design_population_uneven"),
    ],
)
def test_designs_that_do_not_fit_are_refused(design: SurveyDesign, code: str) -> None:
    frame = pl.DataFrame(
        {
            "bad": [1.0, -1.0, None],
            "gap": ["a", None, "a"],
            "lonely": ["a", "a", "north"],
            "varies": [10, 11, 10],
            "y": [True, False, True],
        }
    )
    with pytest.raises(StatisticsError) as caught:
        proportions(frame, {"y": pl.col("y")}, design=design)
    assert caught.value.code == code
    assert caught.value.message("ja") != caught.value.message("en")


def test_the_lonely_stratum_is_named() -> None:
    frame = pl.DataFrame({"lonely": ["a", "a", "north"], "y": [True, False, True]})
    with pytest.raises(StatisticsError, match="north"):
        proportions(frame, {"y": pl.col("y")}, design=SurveyDesign(strata="lonely"))
