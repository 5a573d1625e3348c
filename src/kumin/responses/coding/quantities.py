"""Cells of text → numbers; each distinct text that is no plain number once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from kumin.responses.coding.options import is_integer
from kumin.responses.coding.units import MONEY, MONTHS, Decided, doubted, is_plain
from kumin.responses.folding import fold_spaced, fold_text

INVALID_NUMBER = float("-inf")
"""Value of a number cell that the file itself marks as invalid; NaN is the value of one that is not a number."""

_EXACT = 1e15
"""Amounts are less: up to here a Float64 holds every whole number."""

# commas only between thousands: 「1,5」 may be two numbers, or one and a half
_POWER = r"\d[eE]\+?\d"
_NUMBER = r"^([-+]?(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?) ?"
_THOUSANDS = r"^[-+]?[1-9]\d{0,2},\d{3}(?:\D|$)"
_DECIMALS = r"^[-+]?(?:0,\d+|[1-9]\d*,(?:\d{1,2}|\d{4,}))(?:[^\d,.]|$)"
# of a question that states no unit; none of those that stand beside a smaller or larger one (年 beside か月 is common,
# か月 alone is not), so that 「6か月」 is not taken for six years
_COMMON_UNITS = ("歳", "才", "年", "人", "名", "回", "円", "点", "件", "個", "世帯", "%")
_SAME_UNITS = (("歳", "才"), ("人", "名"), ("年", "年間"), MONTHS)


@dataclass(frozen=True, slots=True)
class NumberReading:
    """A column of numbers, and what was decided to read it.

    Attributes
    ----------
    values : Series of Float64
        Null for no answer, ``INVALID_NUMBER`` for an invalid mark, NaN for a cell that is no number.
    decided : (Rule, int, str) or None
        The rule of a finding about the column, how many cells it was decided for, and what was decided.
    """

    values: pl.Series
    decided: Decided | None = None


def read_numbers(
    cells: pl.Series,
    absent: Mapping[str, int | None],
    minimum: float | None,
    maximum: float | None,
    *,
    invalid: Iterable[str] = (),
    unit: str = "",
    own: bool = False,
) -> NumberReading:
    """Turn a column of text into numbers.

    A unit after the number is dropped: the question's own, in any of its spellings, or, where the
    question states none, a common one (歳, 年, 人, 回, 円 …), if most cells with a unit have that one.
    With a unit, 億, 万 and 千 are read: 8万円 is 80,000 where it is 円; which numbers without a unit are
    then in doubt, see :func:`kumin.responses.coding.units.doubted`. A numeric code of no answer or of
    an invalid mark (99, -9999) counts as such only outside ``minimum`` … ``maximum``, where these
    are given.

    Parameters
    ----------
    cells : Series
        As they stand in the file.
    absent : mapping
        Folded texts that stand for no answer; see :func:`kumin.responses.coding.options.absent_names`.
    minimum, maximum : float, optional
        The question's bounds.
    invalid : iterable of str
        Folded texts that stand for an invalid mark.
    unit : str
        The question's unit.
    own : bool
        Whether ``absent`` is stated for this very question: then its codes hold within the bounds too.

    Returns
    -------
    NumberReading
    """
    raw = cells.cast(pl.Float64, strict=False)
    raw = raw.set(~raw.is_finite(), None)
    if cells.dtype == pl.String:
        # 1.2E+05 is what a spreadsheet shows of a number whose digits it has not written
        raw = raw.set(cells.str.contains(_POWER).fill_null(False), None)
    marks = [name for name in invalid if name not in absent]
    no_answer = _codes(absent, None, None) if own else _codes(absent, minimum, maximum)
    invalid_codes = _codes(marks, minimum, maximum)
    decided: Decided | None = None
    if raw.null_count() > cells.null_count() or MONEY.get(unit, 1.0) > 1:
        place = (raw.is_null() & cells.is_not_null()).arg_true()
        texts = cells.gather(place).cast(pl.String)
        counts = texts.rename("text").value_counts(name="n")
        spaced = pl.select(fold_spaced(pl.lit(counts["text"]))).to_series()
        values = _values_of(spaced, counts["n"], absent, marks, unit)
        bare = raw.set(raw.is_in([*no_answer, *invalid_codes]), None)
        unread, decided = doubted(bare, spaced, counts["n"], values, unit)
        if len(unread):
            raw = raw.set(bare.is_in(unread.implode()).fill_null(False), float("nan"))
            plain = pl.select(is_plain(pl.lit(spaced))).to_series() & values.is_in(unread.implode()).fill_null(False)
            values = values.set(plain, float("nan"))
        raw = raw.scatter(place, texts.replace_strict(counts["text"], values, return_dtype=pl.Float64))
    for codes, meaning in ((no_answer, None), (invalid_codes, INVALID_NUMBER)):
        if codes:
            raw = pl.select(pl.when(pl.lit(raw).is_in(codes)).then(meaning).otherwise(pl.lit(raw))).to_series()
    return NumberReading(_without_numerals(raw, minimum, maximum), decided)


def _without_numerals(values: pl.Series, minimum: float | None, maximum: float | None) -> pl.Series:
    """Refuse numbers of so many digits that they are no amounts but numbers of something, if no bound allows for them.

    A Float64 does not hold all their digits, and one of them would be the mean of all answers.
    """
    largest, least = values.max(), values.filter(values.is_finite()).min()
    if not (isinstance(largest, float) and isinstance(least, float) and max(largest, -least) >= _EXACT):
        return values
    value = pl.lit(values)
    above = value >= _EXACT if maximum is None else pl.lit(value=False)
    below = (value <= -_EXACT) if minimum is None else pl.lit(value=False)
    unread = (above | below) & value.is_finite()
    return pl.select(pl.when(unread).then(float("nan")).otherwise(value)).to_series()


def _values_of(
    spaced: pl.Series, counts: pl.Series, absent: Mapping[str, int | None], marks: Iterable[str], unit: str
) -> pl.Series:
    """Read distinct texts that are no plain numbers, each with its number of cells."""
    text = pl.lit(spaced)
    folded = text.str.replace_all(" ", "", literal=True)
    pattern = f"{_NUMBER}({'|'.join(map(re.escape, _units(unit)))})?$"
    number = text.str.extract(pattern, 1).str.replace_all(",", "", literal=True).cast(pl.Float64, strict=False)
    if _has_decimal_commas(spaced, counts):
        number = pl.when(~text.str.contains(_THOUSANDS)).then(number)
    if unit:
        number = pl.coalesce(number, _in_ten_thousands(text, unit))
    else:
        number = pl.when(~_of_another_unit(text.str.extract(pattern, 2), counts)).then(number)
    return pl.select(
        pl.when(folded.is_in([name for name in absent if not is_integer(name)]))
        .then(None)
        .when(folded.is_in([name for name in marks if not is_integer(name)]))
        .then(INVALID_NUMBER)
        .otherwise(number.fill_null(float("nan")))
    ).to_series()


def _has_decimal_commas(spaced: pl.Series, counts: pl.Series) -> bool:
    """Tell a column with a comma before the decimals, where 「1,005」 may be little more than one."""
    decimals = int(counts.filter(spaced.str.contains(_DECIMALS)).sum())
    return decimals > 0 and decimals >= int(counts.filter(spaced.str.contains(_THOUSANDS)).sum())


def _of_another_unit(unit: pl.Expr, counts: pl.Series) -> pl.Expr:
    """Tell which cells have another unit than most that have one: 3人 in a column of years is no number of years."""
    alike = {other: same[0] for same in _SAME_UNITS for other in same}
    units = pl.select(unit=unit.replace(alike)).with_columns(counts.alias("n")).drop_nulls()
    total, by_unit = units["n"].sum(), units.group_by("unit").agg(pl.col("n").sum())
    usual = by_unit.filter(2 * pl.col("n") > total)["unit"].to_list()
    return (unit.is_not_null() & ~unit.replace(alike).is_in(usual)).fill_null(False)


def _in_ten_thousands(spaced: pl.Expr, unit: str) -> pl.Expr:
    """Read numbers written with 億, 万 and 千 (8万円, 1万5千円, 1.2億), or behind ¥, in the question's unit.

    Of money the signs are counted in yen, so that 8万円 is 80,000 of the unit 円 and 8 of 万円; an amount without a
    sign as large as the unit (300円 of 万円) is not read.
    """
    base = "円" if unit in MONEY else unit
    behind = "|".join(map(re.escape, _units(base)))
    number = r"((?:\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?)"
    pattern = rf"^¥? ?(?:{number} ?億 ?)?(?:{number} ?万 ?)?(?:{number} ?千 ?)?(?:{number} ?)?(?:{behind})?$"
    parts = [
        spaced.str.extract(pattern, place).str.replace_all(",", "", literal=True).cast(pl.Float64, strict=False)
        for place in range(1, 5)
    ]
    times = MONEY.get(unit, 1.0)
    sizes = (1e8, 1e4, 1e3, 1.0)
    large = pl.any_horizontal(part.is_not_null() for part, size in zip(parts, sizes, strict=True) if size >= times)
    total = pl.sum_horizontal(part.fill_null(0.0) * size for part, size in zip(parts, sizes, strict=True))
    return pl.when(large).then(total / times)


def _units(unit: str) -> list[str]:
    """List the folded units that may stand behind a number, the longest first."""
    alike = [other for same in _SAME_UNITS if unit in same for other in same]
    units = (unit, *alike) if unit else _COMMON_UNITS
    return sorted(set(map(fold_text, units)), key=lambda word: (-len(word), word))


def number_codes(names: Iterable[str], minimum: float | None, maximum: float | None) -> tuple[list[float], list[float]]:
    """Return the numeric codes of no answer that are read as numbers, and those that are read as no answer."""
    outside = _codes(names, minimum, maximum)
    return [code for code in _codes(names, None, None) if code not in outside], outside


def _codes(names: Iterable[str], minimum: float | None, maximum: float | None) -> list[float]:
    codes = [float(name) for name in names if is_integer(name)]
    return [code for code in codes if not _within(code, minimum, maximum)]


def _within(value: float, minimum: float | None, maximum: float | None) -> bool:
    if minimum is None and maximum is None:
        return False
    return (minimum is None or value >= minimum) and (maximum is None or value <= maximum)
