"""What was written in words in a definition, and what it was read as: a line for each kind, with a count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kumin.definitions.files.tree import Understood
from kumin.definitions.lenient.words import heading, literal_word
from kumin.escapes import on_one_line
from kumin.messages import language, text
from kumin.numbers import DUST, shortest
from kumin.words.indicators.targets import target_understood
from kumin.words.words import Words

WHOLE = ("sheet_unread", "hidden_row", "hidden_sheet", "open_elsewhere", "population")
"""Kinds that have a sentence of their own."""


def understood_lines(understood: Iterable[Understood], lang: str | None = None) -> list[str]:
    """Say of each kind what was understood: the first of them, and how many others there are.

    Examples
    --------
    >>> understood_lines([Understood("target", "6割以上", {"at_least": 60}, "%")], "ja")
    ['目標「6割以上」を「60%以上」と読みました。']
    """
    kinds: dict[str, list[Understood]] = {}
    for one in understood:
        if one.kind not in WHOLE and _read(one, language(lang)) == one.given:
            continue  # what is read as it stands needs no telling
        kinds.setdefault(one.kind, []).append(one)
    return [_line(kind, many, lang) for kind, many in kinds.items()]


def _line(kind: str, many: list[Understood], lang: str | None) -> str:
    more = text("understood_more", lang, count=len(many) - 1) if len(many) > 1 else ""
    given = on_one_line(_shown(many[0].given, language(lang)))
    if kind in WHOLE:
        said = many[0].read if isinstance(many[0].read, dict) else {}
        return text(f"understood_{kind}", lang, given=given, more=more, **said)
    read = on_one_line(_read(many[0], language(lang)))
    return text("understood_line", lang, what=text(f"understood_{kind}", lang), given=given, read=read, more=more)


def _read(one: Understood, lang: str) -> str:
    if one.kind == "target":
        return target_understood(one.read, one.unit, Words.of(lang))
    words = one.kind in {"base", "word"} and isinstance(one.read, str)
    return literal_word(one.read, lang) if words else _shown(one.read, lang)


def _shown(value: Any, lang: str) -> str:
    if isinstance(value, dict):
        return text("list_joiner", lang).join(_pair(key, item, lang) for key, item in value.items())
    if isinstance(value, list | tuple):
        return text("list_joiner", lang).join(_shown(one, lang) for one in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return shortest(value, most=DUST)
    return {True: "○", False: "×"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _pair(key: Any, item: Any, lang: str) -> str:
    name = heading("", str(key), lang)
    return name if item in ({}, True) else f"{name} {_shown(item, lang)}"
