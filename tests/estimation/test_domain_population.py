"""The exact interval of a domain: how many people it has may be given, else all sizes are allowed for."""

from __future__ import annotations

import math

import numpy as np
import polars as pl
import pytest

from kumin.errors import StatisticsError
from kumin.estimation import SurveyDesign, proportions
from kumin.intervals.finite import FINE, domain_exact, finite_exact

RNG = np.random.default_rng(8)
FRAME = pl.DataFrame({"y": RNG.random(29) < 0.8, "d": [1] * 15 + [2] * 14})
DESIGN = SurveyDesign(population=36)
Y = {"y": pl.col("y")}


def limits(**given: object) -> list[tuple[float, float]]:
    table = proportions(FRAME, Y, design=DESIGN, method="finite_exact", **given)  # type: ignore[arg-type]
    return table.select("lower", "upper").rows()


def known(positive: int, n: int, size: int) -> tuple[float, float]:
    return finite_exact(positive, n, size, 0.95)


def counts(where: int) -> tuple[int, int]:
    part = FRAME.filter(pl.col("d") == where)
    return int(part["y"].sum()), part.height


def test_a_given_size_is_the_exact_interval_of_that_size() -> None:
    sizes = pl.DataFrame({"d": [2, 1, None], "population": [17, 19, 36]})
    assert limits(by=["d"], totals=True, domain_population=sizes) == [
        known(*counts(1), 19),
        known(*counts(2), 17),
        known(int(FRAME["y"].sum()), 29, 36),
    ]
    assert limits(base=pl.col("d") == 1, domain_population=19) == [known(*counts(1), 19)]
    assert limits(base=pl.col("d") == 1, domain_population={"y": 19}) == [known(*counts(1), 19)]
    by_name = sizes.drop_nulls().with_columns(indicator=pl.lit("y"))
    assert limits(by=["d"], domain_population=by_name) == [known(*counts(1), 19), known(*counts(2), 17)]


def test_a_domain_that_is_not_given_allows_for_its_unknown_size() -> None:
    only_one = pl.DataFrame({"d": [1], "population": [19]})
    found = limits(by=["d"], domain_population=only_one)
    assert found[0] == known(*counts(1), 19)
    assert found[1] == limits(by=["d"])[1]
    assert found[1] == domain_exact(*counts(2), (14, 29, 36), 0.95)


def test_a_known_size_decides_what_auto_takes() -> None:
    rows = [
        proportions(FRAME, Y, base=pl.col("d") == 1, design=DESIGN, method="auto", domain_population=size)["method"][0]
        for size in (19, 150, 151, 5000)
    ]
    assert rows == ["finite_exact", "finite_exact", "wilson", "wilson"]


@pytest.mark.parametrize("size", [14, 0, -1, math.inf])
def test_a_size_below_the_answers_is_refused(size: float) -> None:
    with pytest.raises(StatisticsError) as caught:
        limits(base=pl.col("d") == 1, domain_population=size)
    assert caught.value.code == "domain_population_too_small"


def test_one_number_for_many_domains_and_unknown_names_are_refused() -> None:
    for given, code in (
        (20, "domain_population_needs_frame"),
        (pl.DataFrame({"population": [3]}), "statistics_column_missing"),
        (pl.DataFrame({"d": [1], "population": [20], "indicator": ["z"]}), "statistics_indicator_unknown"),
    ):
        with pytest.raises(StatisticsError) as caught:
            limits(by=["d"], domain_population=given)
        assert caught.value.code == code


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_no_size_has_a_limit_below_the_one_found(level: float) -> None:
    """Every size one by one, against the search that skips most of them."""
    generator = np.random.default_rng(2)
    for _ in range(15):
        population = int(generator.integers(20, 400))
        rows = int(generator.integers(2, population))
        asked = int(generator.integers(1, rows + 1))
        n = int(generator.integers(1, asked + 1))
        positive = int(generator.integers(0, n + 1))
        lower, upper = domain_exact(positive, n, (asked, rows, population), level)
        alpha = 1 - level
        first, last = (round(share * population) for share in finite_exact(asked, rows, population, 1 - alpha / 10))
        every = [finite_exact(positive, n, size, 1 - 0.9 * alpha) for size in range(max(n, first), max(n, last) + 1)]
        lowest, highest = min(low for low, _ in every), max(high for _, high in every)
        assert lowest - FINE - 1e-9 <= lower <= lowest + 1e-9
        assert highest - 1e-9 <= upper <= highest + FINE + 1e-9


def test_a_big_crosstab_of_a_large_population_takes_few_evaluations(monkeypatch: pytest.MonkeyPatch) -> None:
    """The law is summed some hundred times a cell at most, however many people there are."""
    from kumin.intervals import finite

    frame = pl.DataFrame({"y": RNG.random(3000) < 0.7, "a": RNG.integers(0, 10, 3000), "b": RNG.integers(0, 12, 3000)})
    domain_exact.cache_clear()
    finite_exact.cache_clear()
    asked: list[int] = []
    counted = finite._at_most
    monkeypatch.setattr(finite, "_at_most", lambda *given: (asked.append(1), counted(*given))[1])
    table = proportions(frame, Y, by=["a", "b"], design=SurveyDesign(population=300_000), method="finite_exact")
    assert len(asked) < 100 * table.height
