"""Spellings of one label put together: はい, はい。, ﾊｲ and the same with spaces are one option."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from kumin.responses.coding.options import CIRCLES
from kumin.responses.folding import KATAKANA_TO_HIRAGANA, fold_text

_EDGE = "。．.,、，!！?？「」『』\"'“”‘’・:："
_SAME = str.maketrans({"才": "歳", "ー": "-", "~": "-", **dict.fromkeys(CIRCLES, CIRCLES[0])})
_NUMBERED = re.compile(r"^[(（]?(\d{1,2})\s*[)）.．:：、]\s*(\D.*)$", re.S)
_SPACED = re.compile(r"^(\d{1,2})[\s\u3000]+([^\d\s歳才年月日時分回人代割円点台個件名か].*)$", re.S)
_BARE = re.compile(r"^(\d{1,2})()$")
_CIRCLED = {chr(0x2460 + place): place + 1 for place in range(20)}
_BEHIND = re.compile(r"^(\D*[^\d\s(（])\s*[(（](\d{1,2})[)）]$", re.S)
_ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Spelled:
    """A label with its spellings.

    Attributes
    ----------
    label : str
        The spelling that is the most frequent.
    others : tuple of str
        Other spellings that the reader would not take for the label.
    count : int
        Cells of all spellings.
    variants : int
        Cells of the others, those that differ in spaces and widths alone not counted.
    """

    label: str
    others: tuple[str, ...]
    count: int
    variants: int


def one_spelling(label: str) -> str:
    """Give what all spellings of a label have in common.

    Examples
    --------
    >>> one_spelling("ﾊｲ ") == one_spelling("はい。") == one_spelling("ハイ")
    True
    """
    plain = fold_text(label)
    return (plain.strip(_EDGE) or plain).translate(KATAKANA_TO_HIRAGANA).translate(_SAME).replace("歳代", "代")


def spellings(counts: Mapping[str, int]) -> list[Spelled]:
    """Put labels with their counts together by their spelling, the most frequent first."""
    keys = {label: one_spelling(label) for label in counts}
    plain = set(keys.values())
    for label in counts:  # 「1.はい」 beside 「はい」, or beside 「①はい」 and 「はい(1)」
        number, words = _apart(label.strip())
        if words and (bare := one_spelling(words)):
            keys[label] = bare if _NUMBERED.match(label.strip()) and bare in plain else f"{number}.{bare}"
    groups: dict[str, dict[str, int]] = {}
    for label, count in counts.items():
        own = groups.setdefault(keys[label], {})
        own[label.strip()] = own.get(label.strip(), 0) + count
    result = []
    for own in groups.values():
        label = min(own, key=lambda name: (-own[name], len(name), name))
        apart = {name: count for name, count in own.items() if fold_text(name) != fold_text(label)}
        others = {fold_text(name): name for name in sorted(apart)}
        result.append(Spelled(label, tuple(others.values()), sum(own.values()), sum(apart.values())))
    return sorted(result, key=lambda one: (-one.count, one.label))


def _apart(label: str) -> tuple[int, str]:
    """Take a label's number and its words apart; without words where it has no number."""
    if found := _NUMBERED.match(label) or _SPACED.match(label):
        return int(found[1]), found[2]
    if found := _BEHIND.match(label):
        return int(found[2]), found[1]
    return (_CIRCLED[label[0]], label[1:].strip()) if label[:1] in _CIRCLED else (0, "")


def numbered(labels: list[str]) -> dict[int, tuple[str, str]] | None:
    """Take the numbers before labels apart where every label has its own: 「1.はい」, 「②いいえ」, 「0 全く」.

    Returns
    -------
    dict of number to (words, label)
        The words are empty where the label is the number alone; None where labels have no numbers, or only these.
    """
    found: dict[int, tuple[str, str]] = {}
    for label in labels:
        match = _NUMBERED.match(label) or _SPACED.match(label) or _BARE.match(label)
        code, rest = (int(match[1]), match[2]) if match else (_CIRCLED.get(label[:1], -1), label[1:].strip())
        if code < 0 or code in found or (not rest and not match):
            return None
        found[code] = (rest, label)
    words = [rest for rest, _ in found.values() if rest]
    return dict(sorted(found.items())) if words and len(set(words)) == len(words) else None


def has_number(label: str) -> bool:
    """Tell whether a label begins with its number: 「1.はい」, 「②いいえ」."""
    return (_NUMBERED.match(label) or _SPACED.match(label)) is not None or label[:1] in _CIRCLED


def is_near(label: str, others: list[str]) -> bool:
    """Tell whether a rare label is likely a mistyping of a frequent one."""
    own = one_spelling(label)
    return len(own) > 2 and any(SequenceMatcher(None, own, one_spelling(other)).ratio() >= _ALIKE for other in others)
