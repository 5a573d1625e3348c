"""A plan with everything it refers to, cross-checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from kumin.definitions.checks.design import check_design
from kumin.definitions.checks.people import check_people, check_percents
from kumin.definitions.checks.pool import check_references
from kumin.definitions.checks.target import check_scale, check_target
from kumin.definitions.files.plan_file import find_plan
from kumin.definitions.files.questionnaire_file import read_questionnaire
from kumin.definitions.files.read import load_model
from kumin.definitions.files.tree import Loc, Tree, Understood
from kumin.definitions.indicator import Indicator
from kumin.definitions.lenient.references import Asked, Names, asked_in, listed
from kumin.definitions.measure import NumberRange, Part
from kumin.definitions.model import raise_all
from kumin.definitions.plan import Plan
from kumin.definitions.population import SHEET_SIGN, Population, load_population
from kumin.definitions.questionnaire import (
    MultipleQuestion,
    NumberQuestion,
    Questionnaire,
    SingleQuestion,
)
from kumin.errors import DefinitionError, choices


@dataclass(frozen=True)
class LoadedPlan:
    """A plan and the definitions it refers to.

    Attributes
    ----------
    plan : Plan
        The plan itself.
    path : Path
        Its file.
    questionnaires : mapping of survey key to Questionnaire
        One for each survey.
    in_words : tuple of Understood
        What was written in words, in the plan and its questionnaires.
    tree : Tree, optional
        The plan's plain values, with the place of each.

    Examples
    --------
    >>> from kumin.data import schema_folder
    >>> loaded = load_plan(schema_folder("tsurumi", "r05"))
    >>> list(loaded.questionnaires)
    ['residents', 'council', 'principals']
    """

    plan: Plan
    path: Path
    questionnaires: Mapping[str, Questionnaire]
    in_words: tuple[Understood, ...] = ()
    tree: Tree | None = field(default=None, repr=False, compare=False)

    @property
    def understood(self) -> tuple[Understood, ...]:
        """What was written in words or put in order, in the plan and all it refers to.

        Examples
        --------
        >>> from kumin.data import schema_folder
        >>> len(load_plan(schema_folder("tsurumi", "r05")).understood)
        0
        """
        tables = {id(one): one for one in (*self.populations.values(), *self.invited.values()) if one is not None}
        return (*self.in_words, *(said for one in tables.values() for said in one.understood))

    @cached_property
    def populations(self) -> Mapping[str, Population | None]:
        """Population of each survey; None where the plan gives none. Read when first asked for.

        Examples
        --------
        >>> from kumin.data import schema_folder
        >>> load_plan(schema_folder("tsurumi", "r05")).populations["principals"].total
        36
        """
        return {key: self._population(key) for key in self.plan.surveys}

    @cached_property
    def invited(self) -> Mapping[str, Population | None]:
        """Letters of each survey by cell; None where the plan does not give them. Read when first asked for.

        Examples
        --------
        >>> from kumin.data import schema_folder
        >>> load_plan(schema_folder("tsurumi", "r05")).invited["principals"] is None
        True
        """
        folder = self.path.parent
        return {
            key: load_population(folder / survey.invited_by, self.questionnaires[key], count="invited")
            if survey.invited_by
            else None
            for key, survey in self.plan.surveys.items()
        }

    def _population(self, key: str) -> Population | None:
        given = self.plan.surveys[key].population
        if given is None:
            return None
        if isinstance(given, int):
            return Population.of_size(given)
        return load_population(self.path.parent / given, self.questionnaires[key])

    def files(self) -> list[Path]:
        """Every definition file this plan was made of.

        Examples
        --------
        >>> from kumin.data import schema_folder
        >>> [path.name for path in load_plan(schema_folder("tsurumi", "r05")).files()][:2]
        ['plan.yaml', 'residents.yaml']
        """
        folder = self.path.parent
        files = [self.path]
        for key, survey in self.plan.surveys.items():
            files.append(folder / survey.questionnaire)
            if survey.invited_by:
                files.append(folder / survey.invited_by.partition(SHEET_SIGN)[0])
            if isinstance(survey.population, str):
                files.append(folder / survey.population.partition(SHEET_SIGN)[0])
                population = self.populations[key]
                if population is not None and population.about is not None and population.about.file:
                    files.append((folder / survey.population).parent / population.about.file)
        return list(dict.fromkeys(files))


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
        path = find_plan(path)
    read = _Questionnaires(path.parent)
    plan, tree = load_model(Plan, path, read.named)
    questionnaires = {}
    for key, survey in plan.surveys.items():
        if (found := read.of(survey.questionnaire)) is None:
            raise tree.error("questionnaire_missing", ("surveys", key, "questionnaire"), file=survey.questionnaire)
        questionnaires[key] = found
    problems = list(_cross_check(plan, questionnaires, tree))
    if problems:
        raise_all(problems)
    loaded = LoadedPlan(
        _with_units(plan, questionnaires), path, questionnaires, (*tree.understood, *read.understood), tree
    )
    # a wrong population file is told now, not in the middle of a run
    problems = [*_check_weighting(loaded, tree), *_check_invited(loaded, tree), *_check_designs(loaded, tree)]
    problems += check_references(loaded.plan, tree)
    if problems:
        raise_all(problems)
    return loaded


def plan_values(path: Path) -> dict[str, Any]:
    """Return a plan's plain values, as YAML has them."""
    return dict(load_model(Plan, path, _Questionnaires(path.parent).named)[1].value)


class _Questionnaires:
    """The questionnaires of a plan in a folder, each read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read: dict[str, Questionnaire] = {}
        self.understood: list[Understood] = []

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

    def named(self, tree: Tree) -> Tree:
        """Put ids and codes in place of the questions and options that indicators name."""
        surveys, issues = tree.value.get("surveys"), tree.value.get("issues")
        if not isinstance(surveys, dict) or not isinstance(issues, list):
            return tree
        files = {key: survey.get("questionnaire") for key, survey in surveys.items() if isinstance(survey, dict)}
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
        drawn = {key: self._strata(one, names, ("surveys", key)) for key, one in surveys.items()}
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


def _of_only_survey(indicator: Any, only: str, tree: Tree) -> Any:
    """Let an indicator that names a question and no survey be of a plan's one survey."""
    asks = isinstance(indicator, dict) and (indicator.get("question") or indicator.get("parts"))
    if not asks or not only or indicator.get("survey"):
        return indicator
    tree.understood.append(Understood("only_survey", str(indicator.get("id")), only))
    return indicator | {"survey": only}


def _cross_check(plan: Plan, questionnaires: Mapping[str, Questionnaire], tree: Tree) -> Iterator[DefinitionError]:
    seen: set[str] = set()
    issues: set[str] = set()
    yield from check_scale(plan, plan.scale, ("scale",), tree)
    for i, issue in enumerate(plan.issues):
        if issue.id in issues:
            yield _problem(tree, "issue_repeated", ("issues", i, "id"), id=issue.id)
        issues.add(issue.id)
        for j, indicator in enumerate(issue.indicators):
            at = ("issues", i, "indicators", j)
            if indicator.id in seen:
                yield _problem(tree, "indicator_repeated", (*at, "id"), id=indicator.id)
            seen.add(indicator.id)
            if indicator.survey and indicator.survey not in plan.surveys:
                known = choices(indicator.survey, plan.surveys)
                yield _problem(tree, "survey_unknown", (*at, "survey"), survey=indicator.survey, **known)
            elif indicator.survey:
                yield from _check_indicator(indicator, questionnaires[indicator.survey], at, tree)
            for year in indicator.history:
                if year >= plan.fiscal_year:
                    params = {"year": year, "fiscal_year": plan.fiscal_year}
                    yield _problem(tree, "history_not_past", (*at, "history", year), **params)
            yield from check_people(indicator, at, tree)
            if not indicator.unit and (indicator.is_percent or not indicator.survey):
                yield from check_percents(indicator, at, tree)
            yield from check_target(plan, indicator, (*at, "target"), tree)


def _check_weighting(loaded: LoadedPlan, tree: Tree) -> Iterator[DefinitionError]:
    """Refuse weighting by what is no dimension of the survey's population, and an official one that cannot be."""
    official = loaded.plan.official
    for key, survey in loaded.plan.surveys.items():
        population = loaded.populations[key]
        known = list(population.dimensions) if population else []
        rule = survey.weighting
        if official == "design" and any(loaded.plan.indicators(key)):
            own, cells = survey.design, known
            if own is None or not (own.weight or own.total("population") or own.strata in cells):
                yield _problem(tree, "official_without_design", ("official",), survey=key)
        elif official != "unweighted" and any(loaded.plan.indicators(key)):
            other = rule is not None and not (rule.poststratify if official == "poststratified" else rule.rake)
            if not known:
                yield _problem(tree, "official_without_population", ("official",), official=official, survey=key)
            elif other and rule is not None and (rule.poststratify or rule.rake):
                at = ("surveys", key, "weighting")
                yield _problem(tree, "official_without_margins", at, official=official, survey=key)
        used = [] if rule is None else [*rule.poststratify, *(name for margin in rule.rake for name in margin)]
        for name in dict.fromkeys(used):
            if name not in known:
                at = ("surveys", key, "weighting")
                yield _problem(tree, "weighting_dimension_unknown", at, name=name, known=", ".join(known) or "-")


def _check_designs(loaded: LoadedPlan, tree: Tree) -> Iterator[DefinitionError]:
    for key, survey in loaded.plan.surveys.items():
        if survey.design is not None:
            at = ("surveys", key, "design")
            yield from check_design(survey.design, loaded.questionnaires[key], loaded.populations[key], at, tree)


def _check_invited(loaded: LoadedPlan, tree: Tree) -> Iterator[DefinitionError]:
    """Refuse letters by cell that do not add up to the letters sent."""
    for key, survey in loaded.plan.surveys.items():
        cells = loaded.invited[key]
        if cells is not None and survey.invited is not None and cells.total != survey.invited:
            at = ("surveys", key, "invited_by")
            yield _problem(tree, "invited_do_not_add_up", at, total=cells.total, invited=survey.invited)


def _check_indicator(
    indicator: Indicator, questionnaire: Questionnaire, at: Loc, tree: Tree
) -> Iterator[DefinitionError]:
    for index, part in enumerate(indicator.terms):
        place = (*at, "parts", index) if indicator.parts else at
        yield from _check_part(questionnaire, part, indicator.base.excluding if index == 0 else (), place, tree)
    for asked, codes in indicator.among.items():
        yield from _check_codes(questionnaire, asked, [("among", codes)], at, tree, "among", asked)
    units = {_unit_of(questionnaire, part) for part in indicator.terms}
    if indicator.has_unit_of_question and not indicator.unit and (len(units) > 1 or units == {""}):
        yield _problem(tree, "indicator_needs_unit", at, id=indicator.id)


def _unit_of(questionnaire: Questionnaire, part: Part) -> str | None:
    """Return the unit of a number question, which may be empty; None for another one."""
    question = questionnaire.by_id.get(part.question)
    return question.unit if isinstance(question, NumberQuestion) else None


def _check_part(
    questionnaire: Questionnaire, part: Part, excluding: tuple[int, ...], at: Loc, tree: Tree
) -> Iterator[DefinitionError]:
    """Check that a question is there, and that what is measured of it can be."""
    question = questionnaire.by_id.get(part.question)
    for asked, codes in part.among.items():
        yield from _check_codes(questionnaire, asked, [("among", codes)], at, tree, "among", asked)
    if isinstance(question, NumberQuestion):
        if part.points:
            yield _problem(tree, "points_of_number", (*at, "points"), question=part.question)
        return
    uses = [("positive", part.codes), ("points", tuple(part.points)), ("base", excluding)]
    yield from _check_codes(questionnaire, part.question, uses, at, tree, "question")
    if not isinstance(question, SingleQuestion | MultipleQuestion):
        return
    if isinstance(part.positive, NumberRange):
        yield _problem(tree, "range_of_options", (*at, "positive"), question=part.question)
    elif part.points and isinstance(question, MultipleQuestion):
        yield _problem(tree, "points_of_multiple", (*at, "points"), question=part.question)
    elif not part.positive and not part.points:
        yield _problem(tree, "mean_of_options", (*at, "question"), question=part.question)


def _with_units(plan: Plan, questionnaires: Mapping[str, Questionnaire]) -> Plan:
    """Give means of number questions that state no unit the unit of their question."""

    def named(indicator: Indicator) -> Indicator:
        if indicator.unit or not indicator.has_unit_of_question:
            return indicator
        return indicator.model_copy(
            update={"unit": _unit_of(questionnaires[indicator.survey], indicator.terms[0]) or ""}
        )

    issues = tuple(
        issue.model_copy(update={"indicators": tuple(map(named, issue.indicators))}) for issue in plan.issues
    )
    return plan.model_copy(update={"issues": issues})


def _check_codes(
    questionnaire: Questionnaire,
    id_: str,
    uses: list[tuple[str, tuple[int, ...]]],
    at: Loc,
    tree: Tree,
    *where: str,
) -> Iterator[DefinitionError]:
    question = questionnaire.by_id.get(id_)
    if question is None:
        known = list(questionnaire.by_id)
        params = {"question": id_, "questionnaire": questionnaire.id, **choices(id_, known)}
        params["known"] = listed(questionnaire.questions)
        yield _problem(tree, "question_unknown", (*at, *where), **params)
        return
    if not isinstance(question, SingleQuestion | MultipleQuestion):
        yield _problem(tree, "question_open", (*at, *where), question=id_)
        return
    for key, codes in uses:
        for code in codes:
            if code not in question.options:
                known_codes = ", ".join(str(option) for option in question.options)
                yield _problem(tree, "option_unknown", (*at, key), question=id_, option=code, known=known_codes)


def _problem(tree: Tree, code: str, loc: tuple[str | int, ...], **params: Any) -> DefinitionError:
    return tree.error(code, loc, **params)
