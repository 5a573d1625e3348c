"""Tables of numbers and dates: 単純集計 and クロス集計 of the questions that have no options, as one tidy frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kumin.conditions import answered, asked
from kumin.definitions import DateQuestion, NumberQuestion, Questionnaire
from kumin.estimation import SurveyDesign, differences_from_rest, means, quantiles
from kumin.frames import Column, frame
from kumin.judgement.measures import within_ranges, without_error
from kumin.numbers import MOST_DECIMALS, SMALL_BASE
from kumin.tables.axes import (
    UNKNOWN,
    HasAnswers,
    default_axes,
    design_of,
    in_order,
    number_questions,
    require_axis,
    sample_of,
)
from kumin.tables.crossing import Axis, axis_of, category_of
from kumin.tables.differences import THRESHOLD, mark_of
from kumin.tables.figures import DATE, NUMBER
from kumin.tables.shares import ESTIMATE, GROUP, QUESTION
from kumin.tables.weighted import WeightedAnswers

QUARTERS = {0.25: "q25", 0.5: "median", 0.75: "q75"}
DAYS = {"earliest": "minimum", "median_date": "median", "latest": "maximum"}
"""Columns of dates, each with that of the numbers it is worked out with."""


def _amount(name: str, meaning: str) -> Column:
    return Column(name, pl.Float64, "the question's", meaning)


TABLE = frame(
    "number_table",
    "One row a question that asks for a number or a date, and category; what so few answers cannot tell is null.",
    QUESTION,
    Column("kind", pl.String, meaning="`number` or `date`"),
    *GROUP,
    ESTIMATE["n_asked"],
    Column("n_base", pl.Int64, "people", "who gave a number or day"),
    Column("n_no_answer", pl.Int64, "people", "the others of those asked"),
    _amount("mean", "mean; of numbers only, as all up to `maximum`"),
    _amount("se", "standard error of the mean"),
    _amount("lower", "mean - t·se, not below the question's minimum"),
    _amount("upper", "mean + t·se, not above the question's maximum"),
    ESTIMATE["level"],
    _amount("sd", "standard deviation, with n - 1"),
    _amount("minimum", "smallest answer"),
    _amount("q25", "the smallest answer whose share of answers at or below it reaches 25%"),
    _amount("median", "the same of 50%"),
    _amount("q75", "the same of 75%"),
    _amount("maximum", "largest answer"),
    Column("earliest", pl.Date, "day", "first day; of dates only, as the next two"),
    Column("median_date", pl.Date, "day", "the first day that half of the answers have reached"),
    Column("latest", pl.Date, "day", "last day"),
    Column("deff", pl.Float64, "", "design effect of the mean"),
    Column("df", pl.Float64, "", "degrees of freedom of the mean"),
    ESTIMATE["not_estimable"],
    _amount("difference", "the group's mean less that of the axis's other groups together; without who left it blank"),
    Column("t", pl.Float64, "", "the difference over its standard error"),
    Column(
        "mark",
        pl.String,
        "",
        f"`▲` or `▽` where t is beyond ±{THRESHOLD} and group and rest have {SMALL_BASE} people each",
    ),
    _amount(
        "largest", "the largest amount, without its sign and times its weight if there are weights; of numbers only"
    ),
    _amount("second", "the second largest"),
    Column("dominance", pl.Float64, "percent", "what all amounts but these two add to, of the largest"),
    Column("decimals", pl.Int8, "", "decimals of the answers, at most 4, for printing"),
)

CENTRED = ("mean", "lower", "upper")
"""Amounts computed of answers less a centre."""


@dataclass(frozen=True)
class _Prepared:
    """What all axes need of the questions: values (of dates in days), who answered and who did not."""

    questions: tuple[NumberQuestion | DateQuestion, ...]
    values: Mapping[str, pl.Expr]
    base: Mapping[str, pl.Expr]
    silent: Mapping[str, pl.Expr]
    centres: Mapping[str, float]
    decimals: Mapping[str, int]
    weights: str | None

    @property
    def numbers(self) -> dict[str, pl.Expr]:
        """The values of those that are no dates, less their centre."""
        return {
            one.id: self.values[one.id] - self.centres[one.id]
            for one in self.questions
            if isinstance(one, NumberQuestion)
        }


def tabulate_numbers(
    coded: pl.DataFrame,
    questionnaire: Questionnaire,
    *,
    axes: Iterable[Axis] = (),
    questions: Sequence[str] | None = None,
    design: SurveyDesign | None = None,
    level: float = 0.95,
) -> pl.DataFrame:
    """Tabulate questions that ask for a number or a date, overall and within each category of the axes.

    Parameters
    ----------
    coded : DataFrame
        Coded answers, one row a respondent.
    questionnaire : Questionnaire
        Whose answers they are.
    axes : iterable of tuple of str
        Breakdowns by single answers, as for :func:`kumin.tables.shares.tabulate_answers`.
    questions : sequence of str, optional
        Ids; default all numbers and dates.
    design : SurveyDesign, optional
        The sampling design.
    level : float
        Confidence level of the means' intervals.

    Returns
    -------
    DataFrame
        :data:`TABLE`, questions in the order given; totals first, then the axes as given.

    Raises
    ------
    UsageError
        A question or axis is unknown or cannot be used.
    """
    prepared = _prepare(coded, questionnaire, number_questions(questionnaire, questions), design)
    parts = [TABLE.empty()]
    for axis in ((), *axes):
        require_axis(questionnaire, axis)
        if prepared.questions and not (axis and coded.is_empty()):
            parts.append(_by_axis(coded, prepared, axis, design, level))
    return in_order(pl.concat(parts), [one.id for one in prepared.questions])


def _prepare(
    coded: pl.DataFrame,
    questionnaire: Questionnaire,
    chosen: Sequence[NumberQuestion | DateQuestion],
    design: SurveyDesign | None,
) -> _Prepared:
    values, base, silent, centres, decimals = {}, {}, {}, {}, {}
    for one in chosen:
        column = pl.col(one.id)
        # a column without an answer may have no type yet
        value = (column.cast(pl.Date).cast(pl.Int32) if isinstance(one, DateQuestion) else column).cast(pl.Float64)
        was_asked = asked(one, questionnaire)
        if design is not None and design.weights:
            was_asked &= pl.col(design.weights) > 0
        inside = was_asked & answered(one) & value.is_finite().fill_null(value=False)
        date = isinstance(one, DateQuestion)
        given = coded.select(value.filter(inside & pl.lit(value=not date))).to_series()
        # sums of squares of large numbers would lose what little they differ by
        median = given.median()
        centres[one.id] = median if isinstance(median, float) else 0.0
        decimals[one.id] = decimals_of(given)
        values[one.id], base[one.id], silent[one.id] = value, inside, was_asked & ~inside
    weights = None if design is None else design.weights
    return _Prepared(tuple(chosen), values, base, silent, centres, decimals, weights)


def _by_axis(
    coded: pl.DataFrame, prepared: _Prepared, axis: Axis, design: SurveyDesign | None, level: float
) -> pl.DataFrame:
    """Tabulate all questions by one axis, or of everyone."""
    by = [f"_axis_{place}" for place in range(len(axis))]
    frame = coded.with_columns(
        pl.col(name).cast(pl.Int16).fill_null(UNKNOWN).alias(key) for key, name in zip(by, axis, strict=True)
    )
    keys = ["question", *by]
    table = pl.concat(_facts(frame, prepared, by)).with_columns(axis=axis_of(axis))
    middles = quantiles(
        frame, prepared.values, tuple(QUARTERS), base=prepared.base, by=by, design=design, level=level, nulls="drop"
    ).rename({"indicator": "question"})
    for probability, name in QUARTERS.items():
        part = middles.filter(pl.col("probability") == probability)
        table = _join(table, part.select(*keys, pl.col("quantile").alias(name)), keys)
    numbers = prepared.numbers
    base = {id_: prepared.base[id_] for id_ in numbers}
    if numbers:
        found = means(frame, numbers, base=base, by=by, design=design, level=level, nulls="drop")
        columns = ("mean", "se", "lower", "upper", "level", "sd", "deff", "df", "not_estimable")
        table = _join(table, found.rename({"indicator": "question"}).select(*keys, *columns), keys)
    if axis and numbers:
        groups = coded.with_columns(_group=category_of(axis))
        told = groups if groups["_group"].count() else groups.with_columns(_group=pl.lit(""))  # nobody told the axis
        rest = differences_from_rest(told, numbers, between="_group", base=base, design=design, nulls="drop")
        rest = rest.select("n_rest", "difference", "t", question="indicator", category="_group")
        table = _join(table, rest, ["question", "category"])
    return _finish(table.drop(by), prepared)


def _facts(frame: pl.DataFrame, prepared: _Prepared, by: Sequence[str]) -> Iterator[pl.DataFrame]:
    """Count the answers of each question and take the smallest and the largest; one frame a question."""
    for one in prepared.questions:
        value, base, silent = prepared.values[one.id], prepared.base[one.id], prepared.silent[one.id]
        found = [
            silent.sum().cast(pl.Int64).alias("n_no_answer"),
            base.sum().cast(pl.Int64).alias("n_base"),
            value.filter(base).min().alias("minimum"),
            value.filter(base).max().alias("maximum"),
            *_largest(value.filter(base), prepared.weights, base, one),
        ]
        cells = frame.group_by(by).agg(found).sort(by) if by else frame.select(found)
        yield cells.with_columns(
            question=pl.lit(one.id),
            kind=pl.lit((DATE if isinstance(one, DateQuestion) else NUMBER).name),
            category=category_of(tuple(by)),
            decimals=pl.lit(prepared.decimals[one.id], pl.Int8),
        )


def _largest(
    given: pl.Expr, weights: str | None, base: pl.Expr, one: NumberQuestion | DateQuestion
) -> Iterator[pl.Expr]:
    """Express the two largest amounts and what the others are beside them: what each adds to the published sum."""
    if isinstance(one, DateQuestion):
        yield from (pl.lit(None, pl.Float64).alias(name) for name in ("largest", "second", "dominance"))
        return
    added = given * pl.col(weights).filter(base) if weights else given
    largest = added.abs().top_k(2)
    yield largest.max().alias("largest")
    yield pl.when(added.len() > 1).then(largest.min()).alias("second")
    yield dominance_of(added).alias("dominance")


def dominance_of(given: pl.Expr) -> pl.Expr:
    """Express how well the second largest amount can tell the largest: the rest of the sum, in percent of the largest.

    The p% rule (Willenborg & de Waal 2001, Elements of Statistical Disclosure Control, section 4.2) finds an amount
    told where this is below p. Of weighted sums the amounts are what each adds to them: times its weight.
    """
    sizes = given.abs()
    rest = (sizes.sum() - sizes.top_k(2).sum()).clip(0.0)
    return pl.when(sizes.max() > 0).then(100 * rest / sizes.max())


def _join(table: pl.DataFrame, more: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    return table.join(more, on=list(keys), how="left", maintain_order="left")


def _finish(table: pl.DataFrame, prepared: _Prepared) -> pl.DataFrame:
    """Put amounts back where they were, dates into their own columns, and mark differences."""
    n_rest = pl.Series([None] * table.height, dtype=pl.Int64)
    if "n_rest" in table.columns:
        n_rest = table.drop_in_place("n_rest")
    table = TABLE.conform(table).with_columns(n_rest=n_rest)
    date = pl.col("kind") == DATE.name
    centre = pl.col("question").replace_strict(prepared.centres, return_dtype=pl.Float64)
    enough = (pl.col("n_base") >= SMALL_BASE) & (pl.col("n_rest") >= SMALL_BASE)
    table = table.with_columns(
        *(pl.when(date).then(pl.col(day)).cast(pl.Int32).cast(pl.Date).alias(name) for name, day in DAYS.items()),
        *(pl.when(~date).then(pl.col(name)).alias(name) for name in ("minimum", *QUARTERS.values(), "maximum")),
        *(pl.col(name) + centre for name in CENTRED),
        n_asked=pl.col("n_base") + pl.col("n_no_answer"),
        mark=pl.when(enough).then(mark_of(pl.col("t"))),
    ).drop("n_rest")
    return within_ranges(table, prepared.questions)


def decimals_of(values: pl.Series) -> int:
    """Count the decimals that numbers have, at most :data:`MOST_DECIMALS`."""
    given = values.drop_nulls().unique().cast(pl.Float64)
    for places in range(MOST_DECIMALS):
        if ((given - given.round(places)).abs() <= (1e-15 * given.abs()).clip(1e-9)).all():
            return places
    return MOST_DECIMALS


def survey_numbers(
    result: HasAnswers,
    survey: str,
    axes: Iterable[Axis] | None = None,
    questions: Sequence[str] | None = None,
    *,
    level: float = 0.95,
    weighted: WeightedAnswers | None = None,
) -> pl.DataFrame:
    """Tabulate the numbers and dates of a survey; ``axes`` by default every attribute. See :func:`tabulate_numbers`.

    Of a survey that is no probability sample the columns of sampling error are null.
    """
    questionnaire = result.plan.questionnaires[survey]
    table = tabulate_numbers(
        weighted.coded if weighted else sample_of(result, survey),
        questionnaire,
        axes=default_axes(questionnaire) if axes is None else axes,
        questions=questions,
        design=weighted.design if weighted else design_of(result, survey),
        level=level,
    )
    return table if result.plan.plan.surveys[survey].has_sampling_error else without_tests(without_error(table))


def without_tests(table: pl.DataFrame) -> pl.DataFrame:
    """Take off what a difference beyond sampling error is known by."""
    return table.with_columns(pl.lit(None, TABLE.schema[name]).alias(name) for name in ("t", "mark"))
