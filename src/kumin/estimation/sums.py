"""The one pass over the answers: every statistic is made from sums that add up over parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kumin.errors import StatisticsError
from kumin.estimation.design import SurveyDesign

STRATUM = "stratum"
PSU = "psu"
WEIGHT = "_weight"
COUNTS = ("asked", "base", "positive")
WEIGHTED = ("wd", "wy", "w2d", "w2y")


@dataclass(frozen=True)
class Indicator:
    """One proportion to estimate: y among d, asked of a.

    Parameters
    ----------
    outcome, base, asked : pl.Expr
        Boolean expressions on the answer frame; null counts as False.
    """

    outcome: pl.Expr
    base: pl.Expr
    asked: pl.Expr | None


@dataclass(frozen=True)
class Sums:
    """Sums by domain cell, stratum and PSU (the frame ``parts``), small however long the answers are.

    ``parts`` has the columns ``by_0`` …, ``stratum`` (String), ``psu`` (any, or absent), ``rows`` (Int64), ``w`` and
    ``w2`` (sums of weights and of their squares over all rows), and for indicator number i ``asked_i``, ``base_i``,
    ``positive_i`` (Int64) and the sums ``wd_i`` Σwd, ``wy_i`` Σwdy, ``w2d_i`` Σw²d, ``w2y_i`` Σw²dy (Float64).
    Without a weight column every weight is 1 here.
    """

    parts: pl.DataFrame
    indicators: int
    by: tuple[str, ...]
    design: SurveyDesign


def indicators_of(
    outcomes: Mapping[str, pl.Expr],
    base: pl.Expr | Mapping[str, pl.Expr] | None,
    asked: pl.Expr | Mapping[str, pl.Expr] | None,
) -> list[Indicator]:
    """Pair each outcome with its base and the rows it was asked of."""

    def pick(given: pl.Expr | Mapping[str, pl.Expr] | None, key: str) -> pl.Expr | None:
        return given.get(key) if isinstance(given, Mapping) else given

    found = []
    for key, outcome in outcomes.items():
        domain = pick(base, key)
        found.append(Indicator(outcome, pl.lit(True) if domain is None else domain, pick(asked, key)))
    return found


def sum_answers(
    frame: pl.DataFrame | pl.LazyFrame, indicators: Sequence[Indicator], by: Sequence[str], design: SurveyDesign
) -> Sums:
    """Run over the answers once.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent. A lazy frame is collected by the streaming engine, so that it may exceed the memory.
    indicators : sequence of Indicator
    by : sequence of str
        Domain columns.
    design : SurveyDesign

    Raises
    ------
    StatisticsError
        A column is missing; a weight is null, negative or infinite; a stratum, PSU or population is null.
    """
    lazy = frame.lazy()
    _require_columns(lazy, [*by, *design.columns])
    rows = lazy.select(
        *(pl.col(name).alias(f"by_{i}") for i, name in enumerate(by)),
        *_design_columns(design),
        *(column for i, indicator in enumerate(indicators) for column in _flags(i, indicator, design)),
    )
    keys = [f"by_{i}" for i in range(len(by))] + [STRATUM] + ([PSU] if design.psu else [])
    aggregates = [*_shared_sums(design), *(s for i, ind in enumerate(indicators) for s in _sums(i, ind, design))]
    parts = rows.group_by(keys).agg(aggregates).collect(engine="streaming")
    _require_sound(parts, design)
    if design.weights is None:
        parts = parts.with_columns(_counts_as_weights(len(indicators)))
    return Sums(parts, len(indicators), tuple(by), design)


def _require_columns(lazy: pl.LazyFrame, needed: Sequence[str]) -> None:
    known = set(lazy.collect_schema().names())
    for name in needed:
        if name not in known:
            raise StatisticsError("statistics_column_missing", name=name)


def _design_columns(design: SurveyDesign) -> list[pl.Expr]:
    stratum = pl.col(design.strata).cast(pl.String) if design.strata else pl.lit("")
    columns = [stratum.alias(STRATUM)]
    if design.psu:
        columns.append(pl.col(design.psu).alias(PSU))
    if design.weights:
        columns.append(pl.col(design.weights).cast(pl.Float64).alias(WEIGHT))
    if isinstance(design.population, str):
        columns.append(pl.col(design.population).cast(pl.Float64).alias("population"))
    return columns


def _flags(i: int, indicator: Indicator, design: SurveyDesign) -> list[pl.Expr]:
    base = indicator.base.fill_null(value=False)
    if design.weights:
        base = base & (pl.col(design.weights) > 0)
    outcome = indicator.outcome.fill_null(value=False) & base
    flags = [base.alias(f"base_{i}"), outcome.alias(f"positive_{i}")]
    if indicator.asked is not None:
        flags.append(indicator.asked.fill_null(value=False).alias(f"asked_{i}"))
    return flags


def _shared_sums(design: SurveyDesign) -> list[pl.Expr]:
    shared = [pl.len().cast(pl.Int64).alias("rows")]
    if design.weights:
        weight = pl.col(WEIGHT)
        shared += [
            weight.sum().alias("w"),
            (weight * weight).sum().alias("w2"),
            (weight.is_finite() & (weight >= 0)).fill_null(value=False).not_().sum().alias("bad_weights"),
        ]
    if isinstance(design.population, str):
        shared += [
            pl.col("population").min(),
            pl.col("population").max().alias("population_max"),
            pl.col("population").null_count().alias("population_nulls"),
        ]
    return shared


def _sums(i: int, indicator: Indicator, design: SurveyDesign) -> list[pl.Expr]:
    base, positive = pl.col(f"base_{i}"), pl.col(f"positive_{i}")
    asked = base if indicator.asked is None else pl.col(f"asked_{i}")
    sums = [
        flag.sum().cast(pl.Int64).alias(f"{name}_{i}")
        for name, flag in zip(COUNTS, (asked, base, positive), strict=True)
    ]
    if design.weights:
        weight = pl.col(WEIGHT)
        for name, flag, term in (
            ("wd", base, weight),
            ("wy", positive, weight),
            ("w2d", base, weight * weight),
            ("w2y", positive, weight * weight),
        ):
            sums.append(pl.when(flag).then(term).otherwise(0.0).sum().alias(f"{name}_{i}"))
    return sums


def _counts_as_weights(indicators: int) -> list[pl.Expr]:
    columns = [pl.col("rows").cast(pl.Float64).alias(name) for name in ("w", "w2")]
    for i in range(indicators):
        for name, count in (("wd", "base"), ("w2d", "base"), ("wy", "positive"), ("w2y", "positive")):
            columns.append(pl.col(f"{count}_{i}").cast(pl.Float64).alias(f"{name}_{i}"))
    return columns


def _require_sound(parts: pl.DataFrame, design: SurveyDesign) -> None:
    if design.weights and (bad := int(parts["bad_weights"].sum())):
        raise StatisticsError("design_weights_bad", name=design.weights, rows=bad)
    for key, column in ((STRATUM, design.strata), (PSU, design.psu)):
        if column and (nulls := int(parts.filter(pl.col(key).is_null())["rows"].sum())):
            raise StatisticsError("design_column_null", name=column, rows=nulls)
    if isinstance(design.population, str) and (nulls := int(parts["population_nulls"].sum())):
        raise StatisticsError("design_column_null", name=design.population, rows=nulls)
