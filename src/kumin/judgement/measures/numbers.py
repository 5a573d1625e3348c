"""Estimates of measures that count nobody: means, scores, differences, ratios, means of percents."""

from __future__ import annotations

import math
from typing import Any

import polars as pl

from kumin.conditions import meets
from kumin.definitions import Indicator, Part, Questionnaire
from kumin.estimation import SurveyDesign
from kumin.estimation.functions import FunctionEstimate, function_of_means
from kumin.estimation.sums import engine_for
from kumin.judgement.measures.counting import asked_of, counts, in_base
from kumin.judgement.measures.measure import measure_of

Row = dict[str, Any]


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

    Returns
    -------
    dict
        Columns of estimates. A percent has ``proportion`` and Wilson's limits on its effective size; every other
        value is ``estimate``, with ``se``, ``lower``, ``upper`` (value ± t·se) in its unit. ``n_base`` is the smallest
        of the bases, ``n_positive`` null.
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
    if indicator.is_percent:
        return row | _percent(found, min(found.n), level)
    times = kind.times_of_shares if all(part.is_share for part in indicator.terms) else 1
    scaled = {name: _times(getattr(found, name), times) for name in ("se", "lower", "upper")}
    return row | scaled | {"estimate": times * found.value, "df": found.df, "method": "t"}


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
