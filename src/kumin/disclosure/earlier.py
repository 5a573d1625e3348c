"""What an earlier release told, and the bounds that keep it and the next from telling together of a few people.

Where the answers of few people were corrected, added or taken away since, the difference of two releases is theirs.
The next release then shows, in the place of each count that was told, bounds around what was told: made of the earlier
release alone, whichever way the count went, so that they tell no change; they reach to either side by half of k people.
Cells that were told as bounds keep them, hidden ones stay hidden, and there are rows of the same groups as before: of
one that nobody was in, and of one that nobody is in any more. Cells of everyone that indicators publish in any case are
as they are, and what they differ by is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from kumin.disclosure.cells import BASE, Cell, Group, System
from kumin.disclosure.coarsen import Bounds
from kumin.disclosure.policy import suppresses
from kumin.disclosure.systems import group_of
from kumin.tables.axes import in_order

Told = Mapping[str, Mapping[Cell, Bounds]]
"""By question, what was told of each cell: both ends, equal where it was told as it is; None where it was hidden."""


@dataclass(frozen=True)
class Earlier:
    """What an earlier release told of a survey.

    Attributes
    ----------
    cells : DataFrame
        Its open data.
    numbers : mapping or None
        By question without options, what was told of it: :meth:`kumin.disclosure.amounts.PublishedNumbers.record`.
        None where that is not known.
    groups : sequence of mapping or None
        Rows of the indicators by group that are no share of options. None where that is not known.
    digests : mapping of str to str or None
        By closed question, what its answers were: :func:`kumin.disclosure.digests.digests`. None where that is not
        known: then only what differs from what was told is noticed.
    """

    cells: pl.DataFrame
    numbers: Mapping[str, Any] | None = None
    groups: Sequence[Mapping[str, Any]] | None = None
    digests: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Anchors:
    """What a release shows instead of counts from which the earlier one would tell of a few people.

    Attributes
    ----------
    cells : Told
        The bounds, of the questions that have any.
    gone : frozenset of Group
        Groups hidden before, and crossings, which were told as percents: nothing is shown of them.
    many : bool
        Whether a count differs by k people or more: then it is not a few who changed, and nothing is done.
    """

    cells: Told = field(default_factory=dict)
    gone: frozenset[Group] = frozenset()
    many: bool = False

    def __bool__(self) -> bool:
        return bool(self.cells)

    def holding(self, held: Collection[str], groups: Collection[Group]) -> Anchors:
        """Show nothing of some questions, nor of those of the groups that they make."""
        more = {group for group in groups if any(axis in held for axis, _ in group)}
        return replace(self, cells={**self.cells, **{question: {} for question in held}}, gone=self.gone | more)


def told_cells(table: pl.DataFrame) -> dict[str, dict[Cell, Bounds]]:
    """Read what a release tells of a survey's cells.

    Parameters
    ----------
    table : DataFrame
        ``question``, ``option``, ``axis``, ``category``, ``n_base``, ``n_positive``, and the bounds of both:
        :data:`kumin.disclosure.suppress.BOUNDS`, :data:`kumin.disclosure.suppress.BASE_BOUNDS`.
    """
    told: dict[str, dict[Cell, Bounds]] = {}
    columns = (
        "question",
        "axis",
        "category",
        "option",
        "n_base",
        "base_low",
        "base_high",
        "n_positive",
        "n_low",
        "n_high",
    )
    for question, axis, category, option, base, base_low, base_high, n, low, high in table.select(columns).iter_rows():
        group, cells = group_of(axis, category), told.setdefault(question, {})
        cells[group, BASE] = _ends(base, base_low, base_high)
        cells[group, option] = _ends(n, low, high)
    return told


def _ends(n: int | None, low: int | None, high: int | None) -> Bounds:
    if n is not None:
        return n, n
    return None if low is None or high is None else (low, high)


def anchors(
    table: pl.DataFrame,
    told: Told,
    now: Told,
    k: int,
    *,
    attributes: Collection[str],
    crossings: Collection[Group],
    changed: Collection[str] = (),
) -> Anchors:
    """Choose what to show where few people's answers differ from those of an earlier release.

    Parameters
    ----------
    table : DataFrame
        :data:`kumin.tables.shares.TABLE`, nothing hidden.
    told : Told
        What the earlier release told.
    now : Told
        What this one would tell.
    k : int
        Threshold.
    attributes : collection of str
        Questions by which there are groups.
    crossings : collection of Group
        Crossings that this release would show.
    changed : collection of str
        Questions whose answers are known to differ, whether or not a count that was told does: that one does would tell
        that it is of those.

    Returns
    -------
    Anchors
        Without cells where nothing differs, or many do.
    """
    apart = distances(table, told)
    farthest = max(apart.values(), default=0)
    if farthest >= k:
        return Anchors(many=True)
    touched = {one for one, distance in apart.items() if distance}
    touched |= {one for one in apart if one in changed or _told_closer(told[one], now[one])}
    if not touched:
        return Anchors()
    if len(touched) > 1 or touched & set(attributes):
        touched = set(table["question"])  # a question left as it was would tell that one of them left it blank
    room = 0 if not (farthest or changed) else k // 2 if farthest <= k // 2 else k - 1
    cells = {
        question: {cell: _around(ends, room) for cell, ends in told.get(question, {}).items()}
        for question in table["question"].unique(maintain_order=True)
        if question in touched
    }
    return Anchors(cells, frozenset(untold_groups(told)) | frozenset(crossings))


def distances(table: pl.DataFrame, told: Told) -> dict[str, int]:
    """Return by question by how many people its counts differ at least from what was told, at most of its cells."""
    return {
        question: max((_distance(n, told[question].get(cell)) for cell, n in cells.items()), default=0)
        for question, cells in counts_by_question(table, told).items()
    }


def counts_by_question(table: pl.DataFrame, told: Told) -> dict[str, dict[Cell, int]]:
    """Read the counts of the questions of which something was told."""
    return {
        str(question): dict(counts(part))
        for (question,), part in table.group_by("question", maintain_order=True)
        if str(question) in told
    }


def anchors_beside(
    earlier: Earlier | None,
    table: pl.DataFrame,
    shown: pl.DataFrame,
    k: int,
    *,
    attributes: Collection[str],
    crossings: Collection[Group],
    digests: Mapping[str, str],
) -> Anchors:
    """Compare a survey's table with what an earlier release told, where there is one; ``shown``: suppressed alone."""
    if earlier is None or not suppresses(k):
        return Anchors()
    before = earlier.digests or {}
    changed = {question for question, digest in digests.items() if before.get(question, digest) != digest}
    told, now = told_cells(earlier.cells), told_cells(shown)
    return anchors(table, told, now, k, attributes=attributes, crossings=crossings, changed=changed)


def counts(part: pl.DataFrame) -> Iterator[tuple[Cell, int]]:
    """Yield the counts and the bases of a question's groups."""
    for axis, category, option, base, n in part.select(
        "axis", "category", "option", "n_base", "n_positive"
    ).iter_rows():
        group = group_of(axis, category)
        yield (group, BASE), base
        yield (group, option), n


def _distance(n: int, told: Bounds) -> int:
    """Return by how many people at least a count is not what was told; 0 where nothing was."""
    return 0 if told is None else max(told[0] - n, n - told[1], 0)


def _told_closer(before: Mapping[Cell, Bounds], now: Mapping[Cell, Bounds]) -> bool:
    """Whether a cell would be told more closely than before: it was told so for an earlier release."""
    for cell, told in before.items():
        shown = now.get(cell)
        if shown is not None and (told is None or told[0] < shown[0] or shown[1] < told[1]):
            return True
    return False


def _around(told: Bounds, room: int) -> Bounds:
    return None if told is None else (max(told[0] - room, 0), told[1] + room)


def untold_groups(told: Told) -> Iterator[Group]:
    """Yield the groups of which no question told anything."""
    shown = {group for cells in told.values() for (group, kind), one in cells.items() if kind == BASE and one}
    for cells in told.values():
        yield from {group for group, _ in cells if group} - shown


def as_told(system: System, told: Mapping[Cell, Bounds]) -> dict[Cell, Bounds]:
    """Choose what is shown of a question's cells: what follows from bounds of some, and as they are those in any case.

    Parameters
    ----------
    system : System
        The cells, and the sums that are published of them.
    told : mapping of cell to bounds
        What is shown of some cells.

    Returns
    -------
    dict of cell to bounds
        Of the cells that are not published as they are; None: nothing is.
    """
    around, exact = _with_sums(told, system.lines), _following(system)
    found: dict[Cell, Bounds] = {}
    for cell, n in system.counts.items():
        if cell not in exact and around.get(cell) != (n, n):
            found[cell] = around.get(cell)
    return found


def _following(system: System) -> set[Cell]:
    """Add to the cells that are published in any case those that follow from them by sums."""
    found = set(system.fixed)
    while True:
        unknown = [[cell for cell in line if cell not in found] for line in system.lines]
        more = {cells[0] for cells in unknown if len(cells) == 1}
        if not more:
            return found
        found |= more


def _with_sums(told: Mapping[Cell, Bounds], lines: Collection[tuple[Cell, ...]]) -> dict[Cell, Bounds]:
    """Add what follows of other cells, by sums of which only one cell was not told: an indicator's of its options."""
    found = dict(told)
    while True:
        more: dict[Cell, Bounds] = {}
        for total, *parts in lines:
            unknown = [cell for cell in (total, *parts) if cell not in found]
            if len(unknown) != 1 or unknown[0] in more:
                continue
            ends = [found[cell] for cell in parts if cell in found]
            if unknown[0] != total:
                ends = [found[total], *((-one[1], -one[0]) if one else None for one in ends)]
            low, high = (sum(one[end] for one in ends if one) for end in (0, 1))
            more[unknown[0]] = None if None in ends else (max(low, 0), max(high, 0))
        if not more:
            return found
        found |= more


def like_before(rows: pl.DataFrame, before: pl.DataFrame, whose: str, *more: str) -> pl.DataFrame:
    """Leave of a table the groups that the earlier release had rows of, and add those without people now.

    Parameters
    ----------
    rows : DataFrame
        One row a group and what ``whose`` and ``more`` tell apart.
    before : DataFrame
        With ``axis`` and ``category``: the groups that the earlier release had, everyone among them, in its order.
    whose : str
        Whose table it is: the attributes by which there are groups are not broken down.
    *more : str
        Other columns that tell one row from another.

    Returns
    -------
    DataFrame
        Counts of nobody are 0; what is the same in all rows of a table, or of one question, is so in the new ones.
    """
    groups = before.select(WHO).unique(maintain_order=True)
    keys = rows.select(whose, *more).unique(maintain_order=True)
    axes = groups["axis"].drop_nulls().unique().to_list()
    wanted = keys.join(groups, how="cross").filter(pl.col("axis").is_null() | ~pl.col(whose).is_in(axes))
    found = wanted.join(rows, on=[whose, *more, *WHO], how="left", nulls_equal=True, maintain_order="left")
    same = [pl.col(name).fill_null(pl.col(name).drop_nulls().first().over(whose)) for name in SAME]
    counts = [pl.col(name).fill_null(0) for name in COUNTS]
    filled = [one for one in (*same, *counts) if one.meta.output_name() in rows.columns]
    questions = keys[whose].unique(maintain_order=True).to_list() if whose == "question" else []
    return in_order(found.select(rows.columns).with_columns(filled), questions)


def with_groups(rows: pl.DataFrame, groups: Collection[Group], whose: str, *more: str) -> pl.DataFrame:
    """Add rows of groups of one attribute without people; see :func:`like_before`."""
    members = [member for group in groups for member in group]
    added = pl.DataFrame(members, dict.fromkeys(WHO, pl.String), orient="row")
    return like_before(rows, pl.concat([rows.select(WHO), added]), whose, *more)


WHO = ("axis", "category")

COUNTS = ("n_asked", "n_base", "n_no_answer", "n_positive")
"""Counts of a table, which of nobody are 0."""

SAME = ("level", "method", "kind", "decimals")
"""Columns that say the same in all rows of a question."""
