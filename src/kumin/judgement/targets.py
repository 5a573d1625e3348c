"""What each indicator is compared with in a year: the plan's targets laid out as a frame."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import polars as pl

from kumin.definitions import Indicator, Plan
from kumin.judgement.frames import frame_of
from kumin.judgement.goals import Goal, referred_year, stated_goal, yearly_goal
from kumin.numbers import exact

Past = Mapping[str, Mapping[int, Fraction]]
"""Indicator → fiscal year → published value."""


def past_values(plan: Plan, previous: pl.DataFrame | None = None) -> dict[str, dict[int, Fraction]]:
    """Collect what is known of past years: the plan's history, and where it has none, ``previous``.

    Parameters
    ----------
    plan : Plan
        The plan.
    previous : DataFrame, optional
        ``indicator``, ``fiscal_year``, ``percent`` (as published).
    """
    past = {
        indicator.id: {year: exact(item.percent) for year, item in indicator.history.items()}
        for _, indicator in plan.indicators()
    }
    if previous is not None:
        for indicator, year, percent in previous.select("indicator", "fiscal_year", "percent").iter_rows():
            if indicator in past and percent is not None:
                past[indicator].setdefault(year, exact(percent))
    return past


def targets_frame(plan: Plan, fiscal_year: int, previous: pl.DataFrame | None = None) -> pl.DataFrame:
    """Lay the plan's targets out for a year.

    Parameters
    ----------
    plan : Plan
        The plan.
    fiscal_year : int
        The year being judged.
    previous : DataFrame, optional
        See :func:`past_values`.

    Returns
    -------
    DataFrame
        :data:`kumin.judgement.frames.TARGETS_SCHEMA`.
    """
    past = past_values(plan, previous)
    rows = [_row(plan, issue.id, indicator, fiscal_year, past[indicator.id]) for issue, indicator in plan.indicators()]
    return frame_of("targets", rows)


def _row(plan: Plan, issue: str, indicator: Indicator, year: int, past: Mapping[int, Fraction]) -> dict[str, object]:
    target = indicator.target
    goal, stated = yearly_goal(target, year, past) or Goal(), stated_goal(target, year, past) or Goal()
    referred = referred_year(target, year, past)
    before = max((known for known in past if known < year), default=None)
    published = indicator.history.get(before) if before is not None else None
    return {
        "issue": issue,
        "indicator": indicator.id,
        "survey": indicator.survey or None,
        "unit": indicator.unit or None,
        "decimals": plan.decimals_of(indicator),
        "rule": target.rule,
        "comparison": target.comparison,
        "low": _number(goal.low),
        "high": _number(goal.high),
        "low_open": goal.low_open,
        "high_open": goal.high_open,
        "stated_low": _number(stated.low),
        "stated_high": _number(stated.high),
        "by": target.by,
        "reference": target.reference,
        "reference_year": referred[0] if referred else None,
        "reference_value": _number(referred[1]) if referred else None,
        "compare": target.compare or plan.compare,
        "previous_year": before,
        "previous_value": _number(past[before]) if before is not None else None,
        "previous_n": published.n if published else None,
        "result_value": indicator.result.percent if indicator.result else None,
        "result_n": indicator.result.n if indicator.result else None,
        "not_measured": indicator.not_measured,
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
