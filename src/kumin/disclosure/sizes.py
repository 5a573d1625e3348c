"""How many people the groups of a run are, which sums of them are published in any case, and the rows a release has."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import product

import polars as pl

from kumin.definitions import Questionnaire
from kumin.disclosure.cells import Group
from kumin.disclosure.earlier import with_groups
from kumin.result import Result
from kumin.tables.axes import UNKNOWN, crossed_axis, population_axes, rates_axes
from kumin.tables.crossing import Axis
from kumin.tables.run import RunTables


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


def rows_of_release(
    tables: RunTables, key: str, attributes: Collection[str], held: Collection[str]
) -> tuple[pl.DataFrame, pl.DataFrame, dict[Group, int], list[Group]]:
    """Return the table, the indicators by group, the sizes of all groups and the crossings, nothing hidden.

    Of held attributes there are rows of groups without people too.
    """
    result = tables.result
    table = own_axes_as_totals(tables.shares[key], attributes)
    domains = tables.domains[key]
    sizes, crossings = _sizes(result, key, tables.indicator_axes(key))
    if empty := _without_people(sizes, result.plan.questionnaires[key], held):
        table = with_groups(table, empty, "question", "option")
        domains = with_groups(domains, empty, "indicator")
        sizes |= dict.fromkeys(empty, 0)
    return table, domains, sizes, crossings


def _without_people(sizes: Mapping[Group, int], questionnaire: Questionnaire, held: Collection[str]) -> list[Group]:
    """List the groups without people of held attributes: without rows of them all would be seen to be in another."""
    categories = [(one.id, str(code)) for one in questionnaire.closed() if one.id in held for code in one.options or ()]
    axes = {axis for group in sizes if len(group) == 1 for axis, _ in group}
    groups = [frozenset({member}) for member in categories if member[0] in axes]
    return [group for group in groups if group not in sizes]


def _sizes(result: Result, key: str, axes: Sequence[Axis]) -> tuple[dict[Group, int], list[Group]]:
    """Count the people of all groups, those that respondents are compared by too; list the crossings."""
    compared = dict.fromkeys((*population_axes(result, key), *rates_axes(result, key)))
    beside = [axis for axis in compared if set(axis) not in [set(one) for one in axes]]
    sizes = group_sizes(result, key, [*axes, *beside])
    crossed = [frozenset(axis) for axis in crossed_axis(result, key)]
    return sizes, [group for group in sizes if frozenset(axis for axis, _ in group) in crossed]


def own_axes_as_totals(table: pl.DataFrame, attributes: Collection[str]) -> pl.DataFrame:
    """Leave out an axis's own question by another axis: it would be that crossing."""
    return table.filter(pl.col("axis").is_null() | ~pl.col("question").is_in(attributes))
