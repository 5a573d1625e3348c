"""A change between two years that nearly everyone answered has an exact p that agrees with its interval."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction

import pytest

from kumin.intervals import finite_exact
from kumin.judgement.change import changes_of, exact_change
from kumin.judgement.year import YearValue


def year(positive: int, n: int = 29, population: int = 36, indicator: str = "1-1") -> YearValue:
    lower, upper = finite_exact(positive, n, population, 0.95)
    p = positive / n
    return YearValue(
        indicator, 2023, printed=Fraction(100 * positive, n), n_positive=positive, n_base=n, population=population,
        proportion=p, se=math.sqrt(p * (1 - p) / (n - 1) * (1 - n / population)), lower=lower, upper=upper, level=0.95,
        df=n - 1.0, method="finite_exact",
    )  # fmt: skip


@pytest.mark.parametrize("now", [2, 10, 15, 20, 24, 27, 29])
@pytest.mark.parametrize("before", [10, 18, 27])
def test_p_is_below_five_percent_exactly_where_the_interval_leaves_out_no_change(now: int, before: int) -> None:
    found = exact_change(year(now), year(before))
    assert found is not None
    assert (found["p_value"] < 0.05) == (not found["lower"] <= 0 <= found["upper"])
    assert found["lower"] <= (now - before) / 29 <= found["upper"]
    assert 0 <= found["p_value"] <= 1


def test_it_joins_the_adjustment() -> None:
    pairs = [(year(27), year(12)), (year(20, indicator="1-2"), year(19, indicator="1-2"))]
    first, second = changes_of(pairs)
    assert first.p_value is not None
    assert second.p_value is not None
    assert first.p_holm == pytest.approx(2 * first.p_value)
    assert first.lower is not None
    assert second.lower is not None
    assert first.lower > 0 > second.lower


def test_without_the_counts_behind_the_limits_there_is_no_exact_p() -> None:
    known = year(20)
    for change in ({"n_positive": None}, {"population": None}, {"method": "wilson"}, {"lower": 0.1}, {"level": 0.9}):
        assert exact_change(replace(known, **change), known) is None  # type: ignore[arg-type]
