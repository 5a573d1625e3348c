"""A questionnaire as a Pandera schema of coded answers; a check's ``error`` is the code of its finding."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.conditions import not_asked_for_sure
from kumin.definitions import (
    DateQuestion,
    MultipleQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    SingleQuestion,
    TextQuestion,
)
from kumin.responses import rules
from kumin.responses.cells import MARKED_INVALID, UNREADABLE, UNREADABLE_DATE
from kumin.responses.code import RESPONDENT

if TYPE_CHECKING:
    import pandera.polars as pa


def answer_schema(questionnaire: Questionnaire) -> pa.DataFrameSchema:
    """Make the Pandera schema of a questionnaire's coded answers.

    Validate eager frames with it, ``lazy=True`` to see every failure: on a LazyFrame Pandera checks the schema only.

    Returns
    -------
    pandera.polars.DataFrameSchema
        A column per question, nullable (null = no answer): single answers Int16 among the options; multiple answers
        Int16 number of marks and a Boolean per option; numbers Float64; dates Date. ``respondent`` is optional and
        must not repeat. Other columns are let through.
    """
    import pandera.polars as pa

    columns: dict[str, Any] = {
        RESPONDENT: pa.Column(
            pl.String, _check(pl.col(RESPONDENT).is_null() | pl.col(RESPONDENT).is_first_distinct(), rules.DUPLICATE_ID),
            nullable=True, required=False,
        )
    }  # fmt: skip
    for question in questionnaire.questions:
        columns |= _columns(question, questionnaire)
    return pa.DataFrameSchema(columns, strict=False, name=questionnaire.id)


def _check(holds: pl.Expr, rule: rules.Rule) -> Any:
    """Make a check of a column that may look at the others: every row where ``holds`` is not true fails."""
    import pandera.polars as pa

    def check(data: Any) -> pl.LazyFrame:
        frame: pl.LazyFrame = data.lazyframe
        return frame.select(holds.fill_null(True))

    return pa.Check(check, error=rule.code, name=rule.code)


def _columns(question: Question, questionnaire: Questionnaire) -> dict[str, Any]:
    import pandera.polars as pa

    own: Callable[[Any, list[Any]], Any] = lambda dtype, checks: pa.Column(dtype, checks, nullable=True)  # noqa: E731
    if isinstance(question, TextQuestion):
        return {}
    value = pl.col(question.id)
    checks = []
    if isinstance(question, SingleQuestion):
        dtype: Any = pl.Int16
        checks = [
            _check(value.is_in([*question.options, MARKED_INVALID]), rules.NOT_AN_OPTION),
            _check(value != MARKED_INVALID, rules.MARKED_INVALID_RULE),
        ]
    elif isinstance(question, MultipleQuestion):
        dtype = pl.Int16
        checks = _multiple_checks(question)
    elif isinstance(question, NumberQuestion):
        dtype = pl.Float64
        checks = [_check(value.is_not_nan(), rules.NOT_A_NUMBER), *_range_checks(value, question.minimum, question.maximum)]
    else:
        assert isinstance(question, DateQuestion)
        dtype = pl.Date
        real = value != UNREADABLE_DATE
        checks = [_check(real, rules.NOT_A_NUMBER), *_range_checks(value, question.earliest, question.latest, real)]
    if question.ask_if:
        checks.append(_check(value.is_null() | ~not_asked_for_sure(question, questionnaire), rules.NOT_ASKED))
    result = {question.id: own(dtype, checks)}
    if isinstance(question, MultipleQuestion):
        result |= {question.column(code): own(pl.Boolean, []) for code in question.options}
    return result


def _multiple_checks(question: MultipleQuestion) -> list[Any]:
    marks = pl.col(question.id)
    checks = [
        _check(marks != UNREADABLE, rules.NOT_AN_OPTION),
        _check(marks != MARKED_INVALID, rules.MARKED_INVALID_RULE),
    ]
    if question.max is not None:
        checks.append(_check(marks <= question.max, rules.TOO_MANY_MARKS))
    exclusive = [code for code, option in question.options.items() if option.exclusive]
    if exclusive:
        alone = pl.any_horizontal(pl.col(question.column(code)).fill_null(False) for code in exclusive)
        checks.append(_check(~(alone & (marks > 1)), rules.EXCLUSIVE_WITH_OTHERS))
    return checks


def _range_checks(value: pl.Expr, low: Any, high: Any, real: pl.Expr | None = None) -> list[Any]:
    """Check bounds, of values that are values at all."""
    real = value.is_not_nan() if real is None else real
    bounds = ([value >= low] if low is not None else []) + ([value <= high] if high is not None else [])
    return [_check(~real | pl.all_horizontal(bounds), rules.OUT_OF_RANGE)] if bounds else []
