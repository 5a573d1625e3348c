"""open_data.csv and open_data.json: every table as tidy open data, with small cells suppressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.disclosure.published import published
from kumin.disclosure.suppress import (
    DEFAULT_K,
    SUPPRESSED_MARK,
)
from kumin.messages import text
from kumin.numbers import level_percent, rounded
from kumin.tables.shares import (
    with_labels,
)
from kumin.words.weighting import weighted_surveys

if TYPE_CHECKING:
    from kumin.result import Result

OPEN_COLUMNS = {
    "survey": "open_survey",
    "fiscal_year": "open_fiscal_year",
    "question": "open_question",
    "question_text": "open_question_text",
    "option": "open_option",
    "option_label": "open_option_label",
    "axis": "open_axis",
    "axis_label": "open_axis_label",
    "category": "open_category",
    "category_label": "open_category_label",
    "n_base": "open_n_base",
    "n_positive": "open_n_positive",
    "percent": "open_percent",
    "lower_percent": "open_lower_percent",
    "upper_percent": "open_upper_percent",
    "suppressed": "open_suppressed",
}
"""Columns of open_data.csv, each with the message that describes it."""


def open_data(result: Result, lang: str | None = None, *, k: int = DEFAULT_K) -> pl.DataFrame:
    """Tabulate every question of every survey for publication: totals, and by each attribute of the respondents.

    Attributes are not crossed with each other. What is hidden was chosen for all published files of the run together:
    see :func:`published`.

    Returns
    -------
    DataFrame
        :data:`OPEN_COLUMNS`; percents 0-100. Suppressed numbers are null.
    """
    parts = []
    for key in result.answers:
        questionnaire = result.plan.questionnaires[key]
        labelled = with_labels(published(result, key, k).table, questionnaire, lang)
        parts.append(
            labelled.with_columns(
                survey=pl.lit(key),
                fiscal_year=pl.lit(result.fiscal_year, pl.Int32),
                lower_percent=rounded(pl.col("lower") * 100, 2),
                upper_percent=rounded(pl.col("upper") * 100, 2),
            ).select(list(OPEN_COLUMNS))
        )
    return pl.concat(parts) if parts else pl.DataFrame(schema=dict.fromkeys(OPEN_COLUMNS, pl.String))


def metadata(result: Result, lang: str | None = None, *, k: int = DEFAULT_K) -> dict[str, Any]:
    """Describe open_data.csv: columns, surveys, and how small cells were treated."""
    plan = result.plan.plan
    surveys = {}
    for key, answers in result.answers.items():
        survey, population = plan.surveys[key], result.plan.populations[key]
        surveys[key] = {
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
    described = OPEN_COLUMNS | ({"percent": "open_percent_unweighted"} if weighted_surveys(result) else {})
    return {
        "title": text("open_title", lang, title=plan.title),
        "publisher": plan.ward,
        "fiscal_year": result.fiscal_year,
        "file": "open_data.csv",
        "encoding": "UTF-8 (BOM)",
        "columns": {name: text(code, lang, level=level_percent(result.level)) for name, code in described.items()},
        "suppression": {"k": k, "mark": SUPPRESSED_MARK, "note": text("rep_method_suppress", lang, k=k)},
        "surveys": surveys,
        "source": plan.source,
        "generator": f"kumin {result.manifest.versions['kumin']}",
        "time": result.manifest.time,
    }


def marked(table: pl.DataFrame, mark: str = SUPPRESSED_MARK) -> pl.DataFrame:
    """Return a suppressed table as text, with the mark where a number is hidden."""
    numbers = [
        name for name in ("n_base", "n_positive", "percent", "lower_percent", "upper_percent") if name in table.columns
    ]
    hidden = pl.col("suppressed")
    return table.with_columns(
        pl.when(pl.col(name).is_null() & (hidden | pl.lit(name == "n_base")))
        .then(pl.lit(mark))
        .otherwise(pl.col(name).cast(pl.String))
        .alias(name)
        for name in numbers
    )
