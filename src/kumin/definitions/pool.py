"""合わせた値: a measure made of other indicators of the plan, over surveys, years, or both."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from kumin.definitions.model import Identifier, Model, fault
from kumin.definitions.targets import Year

How = Literal["pooled", "mean", "sum", "attainment"]
"""How several values make one: each answer counts alike, each value does, they are added up, or the mean of their
attainment rates is taken."""

Several = Annotated[
    tuple[Identifier, ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
    Field(min_length=1),
]


class Pool(Model):
    """Which values are taken together, and how.

    Attributes
    ----------
    of : tuple of str
        Ids of indicators of the plan, each measured in a survey of its own; one alone may be written as it is.
    years : int or tuple of int
        Fiscal years: so many up to the one judged (``3``: 3年累計), or those listed. Default: the one judged alone.
    how : {"pooled", "mean", "sum", "attainment"}
        ``pooled``: Σ n·value / Σ n, of shares Σ k / Σ n. ``mean``: every value counts alike. ``sum``: the values added
        up, of shares the people who count. ``attainment``: the mean of the indicators' rates value ÷ target
        (where less is better target ÷ value) in percent, of the year alone; the indicators may be of one survey and of
        any unit.
    """

    of: Several
    years: Annotated[int, Field(ge=1, le=20)] | tuple[Year, ...] = 1
    how: How = "pooled"

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("years"), int) and data["years"] > 1900:
            return data | {"years": [data["years"]]}
        return data

    @model_validator(mode="after")
    def _several(self) -> Pool:
        years = self.years if isinstance(self.years, int) else len(set(self.years))
        if len(set(self.of)) < len(self.of) or (not isinstance(self.years, int) and years < len(self.years)):
            raise fault("pool_repeated")
        if len(self.of) * years < 2:
            raise fault("pool_of_one")
        return self

    def years_of(self, year: int) -> tuple[int, ...]:
        """Return the fiscal years that are taken together in a year, the oldest first."""
        if isinstance(self.years, int):
            return tuple(range(year - self.years + 1, year + 1))
        return tuple(sorted(self.years))

    @property
    def over_years(self) -> bool:
        """Whether earlier years are among them."""
        return self.years != 1
