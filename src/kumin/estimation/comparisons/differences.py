"""Differences between groups of one sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

import numpy as np
import polars as pl

from kumin.arrays import Floats
from kumin.errors import StatisticsError
from kumin.estimation import door, kinds
from kumin.estimation._frames import AnyFrame
from kumin.estimation._reasons import NO_SPREAD, estimable
from kumin.estimation._refusals import require_domains
from kumin.estimation.comparisons.multiplicity import Adjustment, adjust_p_values
from kumin.estimation.comparisons.pair import newcombe, or_none, p_of_interval, reason_of_pair, satterthwaite, t_test
from kumin.estimation.door import statistic
from kumin.estimation.expressions import Given, Variables, conditions, named
from kumin.estimation.indicators import Indicator, Nulls, indicators_by_type
from kumin.estimation.linearized._summed import Summed
from kumin.estimation.linearized.cell_sums import CellSums, Kind, Summary, taken
from kumin.estimation.linearized.strata import Strata, strata_of
from kumin.estimation.linearized.sums import above_means, require_columns, require_no_nulls, sum_answers
from kumin.estimation.linearized.variance import ratios_of
from kumin.estimation.proportions import require_level
from kumin.estimation.replication.domains import AnyDesign, take_design
from kumin.intervals import Evidence, bounded, t_value, wilson

DifferenceMethod = Literal["newcombe", "wald"]

RESULT = (
    *("indicator", "group", "against", "n_group", "n_against", "estimate_group", "estimate_against", "difference"),
    *("se", "lower", "upper", "level", "df", "t", "p_value", "not_estimable", "p_adjusted"),
)
"""Names in the result that no domain column may have."""


@dataclass(frozen=True)
class _Groups:
    """Estimates of the groups of one indicator in one domain cell, with their joint covariance."""

    labels: list[object]
    estimate: Floats
    covariance: Floats
    n: Floats
    df: Floats
    pooled: dict[tuple[int, int], float]
    rows: Floats
    not_estimable: list[str | None]


@statistic(
    frame=door.frame_or_sums,
    outcomes=door.expressions_or_names,
    method=door.one_of("newcombe", "wald"),
    design=kinds.any_design,
)
def differences(
    frame: AnyFrame | Summary,
    outcomes: Variables | None,
    between: str,
    *,
    positive: object = None,
    against: object = None,
    base: Given = None,
    by: Sequence[str] = (),
    design: AnyDesign | None = None,
    independent: bool = False,
    method: DifferenceMethod = "newcombe",
    adjust: Adjustment = "none",
    level: float = 0.95,
    nulls: Nulls = "fail",
) -> pl.DataFrame:
    """Compare groups of one frame, such as sexes, districts or years.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent. Or sums of answers (:class:`kumin.Sums`), as for :func:`kumin.estimation.proportions`.
    outcomes : str, sequence of str or mapping
        Columns of Booleans (a share is compared), of numbers (a mean is), or of any values with ``positive``; or
        indicator to column or expression. Of sums the names of some; None for all.
    positive : optional
        The value that counts, or a list of those that do; 1 makes shares of 0 and 1.
    between : str
        Column of the groups.
    against : optional
        The group every other one is compared with; default: every pair, the later less the earlier in sorted order.
    base : pl.Expr, str or mapping, optional
        As for :func:`kumin.estimation.proportions`.
    by : sequence of str
        Compare within each combination of these columns.
    design : SurveyDesign, Replicates or ReplicateColumns, optional
        Strata and PSUs that groups share (years of a panel, sexes of a block) make them correlated; that is allowed
        for. Replicates, of the frame's rows, tell variances and correlations themselves.
    independent : bool
        The groups are samples of their own (years of a repeated survey): the design holds within each, and replicates
        of one group say nothing of another.
    method : {"newcombe", "wald"}
        Limits of a difference of shares: Newcombe's from the Wilson limits of both (1998, Statistics in Medicine 17,
        method 10), with their correlation as in Zou & Donner's recovery of variances (2008, Statistics in Medicine 27),
        good near 0 and 1; or difference ± t·se. Means always take the latter.
    adjust : {"none", "holm", "benjamini_hochberg"}
        Adds ``p_adjusted`` over all rows, as :func:`adjust_p_values`.
    level : float
        Confidence level, 0-1.
    nulls : {"fail", "drop", "false"}
        As for :func:`kumin.estimation.proportions`; of numbers only the first two.

    Returns
    -------
    pl.DataFrame
        One row a comparison: ``indicator``, the ``by`` columns, ``group``, ``against``, ``n_group``, ``n_against``
        (Int64), ``estimate_group``, ``estimate_against``, ``difference`` (group less against), ``se``, ``lower``,
        ``upper``, ``level``, ``df``, ``t`` (difference / se), ``p_value`` (two-sided, by the
        interval's own method: of t, or for Newcombe's limits :func:`p_of_interval`), ``not_estimable`` (why there is no
        standard error of the difference, see :data:`kumin.estimation.columns.ESTIMATES`), and, where it is asked for,
        ``p_adjusted``.

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.proportions`, the method is unknown, ``against`` is no group, or there are not two.

    Notes
    -----
    se² = v_group + v_against - 2 cov, all three linearised or of the replicates. df = PSUs - strata - 1 among both
    groups, as R's ``svyttest``; of independent samples Satterthwaite's (1946, Biometrics Bulletin 2).

    Examples
    --------
    >>> answers = pl.DataFrame({"y": [True] * 3 + [False] * 5, "sex": ["f", "m"] * 4})
    >>> differences(answers, {"y": pl.col("y")}, "sex").select("group", "against", "difference").row(0)
    ('m', 'f', -0.25)
    """
    require_level(level)
    require_domains(by, RESULT)
    start = _sums(frame, outcomes, positive, [*by, between], base, design, nulls)
    sums, records = start.sums, list[dict[str, object]]()
    for place, name in enumerate(start.names):
        one = start.chosen(place)
        for cell, groups in _groups_of(one, independent=independent):
            for first, second in _pairs(groups.labels, against):
                row = _compare(groups, first, second, one.sums.kind, level, method)
                records.append({"indicator": name, **dict(zip(by, cell, strict=True)), **row})
    if not records:
        raise _nothing_compared(sums.parts[f"by_{len(by)}"], between, against)
    table = pl.DataFrame(records, schema=_schema(sums.parts, between, by), orient="row")
    return adjust_p_values(table, adjust) if adjust != "none" else table


def _sums(
    frame: AnyFrame | Summary,
    outcomes: Variables | None,
    positive: object,
    by: Sequence[str],
    base: Given,
    design: AnyDesign | None,
    nulls: Nulls,
) -> Summed:
    """Sum the outcomes, or take them from sums: shares and numbers side by side."""
    if isinstance(frame, Summary):
        kinds_taken: list[Kind] = ["share", "number"]
        found = taken(
            frame, outcomes, by, kinds_taken, base=base, design=design, positive=positive, nulls=nulls != "fail"
        )
        return Summed(*found)
    if outcomes is None:
        raise door.refuse("outcomes", outcomes, "expressions")
    rows, plan, replicates = take_design(frame, design)
    outcomes = named("outcomes", outcomes) if positive is None else conditions(rows, outcomes, positive)
    require_columns(rows.lazy(), [*by, *plan.columns])
    indicators = indicators_by_type(rows.lazy(), outcomes, base, nulls=nulls)
    require_no_nulls(rows, indicators, plan, nulls)
    indicators, sums = above_means(rows, indicators, by, plan, sum_answers(rows, indicators, by, plan))
    return Summed(list(outcomes), sums, rows, indicators, replicates)


def _nothing_compared(groups: pl.Series, between: str, against: object) -> StatisticsError:
    """Say why there is no comparison: the group to compare with is not there, or there are no two groups."""
    if against is not None and against not in groups.drop_nulls().to_list():
        kind = type(against).__name__
        return StatisticsError("differences_no_group", between=between, kind=kind, dtype=str(groups.dtype))
    return StatisticsError("differences_one_group", between=between)


def _schema(parts: pl.DataFrame, between: str, by: Sequence[str]) -> dict[str, pl.DataType | type[pl.DataType]]:
    types = {name: parts.schema[f"by_{k}"] for k, name in enumerate([*by, between])}
    numbers = [
        "estimate_group",
        "estimate_against",
        "difference",
        "se",
        "lower",
        "upper",
        "level",
        "df",
        "t",
        "p_value",
    ]
    return {
        "indicator": pl.String,
        **{column: types[column] for column in by},
        "group": types[between],
        "against": types[between],
        "n_group": pl.Int64,
        "n_against": pl.Int64,
        **dict.fromkeys(numbers, pl.Float64),
        "not_estimable": pl.String,
    }


def _pairs(labels: Sequence[object], against: object) -> list[tuple[int, int]]:
    if against is None:
        return [(j, i) for i, j in combinations(range(len(labels)), 2)]
    if against not in labels:
        return []
    reference = labels.index(against)
    return [(k, reference) for k in range(len(labels)) if k != reference]


def keys_of(indicator: Indicator, between: str, by: Sequence[str]) -> dict[str, pl.Expr]:
    """Expressions to group by: domain cell, group, and the outcome's value within the base (null outside)."""
    base = indicator.base.fill_null(value=False)
    if indicator.numeric:
        value = indicator.outcome.cast(pl.Float64)
        base = base & value.is_finite().fill_null(value=False)
    else:
        value = indicator.outcome.fill_null(value=False).cast(pl.Float64)
    cells = {f"by_{k}": pl.col(column) for k, column in enumerate(by)}
    return {**cells, "group": pl.col(between), "value": pl.when(base).then(value)}


def _groups_of(one: Summed, *, independent: bool) -> list[tuple[tuple[object, ...], _Groups]]:
    """Estimate all groups (of the last column of ``by``) of all cells (of the others) of one variable."""
    sums = one.sums
    *names, group = (f"by_{k}" for k in range(len(sums.by)))
    cells = sums.parts.select(*names, group).drop_nulls().unique().sort([*names, group])
    samples = [sums]
    if independent and one.replicates is None:
        values = sums.parts[group].drop_nulls().unique().sort().to_list()
        samples = [replace(sums, parts=sums.parts.filter(pl.col(group) == value)) for value in values] or samples
    known = [(sample, strata_of(sample.parts, sums.design)) for sample in samples]
    parts = cells.partition_by(names, maintain_order=True) if names else [cells]
    return [
        (tuple(part[name][0] for name in names), _estimate(one, known, part, independent=independent))
        for part in parts
        if part.height
    ]


def _estimate(
    one: Summed, samples: Sequence[tuple[CellSums, Strata]], part: pl.DataFrame, *, independent: bool
) -> _Groups:
    size, cells, keys = part.height, part.with_row_index("cell"), tuple(range(part.width))
    estimate, n, df = np.full(size, np.nan), np.zeros(size), np.full(size, np.nan)
    covariance, pooled, rows = np.zeros((size, size)), {}, np.full(size, 2.0)
    why: list[str | None] = ["empty_base"] * size
    for sums, strata in samples:
        found = one.precise(ratios_of(sums, strata, keys, cells), cells)
        of_pairs, degrees = one.covariance(sums, strata, keys, cells, found)
        for k in np.flatnonzero(found.n_base[:, 0] > 0):
            estimate[k], n[k], df[k] = found.estimate[k, 0], found.n_base[k, 0], found.df[k, 0]
            rows[k], why[k] = found.rows, found.not_estimable[k, 0]
        covariance += np.diag(np.diag(of_pairs)) if independent else of_pairs
        if not independent:
            pooled = {(i, j): max(float(degrees[i, j]) - 1, 0.0) for i in range(size) for j in range(size)}
    return _Groups(part.to_series(part.width - 1).to_list(), estimate, covariance, n, df, pooled, rows, why)


def _compare(groups: _Groups, i: int, j: int, kind: Kind, level: float, method: DifferenceMethod) -> dict[str, object]:
    variance = groups.covariance[[i, j], [i, j]]
    cross = float(groups.covariance[i, j])
    se = float(np.sqrt(max(variance.sum() - 2 * cross, 0.0)))
    df = groups.pooled.get((i, j), satterthwaite(variance, groups.df[[i, j]]))
    difference = float(groups.estimate[i] - groups.estimate[j])
    why = reason_of_pair(groups.not_estimable[i], groups.not_estimable[j], df)
    known = estimable(why)
    t, p_value = t_test(difference, se, df) if known else (np.nan, np.nan)
    newcombes = kind == "share" and method != "wald"
    if not newcombes:
        half = 0.0 if se == 0 else float(t_value(level, np.array(df))) * se
        limits = (difference - half, difference + half)
    else:
        root = float(np.sqrt(variance.prod()))
        correlation = float(np.clip(cross / root, -1, 1)) if root > 0 else 0.0
        limits = newcombe(_wilson(groups, [i, j], variance, level), groups.estimate[[i, j]], correlation)
        p_value = p_of_interval(difference, limits, level, df) if known else np.nan
    if why is None and limits[0] == limits[1]:
        why = NO_SPREAD
    return {
        "group": groups.labels[i],
        "against": groups.labels[j],
        "n_group": int(groups.n[i]),
        "n_against": int(groups.n[j]),
        "estimate_group": or_none(groups.estimate[i]),
        "estimate_against": or_none(groups.estimate[j]),
        "difference": or_none(difference),
        "se": se if known else None,
        "lower": or_none(limits[0]) if known else None,
        "upper": or_none(limits[1]) if known else None,
        "level": level,
        "df": df if np.isfinite(difference) else None,
        "t": or_none(t),
        "p_value": or_none(p_value),
        "not_estimable": why,
    }


def _wilson(groups: _Groups, chosen: list[int], variance: Floats, level: float) -> tuple[Floats, Floats]:
    """Wilson limits of two shares on their effective sizes; at 0% and 100% on their counts."""
    p, n = groups.estimate[chosen], groups.n[chosen]
    whole = groups.rows[chosen] / np.maximum(groups.rows[chosen] - 1, 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        n_eff = np.where(p * (1 - p) > 0, p * (1 - p) / variance * whole, n)
    e = Evidence(p, n_eff, n_eff, n, groups.df[chosen], level)
    return bounded(wilson(e), p)
