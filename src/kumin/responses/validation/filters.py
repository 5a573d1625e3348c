"""Answers of people whose filter question has no valid answer: whether they were asked is not known, so none counts."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from kumin.conditions import filter_unknown
from kumin.definitions import MultipleQuestion, Questionnaire, coded_columns
from kumin.definitions import rules as r
from kumin.on_disk import with_columns
from kumin.responses.matching.column_map import MatchedTable
from kumin.responses.validation.decisions.decision import Decision


def of_filters(cleaned: pl.DataFrame, used: pl.Series, matched: MatchedTable) -> Iterator[Decision]:
    """Count the answers of those of whom it is not known whether they were asked.

    Parameters
    ----------
    cleaned : DataFrame
        The rows of one file, after answers that failed a check were set to missing.
    used : Series of Boolean
        Which of them are neither left out nor blank.
    matched : MatchedTable
        The file.
    """
    questionnaire = matched.questionnaire
    for question in questionnaire.questions:
        places = matched.columns.positions(question.id)
        if not question.ask_if or not places:
            continue
        # zeros for every option are what a file has of those who were not asked
        given = pl.col(question.id) > 0 if isinstance(question, MultipleQuestion) else pl.col(question.id).is_not_null()
        counted = given & filter_unknown(question, questionnaire) & pl.lit(used)
        if count := int(cleaned.select(counted.sum()).item()):
            yield Decision(r.FILTER_UNKNOWN, places[0], count, question.id)


def without_unknown(cleaned: pl.DataFrame, questionnaire: Questionnaire) -> pl.DataFrame:
    """Set the answers of those of whom it is not known whether they were asked to null."""
    changed = [
        pl.when(~filter_unknown(question, questionnaire)).then(pl.col(name)).alias(name)
        for question in questionnaire.questions
        if question.ask_if
        for name in coded_columns(question)
    ]
    return with_columns(cleaned, changed)
