"""An indicator's values over the fiscal years, as far as a run knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.result import frame_row

if TYPE_CHECKING:
    from kumin.definitions import Indicator
    from kumin.result import Result

YEARS_SCHEMA = pl.Schema(
    {"year": pl.Int64, "percent": pl.Float64, "lower_percent": pl.Float64, "upper_percent": pl.Float64}
)
"""One row a year; ``percent`` of an indicator with a unit is its number. Intervals null where not known."""


def values_by_year(result: Result, one: Indicator) -> pl.DataFrame:
    """List what was published of an indicator, what the year compared with gave, and this year's value.

    Returns
    -------
    DataFrame
        :data:`YEARS_SCHEMA`, by year. An earlier year has an interval where its answers or its result are at hand, the
        interval is of this run's level, and it belongs to the percent that was published.
    """
    year = result.fiscal_year
    points = {past: _point(past, published.percent) for past, published in one.history.items() if past < year}
    judged = result.judgements.filter(pl.col("indicator") == one.id).to_dicts()
    row: dict[str, Any] = judged[0] if judged else {}
    if one.unit:
        numbers = frame_row(result, "numbers", one.id)
        before, value = numbers.get("previous_year"), numbers.get("value")
        if before is not None and numbers["previous_value"] is not None:
            points.setdefault(before, _point(before, numbers["previous_value"]))
        if value is not None:
            points[year] = _point(year, value)
    else:
        for before in _compared_with(result, one.id):
            known = points.setdefault(before["year"], before)
            if known["percent"] == before["percent"]:
                points[before["year"]] = before
        if row.get("percent") is not None:
            points[year] = _point(year, row["percent"], row["lower_percent"], row["upper_percent"])
    return pl.DataFrame([points[past] for past in sorted(points)], schema=YEARS_SCHEMA)


def _compared_with(result: Result, indicator: str) -> list[dict[str, Any]]:
    """Return the year compared with, at most one."""
    if result.previous is None:
        return []
    rows = result.previous.frame.filter((pl.col("indicator") == indicator) & pl.col("percent").is_not_null()).to_dicts()
    found = []
    for row in rows[:1]:
        known = row["level"] == result.level and row["lower"] is not None and row["upper"] is not None
        limits = (row["lower"] * 100, row["upper"] * 100) if known else (None, None)
        if row["fiscal_year"] < result.fiscal_year:
            found.append(_point(row["fiscal_year"], row["percent"], *limits))
    return found


def _point(year: int, percent: float, lower: float | None = None, upper: float | None = None) -> dict[str, Any]:
    return {"year": year, "percent": percent, "lower_percent": lower, "upper_percent": upper}
