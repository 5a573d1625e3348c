"""Every dated target's path: the years known, this year's value, and where they lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import polars as pl

from kumin.definitions import Indicator, Plan
from kumin.judgement.frames import frame_of
from kumin.judgement.goals import Goal, stated_goal, yearly_goal
from kumin.judgement.path import Point, path_row

Row = dict[str, Any]


def paths(
    plan: Plan,
    marks: pl.DataFrame,
    estimates: pl.DataFrame,
    past: Mapping[str, Mapping[int, Fraction]],
    previous: pl.DataFrame | None,
    year: int,
    level: float,
) -> pl.DataFrame:
    """Carry every dated target's years on to its year."""
    now = {row["indicator"]: row for row in estimates.iter_rows(named=True)}
    before = {row["indicator"]: row for row in previous.iter_rows(named=True)} if previous is not None else {}
    values = dict(marks.select("indicator", "value").iter_rows())
    rows: list[Row] = []
    for _, indicator in plan.indicators():
        value, target = values[indicator.id], indicator.target
        goal = stated_goal(target, year, past[indicator.id])
        if value is None or goal is None or target.by is None:
            continue
        points = list(_points(indicator, past[indicator.id], before.get(indicator.id), year))
        points.append(Point(year, value, _variance(now.get(indicator.id, {}))))
        known = [point for point in points if point.variance]
        used = known if len(known) > 1 and known[-1].year == year else points
        expected = _expected(indicator, year, past[indicator.id])
        row = path_row(
            indicator.id, goal, used, by=target.by, expected=expected, level=level, percent=not indicator.unit
        )
        rows.append(dict(row))
    return frame_of("path", rows)


def _points(indicator: Indicator, past: Mapping[int, Fraction], before: Row | None, year: int) -> Iterator[Point]:
    for known in sorted(past):
        if known >= year:
            continue
        if before is not None and before["fiscal_year"] == known and before.get("proportion") is not None:
            yield Point(known, 100 * before["proportion"], _variance(before))
            continue
        item = indicator.history.get(known)
        p = float(past[known]) / 100
        n = item.n if item is not None and not indicator.unit else None
        # a share of 0 or 1 shows no variance: that of half an answer more
        spread = max(p * (1 - p), 0.5 / n * (1 - 0.5 / n)) if n else 0.0
        yield Point(known, float(past[known]), 1e4 * spread / n if n else None)


def _variance(row: Row) -> float | None:
    se, n = row.get("se"), row.get("n_base")
    # of a survey of nearly everyone the linearised variance is too small, and its exact limits are no variance
    if se is None or not n or row.get("method") == "finite_exact":
        return None
    floor = 0.0 if row.get("n_eff") == float("inf") else 0.5 / n * (1 - 0.5 / n) / n
    return max(1e4 * se**2, 1e4 * floor) or None


def _expected(indicator: Indicator, year: int, past: Mapping[int, Fraction]) -> float | None:
    """Return where the plan expects the year to be: its milestone, glide, or the line from its baseline."""
    target = indicator.target
    for reference, given in (("milestone", target.milestones), ("glide", target.glide), ("path", target.baseline)):
        if given:
            goal: Goal | None = yearly_goal(target, year, past, reference)
            return float(goal.ends[0]) if goal is not None and goal.one_sided else None
    return None
