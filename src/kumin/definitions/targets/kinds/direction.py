"""``direction``: more, or less, than in a past year, by however little; no number is promised."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from kumin.definitions.goal import Goal
from kumin.definitions.model import Model
from kumin.definitions.targets.kind import Kind, Past, Reference, Year, past_value, target_kind


class Direction(Model):
    """Which way the value is to go.

    Attributes
    ----------
    to : {"up", "down"}
        Written alone (``direction: up``) against the year before.
    from_ : int, optional
        ``from``: the past fiscal year; default: the year before the one judged.
    """

    to: Literal["up", "down"]
    from_: Year | None = Field(default=None, alias="from")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return {"to": data} if isinstance(data, str) else data

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Accept the word alone too."""
        return {"anyOf": [{"enum": ["up", "down"]}, handler(schema)]}


def _refers(rule: Direction, year: int, past: Past) -> Reference | None:
    return past_value(rule.from_, year, past)


def _goal(rule: Direction, year: int, past: Past) -> Goal | None:
    found = _refers(rule, year, past)
    if found is None:
        return None
    return Goal(low=found.value, low_open=True) if rule.to == "up" else Goal(high=found.value, high_open=True)


target_kind(
    Kind(
        name="direction",
        rule=Direction,
        words="target_direction",
        example="{direction: up}",
        order=100,
        comparison="more_than",
        comparison_of=lambda rule: "more_than" if rule.to == "up" else "less_than",
        goal=_goal,
        amounts=lambda _: [],
        refers=_refers,
    )
)
