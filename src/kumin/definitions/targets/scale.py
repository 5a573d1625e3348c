"""What was published, and the marks other than A and B: 区分 of a scale."""

from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema, model_validator

from kumin.definitions.model import Model, Text, fault
from kumin.definitions.targets.amount import Number, Sampled
from kumin.definitions.targets.metric import METRICS, RAW
from kumin.errors import choices


def _require_metric(name: str) -> str:
    if name not in METRICS:
        raise fault(
            "not_one_of", value=name, expected=", ".join(METRICS), nearest=choices(name, list(METRICS))["nearest"]
        )
    return name


MetricName = Annotated[str, AfterValidator(_require_metric), WithJsonSchema({"type": "string", "enum": list(METRICS)})]
"""A name of :data:`kumin.definitions.targets.metric.METRICS`."""


class Published(Sampled):
    """A value that was published.

    Attributes
    ----------
    parts : tuple of float
        The percents it is the sum of, as printed, e.g. of 感じる and やや感じる; ``kumin judge`` adds them up.
    mark : str, optional
        The mark that was published; ``kumin judge`` compares it with the one the rule gives.
    """

    parts: tuple[Number, ...] = ()
    mark: Text | None = None


class Band(Model):
    """A band of a scale: its mark and the lower end of its values.

    Attributes
    ----------
    mark : str
        e.g. ``S`` or ``◎``.
    at_least, more_than : float, optional
        The lower end, included or not, of the scale's metric; the last band has neither.
    metric : str, optional
        Another metric than the scale's, for this band.
    """

    mark: Text
    metric: MetricName | None = None
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


class Significance(Model):
    """Marks that depend on whether the change since the baseline exceeds sampling error, as 健康日本21 has them.

    Attributes
    ----------
    reached : str
        The target is met.
    improved, worsened : str
        It is not, and the value has changed by more than sampling error.
    behind : str, optional
        It has improved, but the straight line from the baseline through this year does not reach the target in its
        year; default as ``improved``.
    unchanged : str
        The change is within sampling error.
    unknown : str
        The error of one of the years is not known.
    """

    reached: Text
    improved: Text
    behind: Text | None = None
    unchanged: Text
    worsened: Text
    unknown: Text

    @model_validator(mode="after")
    def _in_order(self) -> Significance:
        """Refuse one mark for better and worse with another between, and a good one for what is not known."""
        known = [mark for mark in (self.reached, self.improved, self.behind, self.unchanged, self.worsened) if mark]
        in_turn = [mark for mark, _ in groupby(known)]
        repeated = next((mark for mark, times in Counter(in_turn).items() if times > 1), None)
        if repeated is not None:
            raise fault("significance_not_in_order", mark=repeated)
        if len(in_turn) == 1:
            raise fault("significance_one_mark", mark=in_turn[0])
        if self.unknown in (self.reached, self.improved):
            raise fault("significance_unknown_is_good", mark=self.unknown)
        return self

    @property
    def marks(self) -> list[str]:
        """Its marks, best first."""
        given = (self.reached, self.improved, self.behind, self.unchanged, self.worsened, self.unknown)
        return list(dict.fromkeys(mark for mark in given if mark is not None))


class Scale(Model):
    """Marks other than A and B.

    Attributes
    ----------
    metric : str
        What the bands divide, see :data:`kumin.definitions.targets.metric.METRICS`: ``raw`` the value itself; ``ratio``
        actual ÷ target, where less is better target ÷ actual; ``progress`` (actual − baseline) ÷ (target − baseline);
        ``change`` by what part of the baseline it has become better; ``gain`` by how many points or units. All but
        ``raw`` and ``gain`` in percent.
    bands : tuple of Band
        From the best to the worst; a value gets the mark of the first that it reaches.
    significance : Significance, optional
        Instead of bands.
    not_measured : str
        The mark of an indicator that was not measured; may be empty.
    """

    metric: MetricName = "ratio"
    bands: tuple[Band, ...] = ()
    significance: Significance | None = None
    not_measured: str = ""

    @model_validator(mode="after")
    def _bands_or_significance(self) -> Scale:
        if self.significance is not None and self.bands:
            raise fault("scale_bands_or_significance")
        if self.significance is None and len(self.bands) < 2:
            raise fault("scale_too_few")
        return self

    @model_validator(mode="after")
    def _falling(self) -> Scale:
        if not self.bands:
            return self
        *upper, last = self.bands
        floors = [band.floor for band in upper]
        if last.floor is not None or any(floor is None for floor in floors):
            raise fault("scale_ends")
        ends = [(self.metric_of(band), band.floor, band.more_than is not None) for band in upper]
        if any(later[0] == earlier[0] and later[1:] >= earlier[1:] for earlier, later in pairwise(ends)):
            raise fault("scale_not_falling")
        marks = [band.mark for band in self.bands]
        if len(set(marks)) < len(marks):
            raise fault("scale_mark_repeated")
        return self

    def metric_of(self, band: Band) -> str:
        """Return the metric that a band divides."""
        return band.metric or self.metric

    @property
    def needs_goal(self) -> str:
        """The first metric that needs a target of one end; empty where the bands are of the value itself."""
        return next((name for band in self.bands[:-1] if (name := self.metric_of(band)) != RAW), "")

    @property
    def marks(self) -> list[str]:
        """Its marks, best first."""
        return [band.mark for band in self.bands] if self.significance is None else self.significance.marks
