"""What a plan publishes itself, checked for numbers that disagree, and bounded by the letters not returned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import polars as pl

from kumin.definitions import Indicator, Plan, Published, Questionnaire, Survey
from kumin.judgement.flags import Flag
from kumin.judgement.goals import Marking
from kumin.judgement.judgement import Judgement
from kumin.judgement.measures.combined_bounds import scale_of
from kumin.judgement.measures.worst_cases import bounds_row
from kumin.judgement.surveys.frames import AUDIT, BOUNDS, RESPONSE_RATES
from kumin.judgement.year import counts_of, digits_of
from kumin.numbers import decimals_in, exact, half_up, percent_of, shortest
from kumin.numbers import printed as printed_number

Asked = Mapping[str, Questionnaire]
"""The questionnaires, by survey."""

PERCENT, COUNT, PARTS, MARK = "percent_of_n", "percent_of_count", "sum_of_parts", "mark"
RESPONDED, ABOVE, RATE = "responded_above_invited", "n_above_responded", "response_rate"
SCALE = "beyond_scale"
CHECKS: Final = (PERCENT, COUNT, PARTS, SCALE, MARK, RESPONDED, ABOVE, RATE)
"""Every check; its words stand under ``audit_<check>``."""
PERCENTS: Final = (PERCENT, COUNT, PARTS, RATE)
"""Of them, those that expect a percent."""

WITHOUT_N = "without_n"
"""In :func:`checked`: percents of an unknown number of people, which no check of the counts can be put to."""

FLAGS: Final = {
    PERCENT: Flag.PERCENT_NOT_OF_N,
    COUNT: Flag.PUBLISHED_DO_NOT_AGREE,
    PARTS: Flag.PUBLISHED_DO_NOT_AGREE,
    SCALE: Flag.PUBLISHED_DO_NOT_AGREE,
    ABOVE: Flag.PUBLISHED_DO_NOT_AGREE,
    MARK: Flag.MARK_DIFFERS,
}
"""What a finding of an indicator's own result raises."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Published numbers that do not agree.

    Parameters
    ----------
    check : str
        One of :data:`CHECKS`.
    stated, expected : str
        What is printed, and what it would have to be; several values are joined by ``;``.
    n : int or None
        The base it was checked with.
    """

    check: str
    stated: str
    expected: str
    n: int | None = None


def check_published(published: Published, decimals: int, *, weighted: bool) -> Iterator[Finding]:
    """Check a percent with its n, its count and its parts; a weighted percent belongs to no count."""
    if published.percent is None:
        return
    n, digits, printed = published.n, digits_of(published, decimals), published.printed(decimals)
    shown = printed_number(printed, digits)
    if n is not None and not weighted:
        if published.count is not None:
            expected = percent_of(published.count, n, digits)
            if expected != printed:
                yield Finding(COUNT, shown, printed_number(expected, digits), n)
        elif not counts_of(printed, n, digits):
            below = int(printed * n / 100)
            near = {percent_of(k, n, digits) for k in (below, min(below + 1, n))}
            yield Finding(PERCENT, shown, ";".join(printed_number(one, digits) for one in sorted(near)), n)
    if published.parts:
        total = sum((exact(part) for part in published.parts), Fraction(0))
        # each printed part, and the sum, may be half a unit of the last digit off
        slack = Fraction(len(published.parts) + 1, 2 * 10**digits)
        if abs(total - printed) > slack:
            yield Finding(PARTS, shown, printed_number(total, digits), n)


def check_scale(published: Published, decimals: int, scale: tuple[Fraction, Fraction] | None) -> Iterator[Finding]:
    """Check that a number lies within the ends of its scale, as they are printed with its decimals."""
    if published.percent is None or scale is None:
        return
    digits = digits_of(published, decimals)
    if not half_up(scale[0], digits) <= published.printed(decimals) <= half_up(scale[1], digits):
        yield Finding(SCALE, printed_number(published.printed(decimals), digits), ";".join(map(shortest, scale)))


def scale_in(plan: Plan, indicator: Indicator, asked: Asked) -> tuple[Fraction, Fraction] | None:
    """Return the ends of what an indicator with a unit can be; None where its questions set none, or are not known."""
    questionnaire = asked.get(indicator.survey)
    return scale_of(indicator, questionnaire) if indicator.unit and questionnaire is not None else None


def check_mark(published: Published, mark: str | None) -> Iterator[Finding]:
    """Compare the mark that was published with the one the plan's rule gives."""
    if published.mark is not None and published.mark != mark:
        yield Finding(MARK, published.mark, mark or "", published.n)


def check_survey(survey: Survey, decimals: int) -> Iterator[Finding]:
    """Check answers, letters and the rate of a survey; the rate may be of the letters sent or of those that arrived."""
    sent, responded, rate = survey.invited, survey.responded, survey.response_rate
    if sent is None or responded is None:
        return
    arrived = sent - survey.undeliverable
    if responded > arrived:
        yield Finding(RESPONDED, str(responded), str(arrived))
    elif rate is not None:
        digits = max(decimals, decimals_in(rate))
        possible = {percent_of(responded, letters, digits) for letters in (sent, arrived)}
        if exact(rate) not in possible:
            expected = ";".join(printed_number(one, digits) for one in sorted(possible))
            yield Finding(RATE, printed_number(exact(rate), digits), expected, responded)


def findings_of(plan: Plan, asked: Asked, indicator: Indicator, mark: str | None) -> Iterator[Finding]:
    """Check this year's published value of an indicator: its numbers and its mark."""
    published = indicator.result
    if published is None:
        return
    decimals = plan.decimals_of(indicator)
    if not indicator.unit:
        yield from check_published(published, decimals, weighted=plan.official != "unweighted")
    yield from check_scale(published, decimals, scale_in(plan, indicator, asked))
    survey = plan.surveys.get(indicator.survey)
    responded = None if survey is None else survey.responded
    if responded is not None and published.n is not None and published.n > responded:
        yield Finding(ABOVE, str(published.n), str(responded))
    yield from check_mark(published, mark)


def audit(plan: Plan, asked: Asked, judgements: Sequence[Judgement]) -> pl.DataFrame:
    """Check everything a plan publishes: this year's values and marks, earlier years' values, its surveys' letters.

    Returns
    -------
    DataFrame
        :data:`kumin.judgement.surveys.frames.AUDIT`; empty where all agree.
    """
    rows: list[dict[str, object]] = []

    def add(found: Finding, **at: object) -> None:
        known = {"check": found.check, "stated": found.stated, "expected": found.expected, "n": found.n}
        rows.append({"survey": None, "indicator": None, "fiscal_year": None, **known, **at})

    for key, survey in plan.surveys.items():
        for found in check_survey(survey, plan.decimals):
            add(found, survey=key, fiscal_year=plan.fiscal_year)
    weighted = plan.official != "unweighted"
    for one in judgements:
        indicator = one.indicator
        at = {"survey": indicator.survey or None, "indicator": indicator.id}
        scale, decimals = scale_in(plan, indicator, asked), one.target.decimals
        for year, published in sorted(indicator.published.items()):
            for found in check_scale(published, decimals, scale):
                add(found, **at, fiscal_year=year)
            if indicator.unit:
                continue
            for found in check_published(published, decimals, weighted=weighted):
                add(found, **at, fiscal_year=year)
        for found in findings_of(plan, asked, indicator, one.mark.mark):
            add(found, **at, fiscal_year=plan.fiscal_year)
    return AUDIT.of(rows)


def checked(plan: Plan, asked: Asked) -> dict[str, int]:
    """Count what of a plan's published numbers can be checked at all, by check; percents without n as ``without_n``.

    Returns
    -------
    dict of str to int
        Of :data:`CHECKS`, those that at least one number was put to, and ``without_n``.
    """
    weighted, found = plan.official != "unweighted", Counter[str]()
    for _, indicator in plan.indicators():
        values = [one for one in (*indicator.published.values(), indicator.result) if one is not None]
        for published in values if not indicator.unit else ():
            found.update(_possible(published, weighted=weighted))
        if scale_in(plan, indicator, asked) is not None:
            found[SCALE] += sum(published.percent is not None for published in values)
        survey = plan.surveys.get(indicator.survey)
        result = indicator.result
        found[MARK] += result is not None and result.mark is not None
        found[ABOVE] += result is not None and None not in (result.n, None if survey is None else survey.responded)
    for survey in plan.surveys.values():
        known = survey.invited is not None and survey.responded is not None
        found[RESPONDED] += known
        found[RATE] += known and survey.response_rate is not None
    return {name: count for name, count in found.items() if count}


def _possible(published: Published, *, weighted: bool) -> Iterator[str]:
    """Name the checks that a published percent can be put to."""
    if published.percent is None:
        return
    if published.n is None:
        yield WITHOUT_N
    elif not weighted:
        yield PERCENT if published.count is None else COUNT
    if published.parts:
        yield PARTS


def audit_flags(plan: Plan, asked: Asked, one: Judgement) -> frozenset[Flag]:
    """Return the flags that the checks of an indicator's own result raise."""
    return frozenset(FLAGS[found.check] for found in findings_of(plan, asked, one.indicator, one.mark.mark))


def published_bounds(plan: Plan, judgements: Sequence[Judgement], markings: Mapping[str, Marking]) -> pl.DataFrame:
    """Bound the published shares by the letters that brought no answer: none of them positive, or all.

    Of indicators that speak of everyone asked, where letters and base are known; where several counts are printed
    alike, from the fewest to the most of them.
    """
    rows = []
    for one in judgements:
        n = one.value.n_base
        if n and unbounded(plan, one) is None:
            survey, counts = plan.surveys[one.indicator.survey], _counts(plan, one)
            assert survey.invited is not None
            head, missing = {"survey": one.indicator.survey, "indicator": one.indicator.id}, _unknown(survey, n)
            marking = markings.get(one.indicator.id)
            rows.append(bounds_row(head, "nonrespondents", (counts[0], counts[-1]), n, missing, marking))
    return BOUNDS.of(rows)


def unbounded(plan: Plan, one: Judgement) -> str | None:
    """Return why a published share cannot be bounded by the letters that brought no answer; None where it can."""
    survey, n = plan.surveys.get(one.indicator.survey), one.value.n_base
    if survey is None or one.unit is not None:
        return "no_percent"
    lacking = {
        "no_n": n is None,
        "no_letters": survey.invited is None,
        "some_asked": bool(one.indicator.among),
        "n_above_letters": _unknown(survey, n or 0) < 0,
        "weighted": one.value.weighted and one.value.n_positive is None,
        "percent_not_of_n": not _counts(plan, one),
    }
    return next((reason for reason, lacks in lacking.items() if lacks), None)


def _unknown(survey: Survey, n: int) -> int:
    """Return of how many letters that arrived the answer is not known."""
    return (survey.arrived or 0) - n


def _counts(plan: Plan, one: Judgement) -> Sequence[int]:
    """Return how many people a published percent can be; none of a weighted one, nor where no count gives it."""
    value, published = one.value, one.indicator.result
    if value.n_positive is not None:
        return (value.n_positive,)
    if published is None or value.n_base is None or value.weighted:
        return ()
    decimals = plan.decimals_of(one.indicator)
    return counts_of(published.printed(decimals), value.n_base, digits_of(published, decimals))


def published_rates(plan: Plan) -> pl.DataFrame:
    """Work out the response rates of the surveys of which a plan states letters and answers."""
    rows = []
    for key, survey in plan.surveys.items():
        arrived = survey.arrived
        if survey.responded is not None and arrived and survey.responded <= arrived:
            facts = {"invited": float(arrived), "responded": survey.responded, "rate": survey.responded / arrived}
            rows.append({"survey": key, "invited_expected": False, **facts})
    return RESPONSE_RATES.of(rows)
