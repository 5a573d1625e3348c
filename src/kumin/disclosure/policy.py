"""What a published table shows of whom: the threshold, and the figures that need more people than it."""

from __future__ import annotations

from typing import Final

import polars as pl

from kumin.tables.figures import DAYS as DAY_FIGURES
from kumin.tables.figures import KINDS, LOWER, MEDIAN, NO_ANSWER, PERCENT, QUANTILES, UPPER, Figure, Form

SUPPRESSED_MARK: Final = "x"
"""What stands in a published table for a suppressed number."""

LEAST_SUPPRESSING: Final = 2
"""Thresholds below this hide nothing: nobody is fewer than one."""

MOST_HIDDEN: Final = 1 / 3
"""Of an axis with a larger part of its groups hidden none is shown: the rest would be a biased choice."""

MOST_POINTS: Final = 20
"""Bounds of a percent further apart tell nothing: it is hidden."""

HALVES: Final = 2
"""A median needs this many times k people, so that k lie on either side of it."""

FOURTHS: Final = 4
"""A quartile needs this many times k people, so that k lie in each quarter."""

_MINIMUM, _Q25, _, _Q75, _MAXIMUM = QUANTILES
_EARLIEST, MEDIAN_DATE, _LATEST = DAY_FIGURES

ENDS: Final = (_MINIMUM, _MAXIMUM, _EARLIEST, _LATEST)
"""Figures that are one person's answer: never published."""

TIMES_K: Final = {MEDIAN: HALVES, MEDIAN_DATE: HALVES, _Q25: FOURTHS, _Q75: FOURTHS}
"""Figures that are published only of so many times k people."""

_LIMITS: Final = (LOWER.name, UPPER.name)
"""Figures that a table may withhold of a percent that it shows."""

_PERCENTS: Final = (PERCENT.name, *_LIMITS)
"""Figures that a weighted table may withhold of a count that it shows."""


def suppresses(k: int) -> bool:
    """Whether a threshold hides anything."""
    return k >= LEAST_SUPPRESSING


def is_hidden(figure: Figure) -> pl.Expr:
    """Tell in which rows of a table a figure is hidden, and not merely absent because there is none.

    Parameters
    ----------
    figure : Figure
        A figure that a table may have.

    Returns
    -------
    Expr of Boolean
        For a table with ``kind``, ``n_base``, ``suppressed``, ``withheld``, ``limits_withheld`` and ``published``.
    """
    if figure.form is Form.SIGN:
        return pl.lit(value=False)
    whole = pl.col("suppressed") | pl.col("n_base").is_null()
    withheld = pl.lit(value=False)
    if figure is NO_ANSWER:
        withheld = pl.col("published")
    elif figure.name in _PERCENTS:
        withheld = pl.col("withheld")
        if figure.name in _LIMITS:
            withheld |= pl.col("limits_withheld")
    elif figure in ENDS or figure in TIMES_K:
        withheld = pl.col("published") & (pl.col("n_base") > 0)
    # a figure of numbers has the name of one of shares
    of = [kind.name for kind in KINDS.values() if figure.name in {one.name for one in kind.tidy}]
    return pl.col("kind").is_in(of) & pl.col(figure.name).is_null() & (whole | withheld)
