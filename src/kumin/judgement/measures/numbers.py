"""Estimates of measures that count nobody: means, scores, differences, ratios, means of percents."""

from __future__ import annotations

import math
from typing import Any

import polars as pl

from kumin.conditions import meets
from kumin.definitions import Indicator, Part, Questionnaire
from kumin.estimation import SurveyDesign
from kumin.estimation._reasons import NO_SPREAD
from kumin.estimation.functions import FunctionEstimate, function_of_means, mean_of
from kumin.estimation.linearized.sums import engine_for
from kumin.judgement.measures.counting import asked_of, counts, in_base
from kumin.judgement.measures.measure import measure_of
from kumin.judgement.measures.ranges import range_of, within_range

Row = dict[str, Any]

SMALL_DIVISOR = "small_divisor"
"""Why a value has no error: the divisor may be 0. Words stand under ``why_<reason>``."""


def value_of(part: Part, questionnaire: Questionnaire) -> pl.Expr:
    """Return what an answer is worth: 1 or 0 of a share, its points, or the number itself; null where nothing is."""
    question = questionnaire.by_id[part.question]
    if part.is_share:
        return counts(question, part).cast(pl.Float64)
    if part.points:
        codes, points = list(part.points), list(part.points.values())
        return pl.col(question.id).replace_strict(codes, points, default=None, return_dtype=pl.Float64)
    return pl.col(question.id).cast(pl.Float64)


def estimate_number(
    coded: pl.DataFrame | pl.LazyFrame,
    questionnaire: Questionnaire,
    indicator: Indicator,
    design: SurveyDesign,
    level: float,
) -> Row:
    """Estimate an indicator that is a function of the means of its questions, each on its own base.

    Values that do not differ between people, of a sample that is not the whole population, show no sampling error, and
    that is no certainty; a ratio whose divisor may be 0, by its own interval, has no bounded interval (Fieller 1954,
    JRSS B 16). Both have none, and ``not_estimable`` says so.

    Returns
    -------
    dict
        Columns of estimates. A percent has ``proportion`` and Wilson's limits on its effective size; every other
        value is ``estimate``, with ``se``, ``lower``, ``upper`` (value ± t·se, of the mean of one question within what
        its answers can be) in its unit. ``n_base`` is the smallest of the bases, ``n_positive`` null.
    """
    kind = measure_of(indicator)
    assert kind.form is not None
    found = function_of_means(
        coded,
        [value_of(part, questionnaire) for part in indicator.terms],
        kind.form,
        bases=[in_base(part, indicator, questionnaire) & meets(part.among, questionnaire) for part in indicator.terms],
        design=design,
        level=level,
        nulls="drop",  # the base of the indicator says who is counted; a number that cannot be read is none
    )
    asked = coded.lazy().filter(asked_of(indicator, questionnaire)).select(pl.len())
    row: Row = {"indicator": indicator.id, "n_asked": asked.collect(engine=engine_for(coded)).item()}
    row |= {"n_base": min(found.n), "level": level, "not_estimable": found.not_estimable}
    if found.value is None:
        return row
    if found.se == 0 and not _is_everyone(coded, design):
        return row | {"not_estimable": NO_SPREAD} | _value_alone(indicator, kind.times_of_shares, found.value)
    if indicator.combine == "ratio" and _may_be_zero(coded, questionnaire, indicator, design, level):
        return row | {"not_estimable": SMALL_DIVISOR, "estimate": found.value}
    if indicator.is_percent:
        return row | _percent(found, min(found.n), level)
    times = kind.times_of_shares if all(part.is_share for part in indicator.terms) else 1
    lower, upper = found.lower, found.upper
    if kind.form is mean_of and len(indicator.terms) == 1:
        lower, upper = within_range(lower, upper, found.value, range_of(indicator.terms[0], questionnaire))
    scaled = {name: _times(one, times) for name, one in (("se", found.se), ("lower", lower), ("upper", upper))}
    return row | scaled | {"estimate": times * found.value, "df": found.df, "method": "t"}


def _count(coded: pl.DataFrame | pl.LazyFrame) -> int:
    return int(coded.lazy().select(pl.len()).collect(engine=engine_for(coded)).item())


def _is_everyone(coded: pl.DataFrame | pl.LazyFrame, design: SurveyDesign) -> bool:
    """Whether the answers are the whole population."""
    return isinstance(design.population, int | float) and _count(coded) >= design.population


def _value_alone(indicator: Indicator, times_of_shares: int, value: float) -> Row:
    """Give a value without an error."""
    if indicator.is_percent:
        return {"proportion": value}
    return {"estimate": (times_of_shares if all(part.is_share for part in indicator.terms) else 1) * value}


def _may_be_zero(
    coded: pl.DataFrame | pl.LazyFrame,
    questionnaire: Questionnaire,
    indicator: Indicator,
    design: SurveyDesign,
    level: float,
) -> bool:
    """Whether the divisor's own interval, its mean ± t·se, holds 0."""
    part = indicator.terms[1]
    found = function_of_means(
        coded,
        [value_of(part, questionnaire)],
        mean_of,
        bases=[in_base(part, indicator, questionnaire) & meets(part.among, questionnaire)],
        design=design,
        level=level,
        nulls="drop",
    )
    return found.lower is not None and found.upper is not None and found.lower <= 0 <= found.upper


def _times(value: float | None, times: int) -> float | None:
    return None if value is None else times * value


def _percent(found: FunctionEstimate, n: int, level: float) -> Row:
    """Give a mean of percents Wilson's limits on its effective size, whatever interval is asked for."""
    from kumin.judgement.change import wilson_limits

    mean, se = found.value, found.se
    assert mean is not None
    row: Row = {"proportion": mean, "se": se, "df": found.df, "method": "wilson"}
    if se is None:
        return row
    spread = mean * (1 - mean)
    size = float(n) if spread <= 0 else math.inf if se == 0 else spread / se**2
    lower, upper = wilson_limits(min(max(mean, 0.0), 1.0), size, level)
    return row | {"lower": lower, "upper": upper, "n_eff": size, "deff": n / size}
