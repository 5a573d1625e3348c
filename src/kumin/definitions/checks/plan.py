"""A plan against what it refers to: its questionnaires, its populations, its letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kumin.definitions.checks.design import check_design
from kumin.definitions.checks.people import check_people, check_percents
from kumin.definitions.checks.pool import check_references
from kumin.definitions.checks.target import check_scale, check_target
from kumin.definitions.files.loaded import LoadedPlan
from kumin.definitions.files.tree import Loc, Tree
from kumin.definitions.indicator import Indicator
from kumin.definitions.lenient.references import listed
from kumin.definitions.measure import NumberRange, Part
from kumin.definitions.plan import Plan
from kumin.definitions.questionnaire import Questionnaire
from kumin.definitions.questions import MultipleQuestion, NumberQuestion, SingleQuestion
from kumin.errors import DefinitionError, choices


def check_plan(plan: Plan, questionnaires: Mapping[str, Questionnaire], tree: Tree) -> Iterator[DefinitionError]:
    """Check a plan's issues and indicators against each other and against what was asked."""
    seen: set[str] = set()
    issues: set[str] = set()
    yield from check_scale(plan, plan.scale, ("scale",), tree)
    for i, issue in enumerate(plan.issues):
        if issue.id in issues:
            yield tree.error("issue_repeated", ("issues", i, "id"), id=issue.id)
        issues.add(issue.id)
        for j, indicator in enumerate(issue.indicators):
            at = ("issues", i, "indicators", j)
            if indicator.id in seen:
                yield tree.error("indicator_repeated", (*at, "id"), id=indicator.id)
            seen.add(indicator.id)
            if indicator.survey and indicator.survey not in plan.surveys:
                known = choices(indicator.survey, plan.surveys)
                yield tree.error("survey_unknown", (*at, "survey"), survey=indicator.survey, **known)
            elif indicator.survey:
                yield from _check_indicator(indicator, questionnaires[indicator.survey], at, tree)
            for year in indicator.history:
                if year >= plan.fiscal_year:
                    params = {"year": year, "fiscal_year": plan.fiscal_year}
                    yield tree.error("history_not_past", (*at, "history", year), **params)
            yield from check_people(indicator, at, tree)
            if not indicator.unit and (indicator.is_percent or not indicator.survey):
                yield from check_percents(indicator, at, tree)
            yield from check_target(plan, indicator, (*at, "target"), tree)


def check_files(loaded: LoadedPlan, tree: Tree) -> Iterator[DefinitionError]:
    """Check a plan against its files of people: a wrong one is told now, not in the middle of a run."""
    yield from _check_weighting(loaded, tree)
    yield from _check_invited(loaded, tree)
    yield from _check_designs(loaded, tree)
    yield from check_references(loaded.plan, tree)


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
                yield tree.error("official_without_design", ("official",), survey=key)
        elif official != "unweighted" and any(loaded.plan.indicators(key)):
            other = rule is not None and not (rule.poststratify if official == "poststratified" else rule.rake)
            if not known:
                yield tree.error("official_without_population", ("official",), official=official, survey=key)
            elif other and rule is not None and (rule.poststratify or rule.rake):
                at = ("surveys", key, "weighting")
                yield tree.error("official_without_margins", at, official=official, survey=key)
        used = [] if rule is None else [*rule.poststratify, *(name for margin in rule.rake for name in margin)]
        for name in dict.fromkeys(used):
            if name not in known:
                at = ("surveys", key, "weighting")
                yield tree.error("weighting_dimension_unknown", at, name=name, known=", ".join(known) or "-")


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
            yield tree.error("invited_do_not_add_up", at, total=cells.total, invited=survey.invited)


def _check_indicator(
    indicator: Indicator, questionnaire: Questionnaire, at: Loc, tree: Tree
) -> Iterator[DefinitionError]:
    for index, part in enumerate(indicator.terms):
        place = (*at, "parts", index) if indicator.parts else at
        yield from _check_part(questionnaire, part, indicator.base.excluding if index == 0 else (), place, tree)
    for asked, codes in indicator.among.items():
        yield from _check_codes(questionnaire, asked, [("among", codes)], at, tree, "among", asked)
    units = {unit_of(questionnaire, part) for part in indicator.terms}
    if indicator.has_unit_of_question and not indicator.unit and (len(units) > 1 or units == {""}):
        yield tree.error("indicator_needs_unit", at, id=indicator.id)


def unit_of(questionnaire: Questionnaire, part: Part) -> str | None:
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
            yield tree.error("points_of_number", (*at, "points"), question=part.question)
        return
    uses = [("positive", part.codes), ("points", tuple(part.points)), ("base", excluding)]
    yield from _check_codes(questionnaire, part.question, uses, at, tree, "question")
    if not isinstance(question, SingleQuestion | MultipleQuestion):
        return
    if isinstance(part.positive, NumberRange):
        yield tree.error("range_of_options", (*at, "positive"), question=part.question)
    elif part.points and isinstance(question, MultipleQuestion):
        yield tree.error("points_of_multiple", (*at, "points"), question=part.question)
    elif not part.positive and not part.points:
        yield tree.error("mean_of_options", (*at, "question"), question=part.question)


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
        yield tree.error("question_unknown", (*at, *where), **params)
        return
    if not isinstance(question, SingleQuestion | MultipleQuestion):
        yield tree.error("question_open", (*at, *where), question=id_)
        return
    for key, codes in uses:
        for code in codes:
            if code not in question.options:
                known_codes = ", ".join(str(option) for option in question.options)
                yield tree.error("option_unknown", (*at, key), question=id_, option=code, known=known_codes)
