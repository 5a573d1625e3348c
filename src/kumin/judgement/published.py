"""Percentages that a plan states itself, as estimates: for judging without raw answers."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kumin.definitions import Indicator, Plan
from kumin.estimation.columns import ESTIMATES, estimate_columns
from kumin.judgement.audit import unique_count
from kumin.judgement.change import published_year

PUBLISHED_SCHEMA = pl.Schema(
    {
        "survey": pl.String,
        "stated": pl.Boolean,
        "estimate": pl.Float64(),
        **estimate_columns(*(name for name in ESTIMATES.schema if name != "n_asked")),
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
        The plan; indicators without ``result`` are left out, and so are numbers from no survey.
    populations : mapping of survey key to int, optional
        Sizes of the populations.
    level : float
        Confidence level.

    Returns
    -------
    DataFrame
        :data:`PUBLISHED_SCHEMA`; ``n_positive`` is known where the plan states it, or where only one count
        of n has the printed percent. A number that a survey measures has ``estimate`` and no error.
    """
    # a weighted percent is that of no count
    counted = plan.official == "unweighted"
    rows = [
        _row(indicator, (populations or {}).get(indicator.survey), level, plan.decimals_of(indicator), counted=counted)
        for _, indicator in plan.indicators()
        if indicator.result is not None and (indicator.survey or not indicator.unit)
    ]
    return pl.DataFrame(rows, schema=PUBLISHED_SCHEMA)


def _row(
    indicator: Indicator, population: int | None, level: float, decimals: int, *, counted: bool
) -> dict[str, object]:
    assert indicator.result is not None
    n = indicator.result.n
    if indicator.unit:
        value = float(indicator.result.printed(decimals))
        return {"survey": indicator.survey, "indicator": indicator.id, "n_base": n, "estimate": value}
    count = unique_count(indicator.result, decimals) if counted else indicator.result.count
    p = count / n if count is not None and n else float(indicator.result.printed(decimals)) / 100
    whole = population if not indicator.among else None
    row = published_year(p, n if indicator.survey else None, population=whole, level=level)
    size = row.get("n_eff")
    known = {"method": "wilson", "deff": n / size} if n and size else {}
    head = {"survey": indicator.survey or None, "indicator": indicator.id, "n_base": n, "n_positive": count}
    return row | known | head | {"stated": True}
