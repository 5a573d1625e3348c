"""Crosstabs of two questions: shares, Rao-Scott test of independence, adjusted residuals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from kumin.arrays import Bools, Floats, Ints
from kumin.errors import StatisticsError
from kumin.estimation import _door
from kumin.estimation._atoms import Atoms, atoms_of, collect_atoms
from kumin.estimation._door import statistic
from kumin.estimation._reasons import first_reason, unknown
from kumin.estimation.design import SurveyDesign
from kumin.estimation.sums import Nulls, design_keys, indicators_of, require_columns, require_no_nulls, sum_answers


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
    """

    cells: pl.DataFrame
    test: pl.DataFrame


@statistic()
def crosstab(
    frame: pl.DataFrame | pl.LazyFrame,
    row: str,
    column: str,
    *,
    base: pl.Expr | None = None,
    design: SurveyDesign | None = None,
) -> Crosstab:
    """Cross two columns and test whether they are independent.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent; a null in either column leaves the table.
    row, column : str
    base : pl.Expr, optional
        Who is in the table; null counts as False.
    design : SurveyDesign, optional

    Returns
    -------
    Crosstab

    Raises
    ------
    StatisticsError
        A column is missing, the base cannot be computed, or nobody is in the table.

    Notes
    -----
    Pearson's X² is corrected by the eigenvalues of the generalised design effect matrix: F = X² / tr Δ with d = (tr Δ)²
    / tr Δ² and d·ν degrees of freedom, ν the design's (Rao & Scott 1984, Annals of Statistics 12; Thomas & Rao 1987,
    JASA 82), as R's ``svychisq(statistic="F")``. Adjusted residuals are Haberman's (1973, Biometrics 29), over the root
    of the cell's own design effect: the linearised variance of p_rc - p_r p_c over its multinomial one.
    """
    require_columns(frame.lazy(), [row, column])
    inside = (pl.lit(value=True) if base is None else base.fill_null(value=False)) & (
        pl.col(row).is_not_null() & pl.col(column).is_not_null()
    )
    keys = {"row": pl.when(inside).then(pl.col(row)), "column": pl.when(inside).then(pl.col(column))}
    atoms = collect_atoms(frame, keys, design or SurveyDesign())
    used = atoms.frame["row"].is_not_null().to_numpy() & (atoms.weight > 0)
    if not used.any():
        raise StatisticsError("crosstab_empty", row=row, column_name=column)
    rows, r = _codes(atoms.frame["row"], used)
    columns, c = _codes(atoms.frame["column"], used)
    shape = (len(rows), len(columns))
    total = atoms.weight[used].sum()
    member = np.zeros((atoms.weight.size, shape[0] * shape[1]))
    member[used, r[used] * shape[1] + c[used]] = 1.0
    p = (member * atoms.weight[:, None]).sum(axis=0) / total
    covariance = atoms.covariance((member - p * used[:, None]) / total)
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


def category_reasons(atoms: Atoms, masks: Bools) -> list[str | None]:
    """Say of each category, a column of ``masks`` (atoms, categories), why nothing is known of how it varies.

    Without strata and PSUs the rows vary as those of a simple random sample, however few are in a category.
    """
    clustered = bool(atoms.design.psu or atoms.design.strata)
    whys = [atoms.not_estimable(mask) if clustered or not mask.any() else None for mask in masks.T]
    return [None if why == "one_row" and not atoms.design.psu else why for why in whys]


def _codes(values: pl.Series, used: Bools) -> tuple[pl.Series, Ints]:
    labels = values.filter(pl.Series(used)).unique().sort()
    index = pl.DataFrame({"value": labels}).with_row_index("code")
    code = pl.DataFrame({"value": values}).join(index, on="value", how="left", maintain_order="left")["code"]
    return labels, code.cast(pl.Int64).fill_null(0).to_numpy()


@statistic(by=_door.column)
def adjusted_residuals(
    frame: pl.DataFrame | pl.LazyFrame,
    outcomes: Mapping[str, pl.Expr],
    *,
    by: str,
    base: pl.Expr | Mapping[str, pl.Expr] | None = None,
    design: SurveyDesign | None = None,
    nulls: Nulls = "fail",
) -> pl.DataFrame:
    """Tell how far the share of each outcome within each category lies from independence, all in one pass.

    The same numbers as :func:`crosstab` of ``by`` and each outcome gives, for many outcomes at once.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent.
    outcomes : mapping of str to pl.Expr
        Name to a boolean expression.
    by : str
        The categories; null leaves the table.
    base : pl.Expr or mapping, optional
        Who is in the table, for all outcomes or by name; null counts as False.
    design : SurveyDesign, optional
    nulls : {"fail", "drop", "false"}
        As for :func:`kumin.estimation.proportions`.

    Returns
    -------
    pl.DataFrame
        One row an outcome and category: ``indicator`` (String), ``by``'s column, ``adjusted_residual`` (Float64, null
        where nothing can vary) and ``not_estimable`` (String: why it is null, as in :class:`Crosstab`).

    Raises
    ------
    StatisticsError
        As :func:`kumin.proportions`.
    """
    design = design or SurveyDesign()
    indicators = indicators_of(outcomes, base, None, nulls=nulls)
    require_no_nulls(frame, indicators, design, nulls)
    parts = sum_answers(frame, indicators, [by], design).parts
    whole = atoms_of(parts, design)
    known = parts["by_0"].is_not_null().to_numpy()
    labels, code = _codes(parts["by_0"], known)
    inside = np.concatenate([known, known, np.zeros_like(known)])
    # of each category the cell of who is counted, and that of the others
    cell = np.concatenate([code * 2, code * 2 + 1, code * 2 + 1])
    tripled = replace(
        whole,
        frame=pl.concat([parts.select(design_keys(design))] * 3),
        stratum=np.tile(whole.stratum, 3),
        psu=np.tile(whole.psu, 3),
    )
    found: dict[str, tuple[Floats, list[str | None]]] = {}
    for place, name in enumerate(outcomes):
        atoms = _split(tripled, parts, place)
        used = inside & (atoms.weight > 0)
        if not used.any():
            continue
        member = np.zeros((used.size, len(labels) * 2))
        member[used, cell[used]] = 1.0
        total = atoms.weight[used].sum()
        p = (member * atoms.weight[:, None]).sum(axis=0) / total
        covariance = atoms.covariance((member - p * used[:, None]) / total)
        pairs = member.astype(bool).reshape(-1, len(labels), 2)
        outcome = first_reason([atoms.not_estimable(used), *category_reasons(atoms, np.any(pairs, axis=1))])
        if min(len(labels), int((p.reshape(-1, 2).sum(axis=0) > 0).sum())) < 2:
            outcome = "one_category"
        why = [first_reason([outcome, of_label]) for of_label in category_reasons(atoms, np.any(pairs, axis=2))]
        adjusted = _residuals(p.reshape(-1, 2), covariance, float(atoms.rows[used].sum())).adjusted[:, 0]
        found[name] = np.where(unknown(np.array(why, dtype=object)), np.nan, adjusted), why
    return pl.DataFrame(
        {
            "indicator": pl.Series([name for name in found for _ in labels], dtype=pl.String),
            by: pl.concat([labels] * len(found)) if found else labels.clear(),
            "adjusted_residual": np.concatenate([*(values for values, _ in found.values()), np.empty(0)]),
            "not_estimable": pl.Series([one for _, why in found.values() for one in why], dtype=pl.String),
        }
    ).with_columns(pl.col("adjusted_residual").fill_nan(None))


def _split(tripled: Atoms, parts: pl.DataFrame, place: int) -> Atoms:
    """Take each part of the answers as three atoms: who is counted, who else is in the base, and who is outside."""
    expansion = tripled.strata.weight[tripled.stratum]

    def three(everyone: str, base: str, positive: str) -> Floats:
        every, inside, counted = (
            parts[name].to_numpy() for name in (everyone, f"{base}_{place}", f"{positive}_{place}")
        )
        return np.concatenate([counted, inside - counted, every - inside]).astype(np.float64)

    return replace(
        tripled,
        weight=three("w", "wd", "wy") * expansion,
        squares=three("w2", "w2d", "w2y") * expansion**2,
        fit=three("v", "vd", "vy") if tripled.design.calibration else three("w", "wd", "wy"),
        rows=three("rows", "base", "positive"),
    )


@dataclass(frozen=True)
class _Residuals:
    """What is expected of each cell under independence, and how far off it is; all of the table's shape."""

    expected: Floats
    residual: Floats
    se: Floats
    adjusted: Floats


def _residuals(table: Floats, covariance: Floats, n: float) -> _Residuals:
    shape, p = table.shape, table.ravel()
    by_row, by_column = table.sum(axis=1), table.sum(axis=0)
    expected = np.outer(by_row, by_column)
    i, j = np.repeat(np.arange(shape[0]), shape[1]), np.tile(np.arange(shape[1]), shape[0])
    jacobian = np.eye(p.size) - (i[:, None] == i) * by_column[j][:, None] - (j[:, None] == j) * by_row[i][:, None]
    simple = (np.diag(p) - np.outer(p, p)) / n
    found, unclustered = (
        np.einsum("ij,jk,ik->i", jacobian, matrix, jacobian).reshape(shape) for matrix in (covariance, simple)
    )
    independent = expected * np.outer(1 - by_row, 1 - by_column) / n
    with np.errstate(invalid="ignore", divide="ignore"):
        se = np.sqrt(np.where(unclustered > 1e-30, independent * np.maximum(found, 0.0) / unclustered, np.nan))
        adjusted = np.where(se > 0, (table - expected) / se, np.nan)
    return _Residuals(expected, table - expected, se, adjusted)


def _cell_table(
    rows: pl.Series, columns: pl.Series, counts: Floats, p: Floats, covariance: Floats, why: list[str | None]
) -> pl.DataFrame:
    from scipy.special import ndtr

    table = p.reshape(len(rows), len(columns))
    residuals = _residuals(table, covariance, float(counts.sum()))
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
    nothing = pl.lit(pl.Series(unknown(np.array(why, dtype=object))))
    return cells.with_columns(
        pl.Series("n", counts.astype(np.int64)),
        *(pl.Series(name, values.ravel()).fill_nan(None) for name, values in numbers.items()),
        pl.Series("not_estimable", why, dtype=pl.String),
    ).with_columns(pl.when(~nothing).then(pl.col(name)).alias(name) for name in ("se", "adjusted_residual", "p_value"))


def _test_table(table: Floats, covariance: Floats, n: float, df: float, why: str | None) -> pl.DataFrame:
    from scipy.special import chdtrc, fdtrc

    names = ("chi2", "f", "df1", "df2", "p_value", "chi2_first_order", "p_first_order", "mean_deff")
    facts: dict[str, float | None] = dict.fromkeys(names)
    if why is None:
        p, free = table.ravel(), (table.shape[0] - 1) * (table.shape[1] - 1)
        expected = np.outer(table.sum(axis=1), table.sum(axis=0))
        chi2 = n * float(((table - expected) ** 2 / expected).sum())
        contrast = _interaction(table.shape)
        inverse = np.where(p > 0, 1 / np.where(p > 0, p, 1.0), 0.0)
        scaled = contrast * inverse[:, None]
        information = contrast.T @ scaled / n
        if np.linalg.cond(information) > 1e12:
            return _test_table(table, covariance, n, df, "empty_cells")
        delta = np.linalg.solve(information, scaled.T @ covariance @ scaled)
        trace, squared = float(np.trace(delta)), float(np.trace(delta @ delta))
        d = trace**2 / squared
        first = chi2 / (trace / free)
        facts = {
            "chi2": chi2,
            "f": chi2 / trace,
            "df1": d,
            "df2": d * df,
            "p_value": float(fdtrc(d, d * df, chi2 / trace)),
            "chi2_first_order": first,
            "p_first_order": float(chdtrc(free, first)),
            "mean_deff": trace / free,
        }
    schema = {"n": pl.Int64, **dict.fromkeys(names, pl.Float64), "not_estimable": pl.String}
    row = {"n": [int(n)], **{key: [value] for key, value in facts.items()}, "not_estimable": [why]}
    return pl.DataFrame(row, schema=schema)


def _interaction(shape: tuple[int, ...]) -> Floats:
    """Contrasts of the cells orthogonal to both margins, shape (cells, (R-1)(C-1))."""
    r, c = shape
    deviations = [np.eye(size)[:, 1:] - 1 / size for size in (r, c)]
    out: Floats = np.kron(deviations[0], deviations[1]).astype(np.float64)
    return out
