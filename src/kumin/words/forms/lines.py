"""What is said of a filled form: what was filled in, what was not and why; and the names a form may use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kumin.messages import text
from kumin.words.forms.values import FIELDS, SCOPES, names_of

UNDONE = ("unknown", "empty", "formula", "doubtful", "occupied", "unmatched")
"""Kinds of places that were not filled, in the order in which they are listed."""


def note_lines(notes: Sequence[tuple[str, str, str | tuple[str, ...], str]], lang: str | None) -> Iterator[str]:
    """Word notes (code, place, name, what is said): how many were filled, each match, each place not filled."""
    filled = sum(code in ("filled", "matched") for code, *_ in notes)
    yield text("form_filled", lang, count=filled)
    for code, place, name, said in notes:
        if code == "matched":
            yield text("form_note_matched", lang, place=place, name=name, said=said)
    undone = [note for code in UNDONE for note in notes if note[0] == code]
    if undone:
        yield text("form_undone", lang, count=len(undone))
    for code, place, name, said in undone:
        nearest = {"nearest": said} if code == "unknown" else {"said": said}
        yield text(f"form_note_{code}", lang, place=place, name=name, **nearest).rstrip()


def listed_lines(lang: str | None) -> Iterator[str]:
    """List the names a template may use, by what they are of, with an example of each."""
    for scope in SCOPES:
        yield text(f"form_scope_{scope}", lang)
        for key in FIELDS:
            if key.startswith(f"{scope}_"):
                example = {"indicator": "1-1.", "issue": "経営課題1.", "plan": ""}[scope]
                yield "  " + " / ".join(f"{{{{{example}{name}}}}}" for name in names_of(key))
        if scope == "issue":
            yield "  " + text("form_scope_money", lang)
    yield text("form_scope_instead", lang)
