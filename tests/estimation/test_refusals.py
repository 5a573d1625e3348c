"""What cannot be computed is refused by name, never ignored and never with an error of Polars."""

from __future__ import annotations

import polars as pl
import pytest

from kumin.errors import StatisticsError
from kumin.estimation import SurveyDesign, means, proportions

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
        proportions(ANSWERS, SAFE, design=SurveyDesign(population=5))
    assert "層" not in plain.value.message("ja")
    assert "ratum" not in plain.value.message("en")
    with pytest.raises(StatisticsError) as stratified:
        proportions(ANSWERS.drop_nulls("sex"), SAFE, design=SurveyDesign(strata="sex", population={"m": 9, "f": 2}))
    assert "層「f」" in stratified.value.message("ja")
