"""方法 and 読み方: how a report's numbers were made and how to read them, true of the run they stand beside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from kumin.intervals import INTERVALS
from kumin.messages import catalogue, text
from kumin.words.weighting import weighted_note, weighting_sentences

if TYPE_CHECKING:
    from kumin.result import Result
    from kumin.words.report import ReportView


def reading_sentences(view: ReportView) -> Iterator[str]:
    """How to read a report."""
    result, decimals = view.result, view.result.plan.plan.decimals
    params = {"level": view.level, "place": decimals + 1, "decimals": decimals}
    yield text("rep_read_1", view.lang)
    yield weighted_note(result, "rep_read_2_weighted", view.lang, **params) or text("rep_read_2", view.lang, **params)
    if shows_intervals(result):
        yield text("rep_read_3", view.lang, **params)
    for place in range(4, 7):
        yield text(f"rep_read_{place}", view.lang, **params)


def method_sentences(view: ReportView, k: int) -> Iterator[str]:
    """How the numbers were made; ``k``: threshold of suppression, 0 for none."""
    result, lang = view.result, view.lang
    yield text("rep_method_point", lang)
    yield from weighting_sentences(result, lang)
    surveys = {key: result.plan.plan.surveys[key] for key in result.answers}
    sampled = {key: survey for key, survey in surveys.items() if survey.has_sampling_error}
    for method in dict.fromkeys(method for key in sampled for method in interval_methods(result, key)):
        known = f"rep_method_{method}" in catalogue()
        words = interval_name(method, lang)
        yield text(f"rep_method_{method}" if known else "rep_method_other", lang, method=words)
    sized = [survey.title for key, survey in sampled.items() if result.plan.populations[key] is not None]
    if sized:
        yield text("rep_method_fpc", lang, surveys=text("rep_list_joiner", lang).join(dict.fromkeys(sized)))
    others = [survey.title for key, survey in surveys.items() if key not in sampled]
    if others:
        yield text("rep_method_no_error", lang, surveys=text("rep_list_joiner", lang).join(dict.fromkeys(others)))
    if k:
        yield text("rep_method_suppress", lang, k=k)


def shows_intervals(result: Result) -> bool:
    """Whether a run has any interval to explain."""
    surveys = result.plan.plan.surveys
    sampled = any(surveys[key].has_sampling_error for key in result.answers)
    return sampled or result.judgements["lower_percent"].count() > 0


def interval_methods(result: Result, key: str) -> list[str]:
    """Return the methods a survey's intervals were made by; where the plan says ``auto``, those that were chosen."""
    declared = result.plan.plan.surveys[key].interval
    if declared != "auto" or "method" not in result.estimates.columns:
        return [declared]
    used = result.estimates.filter(pl.col("survey") == key)["method"].drop_nulls().unique(maintain_order=True)
    return used.to_list() or [declared]


def interval_words(result: Result, key: str, lang: str) -> str:
    """Name a survey's interval: Wilson の区間."""
    methods = interval_methods(result, key)
    words = text("rep_list_joiner", lang).join(interval_name(method, lang) for method in methods)
    chosen = result.plan.plan.surveys[key].interval == "auto" and methods != ["auto"]
    return text("interval_chosen", lang, method=words) if chosen else words


def interval_name(method: str, lang: str | None) -> str:
    """Name a method: Wilson の区間; one that was registered from outside has the name it was registered under."""
    code = f"interval_{method}"
    return text(code, lang) if code in catalogue() else method


def explain_interval(method: str, lang: str | None = None) -> str:
    """Explain an interval method in some lines, from its entry in the registry."""
    entry = INTERVALS[method]
    facts = {"formula": entry.formula, "at_ends": entry.at_ends, "source": entry.source, "r": entry.r}
    return "\n".join(
        (
            text("explain_head", lang, code=method, title=interval_name(method, lang)),
            *(text(f"explain_interval_{fact}", lang, words=words) for fact, words in facts.items() if words),
        )
    )
