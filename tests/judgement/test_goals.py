"""Targets and scales: exact, at the edges where a float or a rounding would judge otherwise."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kumin.definitions import Scale, Target
from kumin.definitions.goal import Goal
from kumin.judgement.goals import Marking
from kumin.numbers import exact, percent_of

PAST = {2020: Fraction(40), 2022: Fraction("45.5")}


def metric_value(scale: Scale, value: Fraction, goal: Goal, start: Fraction | None) -> Fraction | None:
    found = Marking(goal, scale, start).metric(value)
    return None if found is None else found[1]


def goal(year: int = 2023, **target: Any) -> Goal | None:
    return Target.model_validate(target).goal(year, PAST)


@pytest.mark.parametrize(
    ("target", "meets", "misses"),
    [
        ({"at_least": 51.7}, ["51.7", "51.8"], ["51.6"]),
        ({"more_than": 51.7}, ["51.8"], ["51.7"]),
        ({"at_most": 51.7}, ["51.7", "0"], ["51.8"]),
        ({"less_than": 51.7}, ["51.6"], ["51.7"]),
        ({"between": [40, 60]}, ["40", "60"], ["39.9", "60.1"]),
        ({"at_least": 40, "less_than": 60}, ["40", "59.9"], ["60", "39.9"]),
        ({"raise": {"points": 0}}, ["45.5"], ["45.4"]),
        ({"raise": {"points": 5, "from": 2020}}, ["45"], ["44.9"]),
        ({"raise": {"ratio": 1.1, "from": 2020}}, ["44"], ["43.9"]),
        ({"lower": {"points": 5}}, ["40.5"], ["40.6"]),
        ({"lower": {"ratio": 0.9, "from": 2020}}, ["36"], ["36.1"]),
        ({"maintain": {"within_points": 2}}, ["43.5", "47.5"], ["43.4", "47.6"]),
        ({"maintain": {"at": 85, "within_points": 0.1}}, ["84.9", "85.1"], ["84.8"]),
    ],
)
def test_each_rule_at_its_edge(target: dict[str, Any], meets: list[str], misses: list[str]) -> None:
    found = goal(**target)
    assert found is not None
    assert [value for value in meets if not found.met(Fraction(value))] == []
    assert [value for value in misses if found.met(Fraction(value))] == []


def test_a_past_year_that_is_not_known_gives_no_goal() -> None:
    assert goal(**{"raise": {"points": 1, "from": 2019}}) is None
    assert Target.model_validate({"raise": {"points": 1}}).goal(2020, {2022: Fraction(1)}) is None


@pytest.mark.parametrize("rule", [{"raise": {"points": 0}}, {"lower": {"ratio": 1}}, {"maintain": {}}])
def test_last_year_is_the_year_before_and_no_older_one(rule: dict[str, Any]) -> None:
    target = Target.model_validate(rule)
    assert target.goal(2024, {2022: Fraction(40)}) is None
    assert target.goal(2024, {2022: Fraction(40), 2023: Fraction(30)}) is not None


@pytest.mark.parametrize(("year", "step"), [(2023, "45"), (2024, "50"), (2026, "50"), (2027, "60")])
def test_milestones_are_the_years_own_or_the_latest_before(year: int, step: str) -> None:
    target = {"at_least": 60, "by": 2027, "milestones": {2023: 45, 2024: 50, 2027: 60}, "reference": "milestone"}
    assert goal(year, **target) == Goal(low=Fraction(step))


def test_before_the_first_milestone_there_is_none_and_the_default_is_the_stated_target() -> None:
    steps = {"at_least": 60, "milestones": {2025: 50}}
    assert goal(2023, **steps, reference="milestone") is None
    assert goal(2023, **steps) == Goal(low=Fraction(60))


@pytest.mark.parametrize(("year", "expected"), [(2019, "40"), (2020, "40"), (2022, "48"), (2025, "60"), (2030, "60")])
def test_a_path_is_a_straight_line_between_baseline_and_target(year: int, expected: str) -> None:
    target = {"at_least": 60, "by": 2025, "baseline": {"year": 2020}, "reference": "path"}
    assert goal(year, **target) == Goal(low=Fraction(expected))


def test_a_glide_counts_from_the_baseline_or_from_nothing() -> None:
    steps = {2021: 20, 2022: 40}
    from_baseline = {"at_least": 60, "glide": steps, "reference": "glide", "baseline": {"year": 2020}}
    assert goal(2022, **from_baseline) == Goal(low=Fraction(48))
    assert goal(2022, at_least=60, glide=steps, reference="glide") == Goal(low=Fraction(24))
    assert goal(2022, less_than=60, glide=steps, reference="glide") == Goal(high=Fraction(24), high_open=True)


RATIO = Scale.model_validate(
    {
        "metric": "ratio",
        "bands": [
            {"mark": "S", "at_least": 110},
            {"mark": "A", "at_least": 100},
            {"mark": "B", "more_than": 80},
            {"mark": "C", "more_than": 50},
            {"mark": "D"},
        ],
    }
)


@pytest.mark.parametrize(
    ("value", "mark"),
    [("55", "S"), ("54.9", "A"), ("50", "A"), ("49.9", "B"), ("40.1", "B"), ("40", "C"), ("25", "D"), ("0", "D")],
)
def test_bands_are_open_or_closed_as_the_plan_says(value: str, mark: str) -> None:
    assert Marking(Goal.of("at_least", 50), RATIO).mark(Fraction(value)) == mark


def test_where_less_is_better_the_ratio_is_turned() -> None:
    marking = Marking(Goal.of("at_most", 50), RATIO)
    assert [marking.mark(Fraction(v)) for v in ("45", "50", "51", "101")] == ["S", "A", "B", "D"]
    # nothing is better than none
    assert marking.mark(Fraction(0)) == "S"
    assert Marking(Goal.of("at_least", 0), RATIO).mark(Fraction(0)) is None


def test_the_metric_matters() -> None:
    """105 against 110 from a base of 100 is 95.5% of the target, or half of the way."""
    by_ratio = metric_value(RATIO, Fraction(105), Goal.of("at_least", 110), Fraction(100))
    progress = RATIO.model_copy(update={"metric": "progress"})
    by_progress = metric_value(progress, Fraction(105), Goal.of("at_least", 110), Fraction(100))
    assert by_ratio is not None
    assert round(float(by_ratio), 1) == 95.5
    assert by_progress == 50
    assert metric_value(progress, Fraction(105), Goal.of("at_least", 110), None) is None
    assert metric_value(RATIO, Fraction(105), Goal.of("between", 90, 110), None) is None


def test_progress_is_the_same_downwards() -> None:
    progress = Scale.model_validate({"metric": "progress", "bands": [{"mark": "◎", "at_least": 100}, {"mark": "×"}]})
    marking = Marking(Goal.of("at_most", 10), progress, Fraction(20))
    assert [marking.mark(Fraction(v)) for v in (9, 10, 11)] == ["◎", "◎", "×"]
    assert marking.metric(Fraction(15)) == ("progress", 50)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(0, 1000))
def test_published_comparison_is_the_readers(counts: tuple[int, int], tenths: int) -> None:
    """The judgement of the printed number: its digits against the target's, with no float between."""
    k, n = counts
    printed = percent_of(k, n)
    assert printed * 10 == (2000 * k + n) // (2 * n)
    assert Goal.of("at_least", tenths / 10).met(printed) == (int(printed * 10) >= tenths)


def test_exact_takes_a_float_as_it_prints() -> None:
    assert exact(51.7) == Fraction(517, 10)
    assert Target.model_validate({"at_least": 0.3}).final_goal(2023, {}) == Goal(low=Fraction(3, 10))
