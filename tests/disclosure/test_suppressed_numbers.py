"""What a published table of numbers hides cannot be had by subtracting what it shows."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kumin.definitions import Disclosure
from kumin.disclosure.amounts import suppress_with_numbers
from kumin.disclosure.suppress import suppress
from kumin.tables.amounts import tabulate_numbers
from kumin.tables.shares import TABLE, tabulate_answers
from number_tools import answers, questionnaire

K = 5
AXES = (("sex",), ("children",), ("sex", "children"))


def people(counts: list[int]) -> pl.DataFrame:
    """Answers of so many people in each crossing of four sexes (one left out) and two kinds of families."""
    cells = [(sex, family) for sex in (1, 2, 3, None) for family in (1, 2)]
    rows = [cell for cell, n in zip(cells, counts, strict=True) for _ in range(n)]
    rng = np.random.default_rng(sum(counts))
    frame = pl.DataFrame(rows, schema={"sex": pl.Int16, "children": pl.Int16}, orient="row")
    return frame.with_columns(
        years=pl.Series(rng.integers(0, 90, len(rows)), dtype=pl.Float64),
        moved=pl.lit(None, pl.Date), kids=pl.lit(None, pl.Float64), safe=pl.lit(1, pl.Int16),
    )  # fmt: skip


def published(
    frame: pl.DataFrame, k: int, axes: tuple[tuple[str, ...], ...] = AXES
) -> tuple[pl.DataFrame, pl.DataFrame]:
    form = questionnaire()
    table = tabulate_answers(frame, form, axes=axes, questions=["safe"])
    return suppress_with_numbers(
        table, tabulate_numbers(frame, form, axes=axes), form, Disclosure(k=k, protect_blank=True)
    )


def determined(shown: pl.DataFrame) -> list[tuple[str, str]]:
    """Hidden groups whose n or sum the shown ones give, by solving all sums of groups at once.

    Written from the meaning of the table: an unknown for each crossing, an equation for each group that is shown.
    """
    cells = [(sex, family) for sex in ("1", "2", "3", "-1") for family in ("1", "2")]

    def line(axis: str | None, category: str | None) -> np.ndarray:
        wanted = dict(zip((axis or "").split("*"), (category or "").split("*"), strict=True))
        return np.array([
            float(wanted.get("sex", sex) == sex and wanted.get("children", family) == family) for sex, family in cells
        ])  # fmt: skip

    rows = [(line(a, c), n) for a, c, n in shown.select("axis", "category", "n_base").iter_rows()]
    known = np.array([row for row, n in rows if n is not None] or [np.zeros(len(cells))])
    # crossings that do not occur hold nobody
    there = set(shown.filter(axis="sex*children")["category"])
    absent = [line("sex*children", "*".join(cell)) for cell in cells if "*".join(cell) not in there]
    known = np.vstack([known, *absent]) if absent else known
    rank = np.linalg.matrix_rank(known)
    hidden = shown.filter(pl.col("n_base").is_null()).select("axis", "category").rows()
    return [(a, c) for a, c in hidden if np.linalg.matrix_rank(np.vstack([known, line(a, c)])) == rank]


@settings(max_examples=40, deadline=None)
@given(counts=st.lists(st.integers(0, 14), min_size=8, max_size=8), k=st.integers(2, 7))
def test_no_hidden_number_or_sum_can_be_solved_for(counts: list[int], k: int) -> None:
    frame = people(counts)
    form = questionnaire()
    true = tabulate_numbers(frame, form, axes=AXES, questions=["years"])
    closed = tabulate_answers(frame, form, axes=AXES, questions=["safe"])
    _, shown = suppress_with_numbers(closed, true, form, Disclosure(k=k, protect_blank=True))
    assert not shown["n_base"].drop_nulls().is_between(1, k - 1).any()
    assert shown.filter(pl.col("n_base").is_null())["mean"].null_count() == shown["n_base"].null_count()
    size = {row[:2]: row[2] for row in true.select("axis", "category", "n_base").iter_rows()}
    # a group of nobody that is hidden with others hides no one
    assert [group for group in determined(shown) if size[group] > 0] == []
    for axis in ("sex", "children", "sex*children"):
        inside = shown.filter(pl.col("axis") == axis, pl.col("suppressed"))["category"].to_list()
        total_hidden = shown.filter(pl.col("axis").is_null())["suppressed"].any()
        if inside and not total_hidden:
            assert sum(size[axis, category] for category in inside) >= k


def test_subtraction_does_not_give_a_hidden_mean() -> None:
    frame = people([20, 20, 1, 2, 30, 30, 0, 0])
    _, numbers = published(frame, K, (("sex",),))
    shown = numbers.filter(question="years")
    total = shown.filter(pl.col("axis").is_null()).row(0, named=True)
    groups = shown.filter(axis="sex")
    # three people alone would be the rest: one more group goes with them, the smaller
    assert groups.filter("suppressed")["category"].to_list() == ["1", "2"]
    left = total["n_base"] * total["mean"] - groups.select((pl.col("n_base") * pl.col("mean")).sum()).item()
    hidden = frame.filter(pl.col("sex").is_in([1, 2]))["years"]
    assert left == pytest.approx(hidden.sum())
    assert left / 3 != pytest.approx(frame.filter(pl.col("sex") == 2)["years"].mean())


def test_what_is_one_persons_is_not_published() -> None:
    _, numbers = published(answers(), K)
    assert numbers.select("minimum", "maximum", "earliest", "latest", "difference", "t").null_count().row(0) == (
        (numbers.height,) * 6
    )
    for name, least in (("median", 2 * K), ("q25", 4 * K), ("q75", 4 * K)):
        told = numbers.filter(kind="number").drop_nulls(name)
        assert told.height > 0
        assert told["n_base"].min() >= least  # type: ignore[operator]
    enough = numbers.filter(pl.col("kind") == "number", pl.col("n_base") >= 4 * K)
    assert enough["q25"].null_count() == 0
    days = numbers.filter(pl.col("kind") == "date", pl.col("n_base") >= 2 * K)
    assert days["median_date"].null_count() == 0


def test_who_was_asked_is_told_of_everyone_only() -> None:
    _, numbers = published(answers(), K)
    told = numbers.drop_nulls("n_no_answer").select("question", "axis").rows()
    assert told == [("years", None), ("moved", None)]
    assert numbers.drop_nulls("n_asked").height == 2


def test_a_group_hidden_in_the_closed_questions_is_hidden_here() -> None:
    # three chose その他: hidden everywhere; they and who left the sex out are 15, so no other group goes with them
    frame = people([20, 20, 30, 30, 3, 0, 6, 6])
    closed, numbers = published(frame, K, (("sex",),))
    base_hidden = set(closed.filter(pl.col("n_base").is_null())["category"])
    assert base_hidden == {"3", "-1"}
    assert set(numbers.filter(pl.col("question") == "years", pl.col("suppressed"))["category"]) == base_hidden


def test_numbers_that_few_gave_hide_nothing_of_the_closed_questions() -> None:
    frame = people([20, 20, 30, 30, 9, 0, 6, 6])
    sparse = frame.with_columns(years=pl.when(pl.int_range(pl.len()) % 9 == 0).then("years"))
    form = questionnaire()
    table = tabulate_answers(sparse, form, axes=(("sex",),), questions=["safe"])
    closed, numbers = published(sparse, K, (("sex",),))
    assert closed.equals(suppress(table, K))
    assert numbers.filter(question="years")["suppressed"].any()


def test_a_threshold_of_one_hides_nothing_and_no_closed_question_is_needed() -> None:
    form = questionnaire()
    numbers = tabulate_numbers(answers(), form, axes=(("sex",),))
    nothing = TABLE.empty()
    for k in (0, 1):
        _, found = suppress_with_numbers(nothing, numbers, form, Disclosure(k=k, protect_blank=True))
        assert found.drop("suppressed", "published").equals(numbers)
        assert not found["published"].any()
    _, found = suppress_with_numbers(nothing, numbers, form, Disclosure(k=K, protect_blank=True))
    assert found.filter(question="years", category="3")["mean"].to_list() == [None]
    _, found = suppress_with_numbers(nothing, numbers.clear(), form, Disclosure(k=K, protect_blank=True))
    assert found.is_empty()


def test_a_total_of_few_is_hidden() -> None:
    frame = people([2, 1, 0, 0, 0, 0, 0, 0])
    _, numbers = published(frame, K, ())
    row = numbers.filter(question="years").row(0, named=True)
    assert row["suppressed"]
    assert row["n_base"] is row["n_no_answer"] is row["mean"] is row["median"] is None


def test_an_axis_counted_by_itself_does_not_tell_a_hidden_group() -> None:
    # everyone answered, so that a group's n is how many chose its option
    frame = people([30, 20, 20, 20, 3, 0, 3, 3])
    form = questionnaire()
    axes = (("sex",),)
    sexes = tabulate_answers(frame, form, axes=(), questions=["sex"])
    numbers = tabulate_numbers(frame, form, axes=axes, questions=["years"])
    closed, shown = suppress_with_numbers(sexes, numbers, form, Disclosure(k=K, protect_blank=True))
    hidden_options = {str(option) for option in closed.filter("suppressed")["option"]}
    hidden_groups = set(shown.filter("suppressed")["category"])
    assert hidden_options == {"3"}
    assert hidden_groups == {"3", "-1"}
    # or who chose no option would be the total less those of all options
    assert closed["n_base"].null_count() == closed.height
