"""Which column of a file holds what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kumin.definitions import Questionnaire
from kumin.responses.table import AnswerTable


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which column of a file holds what.

    Attributes
    ----------
    questions : mapping of question id to column position
        Questions that have one column.
    options : mapping of question id to {option code: column position}
        Multiple answers that have several columns; the key is what the answer format gives each of them.
    id, received : int or None
        Column of 整理番号 and 受付日.
    unknown : tuple of int
        Columns that the questionnaire does not know.
    nameless : tuple of int
        Columns with values and no heading.
    beyond : tuple of int
        Columns to the right of the last heading that have values in a few rows: those rows are too long.
    missing : tuple of (heading, question id)
        What the questionnaire needs and the file does not have.
    missing_extra : tuple of str
        Headings that the questionnaire names and the file does not have, but that no answer depends on.
    similar : mapping of missing heading to column position
        The column whose heading is most similar, where there is one.
    known : bool
        Whether at least half of what the questionnaire needs was found; else the headings may be answers.
    formats : mapping of question id to name
        The answer format of each multiple answer; see :data:`kumin.responses.formats.FORMATS`.
    other_words : mapping of question id to column position
        Columns of what was written for a question's option for words, beside the question's own.
    stated_missing : mapping of question id to {column position: bool}
        Columns beside those of a multiple answer's options whose mark says that there is no answer, or (True) that it
        is invalid.
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
    similar: Mapping[str, int] = field(default_factory=dict)
    known: bool = True
    formats: Mapping[str, str] = field(default_factory=dict)
    other_words: Mapping[str, int] = field(default_factory=dict)
    stated_missing: Mapping[str, Mapping[int, bool]] = field(default_factory=dict)

    def places(self, question: str) -> Mapping[int, int]:
        """Columns of a question by their keys (0 of one column, else an option's code); empty where it has none."""
        if question in self.questions:
            return {0: self.questions[question]}
        return self.options.get(question, {})

    def lacks(self, question: str, option: int) -> bool:
        """Tell whether an option of a multiple answer with a column for each option has none."""
        return self.formats.get(question) == "columns" and option not in self.places(question)

    def positions(self, question: str) -> list[int]:
        """Columns of a question, in its options' order."""
        return list(self.places(question).values())


@dataclass(frozen=True, slots=True)
class MatchedTable:
    """A file, the questionnaire it answers, and which column holds what.

    Attributes
    ----------
    table : AnswerTable
        The file as read.
    columns : ColumnMap
        Where each thing stands in it.
    questionnaire : Questionnaire
        What was asked.
    """

    table: AnswerTable
    columns: ColumnMap
    questionnaire: Questionnaire
