"""What a draft consists of: guessed questions with the counts that speak for and against each, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import polars as pl

from kumin.messages import text
from kumin.responses.folding import fold
from kumin.responses.table import AnswerTable

OTHER_LABEL = "その他"
"""Label of the option that takes a respondent's own words, where the file shows no label of its own."""

SAMPLE = 200_000
"""Filled cells of a column that a draft looks at, from the first."""

IN_SOME_FILES = ("draft_in_some_files", "draft_file_apart")
"""Codes of the remarks about a question that only some of several files have."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A parameter that is worded in the language of the sentence."""

    code: str

    def of(self, lang: str | None) -> str:
        """Return its words."""
        return text(self.code, lang)


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about a guess.

    Attributes
    ----------
    code : str
        Message code.
    params : mapping
        What stands in the sentence: counts, numbers, labels that are options, words to be
        translated; never a respondent's words.
    asks : bool
        Whether the sentence asks the user for a decision.
    """

    code: str
    params: Mapping[str, object] = field(default_factory=dict)
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A guessed option.

    Attributes
    ----------
    label : str
        Empty where the file shows a number alone.
    aliases : tuple of str
        Other spellings in the file.
    other, exclusive : bool
        As in :class:`kumin.definitions.Option`.
    heading : str
        The option's own column, if it has one.
    numbered : bool
        Whether the number is what is chosen, as on a scale from 0 to 10: it has no words.
    """

    label: str = ""
    aliases: tuple[str, ...] = ()
    other: bool = False
    exclusive: bool = False
    heading: str = ""
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """A guessed question.

    Attributes
    ----------
    heading : str
        As the questionnaire names its column.
    type : str
        As in a questionnaire.
    reason : str
        Message code: what it was guessed from.
    supporting, opposing : int
        Counts of cells (of rows, where it has several columns) that fit the guess, and that do not.
    options : mapping of code to Choice
    extra : mapping of key to str
        Further keys of the question.
    missing, invalid : frozenset of str
        Codes and words found that stand for no answer, or an invalid one.
    remarks : tuple of Remark
    positions : tuple of int
        Columns of the file.
    slots : tuple of str
        Headings of the columns, where each holds one of the chosen options (「3つまで」).
    title : str
        The wording, where it is not in the heading.
    aliases : tuple of str
        Its headings in other files.
    """

    heading: str
    type: Literal["single", "multiple", "number", "date", "text"]
    reason: str
    supporting: int = 0
    opposing: int = 0
    options: Mapping[int, Choice] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    invalid: frozenset[str] = frozenset()
    remarks: tuple[Remark, ...] = ()
    positions: tuple[int, ...] = ()
    slots: tuple[str, ...] = ()
    title: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def has_option_columns(self) -> bool:
        """Whether each option has a column of marks."""
        return len(self.positions) > 1 and not self.slots


@dataclass(frozen=True, slots=True)
class Draft:
    """A guessed questionnaire.

    Attributes
    ----------
    id, received : str, optional
        Headings of the two columns.
    system, private : tuple of str
        Headings of columns that are not used: written by a form system or the staff, or personal data.
    twice : tuple of str
        Headings of columns that hold the marks of a multiple answer once more, joined in one cell.
    hidden : tuple of int
        Columns that are left out and whose headings are not repeated.
    questions : tuple of Guess
    id_aliases, received_aliases : tuple of str
        Headings of the two columns in other files.
    incomplete : bool
        Whether a file has no column for some option of a question that it has.
    """

    id: str | None = None
    received: str | None = None
    system: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    hidden: tuple[int, ...] = ()
    questions: tuple[Guess, ...] = ()
    id_aliases: tuple[str, ...] = ()
    received_aliases: tuple[str, ...] = ()
    incomplete: bool = False

    def with_question(self, guess: Guess) -> Draft:
        """Add a question."""
        return replace(self, questions=(*self.questions, guess))


def filled(table: AnswerTable, position: int) -> pl.Series:
    """Return the cells of a column that hold something, in large files the first of them."""
    cells = table.text(position).drop_nulls()
    return cells.filter(cells.str.strip_chars() != "").head(SAMPLE)


def sampled(tables: Sequence[AnswerTable]) -> int:
    """Return how many cells of a column are looked at, where that may not be all; else 0."""
    return SAMPLE if any(table.frame.height > SAMPLE for table in tables) else 0


def folded(cells: pl.Series) -> pl.Series:
    """Fold cells as answers are compared, whole numbers without their decimals."""
    return pl.select(fold(pl.lit(cells))).to_series().str.replace(r"^(-?\d+)\.0+$", "$1")
