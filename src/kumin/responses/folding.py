"""Fold text, so that what differs only in width, case, look-alike signs or spaces becomes equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import polars as pl

# what web systems write for signs that HTML reserves
_ENTITIES = {
    "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#039;": "'", "&apos;": "'", "&nbsp;": " ",
}  # fmt: skip
# NFKC leaves these apart, though CP932 and Unicode tables turn one into the other
_ALIKE = {
    "〜": "~",
    "∼": "~",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "–": "-",
    "—": "-",
    "―": "-",
    "∥": "‖",
}
# without a width: soft hyphens, joiners, marks of direction, choices of a glyph
_NO_WIDTH = (
    (0xAD,), (0x34F,), (0x61C,), (0x180E,), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x2069),
    (0xFE00, 0xFE0F), (0xFEFF,), (0xE0100, 0xE01EF),
)  # fmt: skip
_INVISIBLE = "[" + "".join("-".join(rf"\x{{{sign:X}}}" for sign in ends) for ends in _NO_WIDTH) + "]"
_ALIKE_TABLE = str.maketrans(_ALIKE) | {sign: "" for ends in _NO_WIDTH for sign in range(ends[0], ends[-1] + 1)}
KATAKANA_TO_HIRAGANA = {sign: sign - 0x60 for sign in range(ord("ァ"), ord("ヶ") + 1)}
"""For :meth:`str.translate`: ゴミ is ごみ."""

# circled numbers are separate, even side by side: 「①③」 is 1 and 3, not 13
_CIRCLED = [chr(sign) for sign in (*range(0x2460, 0x2474), 0x24EA, *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))]
_CIRCLED_NUMBERS = [f" {unicodedata.normalize('NFKC', sign)} " for sign in _CIRCLED]
_CIRCLED_TABLE = str.maketrans(
    {sign: f"_{number.strip()}_" for sign, number in zip(_CIRCLED, _CIRCLED_NUMBERS, strict=True)}
)
# a raised digit behind another, or alone, is a mark of some note: 「5²」 is neither 52 nor 5
_RAISED = "[\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089]"
_RAISED_NUMBER = rf"(^\s*|[0-9０-９])({_RAISED})"
# what people write between two numbers: 問1 2, 問1ー2 (the sign of a long vowel for a dash), 問1の2
_BETWEEN_NUMBERS = re.compile(r"(?<=\d)(?:\s+|[ーｰの])(?=\d)")
_NUMBER_BREAK = re.compile(r"(?<=\d)[\W_]+(?=\d)")
# U+FFFD stands for letters that are lost, and is no punctuation
_SIGNS = r"[^\w\x00\x{FFFD}]|_"
_PUNCTUATION = re.compile(_SIGNS.replace(r"\x{FFFD}", "\ufffd"))


@lru_cache(maxsize=1 << 15)
def fold_text(text: str) -> str:
    """Fold width, case, look-alike signs and white space: 「問１ 」 and 「問1」 become equal.

    Examples
    --------
    >>> fold_text("問１ Ａ")
    '問1a'
    """
    alike = unicodedata.normalize("NFKC", text).translate(_ALIKE_TABLE)
    for entity, sign in _ENTITIES.items() if "&" in alike else ():
        alike = alike.replace(entity, sign)
    return "".join(alike.lower().split())


@lru_cache(maxsize=1 << 15)
def fold_heading(text: str) -> str:
    """Fold a heading as text; two numbers parted by white space stay apart.

    Examples
    --------
    >>> fold_heading("問１ ") == fold_heading("問1"), fold_heading("問1 2") == fold_heading("問12")
    (True, False)
    """
    return fold_text(_BETWEEN_NUMBERS.sub("_", text))


def fold(text: pl.Expr) -> pl.Expr:
    """Fold a column as :func:`fold_text` folds one text."""
    return fold_but_case(text).str.to_lowercase()


def fold_but_case(text: pl.Expr) -> pl.Expr:
    """Fold a column as :func:`fold` does, and leave upper and lower case as they are."""
    return _fold_signs(text).str.replace_all(r"\s+", "")


def fold_spaced(text: pl.Expr) -> pl.Expr:
    """Fold a column, keeping one space where there is white space within, and one around a number in a circle.

    A raised digit that stands alone or behind a digit is no number: 「5²」 becomes 「5^2」, 「m²」 「m2」.
    """
    apart = text.str.replace_many(_CIRCLED, _CIRCLED_NUMBERS).str.replace_all(_RAISED_NUMBER, "${1}^${2}")
    apart = _fold_signs(apart).str.to_lowercase()
    return apart.str.replace_all(r"\s+", " ").str.strip_chars(" ")


def _fold_signs(text: pl.Expr) -> pl.Expr:
    alike = [*_ALIKE, *_ENTITIES], [*_ALIKE.values(), *_ENTITIES.values()]
    return text.str.normalize("NFKC").str.replace_many(*alike).str.replace_all(_INVISIBLE, "")


@lru_cache(maxsize=1 << 15)
def fold_punctuation(text: str) -> str:
    """Fold punctuation too; two numbers stay apart.

    Examples
    --------
    >>> fold_punctuation("問12．子育て")
    '問12子育て'
    >>> fold_punctuation("問1②") == fold_punctuation("問1の2") == fold_punctuation("問1_2") != fold_punctuation("問12")
    True
    """
    broken = _NUMBER_BREAK.sub("\x00", fold_heading(text.translate(_CIRCLED_TABLE)))
    return _PUNCTUATION.sub("", broken).replace("\x00", "_")


def fold_punctuation_of(folded: pl.Expr) -> pl.Expr:
    """Fold the punctuation of a folded column as :func:`fold_punctuation` does of one text."""
    between = rf"(\d)(?:{_SIGNS}|[ーの])+(\d)"
    return (
        folded.str.replace_all(between, "${1}\x00${2}")
        .str.replace_all(between, "${1}\x00${2}")  # once more, for single digits in a row: 1,2,3
        .str.replace_all(_SIGNS, "")
        .str.replace_all("\x00", "_", literal=True)
    )
