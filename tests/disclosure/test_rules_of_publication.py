"""A plan says what its published files hide: the threshold, who is protected, and when one amount dominates."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import polars as pl
import pytest

from conftest import command as kumin
from kumin.definitions import DEFAULT_K, Disclosure, load_plan
from kumin.disclosure.amounts import suppress_numbers, suppress_with_numbers
from kumin.disclosure.classes import classes
from kumin.disclosure.published import release, rules_of_plan
from kumin.estimation import SurveyDesign
from kumin.pipeline import run
from kumin.tables.amounts import tabulate_numbers
from kumin.tables.shares import TABLE
from number_tools import questionnaire


def with_rules(folder: Path, rules: str) -> Path:
    plan = folder / "plan.yaml"
    plan.write_text(plan.read_text(encoding="utf-8") + f"disclosure: {rules}\n", encoding="utf-8")
    return plan


def test_a_plan_without_rules_has_the_default(mini: Path) -> None:
    assert load_plan(mini).plan.disclosure == Disclosure()
    assert Disclosure().k == DEFAULT_K


def test_a_plan_states_its_threshold_and_an_option_takes_its_place(mini: Path) -> None:
    with_rules(mini, "{k: 8}")
    result = run(mini, mini / "answers")
    assert release(result).k == 8
    assert release(result, 3).k == 3
    assert rules_of_plan(result.plan.plan, 0) == Disclosure(k=0)


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ("{k: -1}", "k"),
        ("{k: many}", "k"),
        ("{protect_blank: maybe}", "protect_blank"),
        ("{dominance: 101}", "dominance"),
        ("{min_cell: 5}", "min_cell"),
    ],
)
def test_wrong_rules_are_told_by_their_place(mini: Path, rules: str, told: str) -> None:
    with_rules(mini, rules)
    refused = kumin("run", str(mini), "--answers", str(mini / "answers"))
    assert refused.returncode == 2
    assert told in refused.stderr
    assert "plan.yaml:" in refused.stderr


def test_run_hides_by_the_option_and_records_it(mini: Path, tmp_path: Path) -> None:
    with_rules(mini, "{k: 25}")
    hidden = []
    for name, given, k in (("a", (), 25), ("b", ("--min-cell", "0"), 0)):
        out = tmp_path / name
        assert kumin("run", str(mini), "--answers", str(mini / "answers"), "--out", str(out), *given).returncode == 0
        recorded = json.loads((out / "result.json").read_text(encoding="utf-8"))["disclosure"]
        assert recorded == Disclosure(k=k).model_dump()
        with (out / "open_data.csv").open(encoding="utf-8-sig") as file:
            hidden.append(sum(row["suppressed"].lower() == "true" for row in csv.DictReader(file)))
    assert hidden[0] > 0
    assert hidden[1] == 0


def amounts(*years: float) -> pl.DataFrame:
    """Twenty people of sex 1 with ten years each, and those of sex 2 with the years given."""
    sex = [1] * 20 + [2] * len(years)
    form = {"sex": pl.Int16, "safe": pl.Int16, "children": pl.Int16, "moved": pl.Date, "kids": pl.Float64}
    given = pl.DataFrame({"sex": sex, "years": [10.0] * 20 + list(years)})
    empty = (pl.lit(None, dtype).alias(name) for name, dtype in form.items() if name != "sex")
    return given.with_columns(pl.col("sex").cast(pl.Int16), *empty)


@pytest.mark.parametrize(("rest", "shown"), [(25, True), (24, False)])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_mean_that_one_amount_dominates_is_hidden(rest: int, sign: int, *, shown: bool) -> None:
    # of 1000, what neither the largest nor the second gave must be 10 percent: 100
    years = [sign * year for year in (1000, 50, 25, 25, 25, rest)]
    numbers = tabulate_numbers(amounts(*years), questionnaire(), axes=(("sex",),), questions=["years"])
    _, found = suppress_with_numbers(
        TABLE.empty(), numbers, questionnaire(), Disclosure(k=DEFAULT_K, protect_blank=True)
    )
    row = found.filter(axis="sex", category="2")
    assert (row["mean"].null_count() == 0) is shown
    assert found["dominance"].null_count() == found.height, "how much one amount dominates tells it"
    _, switched_off = suppress_with_numbers(
        TABLE.empty(), numbers, questionnaire(), Disclosure(k=DEFAULT_K, dominance=0, protect_blank=True)
    )
    assert switched_off.filter(axis="sex", category="2")["mean"].null_count() == 0


def test_amounts_of_nothing_dominate_nothing() -> None:
    numbers = tabulate_numbers(amounts(0, 0, 0, 0, 0), questionnaire(), axes=(("sex",),), questions=["years"])
    _, found = suppress_with_numbers(
        TABLE.empty(), numbers, questionnaire(), Disclosure(k=DEFAULT_K, protect_blank=True)
    )
    assert found.filter(axis="sex", category="2")["mean"].to_list() == [0.0]


@pytest.mark.parametrize(("others", "shown"), [((1000, 1, 1, 1), False), ((1000, 400, 400, 1), True)])
def test_an_amount_that_dominates_what_is_hidden_together_is_not_told(
    others: tuple[float, ...], *, shown: bool
) -> None:
    """The total less the shown group is the sum of the two hidden ones, most of it one person's."""
    frame = amounts(*others, 1, 1, 1).with_columns(sex=pl.Series([1] * 20 + [2] * 4 + [3] * 3, dtype=pl.Int16))
    numbers = tabulate_numbers(frame, questionnaire(), axes=(("sex",),), questions=["years"])
    _, found = suppress_with_numbers(
        TABLE.empty(), numbers, questionnaire(), Disclosure(k=DEFAULT_K, protect_blank=True)
    )
    by_sex = dict(found.filter(axis="sex").select("category", "mean").iter_rows())
    assert by_sex["2"] is None
    assert by_sex["3"] is None
    assert (by_sex["1"] is not None) is shown
    _, switched_off = suppress_with_numbers(
        TABLE.empty(), numbers, questionnaire(), Disclosure(k=DEFAULT_K, dominance=0, protect_blank=True)
    )
    assert switched_off.filter(axis="sex", category="1")["mean"].null_count() == 0


def test_beside_an_amount_that_dominates_the_smallest_group_is_hidden() -> None:
    sex = pl.Series([1] * 20 + [2] * 4 + [3] * 3 + [None] * 12, dtype=pl.Int16)
    frame = amounts(1000, 1, 1, 1, 1, 1, 1, *[10] * 12).with_columns(sex=sex)
    numbers = tabulate_numbers(frame, questionnaire(), axes=(("sex",),), questions=["years"])
    _, found = suppress_with_numbers(TABLE.empty(), numbers, questionnaire(), Disclosure(protect_blank=True))
    assert found.filter(axis="sex").drop_nulls("mean")["category"].to_list() == ["1"]


@pytest.mark.parametrize("protect", [False, True])
def test_an_amount_of_those_who_left_an_axis_blank_hides_no_other_group(*, protect: bool) -> None:
    """Nobody knows who they are, unless the plan says that they are a group as others."""
    frame = amounts(*[10] * 12, 7, 9).with_columns(sex=pl.Series([1] * 20 + [2] * 12 + [None] * 2, dtype=pl.Int16))
    numbers = tabulate_numbers(frame, questionnaire(), axes=(("sex",),), questions=["years"])
    _, found = suppress_with_numbers(TABLE.empty(), numbers, questionnaire(), Disclosure(protect_blank=protect))
    shown = found.filter(axis="sex").drop_nulls("mean")["category"].to_list()
    assert shown == (["1"] if protect else ["1", "2"])


@pytest.mark.parametrize(("others", "shown"), [(2, ["1"]), (3, ["1", "2"])])
def test_those_hidden_together_are_as_many_as_the_threshold(others: int, shown: list[str]) -> None:
    sex = pl.Series([1] * 20 + [2] * 12 + [3] * others + [None] * 2, dtype=pl.Int16)
    frame = amounts(*[10] * (14 + others)).with_columns(sex=sex)
    numbers = tabulate_numbers(frame, questionnaire(), axes=(("sex",),), questions=["years"])
    found = suppress_numbers(numbers, questionnaire(), Disclosure(protect_blank=True), ())
    assert found.filter(axis="sex").drop_nulls("mean")["category"].to_list() == shown


@pytest.mark.parametrize(("people", "median", "quartiles"), [(9, 0, 0), (10, 1, 0), (19, 1, 0), (20, 1, 1)])
def test_a_median_is_of_twice_as_many_and_quartiles_of_four_times(people: int, median: int, quartiles: int) -> None:
    numbers = tabulate_numbers(amounts(*[8, 12] * 10)[: 20 + people], questionnaire(), axes=(("sex",),))
    _, found = suppress_with_numbers(TABLE.empty(), numbers.filter(question="years"), questionnaire(), Disclosure())
    row = found.filter(axis="sex", category="2")
    assert row.select(pl.col("median", "q25", "q75").is_not_null().cast(int)).row(0) == (median, quartiles, quartiles)


def test_an_amount_that_dominates_a_group_and_who_left_it_blank_together_is_not_told() -> None:
    sex = pl.Series([1] * 20 + [2] * 12 + [3] * 3 + [None] * 2, dtype=pl.Int16)
    frame = amounts(*[10] * 12, 1000, 1, 1, 1, 1).with_columns(sex=sex)
    numbers = tabulate_numbers(frame, questionnaire(), axes=(("sex",),), questions=["years"])
    _, found = suppress_with_numbers(TABLE.empty(), numbers, questionnaire(), Disclosure())
    assert found.filter(axis="sex").drop_nulls("mean")["category"].to_list() == ["1"]


@pytest.mark.parametrize(("weight", "shown"), [(1.0, True), (100.0, False)])
def test_an_amount_that_its_weight_makes_large_is_not_told(weight: float, *, shown: bool) -> None:
    """Of a weighted sum the amounts are what each adds to it."""
    frame = amounts(*[10] * 8).with_columns(
        weight=pl.when(pl.int_range(pl.len()) == 20)
        .then(weight)
        .otherwise(pl.when(pl.col("sex") == 1).then(1.0).otherwise(0.5))
    )
    design = SurveyDesign(weights="weight")
    numbers = tabulate_numbers(frame, questionnaire(), axes=(("sex",),), questions=["years"], design=design)
    assert numbers.filter(axis="sex", category="2")["largest"].to_list() == [10 * weight]
    _, found = suppress_with_numbers(TABLE.empty(), numbers, questionnaire(), Disclosure())
    assert (found.filter(axis="sex", category="2")["mean"].null_count() == 0) is shown
    # what the others of one sum are is told neither
    assert found.select("largest", "second").null_count().row(0) == (found.height,) * 2


@pytest.mark.parametrize(
    ("people", "counted"), [((4, 3, 3), [4, 3, 3]), ((3, 4, 4), [3, 4, 4]), ((4, 3, 2), [4, 5]), ((2, 4, 4), [6, 4])]
)
def test_classes_of_as_many_as_the_threshold_stay_apart(people: tuple[int, ...], counted: list[int]) -> None:
    values = [float(value) for value, n in enumerate(people, 1) for _ in range(n)]
    assert [one.n for one in classes(pl.Series(values), 3)] == counted


def test_the_limits_of_classes_rest_on_no_answer_of_few() -> None:
    values = [float(n) for n in range(40)]
    assert classes(pl.Series([*values, 60.0]), 5) == classes(pl.Series([*values, 1e6]), 5)
    assert classes(pl.Series([*values, -1.0]), 5) == classes(pl.Series([*values, -1e6]), 5)
