"""The answers to one survey, for commands that work on one: of a plan, or of a questionnaire alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kumin.cli.inputs.sources import find_source, kind_of
from kumin.cli.terminal.common import files_alone, parse_answers

if TYPE_CHECKING:
    from kumin.definitions import LoadedPlan, Questionnaire
    from kumin.responses import Answers


@dataclass(frozen=True)
class OneSurvey:
    """A survey's validated answers, their questionnaire, and the plan and its key where they are of one."""

    answers: Answers
    questionnaire: Questionnaire
    loaded: LoadedPlan | None = None
    key: str = ""


def one_survey(
    source: Path, given: tuple[str, ...], survey: str | None, fits: Callable[[Questionnaire], bool],
    lang: str | None = None,
) -> OneSurvey:  # fmt: skip
    """Read and check the answers to one survey.

    Parameters
    ----------
    source : Path
        A plan, its folder, a questionnaire, or a file of answers, of which a questionnaire is drafted.
    given : tuple of str
        Values of ``--answers``.
    survey : str, optional
        Which of the plan's surveys; needed where several fit.
    fits : callable
        Whether a survey is one the command can be about.
    lang : {"ja", "en"}, optional
        Language of what is said of a draft.

    Raises
    ------
    UsageError
        No answers are given, the survey is unknown, or several fit and none is named.
    """
    from kumin.definitions import load_plan, load_questionnaire
    from kumin.definitions.files.lone_survey import KEY
    from kumin.definitions.files.plan_file import file_is_plan
    from kumin.errors import UsageError, choices
    from kumin.estimates import answer_files, questionnaire_used
    from kumin.responses import validate_files

    if kind_of(source) == "answers" and source.is_file() and not given:
        drafted = find_source([source], (), None, lang).plan.questionnaires[KEY]
        return OneSurvey(validate_files([source], drafted), drafted)
    if source.is_file() and not file_is_plan(source):
        if not given:
            raise UsageError("survey_needs_answers")
        questionnaire = load_questionnaire(source)
        return OneSurvey(validate_files(files_alone(given), questionnaire), questionnaire)
    loaded = load_plan(source)
    files = answer_files(loaded, parse_answers(given))
    fitting = [key for key in files if fits(loaded.questionnaires[key])]
    if survey is not None and survey not in files:
        raise UsageError("survey_not_in_plan", survey=survey, **choices(survey, files))
    if survey is None and len(fitting) > 1:
        raise UsageError("survey_which", known=", ".join(fitting))
    key = survey or next(iter(fitting or files))
    questionnaire = questionnaire_used(loaded, key)
    return OneSurvey(validate_files(files[key], questionnaire), questionnaire, loaded, key)
