"""Replicate weights: bootstrap, jackknife and balanced repeated replication, for any statistic of weights."""

from __future__ import annotations

from typing import Literal

import numpy as np
import polars as pl

from kumin.arrays import Floats, Ints
from kumin.errors import StatisticsError
from kumin.estimation import door
from kumin.estimation._frames import AnyFrame, rows_of
from kumin.estimation.design import SurveyDesign
from kumin.estimation.door import statistic
from kumin.estimation.linearized._stages import PSU, STRATUM
from kumin.estimation.linearized.strata import Strata, strata_of
from kumin.estimation.linearized.sums import (
    design_columns,
    design_keys,
    only,
    require_columns,
    require_sound,
    shared_sums,
)
from kumin.estimation.replication.hadamard import hadamard
from kumin.estimation.replication.replicates import Around, Replicates
from kumin.estimation.weights._margins import base_weights

Kind = Literal["bootstrap", "jackknife", "brr"]


@statistic(
    kind=door.one_of("bootstrap", "jackknife", "brr"),
    around=door.one_of("estimate", "mean"),
    replicates=door.whole(2),
)
def replicate_weights(
    frame: AnyFrame,
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
        A calibration is refused: fit the weights anew in each replicate instead. So is a population at several stages:
        replicates know of the first alone.
    kind : {"bootstrap", "jackknife", "brr"}
        ``bootstrap``: Rao & Wu's rescaling bootstrap (1988, JASA 83), m_h - 1 of m_h units drawn with replacement in
        each stratum. ``jackknife``: each unit left out once, by stratum (R's JK1 and JKn). ``brr``: half-samples
        balanced by a Hadamard matrix, for exactly two units a stratum, without finite population correction.
    replicates : int
        Number of replicates of the bootstrap, at least 2; the others' number follows from the design.
    fay : float
        Fay's factor for ``brr``, 0 up to but not 1: the half left out is weighted by it, the other half by 2 less it.
    seed : int
        Seed of the bootstrap; equal seeds give equal weights.
    around : {"estimate", "mean"}
        What replicates deviate from, see :class:`Replicates`.

    Returns
    -------
    Replicates

    Raises
    ------
    StatisticsError
        The design has a calibration or a population at several stages, a stratum has a single unit (or, for ``brr``,
        not two), or a number is out of range.

    Notes
    -----
    Jackknife and balanced half-samples: Wolter 2007, Introduction to Variance Estimation, chapters 4 and 3; Fay's
    factor: Judkins 1990, Journal of Official Statistics 6.

    Examples
    --------
    >>> answers = pl.DataFrame({"y": [1, 2, 3, 6]})
    >>> jackknife = replicate_weights(answers, kind="jackknife")
    >>> jackknife.matrix().shape, jackknife.df
    ((4, 4), 3.0)
    """
    frame = rows_of(frame)
    design, rows = design or SurveyDesign(), frame.lazy().collect()
    if design.calibration is not None:
        raise StatisticsError("replicates_calibrated")
    if design.several:
        raise StatisticsError("replicates_stages")
    if not 0 <= fay < 1 or replicates < 2:
        raise StatisticsError("replicates_number", fay=fay, replicates=replicates)
    require_columns(rows.lazy(), design.columns)
    strata, stratum, unit = _units(rows, design)
    if kind != "brr":
        _require_two(strata, stratum, design)
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


def _require_two(strata: Strata, stratum: Ints, design: SurveyDesign) -> None:
    lonely = [k for k in range(len(strata.names)) if (stratum == k).sum() < 2 and strata.fpc[k] > 0]
    if lonely:
        if design.stages[0].strata is None:
            raise StatisticsError("design_one_psu", name=str(design.stages[0].psu or "row"))
        raise StatisticsError("design_lonely_psu", strata=", ".join(strata.names[k] for k in lonely))


def _bootstrap(strata: Strata, stratum: Ints, replicates: int, generator: np.random.Generator) -> tuple[Floats, Floats]:
    """1 + √(1-f) (m/(m-1) t - 1), t the times a unit is drawn among m - 1 draws."""
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
