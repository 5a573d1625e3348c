"""Planning: sizes, power and the table of sampling errors, against formulas and published tables."""

from __future__ import annotations

import math

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kumin.errors import StatisticsError
from kumin.estimation import (
    detectable_change,
    power_of_change,
    required_n,
    required_n_for_change,
    sampling_error_table,
)

Z = 1.959963984540054


def test_the_textbook_sizes() -> None:
    assert required_n(0.05).completed == 385
    assert required_n(0.03).completed == 1068
    assert required_n(0.05, population=1000).completed == 278
    assert required_n(0.03, population=92_000, response_rate=0.3).invited == math.ceil(1055 / 0.3)


@settings(max_examples=50, deadline=None)
@given(
    margin=st.floats(0.01, 0.2),
    p=st.floats(0.05, 0.95),
    population=st.integers(50, 200_000),
    deff=st.floats(0.5, 4),
)
def test_the_size_is_the_smallest_that_keeps_the_margin(margin: float, p: float, population: int, deff: float) -> None:
    n = required_n(margin, p, population, deff).completed

    def error(size: int) -> float:
        return Z * math.sqrt(max(deff * (population - size) / (population - 1) * p * (1 - p) / size, 0))

    assert error(n) <= margin * (1 + 1e-9)
    assert n == 1 or error(n - 1) > margin * (1 - 1e-9)


def test_more_invitations_than_people_is_said() -> None:
    assert not required_n(0.05, population=500, response_rate=0.2).enough_people


def test_power_at_no_change_is_the_significance_level_and_grows() -> None:
    assert power_of_change(0, 500) == pytest.approx(0.05)
    powers = [power_of_change(points, 500) for points in (1, 3, 5, 10)]
    assert powers == sorted(powers)
    assert power_of_change(5, 500, deff=2) < power_of_change(5, 500)
    assert power_of_change(-5, 500) == pytest.approx(power_of_change(5, 500))


def test_size_power_and_change_agree() -> None:
    n = required_n_for_change(5, 0.4).completed
    assert power_of_change(5, n, p=0.4) >= 0.8 > power_of_change(5, n - 1, p=0.4)
    assert detectable_change(n, p=0.4) == pytest.approx(5, abs=0.01)
    assert math.isnan(detectable_change(5, p=0.99))


def test_error_table_by_its_formulas() -> None:
    table = sampling_error_table([400, 1000], [0.5, 0.1], population=10_000)
    assert table.columns == ["n", "proportion", "error", "error_points"]
    assert table["error"][0] == pytest.approx(Z * math.sqrt(9600 / 9999 * 0.25 / 400))
    two = sampling_error_table([1000], [0.5], convention="two_stage")
    assert two["error_points"][0] == pytest.approx(100 * 2 * math.sqrt(2 * 0.25 / 1000))
    beyond = sampling_error_table([400, 20_000], [0.5], population=10_000)["error"].to_list()
    assert beyond[0] is not None
    assert beyond[1] is None


def test_everyone_asked_has_no_sampling_error() -> None:
    assert sampling_error_table([300], [0.5], population=300)["error"].to_list() == [0.0]
    assert sampling_error_table([1], [0.5], population=1)["error"].to_list() == [0.0]


@pytest.mark.parametrize(
    "call",
    [
        lambda: required_n(0),
        lambda: required_n(0.05, p=1.2),
        lambda: required_n(0.05, response_rate=0),
        lambda: required_n(0.05, deff=0),
        lambda: power_of_change(60, 100),
        lambda: required_n_for_change(0),
        lambda: sampling_error_table([0]),
        lambda: sampling_error_table(convention="three"),
    ],
)
def test_nonsense_is_refused(call: object) -> None:
    assert callable(call)
    with pytest.raises(StatisticsError) as caught:
        call()
    assert caught.value.message("ja")
    assert caught.value.message("en")


def test_the_table_is_a_frame_to_pivot() -> None:
    wide = sampling_error_table([100, 200], [0.1, 0.5]).pivot("proportion", index="n", values="error_points")
    assert isinstance(wide, pl.DataFrame)
    assert wide.shape == (2, 3)
