"""A mean of answers from 0 to 10 has no limit beyond 10, and no percent is 98 points from one half."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import kumin
from conftest import MINI_HEADER
from kumin.definitions import Indicator, Part, load_questionnaire
from kumin.estimation import SurveyDesign, means
from kumin.judgement.measures import within_ranges
from kumin.judgement.measures.numbers import estimate_number
from kumin.judgement.measures.ranges import range_of, within_range
from kumin.tables.amounts import tabulate_numbers

QUESTIONS = """id: q
title: 調査
questions:
  - {id: sex, text: 性別, header: 性別, type: single, options: {1: 男性, 2: 女性, 3: その他}}
  - {id: sat, text: 満足度, header: 満足度, type: number, minimum: 0, maximum: 10}
  - {id: visits, text: 回数, header: 回数, type: number, minimum: 0}
  - {id: free, text: 増減, header: 増減, type: number}
"""
CODED = pl.DataFrame(
    {
        "sex": pl.Series([1, 1, 1, 2, 2, 3], dtype=pl.Int16),
        "sat": [10.0, 9.0, 3.0, 0.0, 1.0, 5.0],
        "visits": [0.0, 0.0, 9.0, 1.0, 2.0, 1.0],
        "free": [10.0, 9.0, 3.0, 0.0, 1.0, 5.0],
    }
)


@pytest.fixture
def table(tmp_path: Path) -> pl.DataFrame:
    (tmp_path / "q.yaml").write_text(QUESTIONS, encoding="utf-8")
    questionnaire = load_questionnaire(tmp_path / "q.yaml")
    return tabulate_numbers(CODED, questionnaire, axes=[("sex",)])


def limits(table: pl.DataFrame, question: str) -> list[tuple[float | None, float | None]]:
    rows = table.filter(pl.col("question") == question, pl.col("category").is_not_null()).sort("category")
    return [(row["lower"], row["upper"]) for row in rows.iter_rows(named=True)]


def test_limits_of_a_group_end_where_answers_end(table: pl.DataFrame) -> None:
    plain = means(CODED, ["sat", "visits", "free"], by=["sex"], design=SurveyDesign()).sort("sex")
    wide = {
        name: plain.filter(pl.col("indicator") == name).select("lower", "upper").rows()
        for name in ("sat", "visits", "free")
    }
    (low, high), (_, end) = wide["sat"][:2]
    assert low < 0
    assert high > 10
    assert 1 < end < 10
    assert limits(table, "sat")[:2] == [(0.0, 10.0), (0.0, pytest.approx(end))]
    assert limits(table, "visits")[0] == (0.0, pytest.approx(wide["visits"][0][1]))
    assert limits(table, "free")[:2] == [pytest.approx(wide["free"][0]), pytest.approx(wide["free"][1])]


def test_what_cannot_be_estimated_gets_no_limits_of_bounds(table: pl.DataFrame) -> None:
    assert limits(table, "sat")[2] == (None, None)


def test_answers_kept_beyond_the_bounds_keep_their_mean_within_the_limits(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(QUESTIONS, encoding="utf-8")
    question = load_questionnaire(tmp_path / "q.yaml").by_id["sat"]
    row = pl.DataFrame({"question": ["sat"], "mean": [12.0], "lower": [11.0], "upper": [13.0]})
    (found,) = within_ranges(row, [question]).select("lower", "upper").rows()  # type: ignore[list-item]
    assert found == (11.0, 12.0) == within_range(11.0, 13.0, 12.0, (0.0, 10.0))


def test_points_are_a_range(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(QUESTIONS, encoding="utf-8")
    questionnaire = load_questionnaire(tmp_path / "q.yaml")
    assert range_of(Part(question="sex", points={1: 2, 2: 0, 3: -2}), questionnaire) == (-2.0, 2.0)
    assert range_of(Part(question="sat"), questionnaire) == (0.0, 10.0)
    assert range_of(Part(question="free"), questionnaire) == (None, None)


def test_an_indicator_that_is_a_mean_has_limits_within_its_answers(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(QUESTIONS, encoding="utf-8")
    questionnaire = load_questionnaire(tmp_path / "q.yaml")

    def limits_of(question: str, rows: int) -> tuple[float, float]:
        one = Indicator.model_validate(
            {"id": "1", "text": "t", "survey": "s", "question": question, "unit": "点", "target": {"at_least": 6}}
        )
        row = estimate_number(CODED.head(rows), questionnaire, one, SurveyDesign(), 0.95)
        return row["lower"], row["upper"]

    # 22/3 and its standard error 2.186: t of two degrees of freedom reaches far beyond 10
    assert limits_of("sat", 3) == (0.0, 10.0)
    assert limits_of("free", 3) == pytest.approx((-2.07146, 16.73813), abs=1e-4)


def test_no_percent_is_farther_from_one_half_than_50_points(mini: Path) -> None:
    for rows, most in ((1, 50.0), (3, 50.0), (40, 100 * 1.959964 * (0.25 / 40 * (1 - 40 / 1000)) ** 0.5)):
        answers = "".join(f"{n:03d},2023/7/5,1,{n % 2 + 1},1,1,30,\n" for n in range(1, rows + 1))
        (mini / "answers" / "residents.csv").write_text(MINI_HEADER + answers, encoding="utf-8")
        found = (
            kumin.run(mini, mini / "answers")
            .frames["margins"]
            .filter(pl.col("indicator") == "1-1", pl.col("dimension").is_null())
        )
        assert found["margin_at_half_points"].to_list() == [pytest.approx(most, abs=0.2)]
