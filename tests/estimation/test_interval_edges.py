"""The edges of the interval methods: auto's rule, degrees of freedom, Korn-Graubard's n, domains of unknown size."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import polars as pl
import pytest
from scipy import stats

from kumin.estimation import SurveyDesign, proportions
from kumin.intervals import INTERVALS, in_plans
from kumin.intervals.finite import FINE, SIZE_PART, domain_exact, finite_exact

Y = {"y": pl.col("y")}
Z2 = stats.norm.ppf(0.975) ** 2


def simple(k: int, n: int, method: str, **options: Any) -> dict[str, Any]:
    return proportions(pl.DataFrame({"y": [True] * k + [False] * (n - k)}), Y, method=method, **options).row(
        0, named=True
    )


@pytest.mark.parametrize(
    ("n", "population", "expected"),
    [
        (100, 1000, "finite_exact"),
        (99, 1000, "wilson"),
        (500, 1000, "finite_exact"),
        (500, 1001, "wilson"),
        (10, 100, "finite_exact"),
        (10, 101, "wilson"),
    ],
)
def test_auto_at_its_edges(n: int, population: int, expected: str) -> None:
    assert simple(n // 2, n, "auto", design=SurveyDesign(population=population))["method"] == expected


def test_wilson_counts_the_design_s_degrees_of_freedom() -> None:
    rng = np.random.default_rng(1)
    frame = pl.DataFrame({"psu": np.repeat(np.arange(6), 10), "y": rng.random(60) < np.repeat(rng.random(6), 10)})
    row = proportions(frame, Y, design=SurveyDesign(psu="psu")).row(0, named=True)
    p, df = row["proportion"], 5
    assert row["df"] == df
    n = p * (1 - p) / row["se"] ** 2 * 60 / 59 * (stats.t.ppf(0.975, 59) / stats.t.ppf(0.975, df)) ** 2
    half = math.sqrt(p * (1 - p) * Z2 / n + Z2**2 / (4 * n**2)) / (1 + Z2 / n)
    centre = (p + Z2 / (2 * n)) / (1 + Z2 / n)
    assert (row["lower"], row["upper"]) == pytest.approx((centre - half, centre + half))


@pytest.mark.parametrize("method", [name for name, entry in INTERVALS.items() if "variance" not in entry.needs])
@pytest.mark.parametrize(("k", "n"), [(18, 20), (5, 9), (0, 20)])
def test_an_infinite_df_does_not_narrow_what_needs_no_df(k: int, n: int, method: str) -> None:
    design = SurveyDesign(population=50) if method == "finite_exact" else None
    usual, infinite = (simple(k, n, method, df=df, design=design) for df in (None, math.inf))
    assert (usual["lower"], usual["upper"]) == (infinite["lower"], infinite["upper"])


@pytest.mark.parametrize("df", [None, math.inf])
def test_korn_and_graubard_s_n_is_never_above_n(df: float | None) -> None:
    frame = pl.DataFrame({"s": ["a"] * 50 + ["b"] * 50, "y": [True] * 48 + [False] * 4 + [True] * 2 + [False] * 46})
    for population, not_sampled in ((None, 1.0), ({"a": 200, "b": 200}, 0.75)):
        row = proportions(
            frame, Y, design=SurveyDesign(strata="s", population=population), method="beta", df=df
        ).row(0, named=True)  # fmt: skip
        k, n = row["proportion"] * 100 / not_sampled, 100 / not_sampled
        assert row["n_eff"] > n
        expected = stats.beta.ppf(0.025, k, n - k + 1), stats.beta.ppf(0.975, k + 1, n - k)
        assert (row["lower"], row["upper"]) == pytest.approx(expected)
    exact = simple(18, 20, "clopper_pearson")
    assert simple(18, 20, "beta", df=math.inf)["upper"] <= 1
    assert simple(18, 20, "beta", df=math.inf)["lower"] <= exact["lower"]


@pytest.mark.parametrize(("population", "n"), [(12, 8), (15, 6), (9, 8)])
def test_a_domain_s_exact_interval_covers_every_population(population: int, n: int) -> None:
    """For every number in the domain and every number that count, by all samples there are."""
    worst = 1.0
    for size in range(1, population + 1):
        for count in range(size + 1):
            chance = answered = 0.0
            for asked in range(1, min(n, size) + 1):
                here = stats.hypergeom.pmf(asked, population, size, n)
                if here == 0:
                    continue
                answered += here
                for k in range(max(0, asked - size + count), min(asked, count) + 1):
                    low, high = (
                        finite_exact(k, asked, population, 0.95)
                        if asked == n == size
                        else domain_exact(k, asked, (asked, n, population), 0.95)
                    )
                    if low - 1e-9 <= count / size <= high + 1e-9:
                        chance += here * stats.hypergeom.pmf(k, size, count, asked)
            worst = min(worst, chance + 1 - answered)
    assert worst >= 0.95


@pytest.mark.parametrize(("k", "n", "asked", "rows", "population"), [(13, 15, 15, 29, 36), (3, 40, 44, 90, 700)])
def test_the_search_over_sizes_leaves_none_out(k: int, n: int, asked: int, rows: int, population: int) -> None:
    alpha = 0.05
    low, high = finite_exact(asked, rows, population, 1 - alpha / SIZE_PART)
    every = [
        finite_exact(k, n, size, 1 - alpha + alpha / SIZE_PART)
        for size in range(max(n, round(low * population)), round(high * population) + 1)
    ]
    lower, upper = domain_exact(k, n, (asked, rows, population), 0.95)
    narrowest, widest = min(one for one, _ in every), max(one for _, one in every)
    assert narrowest - FINE - 1e-12 <= lower <= narrowest + 1e-12
    assert widest - 1e-12 <= upper <= widest + FINE + 1e-12


def test_only_a_domain_is_searched() -> None:
    frame = pl.DataFrame({"y": [True] * 20 + [False] * 9, "d": [True] * 15 + [False] * 14})
    design = SurveyDesign(population=36)
    whole = proportions(frame, Y, design=design, method="finite_exact").row(0, named=True)
    assert (whole["lower"], whole["upper"]) == finite_exact(20, 29, 36, 0.95)
    part = proportions(frame, Y, base=pl.col("d"), design=design, method="finite_exact").row(0, named=True)
    assert (part["lower"], part["upper"]) == domain_exact(15, 15, (15, 29, 36), 0.95)
    left_out = proportions(frame, Y, base=pl.col("d"), asked=pl.lit(value=True), design=design, method="finite_exact")
    assert left_out.select("lower", "upper").row(0) == finite_exact(15, 15, 36, 0.95)


@pytest.mark.parametrize("method", in_plans())
def test_limits_lie_within_what_the_rest_of_the_population_can_make_of_them(method: str) -> None:
    """Of 10 people 9 answered: the tenth changes 5 of 9 to 5 or 6 of 10."""
    for population, n in ((10, 9), (10, 10), (10, 5), (1, 1), (2, 1), (100, 99), (1000, 990)):
        design = SurveyDesign(population=population)
        for k in {0, 1, n // 2, n - 1, n}:
            row = simple(k, n, method, design=design)
            if row["lower"] is None:
                assert row["not_estimable"] in ("one_row", "no_spread"), (population, n, k)
                continue
            least, most = k / population, (population - n + k) / population
            assert least - 1e-12 <= row["lower"] <= k / n <= row["upper"] <= most + 1e-12, (population, n, k)


def test_limits_of_a_domain_lie_within_what_it_can_be() -> None:
    """Of the 10 whom one may ask 9 answered, 4 of them women; the tenth may be one, or there are said to be 4."""
    answers = pl.DataFrame({"y": [True, True, False, False] + [True] * 5, "sex": [2] * 4 + [1] * 5})
    design = SurveyDesign(population=10)
    open_, known = (
        proportions(answers, Y, by=["sex"], design=design, method="wald", domain_population=people).filter(sex=2)
        for people in (None, pl.DataFrame({"sex": [1, 2], "population": [6, 4]}))
    )
    assert open_.select("lower", "upper").row(0) == pytest.approx((0.4, 0.6))
    assert known.select("lower", "upper").row(0) == pytest.approx((0.5, 0.5))
