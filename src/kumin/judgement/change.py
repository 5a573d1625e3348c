"""Is the change since an earlier year real? The one comparison of two years' values, with interval and p."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import polars as pl

from kumin.estimation import adjust_p_values, compare_estimates
from kumin.estimation.columns import estimate_columns
from kumin.estimation.comparisons.pair import satterthwaite, t_test
from kumin.intervals import ends_of, finite_exact, t_value
from kumin.judgement.year import YearValue
from kumin.numbers import DEFAULT_LEVEL

ROSE, FELL, WITHIN_ERROR, CANNOT_TELL = "rose", "fell", "within_error", "cannot_tell"
WITHIN_BOUNDS, SAME, NOT_COMPARABLE, ALIKE_UNKNOWN = "within_bounds", "same", "not_comparable", "alike_unknown"
STATEMENTS = (ROSE, FELL, WITHIN_ERROR, WITHIN_BOUNDS, SAME, NOT_COMPARABLE, ALIKE_UNKNOWN, CANNOT_TELL)
"""What can be said of a change: it is real; it is within sampling error, or within what those who did not answer to a
survey of nearly everyone could be; everyone answered in both years and there is none; it was measured otherwise; it
exceeds the error and nobody knows whether it was measured alike; its error is not known."""

COMPARED = pl.Schema(estimate_columns("indicator", "n_base", "proportion", "se", "lower", "upper", "level", "df"))
"""What a year needs for a comparison; null where it is not known."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an indicator since an earlier year.

    Parameters
    ----------
    now, before : YearValue
        The two years.
    difference : Fraction or None
        The printed value less the earlier printed one, as a reader works it out: points, or the indicator's unit.
    lower, upper : float or None
        Interval of the exact values' difference, in points or the unit.
    p_value, p_holm : float or None
        Of no change; adjusted over all indicators that are compared.
    alike : bool or None
        Whether both years were measured alike (wording, options, options counted, base, domain, population); None where
        that is not known.
    """

    now: YearValue
    before: YearValue
    difference: Fraction | None
    lower: float | None = None
    upper: float | None = None
    p_value: float | None = None
    p_holm: float | None = None
    alike: bool | None = None

    @property
    def statement(self) -> str | None:
        """One of :data:`STATEMENTS`; None without a value, and for a number from no survey.

        A number that is not taken from a sample has no error. A rise or a fall is one only between years that were
        measured alike, and after the adjustment for all indicators that are compared.
        """
        if self.now.printed is None or (self.now.unit is not None and self.now.estimate is None):
            return None
        if self.alike is False:
            return NOT_COMPARABLE
        if self.lower is None or self.upper is None:
            return CANNOT_TELL
        beyond = self._beyond(self.lower, self.upper)
        if not beyond and not self.without_error:
            return WITHIN_BOUNDS if self.of_everyone else WITHIN_ERROR
        if self.alike is None:
            return ALIKE_UNKNOWN
        return (ROSE if self.lower > 0 else FELL) if beyond else SAME

    @property
    def of_everyone(self) -> bool:
        """Whether those who did not answer, and no sampling error, could be the change: of censuses, or nearly so."""
        both_asked = self.now.census and self.before.census
        return both_asked or self.now.nearly_everyone or self.before.nearly_everyone

    @property
    def without_error(self) -> bool:
        """Whether everyone answered in both years, so that nothing is uncertain of their difference."""
        return all(year.lower is not None and year.lower == year.upper for year in (self.now, self.before))

    @property
    def by_interval(self) -> str:
        """What the interval of this indicator alone says: ``rose``, ``fell``, ``within_error`` or ``cannot_tell``."""
        if self.lower is None or self.upper is None:
            return CANNOT_TELL
        return ROSE if self.lower > 0 else FELL if self.upper < 0 else WITHIN_ERROR

    def _beyond(self, lower: float, upper: float) -> bool:
        """Whether no change lies outside the interval, and after the adjustment too."""
        level = DEFAULT_LEVEL if self.now.level is None else self.now.level
        return (lower > 0 or upper < 0) and (self.p_holm is None or self.p_holm < 1 - level)


def changes_of(
    pairs: Sequence[tuple[YearValue, YearValue]], alike: Mapping[str, bool | None] | None = None
) -> list[Change]:
    """Compare values with an earlier year's: the one place where a change between two years is worked out.

    Interval and p are those of :func:`kumin.compare_estimates` (Newcombe's interval from both years' own limits, t
    test) and come from the exact percents; the difference is that of the printed values, as a reader finds it. Numbers
    measured on answers have difference ± t·se, with Satterthwaite's degrees of freedom (1946, Biometrics 2).
    ``p_holm`` is adjusted over all indicators compared. Where a year's limits are ``finite_exact`` (nearly everyone
    answered) the test of large samples does not hold, and the interval is the widest that the two years' limits leave
    open: one person who did not answer may be the whole change. Where both years are such, p is exact
    (:func:`exact_change`).

    Parameters
    ----------
    pairs : sequence of (now, before)
        One indicator each.
    alike : mapping of indicator to bool or None, optional
        Whether the two years were measured alike; what is not there is not known.

    Returns
    -------
    list of Change
        In the order given.

    Examples
    --------
    >>> now, before = YearValue("1-1", printed=Fraction(60)), YearValue("1-1", printed=Fraction(58))
    >>> [(change.difference, change.statement) for change in changes_of([(now, before)])]
    [(Fraction(2, 1), 'cannot_tell')]
    """
    percents = [pair for pair in pairs if pair[0].unit is None]
    tables = [_compared(percents)] if percents else []
    numbers = [one for now, before in pairs if (one := _numbers_compared(now, before)) is not None]
    if numbers:
        tables.append(pl.DataFrame(numbers, schema=_NUMBERS))
    found: dict[str, dict[str, Any]] = {}
    if tables:
        adjusted = adjust_p_values(pl.concat(tables, how="diagonal"), "holm")
        found = {row["indicator"]: row for row in adjusted.iter_rows(named=True)}
    known = alike or {}
    return [_change(now, before, found.get(now.indicator, {}), known.get(now.indicator)) for now, before in pairs]


_NUMBERS = pl.Schema(dict.fromkeys(("lower", "upper", "p_value"), pl.Float64()) | {"indicator": pl.String()})


def _numbers_compared(now: YearValue, before: YearValue) -> dict[str, Any] | None:
    """Compare numbers that two years' answers gave; None where one of them was not measured with its error."""
    if now.unit is None or now.estimate is None or before.estimate is None or now.se is None or before.se is None:
        return None
    variance = np.array([now.se**2, before.se**2])
    df = satterthwaite(variance, np.array([now.df or math.nan, before.df or math.nan]))
    difference, se = now.estimate - before.estimate, math.sqrt(float(variance.sum()))
    half = 0.0 if se == 0 else float(t_value(now.level or DEFAULT_LEVEL, np.array(df))) * se
    p_value = t_test(difference, se, df)[1]
    return {
        "indicator": now.indicator,
        "lower": difference - half,
        "upper": difference + half,
        "p_value": None if math.isnan(p_value) else p_value,
    }


def _for_comparison(one: YearValue) -> dict[str, Any]:
    """Return what :data:`COMPARED` holds, its limits as wide as any count makes them that the percent can be."""
    lower, upper = one.outer
    return {name: getattr(one, name) for name in COMPARED} | {"lower": lower, "upper": upper}


def _compared(pairs: Sequence[tuple[YearValue, YearValue]]) -> pl.DataFrame:
    """Compare the estimates of percents, one row an indicator."""
    before, now = (
        pl.DataFrame([_for_comparison(one) for one in year], schema=COMPARED, orient="row")
        for year in ([before for _, before in pairs], [now for now, _ in pairs])
    )
    exact = {now.indicator: exact_change(now, before) for now, before in pairs}
    exact_ones = [now.indicator for now, before in pairs if now.nearly_everyone or before.nearly_everyone]
    widest = now.select("indicator", least=pl.col("lower") - before["upper"], most=pl.col("upper") - before["lower"])
    exactly = pl.col("indicator").is_in(exact_ones)
    compared = (
        compare_estimates(before, now)
        .join(widest, on="indicator", how="left", maintain_order="left")
        .with_columns(
            pl.when(~exactly).then("p_value").alias("p_value"),
            pl.when(exactly).then("least").otherwise("lower").alias("lower"),
            pl.when(exactly).then("most").otherwise("upper").alias("upper"),
        )
    )
    rows = [row | (exact[row["indicator"]] or {}) for row in compared.iter_rows(named=True)]
    return pl.DataFrame(rows, schema=compared.schema)


def exact_change(now: YearValue, before: YearValue) -> dict[str, float] | None:
    """Interval and p of a change between two years that nearly everyone answered, from counts alone.

    Each year has its exact interval at level √(1 - α), so that both hold the truth with a chance of 1 - α; the change
    lies between the differences of their ends. p is the smallest α at which the two years' intervals do not meet.

    Returns
    -------
    dict or None
        ``lower``, ``upper`` (of the change, -1 to 1) and ``p_value``; None where a year's limits are not those of its
        counts in a known population.

    Examples
    --------
    >>> exact_change(YearValue("1-1", method="wilson"), YearValue("1-1", method="finite_exact")) is None
    True
    """
    if not (now.nearly_everyone and before.nearly_everyone and now.level and now.level == before.level):
        return None
    facts = []
    for year in (now, before):
        if (
            year.n_positive is None
            or not year.n_base
            or year.population is None
            or year.lower is None
            or year.upper is None
        ):
            return None
        one = (year.n_positive, year.n_base, max(year.population, year.n_base))
        if not np.allclose(finite_exact(*one, now.level), (year.lower, year.upper), atol=1e-9):
            return None
        facts.append(one)

    def ends(level: float) -> tuple[float, float]:
        (low, high), (low_before, high_before) = (finite_exact(*one, level) for one in facts)
        return low - high_before, high - low_before

    lower, upper = ends(math.sqrt(now.level))
    apart, meet = 0.0, 1.0  # by halves, the highest level at which they do not meet
    for _ in range(40):
        middle = (apart + meet) / 2
        least, most = ends(middle)
        apart, meet = (apart, middle) if least <= 0 <= most else (middle, meet)
    return {"lower": lower, "upper": upper, "p_value": 1 - apart**2}


def _change(now: YearValue, before: YearValue, found: dict[str, Any], alike: bool | None) -> Change:
    lower, upper, times = found.get("lower"), found.get("upper"), 100 if now.unit is None else 1
    known = now.printed is not None and before.printed is not None
    return Change(
        now=now,
        before=before,
        difference=now.printed - before.printed if known else None,  # type: ignore[operator]  # both are known
        lower=None if lower is None else times * lower,
        upper=None if upper is None else times * upper,
        p_value=found.get("p_value"),
        p_holm=found.get("p_adjusted"),
        alike=alike,
    )


def wilson_limits(p: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """Return Wilson's limits of a proportion with effective size n (:func:`kumin.intervals.wilson`)."""
    from kumin.intervals import Evidence, wilson

    if math.isinf(n):
        return p, p
    one = np.array([n])
    lower, upper = wilson(Evidence(np.array([p]), one, one, one, one - 1, level))
    return min(max(0.0, float(lower[0])), p), max(min(1.0, float(upper[0])), p)


def published_year(
    p: float, n: int | None, *, population: int | None = None, level: float = 0.95, deff: float | None = None
) -> dict[str, Any]:
    """Make the columns of a year of which only the printed percent and n are known.

    It is taken as a simple random sample's; a design effect that is known makes its variance so many times larger.

    Parameters
    ----------
    p : float
        Proportion 0-1.
    n : int, optional
        Its base; without it the row has no error, and no comparison can be made.
    population : int, optional
        N, for the finite population correction.
    level : float
        Confidence level.
    deff : float, optional
        Design effect; without one 1.

    Returns
    -------
    dict
        proportion, n_base, se, lower, upper, level, df, n_eff.
    """
    row: dict[str, Any] = {"proportion": p, "n_base": n, "level": level}
    if n is None:
        return row
    rest = 1 - n / population if population is not None and population >= n else 1.0
    rest *= 1.0 if deff is None else deff
    size = n / rest if rest > 0 else math.inf
    lower, upper = wilson_limits(p, size, level)
    if population is not None and population >= n and deff in (None, 1):
        # the rest of the population cannot change more than itself
        least, most = ends_of(p, n, population)
        lower, upper = max(lower, least), min(upper, most)
    se = math.sqrt(p * (1 - p) / (n - 1) * rest) if n > 1 else None
    return row | {"se": se, "lower": lower, "upper": upper, "df": float(n - 1), "n_eff": size}


def published_mean(value: float, n: int | None, se: float | None, *, level: float = 0.95) -> dict[str, Any]:
    """Make the columns of a mean that was published with its standard error, or with the spread that gives it.

    Parameters
    ----------
    value : float
        In the unit.
    n : int, optional
        Its base; the degrees of freedom are n - 1.
    se : float, optional
        Standard error in the unit; without it the mean has no interval.
    level : float
        Confidence level.

    Returns
    -------
    dict
        estimate, n_base, se, lower, upper (value ± t·se; without n of the normal distribution), level, df.

    Examples
    --------
    >>> {name: round(end, 2) for name, end in published_mean(3.42, 512, 0.05).items() if name in ("lower", "upper")}
    {'lower': 3.32, 'upper': 3.52}
    """
    row: dict[str, Any] = {"estimate": value, "n_base": n, "level": level}
    if se is None:
        return row
    df = math.inf if n is None else float(n - 1)
    half = 0.0 if se == 0 else float(t_value(level, np.array(df))) * se
    return row | {"se": se, "lower": value - half, "upper": value + half, "df": None if n is None else df}
