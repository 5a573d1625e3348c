"""Several years' results side by side: two compared, or all as a trend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, NamedTuple

import polars as pl

from kumin.definitions.survey import CENSUS
from kumin.errors import UsageError
from kumin.frames import Column, frame
from kumin.judgement.change import Change, changes_of
from kumin.judgement.comparability import ESSENTIAL, Difference, comparable, differences
from kumin.judgement.frames import (
    CHANGE,
    CHANGE_STATEMENT,
    DECIMALS,
    INDICATOR,
    MARK,
    N_BASE,
    P_HOLM,
    P_VALUE,
    PER_YEAR,
    UNIT,
    VALUE,
)
from kumin.judgement.paths.path import Point, path_of
from kumin.judgement.rows import number
from kumin.judgement.surveys.provenance import comparability
from kumin.judgement.year import YearValue, earlier
from kumin.result import Previous

Row = dict[str, Any]

_S, _I, _F, _B = pl.String, pl.Int64, pl.Float64, pl.Boolean
TITLE = Column("title", _S, "", "Its title or text.")

COMPARISON = frame(
    "comparison",
    "One row an indicator that both years have, the later year's order; the later less the earlier.",
    INDICATOR,
    TITLE,
    Column("year_before", _I, "year", "The earlier fiscal year."),
    Column("percent_before", _F, "percent", "Its percent, as printed."),
    Column("judgement_before", _S, "", "Its mark."),
    Column("year", _I, "year", "The later fiscal year."),
    Column("percent", _F, "percent", "Its percent, as printed."),
    MARK,
    Column("change_points", _F, "points", "Difference of the two printed percents."),
    Column("lower_points", _F, "points", "Lower end of the change's confidence interval, from the exact percents."),
    Column("upper_points", _F, "points", "Upper end of the change's confidence interval."),
    P_VALUE,
    P_HOLM,
    CHANGE_STATEMENT,
    Column("comparable", _B, "", "Whether both years were measured alike; null where it is not known."),
    Column("differs_in", _S, "", "Aspects in which they were not, joined by ;."),
    UNIT,
    Column("decimals_before", _I, "digits", "Decimals that the earlier value is printed with; null where not known."),
    DECIMALS,
    Column("value_before", _F, VALUE, "The earlier value, as printed, of percents and numbers alike."),
    Column("value", _F, VALUE, "The later value, as printed."),
    CHANGE,
    Column("change_lower", _F, VALUE, "Lower end of the change's confidence interval, of percents and numbers alike."),
    Column("change_upper", _F, VALUE, "Upper end of the change's confidence interval."),
)

TREND = frame(
    "trend",
    "One row an indicator and year; the change a year, with its interval, is repeated in each.",
    INDICATOR,
    TITLE,
    Column("fiscal_year", _I, "year", "Fiscal year."),
    Column("percent", _F, "percent", "Its percent, as printed."),
    Column("lower_percent", _F, "percent", "Lower end of its confidence interval."),
    Column("upper_percent", _F, "percent", "Upper end of its confidence interval."),
    N_BASE,
    MARK,
    Column("slope_per_year", _F, PER_YEAR, "Change a year, of the printed values."),
    Column("slope_lower", _F, PER_YEAR, "Lower end of its confidence interval, from the exact values."),
    Column("slope_upper", _F, PER_YEAR, "Upper end of its confidence interval."),
    UNIT,
    DECIMALS,
    Column("value", _F, VALUE, "The value as printed, of percents and numbers alike."),
    Column("comparable", _B, "", "Whether it was measured as in the last year it is known of; null where not known."),
    Column("differs_in", _S, "", "Aspects in which it was not, joined by ;."),
)


def values_of(year: Previous) -> dict[str, YearValue]:
    """Read a year's printed values, by indicator."""
    found = (earlier(row) for row in year.frame.iter_rows(named=True))
    asked = {key: how.get("sampling") for key, how in year.measured.items()}
    return {
        value.indicator: replace(value, census=asked.get(value.indicator) == CENSUS)
        for value in found
        if value is not None
    }


def compare_years(before: Previous, after: Previous) -> pl.DataFrame:
    """Compare two years' results, the later less the earlier.

    The change is the one that a run of the later year states: :func:`kumin.judgement.change.changes_of`.

    Parameters
    ----------
    before, after : Previous
        As :func:`kumin.past.store.read_result` gives them.

    Returns
    -------
    DataFrame
        :data:`COMPARISON`, indicators both years have, in the later year's order.

    Raises
    ------
    UsageError
        They are of different wards, not in order, or share no indicator.
    """
    if before.ward != after.ward:
        raise UsageError("years_of_two_wards", before=before.ward, after=after.ward)
    if before.fiscal_year >= after.fiscal_year:
        raise UsageError("years_not_in_order", before=before.fiscal_year, after=after.fiscal_year)
    known = set(before.frame["indicator"])
    shared = [key for key in after.frame["indicator"] if key in known]
    if not shared:
        raise UsageError("years_without_indicators")
    old, now = values_of(before), values_of(after)
    nothing = [YearValue(key) for key in shared]
    pairs = [(now.get(key, empty), old.get(key, empty)) for key, empty in zip(shared, nothing, strict=True)]
    # a number in one year and a percent in the other are not one indicator's values
    alike = [pair for pair in pairs if pair[0].unit == pair[1].unit or None in (pair[0].printed, pair[1].printed)]
    decimals = [dict(year.frame.select("indicator", "decimals").iter_rows()) for year in (before, after)]
    aspects = aspects_between(before, after)
    comparables = {key: comparable(found) for key, found in aspects.items()}
    return COMPARISON.of(
        [
            _compared(change, aspects.get(change.now.indicator, ()), before, after, decimals)
            for change in changes_of(alike, comparables)
        ]
    )


def aspects_between(before: Previous, after: Previous) -> dict[str, tuple[Difference, ...]]:
    """Compare how each indicator of both years was measured and marked; without those of which a year tells nothing."""
    return {
        key: tuple(differences(before.measured[key], now))
        for key, now in after.measured.items()
        if now and before.measured.get(key)
    }


def differing(before: Previous, after: Previous) -> pl.DataFrame:
    """List what differs between two years, old and new: wording, options, base, target and so on.

    Returns
    -------
    DataFrame
        :data:`kumin.judgement.frames.COMPARABILITY`, the aspects that are not the same, in the later year's order.
    """
    found = comparability(aspects_between(before, after))
    return found.filter(pl.col("same").eq(other=False))


def _compared(
    change: Change,
    found: Sequence[Difference],
    before: Previous,
    after: Previous,
    decimals: list[dict[str, int | None]],
) -> Row:
    now, earlier_one = change.now, change.before
    key, unit = now.indicator, now.unit or earlier_one.unit
    old, new, difference = number(earlier_one.printed), number(now.printed), number(change.difference)
    percents = {"percent_before": old, "percent": new, "change_points": difference} if unit is None else {}
    return {
        "indicator": key,
        "title": after.wording.get(key) or before.wording.get(key),
        "year_before": before.fiscal_year,
        "judgement_before": before.judgements.get(key),
        "year": after.fiscal_year,
        "judgement": after.judgements.get(key),
        "lower_points": change.lower if unit is None else None,
        "upper_points": change.upper if unit is None else None,
        "change_lower": change.lower,
        "change_upper": change.upper,
        "p_value": change.p_value,
        "p_holm": change.p_holm,
        "statement": change.statement,
        "comparable": comparable(found),
        "differs_in": ";".join(item.aspect for item in found if item.same is False),
        "unit": unit,
        "decimals_before": decimals[0].get(key),
        "decimals": decimals[1].get(key),
        "value_before": old,
        "value": new,
        "change": difference,
        **percents,
    }


def trend_of(years: Sequence[Previous], *, level: float = 0.95) -> pl.DataFrame:
    """Lay several years' results out by indicator, with the change a year.

    Of two years it is their change (:func:`kumin.judgement.change.changes_of`) over the years between them. Of more it
    is the slope of a straight line through the printed values, by :func:`kumin.judgement.paths.path.path_of`:
    weighted least squares, its interval (from the exact values) widened where the years scatter more than sampling
    error explains. Where a year's survey asked nearly everyone (``finite_exact``) and some did not answer, such a slope
    has no interval, as such a change has no p. Years that were measured otherwise than the last one are no part of it.

    Parameters
    ----------
    years : sequence of Previous
        Of one ward, each year once, in any order.
    level : float
        Confidence level.

    Returns
    -------
    DataFrame
        :data:`TREND`.

    Raises
    ------
    UsageError
        Fewer than two years, two results of one year, or two wards.
    """
    years = sorted(years, key=lambda year: year.fiscal_year)
    _require_different_years(years)
    tables = [{row["indicator"]: row for row in year.frame.iter_rows(named=True)} for year in years]
    order = list(dict.fromkeys(key for table in reversed(tables) for key in table))
    rows: list[Row] = []
    for key in order:
        known = [(year, table[key]) for year, table in zip(years, tables, strict=True) if key in table]
        last = known[-1][0]
        aspects = [aspects_between(year, last).get(key, ()) for year, _ in known]
        alike = [year is last or comparable(found) for (year, _), found in zip(known, aspects, strict=True)]
        used = [row for (_, row), same in zip(known, alike, strict=True) if same is not False]
        slope = slope_of(used, level)._asdict()
        title = next((year.wording[key] for year, _ in reversed(known) if year.wording.get(key)), None)
        for (year, row), same, found in zip(known, alike, aspects, strict=True):
            differs = ";".join(one.aspect for one in found if one.same is False and one.aspect in ESSENTIAL)
            rows.append(_year_row(key, title, year, row) | slope | {"comparable": same, "differs_in": differs})
    return TREND.of(rows)


def _require_different_years(years: Sequence[Previous]) -> None:
    """Refuse fewer than two years, a year that is there twice, and years of two wards."""
    if len(years) < 2:
        raise UsageError("years_too_few", count=len(years))
    for before, after in pairwise(years):
        if before.ward != after.ward:
            raise UsageError("years_of_two_wards", before=before.ward, after=after.ward)
        if before.fiscal_year == after.fiscal_year:
            raise UsageError("years_twice", year=after.fiscal_year, first=before.path, second=after.path)


class Slope(NamedTuple):
    """The change a year, in percent or the unit, with its interval; None where it is not known."""

    slope_per_year: float | None = None
    slope_lower: float | None = None
    slope_upper: float | None = None


def slope_of(rows: Sequence[Row], level: float) -> Slope:
    """Work out an indicator's change a year.

    Parameters
    ----------
    rows : sequence of dict
        Rows of :data:`kumin.result.PREVIOUS`, by year.
    level : float
        Confidence level.
    """
    values = [value for value in map(earlier, rows) if value is not None and value.year is not None]
    if len({value.unit for value in values}) > 1 or len(values) < 2:
        return Slope()
    last = max(value.year for value in values if value.year is not None)
    line = path_of(list(_points(values, printed=False)), last, level=level, bounded=values[0].unit is None)
    if len(values) == 2:
        (change,) = changes_of([(values[1], values[0])])
        apart = last - (values[0].year or last)
        slope = None if change.difference is None else float(change.difference / apart)
        return Slope(slope, *_limits_a_year(change, apart, level, (line.slope_lower, line.slope_upper)))
    printed = path_of(list(_points(values, printed=True)), last, level=level)
    return Slope(printed.slope, line.slope_lower, line.slope_upper)


def _limits_a_year(
    change: Change, apart: int, level: float, otherwise: tuple[float | None, float | None]
) -> tuple[float | None, float | None]:
    """Return a change's interval as one a year, or where it has none of this level by a variance the line's."""
    now, before = change.now, change.before
    if change.lower is None or change.upper is None or {now.level, before.level} != {level}:
        return otherwise
    if now.nearly_everyone or before.nearly_everyone:
        return otherwise
    return change.lower / apart, change.upper / apart


def _points(values: Sequence[YearValue], *, printed: bool) -> Iterator[Point]:
    """Yield the years as points, of the printed or of the exact values, weighted by their variances."""
    for value in values:
        assert value.year is not None
        assert value.printed is not None
        # of a survey of nearly everyone the linearised variance is too small: with its limits no line has an interval
        nearly = value.nearly_everyone and value.lower != value.upper
        # a year without sampling error (everyone answered) is as sure as one in a million
        times = 100 if value.unit is None else 1
        variance = None if value.se is None or nearly else max((times * value.se) ** 2, 1e-6)
        precise = value.proportion if value.estimate is None else value.estimate
        known = precise is not None and not printed
        yield Point(value.year, times * precise if known else float(value.printed), variance)  # type: ignore[operator]


def _year_row(key: str, title: str | None, year: Previous, row: Row) -> Row:
    def percent(value: float | None) -> float | None:
        return None if value is None or row["unit"] is not None else 100 * value

    return {
        "indicator": key,
        "title": title,
        "fiscal_year": year.fiscal_year,
        "percent": row["percent"],
        "lower_percent": percent(row["lower"]),
        "upper_percent": percent(row["upper"]),
        "n_base": row["n_base"],
        "judgement": year.judgements.get(key),
        "unit": row["unit"],
        "decimals": row["decimals"],
        "value": row["value"],
    }
