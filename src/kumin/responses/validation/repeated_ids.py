"""For every row whose id is repeated, be it in other case: another row with that id, the one used if any is."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kumin.definitions import Questionnaire
from kumin.definitions import rules as r
from kumin.responses.coding.answers import RESPONDENT
from kumin.responses.table import ROW
from kumin.responses.validation.conditions import SOURCE
from kumin.responses.validation.rows import rows_sharing_ids

_KEYS = ["file", "row", "code"]


def other_rows(
    candidate: pl.DataFrame, failures: pl.DataFrame, names: Sequence[str], questionnaire: Questionnaire
) -> pl.DataFrame:
    """Find, for each finding of a repeated id, the other row.

    Parameters
    ----------
    candidate : DataFrame
        The rows of all files.
    failures : DataFrame
        Failed checks that compare rows with each other: ``check`` and ``index``.
    names : sequence of str
        The files, in their order.
    questionnaire : Questionnaire
        Its ``duplicates`` say which row counts.

    Returns
    -------
    DataFrame
        file, row, code, other_file, other_row.
    """
    place = rows_sharing_ids(candidate[RESPONDENT])
    there = [name for name in (RESPONDENT, ROW, SOURCE) if name in candidate.columns]
    rows = candidate.select(pl.col(there).gather(place))
    source = pl.col(SOURCE).to_physical() if SOURCE in rows.columns else pl.lit(0)
    rows = rows.with_columns(source.cast(pl.UInt32).alias(SOURCE), index=place.cast(pl.Int64))
    rows = rows.with_columns(first=pl.col("index").first().over(pl.col(RESPONDENT).str.to_lowercase()))
    repeated = failures.select("index", code="check").join(rows, on="index", maintain_order="left")
    repeated = repeated.join(_in_file(rows, questionnaire), on="index").join(_between(rows, questionnaire), on="index")
    others = {r.DUPLICATE_ID: "in_file", r.ID_IN_TWO_FILES: "between", r.ID_BUT_FOR_CASE: "first"}
    other = pl.coalesce([pl.when(pl.col("code") == rule.code).then(name) for rule, name in others.items()])
    found = rows.select(other="index", other_source=SOURCE, other_row=ROW)
    repeated = repeated.with_columns(other=other).join(found, on="other", maintain_order="left")
    files = pl.lit(pl.Series(names, dtype=pl.String))
    return repeated.select(
        files.gather(pl.col(SOURCE)).alias("file"), ROW, "code",
        files.gather(pl.col("other_source")).alias("other_file"), pl.col("other_row").cast(pl.UInt32),
    )  # fmt: skip


def _in_file(rows: pl.DataFrame, questionnaire: Questionnaire) -> pl.DataFrame:
    """Return for each row the one of its own file that counts; where none does, the first of the others."""
    index, own = pl.col("index"), (RESPONDENT, SOURCE)
    first, second, last = (one.over(*own) for one in (index.first(), index.get(1, null_on_oob=True), index.last()))
    other = pl.when(index == first).then(second).otherwise(first)
    counts = {"first": first, "last": last, "none": other}[questionnaire.duplicates.same_file]
    return rows.select("index", in_file=counts)


def _between(rows: pl.DataFrame, questionnaire: Questionnaire) -> pl.DataFrame:
    """Return for each row one of the file that counts; where none does, of the first or last of the files."""
    kept, source = questionnaire.duplicates, pl.col(SOURCE)
    low, high = source.min().over(RESPONDENT), source.max().over(RESPONDENT)
    other = pl.when(source == low).then(high).otherwise(low)
    chosen = {"first": low, "last": high, "none": other}[kept.between_files]
    index = pl.col("index")
    one = rows.group_by(RESPONDENT, SOURCE).agg(between=index.last() if kept.same_file == "last" else index.first())
    asked = rows.select("index", RESPONDENT, chosen.alias(SOURCE))
    return asked.join(one, on=[RESPONDENT, SOURCE]).select("index", "between")


def with_others(findings: pl.DataFrame, others: pl.DataFrame, quarantined: pl.DataFrame) -> pl.DataFrame:
    """Add to the findings which other row has the same id, and whether that row is used."""
    out = quarantined.select(other_file="file", other_row=pl.col("row").cast(pl.UInt32), out=pl.lit(True))
    marked = others.join(out, on=["other_file", "other_row"], how="left")
    marked = marked.select(*_KEYS, "other_file", "other_row", other_used=pl.col("out").is_null())
    names = ["other_file", "other_row", "other_used"]
    joined = findings.drop(names).join(marked, on=_KEYS, how="left", maintain_order="left")
    return joined.select(findings.columns)
