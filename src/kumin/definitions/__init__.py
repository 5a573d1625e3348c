"""Definition files → immutable typed definitions: questionnaire, plan, population."""

from __future__ import annotations

from kumin.definitions.load import LoadedPlan, load_plan
from kumin.definitions.plan import (
    Base,
    Indicator,
    ManagementIssue,
    Period,
    Plan,
    Published,
    Survey,
    Target,
)
from kumin.definitions.population import Population, PopulationFile, load_population
from kumin.definitions.questionnaire import (
    DateQuestion,
    MultipleQuestion,
    NumberQuestion,
    Option,
    Question,
    Questionnaire,
    SingleQuestion,
    TextQuestion,
    coded_columns,
    load_questionnaire,
)

__all__ = [
    "Base",
    "DateQuestion",
    "Indicator",
    "LoadedPlan",
    "ManagementIssue",
    "MultipleQuestion",
    "NumberQuestion",
    "Option",
    "Period",
    "Plan",
    "Population",
    "PopulationFile",
    "Published",
    "Question",
    "Questionnaire",
    "SingleQuestion",
    "Survey",
    "Target",
    "TextQuestion",
    "coded_columns",
    "load_plan",
    "load_population",
    "load_questionnaire",
]
