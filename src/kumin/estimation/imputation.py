"""Estimates of several imputed data sets put together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from kumin.errors import StatisticsError
from kumin.estimation import door, kinds
from kumin.estimation._frames import AnyFrame, table_of
from kumin.estimation.columns import ESTIMATES
from kumin.estimation.door import statistic
from kumin.estimation.linearized.sums import require_columns
from kumin.frames import Column
from kumin.frames import frame as define
from kumin.intervals import t_value

VALUES = ("proportion", "mean", "total", "ratio", "difference", "estimate", "slope")
"""Columns that hold what was estimated; a frame has one of them, or the argument names it."""
IMPUTED = define(
    "imputed_estimates",
    "One row an estimate that all imputed data sets have; the columns that identify it stand first.",
    Column("estimate", pl.Float64, "", "mean of the estimates"),
    Column("se", pl.Float64, "", "root of the variance within, and between times 1 + 1/m"),
    Column("lower", pl.Float64, "", "estimate less t·se"),
    Column("upper", pl.Float64, "", "estimate plus t·se"),
    *(column for column in ESTIMATES.columns if column.name == "level"),
    Column("df", pl.Float64, "degrees", "Barnard and Rubin's; Rubin's where the complete data's are infinite"),
    Column("imputations", pl.Int64, "data sets", "m"),
    Column("missing_information", pl.Float64, "proportion", "part of the information that is missing"),
    *(column for column in ESTIMATES.columns if column.name == "not_estimable"),
)
"""The row of :func:`combine_imputations`."""


@statistic(tables=kinds.tables, on=door.columns, estimate=door.optional(door.column))
def combine_imputations(
    tables: Sequence[AnyFrame],
    *,
    on: Sequence[str] = ("indicator",),
    estimate: str | None = None,
    level: float = 0.95,
) -> pl.DataFrame:
    """Combine the estimates of m imputed data sets by Rubin's rules.

    Parameters
    ----------
    tables : sequence of pl.DataFrame
        Two or more, as a statistic returns them, each of one imputed data set: the columns of ``on``, an estimate,
        ``se`` and ``df`` (of the complete data).
    on : sequence of str
        Columns that identify a row; null matches null.
    estimate : str, optional
        Column of the estimate; default: the one of ``proportion``, ``mean``, ``total``, ``ratio``, ``difference``,
        ``estimate``, ``slope`` that is there.
    level : float
        Confidence level of the limits, 0-1.

    Returns
    -------
    pl.DataFrame
        The ``on`` columns and :data:`IMPUTED`.

    Raises
    ------
    StatisticsError
        There are not two tables, a column is missing or is there twice, or their rows are not the same.

    Notes
    -----
    se² = W + (1 + 1/m) B = T, W the mean of the m squared standard errors and B the variance between the m estimates,
    with m - 1 (Rubin 1987, Multiple Imputation for Nonresponse in Surveys). With r = (1 + 1/m) B / W Rubin's df are
    ν_m = (m - 1)(1 + 1/r)²; with ν of the complete data 1/df = 1/ν_m + 1/(ν (ν + 1)/(ν + 3) W/T) (Barnard & Rubin 1999,
    Biometrika 86). R's ``MIcombine`` has W/(W + B) for W/T. Missing information: (r + 2/(df + 3))/(r + 1).

    Examples
    --------
    >>> one, two = (pl.DataFrame({"indicator": ["y"], "mean": [m], "se": [1.0], "df": [30.0]}) for m in (4.0, 5.0))
    >>> combine_imputations([one, two]).select("estimate", "se").row(0)
    (4.5, 1.3228756555322954)
    """
    if len(tables) < 2:
        raise StatisticsError("imputations_few")
    given = [table_of(table) for table in tables]
    value = estimate or _value_column(given[0])
    for table in given:
        require_columns(table.lazy(), [*on, value, "se", "df"])
    first = given[0].select(on)
    if any(not _rows_match(first, table.select(on)) for table in given):
        raise StatisticsError("imputations_rows", columns=", ".join(on))
    arranged = [first.join(table, on=list(on), how="left", nulls_equal=True, maintain_order="left") for table in given]
    values, errors, degrees = (
        np.column_stack([table[name].cast(pl.Float64).to_numpy() for table in arranged]) for name in (value, "se", "df")
    )
    m = len(tables)
    within, between = (errors**2).mean(axis=1), values.var(axis=1, ddof=1)
    total = within + (1 + 1 / m) * between
    r = (1 + 1 / m) * between / within
    rubin, complete = (m - 1) * (1 + 1 / r) ** 2, degrees.mean(axis=1)
    observed = np.where(np.isinf(complete), np.inf, complete * (complete + 1) / (complete + 3) * within / total)
    df = 1 / (1 / rubin + 1 / observed)
    half = t_value(level, df) * np.sqrt(total)
    mean = values.mean(axis=1)
    why = [
        table["not_estimable"] if "not_estimable" in table.columns else pl.Series([None] * first.height)
        for table in arranged
    ]
    columns = {
        "estimate": mean,
        "se": np.sqrt(total),
        "lower": mean - half,
        "upper": mean + half,
        "level": np.full(mean.shape, level),
        "df": df,
        "imputations": np.full(mean.shape, m),
        "missing_information": (r + 2 / (df + 3)) / (r + 1),
    }
    reason = pl.DataFrame({str(k): one.cast(pl.String) for k, one in enumerate(why)}).select(
        pl.coalesce(pl.all()).alias("not_estimable")
    )
    found = pl.DataFrame(columns).with_columns(pl.col(pl.Float64).fill_nan(None)).hstack(reason)
    return first.hstack(IMPUTED.conform(found))


def _value_column(table: pl.DataFrame) -> str:
    there = [name for name in VALUES if name in table.columns]
    if len(there) != 1:
        raise StatisticsError("imputations_estimate", found=", ".join(there))
    return there[0]


def _rows_match(first: pl.DataFrame, other: pl.DataFrame) -> bool:
    """Whether both have the same rows, each once."""
    same = first.height == other.height and not first.is_duplicated().any() and first.schema == other.schema
    return same and first.join(other, on=first.columns, how="anti", nulls_equal=True).is_empty()
