"""The words that stand for the keys and the closed lists of definitions, as a workbook names them."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel

from kumin.definitions.lenient.scalars import folded
from kumin.messages import LANGUAGES, catalogue


def heading(model: str, key: str, lang: str) -> str:
    """Return what a key of a model is called; a key that has no word is called by itself."""
    known = catalogue()
    words = known.get(f"key_{model}_{key}") or known.get(f"key_{key}")
    return words[LANGUAGES.index(lang)] if words else key


def key_of(model: type[BaseModel], word: str) -> str | None:
    """Return the key of a model that a heading or the key itself names."""
    return _keys(model).get(folded(word))


@cache
def _keys(model: type[BaseModel]) -> dict[str, str]:
    from kumin.definitions.targets import KINDS, Target

    names = [field.alias or name for name, field in model.model_fields.items()]
    names += list(KINDS) if issubclass(model, Target) else []
    found = {folded(heading(model.__name__, name, lang)): name for name in names for lang in LANGUAGES}
    return found | {folded(name): name for name in names}


@cache
def spellings(value: str, lang: str | None = None) -> tuple[str, ...]:
    """Return the words for a value of a closed list, the usual one first; none where it has no word."""
    words = catalogue().get(f"word_{value}")
    if words is None:
        return ()
    chosen = words if lang is None else (words[LANGUAGES.index(lang)],)
    return tuple(part for one in chosen for part in one.split("／"))


def literal_of(word: str, allowed: tuple[Any, ...]) -> Any | None:
    """Return the one of the allowed values that a word stands for; None where it is none, or of several."""
    given = folded(word)
    found = [
        value
        for value in allowed
        if isinstance(value, str) and given in {*map(folded, spellings(value)), folded(value)}
    ]
    return found[0] if len(found) == 1 else None


def literal_word(value: str, lang: str) -> str:
    """Return the usual word for a value of a closed list."""
    return next(iter(spellings(value, lang)), value)
