"""A member of a small population who leaves the question out is not known, and the interval says so."""

from __future__ import annotations

import polars as pl
import pytest

from kumin.estimation import SurveyDesign, proportions


def interval(answers: list[bool | None], population: int, *, asked: pl.Expr | None) -> tuple[float, float]:
    frame = pl.DataFrame({"yes": answers}, schema={"yes": pl.Boolean})
    found = proportions(
        frame, {"x": pl.col("yes")}, base=pl.col("yes").is_not_null(), asked=asked,
        design=SurveyDesign(population=population), method="finite_exact",
    )  # fmt: skip
    return found.select("lower", "upper").row(0)


def test_all_returned_one_left_the_question_out() -> None:
    # 36 of 36 returned the form, 34 of 35 said yes: 34 or 35 of the 36 do
    lower, upper = interval([True] * 34 + [False, None], 36, asked=pl.lit(True))
    assert lower == pytest.approx(34 / 36)
    assert upper >= 34 / 35  # the estimate stays inside


def test_nothing_left_out_and_all_returned_is_certain() -> None:
    assert interval([True] * 34 + [False] * 2, 36, asked=pl.lit(True)) == (34 / 36, 34 / 36)


def test_who_was_not_asked_is_not_of_the_population() -> None:
    # half of the 40 are not asked: of the 20 who are, all answered
    asked = pl.col("yes").is_not_null()
    assert interval([True] * 19 + [False] + [None] * 20, 40, asked=asked) == (19 / 20, 19 / 20)
