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
