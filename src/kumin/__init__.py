"""kumin (区民): from raw survey answers to a ward's published A/B table, with intervals.

The public names load what they need when they are first used, so that ``import kumin`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kumin.definitions import load_plan, load_questionnaire
    from kumin.errors import DefinitionError, KuminError, ReadError, StatisticsError, UsageError
    from kumin.estimation import SurveyDesign, proportions
    from kumin.judgement import bounds, judge, probability_met, representativeness, tipping_point
    from kumin.pipeline import Result, judge_published, run
    from kumin.responses import read_answers, validate_answers, validate_file

__version__ = "0.1.0"

_HOMES = {
    "kumin.definitions": ("load_plan", "load_questionnaire"),
    "kumin.errors": ("DefinitionError", "KuminError", "ReadError", "StatisticsError", "UsageError"),
    "kumin.estimation": ("SurveyDesign", "proportions"),
    "kumin.judgement": ("bounds", "judge", "probability_met", "representativeness", "tipping_point"),
    "kumin.pipeline": ("Result", "judge_published", "run"),
    "kumin.responses": ("read_answers", "validate_answers", "validate_file"),
}
_NAMES = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "DefinitionError",
    "KuminError",
    "ReadError",
    "Result",
    "StatisticsError",
    "SurveyDesign",
    "UsageError",
    "bounds",
    "judge",
    "judge_published",
    "load_plan",
    "load_questionnaire",
    "probability_met",
    "proportions",
    "read_answers",
    "representativeness",
    "run",
    "tipping_point",
    "validate_answers",
    "validate_file",
]


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        return getattr(import_module(_NAMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
