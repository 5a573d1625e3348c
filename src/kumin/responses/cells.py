"""Cells of text → option codes, numbers and dates.

Nearly every cell is a plain code, so a column is first cast to integers as a whole. Only the cells that are not plain
codes (the *residue*) are cleaned, and of those each distinct text once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date

import polars as pl

UNREADABLE = -1
"""Stands in a candidate column for a cell that is no option; validation turns it into a finding and a null."""

MARKED_INVALID = -2
"""Stands for a cell the file itself marks as invalid, or for two marks where one was asked for."""

UNREADABLE_DATE = date(1, 1, 1)
"""Stands for a cell that is no date."""

Names = Mapping[str, int | None]
"""Folded cell text → code, None for no answer."""

_RESIDUE = -3
_TWO_MARKS = r"^\d+(?:[,;、・/&+]\d+)+$"
_TRAILING_ZEROS = r"^([-+]?\d+)\.0+$"
_DATE_FORMATS = ("%Y/%m/%d", "%Y-%m-%d", "%Y年%m月%d日", "%Y.%m.%d", "%Y%m%d")


def fold_text(text: str) -> str:
    """Fold width, case and white space of one text, so that 「１ 」 and 「1」 are one."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def fold(text: pl.Expr) -> pl.Expr:
    """Fold width, case and white space: the same as :func:`fold_text`, on a column."""
    return text.str.normalize("NFKC").str.to_lowercase().str.replace_all(r"\s+", "")


def map_cells(cells: pl.Series, names: Names) -> pl.Series:
    """Turn a column of text into codes.

    Parameters
    ----------
    cells : Series of String
        As read; null where the cell was empty.
    names : mapping of folded text to code
        What a cell may hold; None where it stands for no answer.

    Returns
    -------
    Series of Int16
        The code; null for no answer; ``MARKED_INVALID`` for two numbers in one cell; ``UNREADABLE`` for anything else.
    """
    numbers = {int(name): code for name, code in names.items() if _is_integer(name)}
    coded = _map_integers(cells, numbers)
    residue = (coded == _RESIDUE).arg_true()
    if not len(residue):
        return coded
    texts = cells.gather(residue)
    distinct = texts.unique()
    folded = pl.select(fold(pl.lit(distinct)).str.replace(_TRAILING_ZEROS, "$1")).to_series()
    codes = pl.select(
        pl.when(pl.lit(_map_integers(folded, numbers)) != _RESIDUE)
        .then(_map_integers(folded, numbers))
        .when(pl.lit(folded).is_in(list(names)))
        .then(pl.lit(folded).replace_strict(dict(names), default=None, return_dtype=pl.Int16))
        .when(pl.lit(folded).str.contains(_TWO_MARKS))
        .then(pl.lit(MARKED_INVALID, pl.Int16))
        .otherwise(pl.lit(UNREADABLE, pl.Int16))
    ).to_series()
    return coded.scatter(residue, texts.replace_strict(distinct, codes, return_dtype=pl.Int16))


def _is_integer(name: str) -> bool:
    digits = name.removeprefix("-")
    return digits.isascii() and digits.isdigit()


def _map_integers(cells: pl.Series, numbers: Mapping[int, int | None]) -> pl.Series:
    """Map the cells that are plain integers; ``_RESIDUE`` for the others, null for null."""
    number = cells.cast(pl.Int32, strict=False)
    by_code: dict[int | None, list[int]] = {}
    same = []
    for key, code in numbers.items():
        if key == code:
            same.append(key)
        else:
            by_code.setdefault(code, []).append(key)
    value = pl.when(pl.lit(number).is_in(same)).then(pl.lit(number))
    for code, keys in by_code.items():
        value = value.when(pl.lit(number).is_in(keys)).then(pl.lit(code, pl.Int32))
    value = value.when(pl.lit(number).is_not_null()).then(UNREADABLE).when(pl.lit(cells).is_not_null()).then(_RESIDUE)
    return pl.select(value.otherwise(None).cast(pl.Int16)).to_series()


def map_numbers(cells: pl.Series, names: Names, minimum: float | None, maximum: float | None) -> pl.Series:
    """Turn a column of text into numbers.

    A numeric code of no answer (99) counts as such only outside ``minimum`` … ``maximum``, where these are given.

    Returns
    -------
    Series of Float64
        Null for no answer, NaN for a cell that is no number.
    """
    folded = fold(pl.lit(cells))
    number = folded.str.replace_all(",", "").str.replace(r"[^\d.]+$", "").cast(pl.Float64, strict=False)
    absent = [float(name) for name, code in names.items() if code is None and _is_integer(name)]
    absent = [code for code in absent if not _within(code, minimum, maximum)]
    words = [name for name, code in names.items() if code is None]
    return pl.select(
        pl.when(pl.lit(cells).is_null() | number.is_in(absent) | (folded.is_in(words) & ~_plain_number(folded)))
        .then(None)
        .otherwise(number.fill_null(float("nan")))
    ).to_series()


def _plain_number(folded: pl.Expr) -> pl.Expr:
    return folded.cast(pl.Float64, strict=False).is_not_null()


def _within(value: float, minimum: float | None, maximum: float | None) -> bool:
    if minimum is None and maximum is None:
        return False
    return (minimum is None or value >= minimum) and (maximum is None or value <= maximum)


def map_dates(cells: pl.Series, names: Names) -> pl.Series:
    """Turn a column of text into dates; a time of day is dropped.

    Returns
    -------
    Series of Date
        Null for no answer, ``UNREADABLE_DATE`` for a cell that is no date.
    """
    distinct = cells.drop_nulls().unique()
    if distinct.is_empty():
        return pl.Series(cells.name, [None] * len(cells), dtype=pl.Date)
    text = pl.lit(distinct).str.normalize("NFKC").str.strip_chars()
    day = text.str.extract(r"^(\S+)")
    dates = pl.coalesce(*(day.str.to_date(form, strict=False) for form in _DATE_FORMATS))
    absent = fold(pl.lit(distinct)).is_in([name for name, code in names.items() if code is None])
    values = pl.select(pl.when(absent).then(None).otherwise(dates.fill_null(UNREADABLE_DATE))).to_series()
    return cells.replace_strict(distinct, values, default=None, return_dtype=pl.Date)
