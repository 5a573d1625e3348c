"""Which sheets, columns and items a definition has as a workbook, derived from its models.

A key that is added to a model gets its column, item or line here with nothing written; what it is called stands in
:mod:`kumin.messages.keys`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from kumin.definitions.indicator import Indicator
from kumin.definitions.lenient.forms import FORMS
from kumin.definitions.lenient.scalars import folded
from kumin.definitions.lenient.words import heading, literal_word
from kumin.definitions.measure import Part
from kumin.definitions.plan import ManagementIssue, Plan
from kumin.definitions.population import PopulationFile
from kumin.definitions.questionnaire import Questionnaire
from kumin.definitions.questions import Option, Question
from kumin.definitions.survey import Survey
from kumin.definitions.targets import Baseline, Published, Target
from kumin.messages import LANGUAGES, text

INNER = {("Target", "rules"), ("Target", "first")}
"""Fields that no definition writes."""


@dataclass(frozen=True)
class Leaf:
    """A cell's place: a column of a table, or a line of item and content.

    Attributes
    ----------
    path : tuple of str
        Keys that lead to its value, from the model the sheet is of.
    key : str
        The key; without a model the code of its heading.
    model : type of BaseModel, optional
        The model that has the key.
    type_, metadata
        What the value is.
    needed : bool
        Whether the model requires it.
    """

    path: tuple[str, ...]
    key: str
    model: type[BaseModel] | None = None
    type_: Any = str
    metadata: tuple[Any, ...] = ()
    needed: bool = False

    def heading(self, lang: str) -> str:
        """Return what it is called."""
        return heading(self.model.__name__, self.key, lang) if self.model else text(self.key, lang)

    @property
    def names(self) -> set[str]:
        """What it may be called: the heading in either language, or the key."""
        return {*(folded(self.heading(lang)) for lang in LANGUAGES), folded(self.key)}


@dataclass(frozen=True)
class Table:
    """A sheet.

    Attributes
    ----------
    code : str
        ``sheet_CODE`` names it.
    leaves : tuple of Leaf
        Its columns; of items its lines.
    items : bool
        Whether it has two columns, item and content.
    """

    code: str
    leaves: tuple[Leaf, ...]
    items: bool = False

    def name(self, lang: str) -> str:
        """Return the sheet's name."""
        return text(f"sheet_{self.code}", lang)

    @property
    def names(self) -> set[str]:
        """Its name in either language."""
        return {folded(self.name(lang)) for lang in LANGUAGES}


def leaves(model: type[BaseModel], without: tuple[str, ...] = (), path: tuple[str, ...] = ()) -> Iterator[Leaf]:
    """Yield the places of a model's keys; a model within it that has no form in words lends its own."""
    for name, field in model.model_fields.items():
        key = field.alias or name
        if key in without or (model.__name__, key) in INNER:
            continue
        inner = field.annotation
        leaf = Leaf((*path, key), key, model, inner, tuple(field.metadata), field.is_required())
        if isinstance(inner, type) and issubclass(inner, Target):
            yield leaf
            yield from leaves(inner, (), (*path, key))
        elif isinstance(inner, type) and issubclass(inner, BaseModel) and inner.__name__ not in FORMS:
            yield from leaves(inner, (), (*path, key))
        else:
            yield leaf


FIRST: Mapping[str, tuple[str, ...]] = {
    "surveys": ("title", "questionnaire", "of", "sampling", "invited", "undeliverable", "period", "mode", "population"),
    "indicators": (
        "id", "title", "text", "survey", "question", "positive", "base", "among", "target", "target.by", "unit",
        "result", "note",
    ),
    "questions": (
        "header", "id", "text", "type", "options", "max", "ask_if", "attribute", "unit", "minimum", "maximum",
        "no_answer", "none_marked",
    ),
}  # fmt: skip
"""Columns that come first, the ones that most definitions fill; the others follow as the models have them."""


def _ordered(code: str, columns: Iterable[Leaf]) -> tuple[Leaf, ...]:
    given = {".".join(leaf.path): leaf for leaf in columns}
    return tuple(given[name] for name in dict.fromkeys((*FIRST[code], *given)))


def _words(code: str, path: str) -> Leaf:
    return Leaf((path,), code, needed=True)


ISSUE, SURVEY, INDICATOR, YEAR, LIST, CODE, SHEET = "issue", "survey", "indicator", "year", "list", "code", "sheet"
"""Keys of the columns that tell what a row belongs to."""


@cache
def plan_tables() -> Mapping[str, Table]:
    """Return the sheets of a plan by their codes."""
    year = Leaf((YEAR,), "year", Baseline, int, _metadata(Plan, "fiscal_year"), needed=True)
    tables = (
        Table("plan", tuple(leaves(Plan, ("surveys", "issues"))), items=True),
        Table("surveys", (_words("head_survey_key", SURVEY), *_ordered("surveys", leaves(Survey)))),
        Table("issues", tuple(leaves(ManagementIssue, ("indicators",)))),
        Table(
            "indicators",
            (_words("head_issue", ISSUE), *_ordered("indicators", leaves(Indicator, ("parts", "history")))),
        ),
        Table("parts", (_words("head_indicator", INDICATOR), *leaves(Part))),
        Table("history", (_words("head_indicator", INDICATOR), year, *leaves(Published))),
        Table("populations", (_words("head_sheet", SHEET), *leaves(PopulationFile, ("file",)))),
    )
    return {table.code: table for table in tables}


@cache
def questionnaire_tables() -> Mapping[str, Table]:
    """Return the sheets of a questionnaire by their codes."""
    columns: dict[tuple[str, ...], Leaf] = {}
    for model in get_args(get_args(Question)[0]):
        for leaf in leaves(model):
            known = columns.setdefault(leaf.path, leaf)
            if leaf.key == "type" and known is not leaf:
                columns[leaf.path] = replace(
                    leaf, type_=Literal[(*get_args(known.type_), *get_args(leaf.type_))], needed=True
                )
    code = Leaf((CODE,), "head_code", type_=int, needed=True)
    tables = (
        Table("questionnaire", tuple(leaves(Questionnaire, ("questions",))), items=True),
        Table("questions", _ordered("questions", columns.values())),
        Table("options", (_words("head_list", LIST), code, *leaves(Option))),
    )
    return {table.code: table for table in tables}


def tables_of(model: type[BaseModel]) -> Mapping[str, Table]:
    """Return the sheets of a plan or a questionnaire."""
    return plan_tables() if model is Plan else questionnaire_tables()


def _metadata(model: type[BaseModel], key: str) -> tuple[Any, ...]:
    return tuple(model.model_fields[key].metadata)


def closed_list(leaf: Leaf, lang: str) -> list[str]:
    """Return the words of a cell's closed list; none where anything may be written."""
    members = [one for one in (leaf.type_, *get_args(leaf.type_)) if get_origin(one) is Literal]
    if leaf.type_ is bool or leaf.type_ == (bool | None):
        return ["○", "×"]
    return [literal_word(value, lang) for one in members for value in get_args(one) if isinstance(value, str) and value]
