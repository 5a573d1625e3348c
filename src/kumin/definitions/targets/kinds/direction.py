"""``direction``: more, or less, than in a past year, by however little; no number is promised."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field, model_validator

from kumin.definitions.goal import Goal
from kumin.definitions.model import Model
from kumin.definitions.targets.kind import Kind, Past, Reference, Year, past_value, target_kind


def _or_the_word_alone(described: dict[str, Any]) -> None:
    """Accept the word alone too."""
    whole = dict(described)
    described.clear()
    described["anyOf"] = [{"enum": ["up", "down"]}, whole]


class Direction(Model):
    """Which way the value is to go.

    Attributes
    ----------
    to : {"up", "down"}
        Written alone (``direction: up``) against the year before.
    from_ : int, optional
        ``from``: the past fiscal year; default: the year before the one judged.
    """

    model_config = ConfigDict(json_schema_extra=_or_the_word_alone)

    to: Literal["up", "down"]
    from_: Year | None = Field(default=None, alias="from")

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        return {"to": data} if isinstance(data, str) else data


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
