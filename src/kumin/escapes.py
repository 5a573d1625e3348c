"""Signs that a terminal acts on, made visible: what comes from a file is shown and never obeyed.

A terminal acts on control characters (ESC, BEL, CR and the others of C0 and C1), and on signs that turn the direction
of writing or take no place. Letters, Japanese ones with their variants, and emoji are left as they are.
"""

from __future__ import annotations

import re
from functools import cache

# C0 but for tab and line end, DEL, C1; signs of direction, of no width, of line and paragraph; tags; lone surrogates,
# which stand for bytes of a file's name that are no text. Joiners (U+200D) are left to emoji
_ACTING = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff"
)


@cache
def _any_of(signs: str) -> re.Pattern[str]:
    """Compile once, when there is something to look through: help pages have nothing."""
    return re.compile(f"[{signs}]")


def escaped(words: str) -> str:
    r"""Make visible what a terminal would act on; line ends and tabs stay.

    Examples
    --------
    >>> escaped("\x1b[2J区民")
    '\\x1b[2J区民'
    """
    return _any_of(_ACTING).sub(_code, words)


def on_one_line(words: str) -> str:
    r"""Make visible what a terminal would act on, line ends and tabs too: no value looks like a line of kumin's.

    Examples
    --------
    >>> on_one_line("広報紙\nエラー: なし")
    '広報紙\\x0aエラー: なし'
    """
    return _any_of(f"{_ACTING}\t\n").sub(_code, words)


def _code(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
