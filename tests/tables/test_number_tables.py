"""Numbers and dates are tabulated as a hand would: against numpy, of nobody, of one, of the same, of those asked."""

from __future__ import annotations

import itertools
from datetime import date

import numpy as np
import polars as pl
import pytest
from scipy import stats

from kumin.errors import UsageError
from kumin.estimation import SurveyDesign, differences, differences_from_rest, means
from kumin.numbers import printed
from kumin.tables.amounts import TABLE, decimals_of, tabulate_numbers
from kumin.tables.axes import split_questions
from number_tools import answers, questionnaire

AXES = (("sex",), ("sex", "children"))


def by_numpy(values: np.ndarray, everyone: int, population: float | None) -> dict[str, float]:
    """Mean, interval and quartiles of a part of a simple random sample, from the formulas of the textbooks."""
    n = values.size
    mean, sd = float(values.mean()), float(values.std(ddof=1))
    correction = 1.0 if population is None else 1 - everyone / population
    # the domain's spread among the whole sample, of which it is a part
    z = np.concatenate([(values - mean) / n, np.zeros(everyone - n)])
    se = float(np.sqrt(correction * everyone * z.var(ddof=1)))
    half = float(stats.t.ppf(0.975, n - 1)) * se
    quarters = [float(np.sort(values)[int(np.ceil(n * p - 1e-12)) - 1]) for p in (0.25, 0.5, 0.75)]
    return {
        "mean": mean, "sd": sd, "se": se, "lower": mean - half, "upper": mean + half, "minimum": float(values.min()),
        "q25": quarters[0], "median": quarters[1], "q75": quarters[2], "maximum": float(values.max()),
    }  # fmt: skip


@pytest.mark.parametrize("population", [None, 400])
def test_numbers_are_those_of_the_formulas(population: float | None) -> None:
    frame = answers()
    table = tabulate_numbers(frame, questionnaire(), axes=AXES, design=SurveyDesign(population=population))
    for row in table.filter(question="years").iter_rows(named=True):
        part = frame
        for id_, code in zip((row["axis"] or "").split("*"), (row["category"] or "").split("*"), strict=True):
            if id_:
                part = part.filter(pl.col(id_).fill_null(-1) == int(code))
        values = part["years"].drop_nulls().to_numpy()
        assert (row["n_asked"], row["n_base"]) == (part.height, values.size)
        assert row["n_no_answer"] == part["years"].null_count()
        if values.size > 1:
            expected = by_numpy(values, frame.height, population)
            assert {name: row[name] for name in expected} == pytest.approx(expected, rel=1e-9)


def test_dates_have_ends_and_a_middle_and_no_mean() -> None:
    frame = answers()
    table = tabulate_numbers(frame, questionnaire(), axes=(("children",),), questions=["moved"])
    for row in table.iter_rows(named=True):
        part = frame if row["axis"] is None else frame.filter(pl.col("children") == int(row["category"]))
        days = part["moved"].drop_nulls().sort()
        assert (row["earliest"], row["latest"]) == (days[0], days[-1])
        assert row["median_date"] == days[(days.len() + 1) // 2 - 1]
        assert row["mean"] is row["sd"] is row["median"] is row["mark"] is None
        assert row["n_base"] + row["n_no_answer"] == part.height


def test_categories_with_no_answer_add_up_to_everyone() -> None:
    table = tabulate_numbers(answers(), questionnaire(), axes=AXES)
    everyone = table.filter(pl.col("axis").is_null()).select("question", "n_asked", "n_base", "n_no_answer")
    for axis in ("sex", "sex*children"):
        parts = table.filter(axis=axis).group_by("question", maintain_order=True)
        assert parts.agg(pl.col("n_asked", "n_base", "n_no_answer").sum()).equals(everyone)
    sums = table.filter(question="years", axis="sex").select((pl.col("n_base") * pl.col("mean")).sum()).item()
    assert sums == pytest.approx(answers()["years"].sum())


def test_only_those_asked_count() -> None:
    frame = answers().with_columns(kids=pl.lit(2.0))
    row = tabulate_numbers(frame, questionnaire(), questions=["kids"]).row(0, named=True)
    asked = frame.filter(pl.col("children") == 1).height
    # an answer of somebody who was not asked is no answer to the question
    assert (row["n_asked"], row["n_base"], row["n_no_answer"]) == (asked, asked, 0)


def test_a_table_of_nobody_is_empty_of_numbers() -> None:
    for frame in (
        answers().head(0),
        answers().with_columns(years=pl.lit(None, pl.Float64), moved=pl.lit(None, pl.Date)),
    ):
        table = tabulate_numbers(frame, questionnaire(), axes=(("sex",),), questions=["years", "moved"])
        assert table.schema == TABLE.schema
        assert table.filter(pl.col("axis").is_null()).height == 2
        assert set(table["n_base"]) == {0}
        told = table.select(
            "mean", "lower", "sd", "minimum", "median", "maximum", "earliest", "median_date", "t", "mark"
        )
        assert told.null_count().row(0) == (table.height,) * told.width


def test_one_answer_has_a_mean_and_no_spread() -> None:
    frame = answers().with_columns(years=pl.when(pl.int_range(pl.len()) == 7).then(12.5))
    row = tabulate_numbers(frame, questionnaire(), questions=["years"]).row(0, named=True)
    assert (row["n_base"], row["mean"], row["sd"], row["minimum"], row["median"]) == (1, 12.5, None, 12.5, 12.5)
    assert row["decimals"] == 1


@pytest.mark.parametrize("value", [0.1, 123456.7, 12345678.0])
def test_everyone_alike_has_no_spread_and_no_mark(value: float) -> None:
    frame = answers().with_columns(years=pl.lit(value))
    table = tabulate_numbers(frame, questionnaire(), axes=(("children",),), questions=["years"])
    for row in table.iter_rows(named=True):
        told = [row[name] for name in ("mean", "lower", "upper", "minimum", "q25", "median", "q75", "maximum")]
        assert told == [value] * 8
        assert row["sd"] == row["se"] == 0
        assert row["t"] is row["mark"] is None


def test_marks_are_of_groups_that_differ() -> None:
    frame = answers()
    table = tabulate_numbers(frame, questionnaire(), axes=(("sex",),), questions=["years"])
    found = dict(table.filter(axis="sex").select("category", "mark").iter_rows())
    assert found == {"1": "▽", "2": "▲", "3": None, "-1": None}
    known = frame.drop_nulls("sex")
    women_or_not = frame.with_columns(woman=pl.col("sex") == 2)
    asked = {"years": pl.col("years")}
    theirs = differences(women_or_not, asked, "woman", against=False, nulls="drop").row(0, named=True)
    ours = table.filter(category="2").row(0, named=True)
    assert (ours["difference"], ours["t"]) == pytest.approx((theirs["difference"], theirs["t"]))
    women, others = (known.filter(test)["years"].mean() for test in (pl.col("sex") == 2, pl.col("sex") != 2))
    assert ours["difference"] == pytest.approx(women - others)  # type: ignore[operator]
    # a small group differs without being marked
    few = tabulate_numbers(
        frame.with_columns(years=pl.when(pl.col("sex") == 3).then(900.0 + pl.int_range(pl.len())).otherwise("years")),
        questionnaire(), axes=(("sex",),), questions=["years"],
    ).filter(category="3").row(0, named=True)  # fmt: skip
    assert few["t"] > 1.96
    assert few["mark"] is None


def test_the_population_makes_marks_surer() -> None:
    frame = answers()
    designs = (SurveyDesign(population=n) for n in (None, 160))
    plain, nearly_all = (
        tabulate_numbers(frame, questionnaire(), axes=(("sex",),), questions=["years"], design=design)
        .filter(category="2")["t"].item()
        for design in designs
    )  # fmt: skip
    assert nearly_all == pytest.approx(plain / np.sqrt(1 - 150 / 160))


@pytest.mark.parametrize("design", [SurveyDesign(), SurveyDesign(weights="w", strata="children", psu="block")])
def test_differences_from_the_rest_are_pairwise_differences(design: SurveyDesign) -> None:
    rng = np.random.default_rng(1)
    frame = answers().with_columns(w=pl.Series(rng.random(150) + 0.5), block=pl.Series(rng.integers(0, 12, 150)))
    frame = frame.with_columns(age=pl.Series(rng.integers(1, 5, 150)))
    asked = {"years": pl.col("years")}
    ours = differences_from_rest(frame, asked, between="age", design=design, nulls="drop")
    for row in ours.iter_rows(named=True):
        one = frame.with_columns(inside=pl.col("age") == row["age"])
        theirs = differences(one, asked, "inside", against=False, design=design, nulls="drop").row(0, named=True)
        for name, other in (("n_group", "n_group"), ("n_rest", "n_against"), ("difference", "difference"), ("se", "se"),
                            ("df", "df"), ("t", "t"), ("p_value", "p_value")):  # fmt: skip
            assert row[name] == pytest.approx(theirs[other])


def test_one_group_alone_has_no_rest() -> None:
    one = answers().with_columns(g=pl.lit(1))
    row = differences_from_rest(one, {"x": pl.col("years")}, between="g", nulls="drop").row(0, named=True)
    assert (row["n_rest"], row["difference"], row["t"]) == (0, None, None)


def test_the_standard_deviation_of_means_is_numpys() -> None:
    found = means(answers(), {"x": pl.col("years")}, by=["children"], nulls="drop")
    for code, sd in found.select("children", "sd").iter_rows():
        assert sd == pytest.approx(answers().filter(pl.col("children") == code)["years"].std())


def test_questions_are_told_apart_and_text_is_refused() -> None:
    assert split_questions(questionnaire(), None) == (["sex", "children", "safe"], ["years", "moved", "kids"])
    assert split_questions(questionnaire(), ["kids", "safe"]) == (["safe"], ["kids"])
    for wrong in ("free", "yearss"):
        with pytest.raises(UsageError) as caught:
            split_questions(questionnaire(), [wrong])
        assert wrong in str(caught.value)
        assert "years" in str(caught.value)
    with pytest.raises(UsageError):
        tabulate_numbers(answers(), questionnaire(), axes=(("years",),))


def test_amounts_have_the_decimals_of_the_answers_and_are_rounded_half_up() -> None:
    assert [decimals_of(pl.Series(x)) for x in ([1.0, 2.0], [1.5], [0.1, 0.25], [1 / 3], [])] == [0, 1, 2, 4, 0]
    assert decimals_of(pl.Series([85000.0, 1e9 + 0.5])) == 1
    given = ((2.25, 1), (0.125, 2), (1234.5, 0), (-0.04, 1), (None, 1))
    shown = [printed(value, places, grouped=True) for value, places in given]
    assert shown == ["2.3", "0.13", "1,235", "0.0", "-"]


def test_the_order_is_that_of_the_form_and_the_axes() -> None:
    table = tabulate_numbers(answers(), questionnaire(), axes=(("children",), ("sex",)))
    order = [key for key, _ in itertools.groupby(table.select("question", "axis").rows())]
    expected = [(question, axis) for question in ("years", "moved", "kids") for axis in (None, "children", "sex")]
    assert order == expected
    assert table.filter(question="years", axis="sex")["category"].to_list() == ["1", "2", "3", "-1"]


def test_a_day_stays_a_day() -> None:
    frame = answers().with_columns(moved=pl.lit(date(1899, 12, 31)))
    row = tabulate_numbers(frame, questionnaire(), questions=["moved"]).row(0, named=True)
    assert row["earliest"] == row["median_date"] == row["latest"] == date(1899, 12, 31)
