"""What a plan's marks add up to, by issue and overall."""

from __future__ import annotations

import polars as pl

from kumin.judgement.frames import SUMMARY
from kumin.judgement.verdicts.verdict import Step


def summary_of(judgements: pl.DataFrame) -> pl.DataFrame:
    """Count the marks by issue, in the plan's order, then overall.

    Parameters
    ----------
    judgements : DataFrame
        issue, judgement, verdict.

    Returns
    -------
    DataFrame
        :data:`kumin.judgement.frames.SUMMARY`.
    """
    counts = [
        pl.len().cast(pl.Int64).alias("count"),
        *((pl.col("verdict") == step.value).sum().cast(pl.Int64).alias(f"count_{step.value}") for step in Step),
    ]
    order = judgements.select(pl.col("issue").unique(maintain_order=True)).with_row_index("place")
    by_issue = (
        judgements.group_by("issue", "judgement").agg(counts).join(order, on="issue", how="left", nulls_equal=True)
    )
    overall = judgements.group_by("judgement").agg(counts).with_columns(issue=pl.lit(None, pl.String))
    by_issue = by_issue.sort("place", "judgement", nulls_last=True)
    frames = [frame.select(SUMMARY.schema.names()) for frame in (by_issue, overall.sort("judgement", nulls_last=True))]
    return pl.concat(frames).cast(SUMMARY.schema)
