"""Tables of answers: 単純集計 and クロス集計 of every closed question, as one tidy frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from kumin.conditions import answered, asked, has_any
from kumin.definitions import Questionnaire
from kumin.estimation import SurveyDesign, proportions
from kumin.estimation.columns import ESTIMATES
from kumin.frames import Column, frame
from kumin.judgement.measures import asked_of, base_of, without_error
from kumin.numbers import percent_units, to_percent
from kumin.tables.axes import (
    UNKNOWN,
    Axis,
    HasAnswers,
    axis_of,
    category_of,
    closed_questions,
    default_axes,
    design_of,
    in_order,
)

if TYPE_CHECKING:
    from kumin.result import Result

QUESTION = Column("question", pl.String, meaning="id of the question")
OPTION = Column("option", pl.Int32, meaning="code of the option")
GROUP = (
    Column("axis", pl.String, meaning="ids of the questions it is broken down by, joined by `*`; null: everyone"),
    Column("category", pl.String, meaning="option codes of the axis joined by `*`, `-1`: no answer; null: everyone"),
)
ESTIMATE = {column.name: column for column in ESTIMATES.columns}
SHARE = (
    *(ESTIMATE[name] for name in ("n_asked", "n_base", "n_positive")),
    Column("percent", pl.Float64, "percent", "rounded half up from the counts; null where the base is empty"),
    *(ESTIMATE[name] for name in ("proportion", "se", "lower", "upper", "level", "method", "deff", "n_eff", "df")),
    ESTIMATE["not_estimable"],
)
TABLE = frame(
    "share_table",
    "One row an option and category of the axes; `kumin.tables.shares.tabulate_answers`.",
    QUESTION,
    OPTION,
    *GROUP,
    *SHARE,
)
DOMAINS = frame(
    "indicator_domains",
    "One row an indicator and category of the axes; `kumin.tables.shares.indicator_domains`.",
    ESTIMATE["indicator"],
    *GROUP,
    *SHARE,
)


@dataclass(frozen=True)
class _Shares:
    """What is counted, among whom, and who was asked: expressions by name."""

    positive: Mapping[str, pl.Expr]
    base: Mapping[str, pl.Expr]
    asked: Mapping[str, pl.Expr]


@dataclass(frozen=True)
class _How:
    """How shares are estimated and rounded."""

    design: SurveyDesign | None
    method: str
    level: float
    decimals: int


def tabulate_answers(
    coded: pl.DataFrame,
    questionnaire: Questionnaire,
    *,
    axes: Iterable[Axis] = (),
    questions: Sequence[str] | None = None,
    design: SurveyDesign | None = None,
    method: str = "wilson",
    level: float = 0.95,
    decimals: int = 1,
) -> pl.DataFrame:
    """Tabulate every option of closed questions, overall and within each category of the axes.

    Parameters
    ----------
    coded : DataFrame
        Coded answers, one row a respondent.
    questionnaire : Questionnaire
        Whose answers they are.
    axes : iterable of tuple of str
        Breakdowns: ``("sex",)`` by sex, ``("sex", "age")`` by sex and age crossed.
    questions : sequence of str, optional
        Ids; default all closed questions.
    design : SurveyDesign, optional
        The sampling design.
    method, level : str, float
        Interval.
    decimals : int
        Decimals of ``percent``.

    Returns
    -------
    DataFrame
        :data:`TABLE`, questions in the order of the form; totals first, then the axes as given. A question is not
        broken down by itself.

    Raises
    ------
    UsageError
        A question or axis is unknown or not closed.
    """
    chosen = closed_questions(questionnaire, questions)
    axes = list(axes)
    for axis in axes:
        closed_questions(questionnaire, axis, single=True)
    if not chosen:
        return TABLE.empty()
    keys = {f"{question.id}:{code}": (question, code) for question in chosen for code in question.options}
    was_asked = {key: asked(question, questionnaire) for key, (question, _) in keys.items()}
    shares = _Shares(
        positive={key: has_any(question, [code]) for key, (question, code) in keys.items()},
        base={key: was_asked[key] & answered(question, [code]) for key, (question, code) in keys.items()},
        asked=was_asked,
    )
    part = pl.col("indicator").str.split(":")
    table = TABLE.conform(
        _estimated(coded, shares, axes, _How(design, method, level, decimals))
        .with_columns(question=part.list.first(), option=part.list.last().cast(pl.Int32))
        .drop("indicator")
    )
    itself = pl.col("axis").str.split("*").list.contains(pl.col("question")).fill_null(value=False)
    return in_order(table, [question.id for question in chosen]).filter(~itself)


def _estimated(coded: pl.DataFrame, shares: _Shares, axes: Iterable[Axis], how: _How) -> pl.DataFrame:
    """Estimate shares for everyone and within each category of the axes: ``indicator`` is their name."""
    names = ["indicator", *(column.name for column in (*GROUP, *SHARE))]
    parts = []
    for axis in ((), *axes):
        known = coded.lazy().with_columns(pl.col(name).fill_null(UNKNOWN) for name in axis)
        estimates = proportions(
            known, shares.positive, base=shares.base, asked=shares.asked, by=axis, design=how.design, method=how.method,
            level=how.level, nulls="false",
        )  # fmt: skip
        units = percent_units(pl.col("n_positive"), pl.col("n_base"), how.decimals)
        found = {"axis": axis_of(axis), "category": category_of(axis), "percent": to_percent(units, how.decimals)}
        parts.append(estimates.with_columns(**found).select(names))
    return pl.concat(parts)


def survey_table(
    result: HasAnswers,
    survey: str,
    axes: Iterable[Axis] | None = None,
    questions: Sequence[str] | None = None,
    *,
    level: float = 0.95,
) -> pl.DataFrame:
    """Tabulate a survey's answers as its plan says; ``axes`` by default every attribute. See :func:`tabulate_answers`.

    Of a survey that is no probability sample the columns of sampling error are null.
    """
    chosen = default_axes(result.plan.questionnaires[survey]) if axes is None else axes
    return tabulate_survey(result, survey, result.answers[survey].coded, chosen, questions, level=level)


def tabulate_survey(
    result: HasAnswers,
    survey: str,
    coded: pl.DataFrame,
    axes: Iterable[Axis] = (),
    questions: Sequence[str] | None = None,
    *,
    level: float = 0.95,
) -> pl.DataFrame:
    """Tabulate some of a survey's answers as its plan says; see :func:`survey_table`."""
    definition = result.plan.plan.surveys[survey]
    table = tabulate_answers(
        coded,
        result.plan.questionnaires[survey],
        axes=axes,
        questions=questions,
        design=design_of(result, survey),
        method=definition.interval,
        level=level,
        decimals=result.plan.plan.decimals,
    )
    return table if definition.has_sampling_error else without_error(table)


def indicator_domains(result: Result, survey: str, axes: Sequence[Axis], *, level: float = 0.95) -> pl.DataFrame:
    """Estimate a survey's indicators for everyone and within each category of the axes.

    Indicators combined from several questions are left out. Of a survey that is no probability sample the columns of
    sampling error are null.

    Returns
    -------
    DataFrame
        :data:`DOMAINS`.
    """
    plan, questionnaire = result.plan.plan, result.plan.questionnaires[survey]
    definition = plan.surveys[survey]
    closed = {question.id for question in questionnaire.closed()}
    indicators = [one for _, one in plan.indicators(survey) if one.codes and one.question in closed]
    if not indicators:
        return DOMAINS.empty()
    shares = _Shares(
        positive={one.id: has_any(questionnaire.by_id[one.question], one.codes) for one in indicators},
        base={one.id: base_of(one, questionnaire) for one in indicators},
        asked={one.id: asked_of(one, questionnaire) for one in indicators},
    )
    how = _How(design_of(result, survey), definition.interval, level, plan.decimals)
    table = in_order(DOMAINS.conform(_estimated(result.answers[survey].coded, shares, axes, how)))
    return table if definition.has_sampling_error else without_error(table)
