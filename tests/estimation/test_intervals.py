"""Intervals: textbook values, edges, order; the exact one against brute force."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from inspect import signature
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from kumin.errors import StatisticsError
from kumin.estimation import METHOD_NAMES, SurveyDesign, proportions
from kumin.intervals.finite import finite_exact

COUNTS = [(0, 1), (1, 1), (0, 20), (1, 20), (7, 20), (20, 20), (3, 400), (200, 400), (400, 400)]
Z = stats.norm.ppf(0.975)
EVERYWHERE = [name for name in METHOD_NAMES if name != "finite_exact"]


def simple(k: int, n: int, method: str, **options: Any) -> dict[str, Any]:
    frame = pl.DataFrame({"y": [True] * k + [False] * (n - k)})
    return proportions(frame, {"y": pl.col("y")}, method=method, **options).row(0, named=True)


def limits(k: int, n: int, method: str, **options: Any) -> tuple[float, float]:
    row = simple(k, n, method, **options)
    return row["lower"], row["upper"]


@pytest.mark.parametrize(("k", "n"), COUNTS)
@pytest.mark.parametrize(
    ("ours", "theirs"), [("wilson", "wilson"), ("agresti_coull", "agresti_coull"), ("clopper_pearson", "beta")]
)
def test_against_statsmodels(k: int, n: int, ours: str, theirs: str) -> None:
    expected = np.clip(proportion_confint(k, n, method=theirs), 0, 1)
    assert limits(k, n, ours) == pytest.approx(tuple(np.nan_to_num(expected)), abs=1e-10)


@pytest.mark.parametrize(("k", "n"), COUNTS)
def test_jeffreys(k: int, n: int) -> None:
    low, high = proportion_confint(k, n, method="jeffreys")
    expected = (0.0 if k == 0 else low, 1.0 if k == n else high)
    assert limits(k, n, "jeffreys") == pytest.approx(expected, abs=1e-10)


@pytest.mark.parametrize(("k", "n"), [(1, 20), (7, 20), (19, 20), (3, 400), (200, 400)])
def test_closed_forms(k: int, n: int) -> None:
    p = k / n
    t, se = stats.t.ppf(0.975, n - 1), math.sqrt(p * (1 - p) / (n - 1))
    assert limits(k, n, "wald") == pytest.approx((max(p - t * se, 0), min(p + t * se, 1)))
    half = t * se / (p * (1 - p))
    logit = math.log(p / (1 - p))
    assert limits(k, n, "logit") == pytest.approx([1 / (1 + math.exp(-logit + s * half)) for s in (1, -1)])
    angle, turn = math.asin(math.sqrt(p)), t / (2 * math.sqrt(n - 1))
    expected = math.sin(max(angle - turn, 0)) ** 2, math.sin(min(angle + turn, math.pi / 2)) ** 2
    assert limits(k, n, "arcsine") == pytest.approx(expected)
    m = n - 1
    korn = stats.beta.ppf(0.025, m * p, m * (1 - p) + 1), stats.beta.ppf(0.975, m * p + 1, m * (1 - p))
    assert limits(k, n, "beta") == pytest.approx(korn)


@pytest.mark.parametrize(("k", "n"), [(1, 20), (7, 20), (3, 400)])
def test_wilson_with_continuity_correction_solves_its_equation(k: int, n: int) -> None:
    """Each limit π solves (|p - π| - 1/2n)² = z² π(1-π)/n (Newcombe 1998)."""
    for limit in limits(k, n, "wilson_cc"):
        assert (abs(k / n - limit) - 0.5 / n) ** 2 == pytest.approx(Z**2 * limit * (1 - limit) / n)


@pytest.mark.parametrize(("k", "n"), [(0, 20), (7, 20), (20, 20), (3, 400)])
def test_likelihood_limits_lie_on_the_likelihood(k: int, n: int) -> None:
    row = simple(k, n, "likelihood")
    p = k / n
    size = n if p in (0, 1) else n - 1
    t = stats.t.ppf(0.975, n - 1)
    for limit in {row["lower"], row["upper"]} - {p}:
        divergence = sum(a * math.log(a / b) for a, b in ((p, limit), (1 - p, 1 - limit)) if a > 0)
        assert 2 * size * divergence == pytest.approx(t**2)


def test_a_given_df_replaces_the_design_s() -> None:
    normal = limits(7, 20, "wald", df=math.inf)
    se = math.sqrt(0.35 * 0.65 / 19)
    assert normal == pytest.approx((0.35 - Z * se, 0.35 + Z * se))


@pytest.mark.parametrize("method", EVERYWHERE)
def test_edges(method: str) -> None:
    none, everyone = simple(0, 50, method), simple(50, 50, method)
    assert none["lower"] == 0
    assert everyone["upper"] == 1
    if method != "wald":
        assert 0.01 < none["upper"] < 0.15
    assert (none["lower"], none["upper"]) == pytest.approx((1 - everyone["upper"], 1 - everyone["lower"]))
    full = simple(20, 50, method, design=SurveyDesign(population=50))
    assert full["lower"] == full["proportion"] == full["upper"]
    empty = simple(1, 5, method, base=pl.lit(value=False))
    assert empty["lower"] is None
    assert empty["upper"] is None


@settings(max_examples=40, deadline=None)
@given(data=st.data(), method=st.sampled_from(EVERYWHERE), level=st.sampled_from([0.8, 0.9, 0.95]))
def test_order_and_nesting(data: st.DataObject, method: str, level: float) -> None:
    n = data.draw(st.integers(2, 60))
    k = data.draw(st.integers(0, n))
    p = k / n
    low, high = limits(k, n, method, level=level)
    assert 0 <= low <= p <= high <= 1
    if method != "likelihood_r":  # R's interpolation has knots that depend on the level
        wider = limits(k, n, method, level=level + 0.04)
        assert wider[0] <= low + 1e-12
        assert wider[1] >= high - 1e-12


def brute_force(n: int, population: int, level: str) -> list[tuple[float, float]]:
    """Limits for every k by looking at every K, in whole numbers."""
    half = (1 - Fraction(level)) / 2 * math.comb(population, n)
    kept: list[list[int]] = [[] for _ in range(n + 1)]
    for total in range(population + 1):
        ways = [math.comb(total, k) * math.comb(population - total, n - k) for k in range(n + 1)]
        at_most = list(accumulate(ways))
        for k in range(n + 1):
            if at_most[k] > half and at_most[-1] - at_most[k] + ways[k] > half:
                kept[k].append(total)
    return [(found[0] / population, found[-1] / population) for found in kept]


@pytest.mark.parametrize("population", range(1, 61))
def test_finite_exact_against_brute_force(population: int) -> None:
    """Every n and every k."""
    for n in range(1, population + 1):
        expected = brute_force(n, population, "0.95")
        found = [finite_exact(k, n, population, 0.95) for k in range(n + 1)]
        assert np.array(found) == pytest.approx(np.array(expected))


@settings(max_examples=40, deadline=None)
@given(data=st.data(), level=st.sampled_from(["0.8", "0.9", "0.95", "0.99"]))
def test_finite_exact_against_brute_force_anywhere(data: st.DataObject, level: str) -> None:
    population = data.draw(st.integers(1, 60))
    n = data.draw(st.integers(1, population))
    found = [finite_exact(k, n, population, float(level)) for k in range(n + 1)]
    assert np.array(found) == pytest.approx(np.array(brute_force(n, population, level)))


def test_finite_exact_covers_at_least_its_level_for_every_population_share() -> None:
    population, n = 40, 15
    found = [finite_exact(k, n, population, 0.95) for k in range(n + 1)]
    for total in range(population + 1):
        chances = stats.hypergeom.pmf(range(n + 1), population, total, n)
        hit = [low <= total / population <= high for low, high in found]
        assert chances[hit].sum() >= 0.95


def test_finite_exact_needs_a_simple_sample_of_a_known_population() -> None:
    frame = pl.DataFrame({"w": [1.0, 2.0], "y": [True, False]})
    for design in (SurveyDesign(), SurveyDesign(weights="w", population=9)):
        with pytest.raises(StatisticsError):
            proportions(frame, {"y": pl.col("y")}, design=design, method="finite_exact")


def test_auto_follows_its_rule() -> None:
    nearly_all = simple(20, 29, "auto", design=SurveyDesign(population=36))
    assert nearly_all["method"] == "finite_exact"
    assert simple(20, 29, "auto", design=SurveyDesign(population=36_000))["method"] == "wilson"
    assert simple(20, 29, "auto", design=SurveyDesign(population=999))["method"] == "wilson"
    assert simple(1, 29, "auto")["method"] == "wilson"
    frame = pl.DataFrame({"w": [1.0, 2.0] * 30, "y": [True] * 3 + [False] * 57, "z": [True] * 30 + [False] * 30})
    result = proportions(frame, {"y": pl.col("y"), "z": pl.col("z")}, design=SurveyDesign(weights="w"), method="auto")
    assert result["method"].to_list() == ["logit", "logit"]
    chosen = proportions(frame, {"y": pl.col("y")}, design=SurveyDesign(weights="w"), method="logit")
    assert result.head(1).equals(chosen)


def test_default_and_auto_follow_the_coverage_study() -> None:
    """The page of the study recommends a method for simple samples, the default, and one for complex ones, auto's."""
    page = (Path(__file__).parents[2] / "docs" / "coverage.md").read_text(encoding="utf-8")
    for_simple, for_complex = re.findall(r"^Recommended: \*\*(\w+)\*\*$", page, re.M)
    assert signature(proportions).parameters["method"].default == for_simple
    frame = pl.DataFrame({"w": [1.0, 2.0] * 30, "y": [True] * 30 + [False] * 30})
    weighted = proportions(frame, {"y": pl.col("y")}, design=SurveyDesign(weights="w"), method="auto")
    assert weighted["method"].to_list() == [for_complex]
    assert simple(30, 60, "auto")["method"] == for_simple


def test_a_method_by_indicator() -> None:
    frame = pl.DataFrame({"y": [True, False, True]})
    result = proportions(frame, {"a": pl.col("y"), "b": pl.col("y")}, method={"b": "jeffreys"})
    assert result["method"].to_list() == ["wilson", "jeffreys"]
    with pytest.raises(StatisticsError, match="nonsense"):
        proportions(frame, {"a": pl.col("y")}, method="nonsense")
    with pytest.raises(StatisticsError):
        proportions(frame, {"a": pl.col("y")}, level=95)


@pytest.mark.parametrize(("k", "n"), [(1, 2), (1, 3), (2, 3), (1, 4), (2, 5)])
@pytest.mark.parametrize("level", [0.8, 0.95, 0.999])
def test_every_method_has_limits_of_a_handful_of_answers(k: int, n: int, level: float) -> None:
    for method in EVERYWHERE:
        low, high = limits(k, n, method, level=level)
        assert 0 <= low <= k / n <= high <= 1, method
