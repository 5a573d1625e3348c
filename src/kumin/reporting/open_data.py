"""open_data.csv and open_data.json: every table as tidy open data, with small cells suppressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.definitions import MultipleQuestion, Questionnaire
from kumin.messages import text
from kumin.reporting.disclosure import DEFAULT_K, SUPPRESSED_MARK, suppress
from kumin.reporting.tables import Axis, HasAnswers, default_axes, survey_table, with_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kumin.pipeline import Result

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

    Attributes are not crossed with each other. The tables of a survey are suppressed together, so that none reveals
    what another hides.

    Returns
    -------
    DataFrame
        :data:`OPEN_COLUMNS`; percents 0-100. Suppressed numbers are null.
    """
    parts = []
    for key in result.answers:
        questionnaire = result.plan.questionnaires[key]
        table = public_table(result, key, default_axes(questionnaire), None, k)
        labelled = with_labels(table, questionnaire, lang)
        parts.append(
            labelled.with_columns(
                survey=pl.lit(key),
                fiscal_year=pl.lit(result.fiscal_year, pl.Int32),
                lower_percent=(pl.col("lower") * 100).round(2),
                upper_percent=(pl.col("upper") * 100).round(2),
            ).select(list(OPEN_COLUMNS))
        )
    return pl.concat(parts) if parts else pl.DataFrame(schema=dict.fromkeys(OPEN_COLUMNS, pl.String))


def public_table(
    result: HasAnswers, key: str, axes: Sequence[Axis], questions: Sequence[str] | None, k: int, level: float = 0.95
) -> pl.DataFrame:
    """Tabulate a survey for publication; see :func:`kumin.reporting.disclosure.suppress`.

    An axis's own question is in the table only as a total: crossed with another axis it would be that crossing.
    """
    table = survey_table(result, key, axes, questions, level=level)
    attributes = {id_ for axis in axes for id_ in axis}
    table = table.filter(pl.col("axis").is_null() | ~pl.col("question").is_in(attributes))
    return suppress(table, k, multiple=multiple_questions(result.plan.questionnaires[key]))


def multiple_questions(questionnaire: Questionnaire) -> set[str]:
    """Ids of the multiple answers."""
    return {question.id for question in questionnaire.closed() if isinstance(question, MultipleQuestion)}


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
            "interval": survey.interval,
            "note": survey.note,
        }
    return {
        "title": text("open_title", lang, title=plan.title),
        "publisher": plan.ward,
        "fiscal_year": result.fiscal_year,
        "file": "open_data.csv",
        "encoding": "UTF-8 (BOM)",
        "columns": {name: text(code, lang) for name, code in OPEN_COLUMNS.items()},
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
