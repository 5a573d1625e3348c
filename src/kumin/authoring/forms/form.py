"""What a form of another program consists of, and which program's it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kumin.authoring.guess import Choice

_CODE = re.compile(r"^[A-Za-z]*0*(\d{1,4})$")


@dataclass(frozen=True, slots=True)
class Remainder:
    """Something of a form that a questionnaire does not hold.

    Attributes
    ----------
    place : str
        Row of the sheet, or the name of the question.
    name : str
        What it is of: a question's name, a list's.
    code : str
        Message code: what is done about it.
    what : str
        The words of the form: a type, a condition.
    """

    place: str
    name: str
    code: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A question of a form.

    Attributes
    ----------
    id, title, type : str
        As in a questionnaire.
    headers : tuple of str
        Headings of its column in exported answers, the usual one first.
    options : mapping of code to Choice
    extra : mapping of key to YAML
        Further keys, as they are written: minimum, max, separator, required.
    ask_if : mapping of question id to codes
    """

    id: str
    title: str
    type: str
    headers: tuple[str, ...]
    options: Mapping[int, Choice] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    ask_if: Mapping[str, Sequence[int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of another program.

    Attributes
    ----------
    kind : str
        Whose form it is, as messages name it.
    title : str
    items : tuple of Item
    remainders : tuple of Remainder
    id, received : tuple of str
        Headings of the two columns, the usual one first.
    ignore : tuple of str
        Headings of columns that the program adds.
    """

    kind: str
    title: str
    items: tuple[Item, ...]
    remainders: tuple[Remainder, ...]
    id: tuple[str, ...]
    received: tuple[str, ...]
    ignore: tuple[str, ...] = ()


def as_id(name: str, place: int, used: set[str]) -> str:
    """Make an id of a question's name, no two the same."""
    plain = re.sub(r"[^A-Za-z0-9_]+", "_", name).strip("_")[:40] if name.isascii() else ""
    plain = plain if plain[:1].isalpha() and plain.lower() not in {"yes", "no", "on", "off", "y", "n", "null"} else ""
    found, times = plain or f"c{place}", 1
    while found in used:
        times += 1
        found = f"{plain or f'c{place}'}_{times}"
    used.add(found)
    return found


def coded(names: Sequence[str], labels: Sequence[str], *, other: str = "") -> dict[int, Choice]:
    """Make options: the names are their codes where all are numbers, or a letter with one; else their places.

    Parameters
    ----------
    names, labels : sequence of str
        As the answers have them, and as people read them.
    other : str
        Label of a further option that takes a respondent's own words.
    """
    numbers = [int(found[1]) if (found := _CODE.match(name)) else -1 for name in names]
    own = min(numbers, default=-1) >= 0 and len(set(numbers)) == len(numbers)
    taken: set[str] = set()
    options = {}
    for place, (name, label) in enumerate(zip(names, labels, strict=True), 1):
        words = label if label and label not in taken else f"{label} ({name})".strip()
        code = numbers[place - 1] if own else place
        aliases = () if name in (words, str(code)) else (name,)
        taken |= {words, *aliases}
        options[code] = Choice(words, tuple(alias for alias in aliases if alias not in labels))
    if other:
        options[max(options, default=0) + 1] = Choice(other, ("other",) if "other" not in taken else (), other=True)
    return options
