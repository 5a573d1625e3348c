"""A form of another program as our YAML."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kumin.authoring.forms.form import Form, Item, Remainder
from kumin.authoring.guess import Choice
from kumin.messages import text


def form_text(form: Form, name: str, lang: str | None) -> tuple[str, tuple[str, ...]]:
    """Write a form as a questionnaire.

    Returns
    -------
    tuple of str and tuple of str
        The YAML, and the lines for the screen: what was read, and what is not in it.
    """
    lines = (
        text("form_read", lang, kind=form.kind, name=name, count=len(form.items)),
        *(remainder_text(one, lang) for one in form.remainders),
    )
    return "\n".join([*_head(form, lines, lang), *(line for item in form.items for line in _item(item))]) + "\n", lines


def remainder_text(one: Remainder, lang: str | None) -> str:
    """Say what of a form is not in the questionnaire, with its place and name."""
    return text("form_remainder", lang, place=one.place, name=one.name, words=text(one.code, lang, what=one.what))


def _head(form: Form, lines: tuple[str, ...], lang: str | None) -> Iterator[str]:
    yield from (f"# {' '.join(line.split())}" for line in lines)
    yield "id: survey-id"
    yield f"title: {_quoted(form.title or text('draft_title', lang))}"
    stated = []
    for key, names in (("id", form.id), ("received", form.received)):
        if names:
            stated += [f"{key}: {_quoted(names[0])}", f"{key}_aliases: {_listed(names[1:])}"]
    if form.ignore:
        stated.append(f"ignore: {_listed(form.ignore)}")
    if stated:
        yield f"columns: {{{', '.join(stated)}}}"
    yield "questions:"


def _item(item: Item) -> Iterator[str]:
    yield f"  - id: {item.id}"
    yield f"    text: {_quoted(item.title)}"
    yield f"    header: {_quoted(item.headers[0])}"
    if item.headers[1:]:
        yield f"    header_aliases: {_listed(item.headers[1:])}"
    yield f"    type: {item.type}"
    yield from (f"    {key}: {value}" for key, value in item.extra.items())
    if item.ask_if:
        asked = ", ".join(f"{id_}: {list(codes)}" for id_, codes in item.ask_if.items())
        yield f"    ask_if: {{{asked}}}"
    if any(choice.heading for choice in item.options.values()):
        yield "    option_headers:"
        yield from (f"      {code}: {_quoted(c.heading)}" for code, c in item.options.items() if c.heading)
    if item.options:
        yield "    options:"
    yield from (f"      {code}: {_option(choice)}" for code, choice in item.options.items())


def _option(choice: Choice) -> str:
    keys = [f"aliases: {_listed(choice.aliases)}"] if choice.aliases else []
    keys += [f"{name}: true" for name, on in (("exclusive", choice.exclusive), ("other", choice.other)) if on]
    return f"{{label: {_quoted(choice.label)}, {', '.join(keys)}}}" if keys else _quoted(choice.label)


def _listed(names: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_quoted, names))}]"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
