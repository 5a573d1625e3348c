"""How words are laid out on a screen: colours, and widths in columns of the terminal."""

from __future__ import annotations

from collections.abc import Callable

from kumin.escapes import on_one_line

Paint = Callable[[str, str], str]
"""(words, colour name) → words, coloured or not."""


def plain(words: str, _colour: str) -> str:
    """Leave words as they are, for a pipe."""
    return words


def shorten(words: str, width: int = 40) -> str:
    """Cut words to a display width, where a full-width character takes two columns; of control characters the codes."""
    from wcwidth import wcswidth, wcwidth

    words = on_one_line(words)
    if wcswidth(words) <= width:
        return words
    kept, used = "", 1
    for character in words:
        used += max(wcwidth(character), 0)
        if used > width:
            break
        kept += character
    return kept + "…"
