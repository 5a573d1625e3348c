"""Targets checked against their plan: the years they refer to, the scale they are marked on, keys that say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from kumin.definitions.files.tree import Loc, Tree
from kumin.definitions.goal import BETWEEN
from kumin.definitions.indicator import Indicator
from kumin.definitions.plan import Plan
from kumin.definitions.targets import Target
from kumin.errors import DefinitionError, choices

OF_A_PROMISE = ("by", "milestones", "glide", "baseline", "reference", "compare", "scale")
"""Keys that say nothing of a target that promises nothing."""

BETTER = {"at_least": "higher", "more_than": "higher", "at_most": "lower", "less_than": "lower"}
"""Which values a comparison calls better; none of a range and of a target that promises nothing."""


def check_target(plan: Plan, indicator: Indicator, at: Loc, tree: Tree) -> Iterator[DefinitionError]:
    """Find what is wrong with an indicator's target."""
    target = indicator.target
    yield from _check_years(plan, target, at, tree)
    for place, revision in enumerate(target.revised):
        yield from _check_years(plan, revision.target, (*at, "revised", place), tree, since=revision.from_)
    if not target.promises and not target.revised:
        given = [key for key in OF_A_PROMISE if key in target.model_fields_set]
        if given:
            yield tree.error("target_promises_nothing", (*at, given[0]), keys=", ".join(given))
    yield from _check_better(indicator, target, at, tree)
    for place, revision in enumerate(target.revised):
        yield from _check_better(indicator, revision.target, (*at, "revised", place), tree)
    yield from check_scale(plan, target.scale, (*at, "scale"), tree)
    yield from _check_scale_fits(plan, indicator, at, tree)


def _check_better(indicator: Indicator, target: Target, at: Loc, tree: Tree) -> Iterator[DefinitionError]:
    """Refuse a target that asks for the opposite of what the indicator calls better."""
    asked = BETTER.get(target.comparison)
    if None not in (asked, indicator.better) and asked != indicator.better:
        yield tree.error("target_against_better", at, id=indicator.id, better=indicator.better)


def _check_years(
    plan: Plan, target: Target, at: Loc, tree: Tree, since: int | None = None
) -> Iterator[DefinitionError]:
    """Refuse a past year that is still to come in the year of the plan, or in that from which a revision holds."""
    latest = max(plan.fiscal_year, since or plan.fiscal_year)
    named = [((kind.name, "from"), getattr(rule, "from_", None)) for kind, rule in target.kinds]
    if target.baseline is not None:
        named.append((("baseline", "year"), target.baseline.year))
    for place, year in named:
        if year is not None and year > latest:
            yield tree.error("year_to_come", (*at, *place), key=place[1], year=year, fiscal_year=latest)


def check_scale(plan: Plan, name: str | None, at: Loc, tree: Tree) -> Iterator[DefinitionError]:
    """Refuse a scale that the plan does not have."""
    if name is not None and name not in plan.scales:
        yield tree.error("scale_unknown", at, scale=name, **choices(name, list(plan.scales)))


def _check_scale_fits(plan: Plan, indicator: Indicator, at: Loc, tree: Tree) -> Iterator[DefinitionError]:
    """Refuse a scale whose marks cannot be formed of the indicator's target."""
    scale, target = plan.scale_of(indicator), indicator.target
    if scale is None or not target.promises:
        return
    name = target.scale or plan.scale
    if target.comparison == BETWEEN and scale.significance is not None:
        yield tree.error("significance_of_range", at, id=indicator.id, scale=name)
    elif target.comparison == BETWEEN and (metric := scale.needs_goal):
        yield tree.error("scale_of_range", at, id=indicator.id, metric=metric)
    elif scale.significance is not None and target.baseline is None:
        yield tree.error("significance_needs_baseline", at, scale=name)
