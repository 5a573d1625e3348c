"""Whom a percent speaks of, whether it was asked alike before, and where its path leads, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from kumin.messages import text
from kumin.numbers import p_value, printed
from kumin.result import frame_rows
from kumin.words.lexicon import named_year

if TYPE_CHECKING:
    from kumin.definitions import Indicator, Plan, Questionnaire
    from kumin.result import Result


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
    plan = result.plan.plan
    item = next(one for _, one in plan.indicators() if one.id == indicator)
    yield from _path(rows("path"), rows("targets"), lang, plan.decimals_of(item))


def _multiplicity(found: list[dict[str, Any]], lang: str | None) -> Iterator[str]:
    for row in found:
        if row["statement"] in ("rose", "fell") and row["p_holm"] is not None:
            code = "say_multiplicity_holds" if row["p_holm"] < 0.05 else "say_multiplicity_fades"
            yield text(code, lang, p=text(_p_code(row["p_holm"]), lang, p=p_value(row["p_holm"]).lstrip("<")))


def _p_code(value: float) -> str:
    """Return the code of a p-value in a sentence: p<0.001, p=0.012."""
    return "say_p_below" if value < 0.001 else "say_p"


def _population(result: Result, indicator: str, found: list[dict[str, Any]], lang: str | None) -> Iterator[str]:
    from kumin.judgement.comparability import measured_how

    for row in found:
        plan = result.plan.plan
        item = next(one for _, one in plan.indicators() if one.id == indicator)
        how = measured_how(item, plan, result.plan.questionnaires[row["survey"]])
        whom = row["of"] or text("say_of_respondents", lang, survey=plan.surveys[row["survey"]].title)
        if how["domain"]:
            whom = text("say_domain", lang, of=whom, domain=how["domain"])
        rule = base_words(item, plan, result.plan.questionnaires[row["survey"]], lang)
        yield text("say_population", lang, of=whom, base=rule)


def base_words(item: Indicator, plan: Plan, questionnaire: Questionnaire, lang: str | None = None) -> str:
    """Word an indicator's base: この設問に答えた人（無回答を除く）から「わからない」を除いた人."""
    from kumin.judgement.comparability import measured_how

    excluded = measured_how(item, plan, questionnaire)["base"].partition(" − ")[2]
    several = {"any": "_every", "all": "_every", "mean": "_each"}.get(item.combine or "", "")
    rule = text(f"base_{item.base.rule}{several if item.base.rule == 'answered' else ''}", lang)
    return text("base_excluding", lang, rule=rule, excluded=excluded) if excluded else rule


def _comparability(found: list[dict[str, Any]], lang: str | None) -> Iterator[str]:
    differing = [text(f"aspect_{row['aspect']}", lang) for row in found if row["same"] is False]
    if found and all(row["same"] is None for row in found):
        yield text("say_alike_unknown", lang)
    if differing:
        yield text("say_not_alike", lang, aspects=text("say_comma", lang).join(differing))


def _path(found: list[dict[str, Any]], targets: list[dict[str, Any]], lang: str | None, decimals: int) -> Iterator[str]:
    unit = targets[0]["unit"] if targets else None
    for row in found:
        if row["mark"] in ("reached", "due") or row["needed_per_year"] is None:
            continue
        needed = printed(row["needed_per_year"], decimals if unit is None else 1, signed=True)
        by = named_year(row["by"], lang)
        step = text("say_points", lang, points=needed) if unit is None else f"{needed}{unit}"
        yield text("say_needed", lang, by=by, step=step)
        if row["projected_lower"] is not None:
            limits = {name: printed(row[f"projected_{name}"], 0) for name in ("lower", "upper")}
            years = text("say_comma", lang).join(named_year(int(year), lang) for year in row["years_used"].split(";"))
            yield text(f"say_path_{row['mark']}", lang, by=by, years=years, **limits)
        else:
            yield text("say_path_cannot_tell", lang)
