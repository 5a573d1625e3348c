"""How each survey was conducted and what was found in its file, in words and as the values the words are of."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from kumin.definitions.period import Period
from kumin.messages import text
from kumin.numbers import counted, half_up, printed
from kumin.words.lexicon import period_words
from kumin.words.methods import interval_words
from kumin.words.survey import survey_sentences

if TYPE_CHECKING:
    from kumin.result import Result


@dataclass(frozen=True)
class SurveyView:
    """How one survey was conducted: a table of (what, value), what is to be said of it, and its findings by rule.

    ``values`` are those of ``rows`` before they were put into words: people (int), a rate (float), a period, or words.
    """

    key: str
    title: str
    rows: tuple[tuple[str, str], ...]
    values: tuple[Any, ...] = ()
    findings: tuple[tuple[str, str, str, int, str], ...] = ()
    sentences: tuple[str, ...] = ()


def survey_views(result: Result, lang: str) -> list[SurveyView]:
    """Word how each survey was conducted and what was found in its file."""
    return [_survey(result, key, lang) for key in result.plan.plan.surveys]


def _survey(result: Result, key: str, lang: str) -> SurveyView:
    survey = result.plan.plan.surveys[key]
    population = result.plan.populations[key]
    answers = result.answers.get(key)

    values: dict[str, Any] = {
        "rep_population_of": survey.of,
        "rep_population": population.total if population else None,
        "rep_sampling": text(f"rep_sampling_{survey.sampling}", lang),
        "rep_period": survey.period,
        "rep_mode": text("label_joiner", lang).join(survey.mode),
        "rep_invited": survey.invited,
        "rep_undeliverable": survey.undeliverable or None,
    }
    if answers is not None:
        values["rep_returned"] = answers.n_used + answers.n_blank
        values["rep_used"] = answers.n_used
        if survey.invited:
            sent = survey.invited - survey.undeliverable
            values["rep_rate"] = float(half_up(Fraction(answers.n_used, sent), 3))
    if survey.has_sampling_error:
        values["rep_interval_method"] = interval_words(result, key, lang)
    values["rep_note"] = survey.note
    known = {code: value for code, value in values.items() if value is not None and value != ""}
    shown = tuple((text(code, lang), _conduct_words(value, lang)) for code, value in known.items())
    findings: list[tuple[str, str, str, int, str]] = []
    if answers is not None:
        counts = answers.findings.group_by("code", "severity", "action").len().sort("code", "action")
        for code, severity, action, count in counts.iter_rows():
            words = text(f"finding_{code}", lang)
            findings.append(
                (code, words, text(f"rep_severity_{severity}", lang), count, text(f"action_{action}", lang))
            )
    sentences = tuple(survey_sentences(result, key, lang)) if answers is not None else ()
    return SurveyView(key, survey.title, shown, tuple(known.values()), tuple(findings), sentences)


def _conduct_words(value: Any, lang: str) -> str:
    """Put into words how many people, which rate, or which days."""
    if isinstance(value, Period):
        return period_words(value.start, value.end, lang)
    if isinstance(value, int):
        return text("rep_people", lang, n=counted(value))
    return f"{printed(100 * value, 1)}%" if isinstance(value, float) else str(value)
