"""Tables of answers: 単純集計 and クロス集計 of every closed question, as one tidy frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from kumin.conditions import answered, asked, has_any
from kumin.definitions import Questionnaire
from kumin.definitions.survey import DEFAULT_INTERVAL
from kumin.estimation import SurveyDesign, proportions
from kumin.estimation.association.crossings import cross
from kumin.estimation.columns import ESTIMATES
from kumin.estimation.proportions import needs_weights
from kumin.frames import Column, frame
from kumin.intervals import method_named
from kumin.judgement.measures import asked_of, base_of, without_error
from kumin.numbers import percent_units, rounded, to_percent
from kumin.tables.axes import (
    UNKNOWN,
    HasAnswers,
    closed_questions,
    default_axes,
    design_of,
    in_order,
    require_axis,
    sample_of,
)
from kumin.tables.crossing import Axis, axis_of, category_of, crossed
from kumin.tables.options import PLAIN, TableOptions
from kumin.tables.weighted import WeightedAnswers

if TYPE_CHECKING:
    from kumin.definitions.questions import ClosedQuestion
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
class Shares:
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
    weighted: bool = False


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
    options: TableOptions = PLAIN,
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
    options : TableOptions
        Whether no answer is one of the options and in the base, and whether percents are weighted by the design.

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
    own = {axis: require_axis(questionnaire, axis) for axis in axes}
    if not chosen:
        return TABLE.empty()
    shares = shares_of(chosen, questionnaire, blank=options.blank)
    part = pl.col("indicator").str.split(":")
    table = TABLE.conform(
        _estimated(coded, shares, axes, _How(design, method, level, decimals, options.weighted))
        .with_columns(question=part.list.first(), option=part.list.last().cast(pl.Int32))
        .drop("indicator")
    )
    itself = pl.lit(value=False)
    for axis, ids in own.items():
        itself |= (pl.col("axis") == crossed(axis)).fill_null(value=False) & pl.col("question").is_in(sorted(ids))
    return in_order(table, [question.id for question in chosen]).filter(~itself)


def shares_of(chosen: Sequence[ClosedQuestion], questionnaire: Questionnaire, *, blank: bool) -> Shares:
    """Say who chose each option, among whom; with ``blank`` who gave no answer, among all who were asked."""
    positive: dict[str, pl.Expr] = {}
    base: dict[str, pl.Expr] = {}
    everyone: dict[str, pl.Expr] = {}
    for question in chosen:
        was_asked = asked(question, questionnaire)
        for code in question.options:
            key = f"{question.id}:{code}"
            positive[key] = has_any(question, [code])
            base[key] = was_asked if blank else was_asked & answered(question, [code])
            everyone[key] = was_asked
        if blank:
            key = f"{question.id}:{UNKNOWN}"
            positive[key] = was_asked & ~answered(question)
            base[key] = everyone[key] = was_asked
    return Shares(positive, base, everyone)


def _estimated(coded: pl.DataFrame, shares: Shares, axes: Iterable[Axis], how: _How) -> pl.DataFrame:
    """Estimate shares for everyone and within each category of the axes: ``indicator`` is their name."""
    names = ["indicator", *(column.name for column in (*GROUP, *SHARE))]
    by_axis = {axis: [f"_axis_{name}" for name in axis] for axis in ((), *axes)}
    known = coded.lazy().with_columns(
        pl.col(name).cast(pl.Int16).fill_null(UNKNOWN).alias(f"_axis_{name}")
        for name in dict.fromkeys(name for axis in by_axis for name in axis)
    )
    method = method_named(how.method)
    sums = cross(
        known, shares.positive, list(by_axis.values()), base=shares.base, asked=shares.asked, design=how.design,
        nulls="false", by_weight=needs_weights(method),
    )  # fmt: skip
    parts = []
    for axis, by in by_axis.items():
        if by and coded.is_empty():
            continue
        estimates = proportions(sums, by=by, method=method, level=how.level)
        percent = to_percent(percent_units(pl.col("n_positive"), pl.col("n_base"), how.decimals), how.decimals)
        if how.weighted:
            percent = rounded(100 * pl.col("proportion"), how.decimals)
        found = {"axis": axis_of(axis), "category": category_of(tuple(by)), "percent": percent}
        parts.append(estimates.with_columns(**found).select(names))
    return pl.concat(parts)


def survey_table(
    result: HasAnswers,
    survey: str,
    axes: Iterable[Axis] | None = None,
    questions: Sequence[str] | None = None,
    *,
    level: float = 0.95,
    options: TableOptions = PLAIN,
    weighted: WeightedAnswers | None = None,
) -> pl.DataFrame:
    """Tabulate a survey's answers as its plan says; ``axes`` by default every attribute. See :func:`tabulate_answers`.

    Of a survey that is no probability sample the columns of sampling error are null. ``weighted``: its answers with
    weights, where ``options`` ask for them.
    """
    chosen = default_axes(result.plan.questionnaires[survey]) if axes is None else axes
    coded = weighted.coded if weighted else result.answers[survey].coded
    design = weighted.design if weighted else None
    return tabulate_survey(result, survey, coded, chosen, questions, level=level, options=options, design=design)


def tabulate_survey(
    result: HasAnswers,
    survey: str,
    coded: pl.DataFrame,
    axes: Iterable[Axis] = (),
    questions: Sequence[str] | None = None,
    *,
    level: float = 0.95,
    options: TableOptions = PLAIN,
    design: SurveyDesign | None = None,
) -> pl.DataFrame:
    """Tabulate some of a survey's answers as its plan says; see :func:`survey_table`."""
    definition = result.plan.plan.surveys[survey]
    table = tabulate_answers(
        coded if design else sample_of(result, survey, coded),
        result.plan.questionnaires[survey],
        axes=axes,
        questions=questions,
        design=design or design_of(result, survey),
        method=DEFAULT_INTERVAL if options.weighted else definition.interval,
        level=level,
        decimals=result.plan.plan.decimals,
        options=options,
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
    shares = Shares(
        positive={one.id: has_any(questionnaire.by_id[one.question], one.codes) for one in indicators},
        base={one.id: base_of(one, questionnaire) for one in indicators},
        asked={one.id: asked_of(one, questionnaire) for one in indicators},
    )
    how = _How(design_of(result, survey), definition.interval, level, plan.decimals)
    table = in_order(DOMAINS.conform(_estimated(sample_of(result, survey), shares, axes, how)))
    return table if definition.has_sampling_error else without_error(table)
