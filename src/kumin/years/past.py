"""An indicator's values over the fiscal years, as far as a run knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.frames import Column, frame
from kumin.judgement.frames import VALUE
from kumin.judgement.year import digits_of
from kumin.numbers import as_printed, decimals_in

if TYPE_CHECKING:
    from kumin.definitions import Indicator
    from kumin.result import Result

YEARS = frame(
    "years",
    "An indicator's values, one row a year.",
    Column("year", pl.Int64, "year", "Fiscal year."),
    Column("percent", pl.Float64, VALUE, "The value as published; of an indicator with a unit its number."),
    Column(
        "lower_percent", pl.Float64, VALUE, "Lower end of its confidence interval, where it is known, rounded half up."
    ),
    Column("upper_percent", pl.Float64, VALUE, "Upper end of its confidence interval, rounded half up."),
    Column("decimals", pl.Int64, "digits", "Decimals that the value was published with."),
)


def values_by_year(result: Result, one: Indicator) -> pl.DataFrame:
    """List what was published of an indicator, what the year compared with gave, and this year's value.

    Returns
    -------
    DataFrame
        :data:`YEARS`, by year. An earlier year has an interval where its answers or its result are at hand, the
        interval is of this run's level, and it belongs to the percent that was published.
    """
    year, decimals = result.fiscal_year, result.plan.plan.decimals_of(one)
    points = {
        past: _point(past, float(published.printed(decimals)), digits_of(published, decimals))
        for past, published in one.published.items()
        if past < year
    }
    for before in _compared_with(result, one.id, decimals):
        known = points.setdefault(before["year"], before)
        if known["percent"] == before["percent"]:
            points[before["year"]] = before
    now = result.judgements.filter(pl.col("indicator") == one.id, pl.col("value").is_not_null())
    for value, lower, upper in now.select("value", "lower", "upper").iter_rows():
        points[year] = _point(year, value, decimals, lower, upper)
    return YEARS.of(_with_printed_limits(points[past], decimals) for past in sorted(points))


def _with_printed_limits(point: dict[str, Any], decimals: int) -> dict[str, Any]:
    """Round the limits as they are printed, which a chart that holds them in full would tell."""
    return point | {name: as_printed(point[name], decimals) for name in ("lower_percent", "upper_percent")}


def _compared_with(result: Result, indicator: str, decimals: int) -> list[dict[str, Any]]:
    """Return the year compared with, at most one."""
    if result.previous is None:
        return []
    rows = result.previous.frame.filter((pl.col("indicator") == indicator) & pl.col("value").is_not_null()).to_dicts()
    found = []
    for row in rows[:1]:
        known = row["level"] == result.level and row["lower"] is not None and row["upper"] is not None
        times = 100 if row["unit"] is None else 1
        limits = (row["lower"] * times, row["upper"] * times) if known else (None, None)
        if row["fiscal_year"] < result.fiscal_year:
            places = max(decimals, decimals_in(row["value"])) if row["decimals"] is None else row["decimals"]
            found.append(_point(row["fiscal_year"], row["value"], places, *limits))
    return found


def _point(
    year: int, percent: float, decimals: int, lower: float | None = None, upper: float | None = None
) -> dict[str, Any]:
    return {"year": year, "percent": percent, "lower_percent": lower, "upper_percent": upper, "decimals": decimals}
