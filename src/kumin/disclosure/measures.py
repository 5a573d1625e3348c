"""Which values of indicators by group are hidden: means, differences and shares of numbers tell of people as counts do.

A value of a group is hidden, with its n,

* where it tells of fewer than k people: its base, those who count, those who do not; or all answers are equal;
* where one amount dominates a mean of amounts (the p% rule, as for the tables of numbers);
* where the tables of a closed question it is made of hide a count of that group: with them the value would tell it;
* where the group is hidden everywhere.

One hidden group of an attribute could be worked out from everyone's value less that of the others, and so could few
people together: further groups are hidden, as few as will do and of these the smallest, until there are two or more
with k people and more, as of numbers; of shares 2k, for who counts in one and who does not in another are added up.
Those who left the attribute blank are one of them where they are hidden everywhere. A group without people hides none.
Of an attribute with more than a third of its groups hidden only n is shown: the rest would be a biased choice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

import polars as pl

from kumin.definitions import Disclosure, Plan
from kumin.disclosure.cells import Group
from kumin.disclosure.policy import HALVES, MOST_HIDDEN, suppresses
from kumin.disclosure.systems import group_of
from kumin.frames import plain_rows
from kumin.tables.axes import UNKNOWN

TOLD = ("n_base", "value", "se", "lower", "upper", "df", "not_estimable")
"""Columns that are blank where a group is hidden."""


Together = Callable[..., float | None]
"""How one amount dominates the sum of categories, by indicator, attribute, their codes and ``blank``."""


def hide_groups(
    groups: pl.DataFrame,
    plan: Plan,
    table: pl.DataFrame,
    unseen: Collection[Group],
    rules: Disclosure,
    people: Collection[Group] | None = None,
    together: Together | None = None,
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
    people : collection of Group, optional
        Groups that anybody is in, as all tables show; by default all are.
    together : callable, optional
        Tells of an indicator and attribute how one amount dominates the sum of some categories, with those who left it
        blank or without: :func:`kumin.tables.measures.dominance_together`.

    Returns
    -------
    DataFrame
        With ``suppressed``, without what it was decided by.
    """
    hidden: set[tuple[str, str, str]] = set()
    if suppresses(rules.k):
        asked = {one.id: {part.question for part in one.terms} for _, one in plan.indicators()}
        enough = {
            one.id: rules.k * (HALVES if any(part.is_share for part in one.terms) else 1)
            for _, one in plan.indicators()
        }
        rows = table.filter("suppressed").select("question", "axis", "category").unique().rows()
        for (id_, axis), part in groups.group_by("indicator", "axis", maintain_order=True):
            dark = {category for question, other, category in rows if question in asked[str(id_)] and other == axis}
            empty = {one for one in part["category"] if people is not None and group_of(str(axis), one) not in people}
            inside = part.filter(~pl.col("category").is_in(sorted(empty)))
            blank = group_of(str(axis), str(UNKNOWN)) in unseen
            dominated = _dominated(part, partial(together, str(id_), str(axis)) if together else None, rules, blank)
            chosen = _of_axis(inside, dark, unseen, rules, enough[str(id_)], dominated) | empty
            hidden |= {(str(id_), str(axis), category) for category in chosen}
    keys = zip(groups["indicator"], groups["axis"], groups["category"], strict=True)
    marked = groups.with_columns(suppressed=pl.Series([key in hidden for key in keys], dtype=pl.Boolean))
    mostly = pl.col("suppressed").mean().over("indicator", "axis") > MOST_HIDDEN
    seen = {name: ~pl.col("suppressed") & (pl.lit(value=name == "n_base") | ~mostly) for name in TOLD}
    return marked.with_columns(pl.when(shown).then(pl.col(name)).alias(name) for name, shown in seen.items()).drop(
        "fewest", "dominance", "fewest_blank"
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


def _dominated(
    part: pl.DataFrame, together: Together | None, rules: Disclosure, blank: bool
) -> Callable[[Collection[str]], bool]:
    """Tell of hidden categories whether one amount dominates their sum, everyone's less that of the others.

    Those who left the attribute blank are in it; where they are shown elsewhere they can be taken off.
    """

    def is_dominated(chosen: Collection[str]) -> bool:
        if together is None or part["dominance"].is_null().all():
            return False
        found = [together(chosen, blank=one) for one in ([True] if blank else [True, False])]
        return any(one is not None and one < rules.dominance for one in found)

    return is_dominated


def _of_axis(
    part: pl.DataFrame,
    dark: Collection[str],
    unseen: Collection[Group],
    rules: Disclosure,
    enough: int,
    is_dominated: Callable[[Collection[str]], bool],
) -> set[str]:
    """Choose the categories of one attribute whose value is hidden: ``enough`` people, no amount of whom dominates."""
    people: dict[str, int] = {}
    chosen: set[str] = set()
    blank = 0
    for row in part.iter_rows(named=True):
        category, few = row["category"], row["fewest"] or 0
        people[category] = few
        dominated = row["dominance"] is not None and row["dominance"] < rules.dominance
        if few < rules.k or dominated or category in dark or group_of(row["axis"], category) in unseen:
            chosen.add(category)
        if group_of(row["axis"], str(UNKNOWN)) in unseen:
            blank = row["fewest_blank"] or 0
    if not chosen:
        return chosen
    while others := [one for one in people if one not in chosen]:
        lacking = enough - blank - sum(people[one] for one in chosen)
        if len(chosen) + bool(blank) > 1 and lacking <= 0 and not is_dominated(chosen):
            break
        # one that does is enough; where none does, the largest leaves the fewest others to be hidden
        doing = [one for one in others if people[one] >= lacking]
        chosen.add(min(doing, key=people.__getitem__) if doing else max(others, key=people.__getitem__))
    return chosen
