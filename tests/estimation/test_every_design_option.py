"""No option of a design is dropped on one path: every statistic changes with each, and all agree on one variance."""

from __future__ import annotations

import inspect
from dataclasses import fields, replace
from typing import Any

import numpy as np
import polars as pl
import pytest

import kumin.estimation as library
from kumin.errors import StatisticsError
from kumin.estimation import Calibration, SurveyDesign, differences, function_of_means, mean_of, means, proportions

RNG = np.random.default_rng(11)
N = 120
FRAME = pl.DataFrame(
    {
        "y": RNG.random(N) < 0.5,
        "x": RNG.normal(10, 3, N),
        "g": RNG.choice(["a", "b", "c"], N),
        "year": RNG.choice([2021, 2022, 2023], N),
        "h": np.repeat(["u", "v", "z"], [60, 59, 1]),
        "psu": [*np.arange(119) // 6, 99],
        "w": RNG.uniform(1, 4, N),
        "w0": RNG.uniform(1, 4, N),
        "c": RNG.choice(["k", "l"], N),
        "N": np.repeat([200.0, 300.0, 40.0], [60, 59, 1]),
        "unit": np.arange(N) % 6 // 2,
        "blocks": 30,
        "homes": np.repeat([7, 1], [119, 1]),
    }
)
Y, X = {"y": pl.col("y")}, {"x": pl.col("x")}
CALLS: dict[str, dict[str, Any]] = {
    "proportions": {"outcomes": Y, "by": ["g"]},
    "means": {"variables": X, "by": ["g"]},
    "totals": {"variables": X},
    "quantiles": {"variables": X, "probabilities": list(np.linspace(0.03, 0.97, 48))},
    "summaries": {"variables": X, "by": ["g"]},
    "regress": {"outcome": "x", "terms": ["w"]},
    "mean_tests": {"variables": X},
    "paired_tests": {"pairs": {"d": ("x", "w")}},
    "independence_tests": {"columns": ["g", "y"]},
    "ratios": {"parts": {"r": ("x", "w")}},
    "option_shares": {"question": "g"},
    "differences": {"outcomes": Y, "between": "g"},
    "differences_from_rest": {"variables": X, "between": "g"},
    "function_of_means": {"values": [pl.col("x")], "form": mean_of, "bases": [pl.lit(value=True)]},
    "crosstab": {"row": "g", "column": "y"},
    "adjusted_residuals": {"outcomes": Y, "by": "g"},
    "trends": {"outcomes": Y, "time": "year", "independent": False},
    "replicate_weights": {"kind": "jackknife"},
}
FITTING = {"post_stratify", "rake", "calibrate", "adjust_by_cell", "adjust_by_propensity", "trim_weights"}
"""They make weights, and hand the design on: tests/estimation/test_weighting.py."""
CALIBRATED = Calibration("w0", margins=(("c",),))
SAFE = FRAME.filter(pl.col("h") != "z")
STAGES = SurveyDesign(weights="w", psu=["psu", "unit"], population=["blocks", 30], lonely_psu="certainty")
LONELY = SurveyDesign(weights="w", strata="h", lonely_psu="certainty")
#: option → the design without it, the design with it, and the rows that they are for
OPTIONS: dict[str, tuple[SurveyDesign, SurveyDesign, pl.DataFrame]] = {
    "weights": (SurveyDesign(), SurveyDesign(weights="w"), FRAME),
    "strata": (SurveyDesign(weights="w"), SurveyDesign(weights="w", strata="h"), SAFE),
    "psu": (SurveyDesign(weights="w"), SurveyDesign(weights="w", psu="psu"), FRAME),
    "population": (SurveyDesign(weights="w"), SurveyDesign(weights="w", population=300), FRAME),
    "population of strata": (
        SurveyDesign(weights="w", strata="h"),
        SurveyDesign(weights="w", strata="h", population="N"),
        SAFE,
    ),
    "later stages": (
        SurveyDesign(weights="w", psu="psu", population="blocks"),
        SurveyDesign(weights="w", psu=["psu", "unit"], population=["blocks", "homes"]),
        FRAME,
    ),
    "strata of later stages": (
        replace(STAGES, psu=["psu", "row"]),
        replace(STAGES, psu=["psu", "row"], strata=[None, "c"]),
        FRAME.with_row_index("row"),
    ),
    "lonely_psu": (LONELY, replace(LONELY, lonely_psu="center"), FRAME),
    "calibration": (SurveyDesign(weights="w"), SurveyDesign(weights="w", calibration=CALIBRATED), FRAME),
    "residual_weights": (
        SurveyDesign(weights="w", calibration=CALIBRATED),
        SurveyDesign(weights="w", calibration=replace(CALIBRATED, residual_weights="equal")),
        FRAME,
    ),
}
NO_REPLICATES = ("calibration", "residual_weights", "lonely_psu", "later stages", "strata of later stages")
REFUSED = {("replicate_weights", option) for option in NO_REPLICATES}
"""Said in words: replicates are made anew for fitted weights, know of the first stage alone, and no replicate leaves a
stratum's only unit out."""


def numbers(result: Any) -> list[float]:
    """All numbers of a result, of whatever kind it is."""
    if isinstance(result, pl.DataFrame):
        return [float("nan") if v is None else v for row in result.select(pl.selectors.numeric()).rows() for v in row]
    if isinstance(result, np.ndarray):
        return [float(value) for value in result.ravel()]
    if isinstance(result, tuple | list):
        return [number for one in result for number in numbers(one)]
    if hasattr(result, "__dataclass_fields__"):
        return [number for one in fields(result) for number in numbers(getattr(result, one.name))]
    return [float(result)] if isinstance(result, int | float) else []


def test_the_walk_reaches_every_statistic_with_a_design() -> None:
    functions = {name for name in library.__all__ if inspect.isfunction(getattr(library, name))}
    with_design = {name for name in functions if "design" in inspect.signature(getattr(library, name)).parameters}
    assert with_design - FITTING == set(CALLS)


def test_every_option_is_walked() -> None:
    assert {one.name for one in fields(SurveyDesign)} <= set(OPTIONS)


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize("name", CALLS)
def test_an_option_changes_every_statistic(name: str, option: str) -> None:
    if (name, option) in REFUSED:
        with pytest.raises(StatisticsError):
            getattr(library, name)(FRAME, **CALLS[name], design=OPTIONS[option][1])
        return
    without, with_it, frame = OPTIONS[option]
    go = getattr(library, name)
    # limits of quantiles are answers themselves: a small change of the variance moves few of them
    levels = [{"level": level} for level in np.linspace(0.4, 0.99, 30)] if name == "quantiles" else [{}]
    first, second = (
        np.array([numbers(go(frame, **CALLS[name], **level, design=design)) for level in levels])
        for design in (without, with_it)
    )
    assert first.shape != second.shape or not np.allclose(first, second, rtol=1e-9, atol=0, equal_nan=True)


@pytest.mark.parametrize("option", OPTIONS)
def test_shares_means_functions_and_differences_agree_on_the_variance(option: str) -> None:
    _, design, frame = OPTIONS[option]
    number = {"y": pl.col("y").cast(pl.Float64)}
    expected = proportions(frame, Y, design=design)["se"].item()
    assert means(frame, number, design=design)["se"].item() == pytest.approx(expected, rel=1e-9)
    found = function_of_means(frame, [number["y"]], mean_of, bases=[pl.lit(value=True)], design=design)
    assert found.se == pytest.approx(expected, rel=1e-9)
    pairs = [differences(frame, one, "g", design=design, method="wald")["se"].to_list() for one in (Y, number)]
    assert pairs[0] == pytest.approx(pairs[1], rel=1e-9)
