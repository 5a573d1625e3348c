"""One verdict an indicator: its mark, how far it can be relied on, and what would turn it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kumin.judgement.flags import Flag

LOW_RETURN = 0.05
"""Below this share of letters that were answered, nothing is concluded from a sample."""


class Step(Enum):
    """How far a mark can be relied on."""

    CERTAIN = "certain"
    """Nothing turns it, not even the worst case of those who did not answer."""
    FIRM = "firm"
    """Neither sampling error nor base, weights or rounding turn it; those who did not answer could."""
    DEPENDS = "depends"
    """At least one of these turns it, or a changed target or question does."""
    UNKNOWN = "unknown"
    """What would have to be known is not."""


class Cause(Enum):
    """What could turn a mark; in the order in which they are told."""

    SAMPLING = "sampling"
    BASE = "base"
    WEIGHTING = "weighting"
    ROUNDING = "rounding"
    NONRESPONSE = "nonresponse"
    TARGET_MOVED = "target_moved"
    INSTRUMENT = "instrument"
    INFORMATION = "information"


class Turned(Enum):
    """Whether a cause turns the mark."""

    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


DEPENDING = (
    Cause.SAMPLING, Cause.BASE, Cause.WEIGHTING, Cause.ROUNDING, Cause.TARGET_MOVED, Cause.INSTRUMENT,
)  # fmt: skip
"""Causes that make a mark depend on them where they turn it."""

TRIED = (Cause.SAMPLING, Cause.BASE, Cause.NONRESPONSE)
"""Causes that a firm mark was tried against; a mark tried against none of them cannot be relied on."""

NEEDED = (Cause.SAMPLING, Cause.INSTRUMENT, Cause.INFORMATION)
"""Causes of which nothing may be missing for a mark to be relied on."""


MOVING = "moving_target"
"""Detail of a turn that is not known because the target is another indicator's value, which moves with the value."""

OF_COUNTS, BY_COUNTS = "no_mark_of_percent", "marked_by_counts"
"""Details of a turn that is not known because the counts tell no mark: the mark depends on the change since an earlier
value, or the published percent is weighted and the counts are marked otherwise."""

POOL_UNKNOWN = "pool_definitions"
"""Detail of a turn that is not known because it is not known how a year that is pooled was asked."""

REASONS = (
    "not_random", "no_n", "percent_not_of_n", "no_error", "no_sd", "one_row", "lonely_stratum", "no_df", "empty_base",
    "zero_denominator", "beyond_numbers", "small_base", "low_return", "pool_incomplete", "pool_part", "reference_n",
    "earlier_definitions", POOL_UNKNOWN, "no_reference", "no_metric", MOVING, "untried", "untried_base",
)  # fmt: skip
"""Why it is not known how far a mark can be relied on."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one cause does to a mark.

    Parameters
    ----------
    cause : Cause
    turned : Turned or None
        None where the question does not arise: a census has no sampling error, a number no base.
    mark : str or None
        The other mark; None where it turns to one that the percent alone does not tell.
    value : float or None
        Its number, in percent or the unit: the percent under another base, the weighted one, the value before or after
        it was rounded, the percent in the worst case, the target's end as it was; of information, answers over letters.
    lower, upper : float or None
        An interval: of sampling, the value less its target, in points; of nonresponse, the worst cases, in percent.
    n : int or None
        People: of nonresponse, whose answer is not known; of information, the base.
    detail : str
        Which base rule, weighting, aspect; or why it is not known.
    """

    cause: Cause
    turned: Turned | None
    mark: str | None = None
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    n: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """An indicator's mark with all that would turn it; labels, columns, flags and sentences are read from it.

    Parameters
    ----------
    mark : str or None
        None where it was not judged.
    step : Step or None
        None for a number from no survey that nothing turns, and where there is nothing to judge.
    turns : tuple of Turn
        One a :class:`Cause`, in its order.
    """

    mark: str | None
    step: Step | None
    turns: tuple[Turn, ...] = ()

    def __getitem__(self, cause: Cause) -> Turn:
        """Return what a cause does; a question that does not arise where nothing was judged."""
        return next((turn for turn in self.turns if turn.cause is cause), Turn(cause, None))

    @property
    def turned_by(self) -> tuple[Cause, ...]:
        """The causes that turn the mark."""
        return tuple(turn.cause for turn in self.turns if turn.turned is Turned.YES)

    @property
    def conditions(self) -> tuple[Cause, ...]:
        """Of them, those that make the mark depend on them."""
        return tuple(cause for cause in self.turned_by if cause in DEPENDING)

    @property
    def withstands(self) -> tuple[Cause, ...]:
        """What a firm mark was tried against and withstood."""
        return tuple(turn.cause for turn in self.turns if turn.cause in TRIED and turn.turned is Turned.NO)

    @property
    def untried(self) -> tuple[Cause, ...]:
        """What keeps a mark that those who did not answer cannot turn from being certain: it was not to be tried."""
        return tuple(cause for cause in (Cause.BASE, Cause.ROUNDING) if self[cause].turned is not Turned.NO)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is not known how far the mark can be relied on; codes, each once."""
        unknown = [turn for turn in self.turns if turn.cause in NEEDED and turn.turned is Turned.NOT_KNOWN]
        return tuple(dict.fromkeys(turn.detail for turn in unknown))

    @property
    def flags(self) -> frozenset[Flag]:
        """What a reader of the mark has to be told."""
        flags = {
            Cause.ROUNDING: Flag.ROUNDING_DECIDES, Cause.WEIGHTING: Flag.WEIGHTING_DECIDES,
            Cause.BASE: Flag.BASE_DECIDES, Cause.TARGET_MOVED: Flag.TARGET_MOVED,
        }  # fmt: skip
        returned = self[Cause.INFORMATION].value
        low = {Flag.LOW_RETURN} if returned is not None and returned < LOW_RETURN else set()
        return frozenset({flags[cause] for cause in self.turned_by if cause in flags} | low)


NOTHING = Verdict(None, None)
"""The verdict of what was not judged."""
