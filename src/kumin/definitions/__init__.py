"""Definition files → immutable typed definitions: questionnaire, plan, population."""

from __future__ import annotations

from kumin.definitions.design import Design, Stratum
from kumin.definitions.disclosure import DEFAULT_K, Disclosure
from kumin.definitions.files.load import load_plan
from kumin.definitions.files.loaded import LoadedPlan
from kumin.definitions.files.questionnaire_file import load_questionnaire, read_questionnaire
from kumin.definitions.files.tree import Understood
from kumin.definitions.house_style import HouseStyle, load_house_style
from kumin.definitions.indicator import Base, Indicator
from kumin.definitions.measure import NumberRange, Part
from kumin.definitions.period import Period
from kumin.definitions.plan import ManagementIssue, Plan
from kumin.definitions.pool import Pool
from kumin.definitions.population import Population, PopulationFile, load_population
from kumin.definitions.priorities import PolicyPair, Priorities
from kumin.definitions.questionnaire import Block, Duplicates, FileLayout, Questionnaire
from kumin.definitions.questions import (
    DateQuestion,
    MultipleQuestion,
    NumberQuestion,
    Option,
    Question,
    SingleQuestion,
    TextQuestion,
    coded_columns,
)
from kumin.definitions.rules import RULES, Action, Rule
from kumin.definitions.survey import Planned, Survey, WeightingRule
from kumin.definitions.targets import Band, Published, Scale, Target

__all__ = [
    "DEFAULT_K",
    "RULES",
    "Action",
    "Band",
    "Base",
    "Block",
    "DateQuestion",
    "Design",
    "Disclosure",
    "Duplicates",
    "FileLayout",
    "HouseStyle",
    "Indicator",
    "LoadedPlan",
    "ManagementIssue",
    "MultipleQuestion",
    "NumberQuestion",
    "NumberRange",
    "Option",
    "Part",
    "Period",
    "Plan",
    "Planned",
    "PolicyPair",
    "Pool",
    "Population",
    "PopulationFile",
    "Priorities",
    "Published",
    "Question",
    "Questionnaire",
    "Rule",
    "Scale",
    "SingleQuestion",
    "Stratum",
    "Survey",
    "Target",
    "TextQuestion",
    "Understood",
    "WeightingRule",
    "coded_columns",
    "load_house_style",
    "load_plan",
    "load_population",
    "load_questionnaire",
    "read_questionnaire",
]
