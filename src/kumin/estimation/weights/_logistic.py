"""Logistic regression on grouped data, by Newton's method."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kumin.arrays import Floats


@dataclass(frozen=True)
class LogisticFit:
    """Coefficients (q,), inverse information (q, q) and fitted probabilities (groups,)."""

    coefficients: Floats
    inverse: Floats
    fitted: Floats
    converged: bool


def fit_logistic(matrix: Floats, positive: Floats, total: Floats) -> LogisticFit:
    """Fit P(y = 1) = 1 / (1 + exp(-x'b)) by weighted maximum (pseudo-)likelihood.

    Parameters
    ----------
    matrix : ndarray, shape (groups, q)
        One row a group of equal x.
    positive, total : ndarray, shape (groups,)
        Weighted positives and weighted size of each group.

    Returns
    -------
    LogisticFit
        ``converged`` is False where the estimates run to infinity (separation) or the matrix is singular.
    """
    from scipy.special import expit

    scale = total.sum()
    positive, total = positive / scale, total / scale
    coefficients = np.zeros(matrix.shape[1])
    fitted = np.full(matrix.shape[0], 0.5)
    inverse = np.full((matrix.shape[1], matrix.shape[1]), np.nan)
    converged = False
    for _ in range(50):
        information = matrix.T @ (matrix * (total * fitted * (1 - fitted))[:, None])
        if not np.isfinite(information).all() or np.linalg.cond(information) > 1e13:
            break
        inverse = np.linalg.inv(information)
        step = inverse @ (matrix.T @ (positive - total * fitted))
        coefficients = coefficients + np.clip(step, -5, 5)
        fitted = expit(matrix @ coefficients)
        if float(np.max(np.abs(step))) < 1e-12:
            converged = True
            break
    return LogisticFit(coefficients, inverse / scale, fitted, converged and float(np.max(np.abs(coefficients))) < 30)
