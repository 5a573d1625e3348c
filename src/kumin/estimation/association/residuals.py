"""Adjusted residuals: how far each cell of a crosstab lies from independence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from kumin.arrays import Bools, Floats, Ints
from kumin.errors import StatisticsError
from kumin.estimation import door
from kumin.estimation._frames import AnyFrame, rows_of
from kumin.estimation._reasons import first_reason, unknown
from kumin.estimation._refusals import require_groups
from kumin.estimation.design import SurveyDesign
from kumin.estimation.door import statistic
from kumin.estimation.expressions import Given, Variables, conditions
from kumin.estimation.indicators import Nulls, indicators_of
from kumin.estimation.linearized._atoms import Atoms, atoms_of
from kumin.estimation.linearized.cell_sums import CellSums
from kumin.estimation.linearized.sums import design_keys, require_no_nulls, sum_answers


@dataclass(frozen=True)
class Residuals:
    """What is expected of each cell under independence, and how far off it is; all of the table's shape."""

    expected: Floats
    residual: Floats
    se: Floats
    adjusted: Floats


def residuals_of(table: Floats, covariance: Floats, n: float) -> Residuals:
    """Set a table of shares against independence (:func:`kumin.estimation.association.crosstabs.crosstab`).

    Parameters
    ----------
    table : ndarray of float, shape (R, C)
        Shares of all cells.
    covariance : ndarray of float, shape (R·C, R·C)
        Of the cells, row by row.
    n : float
        Answers.
    """
    shape, p = table.shape, table.ravel()
    by_row, by_column = table.sum(axis=1), table.sum(axis=0)
    expected = np.outer(by_row, by_column)
    i, j = np.repeat(np.arange(shape[0]), shape[1]), np.tile(np.arange(shape[1]), shape[0])
    jacobian = np.eye(p.size) - (i[:, None] == i) * by_column[j][:, None] - (j[:, None] == j) * by_row[i][:, None]
    simple = (np.diag(p) - np.outer(p, p)) / n
    found, unclustered = (
        ((jacobian @ matrix) * jacobian).sum(axis=1).reshape(shape) for matrix in (covariance, simple)
    )
    independent = expected * np.outer(1 - by_row, 1 - by_column) / n
    with np.errstate(invalid="ignore", divide="ignore"):
        se = np.sqrt(np.where(unclustered > 1e-30, independent * np.maximum(found, 0.0) / unclustered, np.nan))
        adjusted = np.where(se > 0, (table - expected) / se, np.nan)
    return Residuals(expected, table - expected, se, adjusted)


def category_reasons(atoms: Atoms, masks: Bools) -> list[str | None]:
    """Say of each category, a column of ``masks`` (atoms, categories), why nothing is known of how it varies.

    Without strata and PSUs the rows vary as those of a simple random sample, however few are in a category.
    """
    clustered = bool(atoms.design.psu or atoms.design.strata or atoms.replicates)
    whys = [atoms.not_estimable(mask) if clustered or not mask.any() else None for mask in masks.T]
    return [None if why == "one_row" and not atoms.design.psu else why for why in whys]


def codes_of(values: pl.Series, used: Bools) -> tuple[pl.Series, Ints]:
    """Name the values among the rows used, sorted, and give each row the number of its own."""
    labels = values.filter(pl.Series(used)).unique().sort()
    index = pl.DataFrame({"value": labels}).with_row_index("code")
    code = pl.DataFrame({"value": values}).join(index, on="value", how="left", maintain_order="left")["code"]
    return labels, code.cast(pl.Int64).fill_null(0).to_numpy()


@statistic(by=door.column)
def adjusted_residuals(
    frame: AnyFrame,
    outcomes: Variables,
    *,
    positive: object = None,
    by: str,
    base: Given = None,
    design: SurveyDesign | None = None,
    nulls: Nulls = "fail",
) -> pl.DataFrame:
    """Tell how far the share of each outcome within each category lies from independence, all in one pass.

    The same numbers as :func:`crosstab` of ``by`` and each outcome gives, for many outcomes at once.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent.
    outcomes, positive
        As for :func:`kumin.estimation.proportions`.
    by : str
        The categories; null leaves the table.
    base : pl.Expr, str or mapping, optional
        Who is in the table, for all outcomes or by name; null counts as False.
    design : SurveyDesign, optional
        Default: a simple random sample from a large population.
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

    Notes
    -----
    As of :func:`kumin.crosstab`: (p_rc - p_r p_c) / se, se the root of p_r p_c (1 - p_r)(1 - p_c) / n (Haberman 1973,
    Biometrics 29) times the cell's own design effect.

    Examples
    --------
    >>> answers = pl.DataFrame({"sex": ["f"] * 20 + ["m"] * 20, "safe": [1] * 15 + [2] * 5 + [1] * 8 + [2] * 12})
    >>> found = adjusted_residuals(answers, "safe", positive=1, by="sex")
    >>> found.select("indicator", "sex", pl.col("adjusted_residual").round(2)).rows()
    [('safe', 'f', 2.21), ('safe', 'm', -2.21)]
    """
    frame = rows_of(frame)
    design, outcomes = design or SurveyDesign(), conditions(frame, outcomes, positive)
    indicators = indicators_of(outcomes, base, None, nulls=nulls)
    require_no_nulls(frame, indicators, design, nulls)
    return require_groups(residuals_within(list(outcomes), sum_answers(frame, indicators, [by], design)), [by])


def residuals_within(outcomes: Sequence[str], sums: CellSums) -> pl.DataFrame:
    """Tell the same as :func:`adjusted_residuals` of shares that are summed by one column."""
    parts, design, (by,) = sums.parts, sums.design, sums.by
    whole = atoms_of(parts, design)
    known = parts["by_0"].is_not_null().to_numpy()
    labels, code = codes_of(parts["by_0"], known)
    if labels.is_empty() and parts["rows"].sum():
        raise StatisticsError("crosstab_empty", row=by, column_name=", ".join(outcomes))
    inside = np.concatenate([known, known, np.zeros_like(known)])
    # of each category the cell of who is counted, and that of the others
    cell = np.concatenate([code * 2, code * 2 + 1, code * 2 + 1])
    tripled = replace(
        whole,
        frame=pl.concat([parts.select(design_keys(design))] * 3),
        stratum=np.tile(whole.stratum, 3),
        psu=np.tile(whole.psu, 3),
        leaf=np.tile(whole.leaf, 3),
    )
    shares = _Shares.of(parts, len(outcomes), calibrated=design.calibration is not None)
    found: dict[str, tuple[Floats, list[str | None]]] = {}
    for place, name in enumerate(outcomes):
        atoms = _split(tripled, shares, place)
        used = inside & (atoms.weight > 0)
        if not used.any():
            found[name] = np.full(len(labels), np.nan), ["empty_base"] * len(labels)
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
        adjusted = residuals_of(p.reshape(-1, 2), covariance, float(atoms.rows[used].sum())).adjusted[:, 0]
        why = ["empty_cells" if one is None and np.isnan(a) else one for one, a in zip(why, adjusted, strict=True)]
        found[name] = np.where(unknown(np.array(why, dtype=object)), np.nan, adjusted), why
    return pl.DataFrame(
        {
            "indicator": pl.Series([name for name in found for _ in labels], dtype=pl.String),
            by: pl.concat([labels] * len(found)) if found else labels.clear(),
            "adjusted_residual": np.concatenate([*(values for values, _ in found.values()), np.empty(0)]),
            "not_estimable": pl.Series([one for _, why in found.values() for one in why], dtype=pl.String),
        }
    ).with_columns(pl.col("adjusted_residual").fill_nan(None))


@dataclass(frozen=True)
class _Shares:
    """Sums of each part of the answers thrice: of who is counted, who else is in the base, and who is outside.

    All of shape (3 · parts, outcomes).
    """

    weight: Floats
    squares: Floats
    fit: Floats
    rows: Floats

    @classmethod
    def of(cls, parts: pl.DataFrame, outcomes: int, *, calibrated: bool) -> _Shares:
        def thrice(everyone: str, base: str, positive: str) -> Floats:
            inside, counted = (
                parts.select(f"{name}_{place}" for place in range(outcomes)).to_numpy().reshape(parts.height, outcomes)
                for name in (base, positive)
            )
            outside = parts[everyone].to_numpy()[:, None] - inside
            return np.concatenate([counted, inside - counted, outside]).astype(np.float64)

        weight = thrice("w", "wd", "wy")
        return cls(
            weight=weight,
            squares=thrice("w2", "w2d", "w2y"),
            fit=thrice("v", "vd", "vy") if calibrated else weight,
            rows=thrice("rows", "base", "positive"),
        )


def _split(tripled: Atoms, shares: _Shares, place: int) -> Atoms:
    """Take each part of the answers as three atoms, for one outcome."""
    expansion = tripled.strata.weight_of(tripled.stratum, tripled.leaf)
    return replace(
        tripled,
        weight=shares.weight[:, place] * expansion,
        squares=shares.squares[:, place] * expansion**2,
        fit=shares.fit[:, place],
        rows=shares.rows[:, place],
    )
