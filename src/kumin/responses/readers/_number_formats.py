"""Number formats of XLSX: which show a number as a percentage, and which as a day that the reader does not know."""

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
