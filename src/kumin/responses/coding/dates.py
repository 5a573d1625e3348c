"""Cells of text → days: how a column writes its days is decided from all of its cells.

Most spellings name their parts (2023/7/3, 令和5年7月3日). Of the others one cell alone may not say what it means: in
7/3/2024 the month may come first or last, 10/1/19 may be three different days, and 50703 is a spreadsheet's day number
or 令和5年7月3日.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from kumin.definitions import rules as r
from kumin.numbers import ERAS
from kumin.responses.coding.date_order import Bounds, decide, in_bounds, to_day, to_day_of, with_orders
from kumin.responses.coding.zones import HALVES, SAYS_ZONE, SECONDS, days_later
from kumin.responses.distinct import Distinct, distinct_of
from kumin.responses.folding import fold_spaced
from kumin.responses.patterns import CONTROL

UNREADABLE_DATE = date(1, 1, 1)
"""Value of a cell that is not a date."""

INVALID_DATE = date(1, 1, 2)
"""Value of a date cell that the file itself marks as invalid."""

_PLAIN_DAY = r"^\s*\d{4}[-/.年]"

# what follows the day is a time, a day of the week or a word that leaves it that day; 以前, 頃 or a second day do not
_WEEKDAY = r"(?: ?[(\[]?(?:[月火水木金土日]曜?日?|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)[)\]]?)?"
_OF_THAT_DAY = r"(?: ?(?:生まれ|うまれ|生|受付|受領|消印|着|付け?|時点))?"
# a time is read to its end: of one that is cut short (10:0) nothing says what else was lost
_HALF = f"(?:{HALVES})"
_CLOCK = rf"(?:[01]?\d|2[0-4]):[0-5]\d{SECONDS}"
_SPOKEN = r"(?:[01]?\d|2[0-4]) ?時(?: ?(?:半|[0-5]?\d ?分(?: ?[0-5]?\d ?秒)?))?"
_DIGITS = r"(?:[01]\d|2[0-4])[0-5]\d(?:[0-6]\d)?"
_ZONE = r"(?: ?(?:z|[a-z]{3,5}))?(?: ?[+\-]\d{1,2}(?::?\d{2})?)?(?: ?\([^()]*\))?"
_TIME = rf"(?:,? ?{_HALF}? ?(?:{_CLOCK}|{_SPOKEN})|t{_CLOCK}| {_DIGITS})(?: ?{_HALF})?{_ZONE}"
END = rf"日?{_WEEKDAY}(?:{_OF_THAT_DAY} ?[./\-。、\"']*|{_TIME} ?(?:{_OF_THAT_DAY})?)$"
_MONTH_DAY = r"\s*[年./\-]\s*(\d{1,2})\s*[月./\-]\s*(\d{1,2})" + END
_KANJI = {"reiwa": "令和", "heisei": "平成", "showa": "昭和", "taisho": "大正", "meiji": "明治"}
_ERA = rf"^({'|'.join(_KANJI.values())}|[{''.join(name[0] for name in _KANJI.values())}]|[rhstm])\.?\s*(元|\d{{1,2}})"
_ERA_DAY = _ERA + _MONTH_DAY
_YEARS_BEFORE = {
    spelling: era.before for era in ERAS for spelling in (_KANJI[era.code], _KANJI[era.code][0], era.code[0])
}
# the first day of each; before 1873 Japan's months were those of the moon, and a day cannot be had by counting years
_FIRST_DAYS = {
    2018: date(2019, 5, 1), 1988: date(1989, 1, 8), 1925: date(1926, 12, 25), 1911: date(1912, 7, 30),
    1867: date(1873, 1, 1),
}  # fmt: skip
_DATE = r"^(?:西暦 ?)?(\d{4})" + _MONTH_DAY
_DATE_DIGITS = rf"^(\d{{4}})(\d{{2}})(\d{{2}})(?:\.0+$|{END})"
_THREE_NUMBERS = r"^(\d{1,2})\s*[./\-]\s*(\d{1,2})\s*[./\-]\s*(\d{4}|\d{1,2})" + END
_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_MONTH_NAMED = rf"^{_MONTH} ?(\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}|\d{{2}})" + END
_DAY_MONTH_NAMED = rf"^(\d{{1,2}})[ \-]?{_MONTH},?[ \-]?(\d{{4}}|\d{{2}})" + END

_SERIAL = r"^([1-9]\d{2,4})(?:\.\d+)?$"
_FIRST_DAY, _FIRST_DAY_1904 = date(1899, 12, 30), date(1904, 1, 1)
_LONG, _LAST_SERIAL, _MISSING_LEAP_DAY = 10_000, 59_999, 60
_LIKE_YEARS = (1868, 2100)
_PROOF = 9


@dataclass(frozen=True, slots=True)
class DateReading:
    """A column of days, and what was decided to read it.

    Attributes
    ----------
    days : Series of Date
        Null for no answer, ``INVALID_DATE`` for an invalid mark, ``UNREADABLE_DATE`` for a cell that is no date.
    decided : tuple of (Rule, int, str)
        The rule of each finding about the column, how many cells it was decided for, and what was decided.
    """

    days: pl.Series
    decided: tuple[tuple[r.Rule, int, str], ...] = ()


def names_its_day(cell: pl.Expr) -> pl.Expr:
    """Tell the cells that mean the day that stands there, whatever stands in the others."""
    return cell.str.contains(_PLAIN_DAY) & ~cell.str.contains(SAYS_ZONE)


def map_dates(
    cells: pl.Series,
    absent: Mapping[str, int | None],
    invalid: Iterable[str] = (),
    *,
    from_1904: bool = False,
    bounds: Bounds = (None, None),
) -> pl.Series:
    """Turn a column of text into days; see :func:`read_dates`."""
    return read_dates(cells, absent, invalid, from_1904=from_1904, bounds=bounds).days


def read_dates(
    cells: pl.Series,
    absent: Mapping[str, int | None],
    invalid: Iterable[str] = (),
    *,
    from_1904: bool = False,
    bounds: Bounds = (None, None),
) -> DateReading:
    """Turn a column of text into days; a time of day after the day is dropped, once it has told the day in Japan.

    Understood: 2023/7/3, 2023-07-03T10:00, 2023年7月3日, 20230703, 令和5年7月3日, R5.7.3 and the other eras back to
    明治6年 (1873), 3 July 2023, 7/3/2023 and 7/3/23 in the order that the column proves, and a spreadsheet's day
    number, counted from 1900 or ``from_1904``.

    Parameters
    ----------
    cells : Series of String
        As they stand in the file.
    absent, invalid
        Folded texts that stand for no answer, and for an invalid mark.
    from_1904 : bool
        Whether day numbers are counted from 1904.
    bounds : (date or None, date or None)
        The first and last day that may be meant; they decide what the cells leave open.
    """
    return read_distinct_dates(distinct_of(cells), absent, invalid, from_1904=from_1904, bounds=bounds)


def read_distinct_dates(
    cells: Distinct,
    absent: Mapping[str, int | None],
    invalid: Iterable[str] = (),
    *,
    from_1904: bool = False,
    bounds: Bounds = (None, None),
) -> DateReading:
    """Turn a column of text, of which the distinct texts are known, into days; see :func:`read_dates`."""
    frame = pl.DataFrame({"cell": cells.texts, "n": cells.counts})
    if frame.is_empty():
        return DateReading(cells.spread(pl.Series(dtype=pl.Date)))
    frame = frame.with_row_index("place").with_columns(text=fold_spaced(pl.col("cell")))
    folded = pl.col("text").str.replace_all(" ", "", literal=True)
    # what stood in the place of a control character nobody knows
    cut = pl.col("cell").str.strip_chars().str.contains(CONTROL)
    frame = frame.with_columns(
        meaning=pl.when(folded.is_in(list(absent)))
        .then(pl.lit("absent"))
        .when(folded.is_in(list(invalid)))
        .then(pl.lit("invalid"))
        .when(cut)
        .then(pl.lit("cut"))
    )
    of_days, decided = _read_texts(frame.filter(pl.col("meaning").is_null()), from_1904, bounds)
    days = frame.join(of_days.select("place", "day"), on="place", how="left", maintain_order="left").select(
        pl.when(pl.col("meaning") == "absent")
        .then(None)
        .when(pl.col("meaning") == "invalid")
        .then(INVALID_DATE)
        .otherwise(pl.col("day").fill_null(UNREADABLE_DATE))
    )
    return DateReading(cells.spread(days.to_series()), decided)


def _read_texts(
    frame: pl.DataFrame, from_1904: bool, bounds: Bounds
) -> tuple[pl.DataFrame, tuple[tuple[r.Rule, int, str], ...]]:
    """Read distinct texts, each with its number of cells; say what was decided for how many."""
    text = pl.col("text")
    era = text.str.extract(_ERA_DAY, 1).replace_strict(_YEARS_BEFORE, default=None, return_dtype=pl.Int64)
    year = era + text.str.extract(_ERA_DAY, 2).replace("元", "1").cast(pl.Int64, strict=False)
    months = {name: str(number) for name, number in _MONTHS.items()}
    frame = frame.with_columns(
        plain=pl.coalesce(
            to_day(*(text.str.extract(_DATE, group) for group in (1, 2, 3))),
            to_day(*(text.str.extract(_DATE_DIGITS, group) for group in (1, 2, 3))),
        ),
        era=era,
        era_day=to_day(year, *(text.str.extract(_ERA_DAY, group) for group in (3, 4))),
        **{f"part{group}": text.str.extract(_THREE_NUMBERS, group) for group in (1, 2, 3)},
        month=pl.coalesce(text.str.extract(_MONTH_NAMED, 1), text.str.extract(_DAY_MONTH_NAMED, 2)).replace(months),
        named_day=pl.coalesce(text.str.extract(_MONTH_NAMED, 2), text.str.extract(_DAY_MONTH_NAMED, 1)),
        named_year=pl.coalesce(text.str.extract(_MONTH_NAMED, 3), text.str.extract(_DAY_MONTH_NAMED, 3)),
        timed=text.str.contains(r"\d:\d\d"),
    )
    # no era is named of a day before its calendar
    frame = frame.with_columns(pl.when(pl.col("era_day") >= _FIRST_DAYS[1867]).then("era_day").alias("era_day"))
    of_names = to_day_of(pl.col("named_year"), pl.col("month"), pl.col("named_day"), bounds)
    frame, ordered = _with_three_numbers(frame.with_columns(named=of_names), bounds)
    frame, untold = _with_serials(frame, from_1904, bounds)
    frame = frame.with_columns(
        day=pl.coalesce("plain", "era_day", "named", "ordered", "serial"), later=days_later(text)
    )
    moved = pl.col("day").is_not_null() & (pl.col("later") != 0)
    short = pl.col("named").is_not_null() & (pl.col("named_year").str.len_chars() == 2)
    short |= pl.col("ordered").is_not_null() & (pl.col("part3").str.len_chars() <= 2)
    outside = pl.lit(False)
    firsts = list(_FIRST_DAYS.items())
    for (before, first), after in zip(firsts, [None, *(day for _, day in firsts)], strict=False):
        mine = (pl.col("era") == before) & ((pl.col("era_day") < first) | (pl.lit(after) <= pl.col("era_day")))
        outside |= mine.fill_null(False)
    decided = (
        *ordered,
        (r.TWO_DIGIT_YEAR, weighed(frame, short), ""),
        (r.DAY_UNTOLD, untold + weighed(frame, pl.col("untold")), ""),
        (r.OUTSIDE_ERA, weighed(frame, outside), ""),
        (r.DAY_IN_JAPAN, weighed(frame, moved), ""),
    )
    frame = frame.with_columns(day=pl.col("day") + pl.duration(days=pl.col("later")))
    return frame, tuple(one for one in decided if one[1])


def _with_three_numbers(frame: pl.DataFrame, bounds: Bounds) -> tuple[pl.DataFrame, list[tuple[r.Rule, int, str]]]:
    """Read 7/3/2024 and 7/3/24 in the order that the cells of that form prove, each form by itself."""
    frame = with_orders(frame, bounds).with_columns(ordered=pl.lit(None, pl.Date), untold=pl.lit(False))
    decided = []
    for long in (True, False):
        mine = pl.col("part3").is_not_null() & (pl.col("part3").str.len_chars().eq(4) == long)
        some = frame.filter(mine)
        if some.is_empty():
            continue
        decision = decide(some, bounds, short=not long)
        day = pl.col(decision.order) if decision.order else pl.lit(None, pl.Date)
        if decision.contradicted:
            # of a column that contradicts itself, only what can mean one day alone is read
            day = pl.when(pl.col("readings") == 1).then(pl.coalesce("mdy", "dmy"))
        frame = frame.with_columns(pl.when(mine).then(day).otherwise("ordered").alias("ordered"))
        left = mine & pl.col("ordered").is_null() & (pl.col("readings") > 0)
        frame = frame.with_columns(untold=pl.col("untold") | left.fill_null(False))
        if decision.order:
            rule = r.DAY_ORDER if decision.proved else r.DAY_ORDER_UNDECIDED
            decided.append((rule, weighed(some, pl.col("readings") > 1), "/".join(decision.order)))
    return frame, decided


def _with_serials(frame: pl.DataFrame, from_1904: bool, bounds: Bounds) -> tuple[pl.DataFrame, int]:
    """Read day numbers; 50703 is one only where the numbers that can be nothing else are the rule.

    A number below 10000 (before May 1927) is one where the bounds allow such days and most numbers are longer.
    """
    number = pl.col("text").str.extract(_SERIAL, 1).cast(pl.Int64, strict=False)
    month, day = number // 100 % 100, number % 100
    long = number.is_between(_LONG, _LAST_SERIAL)
    whole = ~pl.col("text").str.contains(r"\.\d*[1-9]")
    era_like = long & whole & month.is_between(1, 12) & day.is_between(1, 31)
    proven = weighed(frame, long & ~era_like)
    doubtful = weighed(frame, era_like)
    day_of = pl.lit(_FIRST_DAY_1904 if from_1904 else _FIRST_DAY) + pl.duration(days=number)
    readable = long if proven >= _PROOF * doubtful else long & ~era_like
    short = ~long & (number > _MISSING_LEAP_DAY) & ~number.is_between(*_LIKE_YEARS)
    if bounds[0] is not None and proven > weighed(frame, short):
        readable |= short & in_bounds(day_of, bounds)
    untold = 0 if proven >= _PROOF * doubtful else doubtful
    return frame.with_columns(serial=pl.when(readable).then(day_of)), untold


def weighed(frame: pl.DataFrame, which: pl.Expr) -> int:
    """Count the cells of the distinct texts for which an expression is true."""
    return int(frame.select(pl.col("n").filter(which.fill_null(False)).sum()).item())
