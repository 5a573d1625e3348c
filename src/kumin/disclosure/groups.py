"""Which groups of people are hidden everywhere, and the cells of several questions that go with them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from kumin.disclosure.beside import Beside
from kumin.disclosure.cells import ASKED, BASE, KNOWN, Cell, Group, System, hide, is_blank_group
from kumin.disclosure.coarsen import Bounds, coarsen
from kumin.disclosure.earlier import Anchors, as_told
from kumin.disclosure.systems import Share, add_categories, group_of, system_of
from kumin.tables.axes import UNKNOWN


@dataclass(frozen=True)
class Surroundings:
    """What is published with a table, and what is known beside it: all of it is protected together.

    Attributes
    ----------
    shares : mapping of str to collection of Share
        Shares that are published of the same answers, by question.
    multiple : collection of str
        Questions whose options do not add to their base.
    keep_totals : bool
        The numbers of everyone are never hidden.
    protect_blank : bool
        Whether those who left an axis blank are people to protect.
    sizes : mapping of group to int
        People in the groups of the shares that the table has not: crossings of attributes.
    together : collection of collection of group
        Groups of one axis whose sum is published.
    earlier : Anchors, optional
        What is shown for the sake of an earlier release.
    beside : Beside, optional
        What other files tell of the same answers.
    """

    shares: Mapping[str, Collection[Share]] = field(default_factory=dict)
    multiple: Collection[str] = ()
    keep_totals: bool = False
    protect_blank: bool = True
    sizes: Mapping[Group, int] = field(default_factory=dict)
    together: Collection[Collection[Group]] = ()
    earlier: Anchors | None = None
    beside: Beside | None = None


def hide_together(parts: Mapping[str, pl.DataFrame], k: int, around: Surroundings) -> dict[str, dict[Cell, Bounds]]:
    """Hide the cells of several questions' tables so that no table gives away a hidden cell of another.

    A category of an axis is the same people in every table that everyone was asked for: it is hidden in all of them or
    in none, and so is the axis's own count of them, ``sex = 3`` in the table of ``sex``. The answers in the groups that
    are shown are exact, or bounds. What files ``beside`` tell is told as they tell it.
    """
    earlier, beside = around.earlier, around.beside
    systems = _systems(parts, around)
    everyone: Group = frozenset()
    most = max(system.asked.get(everyone, 0) for system in systems.values())
    common = {question for question, system in systems.items() if system.asked.get(everyone) == most}
    people = {group: n for question in common for group, n in systems[question].asked.items()}
    people |= around.sizes
    anchored, gone = (earlier.cells, earlier.gone) if earlier else ({}, frozenset[Group]())
    told = beside.cells if beside else {}
    unseen = hidden_groups(people, k, protect_blank=around.protect_blank, known=around.together, beside=beside)
    unseen |= gone & set(people)
    attributes = {axis for group in people for axis, _ in group}
    for question in attributes & set(systems):
        _add_unknown(systems[question], parts[question])
    hidden: dict[str, dict[Cell, Bounds]] = {}
    for question, system in systems.items():
        if question in anchored:
            hidden[question] = as_told(system, anchored[question])
            continue
        known = told.get(question, {})
        if all(cell in known for cell in displayed(parts[question])):
            hidden[question] = {cell: ends for cell, ends in known.items() if ends != (system.counts.get(cell),) * 2}
            continue
        linked = {cell for cell in system.counts if _people(question, cell, people) in unseen} - set(known)
        nothing = {cell for cell, ends in known.items() if not ends and cell in system.counts}
        system.fixed |= {cell for cell, ends in known.items() if ends and cell in system.counts}
        if question in attributes:
            linked = _link_groups(system, parts[question], linked, nothing, everywhere=question in common)
        elif question not in common:
            linked = set()
        if question in common:
            _keep_bases(system, unseen, k)
        if question in attributes:
            hidden[question] = dict.fromkeys(hide(system, k, (linked | nothing) - system.fixed))
        else:
            hidden[question] = _answers(system, k, linked, nothing, known)
    return hidden


def _systems(parts: Mapping[str, pl.DataFrame], around: Surroundings) -> dict[str, System]:
    """Lay out the table of each question, with the shares beside it, as cells and the sums over them."""
    systems = {}
    for question, part in parts.items():
        shares, multiple = around.shares.get(question, ()), question in around.multiple
        systems[question] = system_of(part, multiple=multiple, keep_totals=around.keep_totals, shares=shares)
        systems[question].protect_blank = around.protect_blank
    return systems


def _link_groups(
    system: System, table: pl.DataFrame, linked: set[Cell], nothing: Collection[Cell], *, everywhere: bool
) -> set[Cell]:
    """Choose the cells that are hidden with a group in the table of the axis itself, whose answers are the groups.

    They count as many people as in every other table: of those without people none has a row.
    """
    everyone: Group = frozenset()
    own = {(everyone, option) for option in table["option"].unique()}
    system.fixed |= own - linked - set(nothing)
    found = linked if everywhere else linked & own
    if (everyone, UNKNOWN) in found and found & own:
        found.add((everyone, BASE))  # it would tell those who left it blank apart from the others
    return found


def _answers(
    system: System, k: int, linked: Collection[Cell], nothing: Collection[Cell], known: Mapping[Cell, Bounds]
) -> dict[Cell, Bounds]:
    """Choose what is shown of a question's answers; of cells told as ``nothing`` nothing is."""
    linked = {*linked, *(cell for cell in nothing if cell[1] == BASE)}
    bases = hide(_of_bases(system), k, {cell for cell in linked - system.fixed if cell[1] == BASE})
    groups = {group for group, _ in bases} | {group for group, _ in linked}
    away = {cell for cell in system.counts if cell[0] and cell[0] in groups and cell not in system.fixed}
    return coarsen(system, k, (away | bases | set(nothing)) - system.fixed, known)


def displayed(table: pl.DataFrame) -> set[Cell]:
    """Return the cells of a table that are printed: its counts, and the bases of its groups."""
    rows = table.select("axis", "category", "option").iter_rows()
    return {cell for axis, category, option in rows for cell in _of_row(axis, category, option)}


def _of_row(axis: str | None, category: str | None, option: int) -> tuple[Cell, Cell]:
    group = group_of(axis, category)
    return (group, option), (group, BASE)


def _of_bases(system: System) -> System:
    """Leave of a question's cells how many answered it in each group."""
    return replace(
        system,
        counts={cell: n for cell, n in system.counts.items() if cell[1] == BASE},
        lines=[line for line in system.lines if all(kind == BASE for _, kind in line)],
    )


def hidden_groups(
    sizes: Mapping[Group, int],
    k: int,
    *,
    protect_blank: bool = True,
    known: Collection[Collection[Group]] = (),
    beside: Beside | None = None,
) -> set[Group]:
    """Choose the categories, and crossings of categories, that are hidden everywhere: by how many people they are.

    Parameters
    ----------
    sizes : mapping of group to int
        People, of everyone too (the empty group).
    k : int
        Threshold.
    protect_blank : bool
        Whether those who left an axis blank are people to protect. Else they are hidden only where it helps others.
    known : collection of collection of group
        Groups of one axis whose sum is published, as that of those whose shares are compared with the residents'.
    beside : Beside, optional
        What other files tell: of the axes that they are broken down by, the same groups are hidden.

    Returns
    -------
    set of group
        Categories that together are at least k people in each axis; and of crossings those of hidden categories, small
        ones, those of who left an axis blank, and others as need be.
    """
    single = {group: n for group, n in sizes.items() if len(group) < 2}
    system = _of_sizes(single, (), known, protect_blank=protect_blank)
    unseen = {group for group, _ in hide(system, k, together=True)}
    # as many as they are is told in any case: their answers are hidden, and others as if they were shown
    unseen |= {group for group, kind in system.fixed if kind == ASKED and group and 0 < sizes[group] < k}
    if beside:
        unseen = {group for group in single if (group in beside.hidden if group in beside.groups else group in unseen)}
    if len(single) == len(sizes):
        return unseen
    crossings = {group: n for group, n in sizes.items() if len(group) > 1}
    linked = {group for group in crossings if any({member} in unseen for member in group)}
    blank = {group for group in crossings if is_blank_group(group)}
    if any(0 < n < k for group, n in crossings.items() if protect_blank or group not in blank):
        # nobody looks at those who left an axis blank as a group: they are hidden first, even where there are none
        linked |= {group for group in blank if crossings[group] < k}
    system = _of_sizes(sizes, set(single) - unseen, known, protect_blank=protect_blank)
    return {group for group, _ in hide(system, k, {(group, ASKED) for group in unseen | linked})}


def _of_sizes(
    sizes: Mapping[Group, int],
    fixed: Collection[Group],
    known: Collection[Collection[Group]],
    *,
    protect_blank: bool,
) -> System:
    """Lay out the sizes of groups as cells, and beside the sums over each axis those that are ``known``."""
    everyone: Group = frozenset()
    system = System(
        counts={(group, ASKED): n for group, n in sizes.items()},
        fixed={(group, ASKED) for group in {everyone, *fixed}},
        protect_blank=protect_blank,
    )
    add_categories(system, list(sizes))
    counted = {frozenset(axis for axis, _ in group) for group in sizes}
    for number, groups in enumerate(known):
        # of an axis that is counted, a group that is not there has nobody
        parts = [(group, ASKED) for group in groups if group in sizes]
        if any(group not in sizes and frozenset(axis for axis, _ in group) not in counted for group in groups):
            continue
        if len(parts) == 1:
            system.fixed.add(parts[0])
        elif parts:
            total: Cell = (everyone, (KNOWN, number))
            system.counts[total] = sum(sizes[group] for group, _ in parts)
            system.fixed.add(total)
            system.lines.append((total, *parts))
    return system


def _keep_bases(system: System, unseen: Collection[Group], k: int) -> None:
    """Keep the bases of groups that are shown elsewhere, unless one of their axis has too few answers here."""
    everyone: Group = frozenset()
    bases = {group: n for (group, kind), n in system.counts.items() if kind == BASE and group not in unseen}
    if (everyone, UNKNOWN) in system.counts:
        del bases[everyone]  # with those asked, it tells who left the axis blank
    axes = {group: frozenset(axis for axis, _ in group) for group in bases}
    small = {axes[group] for group, n in bases.items() if 0 < n < k}
    system.fixed |= {
        (group, BASE) for group in bases if not any(axes[group] <= few or few <= axes[group] for few in small)
    }


def _people(question: str, cell: Cell, groups: Collection[Group]) -> Group | None:
    """Return the category whose people, or some of them, a cell counts, where the tables are broken down by it."""
    group, kind = cell
    category = group | {(question, str(kind))}
    return category if category in groups else group


def _add_unknown(system: System, table: pl.DataFrame) -> None:
    """Add who left an axis blank, and who was asked: elsewhere they are a category of their own."""
    total = table.filter(pl.col("axis").is_null())
    if total.is_empty():
        return
    everyone: Group = frozenset()
    n_asked, n_base = total.row(0, named=True)["n_asked"], total.row(0, named=True)["n_base"]
    system.counts[everyone, UNKNOWN] = n_asked - n_base
    system.counts[everyone, ASKED] = n_asked
    system.fixed.add((everyone, ASKED))
    options = [(everyone, option) for option in total["option"]]
    system.lines = [line for line in system.lines if line[0] != (everyone, BASE) or line[1] not in options]
    system.lines.append(((everyone, ASKED), *options, (everyone, UNKNOWN)))
    system.lines.append(((everyone, ASKED), (everyone, BASE), (everyone, UNKNOWN)))
