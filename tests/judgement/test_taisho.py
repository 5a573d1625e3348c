"""A real ward's letters and answers by sex and age (Taisho ward, Osaka, as published), against kumin."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import polars as pl
import pytest

import kumin
from conftest import ROOT

PUBLISHED = json.loads((ROOT / "tests" / "data" / "reference" / "taisho_invited_respondents.json").read_text("utf-8"))


@pytest.mark.parametrize("table", PUBLISHED["tables"], ids=lambda table: table["survey"])
def test_rates_and_who_is_missing(table: dict[str, Any]) -> None:
    rows = [row for row in table["rows"] if row["age"] not in ("無回答", "total")]
    cells = [
        (sex, age, row[f"inv_{letter}"], row[f"res_{letter}"], row[f"rate_{letter}"])
        for age, row in enumerate(rows, 1)
        for sex, letter in ((1, "m"), (2, "f"))
    ]
    frame = pl.DataFrame(cells, schema=["sex", "age", "population", "n", "rate"], orient="row")
    respondents = pl.DataFrame(
        {name: np.repeat(frame[name].to_numpy(), frame["n"].to_numpy()) for name in ("sex", "age")}
    )
    letters = frame.select("sex", "age", "population")
    found = kumin.representativeness(respondents, letters, invited=letters)
    described = found.cells.filter(pl.col("dimensions") == "sex;age")
    rates = (100 * described["n"] / described["population"]).to_list()
    printed = frame.sort("sex", "age")["rate"].to_list()
    assert rates == pytest.approx(printed, abs=0.0501)
    by_age = found.cells.filter(pl.col("dimensions") == "age").sort("cell")
    # everywhere the young answer least and the old most; the marks need more than chance, cell by cell
    assert by_age["ratio"][0] == by_age["ratio"].min() or by_age["ratio"][1] == by_age["ratio"].min()
    assert by_age["ratio"][0] < 0.85
    assert by_age["mark"][-1] == "over"
    facts = found.tests.filter(pl.col("dimensions") == "sex;age").row(0, named=True)
    assert facts["p_value"] < 0.05
    assert facts["r_upper"] < 1
    assert facts["dissimilarity"] > facts["dissimilarity_expected"]
