"""Percentages as they are published: rounded half up, from integer counts."""

from __future__ import annotations

import polars as pl


def percent_units(n_positive: pl.Expr, n_base: pl.Expr, decimals: int = 1) -> pl.Expr:
    """Round ``100 · n_positive / n_base`` half up and return it in units of the last decimal.

    Integer arithmetic throughout: a float would turn 849/2000 into 42.4 and 1/16 into 6.2.

    Parameters
    ----------
    n_positive, n_base : Expr of integers
        Counts; at most 10¹² with one decimal.
    decimals : int
        Decimals that are published.

    Returns
    -------
    Expr of Int64
        378 for 37.8 %; null where the base is 0 or null.
    """
    k, n = n_positive.cast(pl.Int64), n_base.cast(pl.Int64)
    # half up: floor(x + 1/2) with x = k·10^(2+d)/n, over the common denominator 2n
    units = (2 * k * 10 ** (2 + decimals) + n) // (2 * n)
    return pl.when(n > 0).then(units)


def to_units(percent: pl.Expr, decimals: int = 1) -> pl.Expr:
    """Return a given percent in units of the last decimal, as a float free of binary dust: 51.7 → 517.0."""
    units: pl.Expr = (percent * 10**decimals).round(6)
    return units


def to_percent(units: pl.Expr, decimals: int = 1) -> pl.Expr:
    """Return units of the last decimal as percent: the float nearest to the printed number.

    Polars divides by a constant as it multiplies by its inverse, which gives 37.800000000000004: hence the rounding.
    """
    percent: pl.Expr = (units / 10**decimals).round(decimals)
    return percent
