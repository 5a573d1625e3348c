"""What a kind of target brings: the form a plan writes it in, what it asks for in a year, what it refers to.

Every module of :mod:`kumin.definitions.targets.kinds` registers one kind. Plan files, their JSON Schema, the table of
the documentation and ``kumin explain`` read the registry, so that a kind is added in one file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, model_validator

from kumin.definitions.goal import Goal
from kumin.definitions.model import Model, fault
from kumin.definitions.targets.amount import Number, Sampled, Value, fraction_in
from kumin.numbers import exact
from kumin.registry import Registry


class FiscalYear:
    """Marks a number that is a year, which may be written as 令和6年度."""


Year = Annotated[int, FiscalYear(), Field(ge=1989, le=2100)]
"""年度, by the Western year it begins in: 2023 is 令和5年度."""

Past = Mapping[int, Fraction]
"""Fiscal year → published value, in percent or the indicator's unit."""

Amounts = Iterable[tuple[tuple[str | int, ...], float | Sampled]]
"""Values in the indicator's unit, each with its place below the target."""


class Reference(NamedTuple):
    """A past year's value that a target refers to, of the indicator itself or of another source."""

    year: int
    value: Fraction
    source: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of target.

    Parameters
    ----------
    name : str
        Its key in a plan's ``target``.
    rule : type
        What the plan writes behind the key, as pydantic reads it.
    words : str
        Message code of its meaning.
    example : str
        A target of the kind as a plan writes it, for the documentation.
    order : int
        Place among the kinds.
    comparison : str
        How a value is compared with its goal, one of :data:`kumin.definitions.goal.COMPARISONS`, or ``none``.
    goal : callable
        (rule, year, past) → :class:`Goal`; None where a past value it refers to is not known.
    amounts : callable
        Rule → the numbers it states in the indicator's unit. Without a unit they must lie within 0-100.
    value : callable
        (rule, year) → the value that its goal of the year is made of, where the plan states one: a survey's result has
        an error of its own.
    stated : callable
        Rule → its goal as far as the plan states it in numbers.
    refers : callable
        (rule, year, past) → the past year's value it refers to.
    end : {"low", "high"}, optional
        The end it states; a low and a high one together make a range.
    comparison_of : callable, optional
        Rule → how a value is compared, where it depends on the rule.
    """

    name: str
    rule: Any
    words: str
    example: str
    order: int
    comparison: str
    goal: Callable[[Any, int, Past], Goal | None]
    amounts: Callable[[Any], Amounts]
    value: Callable[[Any, int], float | Sampled | None] = lambda _rule, _year: None
    stated: Callable[[Any], Goal | None] = lambda _: None
    refers: Callable[[Any, int, Past], Reference | None] = lambda _rule, _year, _past: None
    end: Literal["low", "high"] | None = None
    comparison_of: Callable[[Any], str] | None = None

    def compares(self, rule: Any) -> str:
        """Say how a value is compared with the goal of a rule of this kind."""
        return self.comparison if self.comparison_of is None else self.comparison_of(rule)

    @property
    def attribute(self) -> str:
        """The name of its field: ``raise`` is a word of Python."""
        return f"{self.name}_"


KINDS: Registry[Kind] = Registry("target kind")
"""Every kind of target by its key."""


def target_kind(kind: Kind) -> Kind:
    """Register a kind of target."""
    return KINDS.add(kind.name, kind)


def kinds() -> list[Kind]:
    """Return the kinds in their order."""
    return sorted(KINDS.values(), key=lambda kind: kind.order)


def one_end(name: str, *, end: Literal["low", "high"], order: int, example: str) -> Kind:
    """Make a kind whose rule is one value and whose name says how a value is compared with it."""

    def stated(value: float | Sampled) -> Goal:
        return Goal.of(name, fraction_in(value))

    return Kind(
        name=name,
        rule=Value,
        words=f"target_{name}",
        example=example,
        order=order,
        comparison=name,
        goal=lambda value, _year, _past: stated(value),
        amounts=lambda value: [((name,), value)],
        value=lambda value, _year: value,
        stated=stated,
        end=end,
    )


class Against(Model):
    """A target against a past year: that year's value plus or minus points, or times a ratio.

    Attributes
    ----------
    points : float, optional
        How much more (``raise``) or less (``lower``), 0 or more. 0: 前年度実績以上.
    ratio : float, optional
        How many times the past value.
    from_ : int, optional
        ``from``: the past fiscal year; default: the year before the one judged.
    """

    points: Annotated[Number, Field(ge=0)] | None = None
    ratio: Annotated[Number, Field(gt=0)] | None = None
    from_: Year | None = Field(default=None, alias="from")

    @model_validator(mode="after")
    def _one_measure(self) -> Against:
        if (self.points is None) == (self.ratio is None):
            raise fault("target_points_or_ratio")
        return self


def against_past(name: str, *, sign: Literal[1, -1], order: int, example: str) -> Kind:
    """Make a kind whose goal is a past year's value plus (``sign`` 1) or minus points, or times a ratio."""

    def refers(rule: Against, year: int, past: Past) -> Reference | None:
        return past_value(rule.from_, year, past)

    def goal(rule: Against, year: int, past: Past) -> Goal | None:
        found = refers(rule, year, past)
        if found is None:
            return None
        step = found.value * exact(rule.ratio) if rule.ratio else found.value + sign * exact(rule.points or 0)
        return Goal(low=step) if sign > 0 else Goal(high=step)

    return Kind(
        name=name,
        rule=Against,
        words=f"target_{name}",
        example=example,
        order=order,
        comparison="at_least" if sign > 0 else "at_most",
        goal=goal,
        amounts=lambda rule: [] if rule.points is None else [((name, "points"), rule.points)],
        refers=refers,
    )


def past_value(from_: int | None, year: int, past: Past) -> Reference | None:
    """Return the past year a relative target refers to, with its value; None where it is not known.

    Without ``from_`` it is the year before, 前年度, and no older one.
    """
    referred = year - 1 if from_ is None else from_
    return Reference(referred, past[referred]) if referred in past else None
