"""Suppressed cells cannot be found again by adding and subtracting what is published."""

from __future__ import annotations

import itertools

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from conftest import ROOT
from kumin.disclosure.cells import determined, hide
from kumin.disclosure.groups import hidden_groups
from kumin.disclosure.published import Published, release
from kumin.disclosure.suppress import BOUNDS, suppress
from kumin.disclosure.systems import system_of
from kumin.pipeline import run
from kumin.tables.axes import UNKNOWN
from kumin.writers.open_data import open_data

OPTIONS, SEXES, AGES = (1, 2, 3), ("1", "2", "-1"), ("1", "2")


def long_table(counts: np.ndarray, *, crossed: bool, multiple: bool = False) -> pl.DataFrame:
    """A question's table by sex, age and (crossed) sex*age from counts of shape (sex, age, option)."""
    rows = []

    def add(axis: str | None, category: str | None, cell: np.ndarray) -> None:
        base = int(cell.sum())
        rows.extend(("q", option, axis, category, base, base, int(n)) for option, n in zip(OPTIONS, cell, strict=True))

    add(None, None, counts.sum(axis=(0, 1)))
    for s, sex in enumerate(SEXES):
        add("sex", sex, counts[s].sum(axis=0))
    for a, age in enumerate(AGES):
        add("age", age, counts[:, a].sum(axis=0))
    if crossed:
        for (s, sex), (a, age) in itertools.product(enumerate(SEXES), enumerate(AGES)):
            add("sex*age", f"{sex}*{age}", counts[s, a])
    schema = {"question": pl.String, "option": pl.Int32, "axis": pl.String, "category": pl.String,
              "n_asked": pl.Int64, "n_base": pl.Int64, "n_positive": pl.Int64}  # fmt: skip
    table = pl.DataFrame(rows, schema=schema, orient="row")
    return table.with_columns(
        percent=100 * pl.col("n_positive") / pl.col("n_base"), lower=pl.lit(0.1), upper=pl.lit(0.9)
    )


def attack(table: pl.DataFrame) -> list[tuple[object, ...]]:
    """What an attacker can work out: the possible range of each hidden count, given every published number.

    Written anew from the meaning of the table, not from the code it tests: a variable for each crossing of sex, age and
    option where the crossing is published, else for each published count.
    """
    crossed = "sex*age" in table["axis"].to_list()
    names = [row[:3] for row in table.select("axis", "category", "option").iter_rows()]
    bases = {(a, c): None for a, c, _ in names}
    variables = {name: place for place, name in enumerate([*names, *((a, c, "n") for a, c in bases)])}
    equations, known = [], []

    def equation(terms: dict[tuple[object, ...], int], value: float = 0.0) -> None:
        row = np.zeros(len(variables))
        for name, factor in terms.items():
            row[variables[name]] += factor
        equations.append(row)
        known.append(value)

    for a, c in bases:
        equation({(a, c, "n"): -1, **{(a, c, option): 1 for option in OPTIONS}})
    for kind in (*OPTIONS, "n"):
        equation({(None, None, kind): -1, **{("sex", s, kind): 1 for s in SEXES}})
        equation({(None, None, kind): -1, **{("age", a, kind): 1 for a in AGES}})
        if crossed:
            for s in SEXES:
                equation({("sex", s, kind): -1, **{("sex*age", f"{s}*{a}", kind): 1 for a in AGES}})
            for a in AGES:
                equation({("age", a, kind): -1, **{("sex*age", f"{s}*{a}", kind): 1 for s in SEXES}})
    hidden = []
    for axis, category, option, n_base, n in table.select(
        "axis", "category", "option", "n_base", "n_positive"
    ).iter_rows():
        if n is None:
            hidden.append((axis, category, option))
        else:
            equation({(axis, category, option): 1}, n)
        if n_base is not None:
            equation({(axis, category, "n"): 1}, n_base)
    found = []
    places = [variables[name] for name in hidden]
    points: list[np.ndarray] = []
    for name, place in zip(hidden, places, strict=True):
        # two solutions that differ here show that this count is not determined, and spare the search for its ends
        if len(points) > 1 and np.ptp([point[place] for point in points]) > 1e-6:
            continue
        target = np.zeros(len(variables))
        target[place] = 1
        ends = [
            linprog(sign * target, A_eq=np.array(equations), b_eq=np.array(known), bounds=(0, None), method="highs")
            for sign in (1, -1)
        ]
        assert all(end.status in {0, 3} for end in ends), "the published numbers contradict each other"
        points += [end.x for end in ends if end.status == 0]
        low = ends[0].fun
        high = np.inf if ends[1].status == 3 else -ends[1].fun
        if high - low < 1e-6:
            found.append((*name, low))
    return found


tables = st.lists(st.integers(0, 14), min_size=18, max_size=18).map(lambda cells: np.array(cells).reshape(3, 2, 3))


@settings(max_examples=20, deadline=None)
@given(counts=tables, crossed=st.booleans(), k=st.integers(2, 7))
def test_nothing_hidden_can_be_worked_out(counts: np.ndarray, crossed: bool, k: int) -> None:
    table = long_table(counts, crossed=crossed)
    published = suppress(table, k)
    shown = published["n_positive"].drop_nulls()
    assert not shown.is_between(1, k - 1).any(), "a small cell is shown"
    true = {row[:3]: row[3] for row in table.select("axis", "category", "option", "n_positive").iter_rows()}
    # a count of nobody in a group of which nothing is shown may be told, for it hides no one
    assert [name for *name, _ in attack(published) if true[tuple(name)] > 0] == []


@settings(max_examples=60, deadline=None)
@given(counts=tables, k=st.integers(2, 7), multiple=st.booleans())
def test_no_line_hides_fewer_than_k_people(counts: np.ndarray, k: int, multiple: bool) -> None:
    """Within a group, always; across groups, where it is asked for."""
    for together in (False, True):
        system = system_of(long_table(counts, crossed=True), multiple=multiple)
        hidden = hide(system, k, together=together)
        assert determined(system, hidden) == []
        for total, *parts in system.lines:
            inside = [cell for cell in parts if cell in hidden]
            within = all(cell[0] == total[0] for cell in parts)
            if (within or together) and total not in hidden and any(system.counts[cell] for cell in inside):
                assert sum(system.counts[cell] for cell in inside) >= k or all(cell in hidden for cell in parts)


@settings(max_examples=80, deadline=None)
@given(counts=tables, k=st.integers(2, 7))
def test_hidden_groups_are_k_people_together_and_cannot_be_worked_out(counts: np.ndarray, k: int) -> None:
    sizes: dict[frozenset[tuple[str, str]], int] = {frozenset(): int(counts.sum())}
    for s, sex in enumerate(SEXES):
        sizes[frozenset({("sex", sex)})] = int(counts[s].sum())
        for a, age in enumerate(AGES):
            sizes[frozenset({("sex", sex), ("age", age)})] = int(counts[s, a].sum())
    for a, age in enumerate(AGES):
        sizes[frozenset({("age", age)})] = int(counts[:, a].sum())
    hidden = hidden_groups(sizes, k)
    assert {group for group, n in sizes.items() if 0 < n < k and group} <= hidden
    for axis, categories in (("sex", SEXES), ("age", AGES)):
        unseen = [sizes[group] for group in hidden if {name for name, _ in group} == {axis}]
        assert not any(unseen) or sum(unseen) >= k or len(unseen) == len(categories)
    # the sizes that are shown, and a variable for each crossing
    crossings = list(itertools.product(range(3), range(2)))
    equations, known = [np.ones(6)], [counts.sum()]
    for group, n in sizes.items():
        if group and group not in hidden:
            named = dict(group)
            equations.append(
                np.array(
                    [named.get("sex", SEXES[s]) == SEXES[s] and named.get("age", AGES[a]) == AGES[a]
                     for s, a in crossings], dtype=float,
                )
            )  # fmt: skip
            known.append(n)
    for group in hidden:
        if sizes[group] in {0, counts.sum()}:
            continue  # where only one axis has people, everyone is in one group, and their number is published
        named = dict(group)
        target = np.array(
            [named.get("sex", SEXES[s]) == SEXES[s] and named.get("age", AGES[a]) == AGES[a] for s, a in crossings],
            dtype=float,
        )
        ends = [
            sign * linprog(sign * target, A_eq=np.array(equations), b_eq=np.array(known), method="highs").fun
            for sign in (1, -1)
        ]
        assert ends[1] - ends[0] > 1e-6


def test_a_hidden_number_leaves_no_trace_in_its_row() -> None:
    counts = np.full((3, 2, 3), 20)
    counts[0, 0, 0] = 2
    published = suppress(long_table(counts, crossed=True), 5)
    hidden = published.filter("suppressed")
    assert {("sex*age", "1*1", 1)} <= set(hidden.select("axis", "category", "option").iter_rows())
    assert (
        hidden.select(pl.col("n_positive", "percent", "lower", "upper").null_count().sum()).row(0)
        == (hidden.height,) * 4
    )
    # 2 and what hides it: a cell in each of its lines
    assert 4 <= hidden.height <= 10


@pytest.mark.parametrize("few", [0, 1, 4])
def test_a_group_that_is_nearly_unanimous_is_told_as_all_but_fewer_than_k(few: int) -> None:
    counts = np.full((3, 2, 3), 20)
    counts[0] = [[32, 0, 0], [32 - few, few, 0]]
    row = suppress(long_table(counts, crossed=False), 5).row(
        by_predicate=(pl.col("axis") == "sex") & (pl.col("category") == "1") & (pl.col("option") == 1), named=True
    )
    assert (row["suppressed"], row["n_base"], row["n_positive"], row["percent"]) == (True, 64, None, None)
    assert row["n_high"] == 64
    assert row["n_low"] <= 60
    assert (row["percent_low"], row["percent_high"]) == (100 * row["n_low"] // 64, 100)


def test_bounds_that_would_tell_nothing_are_not_given() -> None:
    counts = np.full((3, 2, 3), 20)
    counts[0] = [[6, 3, 5], [0, 0, 0]]
    published = suppress(long_table(counts, crossed=False), 5).filter(axis="sex", category="1", option=2)
    assert published.select("suppressed", "n_base", "n_low", "percent_low").row(0) == (True, 14, None, None)


def test_large_cells_stay_and_a_threshold_of_one_hides_nothing() -> None:
    counts = np.full((3, 2, 3), 20)
    assert not suppress(long_table(counts, crossed=True), 5)["suppressed"].any()
    counts[0, 0, 0] = 1
    table = long_table(counts, crossed=True)
    for k in (0, 1):
        assert suppress(table, k).drop("suppressed", *BOUNDS).equals(table)


def test_totals_of_published_indicators_stay() -> None:
    counts = np.full((3, 2, 3), 20)
    counts[:, :, 0] = 0
    counts[0, 0, 0] = 3
    table = long_table(counts, crossed=False).filter(option=1)
    published = suppress(table, 5, multiple={"q"}, keep_totals=True)
    assert not published.filter(pl.col("axis").is_null())["suppressed"].any()
    assert published.filter(axis="sex", category="1")["suppressed"].all()


def test_a_group_hidden_in_one_question_is_hidden_in_all(sample_published: Published) -> None:
    table = open_data(sample_published).filter(survey="residents")
    # four people chose その他: neither their count nor their base is anywhere, though each question has its own n
    other = table.filter((pl.col("axis") == "sex") & (pl.col("category") == "3"))
    assert other["suppressed"].all()
    assert other["n_base"].null_count() == other.height
    assert table.filter(question="sex", option=3)["n_positive"].to_list() == [None]
    # and those who left it blank are hidden with them, or 722 less the others would tell
    blank = table.filter((pl.col("axis") == "sex") & (pl.col("category") == str(UNKNOWN)))
    assert blank["n_base"].null_count() == blank.height


def test_open_data_shows_no_small_cell(sample_published: Published) -> None:
    # who left an attribute blank is no group that can be recognised
    table = open_data(sample_published).filter(pl.col("category").ne_missing("-1"))
    assert not table["n_positive"].drop_nulls().is_between(1, 4).any()
    assert not table["n_base"].drop_nulls().is_between(1, 4).any()
    assert table.filter(pl.col("suppressed"))["percent"].null_count() == table["suppressed"].sum()
    assert table.filter(~pl.col("suppressed"))["n_positive"].null_count() == 0


@pytest.mark.parametrize("k", [7, 10])
def test_the_threshold_can_be_chosen(k: int) -> None:
    case = ROOT / "tests" / "data" / "disclosure" / "crossing_excluded"
    table = open_data(release(run(case, case / "answers"), k)).filter(pl.col("category").ne_missing("-1"))
    assert not table["n_positive"].drop_nulls().is_between(1, k - 1).any()
    assert table.filter("suppressed", pl.col("n_high") >= k - 1).height
