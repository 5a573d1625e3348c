"""How many people of the population are in each domain, where the user knows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from numbers import Real

import numpy as np
import polars as pl

from kumin.arrays import Floats, Ints
from kumin.errors import StatisticsError
from kumin.estimation._frames import AnyFrame, table_of
from kumin.estimation._refusals import polars_errors, require_indicators
from kumin.estimation.linearized.cell_sums import CellSums
from kumin.estimation.linearized.sums import require_columns

DomainPopulation = float | Mapping[str, float] | AnyFrame
"""People in each base: one number, one by indicator, or a frame by domain (and indicator) with ``population``."""

POPULATION, INDICATOR = "population", "indicator"


def domain_sizes(
    given: DomainPopulation | None,
    names: Sequence[str],
    sums: CellSums,
    keys: tuple[int, ...],
    cells: pl.DataFrame,
    n_base: Ints,
) -> Floats | None:
    """Lay the sizes that are given out as the estimates are: shape (cells, indicators), NaN where none is given.

    Parameters
    ----------
    given : float, mapping, DataFrame or None
    names : sequence of str
        The indicators.
    sums : CellSums
    keys : tuple of int
        Numbers of the domain columns of this grouping.
    cells : pl.DataFrame
        Its cells, as :func:`kumin.estimation.linearized.units.cells_of` lists them.
    n_base : ndarray of int, shape (cells, indicators)

    Raises
    ------
    StatisticsError
        A size is not positive or below the answers, a name is no indicator, or one number is given for many domains.
    """
    if given is None:
        return None
    sizes = np.full(n_base.shape, np.nan)
    if not isinstance(given, Mapping | Real | float):
        _from_frame(sizes, table_of(given), names, sums, keys, cells)
    else:
        if sums.by:
            raise StatisticsError("domain_population_needs_frame", names=", ".join(sums.by))
        by_name = given if isinstance(given, Mapping) else dict.fromkeys(names, given)
        require_indicators("domain_population", by_name, names)
        sizes[:] = [float(by_name.get(name, np.nan)) for name in names]
    wrong = np.argwhere(~np.isnan(sizes) & ~((sizes >= n_base) & (sizes > 0) & np.isfinite(sizes)))
    if wrong.size:
        g, i = wrong[0]
        raise StatisticsError("domain_population_too_small", name=names[i], population=sizes[g, i], n=int(n_base[g, i]))
    return sizes


def _from_frame(
    sizes: Floats, given: pl.DataFrame, names: Sequence[str], sums: CellSums, keys: tuple[int, ...], cells: pl.DataFrame
) -> None:
    """Fill the sizes in from rows that name this grouping's domains and have null in its other columns."""
    require_columns(given.lazy(), [*sums.by, POPULATION])
    of_grouping = [pl.col(name).is_not_null() == (k in keys) for k, name in enumerate(sums.by)]
    here = given.filter(*of_grouping) if of_grouping else given
    wanted = {sums.by[k]: f"by_{k}" for k in keys}
    columns = [pl.col(name).cast(cells.schema[key]).alias(key) for name, key in wanted.items()]
    extra = [INDICATOR] if INDICATOR in given.columns else []
    with polars_errors():
        table = here.select(*columns, *extra, pl.col(POPULATION).cast(pl.Float64))
        on = list(wanted.values())
        found = cells.join(table, on=on, how="inner") if on else table.with_columns(cell=pl.lit(0, pl.UInt32))
    if extra:
        require_indicators("domain_population", found[INDICATOR].drop_nulls().unique(), names)
    place = {name: i for i, name in enumerate(names)}
    for row in found.iter_rows(named=True):
        chosen = [place[row[INDICATOR]]] if row.get(INDICATOR) is not None else range(len(names))
        for i in chosen:
            sizes[row["cell"], i] = row[POPULATION]
