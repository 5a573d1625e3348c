"""What was published, and the marks other than A and B: 区分 of a scale."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from kumin.definitions.model import Model, Text, fault
from kumin.definitions.targets.kind import Number

Metric = Literal["raw", "ratio", "progress"]


class Published(Model):
    """A value that was published.

    Attributes
    ----------
    percent : float
        As printed: a percent, or for an indicator with a unit a number (then also written ``value``).
    n : int, optional
        The base it was taken of, where it is known.
    """

    percent: Number
    n: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, data: Any) -> Any:
        if isinstance(data, int | float) and not isinstance(data, bool):
            return {"percent": data}
        if isinstance(data, dict) and "value" in data and "percent" not in data:
            return {"percent": data["value"], **{key: item for key, item in data.items() if key != "value"}}
        return data


class Band(Model):
    """A band of a scale: its mark and the lower end of its values.

    Attributes
    ----------
    mark : str
        e.g. ``S`` or ``◎``.
    at_least, more_than : float, optional
        The lower end, included or not, in percent of the scale's metric; the last band has neither.
    """

    mark: Text
    at_least: Number | None = None
    more_than: Number | None = None

    @model_validator(mode="after")
    def _one_end(self) -> Band:
        if self.at_least is not None and self.more_than is not None:
            raise fault("band_two_ends", mark=self.mark)
        return self

    @property
    def floor(self) -> float | None:
        """The lower end."""
        return self.at_least if self.at_least is not None else self.more_than


class Scale(Model):
    """Marks other than A and B.

    Attributes
    ----------
    metric : {"raw", "ratio", "progress"}
        What the bands divide: the percent itself; actual ÷ target; (actual − baseline) ÷ (target − baseline); the last
        two in percent. Where less is better the ratio is target ÷ actual.
    bands : tuple of Band
        From the best to the worst.
    not_measured : str
        The mark of an indicator that was not measured; may be empty.
    """

    metric: Metric = "ratio"
    bands: tuple[Band, ...] = Field(min_length=2)
    not_measured: str = ""

    @model_validator(mode="after")
    def _falling(self) -> Scale:
        *upper, last = self.bands
        floors = [band.floor for band in upper]
        if last.floor is not None or any(floor is None for floor in floors):
            raise fault("scale_ends")
        ends = [(band.floor, band.more_than is not None) for band in upper]
        if any(later >= earlier for earlier, later in pairwise(ends)):
            raise fault("scale_not_falling")
        marks = [band.mark for band in self.bands]
        if len(set(marks)) < len(marks):
            raise fault("scale_mark_repeated")
        return self
