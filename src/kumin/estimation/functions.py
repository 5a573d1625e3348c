"""Functions of several means of one sample: their mean, difference or ratio, with the covariance of its respondents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from kumin.arrays import Floats
from kumin.estimation import door
from kumin.estimation._frames import AnyFrame, rows_of
from kumin.estimation._reasons import BEYOND, KNOWN, NO_SPREAD, estimable, only_rounding, vanishing
from kumin.estimation._refusals import missing_column, require_boolean, require_numbers
from kumin.estimation.design import SurveyDesign
from kumin.estimation.door import statistic
from kumin.estimation.expressions import Condition
from kumin.estimation.indicators import NumberNulls, indicators_of
from kumin.estimation.linearized._atoms import collect_atoms
from kumin.estimation.linearized.sums import engine_for, require_no_nulls
from kumin.estimation.proportions import require_level
from kumin.intervals import t_value

Form = Callable[[Floats], tuple[float, Floats]]
"""Means, shape (K,) → the function's value, and its partial derivatives, shape (K,)."""


@dataclass(frozen=True, slots=True)
class FunctionEstimate:
    """A function of means, with its error; None where it cannot be stated.

    Parameters
    ----------
    value, se, lower, upper : float or None
        In the unit of the function; the limits are value ± t·se.
    means : tuple of float or None
        The means themselves.
    n : tuple of int
        Answers in the base of each.
    df : float or None
        Degrees of freedom of the design.
    not_estimable : str or None
        Why there is no standard error; see :data:`kumin.estimation.columns.ESTIMATES`.

    Examples
    --------
    >>> nobody = pl.lit(value=False)
    >>> function_of_means(pl.DataFrame({"y": [1, 2]}), ["y"], mean_of, bases=[nobody])
    FunctionEstimate(value=None, means=(None,), n=(0,), se=None, lower=None, upper=None, df=None,
                     not_estimable='empty_base')
    """

    value: float | None
    means: tuple[float | None, ...]
    n: tuple[int, ...]
    se: float | None = None
    lower: float | None = None
    upper: float | None = None
    df: float | None = None
    not_estimable: str | None = None


def mean_of(means: Floats) -> tuple[float, Floats]:
    """Give the mean of K means, and its partial derivatives: 1/K each.

    Parameters
    ----------
    means : ndarray of float, shape (K,)
        In one unit.

    Returns
    -------
    float
        In the same unit.
    ndarray of float, shape (K,)

    Examples
    --------
    >>> mean_of(np.array([1.0, 3.0]))
    (2.0, array([0.5, 0.5]))
    """
    return float(means.mean()), np.full(means.size, 1 / means.size)


def difference_of(means: Floats) -> tuple[float, Floats]:
    """Give the first mean less the second, and its partial derivatives: 1 and -1.

    Parameters
    ----------
    means : ndarray of float, shape (2,)
        In one unit.

    Returns
    -------
    float
        In the same unit.
    ndarray of float, shape (2,)

    Examples
    --------
    >>> difference_of(np.array([1.0, 3.0]))
    (-2.0, array([ 1., -1.]))
    """
    return float(means[0] - means[1]), np.array([1.0, -1.0])


def ratio_of(means: Floats) -> tuple[float, Floats]:
    """Give the first mean over the second, R = y/x, and its partial derivatives: 1/x and -y/x².

    Parameters
    ----------
    means : ndarray of float, shape (2,)
        y and x.

    Returns
    -------
    float
        NaN where the second mean is 0.
    ndarray of float, shape (2,)
        0 where the second mean is 0.

    Examples
    --------
    >>> ratio_of(np.array([1.0, 2.0]))
    (0.5, array([ 0.5 , -0.25]))
    """
    first, second = means
    if second == 0:
        return float("nan"), np.zeros(2)
    return float(first / second), np.array([1 / second, -first / second**2])


@statistic(values=door.list_of_expressions, bases=door.list_of_expressions, form=door.function)
def function_of_means(
    frame: AnyFrame,
    values: Sequence[Condition],
    form: Form,
    *,
    bases: Sequence[Condition],
    design: SurveyDesign | None = None,
    level: float = 0.95,
    nulls: NumberNulls = "fail",
) -> FunctionEstimate:
    """Estimate a function of several means of one sample.

    The variance is that of the linearised variable Σ_k f_k (y_k − ȳ_k) d_k / Σ w d_k, f_k the partial derivatives
    (Särndal, Swensson & Wretman 1992, sections 5.5 and 5.6; Woodruff 1971, JASA 66), so that the covariances of the
    means — the same respondents answer both questions — are allowed for under any design.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent.
    values : sequence of pl.Expr or str
        A number or a condition each.
    form : callable
        :func:`mean_of`, :func:`difference_of`, :func:`ratio_of`, or another :data:`Form`.
    bases : sequence of pl.Expr or str
        Who is in the denominator of each.
    design : SurveyDesign, optional
        Default: a simple random sample from a large population.
    level : float
        Confidence level, 0-1.
    nulls : {"fail", "drop"}
        As for :func:`kumin.estimation.means`, by the base of each.

    Returns
    -------
    FunctionEstimate

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.means`, or there are not as many bases as values.

    Examples
    --------
    >>> answers = pl.DataFrame({"a": [1, 2, 3, 4], "b": [1, 1, 2, 2]})
    >>> everyone = [pl.lit(value=True)] * 2
    >>> function_of_means(answers, [pl.col("a"), pl.col("b")], difference_of, bases=everyone).value
    1.0
    """
    frame = rows_of(frame)
    require_level(level)
    values, bases = (door.list_of_expressions("", given) for given in (values, bases))
    if len(values) != len(bases) or not values:
        raise missing_column("bases", ())
    names = [f"values[{k}]" for k in range(len(values))]
    indicators = indicators_of(
        dict(zip(names, values, strict=True)), dict(zip(names, bases, strict=True)), None, numeric=True, nulls=nulls
    )
    require_numbers(frame.lazy(), [(one.name, one.outcome) for one in indicators])
    require_boolean(frame.lazy(), [(one.name.replace("values", "bases"), one.base) for one in indicators])
    require_no_nulls(frame, indicators, design or SurveyDesign(), nulls)
    numbers = [value.cast(pl.Float64) for value in values]
    keys = {
        f"value_{k}": pl.when(base.fill_null(value=False) & value.is_finite()).then(value)
        for k, (value, base) in enumerate(zip(numbers, bases, strict=True))
    }
    if isinstance(frame, pl.LazyFrame) and engine_for(frame) == "in-memory":
        frame = frame.collect()
    atoms = collect_atoms(frame, keys, design or SurveyDesign())
    y = np.column_stack([atoms[name].cast(pl.Float64).to_numpy() for name in keys])
    inside = np.isfinite(y) & (atoms.weight > 0)[:, None]
    filled = np.where(inside, y, 0.0)
    n = tuple(int(atoms.rows[column].sum()) for column in inside.T)
    totals = (inside * atoms.weight[:, None]).sum(axis=0)
    if not (totals > 0).all():
        known = [float(atoms.weight @ filled[:, k] / total) if total > 0 else None for k, total in enumerate(totals)]
        return FunctionEstimate(None, tuple(known), n, not_estimable="empty_base")
    means: Floats = atoms.weight @ filled / totals
    value, gradient = form(means)
    found = tuple(float(mean) for mean in means)
    if not np.isfinite(value):
        return FunctionEstimate(None, found, n, not_estimable="zero_denominator")
    influence = np.where(inside, filled - means, 0.0) / totals @ gradient
    anyone = inside.any(axis=1)
    df, why = atoms.degrees(anyone), atoms.not_estimable(anyone)
    if not estimable(why):
        return FunctionEstimate(value, found, n, df=df, not_estimable=why)
    variance = np.maximum(atoms.covariance(influence[:, None])[0], 0.0)
    if not np.isfinite(variance).all() or vanishing(np.abs(y[inside]).max()):
        return FunctionEstimate(value, found, n, df=df, not_estimable=BEYOND)
    size, rows = np.abs(gradient) @ np.abs(means), np.array([float(max(n))])
    if only_rounding(variance, size, rows).all():
        varies = not only_rounding((influence**2).sum(keepdims=True), size, rows).all()
        fitted = atoms.design.calibration is not None and varies
        variance, why = np.zeros(1), why or (KNOWN if fitted else NO_SPREAD)
    se = float(np.sqrt(variance[0]))
    half = 0.0 if se == 0 else float(t_value(level, np.array(df))) * se
    return FunctionEstimate(value, found, n, se, value - half, value + half, df, why)
