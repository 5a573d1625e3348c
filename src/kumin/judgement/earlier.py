"""What earlier years left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from kumin.judgement.comparability import Measured


@dataclass(frozen=True, slots=True)
class EarlierYears:
    """The values of earlier years, and how they were measured.

    Parameters
    ----------
    previous : DataFrame, optional
        Last year; see :func:`kumin.judge`.
    measured : mapping of indicator to aspects, optional
        How its indicators were measured, where that is known; None: there is no last year.
    past : DataFrame, optional
        Every year at hand, for values of several years; None: last year alone.
    past_measured : mapping of year to mapping
        How the indicators of those years were measured, where that is known.
    """

    previous: pl.DataFrame | None = None
    measured: Measured | None = None
    past: pl.DataFrame | None = None
    past_measured: Mapping[int, Measured] = field(default_factory=dict)
