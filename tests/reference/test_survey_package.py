"""Every case of the reference computed with R's survey package (survey_reference.json, made by make_reference.R)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from kumin.estimation import SurveyDesign, Weighted, post_stratify, proportions, rake

DATA = Path(__file__).parents[1] / "data" / "reference"
REFERENCE = json.loads((DATA / "survey_reference.json").read_text(encoding="utf-8"))
SCHOOL_TYPES = {"E": 4421, "H": 755, "M": 1018}
SCHOOL_WIDE = {"No": 1072, "Yes": 5122}
#: R's names of the intervals and ours.
METHODS = {
    "logit": "logit",
    "xlogit": "logit",
    "likelihood": "likelihood_r",
    "asin": "arcsine",
    "beta": "beta_r",
    "mean": "wald",
}
EXACT, ITERATIVE = 1e-8, 1e-6


@cache
def answers(name: str) -> pl.DataFrame:
    return pl.read_csv(DATA / f"api{name}.csv")


@cache
def fitted(name: str) -> tuple[pl.DataFrame, SurveyDesign]:
    sample, _, kind = name.partition("_")
    weights = None if name == "srs" else "pw"
    design = SurveyDesign(
        weights=weights,
        strata="stype" if sample == "strat" else None,
        psu="dnum" if sample == "clus1" else None,
        population="fpc" if name in ("srs", "strat", "clus1", "clus1_post", "clus1_rake") else None,
    )
    if kind in ("post", "rake"):
        result = weighted(name, design)
        return result.frame, result.design
    return answers(sample), design


def weighted(name: str, design: SurveyDesign) -> Weighted:
    sample, _, kind = name.partition("_")
    if kind == "post":
        return post_stratify(answers(sample), ["stype"], SCHOOL_TYPES, design=design)
    return rake(answers(sample), {"stype": SCHOOL_TYPES, "sch.wide": SCHOOL_WIDE}, design=design, tolerance=1e-12)


def case_id(case: dict[str, Any]) -> str:
    return f"{case['design']}-{case['outcome']}-{case['domain']}"


def test_all_cases_are_there() -> None:
    assert len(REFERENCE["cases"]) == 120


@pytest.mark.parametrize("case", REFERENCE["cases"], ids=case_id)
def test_case(case: dict[str, Any]) -> None:
    frame, design = fitted(case["design"])
    outcome = {"share": pl.col(case["outcome"]) == "Yes"}
    base = None if case["domain"] == "all" else pl.col("stype") == case["domain"]
    for r_name, method in METHODS.items():
        row = proportions(frame, outcome, base=base, design=design, method=method).row(0, named=True)
        assert row["proportion"] == pytest.approx(case["proportion"], rel=EXACT)
        assert row["df"] == case["df"]
        if case["se"] < 1e-9:
            # The outcome is itself a raking margin: nothing is left to vary. R's 1e-10 is what its ten rounds of
            # averaging
            # leave over.
            assert row["se"] < 1e-9
            continue
        assert row["se"] == pytest.approx(case["se"], rel=EXACT)
        assert row["deff"] == pytest.approx(case["deff"], rel=EXACT)
        limits = case["intervals"][r_name]
        tolerance = ITERATIVE if r_name == "likelihood" else EXACT
        assert row["lower"] == pytest.approx(max(limits["lower"], 0.0), rel=tolerance)
        assert row["upper"] == pytest.approx(min(limits["upper"], 1.0), rel=tolerance)


@pytest.mark.parametrize("expected", REFERENCE["weights"], ids=lambda entry: entry["design"])
def test_weights(expected: dict[str, Any]) -> None:
    frame, _ = fitted(expected["design"])
    assert frame["weight"].sum() == pytest.approx(expected["sum"], rel=EXACT)
    assert frame["weight"].head(20).to_list() == pytest.approx(expected["head"], rel=EXACT)
