"""Adjusted residuals: how far each cell of a crosstab lies from independence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from kumin.arrays import Bools, Floats, Ints, Texts
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


def residuals_of(table: Floats, covariance: Floats, n: Floats) -> Residuals:
    """Set a table of shares against independence (:func:`kumin.estimation.association.crosstabs.crosstab`).

    Parameters
    ----------
    table : ndarray of float, shape (..., R, C)
        Shares of all cells; of a stack of tables, each with its own.
    covariance : ndarray of float, shape (..., R·C, R·C)
        Of the cells, row by row.
    n : ndarray of float, shape (...)
        Answers.
    """
    shape, p = table.shape, table.reshape(*table.shape[:-2], -1)
    by_row, by_column = table.sum(axis=-1)[..., None], table.sum(axis=-2)[..., None, :]
    expected = by_row * by_column
    i, j = np.repeat(np.arange(shape[-2]), shape[-1]), np.tile(np.arange(shape[-1]), shape[-2])
    of_rows = (i[:, None] == i) * by_column[..., 0, j][..., None]
    of_columns = (j[:, None] == j) * by_row[..., i, 0][..., None]
    own = np.eye(i.size)
    jacobian = own - of_rows - of_columns
    n = np.asarray(n)[..., None, None]
    simple = (own * p[..., None] - p[..., None] * p[..., None, :]) / n
    found, unclustered = (
        ((jacobian @ matrix) * jacobian).sum(axis=-1).reshape(shape) for matrix in (covariance, simple)
    )
    independent = expected * ((1 - by_row) * (1 - by_column)) / n
    with np.errstate(invalid="ignore", divide="ignore"):
        se = np.sqrt(np.where(unclustered > 1e-30, independent * np.maximum(found, 0.0) / unclustered, np.nan))
        adjusted = np.where(se > 0, (table - expected) / se, np.nan)
    return Residuals(expected, table - expected, se, adjusted)


def category_reasons(atoms: Atoms, masks: Bools) -> Texts:
    """Say of each category, the last axis of ``masks`` (..., atoms, categories), why nothing is known of how it varies.

    Without strata and PSUs the rows vary as those of a simple random sample, however few are in a category.
    """
    if not (atoms.design.psu or atoms.design.strata or atoms.replicates):
        anybody = np.asarray(masks.any(axis=-2))
        whys = np.full(anybody.shape, None, dtype=object)
        whys[~anybody] = "empty_base"
        return whys
    whys = np.empty((*masks.shape[:-2], masks.shape[-1]), dtype=object)
    for place in range(masks.shape[-1]):
        whys[..., place] = atoms.reasons_of(masks[..., place])
    if not atoms.design.psu:
        whys[whys == "one_row"] = None
    return whys


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
    cells = 2 * len(labels)
    step = max(1, _NUMBERS // max(cells * max(cell.size, cells), 1))
    found = [
        _stacked(_split(tripled, shares, slice(start, start + step)), inside, cell, len(labels))
        for start in range(0, len(outcomes) if cells else 0, step)
    ]
    return pl.DataFrame(
        {
            "indicator": pl.Series([name for name in outcomes for _ in labels], dtype=pl.String),
            by: pl.concat([labels] * len(outcomes)) if outcomes else labels.clear(),
            "adjusted_residual": np.concatenate([*(values.ravel() for values, _ in found), np.empty(0)]),
            "not_estimable": pl.Series([one for _, why in found for one in why.ravel()], dtype=pl.String),
        }
    ).with_columns(pl.col("adjusted_residual").fill_nan(None))


_NUMBERS = 1_000_000
"""Numbers of a stack of outcomes that are worked on together."""


def _stacked(atoms: Atoms, inside: Bools, cell: Ints, labels: int) -> tuple[Floats, Texts]:
    """Work out the residual of who is counted, and why there is none, of a stack of outcomes: (outcomes, labels).

    ``inside`` and ``cell`` tell of each atom whether it is in a table at all, and in which cell.
    """
    used = inside & (atoms.weight > 0)
    member = used[..., None] & (cell[:, None] == np.arange(2 * labels))
    anybody = used.any(axis=-1)
    total = np.where(anybody, np.where(used, atoms.weight, 0.0).sum(axis=-1), np.nan)[:, None]
    p = (member * atoms.weight[..., None]).sum(axis=-2) / total
    covariance = atoms.covariance((member - p[:, None] * used[..., None]) / total[..., None])
    table, n = p.reshape(-1, labels, 2), np.where(anybody, np.where(used, atoms.rows, 0.0).sum(axis=-1), np.nan)
    adjusted = residuals_of(table, covariance, n).adjusted[..., 0]
    pairs = member.reshape(*used.shape, labels, 2)
    outcome = np.empty(anybody.shape, dtype=object)
    answers = category_reasons(atoms, pairs.any(axis=-2))
    whole = atoms.reasons_of(used)
    for place in range(outcome.size):
        outcome[place] = first_reason([whole.item(place), *answers[place].tolist()])
    # a category or an answer that has everybody differs from the others by rounding alone
    for axis in (-2, -1):
        outcome[(table.sum(axis=axis) > 0).sum(axis=-1) < 2] = "one_category"
    outcome[~anybody] = "empty_base"
    why = category_reasons(atoms, pairs.any(axis=-1))
    for at, one in np.ndenumerate(why):
        lost = "empty_cells" if np.isnan(adjusted[at]) else None
        why[at] = first_reason([outcome.item(at[0]), one]) or lost
    return np.where(unknown(why), np.nan, adjusted), why


@dataclass(frozen=True)
class _Shares:
    """Sums of each part of the answers thrice: of who is counted, who else is in the base, and who is outside.

    All of shape (outcomes, 3 · parts).
    """

    weight: Floats
    squares: Floats
    fit: Floats
    rows: Floats

    @classmethod
    def of(cls, parts: pl.DataFrame, outcomes: int, *, calibrated: bool) -> _Shares:
        def thrice(everyone: str, base: str, positive: str) -> Floats:
            inside, counted = (
                parts[[f"{name}_{place}" for place in range(outcomes)]].to_numpy().reshape(parts.height, outcomes)
                for name in (base, positive)
            )
            outside = parts[everyone].to_numpy()[:, None] - inside
            return np.concatenate([counted, inside - counted, outside]).T.astype(np.float64)

        weight = thrice("w", "wd", "wy")
        return cls(
            weight=weight,
            squares=thrice("w2", "w2d", "w2y"),
            fit=thrice("v", "vd", "vy") if calibrated else weight,
            rows=thrice("rows", "base", "positive"),
        )


def _split(tripled: Atoms, shares: _Shares, some: slice) -> Atoms:
    """Take each part of the answers as three atoms, in a stack of some outcomes."""
    expansion = tripled.strata.weight_of(tripled.stratum, tripled.leaf)
    return replace(
        tripled,
        weight=shares.weight[some] * expansion,
        squares=shares.squares[some] * expansion**2,
        fit=shares.fit[some],
        rows=shares.rows[some],
    )
