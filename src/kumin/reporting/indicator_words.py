"""Whom a percent speaks of, whether it was asked alike before, and where its path leads, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from kumin.messages import text
from kumin.reporting.words import frame_rows, number

if TYPE_CHECKING:
    from kumin.pipeline import Result


def more_sentences(result: Result, indicator: str, lang: str | None = None) -> Iterator[str]:
    """Yield sentences on an indicator that stand after its evidence: population and base, comparability, path.

    Parameters
    ----------
    result : Result
        The run.
    indicator : str
        Its id.
    lang : {"ja", "en"}, optional
        Language.
    """
    rows = partial(frame_rows, result, indicator=indicator)
    changes = result.frames.get("changes")
    if changes is not None and changes["p_holm"].count() > 1:
        yield from _multiplicity(rows("changes"), lang)
    yield from _population(result, indicator, rows("populations"), lang)
    yield from _comparability(rows("comparability"), lang)
    yield from _path(rows("path"), rows("targets"), lang)


def _multiplicity(found: list[dict[str, Any]], lang: str | None) -> Iterator[str]:
    from kumin.reporting.years import p_words

    for row in found:
        if row["statement"] in ("rose", "fell") and row["p_holm"] is not None:
            code = "say_multiplicity_holds" if row["p_holm"] < 0.05 else "say_multiplicity_fades"
            yield text(code, lang, p=p_words(row["p_holm"]))


def _population(result: Result, indicator: str, found: list[dict[str, Any]], lang: str | None) -> Iterator[str]:
    from kumin.judgement.comparability import measured_how

    for row in found:
        plan = result.plan.plan
        item = next(one for _, one in plan.indicators() if one.id == indicator)
        how = measured_how(item, plan, result.plan.questionnaires[row["survey"]])
        whom = row["of"] or text("say_of_respondents", lang, survey=plan.surveys[row["survey"]].title)
        if how["domain"]:
            whom = text("say_domain", lang, of=whom, domain=how["domain"])
        excluded = how["base"].partition(" − ")[2]
        several = {"any": "_every", "all": "_every", "mean": "_each"}.get(item.combine or "", "")
        rule = text(f"base_{item.base.rule}{several if item.base.rule == 'answered' else ''}", lang)
        if excluded:
            rule = text("base_excluding", lang, rule=rule, excluded=excluded)
        yield text("say_population", lang, of=whom, base=rule)


def _comparability(found: list[dict[str, Any]], lang: str | None) -> Iterator[str]:
    differing = [text(f"aspect_{row['aspect']}", lang) for row in found if row["same"] is False]
    if found and all(row["same"] is None for row in found):
        yield text("say_alike_unknown", lang)
    if differing:
        yield text("say_not_alike", lang, aspects=text("say_comma", lang).join(differing))


def _path(found: list[dict[str, Any]], targets: list[dict[str, Any]], lang: str | None) -> Iterator[str]:
    unit = targets[0]["unit"] if targets else None
    for row in found:
        if row["mark"] in ("reached", "due") or row["needed_per_year"] is None:
            continue
        needed = number(row["needed_per_year"], 1, signed=True)
        step = text("say_points", lang, points=needed) if unit is None else f"{needed}{unit}"
        yield text("say_needed", lang, by=row["by"], step=step)
        if row["projected_lower"] is not None:
            limits = {name: number(row[f"projected_{name}"], 0) for name in ("lower", "upper")}
            years = row["years_used"].replace(";", text("say_comma", lang))
            yield text(f"say_path_{row['mark']}", lang, by=row["by"], years=years, **limits)
        else:
            yield text("say_path_cannot_tell", lang)
