"""目標値: what a plan promises of an indicator, and the scales it is marked on."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from kumin.definitions.model import FrozenMap, Model, Text, fault
from kumin.numbers import DUST, shortest

Number = Annotated[float, Field(allow_inf_nan=False)]
"""A percent, or a number in the indicator's unit."""

Year = Annotated[int, Field(ge=1989, le=2100)]
"""年度, by the Western year it begins in: 2023 is 令和5年度."""

LOWER = ("at_least", "more_than")
UPPER = ("at_most", "less_than")
RELATIVE = ("raise", "lower", "maintain")
COMPARISONS = (*LOWER, *UPPER, "between")
"""How a value is compared, after a relative target was worked out."""

Compare = Literal["published", "exact"]
Reference = Literal["stated", "milestone", "path", "glide"]
Metric = Literal["raw", "ratio", "progress"]


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


class Maintain(Model):
    """A target of staying: within so many points of a stated value or of a past year's.

    Attributes
    ----------
    within_points : float
        Tolerance either way, both ends included.
    at : float, optional
        The value to keep; without it the past year's.
    from_ : int, optional
        ``from``: the past fiscal year; default: the year before the one judged.
    """

    within_points: Annotated[Number, Field(ge=0)] = 0
    at: Number | None = None
    from_: Year | None = Field(default=None, alias="from")

    @model_validator(mode="after")
    def _one_reference(self) -> Maintain:
        if self.at is not None and self.from_ is not None:
            raise fault("maintain_at_or_from")
        return self


class Baseline(Model):
    """Where a path or an achievement starts.

    Attributes
    ----------
    year : int
        Fiscal year.
    value : float, optional
        Its value; without it the plan's history for that year.
    """

    year: Year
    value: Number | None = None


class Target(Model):
    """目標値: one rule, by the end of a fiscal year.

    Attributes
    ----------
    at_least, more_than, at_most, less_than : float, optional
        以上, 超, 以下, 未満. A lower and an upper one together make a range.
    between : tuple of two floats, optional
        A range with both ends included.
    raise_, lower : Against, optional
        ``raise``, ``lower``: against a past year.
    maintain : Maintain, optional
        維持.
    by : int, optional
        Fiscal year the target is dated.
    milestones : mapping of fiscal year to value
        Yearly steps on the way; the same direction as the target.
    glide : mapping of fiscal year to percent
        How far along the way from the baseline (without one: from 0) each year should be: ``{2023: 20, 2024: 40}``.
    baseline : Baseline, optional
        Where the way starts.
    reference : {"stated", "milestone", "path", "glide"}
        What a year's value is judged against: the stated target in every year, the year's milestone, the straight line
        from the baseline to the target, or the glide.
    compare : {"published", "exact"}, optional
        Whether the rounded or the exact value is compared; default the plan's.
    scale : str, optional
        A scale of the plan; default the plan's, else A/B.
    """

    at_least: Number | None = None
    more_than: Number | None = None
    at_most: Number | None = None
    less_than: Number | None = None
    between: tuple[Number, Number] | None = None
    raise_: Against | None = Field(default=None, alias="raise")
    lower: Against | None = None
    maintain: Maintain | None = None
    by: Year | None = None
    milestones: FrozenMap[Year, Number] = Field(default_factory=dict, validate_default=True)
    glide: FrozenMap[Year, Annotated[float, Field(ge=0, le=100)]] = Field(default_factory=dict, validate_default=True)
    baseline: Baseline | None = None
    reference: Reference = "stated"
    compare: Compare | None = None
    scale: Text | None = None

    @model_validator(mode="after")
    def _one_rule(self) -> Target:
        lower = [name for name in LOWER if getattr(self, name) is not None]
        upper = [name for name in UPPER if getattr(self, name) is not None]
        other = [name for name in ("between", "raise_", "lower", "maintain") if getattr(self, name) is not None]
        ranged = len(lower) == len(upper) == 1 and not other
        if len(lower) + len(upper) + len(other) != 1 and not ranged:
            raise fault("target_needs_one", known=", ".join((*COMPARISONS, *RELATIVE)))
        low, high = self.stated
        if low is not None and high is not None and low > high:
            raise fault("target_range_reversed", low=shortest(low, most=DUST), high=shortest(high, most=DUST))
        return self

    @model_validator(mode="after")
    def _reference_known(self) -> Target:
        if self.reference == "milestone" and not self.milestones:
            raise fault("target_reference_needs", reference="milestone", needed="milestones")
        if self.reference == "glide" and not self.glide:
            raise fault("target_reference_needs", reference="glide", needed="glide")
        if self.reference == "path" and (self.baseline is None or self.by is None):
            raise fault("target_reference_needs", reference="path", needed="baseline, by")
        if self.baseline is not None and self.by is not None and self.baseline.year >= self.by:
            raise fault("baseline_not_before", year=self.baseline.year, by=self.by)
        if self.reference != "stated" and self.comparison == "between":
            raise fault("target_reference_of_range", reference=self.reference)
        return self

    @property
    def rule(self) -> str:
        """The rule as the plan writes it: a comparison, ``raise``, ``lower`` or ``maintain``."""
        for name in RELATIVE:
            if getattr(self, "raise_" if name == "raise" else name) is not None:
                return name
        return self.comparison

    @property
    def comparison(self) -> str:
        """How the value is compared: ``raise`` is at_least, ``lower`` at_most, ``maintain`` between."""
        if self.raise_ is not None:
            return "at_least"
        if self.lower is not None:
            return "at_most"
        given = [name for name in (*LOWER, *UPPER) if getattr(self, name) is not None]
        return given[0] if len(given) == 1 else "between"

    @property
    def stated(self) -> tuple[float | None, float | None]:
        """The lower and the upper end as far as the plan states them in numbers."""
        if self.between is not None:
            return self.between
        if self.maintain is not None and self.maintain.at is not None:
            tolerance = self.maintain.within_points
            return self.maintain.at - tolerance, self.maintain.at + tolerance
        low = self.at_least if self.at_least is not None else self.more_than
        high = self.at_most if self.at_most is not None else self.less_than
        return low, high

    @property
    def percent(self) -> float | None:
        """The stated number (of a range its lower end); None where it depends on a past year."""
        low, high = self.stated
        return low if low is not None else high


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
