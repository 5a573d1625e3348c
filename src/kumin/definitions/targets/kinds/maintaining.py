"""``maintain``: 維持, within so many points of a stated value or of a past year's."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated

from pydantic import Field, model_validator

from kumin.definitions.goal import BETWEEN, Goal
from kumin.definitions.model import Model, fault
from kumin.definitions.targets.amount import Number, Sampled, Value, fraction_in
from kumin.definitions.targets.kind import Kind, Past, Reference, Year, past_value, target_kind
from kumin.numbers import exact


class Maintain(Model):
    """A target of staying: within so many points of a stated value or of a past year's.

    Attributes
    ----------
    within_points : float
        Tolerance either way, both ends included.
    at : float or Sampled, optional
        The value to keep, of counts ``{count: 349, n: 530}``; without it the past year's.
    from_ : int, optional
        ``from``: the past fiscal year; default: the year before the one judged.
    """

    within_points: Annotated[Number, Field(ge=0)] = 0
    at: Value | None = None
    from_: Year | None = Field(default=None, alias="from")

    @model_validator(mode="after")
    def _one_reference(self) -> Maintain:
        if self.at is not None and self.from_ is not None:
            raise fault("maintain_at_or_from")
        return self

    def around(self, value: Fraction) -> Goal:
        """Return the range around a value."""
        tolerance = exact(self.within_points)
        return Goal(low=value - tolerance, high=value + tolerance)


def _stated(rule: Maintain) -> Goal | None:
    return None if rule.at is None else rule.around(fraction_in(rule.at))


def _refers(rule: Maintain, year: int, past: Past) -> Reference | None:
    return None if rule.at is not None else past_value(rule.from_, year, past)


def _goal(rule: Maintain, year: int, past: Past) -> Goal | None:
    found = _refers(rule, year, past)
    return _stated(rule) if found is None else rule.around(found.value)


def _amounts(rule: Maintain) -> Iterator[tuple[tuple[str, ...], float | Sampled]]:
    yield ("maintain", "within_points"), rule.within_points
    if rule.at is not None:
        yield ("maintain", "at"), rule.at


target_kind(
    Kind(
        name="maintain",
        rule=Maintain,
        words="target_maintain",
        example="{maintain: {at: 85, within_points: 2}}",
        order=80,
        comparison=BETWEEN,
        goal=_goal,
        amounts=_amounts,
        value=lambda rule, _year: rule.at,
        stated=_stated,
        refers=_refers,
    )
)
