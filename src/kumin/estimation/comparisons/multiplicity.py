"""p-values of many comparisons at once, adjusted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import polars as pl

from kumin.arrays import Floats
from kumin.estimation import door
from kumin.estimation._frames import AnyFrame, table_of
from kumin.estimation.door import statistic

Adjustment = Literal["holm", "benjamini_hochberg", "none"]


@statistic(method=door.one_of("holm", "benjamini_hochberg", "none"))
def adjust_p_values(
    comparisons: AnyFrame,
    method: Adjustment = "holm",
    *,
    column: str = "p_value",
    within: Sequence[str] = (),
) -> pl.DataFrame:
    """Add ``p_adjusted`` (Float64) to a frame of comparisons.

    Parameters
    ----------
    comparisons : pl.DataFrame
        One row a comparison; rows without a p-value are not counted and stay without.
    method : {"holm", "benjamini_hochberg", "none"}
        Holm 1979 (Scandinavian Journal of Statistics 6) bounds the family-wise error rate, the chance of any false
        finding; Benjamini & Hochberg 1995 (JRSS B 57) the false discovery rate, the expected share of false ones among
        the findings, computed by ``scipy.stats.false_discovery_control``.
    column : str
        Column of p-values, 0-1.
    within : sequence of str
        Adjust within each combination of these columns; default: over all rows.

    Returns
    -------
    pl.DataFrame
        The comparisons with ``p_adjusted``, null where there is no p-value.

    Raises
    ------
    StatisticsError
        A column is missing, or the method is not known.

    Examples
    --------
    >>> adjust_p_values(pl.DataFrame({"p_value": [0.01, 0.02, 0.2]}))["p_adjusted"].to_list()
    [0.03, 0.04, 0.2]
    """
    table = table_of(comparisons)
    values = table[column].cast(pl.Float64).to_numpy()
    group = np.zeros(table.height, dtype=np.int64)
    if within:
        group = table.select(pl.struct(within).rank("dense").cast(pl.Int64)).to_series().to_numpy()
    adjusted = np.full(values.shape, np.nan)
    for g in np.unique(group):
        here = (group == g) & np.isfinite(values)
        if here.any():
            adjusted[here] = _adjust(values[here], method)
    return table.with_columns(pl.Series("p_adjusted", adjusted).fill_nan(None))


def _adjust(p: Floats, method: str) -> Floats:
    if method == "none":
        return p
    if method == "benjamini_hochberg":
        from scipy.stats import false_discovery_control

        return np.asarray(false_discovery_control(p))
    order = np.argsort(p)
    stepped = np.maximum.accumulate(p[order] * np.arange(p.size, 0, -1))
    out = np.empty_like(p)
    out[order] = np.minimum(stepped, 1.0)
    return out
