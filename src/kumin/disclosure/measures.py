"""Which values of indicators by group are hidden: means, differences and shares of numbers tell of people as counts do.

A value of a group is hidden, with its n,

* where it tells of fewer than k people: its base, those who count, those who do not; or all answers are equal;
* where one amount dominates a mean of amounts (the p% rule, as for the tables of numbers);
* where the tables of a closed question it is made of hide a count of that group: with them the value would tell it;
* where the group is hidden everywhere.

One hidden group of an attribute could be worked out from everyone's value less that of the others, and so could few
people together: further groups are hidden, the smallest first, until there are two or more with 2k people and more.
Of an attribute with more than a third of its groups hidden only n is shown: the rest would be a biased choice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import polars as pl

from kumin.definitions import Disclosure, Plan
from kumin.disclosure.cells import Group
from kumin.disclosure.policy import HALVES, MOST_HIDDEN, suppresses
from kumin.disclosure.systems import group_of
from kumin.frames import plain_rows

TOLD = ("n_base", "value", "se", "lower", "upper", "df", "not_estimable")
"""Columns that are blank where a group is hidden."""


def hide_groups(
    groups: pl.DataFrame,
    plan: Plan,
    table: pl.DataFrame,
    unseen: Collection[Group],
    rules: Disclosure,
) -> pl.DataFrame:
    """Blank the values of groups that would tell of few people.

    Parameters
    ----------
    groups : DataFrame
        :data:`kumin.tables.measures.GROUPS`.
    plan : Plan
        Whose indicators they are of.
    table : DataFrame
        The published shares, :data:`kumin.tables.shares.TABLE` with ``suppressed``.
    unseen : collection of Group
        Groups that are hidden everywhere.
    rules : Disclosure
        Threshold, and p of the p% rule.

    Returns
    -------
    DataFrame
        With ``suppressed``, without what it was decided by.
    """
    hidden: set[tuple[str, str, str]] = set()
    if suppresses(rules.k):
        asked = {one.id: {part.question for part in one.terms} for _, one in plan.indicators()}
        rows = table.filter("suppressed").select("question", "axis", "category").unique().rows()
        for (id_, axis), part in groups.group_by("indicator", "axis", maintain_order=True):
            dark = {category for question, other, category in rows if question in asked[str(id_)] and other == axis}
            chosen = _of_axis(part, dark, unseen, rules)
            hidden |= {(str(id_), str(axis), category) for category in chosen}
    keys = zip(groups["indicator"], groups["axis"], groups["category"], strict=True)
    marked = groups.with_columns(suppressed=pl.Series([key in hidden for key in keys], dtype=pl.Boolean))
    mostly = pl.col("suppressed").mean().over("indicator", "axis") > MOST_HIDDEN
    seen = {name: ~pl.col("suppressed") & (pl.lit(value=name == "n_base") | ~mostly) for name in TOLD}
    return marked.with_columns(pl.when(shown).then(pl.col(name)).alias(name) for name, shown in seen.items()).drop(
        "fewest", "dominance"
    )


def withheld_groups(groups: pl.DataFrame, told: Sequence[Mapping[str, Any]] | None, *, few: bool) -> pl.DataFrame:
    """Blank what would tell of a few people beside what an earlier release told: all of an indicator that differs.

    Parameters
    ----------
    groups : DataFrame
        As :func:`hide_groups` returns it.
    told : sequence of mapping or None
        The same rows of the earlier release, as plain values; None where they are not known.
    few : bool
        Whether a few people's answers to the closed questions differ.
    """
    names = ("indicator", "axis", "category", "n_base", "value")
    before, now = ([{name: row[name] for name in names} for row in rows] for rows in (told or (), plain_rows(groups)))
    return without_groups(groups, {row["indicator"] for row in now if few or row not in before})


def without_groups(groups: pl.DataFrame, away: Collection[str]) -> pl.DataFrame:
    """Blank all values of some indicators."""
    gone = pl.col("indicator").is_in(sorted(away))
    return groups.with_columns(
        *(pl.when(~gone).then(pl.col(name)).alias(name) for name in TOLD), suppressed=pl.col("suppressed") | gone
    )


def _of_axis(part: pl.DataFrame, dark: Collection[str], unseen: Collection[Group], rules: Disclosure) -> set[str]:
    """Choose the categories of one attribute whose value is hidden."""
    people: dict[str, int] = {}
    chosen: set[str] = set()
    for row in part.iter_rows(named=True):
        category, few = row["category"], row["fewest"] or 0
        people[category] = few
        dominated = row["dominance"] is not None and row["dominance"] < rules.dominance
        if few < rules.k or dominated or category in dark or group_of(row["axis"], category) in unseen:
            chosen.add(category)
    if not chosen:
        return chosen
    for category in sorted(people, key=lambda one: people[one]):
        if len(chosen) > 1 and sum(people[one] for one in chosen) >= HALVES * rules.k:
            break
        chosen.add(category)
    return chosen
