"""Crosstabs of two questions: shares, Rao-Scott test of independence, adjusted residuals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from kumin.arrays import Floats
from kumin.errors import StatisticsError
from kumin.estimation import door, kinds
from kumin.estimation._frames import AnyFrame
from kumin.estimation._reasons import first_reason, unknown
from kumin.estimation.association.independence import rao_scott
from kumin.estimation.association.residuals import category_reasons, codes_of, residuals_of
from kumin.estimation.door import statistic
from kumin.estimation.expressions import Condition
from kumin.estimation.indicators import NumberNulls
from kumin.estimation.linearized._atoms import collect_crossed
from kumin.estimation.linearized.cell_sums import Summary
from kumin.estimation.replication.domains import AnyDesign


@dataclass(frozen=True)
class Crosstab:
    """A crosstab and its test of independence.

    Parameters
    ----------
    cells : pl.DataFrame
        One row a cell: ``row``, ``column`` (the values), ``n`` (Int64), ``proportion`` (of all), ``row_share`` (within
        the row), ``column_share`` (within the column), ``expected`` (proportion under independence), ``residual``
        (proportion - expected), ``se`` (of the residual, under independence), ``adjusted_residual`` (residual / se;
        null where nothing can vary), ``p_value`` (two-sided, normal) and ``not_estimable`` (String: why a cell has no
        ``se``, that of its row or column: of a category within one PSU the answers say nothing of others).
    test : pl.DataFrame
        One row: ``n`` (Int64), ``chi2`` (Pearson's X² of weighted shares), ``f``, ``df1``, ``df2``, ``p_value``
        (second-order Rao-Scott), ``chi2_first_order`` and ``p_first_order`` (X² over the mean generalised design
        effect), ``mean_deff``; null where ``not_estimable`` says why: ``one_category`` (of a margin), ``no_df`` (of the
        table or of one of its categories) ….

    Examples
    --------
    >>> answers = pl.DataFrame({"sex": ["f", "f", "f", "m", "m", "m"], "safe": [1, 1, 2, 2, 2, 1]})
    >>> found = crosstab(answers, "sex", "safe")
    >>> found.cells.select("row", "column", "n").rows()
    [('f', 1, 2), ('f', 2, 1), ('m', 1, 1), ('m', 2, 2)]
    >>> found.test.columns[:4]
    ['n', 'chi2', 'f', 'df1']
    """

    cells: pl.DataFrame
    test: pl.DataFrame


@statistic(frame=door.frame_or_sums, nulls=door.one_of("fail", "drop"), design=kinds.any_design)
def crosstab(
    frame: AnyFrame | Summary,
    row: str,
    column: str,
    *,
    base: Condition | None = None,
    design: AnyDesign | None = None,
    nulls: NumberNulls = "fail",
) -> Crosstab:
    """Cross two columns and test whether they are independent.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent, or sums of answers by these columns (:class:`kumin.Sums`).
    row, column : str
        Columns whose values, sorted, are the rows and the columns of the table.
    base : pl.Expr or str, optional
        Who is in the table; null counts as False.
    design : SurveyDesign, Replicates or ReplicateColumns, optional
        Default: a simple random sample from a large population.
    nulls : {"fail", "drop"}
        What happens to a row of the base without a value in one of the columns: refused with a count, or taken out of
        the table.

    Returns
    -------
    Crosstab

    Raises
    ------
    StatisticsError
        A column or under ``nulls="fail"`` an answer is missing, the base cannot be computed, or nobody is in the table.

    Notes
    -----
    Pearson's X² is corrected by the eigenvalues of the generalised design effect matrix: F = X² / tr Δ with d = (tr Δ)²
    / tr Δ² and d·ν degrees of freedom, ν the design's (Rao & Scott 1984, Annals of Statistics 12; Thomas & Rao 1987,
    JASA 82), as R's ``svychisq(statistic="F")``. Adjusted residuals are Haberman's (1973, Biometrics 29), over the root
    of the cell's own design effect: the linearised variance of p_rc - p_r p_c over its multinomial one.

    Examples
    --------
    >>> answers = pl.DataFrame({"sex": ["f"] * 20 + ["m"] * 20, "safe": [1] * 15 + [2] * 5 + [1] * 8 + [2] * 12})
    >>> test = crosstab(answers, "sex", "safe").test
    >>> test.select("n", pl.col("chi2", "p_value").round(3)).row(0)
    (40, 5.013, 0.033)
    """
    atoms = collect_crossed(frame, {"row": row, "column": column}, base, design, nulls)
    used = atoms.frame["row"].is_not_null().to_numpy() & (atoms.weight > 0)
    if not used.any():
        raise StatisticsError("crosstab_empty", row=row, column_name=column)
    rows, r = codes_of(atoms.frame["row"], used)
    columns, c = codes_of(atoms.frame["column"], used)
    shape = (len(rows), len(columns))
    total = atoms.weight[used].sum()
    member = np.zeros((atoms.weight.size, shape[0] * shape[1]))
    member[used, r[used] * shape[1] + c[used]] = 1.0
    p = (member * atoms.weight[:, None]).sum(axis=0) / total
    covariance = atoms.covariance_of_shares(member, used)
    counts = (member * atoms.rows[:, None]).sum(axis=0)
    by_row, by_column = (np.any(member.reshape(-1, *shape), axis=axis) for axis in (2, 1))
    whole = atoms.not_estimable(used)
    row_reasons, column_reasons = (category_reasons(atoms, masks) for masks in (by_row, by_column))
    cell_reasons = [first_reason([whole, first, second]) for first in row_reasons for second in column_reasons]
    why = first_reason([whole, *row_reasons, *column_reasons])
    if min(shape) < 2:
        why, cell_reasons = "one_category", [first_reason([one, "one_category"]) for one in cell_reasons]
    return Crosstab(
        _cell_table(rows, columns, counts, p, covariance, cell_reasons),
        _test_table(p.reshape(shape), covariance, float(counts.sum()), atoms.degrees(used), why),
    )


def _cell_table(
    rows: pl.Series, columns: pl.Series, counts: Floats, p: Floats, covariance: Floats, why: list[str | None]
) -> pl.DataFrame:
    from scipy.special import ndtr

    table = p.reshape(len(rows), len(columns))
    residuals = residuals_of(table, covariance, counts.sum())
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = {"row_share": table / table.sum(axis=1)[:, None], "column_share": table / table.sum(axis=0)}
    cells = pl.DataFrame({"row": rows}).join(
        pl.DataFrame({"column": columns}), how="cross", maintain_order="left_right"
    )
    numbers = {
        "proportion": table,
        **shares,
        "expected": residuals.expected,
        "residual": residuals.residual,
        "se": residuals.se,
        "adjusted_residual": residuals.adjusted,
        "p_value": 2 * ndtr(-np.abs(residuals.adjusted)),
    }
    flat = residuals.se.ravel()
    why = ["empty_cells" if one is None and np.isnan(se) else one for one, se in zip(why, flat, strict=True)]
    nothing = pl.lit(pl.Series(unknown(np.array(why, dtype=object))))
    return cells.with_columns(
        pl.Series("n", counts.astype(np.int64)),
        *(pl.Series(name, values.ravel()).fill_nan(None) for name, values in numbers.items()),
        pl.Series("not_estimable", why, dtype=pl.String),
    ).with_columns(pl.when(~nothing).then(pl.col(name)).alias(name) for name in ("se", "adjusted_residual", "p_value"))


def _test_table(table: Floats, covariance: Floats, n: float, df: float, why: str | None) -> pl.DataFrame:
    names = ("chi2", "f", "df1", "df2", "p_value", "chi2_first_order", "p_first_order", "mean_deff")
    facts: dict[str, float | None] = dict.fromkeys(names)
    found = rao_scott(table, covariance, n, df) if why is None else None
    if found is None:
        why = why or "empty_cells"
    else:
        (_, f, df1, df2, p), (_, first, _, _, p_first) = found.rows()
        numbers = (found.chi2, f, df1, df2, p, first, p_first, found.trace / found.free)
        facts = dict(zip(names, numbers, strict=True))
    schema = {"n": pl.Int64, **dict.fromkeys(names, pl.Float64), "not_estimable": pl.String}
    row = {"n": [int(n)], **{key: [value] for key, value in facts.items()}, "not_estimable": [why]}
    return pl.DataFrame(row, schema=schema)
