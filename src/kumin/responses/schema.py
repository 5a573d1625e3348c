"""A questionnaire as a Pandera schema of coded answers; a check's ``error`` is the code of its finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.conditions import asked, not_asked_for_sure
from kumin.definitions import (
    DateQuestion,
    MultipleQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    SingleQuestion,
    TextQuestion,
)
from kumin.definitions import rules as r
from kumin.responses.cells import UNREADABLE
from kumin.responses.code import RECEIVED, RESPONDENT
from kumin.responses.options import MARKED_INVALID
from kumin.responses.quantities import INVALID_DATE, INVALID_NUMBER, UNREADABLE_DATE

if TYPE_CHECKING:
    import pandera.polars as pa

SOURCE = "source"
"""Which of several files a row came from; an Enum in the order of the files."""

BLANK, NO_FORM, TOO_LONG, REPEATED, BLOCKS = "_blank", "_no_form", "_too_long", "_repeated", "_blocks"
"""What is known of a row beside its answers: Boolean, optional, not among the coded answers."""

Columns = frozenset[str]


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold in every row of a column, and the rule that is broken where it does not.

    Attributes
    ----------
    column : str
        The candidate column it speaks of; it may look at the others.
    rule : Rule
        Whose code the finding has.
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


def answer_schema(questionnaire: Questionnaire, *, across: bool | None = None) -> pa.DataFrameSchema:
    """Make the Pandera schema of a questionnaire's coded answers.

    Validate eager frames with it, ``lazy=True`` to see every failure: on a LazyFrame Pandera checks the schema only.

    Parameters
    ----------
    questionnaire : Questionnaire
        What was asked.
    across : bool, optional
        Only the columns and conditions that compare rows with one another, or only the others; default: all.

    Returns
    -------
    pandera.polars.DataFrameSchema
        A column per question, nullable (null = no answer): single answers Int16 among the options; multiple answers
        Int16 number of marks and a Boolean per option; numbers Float64; dates Date. ``respondent`` is optional and
        must not repeat, within a ``source`` where there is one, nor between them. ``received`` is optional and lies in
        the questionnaire's period. Other columns are let through.
    """
    import pandera.polars as pa

    checks: dict[str, list[Any]] = {}
    for condition in conditions(questionnaire):
        if across is None or condition.across == across:
            checks.setdefault(condition.column, []).append(_check(condition))
    columns: dict[str, Any] = {}
    if across is not False:
        columns[RESPONDENT] = _column(RESPONDENT, checks.get(RESPONDENT, []), pl.String)
    if across is not True:
        for name in (RECEIVED, NO_FORM, TOO_LONG, REPEATED, BLOCKS):
            columns[name] = _column(name, checks.get(name, []), _dtype(name, questionnaire))
        for question in questionnaire.questions:
            if isinstance(question, TextQuestion):
                continue
            columns[question.id] = _column(question.id, checks.get(question.id, []), _dtype(question.id, questionnaire))
            if isinstance(question, MultipleQuestion):
                columns |= {
                    name: pa.Column(pl.Boolean, nullable=True) for name in map(question.column, question.options)
                }
    return pa.DataFrameSchema(columns, strict=False, name=questionnaire.id)


def _dtype(name: str, questionnaire: Questionnaire) -> Any:
    """Return what a candidate column that has conditions on single rows is made of."""
    if question := questionnaire.by_id.get(name):
        dtypes: dict[type, Any] = {NumberQuestion: pl.Float64, DateQuestion: pl.Date, TextQuestion: pl.Boolean}
        return dtypes.get(type(question), pl.Int16)
    return pl.Date if name == RECEIVED else pl.Boolean


def _column(name: str, checks: list[Any], dtype: Any) -> pa.Column:
    import pandera.polars as pa

    helper = name in {NO_FORM, TOO_LONG, REPEATED, BLOCKS}
    optional = helper or name in {RESPONDENT, RECEIVED}
    return pa.Column(dtype, checks, nullable=not helper, required=not optional, name=name)


def _check(condition: Condition) -> Any:
    """Make a check of a column that may look at the others: every row where it does not hold fails."""
    import pandera.polars as pa

    def check(data: Any) -> pl.LazyFrame:
        frame: pl.LazyFrame = data.lazyframe
        names = frozenset(frame.collect_schema().names())
        return frame.select(condition.holds(names).fill_null(True))

    detail = f":{condition.detail}" if condition.detail else ""
    return pa.Check(check, error=f"{condition.rule.code}{detail}", name=condition.rule.code)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Cells in which one pass over the frame found a condition that does not hold, all under the same conditions.

    Attributes
    ----------
    schema : pandera.polars.Column
        What they must be: a column's part of :func:`answer_schema`.
    cells : DataFrame
        The doubtful rows, with the columns the schema's checks look at.
    columns : Series of String
        The candidate column that each row of ``cells`` is of.
    rows : Series of UInt32
        Its zero-based row there.
    """

    schema: pa.Column
    cells: pl.DataFrame
    columns: pl.Series
    rows: pl.Series


def doubts(frame: pl.DataFrame, questionnaire: Questionnaire) -> list[Doubt]:
    """List the cells in which a condition that looks at one row alone does not hold."""
    names = frozenset(frame.columns)
    checked: dict[str, list[Condition]] = {}
    for condition in conditions(questionnaire):
        if not condition.across and condition.column in names:
            checked.setdefault(condition.column, []).append(condition)
    holds = {column: [c.holds(names) for c in those] for column, those in checked.items()}
    broken = frame.select(
        pl.any_horizontal(~one for one in those).fill_null(False).arg_true().implode().alias(column)
        for column, those in holds.items()
    )
    result = []
    scales: dict[tuple[int, ...], dict[str, pl.Series]] = {}
    for column, those in checked.items():
        rows = broken[column].item()
        if not len(rows):
            continue
        if scale := _scale(questionnaire.by_id.get(column)):
            scales.setdefault(scale, {})[column] = rows
            continue
        needed = {column, *(name for one in holds[column] for name in one.meta.root_names())}
        schema = _column(column, [_check(one) for one in those], _dtype(column, questionnaire))
        cells = frame.select(pl.col(sorted(needed)).gather(rows))
        result.append(Doubt(schema, cells, pl.repeat(column, len(rows), eager=True), rows))
    return result + [_doubt_of_scale(frame, of_scale, questionnaire) for of_scale in scales.values()]


def _scale(question: Question | None) -> tuple[int, ...]:
    """Return the codes of a single answer whose conditions look at its own cell alone; else nothing."""
    if isinstance(question, SingleQuestion) and not question.required and not question.ask_if:
        return tuple(question.options)
    return ()


def _doubt_of_scale(frame: pl.DataFrame, rows: dict[str, pl.Series], questionnaire: Questionnaire) -> Doubt:
    """Put the doubtful cells of questions with the same options under one another: Pandera looks at them in one go."""
    first = questionnaire.by_id[next(iter(rows))]
    checks = [_check(condition) for condition in _of_question(first, questionnaire)]
    cells = pl.concat([frame[name].gather(those).rename(first.id) for name, those in rows.items()])
    columns = pl.concat([pl.repeat(name, len(those), eager=True) for name, those in rows.items()])
    schema = _column(first.id, checks, _dtype(first.id, questionnaire))
    return Doubt(schema, cells.to_frame(), columns, pl.concat(list(rows.values())))


def conditions(questionnaire: Questionnaire) -> Iterator[Condition]:
    """Put the questionnaire's rules as conditions."""
    yield from _of_ids(questionnaire)
    yield Condition(NO_FORM, r.NO_FORM, lambda _: ~pl.col(NO_FORM))
    yield Condition(TOO_LONG, r.ROW_TOO_LONG, lambda _: ~pl.col(TOO_LONG))
    yield Condition(REPEATED, r.DUPLICATE_ROW, lambda _: ~pl.col(REPEATED))
    yield from _of_received(questionnaire)
    yield from _of_blocks(questionnaire)
    for question in questionnaire.questions:
        yield from _of_question(question, questionnaire)


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
    yield Condition(RESPONDENT, r.ID_IN_TWO_FILES, in_one_file, across=True)


Plain = tuple[r.Rule, pl.Expr]


def _of_received(questionnaire: Questionnaire) -> Iterator[Condition]:
    day = pl.col(RECEIVED)
    yield Condition(RECEIVED, r.NOT_A_NUMBER, lambda _: day != UNREADABLE_DATE)
    if period := questionnaire.period:
        inside = (day == UNREADABLE_DATE) | day.is_between(period.start, period.end)
        yield Condition(RECEIVED, r.OUTSIDE_PERIOD, lambda _: inside)


def _of_blocks(questionnaire: Questionnaire) -> Iterator[Condition]:
    for place, block in enumerate(questionnaire.blocks):
        first, *others = (pl.col(id_) for id_ in block.questions)
        # null in any of them makes the comparison null, which is no failure
        alike = pl.all_horizontal((first == other) & (first >= 0) for other in others)
        yield Condition(BLOCKS, r.STRAIGHT_LINING, _always(~alike), str(place))


def _of_question(question: Question, questionnaire: Questionnaire) -> Iterator[Condition]:
    for rule, holds in (*_value_conditions(question), *_ask_conditions(question, questionnaire)):
        yield Condition(question.id, rule, _always(holds))
    if question.required or question.ask_if:
        rule = r.REQUIRED_MISSING if question.required else r.ASKED_NOT_ANSWERED
        excused = pl.col(question.id).is_not_null() | ~asked(question, questionnaire)
        yield Condition(question.id, rule, lambda names: (excused | pl.col(BLANK)) if BLANK in names else excused)


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
    if codes == list(range(codes[0], codes[0] + len(codes))):
        return value.is_between(codes[0], codes[-1]) | (value == MARKED_INVALID)
    return value.is_in([*codes, MARKED_INVALID])


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
        yield r.NOT_ASKED, pl.col(question.id).is_null() | ~not_asked_for_sure(question, questionnaire)
