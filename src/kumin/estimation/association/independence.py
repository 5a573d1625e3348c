"""Tests of independence of two or more questions: Rao-Scott and Wald."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations

import numpy as np
import polars as pl

from kumin.arrays import Floats
from kumin.errors import StatisticsError
from kumin.estimation import door, kinds
from kumin.estimation._frames import AnyFrame
from kumin.estimation._reasons import first_reason
from kumin.estimation.association.residuals import category_reasons, codes_of
from kumin.estimation.columns import ESTIMATES
from kumin.estimation.door import statistic
from kumin.estimation.expressions import Condition
from kumin.estimation.indicators import NumberNulls
from kumin.estimation.linearized._atoms import Atoms, collect_crossed
from kumin.estimation.linearized.cell_sums import Summary
from kumin.estimation.replication.domains import AnyDesign
from kumin.frames import Column
from kumin.frames import frame as define

INDEPENDENCE = define(
    "independence_tests",
    "One row a test of one table.",
    Column("method", pl.String, "", "`rao_scott` (second order), `rao_scott_first_order`, `wald`, `wald_adjusted`"),
    Column("n", pl.Int64, "people", "answers in the table, unweighted"),
    Column("statistic", pl.Float64, "", "F, or of the first order X² over the mean design effect"),
    Column("df1", pl.Float64, "degrees", "numerator's degrees of freedom"),
    Column("df2", pl.Float64, "degrees", "denominator's; infinite for a chi-square"),
    Column("p_value", pl.Float64, "probability", "of the statistic, one-sided as these tests are"),
    *(column for column in ESTIMATES.columns if column.name == "not_estimable"),
)
"""The rows of :func:`independence_tests`."""
METHODS = ("rao_scott", "rao_scott_first_order", "wald", "wald_adjusted")
MOST_CELLS = 1500
"""The covariance of a larger table's cells would need gigabytes."""
CONDITION = 1e12
"""A matrix this badly conditioned has no inverse: cells without answers."""


@statistic(frame=door.frame_or_sums, nulls=door.one_of("fail", "drop"), design=kinds.any_design)
def independence_tests(
    frame: AnyFrame | Summary,
    columns: Sequence[str],
    *,
    base: Condition | None = None,
    design: AnyDesign | None = None,
    nulls: NumberNulls = "fail",
) -> pl.DataFrame:
    """Test whether two or more columns are (mutually) independent.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent, or sums of answers by these columns (:class:`kumin.Sums`).
    columns : sequence of str
        Two or more.
    base : pl.Expr or str, optional
        Who is in the table; null counts as False.
    design : SurveyDesign, Replicates or ReplicateColumns, optional
        Default: a simple random sample from a large population.
    nulls : {"fail", "drop"}
        What happens to a row of the base without a value in one of the columns: refused with a count, or taken out of
        the table.

    Returns
    -------
    pl.DataFrame
        :data:`INDEPENDENCE`, one row a method.

    Raises
    ------
    StatisticsError
        A column or under ``nulls="fail"`` an answer is missing, or there are not two, or nobody is in the table.

    Notes
    -----
    ``rao_scott`` is :func:`kumin.estimation.crosstab`'s test with the contrasts of all interactions (Rao & Scott 1984,
    Annals of Statistics 12). ``wald``: the residual totals T - Π T_margin / N^(k-1) in these contrasts, with their
    linearised covariance, on the design's df ν: F = W/q on q and ν; ``wald_adjusted`` W (ν - q + 1)/(q ν) on q and
    ν - q + 1 (Koch, Freeman & Freeman 1975, International Statistical Review 43; Thomas & Rao 1987, JASA 82), as R's
    ``svychisq`` has for two columns.

    Examples
    --------
    >>> frame = pl.DataFrame({"a": [1, 1, 2, 2] * 5, "b": [1, 2] * 10, "c": [1, 1, 1, 2, 2] * 4})
    >>> independence_tests(frame, ["a", "b"]).select("method", "df1").row(2)
    ('wald', 1.0)
    """
    if len(set(columns)) < 2 or len(set(columns)) < len(columns):
        raise StatisticsError("association_columns")
    keys = {f"way_{k}": name for k, name in enumerate(columns)}
    atoms = collect_crossed(frame, keys, base, design, nulls)
    used = atoms.frame["way_0"].is_not_null().to_numpy() & (atoms.weight > 0)
    if not used.any():
        raise StatisticsError("crosstab_empty", row=columns[0], column_name=", ".join(columns[1:]))
    codes = [codes_of(atoms.frame[name], used) for name in keys]
    shape = tuple(len(labels) for labels, _ in codes)
    if int(np.prod(shape)) > MOST_CELLS:
        raise StatisticsError("association_cells", cells=int(np.prod(shape)), most=MOST_CELLS)
    cell = np.ravel_multi_index([np.where(used, code, 0) for _, code in codes], shape)
    member = np.zeros((used.size, int(np.prod(shape))))
    member[used, cell[used]] = 1.0
    totals = member.T @ atoms.weight
    p, n, df = totals / totals.sum(), float(atoms.rows[used].sum()), atoms.degrees(used)
    why = first_reason([atoms.not_estimable(used), *_reasons(atoms, member, shape)])
    why = "one_category" if min(shape) < 2 else why
    found: list[tuple[str, float | None, float | None, float | None, float | None]] = []
    if why is None:
        scaled = atoms.covariance_of_shares(member, used)
        corrected = rao_scott(p.reshape(shape), scaled, n, df)
        wald = _wald(totals.reshape(shape), atoms.covariance_of_totals(member), df)
        if corrected is None or not wald:
            why = "empty_cells"
        else:
            found = [*corrected.rows(), *wald]
    rows = found or [(name, None, None, None, None) for name in METHODS]
    data = []
    for name, value, df1, df2, p_value in rows:
        known = value is None or np.isfinite(value)
        facts = (value, df1, df2, p_value) if known else (None, df1, df2, None)
        data.append((name, int(n), *facts, why if known else "no_df"))
    return pl.DataFrame(data, schema=INDEPENDENCE.schema, orient="row")


def _reasons(atoms: Atoms, member: Floats, shape: tuple[int, ...]) -> list[str | None]:
    """Say of every category of every column why nothing is known of how it varies."""
    cells = member.astype(bool).reshape(-1, *shape)
    out: list[str | None] = []
    for way in range(len(shape)):
        others = tuple(k + 1 for k in range(len(shape)) if k != way)
        out.extend(category_reasons(atoms, np.any(cells, axis=others)).tolist())
    return out


@dataclass(frozen=True)
class RaoScott:
    """Pearson's X² and what corrects it."""

    chi2: float
    trace: float
    d: float
    df: float
    free: int

    def rows(self) -> list[tuple[str, float, float, float, float]]:
        """Give both tests: method, statistic, degrees of freedom, p-value."""
        from scipy.special import chdtrc, fdtrc

        f, first = self.chi2 / self.trace, self.chi2 / (self.trace / self.free)
        return [
            ("rao_scott", f, self.d, self.d * self.df, float(fdtrc(self.d, self.d * self.df, f))),
            ("rao_scott_first_order", first, float(self.free), np.inf, float(chdtrc(self.free, first))),
        ]


def rao_scott(table: Floats, covariance: Floats, n: float, df: float) -> RaoScott | None:
    """Correct Pearson's X² of a table of shares; None where empty cells leave it without a value.

    Parameters
    ----------
    table : ndarray of float, of any number of ways
        Shares of all cells.
    covariance : ndarray of float, shape (cells, cells)
    n, df : float
        Answers, and the design's degrees of freedom.
    """
    p, contrast = table.ravel(), interactions(table.shape)
    expected = independent(table)
    chi2 = n * float(((table - expected) ** 2 / expected).sum())
    inverse = np.where(p > 0, 1 / np.where(p > 0, p, 1.0), 0.0)
    scaled = contrast * inverse[:, None]
    information = contrast.T @ scaled / n
    if np.linalg.cond(information) > CONDITION:
        return None
    delta = np.linalg.solve(information, scaled.T @ covariance @ scaled)
    trace, squared = float(np.trace(delta)), float(np.trace(delta @ delta))
    if not squared > 0:  # two answers that agree: no other table is as likely
        return None
    return RaoScott(chi2, trace, trace**2 / squared, df, contrast.shape[1])


def _wald(totals: Floats, covariance: Floats, df: float) -> list[tuple[str, float, float, float, float]]:
    from scipy.special import fdtrc

    shape, ways, whole = totals.shape, totals.ndim, totals.sum()
    expected = (independent(totals / whole) * whole).ravel()
    cells = np.indices(shape).reshape(ways, -1)
    jacobian = np.eye(expected.size) + (ways - 1) * expected[:, None] / whole
    for way in range(ways):
        margin = totals.sum(axis=tuple(k for k in range(ways) if k != way))[cells[way]]
        jacobian -= (cells[way][:, None] == cells[way]) * (expected / margin)[:, None]
    contrast = interactions(shape)
    residual, spread = (
        contrast.T @ (totals.ravel() - expected),
        contrast.T @ jacobian @ covariance @ jacobian.T @ contrast,
    )
    if np.linalg.cond(spread) > CONDITION:
        return []
    q = contrast.shape[1]
    w = float(residual @ np.linalg.solve(spread, residual))
    rest = df - q + 1
    adjusted = w * rest / (q * df) if rest > 0 else np.nan
    return [
        ("wald", w / q, float(q), df, float(fdtrc(q, df, w / q))),
        ("wald_adjusted", adjusted, float(q), max(rest, 0.0), float(fdtrc(q, rest, adjusted)) if rest > 0 else np.nan),
    ]


def independent(table: Floats) -> Floats:
    """Expect of each cell the product of its margins; shares in, shares out."""
    ways = range(table.ndim)
    margins = [table.sum(axis=tuple(k for k in ways if k != way)) for way in ways]
    out = np.ones(())
    for margin in margins:
        out = np.multiply.outer(out, margin)
    return out


def interactions(shape: tuple[int, ...]) -> Floats:
    """Make contrasts of the cells orthogonal to all margins: shape (cells, free)."""
    deviations = [np.eye(size)[:, 1:] - 1 / size for size in shape]
    blocks = []
    for order in range(2, len(shape) + 1):
        for chosen in combinations(range(len(shape)), order):
            parts = [deviations[k] if k in chosen else np.ones((size, 1)) for k, size in enumerate(shape)]
            blocks.append(reduce(_kron, parts))
    out: Floats = np.concatenate(blocks, axis=1).astype(np.float64) if blocks else np.zeros((shape[0], 0))
    return out


def _kron(first: Floats, second: Floats) -> Floats:
    out: Floats = np.kron(first, second).astype(np.float64)
    return out
