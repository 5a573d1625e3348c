"""The path to a target's year: by hand, against statsmodels, and its marks."""

from __future__ import annotations

import math

import numpy as np
import pytest
import statsmodels.api as sm

from kumin.judgement import Goal
from kumin.judgement.paths.path import Point, needed_per_year, path_mark, path_of

Z = 1.959963984540054
TARGET = Goal.of("at_least", 60)


def test_two_years_are_their_difference_carried_on() -> None:
    path = path_of([Point(2022, 40, 1.0), Point(2023, 42, 4.0)], 2027)
    assert path.slope == pytest.approx(2)
    assert path.slope_lower == pytest.approx(2 - Z * math.sqrt(5))
    assert path.projected == pytest.approx(50)
    # 42 + 4 (42 - 40) = 5·42 - 4·40: variance 25·4 + 16·1
    assert path.projected_upper == pytest.approx(50 + Z * math.sqrt(116))


def test_many_years_are_weighted_least_squares() -> None:
    years, values, variance = [2019, 2020, 2022, 2023], [40.0, 42.5, 41.0, 46.0], [1.0, 2.0, 0.5, 1.5]
    path = path_of([Point(*row) for row in zip(years, values, variance, strict=True)], 2027)
    x = sm.add_constant(np.array(years) - 2023.0)
    fitted = sm.WLS(values, x, weights=1 / np.array(variance)).fit()
    assert path.slope == pytest.approx(fitted.params[1])
    assert path.projected == pytest.approx(fitted.predict([1, 4])[0])
    # scatter beyond sampling error widens, as WLS with an estimated scale does
    assert fitted.scale > 1
    assert path.slope_upper == pytest.approx(fitted.params[1] + Z * fitted.bse[1])


def test_years_closer_than_chance_are_not_surer_than_sampling_error() -> None:
    points = [Point(2021, 40.0, 9.0), Point(2022, 41.0, 9.0), Point(2023, 42.0, 9.0)]
    assert path_of(points, 2027).slope_upper == pytest.approx(1 + Z * math.sqrt(9 / 2))


def test_without_n_there_is_a_line_and_no_interval_and_one_year_is_no_path() -> None:
    path = path_of([Point(2022, 40), Point(2023, 42)], 2027)
    assert (path.slope, path.projected, path.projected_lower) == (pytest.approx(2), pytest.approx(50), None)
    assert path_of([Point(2023, 42, 1.0)], 2027).slope is None


def test_projections_of_percents_stay_percents() -> None:
    path = path_of([Point(2022, 10, 4.0), Point(2023, 4, 4.0)], 2027)
    assert (path.projected, path.projected_lower) == (0, 0)


@pytest.mark.parametrize(
    ("points", "left", "mark"),
    [
        ([Point(2022, 55, 0.1), Point(2023, 60, 0.1)], 4, "reached"),
        ([Point(2022, 50, 0.1), Point(2023, 55, 0.1)], 4, "on_track"),
        ([Point(2022, 40, 0.1), Point(2023, 40, 0.1)], 4, "behind"),
        ([Point(2022, 40, 4.0), Point(2023, 43, 4.0)], 4, "unclear"),
        ([Point(2022, 40), Point(2023, 43)], 4, "cannot_tell"),
        ([Point(2022, 40, 1.0), Point(2023, 43, 1.0)], 0, "due"),
    ],
)
def test_marks(points: list[Point], left: int, mark: str) -> None:
    assert path_mark(TARGET, points[-1].value, path_of(points, 2023 + max(left, 0)), left) == mark


def test_needed_points_a_year() -> None:
    assert needed_per_year(TARGET, 37.8, 4) == pytest.approx(5.55)
    assert needed_per_year(Goal.of("at_most", 10), 16, 3) == pytest.approx(-2)
    assert needed_per_year(TARGET, 61, 4) == 0
    assert needed_per_year(TARGET, 59, 0) is None


def test_three_years_that_scatter_beyond_sampling_error_are_less_sure() -> None:
    # residuals of -10/3, 20/3, -10/3 with one degree of freedom: their squares are 200/3 times the variance
    points = [Point(2021, 40.0, 1.0), Point(2022, 50.0, 1.0), Point(2023, 40.0, 1.0)]
    assert path_of(points, 2027).slope_upper == pytest.approx(Z * math.sqrt(200 / 3 / 2))


def test_a_path_that_may_end_on_either_side_of_a_range_is_not_behind() -> None:
    between = Goal.of("between", 45, high=50)
    path = path_of([Point(2022, 40, 25.0), Point(2023, 41, 25.0)], 2027)
    assert path.projected_lower is not None
    assert path.projected_upper is not None
    assert path.projected_lower < 45
    assert path.projected_upper > 50
    assert path_mark(between, 41, path, 4) == "unclear"
