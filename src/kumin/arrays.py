"""Names for the arrays that statistics are made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Texts = NDArray[np.object_]


def add_up(codes: Ints, values: Floats, size: int) -> Floats:
    """Sum values by code 0 … size - 1."""
    return np.bincount(codes, values, size).astype(np.float64)


def add_up_rows(codes: Ints, values: Floats, size: int) -> Floats:
    """Add rows of values that have the same code.

    Parameters
    ----------
    codes : ndarray of int, shape (rows,)
    values : ndarray of float, shape (..., rows, K)
    size : int
        One more than the greatest code there may be.

    Returns
    -------
    ndarray of float, shape (..., size, K)

    Examples
    --------
    >>> add_up_rows(np.array([2, 0, 2]), np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0]]), 3)
    array([[ 2., 20.],
           [ 0.,  0.],
           [ 4., 40.]])
    """
    out = np.zeros((*values.shape[:-2], size, values.shape[-1]))
    if codes.size:
        order = np.argsort(codes, kind="stable")
        ordered = codes[order]
        starts = np.flatnonzero(np.diff(ordered, prepend=-1))
        out[..., ordered[starts], :] = np.add.reduceat(values[..., order, :], starts, axis=-2)
    return out


def products_of(values: Floats, by: Floats) -> Floats:
    """Add up what every two columns of values, shape (..., rows, K), make, times a factor of each row: (..., K, K)."""
    out: Floats = np.swapaxes(values * by[..., None], -1, -2) @ values
    return out
