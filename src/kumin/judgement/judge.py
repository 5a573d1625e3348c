"""達成状況: estimates and a plan → A or B for every indicator, with the evidence beside it."""

from __future__ import annotations

import polars as pl

from kumin.definitions import Plan
from kumin.judgement.rounding import percent_units, to_percent, to_units
from kumin.judgement.targets import meets_target, targets_frame

ACHIEVED, NOT_ACHIEVED = "A", "B"
CLEAR, WITHIN_ERROR = "clear", "within_error"

JUDGEMENTS_SCHEMA = pl.Schema(
    {
        "issue": pl.String,
        "indicator": pl.String,
        "survey": pl.String,
        "n_base": pl.Int64,
        "n_positive": pl.Int64,
        "percent": pl.Float64,
        "lower_percent": pl.Float64,
        "upper_percent": pl.Float64,
        "comparison": pl.String,
        "target_percent": pl.Float64,
        "judgement": pl.String,
        "evidence": pl.String,
        "previous_percent": pl.Float64,
        "change_points": pl.Float64,
        "flags": pl.String,
    }
)
"""One row an indicator, in the plan's order. What is not known is null, never 0."""


def judge(estimates: pl.DataFrame, plan: Plan, *, fiscal_year: int | None = None) -> pl.DataFrame:
    """Judge every indicator of a plan.

    The official judgement compares the *published* percent, rounded half up from the counts to the plan's decimals,
    with the stated target, as a reader of the table would. ``evidence`` is ``clear`` where the whole interval lies on
    the judgement's side of the target, else ``within_error``.

    Parameters
    ----------
    estimates : DataFrame
        One row an indicator: ``indicator``, ``n_base``, ``n_positive``, ``proportion``, ``lower``, ``upper``
        (proportions 0–1). Where ``n_positive`` is null, ``proportion`` is taken as published. Rows of domains are not
        meant here.
    plan : Plan
        The plan.
    fiscal_year : int, optional
        The year the estimates are of; default the plan's.

    Returns
    -------
    DataFrame
        :data:`JUDGEMENTS_SCHEMA`. Flags: ``no_result`` (no estimate, or nobody in the base), ``rounding_decides`` (the
        unrounded percent would judge otherwise), ``differs_from_published`` (the plan states another percent for this
        year), ``small_base`` (fewer than 30 in the base).
    """
    year = plan.fiscal_year if fiscal_year is None else fiscal_year
    decimals = plan.decimals
    needed = ["indicator", "n_base", "n_positive", "proportion", "lower", "upper"]
    frame = targets_frame(plan, year).join(estimates.select(needed), on="indicator", how="left", maintain_order="left")
    counted = percent_units(pl.col("n_positive"), pl.col("n_base"), decimals)
    stated = to_units(pl.col("proportion") * 100, decimals).add(0.5).floor()
    frame = frame.with_columns(units=pl.coalesce(counted, stated.cast(pl.Int64)))
    frame = frame.with_columns(met=meets_target(pl.col("units").cast(pl.Float64), _target_units(decimals)))
    frame = frame.with_columns(
        percent=to_percent(pl.col("units"), decimals),
        lower_percent=pl.col("lower") * 100,
        upper_percent=pl.col("upper") * 100,
        judgement=pl.when("met").then(pl.lit(ACHIEVED)).when(~pl.col("met")).then(pl.lit(NOT_ACHIEVED)),
        evidence=_evidence(),
        change_points=to_percent(_change_units(decimals), decimals),
        flags=_flags(decimals, own_year=year == plan.fiscal_year),
    )
    return frame.select(JUDGEMENTS_SCHEMA.names()).cast(dict(JUDGEMENTS_SCHEMA))


def _target_units(decimals: int) -> pl.Expr:
    return to_units(pl.col("target_percent"), decimals)


def _change_units(decimals: int) -> pl.Expr:
    """Difference of the published percents, so that a reader who subtracts them finds it."""
    return (pl.col("units") - to_units(pl.col("previous_percent"), decimals)).round(6)


def _evidence() -> pl.Expr:
    """Both ends of the interval judge like the published percent: clear."""
    target = pl.col("target_percent") / 100
    same = (meets_target(pl.col("lower"), target) == pl.col("met")) & (
        meets_target(pl.col("upper"), target) == pl.col("met")
    )
    return pl.when(same).then(pl.lit(CLEAR)).when(~same).then(pl.lit(WITHIN_ERROR))


def _flags(decimals: int, *, own_year: bool) -> pl.Expr:
    # exact, in integers: k·10^(2+d)/n against the target in units, multiplied out
    exact = pl.col("n_positive") * 10 ** (2 + decimals)
    target = _target_units(decimals) * pl.col("n_base")
    exact_met = meets_target(exact.cast(pl.Float64), target)
    published_differs = pl.col("units") != to_units(pl.col("result_percent"), decimals)
    rules = {
        "no_result": pl.col("units").is_null(),
        "rounding_decides": exact_met != pl.col("met"),
        "differs_from_published": published_differs & pl.lit(own_year),
        "small_base": pl.col("n_base") < 30,
    }
    return pl.concat_str(
        [pl.when(rule).then(pl.lit(name)) for name, rule in rules.items()], separator=";", ignore_nulls=True
    )
