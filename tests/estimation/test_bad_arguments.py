"""Every public statistic refuses in words what it cannot compute: no error of Polars or numpy, no warning shown."""

from __future__ import annotations

import inspect
import math
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import polars as pl
import pytest

import kumin.estimation as library
from kumin.errors import StatisticsError
from kumin.estimation import Calibration, SurveyDesign
from kumin.estimation.door import CHECKS

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
}

FRAMES = [{"y": [True]}, [True], SECRET, None, 3, FRAME["y"]]
COLUMN = [3, ["sex"], None, pl.col("sex"), "gone"]
COLUMNS = [3, [1], None, ["gone"], "gone", pl.col("sex"), {"sex": 1}, [["sex"]]]
CONDITIONS = [3, "y", SECRET, [pl.col("y")], pl.col("gone"), pl.col("words")]
EXPRESSIONS = [
    3,
    "y",
    ["y"],
    {"y": "y"},
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


def test_one_column_may_be_given_as_it_is() -> None:
    assert library.proportions(FRAME, Y, by="sex").equals(library.proportions(FRAME, Y, by=["sex"]))
    assert library.quantiles(FRAME, X, 0.5).equals(library.quantiles(FRAME, X, [0.5]))


def test_frames_of_other_libraries_are_taken_by_arrow() -> None:
    class Arrow:
        """A frame of another library, as pandas and pyarrow hand theirs over."""

        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return FRAME.__arrow_c_stream__(requested_schema)

    assert library.proportions(Arrow(), Y).equals(library.proportions(FRAME, Y))  # type: ignore[arg-type]


@pytest.mark.parametrize("option", ["weights", "strata", "psu"])
@pytest.mark.parametrize("value", [["sex", "age"], 3, pl.col("sex")])
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
        lambda: SurveyDesign(population=[100]),  # type: ignore[arg-type]
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
