"""Whom a percent is about, whether the question was the same before, and where the trend leads, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from kumin.judgement.comparability import measured_how
from kumin.judgement.path import FEWEST_YEARS
from kumin.result import frame_rows
from kumin.words.comparability import side_by_side
from kumin.words.evidence import p_words
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.definitions import Indicator, Plan, Questionnaire
    from kumin.result import Result

Row = dict[str, Any]


def more_sentences(result: Result, indicator: str, words: Words) -> Iterator[str]:
    """Yield the sentences on an indicator that follow its evidence: population and base, comparability, path.

    Parameters
    ----------
    result : Result
        The run.
    indicator : str
        Its id.
    words : Words
        The words of the output.
    """
    rows = partial(frame_rows, result, indicator=indicator)
    changes = result.frames.get("changes")
    if changes is not None and changes["p_holm"].count() > 1:
        yield from _multiplicity(rows("changes"), words)
    yield from _population(result, indicator, rows("populations"), words)
    plan = result.plan.plan
    item = next(one for _, one in plan.indicators() if one.id == indicator)
    yield from _target_facts(rows("targets"), words)
    yield from _comparability(rows("comparability"), item.unit or None, words)
    yield from _path(rows("path"), rows("targets"), words.to(plan.decimals_of(item)))


def _multiplicity(changes: list[Row], words: Words) -> Iterator[str]:
    for row in changes:
        if row["statement"] in ("rose", "fell") and row["p_holm"] is not None:
            yield words.text("say_multiplicity_holds", p=p_words(row["p_holm"], words))


def _population(result: Result, indicator: str, populations: list[Row], words: Words) -> Iterator[str]:
    for row in populations:
        plan = result.plan.plan
        item = next(one for _, one in plan.indicators() if one.id == indicator)
        questionnaire = result.plan.questionnaires[row["survey"]]
        whom = row["of"] or words.text("say_of_respondents", survey=plan.surveys[row["survey"]].title)
        if domain := measured_how(item, plan, questionnaire)["domain"]:
            whom = words.text("say_domain", of=whom, domain=domain)
        code = "say_population_number" if item.unit else "say_population"
        yield words.text(code, of=whom, base=base_words(item, plan, questionnaire, words))


def base_words(item: Indicator, plan: Plan, questionnaire: Questionnaire, words: Words) -> str:
    """Word an indicator's base: この設問に答えた人（無回答を除く）から「わからない」を除いた人."""
    excluded = measured_how(item, plan, questionnaire)["base"].partition(" − ")[2]
    several = "" if item.combine is None else "_every" if item.is_share else "_each"
    rule = words.text(f"base_{item.base.rule}{several if item.base.rule == 'answered' else ''}")
    return words.text("base_excluding", rule=rule, excluded=excluded) if excluded else rule


def _comparability(aspects: list[Row], unit: str | None, words: Words) -> Iterator[str]:
    measured = [row for row in aspects if row["aspect"] != "target"]
    if measured and all(row["same"] is None for row in measured):
        yield words.text("say_alike_unknown")
    # a target that has changed is told with the verdict
    yield from side_by_side(measured, words, unit=unit)


def _target_facts(targets: list[Row], words: Words) -> Iterator[str]:
    """Say what another source's value the target is, and since when it stands as it does."""
    for row in targets:
        if row["reference_source"] is not None:
            value = words.amount(row["reference_value"], row["unit"] or "%", row["decimals"])
            year = words.named_year(row["reference_year"])
            yield words.text("say_external", source=row["reference_source"], year=year, value=value)
        if row["revised_from"] is not None:
            yield words.text("say_revised", year=words.named_year(row["revised_from"]))


def _path(path: list[Row], targets: list[Row], words: Words) -> Iterator[str]:
    unit = targets[0]["unit"] if targets else None
    for row in path:
        needed = row["needed_per_year"]
        if row["mark"] in ("reached", "due") or needed is None:
            continue
        by = words.named_year(row["by"])
        step = words.points(needed) if unit in (None, "%") else f"{words.number(needed, 1, signed=True)}{unit}"
        yield words.text("say_needed", by=by, step=step)
        if row["projected_lower"] is None:
            few = len(row["years_used"].split(";")) < FEWEST_YEARS
            yield words.text("say_path_too_few", years=FEWEST_YEARS) if few else words.text("say_path_cannot_tell")
            continue
        limits = {name: words.number(row[f"projected_{name}"], 0) for name in ("lower", "upper")}
        years = (words.named_year(int(year)) for year in row["years_used"].split(";"))
        yield words.text(f"say_path_{row['mark']}", by=by, years=words.joined(years, "label_joiner"), **limits)
