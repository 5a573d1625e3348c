"""A survey holds frame and design once, and its methods give what the functions give."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

import kumin.estimation as library
from kumin.errors import StatisticsError
from kumin.estimation import Survey, SurveyDesign, category

RNG = np.random.default_rng(2)
FRAME = pl.DataFrame(
    {
        "words": RNG.choice(["Yes", "No"], 60),
        "g": RNG.choice(["a", "b", "c"], 60),
        "x": RNG.normal(5, 1, 60),
        "z": RNG.uniform(1, 2, 60),
        "w": RNG.uniform(1, 3, 60),
        "psu": np.arange(60) // 5,
    }
).with_columns(flag=pl.col("words") == "Yes", bit=(pl.col("words") == "Yes").cast(pl.Int8))
DESIGN = SurveyDesign(weights="w", psu="psu")
SURVEY = Survey(FRAME, DESIGN)
X, FLAG = {"x": pl.col("x")}, {"flag": pl.col("flag")}


@pytest.mark.parametrize(
    ("name", "ours", "theirs"),
    [
        ("means", {"variables": "x", "by": "g"}, {"variables": X, "by": ["g"]}),
        ("totals", {"variables": ["x"], "totals": True, "by": "g"}, {"variables": X, "totals": True, "by": ["g"]}),
        ("quantiles", {"variables": "x", "rule": "hf7"}, {"variables": X, "rule": "hf7"}),
        ("summaries", {"variables": "x", "by": "g"}, {"variables": X, "by": ["g"]}),
        ("ratios", {"parts": {"r": ("x", "z")}}, {"parts": {"r": ("x", "z")}}),
        ("mean_tests", {"variables": "x", "value": 5}, {"variables": X, "value": 5}),
        ("proportions", {"outcomes": "flag", "method": "logit"}, {"outcomes": FLAG, "method": "logit"}),
        ("differences", {"outcomes": "x", "between": "g"}, {"outcomes": X, "between": "g"}),
        ("independence_tests", {"columns": ["g", "words"]}, {"columns": ["g", "words"]}),
    ],
)
def test_a_method_is_its_function_with_the_frame_and_the_design(
    name: str, ours: dict[str, Any], theirs: dict[str, Any]
) -> None:
    assert_frame_equal(getattr(SURVEY, name)(**ours), getattr(library, name)(FRAME, **theirs, design=DESIGN))


def test_a_ratio_is_named_by_its_two_columns_or_by_the_user() -> None:
    named = SURVEY.ratios({"x / z": ("x", "z")})
    assert_frame_equal(SURVEY.ratios("x", "z"), named)
    assert_frame_equal(SURVEY.ratios(pl.col("x"), pl.col("z")).drop("indicator"), named.drop("indicator"))


@pytest.mark.parametrize("given", [("x",), (("x", "z"),), ({"r": ("x", "z")}, "z"), ("x", 2)])
def test_a_ratio_without_two_parts_is_refused(given: tuple[Any, ...]) -> None:
    with pytest.raises(StatisticsError):
        SURVEY.ratios(*given)


def test_tables_and_regressions_too() -> None:
    assert_frame_equal(SURVEY.crosstab("g", "words").test, library.crosstab(FRAME, "g", "words", design=DESIGN).test)
    fit = SURVEY.regress("x", ["z", category("g")])
    assert_frame_equal(fit.coefficients, library.regress(FRAME, "x", ["z", category("g")], design=DESIGN).coefficients)


def test_words_booleans_and_zeros_and_ones_are_alike() -> None:
    expected = SURVEY.proportions({"y": "flag"}, by="g")
    assert_frame_equal(SURVEY.proportions({"y": "bit"}, by="g"), expected)
    assert_frame_equal(SURVEY.proportions({"y": "words"}, positive="Yes", by="g"), expected)
    assert_frame_equal(SURVEY.proportions({"y": "words"}, positive=["Yes"], by="g"), expected)
    gaps = FRAME.with_columns(pl.when(pl.int_range(60) > 3).then(pl.col("words", "flag", "bit")))
    for column, positive in (("flag", None), ("bit", None), ("words", "Yes")):
        with pytest.raises(StatisticsError) as caught:
            Survey(gaps, DESIGN).proportions(column, positive=positive)
        assert (caught.value.code, caught.value.params["rows"]) == ("statistics_nulls", 4)


@pytest.mark.parametrize("column", ["words", "x"])
def test_words_and_numbers_need_to_say_what_counts(column: str) -> None:
    with pytest.raises(StatisticsError) as caught:
        SURVEY.proportions(column)
    assert caught.value.code == "outcome_positive"
    assert caught.value.message("ja") != caught.value.message("en")


def test_weights_are_held() -> None:
    population = {"g": {"a": 100, "b": 200, "c": 300}}
    fitted = library.rake(FRAME, population, design=DESIGN)
    weighted = SURVEY.weight(population)
    assert_frame_equal(weighted.means("x"), library.means(fitted.frame, X, design=fitted.design))
    cut = SURVEY.trim(upper=2.5)
    assert cut.frame.lazy().select(pl.col("weight").max()).collect().item() <= 2.5 + 1e-9


def test_replicates_are_a_design() -> None:
    weights = library.replicate_weights(FRAME, design=DESIGN, kind="jackknife")
    survey = Survey(FRAME, weights)
    linear = SURVEY.means("x").row(0, named=True)
    assert survey.means("x")["se"].item() == pytest.approx(linear["se"], rel=0.05)
    with pytest.raises(StatisticsError) as caught:
        survey.trim(upper=2)
    assert caught.value.code == "replicates_not_here"


@pytest.mark.parametrize("given", [(3, None), (FRAME, "w"), ({"x": [1]}, None)])
def test_what_is_no_survey_is_refused(given: tuple[Any, Any]) -> None:
    with pytest.raises(StatisticsError):
        Survey(*given)
