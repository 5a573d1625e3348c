"""Tipping points and bounds: every possible answer of the missing, tried one by one."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import kumin
from kumin.errors import StatisticsError
from kumin.judgement import Goal, bounds, tipping_point
from kumin.judgement.goals import Marking
from kumin.judgement.measures.worst_cases import bounds_row
from kumin.judgement.surveys.nonresponse import can_be_met
from kumin.numbers import percent_of


@st.composite
def cases(draw: st.DrawFn) -> tuple[int, int, int, Goal]:
    n = draw(st.integers(1, 60))
    k, missing = draw(st.integers(0, n)), draw(st.integers(0, 80))
    tenths = st.integers(0, 1000).map(lambda value: value / 10)
    comparison = draw(st.sampled_from(["at_least", "more_than", "at_most", "less_than", "between"]))
    if comparison == "between":
        low, high = sorted([draw(tenths), draw(tenths)])
        return k, n, missing, Goal.of("between", low, high)
    return k, n, missing, Goal.of(comparison, draw(tenths))


@settings(max_examples=400, deadline=None)
@given(cases(), st.sampled_from([None, 0, 1, 2]))
@example((30, 60, 40, Goal.of("at_least", 50)), 1)
def test_the_tipping_point_is_the_nearest_turn_of_all(case: tuple[int, int, int, Goal], decimals: int | None) -> None:
    k, n, missing, goal = case

    def met(positive: int, base: int) -> bool:
        value = Fraction(100 * positive, base) if decimals is None else percent_of(positive, base, decimals)
        return goal.met(value)

    now = met(k, n)
    turning = [j for j in range(missing + 1) if met(k + j, n + missing) != now] if missing else []
    found = tipping_point(k, n, missing, goal, decimals=decimals)
    assert found.met == now
    assert found.can_turn == bool(turning)
    if turning:
        assert found.count in turning
        nearest = min(abs(Fraction(j, missing) - Fraction(k, n)) for j in turning)
        assert abs(Fraction(found.count, missing) - Fraction(k, n)) == nearest
        assert found.share == pytest.approx(found.count / missing)
        assert found.difference == pytest.approx(found.count / missing - k / n)


def test_closed_form_of_the_sample_indicator() -> None:
    """578 of 708 (81.6%) against 80: of 1,244 who did not answer 982 must be positive for A to become B."""
    found = tipping_point(578, 708, 1244, 80)
    # published A needs (k + j)/(n + m) >= 79.95%, so j >= 0.7995 · 1952 - 578 = 982.6: 982 gives B
    assert (found.count, found.can_turn) == (982, True)
    assert found.difference == pytest.approx(982 / 1244 - 578 / 708)


def test_nobody_missing_cannot_turn() -> None:
    assert tipping_point(5, 10, 0, 50) == tipping_point(5, 10, 0, Goal.of("at_least", 50))
    assert not tipping_point(5, 10, 0, 50).can_turn


@given(st.integers(1, 50).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(0, 50))
def test_bounds_are_the_extremes_of_every_answer(counts: tuple[int, int], missing: int) -> None:
    k, n = counts
    shares = [(k + j) / (n + missing) for j in range(missing + 1)]
    found = bounds(k, n, missing)
    assert (found.lower, found.upper) == (min(shares), max(shares))


@pytest.mark.parametrize("counts", [(-1, 5, 0), (6, 5, 0), (1, 5, -1), (0, 0, 0)])
def test_counts_that_are_none_are_refused(counts: tuple[int, int, int]) -> None:
    with pytest.raises(StatisticsError):
        bounds(*counts)
    with pytest.raises(StatisticsError):
        tipping_point(*counts, 50)


@settings(max_examples=300, deadline=None)
@given(
    st.integers(1, 25).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(0, 12),
    st.tuples(st.integers(0, 200), st.integers(0, 200)).map(sorted), st.sampled_from([None, 0, 1]),
)  # fmt: skip
def test_a_range_between_the_bounds_is_met_where_some_answers_meet_it(
    counts: tuple[int, int], missing: int, ends: list[int], decimals: int | None
) -> None:
    (k, n), goal = counts, Goal.of("between", ends[0] / 2, ends[1] / 2)

    def met(positive: int, base: int) -> bool:
        value = Fraction(100 * positive, base) if decimals is None else percent_of(positive, base, decimals)
        return goal.met(value)

    every = [met(k + j, n + t) for t in range(missing + 1) for j in range(t + 1)]
    assert can_be_met(k, n, missing, goal, decimals=decimals) == any(every)


def test_the_mark_between_two_bounds_that_miss_a_range_is_named() -> None:
    """10 of 100 and 300 letters: between 2.5% and 77.5% lies 45 to 55%, at neither end."""
    marking = Marking(Goal.of("between", 45, 55), decimals=1)
    row = bounds_row({}, "nonrespondents", (10, 10), 100, 300, marking)
    assert (row["judgement_lower"], row["judgement_upper"]) == ("B", "B")
    assert (row["turns_to"], row["judgement_depends"]) == ("A", True)
    # one letter more is 0 of 2, 1 of 2 or 1 of 3: none of them is 45 to 49%
    narrow = bounds_row({}, "nonrespondents", (0, 0), 1, 1, Marking(Goal.of("between", 45, 49), decimals=1))
    assert (narrow["turns_to"], narrow["judgement_depends"]) == (None, False)


def test_late_answers_are_compared_with_early_ones(mini: Path) -> None:
    path = mini / "answers" / "residents.csv"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:51]), encoding="utf-8")
    found = kumin.run(mini, path).frames["early_late"]
    row = found.row(by_predicate=pl.col("indicator") == "1-1", named=True)
    answers = [(1 + number % 28, 1 + number % 3 in (1, 2)) for number in range(50)]
    last = sorted(day for day, _ in answers)[(len(answers) - 1) // 2]
    early, late = ([met for day, met in answers if (day <= last) is half] for half in (True, False))
    assert row["last_early_day"] == date(2023, 7, last)
    assert (row["n_early"], row["n_late"]) == (len(early), len(late)) == (26, 24)
    percents = 100 * sum(early) / len(early), 100 * sum(late) / len(late)
    assert (row["percent_early"], row["percent_late"]) == pytest.approx(percents)
    assert row["difference_points"] == pytest.approx(percents[1] - percents[0])


def test_where_half_came_on_the_last_day_there_are_no_late_answers(mini: Path) -> None:
    answers = mini / "answers" / "residents.csv"
    answers.write_text(re.sub(r"2023/7/\d+", "2023/7/3", answers.read_text("utf-8")), encoding="utf-8")
    assert kumin.run(mini, answers).frames["early_late"].is_empty()


def test_a_base_rule_by_which_nobody_counts_turns_no_mark(mini: Path) -> None:
    plan, answers = mini / "plan.yaml", mini / "answers" / "residents.csv"
    words = plan.read_text("utf-8").replace("question: safe\n", "question: safe\n        base: all\n")
    plan.write_text(words, encoding="utf-8")
    rows = [line.split(",") for line in answers.read_text("utf-8").splitlines()]
    blank = [rows[0], *([*row[:3], "", *row[4:]] for row in rows[1:])]
    answers.write_text("\n".join(",".join(row) for row in blank) + "\n", encoding="utf-8")
    found = kumin.run(mini, answers).frames["base_rules"].filter(indicator="1-1")
    by_rule = {row["rule"]: (row["percent"], row["judgement"]) for row in found.iter_rows(named=True)}
    assert by_rule["all"] == (0.0, "B")
    assert by_rule["answered"] == (None, None)
    assert not found["judgement_depends"].any()
