"""Every sentence kumin shows, in Japanese and English, in one place.

Each module here holds the ``CATALOGUE`` of one room: message code → (Japanese, English). Placeholders are
``str.format`` fields; ``{n:row|rows}`` is the word that goes with the number ``n`` (1 row, 2 rows). Every code is in
one room only, in both languages with the same placeholders.
"""

from __future__ import annotations

import os
import re
from functools import cache
from importlib import import_module
from string import Formatter
from typing import Any

LANGUAGES = ("ja", "en")
ROOMS = (
    "basics", "commands", "help", "definitions", "keys", "responses", "rules", "check", "drafts", "estimation", "judgement", "indicators", "criticisms",
    "surveys", "methods", "years", "screen", "report", "survey_report", "ward_form", "tables", "comments", "archive", "start", "plans",
)  # fmt: skip


REASONS = "yaml_"
"""How codes of reasons begin that stand in another sentence as ``{reason}``."""


class _Nearest(str):
    """The closest known name, worded as a question; nothing where there is none: ``{nearest:ja}``.

    ``{nearest:en}`` stands before another sentence, ``{nearest:end}`` behind the last.
    """

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        if not self:
            return ""
        # concatenation, not an f-string: that would come back here
        if spec == "ja":
            return "もしかして「" + self + "」ですか。"
        asked = "Did you mean `" + self + "`?"
        return " " + asked if spec == "end" else asked + " "


class _Similar(tuple[tuple[str, str, str], ...]):
    """Missing headings with the column most similar to each, worded as an offer: ``{similar:ja}``.

    Items are the missing heading, the column's letter and its heading, which is empty where it may not be shown.
    """

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        if not self:
            return ""
        japanese = spec == "ja"
        before, after = ("「", "」") if japanese else (" `", "`")
        pairs = [
            (f"{missing}≒{column}列" if japanese else f"{missing} ≈ column {column}")
            + (before + heading + after if heading else "")
            for missing, column, heading in self
        ]
        return f"近い見出し: {'、'.join(pairs)}。" if japanese else f"Similar: {', '.join(pairs)}. "


class _Plural(Formatter):
    """Formats ``{n:row|rows}`` as the singular where n is 1 and as the plural where it is not."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, several = format_spec.partition("|")
        if not bar:
            return str(format(value, format_spec))
        return one if str(value) == "1" else several


_PLURAL = _Plural()


@cache
def catalogue() -> dict[str, tuple[str, str]]:
    """Return all messages of all rooms: code → (Japanese, English)."""
    merged: dict[str, tuple[str, str]] = {}
    for room in ROOMS:
        merged |= _room(room)
    return merged


@cache
def _room(name: str) -> dict[str, tuple[str, str]]:
    own: dict[str, tuple[str, str]] = import_module(f"kumin.messages.{name}").CATALOGUE
    return own


_FOR_HELP = ("basics", "commands", "help")
"""Rooms that are looked in first: a command's help needs no other, and is shown at once."""


def is_help(code: str) -> bool:
    """Tell whether a command's help has a message of this code."""
    return code in _room("help")


def _template(code: str) -> tuple[str, str]:
    """Find a message in the rooms of the help, and only then in all."""
    for name in _FOR_HELP:
        if code in (own := _room(name)):
            return own[code]
    return catalogue()[code]


def language(preferred: str | None = None) -> str:
    """Return ``preferred``, else the environment's ``KUMIN_LANG``, else ``"ja"``."""
    chosen = preferred or os.environ.get("KUMIN_LANG", "")
    return chosen if chosen in LANGUAGES else "ja"


@cache
def is_key(name: str) -> bool:
    """Whether a name is a key of a definition."""
    return any(code == f"key_{name}" or (code.startswith("key_") and code.endswith(f"_{name}")) for code in catalogue())


def in_workbook_words(names: Any, lang: str | None = None) -> Any:
    """Return what a workbook calls keys and values, given as one or as a list parted by commas."""
    if not isinstance(names, str):
        return names
    place, known = LANGUAGES.index(language(lang)), catalogue()

    def word(name: str) -> str:
        found = known.get(f"key_{name}") or known.get(f"word_{name}")
        return found[place].partition("／")[0] if found else name

    return ", ".join(word(name) for name in names.replace(" or ", ", ").split(", "))


def text(code: str, lang: str | None = None, /, **params: Any) -> str:
    """Word one message.

    Parameters
    ----------
    code : str
        Key of the catalogue.
    lang : {"ja", "en"}, optional
        See :func:`language`.
    **params
        Values for the placeholders; several words, as a list or tuple, are joined as the language does.
    """
    return _filled(_template(code)[LANGUAGES.index(language(lang))], lang, params)


def workbook_text(code: str, lang: str | None = None, /, **params: Any) -> str:
    """Word one message of a workbook, as :func:`text`: the keys that it names are called by their headings.

    Words of the user among the parameters stay as they are, also where they read like a key.
    """
    template = _template(code)[LANGUAGES.index(language(lang))]
    named = _KEY.sub(lambda found: _in_cell(found, lang), template)
    return _filled(_TWICE.sub(r"\1", named), lang, params)


_KEY = re.compile("「([a-z_]+)(?:: ([^」{}]+|{[a-z]+}))?」")
"""A key of a definition in a sentence, with its value where the sentence names one."""


_TWICE = re.compile("(「[^」]+」)（\\1）")
"""A heading with the key that it stands for, once both are called by the heading."""


def _in_cell(found: re.Match[str], lang: str | None) -> str:
    """Call a key, and its value, as their column and cell are called."""
    name, value = in_workbook_words(found[1], lang), found[2]
    if not value:
        return f"「{name}」"
    return f"「{name}: {value if value.startswith('{') else in_workbook_words(value, lang)}」"


_BOTH = re.compile(r"\{(key|word):([a-z_.]+)(?:=([a-z_]+))?\}")
"""A key of a definition, or one of its values, in a sentence that is read beside a workbook or YAML."""


@cache
def _in_both(template: str, lang: str) -> str:
    """Call the keys and values in a template by their names in a workbook, and beside that as YAML has them."""
    return _BOTH.sub(lambda found: _both(found, lang), template)


def _both(found: re.Match[str], lang: str) -> str:
    kind, path, value = found[1], found[2].split("."), found[3]
    name = _called(kind, path, lang)
    opening, closing = ("（", "）") if lang == "ja" else (" (", ")")
    before = found.string[: found.start()]
    if before.count(opening.strip()) > before.count(closing):
        opening, closing = ("" if lang == "ja" else " "), ""  # no brackets in brackets
    if lang == "ja":
        words = f"「{name}」" + (f"に「{_called('word', [value], lang)}」" if value else "")
        return f"{words}{opening}{f'{path[-1]}: {value}' if value else ' の '.join(path)}{closing}"
    if name == path[-1] and not value:
        return f"`{name}`"
    words = f"“{name}”" + (f" = “{_called('word', [value], lang)}”" if value else "")
    plain = f"`{path[-1]}: {value}`" if value else ", ".join(f"`{part}`" for part in path)
    return f"{words}{opening}{plain}{closing}"


def _called(kind: str, path: list[str], lang: str) -> str:
    """Return what a workbook calls a key, by its parent if that gives it a name of its own, or a value."""
    known, parent = catalogue(), path[0].capitalize()
    words = known.get(f"{kind}_{parent}_{path[-1]}") or known.get(f"{kind}_{path[-1]}")
    return words[LANGUAGES.index(lang)].partition("／")[0] if words else path[-1]


def _filled(template: str, lang: str | None, params: dict[str, Any]) -> str:
    """Put values into a template."""
    if "{key:" in template or "{word:" in template:
        template = _in_both(template, language(lang))
    if isinstance(params.get("reason"), str) and params["reason"].startswith(REASONS):
        params["reason"] = text(params["reason"], lang)
    if "nearest" in params:
        params["nearest"] = _Nearest(params["nearest"])
    if "similar" in params:
        params["similar"] = _Similar(params["similar"])
    for name, value in params.items():
        if type(value) in (list, tuple):  # and no list that words itself, as that of similar names
            params[name] = text("list_joiner", lang).join(map(str, value))
    if not params:
        return template
    # the standard library's Formatter is many times slower than str.format
    return _PLURAL.vformat(template, (), params) if "|" in template else template.format(**params)
