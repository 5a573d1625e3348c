"""A value as a plan states it, with the people it was found of where it is a survey's result."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag, model_validator

from kumin.definitions.model import Model, fault
from kumin.numbers import exact, percent_of

Number = Annotated[float, Field(allow_inf_nan=False)]
"""A percent, or a number in the indicator's unit."""

LEAST_OF_SPREAD = 2
"""People without whom there is no standard deviation."""


class Sampled(Model):
    """A value, and how many people it was found of.

    Attributes
    ----------
    percent : float, optional
        As printed: a percent, or for an indicator with a unit a number (then also written ``value``).
    n : int, optional
        The base it was taken of, where it is known.
    count : int, optional
        How many of them count; without ``percent`` it is worked out from them: ``{count: 349, n: 530}``.
    sd : float, optional
        Of a mean, the standard deviation of the answers: with ``n`` its standard error is sd/√n.
    se : float, optional
        Of a mean, its standard error, where that is published in place of the standard deviation.
    deff : float, optional
        Design effect that was published with it: by how much strata, sampling units and weights made its variance
        larger than a simple random sample's.
    n_eff : float, optional
        Effective sample size that was published with it, in place of ``deff``: n ÷ deff.
    """

    percent: Number | None = None
    n: Annotated[int, Field(ge=1)] | None = None
    count: Annotated[int, Field(ge=0)] | None = None
    sd: Annotated[Number, Field(ge=0)] | None = None
    se: Annotated[Number, Field(ge=0)] | None = None
    deff: Annotated[Number, Field(gt=0)] | None = None
    n_eff: Annotated[Number, Field(gt=0)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, data: Any) -> Any:
        if isinstance(data, int | float) and not isinstance(data, bool):
            return {"percent": data}
        if isinstance(data, Mapping) and "value" in data and "percent" not in data:
            return {"percent": data["value"], **{key: item for key, item in data.items() if key != "value"}}
        return data

    @model_validator(mode="after")
    def _known(self) -> Sampled:
        if self.count is not None and (self.n is None or self.count > self.n):
            raise fault("published_count", count=self.count, n="-" if self.n is None else self.n)
        if self.percent is None and self.count is None:
            raise fault("published_nothing")
        if self.deff is not None and self.n_eff is not None:
            raise fault("published_deff_twice")
        if self.n is None and (self.deff, self.n_eff) != (None, None):
            raise fault("published_deff_without_n")
        require_spread(self.n, self.sd, self.se)
        return self

    @property
    def design_effect(self) -> float | None:
        """The design effect that is stated with it, or that its effective size comes to; None where neither is."""
        if self.n_eff is not None and self.n is not None:
            return self.n / self.n_eff
        return self.deff

    @property
    def exactly(self) -> Fraction:
        """Its value: as the plan writes it, else the exact percent of the counts."""
        if self.percent is not None:
            return exact(self.percent)
        assert self.count is not None
        assert self.n is not None
        return Fraction(100 * self.count, self.n)

    def printed(self, decimals: int) -> Fraction:
        """Return the value as it is printed: as the plan writes it, else worked out from the counts."""
        if self.percent is not None:
            return exact(self.percent)
        assert self.count is not None
        assert self.n is not None
        return percent_of(self.count, self.n, decimals)

    @property
    def worked_out(self) -> bool:
        """Whether its value follows from counts, and is not written itself."""
        return self.percent is None

    @property
    def has_error(self) -> bool:
        """Whether its people are known, of whom its sampling error follows."""
        return self.n is not None or self.se is not None

    @property
    def standard_error(self) -> float | None:
        """The standard error of a mean: as stated, else √(deff)·sd/√n; None where neither is known."""
        if self.se is not None:
            return self.se
        effect = 1.0 if self.design_effect is None else self.design_effect
        return None if self.sd is None or self.n is None else self.sd * math.sqrt(effect / self.n)


def require_spread(n: int | None, sd: float | None, se: float | None) -> None:
    """Refuse a standard deviation without n, or beside a standard error."""
    if sd is not None and se is not None:
        raise fault("published_sd_and_se")
    if sd is not None and (n is None or n < LEAST_OF_SPREAD):
        raise fault("published_sd_without_n", n="-" if n is None else n)


def _form(given: object) -> str:
    """Tell a number from a value with its people, so that a fault is told of the form that was meant."""
    return "sampled" if isinstance(given, Mapping | Sampled) else "number"


Value = Annotated[Annotated[Number, Tag("number")] | Annotated[Sampled, Tag("sampled")], Discriminator(_form)]
"""A number, or a survey's result with the people it was found of: ``65.8``, ``{count: 349, n: 530}``."""


def sampled(value: float | Sampled) -> Sampled:
    """Return a value as one that may have people."""
    return value if isinstance(value, Sampled) else Sampled.model_construct(percent=float(value))


def number_in(value: float | Sampled) -> float:
    """Return the number of a value, of counts the exact percent as a float."""
    return float(value.exactly) if isinstance(value, Sampled) else value


def fraction_in(value: float | Sampled) -> Fraction:
    """Return the exact number of a value."""
    return value.exactly if isinstance(value, Sampled) else exact(value)
