"""ウエイトバック as the published percent: which indicators it is of, and what has to be said of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kumin.judgement.weighting import UNWEIGHTED
from kumin.messages import text
from kumin.numbers import printed
from kumin.result import frame_rows
from kumin.words.lexicon import date_words
from kumin.words.survey import dimensions_words

if TYPE_CHECKING:
    from kumin.result import Result


def official_weighting(result: Result, indicator: str) -> dict[str, Any] | None:
    """Return an indicator's row of ``weighted`` where its published percent is weighted; else None."""
    for row in frame_rows(result, "weighted", indicator=indicator):
        if row["official"] and row["weighting"] != UNWEIGHTED and row["percent"] is not None:
            return row
    return None


def weighted_surveys(result: Result) -> list[str]:
    """List the surveys of which published percents are weighted."""
    found = [official_weighting(result, indicator.id) for _, indicator in result.plan.plan.indicators()]
    return list(dict.fromkeys(row["survey"] for row in found if row))


def weighted_note(result: Result, code: str, lang: str | None, **params: Any) -> str:
    """Word a note on the surveys with weighted published percents; empty where there are none."""
    titles = dict.fromkeys(result.plan.plan.surveys[key].title for key in weighted_surveys(result))
    return text(code, lang, surveys=text("rep_list_joiner", lang).join(titles), **params) if titles else ""


def weighting_sentences(result: Result, lang: str) -> Iterator[str]:
    """Say of each survey with weighted published percents by what they are weighted, to whom, and at which price."""
    plan = result.plan.plan
    for key in weighted_surveys(result):
        row = next(row for row in frame_rows(result, "weights", survey=key) if row["weighting"] == plan.official)
        margins = " + ".join(dimensions_words(result, key, margin) for margin in row["dimensions"].split(" + "))
        yield text(
            "rep_method_weighted", lang, survey=plan.surveys[key].title, margins=margins,
            name=text(f"weighting_{row['weighting']}", lang), source=_source(result, key, lang),
            deff=printed(row["deff_kish"], 2),
        )  # fmt: skip
        if plan.surveys[key].interval in ("wilson", "finite_exact"):
            yield text("rep_method_weighted_interval", lang)


def _source(result: Result, key: str, lang: str) -> str:
    """Name the table a survey is weighted to, its day and where it comes from."""
    population = result.plan.populations[key]
    about = population.about if population is not None else None
    if about is None:
        return text("rep_population", lang)
    more = [text("rep_as_of", lang, day=date_words(about.as_of, lang))] if about.as_of else []
    more += [about.source] if about.source else []
    joined = text("rep_list_joiner", lang).join(more)
    return text("rep_source_more", lang, title=about.title, more=joined) if more else about.title
