"""What must hold for any design and any answers."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from kumin.errors import StatisticsError
from kumin.estimation import SurveyDesign, means, proportions, totals
from kumin.estimation.indicators import indicators_of
from kumin.estimation.linearized.sums import sum_answers

OUTCOMES = {"yes": pl.col("answer").is_in([1, 2]), "one": pl.col("answer") == 1}
BASE = pl.col("answer").is_not_null()
DESIGNS = {
    "srs": SurveyDesign(),
    "srs-fpc": SurveyDesign(population=500),
    "weights": SurveyDesign(weights="w"),
    "strata": SurveyDesign(weights="w", strata="h"),
    "strata-fpc": SurveyDesign(strata="h", population={"a": 60, "b": 300}),
    "psu": SurveyDesign(weights="w", psu="c"),
    "strata-psu": SurveyDesign(weights="w", strata="h", psu="c", population={"a": 40, "b": 90}),
}
COLUMNS = ["proportion", "se", "lower", "upper", "deff", "n_eff", "df"]


@st.composite
def answers(draw: st.DrawFn) -> pl.DataFrame:
    n = draw(st.integers(12, 40))

    def column(values: st.SearchStrategy[object]) -> list[object]:
        return draw(st.lists(values, min_size=n, max_size=n))

    return pl.DataFrame(
        {
            "answer": column(st.sampled_from([1, 2, 3, 4, None])),
            "age": column(st.sampled_from(["20s", "60s", None])),
            "sex": column(st.sampled_from(["f", "m"])),
            "w": column(st.sampled_from([0.5, 1.0, 2.5])),
            # every stratum and PSU number occurs at least twice
            "h": [*"aaaabbbb", *column(st.sampled_from(["a", "b"]))][:n],
            "c": [1, 1, 2, 2, 1, 2, 1, 2, *column(st.integers(1, 6))][:n],
        },
        schema_overrides={"answer": pl.Int64, "age": pl.String},
    )


def estimate(frame: pl.DataFrame | pl.LazyFrame, design: SurveyDesign, **options: object) -> pl.DataFrame:
    return proportions(frame, OUTCOMES, design=design, **{"base": BASE, **options})


@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS)
@settings(max_examples=8, deadline=None)
@given(frame=answers(), seed=st.integers(0, 5))
def test_order_partition_and_filter_do_not_matter(design: SurveyDesign, frame: pl.DataFrame, seed: int) -> None:
    expected = estimate(frame, design, by=["sex"], totals=True)
    shuffled = frame.sample(fraction=1, shuffle=True, seed=seed)
    assert_frame_equal(estimate(shuffled, design, by=["sex"], totals=True), expected)
    parts = pl.concat([frame.slice(0, 5), frame.slice(5)], rechunk=False).lazy()
    assert_frame_equal(estimate(parts, design, by=["sex"], totals=True), expected)
    # a domain by its base equals the domain by `by`
    for sex in frame["sex"].unique():
        cell = expected.filter(pl.col("sex") == sex).drop("sex", "n_asked")
        alone = estimate(frame, design, base=BASE & (pl.col("sex") == sex))
        assert_frame_equal(alone.drop("n_asked"), cell)


@pytest.mark.parametrize("design", DESIGNS.values(), ids=DESIGNS)
@settings(max_examples=8, deadline=None)
@given(frame=answers())
def test_bounds_and_weight_scale(design: SurveyDesign, frame: pl.DataFrame) -> None:
    result = estimate(frame, design, by=["age", "sex"], totals=True)
    known = result.drop_nulls("proportion")
    inside = (known["lower"] >= 0) & (known["lower"] <= known["proportion"])
    assert (inside & (known["proportion"] <= known["upper"]) & (known["upper"] <= 1)).all()
    scaled = frame.with_columns(w=pl.col("w") * 37)
    again = estimate(scaled, design, by=["age", "sex"], totals=True)
    assert_frame_equal(again, result, rel_tol=1e-9, abs_tol=1e-9)


@settings(max_examples=15, deadline=None)
@given(frame=answers(), cut=st.integers(1, 11))
def test_sums_of_parts_add_up(frame: pl.DataFrame, cut: int) -> None:
    design = SurveyDesign(weights="w", strata="h", psu="c")
    whole, first, second = (
        sum_answers(part, indicators_of(OUTCOMES, BASE, None), ["sex"], design).parts
        for part in (frame, frame.head(cut), frame.slice(cut))
    )
    keys = ["by_0", "stratum", "psu"]
    added = pl.concat([first, second]).group_by(keys).agg(pl.all().sum()).sort(keys)
    assert_frame_equal(added.select(whole.columns), whole)


@settings(max_examples=15, deadline=None)
@given(frame=answers())
def test_cells_add_up_to_margins_where_nobody_is_missing(frame: pl.DataFrame) -> None:
    result = estimate(frame, SurveyDesign(weights="w"), by=["sex"], totals=True)
    for column in ("n_asked", "n_base", "n_positive"):
        cells = result.filter(pl.col("sex").is_not_null()).group_by("indicator").agg(pl.col(column).sum())
        margin = result.filter(pl.col("sex").is_null()).select("indicator", column)
        assert_frame_equal(cells, margin, check_row_order=False)


@settings(max_examples=15, deadline=None)
@given(frame=answers())
def test_a_share_is_the_mean_of_zeros_and_ones_and_the_ratio_of_totals(frame: pl.DataFrame) -> None:
    design = SurveyDesign(weights="w", strata="h")
    number = {"yes": OUTCOMES["yes"].fill_null(value=False).cast(pl.Float64)}
    share = estimate(frame, design).head(1)
    mean = means(frame, number, base=BASE, design=design)
    assert_frame_equal(
        mean.select(pl.col("mean").alias("proportion"), "se"), share.select("proportion", "se"), abs_tol=1e-9
    )
    total = totals(frame, {**number, "all": pl.lit(1)}, base=BASE, design=design)["total"]
    if total[1]:
        assert total[0] / total[1] == pytest.approx(share["proportion"][0])


def test_every_subset_of_the_domains_is_a_margin() -> None:
    frame = pl.DataFrame({"a": [1, 1, 2, 2], "b": ["x", "y", "x", "y"], "y": [True, False, True, True]})
    result = proportions(frame, {"y": pl.col("y")}, by=["a", "b"], totals=True)
    assert result.select("a", "b", "n_base").rows() == [
        (1, "x", 1), (1, "y", 1), (1, None, 2),
        (2, "x", 1), (2, "y", 1), (2, None, 2),
        (None, "x", 2), (None, "y", 2), (None, None, 4),
    ]  # fmt: skip


def test_details_add_cv_and_the_other_design_effect() -> None:
    frame = pl.DataFrame({"y": [True] * 30 + [False] * 70})
    row = proportions(frame, {"y": pl.col("y")}, design=SurveyDesign(population=400), details=True).row(0, named=True)
    assert row["cv"] == pytest.approx(row["se"] / 0.3)
    assert row["deff"] == pytest.approx(0.75)
    assert row["deff_without_replacement"] == pytest.approx(1)


def test_a_population_number_is_shared_out_by_weight() -> None:
    frame = pl.DataFrame({"h": ["a"] * 10 + ["b"] * 10, "w": [1.0] * 10 + [3.0] * 10, "y": [True, False] * 10})
    shared = proportions(frame, {"y": pl.col("y")}, design=SurveyDesign(weights="w", strata="h", population=80))
    stated = SurveyDesign(weights="w", strata="h", population={"a": 20, "b": 60})
    assert_frame_equal(shared, proportions(frame, {"y": pl.col("y")}, design=stated))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"population": {"a": 5}}, "design_population_without_strata"),
        ({"population": -1}, "design_population_not_positive"),
        ({"lonely_psu": "ignore"}, "design_lonely_psu_unknown"),
    ],
)
def test_designs_that_contradict_themselves(arguments: dict[str, object], code: str) -> None:
    with pytest.raises(StatisticsError) as caught:
        SurveyDesign(**arguments)
    assert caught.value.code == code
