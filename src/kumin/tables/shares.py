"""Tables of answers: 単純集計 and クロス集計 of every closed question, as one tidy frame."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from kumin.conditions import answered, asked, has_any
from kumin.definitions import MultipleQuestion, Questionnaire
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
    "One row an indicator and category of the axes; `kumin.tables.shares.survey_shares`.",
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
    shares = shares_of(chosen, questionnaire, blank=options.blank)
    (found,) = _estimated(coded, [(shares, axes)], _How(design, method, level, decimals, options.weighted))
    return _options_in_order(found, [question.id for question in chosen], own)


def _options_in_order(
    found: pl.DataFrame, questions: Sequence[str], own: Mapping[Axis, Collection[str]]
) -> pl.DataFrame:
    """Lay options out as :data:`TABLE`; ``own``: the questions of each axis, not broken down by themselves."""
    part = pl.col("indicator").str.split(":")
    named = found.with_columns(question=part.list.first(), option=part.list.last().cast(pl.Int32))
    itself = pl.lit(value=False)
    for axis, ids in own.items():
        itself |= (pl.col("axis") == crossed(axis)).fill_null(value=False) & pl.col("question").is_in(sorted(ids))
    return in_order(TABLE.conform(named.drop("indicator")), questions).filter(~itself)


def shares_of(chosen: Sequence[ClosedQuestion], questionnaire: Questionnaire, *, blank: bool) -> Shares:
    """Say who chose each option, among whom; with ``blank`` who gave no answer, among all who were asked."""
    positive: dict[str, pl.Expr] = {}
    base: dict[str, pl.Expr] = {}
    everyone: dict[str, pl.Expr] = {}
    for question in chosen:
        was_asked = asked(question, questionnaire)
        # one object for all options: what is counted among the same people is summed once
        told = was_asked & answered(question)
        for code in question.options:
            key = f"{question.id}:{code}"
            positive[key] = has_any(question, [code])
            by_column = isinstance(question, MultipleQuestion)
            base[key] = was_asked if blank else was_asked & answered(question, [code]) if by_column else told
            everyone[key] = was_asked
        if blank:
            key = f"{question.id}:{UNKNOWN}"
            positive[key] = was_asked & ~answered(question)
            base[key] = everyone[key] = was_asked
    return Shares(positive, base, everyone)


def _estimated(coded: pl.DataFrame, wanted: Sequence[tuple[Shares, Sequence[Axis]]], how: _How) -> list[pl.DataFrame]:
    """Estimate sets of shares for everyone and within each category of the axes of each set, all in one pass.

    ``indicator`` is the name of a share. What several sets are broken down by is estimated once for all of them.
    """
    every_axis = [axis for _, axes in wanted for axis in axes]
    by_axis = {axis: [f"_axis_{name}" for name in axis] for axis in ((), *every_axis)}
    known = coded.with_columns(
        pl.col(name).cast(pl.Int16).fill_null(UNKNOWN).alias(f"_axis_{name}")
        for name in dict.fromkeys(name for axis in by_axis for name in axis)
    )
    method = method_named(how.method)
    # two sets may use a name for different shares
    signed = [(f"{place} ", shares) for place, (shares, _) in enumerate(wanted)]
    positive = {sign + name: one for sign, shares in signed for name, one in shares.positive.items()}
    base = {sign + name: one for sign, shares in signed for name, one in shares.base.items()}
    was_asked = {sign + name: one for sign, shares in signed for name, one in shares.asked.items()}
    sums = cross(
        known, positive, list(by_axis.values()), base=base, asked=was_asked, design=how.design, nulls="false",
        by_weight=needs_weights(method),
    )  # fmt: skip
    parts = [[DOMAINS.empty()] for _ in wanted]
    percent = to_percent(percent_units(pl.col("n_positive"), pl.col("n_base"), how.decimals), how.decimals)
    if how.weighted:
        percent = rounded(100 * pl.col("proportion"), how.decimals)
    for axis, by in by_axis.items():
        of_axis = {f"{place} ": place for place, (_, axes) in enumerate(wanted) if not axis or axis in axes}
        shown = [key for key in positive if key.startswith(tuple(of_axis))]
        if not shown or (by and coded.is_empty()):
            continue
        estimates = proportions(sums, shown, by=by, method=method, level=how.level)
        found = {"axis": axis_of(axis), "category": category_of(tuple(by)), "percent": percent}
        estimates = estimates.with_columns(**found).select(DOMAINS.schema.names())
        for sign, place in of_axis.items():
            own = estimates.filter(pl.col("indicator").str.starts_with(sign))
            parts[place].append(DOMAINS.conform(own.with_columns(pl.col("indicator").str.strip_prefix(sign))))
    return [pl.concat(found) for found in parts]


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


def survey_shares(
    result: Result, survey: str, axes: Sequence[Axis], indicator_axes: Sequence[Axis], *, level: float = 0.95
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Tabulate a survey's answers and estimate its indicators, each by axes of their own, in one pass.

    Indicators combined from several questions are left out. Of a survey that is no probability sample the columns of
    sampling error are null.

    Returns
    -------
    tuple of two DataFrame
        :data:`TABLE`, as of :func:`survey_table`, and :data:`DOMAINS`.
    """
    plan, questionnaire = result.plan.plan, result.plan.questionnaires[survey]
    definition = plan.surveys[survey]
    closed = list(questionnaire.closed())
    ids = {question.id for question in closed}
    indicators = [one for _, one in plan.indicators(survey) if one.codes and one.question in ids]
    shares = Shares(
        positive={one.id: has_any(questionnaire.by_id[one.question], one.codes) for one in indicators},
        base={one.id: base_of(one, questionnaire) for one in indicators},
        asked={one.id: asked_of(one, questionnaire) for one in indicators},
    )
    how = _How(design_of(result, survey), definition.interval, level, plan.decimals)
    wanted = [(shares_of(closed, questionnaire, blank=False), axes), (shares, indicator_axes)]
    options, domains = _estimated(sample_of(result, survey), wanted, how)
    own = {axis: require_axis(questionnaire, axis) for axis in axes}
    tables = _options_in_order(options, [question.id for question in closed], own), in_order(domains)
    return tables if definition.has_sampling_error else (without_error(tables[0]), without_error(tables[1]))
