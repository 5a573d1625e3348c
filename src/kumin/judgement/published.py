"""What a plan publishes itself: as estimates, for judging without answers, and checked for numbers that disagree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import polars as pl

from kumin.definitions import Indicator, Plan, Published, Survey
from kumin.estimation.columns import ESTIMATES, estimate_columns
from kumin.intervals import finite_exact
from kumin.judgement.change import published_year
from kumin.judgement.flags import Flag
from kumin.judgement.goals import Marking
from kumin.judgement.judgement import Judgement
from kumin.judgement.measures.worst_cases import bounds_row
from kumin.judgement.survey_frames import AUDIT, BOUNDS, RESPONSE_RATES
from kumin.judgement.year import counts_of
from kumin.numbers import decimals_in, exact, percent_of
from kumin.numbers import printed as printed_number

EXACT = "finite_exact"
PERCENT, COUNT, PARTS, MARK = "percent_of_n", "percent_of_count", "sum_of_parts", "mark"
RESPONDED, ABOVE, RATE = "responded_above_invited", "n_above_responded", "response_rate"
CHECKS: Final = (PERCENT, COUNT, PARTS, MARK, RESPONDED, ABOVE, RATE)
"""Every check; its words stand under ``audit_<check>``."""
PERCENTS: Final = (PERCENT, COUNT, PARTS, RATE)
"""Of them, those that expect a percent."""

FLAGS: Final = {
    PERCENT: Flag.PERCENT_NOT_OF_N,
    COUNT: Flag.PUBLISHED_DO_NOT_AGREE,
    PARTS: Flag.PUBLISHED_DO_NOT_AGREE,
    ABOVE: Flag.PUBLISHED_DO_NOT_AGREE,
    MARK: Flag.MARK_DIFFERS,
}
"""What a finding of an indicator's own result raises."""


OF_RESULT, OF_SURVEY, OF_LETTERS, DESIGN_LEFT_OUT, AS_RANDOM = (
    "of_result", "of_survey", "of_letters", "design_left_out", "as_random",
)  # fmt: skip
ASSUMPTIONS: Final = (OF_RESULT, OF_SURVEY, OF_LETTERS, DESIGN_LEFT_OUT, AS_RANDOM)
"""What the interval of a published percent takes its design effect from: stated with the result or for the survey; of
the strata's letters and people; from nothing, although the plan states a design; from nothing. Its words stand under
``say_size_<assumption>``."""


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


def digits_of(published: Published, decimals: int) -> int:
    """Return the decimals a percent is printed with: the plan's, or more where more are written."""
    return decimals if published.percent is None else max(decimals, decimals_in(published.percent))


def unique_count(published: Published, decimals: int) -> int | None:
    """Return how many people a percent and its n stand for; None where several counts print alike, or none does."""
    if published.count is not None or published.n is None or published.percent is None:
        return published.count
    counts = counts_of(published.printed(decimals), published.n, digits_of(published, decimals))
    return counts[0] if len(counts) == 1 else None


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


def findings_of(plan: Plan, indicator: Indicator, mark: str | None) -> Iterator[Finding]:
    """Check this year's published value of an indicator: its numbers and its mark."""
    published = indicator.result
    if published is None:
        return
    if not indicator.unit:
        yield from check_published(published, plan.decimals_of(indicator), weighted=plan.official != "unweighted")
    survey = plan.surveys.get(indicator.survey)
    responded = None if survey is None else survey.responded
    if responded is not None and published.n is not None and published.n > responded:
        yield Finding(ABOVE, str(published.n), str(responded))
    yield from check_mark(published, mark)


def audit(plan: Plan, judgements: Sequence[Judgement]) -> pl.DataFrame:
    """Check everything a plan publishes: this year's values and marks, earlier years' values, its surveys' letters.

    Returns
    -------
    DataFrame
        :data:`kumin.judgement.survey_frames.AUDIT`; empty where all agree.
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
        for year, published in sorted(indicator.published.items()):
            if indicator.unit:
                continue
            for found in check_published(published, one.target.decimals, weighted=weighted):
                add(found, **at, fiscal_year=year)
        for found in findings_of(plan, indicator, one.mark.mark):
            add(found, **at, fiscal_year=plan.fiscal_year)
    return AUDIT.of(rows)


def audit_flags(plan: Plan, one: Judgement) -> frozenset[Flag]:
    """Return the flags that the checks of an indicator's own result raise."""
    return frozenset(FLAGS[found.check] for found in findings_of(plan, one.indicator, one.mark.mark))


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


PUBLISHED_SCHEMA = pl.Schema(
    {
        "assumed": pl.String,
        "assumed_deff": pl.Float64(),
        "survey": pl.String,
        "stated": pl.Boolean,
        "weighted": pl.Boolean,
        "estimate": pl.Float64(),
        **estimate_columns(*(name for name in ESTIMATES.schema if name != "n_asked")),
    }
)


def published_estimates(
    plan: Plan, populations: Mapping[str, int | None] | None = None, *, level: float = 0.95
) -> pl.DataFrame:
    """Make estimates of the plan's own ``result`` percentages.

    The interval needs the stated n: Wilson's on the effective size ``n / deff``, and ``n / deff / (1 − n/N)`` where the
    population N is known and the indicator speaks of all of it. Without n there is none. The design effect is the one
    stated (:func:`assumed_deff`), else 1.

    Parameters
    ----------
    plan : Plan
        The plan; indicators without ``result`` are left out, and so are numbers from no survey.
    populations : mapping of survey key to int, optional
        Sizes of the populations.
    level : float
        Confidence level.

    Returns
    -------
    DataFrame
        :data:`PUBLISHED_SCHEMA`; ``n_positive`` is known where the plan states it, or where only one count
        of n has the printed percent. A number that a survey measures has ``estimate`` and no error. ``assumed`` is one
        of :data:`ASSUMPTIONS`.
    """
    # a weighted percent is that of no count
    counted = plan.official == "unweighted"
    rows = [
        _row(
            indicator,
            _everyone(plan, indicator, populations or {}),
            level,
            plan.decimals_of(indicator),
            assumed_deff(plan, indicator),
            counted=counted,
        )
        | _exactly(plan, indicator, populations or {}, level, counted=counted)
        for _, indicator in plan.indicators()
        if indicator.result is not None and (indicator.survey or not indicator.unit)
    ]
    return pl.DataFrame(rows, schema=PUBLISHED_SCHEMA)


def _everyone(plan: Plan, indicator: Indicator, populations: Mapping[str, int | None]) -> int | None:
    """Return how many people a published value speaks of; None where that is not known."""
    survey, population = plan.surveys.get(indicator.survey), populations.get(indicator.survey)
    if survey is None or indicator.result is None:
        return population
    return survey.everyone(population, indicator.result.n or 0)


def _exactly(
    plan: Plan, indicator: Indicator, populations: Mapping[str, int | None], level: float, *, counted: bool
) -> dict[str, object]:
    """Return the exact limits of a survey that nearly everyone answered, where the plan asks for them and can have them.

    Nothing where the count is not known, or it speaks of some of those asked.
    """
    survey, people, published = plan.surveys.get(indicator.survey), populations.get(indicator.survey), indicator.result
    if survey is None or published is None or survey.interval != EXACT or indicator.among or indicator.unit:
        return {}
    n, count = published.n, unique_count(published, plan.decimals_of(indicator)) if counted else None
    if count is None or not n or people is None or people < n:
        return {}
    lower, upper = finite_exact(count, n, people, level)
    return {"lower": lower, "upper": upper, "method": EXACT, "population": people}


def assumed_deff(plan: Plan, indicator: Indicator) -> tuple[str, float | None]:
    """Return what a published percent's design effect is taken from, and the effect; None where it is 1 for want of one.

    Of a percent weighted by the design, strata with letters n_h and people N_h give Kish's effect of their weights
    (Kish 1992, Journal of Official Statistics 8), were answers returned, and the percent, alike in all of them:
    Σn_h · Σ(N_h²/n_h) / (ΣN_h)².

    Returns
    -------
    tuple of str and float or None
        One of :data:`ASSUMPTIONS`.

    Examples
    --------
    >>> from kumin.definitions import Indicator, Plan
    >>> plan = Plan.model_validate({"id": "p", "title": "p", "ward": "w", "fiscal_year": 2023, "official": "design",
    ...     "surveys": {"s": {"title": "s", "questionnaire": "q.yaml", "design": {"strata": "area", "sizes": {
    ...         1: {"invited": 500, "population": 9000}, 2: {"invited": 500, "population": 1000}}}}},
    ...     "issues": [{"id": 1, "title": "i", "indicators": [{"id": "1-1", "text": "t", "survey": "s", "question": "q",
    ...         "positive": [1], "target": {"at_least": 60}, "result": {"percent": 61, "n": 400}}]}]})
    >>> assumed_deff(plan, next(plan.indicators())[1])
    ('of_letters', 1.64)
    """
    survey = plan.surveys.get(indicator.survey)
    if indicator.result is not None and (stated := indicator.result.design_effect) is not None:
        return OF_RESULT, stated
    if survey is None or survey.design is None:
        known = None if survey is None else survey.deff
        return (AS_RANDOM, None) if known is None else (OF_SURVEY, known)
    if survey.deff is not None:
        return OF_SURVEY, survey.deff
    design = survey.design
    letters, people = design.letters(survey.invited), design.total("population")
    if plan.official != "design" or design.psu or design.weight or not letters or not people:
        return DESIGN_LEFT_OUT, None
    squares = sum(Fraction((one.population or 0) ** 2, letters[code]) for code, one in design.sizes.items())
    return OF_LETTERS, float(sum(letters.values()) * squares / people**2)


def _row(
    indicator: Indicator,
    population: int | None,
    level: float,
    decimals: int,
    assumed: tuple[str, float | None],
    *,
    counted: bool,
) -> dict[str, object]:
    assert indicator.result is not None
    n = indicator.result.n
    if indicator.unit:
        value = float(indicator.result.printed(decimals))
        return {"survey": indicator.survey, "indicator": indicator.id, "n_base": n, "estimate": value}
    count = unique_count(indicator.result, decimals) if counted else indicator.result.count
    p = count / n if count is not None and n else float(indicator.result.printed(decimals)) / 100
    whole = population if not indicator.among else None
    source, deff = assumed
    row = published_year(p, n if indicator.survey else None, population=whole, level=level, deff=deff)
    size = row.get("n_eff")
    known = {"method": "wilson", "deff": n / size} if n and size else {}
    head = {"survey": indicator.survey or None, "indicator": indicator.id, "n_base": n, "n_positive": count}
    told = {"stated": True, "weighted": not counted, "assumed": source, "assumed_deff": deff}
    return row | known | head | told
