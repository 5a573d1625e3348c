"""Tables count as a hand would: every option, every category, and who left the question out."""

from __future__ import annotations

import polars as pl
import pytest
import ruamel.yaml

from conftest import MINI_QUESTIONNAIRE
from kumin import SurveyDesign, proportions
from kumin.definitions import Questionnaire
from kumin.errors import UsageError
from kumin.estimation import adjusted_residuals
from kumin.estimation.association.crossings import cross
from kumin.estimation.association.residuals import residuals_within
from kumin.estimation.indicators import indicators_of
from kumin.estimation.linearized._repeated import repeated_sums
from kumin.result import Result
from kumin.tables.axes import default_axes, design_of, parse_axes, spread_axes, without_others
from kumin.tables.differences import difference_marks
from kumin.tables.options import TableOptions
from kumin.tables.shares import survey_shares, survey_table, tabulate_answers
from kumin.tables.weighted import weighted_answers
from kumin.words import Words
from kumin.words.tables import category_label, with_labels


def test_totals_are_the_counts_of_the_answers(sample_result: Result) -> None:
    coded = sample_result.answers["residents"].coded
    table = survey_table(sample_result, "residents", ())
    for question in ("watching", "sex", "sdgs"):
        counts = dict(coded[question].drop_nulls().value_counts().iter_rows())
        part = table.filter(question=question)
        assert dict(part.select("option", "n_positive").iter_rows()) == {c: counts.get(c, 0) for c in part["option"]}
        assert set(part["n_base"]) == {coded[question].count()}
        assert set(part["n_asked"]) == {coded.height}
    media = table.filter(question="media")
    assert media["n_positive"].to_list() == [int(coded[f"media_{code}"].sum()) for code in media["option"]]
    # asked only of those with children
    assert set(table.filter(question="childcare")["n_asked"]) == {coded.filter(pl.col("children") == 1).height}


def test_several_crossings_in_one_pass_give_what_each_gives_alone() -> None:
    rows = {
        "y": [True, False, True, True] * 9,
        "z": [True] * 30 + [False] * 6,
        "s": ["f", "m", "m"] * 12,
        "a": [1, 2] * 18,
    }
    frame, design = pl.DataFrame(rows).with_columns(h=pl.col("a") > 1), SurveyDesign(strata="h")
    outcomes = {name: pl.col(name) for name in ("y", "z")}
    sums = cross(frame, outcomes, [[], ["s"], ["s", "a"]], design=design)
    for by in ([], ["s"], ["s", "a"]):
        alone = proportions(frame, outcomes, by=by, design=design)
        assert proportions(sums, by=by).equals(alone)
    found = residuals_within(sums.names, sums.cells(["s"]))
    assert found.equals(adjusted_residuals(frame, outcomes, by="s", design=design))


@pytest.mark.parametrize("design", [None, SurveyDesign(weights="w"), SurveyDesign(weights="w", strata="s")])
def test_shares_with_a_base_in_common_are_summed_once_and_are_what_each_is_alone(design: SurveyDesign | None) -> None:
    rows = {"y": [True, False, True, True] * 9, "a": [1, 2, None] * 12, "s": ["f", "m"] * 18, "w": [1.0, 2.5, 0.5] * 12}
    frame, told = pl.DataFrame(rows), pl.col("a").is_not_null()
    outcomes = {"y": pl.col("y"), "no": ~pl.col("y"), "one": pl.col("a") == 1, "two": pl.col("a") == 2}
    base = {"y": told, "no": told, "one": pl.lit(value=True), "two": told}
    asked = {"y": told, "no": pl.col("y"), "one": told, "two": told}
    assert {"base_1", "base_3", "asked_2", "asked_3"} <= repeated_sums(indicators_of(outcomes, base, asked)).keys()
    for among in (asked, None):
        sums = cross(frame, outcomes, [["s"], []], base=base, asked=among, design=design, nulls="false")
        for by in (["s"], []):
            together = proportions(sums, by=by)
            for name, outcome in outcomes.items():
                alone = proportions(
                    frame, {name: outcome}, by=by, base=base[name], asked=among and among[name], design=design,
                    nulls="false",
                )  # fmt: skip
                assert together.filter(indicator=name).equals(alone)


def test_an_option_of_a_multiple_answer_is_an_axis(sample_result: Result) -> None:
    coded = sample_result.answers["residents"].coded
    questionnaire = sample_result.plan.questionnaires["residents"]
    axes = spread_axes(questionnaire, (("media",),))
    table = survey_table(sample_result, "residents", axes, ["watching", "media"])
    assert set(table.filter(question="media")["axis"]) == {None}
    everyone = set(table.filter(pl.col("axis").is_null(), question="watching")["n_base"])
    for (axis,) in axes:
        groups = dict(table.filter(axis=axis, question="watching").select("category", "n_base").unique().rows())
        assert groups["1"] == coded.filter(pl.col(axis))["watching"].count()
        assert {sum(groups.values())} == everyone
    shown = without_others(table, questionnaire)
    assert set(shown["category"].drop_nulls()) == {"1", "-1"}
    assert shown.filter(category="-1")["axis"].n_unique() == 1


def test_weighted_percents_are_those_of_the_weights_and_counts_stay(sample_result: Result) -> None:
    found = weighted_answers(sample_result, "residents")
    options = TableOptions(weighted=True)
    table = survey_table(sample_result, "residents", (), ["watching", "sex"], options=options, weighted=found)
    plain = survey_table(sample_result, "residents", (), ["watching", "sex"])
    assert table.select("n_base", "n_positive").equals(plain.select("n_base", "n_positive"))
    assert not table["percent"].equals(plain["percent"])
    weights = found.coded.filter(pl.col("watching").is_not_null()).with_columns(w=pl.col(found.design.weights or ""))
    by_hand = weights.filter(watching=1)["w"].sum() / weights["w"].sum()
    assert table.filter(question="watching", option=1)["proportion"].item() == pytest.approx(by_hand)


def test_no_answer_is_an_option_and_all_add_to_who_was_asked(sample_result: Result) -> None:
    table = survey_table(sample_result, "residents", (("sex",),), ["watching"], options=TableOptions(blank=True))
    added = table.group_by("axis", "category").agg(pl.col("n_positive").sum(), pl.col("n_base", "n_asked").first())
    assert (added["n_positive"] == added["n_base"]).all()
    assert (added["n_base"] == added["n_asked"]).all()


def test_percents_are_rounded_half_up_from_the_counts(sample_result: Result) -> None:
    table = survey_table(sample_result, "residents").filter(pl.col("n_base") > 0)
    by_hand = [(2000 * k + n) // (2 * n) / 10 for k, n in table.select("n_positive", "n_base").iter_rows()]
    assert table["percent"].to_list() == by_hand


def test_categories_with_no_answer_add_up_to_everyone(sample_result: Result) -> None:
    axes = parse_axes("sex,age,sex*age")
    table = survey_table(sample_result, "residents", axes, ["watching", "media"])
    everyone = table.filter(pl.col("axis").is_null()).select("question", "option", "n_positive", "n_base", "n_asked")
    for axis in ("sex", "age", "sex*age"):
        parts = table.filter(axis=axis).group_by("question", "option", maintain_order=True)
        added = parts.agg(pl.col("n_positive", "n_base", "n_asked").sum())
        assert added.equals(everyone)


def test_an_axis_is_not_broken_down_by_itself(sample_result: Result) -> None:
    table = survey_table(sample_result, "residents", (("sex",), ("age",)), ["sex", "watching"])
    assert set(table.filter(question="sex")["axis"].unique()) == {None, "age"}
    assert set(table.filter(question="watching")["axis"].unique()) == {None, "sex", "age"}


def test_labels_and_the_order_of_categories(sample_result: Result) -> None:
    questionnaire = sample_result.plan.questionnaires["residents"]
    table = with_labels(survey_table(sample_result, "residents", (("sex",),), ["watching"]), questionnaire, Words("ja"))
    first = table.filter(option=1)
    assert first["category_label"].to_list() == [None, "男性", "女性", "その他・回答しない", "無回答"]
    assert first["header"].unique().to_list() == ["問6"]
    assert category_label(questionnaire, "sex*age", "2*-1", Words("en")) == "女性, No answer"
    assert default_axes(questionnaire) == (("sex",), ("age",), ("district",), ("years",), ("children",))


def test_indicators_by_group_agree_with_the_judged_table(sample_result: Result) -> None:
    _, domains = survey_shares(sample_result, "residents", (), (("sex",),))
    total = domains.filter(pl.col("axis").is_null()).select("indicator", "n_base", "n_positive", "percent")
    judged = sample_result.judgements.filter(survey="residents").select("indicator", "n_base", "n_positive", "percent")
    assert total.sort("indicator").equals(judged.sort("indicator"))


@pytest.mark.parametrize(
    ("axes", "wrong"), [("sexx", "sexx"), ("sex*agee", "agee"), ("media", "media"), ("comment", "comment")]
)
def test_an_axis_that_cannot_be_is_named(sample_result: Result, axes: str, wrong: str) -> None:
    with pytest.raises(UsageError) as caught:
        survey_table(sample_result, "residents", parse_axes(axes))
    assert wrong in str(caught.value)


def test_marks_follow_differences_that_are_there() -> None:
    frame = pl.DataFrame(
        {"children": [1] * 100 + [2] * 100, "safe": [1] * 80 + [3] * 20 + [1] * 50 + [3] * 50, "media": [None] * 200},
        schema={"children": pl.Int16, "safe": pl.Int16, "media": pl.Int16},
    ).with_columns(media_1=pl.lit(None, pl.Boolean), media_2=pl.lit(None, pl.Boolean), media_3=pl.lit(None, pl.Boolean))
    frame = frame.with_columns(childcare=pl.lit(None, pl.Int16))
    questionnaire = mini_questionnaire()
    marks = difference_marks(frame, questionnaire, (("children",),))
    found = {row[:2]: row[2] for row in marks.filter(question="safe").select("option", "category", "mark").iter_rows()}
    assert found == {(1, "1"): "▲", (3, "1"): "▽", (1, "2"): "▽", (3, "2"): "▲"}


def test_equal_groups_have_no_marks() -> None:
    questionnaire = mini_questionnaire()
    frame = pl.DataFrame(
        {"children": [1, 2] * 50, "safe": [1, 1, 3, 3] * 25, "childcare": [None] * 100, "media": [None] * 100},
        schema=dict.fromkeys(("children", "safe", "childcare", "media"), pl.Int16),
    ).with_columns(pl.lit(None, pl.Boolean).alias(f"media_{code}") for code in (1, 2, 3))
    assert difference_marks(frame, questionnaire, (("children",),))["mark"].null_count() == 4


def test_a_table_of_nobody_has_no_percents() -> None:
    questionnaire = mini_questionnaire()
    frame = pl.DataFrame(schema=dict.fromkeys(("children", "safe", "childcare", "media"), pl.Int16))
    frame = frame.with_columns(pl.lit(None, pl.Boolean).alias(f"media_{code}") for code in (1, 2, 3))
    table = tabulate_answers(frame, questionnaire, questions=["safe"])
    assert table["n_base"].to_list() == [0, 0, 0]
    assert table["percent"].null_count() == 3


def mini_questionnaire() -> Questionnaire:
    return Questionnaire.model_validate(ruamel.yaml.YAML(typ="safe").load(MINI_QUESTIONNAIRE))


def test_the_design_knows_the_population(sample_result: Result) -> None:
    population = sample_result.plan.populations["residents"]
    assert population is not None
    assert design_of(sample_result, "residents").population == population.total
