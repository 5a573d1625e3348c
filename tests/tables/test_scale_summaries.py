"""Joined ends and mean scores come from a table's own cells, so never from a hidden one."""

from __future__ import annotations

import polars as pl
import pytest

from kumin.definitions import Questionnaire, SingleQuestion
from kumin.result import Result
from kumin.tables.scale_summaries import GradedScale, graded_scales, scale_summaries
from kumin.tables.shares import survey_table


def questionnaire(*labels: str) -> Questionnaire:
    options = dict(enumerate(labels, 1))
    one = SingleQuestion.model_validate({"id": "q", "text": "問", "type": "single", "options": options})
    return Questionnaire(id="x", title="調査", questions=(one,))


@pytest.mark.parametrize(
    ("labels", "top", "bottom", "points"),
    [
        (("満足", "やや満足", "どちらともいえない", "やや不満", "不満"), (1, 2), (5, 4), [2, 1, 0, -1, -2]),
        (("満足", "やや満足", "やや不満", "不満", "わからない"), (1, 2), (4, 3), [2, 1, -1, -2]),
        (("不満", "やや不満", "やや満足", "満足"), (4, 3), (1, 2), [-2, -1, 1, 2]),
        (("満足", "どちらともいえない", "不満"), (), (), [1, 0, -1]),
    ],
)
def test_ends_and_points_of_scales(
    labels: tuple[str, ...], top: tuple[int, ...], bottom: tuple[int, ...], points: list[int]
) -> None:
    scale = graded_scales(questionnaire(*labels))["q"]
    assert (scale.top, scale.bottom) == (top, bottom)
    assert [scale.points[code] for code in sorted(scale.points)] == points


@pytest.mark.parametrize("labels", [("広報紙", "SNS"), ("18～29歳", "30～39歳"), ("そう思う", "まあ思う", "思わない")])
def test_what_is_no_balanced_scale_has_no_points(labels: tuple[str, ...]) -> None:
    assert graded_scales(questionnaire(*labels)) == {}


def test_the_mean_is_that_of_the_answers(sample_result: Result) -> None:
    coded = sample_result.answers["residents"].coded
    scales = graded_scales(sample_result.plan.questionnaires["residents"])
    found = scale_summaries(survey_table(sample_result, "residents"), scales)
    points = pl.col("watching").replace_strict({1: 2, 2: 1, 3: -1, 4: -2}, default=None, return_dtype=pl.Int64)
    everyone = found.filter(pl.col("axis").is_null(), question="watching").row(0, named=True)
    assert everyone["score"] == round(coded.select(points.mean()).item(), 2)
    counts = dict(coded["watching"].drop_nulls().value_counts().iter_rows())
    assert everyone["n_top"] == counts[1] + counts[2]
    assert everyone["n_bottom"] == counts[3] + counts[4]
    women = found.filter(axis="sex", category="2", question="watching").row(0, named=True)
    assert women["score"] == round(coded.filter(sex=2).select(points.mean()).item(), 2)


def test_what_rests_on_a_hidden_cell_is_not_told() -> None:
    scale = GradedScale((1, 2), (4, 3), {1: 2.0, 2: 1.0, 3: -1.0, 4: -2.0})
    table = pl.DataFrame(
        {"question": ["q"] * 4, "option": [1, 2, 3, 4], "axis": [None] * 4, "category": [None] * 4,
         "n_base": [100] * 4, "n_positive": [50, 30, None, None], "proportion": [0.5, 0.3, None, None]},
        schema_overrides={"axis": pl.String, "category": pl.String, "option": pl.Int32},
    )  # fmt: skip
    row = scale_summaries(table, {"q": scale}).row(0, named=True)
    assert (row["n_top"], row["top_percent"]) == (80, 80.0)
    assert (row["n_bottom"], row["bottom_percent"], row["score"]) == (None, None, None)
