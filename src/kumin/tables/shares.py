"""Tables of answers: 単純集計 and クロス集計 of every closed question, as one tidy frame."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

import polars as pl

from kumin.conditions import answered, asked, has_any
from kumin.definitions import MultipleQuestion, Questionnaire, SingleQuestion
from kumin.errors import UsageError
from kumin.estimation import SurveyDesign, proportions
from kumin.estimation.columns import estimate_columns
from kumin.judgement.measures import without_error
from kumin.messages import text
from kumin.numbers import percent_units, to_percent
from kumin.once import once_a_run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kumin.definitions import LoadedPlan
    from kumin.definitions.questionnaire import ClosedQuestion
    from kumin.responses import Answers
    from kumin.result import Result


class HasAnswers(Protocol):
    """Definitions with answers: a :class:`kumin.Result`, or answers that were only read."""

    @property
    def plan(self) -> LoadedPlan:
        """The definitions."""

    @property
    def answers(self) -> Mapping[str, Answers]:
        """Validated answers by survey key."""


Axis = tuple[str, ...]
"""The questions a table is broken down by; several are crossed."""

UNKNOWN = -1
"""Category of who did not answer an axis, so that the categories add up to everyone."""

TABLE_SCHEMA = pl.Schema(
    {
        "question": pl.String,
        "option": pl.Int32,
        "axis": pl.String,
        "category": pl.String,
        **estimate_columns("n_asked", "n_base", "n_positive"),
        "percent": pl.Float64,
        **estimate_columns("proportion", "se", "lower", "upper", "level", "method", "deff", "n_eff", "df"),
    }
)
"""One row an option and category. ``axis``: question ids joined by ``*``, null for everyone; ``category``: option codes
joined by ``*``, ``-1`` for no answer. ``n_asked``: who was asked (該当者), ``n_base``: who answered. ``percent`` is
rounded half up from the counts; ``proportion`` to ``upper`` are proportions 0-1."""


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
        :data:`TABLE_SCHEMA`, questions in the order of the form; totals first, then the axes as given.

    Raises
    ------
    UsageError
        A question or axis is unknown or not closed.
    """
    chosen = closed_questions(questionnaire, questions)
    outcomes, base, was_asked = {}, {}, {}
    for question in chosen:
        for code in question.options:
            key = f"{question.id}:{code}"
            was_asked[key] = asked(question, questionnaire)
            base[key] = was_asked[key] & answered(question)
            outcomes[key] = has_any(question, [code])
    parts = []
    for axis in ((), *axes):
        closed_questions(questionnaire, axis, single=True)
        frame = coded.lazy().with_columns(pl.col(name).fill_null(UNKNOWN) for name in axis)
        estimates = proportions(
            frame, outcomes, base=base, asked=was_asked, by=axis, design=design, method=method, level=level
        )
        key_parts = pl.col("indicator").str.split(":")
        parts.append(
            estimates.with_columns(
                question=key_parts.list.first(),
                option=key_parts.list.last().cast(pl.Int32),
                axis=pl.lit("*".join(axis) or None, pl.String),
                category=category_of(axis),
                percent=to_percent(percent_units(pl.col("n_positive"), pl.col("n_base"), decimals), decimals),
            )
            .select(TABLE_SCHEMA.names())
            .cast({name: TABLE_SCHEMA[name] for name in TABLE_SCHEMA.names()})
        )
    # a question is not broken down by itself
    itself = pl.col("axis").str.split("*").list.contains(pl.col("question")).fill_null(False)
    return in_order(pl.concat(parts), [question.id for question in chosen]).filter(~itself)


def in_order(table: pl.DataFrame, questions: Sequence[str]) -> pl.DataFrame:
    """Sort a table by question as given, then everyone before the axes as they come, and who left one blank last."""
    order = {id_: place for place, id_ in enumerate(questions)}
    place = pl.col("question").replace_strict(order, default=-1, return_dtype=pl.Int32)
    axis_order = {name: place for place, name in enumerate(table["axis"].drop_nulls().unique(maintain_order=True))}
    axis_place = pl.col("axis").replace_strict(axis_order, default=-1, return_dtype=pl.Int32)
    unknown = pl.col("category").str.contains(str(UNKNOWN), literal=True).fill_null(False)
    return table.sort(place, axis_place, unknown, maintain_order=True)


def category_of(axis: Axis) -> pl.Expr:
    """Codes of an axis's questions joined by ``*``; null without an axis."""
    if not axis:
        return pl.lit(None, pl.String)
    return pl.concat_str([pl.col(name).cast(pl.String) for name in axis], separator="*")


def closed_questions(
    questionnaire: Questionnaire, ids: Sequence[str] | None, *, single: bool = False
) -> list[ClosedQuestion]:
    """Return the closed questions of some ids, by default all; with ``single`` those that an axis can be made of.

    Raises
    ------
    UsageError
        An id is unknown, or of no such question.
    """
    kinds = SingleQuestion if single else SingleQuestion | MultipleQuestion
    known = {question.id: question for question in questionnaire.closed() if isinstance(question, kinds)}
    if ids is None:
        return list(known.values())
    require_known(ids, list(known))
    return [known[id_] for id_ in ids]


def require_known(ids: Sequence[str], known: Sequence[str]) -> None:
    """Refuse an id that is not among those that can be tabulated."""
    for id_ in ids:
        if id_ not in known:
            from difflib import get_close_matches

            close = get_close_matches(id_, known, n=1)
            raise UsageError(
                "question_not_tabulated", question=id_, nearest=close[0] if close else "", known=", ".join(known)
            )


def default_axes(questionnaire: Questionnaire) -> tuple[Axis, ...]:
    """Each attribute of the respondents as an axis of its own."""
    singles = (question for question in questionnaire.questions if isinstance(question, SingleQuestion))
    return tuple((question.id,) for question in singles if question.attribute)


def parse_axes(given: str) -> tuple[Axis, ...]:
    """Read ``sex,age,sex*age``: three axes, the last one crossed."""
    axes = tuple(tuple(part.strip() for part in re.split(r"[*×:]", axis)) for axis in given.split(",") if axis.strip())
    return tuple(dict.fromkeys(axes))


def design_of(result: HasAnswers, survey: str) -> SurveyDesign:
    """Return the design a survey's tables are estimated with."""
    population = result.plan.populations[survey]
    return SurveyDesign(population=population.total if population else None)


def survey_table(
    result: HasAnswers,
    survey: str,
    axes: Iterable[Axis] | None = None,
    questions: Sequence[str] | None = None,
    *,
    level: float = 0.95,
) -> pl.DataFrame:
    """Tabulate a survey of a run; ``axes`` by default every attribute. See :func:`tabulate_answers`.

    Of a survey that is no probability sample the columns of sampling error are null.
    """
    chosen = default_axes(result.plan.questionnaires[survey]) if axes is None else tuple(axes)
    return _survey_table(result, survey, chosen, None if questions is None else tuple(questions), level)


@once_a_run
def _survey_table(
    result: HasAnswers, survey: str, axes: tuple[Axis, ...], questions: tuple[str, ...] | None, level: float
) -> pl.DataFrame:
    return tabulate_survey(result, survey, result.answers[survey].coded, axes, questions, level=level)


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
        :data:`TABLE_SCHEMA` with ``indicator`` in place of ``question`` and ``option``.
    """
    from kumin.judgement.measures import asked_of, base_of

    questionnaire = result.plan.questionnaires[survey]
    coded = result.answers[survey].coded
    plan = result.plan.plan
    indicators = [indicator for _, indicator in plan.indicators(survey) if indicator.question]
    columns = ["indicator", *TABLE_SCHEMA.names()[2:]]
    parts = [pl.DataFrame(schema={name: TABLE_SCHEMA.get(name, pl.String) for name in columns})]
    for axis in ((), *axes) if indicators else ():
        frame = coded.lazy().with_columns(pl.col(name).fill_null(UNKNOWN) for name in axis)
        estimates = proportions(
            frame,
            {one.id: has_any(questionnaire.by_id[one.question], one.positive) for one in indicators},
            base={one.id: base_of(one, questionnaire) for one in indicators},
            asked={one.id: asked_of(one, questionnaire) for one in indicators},
            by=axis,
            design=design_of(result, survey),
            method=plan.surveys[survey].interval,
            level=level,
        )
        units = percent_units(pl.col("n_positive"), pl.col("n_base"), plan.decimals)
        parts.append(
            estimates.with_columns(
                axis=pl.lit("*".join(axis) or None, pl.String),
                category=category_of(axis),
                percent=to_percent(units, plan.decimals),
            ).select(columns)
        )
    unknown = pl.col("category").str.contains(str(UNKNOWN), literal=True).fill_null(value=False)
    places = {name: place for place, name in enumerate(["*".join(axis) for axis in axes])}
    place = pl.col("axis").replace_strict(places, default=-1, return_dtype=pl.Int32)
    table = pl.concat(parts).sort(place, unknown, maintain_order=True)
    return table if plan.surveys[survey].has_sampling_error else without_error(table)


def category_label(questionnaire: Questionnaire, axis: str, category: str, lang: str | None = None) -> str:
    """Word a category: 女性・30～39歳."""
    words = []
    for id_, code in zip(axis.split("*"), category.split("*"), strict=True):
        question = questionnaire.by_id[id_]
        assert isinstance(question, SingleQuestion)
        words.append(text("no_answer", lang) if int(code) == UNKNOWN else question.options[int(code)].label)
    return text("label_joiner", lang).join(words)


def axis_label(questionnaire: Questionnaire, axis: str) -> str:
    """Word an axis: あなたの性別 × あなたの年齢."""
    return " × ".join(questionnaire.by_id[id_].text for id_ in axis.split("*"))


def with_labels(table: pl.DataFrame, questionnaire: Questionnaire, lang: str | None = None) -> pl.DataFrame:
    """Add ``header``, ``question_text``, ``option_label``, ``axis_label`` and ``category_label`` to a table."""
    closed = list(questionnaire.closed())
    headers = {question.id: question.column_header for question in closed}
    texts = {question.id: question.text for question in closed}
    options = {
        f"{question.id}:{code}": option.label for question in closed for code, option in question.options.items()
    }
    axes = {axis: axis_label(questionnaire, axis) for axis in table["axis"].drop_nulls().unique()}
    pairs = table.select("axis", "category").drop_nulls().unique().rows()
    categories = {f"{axis}:{category}": category_label(questionnaire, axis, category, lang) for axis, category in pairs}
    option_key = pl.concat_str("question", pl.lit(":"), "option")
    category_key = pl.concat_str("axis", pl.lit(":"), "category")
    return table.with_columns(
        header=pl.col("question").replace_strict(headers, default=None, return_dtype=pl.String),
        question_text=pl.col("question").replace_strict(texts, default=None, return_dtype=pl.String),
        option_label=option_key.replace_strict(options, default=None, return_dtype=pl.String),
        axis_label=pl.col("axis").replace_strict(axes, default=None, return_dtype=pl.String),
        category_label=category_key.replace_strict(categories, default=None, return_dtype=pl.String),
    )
