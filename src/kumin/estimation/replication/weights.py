"""Replicate weights: bootstrap, jackknife and balanced repeated replication, for any statistic of weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl

from kumin.arrays import Bools, Floats, Ints, add_up
from kumin.errors import StatisticsError
from kumin.estimation import door
from kumin.estimation.design import SurveyDesign
from kumin.estimation.door import statistic
from kumin.estimation.replication.hadamard import hadamard
from kumin.estimation.strata import Strata, strata_of
from kumin.estimation.sums import (
    PSU,
    STRATUM,
    design_columns,
    design_keys,
    only,
    require_columns,
    require_sound,
    shared_sums,
)
from kumin.estimation.weights._margins import base_weights
from kumin.numbers import shortest

Around = Literal["estimate", "mean"]
Kind = Literal["bootstrap", "jackknife", "brr"]


FAR_FROM_ONE = 0.5
"""The multipliers of a unit average to about 1; further off than this they are weights, or made for others."""
LARGEST_SPREAD, SMALLEST_SPREAD = 3.0, 0.02
"""Between these lies Σ scale (multiplier - 1)² of a typical unit, for the bootstrap, jackknife, BRR and Fay's."""


@dataclass(frozen=True)
class Replicates:
    """Replicate weights, kept as multipliers of units so that they stay small.

    Parameters
    ----------
    weights : ndarray of float, shape (rows,)
        Full-sample weights.
    unit : ndarray of int, shape (rows,)
        PSU of each row, or the row itself.
    multipliers : ndarray of float, shape (units, R)
        What the weights of a unit are multiplied by in each replicate.
    scales : ndarray of float, shape (R,)
        The variance is Σ_r scale_r (θ_r - θ)².
    df : float
        PSUs less strata.
    around : {"estimate", "mean"}
        What replicates deviate from: the full-sample estimate, or their own mean (R's default, ``mse = FALSE``).
    stratum : ndarray of int, shape (units,), optional
        Stratum of each unit; without it all are of one.

    Raises
    ------
    StatisticsError
        Shapes do not fit, a value is missing or negative, the multipliers are whole weights (they do not average to 1),
        or the scales are not those of the multipliers (the variance would be many times too large or too small).

    Examples
    --------
    The jackknife of four rows:

    >>> leave_out = np.where(np.eye(4) == 1, 0.0, 4 / 3)
    >>> jackknife = Replicates(np.ones(4), np.arange(4), leave_out, np.full(4, 3 / 4), df=3.0)
    >>> jackknife.matrix().shape
    (4, 4)
    """

    weights: Floats
    unit: Ints
    multipliers: Floats
    scales: Floats
    df: float
    around: Around = "estimate"
    stratum: Ints | None = None

    def __post_init__(self) -> None:
        self._require_shapes()
        if not self.multipliers.size or not self.unit.size:
            return
        typical = float(np.median(np.abs(self.multipliers.mean(axis=1))))
        if abs(typical - 1) > FAR_FROM_ONE:
            raise StatisticsError("replicates_multipliers", mean=shortest(typical))
        # of every known kind Σ scale (multiplier - 1)² of a unit is about 1, less the part of the population sampled
        spread = float(np.median(((self.multipliers - 1) ** 2 * self.scales).sum(axis=1)))
        if spread > LARGEST_SPREAD or 0 < spread < SMALLEST_SPREAD:
            raise StatisticsError("replicates_scales", spread=shortest(spread))

    def _require_shapes(self) -> None:
        weights, unit, multipliers, scales = self.weights, self.unit, self.multipliers, self.scales
        fits = (
            weights.ndim == unit.ndim == scales.ndim == 1
            and multipliers.ndim == 2
            and unit.size == weights.size
            and scales.size == multipliers.shape[1]
            and unit.dtype.kind in "iu"
            and (not unit.size or (unit.min() >= 0 and unit.max() < multipliers.shape[0]))
            and (self.stratum is None or self.stratum.shape == multipliers.shape[:1])
        )
        if not fits:
            raise StatisticsError("replicates_shapes")
        sound = all(np.isfinite(values).all() for values in (weights, multipliers, scales)) and (scales >= 0).all()
        if not (sound and (weights >= 0).all() and self.around in ("estimate", "mean")):
            raise StatisticsError("replicates_values")

    def degrees(self, present: Bools) -> Floats:
        """Units less strata, counted among the rows of masks (rows, K); shape (K,)."""
        units = np.zeros((self.multipliers.shape[0], present.shape[1]), dtype=bool)
        np.logical_or.at(units, self.unit, present)
        stratum = np.zeros(units.shape[0], dtype=np.int64) if self.stratum is None else self.stratum
        strata = np.zeros((int(stratum.max(initial=-1)) + 1, present.shape[1]), dtype=bool)
        np.logical_or.at(strata, stratum, units)
        out: Floats = units.sum(axis=0).astype(np.float64) - strata.sum(axis=0)
        return out

    def nothing_varies(self, present: Bools) -> Bools:
        """Tell of which masks (rows, K) every replicate weighs all rows as the full sample does; shape (K,)."""
        if not np.any(self.scales):
            return np.ones(present.shape[1], dtype=bool)
        fixed = (self.multipliers == 1).all(axis=1)[self.unit]
        out: Bools = ~(present & ~fixed[:, None]).any(axis=0)
        return out

    def matrix(self) -> Floats:
        """Replicate weights themselves, shape (rows, R)."""
        out: Floats = self.weights[:, None] * self.multipliers[self.unit]
        return out

    def totals(self, values: Floats) -> tuple[Floats, Floats]:
        """Weighted totals of values (rows, K): of the full sample (K,) and of the replicates (R, K)."""
        size = self.multipliers.shape[0]
        weighted = values * self.weights[:, None]
        by_unit = np.column_stack([add_up(self.unit, column, size) for column in weighted.T])
        replicated: Floats = self.multipliers.T @ by_unit
        return weighted.sum(axis=0), replicated

    def variance(self, estimate: Floats, replicated: Floats) -> Floats:
        """Variance of estimates (K,) from their replicates (R, K).

        A replicate in which a statistic cannot be computed (NaN) adds nothing, and the others count for it.
        """
        known = np.isfinite(replicated)
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = np.where(known, replicated, 0.0).sum(axis=0) / known.sum(axis=0)
            centre = estimate if self.around == "estimate" else mean
            terms = np.where(known, replicated - centre, 0.0) ** 2 * self.scales[:, None]
            variance: Floats = terms.sum(axis=0) * self.scales.sum() / (known * self.scales[:, None]).sum(axis=0)
        return variance


@statistic(
    kind=door.one_of("bootstrap", "jackknife", "brr"),
    around=door.one_of("estimate", "mean"),
    replicates=door.whole(2),
)
def replicate_weights(
    frame: pl.DataFrame | pl.LazyFrame,
    *,
    design: SurveyDesign | None = None,
    kind: Kind = "bootstrap",
    replicates: int = 1000,
    fay: float = 0.0,
    seed: int = 1,
    around: Around = "estimate",
) -> Replicates:
    """Make replicate weights for a design.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent.
    design : SurveyDesign, optional
        A calibration is refused: fit the weights anew in each replicate instead.
    kind : {"bootstrap", "jackknife", "brr"}
        ``bootstrap``: Rao & Wu's rescaling bootstrap (1988, JASA 83), m_h - 1 of m_h units drawn with replacement in
        each stratum. ``jackknife``: each unit left out once, by stratum (R's JK1 and JKn). ``brr``: half-samples
        balanced by a Hadamard matrix, for exactly two units a stratum, without finite population correction.
    replicates : int
        Of the bootstrap.
    fay : float
        Fay's factor for ``brr``, 0 up to but not 1: the half left out keeps this part of its weight.
    seed : int
        Of the bootstrap; equal seeds give equal weights.
    around : {"estimate", "mean"}
        What replicates deviate from, see :class:`Replicates`.

    Returns
    -------
    Replicates

    Raises
    ------
    StatisticsError
        The design has a calibration, a stratum has a single unit (or, for ``brr``, not two), or a number is out of
        range.
    """
    design, rows = design or SurveyDesign(), frame.lazy().collect()
    if design.calibration is not None:
        raise StatisticsError("replicates_calibrated")
    if not 0 <= fay < 1 or replicates < 2:
        raise StatisticsError("replicates_number", fay=fay, replicates=replicates)
    require_columns(rows.lazy(), design.columns)
    strata, stratum, unit = _units(rows, design)
    if kind == "bootstrap":
        multipliers, scales = _bootstrap(strata, stratum, replicates, np.random.default_rng(seed))
    elif kind == "jackknife":
        multipliers, scales = _jackknife(strata, stratum)
    else:
        multipliers, scales = _brr(strata, stratum, fay)
    df = float(strata.units.sum() - len(strata.names))
    return Replicates(base_weights(rows, design), unit, multipliers, scales, df, around, stratum)


def _units(rows: pl.DataFrame, design: SurveyDesign) -> tuple[Strata, Ints, Ints]:
    """Strata, the stratum number of each unit (sorted), and the unit number of each row."""
    columns = only(rows.lazy(), design_columns(design))
    parts = columns.group_by(design_keys(design)).agg(shared_sums(design)).collect()
    require_sound(parts, design)
    strata = strata_of(parts, design)
    index = pl.DataFrame({STRATUM: strata.names}).with_row_index("stratum_index")
    keyed = columns.with_row_index("row").collect().join(index, on=STRATUM, how="left", maintain_order="left")
    within = pl.col(PSU) if design.psu else pl.col("row")
    unit = keyed.select(pl.struct("stratum_index", within).rank("dense").cast(pl.Int64) - 1).to_series().to_numpy()
    stratum = np.zeros(int(unit.max(initial=-1)) + 1, dtype=np.int64)
    stratum[unit] = keyed["stratum_index"].cast(pl.Int64).to_numpy()
    return strata, stratum, unit


def _require_two(strata: Strata, stratum: Ints) -> None:
    lonely = [k for k in range(len(strata.names)) if (stratum == k).sum() < 2 and strata.fpc[k] > 0]
    if lonely:
        raise StatisticsError("design_lonely_psu", strata=", ".join(strata.names[k] for k in lonely))


def _bootstrap(strata: Strata, stratum: Ints, replicates: int, generator: np.random.Generator) -> tuple[Floats, Floats]:
    """1 + √(1-f) (m/(m-1) t - 1), t the times a unit is drawn among m - 1 draws."""
    _require_two(strata, stratum)
    multipliers = np.ones((stratum.size, replicates))
    for k in range(len(strata.names)):
        here = np.flatnonzero(stratum == k)
        m = here.size
        if m > 1:
            drawn = generator.integers(m, size=(replicates, m - 1)) + m * np.arange(replicates)[:, None]
            times = np.bincount(drawn.ravel(), minlength=m * replicates).reshape(replicates, m).T
            multipliers[here] = 1 + np.sqrt(strata.fpc[k]) * (times * (m / (m - 1)) - 1)
    return multipliers, np.full(replicates, 1 / replicates)


def _jackknife(strata: Strata, stratum: Ints) -> tuple[Floats, Floats]:
    """One replicate a unit: it weighs 0, the others of its stratum m/(m-1); scale (1-f)(m-1)/m."""
    _require_two(strata, stratum)
    counts = np.bincount(stratum, minlength=len(strata.names)).astype(float)
    m = counts[stratum]
    usable = np.flatnonzero(m > 1)
    with np.errstate(divide="ignore"):
        raised = np.where(m > 1, m / (m - 1), 1.0)
    multipliers = np.where(stratum[:, None] == stratum[usable], raised[:, None], 1.0)
    multipliers[usable, np.arange(usable.size)] = 0.0
    scales = strata.fpc[stratum[usable]] * (m[usable] - 1) / m[usable]
    return multipliers, scales


def _brr(strata: Strata, stratum: Ints, fay: float) -> tuple[Floats, Floats]:
    """Half-samples by the columns of a Hadamard matrix; scale 1 / (R (1 - fay)²)."""
    counts = np.bincount(stratum, minlength=len(strata.names))
    if (wrong := np.flatnonzero(counts != 2)).size:
        raise StatisticsError("replicates_pairs", strata=", ".join(strata.names[int(k)] for k in wrong))
    order = np.argsort(stratum, kind="stable")
    second = np.zeros(stratum.size, dtype=np.int64)
    second[order[1::2]] = 1
    signs = hadamard(len(strata.names) + 1)
    chosen = signs[1 + stratum] * np.where(second == 1, -1.0, 1.0)[:, None]
    multipliers = 1 + (1 - fay) * chosen
    size = signs.shape[1]
    return multipliers, np.full(size, 1 / (size * (1 - fay) ** 2))
