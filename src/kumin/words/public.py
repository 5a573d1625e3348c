"""A run worded for publication: without the sentences and groups that reveal a hidden count."""

from __future__ import annotations

from kumin.disclosure.policy import suppresses
from kumin.disclosure.published import Published
from kumin.words.conduct import SurveyView, survey_views
from kumin.words.report import ReportView, report_view
from kumin.words.respondents import WhoView, who_views
from kumin.words.survey import Shown
from kumin.words.words import Words


def public_view(published: Published, words: Words) -> ReportView:
    """Word a run for publication: without the sentences that reveal a hidden count."""
    return report_view(
        published.result, words, without_bases=published.bases, without_weightings=published.weightings,
        groups=_shown(published), k=published.k,
    )  # fmt: skip


def public_surveys(published: Published, words: Words) -> list[SurveyView]:
    """Word how each survey was conducted: of its groups only what is published."""
    return survey_views(published.result, words, _shown(published))


def _shown(published: Published) -> dict[str, Shown]:
    k = published.k if suppresses(published.k) else 0
    numbers = published.numbers
    return {
        key: Shown(survey.groups, k, numbers[key].texts, not survey.anchored and not numbers[key].withheld)
        for key, survey in published.surveys.items()
    }


def public_who(published: Published, words: Words) -> list[WhoView]:
    """Compare the respondents with the residents, but for the groups that are hidden."""
    return list(who_views(published.result, words, {key: one.groups for key, one in published.surveys.items()}))
