"""Definition files → immutable typed definitions: questionnaire, plan, population."""

from __future__ import annotations

from kumin.definitions.load import LoadedPlan, load_plan
from kumin.definitions.plan import (
    Base,
    Indicator,
    ManagementIssue,
    Part,
    Period,
    Plan,
    Planned,
    Survey,
    WeightingRule,
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
from kumin.definitions.targets import Band, Published, Scale, Target

__all__ = [
    "Band",
    "Base",
    "DateQuestion",
    "Indicator",
    "LoadedPlan",
    "ManagementIssue",
    "MultipleQuestion",
    "NumberQuestion",
    "Option",
    "Part",
    "Period",
    "Plan",
    "Planned",
    "Population",
    "PopulationFile",
    "Published",
    "Question",
    "Questionnaire",
    "Scale",
    "SingleQuestion",
    "Survey",
    "Target",
    "TextQuestion",
    "WeightingRule",
    "coded_columns",
    "load_plan",
    "load_population",
    "load_questionnaire",
]
