"""Tables of numbers and dates put into words: labels, amounts and days as printed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from kumin import numbers
from kumin.definitions import NumberQuestion, Questionnaire
from kumin.disclosure.amounts import ENDS
from kumin.disclosure.suppress import SUPPRESSED_MARK
from kumin.messages import text
from kumin.tables.amounts import DATE, number_questions
from kumin.tables.shares import axis_label, category_label

FINER = ("mean", "lower", "upper", "sd")
"""Amounts that are printed with a decimal more than the answers have."""

NUMBER_COLUMNS = {
    "mean": "mean", "mean_lower": "lower", "mean_upper": "upper", "sd": "sd", "minimum": "minimum", "q25": "q25",
    "median": "median", "q75": "q75", "maximum": "maximum",
}  # fmt: skip
"""Columns of the CSV that numbers have, each with that of the frame."""

DATE_COLUMNS = {"earliest": "earliest", "median_date": "median_date", "latest": "latest"}


def with_number_labels(table: pl.DataFrame, questionnaire: Questionnaire, lang: str | None = None) -> pl.DataFrame:
    """Add ``header``, ``question_text``, ``unit``, ``axis_label`` and ``category_label`` to a table of numbers."""
    asking = number_questions(questionnaire)
    axes = {axis: axis_label(questionnaire, axis) for axis in table["axis"].drop_nulls().unique()}
    pairs = table.select("axis", "category").drop_nulls().unique().rows()
    categories = {f"{axis}:{category}": category_label(questionnaire, axis, category, lang) for axis, category in pairs}

    def worded(key: pl.Expr, words: Mapping[str, str]) -> pl.Expr:
        return key.replace_strict(words, default=None, return_dtype=pl.String)

    question = pl.col("question")
    return table.with_columns(
        header=worded(question, {one.id: one.column_header for one in asking}),
        question_text=worded(question, {one.id: one.text for one in asking}),
        unit=worded(question, {one.id: one.unit for one in asking if isinstance(one, NumberQuestion)}),
        axis_label=worded(pl.col("axis"), axes),
        category_label=worded(pl.concat_str("axis", pl.lit(":"), "category"), categories),
    )


def places_of(row: Mapping[str, Any], name: str) -> int:
    """Decimals that a column of a row is printed with."""
    return int(row["decimals"]) + (name in FINER)


def printed(row: Mapping[str, Any], name: str) -> str:
    """Print one column of a row: a count, an amount or a day; ``x`` where it is hidden, ``-`` where there is none."""
    value = row[name]
    if value is None:
        return SUPPRESSED_MARK if is_hidden(row, name) else "-"
    if isinstance(value, date):
        return value.isoformat()
    return numbers.printed(value, 0 if isinstance(value, int) else places_of(row, name), grouped=True)


def is_hidden(row: Mapping[str, Any], name: str) -> bool:
    """Whether a number is missing from a published row because it is hidden, and not because there is none."""
    if name in {"lower", "upper"} and row["mean"] is not None:
        return False  # of no random sample a mean has no interval
    return bool(row["published"]) and row[name] is None and (row["n_base"] != 0 or name == "n_no_answer")


def interval(row: Mapping[str, Any], lang: str) -> str:
    """Print the interval of a mean: 21.4～25.0."""
    if row["lower"] is None:
        return printed(row, "lower")
    return text("rep_to", lang, lower=printed(row, "lower"), upper=printed(row, "upper"))


def heading(row: Mapping[str, Any], lang: str) -> str:
    """Word a question with its unit: 問5　居住年数（単位: 年）."""
    words = f"{row['header']}　{row['question_text']}"
    return words + text("num_unit", lang, unit=row["unit"]) if row["unit"] else words


def columns_of(kind: str, *, published: bool) -> list[tuple[str, str]]:
    """Columns of a question's own table after its counts, each with the message that heads it."""
    found = [("earliest", "num_earliest"), ("median_date", "num_median_date"), ("latest", "num_latest")]
    if kind != DATE:
        found = [
            *(("mean", "num_mean"), ("interval", "rep_interval"), ("sd", "num_sd"), ("minimum", "num_minimum")),
            *(("q25", "num_q25"), ("median", "num_median"), ("q75", "num_q75"), ("maximum", "num_maximum")),
        ]
    return [pair for pair in found if not (published and pair[0] in ENDS)]
