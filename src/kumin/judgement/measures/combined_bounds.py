"""Worst cases of values that are made of several questions: a mean, a difference or a ratio of them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import polars as pl

from kumin.conditions import answered, asked, meets
from kumin.definitions import Indicator, Part, Questionnaire, SingleQuestion
from kumin.estimation.linearized.sums import engine_for
from kumin.judgement.measures.counting import in_base
from kumin.judgement.measures.measure import measure_of
from kumin.judgement.measures.numbers import value_of
from kumin.judgement.measures.ranges import range_of
from kumin.judgement.surveys.nonresponse import mean_bounds, mean_outcomes
from kumin.judgement.surveys.survey import SurveyAnswers
from kumin.numbers import exact

Ends = tuple[Fraction, Fraction]


def scale_of_part(part: Part, questionnaire: Questionnaire) -> Ends | None:
    """Return the ends of what an answer is worth: of a share 0 and 1, its points, or its number's bounds.

    None where it has no ends.
    """
    least, most = range_of(part, questionnaire)
    return None if least is None or most is None else (exact(least), exact(most))


def scale_of(indicator: Indicator, questionnaire: Questionnaire) -> Ends | None:
    """Return the ends of what a value of an indicator can be, in percent or its unit; None where it has none."""
    if indicator.is_percent:
        return Fraction(0), Fraction(100)
    scales = [scale_of_part(part, questionnaire) for part in indicator.terms]
    known = [scale for scale in scales if scale is not None]
    if not known or len(known) < len(scales):
        return None
    if not indicator.combine:
        return known[0]
    return _combined_ends(indicator, *zip(*known, strict=True))


def worths_of_part(part: Part) -> frozenset[Fraction] | None:
    """Return all that an answer can be worth; None of a number, which may have decimals."""
    if part.is_share:
        return frozenset({Fraction(0), Fraction(1)})
    return frozenset(map(exact, part.points.values())) if part.points else None


def free_of_each_other(indicator: Indicator, questionnaire: Questionnaire) -> bool:
    """Whether one person can answer each question of an indicator at either end, whatever the others are answered.

    Else the ends of the questions cannot all be reached together, and worst cases of each are none of the value: who
    is in one part's domain may be in no other, who is asked by one answer gave that answer. Two shares of one question
    can, if each has an option that the other has not, of a difference or a ratio: one is wanted high where the other
    is wanted low.
    """
    parts = indicator.terms
    ids = [part.question for part in parts]
    conditions = [questionnaire.by_id[id_].ask_if for id_ in ids]
    if any(part.among for part in parts) or any(dict(one) != dict(conditions[0]) for one in conditions):
        return False
    if set(ids) & {*conditions[0], *indicator.among}:
        return False
    if len(set(ids)) == len(ids):
        return True
    if indicator.combine == "mean" or not isinstance(questionnaire.by_id[ids[0]], SingleQuestion):
        return False
    first, second = (set(part.codes) - set(indicator.base.excluding) for part in parts)
    return bool(first - second) and bool(second - first)


@dataclass(frozen=True, slots=True)
class _Mean:
    """A question's mean: what its answers add up to, how many they are, and how many of the asked left it out."""

    total: Fraction
    n: int
    left_out: int
    scale: Ends
    worths: frozenset[Fraction] | None

    def outcomes(self, silent: int) -> frozenset[Fraction] | None:
        """Return every mean there could be, with so many more of whom nothing is known; None where it is too many."""
        return mean_outcomes(self.total, self.n, self.left_out + silent, self.worths)

    def ends(self, silent: int) -> Ends:
        """Return the worst cases, with so many more of whom nothing is known."""
        return mean_bounds(self.total / self.n, self.n, self.left_out + silent, *self.scale)


@dataclass(frozen=True, slots=True)
class Combined:
    """A value that is made of several questions, in percent or its unit.

    Parameters
    ----------
    value : Fraction
        Of the answers.
    left_out : int
        People of whom at least one answer is missing.
    """

    value: Fraction
    left_out: int
    _means: tuple[_Mean, ...]
    _indicator: Indicator

    def ends(self, silent: int) -> Ends | None:
        """Return the worst cases: all of whom an answer is not known at the ends of each question's scale.

        Of a mean the means of the ends, of a difference and a ratio the first one's lowest with the second's highest,
        and the other way round (Manski 1989, Journal of Human Resources 24). None of a ratio whose divisor can be 0,
        or where something can be below 0.
        """
        return _combined_ends(self._indicator, *zip(*(one.ends(silent) for one in self._means), strict=True))

    def outcomes(self, silent: int) -> frozenset[Fraction] | None:
        """Return every value there could be; None where they are too many, or the questions are not apart."""
        asked = [part.question for part in self._indicator.terms]
        means = [one.outcomes(silent) for one in self._means]
        known = [one for one in means if one is not None]
        if len(set(asked)) < len(asked) or len(known) < len(means) or math.prod(map(len, known)) > _MOST_OUTCOMES:
            return None
        combine = _COMBINED[str(self._indicator.combine)]
        return frozenset(_times(self._indicator) * combine(*each) for each in product(*known))


_MOST_OUTCOMES = 50_000

_COMBINED: dict[str, Callable[..., Fraction]] = {
    "mean": lambda *means: sum(means, Fraction(0)) / len(means),
    "difference": lambda first, second: first - second,
    "ratio": lambda first, second: first / second,
}


def _times(indicator: Indicator) -> int:
    """Return what a value of shares is multiplied with."""
    if indicator.is_percent:
        return 100
    return measure_of(indicator).times_of_shares if all(part.is_share for part in indicator.terms) else 1


def _combined_ends(indicator: Indicator, lows: tuple[Fraction, ...], highs: tuple[Fraction, ...]) -> Ends | None:
    """Combine the lowest and the highest of each question; None of a ratio that they do not bound."""
    combine, times = _COMBINED[str(indicator.combine)], _times(indicator)
    if indicator.combine == "mean":
        return times * combine(*lows), times * combine(*highs)
    if indicator.combine == "ratio" and (lows[0] < 0 or lows[1] <= 0):
        return None
    return times * combine(lows[0], highs[1]), times * combine(highs[0], lows[1])


def combined_of(data: SurveyAnswers, indicator: Indicator, estimate: float) -> Combined | None:
    """Count what the worst cases of an indicator of several questions are worked out from.

    Parameters
    ----------
    data : SurveyAnswers
    indicator : Indicator
    estimate : float
        Its value, in percent or its unit.

    Returns
    -------
    Combined or None
        None where a question has no ends, where the ends cannot all be reached together, and where the value is not
        that of the bare answers, but weighted.
    """
    if indicator.combine not in _COMBINED:
        return None
    scales = [scale_of_part(part, data.questionnaire) for part in indicator.terms]
    known = [scale for scale in scales if scale is not None]
    if len(known) < len(scales) or not free_of_each_other(indicator, data.questionnaire):
        return None
    counted, left_out = _counted(data, indicator)
    if any(not n for _, n, _ in counted):
        return None
    means = tuple(
        _Mean(exact(total), n, m, scale, worths_of_part(part))
        for (total, n, m), scale, part in zip(counted, known, indicator.terms, strict=True)
    )
    plain = [one.total / one.n for one in means]
    if indicator.combine == "ratio" and not plain[1]:
        return None
    value = _times(indicator) * _COMBINED[indicator.combine](*plain)
    alike = math.isclose(float(value), estimate, rel_tol=1e-9, abs_tol=1e-9)
    return Combined(value, left_out, means, indicator) if alike else None


def _counted(data: SurveyAnswers, indicator: Indicator) -> tuple[list[tuple[float, int, int]], int]:
    """Sum up each question's answers, count them and who left it out; and who left out any."""
    columns, missing = [], []
    for place, part in enumerate(indicator.terms):
        question = data.questionnaire.by_id[part.question]
        value = value_of(part, data.questionnaire).filter(in_base(part, indicator, data.questionnaire))
        # of a share of all who were asked, no answer is counted as an answer
        out = pl.lit(False)
        if indicator.base.rule == "answered" or not part.is_share:
            out = asked(question, data.questionnaire) & meets(indicator.among, data.questionnaire)
            out &= ~answered(question, part.codes)
        missing.append(out)
        columns += [value.sum().alias(f"total_{place}"), value.count().alias(f"n_{place}")]
    columns += [out.sum().alias(f"out_{place}") for place, out in enumerate(missing)]
    frame = data.coded.lazy().select(*columns, pl.any_horizontal(missing).sum().alias("any"))
    row = frame.collect(engine=engine_for(data.coded)).row(0, named=True)
    parts = range(len(missing))
    return [(row[f"total_{place}"], row[f"n_{place}"], row[f"out_{place}"]) for place in parts], row["any"]
