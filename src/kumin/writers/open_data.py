"""open_data.csv and open_data_groups.csv: every table as tidy open data, with small cells suppressed."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from kumin.disclosure.published import Published
from kumin.disclosure.suppress import BASE_BOUNDS
from kumin.frames import frame
from kumin.numbers import MOST_DECIMALS, rounded
from kumin.tables.figures import LOWER, UPPER
from kumin.tables.worded import worded_column
from kumin.words.tables import with_labels
from kumin.words.words import words_of

OPEN_DATA = frame(
    "open_data",
    "One row a survey, option and group: the columns of open_data.csv.",
    worded_column("open_data", "survey", pl.String),
    worded_column("open_data", "fiscal_year", pl.Int32, "year"),
    worded_column("open_data", "question", pl.String),
    worded_column("open_data", "question_text", pl.String),
    worded_column("open_data", "option", pl.Int32),
    worded_column("open_data", "option_label", pl.String),
    worded_column("open_data", "axis", pl.String),
    worded_column("open_data", "axis_label", pl.String),
    worded_column("open_data", "category", pl.String),
    worded_column("open_data", "category_label", pl.String),
    worded_column("open_data", "n_base", pl.Int64, "people"),
    worded_column("open_data", "n_positive", pl.Int64, "people"),
    worded_column("open_data", "percent", pl.Float64, "percent"),
    worded_column("open_data", "lower_percent", pl.Float64, "percent"),
    worded_column("open_data", "upper_percent", pl.Float64, "percent"),
    worded_column("open_data", "suppressed", pl.Boolean),
    worded_column("open_data", "n_low", pl.Int64, "people"),
    worded_column("open_data", "n_high", pl.Int64, "people"),
    worded_column("open_data", "percent_low", pl.Int64, "percent"),
    worded_column("open_data", "percent_high", pl.Int64, "percent"),
    worded_column("open_data", "n_base_low", pl.Int64, "people"),
    worded_column("open_data", "n_base_high", pl.Int64, "people"),
)


def open_data(published: Published, lang: str | None = None) -> pl.DataFrame:
    """Tabulate every question of every survey for publication: totals, and by each attribute of the respondents.

    Attributes are not crossed with each other. What is hidden was chosen for all published files of the run together:
    see :func:`kumin.disclosure.published.release`.

    Returns
    -------
    DataFrame
        :data:`OPEN_DATA`; percents 0-100. Suppressed numbers are null.
    """
    result = published.result
    parts = [OPEN_DATA.empty()]
    for key, shown in published.surveys.items():
        ends = {name: f"n_{name}" for name in BASE_BOUNDS}
        labelled = with_labels(shown.table.rename(ends), result.plan.questionnaires[key], words_of(result, lang))
        limits = {
            figure.column: rounded(100 * pl.col(figure.name), result.plan.plan.decimals) for figure in (LOWER, UPPER)
        }
        tidy = labelled.with_columns(survey=pl.lit(key), fiscal_year=pl.lit(result.fiscal_year), **limits)
        parts.append(OPEN_DATA.conform(tidy.select(OPEN_DATA.schema.names())))
    return pl.concat(parts)


OPEN_GROUPS = frame(
    "open_groups",
    "One row an indicator that is no share of options, and group: the columns of open_data_groups.csv.",
    *(column for column in OPEN_DATA.columns if column.name in ("survey", "fiscal_year")),
    worded_column("open_data", "indicator", pl.String),
    worded_column("open_data", "indicator_text", pl.String),
    *(column for column in OPEN_DATA.columns if column.name in ("axis", "axis_label", "category", "category_label")),
    *(column for column in OPEN_DATA.columns if column.name == "n_base"),
    worded_column("open_data", "value", pl.Float64, "unit"),
    worded_column("open_data", "lower", pl.Float64, "unit"),
    worded_column("open_data", "upper", pl.Float64, "unit"),
    worded_column("open_data", "unit", pl.String),
    *(column for column in OPEN_DATA.columns if column.name == "suppressed"),
)


def open_groups(published: Published, lang: str | None = None) -> pl.DataFrame:
    """Lay out means, differences and the like by attribute for publication; empty where there are none.

    Returns
    -------
    DataFrame
        :data:`OPEN_GROUPS`; suppressed numbers are null.
    """
    result = published.result
    words, plan = words_of(result, lang), result.plan.plan
    texts = {one.id: one.text for _, one in plan.indicators()}
    units = {one.id: one.unit or "%" for _, one in plan.indicators()}
    decimals = {one.id: plan.decimals_of(one) for _, one in plan.indicators()}
    parts = [OPEN_GROUPS.empty()]
    for key, shown in published.surveys.items():
        named = with_labels(shown.measures.with_columns(question="indicator"), result.plan.questionnaires[key], words)
        id_ = pl.col("indicator")
        tidy = named.with_columns(
            survey=pl.lit(key),
            fiscal_year=pl.lit(result.fiscal_year),
            indicator_text=id_.replace_strict(texts, default=None, return_dtype=pl.String),
            unit=id_.replace_strict(units, default=None, return_dtype=pl.String),
            lower=_as_printed("lower", decimals),
            upper=_as_printed("upper", decimals),
        )
        parts.append(OPEN_GROUPS.conform(tidy.select(OPEN_GROUPS.schema.names())))
    return pl.concat(parts)


def _as_printed(limit: str, decimals: Mapping[str, int]) -> pl.Expr:
    """Round a limit as every report prints it: rounded again from more decimals it could be another."""
    places = pl.col("indicator").replace_strict(decimals, default=None, return_dtype=pl.Int64)
    return pl.coalesce(pl.when(places == n).then(rounded(pl.col(limit), n)) for n in range(MOST_DECIMALS + 1))
