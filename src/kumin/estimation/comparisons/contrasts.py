"""Each group's mean against everyone else's, all groups of a column in one pass."""

from __future__ import annotations

import numpy as np
import polars as pl

from kumin.arrays import Bools
from kumin.errors import StatisticsError
from kumin.estimation import kinds
from kumin.estimation._frames import AnyFrame
from kumin.estimation._reasons import BEYOND, NO_SPREAD, estimable, vanishing
from kumin.estimation._refusals import require_numbers
from kumin.estimation.comparisons.differences import keys_of
from kumin.estimation.comparisons.pair import reason_of_pair, t_test
from kumin.estimation.door import statistic
from kumin.estimation.expressions import Given, Variables, named
from kumin.estimation.indicators import NumberNulls, indicators_of
from kumin.estimation.linearized._atoms import Atoms, collect_atoms_of
from kumin.estimation.linearized.sums import require_columns, require_no_nulls
from kumin.estimation.replication.domains import AnyDesign, take_design
from kumin.estimation.replication.variances import variance

SCHEMA: dict[str, type[pl.DataType]] = {
    "n_group": pl.Int64,
    "n_rest": pl.Int64,
    "difference": pl.Float64,
    "se": pl.Float64,
    "df": pl.Float64,
    "t": pl.Float64,
    "p_value": pl.Float64,
    "not_estimable": pl.String,
}

NOTHING_VARIES = 1e-12
"""Standard errors below this part of the largest value are what rounding leaves of none."""


@statistic(design=kinds.any_design)
def differences_from_rest(
    frame: AnyFrame,
    variables: Variables,
    *,
    between: str,
    base: Given = None,
    design: AnyDesign | None = None,
    nulls: NumberNulls = "fail",
) -> pl.DataFrame:
    """Compare the mean of each group with the mean of all other groups together.

    The same numbers as :func:`kumin.estimation.differences` gives between "in the group" and "in another group", for
    all groups of a column at once.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent.
    variables : str, sequence of str or mapping
        As for :func:`kumin.estimation.means`.
    between : str
        Column of the groups; who has none (null) is neither in a group nor in the rest.
    base, design, nulls
        As for :func:`kumin.estimation.means`.

    Returns
    -------
    pl.DataFrame
        One row an indicator and group: ``indicator`` (String), ``between``'s column,
        ``n_group``, ``n_rest`` (Int64), ``difference`` (group less rest), ``se``, ``df``, ``t``, ``p_value`` (Float64,
        two-sided), ``not_estimable`` (why there is no standard error). ``difference`` to ``p_value`` are null where
        nobody is in the group or in the rest, ``t`` and ``p_value`` also where nothing varies.

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.means`, or nobody has a group.

    Notes
    -----
    The linearised variable of the difference is w d (y - ȳ_g) / Σwd within the group and -w d (y - ȳ_r) / Σwd among the
    rest, so that each side keeps a spread of its own and strata, PSUs, the finite population and calibration count. df
    = PSUs - strata - 1 among both, as R's ``svyttest``.

    Examples
    --------
    >>> homes = pl.DataFrame({"people": [1, 3, 2, 4, 3, 5], "ward": ["a", "a", "b", "b", "c", "c"]})
    >>> differences_from_rest(homes, "people", between="ward").select("ward", "n_rest", "difference").rows()
    [('a', 4, -1.5), ('b', 4, 0.0), ('c', 4, 1.5)]
    """
    rows, plan, replicates = take_design(frame, design)
    lazy, variables = rows.lazy(), named("variables", variables)
    require_columns(lazy, [between, *plan.columns])
    kind = lazy.collect_schema()[between]
    tables = [pl.DataFrame(schema={"indicator": pl.String, between: kind, **SCHEMA})]
    indicators = indicators_of(variables, base, None, numeric=True, nulls=nulls)
    require_numbers(lazy, [(one.name, one.outcome) for one in indicators])
    require_no_nulls(rows, indicators, plan, nulls)
    for name, indicator in zip(variables, indicators, strict=True):
        atoms = collect_atoms_of(rows, keys_of(indicator, between, ()), plan, replicates)
        value = atoms["value"].to_numpy()
        known = np.isfinite(value) & (atoms.weight > 0) & atoms["group"].is_not_null().to_numpy()
        labels = atoms["group"].drop_nulls().unique().sort()
        if labels.is_empty():
            raise StatisticsError("differences_one_group", between=between)
        member = np.column_stack(
            [known & (atoms["group"] == label).fill_null(value=False).to_numpy() for label in labels]
        )
        found = pl.DataFrame(_contrasts(atoms, value, known, member), schema=SCHEMA, orient="row")
        head = pl.DataFrame({"indicator": [name] * labels.len(), between: labels})
        tables.append(head.hstack(found.with_columns(pl.col(pl.Float64).fill_nan(None))))
    return pl.concat(tables)


def _contrasts(atoms: Atoms, value: np.ndarray, known: Bools, member: Bools) -> list[tuple[object, ...]]:
    """Compute a row of :data:`SCHEMA` for each column of ``member``, shape (atoms, groups)."""
    sides = (member, known[:, None] & ~member)
    y = np.where(known, value, 0.0)
    difference = np.zeros(member.shape[1])
    influence = np.zeros(member.shape)
    with np.errstate(invalid="ignore", divide="ignore"):
        for sign, side in zip((1, -1), sides, strict=True):
            weight = side * atoms.weight[:, None]
            total = weight.sum(axis=0)
            mean = (weight * y[:, None]).sum(axis=0) / total
            difference = difference + sign * mean
            influence = influence + sign * np.where(side, (y[:, None] - mean) / total, 0.0)
    n_group, n_rest = ((side * atoms.rows[:, None]).sum(axis=0).astype(np.int64) for side in sides)
    se = np.sqrt(np.maximum(_variance(atoms, y, sides, difference, influence), 0.0))
    largest = np.abs(y).max(initial=0.0)
    se, lost = np.where(se <= NOTHING_VARIES * largest, 0.0, se), bool(vanishing(largest))
    df = max(atoms.degrees(known) - 1, 0.0)
    rows: list[tuple[object, ...]] = []
    for k in range(member.shape[1]):
        why = reason_of_pair(atoms.not_estimable(sides[0][:, k]), atoms.not_estimable(sides[1][:, k]), df)
        if why is None and (lost or not np.isfinite(se[k])):
            why = BEYOND
        elif why is None and se[k] == 0:
            why = NO_SPREAD
        t, p_value = t_test(float(difference[k]), float(se[k]), df)
        if not estimable(why):
            se[k] = t = p_value = np.nan
        facts = (float(difference[k]), float(se[k]), df) if n_rest[k] and n_group[k] else (np.nan,) * 3
        rows.append((int(n_group[k]), int(n_rest[k]), *facts, t, p_value, why))
    return rows


def _variance(
    atoms: Atoms, y: np.ndarray, sides: tuple[Bools, Bools], difference: np.ndarray, influence: np.ndarray
) -> np.ndarray:
    """Variances of differences, linearised, or those of the replicates of the differences themselves."""
    if atoms.replicates is None:
        return np.diag(atoms.covariance(influence))
    each = []
    for side in sides:
        top, below = atoms.replicated(side * y[:, None]), atoms.replicated(side.astype(float))
        with np.errstate(invalid="ignore", divide="ignore"):
            each.append(top / below)
    found = variance(atoms.replicates, difference, each[0] - each[1])
    return np.where(np.isfinite(difference), found, np.nan)
