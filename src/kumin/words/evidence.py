"""How sure a judgement is, in plain sentences; of each thing that is not known nothing is said."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from kumin.judgement.weighting import UNWEIGHTED
from kumin.messages import text
from kumin.numbers import counted, printed, probability
from kumin.result import frame_rows
from kumin.words.lexicon import named_year
from kumin.words.weighting import official_weighting

if TYPE_CHECKING:
    from kumin.result import Result


def evidence_sentences(
    result: Result, indicator: str, row: dict[str, Any], lang: str, level: str, *, bases: bool = True
) -> Iterator[str]:
    """Yield sentences on an indicator: interval, probability, change, weights, base rules, who did not answer.

    Parameters
    ----------
    result : Result
        The run.
    indicator : str
        Its id.
    row : dict
        Its row of ``judgements``.
    lang : str
        Language.
    level : str
        The confidence level in percent, as printed.
    bases : bool
        Tell the percents under other rules of the base; they tell how many chose わからない.
    """
    if not row.get("judgement"):
        return
    rows = partial(frame_rows, result, indicator=indicator)
    plan = result.plan.plan
    item = next(one for _, one in plan.indicators() if one.id == indicator)
    scaled, decimals = plan.scale_of(item) is not None, plan.decimals_of(item)
    met = any(found["met"] for found in rows("marks"))
    yield from _clear_or_not(row, rows("evidence"), lang, level, met=met if scaled else None)
    yield from _change(rows("changes"), result, indicator, lang, level, decimals)
    official = official_weighting(result, indicator)
    yield from _weighted(rows("weighted"), official, lang, decimals)
    for words in (
        *(_base_rules(rows("base_rules"), lang, decimals) if bases else ()),
        *_tipping(rows("tipping"), lang, decimals, scaled=scaled),
    ):
        # these are of counts, which no weight changes
        yield words if official is None else text("rep_say_by_counts", lang, words=words)


def _clear_or_not(
    row: dict[str, Any], evidence: list[dict[str, Any]], lang: str, level: str, *, met: bool | None
) -> Iterator[str]:
    """Say where the interval lies; on a scale of the plan's (``met`` given) of the target, not of the mark."""
    if row.get("evidence") == "within_error":
        yield text("rep_say_within_error" if met is None else "rep_say_within_error_target", lang)
    elif row.get("evidence") == "clear" and met is not None:
        yield text("rep_say_clear_met" if met else "rep_say_clear_unmet", lang, level=level)
    elif row.get("evidence") == "clear":
        code = "rep_say_clear_a" if row["judgement"] == "A" else "rep_say_clear_b"
        # of an upper limit or a range one cannot fall short
        falls_short = row.get("comparison") in ("at_least", "more_than")
        yield text(
            "rep_say_clear_outside" if code == "rep_say_clear_b" and not falls_short else code, lang, level=level
        )
    chance = row.get("probability_met")
    if chance is not None and row.get("evidence") == "within_error":
        yield text("rep_say_probability", lang, probability=probability(chance))
    for found in evidence:
        if found["n_needed_state"] == "more" and found["n_needed"] is not None:
            yield text("rep_say_needed", lang, n=counted(found["n_needed"]))


def _change(
    changes: list[dict[str, Any]], result: Result, indicator: str, lang: str, level: str, decimals: int
) -> Iterator[str]:
    for found in changes[:1]:
        if found["change_points"] is None:
            continue
        points = printed(found["change_points"], decimals, signed=True)
        since = _since(found["previous_year"], result, lang)
        limits = {name: printed(found[f"{name}_points"], decimals, signed=True) for name in ("lower", "upper")}
        if found["statement"] == "cannot_tell" or found["lower_points"] is None:
            yield text(_why_not_told(found, result, indicator), lang, points=points, since=since)
        else:
            yield text(f"rep_say_change_{found['statement']}", lang, points=points, since=since, level=level, **limits)


def _since(year: int | None, result: Result, lang: str) -> str:
    """Name the year compared with: 前年度 only where it is the year before."""
    if year is None or year == result.fiscal_year - 1:
        return text("rep_since_last_year", lang)
    return text("rep_since_year", lang, year=named_year(year, lang))


def _why_not_told(found: dict[str, Any], result: Result, indicator: str) -> str:
    """Return the code of the sentence that says why a change has no interval."""
    surveys = {item.id: item.survey for _, item in result.plan.plan.indicators()}
    survey = result.plan.plan.surveys.get(surveys.get(indicator, ""))
    if survey is not None and not survey.has_sampling_error:
        return "rep_say_change_not_random"
    return "rep_say_change_cannot_tell" if found["previous_n"] is None else "rep_say_change_no_error"


def _weighted(
    weighted: list[dict[str, Any]], official: dict[str, Any] | None, lang: str, decimals: int
) -> Iterator[str]:
    """Say what the other percent is: the weighted one, or the unweighted where the published one is weighted."""
    known = [row for row in weighted if row["percent"] is not None]
    if official is not None:
        for found in [row for row in known if row["weighting"] == UNWEIGHTED][:1]:
            same = found["judgement"] == official["judgement"]
            percent = f"{printed(found['percent'], decimals)}%"
            judged = {} if same else {"judgement": found["judgement"]}
            yield text(f"rep_say_unweighted_{'same' if same else 'differs'}", lang, percent=percent, **judged)
        return
    for found in [row for row in known if row["weighting"] != UNWEIGHTED][:1]:
        percent = f"{printed(found['percent'], decimals)}%"
        if found["judgement_changes"]:
            yield text("rep_say_weighted_changes", lang, percent=percent, judgement=found["judgement"])
        else:
            yield text("rep_say_weighted_same", lang, percent=percent)


def _base_rules(rules: list[dict[str, Any]], lang: str, decimals: int) -> Iterator[str]:
    known = [row for row in rules if row["percent"] is not None]
    if len(known) < 2:
        return
    if any(row["judgement_depends"] for row in known):
        parts = [
            " ".join(
                [text(f"rep_rule_{row['rule']}", lang), f"{printed(row['percent'], decimals)}%", row["judgement"] or ""]
            )
            for row in known
        ]
        yield text(
            "rep_say_base_depends", lang, rules=text("rep_list_joiner", lang).join(part.strip() for part in parts)
        )
    else:
        percents = sorted(row["percent"] for row in known)
        lowest, highest = (f"{printed(value, decimals)}%" for value in (percents[0], percents[-1]))
        if lowest == highest:
            yield text("rep_say_base_equal", lang, percent=lowest)
        else:
            yield text("rep_say_base_same", lang, lowest=lowest, highest=highest)


def _tipping(tipping: list[dict[str, Any]], lang: str, decimals: int, *, scaled: bool) -> Iterator[str]:
    turning, not_turning = "rep_say_tipping", "rep_say_cannot_turn"
    if scaled:
        turning, not_turning = "rep_say_tipping_target", "rep_say_cannot_turn_target"
    for found in tipping[:1]:
        missing = found["n_missing"]
        if not missing:
            continue
        if found["can_turn"] and found["tipping_percent"] is not None:
            difference = text("rep_points", lang, points=printed(found["difference_points"], decimals, signed=True))
            turned = {} if scaled else {"turns_to": found["turns_to"]}
            yield text(
                turning, lang, n_missing=counted(missing),
                percent=f"{printed(found['tipping_percent'], decimals)}%", difference=difference, **turned,
            )  # fmt: skip
        elif found["can_turn"] is False:
            yield text(not_turning, lang, n_missing=counted(missing))
