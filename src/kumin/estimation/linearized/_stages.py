"""Stages after the first: their columns and units, and what sampling within units adds to a variance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from kumin.arrays import Bools, Floats, Ints, Texts, add_up_rows, products_of
from kumin.errors import StatisticsError
from kumin.estimation._reasons import COMPUTABLE
from kumin.estimation.design import Stage, SurveyDesign
from kumin.numbers import shortest

STRATUM, PSU = "stratum", "psu"
AVERAGED = "average"


@dataclass(frozen=True)
class Later:
    """A stage after the first.

    Parameters
    ----------
    unit : ndarray of int, shape (L,)
        Its unit of each leaf, a leaf being a unit of the last stage.
    stratum : ndarray of int, shape (units,)
        Stratum of each unit: a stratum of this stage within one unit of the stage before.
    scale : ndarray of float, shape (strata,)
        As of :class:`kumin.estimation.linearized.strata.Strata`, times the sampling fractions of all earlier stages.
    mean_part : ndarray of float, shape (strata,)
    """

    unit: Ints
    stratum: Ints
    scale: Floats
    mean_part: Floats


@dataclass(frozen=True)
class Within:
    """All stages after the first, and what a leaf has from all stages together.

    Parameters
    ----------
    later : tuple of Later
    weight : ndarray of float, shape (L,)
        Product of N / m over all stages where the design has no weights; else 1.
    sampled : ndarray of float, shape (L,)
        Product of the sampling fractions of all stages.
    """

    later: tuple[Later, ...]
    weight: Floats
    sampled: Floats


def later_stages(design: SurveyDesign) -> Iterator[tuple[int, Stage]]:
    """Give every stage after the first with its number, where more than the first enters the variance."""
    if design.several:
        yield from enumerate(design.stages[1:], start=2)


def later_keys(design: SurveyDesign) -> list[str]:
    """Name the columns of :func:`later_columns` that answers are grouped by."""
    return [name for k, stage in later_stages(design) for name in _keys(k, stage)]


def _keys(k: int, stage: Stage) -> list[str]:
    return [*([f"{STRATUM}_{k}"] if stage.strata else []), f"{PSU}_{k}"]


def later_columns(design: SurveyDesign) -> list[pl.Expr]:
    """Make the columns of later stages: stratum_2, psu_2, population_2 …."""
    out = []
    for k, stage in later_stages(design):
        out.append(pl.col(stage.psu or "").alias(f"{PSU}_{k}"))
        if stage.strata:
            out.append(pl.col(stage.strata).cast(pl.String).alias(f"{STRATUM}_{k}"))
        if isinstance(stage.population, str):
            out.append(pl.col(stage.population).cast(pl.Float64).fill_nan(None).alias(f"population_{k}"))
    return out


def population_columns(design: SurveyDesign) -> list[tuple[str, str]]:
    """Pair the columns that hold the population of a stage with their names in the answers."""
    first = design.stages[0].population
    pairs = [("population", first)] if isinstance(first, str) else []
    return pairs + [
        (f"population_{k}", stage.population) for k, stage in later_stages(design) if isinstance(stage.population, str)
    ]


def key_columns(design: SurveyDesign) -> list[tuple[str, str]]:
    """Pair the columns of strata and units of all stages with their names in the answers."""
    numbered = [("", design.stages[0]), *((f"_{k}", stage) for k, stage in later_stages(design))]
    pairs = [
        (f"{name}{end}", given) for end, one in numbered for name, given in ((STRATUM, one.strata), (PSU, one.psu))
    ]
    return [(key, given) for key, given in pairs if given]


def leaves_of(parts: pl.DataFrame, design: SurveyDesign) -> Ints:
    """Give numbers to the units of the last stage; 0 for all where only the first enters the variance."""
    if not design.several:
        return np.zeros(parts.height, dtype=np.int64)
    return codes(parts, [STRATUM, PSU, *later_keys(design)])


def codes(parts: pl.DataFrame, names: Sequence[str]) -> Ints:
    """Give numbers to the combinations of some columns."""
    return parts.select(pl.struct(names).rank("dense").cast(pl.Int64) - 1).to_series().to_numpy()


def within_of(parts: pl.DataFrame, design: SurveyDesign, fraction: Floats, weight: Floats, choice: Texts) -> Within:
    """Work out the stages after the first of a design where they enter the variance.

    Parameters
    ----------
    parts : pl.DataFrame
        Sums of the answers, with the columns of the design.
    design : SurveyDesign
    fraction, weight, choice : ndarray, shape (parts,)
        Of each part its first stage's sampling fraction, N / m, and what to do with a lonely unit.

    Raises
    ------
    StatisticsError
        A population varies within a unit or is smaller than the sample, or a unit has one sampled unit within it that
        is not all of it, under ``lonely_psu="fail"``.
    """
    leaf = leaves_of(parts, design)
    _, first = np.unique(leaf, return_index=True)
    table, above, weighs = parts[first.tolist()], fraction[first], weight[first].copy()
    path, later = [STRATUM, PSU], []
    for k, stage in later_stages(design):
        stratum_keys = [*path, *([f"{STRATUM}_{k}"] if stage.strata else [])]
        path = [*path, *_keys(k, stage)]
        of_leaf, unit = codes(table, stratum_keys), codes(table, path)
        stratum = np.zeros(int(unit.max(initial=-1)) + 1, dtype=np.int64)
        stratum[unit] = of_leaf
        m = np.bincount(stratum).astype(np.float64)
        names = table.select(pl.concat_str([pl.col(n).cast(pl.String) for n in stratum_keys], separator=" / "))
        label = _by_code(of_leaf, names.to_series().str.strip_prefix(" / ").to_numpy())
        size = _sizes(parts, stage, k, of_leaf[leaf], m, label)
        fpc = _corrections(m, size, label)
        lonely, how = (m < 2) & (fpc > 0), _by_code(of_leaf, choice[first])
        later.append(_stage(unit, stratum, m, fpc, lonely, how, _by_code(of_leaf, above), label))
        if design.weights is None:
            weighs *= (size / m)[of_leaf]
        above = above * (1 - fpc)[of_leaf]
    return Within(tuple(later), weighs, above)


def _by_code(code: Ints, values: np.ndarray) -> np.ndarray:
    """Take one of the values of every code."""
    out = np.empty(int(code.max(initial=-1)) + 1, dtype=values.dtype)
    out[code] = values
    return out


def _sizes(parts: pl.DataFrame, stage: Stage, k: int, stratum: Ints, m: Floats, label: Texts) -> Floats:
    """N of every stratum of a stage; infinite where it is not given."""
    if stage.population is None:
        return np.full(m.shape, np.inf)
    if not isinstance(stage.population, str):
        return np.full(m.shape, float(stage.population))  # type: ignore[arg-type]  # no mapping: the design saw to it
    low, high = np.full(m.shape, np.inf), np.full(m.shape, -np.inf)
    np.minimum.at(low, stratum, parts[f"population_{k}"].to_numpy())
    np.maximum.at(high, stratum, parts[f"population_{k}_max"].to_numpy())
    if (uneven := np.flatnonzero(low != high)).size:
        raise StatisticsError("design_population_uneven", name=stage.population, stratum=label[uneven[0]])
    return low


def _corrections(m: Floats, size: Floats, label: Texts) -> Floats:
    if (over := np.flatnonzero(m > size * (1 + 1e-9))).size:
        at = int(over[0])
        given = shortest(float(size[at]))
        raise StatisticsError("design_population_too_small", stratum=label[at], units=int(m[at]), population=given)
    with np.errstate(invalid="ignore"):
        return corrections(m, size)


def corrections(m: Floats, size: Floats) -> Floats:
    """Finite population corrections 1 - m / N, 1 where N is infinite, 0 where all are sampled.

    Raises
    ------
    StatisticsError
        An N is finite, and beyond what can be computed with.
    """
    if (np.isfinite(size) & (size > COMPUTABLE[1])).any():
        raise StatisticsError("design_population_beyond")
    with np.errstate(invalid="ignore", divide="ignore"):
        fpc: Floats = np.where(np.isinf(size), 1.0, np.clip(1 - m / size, 0.0, 1.0))
    fpc[fpc < 1e-9] = 0.0
    return fpc


def scales(m: Floats, fpc: Floats, lonely: Bools, choice: Texts) -> tuple[Floats, Floats]:
    """Scale and mean part of every stratum of a stage, by what is to be done with its lonely unit.

    A stratum that adds as much as the others do on average raises them all by strata / (strata without it).
    """
    scale = fpc * np.where(m > 1, m / np.maximum(m - 1, 1), 0.0)
    center, average = lonely & (choice == "center"), lonely & (choice == AVERAGED)
    raised = m.size / (m.size - average.sum()) if average.sum() < m.size else 1.0
    return raised * np.where(center, fpc, scale), np.where(center, 0.0, 1 / np.maximum(m, 1))


def _stage(
    unit: Ints, stratum: Ints, m: Floats, fpc: Floats, lonely: Bools, choice: Texts, above: Floats, label: Texts
) -> Later:
    refused = lonely & (choice == "fail")
    if (lonely & (choice == AVERAGED)).all() and lonely.size:
        refused = lonely
    if refused.any():
        raise StatisticsError("design_lonely_psu", strata=", ".join(label[refused][:SHOWN].tolist()))
    scale, mean_part = scales(m, fpc, lonely, choice)
    return Later(unit, stratum, above * scale, mean_part)


SHOWN = 10
"""Strata that an error names; within units there may be thousands."""


def products(within: Within | None, leaf: Ints, z: Floats) -> Floats | float:
    """Covariance (..., K, K) that later stages add, from the linearised variables of rows or parts, (..., rows, K)."""
    total: Floats | float = 0.0
    for stage in within.later if within else ():
        units = add_up_rows(stage.unit[leaf], z, stage.stratum.size)
        sums = add_up_rows(stage.stratum, units, stage.scale.size)
        total = total + products_of(units, stage.scale[stage.stratum])
        total = total - products_of(sums, stage.scale * stage.mean_part)
    return total


def squares(within: Within | None, cell: Ints, leaf: Ints, z: Floats, cells: int) -> Floats:
    """Variance (cells, K) that later stages add in each cell, from z of parts, shape (parts, K)."""
    total = np.zeros((cells, z.shape[1]))
    for stage in within.later if within else ():
        of_cell, unit, units = _added(cell, stage.unit[leaf], z)
        stratum = stage.stratum[unit]
        np.add.at(total, of_cell, stage.scale[stratum][:, None] * units**2)
        of_cell, stratum, sums = _added(of_cell, stratum, units)
        np.add.at(total, of_cell, -(stage.scale * stage.mean_part)[stratum][:, None] * sums**2)
    return total


def _added(cell: Ints, code: Ints, z: Floats) -> tuple[Ints, Ints, Floats]:
    """Add z up by cell and code: the cell and code of each sum, and the sums."""
    size = int(code.max(initial=0)) + 1
    slots, place = np.unique(cell * size + code, return_inverse=True)
    sums = np.zeros((slots.size, z.shape[1]))
    np.add.at(sums, place, z)
    return slots // size, slots % size, sums
