"""Measures made of other indicators, and targets that are another indicator's value, checked against the plan."""

from __future__ import annotations

from collections.abc import Iterator

from kumin.definitions.files.tree import Loc, Tree
from kumin.definitions.goal import BETWEEN, NO_GOAL
from kumin.definitions.indicator import Indicator
from kumin.definitions.plan import Plan
from kumin.definitions.pool import Pool
from kumin.definitions.targets import Target
from kumin.definitions.targets.kinds.indicator import OtherIndicator
from kumin.errors import DefinitionError, choices


def check_references(plan: Plan, tree: Tree) -> Iterator[DefinitionError]:
    """Find references to indicators that are not there, or cannot be taken together or compared."""
    known = {one.id: one for _, one in plan.indicators()}
    for i, issue in enumerate(plan.issues):
        for j, one in enumerate(issue.indicators):
            at: Loc = ("issues", i, "indicators", j)
            if one.pool is not None:
                yield from _check_pool(one, one.pool, plan, known, (*at, "pool"), tree)
            for rule in others_of(one.target):
                yield from _check_other(one, rule, known, (*at, "target", "indicator"), tree)


def others_of(target: Target) -> list[OtherIndicator]:
    """Return the rules of a target that are another indicator's value."""
    return [rule for _, rule in target.kinds if isinstance(rule, OtherIndicator)]


def _check_pool(
    one: Indicator, pool: Pool, plan: Plan, known: dict[str, Indicator], at: Loc, tree: Tree
) -> Iterator[DefinitionError]:
    unknown = [id_ for id_ in pool.of if id_ not in known or known[id_].pool is not None]
    if unknown:
        named = [id_ for id_, other in known.items() if other.pool is None]
        yield tree.error("pool_unknown", (*at, "of"), id=unknown[0], **choices(unknown[0], named))
        return
    parts = [known[id_] for id_ in pool.of]
    if pool.how == "attainment":
        yield from _check_attainment(one, pool, parts, at, tree)
        return
    surveys = [part.survey for part in parts if part.survey]
    if len(set(surveys)) < len(surveys):
        twice = next(key for key in surveys if surveys.count(key) > 1)
        yield tree.error("pool_same_survey", (*at, "of"), survey=twice)
    if len({(part.unit, bool(part.survey)) for part in parts}) > 1:
        yield tree.error("pool_not_alike", (*at, "of"), id=one.id)
        return
    if pool.how == "pooled" and not surveys:
        yield tree.error("pool_without_answers", (*at, "how"), id=one.id)
    if pool.how == "sum" and parts[0].survey and not all(part.is_share for part in parts):
        yield tree.error("pool_sum_of_means", (*at, "how"), id=one.id)
    of_people = pool.how == "sum" and not parts[0].unit
    if of_people != bool(one.unit) and not parts[0].unit:
        yield tree.error("indicator_needs_unit" if of_people else "pool_unit", at, id=one.id, unit="%")
    elif parts[0].unit and one.unit != parts[0].unit:
        yield tree.error("pool_unit", at, id=one.id, unit=parts[0].unit)


def _check_attainment(
    one: Indicator, pool: Pool, parts: list[Indicator], at: Loc, tree: Tree
) -> Iterator[DefinitionError]:
    """Check that each has a target of one end that its value can be divided by."""
    if pool.over_years:
        yield tree.error("pool_attainment_years", (*at, "years"), id=one.id)
    for part in parts:
        if part.target.comparison in (BETWEEN, NO_GOAL) or others_of(part.target):
            yield tree.error("pool_attainment_target", (*at, "of"), id=part.id)
    if not one.unit:
        yield tree.error("indicator_needs_unit", at, id=one.id)


def _check_other(
    one: Indicator, rule: OtherIndicator, known: dict[str, Indicator], at: Loc, tree: Tree
) -> Iterator[DefinitionError]:
    other = known.get(rule.id)
    named = [id_ for id_, item in known.items() if id_ != one.id and item.unit == one.unit]
    if other is None or other is one:
        yield tree.error("target_indicator_unknown", at, id=rule.id, **choices(rule.id, named))
    elif one.target.reference != "stated":
        yield tree.error("target_indicator_reference", at, reference=one.target.reference)
    elif other.unit != one.unit:
        yield tree.error("target_indicator_unit", at, id=one.id, other=rule.id)
