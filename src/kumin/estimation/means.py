"""Means and totals of numbers, in many domains."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from kumin.estimation import door, kinds
from kumin.estimation._frames import AnyFrame
from kumin.estimation._reasons import unknown
from kumin.estimation._refusals import require_domains
from kumin.estimation.door import statistic
from kumin.estimation.expressions import Given, Variables
from kumin.estimation.indicators import NumberNulls
from kumin.estimation.linearized._summed import summed
from kumin.estimation.linearized.cell_sums import Summary
from kumin.estimation.linearized.strata import strata_of
from kumin.estimation.linearized.units import cells_of
from kumin.estimation.linearized.variance import Ratios, ratios_of
from kumin.estimation.proportions import groupings, ordered, require_level, tidy
from kumin.estimation.replication.domains import AnyDesign
from kumin.intervals import t_value

#: Names in the results that no domain column may have.
RESULT = ("indicator", "n_base", "se", "lower", "upper", "level", "sd", "deff", "df", "not_estimable")


@statistic(frame=door.frame_or_sums, variables=door.expressions_or_names, design=kinds.any_design)
def means(
    frame: AnyFrame | Summary,
    variables: Variables | None = None,
    *,
    base: Given = None,
    by: Sequence[str] = (),
    totals: bool = False,
    design: AnyDesign | None = None,
    level: float = 0.95,
    df: float | None = None,
    nulls: NumberNulls = "fail",
) -> pl.DataFrame:
    """Estimate means of numbers.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent. Or sums of answers (:class:`kumin.Sums`), as for :func:`kumin.estimation.proportions`.
    variables : str, sequence of str or mapping
        Columns of numbers (of Booleans their shares), or indicator to column or expression. Of sums the names of some
        of their numbers (or shares, which are means of 0 and 1); default: all.
    base, by, totals, design, level, df
        As for :func:`kumin.estimation.proportions`.
    nulls : {"fail", "drop"}
        What happens to a row of the base without a number (null or infinite): refused with a count, or taken out of
        the base.

    Returns
    -------
    pl.DataFrame
        ``indicator``, the ``by`` columns, ``n_base`` (Int64), ``mean``, ``se``, ``lower``, ``upper`` (mean ± t·se),
        ``level``, ``sd`` (of the answers, with n - 1, as the root of R's ``svyvar``; null for one answer), ``deff``
        (se² over sd²/n, as R's ``deff="replace"``), ``df`` (Float64), ``not_estimable`` (String: why there is no
        standard error, see :data:`kumin.estimation.columns.ESTIMATES`); null where the base is empty.

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.proportions`, or a variable is neither numbers nor Booleans.

    Notes
    -----
    ȳ = Σwdy / Σwd, d telling who is in the base, with the variance of :func:`kumin.estimation.proportions` for a
    number y, as R's ``svymean`` and ``svyby``. df = PSUs - strata among the base.

    Examples
    --------
    >>> visits = pl.DataFrame({"visits": [0, 1, 2, 3, 4]})
    >>> means(visits, {"visits": pl.col("visits")}).select("n_base", "mean", "sd").row(0)
    (5, 2.0, 1.5811388300841898)
    >>> means(visits, "visits")["mean"].item()
    2.0
    """
    return _numbers(frame, variables, base, by, totals, design, level, df, nulls, total=False)


@statistic(frame=door.frame_or_sums, variables=door.expressions_or_names, design=kinds.any_design)
def totals(
    frame: AnyFrame | Summary,
    variables: Variables | None = None,
    *,
    base: Given = None,
    by: Sequence[str] = (),
    totals: bool = False,
    design: AnyDesign | None = None,
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
        As :func:`means`.

    Notes
    -----
    The variance is that of w d y summed by PSU, d telling who is in the base (Särndal, Swensson & Wretman 1992, section
    4.6), as R's ``svytotal``. df = PSUs - strata among the base.

    Examples
    --------
    >>> from kumin.estimation import SurveyDesign
    >>> visits = pl.DataFrame({"visits": [0, 1, 2, 3, 4]})
    >>> totals(visits, {"visits": pl.col("visits")}, design=SurveyDesign(population=100))["total"].item()
    200.0
    """
    return _numbers(frame, variables, base, by, totals, design, level, df, nulls, total=True)


def _numbers(
    frame: AnyFrame | Summary,
    variables: Variables | None,
    base: Given,
    by: Sequence[str],
    margins: bool,
    design: AnyDesign | None,
    level: float,
    df: float | None,
    nulls: NumberNulls,
    *,
    total: bool,
) -> pl.DataFrame:
    require_level(level)
    require_domains(by, (*RESULT, "total" if total else "mean"))
    start = summed(
        frame,
        "variables",
        variables,
        by,
        ["number", "share"],
        base=base,
        design=design,
        nulls=nulls,
        about_means=not total,
    )
    sums = start.sums
    strata = strata_of(sums.parts, sums.design)
    tables = []
    for keys in groupings(len(by), totals=margins):
        cells = cells_of(sums.parts, keys)
        ratios = start.precise(ratios_of(sums, strata, keys, cells, total=total), cells, total=total)
        tables.append(tidy(start.names, _columns(ratios, level, df, total=total), cells, sums))
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
