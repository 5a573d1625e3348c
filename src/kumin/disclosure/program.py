"""Whole numbers between bounds that sums tie together, found by linear and, where need be, integer programming.

One system is solved many times over, for other costs and bounds. HiGHS keeps its basis from one time to the next, so
that most are solved in a few steps. Reference: Huangfu & Hall 2018, Parallelizing the dual revised simplex method,
Mathematical Programming Computation 10.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from kumin.arrays import Floats, Ints

DUST = 1e-6
"""A solver's whole numbers are this near to whole ones."""


class Sums(NamedTuple):
    """Sums over some columns, and the least and the most that each can be.

    Attributes
    ----------
    rows, columns : array of int
        Of each factor that is not 0, row by row.
    factors : array of float
    least, most : array of float
        Of each row.
    width : int
        Number of columns.
    """

    rows: Ints
    columns: Ints
    factors: Floats
    least: Floats
    most: Floats
    width: int


def sums_of(terms: Sequence[tuple[Mapping[int, float], float, float]], width: int) -> Sums:
    """Lay out sums: of each its factors by column, the least and the most it can be."""
    return Sums(
        np.array([row for row, (factors, _, _) in enumerate(terms) for _ in factors], dtype=np.int64),
        np.array([column for factors, _, _ in terms for column in factors], dtype=np.int64),
        np.array([factor for factors, _, _ in terms for factor in factors.values()], dtype=np.float64),
        np.array([least for _, least, _ in terms], dtype=np.float64),
        np.array([most for _, _, most in terms], dtype=np.float64),
        width,
    )


class Program:
    """A system of sums, to be solved for several costs and bounds of its columns.

    Parameters
    ----------
    sums : Sums
        The sums that hold.
    """

    def __init__(self, sums: Sums) -> None:
        import highspy

        nothing = np.zeros(sums.width)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = sums.width, len(sums.least)
        model.col_cost_, model.col_lower_, model.col_upper_ = nothing, nothing, nothing + highspy.kHighsInf
        model.row_lower_, model.row_upper_ = sums.least, sums.most
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        starts = np.searchsorted(sums.rows, np.arange(len(sums.least) + 1))
        model.a_matrix_.start_, model.a_matrix_.index_ = starts.astype(np.int32), sums.columns.astype(np.int32)
        model.a_matrix_.value_ = sums.factors
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in _OPTIONS.items():
            self._solver.setOptionValue(option, value)
        self._solver.passModel(model)
        self._columns = np.arange(sums.width, dtype=np.int32)
        self._best, self._none = highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible
        self._kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)

    def smallest(self, costs: Floats, low: Floats, high: Floats) -> Floats | None:
        """Find the whole numbers whose cost is smallest; None where none agree with the sums.

        Parameters
        ----------
        costs, low, high : array of float
            Of each column: what one costs, the least and the most it can be.
        """
        self._ask(costs, low, high)
        found = self._solved()
        if found is not None and np.abs(found - np.rint(found)).max(initial=0.0) > DUST:
            width, (continuous, integer) = len(self._columns), self._kinds
            self._solver.changeColsIntegrality(width, self._columns, np.full(width, integer))
            found = self._solved()
            self._solver.changeColsIntegrality(width, self._columns, np.full(width, continuous))
        return None if found is None else np.rint(found)

    def least(self, costs: Floats, low: Floats, high: Floats) -> float | None:
        """Find the smallest cost there is, whole numbers or not; None where nothing agrees with the sums.

        Parameters
        ----------
        costs, low, high : array of float
            Of each column: what one costs, the least and the most it can be.
        """
        self._ask(costs, low, high)
        found = self._solved()
        return None if found is None else float(costs @ found)

    def _ask(self, costs: Floats, low: Floats, high: Floats) -> None:
        width = len(self._columns)
        self._solver.changeColsCost(width, self._columns, costs)
        self._solver.changeColsBounds(width, self._columns, low, high)

    def _solved(self) -> Floats | None:
        self._solver.run()
        if self._solver.getModelStatus() not in (self._best, self._none):
            # lost its way from where it stood: once more from the start
            self._solver.clearSolver()
            self._solver.run()
        if self._solver.getModelStatus() != self._best:
            return None
        return np.array(self._solver.getSolution().col_value)


_OPTIONS: Mapping[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "presolve": "off",
    "mip_rel_gap": 1e-7,
}
"""Without a word on the screen; no presolve, which would throw the basis away."""
