"""What those who did not answer could change of a survey's indicators: worst cases, and where marks would turn."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

import polars as pl

from kumin.conditions import has_any, meets
from kumin.definitions import Base, Indicator, Questionnaire
from kumin.estimation.linearized.sums import engine_for
from kumin.judgement.goals import ACHIEVED, Marking
from kumin.judgement.measures import asked_of, base_of, counts, in_base, positive_of
from kumin.judgement.measures.combined_bounds import combined_of, scale_of, worths_of_part
from kumin.judgement.surveys.frames import BOUNDS, TIPPING
from kumin.judgement.surveys.nonresponse import (
    OPEN,
    Settled,
    bounds,
    can_be_met,
    mean_bounds,
    mean_outcomes,
    tipping_point,
)
from kumin.judgement.surveys.survey import SurveyAnswers
from kumin.numbers import exact, half_up, whole

Row = dict[str, Any]

DECIMALS_OF_SUM = 6
"""Decimals that the sum of answers has at the most: points and numbers are written with fewer."""


def nonresponse(
    data: SurveyAnswers, estimates: pl.DataFrame, markings: Mapping[str, Marking]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Bound every indicator, and find the tipping points of those who did not answer.

    The bounds are the worst cases: all letters that were not answered (発送 − 返戻 − 有効) are in the base and answer
    one way, for nobody knows who of them would be in it. Of the tipping point the missing of an indicator's base are
    estimated to be as many, in proportion, as among the respondents: m · n_base / n_used.

    Returns
    -------
    tuple of DataFrame
        ``bounds`` and ``tipping``.
    """
    bound_rows: list[Row] = []
    tipping_rows: list[Row] = []
    used, unanswered, known = data.coded.height, no_answers(data), settled_of(data)
    named = {one.id: one for one in data.indicators}
    scales = {one.id: scale for one in data.indicators if (scale := _mean_scale(one, data.questionnaire)) is not None}
    for row in estimates.iter_rows(named=True):
        marking, k, n = markings.get(row["indicator"]), row["n_positive"], row["n_base"]
        head = {"survey": data.key, "indicator": row["indicator"]}
        left_out = unanswered.get(row["indicator"], 0)
        scopes = {"no_answer": left_out}
        if data.silent is not None:
            scopes["nonrespondents"] = left_out + data.silent
        scale, mean = scales.get(row["indicator"]), row.get("estimate")
        bound_rows += _combined_rows(data, named[row["indicator"]], row, head, marking)
        if n and mean is not None and scale is not None:
            # what the answers add up to has few decimals, which their mean need not have: 4 of 3 people is 1.3333…
            total = half_up(exact(mean * n), DECIMALS_OF_SUM)
            worths = worths_of_part(named[row["indicator"]].terms[0])
            for scope, m in scopes.items():
                outcomes = partial(mean_outcomes, total, n, m, worths)
                ends = mean_bounds(total / n, n, m, *scale)
                bound_rows.append(_number_row(head, scope, total / n, n, m, ends, marking, outcomes))
        if not n or k is None:
            continue
        settled = known.get(row["indicator"], OPEN)
        bound_rows += [
            bounds_row(head, scope, (k, k), n, missing, marking, settled) for scope, missing in scopes.items()
        ]
        if data.silent is not None and marking is not None:
            tipping_rows.append(_tipping_row(data, head, k, n, whole(Fraction(data.silent * n, used)), marking))
    return BOUNDS.of(bound_rows), TIPPING.of(tipping_rows)


def no_answers(data: SurveyAnswers) -> dict[str, int]:
    """Count who was asked and left the question out, where the base is of those who answered.

    An excluded option (わからない) is an answer, and no missing one: of several questions, whoever gave one is out.
    """
    counted = [
        item
        for item in data.indicators
        if item.base.rule == "answered" and (item.is_share or _mean_scale(item, data.questionnaire) is not None)
    ]
    return _summed(data, {item.id: _left_out(item, data.questionnaire) for item in counted})


def settled_of(data: SurveyAnswers) -> dict[str, Settled]:
    """Count of whom one answer tells all though another is missing: whoever meets one part meets any of them."""
    columns: dict[str, pl.Expr] = {}
    for item in data.indicators:
        if item.combine not in ("any", "all") or item.base.rule != "answered":
            continue
        known = positive_of(item, data.questionnaire) if item.combine == "any" else _misses(item, data.questionnaire)
        columns[item.id] = _left_out(item, data.questionnaire) & known
    any_of = {item.id for item in data.indicators if item.combine == "any"}
    found = _summed(data, columns)
    return {id_: Settled(positive=n) if id_ in any_of else Settled(negative=n) for id_, n in found.items()}


def _left_out(item: Indicator, questionnaire: Questionnaire) -> pl.Expr:
    """Who was asked and gave no answer, and none that leaves them out of the base in any case."""
    left_out = asked_of(item, questionnaire) & ~base_of(item, questionnaire, Base(rule="answered"))
    for part in item.terms:
        left_out &= ~has_any(questionnaire.by_id[part.question], item.base.excluding)
    return left_out


def _misses(item: Indicator, questionnaire: Questionnaire) -> pl.Expr:
    """Who answered one of several questions, and does not meet it."""
    met = [counts(questionnaire.by_id[part.question], part) & meets(part.among, questionnaire) for part in item.terms]
    inside = (in_base(part, item, questionnaire) for part in item.terms)
    return pl.any_horizontal(one & ~meeting for one, meeting in zip(inside, met, strict=True))


def _summed(data: SurveyAnswers, columns: Mapping[str, pl.Expr]) -> dict[str, int]:
    """Count the answers of which each condition holds."""
    if not columns:
        return {}
    plan = data.coded.lazy().with_columns(one.alias(id_) for id_, one in columns.items()).select(pl.col(*columns).sum())
    return plan.collect(engine=engine_for(data.coded)).row(0, named=True)


def _mean_scale(indicator: Indicator, questionnaire: Questionnaire) -> tuple[Fraction, Fraction] | None:
    """Return the ends of the scale that a question's mean is of: its points, or its number's bounds."""
    return None if indicator.is_percent or len(indicator.terms) != 1 else scale_of(indicator, questionnaire)


def _combined_rows(
    data: SurveyAnswers, indicator: Indicator, row: Row, head: Row, marking: Marking | None
) -> Iterator[Row]:
    """Make the rows of ``bounds`` of a mean, a difference or a ratio of several questions, where it has worst cases."""
    estimate = 100 * row["proportion"] if row.get("proportion") is not None else row.get("estimate")
    found = None if estimate is None or not row["n_base"] else combined_of(data, indicator, estimate)
    if found is None:
        return
    scopes = {"no_answer": 0} | ({} if data.silent is None else {"nonrespondents": data.silent})
    for scope, silent in scopes.items():
        ends = found.ends(silent)
        if ends is None:
            continue
        missing = found.left_out + silent
        outcomes = partial(found.outcomes, silent)
        known = _number_row(head, scope, found.value, row["n_base"], missing, ends, marking, outcomes)
        percents = {"lower_percent": known["lower"], "upper_percent": known["upper"]} if indicator.is_percent else {}
        yield known | percents


def _number_row(
    head: Row, scope: str, mean: Fraction, n: int, missing: int, ends: tuple[Fraction, Fraction],
    marking: Marking | None, outcomes: Callable[[], Collection[Fraction] | None],
) -> Row:  # fmt: skip
    """Make a row of ``bounds`` of a value that counts nobody; a range may lie between all of its ``outcomes``."""
    marks = [marking.mark(end) if marking else None for end in ends]
    within, own = (marking.marks_within(*ends), marking.mark(mean)) if marking else (set(), None)
    if marking and len(marking.goal.ends) == 2 and (known := outcomes()) is not None:
        within = set(map(marking.mark, known))
    return head | {
        "scope": scope, "n_base": n, "n_missing": missing, "lower": float(ends[0]), "upper": float(ends[1]),
        **_marks(marks, within, own, judged=marking is not None),
    }  # fmt: skip


def bounds_row(
    head: Row, scope: str, counts: tuple[int, int], n: int, missing: int, marking: Marking | None,
    settled: Settled = OPEN,
) -> Row:  # fmt: skip
    """Make a row of ``bounds``: the marks of the two ends beside them, and another one that lies between.

    ``counts`` are the fewest and the most positive answers, the same where they are known. Of the missing, those who
    can only be positive are left out of the lower bound, and those who cannot be of the upper one.
    """
    fewest, most = counts
    lowest, highest = missing - settled.positive, missing - settled.negative
    lower, upper = 100 * bounds(fewest, n, lowest).lower, 100 * bounds(most, n, highest).upper
    ends = [Fraction(100 * fewest, n + lowest), Fraction(100 * (most + highest), n + highest)]
    marks = [marking.mark(end) if marking else None for end in ends]
    found = {*marks, *_between(marking, counts, n, missing, settled)} if marking else set()
    own = marking.mark(Fraction(100 * fewest, n)) if marking else None
    known = {"n_base": n, "n_missing": missing, "lower_percent": lower, "upper_percent": upper}
    known |= {"lower": lower, "upper": upper}
    return head | {"scope": scope, **known, **_marks(marks, found, own, judged=marking is not None)}


def _marks(ends: Sequence[str | None], found: Collection[str | None], own: str | None, *, judged: bool) -> Row:
    """Give the marks of two bounds, and of those found between them one that is not the value's own.

    Null is a mark that the percent alone does not tell: it is another one, where the value's own is known.
    """
    others = {mark for mark in found if mark != own}
    named = [mark for mark in (*ends, *sorted(filter(None, others))) if mark is not None and mark in others]
    return {
        "judgement_lower": ends[0],
        "judgement_upper": ends[1],
        "turns_to": next(iter(named), None),
        "judgement_depends": bool(others) if judged and own is not None else None,
    }


def _between(marking: Marking, counts: tuple[int, int], n: int, missing: int, settled: Settled) -> set[str | None]:
    """Return the mark of a goal with two ends that is met between bounds that both miss it.

    Other marks rise or fall with the percent: what lies between the bounds is marked as one of them, or as their own.
    """
    goal = marking.goal
    if marking.scale is not None or goal.low is None or goal.high is None:
        return set()
    met = any(can_be_met(k, n, missing, goal, decimals=marking.decimals, settled=settled) for k in set(counts))
    return {ACHIEVED} if met else set()


def _tipping_row(data: SurveyAnswers, head: Row, k: int, n: int, missing: int, marking: Marking) -> Row:
    found = tipping_point(k, n, missing, marking.goal, decimals=marking.decimals)
    turned = None
    if found.count is not None:
        turned = marking.mark(Fraction(100 * (k + found.count), n + missing))
    return head | {
        "judgement": marking.mark(Fraction(100 * k, n)),
        "turns_to": turned,
        "n_base": n,
        "n_missing": missing,
        "n_silent": data.silent,
        "tipping_count": found.count,
        "tipping_percent": None if found.share is None else 100 * found.share,
        "difference_points": None if found.difference is None else 100 * found.difference,
        "can_turn": found.can_turn,
    }
