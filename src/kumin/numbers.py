"""The only rounding in the house: how a published number is rounded and printed, and which base is small.

Every number somebody reads is rounded half up (四捨五入), from integer counts or from the decimal a float stands for,
and is printed here. Binary floats would not do: 849/2000 would become 42.4 and 1/16 would become 6.2.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

import polars as pl

SMALL_BASE: Final = 30
"""A percent with fewer people in its base is for reference only (参考値)."""

DEFAULT_LEVEL: Final = 0.95
"""The confidence level of what names none, as of every function and command that is given none."""

DUST: Final = 10
"""Decimals at which a float is taken to end: far below any decimal that is published, far above binary dust."""

MOST_DECIMALS: Final = 4
"""A plan publishes no number with more decimals."""

NONE: Final = "-"
"""Printed where there is no number."""

Number = Fraction | Decimal | int | float

_EXACT = Context(prec=400)


class Era(NamedTuple):
    """A Japanese era: a stable code, and the Western year before its first."""

    code: str
    before: int


ERAS: Final = (Era("reiwa", 2018), Era("heisei", 1988), Era("showa", 1925), Era("taisho", 1911), Era("meiji", 1867))
"""元号, the latest first; a fiscal year belongs to the era that its April, or its later part, is in."""


def era_of(year: int) -> tuple[Era, int]:
    """Return the era of a fiscal year and the year's number in it: 2019 is the first of Reiwa.

    Examples
    --------
    >>> era_of(2023)
    (Era(code='reiwa', before=2018), 5)
    """
    era = next((era for era in ERAS if year > era.before), ERAS[-1])
    return era, year - era.before


def exact(value: Number) -> Fraction:
    """Return the number a value stands for: 51.7 is 517/10, and 100 × 0.0715 is 7.15, not 7.150000000000001.

    Parameters
    ----------
    value : Fraction, Decimal, int or float
        A float is taken as the decimal it prints as, to :data:`DUST` decimals; everything else as it is.

    Raises
    ------
    ValueError
        It is not finite.

    Examples
    --------
    >>> exact(51.7)
    Fraction(517, 10)
    """
    if not isinstance(value, float):
        return Fraction(value)
    decimal = Decimal(repr(float(value)))
    if not decimal.is_finite():
        raise ValueError(value)
    return Fraction(decimal.quantize(Decimal(1).scaleb(-DUST), context=_EXACT))


def half_up(value: Number, decimals: int) -> Fraction:
    """Round half up; a half below zero goes away from zero, as 四捨五入 does on paper: -0.25 becomes -0.3.

    Parameters
    ----------
    value : Fraction, Decimal, int or float
        See :func:`exact`.
    decimals : int
        Decimals kept, 0 or more.

    Examples
    --------
    >>> half_up(Fraction(100, 16), 1)
    Fraction(63, 10)
    """
    return Fraction(_units(value, decimals), 10**decimals)


def _units(value: Number, decimals: int) -> int:
    """Round as :func:`half_up` does, in units of the last decimal; fractions would take four times as long."""
    number = exact(value)
    above, below = abs(number.numerator), number.denominator
    units: int = (2 * above * 10**decimals + below) // (2 * below)
    return units if number.numerator >= 0 else -units


def as_printed(value: Number | None, decimals: int) -> float | None:
    """Round a number that readers are given as a number, not in print; None where there is none.

    Examples
    --------
    >>> as_printed(42.449, 1), as_printed(None, 1)
    (42.4, None)
    """
    return None if value is None else float(half_up(value, decimals))


def apart(first: Number, second: Number, decimals: int) -> Fraction:
    """Return the first less the second as a reader finds it who subtracts the two as they are printed.

    Examples
    --------
    >>> apart(80.976, 64.429, 1), apart(3.14, 3.05, 1)
    (Fraction(83, 5), Fraction(0, 1))
    """
    return half_up(first, decimals) - half_up(second, decimals)


def telling(value: Number, decimals: int) -> int:
    """Return how many decimals, at least those given, show that a value is not 0; those given where none does.

    Examples
    --------
    >>> telling(0.04, 1), telling(-3.2, 1), telling(0, 1)
    (2, 1, 1)
    """
    return next((more for more in range(decimals, DUST) if half_up(value, more) != 0), decimals)


def percent_of(n_positive: int, n_base: int, decimals: int = 1) -> Fraction:
    """Return ``100 · n_positive / n_base`` rounded half up, from the integers.

    Examples
    --------
    >>> percent_of(1, 16)
    Fraction(63, 10)
    """
    return half_up(Fraction(100 * n_positive, n_base), decimals)


def percent_bounds(low: int, high: int, n_low: int, n_high: int) -> tuple[int, int]:
    """Return whole percents between which a share lies whose count and base are between two numbers, rounded outwards.

    Examples
    --------
    >>> percent_bounds(60, 64, 64, 64)
    (93, 100)
    """
    return 100 * low // n_high, min(-(-100 * high // n_low), 100)


def printed(value: Number | None, decimals: int, *, signed: bool = False, grouped: bool = False) -> str:
    """Print a number rounded half up; :data:`NONE` where there is none.

    Parameters
    ----------
    value : Fraction, Decimal, int, float or None
        Number.
    decimals : int
        Decimals printed.
    signed : bool
        With its sign, which a change of nothing has not.
    grouped : bool
        Thousands by commas.

    Examples
    --------
    >>> printed(42.45, 1), printed(Fraction(-69, 10), 1, signed=True), printed(10488, 0, grouped=True)
    ('42.5', '-6.9', '10,488')
    """
    return NONE if value is None else _printed(value, decimals, signed=signed, grouped=grouped)


# a report prints the same few thousand numbers again and again; typed, for a float stands for the decimal it prints as
@lru_cache(maxsize=2**14, typed=True)
def _printed(value: Number, decimals: int, *, signed: bool, grouped: bool) -> str:
    units = _units(value, decimals)
    digits = str(abs(units)).rjust(decimals + 1, "0")
    whole, part = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    sign = "-" if units < 0 else "+" if signed and units > 0 else ""
    body = f"{int(whole):,}" if grouped else whole
    return f"{sign}{body}.{part}" if part else f"{sign}{body}"


def shortest(value: Number | None, *, most: int = MOST_DECIMALS, signed: bool = False, grouped: bool = False) -> str:
    """Print a number with the decimals it has, ``most`` at the most: 60, 44.5, 44.8667.

    Examples
    --------
    >>> shortest(60.0), shortest(44.5), shortest(1234567, grouped=True)
    ('60', '44.5', '1,234,567')
    """
    text = printed(value, most, signed=signed, grouped=grouped)
    return text.rstrip("0").rstrip(".") if "." in text else text


def unit_after(unit: str) -> str:
    """Return a unit as it stands after a number: with a space before a word in Latin letters.

    Examples
    --------
    >>> "3,120" + unit_after("people"), "3,120" + unit_after("人"), "60" + unit_after("%")
    ('3,120 people', '3,120人', '60%')
    """
    return f" {unit}" if unit[:1].isascii() and unit[:1].isalpha() else unit


def decimals_in(value: Number, *, most: int = MOST_DECIMALS) -> int:
    """Count the decimals a number is written with, ``most`` at the most."""
    return len(shortest(value, most=most).partition(".")[2])


def counted(value: Number | None) -> str:
    """Print a count, thousands by commas; one that is an estimate (an effective size) is rounded half up.

    Examples
    --------
    >>> counted(10488), counted(812.5)
    ('10,488', '813')
    """
    return printed(value, 0, grouped=True)


def whole(value: Number) -> int:
    """Round to a whole number, half up: the count that an estimate stands for.

    Examples
    --------
    >>> whole(2.5)
    3
    """
    return int(half_up(value, 0))


def level_percent(level: float) -> str:
    """Print a confidence level, or a share that the user gave, in percent with the decimals it was given with.

    Examples
    --------
    >>> level_percent(0.95), level_percent(0.999)
    ('95', '99.9')
    """
    return shortest(100 * exact(level), most=DUST)


def p_value(value: float | None) -> str:
    """Print a p-value with three decimals, never as 0.

    Examples
    --------
    >>> p_value(0.0125), p_value(0.0004)
    ('0.013', '<0.001')
    """
    return "<0.001" if value is not None and value < 0.001 else printed(value, 3)


def probability(value: float) -> str:
    """Print a probability in whole percent, never as 0% or 100%, which it is not.

    Examples
    --------
    >>> probability(0.125), probability(0.004)
    ('13%', '<1%')
    """
    if value < 0.01:
        return "<1%"
    return ">99%" if value > 0.99 else f"{printed(100 * value, 0)}%"


def is_small(n_base: int | None) -> bool:
    """Whether a percent of this base is for reference only: somebody is in it, but fewer than :data:`SMALL_BASE`."""
    return n_base is not None and 0 < n_base < SMALL_BASE


def percent_units(n_positive: pl.Expr, n_base: pl.Expr, decimals: int = 1) -> pl.Expr:
    """Round ``100 · n_positive / n_base`` half up and return it in units of the last decimal.

    Integer arithmetic throughout, as in :func:`percent_of`.

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


def to_percent(units: pl.Expr, decimals: int = 1) -> pl.Expr:
    """Return units of the last decimal as percent: the float nearest to the printed number.

    Polars divides by a constant as it multiplies by its inverse, which gives 37.800000000000004; so it is rounded.
    """
    percent: pl.Expr = (units / 10**decimals).round(decimals)
    return percent


def rounded(value: pl.Expr, decimals: int) -> pl.Expr:
    """Round a column of floats half up: the float nearest to what :func:`printed` prints.

    Parameters
    ----------
    value : Expr of Float64
        Numbers.
    decimals : int
        Decimals kept.
    """
    shifted = value.abs() * 10**decimals
    # what is a half but for its binary dust is one: as much is added as ten decimals, or the float itself, leave open
    dust = pl.max_horizontal(pl.lit(0.5 * 10.0 ** (decimals - DUST)), 1e-15 * shifted)
    up: pl.Expr = ((shifted + dust + 0.5).floor() / 10**decimals).round(decimals) * value.sign()
    # no sign on nothing
    return up + 0.0
