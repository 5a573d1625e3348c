"""Judgements → the rows of every frame that speaks of them: the one place where a judgement becomes columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from fractions import Fraction

import polars as pl

from kumin.judgement.flags import OF_THE_VALUE, flags_text
from kumin.judgement.frames import CHANGES, EVIDENCE, JUDGEMENTS, MARKS, NUMBERS, TARGETS, VERDICTS
from kumin.judgement.judgement import Judgement
from kumin.judgement.summary import summary_of
from kumin.judgement.targets import target_row

Row = dict[str, object]


def judgements_frame(judgements: Sequence[Judgement]) -> pl.DataFrame:
    """Return the table: one row an indicator."""
    return JUDGEMENTS.of([judgement_row(one) for one in judgements])


def frames_of(judgements: Sequence[Judgement]) -> dict[str, pl.DataFrame]:
    """Return every frame beside the table that is made of judgements alone, by its name."""
    return {
        TARGETS.name: TARGETS.of([target_row(one.target) for one in judgements]),
        MARKS.name: MARKS.of([mark_row(one) for one in judgements]),
        VERDICTS.name: VERDICTS.of([row for one in judgements for row in verdict_rows(one)]),
        NUMBERS.name: NUMBERS.of([number_row(one) for one in judgements if one.unit is not None]),
        EVIDENCE.name: EVIDENCE.of([evidence_row(one) for one in judgements if one.evidence is not None]),
        CHANGES.name: CHANGES.of([change_row(one) for one in judgements if one.change is not None]),
        "summary": summary_of(judgements_frame(judgements)),
    }


def amounts(one: Judgement) -> Row:
    """Give value, target, previous value and change in percent or the indicator's unit."""
    goal, change = one.target.goal, one.change
    ranged = goal is not None and goal.low is not None
    return {
        "unit": one.unit,
        "decimals": one.target.decimals,
        "value": number(one.printed),
        "lower": _limit(one, one.value.lower),
        "upper": _limit(one, one.value.upper),
        "target_value": None if goal is None else number(goal.first),
        "target_high": number(goal.high) if goal is not None and ranged else None,
        "previous_year": None if change is None else change.before.year,
        "previous_value": None if change is None else number(change.before.printed),
        "change": None if change is None else number(change.difference),
    }


def judgement_row(one: Judgement) -> Row:
    """Make the row of the table; its percents and points are null for a number with a unit."""
    own, value, change, evidence = amounts(one), one.value, one.change, one.evidence
    row: Row = {
        **own,
        "issue": one.target.issue,
        "indicator": one.indicator.id,
        "survey": one.indicator.survey or None,
        "n_base": value.n_base,
        "n_positive": value.n_positive,
        "comparison": one.indicator.target.comparison,
        "judgement": one.mark.mark,
        "flags": flags_text(one.flags),
        "weighted_percent": None if one.weighted is None else one.weighted.percent,
        "weighted_judgement": None if one.weighted is None else one.weighted.mark,
        "nonrespondent_tipping_percent": one.tipping_percent,
        "verdict": None if one.verdict.step is None else one.verdict.step.value,
        "turned_by": ";".join(cause.value for cause in one.verdict.turned_by),
    }
    if evidence is not None:
        row |= {"evidence": evidence.side, "probability_met": evidence.probability_met}
    if one.unit is not None:
        return row
    row |= {
        "lower_percent": own["lower"],
        "upper_percent": own["upper"],
        "percent": own["value"],
        "target_percent": own["target_value"],
        "previous_percent": own["previous_value"],
        "change_points": own["change"],
    }
    if change is not None:
        row |= {"change_lower_points": change.lower, "change_upper_points": change.upper}
        row["change_p_value"] = change.p_value
    return row


def mark_row(one: Judgement) -> Row:
    """Make the row of ``marks``."""
    return {
        "indicator": one.indicator.id,
        "value": number(one.printed),
        "met": one.mark.met,
        "metric": one.mark.metric,
        "metric_value": number(one.mark.metric_value),
        "judgement": one.mark.mark,
        "exact_judgement": one.mark.exact_mark,
        "flags": flags_text(one.flags & OF_THE_VALUE),
    }


def verdict_rows(one: Judgement) -> list[Row]:
    """Make the rows of ``verdicts``, one a cause."""
    head = {
        "indicator": one.indicator.id,
        "judgement": one.verdict.mark,
        "verdict": None if one.verdict.step is None else one.verdict.step.value,
    }
    return [
        head
        | {
            "cause": turn.cause.value,
            "turned": None if turn.turned is None else turn.turned.value,
            "turned_judgement": turn.mark,
            "value": turn.value,
            "lower": turn.lower,
            "upper": turn.upper,
            "n": turn.n,
            "detail": turn.detail or None,
        }
        for turn in one.verdict.turns
    ]


def number_row(one: Judgement) -> Row:
    """Make the row of ``numbers``."""
    row = judgement_row(one)
    return {name: row[name] for name in NUMBERS.schema}


def evidence_row(one: Judgement) -> Row:
    """Make the row of ``evidence``."""
    assert one.evidence is not None
    facts = asdict(one.evidence)
    del facts["side"]
    return {"survey": one.value.survey, "indicator": one.indicator.id, **facts}


def change_row(one: Judgement) -> Row:
    """Make the row of ``changes``."""
    assert one.change is not None
    change, own = one.change, amounts(one)
    percent = one.unit is None
    return {
        "indicator": one.indicator.id,
        "previous_year": change.before.year,
        "source": change.before.source,
        "previous_percent": own["previous_value"] if percent else None,
        "previous_n": change.before.n_base,
        "change_points": own["change"] if percent else None,
        "lower_points": change.lower if percent else None,
        "upper_points": change.upper if percent else None,
        "change_lower": change.lower,
        "change_upper": change.upper,
        "p_value": change.p_value,
        "p_holm": change.p_holm,
        "statement": change.statement,
        "unit": one.unit,
        "previous_value": own["previous_value"],
        "previous_decimals": change.before.decimals,
        "change": own["change"],
    }


def _limit(one: Judgement, end: float | None) -> float | None:
    """Give an end of the interval in percent or the unit; None where not both are known."""
    if end is None or not one.value.has_error:
        return None
    return 100 * end if one.unit is None else end


def number(value: Fraction | None) -> float | None:
    """Return the float nearest to an exact number; None stays None."""
    return None if value is None else float(value)
