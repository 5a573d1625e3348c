"""Three numbers → a day: which of them is the month, which the day and which the year, by all cells of a column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from kumin.numbers import ERAS

Bounds = tuple[date | None, date | None]
"""The first and the last day that may be meant."""

MONTH_FIRST, DAY_FIRST, YEAR_FIRST = "mdy", "dmy", "ymd"
_ORDERS = (MONTH_FIRST, DAY_FIRST, YEAR_FIRST)

_LAST_OF_2000S = 29
_LONGEST_ERA = 64
_FEW_MONTHS, _MANY_MONTHS = 2, 6


@dataclass(frozen=True, slots=True)
class Order:
    """What a column's order is taken to be.

    Attributes
    ----------
    order : str
        ``mdy``, ``dmy`` or ``ymd``; empty where none may be taken.
    proved : bool
        Whether the cells, or the bounds, leave no other.
    contradicted : bool
        Whether no order fits all cells that are a day in some order.
    """

    order: str
    proved: bool = False
    contradicted: bool = False


def to_day(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    """Put a date together; null where there is no such day."""
    padded = pl.concat_str(
        year.cast(pl.String), month.cast(pl.String).str.zfill(2), day.cast(pl.String).str.zfill(2), separator="-"
    )
    return padded.str.to_date("%Y-%m-%d", strict=False)


def to_day_of(year: pl.Expr, month: pl.Expr, day: pl.Expr, bounds: Bounds) -> pl.Expr:
    """Put a date together whose year has four digits or two.

    Two digits are a year from 1930 to 2029, as in a spreadsheet, unless only the other century is within the bounds.
    """
    number = year.cast(pl.Int64, strict=False)
    short = year.str.len_chars() == 2
    usual = to_day(number + pl.when(number <= _LAST_OF_2000S).then(2000).otherwise(1900), month, day)
    other = to_day(number + pl.when(number <= _LAST_OF_2000S).then(1900).otherwise(2000), month, day)
    instead = ~in_bounds(usual, bounds) & in_bounds(other, bounds)
    by_century = pl.when(instead).then(other).otherwise(usual)
    return pl.when(short).then(by_century).when(year.str.len_chars() == 4).then(to_day(year, month, day))


def in_bounds(day: pl.Expr, bounds: Bounds) -> pl.Expr:
    """Tell which days lie within the bounds; all, where there are none."""
    inside = day.is_not_null()
    if bounds[0] is not None:
        inside &= day >= bounds[0]
    if bounds[1] is not None:
        inside &= day <= bounds[1]
    return inside.fill_null(False)


def with_orders(frame: pl.DataFrame, bounds: Bounds) -> pl.DataFrame:
    """Add the day of each order to ``part1``, ``part2``, ``part3``, and how many different ones these are."""
    first, second, third = pl.col("part1"), pl.col("part2"), pl.col("part3")
    padded = (first.str.len_chars() == 2) & (third.str.len_chars() <= 2)
    frame = frame.with_columns(
        mdy=to_day_of(third, first, second, bounds),
        dmy=to_day_of(third, second, first, bounds),
        ymd=pl.when(padded).then(to_day_of(first, second, third, bounds)),
    )
    return frame.with_columns(readings=pl.concat_list(_ORDERS).list.drop_nulls().list.n_unique().fill_null(0))


def decide(frame: pl.DataFrame, bounds: Bounds, *, short: bool) -> Order:
    """Decide the order of the cells of one form: years of four digits, or ``short``.

    An order is proved where it alone makes a day of every cell that is one in some order (13/07 is no month first);
    else where it alone keeps all within the bounds; else where it alone puts all into one or two months and every
    other order into six or more. Short years that come first and may be years of an era (24/7/3 is perhaps
    平成24年7月3日) are read only with a time of day, which no one writes by hand, or where the bounds leave no era.
    """
    some = frame.filter(pl.col("readings") > 0)
    if some.is_empty():
        return Order("")
    fits = {order: bool(some[order].is_not_null().all()) for order in _ORDERS}
    fitting = [order for order in _ORDERS if fits[order]]
    if not fitting:
        return Order("", contradicted=not short)
    closed = _closed(some, fitting, bounds)
    if YEAR_FIRST in fitting and not some["timed"].all() and _may_be_era(some, bounds):
        return Order("")
    if len(closed) == 1:
        return Order(closed[0], proved=True)
    if not short or (bool(some["timed"].all()) and YEAR_FIRST not in closed):
        return Order(MONTH_FIRST if MONTH_FIRST in closed else closed[0])
    return Order("")


def _closed(some: pl.DataFrame, fitting: list[str], bounds: Bounds) -> list[str]:
    """Leave of the orders that fit those that the bounds allow, or that put all into few months."""
    if len(fitting) == 1 or some.select(pl.col("readings").max()).item() == 1:
        return fitting[:1]
    inside = some.select(in_bounds(pl.col(order), bounds).all().alias(order) for order in fitting).row(0, named=True)
    if sum(inside.values()):
        fitting = [order for order in fitting if inside[order]]
    months = some.select(pl.col(fitting).dt.truncate("1mo").n_unique()).row(0, named=True)
    few = [order for order in fitting if months[order] <= _FEW_MONTHS]
    if len(few) == 1 and all(months[order] >= _MANY_MONTHS for order in fitting if order not in few):
        return few
    return fitting


def _may_be_era(some: pl.DataFrame, bounds: Bounds) -> bool:
    """Tell whether the first numbers may be years of an era: all are small, and the bounds allow the days of one."""
    year = some["part1"].cast(pl.Int64)
    if (year > _LONGEST_ERA).any():
        return False
    if None in bounds:
        return True
    days = [to_day(pl.col("part1").cast(pl.Int64) + era.before, pl.col("part2"), pl.col("part3")) for era in ERAS]
    return bool(some.select(pl.any_horizontal(in_bounds(day, bounds).all() for day in days)).item())
