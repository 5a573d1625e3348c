"""The answers of a survey with the weights its plan asks for, for tables of weighted percents."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from kumin.errors import UsageError
from kumin.estimation import SurveyDesign, Weighted
from kumin.judgement.surveys.survey import SurveyAnswers, weightings
from kumin.judgement.surveys.weighting import POSTSTRATIFIED, RAKED, Weighting
from kumin.tables.axes import HasAnswers

FITTED = "kumin_fitted_"
"""Prefix of the columns that weights were fitted to, as the fitting saw them."""


@dataclass(frozen=True)
class WeightedAnswers:
    """Answers with weights.

    Attributes
    ----------
    coded : DataFrame
        Coded answers with the column of weights.
    design : SurveyDesign
        Whose variance knows how the weights were fitted.
    weighting : Weighting
        What they were weighted to.
    """

    coded: pl.DataFrame
    design: SurveyDesign
    weighting: Weighting


def weighted_answers(result: HasAnswers, survey: str) -> WeightedAnswers:
    """Weight a survey as its plan's ``official`` says; else post-stratified, raked, or by design, the first there is.

    Raises
    ------
    UsageError
        There is nothing to weight to, or the weights cannot be formed.
    """
    loaded = result.plan
    data = SurveyAnswers(
        survey, loaded.plan, loaded.questionnaires[survey], loaded.populations[survey], result.answers[survey].coded,
        letters=loaded.invited[survey],
    )  # fmt: skip
    found = {one.name: one for one in weightings(data)}
    names = (loaded.plan.official, POSTSTRATIFIED, RAKED, *found)
    chosen = next((found[name] for name in names if name in found and found[name].weighted is not None), None)
    if chosen is None or chosen.weighted is None:
        raise UsageError("tables_no_weights", path=loaded.path, survey=survey)
    return _add_weights(result.answers[survey].coded, chosen.weighted, chosen)


def _add_weights(coded: pl.DataFrame, fitted: Weighted, weighting: Weighting) -> WeightedAnswers:
    """Put the weights beside the answers as they were given: fitting takes what the population does not have for blank.

    The columns that were fitted to get names of their own, for the variance.
    """
    design, frame = fitted.design, fitted.frame
    own = {name: f"{FITTED}{name}" for name in frame.columns if name in coded.columns}
    used = [] if design.calibration is None else design.calibration.columns
    copies = frame.select(pl.col(name).alias(own[name]) for name in used if name in own)
    frame = coded.hstack([*frame.select(pl.exclude(coded.columns)), *copies])
    if design.calibration is not None:
        margins = tuple(tuple(own.get(name, name) for name in margin) for margin in design.calibration.margins)
        design = replace(design, calibration=replace(design.calibration, margins=margins))
    return WeightedAnswers(frame, design, weighting)
