"""What a plan states of its own percents, as estimates: for judging without answers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

import polars as pl

from kumin.definitions import Indicator, Plan
from kumin.definitions.targets import Sampled
from kumin.estimation.columns import ESTIMATES, estimate_columns
from kumin.judgement.change import published_mean, published_year
from kumin.judgement.measures.published_limits import EXACT, ONE_ANSWER, outer_limits, published_limits
from kumin.judgement.targets import interval_of
from kumin.judgement.year import IMPOSSIBLE, counts_in, is_impossible

OF_RESULT, OF_SURVEY, OF_LETTERS, DESIGN_LEFT_OUT, AS_RANDOM = (
    "of_result", "of_survey", "of_letters", "design_left_out", "as_random",
)  # fmt: skip
ASSUMPTIONS: Final = (OF_RESULT, OF_SURVEY, OF_LETTERS, DESIGN_LEFT_OUT, AS_RANDOM)
"""What the interval of a published percent takes its design effect from: stated with the result or for the survey; of
the strata's letters and people; from nothing, although the plan states a design; from nothing. Its words stand under
``say_size_<assumption>``."""


def unique_count(published: Sampled, decimals: int) -> int | None:
    """Return how many people a percent and its n stand for; None where several counts print alike, or none does."""
    if published.count is not None or published.n is None or published.percent is None:
        return published.count
    counts = counts_in(published, decimals)
    return counts[0] if len(counts) == 1 else None


PUBLISHED_SCHEMA = pl.Schema(
    {
        "assumed": pl.String,
        "refused": pl.String,
        "assumed_deff": pl.Float64(),
        "least": pl.Float64(),
        "most": pl.Float64(),
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

    The interval needs the stated n and is made by the survey's method, where percent and n alone allow it
    (:func:`kumin.judgement.measures.published_limits.published_limits`), on the effective size ``n / deff``, and
    ``n / deff / (1 − n/N)`` where the population N is known and the indicator speaks of all of it. Without n, and of a
    percent that no count of n gives, there is none. The design effect is the one stated (:func:`assumed_deff`), else 1.

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
        :data:`PUBLISHED_SCHEMA`; ``n_positive`` is known where the plan states it, or where only one count of n has the
        printed percent; ``refused`` says why the plan's method could not be used. A number that a survey measures has
        ``estimate``, and an error where the plan states its spread. ``assumed`` is one of :data:`ASSUMPTIONS`.
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
            method=interval_of(plan, indicator),
        )
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


def assumed_deff(plan: Plan, indicator: Indicator) -> tuple[str, float | None]:
    """Return what a published percent's design effect is taken from, and the effect; None where none is known.

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
    method: str,
) -> dict[str, object]:
    assert indicator.result is not None
    n = indicator.result.n
    if indicator.unit:
        value, se = float(indicator.result.printed(decimals)), indicator.result.standard_error
        why = {} if se is not None else {"not_estimable": "no_sd" if n else "no_n"}
        of = {"survey": indicator.survey, "indicator": indicator.id}
        return published_mean(value, n, se, level=level) | of | why
    count = unique_count(indicator.result, decimals) if counted else indicator.result.count
    p = count / n if count is not None and n else float(indicator.result.printed(decimals)) / 100
    whole = population if not indicator.among else None
    source, deff = assumed
    head = {"survey": indicator.survey or None, "indicator": indicator.id, "n_base": n, "n_positive": count}
    told = {"stated": True, "weighted": not counted, "assumed": source, "assumed_deff": deff}
    if n is None or not indicator.survey:
        return published_year(p, None, level=level) | head | told
    if counted and is_impossible(indicator.result, decimals):
        return {"proportion": p, "level": level, "not_estimable": IMPOSSIBLE} | head | told
    facts: dict[str, Any] = {"population": whole, "level": level, "deff": deff, "weighted": not counted}
    row = published_limits(method, p, n, count=count, **facts)
    if counted and count is None:
        row |= outer_limits(indicator.result, decimals, method, **facts)
    if n == 1 and whole != 1:
        told["not_estimable"] = ONE_ANSWER  # as of the answers themselves: one tells nothing of how they vary
    size = row["n_eff"]
    told["population"] = whole if row["method"] == EXACT else None
    return row | {"deff": n / size if size else None} | head | told
