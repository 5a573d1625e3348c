"""The frame that is exported: answers, the plan's indicators and the columns of the sample's design."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kumin.archive.variables import Variable, value, variables_of, why_empty
from kumin.conditions import meets
from kumin.definitions import Indicator, Questionnaire
from kumin.estimation import SurveyDesign
from kumin.judgement.measures import base_of, in_base, positive_of, value_of
from kumin.judgement.survey import SurveyAnswers
from kumin.words.words import Words

ORDER = "number"
"""Rows are numbered from 1 in the order of the files; ids of respondents are not exported."""


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
        By which the published table was estimated.
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
    frame, design = coded, SurveyDesign()
    if data is not None:
        design = SurveyDesign(population=data.survey.everyone(data.total, coded.height))
        if data.drawn is not None:
            frame, design = data.drawn.frame, data.drawn.unweighted
    alone = [] if data is None else [one for one in data.indicators if len(one.terms) == 1 or one.is_share]
    own = {one.id: f"indicator_{one.id.replace('-', '_')}" for one in alone}
    extra = [name for name in design.columns if name not in {variable.name for variable in questions}]
    variables = (
        Variable(ORDER, "order", words.text("export_number")),
        *questions,
        *(Variable(own[one.id], "indicator", one.text, _values(one, words)) for one in alone),
        *(Variable(name, "design", words.text(f"export_{name}")) for name in extra),
    )
    columns = [value(variable) for variable in questions]
    columns += [_indicator(one, questionnaire).alias(own[one.id]) for one in alone]
    return Exported(
        frame.select(pl.int_range(1, pl.len() + 1).alias(ORDER), *columns, *extra),
        frame.select(why_empty(variable, questionnaire) for variable in questions),
        variables,
        own,
        design,
        tuple(one.column_header for one in questionnaire.questions if one.type == "text"),
        () if data is None else tuple(one.id for one in data.indicators if one.id not in own),
    )


def _indicator(one: Indicator, questionnaire: Questionnaire) -> pl.Expr:
    """1 or 0 of who is in the base, or what the answer is worth; null outside the base."""
    if one.is_share:
        return pl.when(base_of(one, questionnaire)).then(positive_of(one, questionnaire).cast(pl.Int8))
    (part,) = one.terms
    inside = in_base(part, one, questionnaire) & meets(part.among, questionnaire)
    return pl.when(inside).then(value_of(part, questionnaire))


def _values(one: Indicator, words: Words) -> dict[int, str]:
    return {1: words.text("export_counts"), 0: words.text("export_counts_not")} if one.is_share else {}
