"""Ratios of two totals, such as visits per household, in many domains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import polars as pl

from kumin.arrays import Floats, Texts
from kumin.estimation import kinds
from kumin.estimation._atoms import Atoms, collect_atoms
from kumin.estimation._reasons import NO_SAMPLING_ERROR, reasons, unknown
from kumin.estimation._refusals import require_domains, require_indicators, require_numbers
from kumin.estimation.columns import ESTIMATES
from kumin.estimation.door import statistic
from kumin.estimation.proportions import Given, groupings, ordered, require_level, tidy
from kumin.estimation.replication.domains import AnyDesign, cell_codes, ratio_variance, take_design
from kumin.estimation.replication.replicates import Replicates
from kumin.estimation.sums import Indicator, NumberNulls, Sums, indicators_of, require_no_nulls
from kumin.estimation.variance import cells_of
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


@statistic(parts=kinds.pairs, design=kinds.any_design)
def ratios(
    frame: pl.DataFrame | pl.LazyFrame,
    parts: Mapping[str, tuple[pl.Expr | str, pl.Expr | str]],
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
        One row a respondent.
    parts : mapping of str to pair
        Indicator to numerator y and denominator x: numbers or conditions, as expressions or names of columns.
    base, by, totals, design, level, df
        As for :func:`kumin.estimation.proportions`.
    nulls : {"fail", "drop"}
        What a row without one of the parts (null or infinite) is: refused with a count, or out of both.

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
    if isinstance(base, Mapping):
        require_indicators("base", base, parts)
    frame, plan, replicates = take_design(frame, design)
    tables = []
    taken = cast("Mapping[str, tuple[pl.Expr, pl.Expr]]", parts)  # the door made names expressions
    for order, (name, pair) in enumerate(taken.items()):
        given = base.get(name) if isinstance(base, Mapping) else base
        both = indicators_of(_named(name, pair), given, None, numeric=True, nulls=nulls)
        require_numbers(frame.lazy(), [(one.name, one.outcome) for one in both])
        require_no_nulls(frame, both, plan, nulls)
        keys = {f"by_{k}": pl.col(column) for k, column in enumerate(by)} | _values(both)
        if replicates is not None:
            keys["row"] = pl.int_range(pl.len())
        atoms = collect_atoms(frame, keys, plan)
        for grouping in groupings(len(by), totals=totals):
            cells = cells_of(atoms.frame, grouping)
            columns = _columns(_ratios(atoms, cells, replicates), level, df)
            table = tidy([name], columns, cells, Sums(atoms.frame, 1, tuple(by), plan))
            tables.append(table.with_columns(order=pl.lit(order, dtype=pl.Int64)))
    return ordered(pl.concat(tables), by)


def _named(name: str, pair: tuple[pl.Expr, pl.Expr]) -> dict[str, pl.Expr]:
    """Name the parts as an error names them."""
    return {f"{name} (numerator)": pair[0], f"{name} (denominator)": pair[1]}


def _values(both: Sequence[Indicator]) -> dict[str, pl.Expr]:
    """Both parts among the rows that have both and are in the base."""
    y, x = (one.outcome.cast(pl.Float64) for one in both)
    usable = both[0].base.fill_null(value=False) & (y.is_finite() & x.is_finite()).fill_null(value=False)
    return {"top": pl.when(usable).then(y), "bottom": pl.when(usable).then(x)}


@dataclass(frozen=True)
class _Found:
    """Totals, ratio and precision of every cell, each of shape (cells, 1)."""

    n: Floats
    top: Floats
    bottom: Floats
    ratio: Floats
    variance: Floats
    df: Floats
    not_estimable: Texts


def _ratios(atoms: Atoms, cells: pl.DataFrame, replicates: Replicates | None) -> _Found:
    top, bottom = (atoms[name].to_numpy() for name in ("top", "bottom"))
    usable = np.isfinite(top) & (atoms.weight > 0)
    inside = usable[:, None] & (cell_codes(atoms.frame, cells)[:, None] == np.arange(cells.height))
    y, x = (np.where(inside, values[:, None], 0.0) for values in (top, bottom))
    n, above, below = inside.T @ atoms.rows, y.T @ atoms.weight, x.T @ atoms.weight
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(below != 0, above / below, np.nan)
        influence = np.nan_to_num((y - ratio * x) / below)
    if replicates is None:
        variance = np.maximum(np.diag(atoms.covariance(influence)), 0.0)
        df = np.array([atoms.degrees(here) for here in inside.T])
        why = np.array([atoms.not_estimable(here) for here in inside.T], dtype=object)
    else:
        place = np.argsort(atoms["row"].to_numpy())
        present = inside[place]
        variance, df = ratio_variance(replicates, y[place], x[place]), replicates.degrees(present)
        why = reasons(n, df, replicates.nothing_varies(present), np.zeros(n.shape, dtype=bool))
        variance = np.where(why == NO_SAMPLING_ERROR, 0.0, variance)
    why[np.isnan(ratio)] = "empty_base"
    n, above, below, ratio = (values.reshape(-1, 1) for values in (n, above, below, ratio))
    return _Found(n, above, below, ratio, variance.reshape(-1, 1), df.reshape(-1, 1), why.reshape(-1, 1))


def _columns(found: _Found, level: float, df: float | None) -> dict[str, np.ndarray]:
    nothing, empty = unknown(found.not_estimable), found.n == 0
    se = np.where(nothing, np.nan, np.sqrt(found.variance))
    degrees = np.where(empty, np.nan, found.df if df is None else df)
    half = np.where(nothing, np.nan, np.where(se == 0, 0.0, t_value(level, degrees) * se))
    return {
        "n_base": found.n.astype(np.int64),
        "numerator": np.where(empty, np.nan, found.top),
        "denominator": np.where(empty, np.nan, found.bottom),
        "ratio": found.ratio,
        "se": se,
        "lower": found.ratio - half,
        "upper": found.ratio + half,
        "level": np.full(se.shape, level),
        "df": degrees,
        "not_estimable": found.not_estimable,
    }
