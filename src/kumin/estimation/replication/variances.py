"""Variances of estimates from those of the replicates."""

from __future__ import annotations

import numpy as np

from kumin.arrays import Floats
from kumin.estimation.replication.replicates import Replicates


def covariance(replicates: Replicates, estimate: Floats, replicated: Floats) -> Floats:
    """Covariance (K, K) of estimates (K,) from their replicates (R, K); a replicate with a NaN adds nothing.

    Examples
    --------
    >>> leave_out = np.where(np.eye(4) == 1, 0.0, 4 / 3)
    >>> jackknife = Replicates(np.ones(4), np.arange(4), leave_out, np.full(4, 3 / 4), df=3.0)
    >>> covariance(jackknife, *jackknife.totals(np.array([[1.0], [2.0], [3.0], [6.0]]))).round(2)
    array([[18.67]])
    """
    known = np.isfinite(replicated).all(axis=1)
    if not known.any():
        return np.full((estimate.size, estimate.size), np.nan)
    each, scales = replicated[known], replicates.scales[known]
    centre = estimate if replicates.around == "estimate" else each.mean(axis=0)
    apart = each - centre
    raised = replicates.scales.sum() / scales.sum() if scales.sum() > 0 else 0.0
    out: Floats = (apart * scales[:, None]).T @ apart * raised
    return out


def pairwise(replicates: Replicates, estimate: Floats, replicated: Floats) -> Floats:
    """Covariance (K, K) of estimates (K,), of each pair from the replicates (R, K) in which both are known.

    Examples
    --------
    >>> leave_out = np.where(np.eye(4) == 1, 0.0, 4 / 3)
    >>> jackknife = Replicates(np.ones(4), np.arange(4), leave_out, np.full(4, 3 / 4), df=3.0)
    >>> pairwise(jackknife, *jackknife.totals(np.array([[1.0, 0.0], [2.0, 0.0], [3.0, 0.0], [6.0, 1.0]]))).round(2)
    array([[18.67,  4.  ],
           [ 4.  ,  1.  ]])
    """
    known = np.isfinite(replicated)
    apart = _apart(replicates, estimate, replicated)
    scales = replicates.scales[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        counted = (known * scales).T @ known.astype(float)
        out: Floats = (apart * scales).T @ apart * scales.sum() / counted
    return out


def variance(replicates: Replicates, estimate: Floats, replicated: Floats) -> Floats:
    """Variance (K,) of estimates (K,) from their replicates (R, K): the diagonal of :func:`pairwise`.

    A replicate in which a statistic cannot be computed (NaN) adds nothing, and the others count for it.

    Examples
    --------
    >>> leave_out = np.where(np.eye(4) == 1, 0.0, 4 / 3)
    >>> jackknife = Replicates(np.ones(4), np.arange(4), leave_out, np.full(4, 3 / 4), df=3.0)
    >>> full, each = jackknife.totals(np.array([[1.0], [2.0], [3.0], [6.0]]))
    >>> variance(jackknife, full / 4, each / 4).round(4)
    array([1.1667])
    """
    scales = replicates.scales[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        terms = _apart(replicates, estimate, replicated) ** 2 * scales
        out: Floats = terms.sum(axis=0) * scales.sum() / (np.isfinite(replicated) * scales).sum(axis=0)
    return out


def _apart(replicates: Replicates, estimate: Floats, replicated: Floats) -> Floats:
    """How far the replicates are from what they deviate from; 0 where they are not known."""
    known = np.isfinite(replicated)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(known, replicated, 0.0).sum(axis=0) / known.sum(axis=0)
        out: Floats = np.where(known, replicated - (estimate if replicates.around == "estimate" else mean), 0.0)
    return out
