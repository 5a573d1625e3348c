"""What must hold of candidate answers: the conditions of each rule, as Polars expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from kumin.conditions import asked, not_asked_for_sure
from kumin.definitions import (
    DateQuestion,
    MultipleQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    SingleQuestion,
)
from kumin.definitions import rules as r
from kumin.registry import Registry
from kumin.responses.coding.answers import RECEIVED, RESPONDENT
from kumin.responses.coding.dates import INVALID_DATE, UNREADABLE_DATE
from kumin.responses.coding.options import MARKED_INVALID, NONE_MARKED, UNREADABLE
from kumin.responses.coding.quantities import INVALID_NUMBER

SOURCE = "source"
"""The file that a row came from, where there are several; an Enum in the order of the files."""

DAMAGED_ID, LOST_ID = "_damaged_id", "_lost_id"
"""Rows whose id a spreadsheet has cut, by its text; and by what is seen of a workbook. Booleans, optional."""

BLANK, NOT_A_RESPONDENT, REPEATED, BLOCKS = "_blank", "_not_a_respondent", "_repeated", "_blocks"
TOO_LONG, TOO_SHORT, CUT = "_too_long", "_too_short", "_cut"
"""What is known of a row besides its answers: Boolean, optional, not among the coded answers."""

Columns = frozenset[str]


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold in every row, and the rule that a row breaks where it does not.

    Attributes
    ----------
    column : str
        The candidate column it is about; it may look at others.
    rule : Rule
        The rule of the finding.
    holds : callable
        Names of the frame's columns → Boolean expression; null counts as holding.
    detail : str
        Added to the code, behind a colon.
    across : bool
        Whether it compares a row with the others.
    """

    column: str
    rule: r.Rule
    holds: Callable[[Columns], pl.Expr]
    detail: str = ""
    across: bool = False


CONDITIONS: Registry[Callable[[Questionnaire], Iterable[Condition]]] = Registry("condition")
"""What makes the conditions of a questionnaire, by what they are about. A new rule adds its own here."""

OF_QUESTIONS = "questions"


def conditions(questionnaire: Questionnaire) -> Iterator[tuple[str, Condition]]:
    """Make all conditions of a questionnaire, each with the name under which it is registered."""
    for name, make in CONDITIONS.items():
        for condition in make(questionnaire):
            yield name, condition


def _of_ids(questionnaire: Questionnaire) -> Iterator[Condition]:
    kept = questionnaire.duplicates

    def once(names: Columns) -> pl.Expr:
        id_ = pl.struct(SOURCE, RESPONDENT) if SOURCE in names else pl.col(RESPONDENT)
        counts = {"first": id_.is_first_distinct(), "last": id_.is_last_distinct(), "none": id_.is_unique()}
        return pl.col(RESPONDENT).is_null() | counts[kept.same_file]

    def in_one_file(names: Columns) -> pl.Expr:
        if SOURCE not in names:
            return pl.lit(True)
        source = pl.col(SOURCE).to_physical()
        counts = {
            "first": source == source.min().over(RESPONDENT),
            "last": source == source.max().over(RESPONDENT),
            "none": source.min().over(RESPONDENT) == source.max().over(RESPONDENT),
        }
        return pl.col(RESPONDENT).is_null() | counts[kept.between_files]

    yield Condition(RESPONDENT, r.DUPLICATE_ID, once, across=True)

    def in_one_case(_: Columns) -> pl.Expr:
        id_ = pl.col(RESPONDENT)
        return id_ == id_.first().over(id_.str.to_lowercase())

    yield Condition(RESPONDENT, r.ID_IN_TWO_FILES, in_one_file, across=True)
    if kept.letter_case is None:
        yield Condition(RESPONDENT, r.ID_BUT_FOR_CASE, in_one_case, across=True)


def _of_rows(questionnaire: Questionnaire) -> Iterator[Condition]:
    yield Condition(NOT_A_RESPONDENT, r.NOT_A_RESPONDENT, lambda _: ~pl.col(NOT_A_RESPONDENT))
    yield Condition(TOO_LONG, r.ROW_TOO_LONG, lambda _: ~pl.col(TOO_LONG))
    yield Condition(TOO_SHORT, r.ROW_TOO_SHORT, lambda _: ~pl.col(TOO_SHORT))
    yield Condition(CUT, r.FILE_CUT, lambda _: ~pl.col(CUT))
    yield Condition(REPEATED, r.DUPLICATE_ROW, lambda _: ~pl.col(REPEATED))


Plain = tuple[r.Rule, pl.Expr]


def _of_received(questionnaire: Questionnaire) -> Iterator[Condition]:
    day = pl.col(RECEIVED)
    yield Condition(RECEIVED, r.RECEIVED_UNREADABLE, lambda _: day != UNREADABLE_DATE)
    if period := questionnaire.period:
        inside = (day == UNREADABLE_DATE) | day.is_between(period.start, period.end)
        yield Condition(RECEIVED, r.OUTSIDE_PERIOD, lambda _: inside)


def _of_blocks(questionnaire: Questionnaire) -> Iterator[Condition]:
    for place, block in enumerate(questionnaire.blocks):
        first, *others = (pl.col(id_) for id_ in block.questions)
        # null in any of them makes the comparison null, which is no failure
        alike = pl.all_horizontal((first == other) & (first >= 0) for other in others)
        yield Condition(BLOCKS, r.STRAIGHT_LINING, _always(~alike), str(place))


def _of_needed(questionnaire: Questionnaire) -> Iterator[Condition]:
    """Require a value of the questions a row is of no use without, such as its stratum."""
    for id_, codes in questionnaire.needed.items():
        question, value = questionnaire.by_id[id_], pl.col(id_)
        if isinstance(question, NumberQuestion):
            there = value.is_finite() & (value >= 0)
        else:
            there = value.is_in(list(codes) or list(getattr(question, "options", {})))
        yield Condition(id_, r.NEEDED_MISSING, _unless_blank(there.fill_null(False)))


def _unless_blank(holds: pl.Expr) -> Callable[[Columns], pl.Expr]:
    return lambda names: (holds | pl.col(BLANK)) if BLANK in names else holds


def _of_questions(questionnaire: Questionnaire) -> Iterator[Condition]:
    for question in questionnaire.questions:
        yield from of_question(question, questionnaire)


def of_question(question: Question, questionnaire: Questionnaire) -> Iterator[Condition]:
    """Make the conditions of one question's values."""
    for rule, holds in (*_value_conditions(question), *_ask_conditions(question, questionnaire)):
        yield Condition(question.id, rule, _always(holds))
    if question.required or question.ask_if:
        rule = r.REQUIRED_MISSING if question.required else r.ASKED_NOT_ANSWERED
        value = pl.col(question.id)
        given = value.is_not_null()
        if isinstance(question, MultipleQuestion):
            given &= value != NONE_MARKED
        excused = given | ~asked(question, questionnaire)
        yield Condition(question.id, rule, _unless_blank(excused))


def _always(holds: pl.Expr) -> Callable[[Columns], pl.Expr]:
    return lambda _: holds


def _value_conditions(question: Question) -> Iterator[Plain]:
    value = pl.col(question.id)
    if isinstance(question, SingleQuestion):
        yield r.NOT_AN_OPTION, _is_option(value, list(question.options))
        yield r.MARKED_INVALID, value != MARKED_INVALID
    elif isinstance(question, MultipleQuestion):
        yield from _multiple_conditions(question)
    elif isinstance(question, NumberQuestion):
        yield r.NOT_A_NUMBER, value.is_not_nan()
        yield r.MARKED_INVALID, value != INVALID_NUMBER
        yield from _range_conditions(value, question.minimum, question.maximum, value.is_finite())
    elif isinstance(question, DateQuestion):
        yield r.NOT_A_NUMBER, value != UNREADABLE_DATE
        yield r.MARKED_INVALID, value != INVALID_DATE
        real = value > max(UNREADABLE_DATE, INVALID_DATE)
        yield from _range_conditions(value, question.earliest, question.latest, real)


def _is_option(value: pl.Expr, codes: list[int]) -> pl.Expr:
    return is_one_of(value, codes) | (value == MARKED_INVALID)


def is_one_of(value: pl.Expr, codes: list[int]) -> pl.Expr:
    """Tell which codes are options; null is neither."""
    if codes == list(range(codes[0], codes[0] + len(codes))):
        return value.is_between(codes[0], codes[-1])
    return value.is_in(codes)


def _multiple_conditions(question: MultipleQuestion) -> Iterator[Plain]:
    marks = pl.col(question.id)
    yield r.NOT_AN_OPTION, marks != UNREADABLE
    yield r.MARKED_INVALID, marks != MARKED_INVALID
    if question.max is not None:
        yield r.TOO_MANY_MARKS, marks <= question.max
    exclusive = [code for code, option in question.options.items() if option.exclusive]
    if exclusive:
        alone = pl.any_horizontal(pl.col(question.column(code)).fill_null(False) for code in exclusive)
        yield r.EXCLUSIVE_WITH_OTHERS, ~(alone & (marks > 1))


def _range_conditions(value: pl.Expr, low: Any, high: Any, real: pl.Expr) -> Iterator[Plain]:
    """Check bounds, of values that are values at all."""
    bounds = ([value >= low] if low is not None else []) + ([value <= high] if high is not None else [])
    if bounds:
        yield r.OUT_OF_RANGE, ~real | pl.all_horizontal(bounds)


def _ask_conditions(question: Question, questionnaire: Questionnaire) -> Iterator[Plain]:
    if question.ask_if:
        value = pl.col(question.id)
        # zeros for every option are what a file has of those who were not asked
        none = value.is_in([0, NONE_MARKED]) if isinstance(question, MultipleQuestion) else pl.lit(False)
        yield r.NOT_ASKED, value.is_null() | none | ~not_asked_for_sure(question, questionnaire)


CONDITIONS.add("ids", _of_ids)
CONDITIONS.add("rows", _of_rows)
CONDITIONS.add("received", _of_received)
CONDITIONS.add("blocks", _of_blocks)
CONDITIONS.add("needed", _of_needed)
CONDITIONS.add(OF_QUESTIONS, _of_questions)
