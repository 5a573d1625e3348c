"""Wrong usage, and faults of kumin itself, each in one line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import click

from kumin.errors import KuminError, fault_words
from kumin.escapes import on_one_line
from kumin.messages import language, text

MOST_ALIKE = 10
"""Faults of one kind that are listed."""
SHOW_ALL = "KUMIN_SHOW_ALL"
"""Environment variable that has all of them listed."""

_QUOTED = re.compile(r"'([^']*)'")
"""A value in click's words."""

_EXTRA = re.compile(r"unexpected extra arguments? \((.*)\)")
"""What click says of words too many."""


def usage_line(error: click.ClickException, arguments: Sequence[str]) -> str:
    """Word a usage error of click's: what is wrong, and which help to read."""
    lang = language_of(arguments)
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "kumin"
    parameter = getattr(error, "param", None)
    name = parameter.opts[0] if isinstance(parameter, click.Option) else getattr(parameter, "human_readable_name", "")
    name = name.rstrip(".")  # FILES...
    if isinstance(error, click.MissingParameter):
        line = text("usage_missing", lang, name=name)
    elif isinstance(error, click.NoSuchOption):
        line = text("usage_no_option", lang, name=error.option_name, nearest=next(iter(error.possibilities or ()), ""))
    elif isinstance(error, click.BadParameter):
        value = _given(parameter, error, arguments)
        line = text("usage_bad_value", lang, name=name, value=value, reason=_allowed(parameter, error, lang))
    elif isinstance(error, click.BadOptionUsage):
        line = _wrong_number_of_values(error, arguments, lang)
    elif isinstance(error, click.UsageError) and context is not None and context.command.name == "cli":
        from difflib import get_close_matches  # no other line needs it

        name, known = _first_word(arguments), context.command.list_commands(context)
        line = text("usage_no_command", lang, name=name, nearest=next(iter(get_close_matches(name, known, 1)), ""))
    elif extra := _EXTRA.search(error.format_message()):
        line = text("usage_extra", lang, names=extra[1])
    else:
        line = text("usage_other", lang, reason=_japanese(error.format_message().rstrip(".。"), lang))
    return on_one_line(f"{text('error', lang)}: {line}" + text("usage_help", lang, command=command))


def _given(parameter: click.Parameter | None, error: click.BadParameter, arguments: Sequence[str]) -> str:
    """Return the value that a parameter cannot take, as it stands on the command line."""
    names = parameter.opts if isinstance(parameter, click.Option) else ()
    values = [value for name in names for value in _values_of(name, arguments)]
    # of an argument, and of an option that stands several times, click's own words hold it
    quoted = _QUOTED.search(error.message)
    return quoted[1] if quoted and (quoted[1] in values or not values) else (values or [""])[-1]


def _values_of(name: str, arguments: Sequence[str]) -> Iterator[str]:
    """Yield what stands behind each of an option's places on the command line."""
    for word, after in pairwise([*arguments, ""]):
        own, equals, value = word.partition("=")
        if own == name:
            yield value if equals else after


def _wrong_number_of_values(error: click.BadOptionUsage, arguments: Sequence[str], lang: str) -> str:
    """Word that an option lacks its value, or has one although it takes none."""
    name = error.option_name
    after = next((value for value in _values_of(name, arguments) if value), "")
    if any(word.startswith(f"{name}=") for word in arguments):
        return text("usage_value_too_many", lang, name=name, value=after)
    found = text("usage_value_found", lang, value=after) if after.startswith("-") else ""
    return text("usage_value_needed", lang, name=name, found=found)


def error_lines(error: KuminError, lang: str) -> str:
    """Word an error, each line of it as one; of many faults of one kind the first, with the number of the others."""
    every = (error, *error.details)
    kinds: dict[str, list[KuminError]] = {}
    for one in every:
        kinds.setdefault(one.code, []).append(one)
    most = len(every) if os.environ.get(SHOW_ALL) else MOST_ALIKE
    lines = []
    for alike in kinds.values():
        shown = alike[:most]
        # the first holds the others as its details
        lines += [one.followed_by(()).message(lang) if one is error else one.message(lang) for one in shown]
        if len(alike) > len(shown):
            lines.append(text("errors_folded", lang, count=len(alike) - len(shown), name=SHOW_ALL))
    return "\n".join(f"{text('error', lang)}: {line}" for whole in lines for line in whole.split("\n"))


def _first_word(arguments: Sequence[str]) -> str:
    """Return what stands where the command's name should; of the options before it --lang alone takes a value."""
    pairs = pairwise(["", *arguments])
    return next((word for before, word in pairs if not word.startswith("-") and before != "--lang"), "")


def _allowed(parameter: click.Parameter | None, error: click.BadParameter, lang: str) -> str:
    """Word what an option takes; else click's own words."""
    kind = parameter.type if parameter is not None else None
    if isinstance(kind, click.Choice):
        return text("usage_choice", lang, known=", ".join(map(str, kind.choices)))
    for type_, code in (
        (click.types.IntParamType, "whole"),
        (click.types.FloatParamType, "number"),
        (click.Path, "path"),
    ):
        if isinstance(kind, type_) and getattr(kind, "min", None) is None:
            return text("usage_folder" if not getattr(kind, "file_okay", True) else f"usage_{code}", lang)
    if isinstance(kind, click.IntRange | click.FloatRange) and kind.min is not None:
        if kind.max is not None:
            return text(getattr(kind, "range_code", "usage_range"), lang, low=kind.min, high=kind.max)
        return text("usage_above" if kind.min_open else "usage_from", lang, low=kind.min)
    return _japanese(error.message.rstrip(".。"), lang)


def _japanese(words: str, lang: str) -> str:
    """Keep words that are in the language; click's own are English."""
    return words if lang == "en" or not words.isascii() else text("usage_unknown", lang)


def fault_line(error: Exception, arguments: Sequence[str]) -> str:
    """Word a fault of kumin itself for the terminal."""
    lang = language_of(arguments)
    return f"{text('error', lang)}: {fault_words(error, lang)}"


def language_of(arguments: Sequence[str]) -> str:
    """Find the language where options could not be parsed."""
    for before, after in pairwise([*arguments, ""]):
        name, equals, value = before.partition("=")
        if name == "--lang":
            return language(value if equals else after)
    return language()
