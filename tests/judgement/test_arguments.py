"""The public functions of judgement refuse in words what they cannot compute, as the statistics do."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest

import kumin
from kumin.definitions import Plan
from kumin.definitions.goal import Goal
from kumin.errors import StatisticsError

SECRET = "花子の答え"
INDICATOR = {"id": "1-1", "text": "t", "target": {"at_least": 60}}
PLAN = Plan.model_validate(
    {
        "id": "p",
        "title": "p",
        "ward": "w",
        "fiscal_year": 2023,
        "issues": [{"id": 1, "title": "i", "indicators": [INDICATOR]}],
    }
)
ESTIMATES = pl.DataFrame([{"indicator": "1-1", "n_base": 100, "n_positive": 61}])
CELLS = pl.DataFrame({"sex": [1, 2], "population": [500, 500]})
GOOD: dict[str, dict[str, Any]] = {
    "bounds": {"n_positive": 61, "n_base": 100, "n_missing": 20},
    "tipping_point": {"n_positive": 61, "n_base": 100, "n_missing": 20, "target": 60},
    "probability_met": {"goal": Goal.of("at_least", 60), "proportion": 0.61, "n_eff": 90.0},
    "representativeness": {"respondents": pl.DataFrame({"sex": [1, 2] * 20}), "population": CELLS, "invited": 100},
    "judge": {"estimates": ESTIMATES, "plan": PLAN},
}
COUNTS = [-1, 2.5, "3", None, math.nan, True, [1]]
FRAMES = [3, None, SECRET, {"indicator": ["1-1"]}, ESTIMATES["n_base"]]
BAD: dict[str, list[Any]] = {
    **dict.fromkeys(("n_positive", "n_base", "n_missing"), COUNTS),
    "target": ["60", None, math.nan, [60]],
    "comparison": ["more", None],
    "decimals": [-1, 1.5, "1"],
    "goal": [60, "at_least", None],
    "proportion": ["0.6", None, -0.1, 1.1, math.nan],
    "n_eff": [0, -3, "90", None, math.nan],
    "respondents": [*FRAMES, pl.DataFrame({"age": [1]})],
    "population": [*FRAMES, pl.DataFrame({"sex": [1]}), pl.DataFrame({"population": [3]}), CELLS.clear()],
    "invited": [0, -3, 2.5, "many", [100]],
    "level": [0, 1, 95, "0.95", None],
    "labels": [3, "sex", {"sex": "m"}],
    "estimates": [*FRAMES, pl.DataFrame({"x": [1]})],
    "plan": [3, None, "plan.yaml", {"id": "p"}],
    "fiscal_year": ["2023", 0, 2.5],
    "previous": [3, SECRET, [ESTIMATES]],
}


def cases() -> Iterator[Any]:
    for name, given in GOOD.items():
        for parameter, values in BAD.items():
            of_all = parameter in given or (parameter, name) in {
                ("comparison", "tipping_point"),
                ("decimals", "tipping_point"),
                ("level", "representativeness"),
                ("labels", "representativeness"),
                ("fiscal_year", "judge"),
                ("previous", "judge"),
            }
            if of_all and not (name == "probability_met" and parameter in ("n_base", "population")):
                for k, value in enumerate(values):
                    yield pytest.param(name, parameter, value, id=f"{name}-{parameter}-{k}")


@pytest.mark.parametrize(("name", "parameter", "value"), list(cases()))
def test_a_bad_argument_is_refused_in_words(name: str, parameter: str, value: Any) -> None:
    go = getattr(kumin, name)
    go(**GOOD[name])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(StatisticsError) as caught:
            go(**{**GOOD[name], parameter: value})
    for language in ("ja", "en"):
        assert SECRET not in caught.value.message(language)
