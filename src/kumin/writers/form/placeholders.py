"""Placeholders in a text: ``{{1-1.実績}}``, also full-width, and what stands for one that has no value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kumin.words.forms.values import FormValues, Value

_PARTS = re.compile(r"[{｛]{2}([^{}｛｝]*)[}｝]{2}")
_BROKEN = re.compile(r"[{｛]{2}|[}｝]{2}|[{｛][^{}｛｝]*\.[^{}｛｝]*[}｝]")

_BEFORE, _SHOWN = 20, 40
"""Signs shown before a closing bracket alone, and in all."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something said of a place in the template: what was filled in there, or why nothing was.

    Attributes
    ----------
    code : str
        ``filled``, ``unknown``, ``empty``, ``broken``, ``matched``, ``doubtful``, ``occupied``, ``unmatched``,
        ``formula``: the end of a message ``form_note_…``.
    place : str
        Where.
    name : str or tuple of str
        The placeholder or the indicator; several that a place could be of.
    said : str
        What was filled in, or what else the message says.
    """

    code: str
    place: str
    name: str | tuple[str, ...]
    said: str = ""


@dataclass
class Notes:
    """What is said of the whole template."""

    notes: list[Note] = field(default_factory=list)

    def add(self, code: str, place: str, name: str | tuple[str, ...], said: str = "") -> None:
        """Add one, once."""
        note = Note(code, place, name, said)
        if note not in self.notes or code == "filled":
            self.notes.append(note)

    def of(self, code: str) -> list[Note]:
        """Return those of a kind."""
        return [note for note in self.notes if note.code == code]


@dataclass(frozen=True, slots=True)
class Filling:
    """A part of a text to replace, with the value."""

    start: int
    end: int
    value: Value


def fillings(text: str, values: FormValues, place: str, notes: Notes) -> Iterator[Filling]:
    """Find the placeholders of a text that have a value; of the others it is noted why they stay.

    ``{{1-1.前年度実績|－}}`` has － where there is no value.
    """
    for found in _PARTS.finditer(text):
        name, bar, instead = found[1].replace("｜", "|").partition("|")
        value = values.value_of(name)
        if value is None:
            notes.add("unknown", place, found[0], _nearest(name, values))
        elif value.text or bar:
            value = value if value.text else Value(instead.strip())
            notes.add("filled", place, name.strip(), value.text)
            yield Filling(found.start(), found.end(), value)
        else:
            notes.add("empty", place, found[0])
    # whole ones are no part of what is broken, but of the words that show where it stands
    if broken := _BROKEN.search(_PARTS.sub(lambda found: " " * len(found[0]), text)):
        start = broken.start() if broken[0][0] in "{｛" else max(0, broken.start() - _BEFORE)
        notes.add("broken", place, text[start : start + _SHOWN].strip())


def alone(text: str) -> bool:
    """Whether a text is one placeholder and nothing else."""
    return _PARTS.fullmatch(text.strip()) is not None


def has_placeholder(text: str) -> bool:
    """Whether there is a placeholder, or a part of one."""
    return bool(_PARTS.search(text) or _BROKEN.search(text))


def _nearest(name: str, values: FormValues) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(name.strip(), values.names, n=1)), "")
