"""Times of day that say their zone → the day in Japan: 2025-03-31T15:01Z is 1 April here.

Form systems of other countries, and programs that write days as JavaScript does, give times in UTC; a birthday that was
entered in Japan stands there as 15:00 of the day before.
"""

from __future__ import annotations

import polars as pl

_JAPAN = 9 * 60  # minutes ahead of UTC, all year round
_DAY = 24 * 60
_CLOCK = r"(?:^|[t ])(\d{1,2}):([0-5]\d)"
HALVES = r"午前|午後|am|pm|a\.m\.|p\.m\."
_HALF = f"({HALVES})"
SECONDS = r"(?::[0-6]\d(?:[.,]\d+)?)?"
_OFFSET = r"(?: ?([+\-])(\d{1,2})(?::?(\d{2}))?)?"
_ZONE = rf"\d:[0-5]\d{SECONDS}(?: ?{_HALF})? ?(z|utc|gmt)?{_OFFSET}(?: ?\([^()]*\))?$"

SAYS_ZONE = r"(?i)\d:[0-5]\d.*(?:z|utc|gmt|[+\-]\d{1,2}:?(?:\d{2})?)\s*(?:\([^()]*\))?\s*$"
"""How a cell ends whose day may be another one in Japan."""


def days_later(text: pl.Expr) -> pl.Expr:
    """Tell how many days later it was in Japan than the cell says (Int64: -1, 0 or 1); 0 where no zone is named.

    Parameters
    ----------
    text : Expr of String
        Folded cells that hold a day and perhaps a time.

    Examples
    --------
    >>> cells = pl.Series(["2025-03-31t15:01z", "2025-03-31t15:01+09:00", "2025-03-31 23:30", "2025/4/1 0:30 +10:00"])
    >>> pl.select(days_later(pl.lit(cells))).to_series().to_list()
    [1, 0, 0, -1]
    """
    hour, minute = (text.str.extract(_CLOCK, group).cast(pl.Int64, strict=False) for group in (1, 2))
    half = text.str.extract(_HALF, 1).replace({"午前": "am", "午後": "pm", "a.m.": "am", "p.m.": "pm"})
    hour = pl.when(half.is_null()).then(hour).otherwise(hour % 12 + pl.when(half == "pm").then(12).otherwise(0))
    sign = text.str.extract(_ZONE, 3)
    ahead = text.str.extract(_ZONE, 4).cast(pl.Int64, strict=False) * 60
    ahead += text.str.extract(_ZONE, 5).cast(pl.Int64, strict=False).fill_null(0)
    ahead = pl.when(sign == "-").then(-ahead).otherwise(ahead)
    named = text.str.extract(_ZONE, 2).is_not_null()
    offset = pl.coalesce(ahead, pl.when(named).then(pl.lit(0, pl.Int64)))
    return ((hour * 60 + minute - offset + _JAPAN).floordiv(_DAY)).fill_null(0)
