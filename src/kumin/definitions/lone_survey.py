"""A survey without a plan: its questionnaire, and nothing else that a plan would say of it."""

from __future__ import annotations

from pathlib import Path

from kumin.definitions.load import LoadedPlan
from kumin.definitions.plan import Plan
from kumin.definitions.questionnaire import Questionnaire
from kumin.definitions.survey import Survey

KEY = "survey"
"""What the survey is called where a plan would name it."""


def lone_survey(questionnaire: Questionnaire, path: Path) -> LoadedPlan:
    """Return definitions with one survey and no indicators, for what is made of answers alone.

    Parameters
    ----------
    questionnaire : Questionnaire
        Its questions.
    path : Path
        The file that stands in a plan's place in messages.

    Notes
    -----
    Everything a plan may leave out is as if it had: no population, sampling taken for random. Who shows a sampling
    error of it must say so.
    """
    survey = Survey(title=questionnaire.title, questionnaire=path.name)
    # a plan that is written has an issue with an indicator; nothing here reads them
    plan = Plan.model_construct(
        id=questionnaire.id, title=questionnaire.title, ward="", fiscal_year=0, surveys={KEY: survey}, issues=()
    )
    return LoadedPlan(plan, path, {KEY: questionnaire})
