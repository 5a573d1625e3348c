"""方法 and 読み方: how the numbers of a run's report were made and how to read them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import polars as pl

from kumin.disclosure.weighted import drawn_by
from kumin.intervals import INTERVALS
from kumin.judgement.measures import measures
from kumin.messages import catalogue
from kumin.words.weighting import weighted_note, weighting_sentences
from kumin.words.words import Words, interval_name

if TYPE_CHECKING:
    from kumin.result import Result
    from kumin.words.report import ReportView


def measures_markdown(words: Words) -> str:
    """Write the table of the documentation: name, meaning, an indicator's keys as a plan writes them."""
    rows = [f"| {one.name} | {words.text(one.words)} | `{one.example}` |" for one in measures()]
    return "\n".join(rows)


def reading_sentences(view: ReportView) -> Iterator[str]:
    """How to read a report."""
    result, words = view.result, view.words
    params = {"level": words.level, "place": words.decimals + 1}
    yield words.text("rep_read_1")
    yield weighted_note(result, "rep_read_2_weighted", words, **params) or words.text("rep_read_2", **params)
    if shows_sampling_error(result):
        yield words.text("rep_read_3", **params)
    if shows_census(result):
        yield words.text("note_census")
    for place in range(4, 7):
        yield words.text(f"rep_read_{place}", **params)


def method_sentences(view: ReportView, k: int) -> Iterator[str]:
    """How the numbers were made; ``k``: threshold of suppression, 0 for none."""
    result, words = view.result, view.words
    yield words.text("rep_method_point")
    yield from weighting_sentences(result, words, view.groups)
    surveys = {key: result.plan.plan.surveys[key] for key in result.answers}
    sampled = {key: survey for key, survey in surveys.items() if survey.has_sampling_error}
    for method in dict.fromkeys(method for key in sampled for method in interval_methods(result, key)):
        known = f"rep_method_{method}" in catalogue()
        code = f"rep_method_{method}" if known else "rep_method_other"
        yield words.text(code, method=interval_name(method, words))
    sized = [survey.title for key, survey in sampled.items() if result.plan.populations[key] is not None]
    if sized:
        yield words.text("rep_method_fpc", surveys=words.joined(dict.fromkeys(sized), "rep_list_joiner"))
    others = [survey.title for key, survey in surveys.items() if key not in sampled]
    if others:
        yield words.text("rep_method_no_error", surveys=words.joined(dict.fromkeys(others), "rep_list_joiner"))
    if k:
        yield words.text("rep_method_suppress", k=k)
        if any(drawn_by(result.plan.plan, key) for key in sampled):
            yield words.text("rep_method_limits_withheld")


def shows_sampling_error(result: Result) -> bool:
    """Whether a run has any interval of a sample to explain; a census has no sampling error."""
    surveys = result.plan.plan.surveys
    census = [key for key, survey in surveys.items() if survey.is_census]
    sampled = any(surveys[key].has_sampling_error for key in result.answers if key not in census)
    others = result.judgements.filter(~pl.col("survey").is_in(census) | pl.col("survey").is_null())
    return sampled or others["lower"].count() > 0


def shows_census(result: Result) -> bool:
    """Whether a run has any interval of a census, which is about those who did not answer."""
    census = [key for key, survey in result.plan.plan.surveys.items() if survey.is_census]
    return result.judgements.filter(pl.col("survey").is_in(census))["lower"].count() > 0


def interval_methods(result: Result, key: str) -> list[str]:
    """Return the methods a survey's intervals were made by; where the plan says ``auto``, those that were chosen."""
    declared = result.plan.plan.surveys[key].interval
    if declared != "auto" or "method" not in result.estimates.columns:
        return [declared]
    used = result.estimates.filter(pl.col("survey") == key)["method"].drop_nulls().unique(maintain_order=True)
    return used.to_list() or [declared]


def interval_words(result: Result, key: str, words: Words) -> str:
    """Name a survey's interval: Wilson の区間."""
    methods = interval_methods(result, key)
    named = words.joined(interval_name(method, words) for method in methods)
    chosen = result.plan.plan.surveys[key].interval == "auto" and methods != ["auto"]
    return words.text("interval_chosen", method=named) if chosen else named


def explain_interval(method: str, words: Words) -> str:
    """Explain an interval method in some lines, from its entry in the registry."""
    entry = INTERVALS[method]
    facts = {"formula": entry.formula, "at_ends": entry.at_ends, "source": entry.source, "r": entry.r}
    return "\n".join(
        (
            words.text("explain_head", code=method, title=interval_name(method, words)),
            *(
                words.text(f"explain_interval_{fact}", words=fact_words)
                for fact, fact_words in facts.items()
                if fact_words
            ),
        )
    )
