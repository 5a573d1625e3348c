"""Proportions of many indicators in many domains, with intervals, from one pass over the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
import polars as pl

from kumin.errors import StatisticsError
from kumin.estimation.design import SurveyDesign
from kumin.estimation.exact import finite_exact
from kumin.estimation.intervals import SIZE_METHODS, t_value
from kumin.estimation.strata import Floats, Strata, strata_of
from kumin.estimation.sums import Sums, indicators_of, sum_answers
from kumin.estimation.variance import Ratios, cells_of, ratios_of

METHODS = (*SIZE_METHODS, "finite_exact")


def proportions(
    frame: pl.DataFrame | pl.LazyFrame,
    outcomes: Mapping[str, pl.Expr],
    *,
    base: pl.Expr | Mapping[str, pl.Expr] | None = None,
    asked: pl.Expr | Mapping[str, pl.Expr] | None = None,
    by: Sequence[str] = (),
    totals: bool = False,
    design: SurveyDesign = SurveyDesign(),  # noqa: B008 - frozen
    method: str | Mapping[str, str] = "wilson",
    level: float = 0.95,
) -> pl.DataFrame:
    """Estimate proportions.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent; rows outside a base stay in the design.
    outcomes : mapping of str to pl.Expr
        Indicator to a boolean expression: who counts as positive. Null counts as False.
    base, asked : pl.Expr or mapping, optional
        Who is in the denominator (default: everyone) and who was asked (default: the base); null counts as False. A
        mapping gives one by indicator. ``asked`` only feeds ``n_asked``.
    by : sequence of str
        Domain columns. A respondent without a value (null) is in no cell of that column, but in its totals.
    totals : bool
        Also the margins over every subset of ``by``, marked by null.
    design : SurveyDesign
    method : str or mapping
        Interval, or one by indicator; see :data:`METHODS`.
    level : float
        Confidence level, between 0 and 1.

    Returns
    -------
    pl.DataFrame
        One row an indicator and cell, indicators in the order given: ``indicator`` (String), the ``by`` columns,
        ``n_asked``, ``n_base``, ``n_positive`` (Int64, unweighted), ``proportion``, ``se``, ``lower``, ``upper``,
        ``level`` (Float64), ``method`` (String), ``deff``, ``n_eff``, ``df`` (Float64). Where the base is empty,
        everything from ``proportion`` on, except level and method, is null.

    Raises
    ------
    StatisticsError
        Level or method cannot be used, or the design does not fit the frame.
    """
    methods = _methods_of(outcomes, method)
    if not 0 < level < 1:
        raise StatisticsError("statistics_level", value=level)
    sums = sum_answers(frame, indicators_of(outcomes, base, asked), by, design)
    strata = strata_of(sums)
    tables = []
    for keys in _groupings(len(by), totals=totals):
        cells = cells_of(sums, keys)
        ratios = ratios_of(sums, strata, keys, cells)
        tables.append(_table(list(outcomes), methods, ratios, cells, sums, strata, level))
    return _ordered(pl.concat(tables), sums)


def _methods_of(outcomes: Mapping[str, pl.Expr], method: str | Mapping[str, str]) -> list[str]:
    methods = [method.get(key, "wilson") if isinstance(method, Mapping) else method for key in outcomes]
    for name in methods:
        if name not in METHODS:
            raise StatisticsError("statistics_method_unknown", method=name, known=", ".join(METHODS))
    return methods


def _groupings(columns: int, *, totals: bool) -> Iterator[tuple[int, ...]]:
    """Subsets of the domain columns to tabulate: all of them, and with totals every smaller one too."""
    for size in range(0 if totals else columns, columns + 1):
        yield from combinations(range(columns), size)


def _table(
    names: list[str],
    methods: list[str],
    ratios: Ratios,
    cells: pl.DataFrame,
    sums: Sums,
    strata: Strata,
    level: float,
) -> pl.DataFrame:
    """Make the tidy rows of one grouping, cell by cell within indicator."""
    precision = precision_of(ratios)
    lower, upper = np.full_like(ratios.proportion, np.nan), np.full_like(ratios.proportion, np.nan)
    for method in set(methods):
        chosen = [i for i, name in enumerate(methods) if name == method]
        lower[:, chosen], upper[:, chosen] = _limits(method, ratios, precision, chosen, sums, level)
    count = cells.height
    order = np.repeat(np.arange(len(names)), count)
    columns = {
        "n_asked": ratios.n_asked,
        "n_base": ratios.n_base,
        "n_positive": ratios.n_positive,
        "proportion": ratios.proportion,
        "se": np.sqrt(ratios.variance),
        "lower": lower,
        "upper": upper,
        "deff": precision.deff,
        "n_eff": precision.n_eff,
        "df": np.where(ratios.n_base > 0, ratios.df, np.nan),
    }
    table = pl.DataFrame({name: values.T.ravel() for name, values in columns.items()}).with_columns(
        pl.col(pl.Float64).fill_nan(None)
    )
    head = pl.DataFrame(
        {"order": order, "indicator": np.array(names, dtype=object)[order].tolist()},
        schema={"order": pl.Int64, "indicator": pl.String},
    )
    domain = pl.concat([cells] * len(names)) if names else cells.clear()
    for k in range(len(sums.by)):
        if f"by_{k}" not in cells.columns:
            domain = domain.with_columns(pl.lit(None, dtype=sums.parts.schema[f"by_{k}"]).alias(f"by_{k}"))
    extra = pl.DataFrame(
        {"level": np.full(order.size, level), "method": np.array(methods, dtype=object)[order].tolist()},
        schema={"level": pl.Float64, "method": pl.String},
    )
    table = pl.concat([head, domain, table, extra], how="horizontal")
    by = [f"by_{k}" for k in range(len(sums.by))]
    counts = ["n_asked", "n_base", "n_positive"]
    estimates = ["proportion", "se", "lower", "upper", "level", "method", "deff", "n_eff", "df"]
    return table.select("order", "indicator", *by, *counts, *estimates)


def _ordered(table: pl.DataFrame, sums: Sums) -> pl.DataFrame:
    """Put indicators in the order given, then cells in the order of their values, totals last."""
    by = [f"by_{k}" for k in range(len(sums.by))]
    names = dict(zip(by, sums.by, strict=True))
    return table.sort("order", *by, nulls_last=True, maintain_order=True).drop("order").rename(names)


class Precision:
    """Design effect and effective size of every cell and indicator; see :func:`precision_of`."""

    def __init__(self, deff: Floats, n_eff: Floats) -> None:
        self.deff = deff
        self.n_eff = n_eff


def precision_of(ratios: Ratios) -> Precision:
    """Work out design effects and effective sizes.

    ``deff`` is the variance over that of a simple random sample of n_base drawn with replacement, p(1-p)/(n-1) (R's
    ``deff="replace"``). ``n_eff`` is the size of the simple random sample that would be as precise:
    n_eff = p(1-p)/v · n/(n-1), n the rows of the whole sample, so that a simple random sample has n_eff = n_base in
    every domain. At 0% and 100% the variance shows nothing: deff is Kish's n Σ(1-f)w² / (Σw)², n_eff = n_base / deff.
    """
    p, v, n = ratios.proportion, ratios.variance, ratios.n_base.astype(float)
    spread = p * (1 - p)
    inside = spread > 0
    whole = ratios.rows / (ratios.rows - 1) if ratios.rows > 1 else 1.0
    with np.errstate(invalid="ignore", divide="ignore"):
        deff = np.where(inside, v / (spread / (n - 1)), ratios.kish)
        n_eff = np.where(inside, spread / v * whole, n / ratios.kish)
    empty = ratios.n_base == 0
    deff[empty] = np.nan
    n_eff[empty] = np.nan
    return Precision(deff, n_eff)


def _limits(
    method: str, ratios: Ratios, precision: Precision, chosen: list[int], sums: Sums, level: float
) -> tuple[Floats, Floats]:
    p = ratios.proportion[:, chosen]
    if method == "finite_exact":
        return _finite_exact(ratios, chosen, sums, level)
    n, df = ratios.n_base[:, chosen], ratios.df[:, chosen]
    size = precision.n_eff[:, chosen]
    size = np.where(np.isinf(size), np.inf, size * _t_ratio(n, df, level))
    return SIZE_METHODS[method](p, size, level)


def _t_ratio(n: np.ndarray[tuple[int, ...], np.dtype[np.int64]], df: Floats, level: float) -> Floats:
    """Korn & Graubard's correction of n_eff: (t with n-1 over t with the design's degrees of freedom)²."""
    with np.errstate(invalid="ignore"):
        ratio = t_value(level, n.astype(float) - 1) / t_value(level, df)
    return np.where(df == n - 1, 1.0, ratio) ** 2


def _finite_exact(ratios: Ratios, chosen: list[int], sums: Sums, level: float) -> tuple[Floats, Floats]:
    if not sums.design.is_simple:
        raise StatisticsError("finite_exact_needs_simple_design")
    if sums.design.population is None:
        raise StatisticsError("finite_exact_needs_population")
    shape = (ratios.n_base.shape[0], len(chosen))
    lower, upper = np.full(shape, np.nan), np.full(shape, np.nan)
    for g in range(shape[0]):
        for j, i in enumerate(chosen):
            n = int(ratios.n_base[g, i])
            if n:
                size = max(n, round(float(ratios.total_base[g, i])))
                k = int(ratios.n_positive[g, i])
                low, high = finite_exact(k, n, size, level)
                lower[g, j], upper[g, j] = min(low, k / n), max(high, k / n)
    return lower, upper
