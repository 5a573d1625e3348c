"""Cells of text → option codes, numbers and dates.

Nearly every cell is a plain code, so all columns are first cast to integers at once. Only the cells that are not plain
codes (the *residue*) are cleaned, and of those each distinct text once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from kumin.responses.names import fold, fold_punctuation_of
from kumin.responses.options import MARKED_INVALID, Names, integer_names, is_integer

UNREADABLE = -32001
"""Stands in a candidate column for a cell that is no option; validation turns it into a finding and a null."""

UNREADABLE_DATE = date(1, 1, 1)
"""Stands for a cell that is no date."""

_TWO_MARKS = r"^\d+(?:[,;、・/&+]\d+)+$"
_TRAILING_ZEROS = r"^([-+]?\d+)\.0+$"
_ERA = r"^(令和|平成|昭和|[rhs])(元|\d{1,2})[年./\-](\d{1,2})[月./\-](\d{1,2})"
_ERAS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988, "昭和": 1925, "s": 1925}
_DATE = r"^(\d{4})[年./\-](\d{1,2})[月./\-](\d{1,2})"
_DATE_US = r"^(\d{1,2})/(\d{1,2})/(\d{4})"
_DATE_DIGITS = r"^(\d{4})(\d{2})(\d{2})(?:$|\D)"
_SERIAL = r"^([2-5]\d{4})(?:\.\d+)?$"


def map_columns(frame: pl.DataFrame, names: Mapping[str, Names]) -> list[pl.Series]:
    """Turn columns of text into codes.

    Parameters
    ----------
    frame : DataFrame
        Text (or Int16), as read; null where the cell was empty.
    names : mapping of column to Names
        The columns to map, and what their cells may hold.

    Returns
    -------
    list of Series of Int16
        For each column of ``names``: the code, or another whole number that is no option as it stands; null for no
        answer; ``MARKED_INVALID`` for two numbers in one cell; ``UNREADABLE`` for anything else.
    """
    raw = frame.select(pl.col(list(names)).cast(pl.Int16, strict=False))
    coded = raw.select(_codes_of_integers(pl.col(name), of.folded).alias(name) for name, of in names.items())
    result = {name: coded[name] for name in names}
    residue = [name for name in names if raw[name].null_count() > frame[name].null_count()]
    for alike in _grouped(residue, names):
        _settle_residue(result, raw, frame, alike, names[alike[0]])
    return list(result.values())


def _grouped(residue: list[str], names: Mapping[str, Names]) -> list[list[str]]:
    """Put columns together that may hold the same: the questions of one scale are settled in one go."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for name in residue:
        of = names[name]
        groups.setdefault((*of.folded.items(), None, *of.loose.items(), of.other), []).append(name)
    return list(groups.values())


def map_cells(cells: pl.Series, names: Names) -> pl.Series:
    """Turn one column of text into codes; see :func:`map_columns`."""
    return map_columns(cells.alias("cells").to_frame(), {"cells": names})[0].alias(cells.name)


def _codes_of_integers(value: pl.Expr, names: Mapping[str, int | None]) -> pl.Expr:
    """Map whole numbers; those without a meaning stay, for validation to find."""
    by_code: dict[int | None, list[int]] = {}
    for number, code in integer_names(dict(names)).items():
        if number != code and abs(number) < 1 << 15:
            by_code.setdefault(code, []).append(number)
    result = value
    for code, numbers in by_code.items():
        meant = pl.lit(code, pl.Int16)
        is_one = value == numbers[0]
        for number in numbers[1:]:
            is_one |= value == number
        result = pl.when(is_one).then(meant).otherwise(result)
    return result


def _settle_residue(
    result: dict[str, pl.Series], raw: pl.DataFrame, frame: pl.DataFrame, columns: list[str], names: Names
) -> None:
    """Code the cells of some columns that are no plain whole numbers; each distinct text once."""
    left = [pl.lit(raw[name]).is_null() & pl.col(name).is_not_null() for name in columns]
    found = frame.select(one.arg_true().implode().alias(name) for name, one in zip(columns, left, strict=True))
    places = {name: found[name].item() for name in columns}
    texts = pl.concat([frame[name].gather(place).cast(pl.String).rename("cell") for name, place in places.items()])
    distinct = texts.unique()
    folded = pl.select(fold(pl.lit(distinct)).str.replace(_TRAILING_ZEROS, "$1")).to_series()
    codes = texts.replace_strict(distinct, _codes_of_texts(folded, names), return_dtype=pl.Int16)
    start = 0
    for name, place in places.items():
        result[name] = result[name].scatter(place, codes.slice(start, len(place)))
        start += len(place)


def _codes_of_texts(folded: pl.Series, names: Names) -> pl.Series:
    text = pl.lit(folded)
    number = text.cast(pl.Int16, strict=False)
    last = UNREADABLE if names.other is None else names.other
    loose = fold_punctuation_of(text)
    return pl.select(
        pl.when(text.is_in(list(names.folded)))
        .then(text.replace_strict(names.folded, default=None, return_dtype=pl.Int16))
        .when(number.is_not_null())
        .then(_codes_of_integers(number, names.folded))
        .when(text.str.contains(_TWO_MARKS))
        .then(pl.lit(MARKED_INVALID, pl.Int16))
        .when(loose.is_in(list(names.loose)))
        .then(loose.replace_strict(names.loose, default=None, return_dtype=pl.Int16))
        .when(text.str.contains(r"^[\d\W]*$"))  # a number too large, or signs: nobody's words
        .then(pl.lit(UNREADABLE, pl.Int16))
        .otherwise(pl.lit(last, pl.Int16))
    ).to_series()


def map_numbers(
    cells: pl.Series, absent: Mapping[str, int | None], minimum: float | None, maximum: float | None
) -> pl.Series:
    """Turn a column of text into numbers; a unit behind the number is dropped.

    A numeric code of no answer (99) counts as such only outside ``minimum`` … ``maximum``, where these are given.

    Returns
    -------
    Series of Float64
        Null for no answer, NaN for a cell that is no number.
    """
    raw = cells.cast(pl.Float64, strict=False)
    raw = raw.set(~raw.is_finite(), None)
    codes = [float(name) for name in absent if is_integer(name)]
    codes = [code for code in codes if not _within(code, minimum, maximum)]
    if raw.null_count() > cells.null_count():
        place = (raw.is_null() & cells.is_not_null()).arg_true()
        texts = cells.gather(place)
        distinct = texts.unique()
        folded = fold(pl.lit(distinct))
        number = folded.str.replace_all(",", "").str.replace(r"[^\d.]+$", "").cast(pl.Float64, strict=False)
        words = [name for name in absent if not is_integer(name)]
        values = pl.select(
            pl.when(folded.is_in(words)).then(None).when(number.is_finite()).then(number).otherwise(float("nan"))
        ).to_series()
        raw = raw.scatter(place, texts.replace_strict(distinct, values, return_dtype=pl.Float64))
    return pl.select(pl.when(~pl.lit(raw).is_in(codes)).then(pl.lit(raw))).to_series() if codes else raw


def _within(value: float, minimum: float | None, maximum: float | None) -> bool:
    if minimum is None and maximum is None:
        return False
    return (minimum is None or value >= minimum) and (maximum is None or value <= maximum)


def map_dates(cells: pl.Series, absent: Mapping[str, int | None]) -> pl.Series:
    """Turn a column of text into dates; a time of day is dropped.

    Understood: 2023/7/3, 2023-07-03T10:00, 2023年7月3日, 20230703, 令和5年7月3日, R5.7.3, 7/3/2023 (month first) and a
    spreadsheet's day number.

    Returns
    -------
    Series of Date
        Null for no answer, ``UNREADABLE_DATE`` for a cell that is no date.
    """
    distinct = cells.drop_nulls().unique()
    if distinct.is_empty():
        return pl.Series(cells.name, [None] * len(cells), dtype=pl.Date)
    text = fold(pl.lit(distinct))
    found = pl.coalesce(
        _date(*(text.str.extract(_DATE, group) for group in (1, 2, 3))),
        _date(_era_year(text), *(text.str.extract(_ERA, group) for group in (3, 4))),
        _date(*(text.str.extract(_DATE_DIGITS, group) for group in (1, 2, 3))),
        _date(*(text.str.extract(_DATE_US, group) for group in (3, 1, 2))),
        pl.lit(date(1899, 12, 30)) + pl.duration(days=text.str.extract(_SERIAL, 1).cast(pl.Int64, strict=False)),
    )
    values = pl.select(
        pl.when(text.is_in(list(absent))).then(None).otherwise(found.fill_null(UNREADABLE_DATE))
    ).to_series()
    return cells.replace_strict(distinct, values, default=None, return_dtype=pl.Date)


def _date(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    """Put a date together; null where there is no such day."""
    padded = pl.concat_str(
        year.cast(pl.String), month.cast(pl.String).str.zfill(2), day.cast(pl.String).str.zfill(2), separator="-"
    )
    return padded.str.to_date("%Y-%m-%d", strict=False)


def _era_year(text: pl.Expr) -> pl.Expr:
    first = text.str.extract(_ERA, 1).replace_strict(_ERAS, default=None, return_dtype=pl.Int64)
    number = text.str.extract(_ERA, 2).replace("元", "1").cast(pl.Int64, strict=False)
    return first + number
