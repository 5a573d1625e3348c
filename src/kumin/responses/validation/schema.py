"""A questionnaire as a Pandera schema of coded answers; a check's ``error`` is the code of its finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.definitions import (
    DateQuestion,
    MultipleQuestion,
    NumberQuestion,
    Question,
    Questionnaire,
    SingleQuestion,
    TextQuestion,
)
from kumin.on_disk import frame_parts
from kumin.responses.coding.answers import RECEIVED, RESPONDENT
from kumin.responses.validation.conditions import (
    BLOCKS,
    CUT,
    NOT_A_RESPONDENT,
    OF_QUESTIONS,
    REPEATED,
    TOO_LONG,
    TOO_SHORT,
    Condition,
    conditions,
    is_one_of,
    of_question,
)

if TYPE_CHECKING:
    import pandera.polars as pa

_FIRST = 1000  # rows

_OF_ROWS = (NOT_A_RESPONDENT, TOO_LONG, TOO_SHORT, CUT, REPEATED, BLOCKS)


def to_pandera(questionnaire: Questionnaire) -> pa.DataFrameSchema:
    """Make a Pandera schema of a questionnaire's coded answers.

    The ``error`` of a failed check is the code of its finding. Validate eager frames, with ``lazy=True`` to see every
    failure: of a LazyFrame Pandera checks the column types only.

    Parameters
    ----------
    questionnaire : Questionnaire
        What was asked.

    Returns
    -------
    pandera.polars.DataFrameSchema
        A column per question, nullable (null: no answer): single answers Int16 among the options; multiple answers
        Int16 number of marks and a Boolean per option; numbers Float64; dates Date. ``respondent`` is optional and
        must not repeat, within a ``source`` where there is one, nor between them. ``received`` is optional and lies in
        the questionnaire's period. Other columns are allowed.

    Raises
    ------
    ImportError
        Pandera is not installed.

    Examples
    --------
    >>> from kumin.data import schema_folder
    >>> from kumin.definitions import load_questionnaire
    >>> schema = to_pandera(load_questionnaire(schema_folder("tsurumi", "r05") / "residents.yaml"))
    >>> schema.columns["safety"].nullable
    True
    """
    return answer_schema(questionnaire)


def answer_schema(questionnaire: Questionnaire, *, across: bool | None = None) -> pa.DataFrameSchema:
    """Make the Pandera schema of a questionnaire's coded answers, or a part of it; see :func:`to_pandera`.

    Parameters
    ----------
    questionnaire : Questionnaire
        What was asked.
    across : bool, optional
        Only the columns and conditions that compare rows with each other, or only the others. Default: all.
    """
    import pandera.polars as pa

    checks: dict[str, list[Any]] = {}
    for _, condition in conditions(questionnaire):
        if across is None or condition.across == across:
            checks.setdefault(condition.column, []).append(_check(condition))
    columns: dict[str, Any] = {}
    if across is not False:
        columns[RESPONDENT] = _column(RESPONDENT, checks.get(RESPONDENT, []), pl.String)
    if across is not True:
        for name in (RECEIVED, *_OF_ROWS):
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

    helper = name in _OF_ROWS
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
    special: set[str] = set()
    for source, condition in conditions(questionnaire):
        if not condition.across and condition.column in names:
            checked.setdefault(condition.column, []).append(condition)
            if source != OF_QUESTIONS:
                special.add(condition.column)
    holds = {column: [c.holds(names) for c in those] for column, those in checked.items()}
    scale_of = {column: _scale(questionnaire.by_id.get(column)) for column in checked if column not in special}
    # most columns are of a scale, and one look is enough for them
    wrong = {column: ~is_one_of(pl.col(column), list(scale)) for column, scale in scale_of.items() if scale}
    fails = {column: wrong.get(column, pl.any_horizontal(~one for one in those)) for column, those in holds.items()}
    broken = _rows_where(frame, fails)
    result = []
    scales: dict[tuple[int, ...], dict[str, pl.Series]] = {}
    for column, those in checked.items():
        if column not in broken:
            continue
        rows = broken[column]
        if scale := scale_of.get(column):
            scales.setdefault(scale, {})[column] = rows
            continue
        needed = {column, *(name for one in holds[column] for name in one.meta.root_names())}
        schema = _column(column, [_check(one) for one in those], _dtype(column, questionnaire))
        cells = frame.select(pl.col(sorted(needed)).gather(rows))
        result.append(Doubt(schema, cells, pl.repeat(column, len(rows), eager=True), rows))
    return result + [_doubt_of_scale(frame, of_scale, questionnaire) for of_scale in scales.values()]


def _rows_where(frame: pl.DataFrame, conditions: Mapping[str, pl.Expr]) -> dict[str, pl.Series]:
    """Return the zero-based rows (UInt32) in which each condition is true, where it is in any.

    Whether it is in any takes half of the time, and is not asked where the first rows tell.
    """
    left, some = dict(conditions), []
    for part in chain([frame.head(_FIRST)], frame_parts(frame)):
        found = part.select(one.any().alias(name) for name, one in left.items()).row(0, named=True) if left else {}
        some += [name for name, any_ in found.items() if any_]
        left = {name: one for name, one in left.items() if name not in some}
    rows = frame.select(conditions[name].fill_null(False).arg_true().implode().alias(name) for name in some)
    return {name: rows[name].item() for name in some}


def _scale(question: Question | None) -> tuple[int, ...]:
    """Return the codes of a single answer whose conditions ask whether its own cell is one of them; else nothing."""
    if isinstance(question, SingleQuestion) and not question.required and not question.ask_if:
        return tuple(question.options)
    return ()


def _doubt_of_scale(frame: pl.DataFrame, rows: dict[str, pl.Series], questionnaire: Questionnaire) -> Doubt:
    """Put the doubtful cells of questions with the same options under one another: Pandera looks at them in one go."""
    first = questionnaire.by_id[next(iter(rows))]
    checks = [_check(condition) for condition in of_question(first, questionnaire)]
    cells = pl.concat([frame[name].gather(those).rename(first.id) for name, those in rows.items()])
    columns = pl.concat([pl.repeat(name, len(those), eager=True) for name, those in rows.items()])
    schema = _column(first.id, checks, _dtype(first.id, questionnaire))
    return Doubt(schema, cells.to_frame(), columns, pl.concat(list(rows.values())))
