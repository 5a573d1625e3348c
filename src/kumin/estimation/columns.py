"""The columns of estimates, each defined once: name, type, unit, meaning; other rooms take theirs from here."""

from __future__ import annotations

import polars as pl

from kumin.estimation._reasons import REASONS
from kumin.frames import Column, DataType, frame

_WHY = "; ".join(f"`{code}`: {meaning}" for code, meaning in REASONS.items())

ESTIMATES = frame(
    "estimates",
    "One row an indicator, and a domain cell where there are domains.",
    Column("indicator", pl.String, "", "the name the outcome was given under"),
    Column("n_asked", pl.Int64, "people", "who was asked, unweighted"),
    Column("n_base", pl.Int64, "people", "who is in the denominator, unweighted; rows of weight 0 are not"),
    Column("n_positive", pl.Int64, "people", "who counts, unweighted"),
    Column("proportion", pl.Float64, "proportion", "weighted share of the base; null where the base is empty"),
    Column("se", pl.Float64, "proportion", "standard error; null where `not_estimable` says why"),
    Column("lower", pl.Float64, "proportion", "lower limit; null as `se`, but kept where the method needs no variance"),
    Column("upper", pl.Float64, "proportion", "upper limit, as `lower`"),
    Column("level", pl.Float64, "proportion", "confidence level of the limits"),
    Column("method", pl.String, "", "interval method; what `auto` chose"),
    Column("deff", pl.Float64, "ratio", "variance over that of a simple random sample of n_base with replacement"),
    Column("n_eff", pl.Float64, "people", "size of the simple random sample as precise; infinite where all were asked"),
    Column("df", pl.Float64, "degrees", "PSUs less strata among the base, or the `df` given"),
    Column("not_estimable", pl.String, "", f"why there is no standard error, null where there is one. {_WHY}"),
)
"""The row of :func:`kumin.estimation.proportions`; domain columns stand after ``indicator``."""

DETAILS = (
    Column("cv", pl.Float64, "ratio", "se / proportion"),
    Column("deff_without_replacement", pl.Float64, "ratio", "deff over (N - n)/N"),
)
"""What ``details=True`` adds."""

SAMPLING_ERROR = ("se", "lower", "upper", "method", "deff", "n_eff", "df", "not_estimable")
"""Columns that speak of a probability sample."""


def estimate_columns(*names: str) -> dict[str, DataType]:
    """Names and types of some columns of :data:`ESTIMATES`, for a frame that holds them among others.

    Raises
    ------
    KeyError
        An estimate has no such column.

    Examples
    --------
    >>> estimate_columns("n_base", "se")
    {'n_base': Int64, 'se': Float64}
    """
    schema = ESTIMATES.schema
    return {name: schema[name] for name in names}
