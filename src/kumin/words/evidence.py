"""How sure a judgement is, in plain sentences; nothing is said of what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from kumin.judgement.weighting import UNWEIGHTED
from kumin.result import frame_rows
from kumin.words.weighting import official_weighting
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.result import Result

Row = dict[str, Any]


def evidence_sentences(result: Result, indicator: str, row: Row, words: Words, *, bases: bool = True) -> Iterator[str]:
    """Yield sentences on an indicator: interval, probability, change, weights, base rules, who did not answer.

    Parameters
    ----------
    result : Result
        The run.
    indicator : str
        Its id.
    row : dict
        Its row of ``judgements``.
    words : Words
        The words of the output.
    bases : bool
        Include the percents under other rules of the base; they show how many chose わからない.
    """
    if not row.get("judgement"):
        return
    rows = partial(frame_rows, result, indicator=indicator)
    plan = result.plan.plan
    item = next(one for _, one in plan.indicators() if one.id == indicator)
    scaled, words = plan.scale_of(item) is not None, words.to(plan.decimals_of(item))
    met = any(mark["met"] for mark in rows("marks"))
    yield from _clear_or_not(row, rows("evidence"), words, met=met if scaled else None)
    yield from _change(rows("changes"), result, indicator, words)
    official = official_weighting(result, indicator)
    yield from _weighted(rows("weighted"), official, words)
    for sentence in (
        *(_base_rules(rows("base_rules"), words) if bases else ()),
        *_tipping(rows("tipping"), words, scaled=scaled),
    ):
        # these are of counts, which no weight changes
        yield sentence if official is None else words.text("rep_say_by_counts", words=sentence)


def _clear_or_not(row: Row, evidence: list[Row], words: Words, *, met: bool | None) -> Iterator[str]:
    """Say where the interval lies; on a scale of the plan's (``met`` given) of the target, not of the mark."""
    within = row.get("evidence") == "within_error"
    if within:
        yield words.text("rep_say_within_error" if met is None else "rep_say_within_error_target")
    elif row.get("evidence") == "clear":
        yield words.text(_clear_code(row, met), level=words.level)
    probability = row.get("probability_met")
    if probability is not None and within:
        code = "rep_say_probability" if row.get("unit") is None else "rep_say_probability_number"
        yield words.text(code, probability=words.probability(probability))
    for needed in evidence:
        if needed["n_needed_state"] == "more" and needed["n_needed"] is not None:
            yield words.text("rep_say_needed", n=words.count(needed["n_needed"]))


def _clear_code(row: Row, met: bool | None) -> str:
    """Return the code of the sentence of an interval that lies on one side of the target."""
    if met is not None:
        return "rep_say_clear_met" if met else "rep_say_clear_unmet"
    if row["judgement"] == "A":
        return "rep_say_clear_a"
    # nothing falls short of an upper limit or a range
    falls_short = row.get("comparison") in ("at_least", "more_than")
    return "rep_say_clear_b" if falls_short else "rep_say_clear_outside"


def _change(changes: list[Row], result: Result, indicator: str, words: Words) -> Iterator[str]:
    for change in changes[:1]:
        if change["change"] is None:
            continue
        if change["unit"] is not None:
            difference = words.number(change["change"], signed=True, grouped=True) + change["unit"]
            since = _since(change["previous_year"], result, words)
            yield _number_change(change, difference, since, words)
            continue
        facts = {
            "points": words.number(change["change_points"], signed=True),
            "since": _since(change["previous_year"], result, words),
        }
        if change["statement"] == "cannot_tell" or change["lower_points"] is None:
            yield words.text(_no_interval_code(change, result, indicator), **facts)
        else:
            facts |= {name: words.number(change[f"{name}_points"], signed=True) for name in ("lower", "upper")}
            yield words.text(f"rep_say_change_{change['statement']}", level=words.level, **facts)


def _number_change(change: Row, difference: str, since: str, words: Words) -> str:
    """Say how a number with a unit has changed, and whether by more than sampling error where it has one."""
    if change["statement"] is None:
        return words.text("rep_say_change_number", change=difference, since=since)
    if change["change_lower"] is None:
        return words.text("rep_say_number_cannot_tell", change=difference, since=since)
    limits = {
        name: words.amount(change[f"change_{name}"], change["unit"], words.decimals, signed=True)
        for name in ("lower", "upper")
    }
    facts = {"change": difference, "since": since, "level": words.level, **limits}
    return words.text(f"rep_say_number_{change['statement']}", **facts)


def _since(year: int | None, result: Result, words: Words) -> str:
    """Name the year compared with: 前年度 only where it is the year before."""
    if year is None or year == result.fiscal_year - 1:
        return words.text("rep_since_last_year")
    return words.text("rep_since_year", year=words.named_year(year))


def _no_interval_code(change: Row, result: Result, indicator: str) -> str:
    """Return the code of the sentence that says why a change has no interval."""
    surveys = {item.id: item.survey for _, item in result.plan.plan.indicators()}
    survey = result.plan.plan.surveys.get(surveys.get(indicator, ""))
    if survey is not None and not survey.has_sampling_error:
        return "rep_say_change_not_random"
    return "rep_say_change_cannot_tell" if change["previous_n"] is None else "rep_say_change_no_error"


def _weighted(weighted: list[Row], official: Row | None, words: Words) -> Iterator[str]:
    """Say what the other percent is: the weighted one, or the unweighted where the published one is weighted."""
    known = [row for row in weighted if row["percent"] is not None]
    if official is not None:
        for other in [row for row in known if row["weighting"] == UNWEIGHTED][:1]:
            facts = {"percent": words.percent(other["percent"])}
            if other["judgement"] == official["judgement"]:
                yield words.text("rep_say_unweighted_same", **facts)
            else:
                yield words.text("rep_say_unweighted_differs", **facts, judgement=other["judgement"])
        return
    for other in [row for row in known if row["weighting"] != UNWEIGHTED][:1]:
        facts = {"percent": words.percent(other["percent"])}
        if other["judgement_changes"]:
            yield words.text("rep_say_weighted_changes", **facts, judgement=other["judgement"])
        else:
            yield words.text("rep_say_weighted_same", **facts)


def _base_rules(rules: list[Row], words: Words) -> Iterator[str]:
    known = [row for row in rules if row["percent"] is not None]
    if len(known) < 2:
        return
    if any(row["judgement_depends"] for row in known):
        rules_words = ((words.text(f"rep_rule_{row['rule']}"), row) for row in known)
        parts = (
            f"{rule} {words.percent(row['percent'])} {row['judgement'] or ''}".strip() for rule, row in rules_words
        )
        yield words.text("rep_say_base_depends", rules=words.joined(parts, "rep_list_joiner"))
        return
    percents = sorted(row["percent"] for row in known)
    lowest, highest = words.percent(percents[0]), words.percent(percents[-1])
    if lowest == highest:
        yield words.text("rep_say_base_equal", percent=lowest)
    else:
        yield words.text("rep_say_base_same", lowest=lowest, highest=highest)


def _tipping(tipping: list[Row], words: Words, *, scaled: bool) -> Iterator[str]:
    """Say what those who did not answer would have to have said for another judgement."""
    for row in tipping[:1]:
        missing = row["n_missing"]
        if not missing:
            continue
        if row["can_turn"] and row["tipping_percent"] is not None:
            facts = {
                "n_missing": words.count(missing),
                "percent": words.percent(row["tipping_percent"]),
                "difference": words.points(row["difference_points"]),
            }
            if scaled:
                yield words.text("rep_say_tipping_target", **facts)
            else:
                yield words.text("rep_say_tipping", **facts, turns_to=row["turns_to"])
        elif row["can_turn"] is False:
            code = "rep_say_cannot_turn_target" if scaled else "rep_say_cannot_turn"
            yield words.text(code, n_missing=words.count(missing))
