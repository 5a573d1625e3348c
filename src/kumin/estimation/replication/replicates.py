"""Replicate weights as they are kept, and replicate weights in columns of the answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Literal

import numpy as np
import polars as pl

from kumin.arrays import Bools, Floats, Ints, add_up
from kumin.errors import StatisticsError
from kumin.estimation import door
from kumin.estimation._frames import AnyFrame, rows_of
from kumin.estimation._refusals import missing_column, require_choice
from kumin.estimation.design import ReplicateDesign
from kumin.estimation.door import statistic
from kumin.numbers import shortest

ColumnKind = Literal["brr", "fay", "jk1", "jkn", "bootstrap", "sdr"]
SCALES: dict[str, Callable[[int, float], float]] = {
    "brr": lambda size, _: 1 / size,
    "fay": lambda size, fay: 1 / (size * (1 - fay) ** 2),
    "jk1": lambda size, _: (size - 1) / size,
    "jkn": lambda _, __: 1.0,
    "bootstrap": lambda size, _: 1 / max(size - 1, 1),
    "sdr": lambda size, _: 4 / size,
}
"""Kind → scale, from the number of replicates and Fay's factor."""
Around = Literal["estimate", "mean"]


FAR_FROM_ONE = 0.5
"""The multipliers of a unit average to about 1; further off than this they are weights, or made for others."""
LARGEST_SPREAD, SMALLEST_SPREAD = 3.0, 0.02
"""Between these lies Σ scale (multiplier - 1)² of a typical unit, for the bootstrap, jackknife, BRR and Fay's."""


@dataclass(frozen=True)
class Replicates(ReplicateDesign):
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
        Degrees of freedom: PSUs less strata.
    around : {"estimate", "mean"}
        What replicates deviate from: the full-sample estimate, or their own mean (R's default, ``mse = FALSE``).
    stratum : ndarray of int, shape (units,), optional
        Stratum of each unit; without it all are of one.
    whole : bool
        The multipliers are the replicate weights themselves, as they come in files, with each row a unit of its own: a
        row of weight 0 may weigh something in a replicate, and whether they and the scales fit is not looked at.

    Raises
    ------
    StatisticsError
        Shapes do not fit, a value is missing or negative, the multipliers are replicate weights without ``whole`` (they
        do not average to 1), or the scales are not those of the multipliers (the variance would be many times too large
        or too small).

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
    whole: bool = False

    @staticmethod
    def from_columns(
        columns: str | Sequence[str],
        *,
        weights: str,
        kind: ColumnKind,
        scale: float | None = None,
        rscales: Sequence[float] | None = None,
        fay: float | None = None,
        df: float | None = None,
        around: Around = "estimate",
    ) -> ReplicateColumns:
        """Describe replicate weights that stand in columns of the answers; every statistic reads them when it runs.

        Parameters
        ----------
        columns : str or sequence of str
            Their names, or a pattern: ``repw*`` (``*`` any letters, ``?`` one).
        weights : str
            Column of the full-sample weights.
        kind : {"brr", "fay", "jk1", "jkn", "bootstrap", "sdr"}
            Which gives the scale of Σ scale·rscale_r (θ_r - θ)² over R replicates: 1/R, 1/(R (1 - fay)²), (R - 1)/R,
            1, 1/(R - 1) and 4/R (successive differences: Fay & Train 1995, ASA Proceedings of the Section on
            Government Statistics), as R's ``svrepdesign``.
        scale : float, optional
            In place of the kind's.
        rscales : sequence of float, optional
            One a replicate; of ``jkn`` they must be given.
        fay : float, optional
            Fay's factor, for ``fay`` alone.
        df : float, optional
            Default: rank of the replicate weights less 1, as R's ``degf``.
        around : {"estimate", "mean"}
            R's default is ``"mean"`` (``mse = FALSE``).

        Returns
        -------
        ReplicateColumns

        Raises
        ------
        StatisticsError
            An argument is not what it should be, or ``jkn`` comes without ``rscales``.

        Examples
        --------
        >>> halves = Replicates.from_columns("half*", weights="w", kind="brr")
        >>> frame = pl.DataFrame({"w": [1, 1], "half1": [2, 0], "half2": [0, 2]})
        >>> halves.read(frame).scales
        array([0.5, 0.5])
        """
        given = tuple(door.columns("columns", columns))
        each = None if rscales is None else tuple(map(float, door.numbers("rscales", rscales)))
        return ReplicateColumns(given, weights, kind, scale, each, fay, df, around)

    def __post_init__(self) -> None:
        self._require_shapes()
        if self.whole or not self.multipliers.size or not self.unit.size:
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
        """Units less strata, counted among the rows of masks (rows, K); with ``whole`` the weights' rank less 1; (K,).

        Examples
        --------
        >>> leave_out = np.where(np.eye(4) == 1, 0.0, 4 / 3)
        >>> jackknife = Replicates(np.ones(4), np.arange(4), leave_out, np.full(4, 3 / 4), df=3.0)
        >>> jackknife.degrees(np.array([[True], [True], [True], [False]]))
        array([2.])
        """
        if self.whole:
            ranks = [_rank(self.multipliers[mask]) for mask in present.T]
            rank: Floats = np.clip(np.array(ranks, dtype=float) - 1, 0.0, self.df)
            return rank
        units = np.zeros((self.multipliers.shape[0], present.shape[1]), dtype=bool)
        np.logical_or.at(units, self.unit, present)
        stratum = np.zeros(units.shape[0], dtype=np.int64) if self.stratum is None else self.stratum
        strata = np.zeros((int(stratum.max(initial=-1)) + 1, present.shape[1]), dtype=bool)
        np.logical_or.at(strata, stratum, units)
        out: Floats = units.sum(axis=0).astype(np.float64) - strata.sum(axis=0)
        return out

    def nothing_varies(self, present: Bools) -> Bools:
        """Tell of which masks (rows, K) every replicate weighs all rows as the full sample does; shape (K,).

        Examples
        --------
        >>> leave_out = np.where(np.eye(4) == 1, 0.0, 4 / 3)
        >>> jackknife = Replicates(np.ones(4), np.arange(4), leave_out, np.full(4, 3 / 4), df=3.0)
        >>> jackknife.nothing_varies(np.ones((4, 1), dtype=bool))
        array([False])
        """
        if not np.any(self.scales):
            return np.ones(present.shape[1], dtype=bool)
        if self.whole:
            fixed = (self.multipliers == self.weights[:, None]).all(axis=1)
        else:
            fixed = (self.multipliers == 1).all(axis=1)[self.unit]
        out: Bools = ~(present & ~fixed[:, None]).any(axis=0)
        return out

    def matrix(self) -> Floats:
        """Replicate weights themselves, shape (rows, R).

        Examples
        --------
        >>> leave_out = np.where(np.eye(4) == 1, 0.0, 4 / 3)
        >>> jackknife = Replicates(np.ones(4), np.arange(4), leave_out, np.full(4, 3 / 4), df=3.0)
        >>> jackknife.matrix()[0].round(2)
        array([0.  , 1.33, 1.33, 1.33])
        """
        if self.whole:
            return self.multipliers
        out: Floats = self.weights[:, None] * self.multipliers[self.unit]
        return out

    def totals(self, values: Floats) -> tuple[Floats, Floats]:
        """Weighted totals of values (rows, K): of the full sample (K,) and of the replicates (R, K).

        Examples
        --------
        >>> leave_out = np.where(np.eye(4) == 1, 0.0, 4 / 3)
        >>> jackknife = Replicates(np.ones(4), np.arange(4), leave_out, np.full(4, 3 / 4), df=3.0)
        >>> jackknife.totals(np.array([[1.0], [2.0], [3.0], [6.0]]))[0]
        array([12.])
        """
        size = self.multipliers.shape[0]
        weighted = values * self.weights[:, None]
        if self.whole:
            each: Floats = self.multipliers.T @ values
            return weighted.sum(axis=0), each
        by_unit = np.column_stack([add_up(self.unit, column, size) for column in weighted.T])
        replicated: Floats = self.multipliers.T @ by_unit
        return weighted.sum(axis=0), replicated


RANK = 1e-10
"""Eigenvalues of W'W below this part of the largest count as none; of R's QR of W itself it is 1e-5."""


def _rank(weights: Floats) -> int:
    """Count the directions in which replicate weights (rows, R) differ."""
    values = np.linalg.eigvalsh(weights.T @ weights)
    return int((values > RANK * values.max(initial=0.0)).sum())


@dataclass(frozen=True)
class ReplicateColumns(ReplicateDesign):
    """Replicate weights in columns of the answers; made by :meth:`Replicates.from_columns`, which says what each is.

    Raises
    ------
    StatisticsError
        A name is no text, a kind or number is not one of those allowed, or ``jkn`` comes without ``rscales``.

    Examples
    --------
    >>> frame = pl.DataFrame({"w": [1, 1], "half1": [2, 0], "half2": [0, 2]})
    >>> halves = Replicates.from_columns("half*", weights="w", kind="brr")
    >>> halves.kind, halves.columns
    ('brr', ('half*',))
    """

    columns: tuple[str, ...]
    weights: str
    kind: ColumnKind
    scale: float | None = None
    rscales: tuple[float, ...] | None = None
    fay: float | None = None
    df: float | None = None
    around: Around = "estimate"

    def __post_init__(self) -> None:
        door.column("weights", self.weights)
        door.columns("columns", self.columns)
        require_choice("kind", self.kind, SCALES)
        require_choice("around", self.around, ("estimate", "mean"))
        for name, number in (("scale", self.scale), ("df", self.df)):
            door.optional(door.positive)(name, number)
        door.optional(door.number)("fay", self.fay)
        door.optional(door.numbers)("rscales", self.rscales)
        if (self.kind == "fay") != (self.fay is not None) or not 0 <= (self.fay or 0) < 1:
            raise StatisticsError("replicates_fay", value="" if self.fay is None else self.fay)
        if self.kind == "jkn" and self.rscales is None:
            raise StatisticsError("replicates_rscales")

    @statistic()
    def read(self, frame: AnyFrame) -> Replicates:
        """Read the columns.

        Raises
        ------
        StatisticsError
            No column has such a name, a weight is missing, or there is not one rscale a replicate.

        Examples
        --------
        >>> frame = pl.DataFrame({"w": [1, 1], "half1": [2, 0], "half2": [0, 2]})
        >>> halves = Replicates.from_columns("half*", weights="w", kind="brr")
        >>> halves.read(frame).matrix()
        array([[2., 0.],
               [0., 2.]])
        """
        frame = rows_of(frame)
        lazy = frame.lazy()
        names = list(lazy.collect_schema())
        wanted = [name for name in names if any(fnmatchcase(name, one) for one in self.columns)]
        if self.weights not in names or not wanted:
            raise missing_column(", ".join(self.columns if wanted == [] else [self.weights]), names)
        table = lazy.select(pl.col([self.weights, *wanted]).cast(pl.Float64).fill_null(np.nan)).collect().to_numpy()
        size = len(wanted)
        scales = np.full(size, SCALES[self.kind](size, self.fay or 0.0) if self.scale is None else self.scale)
        if self.rscales is not None:
            if len(self.rscales) not in (1, size):
                raise StatisticsError("replicates_rscales")
            scales = scales * np.array(self.rscales)
        rows = np.arange(table.shape[0])
        made = Replicates(table[:, 0], rows, table[:, 1:], scales, np.inf, self.around, whole=True)
        rank = made.degrees(np.ones((rows.size, 1), dtype=bool))[0]
        return replace(made, df=float(rank) if self.df is None else self.df)
