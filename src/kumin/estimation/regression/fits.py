"""Weighted pseudo-likelihood fits: linear, logistic and ordinal (proportional odds)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kumin.arrays import Floats, Ints
from kumin.errors import StatisticsError
from kumin.estimation.weights._logistic import fit_logistic

CONDITION = 1e12
"""Columns this nearly dependent have no coefficients of their own."""


@dataclass(frozen=True)
class Fit:
    """A fit.

    Parameters
    ----------
    coefficients : ndarray of float, shape (q,)
    influence : ndarray of float, shape (rows, q)
        What a unit of weight of each row adds to the coefficients: A⁻¹ x (y - μ), of an ordinal one H⁻¹ · score.
    converged : bool
        False where estimates run to infinity.
    """

    coefficients: Floats
    influence: Floats
    converged: bool


Fitter = Callable[[Floats, Floats, Floats], Fit]
"""Matrix (rows, q), outcome (rows,) and weights (rows,) → fit."""


def require_independent(matrix: Floats, weights: Floats) -> None:
    """Refuse columns that depend on each other."""
    scaled = matrix * np.sqrt(weights)[:, None]
    size = np.sqrt((scaled**2).sum(axis=0))
    if not (size > 0).all() or np.linalg.cond(scaled / size) > np.sqrt(CONDITION):
        raise StatisticsError("regression_dependent")


def linear(matrix: Floats, y: Floats, weights: Floats) -> Fit:
    """Fit by weighted least squares."""
    root = np.sqrt(weights)
    if not np.isfinite(y * root).all():
        return Fit(np.full(matrix.shape[1], np.nan), np.full(matrix.shape, np.nan), converged=True)
    coefficients: Floats = np.linalg.lstsq(matrix * root[:, None], y * root, rcond=None)[0].astype(np.float64)
    inverse = np.linalg.inv(matrix.T @ (matrix * weights[:, None]))
    return Fit(coefficients, (matrix * (y - matrix @ coefficients)[:, None]) @ inverse, converged=True)


def logistic(matrix: Floats, y: Floats, weights: Floats) -> Fit:
    """Fit P(y = 1) = 1 / (1 + exp(-x'b))."""
    fit = fit_logistic(matrix, weights * y, weights)
    return Fit(fit.coefficients, (matrix * (y - fit.fitted)[:, None]) @ fit.inverse, fit.converged)


def ordinal(matrix: Floats, y: Floats, weights: Floats) -> Fit:
    """Fit P(y ≤ k) = 1 / (1 + exp(x'b - z_k)), y the numbers 0 … K; coefficients b and then z_0 … z_{K-1}.

    Newton's method on the weighted log-likelihood, with the step halved until it rises (McCullagh 1980, JRSS B 42).
    """
    code = y.astype(np.int64)
    size, thresholds = matrix.shape[1], int(code.max())
    share = np.cumsum(np.bincount(code, weights, thresholds + 1)) / weights.sum()
    theta = np.concatenate([np.zeros(size), np.log(share[:-1] / (1 - share[:-1]))])
    rows = _Ordered(matrix, code, thresholds)
    converged = False
    for _ in range(100):
        score, hessian = rows.derivatives(theta, weights)
        step = np.linalg.solve(hessian, (score * weights[:, None]).sum(axis=0))
        now, part = rows.likelihood(theta, weights), 1.0
        while part > 1e-6 and not rows.likelihood(theta + part * step, weights) >= now - 1e-12 * abs(now):
            part /= 2
        theta = theta + part * step
        if float(np.max(np.abs(step))) < 1e-11:
            converged = True
            break
    score, hessian = rows.derivatives(theta, weights)
    return Fit(theta, score @ np.linalg.inv(hessian), converged and float(np.max(np.abs(theta[:size]))) < 100)


class _Ordered:
    """Rows of an ordinal outcome, ready for likelihood, score and information."""

    def __init__(self, matrix: Floats, code: Ints, thresholds: int) -> None:
        self.size = matrix.shape[1]
        upper, lower = (np.zeros((code.size, thresholds)) for _ in range(2))
        rows = np.arange(code.size)
        upper[rows[code < thresholds], code[code < thresholds]] = 1.0
        lower[rows[code > 0], code[code > 0] - 1] = 1.0
        # the linear forms a = z_y - x'b and b = z_{y-1} - x'b; at the ends the distribution function is 1 and 0
        self.above, self.below = np.hstack([-matrix, upper]), np.hstack([-matrix, lower])
        self.top, self.bottom = code == thresholds, code == 0

    def _parts(self, theta: Floats) -> tuple[Floats, Floats, Floats]:
        from scipy.special import expit

        high = np.where(self.top, 1.0, expit(self.above @ theta))
        low = np.where(self.bottom, 0.0, expit(self.below @ theta))
        return high, low, np.maximum(high - low, 1e-300)

    def likelihood(self, theta: Floats, weights: Floats) -> float:
        high, low, _ = self._parts(theta)
        if not (high > low).all():
            return -np.inf
        return float((weights * np.log(high - low)).sum())

    def derivatives(self, theta: Floats, weights: Floats) -> tuple[Floats, Floats]:
        """Score of each row (rows, q), and minus the second derivative of the weighted log-likelihood (q, q)."""
        high, low, p = self._parts(theta)
        up, down = high * (1 - high), low * (1 - low)
        first, second = up / p, -down / p
        score = self.above * first[:, None] + self.below * second[:, None]
        aa = up * (1 - 2 * high) / p - first**2
        bb = -down * (1 - 2 * low) / p - second**2
        ab = -first * second
        hessian = self.above.T @ (self.above * (weights * aa)[:, None])
        hessian += self.below.T @ (self.below * (weights * bb)[:, None])
        cross = self.above.T @ (self.below * (weights * ab)[:, None])
        return score, -(hessian + cross + cross.T)


FITTERS: dict[str, Fitter] = {"linear": linear, "logistic": logistic, "ordinal": ordinal}
