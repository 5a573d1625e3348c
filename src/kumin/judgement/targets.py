"""Does a value meet a target? One place for the rules, as expressions over a frame of indicators."""

from __future__ import annotations

import polars as pl

from kumin.definitions import Plan

TARGETS_SCHEMA = pl.Schema(
    {
        "issue": pl.String,
        "indicator": pl.String,
        "survey": pl.String,
        "comparison": pl.String,
        "target_percent": pl.Float64,
        "previous_year": pl.Int32,
        "previous_percent": pl.Float64,
        "previous_n": pl.Int64,
        "result_percent": pl.Float64,
        "result_n": pl.Int64,
    }
)
"""One row an indicator, in the plan's order: what it is compared with."""


def targets_frame(plan: Plan, fiscal_year: int) -> pl.DataFrame:
    """Lay the plan's indicators out as a frame.

    Parameters
    ----------
    plan : Plan
        The plan.
    fiscal_year : int
        The year being judged: "previous" is the latest published year before it.

    Returns
    -------
    DataFrame
        :data:`TARGETS_SCHEMA`.
    """
    rows = []
    for issue, indicator in plan.indicators():
        year, previous = indicator.previous(fiscal_year) or (None, None)
        rows.append(
            {
                "issue": issue.id,
                "indicator": indicator.id,
                "survey": indicator.survey,
                "comparison": indicator.target.comparison,
                "target_percent": indicator.target.percent,
                "previous_year": year,
                "previous_percent": previous.percent if previous else None,
                "previous_n": previous.n if previous else None,
                "result_percent": indicator.result.percent if indicator.result else None,
                "result_n": indicator.result.n if indicator.result else None,
            }
        )
    return pl.DataFrame(rows, schema=TARGETS_SCHEMA)


def meets_target(value: pl.Expr, target: pl.Expr) -> pl.Expr:
    """Whether ``value`` meets ``target`` by the frame's ``comparison``; null where either is null.

    Both in the same unit; equal values must be equal floats (see :func:`kumin.judgement.rounding.to_units`).
    """
    comparison = pl.col("comparison")
    return (
        pl.when(comparison == "at_least")
        .then(value >= target)
        .when(comparison == "more_than")
        .then(value > target)
        .when(comparison == "at_most")
        .then(value <= target)
        .when(comparison == "less_than")
        .then(value < target)
    )
