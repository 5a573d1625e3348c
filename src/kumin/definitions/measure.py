"""What is measured on the answers to a question: who counts, or which number an answer is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from kumin.definitions.goal import Goal
from kumin.definitions.model import Code, FrozenMap, Identifier, Model, fault
from kumin.definitions.targets import Number

Combine = Literal["any", "all", "mean", "difference", "ratio"]
"""How several questions make one value."""


class NumberRange(Model):
    """Which numbers count: those that reach or exceed one end and keep to the other.

    Attributes
    ----------
    at_least, more_than, at_most, less_than : float, optional
        One end, or a lower and an upper one.
    """

    at_least: Number | None = None
    more_than: Number | None = None
    at_most: Number | None = None
    less_than: Number | None = None

    @model_validator(mode="after")
    def _one_end_a_side(self) -> NumberRange:
        lower, upper = list(self._side("at_least", "more_than")), list(self._side("at_most", "less_than"))
        if len(lower) > 1 or len(upper) > 1 or not (lower or upper):
            raise fault("range_ends")
        goal = self.goal
        if len(lower) + len(upper) > 1 and not any(goal.met(end) for end in (*goal.ends, sum(goal.ends) / 2)):
            raise fault("range_empty")
        return self

    def _side(self, *names: str) -> Iterator[Goal]:
        for name in names:
            value = getattr(self, name)
            if value is not None:
                yield Goal.of(name, value)

    @property
    def goal(self) -> Goal:
        """The numbers that count."""
        first, *more = self._side("at_least", "more_than", "at_most", "less_than")
        return first.both(more[0]) if more else first


def _form(given: object) -> str:
    """Tell a list of options from a range, so that a fault is told of the form that was meant."""
    return "range" if isinstance(given, Mapping | NumberRange) else "options"


Codes = Annotated[tuple[Code, ...], Field(min_length=1)]
Positive = Annotated[Annotated[Codes, Tag("options")] | Annotated[NumberRange, Tag("range")], Discriminator(_form)]
"""Options that count, or of a number question the numbers."""

Points = Annotated[FrozenMap[Code, Number], Field(min_length=1)]
"""What each option is worth."""


class Part(Model):
    """One question of an indicator: who counts, or what an answer is worth.

    Attributes
    ----------
    question : str
        Id of a question of the indicator's survey.
    positive : tuple of int or NumberRange, optional
        Options that count; of a number question the values, or a range such as ``{at_least: 7}``. The share who count
        is measured.
    points : mapping of option to number
        What each option is worth, e.g. ``{1: 2, 2: 1, 3: 0, 4: -1, 5: -2}``: the mean score is measured. An option
        without points leaves the base. With neither ``positive`` nor ``points`` the mean of a number question is.
    among : mapping of question id to options
        A domain of this question alone, besides that of the indicator.
    """

    question: Identifier
    positive: Positive = ()
    points: Points = Field(default_factory=lambda: MappingProxyType({}))
    among: FrozenMap[Identifier, tuple[Code, ...]] = Field(default_factory=dict, validate_default=True)

    @model_validator(mode="after")
    def _one_way(self) -> Part:
        if self.positive and self.points:
            raise fault("positive_and_points", question=self.question)
        return self

    @property
    def codes(self) -> tuple[int, ...]:
        """The options that count; none where numbers or points do."""
        return self.positive if isinstance(self.positive, tuple) else ()

    @property
    def is_share(self) -> bool:
        """Whether it is measured who counts."""
        return bool(self.positive)
