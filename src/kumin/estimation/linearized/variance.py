"""Taylor linearisation of a ratio or a total, from the sums alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from kumin.arrays import Floats, Ints, Texts
from kumin.estimation._reasons import KNOWN, NO_SPREAD, only_rounding, reasons, with_overflow, with_statement
from kumin.estimation.linearized._residuals import Projection, model_matrix
from kumin.estimation.linearized._stages import squares
from kumin.estimation.linearized.cell_sums import WEIGHT, CellSums
from kumin.estimation.linearized.strata import Strata
from kumin.estimation.linearized.units import Units, units_of, weight_groups
from kumin.intervals import WeightGroups

ALONE = 1e-6
"""A row whose leverage is this near to 1 is alone in its category."""

ROUNDING = 1e-15
"""A sum of squared deviations below this part of the squares themselves is what rounding leaves of none."""

TIGHT = 1e-11
"""Squares that differ by less of their size have lost too many digits to tell how far."""


@dataclass(frozen=True)
class Ratios:
    """Ratios (or totals) of every domain cell (G rows) and indicator (I columns), with their linearised variance.

    Parameters
    ----------
    n_asked, n_base, n_positive : ndarray of int, shape (G, I)
        Unweighted counts.
    total_base : ndarray of float, shape (G, I)
        Σwd, the weighted size of the base; of a ratio the weighted total that is divided by.
    total_outcome : ndarray of float, shape (G, I)
        Σwdy, the weighted total of the outcome.
    estimate, variance : ndarray of float, shape (G, I)
        NaN where the base is empty.
    centre : ndarray of float, shape (G, I)
        The ratio less the origin of the sums, of which the spread is computed: numbers lose fewer digits near 0.
    kish : ndarray of float, shape (G, I)
        n Σ(1-f)w²d / (Σwd)²: what weighting and the finite population alone do to the variance.
    not_sampled : ndarray of float, shape (G, I)
        Σ(1-f)w²d / Σw²d: the part of the population that was not sampled, 1 where its size is not known.
    spread : ndarray of float, shape (G, I)
        Weighted mean of (y - mean)².
    df : ndarray of float, shape (G, I)
        PSUs less strata, counted among those that hold someone of the base (as ``degf`` of a subset in R's survey).
    not_estimable : ndarray of object, shape (G, I)
        Why there is no standard error, else None: see :data:`kumin.estimation._reasons.REASONS`.
    rows : int
        Rows of the whole sample.
    simple : bool
        It is a simple random sample.
    groups : WeightGroups
        What the sums were made from, a weight apart where the pass was ``by_weight``.
    refitted : ndarray of float, shape (G, I), optional
        Of shares with calibrated weights and without PSUs: the variance that fitting anew without each row gives.
    """

    n_asked: Ints
    n_base: Ints
    n_positive: Ints
    total_base: Floats
    total_outcome: Floats
    estimate: Floats
    centre: Floats
    variance: Floats
    kish: Floats
    not_sampled: Floats
    spread: Floats
    df: Floats
    not_estimable: Texts
    rows: int
    simple: bool
    groups: WeightGroups
    refitted: Floats | None = None


def ratios_of(
    sums: CellSums, strata: Strata, keys: tuple[int, ...], cells: pl.DataFrame, *, total: bool = False
) -> Ratios:
    """Estimate every indicator in every cell of one grouping.

    The linearised variable of a row is z = w d (y - p) / Σwd, for a total z = w d y. Its variance is Σ_h (1 - f_h) m_h
    / (m_h - 1) Σ_a (z_ha - z̄_h)², where z_ha is the total of PSU a of stratum h and PSUs without anyone of the domain
    count with z = 0 (Särndal, Swensson & Wretman 1992, sections 5.5-5.6). Under calibration y - p is replaced by its
    calibrated residual.
    """
    units = units_of(sums, strata, keys, cells)
    shape = (cells.height, sums.indicators)

    def by_cell(values: Floats) -> Floats:
        out = np.zeros(shape)
        here = units.cell >= 0
        np.add.at(out, units.cell[here], values[here])
        return out

    base = units.sums["base"]
    n_base, denominator = by_cell(base), by_cell(units.sums["wd"])
    top = by_cell(units.sums["wy"])
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = top / denominator
        if sums.kind == "share":
            ratio = np.minimum(ratio, 1.0)
        unseen = by_cell(strata.unseen(units.stratum, units.leaf)[:, None] * units.sums["w2d"])
        kish, not_sampled = n_base * unseen / denominator**2, unseen / by_cell(units.sums["w2d"])
    centre, scale = (np.zeros(shape), np.ones(shape)) if total else (ratio, denominator)
    refitted = None
    if sums.design.calibration:
        variance, refitted = _calibrated(units, centre, scale, sums, strata)
    else:
        variance = _linear(units, centre, scale, sums, strata)
    df = _degrees(units, base, sums, strata, shape)
    spread = _mean_square(units, by_cell, ratio, denominator)
    origin = np.array(sums.origin) if sums.origin else np.zeros(shape[1])
    estimate = (top if total else ratio) + (0.0 if total else origin)
    why = with_overflow(_why(units, by_cell, strata, n_base, df), n_base, variance, estimate, denominator)
    variance, why = _without_noise(sums, ratio, estimate, variance, spread, n_base, why, total=total)
    return Ratios(
        n_asked=by_cell(units.sums["asked"]).astype(np.int64),
        n_base=n_base.astype(np.int64),
        n_positive=by_cell(units.sums["positive"]).astype(np.int64),
        total_base=denominator,
        total_outcome=top + origin * denominator,
        estimate=np.where((n_base > 0) & np.isfinite(estimate), estimate, np.nan),
        centre=ratio,
        variance=np.where(n_base > 0, variance, np.nan),
        kish=kish,
        not_sampled=not_sampled,
        spread=spread,
        df=df,
        not_estimable=why,
        rows=int(sums.parts["rows"].sum()),
        simple=sums.design.is_simple,
        groups=weight_groups(units, strata),
        refitted=refitted,
    )


def _why(units: Units, by_cell: Callable[[Floats], Floats], strata: Strata, n_base: Floats, df: Floats) -> Texts:
    base = units.sums["base"]
    lonely = by_cell(np.where(strata.units[units.stratum] > 1, 1.0, 0.0)[:, None] * base) == 0
    varies = by_cell(strata.unseen(units.stratum, units.leaf)[:, None] * base) > 0
    return reasons(n_base, df, (n_base > 0) & ~varies, lonely)


def _without_noise(
    sums: CellSums,
    ratio: Floats,
    estimate: Floats,
    variance: Floats,
    spread: Floats,
    n_base: Floats,
    why: Texts,
    *,
    total: bool,
) -> tuple[Floats, Texts]:
    """Take a variance of rounding alone for 0, and say why it is 0: weights were fitted to this, or nothing varies.

    Nothing is said of shares of 0% and 100%, whose limits do not need a variance.
    """
    zero = only_rounding(variance, estimate, n_base)
    zero = zero if total else zero | (variance * n_base <= TIGHT * ratio**2)
    stated = zero & (ratio > 0) & (ratio < 1) if sums.kind == "share" else zero
    if sums.design.calibration:
        alike = only_rounding(spread, estimate, n_base) | (spread <= TIGHT * ratio**2)
        # the total of what is alike is how many there are of it, which the population tells
        why = with_statement(why, stated & (~alike | total), KNOWN)
    return np.where(zero, 0.0, variance), with_statement(why, stated, NO_SPREAD)


def _mean_square(units: Units, by_cell: Callable[[Floats], Floats], ratio: Floats, denominator: Floats) -> Floats:
    if "wyy" not in units.sums:
        return ratio * (1 - ratio)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.maximum(by_cell(units.sums["wyy"]) / denominator - ratio**2, 0.0)


def _linear(units: Units, centre: Floats, scale: Floats, sums: CellSums, strata: Strata) -> Floats:
    """Variance without calibration: only rows of the cell carry anything."""
    shape = centre.shape
    with np.errstate(invalid="ignore", divide="ignore"):
        p, denominator = centre[units.cell], scale[units.cell]
        z = (units.sums["wy"] - p * units.sums["wd"]) / denominator
        each = z**2 if sums.design.psu else row_squares(units.sums, p) / denominator**2
    slots = units.cell * len(strata.names) + units.stratum
    later = squares(strata.within, units.cell, units.leaf, z, shape[0])
    if sums.design.psu and (WEIGHT in units.frame.columns or sums.design.several):
        z, slots = _by_psu(z, slots, units)
        each = z**2
    flat = (shape[0] * len(strata.names), shape[1])
    sum_squares, sum_z = np.zeros(flat), np.zeros(flat)
    np.add.at(sum_squares, slots, each)
    np.add.at(sum_z, slots, z)
    cube = (shape[0], len(strata.names), shape[1])
    spread = sum_squares.reshape(cube) - strata.mean_part[None, :, None] * sum_z.reshape(cube) ** 2
    variance: Floats = np.maximum((strata.scale[None, :, None] * spread).sum(axis=1) + later, 0.0)
    return variance


def _by_psu(z: Floats, slots: Ints, units: Units) -> tuple[Floats, Ints]:
    """Add up z by cell and PSU, where the parts are finer than that."""
    of_cell = units.cell * (int(units.psu.max(initial=-1)) + 1) + units.psu
    _, first, code = np.unique(of_cell, return_index=True, return_inverse=True)
    totals = np.zeros((first.size, z.shape[1]))
    np.add.at(totals, code, z)
    return totals, slots[first]


def row_squares(sums: dict[str, Floats], p: Floats) -> Floats:
    """Σ w² d (y - p)², written so that for y of 0 and 1 nothing cancels."""
    w2d, w2y = sums["w2d"], sums["w2y"]
    if "w2yy" in sums:
        found = sums["w2yy"] - 2 * p * w2y + p**2 * w2d
        # what overflowed (NaN) is no 0
        nothing = np.isfinite(found) & (found <= ROUNDING * (sums["w2yy"] + p**2 * w2d))
        return np.where(nothing, 0.0, found)
    squares: Floats = w2y * (1 - p) ** 2 + (w2d - w2y) * p**2
    return squares


def _calibrated(
    units: Units, centre: Floats, scale: Floats, sums: CellSums, strata: Strata
) -> tuple[Floats, Floats | None]:
    """Variance from calibrated residuals: rows outside the cell carry minus what the regression expects of them.

    The second is that of shares without PSUs with residuals over 1 - h, h the part of a row's own value that its fit
    takes from it: what fitting the weights anew without each row gives (the jackknife; MacKinnon & White 1985, Journal
    of Econometrics 29). A row alone in its category (h = 1) has no residual; it counts with its distance from the
    share, as if its category were left out.
    """
    calibration = sums.design.calibration
    assert calibration is not None
    frame = units.frame
    fit = "v" if calibration.residual_weights == "base" else "rows"
    project = Projection(model_matrix(frame, calibration), frame[fit].to_numpy().astype(float))
    w, w2 = frame["w"].to_numpy()[:, None], frame["w2"].to_numpy()[:, None]
    by_row = frame[fit].to_numpy() / np.maximum(frame["rows"].to_numpy(), 1)
    leverage = np.minimum(project.leverage(by_row), 1.0)[:, None]
    alone = leverage > 1 - ALONE
    raised = 1 / np.where(alone, 1.0, 1 - leverage)
    refits = sums.kind == "share" and not sums.design.psu
    first, second = sums_of_fit(sums, fit)
    variance, refitted = np.full(centre.shape, np.nan), np.full(centre.shape, np.nan)
    for g in range(centre.shape[0]):
        inside = (units.cell == g)[:, None]
        here = {name: np.where(inside, values, 0.0) for name, values in units.sums.items()}
        with np.errstate(invalid="ignore", divide="ignore"):
            fitted = project.fitted((here[second] - centre[g] * here[first]) / scale[g])
            z = (here["wy"] - centre[g] * here["wd"]) / scale[g] - w * fitted
            each = _residual_squares(here, centre[g], scale[g], fitted, w2)
            variance[g] = _spread(z, each, units, sums, strata)
            if refits:
                raw = (here["wy"] - centre[g] * here["wd"]) / scale[g]
                z = np.where(alone, raw, z * raised)
                each = np.where(alone, row_squares(here, centre[g]) / scale[g] ** 2, each * raised**2)
                refitted[g] = _spread(z, each, units, sums, strata)
    return variance, refitted if refits else None


def sums_of_fit(sums: CellSums, fit: str) -> tuple[str, str]:
    """Name the sums of the base and of the outcome with the weights of the regression that gives the residuals."""
    if fit == "v":
        return "vd", "vy"
    return ("x" if sums.kind == "ratio" else "base"), ("positive" if sums.kind == "share" else "y")


def _residual_squares(here: dict[str, Floats], p: Floats, scale: Floats, fitted: Floats, w2: Floats) -> Floats:
    """Σ w² (d(y - p)/scale - fitted)² over the rows of each part."""
    base = here.get("w2n", here["w2d"])
    outside = (w2 - base) * fitted**2
    if "w2yy" in here:
        error = here.get("w2o", here["w2y"]) - p * here.get("w2x", here["w2d"])
        inside = row_squares(here, p) / scale**2 - 2 * fitted * error / scale + fitted**2 * base
    else:
        rest = here["w2d"] - here["w2y"]
        inside = here["w2y"] * ((1 - p) / scale - fitted) ** 2 + rest * (p / scale + fitted) ** 2
    squares: Floats = inside + outside
    return squares


def _spread(z: Floats, each: Floats, units: Units, sums: CellSums, strata: Strata) -> Floats:
    """Σ_h scale_h (Σ_a z_ha² - (Σ_a z_ha)² / m_h), and what later stages add, from the z of parts; shape (I,)."""
    stratum = units.stratum
    later = squares(strata.within, np.zeros_like(stratum), units.leaf, z, 1)[0]
    if sums.design.psu:
        count = int(units.psu.max(initial=-1)) + 1
        totals, of_psu = np.zeros((count, z.shape[1])), np.zeros(count, dtype=np.int64)
        np.add.at(totals, units.psu, z)
        of_psu[units.psu] = stratum
        z, each, stratum = totals, totals**2, of_psu
    sum_squares, sum_z = (np.zeros((len(strata.names), z.shape[1])) for _ in range(2))
    np.add.at(sum_squares, stratum, each)
    np.add.at(sum_z, stratum, z)
    spread: Floats = strata.scale @ (sum_squares - strata.mean_part[:, None] * sum_z**2) + later
    out: Floats = np.maximum(spread, 0.0)
    return out


def _degrees(units: Units, base: Floats, sums: CellSums, strata: Strata, shape: tuple[int, int]) -> Floats:
    """PSUs (or rows) with someone of the base, less the strata that hold them."""
    inside = units.cell >= 0
    cell, stratum = units.cell[inside], units.stratum[inside]
    present = base[inside]
    flat = np.zeros((shape[0] * len(strata.names), shape[1]))
    np.maximum.at(flat, cell * len(strata.names) + stratum, (present > 0).astype(float))
    strata_present = flat.reshape(shape[0], len(strata.names), shape[1]).sum(axis=1)
    counts = np.zeros(shape)
    if sums.design.psu:
        psus = int(units.psu.max(initial=-1)) + 1
        seen = np.zeros((shape[0] * psus, shape[1]), dtype=bool)
        np.logical_or.at(seen, cell * psus + units.psu[inside], present > 0)
        counts = seen.reshape(shape[0], psus, shape[1]).sum(axis=1).astype(float)
    else:
        np.add.at(counts, cell, present)
    degrees: Floats = counts - strata_present
    return degrees
