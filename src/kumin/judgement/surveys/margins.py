"""Do so many answers suffice? The sampling error planned and achieved, overall and by attribute."""

from __future__ import annotations

import math
from typing import Any

import polars as pl

from kumin.definitions import SingleQuestion
from kumin.estimation import SurveyDesign, proportions
from kumin.intervals import method_named
from kumin.judgement.measures import asked_of, base_of, positive_of
from kumin.judgement.surveys.frames import MARGINS
from kumin.judgement.surveys.survey import SurveyAnswers

Row = dict[str, Any]

_MOST = 50.0
"""Points from one half to nobody and to everyone: no percent is farther off."""


def margins(data: SurveyAnswers, estimates: pl.DataFrame) -> pl.DataFrame:
    """Lay out the sampling errors of a survey.

    ``margin_points`` is half the interval's width at the percent found, ``margin_at_half_points`` z √(¼/n_eff) and at
    most 50, the largest there is with as many answers; both hold the finite population correction and the design
    effect. Planned: the plan's ``margin_points``, or that of its ``n`` at one half, z √(¼ (1 − n/N)/n).

    Returns
    -------
    DataFrame
        :data:`kumin.judgement.surveys.frames.MARGINS`; domains of every single answer marked ``attribute``.
    """
    z = _z(data.level)
    planned = planned_margin(data, z)
    shares = {indicator.id for indicator in data.indicators if indicator.is_share}
    rows = [_row(data, row, {}, planned, z) for row in estimates.iter_rows(named=True)]
    # the mean of several percents is no share of so many people: of one half nothing follows for it
    rows = [
        row if row["indicator"] in shares else row | {"margin_at_half_points": None, "reached": None} for row in rows
    ]
    attributes = [
        question.id
        for question in data.questionnaire.questions
        if isinstance(question, SingleQuestion) and question.attribute
    ]
    whole = [indicator for indicator in data.indicators if indicator.is_share]
    if not whole:
        return MARGINS.of(rows)
    outcomes = {indicator.id: positive_of(indicator, data.questionnaire) for indicator in whole}
    frame = data.coded if data.drawn is None else data.drawn.frame
    for name in attributes:
        if not frame[name].count():
            continue  # nobody told it
        by = proportions(
            frame.lazy(),
            outcomes,
            base={indicator.id: base_of(indicator, data.questionnaire) for indicator in whole},
            asked={indicator.id: asked_of(indicator, data.questionnaire) for indicator in whole},
            by=[name],
            design=SurveyDesign(population=data.total) if data.drawn is None else data.drawn.unweighted,
            method=method_named(data.survey.interval),
            level=data.level,
            nulls="false",
        )
        labels = data.labels[name]
        for row in by.iter_rows(named=True):
            domain = {"dimension": name, "code": row[name], "label": labels.get(row[name])}
            rows.append(_row(data, row, domain, planned, z))
    return MARGINS.of(rows)


def planned_margin(data: SurveyAnswers, z: float) -> float | None:
    """Return the sampling error that was planned, in points; None where nothing was."""
    planned = data.survey.planned
    if planned is None or planned.margin_points is not None:
        return planned.margin_points if planned else None
    if planned.n is None:
        return None
    rest = 1 - planned.n / data.total if data.total else 1.0
    return 100 * z * math.sqrt(0.25 * max(rest, 0.0) / planned.n)


def _z(level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2))


def _row(data: SurveyAnswers, row: Row, domain: Row, planned: float | None, z: float) -> Row:
    size, lower, upper = row["n_eff"], row["lower"], row["upper"]
    half = None if size is None or size <= 0 else min(100 * z * math.sqrt(0.25 / size), _MOST)
    margin = None if lower is None or upper is None else 50 * (upper - lower)
    return {
        "survey": data.key,
        "indicator": row["indicator"],
        "n_base": row["n_base"],
        "percent": None if row["proportion"] is None else 100 * row["proportion"],
        "margin_points": margin,
        "margin_at_half_points": half,
        "deff": row["deff"],
        "sampled_share": data.coded.height / data.total if data.total else None,
        "planned_n": data.survey.planned.n if data.survey.planned else None,
        "planned_margin_points": planned,
        "reached": None if planned is None or half is None else half <= planned,
        **domain,
    }
