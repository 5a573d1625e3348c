"""The columns of a design that was tried."""

from __future__ import annotations

import polars as pl

from kumin.frames import Column, frame

_AMONG = "of the surveys that have an interval"

COVERAGE = frame(
    "coverage",
    "One row a true share and interval method of a design that was tried.",
    Column("share", pl.Float64, "proportion", "true share of the made-up population"),
    Column("method", pl.String, "", "interval method"),
    Column("n", pl.Int64, "people", "answers of a survey"),
    Column("level", pl.Float64, "proportion", "confidence level that the interval promises"),
    Column("surveys", pl.Int64, "surveys", "surveys that were drawn; null where every one was gone through (exact)"),
    Column("no_interval", pl.Float64, "proportion", "surveys without an interval: a cell without answers, no variance"),
    Column("bias", pl.Float64, "proportion", f"mean estimate less the true share, {_AMONG}"),
    Column("width", pl.Float64, "proportion", "mean width of the interval"),
    Column("coverage", pl.Float64, "proportion", f"intervals that hold the true share, {_AMONG}"),
    Column("coverage_error", pl.Float64, "proportion", "its simulation error (standard error); 0 where exact"),
    Column("above", pl.Float64, "proportion", "intervals that lie wholly above the true share"),
    Column("above_error", pl.Float64, "proportion", "its simulation error"),
    Column("below", pl.Float64, "proportion", "intervals that lie wholly below the true share"),
    Column("below_error", pl.Float64, "proportion", "its simulation error"),
    Column("target", pl.Float64, "proportion", "target; it and what follows null without one"),
    Column("meets", pl.Boolean, "", "whether the true share meets it"),
    Column("marked_met", pl.Float64, "proportion", "surveys whose estimate meets it"),
    Column("surely_met", pl.Float64, "proportion", "surveys whose whole interval meets it"),
    Column("surely_missed", pl.Float64, "proportion", "surveys whose whole interval misses it"),
    Column("wrong", pl.Float64, "proportion", "of these two the one that is wrong, as the true share meets it or not"),
    Column("wrong_error", pl.Float64, "proportion", "its simulation error"),
)
"""The row of :func:`kumin.validate_design`."""
