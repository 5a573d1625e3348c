"""Every public statistic refuses in words what it cannot compute: no error of Polars or numpy, no warning shown."""

from __future__ import annotations

import contextlib
import inspect
import math
import warnings
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest

import kumin.estimation as library
from kumin.errors import StatisticsError
from kumin.estimation import Calibration, SurveyDesign
from kumin.estimation.door import CHECKS, GROUPING

SECRET = "花子の答え"
FRAME = pl.DataFrame(
    {
        "y": [True, False, True, True] * 6,
        "x": [1, 2, 3, 4, 5, 6] * 4,
        "sex": ["m", "f"] * 12,
        "age": ["a", "b", "c"] * 8,
        "year": [2021, 2022, 2023] * 8,
        "words": [SECRET] * 24,
    }
)
Y, X = {"y": pl.col("y")}, {"x": pl.col("x")}
SHARES = library.proportions(FRAME, Y, by=["sex"])
MEANS = library.means(FRAME, X)
FIT = library.regress(FRAME, "x", [library.category("sex")])
REPLICATES = library.replicate_weights(FRAME, replicates=20)
POPULATION = {"m": 500, "f": 500}

GOOD: dict[str, dict[str, Any]] = {
    "proportions": {"frame": FRAME, "outcomes": Y, "by": ["sex"]},
    "means": {"frame": FRAME, "variables": X},
    "totals": {"frame": FRAME, "variables": X},
    "quantiles": {"frame": FRAME, "variables": X, "probabilities": [0.5]},
    "regress": {"frame": FRAME, "outcome": "x", "terms": [library.category("sex")]},
    "term_tests": {"fit": FIT},
    "predictive_margins": {"fit": FIT, "term": "sex"},
    "mean_tests": {"frame": FRAME, "variables": X},
    "paired_tests": {"frame": FRAME, "pairs": {"d": ("x", "year")}},
    "summaries": {"frame": FRAME, "variables": X},
    "independence_tests": {"frame": FRAME, "columns": ["sex", "age"]},
    "trim_weights": {"frame": FRAME, "design": SurveyDesign(weights="x"), "upper": 5},
    "combine_imputations": {"tables": [MEANS, MEANS]},
    "ratios": {"frame": FRAME, "parts": {"r": ("x", "year")}},
    "option_shares": {"frame": FRAME, "question": "age"},
    "differences": {"frame": FRAME, "outcomes": Y, "between": "sex"},
    "differences_from_rest": {"frame": FRAME, "variables": X, "between": "age"},
    "function_of_means": {
        "frame": FRAME,
        "values": [pl.col("x")],
        "form": library.mean_of,
        "bases": [pl.lit(value=True)],
    },
    "crosstab": {"frame": FRAME, "row": "sex", "column": "y"},
    "adjusted_residuals": {"frame": FRAME, "outcomes": Y, "by": "sex"},
    "trends": {"frame": FRAME, "outcomes": Y, "time": "year"},
    "compare_estimates": {"previous": SHARES, "current": SHARES, "on": ["indicator", "sex"]},
    "adjust_p_values": {"comparisons": pl.DataFrame({"p_value": [0.01, 0.2]})},
    "flag_reliability": {"estimates": SHARES},
    "replicate_estimates": {"frame": FRAME, "outcomes": Y, "weights": REPLICATES},
    "replicate_statistic": {"weights": REPLICATES, "statistic": lambda w: float(w.sum())},
    "replicate_weights": {"frame": FRAME, "replicates": 10},
    "post_stratify": {"frame": FRAME, "columns": ["sex"], "population": POPULATION},
    "rake": {"frame": FRAME, "margins": {"sex": POPULATION}},
    "calibrate": {"frame": FRAME, "margins": {"sex": POPULATION}},
    "adjust_by_cell": {"invited": FRAME, "responded": pl.col("y"), "columns": ["age"]},
    "adjust_by_propensity": {"invited": FRAME, "responded": pl.col("y"), "columns": ["age"]},
    "weight_diagnostics": {"weights": [1.0, 2.0]},
    "required_n": {"margin": 0.05},
    "power_of_change": {"points": 5, "n_before": 400},
    "required_n_for_change": {"points": 5},
    "detectable_change": {"n_before": 400},
    "sampling_error_table": {},
    "validate_design": {"n": 30, "shares": [0.5]},
}

FRAMES = [{"y": [True]}, [True], SECRET, None, 3, FRAME["y"]]
COLUMN = [3, ["sex"], None, pl.col("sex"), "gone"]
COLUMNS = [3, [1], None, ["gone"], "gone", pl.col("sex"), {"sex": 1}, [["sex"]]]
CONDITIONS = [3, "gone", "words", [pl.col("y")], ["y"], pl.col("gone"), pl.col("words")]
EXPRESSIONS = [
    3,
    "gone",
    "words",
    ["y", "gone"],
    [3],
    [],
    {"y": "gone"},
    {"y": 3},
    {},
    {"y": pl.col("gone")},
    {"y": pl.col("words")},
    None,
    {3: pl.col("y")},
]
NUMBERS = ["1", None, [1], math.nan, True, "x" * 500]
CHOICES = ["gone", 3, None, ["holm"]]
FLAGS = ["yes", 1, None]
DESIGNS = ["w", {"weights": "w"}, SurveyDesign(weights="gone"), SurveyDesign(psu="gone")]
BAD: dict[str, list[Any]] = {
    **dict.fromkeys(("frame", "invited", "previous", "current", "comparisons", "estimates"), FRAMES),
    **dict.fromkeys(("outcomes", "variables"), EXPRESSIONS),
    **{key: [*CONDITIONS, {"z": pl.col("y")}] for key in ("base", "asked")},
    "positive": ["gone", [], ["gone", 7], 7.5, SECRET],
    "outcome": [3, None, ["x"], "gone", "words", pl.col("gone")],
    "terms": [3, None, [], [3], ["gone"], ["words"], ["sex"], [library.category("sex", ref="z")], ["x", "x"]],
    "order": [3, "ab"],
    "fit": [3, None, FRAME],
    "term": [3, None, "gone", "x"],
    "value": [*NUMBERS],
    "lower": ["x", [1], True, 9],
    "upper": ["x", 0, -1, [1], True],
    "share_out": FLAGS,
    "tables": [3, "x", [], [MEANS], [MEANS, 3], [MEANS, SHARES], [MEANS, pl.DataFrame({"indicator": ["z"]})]],
    "estimate": [3, "gone", "indicator"],
    "parts": [
        3,
        "x",
        {},
        {"r": "x"},
        {"r": ("x",)},
        {"r": ("x", "gone")},
        {"r": ("x", "words")},
        {3: ("x", "x")},
        None,
    ],
    "pairs": [
        3,
        "x",
        {},
        {"r": "x"},
        {"r": ("x",)},
        {"r": ("x", "gone")},
        {"r": ("x", "words")},
        {3: ("x", "x")},
        None,
    ],
    "responded": [*CONDITIONS, None],
    **dict.fromkeys(("by", "on", "within", "columns"), COLUMNS),
    **dict.fromkeys(("between", "time", "row", "column"), COLUMN),
    "question": [3, None, "gone", ["age"], {"a": "gone"}, {"a": 3}],
    "design": DESIGNS,
    "level": [0, 1, 95, -0.5, *NUMBERS],
    "df": [0, -3, "4", math.nan, [3], True],
    "probabilities": [0, 1, 1.5, -1, "0.5", [], [0.5, 2], None, [None], math.nan],
    "method": ["gone", 3, None, {"y": "gone"}, ["wilson"]],
    "nulls": ["gone", None, 3],
    **dict.fromkeys(("adjust", "kind", "around", "missing", "distance", "convention", "rule"), CHOICES),
    **dict.fromkeys(("details", "independent"), FLAGS),
    "domain_population": ["many", [3], 0, -1, math.nan, pl.DataFrame({"population": [1]})],
    "weights": [3, None, "w", {"w": 1}],
    "statistic": [3, None, "sum"],
    "against": ["gone", 3],
    "population": [0, -5, "many", math.nan],
    "margins": [3, "sex", None, [3], {"sex": 3}, {"gone": {"a": 1}}, {}, FRAME],
    "bounds": [3, "ab", (3, 1), (1,), ("a", "b")],
    "collapse": [3, "age", ["age"]],
    "name": [3, None],
    "replicates": [1, 0, -3, 2.5, "10", None],
    "seed": [-1, 1.5, "x", None],
    "fay": [-0.1, 1, "x", None, math.nan],
    "max_iterations": [0, -1, 1.5, "x"],
    "tolerance": [0, -1, "x", math.nan],
    "classes": [0, -1, 1.5, "x"],
    "size": [0, -3, "x"],
    "margin": [0, 1, -0.1, 5, *NUMBERS],
    "p": [-0.1, 1.1, *NUMBERS],
    "points": [*NUMBERS],
    "response_rate": [0, -1, 2, *NUMBERS],
    "power": [0, -1, 2, *NUMBERS],
    **{key: [0, -3, "4", math.nan, [3], True] for key in ("n_before", "deff")},
    "n_after": [0, -3, "4", math.nan],
    "sizes": [3.5j, "many", [0], [-3], ["a"], [None], [10.5]],
    "proportions": ["many", [2], [-0.1], ["a"], [None]],
    "rules": [3, "few", ["few"]],
    "options": [3, "ab"],
    "values": [3, None, "x", [], [3], [pl.col("x")] * 2, [pl.col("gone")], [pl.col("words")]],
    "bases": [3, None, "x", [], [3], [pl.col("gone")], [pl.col("words")]],
    "form": [3, None, "mean"],
    "n": [1, 0, -3, 10.5, "many", None],
    "shares": [2, -0.1, "half", [], [None], [math.nan]],
    "target": [2, -0.1, "half", [0.5], math.nan],
    **dict.fromkeys(("comparison", "weighting"), CHOICES),
    "cells": [3, "age", FRAME, pl.DataFrame({"population": [SECRET]}), pl.DataFrame({"population": [40, None]})],
    "fpc": FLAGS,
    "per_psu": [0, -3, 30, 1.5, "ten"],
    "icc": [1, -0.1, *NUMBERS],
    "repeats": [1, 0, 99.5, "many", None],
}
OF_ONE: dict[tuple[str, str], list[Any]] = {
    ("post_stratify", "population"): [3, "many", {"m": -1, "f": 2}, {"m": "x", "f": 2}, {"m": 500}, None],
    ("adjusted_residuals", "by"): COLUMN,
    ("calibrate", "totals"): [3, "x", ["x"], {"x": "many"}, {"gone": 3}, {"words": 3}],
    ("adjust_p_values", "column"): [3, None, "gone"],
    ("adjust_p_values", "within"): [3, ["gone"], None],
    ("adjust_p_values", "method"): CHOICES,
    ("crosstab", "base"): CONDITIONS,
    ("option_shares", "base"): CONDITIONS,
    ("regress", "base"): CONDITIONS,
    ("independence_tests", "base"): CONDITIONS,
    ("trim_weights", "design"): [*DESIGNS, None, SurveyDesign()],
    ("rake", "missing"): CHOICES,
    ("validate_design", "method"): ["gone", 3, None, {"y": "wilson"}, ["wilson", "gone"], []],
}
FORMS = {"mean_of", "difference_of", "ratio_of", "category", "interaction"}
"""What ``function_of_means`` is given, of arrays, and what ``regress`` is given: checked where they are made."""
PUBLIC = [name for name in library.__all__ if inspect.isfunction(getattr(library, name)) and name not in FORMS]


def cases() -> Iterator[Any]:
    for name in PUBLIC:
        for parameter in inspect.signature(getattr(library, name)).parameters:
            flag = parameter == "totals" and name != "calibrate"
            values = FLAGS if flag else OF_ONE.get((name, parameter), BAD.get(parameter))
            assert values, f"{name} has a parameter {parameter} that no bad value is known for"
            for k, value in enumerate(values):
                yield pytest.param(name, parameter, value, id=f"{name}-{parameter}-{k}")


def test_the_walk_reaches_every_public_statistic() -> None:
    assert set(GOOD) == set(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_good_arguments_are_taken_without_a_warning(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        getattr(library, name)(**GOOD[name])


@pytest.mark.parametrize(("name", "parameter", "value"), list(cases()))
def test_a_bad_argument_is_refused_in_words(name: str, parameter: str, value: Any) -> None:
    given = {**GOOD[name], parameter: value}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(StatisticsError) as caught:
            getattr(library, name)(**given)
    for language in ("ja", "en"):
        words = caught.value.message(language)
        assert words
        assert SECRET not in words
        assert len(words) < 300


def test_every_checked_parameter_is_one_of_a_public_statistic() -> None:
    parameters = {name for one in PUBLIC for name in inspect.signature(getattr(library, one)).parameters}
    assert set(CHECKS) <= parameters


BY_NAME: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("proportions", {"outcomes": "y", "base": "y"}, {"outcomes": Y, "base": pl.col("y")}),
    ("proportions", {"outcomes": {"y": "y"}, "asked": {"y": "y"}}, {"outcomes": Y, "asked": {"y": pl.col("y")}}),
    ("means", {"variables": ["x", "year"]}, {"variables": {**X, "year": pl.col("year")}}),
    ("totals", {"variables": "x", "base": "y"}, {"variables": X, "base": pl.col("y")}),
    ("quantiles", {"variables": ("x",)}, {"variables": X}),
    ("summaries", {"variables": {"x": "x"}}, {"variables": X}),
    ("ratios", {"parts": {"r": ("x", "year")}, "base": "y"}, {"base": pl.col("y")}),
    ("mean_tests", {"variables": "x", "base": {"x": "y"}}, {"variables": X, "base": {"x": pl.col("y")}}),
    ("paired_tests", {"pairs": {"d": ("x", "year")}, "base": "y"}, {"base": pl.col("y")}),
    ("differences", {"outcomes": "y", "base": "y"}, {"outcomes": Y, "base": pl.col("y")}),
    ("differences_from_rest", {"variables": "x", "base": "y"}, {"variables": X, "base": pl.col("y")}),
    ("trends", {"outcomes": ["y"]}, {"outcomes": Y}),
    ("adjusted_residuals", {"outcomes": "y"}, {"outcomes": Y}),
    ("replicate_estimates", {"outcomes": "y"}, {"outcomes": Y}),
    ("option_shares", {"base": "y", "asked": "y"}, {"base": pl.col("y"), "asked": pl.col("y")}),
    ("independence_tests", {"base": "y"}, {"base": pl.col("y")}),
]


@pytest.mark.parametrize(("name", "by_name", "by_expression"), BY_NAME)
def test_a_column_by_its_name_is_its_expression(
    name: str, by_name: dict[str, Any], by_expression: dict[str, Any]
) -> None:
    go = getattr(library, name)
    assert go(**{**GOOD[name], **by_name}).equals(go(**{**GOOD[name], **by_expression}))


def test_columns_by_their_names_elsewhere() -> None:
    tables = [library.crosstab(FRAME, "sex", "age", base=base) for base in ("y", pl.col("y"))]
    assert tables[0].cells.equals(tables[1].cells)
    fits = [library.regress(FRAME, "x", [library.category("sex")], base=base) for base in ("y", pl.col("y"))]
    assert fits[0].coefficients.equals(fits[1].coefficients)
    sent = FRAME.with_columns(z=pl.when(pl.col("x") > 1).then("y"))
    weights = [library.adjust_by_cell(sent, one, ["sex"]).frame["weight"] for one in ("z", pl.col("z"))]
    assert weights[0].equals(weights[1])
    two = [library.function_of_means(FRAME, [one], library.mean_of, bases=["y"]) for one in ("x", pl.col("x"))]
    assert two[0] == two[1]


SHARES_OF = ("proportions", "differences", "trends", "adjusted_residuals", "replicate_estimates")


@pytest.mark.parametrize("name", SHARES_OF)
def test_booleans_zeros_and_ones_and_values_that_count_are_alike(name: str) -> None:
    frame = FRAME.with_columns(
        bit=pl.col("y").cast(pl.Int8),
        real=pl.col("y").cast(pl.Float32),
        text=pl.when("y").then(pl.lit("Yes")).otherwise(pl.lit("No")),
    )
    go, given = getattr(library, name), {**GOOD[name], "frame": frame}
    expected = go(**given)
    values = (("y", None), ("y", True), ("bit", 1), ("bit", [1]), ("text", "Yes"), ("text", pl.Series(["Yes", "Si"])))
    for outcome, positive in values:
        assert go(**{**given, "outcomes": {"y": outcome}, "positive": positive}).equals(expected), outcome
    if name != "differences":  # of numbers it compares means
        for outcome in ("bit", "real"):
            assert go(**{**given, "outcomes": {"y": outcome}}).equals(expected)
        for outcome in ("x", "text"):
            with pytest.raises(StatisticsError) as caught:
                go(**{**given, "outcomes": outcome})
            assert caught.value.code == "outcome_positive"


def test_a_missing_zero_or_one_is_missing_and_not_no() -> None:
    gaps = pl.DataFrame({"y": [1.0, 0.0, math.nan, None], "t": ["Yes", "No", None, None]})
    for outcome, positive in (("y", None), ("t", "Yes"), ("y", 1.0)):
        with pytest.raises(StatisticsError) as caught:
            library.proportions(gaps, outcome, positive=positive)
        assert (caught.value.code, caught.value.params["rows"]) == ("statistics_nulls", 2)
        assert library.proportions(gaps, outcome, positive=positive, nulls="drop")["proportion"].item() == 0.5


def test_mean_and_median_stand_in_one_table() -> None:
    table = library.summaries(FRAME, ["x", "year"], [0.25, 0.5], by=["sex", "age"], totals=True, rule="hf7")
    expected = library.means(FRAME, ["x", "year"], by=["sex", "age"], totals=True)
    assert table.select(expected.columns).equals(expected)
    keys = ["indicator", "sex", "age"]
    each = library.quantiles(FRAME, ["x", "year"], [0.25, 0.5], by=["sex", "age"], totals=True, rule="hf7")
    for name, probability in (("p25", 0.25), ("p50", 0.5)):
        of_one = each.filter(pl.col("probability") == probability)
        joined = table.join(of_one, on=keys, nulls_equal=True, how="left", maintain_order="left", suffix="_q")
        assert joined.height == table.height
        assert joined[name].equals(joined["quantile"], null_equal=True)
        assert joined[f"{name}_lower"].equals(joined["lower_q"], null_equal=True)
        assert joined[f"{name}_upper"].equals(joined["upper_q"], null_equal=True)


def test_columns_of_percents_are_named_once() -> None:
    assert "p28.5" in library.summaries(FRAME, "x", [0.285, 0.29]).columns
    for probabilities in ([0.5, 0.5], [0.5, 0.5 + 1e-15]):
        with pytest.raises(StatisticsError) as caught:
            library.summaries(FRAME, "x", probabilities)
        assert caught.value.code == "summaries_twice"
    with pytest.raises(StatisticsError) as caught:
        library.summaries(FRAME.rename({"sex": "p50_lower"}), "x", by="p50_lower")
    assert (caught.value.code, caught.value.params["name"]) == ("statistics_column_reserved", "p50_lower")


@pytest.mark.parametrize("name", ["crosstab", "independence_tests"])
def test_a_missing_answer_in_a_table_is_refused_or_left_out(name: str) -> None:
    gaps = FRAME.with_columns(sex=pl.when(pl.int_range(24) >= 5).then("sex"))
    go, given = getattr(library, name), {**GOOD[name], "frame": gaps}
    with pytest.raises(StatisticsError) as caught:
        go(**given)
    assert (caught.value.code, caught.value.params) == ("statistics_nulls", {"name": "sex", "rows": 5})
    left, based = go(**given, nulls="drop"), go(**given, base=pl.col("sex").is_not_null())
    assert repr(left) == repr(based)


def test_one_column_may_be_given_as_it_is() -> None:
    assert library.proportions(FRAME, Y, by="sex").equals(library.proportions(FRAME, Y, by=["sex"]))
    assert library.quantiles(FRAME, X, 0.5).equals(library.quantiles(FRAME, X, [0.5]))


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *((option, value) for option in ("weights", "strata", "psu") for value in (3, pl.col("sex"))),
        *((option, ["sex", "age"]) for option in ("weights", "strata")),
    ],
)
def test_a_design_takes_one_column_by_name(option: str, value: Any) -> None:
    with pytest.raises(StatisticsError) as caught:
        SurveyDesign(**{option: value})
    assert caught.value.params["name"] == option


@pytest.mark.parametrize(
    "make",
    [
        lambda: Calibration(3),  # type: ignore[arg-type]
        lambda: Calibration("w", margins="sex"),  # type: ignore[arg-type]
        lambda: Calibration("w", margins=("sex",)),  # type: ignore[arg-type]
        lambda: Calibration("w", residual_weights="none"),  # type: ignore[arg-type]
        lambda: SurveyDesign(weights="w", calibration="sex"),  # type: ignore[arg-type]
        lambda: SurveyDesign(population=[100, 3]),  # type: ignore[arg-type]
        lambda: SurveyDesign(strata="sex", population={"m": "many"}),  # type: ignore[dict-item]
    ],
)
def test_a_design_of_the_wrong_kind_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(StatisticsError):
        make()


def test_comparisons_of_nothing_are_refused() -> None:
    for make, code in (
        (lambda: library.differences(FRAME, Y, "sex", against="x"), "differences_no_group"),
        (lambda: library.differences(FRAME.filter(pl.col("sex") == "m"), Y, "sex"), "differences_one_group"),
        (
            lambda: library.compare_estimates(SHARES, SHARES.with_columns(indicator=pl.lit("z"))),
            "comparison_nothing_shared",
        ),
        (lambda: library.trends(FRAME, Y, "words"), "statistics_not_a_number"),
        (lambda: library.means(FRAME, {"x": pl.col("words")}), "statistics_not_a_number"),
    ):
        with pytest.raises(StatisticsError) as caught:
            make()
        assert caught.value.code == code


def test_a_test_of_a_table_with_empty_cells_has_a_reason() -> None:
    for a, b in (([1, 2, 3] * 8, [1, 2, 3] * 8), ([1, 2, 3, 3] * 6, [1, 2, 3, 3] * 6)):
        table = library.crosstab(pl.DataFrame({"a": a, "b": b}), "a", "b")
        assert table.test["p_value"].item() is None
        assert table.test["not_estimable"].item() == "empty_cells"


@pytest.mark.parametrize("name", ["proportions", "differences", "trends", "adjusted_residuals", "replicate_estimates"])
def test_a_null_outcome_is_refused_unless_its_meaning_is_said(name: str) -> None:
    gaps = FRAME.with_columns(y=pl.when(pl.int_range(24) >= 5).then("y"))
    given = {**GOOD[name], "frame": gaps}
    go = getattr(library, name)
    with pytest.raises(StatisticsError) as caught:
        go(**given)
    assert (caught.value.code, caught.value.params) == ("statistics_nulls", {"name": "y", "rows": 5})
    known = gaps.with_columns(y=pl.col("y").fill_null(value=False))
    assert go(**given, nulls="false").equals(go(**{**given, "frame": known}))
    answered = go(**given, base=pl.col("y").is_not_null())
    assert go(**given, nulls="drop").equals(answered)
    assert not answered.equals(go(**given, nulls="false"))


@pytest.mark.parametrize("name", ["means", "totals", "quantiles", "differences_from_rest", "mean_tests"])
def test_a_missing_number_is_refused_or_left_out(name: str) -> None:
    gaps = FRAME.with_columns(x=pl.when(pl.int_range(24) >= 5).then(pl.col("x").cast(pl.Float64)))
    given = {**GOOD[name], "frame": gaps}
    go = getattr(library, name)
    with pytest.raises(StatisticsError) as caught:
        go(**given)
    assert (caught.value.code, caught.value.params) == ("statistics_nulls", {"name": "x", "rows": 5})
    assert go(**given, nulls="drop").equals(go(**given, base=pl.col("x").is_not_null()))
    with pytest.raises(StatisticsError):
        go(**given, nulls="false")


def test_rows_of_weight_zero_may_be_null() -> None:
    frame = FRAME.with_columns(w=pl.when(pl.int_range(24) < 3).then(0.0).otherwise(np.float64(1.0)))
    frame = frame.with_columns(y=pl.when(pl.col("w") > 0).then("y"))
    assert library.proportions(frame, Y, design=SurveyDesign(weights="w"))["n_base"].item() == 21


def test_nothing_to_compute_from_is_a_reason_or_refused_never_an_empty_table() -> None:
    gone = FRAME.with_columns(y=pl.lit(None, pl.Boolean), x=pl.lit(None, pl.Int64))
    residuals = library.adjusted_residuals(gone, Y, by="sex", nulls="drop")
    rest = library.differences_from_rest(gone, X, between="sex", nulls="drop")
    for table in (residuals, rest):
        assert table["not_estimable"].to_list() == ["empty_base"] * 2
        assert table.select(pl.selectors.float()).null_count().row(0) == (2,) * len(
            table.select(pl.selectors.float()).columns
        )
    nobody = FRAME.with_columns(sex=pl.lit(None, pl.String))
    for call in (
        lambda: library.adjusted_residuals(nobody, Y, by="sex"),
        lambda: library.differences_from_rest(nobody, X, between="sex"),
        lambda: library.adjust_by_cell(FRAME.head(0), "y", ["sex"]),
        lambda: library.adjust_by_propensity(FRAME.head(0), "y", ["sex"]),
        lambda: library.adjust_by_cell(FRAME.with_columns(w=0.0), "y", ["sex"], design=SurveyDesign(weights="w")),
    ):
        with pytest.raises(StatisticsError):
            call()


def test_a_test_without_a_value_says_why() -> None:
    two = pl.DataFrame({"g": ["a", "b"], "h": ["u", "v"]})
    cells = library.crosstab(two, "g", "h").cells
    assert cells["se"].null_count() == 4
    assert cells["not_estimable"].to_list() == ["empty_cells"] * 4
    few = FRAME.with_columns(p=pl.int_range(24) // 6)
    tests = library.independence_tests(few, ["age", "x"], design=SurveyDesign(psu="p"))
    for row in tests.to_dicts():
        assert (row["statistic"] is None) is (row["not_estimable"] is not None), row
        assert row["statistic"] is None or math.isfinite(row["statistic"])


ODD = (FRAME.head(0), FRAME.lazy().head(0), FRAME["x"].head(0), pl.col("x"), np.array([1, 2]), 10**400, object())
"""Values that have ideas of their own of being equal, true, iterable or a number."""
MADE: dict[str, tuple[Callable[..., object], dict[str, Any]]] = {
    "SurveyDesign": (SurveyDesign, {"weights": "w", "strata": "h", "psu": "p", "population": 9, "lonely_psu": "fail"}),
    "Calibration": (
        Calibration, {"base_weights": "w", "margins": (), "numbers": (), "residual_weights": "equal"}
    ),
    "from_columns": (
        library.Replicates.from_columns,
        {"columns": "w*", "weights": "w", "kind": "fay", "scale": 1, "rscales": [1], "fay": 0.3, "df": 3,
         "around": "mean"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", [*PUBLIC, *MADE])
def test_whatever_is_given_no_error_but_ours_comes_out(name: str) -> None:
    go, given = MADE[name] if name in MADE else (getattr(library, name), GOOD[name])
    for parameter in given if name in MADE else inspect.signature(go).parameters:
        if parameter == "frame":
            continue
        for value in ODD:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                with contextlib.suppress(StatisticsError):
                    go(**{**given, parameter: value})


def by_groups(name: str, frame: pl.DataFrame, column: str) -> pl.DataFrame | None:
    """Call a statistic with a column of groups in each place that takes one; give the last table."""
    taken = inspect.signature(getattr(library, name)).parameters
    found = None
    for parameter in ("by", "between", "row", "column", "columns", "question"):
        # a table of one way alone, and columns of numbers that others are matched by, are not of groups
        if parameter in taken and "frame" in taken and (name, parameter) != ("adjust_p_values", "column"):
            several = parameter in ("by", "columns") and name != "adjusted_residuals"
            value: Any = column if not several else ["age", column] if name == "independence_tests" else [column]
            given = {**GOOD[name], "frame": frame, parameter: value}
            if name == "differences" and parameter == "by":
                given["between"] = "age"
            if name == "post_stratify":
                labels = frame[column].rename("").drop_nulls().unique().to_list()
                given["population"] = dict.fromkeys(map(str, labels), 500)
            found = getattr(library, name)(**given)
    return found if isinstance(found, pl.DataFrame) else None


BY_GROUPS = [
    name
    for name in PUBLIC
    if {"frame"} < set(inspect.signature(getattr(library, name)).parameters) & {*GROUPING, "frame"}
]


@pytest.mark.parametrize("pattern", ["^x$", "^.*$", "*"])
@pytest.mark.parametrize("name", BY_GROUPS)
def test_a_name_that_polars_reads_as_a_pattern_takes_no_other_columns(name: str, pattern: str) -> None:
    frame = FRAME.with_columns(FRAME["sex"].rename(pattern))
    with pytest.raises(StatisticsError) as caught:
        by_groups(name, frame, pattern)
    assert (caught.value.code, caught.value.params["name"]) == ("statistics_column_pattern", pattern)


@pytest.mark.parametrize("pattern", ["^x$", "*"])
def test_a_pattern_is_no_column_of_answers_or_of_the_design(pattern: str) -> None:
    frame = FRAME.with_columns(FRAME["x"].rename(pattern))
    assert library.means(frame, X)["mean"].item() == 3.5
    for go in (
        lambda: library.means(frame, pattern),
        lambda: library.proportions(frame, {"p": pattern}, positive=1),
        lambda: library.ratios(frame, {"r": ("x", pattern)}),
        lambda: library.regress(frame, "x", [pattern]),
        lambda: library.regress(frame, pattern, ["year"]),
        lambda: library.regress(frame, "x", [library.category(pattern)]),
        lambda: library.trends(frame, "y", pattern),
        lambda: library.means(frame, X, design=SurveyDesign(weights=pattern)),
        lambda: library.means(frame, X, design=SurveyDesign(psu=pattern)),
        lambda: library.means(frame, X, design=SurveyDesign(strata=pattern)),
        lambda: library.means(frame, X, design=SurveyDesign(population=pattern)),
        lambda: library.rake(frame, {pattern: POPULATION}),
        lambda: library.calibrate(frame, totals={pattern: 84}),
        lambda: library.replicate_weights(frame, design=SurveyDesign(psu=pattern)),
        lambda: library.adjust_by_cell(frame, "y", [pattern]),
    ):
        with pytest.raises(StatisticsError) as caught:
            go()
        assert caught.value.code == "statistics_column_pattern"


NO_GROUP = {"statistics_no_groups", "differences_one_group", "crosstab_empty", "weights_category_null", "options_none"}
NO_GROUP |= {"statistics_nulls", "weights_no_respondents", "argument_empty"}


@pytest.mark.parametrize("rows", ["all null", "none"])
@pytest.mark.parametrize("name", BY_GROUPS)
def test_where_nobody_is_in_a_group_no_empty_table_is_given(name: str, rows: str) -> None:
    nobody = FRAME.clear() if rows == "none" else FRAME.with_columns(sex=pl.lit(None, pl.String))
    with pytest.raises(StatisticsError) as caught:
        by_groups(name, nobody.rename({"sex": "block"}).with_columns(sex=pl.lit("m")), "block")
    assert caught.value.code in NO_GROUP


GROUPS: dict[str, pl.Series] = {
    "one": pl.Series(["a"] * 24),
    "enum": pl.Series(["b", "a"] * 12, dtype=pl.Enum(["b", "a", "nobody"])),
    "categorical": pl.Series(["b", "a"] * 12, dtype=pl.Categorical),
    "date": pl.Series([date(2020, 1, 1), date(2021, 1, 1)] * 12),
    "decimal": pl.Series([Decimal("1.50"), Decimal("2.25")] * 12),
    "boolean": pl.Series([True, False] * 12),
    "gaps": pl.Series([None, "a", "b", "a"] * 6),
    "duration": pl.Series([timedelta(1), timedelta(2)] * 12),
    "list": pl.Series([[1], [2]] * 12),
    "struct": pl.Series([{"a": 1}, {"a": 2}] * 12),
    "binary": pl.Series([b"a", b"b"] * 12),
    "rows": pl.Series(range(24)),
    "empty text": pl.Series(["", "a"] * 12),
}
GROUP_NAMES = ["年齢階級", " ", "", 'a"b', "{a}", "indicator", "stratum", "psu", "weight", "rows", "by_0", "value", "w"]


@pytest.mark.parametrize("kind", GROUPS)
@pytest.mark.parametrize("name", BY_GROUPS)
def test_groups_of_any_kind_are_taken_or_refused_in_words(name: str, kind: str) -> None:
    with warnings.catch_warnings(), contextlib.suppress(StatisticsError):
        warnings.simplefilter("error")
        table = by_groups(name, FRAME.with_columns(GROUPS[kind].alias("block")), "block")
        if table is not None:
            reals = table.select(pl.selectors.float())
            assert not reals.select(pl.any_horizontal(pl.all().is_nan().any())).item()
            assert table.height


@pytest.mark.parametrize("column", GROUP_NAMES)
@pytest.mark.parametrize("name", BY_GROUPS)
def test_groups_of_any_name_give_the_same_numbers_or_are_refused(name: str, column: str) -> None:
    expected = by_groups(name, FRAME, "sex")
    try:
        found = by_groups(name, FRAME.with_columns(FRAME["sex"].alias(column)), column)
    except StatisticsError as error:
        assert error.code == "statistics_column_reserved"  # noqa: PT017
        return
    if expected is not None and found is not None:
        assert expected.select(pl.selectors.numeric()).equals(found.select(pl.selectors.numeric()))


@pytest.mark.parametrize("name", ["differences_from_rest", "regress", "differences", "proportions", "crosstab"])
def test_groups_of_a_type_that_polars_cannot_compare_are_refused_or_taken(name: str) -> None:
    frame = FRAME.with_columns(sex=pl.struct("sex"), age=pl.struct("age"))
    with contextlib.suppress(StatisticsError):
        getattr(library, name)(**{**GOOD[name], "frame": frame})


def test_a_group_that_is_no_number_is_missing_as_null_is() -> None:
    code = pl.when(pl.col("sex") == "m").then(1.0)
    null, nan = FRAME.with_columns(g=code), FRAME.with_columns(g=code.otherwise(math.nan))
    assert nan["g"].is_nan().any()
    same: dict[str, dict[str, Any]] = {
        "proportions": {"by": ["g", "age"], "totals": True},
        "means": {"by": "g"},
        "quantiles": {"by": ["g"]},
        "differences": {"between": "age", "by": ["g"]},
        "differences_from_rest": {"between": "g"},
        "crosstab": {"row": "g", "nulls": "drop"},
        "independence_tests": {"columns": ["g", "age"], "nulls": "drop"},
        "adjusted_residuals": {"by": "g"},
    }
    for name, given in same.items():
        tables = [getattr(library, name)(**{**GOOD[name], "frame": frame, **given}) for frame in (null, nan)]
        assert repr(tables[0]) == repr(tables[1]), name
    for row in ({"row": "g"}, {"row": "age", "column": "g"}):
        with pytest.raises(StatisticsError) as caught:
            library.crosstab(nan, **{"column": "age", **row})
        assert (caught.value.code, caught.value.params["rows"]) == ("statistics_nulls", 12)
    lazy = library.means(nan.lazy(), X, by="g")
    assert lazy.equals(library.means(null, X, by="g"))
