"""The interval of a published percent by the method its plan names, as far as percent and n alone allow it."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any, Final

import numpy as np

from kumin.definitions.targets import Sampled
from kumin.intervals import INTERVALS, Evidence, Sample, bounded, finite_exact, possible
from kumin.judgement.change import published_mean, published_year
from kumin.judgement.year import IMPOSSIBLE, MEASURED, counts_in, is_impossible

WILSON, EXACT = "wilson", "finite_exact"

SEVERAL_COUNTS, NO_POPULATION, NOT_SIMPLE, SINGLE_WEIGHTS, ONE_ANSWER = (
    "several_counts", "no_population_size", "not_simple", "single_weights", "one_row",
)  # fmt: skip
REFUSALS: Final = (SEVERAL_COUNTS, NO_POPULATION, NOT_SIMPLE, SINGLE_WEIGHTS, ONE_ANSWER)
"""Why a method cannot be used on published numbers; its words stand under ``why_<refusal>``."""


def published_limits(
    method: str,
    p: float,
    n: int,
    *,
    count: int | None = None,
    population: int | None = None,
    level: float = 0.95,
    deff: float | None = None,
    weighted: bool = False,
) -> dict[str, Any]:
    """Make the columns of a published percent by an interval method; by Wilson's where that one is not possible.

    A percent and its n tell what a simple random sample's interval needs: p̂, n, the variance p(1 − p)/(n − 1) and n − 1
    degrees of freedom; a design effect that is stated divides n. They do not tell single weights, nor, where several
    counts print alike, the count that the exact interval of a small population needs.

    Parameters
    ----------
    method : str
        A name of :data:`kumin.intervals.INTERVALS`.
    p : float
        Proportion 0-1.
    n : int
        Its base, 1 or more.
    count : int, optional
        The one count that it can be.
    population : int, optional
        N, of whom it speaks.
    level : float
        Confidence level.
    deff : float, optional
        Design effect.
    weighted : bool
        Whether it is weighted, so that no count gives it.

    Returns
    -------
    dict
        As of :func:`kumin.judgement.change.published_year`, with ``method`` (the one that was used), and ``refused``,
        one of :data:`REFUSALS` or None.

    Examples
    --------
    >>> found = published_limits("clopper_pearson", 0.3, 10, count=3)
    >>> round(found["lower"], 4), round(found["upper"], 4), found["refused"]
    (0.0667, 0.6525, None)
    >>> published_limits("finite_exact", 0.509, 530)["refused"]
    'no_population_size'
    """
    row = published_year(p, n, population=population, level=level, deff=deff)
    simple = not weighted and deff in (None, 1)
    evidence = _evidence(row, p, n, population, level, simple=simple)
    entry = INTERVALS[method]
    if entry.choose is not None:
        method = str(entry.choose(evidence).ravel()[0])
        entry = INTERVALS[method]
    lacking = _lacking(entry.needs, n, count, population, simple=simple)
    if lacking is not None:
        return row | {"method": WILSON, "refused": lacking}
    if method == EXACT and count is not None and population is not None:
        lower, upper = finite_exact(count, n, population, level)
    else:
        assert entry.limits is not None
        low, high = bounded(possible(entry.limits(evidence), evidence), evidence.p)
        lower, upper = float(low[0, 0]), float(high[0, 0])
    return row | {"lower": lower, "upper": upper, "method": method, "refused": None}


def _evidence(row: dict[str, Any], p: float, n: int, population: int | None, level: float, *, simple: bool) -> Evidence:
    """Gather what an interval is made from, as one cell."""

    def cell(value: float) -> np.ndarray[Any, np.dtype[np.float64]]:
        return np.array([[value]], dtype=float)

    size = float(row["n_eff"])
    rest = 1.0 if population is None or population < n else 1 - n / population
    return Evidence(
        p=cell(p), n_eff=cell(size), n_r=cell(size * (n - 1) / n if 0 < p < 1 else size), n_base=cell(n),
        df=cell(n - 1), level=level, n_most=cell(n / rest if rest > 0 else math.inf), n_asked=cell(n),
        sample=Sample(rows=n, simple=simple, population=population),
    )  # fmt: skip


def _lacking(needs: tuple[str, ...], n: int, count: int | None, population: int | None, *, simple: bool) -> str | None:
    """Say what of a method's needs published numbers do not give."""
    if "weight_groups" in needs:
        return SINGLE_WEIGHTS
    if "simple_sample" in needs and not simple:
        return NOT_SIMPLE
    if "population" in needs and (population is None or population < n):
        return NO_POPULATION
    if "population" in needs and count is None:
        return SEVERAL_COUNTS
    return ONE_ANSWER if "variance" in needs and n == 1 else None


def facts_of(
    stated: Sampled | None,
    printed: Fraction,
    unit: str | None,
    *,
    decimals: int,
    counted: bool = True,
    method: str = WILSON,
    level: float = 0.95,
) -> dict[str, Any]:
    """Return what a stated value's people tell of its error, as fields of :class:`YearValue`.

    Parameters
    ----------
    stated : Sampled, optional
        The value as the plan states it.
    printed : Fraction
        As it is printed, in percent or the unit.
    unit : str or None
        None for a percent.
    decimals : int
        Decimals it was published with.
    counted : bool
        Whether it is the percent of a count, and not weighted. What no count of its n gives has no error.
    method, level
        Of the interval, as of the value that it stands beside.

    Returns
    -------
    dict
        Nothing where no people are stated; of a mean without its spread neither standard error nor interval.
    """
    facts: dict[str, Any] = {}
    if unit is None:
        count = None if stated is None else stated.count
        known = stated is not None and not (counted and is_impossible(stated, decimals))
        facts = percent_facts(stated, printed, count, known=known, method=method, level=level, weighted=not counted)
        if known and counted and count is None and stated is not None and stated.n:
            facts |= outer_limits(stated, decimals, method, level=level, deff=stated.design_effect)
    elif stated is not None and stated.has_error:
        facts = published_mean(float(printed), stated.n, stated.standard_error, level=level)
    return {name: facts.get(name) for name in (*MEASURED, "refused", "least", "most")}


def outer_limits(stated: Sampled, decimals: int, method: str, **facts: Any) -> dict[str, Any]:
    """Return the lower limit of the fewest and the upper of the most people that a percent of its n can be.

    Nothing where there is one count alone, whose limits are the percent's own.
    """
    counts = counts_in(stated, decimals)
    if len(counts) < 2 or not stated.n:
        return {}
    few, many = (published_limits(method, k / stated.n, stated.n, **facts) for k in (counts[0], counts[-1]))
    return {"least": few["lower"], "most": many["upper"]}


def percent_facts(
    stated: Sampled | None,
    printed: Fraction,
    count: int | None,
    *,
    known: bool,
    method: str,
    level: float,
    weighted: bool,
) -> dict[str, Any]:
    """Make the columns of a percent that a plan states of a past year; without an error where that is not ``known``."""
    n = None if stated is None else stated.n
    p = float(printed) / 100 if count is None or not n else count / n
    if n is None or stated is None or not known:
        facts = published_year(p, None, level=level) | {"not_estimable": None if n is None else IMPOSSIBLE}
    else:
        deff = stated.design_effect
        facts = published_limits(method, p, n, count=count, level=level, deff=deff, weighted=weighted)
    return facts | {"n_base": n, "n_positive": count}
