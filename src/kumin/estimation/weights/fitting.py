"""Weights fitted to population counts: post-stratification and raking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from kumin.arrays import Floats, add_up
from kumin.errors import StatisticsError
from kumin.estimation import door
from kumin.estimation._frames import AnyFrame, rows_of, table_of
from kumin.estimation.design import Calibration, SurveyDesign
from kumin.estimation.door import statistic
from kumin.estimation.weights._margins import (
    Margin,
    Margins,
    Missing,
    Population,
    Weighted,
    base_weights,
    margin_of,
    weighted,
)
from kumin.estimation.weights.collapsing import Collapse, collapsed_labels
from kumin.numbers import shortest


@statistic(collapse=door.optional(door.instance(Collapse, "collapse")))
def post_stratify(
    frame: AnyFrame,
    columns: Sequence[str],
    population: Population,
    *,
    design: SurveyDesign | None = None,
    name: str = "weight",
    collapse: Collapse | None = None,
    missing: Missing = "fail",
) -> Weighted:
    """Fit weights to the population of every cell: w = base · N_cell / Σ_cell base.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent.
    columns : sequence of str
        Columns whose crossing makes the cells.
    population : pl.DataFrame or mapping
        These columns (compared as text) and ``population``; for one column also category to count.
    design : SurveyDesign, optional
        Its weights, if any, are the base weights.
    name : str
        Name of the weight column to add.
    collapse : Collapse, optional
        Rule for merging cells with too few respondents; without it such a cell is an error. The merged cells go into
        the column ``<name>_cell``.
    missing : {"fail", "share"}
        Rows without a value in ``columns``: refuse, or keep their weighted share as it is.

    Returns
    -------
    Weighted

    Raises
    ------
    StatisticsError
        Population and sample do not have the same cells.

    Notes
    -----
    Variances then use residuals from the cell means (Särndal, Swensson & Wretman 1992, section 7.6), as R's
    ``postStratify``.

    Examples
    --------
    >>> answers = pl.DataFrame({"sex": ["f", "f", "m"]})
    >>> post_stratify(answers, ["sex"], {"f": 50, "m": 50}).frame["weight"].to_list()
    [25.0, 25.0, 50.0]
    """
    frame = rows_of(frame)
    design, rows = design or SurveyDesign(), frame.lazy().collect()
    base = base_weights(rows, design)
    rows, used, table, merges = _collapse(rows, tuple(columns), population, collapse, f"{name}_cell")
    margin = margin_of(rows, used, table, base, missing=missing)
    weights = base * (margin.counts / margin.totals(base))[margin.codes]
    calibration = Calibration(f"{name}_base", margins=(used,))
    return weighted(rows, design, name, weights, base, [margin], calibration=calibration, collapsed=merges)


@statistic(bounds=door.optional(door.pair), collapse=door.several(Collapse, "collapse"))
def rake(
    frame: AnyFrame,
    margins: Margins,
    *,
    design: SurveyDesign | None = None,
    name: str = "weight",
    bounds: tuple[float, float] | None = None,
    collapse: Collapse | Sequence[Collapse] = (),
    missing: Missing = "fail",
    max_iterations: int = 200,
    tolerance: float = 1e-10,
) -> Weighted:
    """Fit weights to several margins in turn until all hold (iterative proportional fitting).

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent.
    margins : mapping or sequence of pl.DataFrame
        Column to category counts, or frames, each with one or more columns to cross and ``population``. Margins that
        add up to different totals are an error.
    design : SurveyDesign, optional
        Its weights, if any, are the base weights.
    name : str
        Name of the weight column to add.
    bounds : tuple of float, optional
        Smallest and largest weight as multiples of the mean weight. Weights outside are set to the bound and the
        margins fitted again, until both hold or the iterations end.
    collapse : Collapse or sequence of Collapse
        Rules for merging sparse categories, by column.
    missing : {"fail", "share"}
        Rows without a value in a margin: refuse, or keep their weighted share as it is.
    max_iterations : int
        Rounds through all margins, at most.
    tolerance : float
        Largest relative difference to a population count that still counts as converged.

    Returns
    -------
    Weighted
        ``diagnostics`` say whether and after how many iterations it converged; nothing is raised if not.

    Raises
    ------
    StatisticsError
        Population and sample do not have the same categories, margins add up to different totals, or a category
        is missing.

    Notes
    -----
    Deming & Stephan 1940 (Annals of Mathematical Statistics 11). Variances use residuals from the regression on all
    margins (Deville & Särndal 1992, JASA 87), weighted by the base weights. R's ``rake`` takes the unweighted means of
    one margin after another off, ten times over, which differs where base weights are unequal;
    ``Calibration(residual_weights="equal")`` gives R's.

    Examples
    --------
    >>> answers = pl.DataFrame({"sex": ["f", "f", "m", "m"], "age": ["young", "old", "young", "old"]})
    >>> fitted = rake(answers, {"sex": {"f": 60, "m": 40}, "age": {"young": 30, "old": 70}})
    >>> fitted.frame["weight"].round(6).to_list()
    [18.0, 42.0, 12.0, 28.0]
    """
    frame = rows_of(frame)
    design, rows = design or SurveyDesign(), frame.lazy().collect()
    base = base_weights(rows, design)
    rules = {rule.column: rule for rule in ([collapse] if isinstance(collapse, Collapse) else collapse)}
    fitted: list[Margin] = []
    merges: tuple[str, ...] = ()
    for columns, population in margin_list(margins):
        rule = next((rules[column] for column in columns if column in rules), None)
        rows, used, table, made = _collapse(rows, columns, population, rule, f"{name}_{'_'.join(columns)}")
        fitted.append(margin_of(rows, used, table, base, missing=missing))
        merges += made
    require_same_total(fitted)
    weights, iterations = _fit(base, fitted, bounds, max_iterations, tolerance)
    calibration = Calibration(f"{name}_base", margins=tuple(margin.columns for margin in fitted))
    return weighted(
        rows,
        design,
        name,
        weights,
        base,
        fitted,
        calibration=calibration,
        iterations=iterations,
        tolerance=tolerance,
        collapsed=merges,
    )


def margin_list(margins: Margins) -> list[tuple[tuple[str, ...], Population]]:
    """List margins as their columns and population, however they were given."""
    if isinstance(margins, Mapping):
        return [((column,), population) for column, population in margins.items()]
    return [(tuple(c for c in table_of(table).columns if c != "population"), table) for table in margins]


def require_same_total(margins: Sequence[Margin]) -> None:
    """Refuse margins of different populations, and none at all."""
    totals = [float(margin.counts.sum()) for margin in margins]
    if not totals:
        raise StatisticsError("weights_no_margins")
    if max(totals) - min(totals) > 1e-6 * max(totals):
        listed = ", ".join(f"{' × '.join(m.columns)}: {shortest(t)}" for m, t in zip(margins, totals, strict=True))
        raise StatisticsError("weights_margins_disagree", totals=listed)


def _fit(
    base: Floats, margins: Sequence[Margin], bounds: tuple[float, float] | None, max_iterations: int, tolerance: float
) -> tuple[Floats, int]:
    """Run the iterations on rows that differ in a category or in their base weight, once each."""
    pattern = np.unique(base, return_inverse=True)[1].astype(np.int64)
    for margin in margins:
        pattern = np.unique(pattern * len(margin.labels) + margin.codes, return_inverse=True)[1].astype(np.int64)
    _, first, count = np.unique(pattern, return_index=True, return_counts=True)
    codes = [margin.codes[first] for margin in margins]
    weights, repeats = base[first], count.astype(float)
    mean = margins[0].counts.sum() / base[base > 0].size
    iterations = 0
    while iterations < max_iterations:
        iterations += 1
        for margin, code in zip(margins, codes, strict=True):
            totals = add_up(code, weights * repeats, len(margin.labels))
            weights = weights * (margin.counts / totals)[code]
        if bounds is not None:
            weights = np.where(weights > 0, np.clip(weights, bounds[0] * mean, bounds[1] * mean), 0.0)
        worst = max(
            float(np.max(np.abs(add_up(code, weights * repeats, len(margin.labels)) / margin.counts - 1)))
            for margin, code in zip(margins, codes, strict=True)
        )
        if worst <= tolerance:
            break
    return weights[pattern], iterations


def _collapse(
    rows: pl.DataFrame, columns: tuple[str, ...], population: Population, rule: Collapse | None, cell: str
) -> tuple[pl.DataFrame, tuple[str, ...], Population, tuple[str, ...]]:
    """Merge sparse categories of one margin; gives the rows with the merged column and the margin in its terms."""
    if rule is None:
        return rows, columns, population, ()
    if rule.column not in columns:
        raise StatisticsError("weights_collapse_unknown", name=rule.column, categories=", ".join(columns))
    if isinstance(population, Mapping):
        people = pl.DataFrame({columns[0]: [str(k) for k in population], "population": list(population.values())})
    else:
        people = table_of(population)
    as_text = [pl.col(name).cast(pl.String) for name in columns]
    counts = rows.select(as_text).group_by(columns).agg(pl.len().cast(pl.Int64).alias("n"))
    cells = people.select(*as_text, "population").join(counts, on=list(columns), how="full", coalesce=True)
    cells = cells.with_columns(pl.col("n", "population").fill_null(0))
    merged, merges = collapsed_labels(cells, columns, rule)
    lookup = merged.select(*columns, pl.col("merged").alias(cell))
    keyed = rows.select(as_text).join(lookup, on=list(columns), how="left", maintain_order="left")
    used = tuple(cell if name == rule.column else name for name in columns)
    table = merged.rename({rule.column: "_was", "merged": cell}).filter(pl.col(cell).is_not_null())
    return rows.with_columns(keyed[cell]), used, table.select(*used, "population"), merges
