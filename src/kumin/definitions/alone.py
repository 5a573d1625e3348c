"""A questionnaire without a plan: the definitions of its survey alone, for a report that judges nothing."""

from __future__ import annotations

from pathlib import Path

from kumin.definitions.load import LoadedPlan
from kumin.definitions.plan import Plan
from kumin.definitions.questionnaire_file import load_questionnaire
from kumin.definitions.survey import Sampling, Survey

KEY = "survey"
"""Key of the only survey."""


def plan_of_questionnaire(path: Path, fiscal_year: int, sampling: Sampling) -> LoadedPlan:
    """Make a plan without indicators of a questionnaire.

    Parameters
    ----------
    path : Path
        The questionnaire.
    fiscal_year : int
        The year of the answers.
    sampling : {"random", "census", "volunteers", "participants", "panel"}
        How the respondents were selected.

    Raises
    ------
    DefinitionError
        With file, line and column of every fault found.
    """
    questionnaire = load_questionnaire(path)
    survey = Survey(title=questionnaire.title, questionnaire=path.name, period=questionnaire.period, sampling=sampling)
    # a plan that is read must have indicators; this one has none to judge
    plan = Plan.model_construct(
        id=questionnaire.id,
        title=questionnaire.title,
        ward="",
        fiscal_year=fiscal_year,
        surveys={KEY: survey},
        issues=(),
    )
    return LoadedPlan(plan, path, {KEY: questionnaire})
