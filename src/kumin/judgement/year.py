"""One year's value of one indicator: as printed, exact, and how sure it is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kumin.definitions import Indicator
from kumin.definitions.targets import Sampled
from kumin.numbers import MOST_DECIMALS, decimals_in, exact, half_up, percent_of

PUBLISHED, ANSWERS, RECOMPUTED = "published", "answers", "recomputed"
RESULT, PLAN = "result", "plan"
"""Where an earlier value comes from: the plan's history, that year's answers (as they were counted then, or counted
anew by this year's base and weighting); that year's result, or what that year's own plan states."""


@dataclass(frozen=True, slots=True)
class YearValue:
    """What is known of an indicator in a year; None where it is not.

    Parameters
    ----------
    indicator : str
    year : int or None
        Fiscal year.
    unit : str or None
        人, 件, 点 …; None for a percent.
    printed, precise : Fraction or None
        The value as published and before it was rounded, in percent or the unit.
    source : str or None
        ``answers``, ``result``, ``published``.
    survey : str or None
    n_base, n_positive : int or None
        Answers in the base, and of them those that count.
    proportion : float or None
        Estimate of a percent, 0-1.
    estimate : float or None
        Estimate of a number that is measured on answers, in its unit.
    se, lower, upper : float or None
        Standard error and interval of either: 0-1, or in the unit.
    level : float or None
        Of the interval.
    df, n_eff : float or None
        Degrees of freedom; effective size.
    method : str or None
        Of the interval.
    population : int or None
        Members of the base's population.
    weighted : bool
        Whether the proportion, not the counts, is published.
    stated : bool
        Whether it was published as a percent, of which the counts are not known.
    target_se : float or None
        Standard error of the value less that of the same survey's indicator its target refers to.
    not_estimable : str or None
        Why nothing can be said of its sampling error; see :mod:`kumin.estimation`.
    assumed : str or None
        Of a percent that the plan states, what its interval takes the design effect from
        (:data:`kumin.judgement.measures.stated.ASSUMPTIONS`).
    assumed_deff : float or None
        That design effect.
    least, most : float or None
        Of a percent that several counts of its n are printed as: the lower limit of the fewest, the upper of the most.
    refused : str or None
        Why its interval is not made by the plan's method but by Wilson's
        (:data:`kumin.judgement.measures.published_limits.REFUSALS`).
    decimals : int or None
        Decimals it was published with; None: as many as the plan's.
    census : bool
        Whether everyone was asked: its interval is about those who did not answer.
    """

    indicator: str
    year: int | None = None
    unit: str | None = None
    printed: Fraction | None = None
    precise: Fraction | None = None
    source: str | None = None
    survey: str | None = None
    n_base: int | None = None
    n_positive: int | None = None
    proportion: float | None = None
    estimate: float | None = None
    se: float | None = None
    lower: float | None = None
    upper: float | None = None
    level: float | None = None
    df: float | None = None
    n_eff: float | None = None
    method: str | None = None
    population: int | None = None
    weighted: bool = False
    stated: bool = False
    target_se: float | None = None
    not_estimable: str | None = None
    assumed: str | None = None
    assumed_deff: float | None = None
    least: float | None = None
    most: float | None = None
    refused: str | None = None
    decimals: int | None = None
    census: bool = False

    @property
    def has_error(self) -> bool:
        """Whether it was measured on answers whose sampling error is known."""
        return self.lower is not None and self.upper is not None

    @property
    def outer(self) -> tuple[float | None, float | None]:
        """The interval, as wide as any of the counts makes it that the value is printed as."""
        return (self.lower if self.least is None else self.least), (self.upper if self.most is None else self.most)

    @property
    def nearly_everyone(self) -> bool:
        """Whether its limits are exact ones of a survey that nearly everyone answered (``finite_exact``)."""
        return self.method == "finite_exact"


MEASURED = (
    "n_base", "n_positive", "proportion", "estimate", "se", "lower", "upper", "level", "df", "n_eff", "method",
    "population", "target_se", "not_estimable",
)  # fmt: skip
"""Fields that are columns of estimates."""


def estimated(indicator: Indicator, row: Mapping[str, Any], decimals: int, year: int) -> YearValue:
    """Read a row of estimates; its percent is published from the counts, or where it is weighted from the share.

    Parameters
    ----------
    indicator : Indicator
    row : mapping
        See :func:`kumin.judge`.
    decimals : int
        Decimals published.
    year : int
        Fiscal year.
    """
    facts: dict[str, Any] = {name: row.get(name) for name in MEASURED}
    weighted = bool(row.get("weighted"))
    k, n, p = facts["n_positive"], facts["n_base"], facts["proportion"]
    printed = precise = None
    if facts["estimate"] is not None:
        precise = exact(facts["estimate"])
        printed = half_up(precise, decimals)
    elif k is not None and n and not weighted:
        printed, precise = percent_of(k, n, decimals), Fraction(100 * k, n)
    elif p is not None:
        precise = exact(100 * p)
        printed = half_up(precise, decimals)
    return YearValue(
        indicator.id, year, indicator.unit or None, printed, precise, survey=row.get("survey"), weighted=weighted,
        stated=bool(row.get("stated")), assumed=row.get("assumed"), assumed_deff=row.get("assumed_deff"),
        least=row.get("least"), most=row.get("most"), refused=row.get("refused"), **facts,
    )  # fmt: skip


def stated(indicator: Indicator, value: Fraction, year: int) -> YearValue:
    """Take a number that the plan states: it is printed as it is written."""
    return YearValue(indicator.id, year, indicator.unit or None, value, value)


def earlier(row: Mapping[str, Any]) -> YearValue | None:
    """Read an earlier year's row (:data:`kumin.result.PREVIOUS`); None where it has no printed value."""
    printed = row.get("percent") if row.get("value") is None else row["value"]
    if printed is None:
        return None
    facts: dict[str, Any] = {name: row.get(name) for name in MEASURED}
    return YearValue(
        row["indicator"], row.get("fiscal_year"), row.get("unit"), exact(printed), source=row.get("source") or ANSWERS,
        least=row.get("least"), most=row.get("most"), decimals=row.get("decimals"), **facts,
    )  # fmt: skip


IMPOSSIBLE = "percent_not_of_n"
"""Why a published percent has no error: no count of its n is printed so."""


def digits_of(published: Sampled, decimals: int) -> int:
    """Return the decimals a percent is printed with: the plan's, or more where more are written."""
    return decimals if published.percent is None else max(decimals, decimals_in(published.percent))


def is_impossible(published: Sampled, decimals: int) -> bool:
    """Whether no count of its n is printed as this percent; what is written as a count always is one.

    Examples
    --------
    >>> is_impossible(Sampled(percent=50.9, n=10), 1), is_impossible(Sampled(percent=50.9, n=530), 1)
    (True, False)
    """
    if published.count is not None or published.n is None or published.percent is None:
        return False
    return not counts_in(published, decimals)


def counts_in(published: Sampled, decimals: int) -> range:
    """List the counts that a percent with its n can be; none without n."""
    if published.n is None:
        return range(0)
    return counts_of(published.printed(decimals), published.n, min(digits_of(published, decimals), MOST_DECIMALS))


def counts_of(printed: Fraction, n_base: int, decimals: int) -> range:
    """List the counts of a base that are printed as a percent; empty where percent and base cannot belong together.

    Parameters
    ----------
    printed : Fraction
        As it was published, in percent.
    n_base : int
        The base, 1 or more.
    decimals : int
        Decimals it was published with.

    Examples
    --------
    >>> list(counts_of(Fraction(509, 10), 530, 1)), list(counts_of(Fraction(509, 10), 10, 1))
    ([270], [])
    """
    half = Fraction(1, 2 * 10**decimals)
    first = max(math.ceil((printed - half) * n_base / 100), 0)
    # a half is rounded up, to the next percent
    last = min(math.ceil((printed + half) * n_base / 100) - 1, n_base)
    return range(first, last + 1)
