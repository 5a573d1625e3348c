"""An indicator's earlier values, each with its base and where it comes from, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kumin.judgement.year import PUBLISHED
from kumin.result import RESULT_FOLDERS, short_path
from kumin.words.words import Words, interval_name

if TYPE_CHECKING:
    from kumin.judgement import Judgement
    from kumin.result import Result


def past_sentences(result: Result, one: Judgement, words: Words) -> Iterator[str]:
    """List every earlier value once: as it was published, or as the answers of the year compared with give it."""
    item, unit = one.indicator, one.unit or "%"
    found: dict[tuple[int, str], str] = {}

    def add(year: int, value: Any, n: int | None, source: str) -> None:
        amount = words.finer(value).amount(value, unit)
        known = words.text("say_past_n", n=words.count(n)) if n is not None else words.text("say_past_no_n")
        facts = {"year": words.named_year(year), "value": amount, "source": words.text(f"past_source_{source}")}
        # a number that is no survey's has no n
        code = "say_past_number" if one.from_no_survey and unit != "%" else "say_past_value"
        found[year, amount] = words.text(code, n=known, **facts)

    for year, past in item.published.items():
        if year < result.fiscal_year:
            add(year, past.printed(one.target.decimals), past.n, PUBLISHED)
    before = one.previous
    if before is not None and before.year is not None and before.printed is not None:
        add(before.year, before.printed, before.n_base, before.source or PUBLISHED)
    if found:
        yield words.text("say_past", values=words.joined((found[key] for key in sorted(found)), "rep_list_joiner"))


def past_interval_sentences(result: Result, one: Judgement, words: Words) -> Iterator[str]:
    """Say of which past values the error is not worked out by the plan's interval method, and why."""
    survey = result.plan.plan.surveys.get(one.indicator.survey)
    used = [*one.references, *([] if one.change is None else [one.change.before])]
    found = {year.year: year for year in used if year.refused is not None and year.method is not None}
    for number, year in found.items():
        if survey is not None and number is not None:
            facts = {"asked": interval_name(survey.interval, words), "used": interval_name(year.method or "", words)}
            reason = words.text(f"why_{year.refused}")
            yield words.text("say_past_method_refused", year=words.named_year(number), reason=reason, **facts)


def previous_sentences(result: Result, words: Words) -> Iterator[str]:
    """Say which result of the year before was used, or where none was found; and further ones of that year."""
    before = result.previous
    if before is None:
        yield words.text("previous_none", places=words.joined(RESULT_FOLDERS, "places_joiner"))
        return
    year = words.named_year(before.fiscal_year)
    yield words.text("previous_used", name=short_path(before.path), title=before.title, year=year)
    if before.others:
        names = words.joined(map(short_path, before.others))
        yield words.text("previous_others", count=len(before.others), names=names)


def two_figures_sentences(result: Result, words: Words) -> Iterator[str]:
    """Name both values of the year before and their sources, where the plan states another than was found."""
    for one in result.items:
        before, unit = one.previous, one.unit or "%"
        if before is None or before.year is None or before.printed is None or result.previous is None:
            continue
        stated = one.indicator.published.get(before.year)
        printed = None if stated is None else stated.printed(one.target.decimals)
        if printed is None or printed == before.printed or before.source == PUBLISHED:
            continue
        decimals = one.target.decimals
        found, _ = words.to(decimals).as_published(before.printed, before.decimals)
        facts = {
            "indicator": one.indicator.id, "stated": words.amount(printed, unit, decimals),
            "found": found.amount(before.printed, unit), "name": short_path(result.previous.path),
        }  # fmt: skip
        if before.year in one.target.depends_on:
            yield words.text(
                "previous_two_figures", used=words.amount(one.target.past[before.year], unit, decimals), **facts
            )
        else:
            yield words.text("previous_two_figures_target", **facts)
