"""How words are laid out on a screen: colours, and lines of so many columns, where a full-width character takes two."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kumin.escapes import on_one_line

Paint = Callable[[str, str], str]
"""(words, colour name) → words, coloured or not."""

_UNBROKEN = re.compile(
    r"[「（『【《〈]*(?:[!-~]+|[^ ])[」）』】》〉、。，．！？ー々ゃゅょっァィゥェォャュョッ：；％]*| +"
)
"""What stays together: a word of ASCII, or one character, with the brackets before and what may not begin a line."""


def plain(words: str, _colour: str) -> str:
    """Leave words as they are, for a pipe."""
    return words


_NARROW = "▲▽±"
_SIMPLE = re.compile(f"[ -~{_NARROW}\u3000-\u3029\u3030-\u303e\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uff01-\uff60]*")
"""Printable ASCII, signs as wide as that, and what is full-width anywhere: かな, 漢字, full-width letters and signs."""


def columns(words: str) -> int:
    """Count the columns that words take on a terminal; colours take none."""
    if "\x1b" in words:
        words = re.sub(r"\x1b\[[0-9;]*m", "", words)
    if words.isascii() and words.isprintable():
        return len(words)
    if _SIMPLE.fullmatch(words):
        return len(words) + sum(one > "~" and one not in _NARROW for one in words)
    from wcwidth import wcswidth

    return max(int(wcswidth(words)), 0)


def shorten(words: str, width: int = 40) -> str:
    """Cut words to a display width; of control characters the codes are shown."""
    words = on_one_line(words)
    return words if columns(words) <= width else next(_pieces(words, width - 1)) + "…"


def wrap(words: str, width: int) -> list[str]:
    """Break words into lines of at most ``width`` columns; a single longer word is broken anywhere.

    Examples
    --------
    >>> wrap("あなたの性別（1つだけ）", 12)
    ['あなたの性別', '（1つだけ）']
    """
    lines = [""]
    for part in _UNBROKEN.findall(words):
        if columns(lines[-1] + part.rstrip()) > width and lines[-1].strip():
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        if columns(part.rstrip()) > width:
            lines[-1:] = _pieces(part, width)
        elif lines[-1] or part.strip():
            lines[-1] += part
    return [line.rstrip() for line in lines]


def _pieces(words: str, width: int) -> Iterator[str]:
    """Cut words wherever ``width`` columns are full."""
    piece = ""
    for character in words:
        if piece and columns(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece
