"""Headings near to one that is missing, and how columns are named to people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from kumin.responses.names import fold_punctuation
from kumin.responses.texts import PERSONAL

_SHOWN_LENGTH = 30
_PERSONAL = re.compile(PERSONAL)

Headed = tuple[str, int]
"""A folded text that names a column, and the column's position."""


def nearest_of(names: Sequence[str], headed: Sequence[Headed]) -> int | None:
    """Return the column whose heading begins with one of ``names`` or is like it; None where none is."""
    wanted = [key for name in dict.fromkeys(names) if (key := fold_punctuation(name))]
    for key in wanted:
        for heading, position in headed:
            if heading.startswith(key) and not heading[len(key) : len(key) + 1].isdigit():
                return position
    places = dict(reversed(headed))
    for key in wanted:
        if close := get_close_matches(key, places, n=1, cutoff=0.6):
            return places[close[0]]
    return None


def is_personal(heading: str) -> bool:
    """Tell whether a heading holds a telephone number or the like: then it is no heading, but somebody's answer."""
    return _PERSONAL.search(heading) is not None


def letter(position: int) -> str:
    """Name a zero-based column position as a spreadsheet does: 0 → A, 26 → AA."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def shorten(heading: str, length: int = _SHOWN_LENGTH) -> str:
    """Cut a heading for a message; a file without headings has answers in their place."""
    return heading if len(heading) <= length else heading[:length] + "…"


class Near(tuple[tuple[str, int, str], ...]):
    """Near misses, worded as an offer; nothing where there are none: ``{near:ja}``."""

    __slots__ = ()

    def __new__(cls, items: Sequence[tuple[str, int, str]]) -> Near:
        """Take the near misses: the heading that is missing, the column near to it, and that column's heading."""
        return super().__new__(cls, items)

    def __format__(self, spec: str) -> str:
        if not self:
            return ""
        if spec == "ja":
            words = [f"{shorten(name)}≒{letter(at)}列{_quoted(heading, '「', '」')}" for name, at, heading in self]
            return f"近い見出し: {'、'.join(words)}。"
        words = [f"{shorten(name)} ≈ column {letter(at)}{_quoted(heading, ' `', '`')}" for name, at, heading in self]
        return f"Near: {', '.join(words)}. "


def _quoted(heading: str, before: str, after: str) -> str:
    return "" if is_personal(heading) else f"{before}{shorten(heading)}{after}"
