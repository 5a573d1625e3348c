"""Differences of groups and tests of association under replicate weights against R's survey.

The numbers are in replicate_reference.json, made by make_replicate_reference.R with survey 4.1-1.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import polars as pl
import pytest
from test_survey_package_further import DATA, answers, jackknife, near

from kumin.errors import StatisticsError
from kumin.estimation import (
    Replicates,
    Survey,
    SurveyDesign,
    adjusted_residuals,
    category,
    crosstab,
    differences,
    differences_from_rest,
    function_of_means,
    independence_tests,
    mean_of,
    proportions,
    rake,
    replicate_weights,
    trends,
)

REFERENCE = json.loads((DATA / "replicate_reference.json").read_text(encoding="utf-8"))
FRAME_OF = {"jk1": "clus1", "jkn": "strat"}


@pytest.mark.parametrize("expected", REFERENCE["differences"], ids=lambda e: e["design"])
def test_differences_of_groups(expected: dict[str, Any]) -> None:
    name = expected["design"]
    frame = answers(FRAME_OF[name]).with_columns(awarded=pl.col("awards") == "Yes", high=pl.col("stype") == "H")
    design = jackknife(name)
    for kind, outcome, between in (("mean", "api00", "awarded"), ("share", "awarded", "high")):
        row = differences(frame, outcome, between, design=design, method="wald").row(0, named=True)
        wanted = expected[kind]
        assert [row[one] for one in ("difference", "t", "df", "p_value")] == near(
            [wanted[one] for one in ("estimate", "t", "df", "p")], rel=1e-7
        )
    table = differences(frame, "api00", "stype", design=design)
    covariance, means = np.array(expected["covariance"]), dict(zip(expected["groups"], expected["means"], strict=True))
    for row in table.iter_rows(named=True):
        i, j = (expected["groups"].index(row[side]) for side in ("group", "against"))
        assert row["estimate_group"] == near(means[row["group"]])
        assert row["se"] ** 2 == near(covariance[i, i] + covariance[j, j] - 2 * covariance[i, j], rel=1e-7)


@pytest.mark.parametrize("expected", REFERENCE["differences"], ids=lambda e: e["design"])
def test_a_group_against_the_rest(expected: dict[str, Any]) -> None:
    frame = answers(FRAME_OF[expected["design"]]).with_columns(awarded=pl.col("awards") == "Yes")
    table = differences_from_rest(frame, "api00", between="awarded", design=jackknife(expected["design"]))
    row = table.filter(pl.col("awarded")).row(0, named=True)
    wanted = expected["mean"]
    assert [row[one] for one in ("difference", "t", "df", "p_value")] == near(
        [wanted[one] for one in ("estimate", "t", "df", "p")], rel=1e-7
    )


@pytest.mark.parametrize("expected", REFERENCE["chisq"], ids=lambda e: e["design"])
def test_association(expected: dict[str, Any]) -> None:
    frame, design = answers(FRAME_OF[expected["design"]]), jackknife(expected["design"])
    test = crosstab(frame, "stype", "awards", design=design).test.row(0, named=True)
    assert [test[one] for one in ("f", "df1", "df2", "p_value")] == near(
        [expected[one] for one in ("f", "df1", "df2", "p")], rel=1e-7
    )
    rows = {row["method"]: row for row in independence_tests(frame, ["stype", "awards"], design=design).to_dicts()}
    assert rows["rao_scott"]["statistic"] == near(expected["f"], rel=1e-7)
    for method, code in (("wald", "wald"), ("wald_adjusted", "adjusted")):
        found = [rows[method][one] for one in ("statistic", "df2", "p_value")]
        assert found == near([expected[code], expected[f"{code}_df2"], expected[f"{code}_p"]], rel=1e-7)


def test_groups_that_are_samples_of_their_own_do_not_correlate() -> None:
    frame, design = answers("clus1"), jackknife("jk1")
    table = differences(frame, "api00", "awards", design=design, independent=True, method="wald")
    each = Survey(frame, design).means("api00", by="awards")["se"]
    assert table["se"].item() == near(float((each**2).sum() ** 0.5))


def test_a_frame_holds_its_replicates_for_comparisons_too() -> None:
    frame, design = answers("clus1"), jackknife("jk1")
    survey = Survey(frame, design)
    assert survey.differences("api00", "awards").equals(differences(frame, "api00", "awards", design=design))
    assert survey.crosstab("stype", "awards").test.equals(crosstab(frame, "stype", "awards", design=design).test)
    assert survey.independence_tests(["stype", "awards"]).height == 4
    with pytest.raises(StatisticsError) as caught:
        survey.weight({"stype": {"E": 1, "M": 1, "H": 1}})
    assert caught.value.code == "replicates_not_here"


def test_where_replicates_do_not_serve_it_says_what_does() -> None:
    frame, design = answers("clus1"), jackknife("jk1")
    for call in (
        lambda: trends(frame, {"half": pl.col("half")}, "api00", design=design),  # type: ignore[arg-type]
        lambda: adjusted_residuals(frame, "half", by="stype", design=design),  # type: ignore[arg-type]
        lambda: function_of_means(frame, ["api00"], mean_of, bases=["half"], design=design),  # type: ignore[arg-type]
        lambda: rake(frame, {"stype": {"E": 1, "M": 1, "H": 1}}, design=design),  # type: ignore[arg-type]
        lambda: replicate_weights(frame, design=design),  # type: ignore[arg-type]
    ):
        with pytest.raises(StatisticsError) as caught:
            call()
        assert caught.value.code == "replicates_not_here"
        assert "regress" in caught.value.message("en")


def test_degrees_of_freedom_that_are_not_there_are_none() -> None:
    """Where no df is left the table says 0 beside the reason, never a number below it."""
    frame = pl.DataFrame({"y": [True, False, True, False], "x": [1.0, 2, 4, 9], "g": ["a", "b"] * 2, "p": [1, 1, 2, 2]})
    for psu in (SurveyDesign(psu="p"), SurveyDesign(strata="p", lonely_psu="certainty", psu="p")):
        tables = [
            differences(frame, "y", "g", design=psu),
            differences(frame.head(2), "x", "g", design=SurveyDesign()),
            differences_from_rest(frame, "x", between="g", design=psu),
            Survey(frame, psu).mean_tests("x", by="g"),
            Survey(frame, psu).regress("x", [category("g")]).coefficients,
            trends(
                frame.with_columns(t=pl.Series([1, 2, 3, 3])), {"y": pl.col("y")}, "t", design=psu, independent=False
            ),
        ]
        for table in tables:
            assert (table["df"].drop_nulls() >= 0).all()
            gone = table.filter(pl.col("df") == 0)
            assert gone["not_estimable"].null_count() == 0
            assert gone["se"].null_count() == gone.height


def test_a_single_psu_is_said_without_an_empty_name() -> None:
    frame = pl.DataFrame({"y": [True, False], "p": [1, 1]})
    with pytest.raises(StatisticsError) as caught:
        proportions(frame, "y", design=SurveyDesign(psu="p"))
    assert (caught.value.code, caught.value.params) == ("design_one_psu", {"name": "p"})


def test_a_group_in_no_replicate_has_a_reason() -> None:
    frame = pl.DataFrame({"y": [True, False, True, False, True], "g": ["a", "a", "a", "b", "b"]})
    frame = frame.with_columns(w=1.0, r1=pl.Series([2.0, 0, 2, 0, 0]), r2=pl.Series([0.0, 2, 0, 0, 0]))
    design = Replicates.from_columns("r*", weights="w", kind="brr")
    shares = proportions(frame, "y", by="g", design=design).filter(g="b").row(0, named=True)
    row = differences(frame, "y", "g", design=design).row(0, named=True)
    assert row["difference"] == near(0.5 - 2 / 3)
    for found in (shares, row):
        assert (found["se"], found["lower"], found["upper"]) == (None, None, None)
        assert found["not_estimable"] == "no_df"
