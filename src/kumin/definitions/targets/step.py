"""What a year's value is judged against on the way to a dated target: ``reference`` in a plan.

Every module of :mod:`kumin.definitions.targets.steps` registers one; plan files and their JSON Schema read the
registry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, Protocol, TypeVar

from pydantic import ConfigDict, Field, model_validator

from kumin.definitions.model import Model, fault
from kumin.definitions.targets.amount import Number, Sampled, require_spread
from kumin.definitions.targets.kind import Year
from kumin.registry import Registry


def _or_the_year_alone(described: dict[str, Any]) -> None:
    """Accept the year alone too."""
    whole = dict(described)
    described.clear()
    described["anyOf"] = [{"type": "integer", "minimum": 1989, "maximum": 2100}, whole]


class Baseline(Model):
    """Where a path or an achievement starts.

    Attributes
    ----------
    year : int
        Fiscal year; it may be written alone (``baseline: 2019``).
    value : float, optional
        Its value; without it the plan's history for that year.
    n : int, optional
        The base of that value, where it is known; without it that of the plan's history.
    count : int, optional
        How many of them count, in place of ``value``: ``{year: 2020, count: 349, n: 530}``.
    sd, se : float, optional
        Of a mean, the standard deviation of the answers, or the standard error.
    """

    model_config = ConfigDict(json_schema_extra=_or_the_year_alone)

    year: Year
    value: Number | None = None
    n: Annotated[int, Field(ge=1)] | None = None
    count: Annotated[int, Field(ge=0)] | None = None
    sd: Annotated[Number, Field(ge=0)] | None = None
    se: Annotated[Number, Field(ge=0)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _year_alone(cls, data: Any) -> Any:
        return {"year": data} if isinstance(data, int) and not isinstance(data, bool) else data

    @model_validator(mode="after")
    def _count_of_n(self) -> Baseline:
        if self.count is not None and (self.n is None or self.count > self.n):
            raise fault("published_count", count=self.count, n="-" if self.n is None else self.n)
        if self.count is not None and self.value is not None:
            raise fault("baseline_value_and_count")
        require_spread(self.n, self.sd, self.se)
        return self

    @property
    def sampled(self) -> Sampled | None:
        """Its value with its people, as far as the plan states them; None where it is left to the history."""
        if self.value is None and self.count is None:
            return None
        return Sampled.model_construct(percent=self.value, n=self.n, count=self.count, sd=self.sd, se=self.se)

    @property
    def stated(self) -> Fraction | None:
        """Its value as the plan states it, of counts the exact percent; None where it is left to the history."""
        found = self.sampled
        return None if found is None else found.exactly


class Way(Protocol):
    """What a target says of the way to it."""

    @property
    def by(self) -> int | None:
        """The fiscal year it is dated."""

    @property
    def milestones(self) -> Mapping[int, float | Sampled]:
        """Fiscal year → value."""

    @property
    def glide(self) -> Mapping[int, float]:
        """Fiscal year → percent of the way."""

    @property
    def baseline(self) -> Baseline | None:
        """Where it starts."""


@dataclass(frozen=True)
class Step:
    """What a year's value is judged against.

    Parameters
    ----------
    name : str
        The value of ``reference``.
    needs : tuple of str
        Keys of the target that it reads.
    words : str
        Message code of its meaning.
    example : str
        A target as a plan writes it, for the documentation.
    order : int
        Place among the references; the first after `stated` that a target has the keys for is where the plan expects a
        year to be.
    value : callable
        (target, year, start, end) → the year's step between the baseline's value and the target's end; None where it
        is not known.
    worked_out : bool
        Whether a year's step is calculated, and not a number that the plan states.
    """

    name: str
    needs: tuple[str, ...]
    words: str
    example: str
    order: int
    value: Callable[[Way, int, Fraction | None, Fraction], Fraction | None]
    worked_out: bool = False


V = TypeVar("V")

STEPS: Registry[Step] = Registry("reference of a target")
"""Every ``reference`` by its name."""


def target_step(step: Step) -> Step:
    """Register a reference."""
    return STEPS.add(step.name, step)


def steps() -> list[Step]:
    """Return the references in their order."""
    return sorted(STEPS.values(), key=lambda step: step.order)


def latest(given: Mapping[int, V], year: int) -> V | None:
    """Return the step of the year, or the latest before it."""
    known = [step for step in given if step <= year]
    return given[max(known)] if known else None
