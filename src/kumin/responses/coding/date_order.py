"""Three numbers → a day: which of them is the month, which the day and which the year, by all cells of a column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import permutations

import polars as pl

from kumin.numbers import ERAS

Bounds = tuple[date | None, date | None]
"""The first and the last day that may be meant."""

MONTH_FIRST, DAY_FIRST, YEAR_FIRST = "mdy", "dmy", "ymd"
_ORDERS = (MONTH_FIRST, DAY_FIRST, YEAR_FIRST)

_LAST_OF_2000S = 29
_LONGEST_ERA = 64
_FEW_MONTHS, _MANY_MONTHS = 2, 6
_MISTYPED = 0.1
"""Share of the cells that decide nothing for the others: they may be mistyped."""


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

    A cell speaks for an order against another where it is a day in the first alone (13/07 is no month first), or within
    the bounds in the first alone. An order is proved where cells speak for it against every other, ten times as many as
    speak against it; or where it alone puts nearly all into one or two months and every other order into six or
    more. Short years that come first and may be years of an era (24/7/3 is perhaps 平成24年7月3日) are read only with a
    time of day, which no one writes by hand, or where the bounds leave no era.

    Parameters
    ----------
    frame : DataFrame
        Distinct texts: ``n`` cells each, and the columns of :func:`with_orders`.
    bounds : (date or None, date or None)
        The first and the last day that may be meant.
    short : bool
        Whether years have two digits.
    """
    some = frame.filter(pl.col("readings") > 0)
    if some.is_empty():
        return Order("")
    timed = _is_most(some, pl.col("timed"))
    by_day, left = _left(some, (None, None)), _left(some, bounds)
    if by_day and YEAR_FIRST in by_day and not timed and _may_be_era(some, bounds):
        return Order("")
    few = _in_few_months(some, bounds)
    if few or len(left or ()) == 1:
        return Order(few or (left or [""])[0], proved=True)
    if by_day is None or left is None:
        return Order("", contradicted=not short)
    if not short or (timed and YEAR_FIRST not in left):
        return Order(MONTH_FIRST if MONTH_FIRST in left else left[0])
    return Order("")


def _is_most(some: pl.DataFrame, which: pl.Expr) -> bool:
    """Tell whether an expression is true of all cells but a few that may be mistyped."""
    count, total = some.select(pl.col("n").filter(which.fill_null(False)).sum(), pl.col("n").sum().alias("all")).row(0)
    return int(count) >= (1 - _MISTYPED) * int(total)


def _speaking(some: pl.DataFrame, bounds: Bounds) -> dict[tuple[str, str], int]:
    """Count the cells that speak for one order against another, of every two."""
    level = {
        order: pl.col(order).is_not_null().cast(pl.Int8) + in_bounds(pl.col(order), bounds).cast(pl.Int8)
        for order in _ORDERS
    }
    pairs = list(permutations(_ORDERS, 2))
    counts = some.select(
        pl.col("n").filter(level[one] > level[other]).sum().alias(f"{one} {other}") for one, other in pairs
    )
    return dict(zip(pairs, counts.row(0), strict=True))


def _left(some: pl.DataFrame, bounds: Bounds) -> list[str] | None:
    """Leave the orders that no other beats; None where cells speak for two of them against each other."""
    speaking = _speaking(some, bounds)
    beaten = {other for (one, other), count in speaking.items() if count and speaking[other, one] <= _MISTYPED * count}
    left = [order for order in _ORDERS if order not in beaten]
    contradicted = any(speaking[one, other] for one, other in permutations(left, 2))
    return None if contradicted or not left else left


def _in_few_months(some: pl.DataFrame, bounds: Bounds) -> str:
    """Return the order that alone puts nearly all cells into few months, if nearly none speaks against it."""
    total = int(some["n"].sum())
    months = {}
    for order in _ORDERS:
        counts = some.group_by(pl.col(order).dt.truncate("1mo")).agg(pl.col("n").sum()).drop_nulls()["n"]
        reached = counts.sort(descending=True).cum_sum() >= (1 - _MISTYPED) * total
        months[order] = int(reached.arg_max() or 0) + 1 if reached.any() else total + _MANY_MONTHS
    few = [order for order in _ORDERS if months[order] <= _FEW_MONTHS]
    if len(few) != 1 or any(months[order] < _MANY_MONTHS for order in _ORDERS if order not in few):
        return ""
    against = max(count for (_, other), count in _speaking(some, bounds).items() if other == few[0])
    return few[0] if against <= _MISTYPED * total else ""


def _may_be_era(some: pl.DataFrame, bounds: Bounds) -> bool:
    """Tell whether the first numbers may be years of an era: nearly all are small, and the bounds allow such days."""
    year = pl.col("part1").cast(pl.Int64)
    if not _is_most(some, year <= _LONGEST_ERA):
        return False
    if None in bounds:
        return True
    days = [to_day(year + era.before, pl.col("part2"), pl.col("part3")) for era in ERAS]
    return any(_is_most(some, in_bounds(day, bounds)) for day in days)
