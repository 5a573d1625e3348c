"""The verdict of an indicator in words: its label, and a sentence for each thing that turns it or could have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from kumin.judgement.measures.drawn import DESIGNED
from kumin.judgement.surveys.weighting import UNWEIGHTED
from kumin.judgement.verdicts.verdict import Cause, Step, Turn, Turned
from kumin.judgement.year import counts_of
from kumin.numbers import DUST, Number, decimals_in, exact, half_up, printed, telling, unit_after
from kumin.result import frame_rows
from kumin.words.indicators.change import since_words
from kumin.words.indicators.targets import target_difference
from kumin.words.survey import margins_words
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.judgement import Judgement
    from kumin.result import Result

Row = Mapping[str, Any]

_SAME = 1e-6
"""Distances from a target that differ by less are the same."""


def verdict_label(one: Judgement, words: Words) -> str:
    """Word a verdict in a few words for a table; empty where there was nothing to judge."""
    verdict = one.verdict
    if verdict.step is None:
        return words.text("verdict_number") if verdict.mark is not None and one.from_no_survey else ""
    facts = {"judged": judged_words(one, words)}
    if verdict.step is Step.CERTAIN:
        return words.text("verdict_certain", **facts)
    if verdict.step is Step.FIRM:
        withstands = withstands_words(one, words)
        return words.text("verdict_firm", causes=withstands, **facts) if withstands else facts["judged"]
    if verdict.step is Step.DEPENDS:
        return words.text("verdict_depends", causes=conditions_words(one, words))
    code = "verdict_not_judged" if verdict.mark is None else "verdict_unknown"
    return words.text(code, reasons=reasons_words(one, words))


def judged_words(one: Judgement, words: Words) -> str:
    """Word a mark: 達成, 未達成; on a scale of the plan's 評価◎."""
    if one.target.rule.scale is None:
        return words.text("judged_a" if one.mark.met else "judged_b")
    return words.text("judged_mark", mark=one.mark.mark)


def conditions_words(one: Judgement, words: Words) -> str:
    """Name what a mark depends on: 標本誤差／母数."""
    return words.listed((words.text(f"cause_{cause.value}") for cause in one.verdict.conditions), "causes_joiner")


def withstands_words(one: Judgement, words: Words) -> str:
    """Name what a firm mark was tried against: 標本誤差・数え方; empty where it was against nothing."""
    tried = [words.text(f"withstands_{cause.value}") for cause in one.verdict.withstands]
    return words.listed(tried, "withstands_joiner") if tried else ""


def reasons_words(one: Judgement, words: Words) -> str:
    """Say why it is not known how far a mark can be relied on."""
    return words.joined((words.text(f"why_{reason}") for reason in one.verdict.reasons), "list_joiner")


def headline_sentences(one: Judgement, words: Words) -> Iterator[str]:
    """Yield the verdict itself: the step with what it depends on, and the rate that a scale marks."""
    if one.verdict.mark is None:
        if one.verdict.step is not None:
            yield words.text("verdict_say_not_judged", reasons=reasons_words(one, words))
        return
    yield from _headline(one, words)
    yield from _metric(one, words)


def _headline(one: Judgement, words: Words) -> Iterator[str]:
    verdict, judged = one.verdict, judged_words(one, words)
    if verdict.step is Step.CERTAIN and verdict[Cause.NONRESPONSE].n == 0:
        yield words.text("verdict_say_certain_everyone", judged=judged)
    elif verdict.step is Step.CERTAIN:
        yield words.text("verdict_say_certain", judged=judged)
    elif verdict.step is Step.FIRM and verdict[Cause.NONRESPONSE].turned is Turned.NO:
        untried = words.joined((words.text(f"untried_{cause.value}") for cause in verdict.untried), "withstands_joiner")
        facts = {"judged": judged, "causes": withstands_words(one, words)}
        yield words.text("verdict_say_firm_untried", untried=untried, **facts)
    elif verdict.step is Step.FIRM and verdict.withstands:
        yield words.text("verdict_say_firm", judged=judged, causes=withstands_words(one, words))
    elif verdict.step is Step.DEPENDS:
        yield words.text("verdict_say_depends", judged=judged, causes=conditions_words(one, words))
    elif verdict.step is Step.UNKNOWN:
        yield words.text("verdict_say_unknown", judged=judged, reasons=reasons_words(one, words))
    if verdict.step is Step.DEPENDS and verdict.reasons:
        yield words.text("verdict_say_reasons", reasons=reasons_words(one, words))


def _metric(one: Judgement, words: Words) -> Iterator[str]:
    if one.mark.metric in ("ratio", "progress") and one.mark.metric_value is not None:
        metric = words.percent(one.mark.metric_value, one.target.rule.metric_decimals)
        if not one.target.rule.published:
            metric = distinct(one.mark.metric_value, one.target.rule.metric_decimals) + "%"
        yield words.text(f"verdict_metric_{one.mark.metric}", metric=metric, mark=one.mark.mark)


def other_mark(mark: str | None, words: Words) -> str:
    """Name the mark that a cause turns to; another one, where the percent alone does not tell which."""
    return words.text("another_mark") if mark is None else mark


def sampling_sentences(one: Judgement, words: Words) -> Iterator[str]:
    """Say how far the value is from its target, with the sampling error."""
    turn = one.verdict[Cause.SAMPLING]
    if turn.turned not in (Turned.YES, Turned.NO) or turn.lower is None or turn.lower == turn.upper:
        return
    lower, upper, finer = _from_target(one, turn, words)
    facts = {
        "lower": words.number(lower, finer, signed=True),
        "upper": _distance(one, upper, words.to(finer)),
        "level": words.level,
    }
    # within a range the nearest end is another for each limit, and their distances are no interval
    ranged = one.target.marking is not None and not one.target.marking.goal.one_sided
    error = "_past" if one.references else "" if one.target.against is None else "_both"
    code = f"verdict_sampling_{turn.turned.value}" + ("_range" if ranged else "") + error
    yield words.text(code, mark=other_mark(turn.mark, words) if turn.turned is Turned.YES else one.mark.mark, **facts)
    evidence = one.evidence
    if turn.turned is Turned.NO or evidence is None:
        return
    if evidence.probability_met is not None:
        code = "rep_say_probability" if one.unit is None else "rep_say_probability_number"
        yield words.text(code, probability=words.probability(evidence.probability_met))
        if evidence.n_needed is not None:
            yield words.text("rep_say_needed", n=words.count(evidence.n_needed))


def _from_target(one: Judgement, turn: Turn, words: Words) -> tuple[Number, Number, int]:
    """Return how far the limits are from the target, and with how many decimals that is printed.

    It is what a reader finds who subtracts the target from the limits as they are printed; with more decimals where an
    end is so near that its sign would be lost. Where the target has an error of its own there are no such limits.
    """
    ends = (turn.lower or 0.0, turn.upper or 0.0)
    marking, times = one.target.marking, 100 if one.unit is None else 1
    if marking is not None and None not in one.value.outer:
        limits = [exact(times * float(end or 0.0)) for end in one.value.outer]
        own = [limit - marking.exactly.goal.nearest(limit) for limit in limits]
        targets = [marking.goal.nearest(limit) for limit in limits]
        if all(abs(mine - exact(end)) < _SAME for mine, end in zip(own, ends, strict=True)):
            for more in range(words.decimals, DUST):
                found = [half_up(limit, more) - target for limit, target in zip(limits, targets, strict=True)]
                if all((mine > 0, mine < 0) == (end > 0, end < 0) for mine, end in zip(found, own, strict=True)):
                    return found[0], found[1], max(more, *(decimals_in(target) for target in targets))
    # an end that is hardly past the target is printed with its sign
    return *ends, max(telling(end, words.decimals) for end in ends)


def _distance(one: Judgement, value: Number, words: Words) -> str:
    """Print how far a value is from its target, with its unit."""
    return words.points(value) if one.unit is None else words.amount(value, one.unit, signed=True)


def distinct(value: Number, decimals: int) -> str:
    """Print an exact value with two decimals more than are published, or as many as tell it from the published one."""
    enough = (more for more in range(2, DUST) if half_up(value, decimals + more) != half_up(value, decimals))
    return printed(value, decimals + next(enough, 2))


def rounding_sentences(one: Judgement, words: Words) -> Iterator[str]:
    """Say what the value was before it was rounded, and what mark that gives; nothing where it is not known."""
    turn, value, rule = one.verdict[Cause.ROUNDING], one.value, one.target.rule
    if turn.turned is Turned.YES and value.printed is not None and value.printed == value.precise:
        yield from _rounded_rate(one, turn, words)
        return
    if one.from_no_survey or value.printed is None or value.precise is None:
        return
    unit, (lowest, highest) = unit_after(one.unit or "%"), _before_rounding(one)
    if turn.turned is Turned.YES:
        number: Number = turn.value if rule.published and turn.value is not None else value.precise
        shown = {
            "printed": words.number(value.printed, rule.decimals) + unit,
            "exact": distinct(number, rule.decimals) + unit,
        }
        yield words.text(
            "verdict_rounding_published" if rule.published else "verdict_rounding_exact",
            mark=other_mark(turn.mark, words),
            **shown,
        )
        return
    if lowest is None or highest is None:
        return
    exact = distinct(lowest, rule.decimals)
    if lowest != highest:
        exact = words.range(exact, distinct(highest, rule.decimals))
    code = "verdict_exact_unjudged" if one.mark.mark is None or turn.turned is not Turned.NO else "verdict_exact_same"
    if one.mark.mark is not None and not rule.published:
        code = "verdict_exact"
    yield words.text(code, exact=exact + unit, mark=one.mark.mark)


def _rounded_rate(one: Judgement, turn: Turn, words: Words) -> Iterator[str]:
    """Say which digits of a rate decide the mark of a value that was not rounded itself."""
    rule, marking = one.target.rule, one.target.marking
    found = None if marking is None or one.value.precise is None else marking.exactly.metric(one.value.precise)
    if found is None or found[1] is None:
        return
    facts = {
        "printed": words.percent(found[1], rule.metric_decimals),
        "exact": distinct(found[1], rule.metric_decimals) + "%",
    }
    yield words.text(
        f"verdict_rounding_rate_{'published' if rule.published else 'exact'}",
        mark=other_mark(turn.mark, words),
        **facts,
    )


def _before_rounding(one: Judgement) -> tuple[Number | None, Number | None]:
    """Return the exact value twice; of a percent published with its n the ends of what it can have been."""
    value = one.value
    if not value.stated or value.n_positive is not None:
        return value.precise, value.precise
    if value.n_base is None or value.printed is None or value.weighted:
        return None, None
    counts = counts_of(value.printed, value.n_base, one.target.decimals)
    if not counts:
        return None, None
    return Fraction(100 * counts[0], value.n_base), Fraction(100 * counts[-1], value.n_base)


def weighted_sentences(result: Result, one: Judgement, words: Words) -> Iterator[str]:
    """Say what the other percent is: the weighted one, or the unweighted where the published one is weighted."""
    turn = one.verdict[Cause.WEIGHTING]
    other = other_weighting(result, one)
    if other is None:
        return
    value = turn.value if turn.value is not None else other["value"]
    shown = words.percent(value) if one.unit is None else words.amount(value, one.unit)
    ends = {Turned.YES: "changes", Turned.NO: "same"}
    end = ends.get(turn.turned, "unjudged") if turn.turned is not None else "unjudged"
    what = words.text("what_percent" if one.unit is None else "what_number")
    facts: dict[str, Any] = {"percent": shown, "judgement": other_mark(turn.mark, words), "what": what}
    if other["weighting"] == UNWEIGHTED:
        own = next(row for row in frame_rows(result, "weighted", indicator=one.indicator.id) if row["official"])
        yield words.text(f"rep_say_unweighted_{end}", how=_how_weighted(result, one, own, words), **facts)
        return
    yield words.text(f"rep_say_weighted_{end}", how=_how_weighted(result, one, other, words), **facts)


def _how_weighted(result: Result, one: Judgement, row: Row, words: Words) -> str:
    """Say what a row of ``weighted`` is weighted by: a population's composition, or how the sample was drawn."""
    if row["weighting"] == DESIGNED:
        return words.text("weighted_by_design")
    margins = margins_words(result, one.indicator.survey, row["dimensions"] or "", words)
    return words.text("weighted_to_population", margins=margins)


def other_weighting(result: Result, one: Judgement) -> dict[str, Any] | None:
    """Return the row of ``weighted`` that stands beside the published value: the one that turns the mark, if any."""
    rows = frame_rows(result, "weighted", indicator=one.indicator.id)
    others = [row for row in rows if not row["official"] and row["value"] is not None]
    detail = one.verdict[Cause.WEIGHTING].detail
    return next((row for row in others if row["weighting"] == detail), others[0] if others else None)


def moved_sentences(result: Result, one: Judgement, words: Words) -> Iterator[str]:
    """Give a changed target with what it was, and the mark by that."""
    turn: Turn = one.verdict[Cause.TARGET_MOVED]
    for row in frame_rows(result, "comparability", indicator=one.indicator.id):
        if row["aspect"] != "target" or row["same"] is not False:
            continue
        changed = target_difference(row["before"], row["after"], one.unit, words)
        year = None if result.previous is None else result.previous.fiscal_year
        facts = {"changed": changed, "since": since_words(year, result, words)}
        if turn.turned is Turned.YES:
            yield words.text("verdict_target_turns", mark=turn.mark, **facts)
        elif turn.turned is Turned.NO:
            yield words.text("verdict_target_same", mark=turn.mark, **facts)
        else:
            yield words.text("verdict_target_changed", **facts)


def verdict_notes(result: Result, words: Words) -> Iterator[str]:
    """Explain the verdicts that a run has, each kind once."""
    steps = {one.verdict.step for one in result.items}
    for step in Step:
        if step in steps:
            yield words.text(f"verdict_note_{step.value}")
