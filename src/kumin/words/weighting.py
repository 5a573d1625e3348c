"""ウエイトバック as the published percent: which indicators it is of, and what has to be said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kumin.judgement.measures.drawn import DESIGNED
from kumin.judgement.surveys.weighting import UNWEIGHTED
from kumin.result import frame_rows
from kumin.words.survey import Shown, margins_words, tells_weights
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.result import Result


_BY_DESIGN = {"note_weighted": "note_weighted_design", "rep_read_2_weighted": "rep_read_2_weighted_design"}
"""Notes that name what is weighted to, and what they are where the sampling design weights."""


def official_weighting(result: Result, indicator: str) -> dict[str, Any] | None:
    """Return an indicator's row of ``weighted`` where its published percent is weighted; else None."""
    for row in frame_rows(result, "weighted", indicator=indicator):
        if row["official"] and row["weighting"] != UNWEIGHTED and row["percent"] is not None:
            return row
    return None


def is_weighted(result: Result, indicator: str) -> bool:
    """Whether an indicator's published value, a percent or a number, is weighted."""
    rows = frame_rows(result, "weighted", indicator=indicator)
    return any(row["official"] and row["weighting"] != UNWEIGHTED and row["value"] is not None for row in rows)


def weighted_surveys(result: Result) -> list[str]:
    """List the surveys of which published values are weighted."""
    weighted = (one for _, one in result.plan.plan.indicators() if one.survey and is_weighted(result, one.id))
    return list(dict.fromkeys(one.survey for one in weighted))


def weighted_note(result: Result, code: str, words: Words, **params: Any) -> str:
    """Word a note on the surveys with weighted published percents; empty where there are none."""
    titles = dict.fromkeys(result.plan.plan.surveys[key].title for key in weighted_surveys(result))
    if result.plan.plan.official == DESIGNED:
        code = _BY_DESIGN.get(code, code)
    return words.text(code, surveys=words.joined(titles, "rep_list_joiner"), **params) if titles else ""


def weighting_sentences(result: Result, words: Words, shown: Mapping[str, Shown]) -> Iterator[str]:
    """Say of each survey with weighted published percents how they are weighted, to which population, at what cost.

    ``shown``: what may be shown of the surveys' groups; of a survey that is not there, everything.
    """
    plan = result.plan.plan
    for key in weighted_surveys(result):
        row = next(row for row in frame_rows(result, "weights", survey=key) if row["weighting"] == plan.official)
        yield words.text(
            "rep_method_weighted_design" if plan.official == DESIGNED else "rep_method_weighted",
            survey=plan.surveys[key].title,
            margins=margins_words(result, key, row["dimensions"], words),
            name=words.text(f"weighting_{row['weighting']}"),
            source=_source(result, key, words),
        )
        if tells_weights(result, key, row, shown.get(key, Shown())):
            yield words.text(
                "rep_method_weights_cost", survey=plan.surveys[key].title, deff=words.number(row["deff_kish"], 2)
            )
        if plan.surveys[key].interval in ("wilson", "finite_exact"):
            yield words.text("rep_method_weighted_interval")


def _source(result: Result, key: str, words: Words) -> str:
    """Name the table a survey is weighted to, its day and where it comes from."""
    population = result.plan.populations[key]
    about = population.about if population is not None else None
    if about is None:
        return words.text("rep_population")
    more = [words.text("rep_as_of", day=words.date(about.as_of))] if about.as_of else []
    more += [about.source] if about.source else []
    if not more:
        return about.title
    return words.text("rep_source_more", title=about.title, more=words.joined(more, "rep_list_joiner"))
