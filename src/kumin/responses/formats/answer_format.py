"""What an answer format is, and the registry of them.

An answer format is a way in which files lay out a multiple answer in columns. To add one, write a module that adds an
:class:`AnswerFormat` to :data:`FORMATS`, import it in this package, and give it its words, ``format_NAME`` and
``format_NAME_example``, in the message catalogue. What ``layout`` in a questionnaire may be, the JSON Schema, the
table in the documentation and the help are made from the registry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kumin.definitions import MultipleQuestion
from kumin.definitions.missing import Missing
from kumin.registry import Registry
from kumin.responses.coding.options import Names
from kumin.responses.matching.finder import Finder

Places = Mapping[int, int]
"""Key of a column (an option's code, a number) → its position in the file."""


@dataclass(frozen=True, slots=True)
class AnswerFormat:
    """A layout of a multiple answer.

    Attributes
    ----------
    name : str
        As ``layout`` names it in a questionnaire.
    find : callable
        Finds and takes the columns of a question; empty where the file does not lay it out this way. With ``layout:
        auto`` the formats are tried in their ``order``.
    missing : callable
        From a question and the columns found: the headings that are missing, each with the headings it may be similar
        to.
    code : callable
        From a question and its columns by their keys: the coded columns, the number of marks (Int16) and a Boolean per
        option. The columns are text; with ``names`` they are codes (Int16).
    order : int
        Place among the formats that are tried.
    one_column : bool
        Whether the answer has one column, with key 0.
    names : callable, optional
        For a format whose cells hold one code each: what the cells of a column may hold.
    marks : bool
        Whether the cells are marks, of which × may say that there is none.
    numbered : bool
        Whether ``code`` takes texts that repeat as the table holds them, Categorical, each of which it looks at once.
    """

    name: str
    find: Callable[[Finder, MultipleQuestion, Missing], Places]
    missing: Callable[[MultipleQuestion, Places], Mapping[str, Sequence[str]]]
    code: Callable[[MultipleQuestion, Mapping[int, pl.Series], Missing], list[pl.Series]]
    order: int
    one_column: bool = False
    names: Callable[[MultipleQuestion, int, Missing], Names] | None = None
    marks: bool = False
    numbered: bool = False


FORMATS: Registry[AnswerFormat] = Registry("answer format")
"""Every answer format by its name."""


def in_order() -> list[AnswerFormat]:
    """Return the formats in the order in which they are tried."""
    return sorted(FORMATS.values(), key=lambda answer_format: answer_format.order)
