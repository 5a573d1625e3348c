"""Conditions and other pairs in words: 問5=1 かつ 問3=1,2; 2024=45, 2025=50."""

from __future__ import annotations

import re

_BOTH = re.compile(r"\s*(?:\n|;|；|かつ|\band\b|＆|&&)\s*")
_PAIR = re.compile(r"(?P<key>[^=＝:：]+?)\s*(?:==|[=＝:：])\s*(?P<value>.*\S)", re.S)
_NEXT = re.compile(r"[,，、]\s*(?=[^,，、=＝:：\n]+[=＝:：])")


def pairs_of(text: str) -> list[tuple[str, str]] | None:
    """Split ``key=value`` pairs, parted by かつ, a semicolon, a line end, or a comma before the next key.

    Examples
    --------
    >>> pairs_of("問5=1 かつ 問3=1,2"), pairs_of("2024=45、2025=50"), pairs_of("子育て世帯")
    ([('問5', '1'), ('問3', '1,2')], [('2024', '45'), ('2025', '50')], None)
    """
    parts = [piece for part in _BOTH.split(text.strip()) for piece in _NEXT.split(part) if piece.strip()]
    found = [_PAIR.fullmatch(part.strip()) for part in parts]
    if not found or any(match is None for match in found):
        return None
    pairs = [(match["key"].strip(), match["value"].strip()) for match in found if match is not None]
    return pairs if len(dict(pairs)) == len(pairs) else None


def items_of(text: str, signs: str = ",，、;；\n") -> list[str]:
    """Split a list: ``[1、2]`` or ``1、2``."""
    inner = text.strip()
    if inner[:1] in "[［" and inner[-1:] in "]］" and len(inner) > 1:
        inner = inner[1:-1]
    return [part.strip() for part in re.split(f"[{signs}]", inner) if part.strip()]
