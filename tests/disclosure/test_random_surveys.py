"""Surveys of random answers, those of the benchmark by their numbers: nothing told, bounds true, nothing withheld."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmark_tools import benchmark


# 142: of 47 people one chose the only option of an indicator, and its table of options is left out
@pytest.mark.parametrize("number", [142, 33, 7])
def test_no_count_of_a_random_survey_is_told(number: int, tmp_path: Path) -> None:
    disclosure = benchmark("disclosure")
    result = disclosure.random_survey(number, tmp_path / "survey")
    found = disclosure.measured(result, tmp_path / "survey")
    assert found.hidden > 0
    assert (found.held, found.told, found.narrow, found.unsolved, found.after.wrong) == (0, 0, 0, 0, 0)
    if number == 142:
        assert found.forced > 0
    else:
        assert found.narrowest == 5
    assert (found.after.exact + found.after.bounds) / found.after.cells > 0.85
