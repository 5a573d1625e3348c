"""Posterior probabilities and deciding sizes against closed forms and enumeration."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import kumin
from kumin.judgement import Goal, n_to_decide, probability_met
from kumin.judgement.change import wilson_limits


@pytest.mark.parametrize("comparison", ["at_least", "more_than", "at_most", "less_than"])
@pytest.mark.parametrize(
    ("p", "n", "target"), [(0.509, 530.0, 51.7), (0.816, 713.6, 80), (0.0, 40.0, 1), (1.0, 40.0, 95)]
)
def test_one_side_is_the_beta_tail(comparison: str, p: float, n: float, target: float) -> None:
    posterior = stats.beta(0.5 + n * p, 0.5 + n * (1 - p))
    above = float(posterior.sf(target / 100))
    expected = above if comparison in ("at_least", "more_than") else 1 - above
    assert probability_met(Goal.of(comparison, target), p, n) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_a_range_is_the_difference_of_its_tails() -> None:
    posterior = stats.beta(0.5 + 200, 0.5 + 200)
    expected = posterior.cdf(0.55) - posterior.cdf(0.45)
    assert probability_met(Goal.of("between", 45, 55), 0.5, 400) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("comparison", "target"), [("more_than", 0), ("less_than", 100), ("at_least", 100), ("at_most", 0)]
)
def test_a_goal_of_a_single_value_has_no_probability(comparison: str, target: float) -> None:
    """All but one share meet it, or one alone does: of a continuous distribution that says nothing."""
    assert probability_met(Goal.of(comparison, target), 0.5, 400) is None
    assert probability_met(Goal.of(comparison, target), 0.5, 400, n_base=400, population=1000) is not None


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_finite_population_is_the_beta_binomial_sum(data: st.DataObject) -> None:
    population = data.draw(st.integers(2, 120))
    n = data.draw(st.integers(1, population - 1))
    k = data.draw(st.integers(0, n))
    target = data.draw(st.integers(0, 1000)) / 10
    comparison = data.draw(st.sampled_from(["at_least", "more_than", "at_most", "less_than"]))
    goal = Goal.of(comparison, target)
    law = stats.betabinom(population - n, 0.5 + k, 0.5 + n - k)
    # every total the unseen could bring, counted one by one
    expected = sum(law.pmf(j) for j in range(population - n + 1) if goal.met(Fraction(100 * (k + j), population)))
    found = probability_met(goal, k / n, float(n), n_base=n, population=population)
    assert found == pytest.approx(float(expected), rel=1e-8, abs=1e-10)


@pytest.mark.parametrize(("p", "probability"), [(34 / 36, 1.0), (32 / 36, 0.0), (0.9, 1.0)])
def test_a_census_leaves_no_doubt(p: float, probability: float) -> None:
    goal = Goal.of("at_least", 90)
    assert probability_met(goal, p, math.inf) == probability
    assert probability_met(goal, p, 36.0, n_base=36, population=36) == probability


def test_a_target_that_cannot_be_passed_or_missed() -> None:
    assert probability_met(Goal.of("more_than", 100), 1.0, 50.0) == 0.0
    assert probability_met(Goal.of("less_than", 0), 0.0, 50.0) == 0.0
    assert probability_met(Goal.of("at_least", 0), 0.5, 50.0) == 1.0


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 999), st.integers(1, 99), st.sampled_from([0.9, 0.95, 0.99]))
def test_n_to_decide_is_the_first_n_whose_wilson_interval_leaves_the_target_out(
    p: int, target: int, level: float
) -> None:
    share = p / 1000
    needed = n_to_decide(Goal.of("at_least", target), share, level=level, power=0.5)
    if 10 * target == p:
        assert needed is None
        return
    assert needed is not None

    def holds_target(n: int) -> bool:
        lower, upper = wilson_limits(share, n, level)
        return lower - 1e-12 <= target / 100 <= upper + 1e-12

    assert not holds_target(needed + 1)
    assert needed == 1 or holds_target(needed - 1)


def test_n_to_decide_in_a_finite_population_with_a_design_effect() -> None:
    goal, p, deff, size = Goal.of("at_least", 80), 0.816, 1.3, 92_000
    needed = n_to_decide(goal, p, deff=deff, population=size, power=0.5)
    assert needed is not None

    def holds_target(n: int) -> bool:
        lower, upper = wilson_limits(p, n / (deff * (1 - n / size)))
        return lower <= 0.8 <= upper

    assert holds_target(needed - 1)
    assert not holds_target(needed)


@pytest.mark.parametrize(("p", "target"), [(0.816, 80), (0.3, 37), (0.509, 51.7)])
def test_enough_answers_decide_in_four_samples_of_five(p: float, target: float) -> None:
    """Counted over every sample of that size: how probable is one whose interval leaves the target out?"""
    needed = n_to_decide(Goal.of("at_least", target), p)
    assert needed is not None
    decided = 0.0
    law = stats.binom(needed, p)
    for k in range(needed + 1):
        lower, upper = wilson_limits(k / needed, needed)
        if not lower <= target / 100 <= upper:
            decided += float(law.pmf(k))
    assert decided == pytest.approx(0.8, abs=0.01)


@pytest.mark.parametrize(
    ("goal", "p"), [(Goal.of("at_least", 100), 1.0), (Goal.of("at_most", 0), 0.0), (Goal.of("between", 0, 0), 0.0)]
)
def test_where_all_asked_met_a_target_of_all_no_probability_of_nothing_is_stated(goal: Goal, p: float) -> None:
    assert probability_met(goal, p, 40.0) is None
    # of a finite population it can be said: that nobody who was not asked is otherwise
    found = probability_met(goal, p, 40.0, n_base=40, population=42)
    assert found is not None
    assert 0.5 < found < 1


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: Goal.of("atleast", 50), "comparison_unknown"),
        (lambda: Goal.of("between", 50), "comparison_unknown"),
        (lambda: kumin.tipping_point(5, 10, 5, 50, comparison="over"), "comparison_unknown"),
        (lambda: probability_met(Goal.of("at_least", 50), 50.9, 500), "probability_arguments"),
        (lambda: probability_met(Goal.of("at_least", 50), 0.5, 0), "planning_positive"),
    ],
)
def test_what_cannot_be_meant_is_refused(call: Callable[[], object], code: str) -> None:
    with pytest.raises(kumin.StatisticsError) as refused:
        call()
    assert refused.value.code == code
