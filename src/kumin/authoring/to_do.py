"""What is still to do in a year's definitions: one list for ``kumin start``, ``check`` and ``run``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kumin.authoring.guess import Coded
from kumin.definitions import LoadedPlan
from kumin.definitions.files.tree import Loc, Place, Tree
from kumin.definitions.survey import NOT_RANDOM
from kumin.messages import LANGUAGES, text
from kumin.responses.display import shorten
from kumin.workbooks.draft_marks import FIRST_OPEN, Mark, asked_marks, unnamed_options

ABOUT_QUESTIONNAIRE = ("questions", "title", "labels", "numbers", "asked")
ABOUT_PLAN = (
    "invited", "period", "population", "table", "as_of", "issues", "indicators", "targets", "past", "values", "faults",
)  # fmt: skip
ABOUT_RESULTS = ("answers", "result")
KINDS = (*ABOUT_QUESTIONNAIRE, *ABOUT_PLAN, *ABOUT_RESULTS)
"""Kinds of things to do: ``todo_KIND`` says what, ``todo_KIND_done`` names it when nothing of it is left."""

_WORDS = 60
_TIED = ("survey", "question", "parts", "pool", "combine")
"""Keys of indicators whose values are computed."""


@dataclass(frozen=True, slots=True)
class ToDo:
    """One thing to do.

    Attributes
    ----------
    kind : str
        One of :data:`KINDS`.
    params : mapping
        What stands in its sentence.
    path : Path, optional
        The file to write in.
    place : Place, optional
        Where in it.
    row : bool
        Whether the place is that of the row alone.
    """

    kind: str
    params: Mapping[str, object] = field(default_factory=dict)
    path: Path | None = None
    place: Place | None = None
    row: bool = False

    def line(self, lang: str | None) -> str:
        """Word it, with its place."""
        params = {name: value.of(lang) if isinstance(value, Coded) else value for name, value in self.params.items()}
        words = text(f"todo_{self.kind}", lang, **params)
        if self.path is None:
            return words
        place = self.path.name
        if self.place is not None and self.place.cell:
            place += f" {self.place.cell}"
        elif self.place is not None and self.place.line:
            place += f":{self.place.line}"
        place = text("todo_row", lang, place=place) if self.row and self.place and self.place.cell else place
        return text("todo_at", lang, words=words, place=place)


def questionnaire_to_do(path: Path, title: str = "") -> list[ToDo]:
    """List what a draft of a questionnaire left open.

    Parameters
    ----------
    path : Path
        The questionnaire's file.
    title : str
        Its title, as read.
    """
    found = []
    if title in {text("draft_title", lang) for lang in LANGUAGES}:
        found.append(ToDo("title", {}, path))
    lists: dict[str, list[Mark]] = {}
    for mark in unnamed_options(path):
        lists.setdefault(mark.of, []).append(mark)
    for of, marks in lists.items():
        kind = "numbers" if any(mark.apart for mark in marks) else "labels"
        params = {"list": of, "codes": ", ".join(mark.words for mark in marks), "first": FIRST_OPEN}
        found.append(ToDo(kind, params, path, marks[0].apart or marks[0].place))
    for mark in asked_marks(path):
        params = {"question": shorten(mark.of, _WORDS), "words": shorten(mark.words, _WORDS)}
        found.append(ToDo("asked", params, path, mark.place))
    return found


def plan_to_do(loaded: LoadedPlan) -> list[ToDo]:
    """List what is missing in a plan that can be used, and what its questionnaires left open."""
    folder = loaded.path.parent
    found = []
    for file in dict.fromkeys(survey.questionnaire for survey in loaded.plan.surveys.values()):
        titles = {
            loaded.questionnaires[key].title for key, one in loaded.plan.surveys.items() if one.questionnaire == file
        }
        found += questionnaire_to_do(folder / file, *titles)
    if loaded.tree is not None:
        asked = {key for key, one in loaded.questionnaires.items() if one.period is not None}
        found += tree_to_do(loaded.tree, asked)
    found += _days(loaded)
    return found


def tree_to_do(tree: Tree, dated: Set[str] = frozenset()) -> list[ToDo]:
    """List what is missing in a plan's plain values, whether it can be used or not.

    Parameters
    ----------
    tree : Tree
        The plan.
    dated : set of str
        Surveys whose questionnaires state a period.
    """
    value = tree.value if isinstance(tree.value, Mapping) else {}
    return [*_of_surveys(tree, value, dated), *_of_issues(tree, value)]


def _of_surveys(tree: Tree, value: Mapping[str, Any], dated: Set[str]) -> Iterator[ToDo]:
    surveys = value.get("surveys")
    for key, survey in surveys.items() if isinstance(surveys, Mapping) else ():
        if not isinstance(survey, Mapping):
            continue
        random = survey.get("sampling", "random") not in NOT_RANDOM
        design = survey.get("design")
        missing = [
            kind
            for kind, needed in (("invited", random), ("period", key not in dated), ("population", random))
            if needed and survey.get(kind) is None and not (isinstance(design, Mapping) and kind != "period")
        ]
        params = {"survey": survey.get("title") or key}
        for kind in missing:
            yield ToDo(kind, params, tree.path, tree.position(("surveys", key)), row=True)


def _of_issues(tree: Tree, value: Mapping[str, Any]) -> Iterator[ToDo]:
    given = value.get("issues")
    issues = [one for one in given if isinstance(one, Mapping)] if isinstance(given, Sequence) else []
    if not issues:
        yield ToDo("issues", {}, tree.path)
    indicators: list[tuple[Loc, Mapping[str, Any]]] = [
        (("issues", i, "indicators", j), one)
        for i, issue in enumerate(issues)
        for j, one in enumerate(issue.get("indicators") or ())
        if isinstance(one, Mapping)
    ]
    if not indicators:
        yield ToDo("indicators", {}, tree.path)
    for loc, one in indicators:
        yield from _of_indicator(tree, loc, one, value.get("fiscal_year"))


def _of_indicator(tree: Tree, loc: Loc, one: Mapping[str, Any], year: object) -> Iterator[ToDo]:
    params = {"indicator": one.get("id") or "?"}
    target = one.get("target")
    if not target:
        yield ToDo("targets", params, tree.path, tree.position(loc), row=True)
    by = target.get("by") if isinstance(target, Mapping) else None
    if isinstance(by, int) and isinstance(year, int) and by < year:
        yield ToDo("past", {**params, "year": by}, tree.path, tree.position((*loc, "target", "by")))
    computed = any(one.get(key) for key in _TIED)
    if not computed and one.get("result") is None and not one.get("not_measured"):
        yield ToDo("values", params, tree.path, tree.position(loc), row=True)


def _days(loaded: LoadedPlan) -> Iterator[ToDo]:
    """Ask for the day of a described population that has none, or one of a year before the plan's begins."""
    for key, population in loaded.populations.items():
        about = population.about if population else None
        if about is None or (about.as_of is not None and about.as_of.year >= loaded.plan.fiscal_year):
            continue
        survey = loaded.plan.surveys[key]
        day: object = about.as_of.isoformat() if about.as_of else Coded("todo_no_day")
        file = loaded.path.parent / str(survey.population).partition("#")[0]
        yield ToDo("as_of", {"survey": survey.title, "day": day}, file)
