"""What each cause alone would do to a mark: turn it, leave it, or it is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from kumin.definitions.survey import CENSUS, RANDOM
from kumin.estimation._reasons import ERROR_KNOWN
from kumin.judgement.comparability import ASPECTS, Difference, comparable
from kumin.judgement.goals import Marking
from kumin.judgement.judgement import Judgement
from kumin.judgement.measures.pool_parts import PoolPart
from kumin.judgement.surveys.weighting import UNWEIGHTED
from kumin.judgement.verdicts.reach import reach_of
from kumin.judgement.verdicts.verdict import (
    BY_COUNTS,
    LOW_RETURN,
    MOVING,
    OF_COUNTS,
    POOL_UNKNOWN,
    Cause,
    Turn,
    Turned,
)
from kumin.judgement.year import PUBLISHED, YearValue, counts_of
from kumin.numbers import MOST_DECIMALS, decimals_in, is_small

PERCENT = "%"
"""Unit of a share that is from no survey of the plan: nothing is known of how many people it is of."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of a judgement beside its value and target; empty where it is not.

    Parameters
    ----------
    sampling : str or None
        How the respondents were found, as the plan says; None for what is from no survey.
    rules : sequence of row
        Its rows of ``base_rules``.
    weighted : sequence of row
        Its rows of ``weighted``.
    worst : row or None
        Its row of ``bounds`` that holds everybody who did not answer.
    returned : float or None
        Answers over letters that arrived.
    before : Marking or None
        How last year's plan would have marked this year.
    target_known : bool
        Whether last year's plan is known at all.
    aspects : tuple of Difference, optional
        How it was measured last year and is now; None where last year's definitions are not at hand.
    pooled : sequence of PoolPart
        Of a value over years, the earlier values in it that come from a survey.
    measured_year : int or None
        The year those definitions are of.
    """

    sampling: str | None = None
    rules: Sequence[Row] = ()
    weighted: Sequence[Row] = ()
    worst: Row | None = None
    returned: float | None = None
    before: Marking | None = None
    target_known: bool = False
    aspects: tuple[Difference, ...] | None = None
    pooled: Sequence[PoolPart] = ()
    measured_year: int | None = None


def _sampling(one: Judgement, beside: Beside) -> Turn:
    """Say whether another sample would have given another mark."""
    cause, value = Cause.SAMPLING, one.value
    if one.from_no_survey:
        return Turn(cause, None)
    if beside.sampling == CENSUS:
        if not any(past.has_error and past.source != PUBLISHED and not past.census for past in one.references):
            return Turn(cause, None)
        value = _without_error(value)  # of the target's past sample alone there is an error
    elif beside.sampling not in (None, RANDOM):
        return Turn(cause, Turned.NOT_KNOWN, detail="not_random")
    reach = reach_of(one.target, value, one.references)
    if reach is None:
        return Turn(cause, Turned.NOT_KNOWN, detail=_no_reach(one))
    found = Turn(cause, Turned.NO, lower=reach.lower, upper=reach.upper)
    everyone = value.lower == value.upper and not one.references
    others = frozenset() if everyone else reach.marks - {one.mark.mark}
    if others:
        return replace(found, turned=Turned.YES, mark=min(filter(None, others), default=None))
    # one answer, or no degree of freedom, shows nothing of what other samples would have
    known = value.not_estimable in ERROR_KNOWN
    return found if known else replace(found, turned=Turned.NOT_KNOWN, detail=str(value.not_estimable))


def _without_error(value: YearValue) -> YearValue:
    at = value.proportion if value.estimate is None else value.estimate
    return replace(value, lower=at, upper=at, least=None, most=None)


def _no_reach(one: Judgement) -> str:
    """Return why sampling error is not known."""
    if one.value.lower is not None:
        return "reference_n"
    return one.value.not_estimable or ("no_error" if one.value.n_base else "no_n")


def unknown_with(one: Judgement, otherwise: str) -> str:
    """Return why it is not known what a cause does: a target that would move too, else what is missing."""
    against = one.target.against
    return MOVING if against is not None and against.moves else otherwise


def _base(one: Judgement, beside: Beside) -> Turn:
    """Say whether the mark depends on no answer or don't know in the base."""
    if one.from_no_survey:
        return Turn(Cause.BASE, None)
    known = [row for row in beside.rules if row["percent"] is not None]
    own = next((row for row in known if row["in_plan"] and row["judgement"] is not None), None)
    if own is None:
        detail = OF_COUNTS if any(row["in_plan"] for row in known) else "no_answers"
        return Turn(Cause.BASE, Turned.NOT_KNOWN, detail=unknown_with(one, detail))
    if own["judgement"] != one.mark.mark:
        return Turn(Cause.BASE, Turned.NOT_KNOWN, detail=BY_COUNTS)
    other = next((row for row in known if row["judgement"] != own["judgement"]), None)
    if other is None:
        percents = [row["percent"] for row in known]
        return Turn(Cause.BASE, Turned.NO, lower=min(percents), upper=max(percents))
    return Turn(Cause.BASE, Turned.YES, mark=other["judgement"], value=other["percent"], detail=other["rule"])


def _weighting(one: Judgement, beside: Beside) -> Turn:
    """Say whether it depends on adjusting to the population."""
    if one.from_no_survey:
        return Turn(Cause.WEIGHTING, None)
    known = [row for row in beside.weighted if row["value"] is not None]
    others = [row for row in known if not row["official"]]
    if not others or not any(row["official"] and row["judgement"] is not None for row in known):
        detail = OF_COUNTS if others else "no_population"
        return Turn(Cause.WEIGHTING, Turned.NOT_KNOWN, detail=unknown_with(one, detail))
    other = next((row for row in others if row["judgement"] != one.mark.mark), None)
    chosen = other or others[0]
    turned = Turned.NO if other is None else Turned.YES
    return Turn(Cause.WEIGHTING, turned, chosen["judgement"], chosen["value"], detail=chosen["weighting"])


def _rounding(one: Judgement, _: Beside) -> Turn:
    """Say whether it depends on the printed digit."""
    cause, value, marking = Cause.ROUNDING, one.value, one.target.marking
    if marking is None or value.printed is None or value.precise is None:
        return Turn(cause, Turned.NOT_KNOWN, detail="no_counts")
    rule, printed = one.target.rule, value.printed
    as_printed = marking.as_printed(rule.decimals, rule.metric_decimals)
    others = [(as_printed, printed)]
    if rule.published:
        others = [(marking.exactly, exact_one) for exact_one in _exact_values(one)]
    if not others:
        return Turn(cause, Turned.NOT_KNOWN, detail="no_counts")
    for other, number in others:
        mark = other.mark_of(number)
        if mark != one.mark.mark:
            return Turn(cause, Turned.YES, mark, float(number), detail="published" if rule.published else "exact")
    return Turn(cause, Turned.NO, value=float(others[0][1]))


def _exact_values(one: Judgement) -> list[Fraction]:
    """Return what the exact value is or, of a percent that was published with its n, could be; none where unknown."""
    value = one.value
    assert value.printed is not None
    if value.n_positive is not None or one.from_no_survey or not value.stated:
        return [value.precise] if value.precise is not None else []
    return [Fraction(100 * k, value.n_base or 1) for k in _stated_counts(one)]


def _stated_counts(one: Judgement) -> range:
    """List the counts that a percent published with its n can be; none of a weighted one."""
    value = one.value
    if value.n_base is None or value.printed is None or value.weighted:
        return range(0)
    digits = max(one.target.decimals, decimals_in(value.printed))
    return counts_of(value.printed, value.n_base, min(digits, MOST_DECIMALS))


def _nonresponse(one: Judgement, beside: Beside) -> Turn:
    """Say whether it depends on those who did not answer: all letters not returned, answering one way."""
    cause, worst = Cause.NONRESPONSE, beside.worst
    if one.from_no_survey:
        return Turn(cause, None)
    if worst is None or worst["judgement_depends"] is None:
        detail = "no_letters" if worst is None else OF_COUNTS
        return Turn(cause, Turned.NOT_KNOWN, detail=unknown_with(one, detail))
    counted = [row["judgement"] for row in beside.rules if row["in_plan"]]
    counted += [row["judgement"] for row in beside.weighted if row["weighting"] == UNWEIGHTED]
    own = next(iter(counted), None)
    if one.value.weighted and own not in (None, one.mark.mark):
        return Turn(cause, Turned.NOT_KNOWN, detail=BY_COUNTS)
    limits = {"lower": worst["lower"], "upper": worst["upper"], "n": worst["n_missing"]}
    if not worst["judgement_depends"]:
        return Turn(cause, Turned.NO, **limits)
    ends = {worst[f"judgement_{end}"]: worst[end] for end in ("upper", "lower")}
    return Turn(cause, Turned.YES, worst["turns_to"], ends.get(worst["turns_to"]), **limits)


def _target_moved(one: Judgement, beside: Beside) -> Turn:
    """Say whether last year's target, deadline, scale or decimals would give another mark."""
    cause, value, before = Cause.TARGET_MOVED, one.value, beside.before
    if not beside.target_known:
        return Turn(cause, Turned.NOT_KNOWN, detail="earlier_definitions")
    if before is None or value.precise is None or value.printed is None:
        return Turn(cause, Turned.NOT_KNOWN, detail="no_reference")
    mark = before.mark(value.precise)
    if mark is None:
        return Turn(cause, Turned.NOT_KNOWN, detail="no_metric")
    end = before.goal.first
    turned = Turned.NO if mark == one.mark.mark else Turned.YES
    return Turn(cause, turned, mark, None if end is None else float(end))


def _instrument(one: Judgement, beside: Beside) -> Turn:
    """Say whether it was the same question, of a value over several years and of a target that is a past result."""
    if one.from_no_survey:
        return Turn(Cause.INSTRUMENT, None)
    pooled, referred = _pooled_alike(beside), _referred_alike(one, beside)
    order = (Turned.YES, Turned.NOT_KNOWN, Turned.NO, None)
    return min(pooled, referred, key=lambda turn: order.index(turn.turned))


def _pooled_alike(beside: Beside) -> Turn:
    """Say whether all the years that are taken together were asked as this one."""
    cause = Cause.INSTRUMENT
    aspects = {aspect.aspect for part in beside.pooled if part.alike is False for aspect in part.differing}
    if aspects:
        return Turn(cause, Turned.YES, detail=";".join(aspect for aspect in ASPECTS if aspect in aspects))
    if any(part.alike is None for part in beside.pooled):
        return Turn(cause, Turned.NOT_KNOWN, detail=POOL_UNKNOWN)
    return Turn(cause, Turned.NO if beside.pooled else None)


def _referred_alike(one: Judgement, beside: Beside) -> Turn:
    """Say whether the past year that the target refers to was asked as this one."""
    cause, years = Cause.INSTRUMENT, {one.year for one in one.references}
    if not years:
        return Turn(cause, None)
    alike = comparable(beside.aspects) if beside.aspects else None
    if alike is None or years != {beside.measured_year}:
        return Turn(cause, Turned.NOT_KNOWN, detail="earlier_definitions")
    if alike:
        return Turn(cause, Turned.NO)
    differing = ";".join(aspect.aspect for aspect in beside.aspects or () if aspect.same is False)
    return Turn(cause, Turned.YES, detail=differing)


def _information(one: Judgement, beside: Beside) -> Turn:
    """Say whether there is enough to say anything."""
    reason, n = next(_lacking(one, beside), None), one.value.n_base
    if reason is None:
        return Turn(Cause.INFORMATION, Turned.NO, n=n, value=beside.returned)
    return Turn(Cause.INFORMATION, Turned.NOT_KNOWN, n=n, value=beside.returned, detail=reason)


def _lacking(one: Judgement, beside: Beside) -> Iterator[str]:
    """Yield what is missing."""
    value = one.value
    if one.from_no_survey:
        if one.unit == PERCENT:
            yield "no_n"
        return
    if value.n_base is None:
        yield "no_n"
    elif value.stated and value.n_positive is None and not value.weighted and not _stated_counts(one):
        yield "percent_not_of_n"
    if value.not_estimable not in ERROR_KNOWN:
        yield str(value.not_estimable)
    whole = value.population is not None and value.n_base is not None and value.n_base >= value.population
    if beside.sampling == CENSUS or whole:
        return  # everyone there is answered: their number is no reason for doubt
    if is_small(value.n_base):
        yield "small_base"
    if beside.returned is not None and beside.returned < LOW_RETURN:
        yield "low_return"


CAUSES: tuple[Callable[[Judgement, Beside], Turn], ...] = (
    _sampling, _base, _weighting, _rounding, _nonresponse, _target_moved, _instrument, _information,
)  # fmt: skip
"""What each cause does, in the order of :class:`Cause`."""
