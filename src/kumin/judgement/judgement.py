"""One indicator's judgement, worked out once; every frame, file and sentence is read from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from kumin.definitions import Indicator
from kumin.definitions.targets import Reference
from kumin.judgement.change import Change
from kumin.judgement.flags import Flag
from kumin.judgement.targets import YearTarget
from kumin.judgement.verdicts.evidence import Evidence
from kumin.judgement.verdicts.verdict import NOTHING, Verdict
from kumin.judgement.year import YearValue


@dataclass(frozen=True, slots=True)
class Mark:
    """What a value is worth against its target.

    Parameters
    ----------
    met : bool or None
        Whether it meets the target; None where it was not judged.
    mark : str or None
        A, B, or a mark of the plan's scale; None where there is none.
    exact_mark : str or None
        The mark of the exact value.
    metric : str or None
        What the plan's scale divides; None for A and B.
    metric_value : Fraction or None
        The metric, in percent.
    """

    met: bool | None = None
    mark: str | None = None
    exact_mark: str | None = None
    metric: str | None = None
    metric_value: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Weighted:
    """What the percent and its mark are with the other weights."""

    percent: float | None
    mark: str | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """An indicator's value, target and mark in a year, and what a reader should know of them.

    Parameters
    ----------
    target : YearTarget
        The indicator's target worked out for the year.
    value : YearValue
        This year's value; its fields are None where there is no result.
    mark : Mark
    flags : frozenset of Flag
    evidence : Evidence or None
        How sure the mark is; None for a number with a unit, and where it was not judged.
    change : Change or None
        Since the year before; None where no earlier value is known.
    weighted : Weighted or None
        With the other weights, where there are any.
    tipping_percent : float or None
        Share of those who did not answer at which the mark turns.
    references : tuple of YearValue
        The past values that the target is made of, with their error where it is known.
    verdict : Verdict
        How far the mark can be relied on, and what would turn it.
    """

    target: YearTarget
    value: YearValue
    mark: Mark
    flags: frozenset[Flag] = field(default_factory=frozenset)
    evidence: Evidence | None = None
    change: Change | None = None
    weighted: Weighted | None = None
    tipping_percent: float | None = None
    references: tuple[YearValue, ...] = ()
    verdict: Verdict = NOTHING

    @property
    def indicator(self) -> Indicator:
        """The indicator."""
        return self.target.indicator

    @property
    def unit(self) -> str | None:
        """人, 件, 点 …; None for a percent."""
        return self.target.unit

    @property
    def from_no_survey(self) -> bool:
        """Whether it is a number that no survey measures, and so has no sampling error, base or weights."""
        # what is pooled of surveys is an estimate; a sum of numbers that are stated is none
        return self.unit is not None and not self.indicator.survey and self.value.estimate is None

    @property
    def printed(self) -> Fraction | None:
        """The published value, in percent or the unit."""
        return self.value.printed

    @property
    def reference(self) -> Reference | None:
        """The past year's value that the target refers to."""
        return self.target.referred

    @property
    def previous(self) -> YearValue | None:
        """The value before: that year's answers or result where they are at hand, else what was published."""
        return None if self.change is None else self.change.before
