"""What the columns of exported answers are: one definition a column, from which codebook, SPSS labels and DDI come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from kumin.conditions import filter_unknown, not_asked_for_sure
from kumin.definitions import (
    DateQuestion,
    MultipleQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    SingleQuestion,
)

Kind = Literal["single", "option", "number", "date", "indicator", "design", "order"]
MISSING = ("no_answer", "not_asked", "filter_unknown")
"""Why a cell is empty: no valid answer, the question was not for the respondent, or nobody knows if it was."""


@dataclass(frozen=True)
class Variable:
    """A column of exported answers.

    Parameters
    ----------
    name : str
    kind : str
        ``single`` (codes), ``option`` (1 chosen, 0 not), ``number``, ``date``, ``indicator`` (1 counts, 0 does not,
        empty: not in the base; or a number), ``design`` (weights and sizes of the sample), ``order``.
    label : str
        The question's words; of an option its own words after them.
    values : mapping of code to words
        Empty for numbers and dates.
    question : Question, optional
        Where it comes from.
    """

    name: str
    kind: Kind
    label: str
    values: Mapping[int, str] = field(default_factory=dict)
    question: Question | None = None


def variables_of(questionnaire: Questionnaire, chosen: str, not_chosen: str) -> Iterator[Variable]:
    """Describe the columns of a questionnaire's coded answers; free text has none.

    Parameters
    ----------
    questionnaire : Questionnaire
    chosen, not_chosen : str
        Words for 1 and 0 of an option column.
    """
    for question in questionnaire.questions:
        match question:
            case SingleQuestion():
                values = {code: option.label for code, option in question.options.items()}
                yield Variable(question.id, "single", question.text, values, question)
            case MultipleQuestion():
                for code, option in question.options.items():
                    label = f"{question.text}: {option.label}"
                    yield Variable(question.column(code), "option", label, {1: chosen, 0: not_chosen}, question)
            case NumberQuestion():
                yield Variable(question.id, "number", question.text, {}, question)
            case DateQuestion():
                yield Variable(question.id, "date", question.text, {}, question)
            case _:
                pass


def value(variable: Variable) -> pl.Expr:
    """Return the column as it is exported: options as 1 and 0, null where nothing is known."""
    column = pl.col(variable.name)
    return (column.cast(pl.Int8) if variable.kind == "option" else column).alias(variable.name)


def why_empty(variable: Variable, questionnaire: Questionnaire) -> pl.Expr:
    """Tell for every row why the cell is empty, as in :data:`MISSING`; null where it is not."""
    assert variable.question is not None
    empty = pl.col(variable.name).is_null()
    why = (
        pl.when(not_asked_for_sure(variable.question, questionnaire)).then(pl.lit("not_asked"))
        .when(filter_unknown(variable.question, questionnaire)).then(pl.lit("filter_unknown"))
        .otherwise(pl.lit("no_answer"))
    )  # fmt: skip
    return pl.when(empty).then(why).alias(variable.name)


def missing_codes(variable: Variable, frame: pl.DataFrame) -> dict[str, int]:
    """Return codes for empty cells that no answer uses: -1, -2 and -3, or further below zero.

    A question that everyone is asked has none for the third reason.
    """
    column = frame[variable.name]
    lowest = column.min() if column.dtype.is_numeric() else None
    least = min([0, *variable.values, *([int(lowest)] if isinstance(lowest, int | float) else [])])
    step = 1
    while least <= -step:
        step *= 10
    reasons = MISSING if variable.question is not None and variable.question.ask_if else MISSING[:2]
    return {why: -step - place for place, why in enumerate(reasons)}
