"""Reading a plan with everything it refers to, cross-checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from kumin.definitions.checks.plan import check_files, check_plan, unit_of
from kumin.definitions.files.loaded import LoadedPlan
from kumin.definitions.files.plan_file import find_plan
from kumin.definitions.files.questionnaire_file import read_questionnaire
from kumin.definitions.files.read import load_model
from kumin.definitions.files.tree import Loc, Tree, Understood
from kumin.definitions.indicator import Indicator
from kumin.definitions.lenient.references import Asked, Names, asked_in
from kumin.definitions.model import raise_all
from kumin.definitions.plan import Plan
from kumin.definitions.questionnaire import Questionnaire
from kumin.errors import DefinitionError


def load_plan(path: str | Path) -> LoadedPlan:
    """Read a plan with its questionnaires and populations.

    Parameters
    ----------
    path : str or Path
        The plan's file, or the folder that holds it.

    Returns
    -------
    LoadedPlan

    Raises
    ------
    DefinitionError
        With file, line and column of every fault found.

    Examples
    --------
    >>> from kumin.data import schema_folder
    >>> load_plan(schema_folder("tsurumi", "r05")).plan.fiscal_year
    2023
    """
    path = Path(path)
    if path.is_dir():
        folder, path = path, find_plan(path)
        if not path.is_file():
            raise DefinitionError("plan_not_in_folder", path=folder)
    plan, tree, read = _read(path)
    questionnaires = {}
    for key, survey in plan.surveys.items():
        if (found := read.of(survey.questionnaire)) is None:
            raise tree.error("questionnaire_missing", ("surveys", key, "questionnaire"), file=survey.questionnaire)
        questionnaires[key] = found
    problems = list(check_plan(plan, questionnaires, tree))
    if problems:
        raise_all(problems)
    loaded = LoadedPlan(
        _with_units(plan, questionnaires), path, questionnaires, (*tree.understood, *read.understood), tree
    )
    problems = list(check_files(loaded, tree))
    if problems:
        raise_all(problems)
    return loaded


def plan_values(path: Path) -> dict[str, Any]:
    """Return a plan's plain values, as YAML has them."""
    return dict(_read(path)[1].value)


def _read(path: Path) -> tuple[Plan, Tree, _Questionnaires]:
    """Read a plan with its questionnaires.

    Raises
    ------
    DefinitionError
        Of a questionnaire that cannot be read, where the plan has faults too: no name of a question is known then.
    """
    read = _Questionnaires(path.parent)
    try:
        plan, tree = load_model(Plan, path, read.named)
    except DefinitionError:
        if read.faults:
            raise_all(read.faults)
        raise
    return plan, tree, read


class _Questionnaires:
    """The questionnaires of a plan in a folder, each read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read: dict[str, Questionnaire] = {}
        self.understood: list[Understood] = []
        self.faults: list[DefinitionError] = []

    def of(self, name: str) -> Questionnaire | None:
        """Return a questionnaire; None where there is no such file."""
        if name not in self.read:
            if not (self.folder / name).is_file():
                return None
            self.read[name], understood = read_questionnaire(self.folder / name)
            self.understood += understood
        return self.read[name]

    def asked(self, name: object) -> list[Asked]:
        """Return the questions of a file that a survey may name; none where it cannot be read, which is told later."""
        try:
            found = self.of(name) if isinstance(name, str) else None
        except DefinitionError:
            return []
        return asked_in(found) if found is not None else []

    def _try(self, files: Mapping[str, object], tree: Tree) -> None:
        """Note the questionnaires of a plan's surveys that are not there or cannot be read."""
        for key, name in files.items():
            try:
                if isinstance(name, str) and self.of(name) is None:
                    at = ("surveys", key, "questionnaire")
                    self.faults.append(tree.error("questionnaire_missing", at, file=name))
            except DefinitionError as fault:
                self.faults.append(fault)

    def named(self, tree: Tree) -> Tree:
        """Put ids and codes in place of the questions and options that indicators name."""
        surveys, issues = tree.value.get("surveys"), tree.value.get("issues")
        if not isinstance(surveys, dict) or not isinstance(issues, list):
            return tree
        files = {key: survey.get("questionnaire") for key, survey in surveys.items() if isinstance(survey, dict)}
        self._try(files, tree)
        names = Names(tree)
        only = next(iter(surveys)) if len(surveys) == 1 else ""
        read = []
        for place, issue in enumerate(issues):
            indicators = issue.get("indicators") if isinstance(issue, dict) else None
            if not isinstance(indicators, list):
                read.append(issue)
                continue
            indicators = [_of_only_survey(one, only, tree) for one in indicators]
            asked = [self.asked(files.get(one.get("survey"))) if isinstance(one, dict) else [] for one in indicators]
            at = ("issues", place, "indicators")
            found = [names.below(one, asked[n], (*at, n)) for n, one in enumerate(indicators)]
            read.append(issue | {"indicators": found})
        drawn = {
            key: self._weighted(self._strata(one, names, ("surveys", key)), names, ("surveys", key))
            for key, one in surveys.items()
        }
        return replace(tree, value=tree.value | {"issues": read, "surveys": drawn})

    def _strata(self, survey: Any, names: Names, at: Loc) -> Any:
        """Put the question and the codes of a design's strata in place of their names."""
        design = survey.get("design") if isinstance(survey, dict) else None
        if not isinstance(design, dict) or not isinstance(design.get("strata"), str):
            return survey
        asked, at = self.asked(survey.get("questionnaire")), (*at, "design")
        id_ = names.question(design["strata"], asked, (*at, "strata"))
        read = design | {"strata": id_}
        if isinstance(sizes := design.get("sizes"), dict):
            read["sizes"] = names.keyed(sizes, id_, asked, (*at, "sizes"))
        return survey | {"design": read}

    def _weighted(self, survey: Any, names: Names, at: Loc) -> Any:
        """Put ids in place of the questions that a survey is weighted by."""
        rule = survey.get("weighting") if isinstance(survey, dict) else None
        if not isinstance(rule, dict):
            return survey
        asked, at = self.asked(survey.get("questionnaire")), (*at, "weighting")

        def named(value: Any) -> Any:
            return [named(one) for one in value] if isinstance(value, list) else names.question(value, asked, at)

        read = {key: named(value) if isinstance(value, list) else value for key, value in rule.items()}
        return survey | {"weighting": read}


def _of_only_survey(indicator: Any, only: str, tree: Tree) -> Any:
    """Let an indicator that names a question and no survey be of a plan's one survey."""
    asks = isinstance(indicator, dict) and (indicator.get("question") or indicator.get("parts"))
    if not asks or not only or indicator.get("survey"):
        return indicator
    tree.understood.append(Understood("only_survey", str(indicator.get("id")), only))
    return indicator | {"survey": only}


def _with_units(plan: Plan, questionnaires: Mapping[str, Questionnaire]) -> Plan:
    """Give means of number questions that state no unit the unit of their question."""

    def named(indicator: Indicator) -> Indicator:
        if indicator.unit or not indicator.has_unit_of_question:
            return indicator
        return indicator.model_copy(
            update={"unit": unit_of(questionnaires[indicator.survey], indicator.terms[0]) or ""}
        )

    issues = tuple(
        issue.model_copy(update={"indicators": tuple(map(named, issue.indicators))}) for issue in plan.issues
    )
    return plan.model_copy(update={"issues": issues})
