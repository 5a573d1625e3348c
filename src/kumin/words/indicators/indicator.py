"""Whom a percent is about, whether the question was the same before, and where the trend leads, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from kumin.judgement.comparability import measured_how
from kumin.judgement.paths.path import FEWEST_YEARS
from kumin.numbers import decimals_in, unit_after
from kumin.result import frame_rows, judgement_of
from kumin.words.indicators.comparability import side_by_side
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.definitions import Indicator, Plan, Pool, Questionnaire
    from kumin.result import Result

Row = dict[str, Any]


def population_sentences(result: Result, one: Indicator, words: Words) -> Iterator[str]:
    """Say whom a value is about and who is in its base."""
    yield from _population(result, one.id, frame_rows(result, "populations", indicator=one.id), words)
    if one.pool is not None:
        judged = judgement_of(result, one.id)
        yield _pooled(result, one.pool, words, has_error=judged is not None and judged.value.has_error)


def _pooled(result: Result, pool: Pool, words: Words, *, has_error: bool) -> str:
    """Say which values are taken together, and what their error assumes."""
    known = {item.id: item for _, item in result.plan.plan.indicators()}
    of = (f"{id_} {known[id_].title}".strip() for id_ in pool.of)
    years = (words.named_year(year) for year in pool.years_of(result.fiscal_year))
    surveyed = has_error and any(known[id_].survey for id_ in pool.of)
    code = "say_pool_stated" if not surveyed else "say_pool_years" if pool.over_years else "say_pool_surveys"
    code = "say_pool_attainment" if pool.how == "attainment" else code
    facts = {"years": words.joined(years, "label_joiner"), "how": words.text(f"pool_{pool.how}")}
    return words.text(code, of=words.joined(of, "label_joiner"), **facts)


def alike_sentences(result: Result, one: Indicator, words: Words) -> Iterator[str]:
    """Say in what the question was the same in the year compared with; old and new words of what was not."""
    rows = frame_rows(result, "comparability", indicator=one.id)
    # a target that has changed is told with the target
    measured = [row for row in rows if row["aspect"] != "target"]
    for differing in side_by_side(measured, words, unit=one.unit or None):
        yield words.text("say_alike_differs", words=differing)
    if not any(row["same"] is not None for row in measured):
        return
    for same, code in ((True, "say_alike_same"), (None, "say_alike_not_known")):
        named = [words.text(f"aspect_{row['aspect']}") for row in measured if row["same"] is same]
        if named:
            yield words.text(code, aspects=words.joined(named, "label_joiner"))


def target_sentences(result: Result, one: Indicator, words: Words) -> Iterator[str]:
    """Say what another source's value the target is, and since when it stands as it does."""
    yield from _target_facts(result, frame_rows(result, "targets", indicator=one.id), words)


def path_sentences(result: Result, one: Indicator, words: Words) -> Iterator[str]:
    """Say what is still needed a year, and where the years so far lead."""
    rows = partial(frame_rows, result, indicator=one.id)
    yield from _path(rows("path"), rows("targets"), words.to(result.plan.plan.decimals_of(one)))


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


def _target_facts(result: Result, targets: list[Row], words: Words) -> Iterator[str]:
    titles = {item.id: item.title or item.text for _, item in result.plan.plan.indicators()}
    for row in targets:
        value = _as_stated(row["reference_value"], row, words)
        if row["rule"] == "indicator" and row["reference_source"] is not None:
            facts = {"id": row["reference_source"], "title": titles[row["reference_source"]], "value": value}
            yield words.text(f"say_against_{row['reference_error'] or 'none'}", **facts)
        elif row["reference_source"] is not None or row["reference_n"] is not None:
            yield _other_result(row, words)
        if row["revised_from"] is not None:
            yield words.text("say_revised", year=words.named_year(row["revised_from"]))


def _as_stated(value: float | None, row: Row, words: Words) -> str:
    """Print what a target is compared with, with all decimals that the target itself is printed with."""
    return words.amount(value, row["unit"] or "%", max(row["decimals"], decimals_in(value or 0)))


def _other_result(row: Row, words: Words) -> str:
    """Say of which other survey's result the target is, and whether its sampling error counts."""
    known, n = row["reference_error"] is not None, row["reference_n"]
    stated = row["low"] if row["low"] is not None else row["high"]
    facts = {
        "value": _as_stated(row["reference_value"] if row["reference_source"] is not None else stated, row, words),
        "n": "" if n is None else words.text("say_of_n", n=words.count(n)),
    }
    if row["reference_source"] is None:
        return words.text("say_target_counted", **facts)
    code = "say_external_counted" if known else "say_external" if n is None or not row["unit"] else "say_external_no_sd"
    return words.text(code, source=row["reference_source"], year=words.named_year(row["reference_year"]), **facts)


def _path(path: list[Row], targets: list[Row], words: Words) -> Iterator[str]:
    unit = targets[0]["unit"] if targets else None
    for row in path:
        needed = row["needed_per_year"]
        if row["mark"] in ("reached", "due") or needed is None:
            continue
        by = words.named_year(row["by"])
        step = words.points(needed) if unit in (None, "%") else words.number(needed, 1, signed=True) + unit_after(unit)
        yield words.text("say_needed", by=by, step=step)
        if row["projected_lower"] is None:
            few = len(row["years_used"].split(";")) < FEWEST_YEARS
            yield words.text("say_path_too_few", years=FEWEST_YEARS) if few else words.text("say_path_cannot_tell")
            continue
        limits = {name: words.number(row[f"projected_{name}"], 0) for name in ("lower", "upper")}
        years = (words.named_year(int(year)) for year in row["years_used"].split(";"))
        yield words.text(f"say_path_{row['mark']}", by=by, years=words.joined(years, "label_joiner"), **limits)
