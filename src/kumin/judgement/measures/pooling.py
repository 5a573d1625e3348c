"""Values of several surveys or years taken together, with the variance of independent samples."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl

from kumin.definitions import Indicator, Plan, Pool
from kumin.definitions.survey import DEFAULT_INTERVAL
from kumin.estimation._reasons import ERROR_KNOWN
from kumin.estimation.comparisons.pair import satterthwaite
from kumin.intervals import t_value
from kumin.judgement.change import published_mean
from kumin.judgement.measures.attainment import attainment_row
from kumin.judgement.measures.published_limits import percent_facts, published_limits
from kumin.judgement.measures.stated import unique_count
from kumin.judgement.targets import interval_of, past_values, targets_of
from kumin.judgement.year import MEASURED, PUBLISHED, YearValue, earlier, estimated, is_impossible, stated

Row = dict[str, Any]

INCOMPLETE = "pool_incomplete"
"""Why there is no value: one of those that are taken together is not known."""
DIFFERENT_METHODS = "pool_methods"
"""Why a percent of all answers has Wilson's interval: the surveys have different ones. Words under ``why_<reason>``."""
PART = "pool_part"
"""Why there is no error: one of the values that are taken together has none."""

MOVER = "mover"
"""The method of limits that are made of those of each value."""


def with_pools(
    plan: Plan, estimates: pl.DataFrame, year: int, past: pl.DataFrame | None = None, *, level: float = 0.95
) -> pl.DataFrame:
    """Add the estimates of the indicators that are made of others (``pool`` in the plan).

    The samples of different surveys and years were drawn independently; that one person answered in two of them is not
    known and not assumed. So of weights c_i the variance is Σ c_i² v_i (Cochran 1977, Sampling Techniques, section 5.3;
    Kish 1999, Survey Methodology 25, on pooling surveys over time): ``pooled`` has c_i = n_i / Σ n, ``mean`` 1 / m,
    ``sum`` 1, and of shares n_i, given the numbers of answers. A percent has the limits of its surveys' interval
    (Wilson's, where they differ or theirs needs what is not known; ``refused`` says why) on its effective size
    p(1 − p)/v · n/(n − 1); the sum of counts and the mean of percents MOVER's, from each value's own limits l and u:
    value − √Σ c²(p − l)² to value + √Σ c²(u − p)² (Zou
    & Donner 2008, Statistics in Medicine 27); numbers value ± t·√v, with Satterthwaite's degrees of freedom.

    Parameters
    ----------
    plan : Plan
    estimates : DataFrame
        This year's, one row an indicator.
    year : int
        The fiscal year that is judged.
    past : DataFrame, optional
        Earlier years, as :data:`kumin.result.PREVIOUS`; for others the plan's history serves.
    level : float
        Of the intervals.

    Returns
    -------
    DataFrame
        With a row for each of them: ``proportion`` of percents, else ``estimate``; ``n_base`` Σ n, ``n_positive`` Σ k
        of shares that are counted. What cannot be worked out has null, and ``not_estimable`` says why.
    """
    pools = [one for _, one in plan.indicators() if one.pool is not None]
    if not pools:
        return estimates
    known = {one.id: one for _, one in plan.indicators()}
    now = {row["indicator"]: row for row in estimates.iter_rows(named=True)}
    rows = []
    goals = {one.indicator.id: one.goal for one in targets_of(plan, year, past_values(plan, past))}
    for one in pools:
        assert one.pool is not None
        if one.pool.how == "attainment":
            found = [(known[id_], _value_of(plan, known[id_], year, year, now, {}, level)) for id_ in one.pool.of]
            rows.append(attainment_row(one, found, goals, level, INCOMPLETE))
            continue
        parts = [value for _, _, value in parts_of(plan, one.pool, year, now, past, level)]
        rows.append(pool_row(plan, one, parts, level))
    computed = [row for row in rows if row["not_estimable"] != INCOMPLETE or row["indicator"] not in now]
    kept = estimates.filter(~pl.col("indicator").is_in([row["indicator"] for row in computed]))
    return pl.concat([kept, pl.DataFrame(computed, schema=_SCHEMA)], how="diagonal_relaxed") if computed else kept


def parts_of(
    plan: Plan, pool: Pool, year: int, now: Mapping[str, Row], past: pl.DataFrame | None, level: float = 0.95
) -> list[tuple[Indicator, int, YearValue | None]]:
    """Return every value that is taken together: whose it is, of which year, and None where it is not known.

    Parameters
    ----------
    plan : Plan
    pool : Pool
    year : int
        The fiscal year that is judged.
    now : mapping of indicator to row
        This year's estimates.
    past : DataFrame or None
        Earlier years.
    level : float
        Of the intervals of what the plan states of past years.
    """
    known = {one.id: one for _, one in plan.indicators()}
    earlier_rows = [] if past is None else past.to_dicts()
    then = {(row["indicator"], row["fiscal_year"]): row for row in earlier_rows}
    pairs = [(known[id_], each) for id_ in pool.of for each in pool.years_of(year)]
    return [(other, each, _value_of(plan, other, each, year, now, then, level)) for other, each in pairs]


_SCHEMA = pl.Schema(
    dict.fromkeys(("n_base", "n_positive"), pl.Int64())
    | dict.fromkeys(("proportion", "estimate", "se", "lower", "upper", "level", "df", "n_eff", "deff"), pl.Float64())
    | dict.fromkeys(("indicator", "method", "refused", "not_estimable"), pl.String())
    | dict.fromkeys(("weighted", "from_no_survey"), pl.Boolean())
)


def _value_of(
    plan: Plan,
    one: Indicator,
    year: int,
    judged: int,
    now: Mapping[str, Row],
    then: Mapping[tuple[str, int], Row],
    level: float,
) -> YearValue | None:
    """Return an indicator's value of a year: its estimate, that year's answers or result, or what was published."""
    decimals = plan.decimals_of(one)
    if year == judged and one.id in now:
        return estimated(one, now[one.id], decimals, year)
    published = one.history.get(year)
    if year == plan.fiscal_year and year == judged and not one.survey:
        published = one.result
    row = then.get((one.id, year))
    if row is not None and row.get("n_base") is not None and (found := earlier(row)) is not None:
        return found
    if published is None:
        return None if row is None or one.survey else earlier(row)
    value = published.printed(decimals)
    if not one.survey:
        return stated(one, value, year)
    if one.unit:
        facts: Row = published_mean(float(value), published.n, published.standard_error, level=level)
    else:
        counted = plan.official == "unweighted"
        facts = percent_facts(
            published, value, unique_count(published, decimals), method=interval_of(plan, one), level=level,
            known=not (counted and is_impossible(published, decimals)), weighted=not counted,
        )  # fmt: skip
    known: Row = {name: facts.get(name) for name in MEASURED}
    return YearValue(one.id, year, one.unit or None, value, value, source=PUBLISHED, **known)


def pool_row(plan: Plan, one: Indicator, parts: Sequence[YearValue | None], level: float) -> Row:
    """Take values together as an indicator's ``pool`` says; see :func:`with_pools`."""
    assert one.pool is not None
    row: Row = {"indicator": one.id, "level": level, "not_estimable": None, "weighted": False}
    there = [part for part in parts if part is not None and _amount(part) is not None]
    needs_n = one.pool.how == "pooled" or (one.pool.how == "sum" and bool(there) and there[0].unit is None)
    if len(there) < len(parts) or not there:
        return row | {"not_estimable": INCOMPLETE}
    if needs_n and any(not part.n_base for part in there):
        return row | {"not_estimable": "no_n"}
    of_survey = all(part.proportion is not None or part.estimate is not None for part in there)
    if not of_survey:
        total = sum((_exact(part) for part in there), Fraction(0))
        stated_value = total / len(there) if one.pool.how == "mean" else total
        return row | {"estimate": float(stated_value), "from_no_survey": True}
    sizes = [part.n_base for part in there]
    n = None if None in sizes else sum(size for size in sizes if size is not None)
    row |= {"n_base": n, "not_estimable": _reason(there)}
    weights = _weights(one.pool.how, there)
    value = float(sum(c * float(_amount(part) or 0) for c, part in zip(weights, there, strict=True)))
    counted = all(part.n_positive is not None and not part.weighted for part in there)
    if counted and one.pool.how != "mean":
        row["n_positive"] = sum(part.n_positive or 0 for part in there)
    percent = there[0].unit is None and one.pool.how != "sum"
    row["weighted"] = percent and not counted
    row |= {"proportion": value} if percent else {"estimate": value}
    if any(part.se is None or part.lower is None or part.upper is None for part in there):
        return row
    methods = methods_of(plan, one.pool)
    row |= _error(one.pool.how, there, weights, value, n, level, methods[0] if len(methods) == 1 else DEFAULT_INTERVAL)
    return row | ({"refused": DIFFERENT_METHODS} if "refused" in row and len(methods) > 1 else {})


def methods_of(plan: Plan, pool: Pool) -> list[str]:
    """List the intervals that the plan names for the surveys that are taken together, each once."""
    return sorted({interval_of(plan, other) for _, other in plan.indicators() if other.id in pool.of})


def _amount(part: YearValue) -> float | Fraction | None:
    """Return what is taken together: the proportion, the number measured, or the number that is stated."""
    if part.proportion is not None:
        return part.proportion
    return part.estimate if part.estimate is not None else part.printed


def _exact(part: YearValue) -> Fraction:
    assert part.printed is not None
    return part.printed


def _reason(parts: Sequence[YearValue]) -> str | None:
    """Return why there is no error, where there is none."""
    own = [part.not_estimable for part in parts if part.not_estimable not in ERROR_KNOWN]
    if own:
        # "a single answer" would be said of the answers of all years together
        return own[0] if own[0] == "not_random" or len(parts) == 1 else PART
    if all(part.se is not None for part in parts):
        return None
    return "no_n" if any(part.n_base is None for part in parts) else "no_error"


def _weights(how: str, parts: Sequence[YearValue]) -> list[float]:
    if how == "mean":
        return [1 / len(parts)] * len(parts)
    sizes = [float(part.n_base or 0) for part in parts]
    if how == "pooled":
        return [size / sum(sizes) for size in sizes]
    return sizes if parts[0].unit is None else [1.0] * len(parts)


def _error(
    how: str,
    parts: Sequence[YearValue],
    weights: Sequence[float],
    value: float,
    n: int | None,
    level: float,
    method: str,
) -> Row:
    """Return the standard error and the limits of values that are taken together."""
    c = np.array(weights)
    variance = c**2 * np.array([float(part.se or 0) ** 2 for part in parts])
    se, df = math.sqrt(variance.sum()), math.nan
    if se > 0:
        df = float(satterthwaite(variance, np.array([part.df or math.nan for part in parts])))
    row: Row = {"se": se, "df": None if math.isnan(df) else df}
    if parts[0].unit is not None:
        half = 0.0 if se == 0 else float(t_value(level, np.array(df))) * se
        return row | {"lower": value - half, "upper": value + half, "method": "t"}
    if how == "pooled" and n is not None:
        spread = value * (1 - value)
        # where nobody or everybody counts the samples show no spread of their own: each has its effective size
        alone = sum(float(part.n_eff or part.n_base or 0) for part in parts)
        size = alone if se == 0 else spread / se**2 * n / max(n - 1, 1)
        limits = published_limits(method, value, n, level=level, deff=n / size, weighted=True)
        found = {name: limits[name] for name in ("lower", "upper", "n_eff", "method", "refused")}
        return row | found | {"deff": n / size}
    ends = [(float(part.proportion or 0), float(part.lower or 0), float(part.upper or 0)) for part in parts]
    below = math.sqrt(sum((weight * (p - low)) ** 2 for weight, (p, low, _) in zip(weights, ends, strict=True)))
    above = math.sqrt(sum((weight * (high - p)) ** 2 for weight, (p, _, high) in zip(weights, ends, strict=True)))
    row |= {"lower": value - below, "upper": value + above, "method": MOVER}
    # no spread in the samples is no certainty about the population
    return row | ({"se": None} if se == 0 else {})
