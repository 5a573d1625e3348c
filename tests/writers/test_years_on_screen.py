"""Comparisons and trends on a screen have the decimals and the unit of each indicator."""

from __future__ import annotations

from typing import Any

from kumin.words import Words
from kumin.writers.terminal.years import comparison_table, trend_table
from kumin.years.compare import COMPARISON, TREND

ROWS: list[dict[str, Any]] = [
    {"indicator": "1-1", "value_before": 41.25, "value": 38.5, "change": -2.75, "change_lower": -5.125,
     "change_upper": 0.0, "decimals": 2, "decimals_before": 1},
    {"indicator": "1-2", "value_before": 9800.0, "value": 12345.0, "change": 2545.0, "unit": "台", "decimals": 0,
     "decimals_before": 0},
]  # fmt: skip


def test_a_comparison_prints_each_value_as_its_plan_does() -> None:
    years = {"year_before": 2022, "year": 2023, "judgement_before": "B", "judgement": "A", "differs_in": ""}
    table = comparison_table(COMPARISON.of([row | years for row in ROWS]), Words.of("ja", level=0.9))
    percent, number = (line for line in table.splitlines() if line.startswith("1-"))
    assert "90%区間" in table
    assert percent.split()[1:7] == ["41.3", "B", "38.50", "A", "-2.75", "-5.13～0.00"]
    assert number.split()[1:7] == ["9,800台", "B", "12,345台", "A", "+2,545台", "-"]


def test_a_trend_prints_each_value_as_its_plan_does() -> None:
    slopes = {"1-1": {"slope_per_year": -2.75}, "1-2": {"slope_per_year": 2545.0}}
    rows = [
        {"indicator": row["indicator"], "fiscal_year": year, "value": row[name], "unit": row.get("unit"),
         "decimals": row["decimals"], "judgement": "A", "comparable": True, **slopes[row["indicator"]]}
        for row in ROWS
        for year, name in ((2022, "value_before"), (2023, "value"))
    ]  # fmt: skip
    percent, number = (
        line for line in trend_table(TREND.of(rows), Words.of("en")).splitlines() if line.startswith("1-")
    )
    assert percent.split()[1:6] == ["41.25", "A", "38.50", "A", "-2.75"]
    assert number.split()[1:6] == ["9,800台", "A", "12,345台", "A", "+2,545台"]
