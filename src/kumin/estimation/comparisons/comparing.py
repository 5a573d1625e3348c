"""Differences between two sets of independent estimates, such as two years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from kumin.errors import StatisticsError
from kumin.estimation import door
from kumin.estimation._frames import AnyFrame, table_of
from kumin.estimation.comparisons.differences import DifferenceMethod
from kumin.estimation.comparisons.multiplicity import Adjustment, adjust_p_values
from kumin.estimation.comparisons.pair import newcombe, or_none, p_of_interval, reason_of_pair, satterthwaite, t_test
from kumin.estimation.door import statistic
from kumin.frames import DataType
from kumin.intervals import t_value


@statistic(method=door.one_of("newcombe", "wald"))
def compare_estimates(
    previous: AnyFrame,
    current: AnyFrame,
    *,
    on: Sequence[str] = ("indicator",),
    method: DifferenceMethod = "newcombe",
    adjust: Adjustment = "none",
) -> pl.DataFrame:
    """Compare two frames of :func:`kumin.estimation.proportions` from independent samples, such as two years.

    Parameters
    ----------
    previous, current : pl.DataFrame
        With the columns of ``on`` and ``n_base``, ``proportion``, ``se``, ``lower``, ``upper``, ``level``, ``df``. Rows
        that only one of them has are left out.
    on : sequence of str
        Columns that identify a row: ``indicator`` and any domain columns (null matches null).
    method : {"newcombe", "wald"}
        Limits of the difference: recovered from those of both frames, whatever their method (Newcombe 1998, Statistics
        in Medicine 17; Zou & Donner 2008, Statistics in Medicine 27), or difference ± t·se.
    adjust : {"none", "holm", "benjamini_hochberg"}
        Adds ``p_adjusted`` over all rows, as :func:`adjust_p_values`.

    Returns
    -------
    pl.DataFrame
        The ``on`` columns, ``n_previous``, ``n_current`` (Int64), ``previous``, ``current``, ``difference`` (current
        less previous), ``se``, ``lower``, ``upper``, ``level``, ``df`` (Satterthwaite's), ``t``, ``p_value``
        (of the interval's own method, as for :func:`kumin.estimation.differences`),
        ``not_estimable`` (why there is no standard error), and ``p_adjusted`` where asked for.

    Raises
    ------
    StatisticsError
        A column is missing, or no row is in both.

    Examples
    --------
    >>> from kumin.estimation import proportions
    >>> y = {"y": pl.col("y")}
    >>> last, this = (proportions(pl.DataFrame({"y": [True] * k + [False] * (40 - k)}), y) for k in (10, 30))
    >>> compare_estimates(last, this).select("previous", "current", "difference").row(0)
    (0.25, 0.75, 0.5)
    """
    before, now = table_of(previous), table_of(current)
    needed = ["n_base", "proportion", "se", "lower", "upper", "level", "df"]
    both = (
        _with_reason(now)
        .select(*on, *needed, "not_estimable")
        .join(
            _with_reason(before).select(*on, *needed, "not_estimable"),
            on=list(on),
            how="inner",
            suffix="_previous",
            nulls_equal=True,
            maintain_order="left",
        )
    )
    if both.is_empty() and before.height and now.height:
        raise StatisticsError("comparison_nothing_shared", columns=", ".join(on))
    rows = [_year_row(row, method) for row in both.select(pl.exclude(on)).iter_rows(named=True)]
    schema = [
        "n_previous",
        "n_current",
        "previous",
        "current",
        "difference",
        "se",
        "lower",
        "upper",
        "level",
        "df",
        "t",
    ]
    types: dict[str, DataType] = {
        name: pl.Int64 if name.startswith("n_") else pl.Float64 for name in [*schema, "p_value"]
    }
    types["not_estimable"] = pl.String
    table = both.select(on).hstack(pl.DataFrame(rows, schema=types, orient="row"))
    return adjust_p_values(table, adjust) if adjust != "none" else table


def _with_reason(estimates: pl.DataFrame) -> pl.DataFrame:
    """Estimates with ``not_estimable``, null where they come without it (a published percent)."""
    if "not_estimable" in estimates.columns:
        return estimates
    return estimates.with_columns(not_estimable=pl.lit(None, pl.String))


def _year_row(row: dict[str, Any], method: DifferenceMethod) -> tuple[object, ...]:
    """Compare one pair; a missing proportion leaves everything but the counts null."""
    sizes = (row["n_base_previous"], row["n_base"])
    values = [
        row[f"{name}{suffix}"] for name in ("proportion", "se", "lower", "upper", "df") for suffix in ("", "_previous")
    ]
    if any(value is None for value in values) or row["level"] is None:
        first, second = row["not_estimable"], row["not_estimable_previous"]
        why = reason_of_pair(first, second, np.inf) if first or second else None
        return (*sizes, row["proportion_previous"], row["proportion"], *[None] * 4, row["level"], *[None] * 3, why)
    p, se, lower, upper, df = (np.array(values[k : k + 2], dtype=float) for k in range(0, 10, 2))
    difference, error = float(p[0] - p[1]), float(np.sqrt((se**2).sum()))
    degrees = satterthwaite(se**2, df)
    t, p_value = t_test(difference, error, degrees)
    why = reason_of_pair(row["not_estimable"], row["not_estimable_previous"], degrees)
    if method == "newcombe":
        limits = newcombe((lower, upper), p)
        p_value = p_of_interval(difference, limits, row["level"], degrees) if why is None else np.nan
    else:
        half = 0.0 if error == 0 else float(t_value(row["level"], np.array(degrees))) * error
        limits = (difference - half, difference + half)
    return (*sizes, p[1], p[0], difference, error, *limits, row["level"], degrees, or_none(t), or_none(p_value), why)
