"""標本設計: how a survey's sample was drawn, as its plan says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, model_validator

from kumin.definitions.model import Code, FrozenMap, Identifier, Model, fault


class Stratum(Model):
    """A stratum the sample was drawn in.

    Attributes
    ----------
    invited : int, optional
        発送数 in it.
    population : int, optional
        People in it.
    psus : int, optional
        Primary sampling units in its population, where the first stage drew such units.
    """

    invited: Annotated[int, Field(ge=1)] | None = None
    population: Annotated[int, Field(ge=1)] | None = None
    psus: Annotated[int, Field(ge=1)] | None = None


class Design(Model):
    """How the sample was drawn; columns are questions of the survey's questionnaire.

    Attributes
    ----------
    strata : str
        Single answer that holds the stratum, e.g. the area a letter was sent to.
    sizes : mapping of option to Stratum
        The strata there are, e.g. ``{1: {invited: 500, population: 12000}, …}``. Answers of another stratum, or of
        none, are findings and left out.
    allocation : {"equal"}, optional
        As many letters in every stratum; the survey's ``invited`` is shared out where ``sizes`` do not state it.
    psu : str
        Single answer or number that holds the primary sampling unit, e.g. the block (町丁).
    psus : int, optional
        Primary sampling units in the population, of a sample without strata.
    weight : str
        Number that holds each answer's design weight. Without it an answer weighs N_h / n_h, people of its stratum over
        answers from it, where the people are known.
    fpc : bool, optional
        Whether the finite population correction is made. Default: where the sizes are known.
    """

    strata: Identifier | Literal[""] = ""
    sizes: FrozenMap[Code, Stratum] = Field(default_factory=dict, validate_default=True)
    allocation: Literal["equal"] | None = None
    psu: Identifier | Literal[""] = ""
    psus: Annotated[int, Field(ge=1)] | None = None
    weight: Identifier | Literal[""] = ""
    fpc: bool | None = None

    @model_validator(mode="after")
    def _whole(self) -> Design:
        if not (self.strata or self.psu or self.weight):
            raise fault("design_empty")
        if bool(self.strata) != bool(self.sizes):
            raise fault("design_strata_and_sizes")
        stated = {one.invited for one in self.sizes.values() if one.invited is not None}
        if self.allocation == "equal" and not self.strata:
            raise fault("design_equal_without_strata")
        if self.allocation == "equal" and len(stated) > 1:
            raise fault("design_not_equal", sizes=", ".join(map(str, sorted(stated))))
        if (self.psus is not None or any(one.psus for one in self.sizes.values())) and not self.psu:
            raise fault("design_psus_without_psu")
        if self.psus is not None and self.strata:
            raise fault("design_psus_of_strata")
        return self

    @model_validator(mode="after")
    def _each_once(self) -> Design:
        """Refuse a question that is named twice; what its sizes say is checked where the strata's words are known."""
        if len(set(self.columns)) < len(self.columns):
            twice = next(name for name in self.columns if self.columns.count(name) > 1)
            raise fault("design_column_twice", question=twice)
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """The questions it reads."""
        return tuple(name for name in (self.strata, self.psu, self.weight) if name)

    @property
    def needed(self) -> dict[str, tuple[int, ...]]:
        """The questions that every answer must have a value of, each with the options there are; none: any value."""
        return {name: tuple(self.sizes) if name == self.strata else () for name in self.columns}

    def total(self, name: Literal["invited", "population"]) -> int | None:
        """Return the sum over the strata; None where one is not stated."""
        stated = [getattr(one, name) for one in self.sizes.values()]
        return sum(stated) if stated and None not in stated else None

    def letters(self, invited: int | None) -> Mapping[int, int]:
        """Return the letters by stratum, as stated or shared out equally; empty where they are not known."""
        if self.total("invited") is not None:
            return {code: one.invited for code, one in self.sizes.items() if one.invited is not None}
        if self.allocation == "equal" and invited is not None and invited % len(self.sizes) == 0:
            return dict.fromkeys(self.sizes, invited // len(self.sizes))
        return {}
