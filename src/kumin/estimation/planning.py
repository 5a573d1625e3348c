"""Before the survey: how many to ask, what change will show, and the table of sampling errors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from kumin.errors import StatisticsError
from kumin.estimation import door
from kumin.estimation.door import statistic
from kumin.intervals import z_value

Convention = Literal["srs", "two_stage"]

#: Shares usually listed in a table of sampling errors: 10% stands for 90% too.
TABLE_PROPORTIONS = (0.1, 0.2, 0.3, 0.4, 0.5)
TABLE_SIZES = (50, 100, 200, 300, 400, 500, 600, 800, 1000, 1500, 2000)


@dataclass(frozen=True)
class SampleSize:
    """How many to ask.

    Parameters
    ----------
    completed : int
        Answers needed.
    invited : int
        Invitations needed at the expected response rate.
    enough_people : bool
        False if more invitations are needed than there are people in the population.

    Examples
    --------
    >>> from kumin.estimation import required_n
    >>> required_n(0.03, population=92_000, response_rate=0.3)
    SampleSize(completed=1055, invited=3517, enough_people=True)
    """

    completed: int
    invited: int
    enough_people: bool


@statistic(population=door.optional(door.positive))
def required_n(
    margin: float,
    p: float = 0.5,
    population: float | None = None,
    deff: float = 1.0,
    response_rate: float = 1.0,
    *,
    level: float = 0.95,
) -> SampleSize:
    """Size a sample so that a share is known to ± ``margin``.

    Parameters
    ----------
    margin : float
        Half width of the interval as a proportion (0.03 for 3 points).
    p : float
        Expected share; 0.5 is the worst case.
    population : float, optional
        People in the population; without it, very many.
    deff : float
        Design effect: of weights, clusters, or 2 by the two-stage convention.
    response_rate : float
        Expected share of invitations that are answered, above 0 and up to 1.
    level : float
        Confidence level, 0-1.

    Returns
    -------
    SampleSize

    Raises
    ------
    StatisticsError
        A share is not between 0 and 1, or a number that must be positive is not.

    Notes
    -----
    The smallest n with z √(deff (N - n)/(N - 1) p(1 - p)/n) ≤ margin, so n = deff p(1-p) N / ((margin/z)² (N - 1) +
    deff p(1-p)) (Cochran 1977, Sampling Techniques, section 4.4).

    Examples
    --------
    >>> required_n(0.05)
    SampleSize(completed=385, invited=385, enough_people=True)
    """
    _require_shares(p=p, response_rate=response_rate)
    if not 0 < margin < 1:
        raise StatisticsError("planning_share", name="margin", value=margin)
    _require_positive(deff=deff, population=1.0 if population is None else population)
    spread = deff * p * (1 - p)
    target = (margin / z_value(level)) ** 2
    exact = spread / target if population is None else spread * population / (target * (population - 1) + spread)
    return _invitations(exact, population, response_rate)


def _invitations(exact: float, population: float | None, response_rate: float) -> SampleSize:
    completed = max(1, math.ceil(exact - 1e-9))
    invited = math.ceil(completed / response_rate - 1e-9)
    return SampleSize(completed, invited, population is None or invited <= population)


@statistic()
def power_of_change(
    points: float,
    n_before: float,
    n_after: float | None = None,
    *,
    p: float = 0.5,
    deff: float = 1.0,
    level: float = 0.95,
) -> float:
    """Power of the comparison of two independent surveys: the chance that a true change comes out significant.

    Parameters
    ----------
    points : float
        True change in percentage points, either sign.
    n_before, n_after : float
        Answers of each survey; ``n_after`` defaults to ``n_before``.
    p : float
        Share before the change.
    deff : float
        Design effect of both.
    level : float
        1 less the two-sided significance level.

    Returns
    -------
    float
        Power, 0-1: Φ((|d| - z s₀)/s₁) + Φ((-|d| - z s₀)/s₁), d the change as a proportion, s₀ its standard error with
        the pooled share (no change), s₁ that with the share of each survey (Fleiss, Levin & Paik 2003, Statistical
        Methods for Rates and Proportions, section 4.2).

    Raises
    ------
    StatisticsError
        A share, before or after, is not between 0 and 1, or a number that must be positive is not.

    Examples
    --------
    >>> round(power_of_change(5, 700), 3)
    0.465
    """
    from scipy.special import ndtr

    n_after = n_before if n_after is None else n_after
    after = p + points / 100
    _require_shares(p=p, after=after)
    _require_positive(deff=deff, n_before=n_before, n_after=n_after)
    pooled = (n_before * p + n_after * after) / (n_before + n_after)
    null = math.sqrt(deff * pooled * (1 - pooled) * (1 / n_before + 1 / n_after))
    spread = math.sqrt(deff * (p * (1 - p) / n_before + after * (1 - after) / n_after))
    difference, z = abs(points) / 100, z_value(level)
    if spread == 0:
        return float(difference > z * null)
    return float(ndtr((difference - z * null) / spread) + ndtr((-difference - z * null) / spread))


@statistic(population=door.optional(door.positive))
def required_n_for_change(
    points: float,
    p: float = 0.5,
    population: float | None = None,
    deff: float = 1.0,
    response_rate: float = 1.0,
    *,
    power: float = 0.8,
    level: float = 0.95,
) -> SampleSize:
    """Size two equal surveys so that a change of ``points`` shows with the given power.

    Parameters
    ----------
    points : float
        Change to see, in percentage points, not 0.
    p, population, deff, response_rate, level
        As for :func:`required_n` and :func:`power_of_change`; the population only bounds the invitations.
    power : float
        Chance that the change comes out significant, 0-1.

    Returns
    -------
    SampleSize
        For each of the two surveys: the smallest size at which :func:`power_of_change` reaches ``power``.

    Raises
    ------
    StatisticsError
        ``points`` are 0 or take the share out of 0-1, or another number is out of its range.

    Examples
    --------
    >>> required_n_for_change(5).completed
    1565
    """
    _require_shares(power=power, response_rate=response_rate)
    if points == 0:
        raise StatisticsError("planning_margin", value=points)
    low, high = 1, 2
    while power_of_change(points, high, p=p, deff=deff, level=level) < power:
        low, high = high, high * 2
        if high > 10**12:
            raise StatisticsError("planning_margin", value=points)
    while low < high:
        middle = (low + high) // 2
        if power_of_change(points, middle, p=p, deff=deff, level=level) >= power:
            high = middle
        else:
            low = middle + 1
    return _invitations(float(high), population, response_rate)


@statistic()
def detectable_change(
    n_before: float,
    n_after: float | None = None,
    *,
    p: float = 0.5,
    deff: float = 1.0,
    power: float = 0.8,
    level: float = 0.95,
) -> float:
    """Smallest rise, in percentage points, that two surveys of these sizes show with the given power.

    Parameters
    ----------
    n_before, n_after, p, deff, level
        As for :func:`power_of_change`.
    power : float
        Chance that the rise comes out significant, 0-1.

    Returns
    -------
    float
        Percentage points, where :func:`power_of_change` reaches ``power``; NaN if even a rise to 100% would not show.

    Raises
    ------
    StatisticsError
        A share is not between 0 and 1, or a number that must be positive is not.

    Examples
    --------
    >>> round(detectable_change(700), 1)
    7.5
    """
    _require_shares(power=power, p=p)
    low, high = 0.0, 100 * (1 - p)
    if power_of_change(high, n_before, n_after, p=p, deff=deff, level=level) < power:
        return math.nan
    for _ in range(100):
        middle = (low + high) / 2
        if power_of_change(middle, n_before, n_after, p=p, deff=deff, level=level) < power:
            low = middle
        else:
            high = middle
    return high


@statistic(
    population=door.optional(door.positive),
    convention=door.one_of("srs", "two_stage"),
    deff=door.optional(door.positive),
)
def sampling_error_table(
    sizes: Sequence[int] = TABLE_SIZES,
    proportions: Sequence[float] = TABLE_PROPORTIONS,
    *,
    population: float | None = None,
    convention: Convention = "srs",
    deff: float | None = None,
    level: float = 0.95,
) -> pl.DataFrame:
    """Tabulate the sampling error by number of answers and share.

    Parameters
    ----------
    sizes : sequence of int
        Numbers of answers.
    proportions : sequence of float
        Shares, 0-1.
    population : float, optional
        People in the population; without it, no finite population correction.
    convention : {"srs", "two_stage"}
        ``srs``: z √(deff (N-n)/(N-1) p(1-p)/n) with z of the level and deff 1. ``two_stage``, as Japanese reports print
        it for two-stage samples: 2 √(2 (N-n)/(N-1) p(1-p)/n), with 2 for z whatever the level.
    deff : float, optional
        Design effect, in place of the convention's.
    level : float
        Confidence level, 0-1; only for ``srs``.

    Returns
    -------
    pl.DataFrame
        One row a size and share: ``n`` (Int64), ``proportion``, ``error`` (0-1), ``error_points`` (percentage points,
        not rounded). Null where n is above N.

    Raises
    ------
    StatisticsError
        A size is not positive, a share not between 0 and 1, or the convention is not known.

    Notes
    -----
    The standard error of a share drawn without replacement (Cochran 1977, Sampling Techniques, section 3.2), with the
    variance of a simple random sample times the design effect.

    Examples
    --------
    >>> sampling_error_table([400], [0.5], population=92_000).select("n", pl.col("error_points").round(2)).row(0)
    (400, 4.89)
    """
    for size in sizes:
        _require_positive(n=size)
    _require_shares(**{f"p{k}": value for k, value in enumerate(proportions)})
    z = 2.0 if convention == "two_stage" else z_value(level)
    effect = deff if deff is not None else (2.0 if convention == "two_stage" else 1.0)
    _require_positive(deff=effect, population=1.0 if population is None else population)
    n, p = pl.col("n"), pl.col("proportion")
    rest = pl.lit(1.0) if population is None else (population - n) / max(population - 1, 1e-300)
    error = pl.when(rest >= 0).then(z * (effect * rest * p * (1 - p) / n).sqrt())
    grid = pl.DataFrame({"n": list(sizes)}, schema={"n": pl.Int64}).join(
        pl.DataFrame({"proportion": list(proportions)}, schema={"proportion": pl.Float64}),
        how="cross",
        maintain_order="left_right",
    )
    return grid.with_columns(error=error).with_columns(error_points=pl.col("error") * 100)


def _require_shares(**values: float) -> None:
    for name, value in values.items():
        lowest_allowed = name not in ("response_rate", "power")
        if not (0 <= value <= 1 and (lowest_allowed or value > 0)):
            raise StatisticsError("planning_share", name=name, value=value)


def _require_positive(**values: float) -> None:
    for name, value in values.items():
        if not value > 0:
            raise StatisticsError("planning_positive", name=name, value=value)
