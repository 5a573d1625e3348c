"""Headings of a file → questions of a questionnaire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from kumin.definitions import MultipleQuestion, Question, Questionnaire
from kumin.errors import ReadError
from kumin.responses.names import (
    fold_punctuation,
    fold_text,
    id_headings,
    option_headings,
    question_headings,
    received_headings,
)
from kumin.responses.read import AnswerTable

_SHOWN = 5
_SHOWN_LENGTH = 30


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
    nameless : tuple of int
        Columns with values and no heading.
    beyond : tuple of int
        Columns to the right of the last heading in which a few rows have something: those rows are too long.
    missing : tuple of (heading, question id)
        What the questionnaire needs and the file has not.
    missing_extra : tuple of str
        Headings the questionnaire names and the file has not, without which its answers are whole.
    """

    questions: Mapping[str, int]
    options: Mapping[str, Mapping[int, int]]
    id: int | None
    received: int | None
    unknown: tuple[int, ...]
    nameless: tuple[int, ...] = ()
    beyond: tuple[int, ...] = ()
    missing: tuple[tuple[str, str], ...] = ()
    missing_extra: tuple[str, ...] = ()

    def positions(self, question: str) -> list[int]:
        """Columns of a question, in its options' order."""
        return (
            [self.questions[question]] if question in self.questions else list(self.options.get(question, {}).values())
        )


def match_columns(table: AnswerTable, questionnaire: Questionnaire) -> ColumnMap:
    """Find the column of every question: by heading or alias, by text, by id, then the same without punctuation.

    A heading that is merely near is never taken.

    Raises
    ------
    ReadError
        Two columns have one heading a question needs; or headings are missing and the policy of E402 is
        ``refuse``: then they are all named, with the nearest the file has, because a file of another survey or year
        is met this way.
    """
    finder = _Finder(table)
    questions: dict[str, int] = {}
    options: dict[str, dict[int, int]] = {}
    missing: list[tuple[str, str]] = []
    for question in questionnaire.questions:
        if isinstance(question, MultipleQuestion) and (columns := finder.option_columns(question)):
            options[question.id] = columns
            absent = [code for code in question.options if code not in columns]
            missing += [(option_headings(question, code)[0], question.id) for code in absent]
        elif _one_cell(question) and (position := finder.find(question_headings(question))) is not None:
            questions[question.id] = position
        elif _one_cell(question):
            missing.append((question.column_header, question.id))
        elif isinstance(question, MultipleQuestion):
            missing += [(option_headings(question, code)[0], question.id) for code in question.options]
    extra = []
    id_column = finder.find(id_headings(questionnaire))
    if questionnaire.columns.id and id_column is None:
        missing.append((questionnaire.columns.id, ""))
    received = finder.find(received_headings(questionnaire))
    if questionnaire.columns.received and received is None:
        extra.append(questionnaire.columns.received)
    if missing and questionnaire.action("E402") == "refuse":
        _refuse_missing([heading for heading, _ in missing], finder, questionnaire, table)
    unknown, nameless = finder.left_over(questionnaire.columns.ignore)
    beyond = finder.beyond(nameless)
    nameless = tuple(position for position in nameless if position not in beyond)
    return ColumnMap(questions, options, id_column, received, unknown, nameless, beyond, tuple(missing), tuple(extra))


def _one_cell(question: Question) -> bool:
    return not isinstance(question, MultipleQuestion) or question.layout != "columns"


class _Finder:
    """Looks headings up, first strictly, then without punctuation, remembering what was used."""

    def __init__(self, table: AnswerTable) -> None:
        self.table = table
        self.used: set[int] = set()
        self.strict: dict[str, list[int]] = {}
        self.loose: dict[str, list[int]] = {}
        for position in range(len(table.headers)):
            keys = table.headings.keys(position)
            for key in dict.fromkeys(map(fold_text, keys)):
                self.strict.setdefault(key, []).append(position)
            for key in dict.fromkeys(map(fold_punctuation, keys)):
                self.loose.setdefault(key, []).append(position)

    def find(self, names: Sequence[str]) -> int | None:
        """Find the column of something that stands under one of ``names``, the first that is there.

        Raises
        ------
        ReadError
            Two columns stand under it.
        """
        for name in names:
            found = self.strict.get(fold_text(name), [])
            if len(found) > 1:
                columns = ", ".join(map(letter, found))
                raise ReadError("heading_twice", path=self.table.path, heading=shorten(name), columns=columns)
            if found and found[0] not in self.used:
                return self._take(found[0])
        for name in names:
            # without its punctuation a heading must be the only one of its kind
            found = self.loose.get(fold_punctuation(name), [])
            if len(found) == 1 and found[0] not in self.used and fold_punctuation(name):
                return self._take(found[0])
        return None

    def _take(self, position: int) -> int:
        self.used.add(position)
        return position

    def option_columns(self, question: MultipleQuestion) -> dict[int, int]:
        """Find the columns of a multiple answer's options; none where it stands in one cell."""
        if question.layout == "joined":
            return {}
        found = {code: self._free(option_headings(question, code)) for code in question.options}
        places = {code: position for code, position in found.items() if position is not None}
        if len(set(places.values())) < len(places) or len(places) < min(2, len(question.options)):
            places = self._below_merged(question)
        self.used.update(places.values())
        return places

    def _free(self, names: Sequence[str]) -> int | None:
        for places, fold in ((self.strict, fold_text), (self.loose, fold_punctuation)):
            for name in names:
                positions = [p for p in places.get(fold(name), []) if p not in self.used]
                if len(positions) == 1:
                    return positions[0]
        return None

    def _below_merged(self, question: MultipleQuestion) -> dict[int, int]:
        """Find as many columns as options below one merged heading: the first named, the others not."""
        for name in question.headers:
            for position in self.strict.get(fold_text(name), []):
                end = position + len(question.options)
                following = self.table.headings.own[position + 1 : end + 1]
                if len(question.options) > 1 and len(following) >= len(question.options) - 1:
                    blank = [not any(own) for own in following]
                    # and where the next column has no name either, nobody can say where the options end
                    if all(blank[: len(question.options) - 1]) and not (
                        len(blank) == len(question.options) and blank[-1]
                    ):
                        return dict(zip(question.options, range(position, end), strict=True))
        return {}

    def left_over(self, ignore: Sequence[str]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the columns nothing was found for: those with a heading, and those with values alone."""
        ignored = set(map(fold_text, ignore))
        unknown, nameless = [], []
        frame = self.table.frame
        for position, own in enumerate(self.table.headings.own):
            if position in self.used:
                continue
            if not any(own):
                if frame[self.table.column(position)].null_count() < frame.height:
                    nameless.append(position)
            elif not any(fold_text(key) in ignored for key in self.table.headings.keys(position)):
                unknown.append(position)
        return tuple(unknown), tuple(nameless)

    def beyond(self, nameless: Sequence[int]) -> tuple[int, ...]:
        """Return those of the nameless columns that stand right of all headings and are mostly empty."""
        frame, own = self.table.frame, self.table.headings.own
        last = max((position for position, parts in enumerate(own) if any(parts)), default=-1)
        right = [position for position in nameless if position > last]
        return tuple(p for p in right if frame[self.table.column(p)].null_count() * 2 >= frame.height)

    def nearest(self, name: str) -> str:
        """Return the unused heading most like ``name``, as it stands in the file; empty where none is like it."""
        free = {fold_punctuation(h): h for p, h in enumerate(self.table.headers) if p not in self.used and h}
        key = fold_punctuation(name)
        begins = [h for h in free if key and h.startswith(key) and not h[len(key) : len(key) + 1].isdigit()]
        close = begins or get_close_matches(key, [h[:100] for h in free], n=1, cutoff=0.6)
        return next((h for folded, h in free.items() if close and folded.startswith(close[0])), "")


def letter(position: int) -> str:
    """Name a zero-based column position as a spreadsheet does: 0 → A, 26 → AA."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def shorten(heading: str, length: int = _SHOWN_LENGTH) -> str:
    """Cut a heading for a message; a file without headings has answers in their place."""
    return heading if len(heading) <= length else heading[:length] + "…"


def _refuse_missing(missing: list[str], finder: _Finder, questionnaire: Questionnaire, table: AnswerTable) -> None:
    shown, near = [], []
    for name in missing[:_SHOWN]:
        shown.append(f"「{shorten(name)}」")
        if nearest := finder.nearest(name):
            near.append(f"{shorten(name)}≒{letter(table.headers.index(nearest))}列「{shorten(nearest)}」")
    rest = f" (+{len(missing) - _SHOWN})" if len(missing) > _SHOWN else ""
    raise ReadError(
        "headings_missing", path=table.path, headings=" ".join(shown) + rest, count=len(missing),
        total=len(questionnaire.questions), questionnaire=questionnaire.id, near=Near(near),
        row=table.headings.first + 1,
    )  # fmt: skip


class Near(tuple[str, ...]):
    """Near misses, worded as an offer; nothing where there are none: ``{near:ja}``."""

    __slots__ = ()

    def __new__(cls, items: Sequence[str]) -> Near:
        """Take the near misses."""
        return super().__new__(cls, items)

    def __format__(self, spec: str) -> str:
        words = "、".join(self)
        if not words:
            return ""
        return f"近い見出し: {words}。" if spec == "ja" else f"Near: {words}. "
