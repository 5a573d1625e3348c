"""Means and totals of numbers, and quantiles, in many domains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from kumin.arrays import Bools, Floats
from kumin.errors import StatisticsError
from kumin.estimation._atoms import Atoms, collect_atoms
from kumin.estimation._reasons import unknown
from kumin.estimation._refusals import require_domains, require_numbers
from kumin.estimation.design import SurveyDesign
from kumin.estimation.door import statistic
from kumin.estimation.proportions import Given, groupings, ordered, require_level, tidy
from kumin.estimation.strata import strata_of
from kumin.estimation.sums import NumberNulls, Sums, indicators_of, require_no_nulls, sum_answers
from kumin.estimation.variance import Ratios, cells_of, ratios_of
from kumin.intervals import t_value

NOISE = 1e-8
"""A share of the answers this near to a probability reaches it: what rounding leaves of weights decides nothing."""
#: Names in the results that no domain column may have.
RESULT = ("indicator", "n_base", "se", "lower", "upper", "level", "sd", "deff", "df", "not_estimable")


@statistic()
def means(
    frame: pl.DataFrame | pl.LazyFrame,
    variables: Mapping[str, pl.Expr],
    *,
    base: Given = None,
    by: Sequence[str] = (),
    totals: bool = False,
    design: SurveyDesign | None = None,
    level: float = 0.95,
    df: float | None = None,
    nulls: NumberNulls = "fail",
) -> pl.DataFrame:
    """Estimate means of numbers.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent.
    variables : mapping of str to pl.Expr
        Indicator to a number.
    base, by, totals, design, level, df
        As for :func:`kumin.estimation.proportions`.
    nulls : {"fail", "drop"}
        What a row in the base without a number (null or infinite) is: refused with a count, or out of the base.

    Returns
    -------
    pl.DataFrame
        ``indicator``, the ``by`` columns, ``n_base`` (Int64), ``mean``, ``se``, ``lower``, ``upper`` (mean ± t·se),
        ``level``, ``sd`` (of the answers, with n - 1, as the root of R's ``svyvar``; null for one answer), ``deff``
        (over s²/n, as R's ``deff="replace"``), ``df`` (Float64), ``not_estimable`` (String: why there is no standard
        error, see :data:`kumin.estimation.columns.ESTIMATES`); null where the base is empty.

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.proportions`.

    Examples
    --------
    >>> visits = pl.DataFrame({"visits": [0, 1, 2, 3, 4]})
    >>> means(visits, {"visits": pl.col("visits")}).select("n_base", "mean", "sd").row(0)
    (5, 2.0, 1.5811388300841898)
    """
    return _numbers(frame, variables, base, by, totals, design, level, df, nulls, total=False)


@statistic()
def totals(
    frame: pl.DataFrame | pl.LazyFrame,
    variables: Mapping[str, pl.Expr],
    *,
    base: Given = None,
    by: Sequence[str] = (),
    totals: bool = False,
    design: SurveyDesign | None = None,
    level: float = 0.95,
    df: float | None = None,
    nulls: NumberNulls = "fail",
) -> pl.DataFrame:
    """Estimate population totals Σwy of numbers (of 1, a head count).

    Weights must add up to the population, or the design must give ``population``.

    Parameters
    ----------
    frame, variables, base, by, totals, design, level, df, nulls
        As for :func:`means`.

    Returns
    -------
    pl.DataFrame
        ``indicator``, the ``by`` columns, ``n_base`` (Int64), ``total``, ``se``, ``lower``, ``upper``, ``level``,
        ``df``, ``not_estimable``.

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.proportions`.

    Examples
    --------
    >>> visits = pl.DataFrame({"visits": [0, 1, 2, 3, 4]})
    >>> totals(visits, {"visits": pl.col("visits")}, design=SurveyDesign(population=100))["total"].item()
    200.0
    """
    return _numbers(frame, variables, base, by, totals, design, level, df, nulls, total=True)


def _numbers(
    frame: pl.DataFrame | pl.LazyFrame,
    variables: Mapping[str, pl.Expr],
    base: Given,
    by: Sequence[str],
    margins: bool,
    design: SurveyDesign | None,
    level: float,
    df: float | None,
    nulls: NumberNulls,
    *,
    total: bool,
) -> pl.DataFrame:
    require_level(level)
    require_domains(by, (*RESULT, "total" if total else "mean"))
    design = design or SurveyDesign()
    indicators = indicators_of(variables, base, None, numeric=True, nulls=nulls)
    require_no_nulls(frame, indicators, design, nulls)
    sums = sum_answers(frame, indicators, by, design)
    strata = strata_of(sums.parts, design)
    tables = []
    for keys in groupings(len(by), totals=margins):
        cells = cells_of(sums.parts, keys)
        ratios = ratios_of(sums, strata, keys, cells, total=total)
        tables.append(tidy(list(variables), _columns(ratios, level, df, total=total), cells, sums))
    return ordered(pl.concat(tables), by)


def _columns(ratios: Ratios, level: float, df: float | None, *, total: bool) -> dict[str, np.ndarray]:
    nothing = unknown(ratios.not_estimable)
    # the total of a domain varies with who is in it, so that its variance comes from the whole sample
    whole_varies = total & (ratios.variance > 0)
    estimate, se = ratios.estimate, np.where(nothing & ~whole_varies, np.nan, np.sqrt(ratios.variance))
    degrees = np.where(ratios.n_base > 0, ratios.df if df is None else df, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        half = np.where(nothing, np.nan, np.where(se == 0, 0.0, t_value(level, degrees) * se))
        n = ratios.n_base
        deff = np.where(nothing, np.nan, ratios.variance * (n - 1) / ratios.spread)
        sd = np.sqrt(np.where(n > 1, ratios.spread * n / (n - 1), np.nan))
    columns = {
        "n_base": n,
        "total" if total else "mean": estimate,
        "se": se,
        "lower": estimate - half,
        "upper": estimate + half,
        "level": np.full(se.shape, level),
    }
    if not total:
        columns["sd"] = sd
        columns["deff"] = np.where(np.isfinite(deff), deff, np.nan)
    return columns | {"df": degrees, "not_estimable": ratios.not_estimable}


@statistic()
def quantiles(
    frame: pl.DataFrame | pl.LazyFrame,
    variables: Mapping[str, pl.Expr],
    probabilities: float | Sequence[float] = (0.5,),
    *,
    base: Given = None,
    by: Sequence[str] = (),
    totals: bool = False,
    design: SurveyDesign | None = None,
    level: float = 0.95,
    df: float | None = None,
    nulls: NumberNulls = "fail",
) -> pl.DataFrame:
    """Estimate quantiles, by default the median.

    Parameters
    ----------
    frame, variables, base, by, totals, design, level, df, nulls
        As for :func:`means`.
    probabilities : float or sequence of float
        Each between 0 and 1.

    Returns
    -------
    pl.DataFrame
        ``indicator``, the ``by`` columns, ``probability``, ``n_base`` (Int64), ``quantile``, ``lower``, ``upper``,
        ``level``, ``df``, ``not_estimable``. A limit is null where the interval of the share below it passes 0 or 1.

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.proportions`, or a probability is not between 0 and 1.

    Examples
    --------
    >>> visits = pl.DataFrame({"visits": [0, 1, 2, 3, 4]})
    >>> quantiles(visits, {"visits": pl.col("visits")}).select("probability", "quantile").row(0)
    (0.5, 2.0)

    Notes
    -----
    The quantile is the smallest value whose weighted share of values at or below it reaches the probability (R's rule
    ``"math"``); its limits are the quantiles at the Wald limits of that share (Woodruff 1952, JASA 47).
    """
    require_level(level)
    wanted = [probabilities] if isinstance(probabilities, float | int) else list(probabilities)
    if not wanted or not all(0 < probability < 1 for probability in wanted):
        raise StatisticsError("statistics_probability")
    require_domains(by, (*RESULT, "probability", "quantile"))
    design = design or SurveyDesign()
    indicators = indicators_of(variables, base, None, numeric=True, nulls=nulls)
    require_numbers(frame.lazy(), [(one.name, one.outcome) for one in indicators])
    require_no_nulls(frame, indicators, design, nulls)
    tables = []
    for order, indicator in enumerate(indicators):
        name = list(variables)[order]
        value = indicator.outcome.cast(pl.Float64)
        usable = indicator.base.fill_null(value=False) & value.is_finite().fill_null(value=False)
        keys = {f"by_{k}": pl.col(column) for k, column in enumerate(by)}
        atoms = collect_atoms(frame, {**keys, "value": pl.when(usable).then(value)}, design)
        for grouping in groupings(len(by), totals=totals):
            cells = cells_of(atoms.frame, grouping)
            for probability in wanted:
                columns = _quantile_columns(atoms, grouping, cells, probability, level, df)
                table = tidy([name], columns, cells, Sums(atoms.frame, 1, tuple(by), design))
                tables.append(table.with_columns(order=pl.lit(order, dtype=pl.Int64)))
    return ordered(pl.concat(tables), by)


def _quantile_columns(
    atoms: Atoms, keys: tuple[int, ...], cells: pl.DataFrame, probability: float, level: float, df: float | None
) -> dict[str, np.ndarray]:
    names = [f"by_{k}" for k in keys]
    if names:
        cell = atoms.frame.select(names).join(cells, on=names, how="left", maintain_order="left")["cell"]
        code = cell.cast(pl.Int64).fill_null(-1).to_numpy()
    else:
        code = np.zeros(atoms.frame.height, dtype=np.int64)
    value = atoms["value"].to_numpy()
    inside = [(code == g) & np.isfinite(value) & (atoms.weight > 0) for g in range(cells.height)]
    rows = [_quantile(atoms, value, here, probability, level, df) for here in inside]
    why = np.array([[atoms.not_estimable(here)] for here in inside], dtype=object).reshape(-1, 1)
    table = np.array(rows).reshape(-1, 5)
    return {
        "probability": np.full((cells.height, 1), probability),
        "n_base": table[:, :1].astype(np.int64),
        "quantile": table[:, 1:2],
        "lower": np.where(unknown(why), np.nan, table[:, 2:3]),
        "upper": np.where(unknown(why), np.nan, table[:, 3:4]),
        "level": np.full((cells.height, 1), level),
        "df": table[:, 4:5],
        "not_estimable": why,
    }


def _quantile(
    atoms: Atoms, value: Floats, inside: Bools, probability: float, level: float, df: float | None
) -> tuple[float, float, float, float, float]:
    """Count, quantile, limits and degrees of freedom in one cell."""
    if not inside.any():
        return 0.0, np.nan, np.nan, np.nan, np.nan
    order = np.argsort(value[inside], kind="stable")
    values, share = value[inside][order], np.cumsum(atoms.weight[inside][order])
    share = share / share[-1]

    def at(p: float) -> float:
        if not -NOISE <= p <= 1 + NOISE:
            return np.nan
        return float(values[min(int(np.searchsorted(share, p - NOISE)), values.size - 1)])

    estimate = at(probability)
    below = inside & (value <= estimate)
    total = atoms.weight[inside].sum()
    p = float(atoms.weight[below].sum() / total)
    influence = np.where(inside, (below - p) / total, 0.0)[:, None]
    degrees = atoms.degrees(inside) if df is None else df
    se = float(np.sqrt(max(atoms.covariance(influence)[0, 0], 0.0)))
    half = 0.0 if se == 0 else float(t_value(level, np.array(degrees))) * se
    return float(atoms.rows[inside].sum()), estimate, at(p - half), at(p + half), degrees
