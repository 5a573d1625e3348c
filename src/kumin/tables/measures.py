"""Indicators within groups of respondents: means, differences and others that are no share of options."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from kumin.definitions import Indicator, NumberQuestion, Part, Questionnaire
from kumin.frames import Column, frame
from kumin.judgement.measures import (
    base_of,
    counts,
    estimate_indicators,
    in_base,
    positive_of,
    value_of,
    without_error,
)
from kumin.numbers import exact, half_up
from kumin.result import Result
from kumin.tables.amounts import dominance_of
from kumin.tables.axes import design_of, sample_of
from kumin.tables.crossing import Axis
from kumin.tables.shares import ESTIMATE, GROUP

OF_OPTIONS = "of_options"
"""Why an indicator is not here: it has a table of its own, beside the options of its question."""

NO_SURVEY, SEVERAL_SURVEYS, OF_SOME, NO_ATTRIBUTE = "no_survey", "several_surveys", "of_some", "no_attribute"
"""Why it has no table by group; its words stand under ``no_groups_<reason>``."""

GROUPS = frame(
    "indicator_groups",
    "One row an indicator that is no share of options, and category of an attribute.",
    ESTIMATE["indicator"],
    *GROUP,
    Column("n_base", pl.Int64, "people", "who is counted; of several questions the smallest of their bases"),
    Column("value", pl.Float64, "percent or its unit", "rounded half up, as the indicator is printed"),
    Column("se", pl.Float64, "percent or its unit", "standard error"),
    Column("lower", pl.Float64, "percent or its unit", "lower end of the interval"),
    Column("upper", pl.Float64, "percent or its unit", "upper end of the interval"),
    ESTIMATE["level"],
    ESTIMATE["method"],
    ESTIMATE["df"],
    ESTIMATE["not_estimable"],
    Column(
        "fewest",
        pl.Int64,
        "people",
        "the fewest people that the value tells of: a base, those who count, or do not; 0 where all answers are equal",
    ),
    Column("dominance", pl.Float64, "percent", "of amounts, as in `number_table`: the least of its questions"),
    Column("fewest_blank", pl.Int64, "people", "`fewest` of those who left the attribute blank"),
)
"""Groups of those who left an attribute blank have no row."""


def why_no_groups(indicator: Indicator, questionnaire: Questionnaire | None) -> str | None:
    """Return why an indicator has no row by group; None where it has.

    Parameters
    ----------
    indicator : Indicator
    questionnaire : Questionnaire or None
        Its survey's.

    Returns
    -------
    str or None
        :data:`NO_SURVEY`, :data:`SEVERAL_SURVEYS`, :data:`OF_SOME` (it speaks of some respondents only),
        :data:`NO_ATTRIBUTE`, or :data:`OF_OPTIONS`.
    """
    if indicator.pool is not None:
        return SEVERAL_SURVEYS
    if questionnaire is None or not indicator.terms:
        return NO_SURVEY
    if indicator.among or any(part.among for part in indicator.terms):
        return OF_SOME
    if not any(getattr(question, "attribute", False) for question in questionnaire.questions):
        return NO_ATTRIBUTE
    closed = {question.id for question in questionnaire.closed()}
    return OF_OPTIONS if indicator.codes and indicator.question in closed else None


@dataclass(frozen=True)
class _Cell:
    """An indicator in one category."""

    indicator: Indicator
    axis: Axis
    code: int

    @property
    def name(self) -> str:
        return f"{self.indicator.id} {self.axis[0]}={self.code}"

    @property
    def inside(self) -> Indicator:
        """The indicator among the people of the category."""
        return self.indicator.model_copy(update={"id": self.name, "among": {self.axis[0]: (self.code,)}})


def indicator_groups(result: Result, survey: str, axes: Sequence[Axis], *, level: float = 0.95) -> pl.DataFrame:
    """Estimate a survey's means, scores, differences, ratios and combined shares within the categories of attributes.

    The estimate is made as for all respondents, with the category as its domain; the respondents outside of it stay in
    the design (Särndal, Swensson & Wretman 1992, section 5.8).

    Parameters
    ----------
    result : Result
    survey : str
        Its key.
    axes : sequence of tuple of str
        Attributes, each alone.
    level : float
        Confidence level.

    Returns
    -------
    DataFrame
        :data:`GROUPS`, in the plan's order. Of a survey that is no probability sample without sampling error.
    """
    plan, questionnaire = result.plan.plan, result.plan.questionnaires[survey]
    coded, definition = sample_of(result, survey), plan.surveys[survey]
    chosen = [one for _, one in plan.indicators(survey) if why_no_groups(one, questionnaire) is None]
    cells = [
        _Cell(one, axis, code)
        for one in chosen
        for axis in axes
        if len(axis) == 1 and axis[0] not in {part.question for part in one.terms}
        for code in getattr(questionnaire.by_id[axis[0]], "options", {})
    ]
    if not cells:
        return GROUPS.empty()
    inside = [cell.inside for cell in cells]
    design, method = design_of(result, survey), definition.interval
    found = estimate_indicators(coded, questionnaire, inside, design=design, method=method, level=level)
    facts = coded.select(
        expression.alias(f"{cell.name} {name}")
        for cell, one in zip(cells, inside, strict=True)
        for name, expression in _facts(one, questionnaire)
    ).row(0, named=True)
    blank = {axis: _fewest_blank(coded, chosen, questionnaire, axis[0]) for axis in {cell.axis for cell in cells}}
    rows = []
    for cell, row in zip(cells, found.iter_rows(named=True), strict=True):
        told = {name: facts[f"{cell.name} {name}"] for name in ("fewest", "dominance")}
        told["fewest_blank"] = blank[cell.axis][cell.indicator.id]
        rows.append(_row(cell, row, plan.decimals_of(cell.indicator)) | told)
    table = GROUPS.of(rows)
    return table if definition.has_sampling_error else without_error(table)


def dominance_together(
    result: Result, survey: str, indicator: str, attribute: str, categories: Collection[str], *, blank: bool
) -> float | None:
    """Return how one amount dominates the sum of several categories, as ``dominance`` of :data:`GROUPS`.

    Parameters
    ----------
    result : Result
    survey, indicator, attribute : str
        Their keys.
    categories : collection of str
        Codes of the attribute.
    blank : bool
        Whether those who left it blank are among them.
    """
    questionnaire = result.plan.questionnaires[survey]
    one = next(one for _, one in result.plan.plan.indicators(survey) if one.id == indicator)
    inside = pl.col(attribute).is_in([int(code) for code in categories])
    inside = inside.fill_null(value=False) | (pl.col(attribute).is_null() & blank)
    found = sample_of(result, survey).filter(inside).select(_dominance(one, questionnaire)).item()
    return None if found is None else float(found)


def _row(cell: _Cell, row: dict[str, Any], decimals: int) -> dict[str, Any]:
    """Bring an estimate into the unit it is printed in."""
    percent = row["estimate"] is None
    value = row["proportion"] if percent else row["estimate"]
    times = 100 if percent else 1
    counted = percent and row["n_positive"] is not None and row["n_base"]
    printed = None
    if counted:
        printed = float(half_up(exact(100 * row["n_positive"]) / row["n_base"], decimals))
    elif value is not None:
        printed = float(half_up(exact(times * value), decimals))
    limits = {name: None if row[name] is None else times * row[name] for name in ("se", "lower", "upper")}
    kept = {name: row[name] for name in ("n_base", "level", "method", "df", "not_estimable")}
    place = {"indicator": cell.indicator.id, "axis": cell.axis[0], "category": str(cell.code)}
    return place | kept | limits | {"value": printed}


def _fewest_blank(
    coded: pl.DataFrame, chosen: Sequence[Indicator], questionnaire: Questionnaire, attribute: str
) -> dict[str, int | None]:
    """Count by indicator the fewest people that the value of those who left an attribute blank would tell of."""
    few = (dict(_facts(one, questionnaire))["fewest"].alias(one.id) for one in chosen)
    return coded.filter(pl.col(attribute).is_null()).select(few).row(0, named=True)


def _facts(one: Indicator, questionnaire: Questionnaire) -> Iterator[tuple[str, pl.Expr]]:
    """Express what a value tells of few people."""
    yield "fewest", pl.min_horizontal(_few(one, questionnaire)).cast(pl.Int64)
    yield "dominance", _dominance(one, questionnaire)


def _dominance(one: Indicator, questionnaire: Questionnaire) -> pl.Expr:
    amounts = [
        dominance_of(pl.col(part.question).cast(pl.Float64).filter(in_base(part, one, questionnaire)))
        for part in one.terms
        if isinstance(questionnaire.by_id[part.question], NumberQuestion) and not part.is_share
    ]
    return pl.min_horizontal(amounts) if amounts else pl.lit(None, pl.Float64)


def _few(one: Indicator, questionnaire: Questionnaire) -> list[pl.Expr]:
    """Express the numbers of people that a value tells of."""
    found: list[pl.Expr] = []
    if one.is_share:
        base, ways = base_of(one, questionnaire), [one]
        if one.combine is not None:
            # with the questions' own counts, who meets one of two tells who meets both
            ways = [one.model_copy(update={"combine": way}) for way in ("any", "all")]
        for way in ways:
            positive = positive_of(way, questionnaire)
            found += [(base & positive).sum(), (base & ~positive).sum()]
        return found
    for part in one.terms:
        base = in_base(part, one, questionnaire)
        found += _of_part(part, base, questionnaire)
    return found


def _of_part(part: Part, base: pl.Expr, questionnaire: Questionnaire) -> list[pl.Expr]:
    if part.is_share:
        positive = counts(questionnaire.by_id[part.question], part)
        return [(base & positive).sum(), (base & ~positive).sum()]
    value = value_of(part, questionnaire).filter(base).drop_nulls()
    return [pl.when(value.min() == value.max()).then(0).otherwise(value.len()).cast(pl.UInt32)]
