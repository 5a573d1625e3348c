"""Weights: margins are met, trouble is named, diagnostics are true."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kumin.errors import StatisticsError
from kumin.estimation import (
    Collapse,
    SurveyDesign,
    adjust_by_cell,
    adjust_by_propensity,
    calibrate,
    post_stratify,
    proportions,
    rake,
    weight_diagnostics,
)

REFERENCE = Path(__file__).parents[1] / "data" / "reference"
AGES = ["18-29", "30-49", "50-69", "70+"]


def respondents(seed: int = 1, n: int = 200) -> pl.DataFrame:
    generator = np.random.default_rng(seed)
    return pl.DataFrame(
        {
            "age": generator.choice(AGES, n, p=[0.1, 0.2, 0.3, 0.4]),
            "sex": generator.choice(["f", "m"], n),
            "score": generator.normal(50, 10, n),
            "w": generator.choice([1.0, 2.0], n),
            "y": generator.random(n) < 0.6,
        }
    )


AGE_COUNTS = {"18-29": 200.0, "30-49": 300.0, "50-69": 300.0, "70+": 200.0}
SEX_COUNTS = {"f": 520.0, "m": 480.0}


def sums_by(frame: pl.DataFrame, column: str) -> dict[str, float]:
    return dict(frame.group_by(column).agg(pl.col("weight").sum()).iter_rows())


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), weighted=st.booleans())
def test_margins_are_met(seed: int, weighted: bool) -> None:
    frame = respondents(seed)
    design = SurveyDesign(weights="w" if weighted else None)
    post = post_stratify(frame, ["age"], AGE_COUNTS, design=design)
    assert sums_by(post.frame, "age") == pytest.approx(AGE_COUNTS)
    raked = rake(frame, {"age": AGE_COUNTS, "sex": SEX_COUNTS}, design=design)
    assert raked.diagnostics["converged"].all()
    assert sums_by(raked.frame, "age") == pytest.approx(AGE_COUNTS)
    assert sums_by(raked.frame, "sex") == pytest.approx(SEX_COUNTS)
    for distance in ("linear", "raking"):
        made = calibrate(
            frame, margins={"age": AGE_COUNTS}, totals={"score": 51_000}, design=design, distance=distance
        )  # fmt: skip
        assert sums_by(made.frame, "age") == pytest.approx(AGE_COUNTS)
        assert made.frame.select((pl.col("weight") * pl.col("score")).sum()).item() == pytest.approx(51_000)


def test_raking_one_margin_is_post_stratification_and_distance_raking_is_raking() -> None:
    frame = respondents()
    post, raked = post_stratify(frame, ["age"], AGE_COUNTS), rake(frame, {"age": AGE_COUNTS})
    assert raked.frame["weight"].to_list() == pytest.approx(post.frame["weight"].to_list())
    margins = {"age": AGE_COUNTS, "sex": SEX_COUNTS}
    raked, calibrated = rake(frame, margins), calibrate(frame, margins=margins, distance="raking")
    assert calibrated.frame["weight"].to_list() == pytest.approx(raked.frame["weight"].to_list(), rel=1e-7)


def test_crossed_cells_from_a_frame() -> None:
    frame = respondents()
    cells = frame.select("age", "sex").unique().with_columns(population=pl.int_range(100, 108))
    result = post_stratify(frame, ["age", "sex"], cells)
    after = result.frame.group_by("age", "sex").agg(pl.col("weight").sum()).join(cells, on=["age", "sex"])
    assert after["weight"].to_list() == pytest.approx(after["population"].to_list())
    assert result.margins["share_after"].to_list() == pytest.approx(result.margins["share_population"].to_list())


def test_diagnostics() -> None:
    facts = weight_diagnostics(pl.Series([1.0, 1.0, 2.0, 0.0])).row(0, named=True)
    assert facts["n"] == 3
    assert facts["kish_deff"] == pytest.approx(3 * 6 / 16)
    assert facts["n_eff"] == pytest.approx(16 / 6)
    assert (facts["min"], facts["max"]) == (1.0, 2.0)
    result = rake(respondents(), {"age": AGE_COUNTS, "sex": SEX_COUNTS})
    row = result.diagnostics.row(0, named=True)
    assert row["sum"] == pytest.approx(1000)
    assert row["iterations"] > 1
    assert result.margins.columns[:4] == ["margin", "category", "n", "population"]


def test_raking_that_cannot_converge_says_so() -> None:
    frame = pl.DataFrame({"a": ["x", "x", "y"], "b": ["u", "u", "v"]})
    result = rake(frame, {"a": {"x": 10, "y": 10}, "b": {"u": 15, "v": 5}}, max_iterations=20)
    assert not result.diagnostics["converged"][0]
    assert result.diagnostics["iterations"][0] == 20


def test_bounds_hold_and_the_margins_still_do() -> None:
    frame = respondents()
    margins = {"age": AGE_COUNTS, "sex": SEX_COUNTS}
    assert rake(frame, margins).diagnostics["max"][0] > 3.15 * 5
    result = rake(frame, margins, bounds=(0.4, 3.12), tolerance=1e-8)
    assert result.diagnostics["converged"][0]
    assert result.frame["weight"].max() <= 3.12 * 5 + 1e-6
    assert sums_by(result.frame, "sex") == pytest.approx(SEX_COUNTS, rel=1e-7)


def test_bounds_that_no_margin_allows_hold_all_the_same_and_it_is_said() -> None:
    tight = rake(respondents(), {"age": AGE_COUNTS, "sex": SEX_COUNTS}, bounds=(0.9, 1.1))
    assert not tight.diagnostics["converged"][0]
    assert tight.diagnostics["worst"][0] > 0.1
    assert tight.frame["weight"].is_between(0.9 * 5 - 1e-9, 1.1 * 5 + 1e-9).all()


def test_cells_collapse_only_by_rule_and_are_listed() -> None:
    frame = respondents().filter(pl.col("age") != "18-29")
    with pytest.raises(StatisticsError, match="18-29"):
        post_stratify(frame, ["age"], AGE_COUNTS)
    result = post_stratify(frame, ["age"], AGE_COUNTS, collapse=Collapse("age", AGES, minimum=1))
    assert result.collapsed == ("18-29 + 30-49",)
    assert sums_by(result.frame, "weight_cell") == pytest.approx({"18-29+30-49": 500.0, "50-69": 300.0, "70+": 200.0})
    assert proportions(result.frame, {"y": pl.col("y")}, design=result.design)["se"][0] > 0
    raked = rake(frame, {"age": AGE_COUNTS, "sex": SEX_COUNTS}, collapse=Collapse("age", AGES, minimum=60))
    assert len(raked.collapsed) >= 1
    assert raked.frame["weight"].sum() == pytest.approx(1000)


def test_a_short_last_cell_joins_the_one_before() -> None:
    frame = pl.DataFrame({"age": ["18-29"] * 5 + ["30-49"] * 5 + ["70+"], "sex": ["f", "m"] * 5 + ["f"]})
    counts = {"18-29": 10, "30-49": 10, "50-69": 10, "70+": 10}
    result = post_stratify(frame, ["age"], counts, collapse=Collapse("age", AGES, minimum=3))
    assert result.collapsed == ("30-49 + 50-69 + 70+",)


def test_missing_categories_keep_their_share() -> None:
    frame = respondents().with_columns(age=pl.when(pl.int_range(pl.len()) % 10 > 0).then("age"))
    with pytest.raises(StatisticsError, match="20"):
        post_stratify(frame, ["age"], AGE_COUNTS)
    result = post_stratify(frame, ["age"], AGE_COUNTS, missing="share")
    found = sums_by(result.frame, "age")
    assert found[None] == pytest.approx(100)  # type: ignore[index]
    assert found["70+"] == pytest.approx(0.9 * AGE_COUNTS["70+"])
    assert proportions(result.frame, {"y": pl.col("y")}, design=result.design)["se"][0] > 0


@pytest.mark.parametrize(
    ("margins", "code"),
    [
        ({"age": {"18-29": 10.0}}, "weights_no_population"),
        ({"age": {**AGE_COUNTS, "100+": 5.0}}, "weights_no_respondents"),
        ({"age": {**AGE_COUNTS, "70+": -5.0}}, "weights_population_bad"),
        ({"age": AGE_COUNTS, "sex": {"f": 1.0, "m": 1.0}}, "weights_margins_disagree"),
        ({"nowhere": AGE_COUNTS}, "statistics_column_missing"),
        ({}, "weights_no_margins"),
    ],
)
def test_margins_that_cannot_be_met_are_refused(margins: dict[str, dict[str, float]], code: str) -> None:
    with pytest.raises(StatisticsError) as caught:
        rake(respondents(), margins)
    assert caught.value.code == code
    assert caught.value.message("ja")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({}, "weights_no_margins"),
        ({"margins": {"age": AGE_COUNTS}, "distance": "logit"}, "weights_logit_bounds"),
        ({"margins": {"age": AGE_COUNTS}, "bounds": (1.2, 3.0)}, "weights_bounds"),
        ({"totals": {"gap": 5.0}}, "weights_number_missing"),
        ({"margins": {"age": AGE_COUNTS}, "distance": "far"}, "argument_choice"),
    ],
)
def test_calibration_that_cannot_be_is_refused(options: dict[str, object], code: str) -> None:
    frame = respondents().with_columns(gap=pl.when(pl.col("y")).then("score"))
    with pytest.raises(StatisticsError) as caught:
        calibrate(frame, **options)
    assert caught.value.code == code


def test_calibration_to_a_size_and_a_total() -> None:
    result = calibrate(respondents(), totals={"score": 50_500}, size=1000)
    assert result.frame["weight"].sum() == pytest.approx(1000)
    assert proportions(result.frame, {"y": pl.col("y")}, design=result.design)["se"][0] > 0


def test_calibration_reduces_the_variance_of_what_it_explains() -> None:
    frame = respondents().with_columns(old=pl.col("age") == "70+")
    result = post_stratify(frame, ["age"], AGE_COUNTS)
    rows = proportions(result.frame, {"old": pl.col("old"), "y": pl.col("y")}, design=result.design)
    assert rows["se"][0] < 1e-12
    assert rows["se"][1] > 0.01


def invited() -> pl.DataFrame:
    generator = np.random.default_rng(3)
    age = generator.choice(AGES, 3000)
    rate = {"18-29": 0.12, "30-49": 0.2, "50-69": 0.3, "70+": 0.39}
    answered = generator.random(3000) < np.array([rate[a] for a in age])
    return pl.DataFrame({"age": age, "sex": generator.choice(["f", "m"], 3000), "answered": answered})


def test_nonresponse_by_cell_restores_the_invited() -> None:
    frame = invited()
    result = adjust_by_cell(frame, pl.col("answered"), ["age"])
    assert sums_by(result.frame, "age") == pytest.approx(dict(frame.group_by("age").len().iter_rows()))
    assert (result.frame.filter(~pl.col("answered"))["weight"] == 0).all()
    assert result.design.calibration is None
    with pytest.raises(StatisticsError):
        adjust_by_cell(frame, pl.col("answered") & (pl.col("age") != "70+"), ["age"])


@pytest.mark.parametrize("classes", [None, 4])
def test_nonresponse_by_propensity(classes: int | None) -> None:
    frame = invited()
    result = adjust_by_propensity(frame, pl.col("answered"), ["age"], classes=classes)
    # A saturated model has each cell's own response rate; four classes of one predictor with four categories as well.
    by_cell = adjust_by_cell(frame, pl.col("answered"), ["age"])
    if classes is None:
        assert result.frame["weight"].to_list() == pytest.approx(by_cell.frame["weight"].to_list())
    assert result.frame["weight"].sum() == pytest.approx(3000, rel=1e-6)
    assert result.frame["weight_propensity"].is_between(0, 1).all()
    assert result.margins["margin"].unique().to_list() == ["age"]
    assert result.margins["share_after"].to_list() == pytest.approx(
        result.margins["share_population"].to_list(), abs=0.02
    )


def test_propensity_margins_are_nearer_than_before() -> None:
    result = adjust_by_propensity(invited(), pl.col("answered"), ["age", "sex"])
    table = result.margins
    assert set(table["margin"]) == {"age", "sex"}
    before, after = ((table[f"share_{when}"] - table["share_population"]).abs().max() for when in ("before", "after"))
    assert after < before / 3


def test_a_propensity_that_cannot_be_estimated_is_refused() -> None:
    frame = invited().with_columns(answered=pl.col("answered") | (pl.col("age") == "70+"))
    with pytest.raises(StatisticsError) as caught:
        adjust_by_propensity(frame, pl.col("answered"), ["age"])
    assert caught.value.code == "weights_propensity_failed"


def test_zero_weights_of_nonrespondents_leave_the_base() -> None:
    result = adjust_by_cell(invited(), pl.col("answered"), ["age"])
    row = proportions(result.frame, {"f": pl.col("sex") == "f"}, design=result.design).row(0, named=True)
    assert row["n_base"] == result.frame["answered"].sum()


def test_a_published_weighting_is_reproduced() -> None:
    """Weights by sex and age that a survey of 2,397 people printed, from population and respondents of each cell."""
    published = json.loads((REFERENCE / "poststrat_weights_jilpt.json").read_text(encoding="utf-8"))
    cells = pl.DataFrame(published["rows"])
    frame = cells.select(pl.col("sex", "age").repeat_by("n")).explode("sex", "age")
    result = post_stratify(frame, ["sex", "age"], cells.select("sex", "age", "population"))
    scale = published["n_total"] / published["pop_total"]
    found = result.frame.group_by("sex", "age").agg(pl.col("weight").first() * scale)
    both = cells.join(found, on=["sex", "age"], suffix="_found")
    decimals = published["weight_decimals"]
    assert both["weight_found"].round(decimals).to_list() == pytest.approx(both["weight"].to_list(), abs=1.1e-7)


def test_published_response_by_sex_and_age() -> None:
    """Real respondents of a ward, post-stratified to those invited: the young and men weigh most."""
    published = json.loads((REFERENCE / "taisho_invited_respondents.json").read_text(encoding="utf-8"))
    rows = [row for row in published["tables"][0]["rows"] if row["inv_m"] and row["age"] != "total"]
    cells = pl.DataFrame(
        [(row["age"], sex, row[f"inv_{sex}"], row[f"res_{sex}"]) for row in rows for sex in "mf"],
        schema=["age", "sex", "population", "n"],
        orient="row",
    )
    frame = cells.select(pl.col("age", "sex").repeat_by("n")).explode("age", "sex")
    result = post_stratify(frame, ["age", "sex"], cells.drop("n"))
    row = result.diagnostics.row(0, named=True)
    assert row["n"] == 447
    assert round(row["n_eff"]) == 357
    assert (round(row["min"] / row["mean"], 2), round(row["max"] / row["mean"], 2)) == (0.68, 2.77)


def test_a_category_of_just_the_least_stays_alone() -> None:
    frame = pl.DataFrame({"age": [age for age in AGES for _ in range(3)]})
    counts = dict.fromkeys(AGES, 10)
    assert post_stratify(frame, ["age"], counts, collapse=Collapse("age", AGES, minimum=3)).collapsed == ()
    assert post_stratify(frame, ["age"], counts, collapse=Collapse("age", AGES, minimum=4)).collapsed != ()
