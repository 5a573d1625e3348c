"""The one pass over the answers: every statistic is made from sums that add up over parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from kumin.errors import StatisticsError, choices
from kumin.estimation._refusals import polars_errors, require_boolean, require_indicators, require_numbers
from kumin.estimation._stages import PSU, STRATUM, key_columns, later_columns, later_keys, population_columns
from kumin.estimation.design import SurveyDesign

Nulls = Literal["fail", "drop", "false"]
"""What a null outcome in the base is: refused, out of the base, or not counting."""
NumberNulls = Literal["fail", "drop"]
"""What a row of the base without a number is: refused, or out of the base."""
#: Up to this many rows a frame in memory is summed in row order.
IN_MEMORY_ROWS = 100_000
COUNTS = ("asked", "base", "positive")
#: Weighted sums of an indicator: name → (summed over the positive ones?, power of the weight).
WEIGHTED = {"wd": (False, 1), "wy": (True, 1), "w2d": (False, 2), "w2y": (True, 2)}
#: Sums with the weights before calibration.
BASE_WEIGHTED = {"vd": (False, 1), "vy": (True, 1)}


@dataclass(frozen=True)
class Indicator:
    """One variable to estimate: y among d, asked of a.

    Parameters
    ----------
    outcome : pl.Expr
        Boolean (null counts as False), or a number where ``numeric`` (null leaves the base). What else a null may mean
        has been settled by :func:`indicators_of`.
    base, asked : pl.Expr
        Boolean expressions on the answer frame; null counts as False.
    numeric : bool
        The outcome is a number: its mean or total is wanted, not a share.
    name : str
        What an error calls it.
    """

    outcome: pl.Expr
    base: pl.Expr
    asked: pl.Expr | None = None
    numeric: bool = False
    name: str = ""


@dataclass(frozen=True)
class Sums:
    """Sums by domain cell, stratum and PSU (the frame ``parts``), small however long the answers are.

    ``parts`` has the columns ``by_0`` …, ``stratum`` (String), ``psu`` (any, or absent), those of later stages
    (``stratum_2``, ``psu_2`` …, where they enter the variance), ``aux_0`` … (the columns of a calibration, or absent),
    ``rows`` (Int64), ``w``, ``w2`` and ``v`` (sums of weights, of their squares and of base
    weights over all rows; ``v`` only under calibration), and for indicator number i ``asked_i``, ``base_i``,
    ``positive_i`` (Int64) and Float64 sums: ``wd_i`` Σwd, ``wy_i`` Σwdy, ``w2d_i`` Σw²d, ``w2y_i`` Σw²dy, for numbers
    ``wyy_i`` Σwdy² and ``w2yy_i`` Σw²dy², under calibration ``vd_i``, ``vy_i`` with base weights, for numbers
    also ``y_i`` Σdy. Without a weight column every weight is 1 here.
    """

    parts: pl.DataFrame
    indicators: int
    by: tuple[str, ...]
    design: SurveyDesign
    numeric: bool = False


def indicators_of(
    outcomes: Mapping[str, pl.Expr],
    base: pl.Expr | Mapping[str, pl.Expr] | None,
    asked: pl.Expr | Mapping[str, pl.Expr] | None,
    *,
    numeric: bool = False,
    nulls: Nulls = "false",
) -> list[Indicator]:
    """Pair each outcome with its base and the rows it was asked of.

    Parameters
    ----------
    outcomes, base, asked
        As for :func:`kumin.estimation.proportions`.
    numeric : bool
        The outcomes are numbers.
    nulls : {"fail", "drop", "false"}
        ``drop`` takes rows without an outcome out of the base. ``fail`` is for :func:`require_no_nulls` to see to.

    Raises
    ------
    StatisticsError
        A key of ``base`` or ``asked`` is no outcome, or nulls of numbers are to count as False.
    """
    if nulls not in ("fail", "drop", "false") or (numeric and nulls == "false"):
        allowed = ("fail", "drop") if numeric else ("fail", "drop", "false")
        raise StatisticsError("argument_choice", name="nulls", value=nulls, **choices(nulls, allowed))
    for argument, given in (("base", base), ("asked", asked)):
        if isinstance(given, Mapping):
            require_indicators(argument, given, outcomes)

    def pick(given: pl.Expr | Mapping[str, pl.Expr] | None, key: str) -> pl.Expr | None:
        return given.get(key) if isinstance(given, Mapping) else given

    found = []
    for key, outcome in outcomes.items():
        domain = pick(base, key)
        inside = pl.lit(value=True) if domain is None else domain
        if nulls == "drop" and not numeric:
            inside = inside & outcome.is_not_null()
        found.append(Indicator(outcome, inside, pick(asked, key), numeric, key))
    return found


def require_no_nulls(
    frame: pl.DataFrame | pl.LazyFrame, indicators: Sequence[Indicator], design: SurveyDesign, nulls: Nulls
) -> None:
    """Under ``nulls="fail"`` refuse rows of a base that have no outcome, by name and number; else do nothing.

    Rows of weight 0 are in no base. A number that is infinite or no number is none.
    """
    if nulls != "fail":
        return
    lazy = frame.lazy()
    _require_conditions(lazy, indicators)
    require_columns(lazy, design.columns)
    weighs = pl.col(design.weights).fill_null(1) > 0 if design.weights else pl.lit(value=True)
    gaps = [_gap(one) & one.base.fill_null(value=False) & weighs for one in indicators]
    with polars_errors():
        counted = only(lazy, [gap.cast(pl.Int64).alias(str(k)) for k, gap in enumerate(gaps)]).sum()
        found = counted.collect(engine=engine_for(frame)).row(0)
    for one, rows in zip(indicators, found, strict=True):
        if rows:
            raise StatisticsError("statistics_nulls", name=one.name, rows=rows)


def _gap(indicator: Indicator) -> pl.Expr:
    if indicator.numeric:
        return indicator.outcome.cast(pl.Float64).is_finite().fill_null(value=False).not_()
    return indicator.outcome.is_null()


def sum_answers(
    frame: pl.DataFrame | pl.LazyFrame,
    indicators: Sequence[Indicator],
    by: Sequence[str],
    design: SurveyDesign,
    *,
    by_weight: bool = False,
) -> Sums:
    """Run over the answers once.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent. A lazy frame is collected by the streaming engine, so that it may exceed the memory, as is
        one of more than :data:`IN_MEMORY_ROWS`; sums may then differ in the last bit from run to run.
    indicators : sequence of Indicator
    by : sequence of str
        Domain columns.
    design : SurveyDesign
    by_weight : bool
        Keep rows of different weights apart (key ``weight``), for R's likelihood interval.

    Raises
    ------
    StatisticsError
        A column is missing or an expression cannot be computed; a condition is not boolean; a weight is null, negative
        or infinite; a stratum, PSU or population is null.
    """
    lazy = frame.lazy()
    require_columns(lazy, [*by, *design.columns])
    _require_conditions(lazy, indicators)
    columns = [pl.col(name).alias(f"by_{i}") for i, name in enumerate(by)] + design_columns(design)
    columns += [column for i, indicator in enumerate(indicators) for column in _flags(i, indicator, design)]
    rows = only(lazy, columns)
    aggregates = [*shared_sums(design), *(s for i, ind in enumerate(indicators) for s in _sums(i, ind, design))]
    keys = [f"by_{i}" for i in range(len(by))] + design_keys(design)
    if by_weight and design.weights:
        keys.append("weight")
    with polars_errors():
        parts = rows.group_by(keys).agg(aggregates).collect(engine=engine_for(frame)).sort(keys)
    require_sound(parts, design)
    numeric = any(indicator.numeric for indicator in indicators)
    if design.weights is None and not numeric:
        parts = parts.with_columns(_counts_as_weights(len(indicators)))
    return Sums(parts, len(indicators), tuple(by), design, numeric)


def _require_conditions(lazy: pl.LazyFrame, indicators: Sequence[Indicator]) -> None:
    conditions = [(ind.name, ind.base) for ind in indicators]
    conditions += [(ind.name, ind.asked) for ind in indicators if ind.asked is not None]
    conditions += [(ind.name, ind.outcome) for ind in indicators if not ind.numeric]
    require_boolean(lazy, conditions)
    require_numbers(lazy, [(ind.name, ind.outcome) for ind in indicators if ind.numeric])


def engine_for(frame: pl.DataFrame | pl.LazyFrame) -> Literal["auto", "in-memory", "streaming"]:
    """Stream what is lazy or long; sum the rest in the order of its rows, quickly and the same to the last bit.

    A lazy frame is summed by the engine that the user has set in Polars (``pl.Config.set_engine_affinity``: streaming,
    GPU, remote), if any.
    """
    if isinstance(frame, pl.LazyFrame):
        chosen = pl.Config.state()
        if chosen.get("POLARS_ENGINE_AFFINITY") or chosen.get("set_engine_affinity"):
            return "auto"
    long = isinstance(frame, pl.LazyFrame) or frame.height > IN_MEMORY_ROWS
    return "streaming" if long else "in-memory"


def only(lazy: pl.LazyFrame, columns: Sequence[pl.Expr]) -> pl.LazyFrame:
    """Select expressions, a value for every row even where all of them are literals."""
    return lazy.with_columns(columns).select(column.meta.output_name() for column in columns)


def require_columns(lazy: pl.LazyFrame, needed: Sequence[str]) -> None:
    """Refuse a frame that lacks a column."""
    with polars_errors():
        known = set(lazy.collect_schema().names())
    for name in needed:
        if name not in known:
            raise StatisticsError("statistics_column_missing", name=name)


def design_keys(design: SurveyDesign) -> list[str]:
    """Name the columns that :func:`design_columns` makes and sums are grouped by."""
    aux = design.calibration.columns if design.calibration else []
    units = [PSU] if design.psu else []
    return [STRATUM, *units, *later_keys(design), *(f"aux_{i}" for i in range(len(aux)))]


def design_columns(design: SurveyDesign) -> list[pl.Expr]:
    """Make the design's columns, under names of their own: stratum, psu, aux_0 …, weight, base_weight, population …."""
    first = design.stages[0]
    stratum = pl.col(first.strata).cast(pl.String) if first.strata else pl.lit("")
    columns = [stratum.alias(STRATUM), *later_columns(design)]
    if first.psu:
        columns.append(pl.col(first.psu).alias(PSU))
    if design.weights:
        columns.append(pl.col(design.weights).cast(pl.Float64).alias("weight"))
    if isinstance(first.population, str):
        columns.append(pl.col(first.population).cast(pl.Float64).alias("population"))
    if design.calibration:
        columns.append(pl.col(design.calibration.base_weights).cast(pl.Float64).alias("base_weight"))
        columns += [pl.col(name).alias(f"aux_{i}") for i, name in enumerate(design.calibration.columns)]
    return columns


def _flags(i: int, indicator: Indicator, design: SurveyDesign) -> list[pl.Expr]:
    base = indicator.base.fill_null(value=False)
    if design.weights:
        base = base & (pl.col(design.weights) > 0)
    if indicator.numeric:
        value = indicator.outcome.cast(pl.Float64)
        base = base & value.is_finite().fill_null(value=False)
        flags = [base.alias(f"base_{i}"), pl.when(base).then(value).otherwise(0.0).alias(f"positive_{i}")]
    else:
        outcome = indicator.outcome.fill_null(value=False) & base
        flags = [base.alias(f"base_{i}"), outcome.alias(f"positive_{i}")]
    if indicator.asked is not None:
        flags.append(indicator.asked.fill_null(value=False).alias(f"asked_{i}"))
    return flags


def shared_sums(design: SurveyDesign) -> list[pl.Expr]:
    """Sum over all rows of a part, and gather what :func:`require_sound` looks at."""
    shared = [pl.len().cast(pl.Int64).alias("rows")]
    if design.weights:
        weight = pl.col("weight")
        sound = (weight.is_finite() & (weight >= 0)).fill_null(value=False)
        shared += [
            weight.sum().alias("w"),
            (weight * weight).sum().alias("w2"),
            sound.not_().sum().cast(pl.Int64).alias("bad_weights"),
        ]
    else:
        shared += [pl.len().cast(pl.Float64).alias(name) for name in ("w", "w2")]
    if design.calibration:
        shared.append(pl.col("base_weight").sum().alias("v"))
    for name, _ in population_columns(design):
        population = pl.col(name)
        shared += [
            population.min(),
            population.max().alias(f"{name}_max"),
            population.null_count().cast(pl.Int64).alias(f"{name}_nulls"),
        ]
    return shared


def _sums(i: int, indicator: Indicator, design: SurveyDesign) -> list[pl.Expr]:
    base, positive = pl.col(f"base_{i}"), pl.col(f"positive_{i}")
    asked = base if indicator.asked is None else pl.col(f"asked_{i}")
    counted = base if indicator.numeric else positive
    sums = [
        flag.sum().cast(pl.Int64).alias(f"{name}_{i}")
        for name, flag in zip(COUNTS, (asked, base, counted), strict=True)
    ]
    if not design.weights and not indicator.numeric:
        return sums
    weight = pl.col("weight") if design.weights else pl.lit(1.0)
    terms = [(name, weight if power == 1 else weight * weight, y) for name, (y, power) in WEIGHTED.items()]
    if design.calibration:
        terms += [(name, pl.col("base_weight"), y) for name, (y, _) in BASE_WEIGHTED.items()]
    for name, term, of_outcome in terms:
        if of_outcome and indicator.numeric:
            sums.append((term * positive).sum().alias(f"{name}_{i}"))
        else:
            flag = positive if of_outcome else base
            sums.append(pl.when(flag).then(term).otherwise(0.0).sum().alias(f"{name}_{i}"))
    if indicator.numeric:
        sums += [
            (weight * positive * positive).sum().alias(f"wyy_{i}"),
            (weight * weight * positive * positive).sum().alias(f"w2yy_{i}"),
        ]
        sums += [positive.sum().alias(f"y_{i}")] if design.calibration else []
    return sums


def _counts_as_weights(indicators: int) -> list[pl.Expr]:
    return [
        pl.col(f"{'positive' if of_outcome else 'base'}_{i}").cast(pl.Float64).alias(f"{name}_{i}")
        for i in range(indicators)
        for name, (of_outcome, _) in WEIGHTED.items()
    ]


def require_sound(parts: pl.DataFrame, design: SurveyDesign) -> None:
    """Refuse weights that are no weights and design columns with gaps."""
    if design.weights and (bad := int(parts["bad_weights"].sum())):
        raise StatisticsError("design_weights_bad", name=design.weights, rows=bad)
    for key, column in key_columns(design):
        if nulls := int(parts.filter(pl.col(key).is_null())["rows"].sum()):
            raise StatisticsError("design_column_null", name=column, rows=nulls)
    for name, column in population_columns(design):
        if nulls := int(parts[f"{name}_nulls"].sum()):
            raise StatisticsError("design_column_null", name=column, rows=nulls)
