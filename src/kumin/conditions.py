"""Conditions of a questionnaire as Polars expressions on coded answers; every one is Boolean and never null."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from kumin.definitions import MultipleQuestion, Question, Questionnaire


def answered(question: Question, codes: Iterable[int] = ()) -> pl.Expr:
    """Whether the question has a valid answer, one that tells whether any of ``codes`` was chosen; never null."""
    return pl.col(question.id).is_not_null() & ~_untold(question, codes)


def _untold(question: Question, codes: Iterable[int]) -> pl.Expr:
    """Whether nothing says if any of the options was chosen: the file has no column for one, and has none of them."""
    if not isinstance(question, MultipleQuestion):
        return pl.lit(False)
    marks = [pl.col(question.column(code)) for code in codes]
    return pl.any_horizontal(marks).is_null() if marks else pl.lit(False)


def has_any(question: Question, codes: Iterable[int]) -> pl.Expr:
    """Whether any of the options ``codes`` was chosen; false where none was; never null."""
    if isinstance(question, MultipleQuestion):
        marks = [pl.col(question.column(code)).fill_null(False) for code in codes]
        return pl.any_horizontal(marks) if marks else pl.lit(False)
    return pl.col(question.id).is_in(list(codes)).fill_null(False)


def meets(conditions: Mapping[str, Iterable[int]], questionnaire: Questionnaire) -> pl.Expr:
    """Whether all of ``{question id: options}`` hold; true for an empty mapping; never null."""
    parts = [has_any(questionnaire.by_id[id_], codes) for id_, codes in conditions.items()]
    return pl.all_horizontal(parts) if parts else pl.lit(True)


def asked(question: Question, questionnaire: Questionnaire) -> pl.Expr:
    """Whether the question was asked of the respondent, by its ``ask_if`` and by those of its filter questions.

    Never null. Who left a filter question blank does not count as asked (該当者 only), nor as not asked: see
    :func:`filter_unknown`. An answer to a filter question that was not asked itself tells nothing.
    """
    parts = [meets(question.ask_if, questionnaire)]
    parts += [asked(questionnaire.by_id[id_], questionnaire) for id_ in _conditional(question, questionnaire)]
    return pl.all_horizontal(parts) if len(parts) > 1 else parts[0]


def not_asked_for_sure(question: Question, questionnaire: Questionnaire) -> pl.Expr:
    """Whether a filter question was answered with other options than ``ask_if`` names, or not asked; never null."""
    parts = []
    for id_, codes in question.ask_if.items():
        asked_first = questionnaire.by_id[id_]
        value = pl.col(id_)
        valid = value >= 0 if isinstance(asked_first, MultipleQuestion) else value.is_in(_codes(asked_first))
        parts.append(valid.fill_null(False) & ~has_any(asked_first, codes) & ~_untold(asked_first, codes))
    parts += [
        not_asked_for_sure(questionnaire.by_id[id_], questionnaire) for id_ in _conditional(question, questionnaire)
    ]
    return pl.any_horizontal(parts) if parts else pl.lit(False)


def filter_unknown(question: Question, questionnaire: Questionnaire) -> pl.Expr:
    """Whether a filter question has no valid answer, so that nobody knows if this one was asked; never null."""
    if not question.ask_if:
        return pl.lit(False)
    return ~asked(question, questionnaire) & ~not_asked_for_sure(question, questionnaire)


def _conditional(question: Question, questionnaire: Questionnaire) -> list[str]:
    """List the filter questions that are not asked of everyone themselves."""
    return [id_ for id_ in question.ask_if if questionnaire.by_id[id_].ask_if]


def _codes(question: Question) -> list[int]:
    return list(getattr(question, "options", {}))
