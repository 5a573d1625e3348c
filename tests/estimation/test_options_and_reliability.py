"""All options of a question, reliability rules, means and quantiles at their edges, replicates."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from kumin.errors import StatisticsError
from kumin.estimation import (
    NCHS_RULES,
    Calibration,
    ReliabilityRule,
    Replicates,
    SurveyDesign,
    flag_reliability,
    means,
    option_shares,
    proportions,
    quantiles,
    replicate_estimates,
    replicate_statistic,
    replicate_weights,
    totals,
)
from kumin.estimation.replication.hadamard import hadamard


def test_a_single_answer() -> None:
    frame = pl.DataFrame({"q": [1, 1, 2, 3, None], "sex": ["f", "m", "f", "m", "f"]})
    result = option_shares(frame, "q", options=[3, 2, 1, 9], by=["sex"], totals=True)
    whole = result.filter(pl.col("sex").is_null())
    assert whole["indicator"].to_list() == ["3", "2", "1", "9"]
    assert whole["n_positive"].to_list() == [1, 1, 2, 0]
    assert whole["n_base"].to_list() == [4] * 4
    assert option_shares(frame, "q")["proportion"].sum() == pytest.approx(1)


def test_a_multiple_answer_as_lists_and_as_columns() -> None:
    frame = pl.DataFrame({"q": [[1, 2], [2], [], None]}, schema={"q": pl.List(pl.Int64)})
    lists = option_shares(frame, "q")
    assert lists.select("indicator", "n_base", "n_positive").rows() == [("1", 3, 1), ("2", 3, 2)]
    columns = pl.DataFrame({"q_1": [1, 0, 0, None], "q_2": [1, 1, 0, None]})
    assert option_shares(columns, {"1": "q_1", "2": "q_2"}).equals(lists)


def test_a_question_without_options_is_refused() -> None:
    with pytest.raises(StatisticsError):
        option_shares(pl.DataFrame({"q": [None]}, schema={"q": pl.Int64}), "q")


def test_reliability_rules_are_data() -> None:
    frame = pl.DataFrame({"y": [True] * 15 + [False] * 14})
    estimates = proportions(frame, {"y": pl.col("y")})
    assert flag_reliability(estimates)["reliability"].to_list() == ["few_answers"]
    more = proportions(pl.concat([frame, frame.head(1)]), {"y": pl.col("y")})
    assert flag_reliability(more)["reliability"].to_list() == [""]
    strict = flag_reliability(estimates, NCHS_RULES)["reliability"][0].split(";")
    assert strict == ["few_answers", "few_effective", "wide_interval"]
    own = ReliabilityRule("few_answers", "n_base", below=1000)
    assert flag_reliability(more, [own])["reliability"].to_list() == ["few_answers"]
    assert flag_reliability(more, [])["reliability"].to_list() == [""]


def test_replicates_that_do_not_fit_are_refused() -> None:
    good = replicate_weights(pl.DataFrame({"x": range(40)}), kind="jackknife")
    weights, unit, multipliers, scales = good.weights, good.unit, good.multipliers, good.scales
    for given, code in (
        ((weights, unit, multipliers * 250, scales), "replicates_multipliers"),
        ((weights, unit, multipliers, np.ones(40) * 39), "replicates_scales"),
        ((weights, unit, multipliers, scales / 400), "replicates_scales"),
        ((weights[:3], unit, multipliers, scales), "replicates_shapes"),
        ((weights, unit + 1, multipliers, scales), "replicates_shapes"),
        ((weights, unit, multipliers, scales[:3]), "replicates_shapes"),
        ((weights, unit, multipliers, -scales), "replicates_values"),
        ((weights * np.nan, unit, multipliers, scales), "replicates_values"),
    ):
        with pytest.raises(StatisticsError) as caught:
            Replicates(*given, df=39.0)
        assert caught.value.code == code
    assert Replicates(weights, unit, multipliers, scales, 39.0).df == 39


def test_means_of_small_integers() -> None:
    frame = pl.DataFrame({"x": [1, 2, 3, 4, None], "d": ["a", "a", "b", "b", "b"]})
    row = means(frame, {"x": pl.col("x")}, nulls="drop").row(0, named=True)
    assert (row["n_base"], row["mean"]) == (4, 2.5)
    result = means(frame, {"x": pl.col("x")}, by=["d"], totals=True, nulls="drop")
    assert result["mean"].to_list() == [1.5, 3.5, 2.5]


def test_an_empty_base_has_no_mean_and_no_quantile() -> None:
    frame = pl.DataFrame({"x": [1.0, 2.0]})
    nobody = pl.lit(value=False)
    assert means(frame, {"x": pl.col("x")}, base=nobody)["mean"].to_list() == [None]
    assert totals(frame, {"x": pl.col("x")}, base=nobody)["total"].to_list() == [None]
    row = quantiles(frame, {"x": pl.col("x")}, base=nobody).row(0, named=True)
    assert (row["n_base"], row["quantile"], row["lower"]) == (0, None, None)


def test_a_head_count_is_the_population() -> None:
    frame = pl.DataFrame({"x": [1.0, 2.0, 3.0, 4.0]})
    row = totals(frame, {"people": pl.lit(1)}, design=SurveyDesign(population=100)).row(0, named=True)
    assert (row["n_base"], row["total"], row["se"]) == (4, pytest.approx(100), pytest.approx(0))


def test_medians_by_domain() -> None:
    frame = pl.DataFrame({"x": [*range(1, 102), *range(1001, 1102)], "d": ["a"] * 101 + ["b"] * 101})
    result = quantiles(frame, {"x": pl.col("x")}, [0.25, 0.5], by=["d"], totals=True)
    found = {(row["d"], row["probability"]): row["quantile"] for row in result.iter_rows(named=True)}
    assert found["a", 0.5] == 51
    assert found["b", 0.5] == 1051
    assert found[None, 0.5] == 101
    row = result.filter((pl.col("d") == "a") & (pl.col("probability") == 0.5)).row(0, named=True)
    assert row["lower"] < 51 < row["upper"]
    with pytest.raises(StatisticsError):
        quantiles(frame, {"x": pl.col("x")}, [1.5])


def answers(n: int = 400) -> pl.DataFrame:
    generator = np.random.default_rng(11)
    return pl.DataFrame(
        {
            "y": generator.random(n) < 0.4,
            "x": generator.normal(size=n),
            "h": np.arange(n) % 4,
            "c": np.arange(n) // 4 % 20,
            "w": generator.choice([1.0, 2.0], n),
        }
    )


@pytest.mark.parametrize(
    "design",
    [
        SurveyDesign(),
        SurveyDesign(weights="w", strata="h"),
        SurveyDesign(weights="w", strata="h", psu="c"),
        SurveyDesign(strata="h", population={str(k): 150 for k in range(4)}),
    ],
)
def test_replicates_agree_with_linearisation(design: SurveyDesign) -> None:
    frame, outcome = answers(), {"y": pl.col("y")}
    linear = proportions(frame, outcome, design=design).row(0, named=True)
    jackknife = replicate_weights(frame, design=design, kind="jackknife")
    row = replicate_estimates(frame, outcome, jackknife).row(0, named=True)
    assert row["proportion"] == pytest.approx(linear["proportion"])
    assert row["se"] == pytest.approx(linear["se"], rel=0.01)
    assert row["df"] == linear["df"]
    bootstrap = replicate_weights(frame, design=design, replicates=2000)
    assert replicate_estimates(frame, outcome, bootstrap)["se"][0] == pytest.approx(linear["se"], rel=0.08)


def test_the_bootstrap_is_seeded_and_unbiased() -> None:
    frame = answers()
    first, again = (replicate_weights(frame, replicates=50, seed=4) for _ in range(2))
    assert np.array_equal(first.multipliers, again.multipliers)
    assert not np.array_equal(first.multipliers, replicate_weights(frame, replicates=50, seed=5).multipliers)
    many = replicate_weights(frame, design=SurveyDesign(strata="h"), replicates=3000)
    assert many.multipliers.mean() == pytest.approx(1)
    assert first.matrix().shape == (400, 50)


def test_any_statistic_has_a_replicate_error() -> None:
    frame = answers()
    x = frame["x"].to_numpy()
    weights = replicate_weights(frame, kind="jackknife")
    found = replicate_statistic(weights, lambda w: float((w * x).sum() / w.sum()))
    mean = means(frame, {"x": pl.col("x")}).row(0, named=True)
    for key in ("estimate", "se", "lower", "upper"):
        assert found[key] == pytest.approx(mean["mean" if key == "estimate" else key])


def test_an_empty_base_in_replicates_is_null() -> None:
    frame = answers()
    row = replicate_estimates(
        frame, {"y": pl.col("y")}, replicate_weights(frame, replicates=20), base=pl.lit(value=False)
    ).row(0, named=True)
    assert row["n_base"] == 0
    assert row["proportion"] is None
    assert row["se"] is None


@pytest.mark.parametrize(
    ("design", "options", "code"),
    [
        (SurveyDesign(), {"kind": "magic"}, "argument_choice"),
        (SurveyDesign(), {"fay": 1.0}, "replicates_number"),
        (SurveyDesign(strata="h"), {"kind": "brr"}, "replicates_pairs"),
        (SurveyDesign(weights="w", calibration=Calibration("w", (("h",),))), {}, "replicates_calibrated"),
        (SurveyDesign(strata="lonely"), {"kind": "jackknife"}, "design_lonely_psu"),
    ],
)
def test_replicates_that_cannot_be_made(design: SurveyDesign, options: dict[str, object], code: str) -> None:
    frame = answers().with_columns(lonely=pl.int_range(pl.len()).clip(0, 1))
    with pytest.raises(StatisticsError) as caught:
        replicate_weights(frame, design=design, **options)
    assert caught.value.code == code


def test_replicates_of_other_rows_are_refused() -> None:
    with pytest.raises(StatisticsError):
        replicate_estimates(answers(40), {"y": pl.col("y")}, replicate_weights(answers(), replicates=5))


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7, 8, 12, 13, 20, 28, 29, 60])
def test_hadamard_matrices_are_orthogonal(size: int) -> None:
    matrix = hadamard(size)
    order = matrix.shape[0]
    assert size <= order <= max(2, size + 8)
    assert np.array_equal(matrix @ matrix.T, order * np.eye(order))
    assert (matrix[0] == 1).all()
