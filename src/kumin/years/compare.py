"""Several years' results side by side: two compared, or all as a trend."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import polars as pl

from kumin.errors import UsageError
from kumin.judgement.change import changes_of
from kumin.judgement.comparability import comparable, differences
from kumin.judgement.path import Point, path_of
from kumin.result import Previous

Row = dict[str, Any]

COMPARISON_SCHEMA = pl.Schema(
    {
        "indicator": pl.String,
        "title": pl.String,
        "year_before": pl.Int64,
        "percent_before": pl.Float64,
        "judgement_before": pl.String,
        "year": pl.Int64,
        "percent": pl.Float64,
        "judgement": pl.String,
        "change_points": pl.Float64,
        "lower_points": pl.Float64,
        "upper_points": pl.Float64,
        "p_value": pl.Float64,
        "p_holm": pl.Float64,
        "statement": pl.String,
        "comparable": pl.Boolean,
        "differs_in": pl.String,
    }
)
"""``statement``: rose, fell, within_error, cannot_tell. ``differs_in``: aspects, joined by ``;``."""

TREND_SCHEMA = pl.Schema(
    {
        "indicator": pl.String,
        "title": pl.String,
        "fiscal_year": pl.Int64,
        "percent": pl.Float64,
        "lower_percent": pl.Float64,
        "upper_percent": pl.Float64,
        "n_base": pl.Int64,
        "judgement": pl.String,
        "slope_per_year": pl.Float64,
        "slope_lower": pl.Float64,
        "slope_upper": pl.Float64,
    }
)
"""One row an indicator and year; the slope (points a year, with its interval) is repeated in each."""


def compare_years(before: Previous, after: Previous) -> pl.DataFrame:
    """Compare two years' results, the later less the earlier.

    Parameters
    ----------
    before, after : Previous
        As :func:`kumin.past.store.read_result` gives them.

    Returns
    -------
    DataFrame
        :data:`COMPARISON_SCHEMA`, indicators both years have, in the later year's order.

    Raises
    ------
    UsageError
        They are of different wards, not in order, or share no indicator.
    """
    if before.ward != after.ward:
        raise UsageError("years_of_two_wards", before=before.ward, after=after.ward)
    if before.fiscal_year >= after.fiscal_year:
        raise UsageError("years_not_in_order", before=before.fiscal_year, after=after.fiscal_year)
    old = {row["indicator"]: row for row in before.frame.iter_rows(named=True)}
    now = {row["indicator"]: row for row in after.frame.iter_rows(named=True) if row["indicator"] in old}
    if not now:
        raise UsageError("years_without_indicators")
    pairs = [(row | {"value": row["percent"]}, old[key] | {"value": old[key]["percent"]}) for key, row in now.items()]
    rows = [_compared(row, before, after) for row in changes_of(pairs).iter_rows(named=True)]
    return pl.DataFrame(rows, schema=COMPARISON_SCHEMA)


def _compared(change: Row, before: Previous, after: Previous) -> Row:
    key = change["indicator"]
    old, new = before.measured.get(key), after.measured.get(key)
    found = list(differences(old, new)) if old and new else []
    percents = dict(after.frame.select("indicator", "percent").iter_rows())
    return {
        "indicator": key,
        "title": after.wording.get(key) or before.wording.get(key),
        "year_before": before.fiscal_year,
        "percent_before": change["previous_percent"],
        "judgement_before": before.judgements.get(key),
        "year": after.fiscal_year,
        "percent": percents[key],
        "judgement": after.judgements.get(key),
        **{name: change[name] for name in ("change_points", "lower_points", "upper_points", "p_value", "p_holm")},
        "statement": change["statement"],
        "comparable": comparable(found) if found else None,
        "differs_in": ";".join(item.aspect for item in found if item.same is False),
    }


def trend_of(years: Sequence[Previous], *, level: float = 0.95) -> pl.DataFrame:
    """Lay several years' results out by indicator, with a straight line through them.

    The slope is :func:`kumin.judgement.path.path_of`'s: weighted least squares on the percents, its interval widened
    where the years scatter more than sampling error explains. Where a year's survey asked nearly everyone
    (``finite_exact``) and some did not answer, the slope has no interval, as such a change has no p.

    Parameters
    ----------
    years : sequence of Previous
        Of one ward, each year once, in any order.
    level : float
        Confidence level.

    Returns
    -------
    DataFrame
        :data:`TREND_SCHEMA`.

    Raises
    ------
    UsageError
        Fewer than two years, two results of one year, or two wards.
    """
    years = sorted(years, key=lambda year: year.fiscal_year)
    if len(years) < 2:
        raise UsageError("years_too_few", count=len(years))
    for earlier, later in pairwise(years):
        if earlier.ward != later.ward:
            raise UsageError("years_of_two_wards", before=earlier.ward, after=later.ward)
        if earlier.fiscal_year == later.fiscal_year:
            raise UsageError("years_twice", year=later.fiscal_year, first=earlier.path, second=later.path)
    tables = [{row["indicator"]: row for row in year.frame.iter_rows(named=True)} for year in years]
    order = list(dict.fromkeys(key for table in reversed(tables) for key in table))
    rows: list[Row] = []
    for key in order:
        known = [(year, table[key]) for year, table in zip(years, tables, strict=True) if key in table]
        line = path_of(
            [_point(row) for _, row in known if row["percent"] is not None], years[-1].fiscal_year, level=level
        )
        slope = {"slope_per_year": line.slope, "slope_lower": line.slope_lower, "slope_upper": line.slope_upper}
        title = next((year.wording[key] for year, _ in reversed(known) if year.wording.get(key)), None)
        rows += [_year_row(key, title, year, row) | slope for year, row in known]
    return pl.DataFrame(rows, schema=TREND_SCHEMA)


def _point(row: Row) -> Point:
    se, p = row["se"], row["proportion"]
    # of a survey of nearly everyone the linearised variance is too small: with its exact limits no line has an interval
    nearly = row.get("method") == "finite_exact" and row["lower"] != row["upper"]
    # a year without sampling error (everyone answered) is as sure as one in a million
    variance = None if se is None or nearly else max(1e4 * se**2, 1e-6)
    return Point(row["fiscal_year"], row["percent"] if p is None else 100 * p, variance)


def _year_row(key: str, title: str | None, year: Previous, row: Row) -> Row:
    def percent(value: float | None) -> float | None:
        return None if value is None else 100 * value

    return {
        "indicator": key,
        "title": title,
        "fiscal_year": year.fiscal_year,
        "percent": row["percent"],
        "lower_percent": percent(row["lower"]),
        "upper_percent": percent(row["upper"]),
        "n_base": row["n_base"],
        "judgement": year.judgements.get(key),
    }
