"""The frame that is exported: answers, the plan's indicators and the columns of the sample's design."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from kumin.archive.variables import Variable, value, variables_of, why_empty
from kumin.conditions import meets
from kumin.definitions import Indicator, Questionnaire
from kumin.estimation import SurveyDesign
from kumin.judgement.measures import base_of, in_base, positive_of, value_of
from kumin.judgement.measures.drawn import WEIGHT
from kumin.judgement.surveys.survey import SurveyAnswers, weightings
from kumin.judgement.surveys.weighting import MERGED
from kumin.words.words import Words

ORDER = "number"
"""Rows are numbered from 1 in the order of the files; ids of respondents are not exported."""
MATCHED = "kumin_matched_"
"""Prefix of the columns that weights were fitted by: the categories of the population."""


@dataclass(frozen=True)
class Exported:
    """Answers for those who work on with them.

    Attributes
    ----------
    frame : DataFrame
        One row a respondent.
    empty : DataFrame
        For every column of a question why a cell is empty; see :func:`kumin.archive.variables.why_empty`.
    variables : tuple of Variable
        The columns, in order.
    indicators : mapping of indicator to column
        Those that a script can work out again from one column.
    design : SurveyDesign
        By which the published table was estimated, with its weights.
    weighted : bool
        Whether what is published of this survey is weighted.
    left_out : tuple of str
        Headings of questions that are not exported: free text.
    others : tuple of str
        Indicators of several columns, or of no survey.
    """

    frame: pl.DataFrame
    empty: pl.DataFrame
    variables: tuple[Variable, ...]
    indicators: dict[str, str]
    design: SurveyDesign
    left_out: tuple[str, ...]
    others: tuple[str, ...]
    weighted: bool = False


def exported(coded: pl.DataFrame, questionnaire: Questionnaire, words: Words, data: SurveyAnswers | None) -> Exported:
    """Lay out the answers of one survey.

    Parameters
    ----------
    coded : DataFrame
        Coded answers.
    questionnaire : Questionnaire
    words : Words
        Of labels that the questionnaire does not have.
    data : SurveyAnswers, optional
        The survey of a plan; without it there are no indicators and no design.
    """
    questions = tuple(variables_of(questionnaire, words.text("export_chosen"), words.text("export_not_chosen")))
    frame, design, weighted = (coded, SurveyDesign(), False) if data is None else _published(data)
    alone = [] if data is None else [one for one in data.indicators if len(one.terms) == 1 or one.is_share]
    own = {one.id: f"indicator_{one.id.replace('-', '_')}" for one in alone}
    extra = [name for name in design.columns if name not in {variable.name for variable in questions}]
    extra += [name for name in (WEIGHT,) if name in frame.columns and name not in extra and not weighted]
    variables = (
        Variable(ORDER, "order", words.text("export_number")),
        *questions,
        *(Variable(own[one.id], "indicator", one.text, _values(one, words)) for one in alone),
        *(Variable(name, "design", _label(name, words)) for name in extra),
    )
    asked = [value(variable) for variable in questions]
    columns = [_indicator(one, questionnaire).alias(own[one.id]) for one in alone]
    return Exported(
        pl.concat(
            [coded.select(pl.int_range(1, pl.len() + 1).alias(ORDER), *asked), frame.select(*columns, *extra)],
            how="horizontal",
        ),
        coded.select(why_empty(variable, questionnaire) for variable in questions),
        variables,
        own,
        design,
        tuple(one.column_header for one in questionnaire.questions if one.type == "text"),
        () if data is None else tuple(one.id for one in data.indicators if one.id not in own),
        weighted,
    )


def _published(data: SurveyAnswers) -> tuple[pl.DataFrame, SurveyDesign, bool]:
    """Give answers and design of the published table: of the plan's weighting, where the survey has it."""
    for one in weightings(data):
        if one.name == data.plan.official and one.weighted is not None:
            return *_matched(one.weighted.frame, one.weighted.design), True
    if data.drawn is not None:
        return data.drawn.frame, data.drawn.unweighted, False
    return data.coded, SurveyDesign(population=data.survey.everyone(data.total, data.coded.height)), False


def _matched(frame: pl.DataFrame, design: SurveyDesign) -> tuple[pl.DataFrame, SurveyDesign]:
    """Give what weights were fitted by columns of its own, empty for those who are in none of the categories."""
    fitted = design.calibration
    if fitted is None:
        return frame, design
    names = {name: f"{MATCHED}{name.removeprefix(MERGED)}" for name in fitted.columns}
    margins = tuple(tuple(names[name] for name in margin) for margin in fitted.margins)
    frame = frame.with_columns(pl.col(name).alias(own) for name, own in names.items())
    return frame, replace(design, calibration=replace(fitted, margins=margins))


def _label(name: str, words: Words) -> str:
    if name.startswith(MATCHED):
        return words.text("export_matched", name=name.removeprefix(MATCHED))
    return words.text(f"export_{name}")


def _indicator(one: Indicator, questionnaire: Questionnaire) -> pl.Expr:
    """1 or 0 of who is in the base, or what the answer is worth; null outside the base."""
    if one.is_share:
        return pl.when(base_of(one, questionnaire)).then(positive_of(one, questionnaire).cast(pl.Int8))
    (part,) = one.terms
    inside = in_base(part, one, questionnaire) & meets(part.among, questionnaire)
    return pl.when(inside).then(value_of(part, questionnaire))


def _values(one: Indicator, words: Words) -> dict[int, str]:
    return {1: words.text("export_counts"), 0: words.text("export_counts_not")} if one.is_share else {}
