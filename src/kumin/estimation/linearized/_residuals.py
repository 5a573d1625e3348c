"""Calibrated residuals: the part of a variable that the fitted margins do not explain."""

from __future__ import annotations

import numpy as np
import polars as pl

from kumin.arrays import Floats
from kumin.errors import StatisticsError
from kumin.estimation._refusals import require_computable
from kumin.estimation.design import Calibration


def model_matrix(parts: pl.DataFrame, calibration: Calibration) -> Floats:
    """Build the matrix the weights were fitted to, one row a part.

    Parameters
    ----------
    parts : pl.DataFrame
        Holds ``aux_0`` …, the columns of the calibration in their order.
    calibration : Calibration

    Returns
    -------
    ndarray of float, shape (parts, q)
        A dummy for every category of every margin (linearly dependent where there are several) and every number. A
        missing value is a category of its own.
    """
    at = {name: f"aux_{i}" for i, name in enumerate(calibration.columns)}
    blocks = []
    for margin in calibration.margins:
        if not margin:
            blocks.append(np.ones((parts.height, 1)))
            continue
        code = parts.select(pl.struct(at[name] for name in margin).rank("dense").cast(pl.Int64) - 1).to_series()
        codes = code.to_numpy()
        blocks.append((codes[:, None] == np.arange(codes.max(initial=-1) + 1)).astype(float))
    for name in calibration.numbers:
        column = parts[at[name]]
        if not (column.dtype.is_numeric() or column.dtype == pl.Boolean):
            raise StatisticsError("statistics_not_a_number", name=name, kind=str(column.dtype))
        values = column.cast(pl.Float64).fill_null(np.nan).to_numpy()
        if bad := int((~np.isfinite(values)).sum()):
            raise StatisticsError("design_column_null", name=name, rows=bad)
        require_computable(name, values)
        blocks.append(values[:, None])
    return np.concatenate(blocks, axis=1) if blocks else np.zeros((parts.height, 0))


class Projection:
    """Weighted regression on the model matrix, ready for many right-hand sides.

    Parameters
    ----------
    matrix : ndarray, shape (parts, q)
    weights : ndarray, shape (parts,)
        Σ of base weights (or of rows, for ``residual_weights="equal"``) in each part.

    Notes
    -----
    The fitted value of a part is x'B with B = (Σ v x x')⁺ Σ v x e (Särndal, Swensson & Wretman 1992, section 6.4;
    Deville & Särndal 1992, JASA 87, section 3). The pseudo-inverse lets margins be linearly dependent.
    """

    def __init__(self, matrix: Floats, weights: Floats) -> None:
        self.matrix = matrix
        root = np.sqrt(weights)[:, None] * matrix
        _, singular, right = np.linalg.svd(root, full_matrices=False)
        keep = singular > singular.max(initial=0.0) * 1e-10
        self._basis = right[keep].T / singular[keep]

    def leverage(self, each: Floats) -> Floats:
        """Tell what part of a row's own value the fit takes from it, by part; ``each``: weight of a row of it."""
        out: Floats = ((self.matrix @ self._basis) ** 2).sum(axis=1) * each
        return out

    def fitted(self, weighted: Floats) -> Floats:
        """Fit Σ v e of every part (shape (parts, k)) and return x'B, of the same shape."""
        coefficients = self._basis @ (self._basis.T @ (self.matrix.T @ weighted))
        out: Floats = self.matrix @ coefficients
        return out
