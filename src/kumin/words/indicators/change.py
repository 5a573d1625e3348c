"""What became of an indicator since an earlier year, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from kumin.definitions.survey import NOT_RANDOM
from kumin.estimation._reasons import ERROR_KNOWN
from kumin.judgement.change import Change
from kumin.judgement.surveys.weighting import UNWEIGHTED
from kumin.judgement.year import PUBLISHED, RECOMPUTED
from kumin.numbers import Number, exact, half_up, telling
from kumin.result import frame_rows, judgement_of
from kumin.words.indicators.comparability import aspects_words
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.judgement import Judgement
    from kumin.result import Result


def change_sentences(result: Result, indicator: str, words: Words) -> Iterator[str]:
    """Yield what became of an indicator since an earlier year, whether it is a real change, and of how many tested.

    Parameters
    ----------
    result : Result
        The run.
    indicator : str
        Its id.
    words : Words
        The words of the output.
    """
    one = judgement_of(result, indicator)
    if one is None or one.change is None:
        return
    # a value that was published with more decimals is told with them, and so is the difference
    _, words = words.to(one.target.decimals).as_published(one.change.before.printed, one.change.before.decimals)
    yield from _change(one, one.change, result, words)
    changes = result.frames.get("changes")
    if changes is not None and changes["p_holm"].count() > 1:
        yield from _multiplicity(frame_rows(result, "changes", indicator=indicator), words)


def _multiplicity(changes: list[dict[str, Any]], words: Words) -> Iterator[str]:
    for row in changes:
        if row["statement"] in ("rose", "fell") and row["p_holm"] is not None:
            yield words.text("say_multiplicity_holds", p=p_words(row["p_holm"], words))


def _change(one: Judgement, change: Change, result: Result, words: Words) -> Iterator[str]:
    if change.difference is None:
        return
    since = since_words(change.before.year, result, words)
    unit = change.now.unit
    if unit is not None and change.statement is None:
        difference = words.amount(change.difference, unit, words.decimals, signed=True)
        code = "rep_say_change_cannot_tell" if unit == "%" else "rep_say_change_number"
        yield words.text(code, change=difference, points=difference, since=since)
        return

    def shown(value: Number | None, decimals: int | None = None) -> str:
        if unit is None:
            return words.number(value, decimals, signed=True)
        return words.amount(value, unit, decimals, signed=True)

    points = shown(change.difference) if unit is not None else words.points(change.difference)
    facts = {"points": points, "since": since}
    code = _change_code(change, result)
    if change.lower is not None and change.upper is not None and code not in NO_INTERVAL:
        ends = interval_decimals(change.difference, change.lower, change.upper, words.decimals)
        facts |= {"lower": shown(change.lower, ends[0]), "upper": shown(change.upper, ends[1]), "level": words.level}
        unrounded = facts["lower"] if unit is not None else words.points(change.lower, ends[0])
        facts["exact"] = "" if unrounded == points else words.text("change_exact", exact=unrounded)
    if code == "rep_say_change_not_comparable":
        rows = frame_rows(result, "comparability", indicator=one.indicator.id)
        facts["aspects"] = aspects_words(rows, words, alike=("base",) if change.before.source == RECOMPUTED else ())
    if code == "rep_say_change_no_error":
        facts["reason"] = words.text(f"why_{_lacking(change)}")
    if code == "rep_say_change_fades":
        facts["p"] = p_words(change.p_holm or 0.0, words)
    yield words.text(code, **facts)
    if change.before.source == RECOMPUTED:
        yield words.text("rep_say_recomputed", since=since, aspects=_anew(one, result, words))
    if change.before.source == PUBLISHED:
        what = words.text("what_percent" if unit is None else "what_number")
        yield words.text(_past_code(change), since=since, what=what)


def _anew(one: Judgement, result: Result, words: Words) -> str:
    """Name what of this year an earlier year's answers were counted anew by: base, weighting or both."""
    rows = frame_rows(result, "comparability", indicator=one.indicator.id)
    aspects = [row["aspect"] for row in rows if row["aspect"] == "base" and row["same"] is False]
    before = None if result.previous is None else result.previous.result
    plans = [result.plan.plan, *([] if before is None else [before.plan.plan])]
    if len({plan.official == UNWEIGHTED for plan in plans}) > 1:
        aspects.append("weighting")
    return words.joined((words.text(f"aspect_{aspect}") for aspect in aspects), "label_joiner")


def _past_code(change: Change) -> str:
    """Return the code of the sentence that says what is known of a published past value."""
    if change.now.unit is not None:
        return "rep_say_past_mean" if change.before.se is None else "rep_say_past_mean_known"
    return "rep_say_past_percent" if change.before.n_base is None else "rep_say_past_published"


def _lacking(change: Change) -> str:
    """Return why one of two years has no sampling error; that everyone answered is no reason, for then it has none."""
    for year in (change.now, change.before):
        if year.not_estimable not in ERROR_KNOWN:
            return str(year.not_estimable)
        if year.n_base is None:
            return "no_n"
        if year.se is None and year.n_base == 1:
            return "one_row"
    return "no_error"


def interval_decimals(difference: Number | None, lower: float, upper: float, decimals: int) -> tuple[int, int]:
    """Return with how many decimals the ends of a change's interval are printed.

    With more than the change itself where an end would else print as 0 though it is none, or where the difference of
    two printed values would lie outside an interval that holds the exact one.
    """
    enough = range(decimals, decimals + 3)
    low = next((more for more in enough if difference is None or half_up(lower, more) <= difference), decimals + 2)
    high = next((more for more in enough if difference is None or half_up(upper, more) >= difference), decimals + 2)
    if lower == upper:
        low = high = next((more for more in enough if abs(half_up(lower, more) - exact(lower)) < _DUST), decimals + 2)
    return telling(lower, low), telling(upper, high)


_DUST = Fraction(1, 10**6)

NO_INTERVAL = ("rep_say_change_not_comparable", "rep_say_change_cannot_tell", "rep_say_change_not_random",
               "rep_say_change_no_error", "rep_say_change_no_sd")  # fmt: skip


def p_words(p: float, words: Words) -> str:
    """Word a p-value: p=0.040, p<0.001."""
    shown = words.p_value(p)
    return words.text("say_p_below" if shown.startswith("<") else "say_p", p=shown.lstrip("<"))


def since_words(year: int | None, result: Result, words: Words) -> str:
    """Name the year compared with: 前年度 only where it is the year before."""
    if year is None or year == result.fiscal_year - 1:
        return words.text("rep_since_last_year")
    return words.text("rep_since_year", year=words.named_year(year))


def _change_code(change: Change, result: Result) -> str:
    """Return the code of the sentence on a change."""
    statement = change.statement
    if change.without_error and statement in ("rose", "fell", "same"):
        return f"rep_say_change_{statement}_all"
    if statement == "cannot_tell":
        return _no_interval_code(change, result)
    if statement in ("rose", "fell") and change.of_everyone:
        return f"rep_say_change_{statement}_census"
    beyond = change.lower is not None and change.upper is not None and (change.lower > 0 or change.upper < 0)
    if statement in ("within_error", "within_bounds") and beyond:
        return "rep_say_change_fades"
    if statement == "alike_unknown" and change.of_everyone:
        return "rep_say_change_alike_unknown_census"
    return f"rep_say_change_{statement}"


def _no_interval_code(change: Change, result: Result) -> str:
    """Return the code of the sentence that says why a change has no interval."""
    surveys = {item.id: item.survey for _, item in result.plan.plan.indicators()}
    survey = result.plan.plan.surveys.get(surveys.get(change.now.indicator, ""))
    earlier = "" if result.previous is None else result.previous.measured.get(change.now.indicator, {}).get("sampling")
    volunteers = change.before.source != PUBLISHED and earlier in NOT_RANDOM
    if volunteers or (survey is not None and not survey.has_sampling_error):
        return "rep_say_change_not_random"
    before = change.before
    if change.now.unit is not None and change.now.has_error and before.source == PUBLISHED and before.se is None:
        return "rep_say_change_no_sd"
    return "rep_say_change_cannot_tell" if change.before.n_base is None else "rep_say_change_no_error"
