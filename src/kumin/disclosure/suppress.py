"""秘匿: small cells of a table for publication are suppressed, and others with them so that nothing can be subtracted.

First the groups: a category of fewer than k people is hidden in every table, together with further categories of its
axis (first those who left it blank), until the hidden ones are at least k people together and none of their sizes can
be worked out. Then each question's answers in the groups that are shown: a cell of 1 to k - 1 people is suppressed
(primary), and further cells (complementary) until

* no group hides answers that add up to fewer than k people where it has others to hide, and
* no hidden count above 0 is determined by all the published sums together, knowing that counts are not negative.

Cells of 0 are hidden only as a last resort: a zero identifies nobody. References: Willenborg & de Waal 2001, Elements
of Statistical Disclosure Control, chapters 3-4; Fischetti & Salazar 2001, Management Science 47.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import polars as pl

from kumin.definitions import DEFAULT_K
from kumin.disclosure.cells import BASE, Cell
from kumin.disclosure.coarsen import Bounds
from kumin.disclosure.groups import Surroundings, hide_together
from kumin.disclosure.policy import MOST_POINTS, suppresses
from kumin.disclosure.systems import group_of
from kumin.numbers import percent_bounds

TELLING = ("percent", "proportion", "se", "lower", "upper", "deff", "n_eff", "df", "not_estimable")
"""Columns of a table of shares that tell a count as ``n_positive`` does."""

BOUNDS = ("n_low", "n_high", "percent_low", "percent_high")
"""Columns of the bounds between which a hidden count, and its percent, lies; null where none are published."""

BASE_BOUNDS = ("base_low", "base_high")
"""Columns of the bounds of a hidden base: an indicator's that leaves out options of which few were chosen, or any for
the sake of an earlier release."""

Suppressed = tuple[pl.DataFrame, dict[str, dict[Cell, Bounds]]]
"""A suppressed table, and the cells of each question that are not shown as they are."""


def suppress(
    table: pl.DataFrame, k: int = DEFAULT_K, *, multiple: Collection[str] = (), keep_totals: bool = False
) -> pl.DataFrame:
    """Blank the numbers of a table that would tell of fewer than ``k`` people.

    Parameters
    ----------
    table : DataFrame
        :data:`kumin.tables.shares.TABLE`: all options of the questions it has, with its totals. Everything in
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
    around = Surroundings(multiple=multiple, keep_totals=keep_totals)
    return suppress_shares(table, k, around)[0].drop(BASE_BOUNDS)


def suppress_shares(table: pl.DataFrame, k: int, around: Surroundings) -> Suppressed:
    """Suppress a table and the shares published beside it together; see :func:`suppress`.

    Parameters
    ----------
    table, k
        See :func:`suppress`.
    around : Surroundings
        What is published with it, and what is known beside it.

    Returns
    -------
    tuple of DataFrame and dict
        The table, and the hidden cells of each question, those of the shares among them.
    """
    if not suppresses(k) or table.is_empty():
        return with_bounds(table, [None] * table.height, [None] * table.height).with_columns(
            suppressed=pl.lit(value=False)
        ), {}
    parts = {str(question): part for (question,), part in table.group_by("question", maintain_order=True)}
    hidden = hide_together(parts, k, around)
    cells: list[bool] = []
    bases: list[bool] = []
    ends: list[Bounds] = []
    of: list[Bounds] = []
    for question, part in parts.items():
        found = hidden[question]
        for axis, category, option in part.select("axis", "category", "option").iter_rows():
            group = group_of(axis, category)
            base = (group, BASE) in found
            bases.append(base)
            of.append(found.get((group, BASE)))
            # of a category everything goes with its base; of everyone the counts that may be seen stay
            away = base and of[-1] is None and bool(group)
            cells.append(away or (group, option) in found)
            ends.append(None if away else found.get((group, option)))
    ordered = pl.concat(parts.values())
    ordered = ordered.with_columns(
        suppressed=pl.Series(cells, dtype=pl.Boolean), base_hidden=pl.Series(bases, dtype=pl.Boolean)
    )
    ordered = with_bounds(ordered, ends, of)
    shown, base_shown = ~pl.col("suppressed"), ~pl.col("base_hidden")
    may_show = {
        "n_positive": shown,
        **dict.fromkeys(TELLING, shown & base_shown),
        **dict.fromkeys(("n_asked", "n_base"), base_shown),
    }
    return blanked(ordered, may_show).drop("base_hidden"), hidden


def with_bounds(table: pl.DataFrame, positive: Sequence[Bounds], base: Sequence[Bounds]) -> pl.DataFrame:
    """Add the bounds of hidden counts, and those of percents that follow from them, rounded outwards.

    Parameters
    ----------
    table : DataFrame
        With ``n_base``, of which nothing is blanked yet.
    positive, base : sequence of bounds
        Of each row's count, and of its base; None where nothing is published or it is published as it is.

    Returns
    -------
    DataFrame
        With :data:`BOUNDS` and :data:`BASE_BOUNDS`. They are null where bounds of a percent would be more than
        :data:`MOST_POINTS` apart, which tell nothing.
    """
    columns: dict[str, list[int | None]] = {name: [] for name in (*BOUNDS, *BASE_BOUNDS)}
    for ends, of, n in zip(positive, base, table["n_base"].to_list(), strict=True):
        row: tuple[int | None, ...] = (None,) * 4
        least, most = of or (n, n)
        if ends is not None and least:
            low, high = percent_bounds(*ends, least, most)
            if high - low <= MOST_POINTS:
                row = (*ends, low, high)
        for name, value in zip((*BOUNDS, *BASE_BOUNDS), (*row, *(of or (None, None))), strict=True):
            columns[name].append(value)
    return table.with_columns(pl.Series(name, found, dtype=pl.Int64) for name, found in columns.items())


def blanked(table: pl.DataFrame, may_show: Mapping[str, pl.Expr]) -> pl.DataFrame:
    """Leave the numbers of a table only where they may be seen: an expression by column, of those that it has."""
    return table.with_columns(
        pl.when(shown).then(pl.col(name)).alias(name) for name, shown in may_show.items() if name in table.columns
    )
