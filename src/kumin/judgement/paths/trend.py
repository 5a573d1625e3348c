"""What became of values since their targets' baselines: for scales whose marks depend on sampling error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from kumin.judgement.change import Change, changes_of
from kumin.judgement.goals import Trend
from kumin.judgement.measures.published_limits import facts_of
from kumin.judgement.targets import YearTarget
from kumin.judgement.year import PUBLISHED, YearValue, earlier


def with_trends(
    targets: Sequence[YearTarget], values: Sequence[YearValue], before: Mapping[str, Mapping[str, Any]]
) -> list[YearTarget]:
    """Add the change since the baseline to the targets whose scale depends on it.

    Parameters
    ----------
    targets, values : sequence
        One an indicator, in the same order.
    before : mapping of indicator to row
        The year before; used where it is the baseline's.
    """
    pairs = {}
    for target, value in zip(targets, values, strict=True):
        start = _baseline(target, before.get(target.indicator.id))
        if start is not None and value.printed is not None:
            pairs[target.indicator.id] = (value, start)
    changes = dict(zip(pairs, changes_of(list(pairs.values())), strict=True))
    return [_with_trend(target, changes.get(target.indicator.id)) for target in targets]


def _baseline(target: YearTarget, row: Mapping[str, Any] | None) -> YearValue | None:
    """Return the baseline's value with its error, where the target's scale asks for it."""
    marking, baseline = target.marking, target.indicator.target.baseline
    if marking is None or marking.scale is None or marking.scale.significance is None or baseline is None:
        return None
    found = None if row is None else earlier(row)
    if found is not None and found.year == baseline.year and found.unit in (None, target.unit):
        return replace(found, unit=target.unit)
    if marking.start is None:
        return None
    published = target.indicator.history.get(baseline.year)
    own = baseline.sampled
    known = facts_of(
        published if own is None or not own.has_error else own,
        marking.start,
        target.unit,
        decimals=target.decimals,
        counted=target.counted,
        method=target.method,
        level=target.level,
    )
    return YearValue(target.indicator.id, baseline.year, target.unit, marking.start, source=PUBLISHED, **known)


def _with_trend(target: YearTarget, change: Change | None) -> YearTarget:
    if change is None or target.marking is None:
        return target
    trend = Trend(change.by_interval, _reaches(target, change))
    return replace(target, marking=replace(target.marking, trend=trend))


def _reaches(target: YearTarget, change: Change) -> bool:
    """Whether the line from the baseline through this year meets the target in its year; so it does without a date."""
    by, goal = target.indicator.target.by, target.final
    start, now = change.before, change.now
    if by is None or goal is None or start.year is None or now.year is None or now.year <= start.year:
        return True
    assert now.printed is not None
    assert start.printed is not None
    slope = Fraction(now.printed - start.printed) / (now.year - start.year)
    return goal.met(start.printed + slope * (max(by, now.year) - start.year))
