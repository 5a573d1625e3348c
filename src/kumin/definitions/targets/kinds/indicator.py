"""``indicator``: at least (or at most) what another indicator of the plan has in the same year."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, model_validator

from kumin.definitions.goal import Goal
from kumin.definitions.model import Identifier, Model
from kumin.definitions.targets.amount import Number
from kumin.definitions.targets.kind import Kind, target_kind
from kumin.numbers import exact


def _or_the_id_alone(described: dict[str, Any]) -> None:
    """Accept the id alone too."""
    whole = dict(described)
    described.clear()
    described["anyOf"] = [{"type": "string"}, whole]


class OtherIndicator(Model):
    """Another indicator whose value of the year is the target.

    Attributes
    ----------
    id : str
        Written alone (``indicator: 1-1``) where nothing else is said.
    points : float
        By how much more (or with ``better: lower`` less) it is to be.
    better : {"higher", "lower"}
        ``higher``: at least the value; ``lower``: at most.
    """

    model_config = ConfigDict(json_schema_extra=_or_the_id_alone)

    id: Identifier
    points: Annotated[Number, Field(ge=0)] = 0
    better: Literal["higher", "lower"] = "higher"

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return {"id": data} if isinstance(data, str) else data

    def goal(self, value: Fraction) -> Goal:
        """Return what is asked for where the other indicator has this value."""
        return (
            Goal(low=value + exact(self.points)) if self.better == "higher" else Goal(high=value - exact(self.points))
        )


target_kind(
    Kind(
        name="indicator",
        rule=OtherIndicator,
        words="target_indicator",
        example="{indicator: {id: 1-2, points: 5}}",
        order=95,
        comparison="at_least",
        comparison_of=lambda rule: "at_least" if rule.better == "higher" else "at_most",
        # the other's value is of this year: kumin.judgement.measures.against finds it where the year is judged
        goal=lambda _rule, _year, _past: None,
        amounts=lambda rule: [(("indicator", "points"), rule.points)],
    )
)
