"""Percentages that a plan states itself, as estimates: for judging without raw answers."""

from __future__ import annotations

import math
from collections.abc import Mapping

import polars as pl

from kumin.definitions import Indicator, Plan

PUBLISHED_SCHEMA = pl.Schema(
    {
        "survey": pl.String,
        "indicator": pl.String,
        "n_base": pl.Int64,
        "n_positive": pl.Int64,
        "proportion": pl.Float64,
        "lower": pl.Float64,
        "upper": pl.Float64,
        "level": pl.Float64,
        "method": pl.String,
        "deff": pl.Float64,
        "n_eff": pl.Float64,
    }
)


def published_estimates(
    plan: Plan, populations: Mapping[str, int | None] | None = None, *, level: float = 0.95
) -> pl.DataFrame:
    """Make estimates of the plan's own ``result`` percentages.

    The interval needs the stated n: Wilson's on the effective size ``n / (1 − n/N)`` where the population N is known
    and the indicator speaks of all of it, on n else. Without n there is none.

    Parameters
    ----------
    plan : Plan
        The plan; indicators without ``result`` are left out, and so are numbers with a unit.
    populations : mapping of survey key to int, optional
        Sizes of the populations.
    level : float
        Confidence level.

    Returns
    -------
    DataFrame
        :data:`PUBLISHED_SCHEMA`; ``n_positive`` is null, for a percent does not tell it.
    """
    rows = [
        _row(indicator, (populations or {}).get(indicator.survey), level)
        for _, indicator in plan.indicators()
        if indicator.result is not None and not indicator.unit
    ]
    return pl.DataFrame(rows, schema=PUBLISHED_SCHEMA)


def effective_size(n: int, population: int | None) -> float:
    """Return the effective size of a simple random sample: n / (1 − n/N); infinite where everyone was asked."""
    if population is None or population < n:
        return float(n)
    return math.inf if n == population else n / (1 - n / population)


def _row(indicator: Indicator, population: int | None, level: float) -> dict[str, object]:
    from kumin.judgement.change import wilson_limits

    assert indicator.result is not None
    p, n = indicator.result.percent / 100, indicator.result.n
    row: dict[str, object] = {
        "survey": indicator.survey or None, "indicator": indicator.id, "n_base": n, "proportion": p, "level": level,
    }  # fmt: skip
    if n is not None and indicator.survey:
        size = effective_size(n, None if indicator.among else population)
        lower, upper = wilson_limits(p, size, level)
        row |= {"lower": lower, "upper": upper, "method": "wilson", "n_eff": size, "deff": n / size}
    return row
