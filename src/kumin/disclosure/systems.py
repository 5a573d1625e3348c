"""Published tables laid out as cells and the sums that hold between them, for :func:`kumin.disclosure.cells.hide`."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass, field

import polars as pl

from kumin.disclosure.cells import BASE, Cell, Group, System
from kumin.tables.crossing import members_of

POSITIVE, REST, WHOLE, LEFT_OUT = "positive", "rest", "whole", "left_out"


@dataclass(frozen=True)
class Share:
    """A published share of a question's answers, e.g. an indicator: its counts are cells beside those of the options.

    Attributes
    ----------
    id : str
        Its name.
    base, positive : mapping of group to int
        People it is of, and people it counts, in each category (and everyone) where it is or may be published.
    parts : tuple of int
        Options that add to ``positive``; empty where they do not (several options of a multiple answer).
    excluded : tuple of int
        Options that are not in its base.
    own_base : bool
        Its base is not who answered less the excluded, e.g. everyone asked.
    fixed : frozenset of group
        Categories where it is published in any case; the empty group is everyone.
    merged : tuple of group
        Categories whose sum is published in any case.
    left_out : mapping of group to int
        In each crossing, who would be in its base but for the excluded options. Another indicator of the same people
        may tell the base with them.
    """

    id: str
    base: Mapping[Group, int]
    positive: Mapping[Group, int]
    parts: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()
    own_base: bool = False
    fixed: frozenset[Group] = frozenset()
    merged: tuple[Group, ...] = ()
    left_out: Mapping[Group, int] = field(default_factory=dict)

    @property
    def base_kind(self) -> Hashable:
        """The cell of its base: the question's own, where they are the same."""
        return (self.id, BASE) if self.own_base or self.excluded else BASE

    def cells(self, group: Group) -> tuple[Cell, Cell, Cell]:
        """Its base, those it counts, and the others."""
        return (group, self.base_kind), (group, (self.id, POSITIVE)), (group, (self.id, REST))


def group_of(axis: str | None, category: str | None) -> Group:
    """Read a table's axis and category; of everyone both are null."""
    if axis is None or category is None:
        return frozenset()
    return frozenset(members_of(axis, category))


def system_of(
    table: pl.DataFrame, *, multiple: bool, keep_totals: bool = False, shares: Collection[Share] = ()
) -> System:
    """Lay out one question's table, and the shares published beside it, as cells and lines."""
    system = System()
    options: dict[Group, list[int]] = {}
    columns = ("axis", "category", "option", "n_asked", "n_base", "n_positive")
    for axis, category, option, n_asked, n_base, n in table.select(columns).iter_rows():
        group = group_of(axis, category)
        system.asked[group] = n_asked
        system.counts[group, BASE] = n_base
        system.counts[group, option] = n
        options.setdefault(group, []).append(option)
        if multiple:
            system.counts[group, (option, "not")] = n_base - n
            system.lines.append(((group, BASE), (group, option), (group, (option, "not"))))
    if not multiple:
        system.lines += [((group, BASE), *((group, option) for option in found)) for group, found in options.items()]
    for share in shares:
        _add_share(system, share, options, multiple=multiple)
    add_categories(system, list(dict.fromkeys([*options, *(group for share in shares for group in share.positive)])))
    if keep_totals:
        system.fixed |= {cell for cell in system.counts if not cell[0]}
    return system


def _add_share(system: System, share: Share, options: Mapping[Group, list[int]], *, multiple: bool) -> None:
    """Add a share's counts, which are sums of options and parts of the base."""
    for group, positive in share.positive.items():
        base, counted, others = share.cells(group)
        system.counts |= {base: share.base[group], counted: positive, others: share.base[group] - positive}
        system.lines.append((base, counted, others))
        if group in share.fixed:
            system.fixed |= {base, counted, others, (group, BASE)}
        if group not in options:  # a crossing, of which the options are not published
            _add_left_out(system, share, group)
            continue
        if share.left_out:
            system.counts[group, (share.id, LEFT_OUT)] = sum(system.counts[group, code] for code in share.excluded)
            system.lines.append(((group, (share.id, LEFT_OUT)), *((group, code) for code in share.excluded)))
        if share.parts:
            system.lines.append((counted, *((group, option) for option in share.parts)))
        if not multiple and not share.own_base:
            rest = [option for option in options[group] if option not in {*share.parts, *share.excluded}]
            system.lines.append((others, *((group, option) for option in rest)))
            if share.excluded:
                system.lines.append(((group, BASE), base, *((group, option) for option in share.excluded)))
    if share.merged:
        merged: Group = frozenset({(share.id, "merged")})
        for total, *parts in zip(share.cells(merged), *(share.cells(group) for group in share.merged), strict=True):
            system.counts[total] = sum(system.counts[cell] for cell in parts)
            system.fixed.add(total)
            system.lines.append((total, *parts))


def _add_left_out(system: System, share: Share, group: Group) -> None:
    """Add who an indicator leaves out in a crossing, where all of them together are taken to be known."""
    if group in share.left_out:
        base, left_out, whole = share.cells(group)[0], (group, (share.id, LEFT_OUT)), (group, (share.id, WHOLE))
        system.counts |= {left_out: share.left_out[group], whole: share.left_out[group] + share.base[group]}
        system.fixed.add(whole)
        system.lines.append((whole, base, left_out))


def add_categories(system: System, groups: list[Group]) -> None:
    """Add the lines of categories: over each axis of a group, its members add to the group without that axis.

    All crossings of some axes add to everyone, also where the axes by themselves are not published.
    """
    members: dict[tuple[Group, frozenset[str]], list[Group]] = {}
    for group in groups:
        axes = frozenset(axis for axis, _ in group)
        margins = [group - {member} for member in sorted(group)] + ([frozenset()] if group else [])
        for rest in dict.fromkeys(margins):
            members.setdefault((rest, axes), []).append(group)
    kinds = dict.fromkeys(kind for _, kind in system.counts)
    for (rest, _), found in members.items():
        for kind in kinds:
            parts = [(group, kind) for group in found if (group, kind) in system.counts]
            if parts and (rest, kind) in system.counts:
                system.lines.append(((rest, kind), *parts))
