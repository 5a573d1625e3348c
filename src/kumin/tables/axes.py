"""What tables are of: the questions that can be tabulated, the axes they are broken down by, the order of the rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Protocol, TypeVar

import polars as pl

from kumin.definitions import DateQuestion, MultipleQuestion, NumberQuestion, Questionnaire, SingleQuestion
from kumin.definitions.lenient.references import listed
from kumin.errors import UsageError, choices
from kumin.estimation import SurveyDesign
from kumin.judgement.measures.drawn import Drawn, drawn
from kumin.tables.crossing import Axis, has_part, members_of

if TYPE_CHECKING:
    from kumin.definitions import LoadedPlan, Question
    from kumin.definitions.questions import ClosedQuestion
    from kumin.responses import Answers


Q = TypeVar("Q", bound="Question")


class HasAnswers(Protocol):
    """Definitions with answers: a :class:`kumin.Result`, or answers that were only read."""

    @property
    def plan(self) -> LoadedPlan:
        """The definitions."""

    @property
    def answers(self) -> Mapping[str, Answers]:
        """Validated answers by survey key."""


UNKNOWN = -1
"""Category of who did not answer an axis, so that the categories add up to everyone."""


def closed_questions(
    questionnaire: Questionnaire, ids: Sequence[str] | None, *, single: bool = False
) -> list[ClosedQuestion]:
    """Return the closed questions of some ids, by default all; with ``single`` those that an axis can be made of.

    Raises
    ------
    UsageError
        An id is unknown, or of no such question.
    """
    kinds = SingleQuestion if single else SingleQuestion | MultipleQuestion
    known = {question.id: question for question in questionnaire.closed() if isinstance(question, kinds)}
    return list(known.values()) if ids is None else _chosen(ids, known, questionnaire)


def axis_parts(questionnaire: Questionnaire) -> dict[str, tuple[ClosedQuestion, int | None]]:
    """List what an axis can be made of: a single answer by its id, a multiple answer's option by its coded column."""
    found: dict[str, tuple[ClosedQuestion, int | None]] = {}
    for one in questionnaire.closed():
        if isinstance(one, MultipleQuestion):
            found |= {one.column(code): (one, code) for code in one.options}
        else:
            found[one.id] = (one, None)
    return found


def axis_part(questionnaire: Questionnaire, name: str) -> tuple[ClosedQuestion, int | None]:
    """Return what :func:`axis_parts` lists under a name, mostly without making the list."""
    one = questionnaire.by_id.get(name)
    return (one, None) if isinstance(one, SingleQuestion) else axis_parts(questionnaire)[name]


CHOSEN, NOT_CHOSEN = 1, 0
"""Categories of an option of a multiple answer: who chose it, and who answered without it."""


def require_axis(questionnaire: Questionnaire, axis: Axis) -> set[str]:
    """Return the ids of the questions that an axis is made of.

    Raises
    ------
    UsageError
        A part of it is no closed question, nor an option of one.
    """
    known = axis_parts(questionnaire)
    for name in axis:
        if name not in known:
            closed_questions(questionnaire, [name])  # a multiple answer stands for its options, which are given then
            closed = {one.id: one for one in questionnaire.closed()}
            raise _not_tabulated(name, closed, questionnaire)
    return {known[name][0].id for name in axis}


def without_others(table: pl.DataFrame, questionnaire: Questionnaire) -> pl.DataFrame:
    """Leave out who did not choose an option of an axis of multiple answers, and all but one row of who left it blank.

    For showing only: they are needed to see what could be subtracted.
    """
    multiple = [one for one in questionnaire.closed() if isinstance(one, MultipleQuestion)]
    parts = {one.column(code): one for one in multiple for code in one.options}
    away: set[tuple[str, str]] = set()
    for axis, category in table.select("axis", "category").drop_nulls().unique().iter_rows():
        for name, code in members_of(axis, category):
            if name not in parts:
                continue
            question = parts[name]
            last = question.column(list(question.options)[-1])
            if code == str(NOT_CHOSEN) or (code == str(UNKNOWN) and name != last):
                away.add((axis, category))
    if not away:
        return table
    seen = pl.concat_str("axis", pl.lit(":"), "category", ignore_nulls=True)
    return table.filter(~seen.is_in([f"{axis}:{category}" for axis, category in sorted(away)]))


def spread_axes(questionnaire: Questionnaire, axes: Sequence[Axis]) -> tuple[Axis, ...]:
    """Put an axis for each option in the place of a multiple answer: its groups overlap."""
    multiple = {one.id: one for one in questionnaire.closed() if isinstance(one, MultipleQuestion)}
    found = []
    for axis in axes:
        parts = [
            [multiple[name].column(code) for code in multiple[name].options] if name in multiple else [name]
            for name in axis
        ]
        found += list(product(*parts))
    return tuple(dict.fromkeys(found))


def number_questions(
    questionnaire: Questionnaire, ids: Sequence[str] | None = None
) -> list[NumberQuestion | DateQuestion]:
    """Return the questions of some ids that ask for a number or a date, by default all.

    Raises
    ------
    UsageError
        An id is unknown, or of no such question.
    """
    known = {one.id: one for one in questionnaire.questions if isinstance(one, NumberQuestion | DateQuestion)}
    return list(known.values()) if ids is None else _chosen(ids, known, questionnaire)


def split_questions(questionnaire: Questionnaire, ids: Sequence[str] | None) -> tuple[list[str], list[str]]:
    """Separate the closed questions from the numbers and dates; by default all of both.

    Returns
    -------
    tuple of two lists of str
        Ids of the closed ones, and of the others, each once in the order given.

    Raises
    ------
    UsageError
        An id is unknown or that of a free text.
    """
    tabulated = SingleQuestion | MultipleQuestion | NumberQuestion | DateQuestion
    known = {one.id: one for one in questionnaire.questions if isinstance(one, tabulated)}
    chosen = _chosen(list(dict.fromkeys(known if ids is None else ids)), known, questionnaire)
    closed = [one.id for one in chosen if isinstance(one, SingleQuestion | MultipleQuestion)]
    return closed, [one.id for one in chosen if one.id not in closed]


def _chosen(ids: Sequence[str], known: Mapping[str, Q], questionnaire: Questionnaire) -> list[Q]:
    """Return the questions of some ids, and refuse an id that is not among those that can be tabulated."""
    for id_ in ids:
        if id_ not in known:
            raise _not_tabulated(id_, known, questionnaire)
    return [known[id_] for id_ in ids]


def _not_tabulated(name: str, known: Mapping[str, Question], questionnaire: Questionnaire) -> UsageError:
    """Say that there is no such question, with the nearest name; or that it is of another kind."""
    usable = listed(known.values())
    if name in questionnaire.by_id:
        return UsageError("question_kind_not_tabulated", question=name, known=usable)
    return UsageError("question_not_tabulated", question=name, **{**choices(name, known), "known": usable})


def multiple_questions(questionnaire: Questionnaire) -> set[str]:
    """Ids of the multiple answers."""
    return {question.id for question in questionnaire.closed() if isinstance(question, MultipleQuestion)}


def default_axes(questionnaire: Questionnaire) -> tuple[Axis, ...]:
    """Each attribute of the respondents as an axis of its own."""
    singles = (question for question in questionnaire.questions if isinstance(question, SingleQuestion))
    return tuple((question.id,) for question in singles if question.attribute)


MOST_CROSSINGS = 40
"""Two attributes of more categories together are not crossed: their groups would be small."""


def crossed_axis(result: HasAnswers, key: str) -> tuple[Axis, ...]:
    """Choose the attributes the indicators are broken down by together, sex and age as a rule.

    The first two of the population's dimensions that the questionnaire asks for, else its first two attributes.

    Returns
    -------
    tuple of Axis
        One of two attributes; none where there are not two, or their crossings are more than :data:`MOST_CROSSINGS`.
    """
    questionnaire, population = result.plan.questionnaires[key], result.plan.populations[key]
    attributes = [axis[0] for axis in default_axes(questionnaire)]
    dimensions = population.dimensions if population is not None else ()
    chosen = ([name for name in dimensions if name in attributes] or attributes)[:2]
    sizes = [len(question.options) for question in questionnaire.closed() if question.id in chosen]
    return (tuple(chosen),) if len(chosen) == 2 and sizes[0] * sizes[1] <= MOST_CROSSINGS else ()


MOST_SIDES = 3
"""A pyramid has no side by a dimension of more categories."""


def sides_and_rows(counts: Mapping[str, int]) -> tuple[str | None, str]:
    """Choose the dimensions of a pyramid, in whatever order a population lists them.

    Parameters
    ----------
    counts : mapping of dimension to its number of categories
        In the population's order.

    Returns
    -------
    side : str or None
        The dimension of fewest categories (sex), at most three; None: bars to one side.
    row : str
        The first of the others (age).
    """
    small = [name for name, count in counts.items() if count <= MOST_SIDES]
    if len(counts) > 1 and small:
        side = min(small, key=lambda name: counts[name])
        return side, next(name for name in counts if name != side)
    return None, next(iter(counts))


def population_axes(result: HasAnswers, key: str) -> tuple[Axis, ...]:
    """Return the axes by which respondents are compared with residents: each dimension, and the two of the pyramid."""
    population = result.plan.populations[key]
    if population is None or not population.dimensions:
        return ()
    counts = {name: population.cells[name].n_unique() for name in population.dimensions}
    side, row = sides_and_rows(counts)
    crossed = () if side is None else ((side, row),)
    return (*((name,) for name in population.dimensions), *crossed)


def rates_axes(result: HasAnswers, key: str) -> tuple[Axis, ...]:
    """Return the axes by which response rates are told: each dimension of the letters, and two of them together.

    Where the letters are not known by cell, those of the population.
    """
    source = result.plan.invited[key] or result.plan.populations[key]
    if source is None or not source.dimensions:
        return ()
    side, row = sides_and_rows({name: source.cells[name].n_unique() for name in source.dimensions})
    crossed = () if side is None else ((side, row),)
    return (*((name,) for name in source.dimensions), *crossed)


def parse_axes(given: str) -> tuple[Axis, ...]:
    """Read ``sex,age,sex*age``: three axes, the last one crossed."""
    axes = tuple(tuple(part.strip() for part in re.split(r"[*×:]", axis)) for axis in given.split(",") if axis.strip())
    return tuple(dict.fromkeys(axes))


def design_of(result: HasAnswers, survey: str) -> SurveyDesign:
    """Return the design a survey's tables are estimated with: the plan's, every answer with the same weight.

    Its columns are those of :func:`sample_of`.
    """
    population, coded = result.plan.populations[survey], result.answers[survey].coded
    if (found := _drawn(result, survey, coded)) is not None:
        return found.unweighted
    everyone = result.plan.plan.surveys[survey].everyone(population.total if population else None, coded.height)
    return SurveyDesign(population=everyone)


def sample_of(result: HasAnswers, survey: str, coded: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return a survey's coded answers, or some of them, with the columns of the design that its plan states."""
    answers = result.answers[survey].coded if coded is None else coded
    found = _drawn(result, survey, answers)
    return answers if found is None else found.frame


def _drawn(result: HasAnswers, survey: str, coded: pl.DataFrame) -> Drawn | None:
    definition = result.plan.plan.surveys[survey]
    if definition.design is None:
        return None
    return drawn(coded, definition.design, result.plan.populations[survey], definition.invited, {})


def in_order(table: pl.DataFrame, questions: Sequence[str] = ()) -> pl.DataFrame:
    """Sort a table: questions as given, everyone before the axes as they come, and who left an axis blank last."""
    axes = table["axis"].drop_nulls().unique(maintain_order=True).to_list()
    unknown = has_part("category", str(UNKNOWN))
    question = [_place("question", questions)] if questions else []
    return table.sort(*question, _place("axis", axes), unknown, maintain_order=True)


def _place(column: str, order: Sequence[str]) -> pl.Expr:
    """Place of a column's value in an order; before all of them where it is not in it."""
    places = {name: place for place, name in enumerate(order)}
    return pl.col(column).replace_strict(places, default=-1, return_dtype=pl.Int32)
