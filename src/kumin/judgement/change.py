"""Is the change since last year real? Differences of two independent percents, with interval and p."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from kumin.estimation import adjust_p_values, compare_estimates
from kumin.estimation.columns import estimate_columns
from kumin.judgement.frames import frame_of

ROSE, FELL, WITHIN_ERROR, CANNOT_TELL = "rose", "fell", "within_error", "cannot_tell"

Row = dict[str, Any]

COMPARED = pl.Schema(estimate_columns("indicator", "n_base", "proportion", "se", "lower", "upper", "level", "df"))
"""What a year needs for a comparison; null where it is not known."""


def wilson_limits(p: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """Return Wilson's limits of a proportion with effective size n (:func:`kumin.intervals.wilson`)."""
    from kumin.intervals import Evidence, wilson

    if math.isinf(n):
        return p, p
    one = np.array([n])
    lower, upper = wilson(Evidence(np.array([p]), one, one, one, one - 1, level))
    return min(max(0.0, float(lower[0])), p), max(min(1.0, float(upper[0])), p)


def published_year(p: float, n: int | None, *, population: int | None = None, level: float = 0.95) -> Row:
    """Make the row of a year of which only the printed percent and n are known, as a simple random sample.

    Parameters
    ----------
    p : float
        Proportion 0-1.
    n : int, optional
        Its base; without it the row has no error, and no comparison can be made.
    population : int, optional
        N, for the finite population correction.
    level : float
        Confidence level.

    Returns
    -------
    dict
        proportion, n_base, se, lower, upper, level, df, n_eff.
    """
    row: Row = {"proportion": p, "n_base": n, "level": level}
    if n is None:
        return row
    rest = 1 - n / population if population is not None and population >= n else 1.0
    size = n / rest if rest > 0 else math.inf
    lower, upper = wilson_limits(p, size, level)
    se = math.sqrt(p * (1 - p) / (n - 1) * rest) if n > 1 else None
    return row | {"se": se, "lower": lower, "upper": upper, "df": float(n - 1), "n_eff": size}


def statement_of_change(lower: float | None, upper: float | None) -> str:
    """Say whether the interval of a change lies above no change, below it, or holds it."""
    if lower is None or upper is None:
        return CANNOT_TELL
    return ROSE if lower > 0 else FELL if upper < 0 else WITHIN_ERROR


def changes_of(pairs: Sequence[tuple[Row, Row]]) -> pl.DataFrame:
    """Compare this year's estimates with an earlier one's.

    Interval and p are those of :func:`kumin.compare_estimates` (Newcombe's interval from both years' own limits, t
    test); ``change_points`` is the difference of the printed percents, as a reader finds it. ``p_holm`` is adjusted
    over all indicators compared. Where a year's limits are ``finite_exact`` (nearly everyone answered) there is no p,
    for the test is one of large samples, and the interval is the widest the two years' limits leave open: one person
    who did not answer may be the whole change.

    Parameters
    ----------
    pairs : sequence of (now, before)
        Rows with ``indicator``, ``value`` (as printed) and the columns of :data:`COMPARED`; of ``before`` also
        ``fiscal_year`` and ``source``.

    Returns
    -------
    DataFrame
        :data:`kumin.judgement.frames.CHANGES_SCHEMA`.
    """
    tables = [
        pl.DataFrame({name: [row.get(name) for row in rows] for name in COMPARED}, schema=COMPARED)
        for rows in ([before for _, before in pairs], [now for now, _ in pairs])
    ]
    exact_ones = [now["indicator"] for pair in pairs for now in pair if now.get("method") == "finite_exact"]
    before, now = tables
    widest = now.select("indicator", least=pl.col("lower") - before["upper"], most=pl.col("upper") - before["lower"])
    exactly = pl.col("indicator").is_in(exact_ones)
    compared = (
        compare_estimates(before, now)
        .join(widest, on="indicator", how="left", maintain_order="left")
        .with_columns(
            pl.when(~exactly).then("p_value").alias("p_value"),
            pl.when(exactly).then("least").otherwise("lower").alias("lower"),
            pl.when(exactly).then("most").otherwise("upper").alias("upper"),
        )
    )
    compared = adjust_p_values(compared, "holm")
    found = {row["indicator"]: row for row in compared.iter_rows(named=True)}
    return frame_of("changes", [_row(now, before, found.get(now["indicator"], {})) for now, before in pairs])


def _row(now: Row, before: Row, found: Row) -> Row:
    from kumin.numbers import exact

    lower, upper = found.get("lower"), found.get("upper")
    value, printed = now.get("value"), before.get("value")
    return {
        "indicator": now["indicator"],
        "previous_year": before.get("fiscal_year"),
        "source": before.get("source"),
        "previous_percent": printed,
        "previous_n": before.get("n_base"),
        "change_points": None if value is None or printed is None else float(exact(value) - exact(printed)),
        "lower_points": None if lower is None else 100 * lower,
        "upper_points": None if upper is None else 100 * upper,
        "p_value": found.get("p_value"),
        "p_holm": found.get("p_adjusted"),
        "statement": statement_of_change(lower, upper) if value is not None else None,
    }
