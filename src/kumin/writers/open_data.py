"""open_data.csv and open_data.json: every table as tidy open data, with small cells suppressed."""

from __future__ import annotations

from typing import Any

import polars as pl

from kumin.definitions import Indicator, LoadedPlan
from kumin.disclosure.published import Published
from kumin.disclosure.suppress import BASE_BOUNDS
from kumin.frames import Column, DataType, frame
from kumin.messages import catalogue
from kumin.numbers import rounded
from kumin.responses import Answers
from kumin.tables.figures import LOWER, UPPER
from kumin.words.tables import with_labels
from kumin.words.weighting import weighted_surveys
from kumin.words.words import Words, words_of


def _column(name: str, dtype: DataType, unit: str = "") -> Column:
    """Define a column that open_data.json describes in either language."""
    return Column(name, dtype, unit, catalogue()[f"column_open_data_{name}"][1])


OPEN_DATA = frame(
    "open_data",
    "One row a survey, option and group: the columns of open_data.csv.",
    _column("survey", pl.String),
    _column("fiscal_year", pl.Int32, "year"),
    _column("question", pl.String),
    _column("question_text", pl.String),
    _column("option", pl.Int32),
    _column("option_label", pl.String),
    _column("axis", pl.String),
    _column("axis_label", pl.String),
    _column("category", pl.String),
    _column("category_label", pl.String),
    _column("n_base", pl.Int64, "people"),
    _column("n_positive", pl.Int64, "people"),
    _column("percent", pl.Float64, "percent"),
    _column("lower_percent", pl.Float64, "percent"),
    _column("upper_percent", pl.Float64, "percent"),
    _column("suppressed", pl.Boolean),
    _column("n_low", pl.Int64, "people"),
    _column("n_high", pl.Int64, "people"),
    _column("percent_low", pl.Int64, "percent"),
    _column("percent_high", pl.Int64, "percent"),
    _column("n_base_low", pl.Int64, "people"),
    _column("n_base_high", pl.Int64, "people"),
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
        limits = {figure.column: rounded(100 * pl.col(figure.name), 2) for figure in (LOWER, UPPER)}
        tidy = labelled.with_columns(survey=pl.lit(key), fiscal_year=pl.lit(result.fiscal_year), **limits)
        parts.append(OPEN_DATA.conform(tidy.select(OPEN_DATA.schema.names())))
    return pl.concat(parts)


OPEN_GROUPS = frame(
    "open_groups",
    "One row an indicator that is no share of options, and group: the columns of open_data_groups.csv.",
    *(column for column in OPEN_DATA.columns if column.name in ("survey", "fiscal_year")),
    _column("indicator", pl.String),
    _column("indicator_text", pl.String),
    *(column for column in OPEN_DATA.columns if column.name in ("axis", "axis_label", "category", "category_label")),
    *(column for column in OPEN_DATA.columns if column.name == "n_base"),
    _column("value", pl.Float64, "unit"),
    _column("lower", pl.Float64, "unit"),
    _column("upper", pl.Float64, "unit"),
    _column("unit", pl.String),
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
    parts = [OPEN_GROUPS.empty()]
    for key, shown in published.surveys.items():
        named = with_labels(shown.measures.with_columns(question="indicator"), result.plan.questionnaires[key], words)
        id_ = pl.col("indicator")
        tidy = named.with_columns(
            survey=pl.lit(key),
            fiscal_year=pl.lit(result.fiscal_year),
            indicator_text=id_.replace_strict(texts, default=None, return_dtype=pl.String),
            unit=id_.replace_strict(units, default=None, return_dtype=pl.String),
            lower=rounded(pl.col("lower"), 2),
            upper=rounded(pl.col("upper"), 2),
        )
        parts.append(OPEN_GROUPS.conform(tidy.select(OPEN_GROUPS.schema.names())))
    return pl.concat(parts)


def metadata(published: Published, lang: str | None = None) -> dict[str, Any]:
    """Describe open_data.csv: columns, surveys, and how small cells were treated."""
    result, words = published.result, words_of(published.result, lang)
    plan = result.plan.plan
    return {
        "title": words.text("open_title", title=plan.title),
        "publisher": plan.ward,
        "fiscal_year": result.fiscal_year,
        "file": "open_data.csv",
        "encoding": "UTF-8 (BOM)",
        "columns": {
            name: _described(name, words, weighted=bool(weighted_surveys(result))) for name in OPEN_DATA.schema
        },
        "groups": {
            "file": "open_data_groups.csv",
            "columns": {name: _described(name, words, weighted=False) for name in OPEN_GROUPS.schema},
        }
        if any(shown.measures.height for shown in published.surveys.values())
        else None,
        "suppression": {
            "k": published.k,
            # columns of numbers hold numbers only: what is hidden is empty, and the column says so
            "mark": "",
            "column": "suppressed",
            "note": words.text("open_suppress", k=published.k),
        },
        "surveys": {key: _survey(result.plan, key, answers) for key, answers in result.answers.items()},
        "indicators": {
            one.id: _indicator(key, one)
            for key in result.answers
            for _, one in plan.indicators(key)
            if one.codes and one.is_share
        },
        "source": plan.source,
        "generator": f"kumin {result.manifest.versions['kumin']}",
        "time": result.manifest.time,
    }


def _described(name: str, words: Words, *, weighted: bool) -> str:
    """Describe a column; of a weighted survey the percent is said to be unweighted."""
    code = "percent_unweighted" if name == "percent" and weighted else name
    return words.text(f"column_open_data_{code}", level=words.level)


def _indicator(survey: str, one: Indicator) -> dict[str, Any]:
    """Tell how a published indicator is counted from the answers to its question."""
    return {
        "survey": survey,
        "question": one.question,
        "options": list(one.codes),
        "base": one.base.rule,
        "left_out": list(one.base.excluding),
        "among": {axis: list(codes) for axis, codes in one.among.items()},
    }


def _survey(loaded: LoadedPlan, key: str, answers: Answers) -> dict[str, Any]:
    survey, population = loaded.plan.surveys[key], loaded.populations[key]
    return {
        "title": survey.title,
        "of": survey.of,
        "population": population.total if population else None,
        "population_synthetic": bool(population and population.about and population.about.synthetic),
        "invited": survey.invited,
        "undeliverable": survey.undeliverable,
        "used": answers.n_used,
        "period": [survey.period.start.isoformat(), survey.period.end.isoformat()] if survey.period else None,
        "mode": list(survey.mode),
        "sampling": survey.sampling,
        "interval": survey.interval if survey.has_sampling_error else None,
        "note": survey.note,
    }
