"""How each survey was conducted and what its file was checked for, in words and as the values behind the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import polars as pl

from kumin.definitions import TextQuestion
from kumin.definitions.period import Period
from kumin.numbers import half_up
from kumin.words.methods import interval_words
from kumin.words.rates import RatesTable, crossed_rate_sentences, rates_table
from kumin.words.survey import Shown, survey_sentences
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.responses import Answers
    from kumin.result import Result


@dataclass(frozen=True)
class SurveyView:
    """How one survey was conducted: a table of (what, value), what is to be said of it, and its findings by rule.

    ``values`` are those of ``rows`` before they were put into words: people (int), a rate (float), a period, or words.
    ``findings`` is None where nothing is told of them.
    """

    key: str
    title: str
    rows: tuple[tuple[str, str], ...]
    values: tuple[Any, ...] = ()
    findings: tuple[tuple[str, str, str, int, str], ...] | None = ()
    sentences: tuple[str, ...] = ()
    rates: RatesTable | None = None


def survey_views(result: Result, words: Words, shown: Mapping[str, Shown] | None = None) -> list[SurveyView]:
    """Word how each survey was conducted and what was found in its file; ``shown`` of its groups, default all."""
    return [_survey(result, key, words, (shown or {}).get(key)) for key in result.plan.plan.surveys]


def _survey(result: Result, key: str, words: Words, shown: Shown | None) -> SurveyView:
    answers = result.answers.get(key)
    known = {
        code: value for code, value in _conduct(result, key, words, shown).items() if value is not None and value != ""
    }
    said = [] if answers is None else [
        *survey_sentences(result, key, words, shown), *crossed_rate_sentences(result, key, words, shown),
    ]  # fmt: skip
    return SurveyView(
        key=key,
        title=result.plan.plan.surveys[key].title,
        rows=tuple((words.text(code), _value_words(value, words)) for code, value in known.items()),
        values=tuple(known.values()),
        findings=None if shown and not shown.findings else () if answers is None else _findings(answers, words),
        sentences=tuple(said),
        rates=rates_table(result, key, words, shown),
    )


def _conduct(result: Result, key: str, words: Words, shown: Shown | None) -> dict[str, Any]:
    """Return what is known of a survey's conduct, by the code of its heading."""
    survey = result.plan.plan.surveys[key]
    population, answers = result.plan.populations[key], result.answers.get(key)
    values: dict[str, Any] = {
        "rep_purpose": survey.purpose,
        "rep_population_of": survey.of,
        "rep_population": population.total if population else None,
        "rep_sampling": words.text(f"rep_sampling_{survey.sampling}"),
        "rep_period": survey.period,
        "rep_mode": words.joined(survey.mode, "label_joiner"),
        "rep_invited": survey.invited,
        "rep_undeliverable": survey.undeliverable or None,
    }
    if answers is not None:
        values["rep_returned"] = answers.n_used + answers.n_blank
        values["rep_used"] = answers.n_used
        if survey.invited:
            # to a tenth of a percent, as it is published
            sent = survey.invited - survey.undeliverable
            values["rep_rate"] = float(half_up(Fraction(answers.n_used, sent), 3))
    if survey.has_sampling_error:
        values["rep_interval_method"] = interval_words(result, key, words)
    if answers is not None:
        values["rep_comments"] = _comments(result, key, answers, words, shown)
    return values | {"rep_note": survey.note}


def _comments(result: Result, key: str, answers: Answers, words: Words, shown: Shown | None) -> str:
    """Count the answers to each free-text question, of which nothing else is told; empty where there is none."""
    counts = shown.texts if shown is not None else dict(answers.bases.select("question", "answered").iter_rows())
    asked = (one for one in result.plan.questionnaires[key].questions if isinstance(one, TextQuestion))
    return words.joined(
        words.text("rep_comments_hidden", question=one.column_header)
        if (n := counts[one.id]) is None
        else words.text("rep_comments_of", question=one.column_header, n=words.count(n))
        for one in asked
    )


def _findings(answers: Answers, words: Words) -> tuple[tuple[str, str, str, int, str], ...]:
    """Count findings by rule and treatment: code, what it is, severity, count, treatment."""
    counts = answers.findings.group_by("code", "severity", "action").agg(pl.col("count").sum()).sort("code", "action")
    return tuple(
        (code, words.text(f"finding_{code}"), words.text(f"rep_severity_{severity}"), count,
         words.text(f"action_{action}"))
        for code, severity, action, count in counts.iter_rows()
    )  # fmt: skip


def _value_words(value: Any, words: Words) -> str:
    """Put into words how many people, which rate, or which days."""
    if isinstance(value, Period):
        return words.period(value.start, value.end)
    if isinstance(value, int):
        return words.text("rep_people", n=words.count(value))
    return words.share(value, 1) if isinstance(value, float) else str(value)
