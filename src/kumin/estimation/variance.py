"""Taylor linearisation of a ratio, from the sums alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from kumin.estimation.strata import Floats, Strata
from kumin.estimation.sums import PSU, STRATUM, Sums

Ints = np.ndarray[tuple[int, ...], np.dtype[np.int64]]


@dataclass(frozen=True)
class Ratios:
    """Proportions of every domain cell (G rows) and indicator (I columns), with their linearised variance.

    Parameters
    ----------
    n_asked, n_base, n_positive : ndarray of int, shape (G, I)
        Unweighted counts.
    total_base : ndarray of float, shape (G, I)
        Σwd, the weighted size of the base.
    proportion, variance : ndarray of float, shape (G, I)
        NaN where the base is empty.
    kish : ndarray of float, shape (G, I)
        n Σ(1-f)w²d / (Σwd)²: what weighting and the finite population alone do to the variance.
    df : ndarray of float, shape (G, I)
        PSUs less strata, counted among those that hold someone of the base (as ``degf`` of a subset in R's survey).
    rows : int
        Rows of the whole sample.
    """

    n_asked: Ints
    n_base: Ints
    n_positive: Ints
    total_base: Floats
    proportion: Floats
    variance: Floats
    kish: Floats
    df: Floats
    rows: int


def cells_of(sums: Sums, keys: tuple[int, ...]) -> pl.DataFrame:
    """List the domain cells of one grouping of the ``by`` columns, sorted; rows without a value have no cell."""
    names = [f"by_{k}" for k in keys]
    if not names:
        return pl.DataFrame({"cell": [0]}, schema={"cell": pl.UInt32})
    return sums.parts.select(names).drop_nulls().unique().sort(names).with_row_index("cell")


def ratios_of(sums: Sums, strata: Strata, keys: tuple[int, ...], cells: pl.DataFrame) -> Ratios:
    """Estimate every indicator in every cell of one grouping.

    The linearised variable of a row is z = w d (y - p) / Σwd. Its variance is
    Σ_h (1 - f_h) m_h / (m_h - 1) Σ_a (z_ha - z̄_h)², where z_ha is the total of PSU a of stratum h and PSUs without
    anyone of the domain count with z = 0 (Särndal, Swensson & Wretman 1992, section 5.6).
    """
    units = _units(sums, strata, keys, cells)
    cell = units["cell"].to_numpy()
    stratum = units["stratum_index"].to_numpy()
    size = (cells.height, sums.indicators)

    def column(name: str) -> Floats:
        if not sums.indicators:
            return np.zeros((units.height, 0))
        return units.select(f"{name}_{i}" for i in range(sums.indicators)).to_numpy().astype(float)

    def by_cell(values: Floats) -> Floats:
        out = np.zeros(size)
        np.add.at(out, cell, values)
        return out

    row_weight = strata.weight[stratum][:, None]
    base = column("base")
    wd, wy = column("wd") * row_weight, column("wy") * row_weight
    w2d, w2y = column("w2d") * row_weight**2, column("w2y") * row_weight**2
    n_base, total = by_cell(base), by_cell(wd)
    with np.errstate(invalid="ignore", divide="ignore"):
        p = by_cell(wy) / total
        p = np.where(p > 1, 1.0, p)
        kish = n_base * by_cell(strata.fpc[stratum][:, None] * w2d) / total**2
        here = p[cell]
        z = (wy - here * wd) / total[cell]
        rows_squared = (w2y * (1 - here) ** 2 + (w2d - w2y) * here**2) / total[cell] ** 2
        squares = z**2 if sums.design.psu else rows_squared
    variance = _between(z, squares, cell, stratum, strata, size)
    present = (base > 0) if sums.design.psu else base
    strata_present = np.zeros((size[0] * len(strata.names), size[1]))
    np.maximum.at(strata_present, cell * len(strata.names) + stratum, base > 0)
    df = by_cell(present.astype(float)) - strata_present.reshape(size[0], len(strata.names), size[1]).sum(axis=1)
    return Ratios(
        n_asked=by_cell(column("asked")).astype(np.int64),
        n_base=n_base.astype(np.int64),
        n_positive=by_cell(column("positive")).astype(np.int64),
        total_base=total,
        proportion=p,
        variance=np.where(n_base > 0, variance, np.nan),
        kish=kish,
        df=df,
        rows=int(sums.parts["rows"].sum()),
    )


def _units(sums: Sums, strata: Strata, keys: tuple[int, ...], cells: pl.DataFrame) -> pl.DataFrame:
    """Add up by cell, stratum and PSU, with the row number of the cell and of the stratum."""
    names = [f"by_{k}" for k in keys]
    index = pl.DataFrame({STRATUM: strata.names}).with_row_index("stratum_index")
    parts = sums.parts.join(index, on=STRATUM)
    parts = parts.join(cells, on=names) if names else parts.with_columns(pl.lit(0, dtype=pl.UInt32).alias("cell"))
    grouping = ["cell", "stratum_index", *([PSU] if sums.design.psu else [])]
    return parts.group_by(grouping, maintain_order=True).agg(pl.col(r"^(asked|base|positive|wd|wy|w2d|w2y)_\d+$").sum())


def _between(z: Floats, squares: Floats, cell: Ints, stratum: Ints, strata: Strata, size: tuple[int, int]) -> Floats:
    """Σ_h scale_h (Σ_a z_ha² - (Σ_a z_ha)² / m_h) of every cell and indicator."""
    slots = cell.astype(np.int64) * len(strata.names) + stratum
    shape = (size[0], len(strata.names), size[1])
    flat = (size[0] * len(strata.names), size[1])
    sum_squares, sum_z = np.zeros(flat), np.zeros(flat)
    np.add.at(sum_squares, slots, squares)
    np.add.at(sum_z, slots, z)
    mean_part = np.where(strata.center, 0.0, 1 / np.maximum(strata.units, 1))[None, :, None]
    spread = sum_squares.reshape(shape) - mean_part * sum_z.reshape(shape) ** 2
    variance: Floats = np.maximum((strata.scale[None, :, None] * spread).sum(axis=1), 0.0)
    return variance
