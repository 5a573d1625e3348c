"""平均達成率: the mean of other indicators' values over their targets, in percent."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from kumin.definitions import Indicator
from kumin.definitions.goal import Goal
from kumin.definitions.targets import METRICS
from kumin.intervals import t_value
from kumin.judgement.year import YearValue

Row = dict[str, Any]


def attainment_row(
    one: Indicator,
    parts: Sequence[tuple[Indicator, YearValue | None]],
    goals: Mapping[str, Goal | None],
    level: float,
    incomplete: str,
) -> Row:
    """Return the mean attainment rate of indicators, with an interval that holds whatever their correlation.

    A rate is 100 · value / target, where less is better 100 · target / value, of the printed values, as a reader works
    it out. Its standard error is that of the value times the rate's slope. How the values of one survey's respondents
    vary together is not used: of correlations at most 1 the standard error of their sum is at most the sum of their
    standard errors; those of different surveys are independent. So the interval is at least as wide as it need be.

    Parameters
    ----------
    one : Indicator
        Whose ``pool`` it is.
    parts : sequence of (Indicator, YearValue or None)
        The indicators of which the mean is taken.
    goals : mapping of indicator to Goal or None
        What each is judged against in the year.
    level : float
    incomplete : str
        Why there is no value, where one of them or of their targets is not known.

    Returns
    -------
    dict
        A row of estimates: ``estimate`` in percent; ``n_base`` the smallest of the bases.
    """
    row: Row = {"indicator": one.id, "level": level, "not_estimable": None, "weighted": False}
    rates: list[Fraction] = []
    errors: dict[str, float | None] = defaultdict(float)
    sizes, degrees = [], []
    for part, value in parts:
        goal = goals.get(part.id)
        rate = None if value is None or value.printed is None or goal is None else _rate(value.printed, goal)
        if rate is None or value is None or value.printed is None or goal is None:
            return row | {"not_estimable": incomplete}
        rates.append(rate)
        if not part.survey:
            continue
        sizes.append(value.n_base)
        degrees.append(math.inf if value.df is None else value.df)
        slope = float(100 / goal.ends[0] if goal.low is not None else 100 * goal.ends[0] / value.printed**2)
        known = errors[part.survey]
        unit = 100 if value.unit is None else 1
        errors[part.survey] = None if known is None or value.se is None else known + abs(slope) * unit * value.se
    mean = sum(rates, Fraction(0)) / len(rates)
    row |= {"estimate": float(mean), "from_no_survey": not errors}
    if not errors:
        return row
    row["n_base"] = None if None in sizes else min(size for size in sizes if size is not None)
    found = [error for error in errors.values() if error is not None]
    if len(found) < len(errors):
        return row | {"not_estimable": "no_error"}
    se, df = math.hypot(*found) / len(rates), min(degrees)
    half = 0.0 if se == 0 else float(t_value(level, np.array(df))) * se
    limits = {"lower": float(mean) - half, "upper": float(mean) + half}
    return row | limits | {"se": se, "df": None if math.isinf(df) else df, "method": "t"}


def _rate(value: Fraction, goal: Goal) -> Fraction | None:
    return METRICS["ratio"].of(value, goal, None)
