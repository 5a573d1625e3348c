"""Number formats of XLSX: which show a number as a percentage, as a day, or as what it is not."""

from __future__ import annotations

import re

PERCENT_FORMATS = (9, 10)
"""Formats of a percentage that are known by their number alone: 0% and 0.00%."""

DAY_FORMATS = frozenset({*range(27, 37), *range(50, 59)})
"""Formats of East Asian days that are known by their number alone (令和5年7月3日 and the like), ECMA-376 18.8.30."""

# what a format shows as it stands: "…", and one sign behind \ _ or *; what stands in brackets is a colour or condition
_LITERAL = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]', re.DOTALL)


def times_100(code: str) -> tuple[int, int]:
    """Tell how often a format shows a number times 100: of numbers from 0, and of negative ones.

    Examples
    --------
    >>> times_100("0.0%"), times_100('0"%"'), times_100("0%;-0")
    ((1, 1), (0, 0), (1, 0))
    """
    counts = [section.count("%") for section in _LITERAL.sub("", code).split(";")]
    return counts[0], counts[1] if len(counts) > 1 else counts[0]


# a format's literals, taken out of "…" and from behind \\
_SHOWN = re.compile(r'"([^"]*)"|\\(.)', re.DOTALL)
_NOT_SHOWN = re.compile(r"[_*].|\[[^\]]*\]", re.DOTALL)
_SIZES = re.compile("[百千万億]")
_SCALED = re.compile(r"[0#?],+(?![0#?,])")


def shows_otherwise(code: str) -> bool:
    """Tell whether a format shows a number as another: in thousands, with 万円 behind it, as a word, or not at all.

    Examples
    --------
    >>> [shows_otherwise(code) for code in ('#,##0,', '0"万円"', '[=1]"男";[=2]"女"', ";;;")]
    [True, True, True, True]
    >>> [shows_otherwise(code) for code in ("#,##0", '0"人"', "General", "@", '0;-0;"-"')]
    [False, False, False, False, False]
    """
    first = _NOT_SHOWN.sub("", code.split(";", maxsplit=1)[0])
    literals = "".join(a + b for a, b in _SHOWN.findall(first))
    signs = _SHOWN.sub("", first)
    if _SIZES.search(literals) or _SIZES.search(signs) or _SCALED.search(signs):
        return True
    # a section without a place for the number shows words, or nothing
    return not re.search(r"[0#?@]|general|標準|[ymdhse年月日時分秒ggg]", signs, re.IGNORECASE)
