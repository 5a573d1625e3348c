"""Numbers, years, days and marks as people write them: ６０, 1,500, 60％, 令和6年度, 2024/7/8, ○."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from kumin.numbers import ERAS, exact

ERA_NAMES = {"令和": "reiwa", "平成": "heisei", "昭和": "showa", "大正": "taisho", "明治": "meiji"}
_LETTERS = {"R": "reiwa", "H": "heisei", "S": "showa", "T": "taisho", "M": "meiji"}
_BEFORE = {era.code: era.before for era in ERAS}
_NAMES = "|".join(ERA_NAMES)
_MINUS = str.maketrans(dict.fromkeys("−‐–—―ー△▲", "-"))

DIGITS = r"(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+)"
_MYRIADS = {"億": 100_000_000, "万": 10_000, "千": 1_000}
"""What a sign of thousands stands for, from large to small."""
SIGNS = "十百千万億兆"
"""Signs that belong to the number: a unit does not begin with one."""

_NUMBER = re.compile(
    r"(?P<sign>[-+]?)"
    + "".join(rf"(?:(?P<of_{place}>{DIGITS}){sign})?" for place, sign in enumerate(_MYRIADS))
    + rf"(?P<body>{DIGITS})?(?P<unit>(?![{SIGNS}])[^\d\s.,+\-、・/:;~()=]+)?"
)
_WESTERN = re.compile(r"(?:西暦)?((?:19|20|21)\d\d)(?:年度?|FY)?|FY((?:19|20|21)\d\d)", re.I)
_ERA_YEAR = re.compile(rf"({_NAMES}|[RHSTM])\.?(0?[1-9]|[1-9]\d|元)(?:年度?)?", re.I)
_DAY = re.compile(
    rf"(?:(?P<west>(?:19|20|21)\d\d)|(?P<era>{_NAMES}|[RHSTM])\.?(?P<of>0?[1-9]|[1-9]\d|元))[年/.\-]"
    r"(?P<month>\d{1,2})[月/.\-](?P<day>\d{1,2})日?(?:[(（].[)）])?(?: ?0?0:00(?::00)?)?",
    re.I,
)
_YES = {"○", "〇", "◯", "●", "✓", "✔", "はい", "yes", "true", "する", "あり", "有", "該当", "on"}
_NO = {"×", "✕", "いいえ", "no", "false", "しない", "なし", "無", "非該当", "off", "-"}


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Fold width and case and drop white space, so that spellings of one thing are alike."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def plain(text: str) -> str:
    """Fold width, drop quotes and outer space, write every minus alike."""
    return unicodedata.normalize("NFKC", text).strip(" \t\n\"'「」『』“”‘’").translate(_MINUS)


def number_of(text: str) -> tuple[float, str] | None:
    """Read a number and what follows it: ``1,500通`` is (1500, 通); None where there is none.

    Examples
    --------
    >>> number_of("６０％"), number_of("1万2,000人"), number_of("5千人"), number_of("多数")
    ((60, '%'), (12000, '人'), (5000, '人'), None)
    """
    match = _NUMBER.fullmatch(plain(text).replace(" ", ""))
    if match is None:
        return None
    parts = [(match[f"of_{place}"], size) for place, size in enumerate(_MYRIADS.values())]
    given = [(digits, size) for digits, size in [*parts, (match["body"], 1)] if digits]
    if not given:
        return None
    value = float(sum((exact(Decimal(digits.replace(",", ""))) * size for digits, size in given), Fraction(0)))
    value = -value if match["sign"] == "-" else value
    return (int(value) if value.is_integer() else value), match["unit"] or ""


def year_of(text: str) -> int | None:
    """Read a fiscal year by the Western year it begins in: 令和6年度 and R6 are 2024.

    Examples
    --------
    >>> year_of("令和元年度"), year_of("２０２４年度"), year_of("R6"), year_of("来年"), year_of("令和0")
    (2019, 2024, 2024, None, None)
    """
    words = plain(text).replace(" ", "").removesuffix("末")
    if west := _WESTERN.fullmatch(words):
        return int(west[1] or west[2])
    if era := _ERA_YEAR.fullmatch(words):
        return _in_era(era[1], era[2])
    return None


def _in_era(name: str, number: str) -> int:
    code = ERA_NAMES.get(name) or _LETTERS[name.upper()]
    return _BEFORE[code] + (1 if number == "元" else int(number))


def day_of(text: str) -> date | None:
    """Read a day: 2024/7/8, 2024年7月8日, 令和6年7月8日（月）, R6.7.8.

    Examples
    --------
    >>> day_of("令和6年7月8日（月）"), day_of("2024/7/8")
    (datetime.date(2024, 7, 8), datetime.date(2024, 7, 8))
    """
    match = _DAY.fullmatch(plain(text).replace("月 ", "月").replace("年 ", "年"))
    if match is None:
        return None
    year = int(match["west"]) if match["west"] else _in_era(match["era"], match["of"])
    try:
        return date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def mark_of(text: str) -> bool | None:
    """Read a mark: ○ and はい are true, × and いいえ are false; None for another word."""
    words = folded(text)
    return True if words in _YES else False if words in _NO else None
