"""Covariances of the shares, means or ratios of all cells of one grouping, from the sums alone."""

from __future__ import annotations

import numpy as np
import polars as pl

from kumin.arrays import Floats
from kumin.estimation.linearized._residuals import Projection, model_matrix
from kumin.estimation.linearized._stages import products
from kumin.estimation.linearized.cell_sums import CellSums
from kumin.estimation.linearized.strata import Strata
from kumin.estimation.linearized.units import Units, units_of
from kumin.estimation.linearized.variance import Ratios, row_squares, sums_of_fit


def covariance_of(
    sums: CellSums, strata: Strata, keys: tuple[int, ...], cells: pl.DataFrame, ratios: Ratios
) -> tuple[Floats, Floats]:
    """Give the covariance matrix of one variable's estimates in all cells, and the degrees of freedom of every pair.

    The linearised variable of cell g is z = w d_g (y - p_g) / Σwd_g, under calibration less its fitted value; its
    covariance with that of cell l is Σ_h scale_h (Σ_a z_g z_l - mean_part (Σ_a z_g) (Σ_a z_l)), and what later stages
    add.

    Parameters
    ----------
    sums : CellSums
        Of one variable.
    strata, keys, cells
        As for :func:`kumin.estimation.linearized.variance.ratios_of`.
    ratios : Ratios
        What that gave.

    Returns
    -------
    tuple of ndarray, shape (G, G)
        Covariances, 0 where a cell is empty; PSUs (or rows) less strata, among those of either cell.
    """
    units = units_of(sums, strata, keys, cells)
    size, inside = cells.height, np.flatnonzero(units.cell >= 0)
    cell, mass = units.cell[inside], units.sums["base"][:, 0]
    p, below = (np.nan_to_num(values[:, 0]) for values in (ratios.centre, ratios.total_base))
    scale = np.divide(1.0, below, out=np.zeros(size), where=below != 0)
    own = np.zeros((units.cell.size, size))
    wy, wd = (units.sums[name][inside, 0] for name in ("wy", "wd"))
    own[inside, cell] = (wy - p[cell] * wd) * scale[cell]
    expected = _expected(units, sums, p, scale) if sums.design.calibration else np.zeros_like(own)
    z = own - units.frame["w"].to_numpy()[:, None] * expected
    if sums.design.psu:
        totals, stratum = np.zeros((int(units.psu.max(initial=-1)) + 1, size)), _of_psu(units)
        np.add.at(totals, units.psu, z)
        between = (totals * strata.scale[stratum][:, None]).T @ totals
    else:
        between = _row_products(units, sums, strata, p, scale, expected)
    of_stratum = np.zeros((len(strata.names), size))
    np.add.at(of_stratum, units.stratum, z)
    means = (of_stratum * (strata.scale * strata.mean_part)[:, None]).T @ of_stratum
    later = products(strata.within, units.leaf, z)
    return between - means + later, _degrees(units, mass, size, clustered=bool(sums.design.psu))


def _of_psu(units: Units) -> np.ndarray:
    stratum = np.zeros(int(units.psu.max(initial=-1)) + 1, dtype=np.int64)
    stratum[units.psu] = units.stratum
    return stratum


def _expected(units: Units, sums: CellSums, p: Floats, scale: Floats) -> Floats:
    """Fit each cell's variable on what the weights were calibrated to; shape (U, G)."""
    calibration = sums.design.calibration
    assert calibration is not None
    fit = "v" if calibration.residual_weights == "base" else "rows"
    project = Projection(model_matrix(units.frame, calibration), units.frame[fit].to_numpy().astype(float))
    first, second = (units.sums[name][:, 0] for name in sums_of_fit(sums, fit))
    inside = (units.cell[:, None] == np.arange(p.size)) * scale
    return project.fitted((second[:, None] - p * first[:, None]) * inside)


def _row_products(units: Units, sums: CellSums, strata: Strata, p: Floats, scale: Floats, expected: Floats) -> Floats:
    """Σ scale_h z_g z_l over rows: a row is in one cell alone, so that only fitted values go across cells."""
    inside = np.flatnonzero(units.cell >= 0)
    cell, by_row = units.cell[inside], strata.scale[units.stratum]
    here = {name: values[inside, 0] for name, values in units.sums.items()}
    squares = row_squares(here, p[cell]) * scale[cell] ** 2
    found: Floats = np.diag(np.bincount(cell, squares * by_row[inside], minlength=p.size).astype(float))
    if sums.design.calibration:
        error = here.get("w2o", here["w2y"]) - p[cell] * here.get("w2x", here["w2d"])
        own = np.zeros_like(expected)
        own[inside, cell] = error * scale[cell] * by_row[inside]
        crossed = own.T @ expected
        squared = expected * (by_row * units.frame["w2"].to_numpy())[:, None]
        found = found - crossed - crossed.T + expected.T @ squared
    return found


def _degrees(units: Units, mass: Floats, size: int, *, clustered: bool) -> Floats:
    def pairs(code: np.ndarray) -> Floats:
        """Count those of either of two cells."""
        present = np.zeros((int(code.max(initial=-1)) + 1, size))
        present[code[known], units.cell[known]] = 1.0
        each = present.sum(axis=0)
        either: Floats = each[:, None] + each[None, :] - present.T @ present
        return either

    known = (units.cell >= 0) & (mass > 0)
    if clustered:
        counted = pairs(units.psu)
    else:
        n: Floats = np.bincount(units.cell[known], mass[known], minlength=size).astype(float)
        counted = n[:, None] + n[None, :] - np.diag(n)
    return counted - pairs(units.stratum)
