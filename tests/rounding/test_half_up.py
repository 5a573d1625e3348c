"""Published percentages: half up from integers, for every count there can be."""

from __future__ import annotations

import math
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kumin.numbers import percent_units, to_percent


def printed(k: int, n: int, decimals: int = 1) -> float:
    frame = pl.DataFrame({"k": [k], "n": [n]})
    units = percent_units(pl.col("k"), pl.col("n"), decimals)
    return float(frame.select(to_percent(units, decimals)).item())


@pytest.mark.parametrize(
    ("k", "n", "percent"),
    [(849, 2000, 42.5), (783, 2000, 39.2), (903, 2000, 45.2), (17, 400, 4.3), (1, 16, 6.3), (0, 7, 0.0), (7, 7, 100.0)],
)
def test_halves_round_up_where_floats_go_wrong(k: int, n: int, percent: float) -> None:
    assert printed(k, n) == percent


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.integers(0, 4))
def test_equals_exact_arithmetic(counts: tuple[int, int], decimals: int) -> None:
    k, n = counts
    units = math.floor(Fraction(k * 10 ** (2 + decimals), n) + Fraction(1, 2))
    assert printed(k, n, decimals) == units / 10**decimals


def test_an_empty_base_has_no_percent() -> None:
    frame = pl.DataFrame({"k": [0, None], "n": [0, None]}, schema={"k": pl.Int64, "n": pl.Int64})
    assert frame.select(percent_units(pl.col("k"), pl.col("n"))).to_series().to_list() == [None, None]


@pytest.mark.parametrize("decimals", [0, 1, 2, 3])
def test_units_become_the_float_nearest_to_the_printed_number(decimals: int) -> None:
    units = pl.DataFrame({"u": range(100 * 10**decimals + 1)})
    percent = units.select(to_percent(pl.col("u"), decimals)).to_series()
    assert percent.to_list() == [u / 10**decimals for u in range(100 * 10**decimals + 1)]
