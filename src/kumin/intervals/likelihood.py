"""The Rao-Scott likelihood interval of a proportion, solved to the last digits."""

from __future__ import annotations

import numpy as np

from kumin.arrays import Floats
from kumin.intervals.evidence import Evidence, Limits, t_value
from kumin.intervals.registry import interval


@interval(
    "likelihood",
    formula="π with 2 (p(1-p)/v) KL(p‖π) = t²",
    at_ends="[0, 1 - exp(-t²/2n_eff)]",
    source="Rao & Scott 1984, Annals of Statistics 12",
    needs=("variance",),
)
def likelihood(e: Evidence) -> Limits:
    """Rao-Scott likelihood interval: all π with 2 n_r KL(p‖π) ≤ t² (Rao & Scott 1984, Annals of Statistics 12).

    n_r = p(1-p)/v is the effective size. At 0: from 0 to 1 - exp(-t²/2n); at 1 its mirror. Solved by bisection to the
    last digits.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        bound = np.where(np.isinf(e.n_r), 0.0, t_value(e.level, e.df) ** 2 / (2 * e.n_r))
    lower = _solve(e.p, bound)
    upper = 1 - _solve(1 - e.p, bound)
    return np.where(bound == 0, e.p, lower), np.where(bound == 0, e.p, upper)


def divergence(p: Floats, q: Floats) -> Floats:
    """Kullback-Leibler divergence of two Bernoulli distributions, KL(p‖q)."""
    from scipy.special import rel_entr

    return np.asarray(rel_entr(p, q) + rel_entr(1 - p, 1 - q))


def _solve(p: Floats, bound: Floats) -> Floats:
    """Smallest q ≤ p with KL(p‖q) ≤ bound; the divergence falls as q rises to p."""
    low, high = np.zeros_like(p), p.copy()
    for _ in range(200):
        middle = (low + high) / 2
        too_far = divergence(p, middle) > bound
        low, high = np.where(too_far, middle, low), np.where(too_far, high, middle)
    return np.where(np.isinf(bound), 0.0, high)
