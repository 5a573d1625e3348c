"""How many people the groups of a run are, and which sums of them are published in any case."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import polars as pl

from kumin.disclosure.cells import Group
from kumin.result import Result
from kumin.tables.axes import UNKNOWN, Axis, default_axes, population_axes

MOST_CROSSINGS = 40
"""Two attributes of more categories together are not crossed: their groups would be small."""


def crossed_axis(result: Result, key: str) -> tuple[Axis, ...]:
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


def group_sizes(result: Result, key: str, axes: Sequence[Axis]) -> dict[Group, int]:
    """Count the people of every category and crossing of the axes; crossings without people are there too.

    Neither they nor hidden crossings have a row in any table, so that nobody can see which is which.
    """
    coded, questionnaire = result.answers[key].coded, result.plan.questionnaires[key]
    sizes: dict[Group, int] = {frozenset(): coded.height}
    for axis in axes:
        if len(axis) > 1:
            categories = [[*(one.options), UNKNOWN] for one in questionnaire.closed() if one.id in axis]
            sizes |= {frozenset(zip(axis, map(str, codes), strict=True)): 0 for codes in product(*categories)}
        for *codes, n in coded.group_by(pl.col(name).fill_null(UNKNOWN) for name in axis).len().iter_rows():
            sizes[frozenset(zip(axis, map(str, codes), strict=True))] = n
    return sizes


def _compared(result: Result, key: str) -> list[list[Group]]:
    """List the groups, by axis, that respondents are compared with residents in: their shares tell their sum."""
    population = result.plan.populations[key]
    found = []
    for axis in population_axes(result, key):
        assert population is not None
        cells = population.cells.select(axis).unique(maintain_order=True).rows()
        found.append([frozenset(zip(axis, map(str, codes), strict=True)) for codes in cells])
    return found


def _spoken_of(result: Result, key: str) -> list[list[Group]]:
    """List the groups that an indicator is of several of: its n tells their sum, or nearly so."""
    found = []
    for _, one in result.plan.plan.indicators(key):
        for among in (one.among, *(part.among for part in one.terms)):
            members = product(*(product([axis], map(str, codes)) for axis, codes in among.items()))
            found.append([frozenset(group) for group in members])
    return [groups for groups in found if groups != [frozenset()]]


def known_sums(result: Result, key: str) -> list[list[Group]]:
    """List the groups, of each sum that is published of several."""
    return [*_compared(result, key), *_spoken_of(result, key)]
