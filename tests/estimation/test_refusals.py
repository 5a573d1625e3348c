"""What cannot be computed is refused by name, never ignored and never with an error of Polars."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from kumin.errors import StatisticsError
from kumin.estimation import (
    SurveyDesign,
    crosstab,
    differences,
    means,
    proportions,
    quantiles,
    ratios,
    required_n,
    trends,
)

ANSWERS = pl.DataFrame(
    {
        "sex": ["m", "m", "f", "f", "f", None],
        "age": [30, 40, 50, 60, 70, 80],
        "safe": [1, 3, 1, 2, None, 1],
    }
)
SAFE = {"safe": pl.col("safe") <= 2, "old": pl.col("age") >= 60}


@pytest.mark.parametrize("argument", ["base", "asked", "method"])
def test_a_mistyped_indicator_in_a_mapping_is_refused(argument: str) -> None:
    given = {"saef": "logit" if argument == "method" else pl.col("safe").is_not_null()}
    with pytest.raises(StatisticsError) as caught:
        proportions(ANSWERS, SAFE, **{argument: given})
    assert caught.value.params == {"argument": argument, "name": "saef", "nearest": "safe", "known": "safe, old"}
    assert "safe, old" in caught.value.message("ja")


def test_a_mistyped_indicator_is_refused_for_means_too() -> None:
    with pytest.raises(StatisticsError, match="agee"):
        means(ANSWERS, {"age": pl.col("age")}, base={"agee": pl.col("safe").is_not_null()})


def test_a_mapping_that_lacks_an_indicator_keeps_the_default() -> None:
    result = proportions(ANSWERS, SAFE, base={"safe": pl.col("safe").is_not_null()}, method={"old": "logit"})
    assert result["n_base"].to_list() == [5, 6]
    assert result["method"].to_list() == ["wilson", "logit"]


def test_a_sample_above_its_population_is_worded_with_and_without_strata() -> None:
    with pytest.raises(StatisticsError) as plain:
        proportions(ANSWERS, SAFE, design=SurveyDesign(population=5), nulls="false")
    assert "層" not in plain.value.message("ja")
    assert "ratum" not in plain.value.message("en")
    with pytest.raises(StatisticsError) as stratified:
        proportions(ANSWERS.drop_nulls(), SAFE, design=SurveyDesign(strata="sex", population={"m": 9, "f": 1}))
    assert "層「f」" in stratified.value.message("ja")


GONE = pl.col("gone") > 1


@pytest.mark.parametrize(
    "ask",
    [
        lambda: proportions(ANSWERS, {"x": GONE}),
        lambda: proportions(ANSWERS.lazy(), SAFE, base=GONE),
        lambda: means(ANSWERS, {"x": pl.col("gone")}),
        lambda: means(ANSWERS, {"x": pl.col("age")}, by=["gone"]),
        lambda: quantiles(ANSWERS, {"x": pl.col("gone")}),
        lambda: quantiles(ANSWERS, {"x": pl.col("age")}, by=["gone"]),
        lambda: crosstab(ANSWERS, "gone", "safe"),
        lambda: crosstab(ANSWERS, "sex", "safe", base=GONE),
        lambda: differences(ANSWERS, {"x": GONE}, "sex"),
        lambda: differences(ANSWERS, SAFE, "sex", base=GONE),
        lambda: trends(ANSWERS, {"x": GONE}, "age"),
    ],
)
def test_a_missing_column_is_named(ask: Callable[[], object]) -> None:
    with pytest.raises(StatisticsError) as caught:
        ask()
    assert (caught.value.code, caught.value.params) == ("statistics_column_missing", {"name": "gone", "nearest": ""})
    assert caught.value.message("en") == "There is no column gone."


@pytest.mark.parametrize(
    "ask",
    [
        lambda: proportions(ANSWERS, {"x": pl.col("saef")}),
        lambda: proportions(ANSWERS.lazy(), {"x": pl.col("saef")}),
        lambda: means(ANSWERS, ["saef"]),
        lambda: proportions(ANSWERS, SAFE, by=["saef"], nulls="drop"),
        lambda: proportions(ANSWERS, SAFE, design=SurveyDesign(weights="saef")),
    ],
)
def test_the_column_that_was_meant_is_offered_and_no_other_is_named(ask: Callable[[], object]) -> None:
    with pytest.raises(StatisticsError) as caught:
        ask()
    assert caught.value.message("en") == "There is no column saef. Did you mean `safe`?"
    assert caught.value.message("ja") == "列「saef」がありません。もしかして「safe」ですか。"


def test_a_call_that_cannot_be_made_names_its_function() -> None:
    with pytest.raises(TypeError, match=r"^proportions\(\): got an unexpected keyword argument 'engine'"):
        proportions(ANSWERS, SAFE, engine="streaming")  # type: ignore[call-arg]


def test_one_column_in_the_place_of_two_is_named_and_a_margin_in_points_is_told_to_be_a_share() -> None:
    with pytest.raises(StatisticsError) as caught:
        ratios(ANSWERS, {"r": "age"})  # type: ignore[dict-item]
    assert caught.value.message("en").startswith("parts['r'] must be two columns or expressions")
    with pytest.raises(StatisticsError) as caught:
        required_n(3)
    assert caught.value.message("en") == "margin is a share of 0 to 1, not 3."


@pytest.mark.parametrize("condition", [pl.col("safe"), pl.col("sex"), pl.col("age").cast(pl.Float64)])
def test_a_condition_that_is_not_boolean_is_refused(condition: pl.Expr) -> None:
    with pytest.raises(StatisticsError) as caught:
        proportions(ANSWERS, {"x": pl.col("safe") == 1}, base=condition)
    assert (caught.value.code, caught.value.params["name"]) == ("statistics_not_boolean", "x")


def test_an_expression_that_fails_on_the_answers_quotes_none_of_them() -> None:
    with pytest.raises(StatisticsError) as caught:
        proportions(pl.DataFrame({"words": ["secret"]}), {"x": pl.col("words").cast(pl.Int64) > 1})
    assert caught.value.code == "statistics_not_computable"
    assert "secret" not in caught.value.message("ja") + caught.value.message("en")


@pytest.mark.parametrize("name", ["indicator", "n_base"])
def test_a_domain_column_named_like_a_result_is_refused(name: str) -> None:
    frame = ANSWERS.rename({"sex": name})
    asked = [
        lambda: proportions(frame, SAFE, by=[name]),
        lambda: means(frame, {"age": pl.col("age")}, by=[name]),
        lambda: quantiles(frame, {"age": pl.col("age")}, by=[name]),
        lambda: trends(frame, SAFE, "age", by=[name]),
    ]
    for ask in asked:
        with pytest.raises(StatisticsError) as caught:
            ask()
        assert (caught.value.code, caught.value.params) == ("statistics_column_reserved", {"name": name})


def test_a_domain_column_called_group_would_be_overwritten_by_differences() -> None:
    frame = ANSWERS.with_columns(group=pl.lit("a"))
    with pytest.raises(StatisticsError, match="group"):
        differences(frame, SAFE, "sex", by=["group"])
    assert proportions(frame, SAFE, by=["group"], nulls="drop").height == 2
