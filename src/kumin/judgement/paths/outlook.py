"""Every dated target's path: the years known, this year's value, and where they lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from kumin.judgement.frames import PATH
from kumin.judgement.judgement import Judgement
from kumin.judgement.paths.path import Point, path_row
from kumin.judgement.year import PUBLISHED, YearValue


def paths(judgements: Sequence[Judgement], level: float) -> pl.DataFrame:
    """Carry every dated target's years on to its year.

    Returns
    -------
    DataFrame
        :data:`kumin.judgement.frames.PATH`; indicators without a value, a dated target or a goal have no row.
    """
    rows = []
    for one in judgements:
        goal, by, printed = one.target.final, one.indicator.target.by, one.printed
        if printed is None or goal is None or by is None:
            continue
        year = one.target.year
        points = [*_points(one), Point(year, float(printed), _variance(one.value))]
        known = [point for point in points if point.variance]
        used = known if len(known) > 1 and known[-1].year == year else points
        expected = one.indicator.target.expected(year, one.target.past)
        row = path_row(
            one.indicator.id, goal, used, by=by, expected=None if expected is None else float(expected), level=level,
            percent=one.unit is None,
        )  # fmt: skip
        rows.append(row)
    return PATH.of(rows)


def _points(one: Judgement) -> Iterator[Point]:
    """Yield the earlier years: the one that is compared by its exact estimate, the others as they were published."""
    before, past = one.previous, one.target.past
    for year in sorted(known for known in past if known < one.target.year):
        if before is not None and before.source != PUBLISHED and before.year == year and before.proportion is not None:
            yield Point(year, 100 * before.proportion, _variance(before))
            continue
        if before is not None and before.year == year and before.estimate is not None:
            yield Point(year, before.estimate, _variance(before))
            continue
        item = one.indicator.history.get(year)
        value = float(past[year])
        n = item.n / (item.design_effect or 1) if item is not None and item.n and one.unit is None else None
        # a share of 0 or 1 shows no variance: that of half an answer more
        p = value / 100
        spread = max(p * (1 - p), 0.5 / n * (1 - 0.5 / n)) if n else 0.0
        yield Point(year, value, 1e4 * spread / n if n else None)


def _variance(value: YearValue) -> float | None:
    """Return the sampling variance of a value, in points or its unit squared; None where it is not known."""
    n = value.n_base
    if value.estimate is not None:
        return value.se**2 if value.se else None
    # of a survey of nearly everyone the linearised variance is too small, and its exact limits are no variance
    if value.se is None or not n or value.nearly_everyone:
        return None
    floor = 0.0 if value.n_eff == float("inf") else 0.5 / n * (1 - 0.5 / n) / n
    return max(1e4 * value.se**2, 1e4 * floor) or None
