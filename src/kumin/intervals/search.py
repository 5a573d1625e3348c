"""Search among integers."""

from __future__ import annotations

from collections.abc import Callable


def first_integer(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """Return the smallest integer in ``low`` … ``high - 1`` for which a monotone condition holds, else ``high``."""
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low
