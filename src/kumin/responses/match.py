"""Headings of a file → questions of a questionnaire."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kumin.definitions import MultipleQuestion, Question, Questionnaire
from kumin.errors import ReadError


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Where each thing stands in a file.

    Attributes
    ----------
    questions : mapping of question id to column position
        Questions that stand in one column.
    options : mapping of question id to {option code: column position}
        Multiple answers with one column per option.
    id, received : int or None
        Column of 整理番号 and 受付日.
    unknown : tuple of int
        Columns that the questionnaire does not know.
    """

    questions: Mapping[str, int]
    options: Mapping[str, Mapping[int, int]]
    id: int | None
    received: int | None
    unknown: tuple[int, ...]


def fold(heading: str) -> str:
    """Fold width, case and spaces, so that 「問１ 」 and 「問1」 are one heading."""
    return "".join(unicodedata.normalize("NFKC", heading).casefold().split())


def match_columns(headers: tuple[str, ...], questionnaire: Questionnaire, path: Path) -> ColumnMap:
    """Find the column of every question.

    Raises
    ------
    ReadError
        Two columns have one heading a question needs; or headings are missing: then they are all named, with the
        nearest the file has, because a file of another survey or year is met this way.
    """
    places: dict[str, list[int]] = {}
    for position, heading in enumerate(headers):
        if heading:
            places.setdefault(fold(heading), []).append(position)
    finder = _Finder(places, path)
    questions: dict[str, int] = {}
    options: dict[str, dict[int, int]] = {}
    for question in questionnaire.questions:
        if isinstance(question, MultipleQuestion) and question.layout == "columns":
            options[question.id] = finder.option_columns(question)
        else:
            position = finder.find(question.headers)
            if position is not None:
                questions[question.id] = position
    id_column = finder.find((questionnaire.columns.id,)) if questionnaire.columns.id else None
    received = finder.find((questionnaire.columns.received,), required=False) if questionnaire.columns.received else None
    if finder.missing:
        _refuse_missing(finder.missing, headers, questionnaire, path)
    ignored = {fold(name) for name in questionnaire.columns.ignore}
    unknown = [p for p, h in enumerate(headers) if h and p not in finder.used and fold(h) not in ignored]
    return ColumnMap(questions, options, id_column, received, tuple(unknown))


class _Finder:
    """Looks headings up, remembering what was used and what was missing."""

    def __init__(self, places: Mapping[str, list[int]], path: Path) -> None:
        self.places = places
        self.path = path
        self.used: set[int] = set()
        self.missing: list[str] = []

    def find(self, names: tuple[str, ...], *, required: bool = True) -> int | None:
        for name in names:
            found = self.places.get(fold(name), [])
            if len(found) > 1:
                raise ReadError("heading_twice", path=self.path, heading=name, columns=", ".join(map(letter, found)))
            if found and found[0] not in self.used:
                self.used.add(found[0])
                return found[0]
        if required:
            self.missing.append(names[0])
        return None

    def option_columns(self, question: MultipleQuestion) -> dict[int, int]:
        found = {}
        for code in question.options:
            position = self.find((question.option_header(code),))
            if position is not None:
                found[code] = position
        return found


def letter(position: int) -> str:
    """Name a zero-based column position as a spreadsheet does: 0 → A, 26 → AA."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _refuse_missing(
    missing: list[str], headers: tuple[str, ...], questionnaire: Questionnaire, path: Path
) -> None:
    shown = []
    for name in missing[:5]:
        near = get_close_matches(fold(name), [fold(h) for h in headers if h], n=1, cutoff=0.6)
        original = next((h for h in headers if near and fold(h) == near[0]), "")
        shown.append(f"「{name}」" + (f"(≒「{original}」)" if original else ""))
    rest = f" (+{len(missing) - 5})" if len(missing) > 5 else ""
    total = sum(1 for _ in _expected(questionnaire.questions))
    raise ReadError(
        "headings_missing", path=path, headings=" ".join(shown) + rest, count=len(missing), total=total, questionnaire=questionnaire.id
    )


def _expected(questions: tuple[Question, ...]) -> list[str]:
    return [question.id for question in questions]
