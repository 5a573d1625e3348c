"""What the policies say, done: answers set missing, rows left out."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kumin.definitions import Questionnaire, coded_columns
from kumin.responses.code import RECEIVED
from kumin.responses.quantities import UNREADABLE_DATE
from kumin.responses.read import ROW, AnswerTable
from kumin.responses.schema import SOURCE


def quarantined_frame(
    candidate: pl.DataFrame, quarantined: pl.Series, failures: pl.DataFrame, tables: Sequence[AnswerTable]
) -> pl.DataFrame:
    """List the rows left out: file, row and the codes that did it, semicolon-joined."""
    source = pl.col(SOURCE).cast(pl.String) if SOURCE in candidate.columns else pl.lit(tables[0].path.name)
    reasons = failures.group_by("index").agg(codes=pl.col("code").unique().sort().str.join(";"))
    rows = candidate.select(source.alias("file"), ROW).with_row_index("index").filter(quarantined)
    return (
        rows.with_columns(pl.col("index").cast(pl.Int64))
        .join(reasons, on="index", how="left")
        .sort("index")
        .drop("index")
    )


def set_missing(candidate: pl.DataFrame, failures: pl.DataFrame, questionnaire: Questionnaire) -> pl.DataFrame:
    """Make every answer that failed a null, with all its option columns."""
    changed = []
    for (name,), group in failures.group_by("column"):
        index = group["index"]
        question = questionnaire.by_id.get(str(name))
        names = coded_columns(question) if question else [str(name)]
        changed += [candidate[column].scatter(index, None) for column in names]
    if RECEIVED in candidate.columns and not any(series.name == RECEIVED for series in changed):
        changed.append(candidate[RECEIVED].set(candidate[RECEIVED] == UNREADABLE_DATE, None))
    return candidate.with_columns(changed)
