"""Those who did not answer and those who left a question out: what they could change, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kumin.judgement.verdicts.verdict import BY_COUNTS, MOVING, OF_COUNTS, Cause, Turned
from kumin.numbers import apart
from kumin.result import frame_rows
from kumin.words.weighting import is_weighted
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.judgement import Judgement
    from kumin.result import Result


def base_sentences(result: Result, one: Judgement, words: Words) -> Iterator[str]:
    """Give the percent and the mark under every rule of the base, and say whether the mark depends on it."""
    for sentence in _base(result, one, words):
        yield _by_counts(result, one, sentence, words)
    if one.verdict[Cause.BASE].detail == MOVING and len(_known_rules(result, one)) > 1:
        yield words.text("say_target_moves_too")


def _known_rules(result: Result, one: Judgement) -> list[dict[str, Any]]:
    """Return the rules of the base of which the percent is known."""
    return [row for row in frame_rows(result, "base_rules", indicator=one.indicator.id) if row["percent"] is not None]


def _by_counts(result: Result, one: Judgement, sentence: str, words: Words) -> str:
    """Say of a sentence on counts that no weight changes them, where the published percent is weighted."""
    if not is_weighted(result, one.indicator.id):
        return sentence
    return words.text("rep_say_by_counts", words=sentence)


def _base(result: Result, one: Judgement, words: Words) -> Iterator[str]:
    turn = one.verdict[Cause.BASE]
    known, moves = _known_rules(result, one), turn.detail in (MOVING, OF_COUNTS, BY_COUNTS)
    if len(known) < 2 or (turn.turned is Turned.NOT_KNOWN and not moves):
        return
    unmarked = words.text("another_mark") if turn.turned is Turned.YES else ""
    # of rules without a mark of their own only the percents: marks of some would seem to be of all
    marked = turn.turned in (Turned.YES, Turned.NO) or all(row["judgement"] is not None for row in known)
    named = ((words.text(f"rep_rule_{row['rule']}"), row, row["judgement"] if marked else None) for row in known)
    parts = (f"{rule} {words.percent(row['percent'])} {mark or unmarked}".strip() for rule, row, mark in named)
    codes = {Turned.YES: "rep_say_base_depends", Turned.NO: "rep_say_base_same", None: "rep_say_base_unjudged"}
    turned = None if moves else turn.turned
    yield words.text(codes[turned], rules=words.joined(parts, "rep_list_joiner"))


def nonresponse_sentences(result: Result, one: Judgement, words: Words, *, bases: bool = True) -> Iterator[str]:
    """Say what those who did not answer could do: the worst case, and where the mark would turn.

    Parameters
    ----------
    result : Result
        The run.
    one : Judgement
        Of it.
    words : Words
        The words of the output.
    bases : bool
        Include what shows how many left the question out.
    """
    said = [_by_counts(result, one, sentence, words) for sentence in _nonresponse(result, one, words, bases=bases)]
    yield from said
    if said and one.verdict[Cause.NONRESPONSE].detail == MOVING and bases:
        yield words.text("say_target_moves_too")


def _nonresponse(result: Result, one: Judgement, words: Words, *, bases: bool) -> Iterator[str]:
    turn = one.verdict[Cause.NONRESPONSE]
    unmarked = one.mark.mark is None or turn.detail in (MOVING, OF_COUNTS, BY_COUNTS)
    if unmarked and bases:
        yield from _unjudged(result, one, words)
    if turn.turned not in (Turned.YES, Turned.NO):
        return
    if not turn.n:
        yield words.text("say_everyone_answered")
        return
    rows = frame_rows(result, "tipping", indicator=one.indicator.id)
    silent = rows[0]["n_silent"] if rows else _silent(result, one, turn.n)
    whom = _who_did_not(result, one, silent or 0, turn.n - (silent or 0), words)
    if bases:
        facts = {"whom": whom, **_limits(one, turn.lower, turn.upper, words)}
        if turn.turned is Turned.YES:
            mark = words.text("another_mark") if turn.mark is None else turn.mark
            yield words.text("verdict_nonresponse_yes", mark=mark, **facts)
        else:
            yield words.text("verdict_nonresponse_no", **facts)
    if turn.turned is Turned.YES:
        yield from _tipping(one, rows[:1], words)


def _silent(result: Result, one: Judgement, missing: int) -> int:
    """Count who did not answer at all: the missing less those who left the question out."""
    rows = frame_rows(result, "bounds", indicator=one.indicator.id)
    return missing - sum(int(row["n_missing"]) for row in rows if row["scope"] == "no_answer")


def _unjudged(result: Result, one: Judgement, words: Words) -> Iterator[str]:
    for row in frame_rows(result, "bounds", indicator=one.indicator.id):
        if row["scope"] != "nonrespondents":
            continue
        if not row["n_missing"]:
            yield words.text("say_everyone_answered")
        elif row["lower"] is not None:
            limits = _limits(one, row["lower"], row["upper"], words)
            yield words.text("say_bounds_unjudged", n=words.count(row["n_missing"]), **limits)


def _limits(one: Judgement, lower: float | None, upper: float | None, words: Words) -> dict[str, str]:
    """Print two bounds in percent or the unit, and name what they are of."""
    ends = {"lower": lower, "upper": upper}
    if one.unit is None:
        return {"what": words.text("what_percent"), **{name: words.percent(end) for name, end in ends.items()}}
    printed = {name: words.amount(end, one.unit, one.target.decimals) for name, end in ends.items()}
    return {"what": words.text("what_number"), **printed}


def _who_did_not(result: Result, one: Judgement, silent: int, left_out: int, words: Words) -> str:
    """Name those whose answers are not known, with the numbers a reader can subtract."""
    key = one.indicator.survey
    survey, answers = result.plan.plan.surveys[key], result.answers.get(key)
    if answers is None:
        facts = {
            "n": words.count(silent + left_out),
            "sent": words.count(survey.invited),
            "used": words.count(one.value.n_base),
        }
        if not survey.undeliverable:
            return words.text("whom_published", **facts)
        return words.text("whom_published_undelivered", undelivered=words.count(survey.undeliverable), **facts)
    parts = []
    if silent:
        sent = survey.invited if survey.invited is not None else silent + answers.n_used + survey.undeliverable
        facts = {"n": words.count(silent), "sent": words.count(sent), "used": words.count(answers.n_used)}
        if (
            survey.arrived is not None and silent + answers.n_used > survey.arrived
        ):  # of a census everyone, not its letters
            people = words.count(silent + answers.n_used)
            parts.append(words.text("whom_silent_population", people=people, **facts))
        elif survey.undeliverable:
            parts.append(words.text("whom_silent_undelivered", undelivered=words.count(survey.undeliverable), **facts))
        else:
            parts.append(words.text("whom_silent", **facts))
    if left_out:
        parts.append(words.text("whom_left_out", n=words.count(left_out)))
    return words.joined(parts, "whom_joiner")


def _tipping(one: Judgement, rows: list[dict[str, Any]], words: Words) -> Iterator[str]:
    for row in rows:
        tipping = row["tipping_percent"]
        if not row["n_missing"] or not row["can_turn"] or tipping is None:
            continue
        facts = {
            "n_missing": words.count(row["n_missing"]),
            "percent": words.percent(tipping),
            "difference": words.points(apart(tipping, tipping - row["difference_points"], words.decimals)),
        }
        if one.target.rule.scale is not None:
            yield words.text("rep_say_tipping_target", **facts)
        else:
            yield words.text("rep_say_tipping", turns_to=row["turns_to"], **facts)
