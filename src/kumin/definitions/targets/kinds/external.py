"""``external``: at least (or at most) what another source gives for the year, such as the national average."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import ConfigDict, Field, model_validator

from kumin.definitions.goal import Goal
from kumin.definitions.model import FrozenMap, Model, Text
from kumin.definitions.targets.amount import Sampled, Value, fraction_in
from kumin.definitions.targets.kind import Kind, Past, Reference, Year, target_kind


def _as_written(described: dict[str, Any]) -> None:
    """Describe the years as they are written, beside the other keys."""
    values = described["properties"].pop("values")
    described["required"] = ["source"]
    described["patternProperties"] = {r"^(19|20|21)[0-9]{2}$": values["additionalProperties"]}


class External(Model):
    """A series from another source that the value is compared with.

    Attributes
    ----------
    values : mapping of fiscal year to value
        Written beside the other keys: ``{2022: 61.2, source: 全国調査}``. Where its people are known their sampling
        error counts: ``2022: {count: 734, n: 1200}``, of a mean ``{value: 3.42, n: 512, sd: 1.1}``. A year without one
        is compared with the latest before it.
    source : str
        Where they come from.
    better : {"higher", "lower"}
        ``higher``: at least the value; ``lower``: at most.
    """

    model_config = ConfigDict(json_schema_extra=_as_written)

    values: FrozenMap[Year, Value] = Field(min_length=1)
    source: Text
    better: Literal["higher", "lower"] = "higher"

    @model_validator(mode="before")
    @classmethod
    def _years_beside(cls, data: Any) -> Any:
        if not isinstance(data, Mapping) or "values" in data:
            return data
        years = {key: item for key, item in data.items() if isinstance(key, int)}
        return {"values": years, **{key: item for key, item in data.items() if key not in years}}


def _latest(rule: External, year: int) -> int | None:
    return max((given for given in rule.values if given <= year), default=None)


def _value(rule: External, year: int) -> float | Sampled | None:
    known = _latest(rule, year)
    return None if known is None else rule.values[known]


def _refers(rule: External, year: int, _past: Past) -> Reference | None:
    known = _latest(rule, year)
    return None if known is None else Reference(known, fraction_in(rule.values[known]), rule.source)


def _goal(rule: External, year: int, past: Past) -> Goal | None:
    found = _refers(rule, year, past)
    if found is None:
        return None
    return Goal(low=found.value) if rule.better == "higher" else Goal(high=found.value)


target_kind(
    Kind(
        name="external",
        rule=External,
        words="target_external",
        example="{external: {2022: 61.2, 2023: 60.8, source: national survey}}",
        order=90,
        comparison="at_least",
        comparison_of=lambda rule: "at_least" if rule.better == "higher" else "at_most",
        goal=_goal,
        amounts=lambda rule: [(("external", year), value) for year, value in rule.values.items()],
        value=_value,
        refers=_refers,
    )
)
