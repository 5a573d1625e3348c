"""The two tables of a batch: one row a plan, and one row an indicator of a plan."""

from __future__ import annotations

import polars as pl

from kumin.frames import Column, frame
from kumin.judgement.frames import JUDGEMENTS

FOLDER = Column("folder", pl.String, "", "Folder of the plan, below that of the batch.")
WARD = Column("ward", pl.String, "", "The plan's ward; null where the plan could not be read.")
FISCAL_YEAR = Column("fiscal_year", pl.Int64, "year", "Fiscal year of the answers.")

PLANS = frame(
    "plans",
    "One row a plan folder of a batch, in the order of their names.",
    FOLDER,
    WARD,
    Column("title", pl.String, "", "The plan's."),
    FISCAL_YEAR,
    Column(
        "status",
        pl.String,
        "",
        "done, incomplete (a survey has no answers), withheld (by the audit), kept (unchanged since it was done) or "
        "failed.",
    ),
    Column("again", pl.Boolean, "", "Whether it was run again: it had been done before."),
    Column("n_used", pl.Int64, "people", "Answers that were used, of all surveys."),
    Column("n_a", pl.Int64, "indicators", "Indicators marked A."),
    Column("n_b", pl.Int64, "indicators", "Indicators marked B."),
    Column("n_other", pl.Int64, "indicators", "Indicators with another mark of the plan's scale, or none."),
    Column("n_unanswered", pl.Int64, "indicators", "Indicators without a value, as their surveys have no answers."),
    Column("unanswered", pl.String, "", "The keys of these surveys, joined by `, `."),
    Column("unread", pl.String, "", "Files beside the answers that are of no survey by their names, joined by `, `."),
    Column("seconds", pl.Float64, "seconds", "How long it took when it was done."),
    Column("code", pl.String, "", "Code of the error; null where it did not fail."),
    Column("error", pl.String, "", "The error in words; null where it did not fail."),
)
"""One row a plan."""

BATCH_INDICATORS = frame(
    "batch_indicators",
    "One row an indicator of a plan of a batch: where it stands, then the columns of `judgements`.",
    FOLDER,
    WARD,
    FISCAL_YEAR,
    *JUDGEMENTS.columns,
)
"""One row an indicator."""
