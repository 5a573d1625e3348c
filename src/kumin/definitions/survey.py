"""A survey of a plan: whom it asked, how, how many, and how its percents are weighted and estimated."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, get_args

from pydantic import AfterValidator, BeforeValidator, Field, GetJsonSchemaHandler, WithJsonSchema, model_validator
from pydantic_core import CoreSchema, PydanticKnownError

from kumin.definitions.design import Design
from kumin.definitions.model import Identifier, Model, ShortWords, Text, fault
from kumin.definitions.period import Period
from kumin.definitions.targets import Number

DEFAULT_INTERVAL = "wilson"


class _Registered:
    """The interval methods that a plan may ask for, in the JSON Schema too."""

    @classmethod
    def __get_pydantic_json_schema__(cls, _: CoreSchema, __: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "enum": list(_interval_methods())}


def _interval_methods() -> tuple[str, ...]:
    from kumin.intervals import in_plans  # numpy: only where a plan names a method

    return in_plans()


def _require_method(name: str) -> str:
    known = _interval_methods()
    if name not in known:
        listed = ", ".join(repr(one) for one in known[:-1]) + f" or {known[-1]!r}"
        raise PydanticKnownError("literal_error", {"expected": listed})
    return name


def _needs_population(name: str) -> bool:
    from kumin.intervals import INTERVALS

    return "population" in INTERVALS[name].needs


IntervalMethod = Annotated[str, AfterValidator(_require_method), _Registered]
"""A name of :data:`kumin.intervals.INTERVALS`."""

Sampling = Literal["random", "census", "volunteers", "participants", "panel"]
"""How respondents were found: drawn at random, everyone asked, who wished to, who came to an event, a web panel."""

RANDOM: Final = "random"
CENSUS: Final = "census"

NOT_RANDOM: Final = tuple(way for way in get_args(Sampling) if way not in (RANDOM, CENSUS))
"""Ways of sampling of which no sampling error can be stated."""

Margin = Annotated[
    tuple[Identifier, ...],
    BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
    Field(min_length=1),
]


class WeightingRule(Model):
    """How a survey is weighted to its population; without one a stated default is used where there are cells.

    Attributes
    ----------
    poststratify : tuple of str
        Dimensions of the population whose crossing is matched.
    rake : tuple of tuple of str
        Margins: each the dimensions whose crossing is matched; a single dimension may stand alone.
    """

    poststratify: Annotated[tuple[Identifier, ...], ShortWords()] = ()
    rake: Annotated[tuple[Margin, ...], ShortWords()] = ()


class Planned(Model):
    """What a survey was planned to reach.

    Attributes
    ----------
    n : int, optional
        Answers.
    margin_points : float, optional
        Largest sampling error of a percent, in points.
    """

    n: Annotated[int, Field(ge=1)] | None = None
    margin_points: Annotated[Number, Field(gt=0)] | None = None


class Survey(Model):
    """A survey that indicators are measured with, and how it was conducted.

    Attributes
    ----------
    title : str
        e.g. 区民アンケート.
    questionnaire : str
        The questionnaire's file, relative to the plan.
    purpose : str
        Why it was conducted, for its report.
    of : str
        The population in words: who the percentages speak of.
    population : int or str, optional
        The population's size, or the population file relative to the plan.
    invited : int, optional
        発送数.
    invited_by : str, optional
        発送数の内訳: a CSV of letters by cell (question ids and ``invited``) or its description, relative to the plan.
    undeliverable : int
        Letters that came back.
    period : Period, optional
        実施期間.
    mode : tuple of str
        e.g. 郵送, Web.
    interval : str
        Method of the confidence interval.
    sampling : {"random", "census", "volunteers", "participants", "panel"}
        How the respondents were selected. For the last three no sampling error can be stated.
    design : Design, optional
        How the sample was drawn: strata, primary sampling units, weights; without it a simple random sample.
    deff : float, optional
        デザイン効果 as published: by how much the design made the variances larger than a simple random sample's;
        ``kumin judge`` widens the intervals of this year's published percents by it.
    weighting : WeightingRule, optional
        What is matched; by default as many dimensions of the population as leave enough respondents in every cell.
    planned : Planned, optional
        The precision that was planned.
    responded : int, optional
        回収数 as published; ``kumin judge`` checks it.
    response_rate : float, optional
        回収率 in percent, as published.
    synthetic : bool
        The answers are made up for demonstration; every report says so.
    note : str
        Free remark.
    """

    title: Text
    questionnaire: Text
    purpose: str = ""
    of: str = ""
    population: Annotated[int, Field(ge=1)] | Text | None = None
    invited: Annotated[int, Field(ge=1)] | None = None
    invited_by: Text | None = None
    undeliverable: Annotated[int, Field(ge=0)] = 0
    period: Period | None = None
    mode: Annotated[tuple[Text, ...], ShortWords()] = ()
    interval: IntervalMethod = DEFAULT_INTERVAL
    sampling: Sampling = "random"
    design: Design | None = None
    deff: Annotated[Number, Field(gt=0)] | None = None
    weighting: WeightingRule | None = None
    planned: Planned | None = None
    responded: Annotated[int, Field(ge=0)] | None = None
    response_rate: Annotated[Number, Field(ge=0, le=100)] | None = None
    synthetic: bool = False
    note: str = ""

    @property
    def has_sampling_error(self) -> bool:
        """Whether sampling error can be stated: of a random sample or a census, not of who happened to answer."""
        return self.sampling not in NOT_RANDOM

    @property
    def is_census(self) -> bool:
        """Whether everyone was asked."""
        return self.sampling == CENSUS

    @property
    def arrived(self) -> int | None:
        """Letters that arrived: those sent less those that came back."""
        return None if self.invited is None else self.invited - self.undeliverable

    def everyone(self, population: int | None, answered: int) -> int | None:
        """Return how many people it speaks of: its population, or of a census the letters that arrived."""
        if population is not None or not self.is_census or self.arrived is None:
            return population
        return self.arrived if self.arrived >= answered else None

    @model_validator(mode="after")
    def _of_the_design(self) -> Survey:
        """Take letters and people from the strata where the survey does not state them; refuse where they differ."""
        if self.design is None:
            return self
        if not self.has_sampling_error:
            raise fault("design_not_random", sampling=self.sampling)
        if self.interval != DEFAULT_INTERVAL and _needs_population(self.interval):
            raise fault("design_interval", method=self.interval)
        letters, people = self.design.total("invited"), self.design.total("population")
        strata = len(self.design.sizes)
        if letters is None and self.design.allocation == "equal" and self.invited is None:
            raise fault("design_equal_without_letters")
        if letters is None and self.design.allocation == "equal" and self.invited is not None and self.invited % strata:
            raise fault("design_not_shared_out", invited=self.invited, strata=strata)
        for name, total, given in (("invited", letters, self.invited), ("population", people, self.population)):
            if total is not None and isinstance(given, int) and given != total:
                raise fault("design_does_not_add_up", key=name, total=total, given=given)
            if total is not None and given is None:
                object.__setattr__(self, name, total)
        return self

    @model_validator(mode="after")
    def _enough(self) -> Survey:
        if self.invited is not None and self.undeliverable >= self.invited:
            raise fault("undeliverable_too_many", invited=self.invited, undeliverable=self.undeliverable)
        if self.interval != DEFAULT_INTERVAL and self.population is None and _needs_population(self.interval):
            raise fault("finite_needs_population", method=self.interval)
        return self
