"""docs/personal-data-ja.md: a published percent and its interval are worked out again from the open data alone."""

from __future__ import annotations

import math
import re

import polars as pl
import pytest

from conftest import ROOT
from kumin.disclosure.published import Published
from kumin.writers.auditing.public_files import PUBLIC_FILES
from kumin.writers.open_data import open_data

PAGE = (ROOT / "docs" / "personal-data-ja.md").read_text(encoding="utf-8")


def test_the_page_names_every_file_that_is_for_everyone() -> None:
    (row,) = (line for line in PAGE.splitlines() if line.startswith("| `report.html`"))
    assert set(re.findall(r"`([\w.]+)`", row)) == set(PUBLIC_FILES)
    assert row.endswith("| できる |")


def limits_of_the_page() -> tuple[str, str]:
    """Return the formulas as Python, read from the page as a spreadsheet reads them."""
    found = re.findall(r"- [下上]限 `=(.+?)`", PAGE)
    assert len(found) == 2
    return tuple(formula.replace("^", "**").replace("SQRT", "math.sqrt") for formula in found)  # type: ignore[return-value]


def test_every_percent_and_interval_of_the_sample_comes_out_of_the_formulas(sample_published: Published) -> None:
    shown = pl.col("percent").is_not_null() & pl.col("axis").is_null() & (pl.col("survey") == "residents")
    rows = open_data(sample_published).filter(shown).to_dicts()
    assert len(rows) > 20
    lower, upper = limits_of_the_page()
    share = 1 - 722 / 91_999  # the survey's valid answers and the ward's adults, both on the page
    for row in rows:
        n, count = int(row["n_base"]), int(row["n_positive"])
        assert float(row["percent"]) == pytest.approx(count / n * 100, abs=0.051)
        values = {"p": count / n, "n": n / share, "math": math}
        for formula, column in ((lower, "lower_percent"), (upper, "upper_percent")):
            assert float(row[column]) == pytest.approx(eval(formula, values) * 100, abs=0.051)
