"""One-sample and paired t tests of means and shares, in many domains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np
import polars as pl

from kumin.estimation import door, kinds
from kumin.estimation._frames import AnyFrame
from kumin.estimation._reasons import NO_SPREAD, STATEMENTS
from kumin.estimation._refusals import require_domains
from kumin.estimation.columns import ESTIMATES
from kumin.estimation.comparisons.pair import t_test
from kumin.estimation.door import statistic
from kumin.estimation.expressions import Given, Variables
from kumin.estimation.indicators import NumberNulls
from kumin.estimation.means import means
from kumin.estimation.replication.domains import AnyDesign
from kumin.frames import Column
from kumin.frames import frame as define
from kumin.intervals import t_value

TESTS = define(
    "mean_tests",
    "One row a test, and a domain cell where there are domains.",
    Column("indicator", pl.String, "", "the name the variable was given under"),
    Column("n_base", pl.Int64, "people", "answers, unweighted"),
    Column("mean", pl.Float64, "", "weighted mean (of a condition its share; of a pair that of first less second)"),
    Column("value", pl.Float64, "", "the mean under the null hypothesis"),
    Column("difference", pl.Float64, "", "mean less value"),
    Column("se", pl.Float64, "", "standard error; null where `not_estimable` says why"),
    Column("lower", pl.Float64, "", "difference less t·se"),
    Column("upper", pl.Float64, "", "difference plus t·se"),
    *(column for column in ESTIMATES.columns if column.name == "level"),
    Column("df", pl.Float64, "degrees", "PSUs less strata among the base, less 1, as R's svyttest"),
    Column("t", pl.Float64, "", "difference over se; null where nothing varies"),
    Column("p_value", pl.Float64, "probability", "two-sided, of t"),
    *(column for column in ESTIMATES.columns if column.name == "not_estimable"),
)
"""The row of :func:`mean_tests` and :func:`paired_tests`; domain columns stand after ``indicator``."""


@statistic(design=kinds.any_design, value=door.number)
def mean_tests(
    frame: AnyFrame,
    variables: Variables,
    value: float = 0.0,
    *,
    base: Given = None,
    by: Sequence[str] = (),
    totals: bool = False,
    design: AnyDesign | None = None,
    level: float = 0.95,
    nulls: NumberNulls = "fail",
) -> pl.DataFrame:
    """Test whether means equal a value (one-sample t test).

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent.
    variables : str, sequence of str or mapping
        Columns of numbers or of Booleans, whose share is tested; or indicator to column or expression.
    value : float
        Mean under the null hypothesis, in the unit of the variables; of shares a proportion.
    base, by, totals, design, level, nulls
        As for :func:`kumin.estimation.means`.

    Returns
    -------
    pl.DataFrame
        :data:`TESTS`, the ``by`` columns after ``indicator``.

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.means`.

    Notes
    -----
    t = (mean - value) / se on PSUs - strata - 1 degrees of freedom, as R's ``svyttest(y ~ 0)``.

    Examples
    --------
    >>> visits = pl.DataFrame({"visits": [1, 2, 3, 4, 5]})
    >>> mean_tests(visits, {"visits": pl.col("visits")}, 3).select("difference", "t", "p_value").row(0)
    (0.0, 0.0, 1.0)
    """
    require_domains(by, TESTS.schema)
    table = means(frame, variables, base=base, by=by, totals=totals, design=design, level=level, nulls=nulls)
    df = (table["df"] - 1).clip(lower_bound=0).to_numpy()
    difference, se = ((table[name].cast(pl.Float64)).to_numpy() for name in ("mean", "se"))
    difference = difference - value
    pairs = [t_test(float(one), float(error), float(of)) for one, error, of in zip(difference, se, df, strict=True)]
    half = np.where(se == 0, 0.0, t_value(level, df) * se)
    no_other = pl.col("not_estimable").fill_null(NO_SPREAD).eq(NO_SPREAD)
    no_df = pl.when((pl.col("df") <= 0) & no_other).then(pl.lit("no_df"))
    found: dict[str, list[float] | np.ndarray] = {
        "value": np.full(df.shape, float(value)),
        "difference": difference,
        "lower": difference - half,
        "upper": difference + half,
        "df": df,
        "t": [t for t, _ in pairs],
        "p_value": [p for _, p in pairs],
    }
    numbers = [pl.Series(name, column, dtype=pl.Float64).fill_nan(None) for name, column in found.items()]
    out = table.with_columns(numbers).with_columns(no_df.otherwise(pl.col("not_estimable")).alias("not_estimable"))
    unknown = pl.col("not_estimable").is_not_null() & ~pl.col("not_estimable").is_in(STATEMENTS)
    out = out.with_columns(
        pl.when(~unknown).then(pl.col(name)).alias(name) for name in ("se", "lower", "upper", "t", "p_value")
    )
    names = TESTS.schema.names()
    return out.select(names[0], *by, *names[1:])


@statistic(pairs=kinds.pairs, design=kinds.any_design)
def paired_tests(
    frame: AnyFrame,
    pairs: Mapping[str, tuple[pl.Expr | str, pl.Expr | str]],
    *,
    base: Given = None,
    by: Sequence[str] = (),
    totals: bool = False,
    design: AnyDesign | None = None,
    level: float = 0.95,
    nulls: NumberNulls = "fail",
) -> pl.DataFrame:
    """Test whether two answers of the same respondents have the same mean (paired t test).

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent.
    pairs : mapping of str to pair
        Indicator to first and second: numbers or conditions, as expressions or names of columns. A row
        without one of the two has no difference: see ``nulls``.
    base, by, totals, design, level, nulls
        As for :func:`kumin.estimation.means`.

    Returns
    -------
    pl.DataFrame
        :data:`TESTS` of first less second, ``value`` 0.

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.means`.

    Notes
    -----
    :func:`mean_tests` of each respondent's difference, as R's ``svyttest(I(first - second) ~ 0)``.

    Examples
    --------
    >>> scores = pl.DataFrame({"before": [1, 2, 3, 4], "after": [2, 2, 4, 6]})
    >>> paired_tests(scores, {"gain": ("after", "before")}).select("mean", "df").row(0)
    (1.0, 2.0)
    """
    taken = cast("Mapping[str, tuple[pl.Expr, pl.Expr]]", pairs)  # the door made names expressions
    apart = {name: first.cast(pl.Float64) - second.cast(pl.Float64) for name, (first, second) in taken.items()}
    found: pl.DataFrame = mean_tests(
        frame, apart, base=base, by=by, totals=totals, design=design, level=level, nulls=nulls
    )
    return found
