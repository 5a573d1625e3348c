"""What is to be kept in mind of a judgement: every flag there is, and a set of them as text."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Flag(Enum):
    """Something a reader of a judgement should know; its words stand under the message code ``flag_<value>``.

    Frames and CSV files list flags in the order they stand in here.

    Examples
    --------
    >>> Flag("small_base")
    <Flag.SMALL_BASE: 'small_base'>
    """

    NOT_MEASURED = "not_measured"
    """The plan says that the year has no value."""
    NO_RESULT = "no_result"
    """There is no estimate, or nobody is in the base."""
    NO_REFERENCE = "no_reference"
    """A past value that the target refers to is not known."""
    MONITORED = "monitored"
    """The plan sets no target: the value is watched and gets no mark."""
    NO_METRIC = "no_metric"
    """The scale's metric cannot be formed."""
    ROUNDING_DECIDES = "rounding_decides"
    """The printed and the exact value are marked differently."""
    NUMBER = "number"
    """A number with a unit, which has no sampling error."""
    DIFFERS_FROM_PUBLISHED = "differs_from_published"
    """The plan states another value for this year."""
    PUBLISHED_DO_NOT_AGREE = "published_do_not_agree"
    """The published percent does not agree with the counts or parts published beside it."""
    MARK_DIFFERS = "mark_differs"
    """The published mark is not the one the plan's rule gives."""
    SMALL_BASE = "small_base"
    """Few are in the base: for reference only, see :func:`kumin.numbers.is_small`."""
    PREVIOUS_DIFFERS = "previous_differs"
    """Last year's answers or result give another value than was published."""
    OFFICIAL_UNWEIGHTED = "official_unweighted"
    """The plan's official percent is weighted, and this one is not: its survey could not be weighted."""
    WEIGHTING_DECIDES = "weighting_decides"
    """The weighted and the unweighted percent are marked differently."""
    BASE_DECIDES = "base_decides"
    """Another rule of the base gives another mark."""
    TARGET_MOVED = "target_moved"
    """Last year's target, deadline, scale or decimals would give another mark."""
    LOW_RETURN = "low_return"
    """Hardly any of the letters were answered."""
    PERCENT_NOT_OF_N = "percent_not_of_n"
    """No count of the n stated gives the percent that the plan states."""
    NO_N = "no_n"
    """A percent from no survey of the plan: it is not known of how many people."""
    NOT_COMPARABLE = "not_comparable"
    """It was not measured as it was last year."""
    POOLED_UNALIKE = "pooled_unalike"
    """The values that are taken together were not all measured alike."""
    NOT_RANDOM = "not_random"
    """Its survey is no random sample: no sampling error can be stated."""
    RESIDENTS_FROM_OTHERS = "residents_from_others"
    """It speaks of residents and was not measured on a random sample of them."""


OF_THE_VALUE = frozenset(
    {
        Flag.NOT_MEASURED, Flag.NO_RESULT, Flag.NO_REFERENCE, Flag.MONITORED, Flag.NO_METRIC, Flag.ROUNDING_DECIDES,
        Flag.NUMBER, Flag.DIFFERS_FROM_PUBLISHED, Flag.SMALL_BASE, Flag.PERCENT_NOT_OF_N, Flag.NO_N,
    }
)  # fmt: skip
"""Flags that the year's own value and its mark raise."""

OF_THE_VERDICT = frozenset(
    {Flag.ROUNDING_DECIDES, Flag.WEIGHTING_DECIDES, Flag.BASE_DECIDES, Flag.TARGET_MOVED, Flag.LOW_RETURN}
)
"""Flags that are read from the verdict and raised nowhere else."""


def flags_text(flags: Iterable[Flag]) -> str:
    """Join flags by ``;`` in their order, as frames and CSV files hold them.

    Examples
    --------
    >>> flags_text({Flag.SMALL_BASE, Flag.NO_METRIC})
    'no_metric;small_base'
    """
    held = set(flags)
    return ";".join(flag.value for flag in Flag if flag in held)


def flags_of(text: str | None) -> frozenset[Flag]:
    """Read flags as frames hold them.

    Raises
    ------
    ValueError
        There is no such flag.

    Examples
    --------
    >>> sorted(flag.value for flag in flags_of("no_metric;small_base"))
    ['no_metric', 'small_base']
    """
    return frozenset(Flag(value) for value in (text or "").split(";") if value)
