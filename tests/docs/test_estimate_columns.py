"""The docs' table of an estimate's columns is its definition, and the functions return just these columns."""

from __future__ import annotations

import polars as pl

from conftest import ROOT
from kumin.estimation import proportions
from kumin.estimation.columns import DETAILS, ESTIMATES


def test_the_docs_table_is_the_definition() -> None:
    page = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    for column in ESTIMATES.columns:
        assert f"| `{column.name}` | {column.dtype} | {column.unit} | {column.meaning} |" in page


def test_proportions_returns_the_defined_columns() -> None:
    frame = pl.DataFrame({"y": [True, False]})
    assert dict(proportions(frame, {"y": pl.col("y")}).schema) == dict(ESTIMATES.schema)
    detailed = proportions(frame, {"y": pl.col("y")}, details=True)
    assert detailed.columns == [*ESTIMATES.schema, *(column.name for column in DETAILS)]
