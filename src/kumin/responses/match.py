"""Headings of a file → questions of a questionnaire."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kumin.definitions import MultipleQuestion, Question, Questionnaire
from kumin.errors import ReadError
from kumin.responses.merged import heads_several, options_below
from kumin.responses.names import (
    fold_punctuation,
    fold_text,
    id_headings,
    option_headings,
    option_near_headings,
    question_headings,
    received_headings,
)
from kumin.responses.near import Headed, Near, letter, nearest_of, shorten
from kumin.responses.read import AnswerTable

_SHOWN = 5
_COMPARED = 100
_NEAR = 20  # of a file of another survey all is missing, and comparing much with much is slow


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
    near : mapping of missing heading to column position
        The column whose heading is most like it, where one is.
    known : bool
        Whether at least half of what the questionnaire needs was found; else the headings may be answers.
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
    near: Mapping[str, int] = field(default_factory=dict)
    known: bool = True

    def positions(self, question: str) -> list[int]:
        """Columns of a question, in its options' order."""
        return (
            [self.questions[question]] if question in self.questions else list(self.options.get(question, {}).values())
        )


def match_columns(table: AnswerTable, questionnaire: Questionnaire, *, refuse: bool = True) -> ColumnMap:
    """Find the column of every question: by heading or alias, by text, by id, then the same without punctuation.

    A heading that is merely near is never taken, nor is the first of several columns under one merged heading where
    the others cannot be told apart.

    Parameters
    ----------
    table : AnswerTable
        The file.
    questionnaire : Questionnaire
        What was asked.
    refuse : bool
        Raise where the policy of E402 is ``refuse``; else only where nothing at all is found.

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
    # heading → the question it is of, and what a heading may be near to
    missing: dict[str, tuple[str, Sequence[str]]] = {}
    for question in questionnaire.questions:
        if isinstance(question, MultipleQuestion) and (columns := finder.option_columns(question, questionnaire)):
            options[question.id] = columns
            missing |= _missing_options(question, columns)
        elif _one_cell(question) and (position := finder.one_column(question, questionnaire)) is not None:
            questions[question.id] = position
        elif isinstance(question, MultipleQuestion) and (not _one_cell(question) or question.id in finder.merged):
            missing |= _missing_options(question, {})
        else:
            missing[question.column_header] = (question.id, question.headers)
    extra = []
    id_column = finder.find(id_headings(questionnaire))
    if questionnaire.columns.id and id_column is None:
        missing[questionnaire.columns.id] = ("", id_headings(questionnaire))
    received = finder.find(received_headings(questionnaire))
    if questionnaire.columns.received and received is None:
        extra.append(questionnaire.columns.received)
    nothing = not questions and not options
    if missing and questionnaire.action("E402") == "refuse" and (refuse or nothing):
        _refuse_missing(missing, finder, questionnaire, table)
    unknown, nameless = finder.left_over(questionnaire.columns.ignore)
    beyond = finder.beyond(nameless)
    nameless = tuple(position for position in nameless if position not in beyond)
    first = list(missing.items())[:_NEAR]
    near = {heading: place for heading, (_, names) in first if (place := finder.nearest(names)) is not None}
    return ColumnMap(
        questions, options, id_column, received, unknown, nameless, beyond,
        tuple((heading, question) for heading, (question, _) in missing.items()), tuple(extra), near,
        len(missing) <= len(finder.used),
    )  # fmt: skip


def _missing_options(question: MultipleQuestion, found: Mapping[int, int]) -> dict[str, tuple[str, Sequence[str]]]:
    return {
        option_headings(question, code)[0]: (question.id, option_near_headings(question, code))
        for code in question.options
        if code not in found
    }


def _one_cell(question: Question) -> bool:
    return not isinstance(question, MultipleQuestion) or question.layout != "columns"


class _Finder:
    """Looks headings up, first strictly, then without punctuation, remembering what was used.

    ``merged`` are the questions whose heading stands over several columns that cannot be told apart.
    """

    def __init__(self, table: AnswerTable) -> None:
        self.table = table
        self.used: set[int] = set()
        self.merged: set[str] = set()
        self.strict: dict[str, list[int]] = {}
        self.loose: dict[str, list[int]] = {}
        for position in range(len(table.headers)):
            keys = table.headings.keys(position)
            for key in dict.fromkeys(map(fold_text, keys)):
                self.strict.setdefault(key, []).append(position)
            for key in dict.fromkeys(map(fold_punctuation, keys)):
                self.loose.setdefault(key, []).append(position)

    def one_column(self, question: Question, questionnaire: Questionnaire) -> int | None:
        """Find the column of a question that stands in one; none where several stand under its heading."""
        position = self.find(question_headings(question))
        if position is None or not isinstance(question, MultipleQuestion) or question.layout == "joined":
            return position
        if heads_several(self.table, question, position, self.used, questionnaire.missing):
            self.used.discard(position)
            self.merged.add(question.id)
            return None
        return position

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

    def option_columns(self, question: MultipleQuestion, questionnaire: Questionnaire) -> dict[int, int]:
        """Find the columns of a multiple answer's options; none where it stands in one cell."""
        if question.layout == "joined":
            return {}
        found = {code: self._only(option_headings(question, code)) for code in question.options}
        places = {code: position for code, position in found.items() if position is not None}
        if len(set(places.values())) < len(places) or len(places) < min(2, len(question.options)):
            merged = [place for name in question.headers for place in self.strict.get(fold_text(name), [])]
            places = options_below(self.table, question, merged, questionnaire.missing)
        self.used.update(places.values())
        return places

    def _only(self, names: Sequence[str]) -> int | None:
        for places, fold in ((self.strict, fold_text), (self.loose, fold_punctuation)):
            for name in names:
                positions = [p for p in places.get(fold(name), []) if p not in self.used]
                if len(positions) == 1:
                    return positions[0]
        return None

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

    @cached_property
    def _left(self) -> list[Headed]:
        """Everything that names an unused column; asked for when all are found."""
        free = [place for place in range(len(self.table.headers)) if place not in self.used]
        keys = ((place, key) for place in free for key in (self.table.headers[place], *self.table.headings.keys(place)))
        return [(folded, place) for place, key in keys if (folded := fold_punctuation(key[:_COMPARED]))]

    def nearest(self, names: Sequence[str]) -> int | None:
        """Return the unused column whose heading is most like one of ``names``; None where none is like it."""
        return nearest_of(names, self._left)


def _refuse_missing(
    missing: Mapping[str, tuple[str, Sequence[str]]], finder: _Finder, questionnaire: Questionnaire, table: AnswerTable
) -> None:
    shown, near = [], []
    for name, (_, names) in list(missing.items())[:_SHOWN]:
        shown.append(f"「{shorten(name)}」")
        if (place := finder.nearest(names)) is not None:
            near.append((name, place, table.headers[place]))
    rest = f" (+{len(missing) - _SHOWN})" if len(missing) > _SHOWN else ""
    raise ReadError(
        "headings_missing", path=table.path, headings=" ".join(shown) + rest, count=len(missing),
        total=len(questionnaire.questions), questionnaire=questionnaire.id, near=Near(near),
        row=table.headings.first + 1,
    )  # fmt: skip
