"""Hadamard matrices: rows of ±1, all at right angles, that balance half-samples."""

from __future__ import annotations

import numpy as np

from kumin.arrays import Floats, Ints


def hadamard(size: int) -> Floats:
    """Build a Hadamard matrix of the smallest order known here that is at least ``size``.

    Parameters
    ----------
    size : int
        At least 1.

    Returns
    -------
    ndarray of float, shape (order, order)
        Entries ±1, the first row all 1. Orders come from Paley's construction (1933) for prime q = order - 1 of the
        form 4k + 3, doubled (Sylvester) as often as needed.
    """
    order = max(size, 1)
    while (built := _of_order(order)) is None:
        order += 1
    normal: Floats = built * built[0]
    return normal


def _of_order(order: int) -> Floats | None:
    if order in (1, 2):
        return np.array([[1.0, 1.0], [1.0, -1.0]])[:order, :order]
    if order % 4:
        return None
    if _is_prime(order - 1):
        return _paley(order - 1)
    half = _of_order(order // 2)
    return None if half is None else np.kron(np.array([[1.0, 1.0], [1.0, -1.0]]), half)


def _is_prime(number: int) -> bool:
    return number > 1 and all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def _paley(q: int) -> Floats:
    """Order q + 1: I + S, S the skew matrix bordered around the quadratic characters of differences modulo q."""
    squares: Ints = np.unique(np.arange(1, q) ** 2 % q)
    character = np.full(q, -1.0)
    character[0] = 0.0
    character[squares] = 1.0
    index = np.arange(q)
    skew = np.zeros((q + 1, q + 1))
    skew[0, 1:], skew[1:, 0] = 1.0, -1.0
    skew[1:, 1:] = character[(index[:, None] - index[None, :]) % q]
    out: Floats = np.eye(q + 1) + skew
    return out
