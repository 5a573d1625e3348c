"""目標値: one rule of one kind, by the end of a fiscal year, and what each year is judged against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import (
    Field,
    GetJsonSchemaHandler,
    SerializeAsAny,
    TypeAdapter,
    create_model,
    field_validator,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue, SkipJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError

from kumin.definitions.goal import BETWEEN, NO_GOAL, Goal
from kumin.definitions.model import FrozenMap, Model, Text, fault
from kumin.definitions.targets.amount import Sampled, Value, number_in, sampled
from kumin.definitions.targets.kind import KINDS, Amounts, Kind, Past, Reference, Year, kinds
from kumin.definitions.targets.step import STEPS, Baseline, latest, steps
from kumin.errors import choices
from kumin.numbers import DUST, shortest

Compare = Literal["published", "exact"]

RULES = "rules"
"""Field that holds the rules; a plan writes each under the key of its kind."""


@cache
def _reader(known: tuple[Kind, ...]) -> TypeAdapter[Any]:
    """Make what reads the keys of the kinds, each by its own rule."""
    fields: dict[str, Any] = {
        kind.attribute: (kind.rule | None, Field(default=None, alias=kind.name)) for kind in known
    }
    return TypeAdapter(create_model("Rules", __base__=Model, **fields))


class Target(Model):
    """目標値: one rule, by the end of a fiscal year.

    Besides the keys below a target has exactly one key of a kind (``at_least``, ``raise``, …; see
    :data:`kumin.definitions.targets.KINDS`); a lower and an upper end together make a range.

    Attributes
    ----------
    by : int, optional
        Fiscal year the target is dated.
    milestones : mapping of fiscal year to value
        Yearly steps on the way; the same direction as the target. Each may be a survey's result with its people.
    glide : mapping of fiscal year to percent
        How far along the way from the baseline (without one: from 0) each year should be: ``{2023: 20, 2024: 40}``.
    baseline : Baseline, optional
        Where the way starts.
    reference : {"stated", "milestone", "glide", "path"}
        What a year's value is judged against: the stated target in every year, the year's milestone, the glide, or the
        straight line from the baseline to the target.
    compare : {"published", "exact"}, optional
        Whether the rounded or the exact value is compared; default the plan's.
    scale : str, optional
        A scale of the plan; default the plan's, else A/B.
    revised : tuple of Revision
        What it was changed to, each with the fiscal year it holds from: ``[{from: 2022, at_least: 50}]``.

    Examples
    --------
    >>> Target.model_validate({"raise": {"points": 5}, "by": 2027}).goal(2023, {2022: Fraction(40)})
    Goal(low=Fraction(45, 1), high=None, low_open=False, high_open=False)
    """

    rules: FrozenMap[str, SerializeAsAny[Any]] = Field(default_factory=dict, exclude=True, repr=False)
    by: Year | None = None
    milestones: FrozenMap[Year, Value] = Field(default_factory=dict, validate_default=True)
    glide: FrozenMap[Year, Annotated[float, Field(ge=0, le=100)]] = Field(default_factory=dict, validate_default=True)
    baseline: Baseline | None = None
    reference: str = "stated"
    compare: Compare | None = None
    scale: Text | None = None
    revised: tuple[Revision, ...] = ()
    first: SkipJsonSchema[Target | None] = Field(default=None, exclude=True, repr=False)

    @model_validator(mode="before")
    @classmethod
    def _refuse_unknown_keys(cls, data: Any) -> Any:
        """Read the keys of the kinds by their rules; every other key must be a field."""
        if not isinstance(data, Mapping):
            return data
        known = {name for name in cls.model_fields if name not in (RULES, "first")} | set(KINDS)
        unknown = [key for key in data if key not in known]
        if unknown:
            raise PydanticCustomError(
                "kumin", "unknown key", {"code": "unknown_key", "key": unknown[0], **choices(unknown[0], sorted(known))}
            )
        read = _reader(tuple(kinds())).validate_python({key: item for key, item in data.items() if key in KINDS})
        given = {kind.name: getattr(read, kind.attribute) for kind in kinds()}
        rules = {name: rule for name, rule in given.items() if rule is not None}
        return {RULES: rules} | {key: item for key, item in data.items() if key not in KINDS}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe the keys of every kind, and the references there are."""
        described = handler.resolve_ref_schema(handler(schema))
        own = {key: item for key, item in described["properties"].items() if key != RULES}
        own["reference"]["enum"] = [step.name for step in steps()]
        keys = {
            kind.name: {"anyOf": [handler(TypeAdapter(kind.rule).core_schema), {"type": "null"}], "default": None}
            for kind in kinds()
        }
        described["properties"] = keys | own
        return described

    @field_validator("reference")
    @classmethod
    def _reference_there(cls, name: str) -> str:
        if name not in STEPS:
            known = [step.name for step in steps()]
            raise fault("not_one_of", value=name, expected=", ".join(known), nearest=choices(name, known)["nearest"])
        return name

    @model_validator(mode="after")
    def _one_rule(self) -> Target:
        ends = [kind.end for kind, _ in self.kinds]
        if len(ends) != 1 and sorted(map(str, ends)) != ["high", "low"]:
            known = ", ".join(kind.name for kind in kinds())
            if ends:
                raise fault("target_has_several", keys=", ".join(self.rules))
            raise fault("target_needs_one", known=known)
        low, high = self.stated
        if low is not None and high is not None and low > high:
            raise fault("target_range_reversed", low=shortest(low, most=DUST), high=shortest(high, most=DUST))
        return self

    @model_validator(mode="after")
    def _reference_known(self) -> Target:
        needs = STEPS[self.reference].needs
        if not all(getattr(self, key) for key in needs):
            raise fault("target_reference_needs", reference=self.reference, needed=", ".join(needs))
        if self.baseline is not None and self.by is not None and self.baseline.year >= self.by:
            raise fault("baseline_not_before", year=self.baseline.year, by=self.by)
        if self.reference != "stated" and self.comparison == BETWEEN:
            raise fault("target_reference_of_range", reference=self.reference)
        return self

    @model_validator(mode="after")
    def _revisions_in_order(self) -> Target:
        years = [revision.from_ for revision in self.revised]
        if years != sorted(set(years)):
            raise fault("revised_not_in_order")
        return self

    @property
    def kinds(self) -> list[tuple[Kind, Any]]:
        """The kinds it is of, each with its rule: one, or a lower and an upper end."""
        return [(KINDS[name], rule) for name, rule in self.rules.items()]

    @property
    def rule(self) -> str:
        """The name of its kind; of two ends together ``between``."""
        (kind, _), *other = self.kinds
        return BETWEEN if other else kind.name

    @property
    def comparison(self) -> str:
        """How the value is compared: ``raise`` is at_least, ``lower`` at_most, ``maintain`` between."""
        (kind, rule), *other = self.kinds
        return BETWEEN if other else kind.compares(rule)

    @property
    def promises(self) -> bool:
        """Whether there is anything to reach; not where the value is only watched."""
        return self.comparison != NO_GOAL

    def in_force(self, year: int) -> Target:
        """Return the target as it stood in a year: that of its latest revision until then, or as it first was.

        What a revision does not state it takes over.
        """
        first = self.first or self
        said = [revision.target for revision in self.revised if revision.from_ <= year]
        found = first
        for one in said:
            own = {name: getattr(one, name) for name in one.model_fields_set if name not in ("rules", "revised")}
            found = found.model_copy(update={"rules": one.rules, **own})
        return found.model_copy(update={"revised": self.revised, "first": first})

    @property
    def revised_from(self) -> int | None:
        """The year since which it stands as it does; None as it first was."""
        years = [revision.from_ for revision in self.revised if revision.target.rules == self.rules]
        return max(years, default=None) if self.first is not None and self.rules != self.first.rules else None

    @property
    def stated(self) -> tuple[float | None, float | None]:
        """The lower and the upper end as far as the plan states them in numbers."""
        goal = _joined([kind.stated(rule) for kind, rule in self.kinds])
        if goal is None:
            return None, None
        return None if goal.low is None else float(goal.low), None if goal.high is None else float(goal.high)

    @property
    def percent(self) -> float | None:
        """The stated number (of a range its lower end); None where it depends on a past year."""
        low, high = self.stated
        return low if low is not None else high

    def written(self) -> dict[str, Any]:
        """Return it as a plan writes it, without what is written for all indicators of a plan alike.

        Examples
        --------
        >>> Target.model_validate({"raise": {"points": 5}, "by": 2027}).written()
        {'raise': {'points': 5.0}, 'by': 2027}
        """
        rules = {
            kind.name: TypeAdapter(kind.rule).dump_python(rule, mode="json", by_alias=True, exclude_none=True)
            for kind, rule in self.kinds
        }
        own = {"compare", "scale", "revised"}
        found = rules | self.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=own)
        if self.revised:
            found["revised"] = [{"from": one.from_} | one.target.written() for one in self.revised]
        return found

    def amounts(self) -> Iterator[tuple[tuple[str | int, ...], float]]:
        """Yield every number it states in the indicator's unit, with its place below the target."""
        for at, value in self.values():
            if not isinstance(value, Sampled) or value.percent is not None:
                yield at, number_in(value)

    def values(self) -> Iterator[tuple[tuple[str | int, ...], float | Sampled]]:
        """Yield every value it states, with its people where it has them, and its place below the target."""
        found: list[Amounts] = [kind.amounts(rule) for kind, rule in self.kinds]
        found.append((("milestones", year), value) for year, value in self.milestones.items())
        if self.baseline is not None and (stated := self.baseline.sampled) is not None:
            key = "count" if stated.worked_out else "value"
            found.append([(("baseline", key), stated)])
        for amounts in found:
            yield from amounts

    def value_of(self, year: int) -> Sampled | None:
        """Return the value that a year is compared with, as the plan states it; None where it is worked out.

        What has an ``n`` is a survey's result with an error of its own. A target with two ends has none.
        """
        if self.reference == "milestone":
            step = latest(self.milestones, year)
            return None if step is None else sampled(step)
        if self.reference != "stated" or len(self.rules) > 1:
            return None
        ((kind, rule),) = self.kinds
        value = kind.value(rule, year)
        return None if value is None else sampled(value)

    def referred(self, year: int, past: Past) -> Reference | None:
        """Return the past year's value it refers to; None where it refers to none or it is not known."""
        return next((found for kind, rule in self.kinds if (found := kind.refers(rule, year, past))), None)

    def start(self, past: Past) -> Fraction | None:
        """Return the value a path starts from; None without a baseline, or where its value is not known."""
        if self.baseline is None:
            return None
        stated = self.baseline.stated
        return past.get(self.baseline.year) if stated is None else stated

    def final_goal(self, year: int, past: Past) -> Goal | None:
        """Work out the target itself; None where it refers to a past year that is not known."""
        return _joined([kind.goal(rule, year, past) for kind, rule in self.kinds])

    def goal(self, year: int, past: Past, reference: str | None = None) -> Goal | None:
        """Work out what a year's value is judged against, by the target's ``reference`` or the one given.

        None where a past value or this year's step is not known.
        """
        final = self.final_goal(year, past)
        if final is None or not final.one_sided:
            return final
        step = STEPS[reference or self.reference].value(self, year, self.start(past), final.ends[0])
        return None if step is None else final.moved(step)

    def expected(self, year: int, past: Past) -> Fraction | None:
        """Return where the plan expects a year to be: its milestone, its glide, or the line from its baseline."""
        for step in steps():
            if step.needs and all(getattr(self, key) for key in step.needs):
                goal = self.goal(year, past, step.name)
                return goal.ends[0] if goal is not None and goal.one_sided else None
        return None


class Revision(Model):
    """What a target was changed to.

    Attributes
    ----------
    from_ : int
        ``from``: the first fiscal year it holds for.
    target : Target
        Its rule, and what else is changed; written beside ``from``.
    """

    from_: Year = Field(alias="from")
    target: Target

    @model_validator(mode="before")
    @classmethod
    def _take_rule_from_beside(cls, data: Any) -> Any:
        if not isinstance(data, Mapping) or "target" in data:
            return data
        return {key: item for key, item in data.items() if key == "from"} | {
            "target": {key: item for key, item in data.items() if key != "from"}
        }

    @model_validator(mode="after")
    def _not_again(self) -> Revision:
        if self.target.revised:
            raise fault("unknown_key", key="revised", **choices("revised", ["from"]))
        return self

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe it as it is written: a target's keys beside ``from``."""
        described = handler.resolve_ref_schema(handler(schema))
        described["properties"].pop("target")
        described |= {"required": ["from"], "additionalProperties": True}
        return described


Target.model_rebuild()


def _joined(goals: list[Goal | None]) -> Goal | None:
    """Join the two ends of a range; None where one is not known."""
    first, *more = goals
    for goal in more:
        first = None if first is None or goal is None else first.both(goal)
    return first
