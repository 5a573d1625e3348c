"""Who counts, who was asked, and who is in the base of an indicator, as expressions on coded answers."""

from __future__ import annotations

import polars as pl

from kumin.conditions import answered, asked, has_any, meets
from kumin.definitions import (
    Base,
    Indicator,
    MultipleQuestion,
    NumberQuestion,
    NumberRange,
    Part,
    Question,
    Questionnaire,
)


def counts(question: Question, part: Part) -> pl.Expr:
    """Whether an answer counts: an option of the list, or a number of the list or the range; never null."""
    if not isinstance(question, NumberQuestion):
        return has_any(question, part.codes)
    number = pl.col(question.id)
    if not isinstance(part.positive, NumberRange):
        return number.is_in([float(code) for code in part.codes]).fill_null(False)
    goal, ends = part.positive.goal, []
    if goal.low is not None:
        low = pl.lit(float(goal.low))
        ends.append(number > low if goal.low_open else number >= low)
    if goal.high is not None:
        high = pl.lit(float(goal.high))
        ends.append(number < high if goal.high_open else number <= high)
    return pl.all_horizontal(ends).fill_null(False)


def positive_of(indicator: Indicator, questionnaire: Questionnaire) -> pl.Expr:
    """Who counts; of combined questions whoever meets any, or all, of them."""
    parts = [
        counts(questionnaire.by_id[part.question], part) & meets(part.among, questionnaire) for part in indicator.terms
    ]
    return pl.all_horizontal(parts) if indicator.combine == "all" else pl.any_horizontal(parts)


def asked_of(indicator: Indicator, questionnaire: Questionnaire) -> pl.Expr:
    """Who was asked an indicator's question (of several: all of them), within its domain."""
    return pl.all_horizontal(
        *(asked(questionnaire.by_id[part.question], questionnaire) for part in indicator.terms),
        meets(indicator.among, questionnaire),
    )


def base_of(indicator: Indicator, questionnaire: Questionnaire, rule: Base | None = None) -> pl.Expr:
    """Who is in an indicator's denominator, by its base rule or the one given; of several questions: by all of them."""
    return pl.all_horizontal(in_base(part, indicator, questionnaire, rule) for part in indicator.terms)


def in_base(part: Part, indicator: Indicator, questionnaire: Questionnaire, rule: Base | None = None) -> pl.Expr:
    """Who is in the denominator of one of an indicator's questions."""
    rule, question = rule or indicator.base, questionnaire.by_id[part.question]
    base = asked(question, questionnaire) & meets(indicator.among, questionnaire)
    if rule.rule == "answered":
        base &= answered(question, part.codes if isinstance(question, MultipleQuestion) else ())
    if rule.excluding:
        # of whom nothing says whether an excluded option was chosen, is not in the base for sure
        base &= answered(question, rule.excluding) | pl.col(question.id).is_null()
        base &= ~has_any(question, rule.excluding)
    return base
