"""Numbers with a unit of their own beside numbers without: what one without is in, the column must say."""

from __future__ import annotations

import re
from collections.abc import Iterator

import polars as pl

from kumin.definitions import rules as r

Decided = tuple[r.Rule, int, str]
"""The rule of a finding about a column, how many cells it was decided for, and what was decided."""

MONTHS = ("か月", "ヶ月", "ヵ月", "カ月", "ケ月", "箇月")
"""How months are written."""

MONEY = {"円": 1.0, "千円": 1e3, "万円": 1e4, "百万円": 1e6, "億円": 1e8}
"""Units of money, in yen; 8万円 is 80,000 where the unit is 円, and 8 where it is 万円."""

_FEW = 0.05
"""As many cells with another unit as these beside each without are slips, and say nothing of the column."""

_MORE = 2
"""So many cells with the question's unit for each with another leave no doubt."""

_MOST_YEN = 1e8
_SIZES = (("億", 1e8), ("万", 1e4), ("千", 1e3))
_OTHERS = (
    f"千円|万円|百万円|億円|円|年間|年|{'|'.join(MONTHS)}|"
    "週間|週|日間|日|時間|分間|分|秒|千人|万人|人|名|回|点|件|個|台|世帯|割|%"
)
_WITH_OTHER = rf"^約? ?\d[\d.,]* ?(?:{_OTHERS})"


def doubted(
    bare: pl.Series, spaced: pl.Series, counts: pl.Series, values: pl.Series, unit: str
) -> tuple[pl.Series, Decided | None]:
    """Tell which numbers without a unit may be in another than the question's.

    In a column of 8万円 with the unit 円, 7 hardly is 7 yen; nor is 2 two minutes beside 2時間, 0.5 half a percent
    beside 50%, or 80000 beside 8 an amount of 万円. A 0 is 0 in any unit.

    Parameters
    ----------
    bare : Series of Float64
        The cells that are plain numbers, null elsewhere.
    spaced : Series of String
        The distinct other texts of the column, folded.
    counts : Series of UInt32
        How many cells have each.
    values : Series of Float64
        What they were read as, NaN where they were not.
    unit : str
        The question's unit.

    Returns
    -------
    Series of Float64
        The numbers that are not to be read where they have no unit: those in doubt, where more cells have a sign.
    (Rule, int, str) or None
        What was decided, and for how many cells.
    """
    texts = pl.DataFrame({"text": spaced, "n": counts, "value": values}).with_columns(
        read=pl.col("value").is_not_nan().fill_null(False)
    )
    plain = is_plain(pl.col("text"))
    numbers = bare.drop_nulls().alias("value").value_counts(name="n").select("value", pl.col("n").cast(pl.UInt32))
    numbers = pl.concat([numbers, texts.filter(pl.col("read") & plain).select("value", pl.col("n").cast(pl.UInt32))])
    unread, taken = [pl.Series("value", [], dtype=pl.Float64)], 0
    for signed, own, doubtful in _kinds(texts, numbers, unit):
        many = int(doubtful["n"].sum())
        if not many or signed <= _FEW * many or own >= _MORE * signed:
            continue
        if signed > many + own:
            unread.append(doubtful["value"])
        else:
            taken += many
    found = pl.concat(unread).unique()
    if count := int(numbers.filter(pl.col("value").is_in(found.implode()))["n"].sum()):
        return found, (r.UNIT_UNTOLD, count, "")
    return found, (r.UNIT_TAKEN, taken, "") if taken else None


def is_plain(folded: pl.Expr) -> pl.Expr:
    """Tell which folded texts are a number without anything behind it."""
    return folded.str.contains(r"^[-+]?\d[\d,]*(?:\.\d+)?$")


def _kinds(texts: pl.DataFrame, numbers: pl.DataFrame, unit: str) -> Iterator[tuple[int, int, pl.DataFrame]]:
    """Yield for each sign how many cells have it, how many the question's unit, and the numbers that may be in it."""
    text, value, times = pl.col("text"), pl.col("value"), MONEY.get(unit, 1.0)

    def count(which: pl.Expr) -> int:
        return int(texts.filter(which)["n"].sum())

    if unit:
        sizes = {size: count(pl.col("read") & text.str.contains(name, literal=True)) for name, size in _SIZES}
        sizes = {size: many for size, many in sizes.items() if many and size > times}
        if sizes:
            yield sum(sizes.values()), 0, numbers.filter((value != 0) & (value.abs() < min(sizes) / times))
    if times > 1:
        large = numbers.filter((value * times >= _MOST_YEN) & (value >= times))
        yield int(numbers["n"].sum()) + count(pl.col("read") & ~is_plain(text)) - int(large["n"].sum()), 0, large
    yield count(pl.col("read") & text.str.contains(r"\d ?%$")), 0, numbers.filter((value > 0) & (value < 1))
    # 5年目 and 30年以上 are not read, but are in the question's unit
    in_own = text.str.contains(rf"^約? ?\d[\d.,]* ?{re.escape(unit)}") if unit else pl.lit(False)
    others = ~pl.col("read") & text.str.contains(_WITH_OTHER) & ~text.str.ends_with("年間") & ~in_own
    yield count(others), count(pl.col("read") & ~is_plain(text)), numbers.filter(value != 0)
