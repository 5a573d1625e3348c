"""Ratios of two totals, such as visits per household, in many domains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from kumin.estimation import door, kinds
from kumin.estimation._frames import AnyFrame
from kumin.estimation._reasons import unknown
from kumin.estimation._refusals import require_domains
from kumin.estimation.columns import ESTIMATES
from kumin.estimation.door import statistic
from kumin.estimation.expressions import Given
from kumin.estimation.indicators import NumberNulls
from kumin.estimation.linearized._summed import summed
from kumin.estimation.linearized.cell_sums import Summary
from kumin.estimation.linearized.strata import strata_of
from kumin.estimation.linearized.units import cells_of
from kumin.estimation.linearized.variance import Ratios, ratios_of
from kumin.estimation.proportions import groupings, ordered, require_level, tidy
from kumin.estimation.replication.domains import AnyDesign
from kumin.frames import Column
from kumin.frames import frame as define
from kumin.intervals import t_value

RATIOS = define(
    "ratios",
    "One row a ratio, and a domain cell where there are domains.",
    Column("indicator", pl.String, "", "the name the ratio was given under"),
    Column("n_base", pl.Int64, "people", "who has both parts, unweighted"),
    Column("numerator", pl.Float64, "", "weighted total of the first part, in its unit"),
    Column("denominator", pl.Float64, "", "weighted total of the second part, in its unit"),
    Column("ratio", pl.Float64, "ratio", "numerator over denominator; null where that is 0 or the base is empty"),
    Column("se", pl.Float64, "ratio", "standard error; null where `not_estimable` says why"),
    Column("lower", pl.Float64, "ratio", "ratio less t·se"),
    Column("upper", pl.Float64, "ratio", "ratio plus t·se"),
    *(column for column in ESTIMATES.columns if column.name in ("level", "df", "not_estimable")),
)
"""The row of :func:`ratios`; domain columns stand after ``indicator``."""


@statistic(frame=door.frame_or_sums, parts=kinds.pairs_or_names, design=kinds.any_design)
def ratios(
    frame: AnyFrame | Summary,
    parts: Mapping[str, tuple[pl.Expr | str, pl.Expr | str]] | Sequence[str] | None = None,
    *,
    base: Given = None,
    by: Sequence[str] = (),
    totals: bool = False,
    design: AnyDesign | None = None,
    level: float = 0.95,
    df: float | None = None,
    nulls: NumberNulls = "fail",
) -> pl.DataFrame:
    """Estimate ratios of totals, Σwy / Σwx.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent. Or sums of answers (:class:`kumin.Sums`), as for :func:`kumin.estimation.proportions`.
    parts : mapping of str to pair
        Indicator to numerator y and denominator x: numbers or conditions, as expressions or names of columns. Of sums
        the names of some of their ratios; default: all.
    base, by, totals, design, level, df
        As for :func:`kumin.estimation.proportions`.
    nulls : {"fail", "drop"}
        What happens to a row of the base without one of the parts (null or infinite): refused with a count, or taken
        out of both totals.

    Returns
    -------
    pl.DataFrame
        :data:`RATIOS`, the ``by`` columns after ``indicator``.

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.means`.

    Notes
    -----
    The linearised variable is w (y - R x) / Σwx (Särndal, Swensson & Wretman 1992, section 5.6), as R's ``svyratio``;
    with replicates the variance is that of their own ratios. df = PSUs - strata among the base.

    Examples
    --------
    >>> homes = pl.DataFrame({"visits": [2, 4, 6], "people": [1, 2, 3]})
    >>> ratios(homes, {"visits a head": ("visits", "people")}).select("numerator", "denominator", "ratio").row(0)
    (12.0, 6.0, 2.0)
    """
    require_level(level)
    require_domains(by, RATIOS.schema)
    start = summed(frame, "parts", parts, by, ["ratio"], base=base, design=design, nulls=nulls)
    sums = start.sums
    strata = strata_of(sums.parts, sums.design)
    tables = []
    for keys in groupings(len(by), totals=totals):
        cells = cells_of(sums.parts, keys)
        found = start.precise(ratios_of(sums, strata, keys, cells), cells)
        tables.append(tidy(start.names, _columns(found, level, df), cells, sums))
    return ordered(pl.concat(tables), by)


def _columns(found: Ratios, level: float, df: float | None) -> dict[str, np.ndarray]:
    empty = found.n_base == 0
    ratio = np.where(np.isfinite(found.estimate), found.estimate, np.nan)
    why = np.where(~empty & (found.total_base == 0), "zero_denominator", found.not_estimable)
    nothing = unknown(why)
    se = np.where(nothing, np.nan, np.sqrt(found.variance))
    degrees = np.where(empty, np.nan, found.df if df is None else df)
    half = np.where(nothing, np.nan, np.where(se == 0, 0.0, t_value(level, degrees) * se))
    return {
        "n_base": found.n_base,
        "numerator": np.where(empty | np.isinf(found.total_outcome), np.nan, found.total_outcome),
        "denominator": np.where(empty | np.isinf(found.total_base), np.nan, found.total_base),
        "ratio": ratio,
        "se": se,
        "lower": ratio - half,
        "upper": ratio + half,
        "level": np.full(se.shape, level),
        "df": degrees,
        "not_estimable": why,
    }
