"""A questionnaire without a plan: definitions of its survey alone, for what is made of answers and judges nothing."""

from __future__ import annotations

from pathlib import Path

from kumin.definitions.files.loaded import LoadedPlan
from kumin.definitions.plan import Plan
from kumin.definitions.questionnaire import Questionnaire
from kumin.definitions.survey import Sampling, Survey

KEY = "survey"
"""What the survey is called where a plan would name it."""


def lone_survey(
    questionnaire: Questionnaire, path: Path, fiscal_year: int = 0, sampling: Sampling = "random"
) -> LoadedPlan:
    """Return definitions with one survey and no indicators.

    Parameters
    ----------
    questionnaire : Questionnaire
        Its questions.
    path : Path
        The file that stands in a plan's place in messages.
    fiscal_year : int
        The year of the answers; 0 where it is not known.
    sampling : {"random", "census", "volunteers", "participants", "panel"}
        How the respondents were selected.

    Notes
    -----
    Everything else that a plan may leave out is as if it had: there is no population. Who shows a sampling error where
    nobody has said how the respondents were selected must say so.
    """
    survey = Survey(title=questionnaire.title, questionnaire=path.name, period=questionnaire.period, sampling=sampling)
    # a plan that is written has an issue with an indicator; nothing here reads them
    plan = Plan.model_construct(
        id=questionnaire.id,
        title=questionnaire.title,
        ward="",
        fiscal_year=fiscal_year,
        surveys={KEY: survey},
        issues=(),
    )
    return LoadedPlan(plan, path, {KEY: questionnaire})
