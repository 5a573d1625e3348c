"""秘匿: small cells of a table for publication are suppressed, and others with them so that nothing can be subtracted.

First the groups: a category of fewer than k people is hidden in every table, with further categories of its axis, who
left it blank first, until those hidden together are at least k people and none of their sizes can be worked out. Then
each question's answers in the groups that are shown: a cell of 1 to k - 1 people is suppressed (primary), and further
cells (complementary) until

* no group hides answers adding to fewer than k people where it has others to hide, and
* no hidden count above 0 is determined by all the published sums together, knowing that counts are not negative.

Cells of 0 are hidden only as a last resort; a zero identifies nobody. References: Willenborg & de
Waal 2001, Elements of Statistical Disclosure Control, chapters 3-4; Fischetti & Salazar 2001, Management Science 47.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass

import polars as pl

from kumin.disclosure.cells import ASKED, BASE, Cell, Group, System, hide
from kumin.tables.shares import UNKNOWN

DEFAULT_K = 5
"""Cells of fewer people are not published."""

SUPPRESSED_MARK = "x"
"""What stands in a published table for a suppressed number."""

POSITIVE, REST = "positive", "rest"

COUNTS = ("n_asked", "n_base", "n_positive")
"""Columns of counts; the rest of the numbers of a table tell counts too."""

NUMBERS = ("percent", "proportion", "se", "lower", "upper", "deff", "n_eff", "df")


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
        Categories where it is published come what may; the empty group is everyone.
    merged : tuple of group
        Categories whose sum is published come what may.
    """

    id: str
    base: Mapping[Group, int]
    positive: Mapping[Group, int]
    parts: tuple[int, ...] = ()
    excluded: tuple[int, ...] = ()
    own_base: bool = False
    fixed: frozenset[Group] = frozenset()
    merged: tuple[Group, ...] = ()

    @property
    def base_kind(self) -> Hashable:
        """The cell of its base: the question's own, where they are the same."""
        return (self.id, BASE) if self.own_base or self.excluded else BASE

    def cells(self, group: Group) -> tuple[Cell, Cell, Cell]:
        """Its base, those it counts, and the others."""
        return (group, self.base_kind), (group, (self.id, POSITIVE)), (group, (self.id, REST))


def suppress(
    table: pl.DataFrame, k: int = DEFAULT_K, *, multiple: Collection[str] = (), keep_totals: bool = False
) -> pl.DataFrame:
    """Blank the numbers of a table that would tell of fewer than ``k`` people.

    Parameters
    ----------
    table : DataFrame
        :data:`kumin.tables.shares.TABLE_SCHEMA`: all options of the questions it has, with its totals. Everything in
        it is taken to be published together.
    k : int
        Threshold; below 2 nothing is hidden.
    multiple : collection of str
        Questions whose options do not add to their base: there those who did not choose an option are protected too.
    keep_totals : bool
        Never hide the numbers of everyone, e.g. because they are the ward's published indicators.

    Returns
    -------
    DataFrame
        The table with ``suppressed`` (Boolean). Where it is true ``n_positive``, percent, interval and what else would
        tell the count are null; where the base is hidden, ``n_asked`` and ``n_base`` too.
    """
    return suppress_shares(table, {}, k, multiple=multiple, keep_totals=keep_totals)[0]


def suppress_shares(
    table: pl.DataFrame,
    shares: Mapping[str, Collection[Share]],
    k: int = DEFAULT_K,
    *,
    multiple: Collection[str] = (),
    keep_totals: bool = False,
    sizes: Mapping[Group, int] | None = None,
) -> tuple[pl.DataFrame, dict[str, set[Cell]]]:
    """Suppress a table and the shares published beside it together; see :func:`suppress`.

    Parameters
    ----------
    table, k, multiple, keep_totals
        See :func:`suppress`.
    shares : mapping of str to collection of Share
        By question.
    sizes : mapping of group to int, optional
        People in the groups of the shares that the table has not: crossings of attributes.

    Returns
    -------
    tuple of DataFrame and dict
        The table, and the hidden cells of each question, those of its ``shares`` (by question) among them.
    """
    if k < 2 or table.is_empty():
        return table.with_columns(suppressed=pl.lit(value=False)), {}
    parts = {str(question): part for (question,), part in table.group_by("question", maintain_order=True)}
    hidden = _hide_together(parts, k, multiple, shares, keep_totals=keep_totals, sizes=sizes or {})
    cells: list[bool] = []
    bases: list[bool] = []
    for question, part in parts.items():
        for axis, category, option in part.select("axis", "category", "option").iter_rows():
            group = group_of(axis, category)
            base = (group, BASE) in hidden[question]
            bases.append(base)
            # of a category everything goes with its base; of everyone the counts that may be seen stay
            cells.append((base and bool(group)) or (group, option) in hidden[question])
    ordered = pl.concat(parts.values())
    ordered = ordered.with_columns(
        suppressed=pl.Series(cells, dtype=pl.Boolean), base_hidden=pl.Series(bases, dtype=pl.Boolean)
    )
    numbers = [name for name in NUMBERS if name in table.columns]
    asked = [name for name in COUNTS[:2] if name in table.columns]
    shown, base_shown = ~pl.col("suppressed"), ~pl.col("base_hidden")
    blanked = ordered.with_columns(
        pl.when(shown).then("n_positive"),
        *(pl.when(shown & base_shown).then(pl.col(name)).alias(name) for name in numbers),
        *(pl.when(base_shown).then(pl.col(name)).alias(name) for name in asked),
    ).drop("base_hidden")
    return blanked, hidden


def _hide_together(
    parts: Mapping[str, pl.DataFrame],
    k: int,
    multiple: Collection[str],
    shares: Mapping[str, Collection[Share]],
    *,
    keep_totals: bool,
    sizes: Mapping[Group, int],
) -> dict[str, set[Cell]]:
    """Hide the cells of several questions' tables so that none tells another's.

    A category of an axis is the same people in every table that everyone was asked for: it is hidden in all of them or
    in none, and so is the axis's own count of them, ``sex = 3`` in the table of ``sex``.
    """
    systems = {
        question: system_of(
            part, multiple=question in multiple, keep_totals=keep_totals, shares=shares.get(question, ())
        )
        for question, part in parts.items()
    }
    everyone = max(system.asked.get(frozenset(), 0) for system in systems.values())
    common = {question for question, system in systems.items() if system.asked.get(frozenset()) == everyone}
    known = {group: n for question in common for group, n in systems[question].asked.items()} | dict(sizes)
    unseen = hidden_groups(known, k)
    for question, system in systems.items():
        if any(question == axis for group in known for axis, _ in group):
            _add_unknown(system, parts[question])
    hidden = {}
    for question, system in systems.items():
        linked: set[Cell] = set()
        if question in common:
            linked = {cell for cell in system.counts if _people(question, cell, known) in unseen}
            _keep_bases(system, unseen, k)
        hidden[question] = hide(system, k, linked - system.fixed)
    return hidden


def hidden_groups(sizes: Mapping[Group, int], k: int) -> set[Group]:
    """Choose the categories, and crossings of categories, that are hidden everywhere: by how many people they are.

    Parameters
    ----------
    sizes : mapping of group to int
        People, of everyone too (the empty group).
    k : int
        Threshold.

    Returns
    -------
    set of group
        Categories that together are at least k people in each axis; and of crossings those of hidden categories, small
        ones, those of who left an axis blank, and others as need be.
    """
    single = {group: n for group, n in sizes.items() if len(group) < 2}
    unseen = {group for group, _ in hide(_of_sizes(single, fixed=()), k, together=True)}
    if len(single) == len(sizes):
        return unseen
    crossings = {group: n for group, n in sizes.items() if len(group) > 1}
    linked = {group for group in crossings if any({member} in unseen for member in group)}
    if any(0 < n < k for n in crossings.values()):
        # who left an axis blank is nowhere a group to look at: rather they than others, be they nobody
        blank = {group for group in crossings if any(category == str(UNKNOWN) for _, category in group)}
        linked |= {group for group in blank if crossings[group] < k}
    system = _of_sizes(sizes, fixed=set(single) - unseen)
    return {group for group, _ in hide(system, k, {(group, ASKED) for group in unseen | linked})}


def _of_sizes(sizes: Mapping[Group, int], fixed: Collection[Group]) -> System:
    everyone: Group = frozenset()
    system = System(
        counts={(group, ASKED): n for group, n in sizes.items()}, fixed={(group, ASKED) for group in {everyone, *fixed}}
    )
    _add_categories(system, list(sizes))
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


def group_of(axis: str | None, category: str | None) -> Group:
    """Read a table's axis and category; of everyone both are null."""
    if axis is None or category is None:
        return frozenset()
    return frozenset(zip(axis.split("*"), category.split("*"), strict=True))


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
    _add_categories(system, list(dict.fromkeys([*options, *(group for share in shares for group in share.positive)])))
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
            continue
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


def _add_categories(system: System, groups: list[Group]) -> None:
    """Add the lines of categories: over each axis of a group, its members add to the group without that axis.

    All crossings of some axes add to everyone, also where the axes by themselves are not published.
    """
    members: dict[tuple[Group, frozenset[str]], list[Group]] = {}
    for group in groups:
        axes = frozenset(axis for axis, _ in group)
        margins: set[Group] = {group - {member} for member in group} | ({frozenset()} if group else set())
        for rest in margins:
            members.setdefault((rest, axes), []).append(group)
    kinds = {kind for _, kind in system.counts}
    for (rest, _), found in members.items():
        for kind in kinds:
            parts = [(group, kind) for group in found if (group, kind) in system.counts]
            if parts and (rest, kind) in system.counts:
                system.lines.append(((rest, kind), *parts))
