"""The one place where a verdict is worked out, from everything that is known of a judgement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kumin.judgement.flags import Flag
from kumin.judgement.judgement import Judgement
from kumin.judgement.verdicts.causes import CAUSES, Beside, unknown_with
from kumin.judgement.verdicts.verdict import DEPENDING, NEEDED, TRIED, Cause, Step, Turn, Turned, Verdict


def verdict_of(one: Judgement, beside: Beside) -> Verdict:
    """Work out an indicator's verdict from everything that is known of it: the one place where this is done.

    Parameters
    ----------
    one : Judgement
        Its value, target, mark and the past values that the target refers to.
    beside : Beside
        What its survey's answers and last year's definitions add.

    Returns
    -------
    Verdict
    """
    if one.mark.met is None or one.mark.mark is None:
        reason = _not_judged(one)
        if reason is None:
            return Verdict(one.mark.mark, None)
        return Verdict(None, Step.UNKNOWN, (Turn(Cause.INFORMATION, Turned.NOT_KNOWN, detail=reason),))
    turns = tuple(turn_of(one, beside) for turn_of in CAUSES)
    if not one.from_no_survey and _step(one, {turn.cause: turn.turned for turn in turns}) is Step.FIRM:
        tried = any(turn.turned is Turned.NO for turn in turns if turn.cause in TRIED)
        # that those who did not answer turn it was found out: what was not tried is the base alone
        turning = any(turn.cause is Cause.NONRESPONSE and turn.turned is Turned.YES for turn in turns)
        reason = "untried_base" if turning else "untried"
        turns = turns if tried else tuple(_untried(one, turn, reason) for turn in turns)
    return Verdict(one.mark.mark, _step(one, {turn.cause: turn.turned for turn in turns}), turns)


def _untried(one: Judgement, turn: Turn, reason: str) -> Turn:
    """Say of a mark that was tried against nothing that there is not enough to say how far it can be relied on."""
    if turn.cause is not Cause.INFORMATION or turn.turned is not Turned.NO:
        return turn
    return replace(turn, turned=Turned.NOT_KNOWN, detail=unknown_with(one, reason))


def _step(one: Judgement, turned: Mapping[Cause, Turned | None]) -> Step | None:
    if any(turned[cause] is Turned.YES for cause in DEPENDING):
        return Step.DEPENDS
    if any(turned[cause] is Turned.NOT_KNOWN for cause in NEEDED):
        return Step.UNKNOWN
    if one.from_no_survey:
        return None
    settled = all(turned[cause] is Turned.NO for cause in (Cause.BASE, Cause.ROUNDING, Cause.NONRESPONSE))
    return Step.CERTAIN if settled else Step.FIRM


def _not_judged(one: Judgement) -> str | None:
    """Return why there is no mark; None where nothing was to be judged, or the plan says that it was not measured."""
    if Flag.NOT_MEASURED in one.flags:
        return None
    if one.value.printed is None:
        return one.value.not_estimable
    if Flag.NO_REFERENCE in one.flags:
        return "no_reference"
    return "no_metric" if Flag.NO_METRIC in one.flags else None
