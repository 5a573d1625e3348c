"""Targets that are another indicator's value of the same year: with the covariance of the same respondents."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from kumin.arrays import Floats
from kumin.conditions import meets
from kumin.definitions import Indicator, Questionnaire
from kumin.definitions.checks.pool import others_of
from kumin.estimation import SurveyDesign
from kumin.estimation.functions import Form, function_of_means, mean_of
from kumin.judgement.measures.counting import base_of, in_base, positive_of
from kumin.judgement.measures.measure import measure_of
from kumin.judgement.measures.numbers import value_of

TARGET_SE = "target_se"
"""Column of estimates: the standard error of the value less that of the indicator its target refers to."""


def differences_from_targets(
    coded: pl.DataFrame | pl.LazyFrame,
    questionnaire: Questionnaire,
    indicators: Sequence[Indicator],
    design: SurveyDesign,
    level: float,
) -> dict[str, float | None]:
    """Return the standard errors of values less those of the same survey's indicators that their targets refer to.

    Both are functions of means of the same respondents; the variance of their difference is that of the difference of
    their linearised variables, which holds the covariance exactly as the design gives it (Särndal, Swensson & Wretman
    1992, section 5.5; Woodruff 1971, JASA 66).

    Returns
    -------
    dict
        Indicator → standard error, 0-1 of percents, else in the unit; only of targets of this kind.
    """
    known = {one.id: one for one in indicators}
    found: dict[str, float | None] = {}
    for one in indicators:
        for rule in others_of(one.target):
            other = known.get(rule.id)
            if other is not None and other.unit == one.unit:
                found[one.id] = _difference_se(coded, questionnaire, (one, other), design, level)
    return found


def _difference_se(
    coded: pl.DataFrame | pl.LazyFrame,
    questionnaire: Questionnaire,
    pair: tuple[Indicator, Indicator],
    design: SurveyDesign,
    level: float,
) -> float | None:
    values: list[pl.Expr] = []
    bases: list[pl.Expr] = []
    forms: list[tuple[Form, int, float]] = []
    for one in pair:
        own_values, own_bases, times = _means_of(one, questionnaire)
        values += own_values
        bases += own_bases
        forms.append((measure_of(one).form or mean_of, len(own_values), times))

    def less(means: Floats) -> tuple[float, Floats]:
        (first, count, times), (second, _, other) = forms
        one, one_slopes = first(means[:count])
        two, two_slopes = second(means[count:])
        return times * one - other * two, np.concatenate([times * one_slopes, -other * two_slopes])

    return function_of_means(coded, values, less, bases=bases, design=design, level=level, nulls="drop").se


def _means_of(one: Indicator, questionnaire: Questionnaire) -> tuple[list[pl.Expr], list[pl.Expr], float]:
    """Return the means that an indicator is a function of, their bases, and what the function is multiplied with."""
    if one.is_share:
        return [positive_of(one, questionnaire).cast(pl.Float64)], [base_of(one, questionnaire)], 1.0
    shares = all(part.is_share for part in one.terms)
    times = float(measure_of(one).times_of_shares) if shares and not one.is_percent else 1.0
    values = [value_of(part, questionnaire) for part in one.terms]
    bases = [in_base(part, one, questionnaire) & meets(part.among, questionnaire) for part in one.terms]
    return values, bases, times
