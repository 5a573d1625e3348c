"""The one pass over the answers: every statistic is made from sums that add up over parts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import polars as pl

from kumin.errors import StatisticsError
from kumin.estimation._reasons import COMPUTABLE
from kumin.estimation._refusals import missing_column, polars_errors, require_boolean, require_numbers, require_plain
from kumin.estimation.design import SurveyDesign
from kumin.estimation.expressions import Condition, condition_of
from kumin.estimation.indicators import Indicator, Nulls, NumberNulls, both
from kumin.estimation.linearized._repeated import named_sums, repeated_sums
from kumin.estimation.linearized._stages import PSU, STRATUM, key_columns, later_columns, later_keys, population_columns
from kumin.estimation.linearized.cell_sums import WEIGHT, CellSums

#: Up to this many rows a frame in memory is summed in row order.
IN_MEMORY_ROWS = 100_000
COUNTS = ("asked", "base", "positive")
#: Weighted sums of an indicator: name → (summed over the positive ones?, power of the weight).
WEIGHTED = {"wd": (False, 1), "wy": (True, 1), "w2d": (False, 2), "w2y": (True, 2)}
#: Sums with the weights before calibration.
BASE_WEIGHTED = {"vd": (False, 1), "vy": (True, 1)}


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
    indicators = [part for one in indicators for part in both(one)]
    weighs = pl.col(design.weights).fill_null(1) > 0 if design.weights else pl.lit(value=True)
    gaps = [_gap(one) & one.base.fill_null(value=False) & weighs for one in indicators]
    with polars_errors():
        counted = only(lazy, [gap.cast(pl.Int64).alias(str(k)) for k, gap in enumerate(gaps)]).sum()
        found = counted.collect(engine=engine_for(frame)).row(0)
    for one, rows in zip(indicators, found, strict=True):
        if rows:
            raise StatisticsError("statistics_nulls", name=one.name, rows=rows)


def require_values(
    frame: pl.DataFrame | pl.LazyFrame,
    columns: Sequence[str],
    base: Condition | None,
    design: SurveyDesign,
    nulls: NumberNulls,
) -> None:
    """Under ``nulls="fail"`` refuse rows of a base that lack a value in one of some columns."""
    known = [pl.when(pl.col(name).is_not_null()).then(statement=True) for name in columns]
    inside = condition_of(base)
    indicators = [Indicator(one, inside, name=name) for one, name in zip(known, columns, strict=True)]
    require_no_nulls(frame, indicators, design, nulls)


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
) -> CellSums:
    """Run over the answers once; see :func:`sum_groupings`."""
    return sum_groupings(frame, indicators, [by], design, by_weight=by_weight)[0]


def sum_groupings(
    frame: pl.DataFrame | pl.LazyFrame,
    indicators: Sequence[Indicator],
    groupings: Sequence[Sequence[str]],
    design: SurveyDesign,
    *,
    by_weight: bool = False,
) -> list[CellSums]:
    """Sum the answers by several crossings of columns, all in one pass.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent. A lazy frame is collected by the streaming engine, so that it may exceed the memory, as is
        one of more than :data:`IN_MEMORY_ROWS`; sums may then differ in the last bit from run to run.
    indicators : sequence of Indicator
    groupings : sequence of sequence of str
        Domain columns of each crossing.
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
    every = list(dict.fromkeys(name for by in groupings for name in by))
    require_columns(lazy, [*every, *design.columns])
    _require_conditions(lazy, indicators)
    columns = [pl.col(name).alias(f"by_{i}") for i, name in enumerate(every)] + design_columns(design)
    flags = [flag for i, indicator in enumerate(indicators) for flag in _flags(i, indicator, design)]
    sums = [one for i, indicator in enumerate(indicators) for one in _sums(i, indicator, design)]
    repeated = repeated_sums(indicators)
    rows = only(lazy, columns + [flag for flag in flags if flag.meta.output_name() not in repeated])
    shared = shared_sums(design)
    aggregates = [*shared, *(one for one in sums if one.meta.output_name() not in repeated)]
    kept = [*design_keys(design), *([WEIGHT] if by_weight and design.weights else [])]
    plans = []
    for by in groupings:
        keys = {f"by_{k}": pl.col(f"by_{every.index(name)}") for k, name in enumerate(by)}
        # named anew only after the pass, which all groupings share
        grouped = rows.group_by([*(key.alias(f"{name} ") for name, key in keys.items()), *kept]).agg(aggregates)
        plans.append(grouped.rename({f"{name} ": name for name in keys}).sort([*keys, *kept]))
    with polars_errors():
        tables = pl.collect_all(plans, engine=engine_for(frame))
    for parts in tables:
        require_sound(parts, design)
    named = [one.meta.output_name() for one in (*shared, *sums)]
    stacked = named_sums(tables, [repeated.get(name, name) for name in named], named)
    if not design.weights:
        stacked = stacked.with_columns(_counts_as_weights([i for i, one in enumerate(indicators) if not one.numeric]))
    kinds = tuple(one.kind for one in indicators)
    found, start = [], 0
    for parts, by in zip(tables, groupings, strict=True):
        own_keys = parts.select([*(f"by_{k}" for k in range(len(by))), *kept])
        of_grouping = stacked.slice(start, parts.height)
        found.append(CellSums(pl.concat([own_keys, of_grouping], how="horizontal"), kinds, tuple(by), design))
        start += parts.height
    return found


NARROW = 1e-6
"""Squares of numbers that differ by less of their size are summed anew, of what is above their mean."""


def above_means(
    frame: pl.DataFrame | pl.LazyFrame,
    indicators: Sequence[Indicator],
    by: Sequence[str],
    design: SurveyDesign,
    sums: CellSums,
) -> tuple[list[Indicator], CellSums]:
    """Sum numbers that differ little for their size anew, less their mean (a ratio: less so many times x).

    Σw²y² - (Σw²y)²/Σw² of 100,000,000.1 and 100,000,000.4 has no digit left; of what is above the mean it has them all
    (Chan, Golub & LeVeque 1983, The American Statistician 37).
    """
    origin = [0.0] * len(indicators)
    for i, one in enumerate(indicators):
        if one.numeric and f"w2yy_{i}" in sums.parts.columns:
            wd, wy, w2d, w2y, w2yy = (
                float(sums.parts[f"{name}_{i}"].sum()) for name in ("wd", "wy", "w2d", "w2y", "w2yy")
            )
            mean = wy / wd if wd else 0.0
            if mean and math.isfinite(mean) and w2yy - 2 * mean * w2y + mean * mean * w2d < NARROW * w2yy:
                origin[i] = mean
    if not any(origin):
        return list(indicators), sums
    moved = [
        replace(one, outcome=one.outcome.cast(pl.Float64) - mean * _divisor(one))
        for one, mean in zip(indicators, origin, strict=True)
    ]
    return moved, replace(sum_answers(frame, moved, by, design), origin=tuple(origin))


def _divisor(indicator: Indicator) -> pl.Expr:
    return pl.lit(1.0) if indicator.below is None else indicator.below.cast(pl.Float64)


def _require_conditions(lazy: pl.LazyFrame, indicators: Sequence[Indicator]) -> None:
    conditions = [(ind.name, ind.base) for ind in indicators]
    conditions += [(ind.name, ind.asked) for ind in indicators if ind.asked is not None]
    conditions += [(ind.name, ind.outcome) for ind in indicators if not ind.numeric]
    require_boolean(lazy, conditions)
    require_numbers(lazy, [(one.name, one.outcome) for ind in indicators if ind.numeric for one in both(ind)])


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
    """Refuse a frame that lacks a column, or one whose name Polars would read as a pattern."""
    with polars_errors():
        known = set(lazy.collect_schema().names())
    for name in needed:
        require_plain(name)
        if name not in known:
            raise missing_column(name, known)


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
        columns.append(pl.col(first.population).cast(pl.Float64).fill_nan(None).alias("population"))
    if design.calibration:
        columns.append(pl.col(design.calibration.base_weights).cast(pl.Float64).alias("base_weight"))
        columns += [pl.col(name).alias(f"aux_{i}") for i, name in enumerate(design.calibration.columns)]
    return columns


def _flags(i: int, indicator: Indicator, design: SurveyDesign) -> list[pl.Expr]:
    base = indicator.base.fill_null(value=False)
    if design.weights:
        base = base & (pl.col(design.weights) > 0)
    flags: list[pl.Expr] = []
    if indicator.numeric:
        value = indicator.outcome.cast(pl.Float64)
        base = base & value.is_finite().fill_null(value=False)
        if indicator.below is not None:
            below = indicator.below.cast(pl.Float64)
            base = base & below.is_finite().fill_null(value=False)
            flags = [pl.when(base).then(below).otherwise(0.0).alias(f"below_{i}")]
        flags += [base.alias(f"base_{i}"), pl.when(base).then(value).otherwise(0.0).alias(f"positive_{i}")]
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
        sound = ((weight == 0) | weight.is_between(*COMPUTABLE)).fill_null(value=False)
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
    if indicator.below is not None:
        return sums + _ratio_sums(i, weight, calibrated=design.calibration is not None)
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


def _ratio_sums(i: int, weight: pl.Expr, *, calibrated: bool) -> list[pl.Expr]:
    x, y, squared = pl.col(f"below_{i}"), pl.col(f"positive_{i}"), weight * weight
    terms = {"wd": weight * x, "wy": weight * y}
    terms |= {"w2d": squared * x * x, "w2y": squared * x * y, "w2yy": squared * y * y}
    if calibrated:
        base = pl.when(pl.col(f"base_{i}")).then(squared).otherwise(0.0)
        first = pl.col("base_weight")
        terms |= {"vd": first * x, "vy": first * y, "x": x, "y": y, "w2n": base, "w2x": squared * x, "w2o": squared * y}
    return [term.sum().alias(f"{name}_{i}") for name, term in terms.items()]


def _counts_as_weights(places: Sequence[int]) -> list[pl.Expr]:
    return [
        pl.col(f"{'positive' if of_outcome else 'base'}_{i}").cast(pl.Float64).alias(f"{name}_{i}")
        for i in places
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
