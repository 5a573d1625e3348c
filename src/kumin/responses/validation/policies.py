"""Apply the policies of a questionnaire: set answers missing, leave rows out."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kumin.definitions import Questionnaire, coded_columns
from kumin.responses.coding.answers import RECEIVED
from kumin.responses.coding.quantities import UNREADABLE_DATE
from kumin.responses.table import ROW, AnswerTable
from kumin.responses.validation.conditions import SOURCE
from kumin.responses.validation.frames import QUARANTINED


def quarantined_frame(
    candidate: pl.DataFrame, quarantined: pl.Series, failures: pl.DataFrame, tables: Sequence[AnswerTable]
) -> pl.DataFrame:
    """List the rows left out, as :data:`~kumin.responses.validation.frames.QUARANTINED`."""
    source = pl.col(SOURCE).cast(pl.String) if SOURCE in candidate.columns else pl.lit(tables[0].path.name)
    reasons = failures.group_by("index").agg(codes=pl.col("code").unique().sort().str.join(";"))
    rows = candidate.select(source.alias("file"), ROW).with_row_index("index").filter(quarantined)
    rows = rows.with_columns(pl.col("index").cast(pl.Int64)).join(reasons, on="index", how="left").sort("index")
    return QUARANTINED.conform(rows.drop("index"))


def set_missing(candidate: pl.DataFrame, failures: pl.DataFrame, questionnaire: Questionnaire) -> pl.DataFrame:
    """Set every answer that failed to null, with all its option columns."""
    changed = []
    for (name,), group in failures.group_by("column"):
        index = group["index"]
        question = questionnaire.by_id.get(str(name))
        names = coded_columns(question) if question else [str(name)]
        changed += [candidate[column].scatter(index, None) for column in names]
    if RECEIVED in candidate.columns and not any(series.name == RECEIVED for series in changed):
        changed.append(candidate[RECEIVED].set(candidate[RECEIVED] == UNREADABLE_DATE, None))
    return candidate.with_columns(changed)
