"""Proportions of many indicators in many domains, with intervals, from one pass over the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
import polars as pl

from kumin.errors import StatisticsError
from kumin.estimation import door, kinds
from kumin.estimation._frames import AnyFrame
from kumin.estimation._reasons import NO_SPREAD, unknown, with_statement
from kumin.estimation._refusals import require_domains, require_groups, require_indicators
from kumin.estimation.columns import DETAILS, ESTIMATES
from kumin.estimation.door import statistic
from kumin.estimation.expressions import Given, Variables
from kumin.estimation.indicators import Nulls
from kumin.estimation.limits import limits_of
from kumin.estimation.linearized._domain_sizes import DomainPopulation, domain_sizes
from kumin.estimation.linearized._summed import summed
from kumin.estimation.linearized.cell_sums import CellSums, Summary
from kumin.estimation.linearized.strata import strata_of
from kumin.estimation.linearized.units import cells_of
from kumin.estimation.linearized.variance import Ratios, ratios_of
from kumin.estimation.precision import Precision, precision_of
from kumin.estimation.replication.domains import AnyDesign
from kumin.intervals import INTERVALS, MethodName, require_methods

#: Names in the result that no domain column may have.
RESULT = (*ESTIMATES.schema, *(column.name for column in DETAILS))


@statistic(frame=door.frame_or_sums, outcomes=door.expressions_or_names, design=kinds.any_design)
def proportions(
    frame: AnyFrame | Summary,
    outcomes: Variables | None = None,
    *,
    positive: object = None,
    base: Given = None,
    asked: Given = None,
    by: Sequence[str] = (),
    totals: bool = False,
    design: AnyDesign | None = None,
    method: MethodName | Mapping[str, MethodName] = "wilson",
    level: float = 0.95,
    df: float | None = None,
    details: bool = False,
    domain_population: DomainPopulation | None = None,
    nulls: Nulls = "fail",
) -> pl.DataFrame:
    """Estimate proportions.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent; rows outside a base stay in the design. A frame of pandas, narwhals, or of a library that
        speaks Arrow (pyarrow, DuckDB) is taken, too. Or sums of answers (:class:`kumin.Sums`): then the base, who was
        asked, the design and what nulls mean are those of the sums.
    outcomes : str, sequence of str or mapping
        Columns of Booleans, of 0 and 1, or of any values with ``positive``; or indicator to column or expression. Of
        sums the names of some of their shares; default: all.
    positive : optional
        The value that counts as positive, or a list of those that do.
    base, asked : pl.Expr, str or mapping, optional
        Conditions or columns of Booleans: who is in the denominator (default: everyone) and who was asked (default: the
        base); null counts as False. A mapping gives one by indicator; one it lacks has the default. ``asked`` only
        feeds ``n_asked``.
    by : str or sequence of str
        Domain columns. A respondent without a value (null) is in no cell of that column, but in its totals.
    totals : bool
        Also the margins over every subset of ``by``, marked by null.
    design : SurveyDesign, Replicates or ReplicateColumns, optional
        Default: a simple random sample from a large population. With replicates the variance is theirs; they are of
        the frame's rows, in their order.
    method : str or mapping
        Interval, or one by indicator: see :data:`METHOD_NAMES` and docs/methods.md.
    level : float
        Confidence level, between 0 and 1.
    df : float, optional
        Degrees of freedom to use in place of the design's; ``math.inf`` for the normal distribution.
    details : bool
        Also ``cv`` (se / proportion) and ``deff_without_replacement``.
    domain_population : float, mapping or pl.DataFrame, optional
        People of the population in each base, for the exact interval (``finite_exact`` and ``auto``) of a domain: a
        number, or one by indicator, without ``by``; with ``by`` a frame of the domain columns (null: their total),
        ``population``, and ``indicator`` where the indicators differ. Where it is not given, all sizes that the sample
        is consistent with are allowed for, and the interval is wider.
    nulls : {"fail", "drop", "false"}
        What happens to a row of the base whose outcome is null: refused with a count, taken out of the base, or kept
        there and counted as False. Where the base holds only those who answered, there is none.

    Returns
    -------
    pl.DataFrame
        :data:`kumin.estimation.columns.ESTIMATES`, the ``by`` columns after ``indicator``: one row an indicator and
        cell, indicators in the order given. Where the base is empty, everything from ``proportion`` on, except level
        and method, is null. ``not_estimable`` says why a row has no standard error.

    Raises
    ------
    StatisticsError
        An argument is not what it should be, a mapping names an unknown indicator, a condition is not Boolean, nobody
        has a value of ``positive``, an outcome is null in the base, or the design does not fit the frame.

    Notes
    -----
    p = Σwdy / Σwd, d telling who is in the base, with the linearised variable w d (y - p) / Σwd, summed by PSU; PSUs
    without anyone of the domain count with 0 (Särndal, Swensson & Wretman 1992, sections 5.5-5.6), as R's ``svymean``
    and ``svyby``. df = PSUs - strata among the base. Sources of the intervals: docs/methods.md.

    Examples
    --------
    >>> answers = pl.DataFrame({"satisfied": [True, True, True, False], "sex": ["f", "f", "m", "m"]})
    >>> shares = proportions(answers, {"satisfied": pl.col("satisfied")}, by=["sex"], totals=True)
    >>> shares.select("sex", "n_base", "proportion").rows()
    [('f', 2, 1.0), ('m', 2, 0.5), (None, 4, 0.75)]
    >>> proportions(answers, "sex", positive="f")["proportion"].item()
    0.5
    """
    require_level(level)
    require_domains(by, RESULT)
    if outcomes is not None:
        _methods_of(list(outcomes), method)
    start = summed(
        frame, "outcomes", outcomes, by, ["share"], base=base, asked=asked, design=design, nulls=nulls,
        positive=positive, by_weight=needs_weights(method),
    )  # fmt: skip
    names, sums = start.names, start.sums
    methods = _methods_of(names, method)
    strata = strata_of(sums.parts, sums.design)
    tables = []
    for keys in groupings(len(by), totals=totals):
        cells = cells_of(sums.parts, keys)
        ratios = start.precise(ratios_of(sums, strata, keys, cells), cells)
        precision = precision_of(ratios)
        sizes = domain_sizes(domain_population, names, sums, keys, cells, ratios.n_base)
        lower, upper, used = limits_of(methods, ratios, precision, sums, level=level, df=df, domain_population=sizes)
        columns = _columns(ratios, precision, lower, upper, used, level)
        columns["df"] = np.where(ratios.n_base > 0, ratios.df if df is None else df, np.nan)
        columns["not_estimable"] = with_statement(
            ratios.not_estimable, (lower == upper) & (columns["se"] == 0), NO_SPREAD
        )
        if details:
            columns |= {"cv": precision.cv, "deff_without_replacement": precision.deff_without_replacement}
        tables.append(tidy(names, columns, cells, sums))
    return ordered(pl.concat(tables), by)


def require_level(level: float) -> None:
    """Refuse a confidence level that is none."""
    if not 0 < level < 1:
        raise StatisticsError("statistics_level", value=level)


def _methods_of(names: Sequence[str], method: MethodName | Mapping[str, MethodName]) -> list[str]:
    if isinstance(method, Mapping):
        require_indicators("method", method, names)
        return [str(method.get(name, "wilson")) for name in names]
    return [str(method)] * len(names)


def needs_weights(method: MethodName | Mapping[str, MethodName]) -> bool:
    """Whether a method needs every weight apart; refuse one that is unknown."""
    given: list[str] = list(method.values()) if isinstance(method, Mapping) else [method]
    require_methods(given)
    return any("weight_groups" in INTERVALS[name].needs for name in given)


def groupings(columns: int, *, totals: bool) -> Iterator[tuple[int, ...]]:
    """Subsets of the domain columns to tabulate: all of them, and with totals every smaller one too."""
    for size in range(0 if totals else columns, columns + 1):
        yield from combinations(range(columns), size)


def _columns(
    ratios: Ratios,
    precision: Precision,
    lower: np.ndarray,
    upper: np.ndarray,
    used: np.ndarray,
    level: float,
) -> dict[str, np.ndarray]:
    return {
        "n_asked": ratios.n_asked,
        "n_base": ratios.n_base,
        "n_positive": ratios.n_positive,
        "proportion": ratios.estimate,
        "se": np.where(unknown(ratios.not_estimable), np.nan, np.sqrt(ratios.variance)),
        "lower": lower,
        "upper": upper,
        "level": np.full(lower.shape, level),
        "method": used,
        "deff": precision.deff,
        "n_eff": precision.n_eff,
    }


def tidy(names: Sequence[str], columns: Mapping[str, np.ndarray], cells: pl.DataFrame, sums: CellSums) -> pl.DataFrame:
    """Lay arrays of shape (cells, indicators) out as rows, cell by cell within indicator.

    Adds ``order`` (the indicator's number) and ``indicator`` in front and the domain columns ``by_0`` …, null where
    this grouping totals over them. NaN becomes null.
    """
    order = np.repeat(np.arange(len(names)), cells.height)
    missing = [
        pl.lit(None, dtype=sums.parts.schema[f"by_{k}"]).alias(f"by_{k}")
        for k in range(len(sums.by))
        if f"by_{k}" not in cells.columns
    ]
    domain = pl.concat([cells] * len(names)) if names else cells.clear()
    labels = pl.Series([names[int(k)] for k in order], dtype=pl.String)
    head = domain.with_columns(*missing, order=pl.Series(order, dtype=pl.Int64), indicator=labels)
    by = [f"by_{k}" for k in range(len(sums.by))]
    series = []
    for name, values in columns.items():
        flat = values.T.ravel()
        if values.dtype.kind in "fi":
            series.append(pl.Series(name, flat).fill_nan(None) if values.dtype.kind == "f" else pl.Series(name, flat))
        else:
            series.append(pl.Series(name, flat.tolist(), dtype=pl.String))
    return head.select("order", "indicator", *by).hstack(series)


def ordered(table: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Put indicators in the order given, then cells in the order of their values, totals last; name the domains."""
    names = {f"by_{k}": name for k, name in enumerate(by)}
    return (
        require_groups(table, by)
        .sort("order", *names, nulls_last=True, maintain_order=True)
        .drop("order")
        .rename(names)
    )
