"""Linear, logistic and ordinal regression with design-based variance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import polars as pl

from kumin.arrays import Bools, Floats
from kumin.errors import StatisticsError
from kumin.estimation import door, kinds
from kumin.estimation._frames import AnyFrame
from kumin.estimation._reasons import BEYOND, EXACT, NO_SPREAD, estimable, reasons, vanishing
from kumin.estimation._refusals import polars_errors, require_computable, require_numbers
from kumin.estimation.columns import ESTIMATES
from kumin.estimation.comparisons.pair import t_test
from kumin.estimation.door import statistic
from kumin.estimation.expressions import Condition, condition_of
from kumin.estimation.indicators import Indicator, NumberNulls
from kumin.estimation.linearized._atoms import Atoms, collect_atoms
from kumin.estimation.linearized.sums import require_columns, require_no_nulls
from kumin.estimation.regression.fits import FITTERS, Fit, require_independent
from kumin.estimation.regression.terms import INTERCEPT, Block, Category, Interaction, Term, block_of, columns_of
from kumin.estimation.replication.domains import AnyDesign, take_design
from kumin.estimation.replication.replicates import Replicates
from kumin.estimation.replication.variances import covariance
from kumin.frames import Column
from kumin.frames import frame as define
from kumin.intervals import t_value

Kind = Literal["linear", "logistic", "ordinal"]
THRESHOLD = "(threshold)"
COEFFICIENTS = define(
    "coefficients",
    "One row a coefficient of a regression.",
    Column(
        "term", pl.String, "", "the column, a product of columns, `(intercept)`, or of an ordinal one `(threshold)`"
    ),
    Column("category", pl.String, "", "category against the reference, or the threshold's; null of a number"),
    Column("estimate", pl.Float64, "", "of a logistic or ordinal one a difference of log-odds"),
    Column("se", pl.Float64, "", "standard error; null where `not_estimable` says why"),
    Column("lower", pl.Float64, "", "estimate less t·se"),
    Column("upper", pl.Float64, "", "estimate plus t·se"),
    *(column for column in ESTIMATES.columns if column.name == "level"),
    Column(
        "df", pl.Float64, "degrees", "of the design, less the coefficients but the intercept, as R's svyglm and svyolr"
    ),
    Column("t", pl.Float64, "", "estimate over se"),
    Column("p_value", pl.Float64, "probability", "two-sided, of t"),
    Column("odds_ratio", pl.Float64, "ratio", "exp(estimate) of a logistic or ordinal one's terms, else null"),
    *(column for column in ESTIMATES.columns if column.name == "not_estimable"),
)
"""The row of :attr:`Regression.coefficients`."""


@dataclass(frozen=True)
class Regression:
    """A fitted regression.

    Parameters
    ----------
    coefficients : pl.DataFrame
        :data:`COEFFICIENTS`.
    covariance : ndarray of float, shape (q, q)
        Of the coefficients, in their order; NaN where none can be estimated.
    kind : {"linear", "logistic", "ordinal"}
        As it was asked for.
    n : int
        Rows that were used, unweighted.
    df : float
        Degrees of freedom of the tests and limits.
    rows : Rows
        The answers behind it, for :func:`predictive_margins` and :func:`term_tests`.

    Examples
    --------
    >>> fit = regress(pl.DataFrame({"y": [1.0, 2.0, 2.0, 4.0], "x": [0, 1, 2, 3]}), "y", ["x"])
    >>> fit.kind, fit.n, fit.df
    ('linear', 4, 2.0)
    >>> fit.coefficients.select("term", pl.col("estimate").round(2)).rows()
    [('(intercept)', 0.9), ('x', 0.9)]
    """

    coefficients: pl.DataFrame
    covariance: Floats
    kind: Kind
    n: int
    df: float
    rows: Rows


@dataclass(frozen=True)
class Rows:
    """The rows of a regression: atoms, their matrix (rows, q) and outcome, which were used, and the terms."""

    atoms: Atoms
    matrix: Floats
    y: Floats
    used: Bools
    terms: tuple[Term, ...]
    blocks: tuple[Block, ...]
    values: pl.DataFrame
    replicates: Replicates | None

    def variance_of(self, influence: Floats) -> float:
        """Variance of a mean of the rows from what a unit of weight of each adds to it, shape (rows, 1)."""
        if self.replicates is None:
            return float(self.atoms.covariance(influence)[0, 0])
        each = self.replicates.matrix()[self.atoms["row"].to_numpy()].T @ influence
        return float(covariance(self.replicates, np.array([self.atoms.weight @ influence[:, 0]]), each)[0, 0])


@statistic(
    outcome=door.expression,
    terms=kinds.terms,
    kind=door.one_of(*FITTERS),
    nulls=door.one_of("fail", "drop"),
    design=kinds.any_design,
    order=door.optional(door.values),
    base=door.optional(door.expression),
)
def regress(
    frame: AnyFrame,
    outcome: str | pl.Expr,
    terms: Sequence[Term],
    *,
    kind: Kind = "linear",
    order: Sequence[object] | None = None,
    base: Condition | None = None,
    design: AnyDesign | None = None,
    level: float = 0.95,
    nulls: NumberNulls = "fail",
) -> Regression:
    """Fit a regression to a survey.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent.
    outcome : str or pl.Expr
        A number (linear), a condition or 0 and 1 (logistic), or ordered categories (ordinal).
    terms : sequence
        Names of numeric columns, :func:`category` and :func:`interaction`; an intercept is always fitted.
    kind : {"linear", "logistic", "ordinal"}
        Ordinal: proportional odds, P(y ≤ k) = 1 / (1 + exp(x'b - z_k)), as R's ``svyolr``.
    order : sequence, optional
        Values of an ordinal outcome, the lowest first; default: sorted.
    base : pl.Expr or str, optional
        Who is in the regression; the others stay in the design. Null counts as False.
    design : SurveyDesign, Replicates or ReplicateColumns, optional
        Default: a simple random sample from a large population.
    level : float
        Confidence level, 0-1.
    nulls : {"fail", "drop"}
        What happens to a row of the base without outcome or term: refused with a count, or left out.

    Returns
    -------
    Regression

    Raises
    ------
    StatisticsError
        An argument is not what it should be, a value is missing, a logistic outcome is not 0 and 1, terms are linearly
        dependent, ``order`` lacks a category, or a reference is no category.

    Notes
    -----
    Pseudo-maximum likelihood: the covariance is A⁻¹BA⁻¹, A the weighted information and B the design's variance of the
    scores (Binder 1983, International Statistical Review 51), as ``svyglm`` and ``svyolr``; with replicates that of
    the coefficients fitted to each. df = PSUs - strata + 1 - coefficients (of an ordinal one PSUs - strata - slopes).

    Examples
    --------
    >>> homes = pl.DataFrame({"rooms": [1, 2, 3, 4], "people": [1, 3, 3, 5]})
    >>> regress(homes, "people", ["rooms"]).coefficients["estimate"].round(6).to_list()
    [0.0, 1.2]
    """
    frame, plan, replicates = take_design(frame, design)
    lazy, names = frame.lazy(), columns_of(terms)
    require_columns(lazy, [*names, *plan.columns])
    response = pl.col(outcome) if isinstance(outcome, str) else outcome
    _require_kinds(lazy, response, terms, kind)
    inside = condition_of(base)
    categories = {one.column for one in _simple(terms) if isinstance(one, Category)}
    given = {name: _known(pl.col(name), number=name not in categories) for name in names}
    given["outcome"] = _known(response, number=kind != "ordinal")
    known = [Indicator(pl.when(one).then(statement=True), inside, name=name) for name, one in given.items()]
    require_no_nulls(frame, known, plan, nulls)
    whole = inside & pl.all_horizontal(given.values())
    keys: dict[str, pl.Expr] = {f"x_{k}": pl.when(whole).then(pl.col(name)) for k, name in enumerate(names)}
    keys |= {"y": pl.when(whole).then(response), "inside": whole}
    if replicates is not None:
        keys["row"] = pl.int_range(pl.len())
    atoms = collect_atoms(frame, keys, plan)
    rows, labels = _rows(atoms, terms, names, kind, order, replicates)
    return _fitted(rows, labels, kind, level)


def _simple(terms: Sequence[Term]) -> list[str | Category]:
    return [one for term in terms for one in (term.parts if isinstance(term, Interaction) else (term,))]


def _known(value: pl.Expr, *, number: bool) -> pl.Expr:
    """Whether there is a value, of a number a finite one."""
    there = value.cast(pl.Float64).is_finite() if number else value.is_not_null()
    return there.fill_null(value=False)


def _require_kinds(lazy: pl.LazyFrame, response: pl.Expr, terms: Sequence[Term], kind: Kind) -> None:
    """Refuse words where numbers are wanted, and a logistic outcome that is not 0 and 1."""
    numbers = [(one, pl.col(one)) for one in _simple(terms) if isinstance(one, str)]
    require_numbers(lazy, [*numbers, *([("outcome", response)] if kind != "ordinal" else [])])
    if kind == "logistic":
        with polars_errors():
            others = lazy.select((~response.cast(pl.Float64).is_in([0.0, 1.0])).any()).collect().item()
        if others:
            raise StatisticsError("regression_not_binary")


def _rows(
    atoms: Atoms,
    terms: Sequence[Term],
    names: Sequence[str],
    kind: Kind,
    order: Sequence[object] | None,
    replicates: Replicates | None,
) -> tuple[Rows, list[str]]:
    """Make matrix and outcome of the rows, and name the thresholds of an ordinal outcome."""
    used = atoms["inside"].to_numpy() & (atoms.weight > 0)
    if not used.any():
        raise StatisticsError("regression_empty")
    values = atoms.frame.select(pl.col(f"x_{k}").alias(name) for k, name in enumerate(names))
    blocks = tuple(block_of(term, values, used) for term in terms)
    ones = [] if kind == "ordinal" else [np.ones((used.size, 1))]
    matrix = np.concatenate([*ones, *(block.matrix for block in blocks)], axis=1)
    y, labels = atoms["y"], []
    if kind == "ordinal":
        present = y.filter(pl.Series(used)).unique().sort().to_list()
        levels = present if order is None else [one for one in order if one in present]
        if len(levels) < max(2, len(present)):
            raise StatisticsError("regression_order", levels=len(present))
        codes = np.full(used.size, np.nan)
        for k, one in enumerate(levels):
            codes[y.eq(one).fill_null(value=False).to_numpy()] = k
        labels = [f"{first}|{second}" for first, second in pairwise(levels)]
    else:
        codes = y.cast(pl.Float64).to_numpy()
    return Rows(
        atoms, matrix, np.where(used, np.nan_to_num(codes), 0.0), used, tuple(terms), blocks, values, replicates
    ), labels


def _fitted(rows: Rows, labels: list[str], kind: Kind, level: float) -> Regression:
    used, weights = rows.used, rows.atoms.weight[rows.used]
    for block in rows.blocks:
        require_computable(block.name, block.matrix[used])
    head = [] if kind == "ordinal" else [(INTERCEPT, None)]
    named: list[tuple[str, str | None]] = [*head, *((one.name, label) for one in rows.blocks for label in one.labels)]
    intercept = np.ones((int(used.sum()), 1))
    require_independent(np.hstack([intercept, rows.matrix[used]]) if kind == "ordinal" else rows.matrix[used], weights)
    fit = FITTERS[kind](rows.matrix[used], rows.y[used], weights)
    slopes = len(named)
    named += [(THRESHOLD, label) for label in labels]
    covariance, degrees, why = _precision(rows, fit, kind)
    df = max(degrees - slopes + (0 if kind == "ordinal" else 1), 0.0)
    if not fit.converged:
        why = "separated"
    elif why is None and df <= 0:
        why = "no_df"
    elif why is None and not (np.isfinite(np.diag(covariance)).all() and _large_enough(rows, kind)):
        why = BEYOND
    elif why is None and _nothing_left(rows, fit, kind):
        why, covariance = NO_SPREAD, np.zeros_like(covariance)
    if not estimable(why):
        covariance = np.full_like(covariance, np.nan)
    table = _table(named, fit, covariance, df, level, kind, why)
    return Regression(table, covariance, kind, int(rows.atoms.rows[used].sum()), df, rows)


def _large_enough(rows: Rows, kind: Kind) -> bool:
    """Whether the squares of a number to explain are no 0 for a float."""
    return kind != "linear" or not vanishing(float(np.abs(rows.y[rows.used]).max()))


def _nothing_left(rows: Rows, fit: Fit, kind: Kind) -> bool:
    """Whether a line goes through all answers but for rounding."""
    if kind != "linear":
        return False
    x, y = rows.matrix[rows.used], rows.y[rows.used]
    size = np.maximum(np.abs(y), np.abs(x) @ np.abs(fit.coefficients))
    return bool((np.abs(y - x @ fit.coefficients) <= EXACT * size).all())


def _precision(rows: Rows, fit: Fit, kind: Kind) -> tuple[Floats, float, str | None]:
    """Give the covariance of the coefficients, the design's df, and why there is neither."""
    atoms, used = rows.atoms, rows.used
    if rows.replicates is None:
        influence = np.zeros((used.size, fit.coefficients.size))
        influence[used] = fit.influence
        return atoms.covariance(influence), atoms.degrees(used), atoms.not_estimable(used)
    replicates, place = rows.replicates, atoms["row"].to_numpy()
    weights = replicates.matrix()[place][used]
    fits = [_refit(rows, column, kind, fit) for column in weights.T]
    present = np.zeros((place.size, 1), dtype=bool)
    present[place, 0] = used
    df, nothing = replicates.degrees(present), replicates.nothing_varies(present)
    why = reasons(np.array([float(used.sum())]), df, nothing, np.zeros(1, dtype=bool)).item()
    return covariance(replicates, fit.coefficients, np.array(fits)), float(df[0]), why


def _refit(rows: Rows, weights: Floats, kind: Kind, fit: Fit) -> Floats:
    """Fit to the weights of a replicate; NaN where it cannot be."""
    there = weights > 0
    try:
        again = FITTERS[kind](rows.matrix[rows.used][there], rows.y[rows.used][there], weights[there])
    except np.linalg.LinAlgError:
        return np.full(fit.coefficients.shape, np.nan)
    fits = again.converged and again.coefficients.shape == fit.coefficients.shape
    return again.coefficients if fits else np.full(fit.coefficients.shape, np.nan)


def _table(
    named: Sequence[tuple[str, str | None]],
    fit: Fit,
    covariance: Floats,
    df: float,
    level: float,
    kind: Kind,
    why: str | None,
) -> pl.DataFrame:
    estimate, se = fit.coefficients, np.sqrt(np.maximum(np.diag(covariance), 0.0))
    if not fit.converged:
        estimate = np.full(estimate.shape, np.nan)
    half = np.where(se == 0, 0.0, t_value(level, np.array(df)) * se) if df > 0 else np.full(se.shape, np.nan)
    tests = [t_test(float(one), float(error), df) for one, error in zip(estimate, se, strict=True)]
    ratio = [
        np.nan if kind == "linear" or name in (INTERCEPT, THRESHOLD) else one
        for one, (name, _) in zip(np.exp(estimate), named, strict=True)
    ]
    numbers: dict[str, Sequence[float] | Floats] = {
        "estimate": estimate,
        "se": se,
        "lower": estimate - half,
        "upper": estimate + half,
        "level": np.full(se.shape, level),
        "df": np.full(se.shape, df),
        "t": [t for t, _ in tests],
        "p_value": [p for _, p in tests],
        "odds_ratio": ratio,
    }
    columns = [pl.Series(name, list(values), dtype=pl.Float64).fill_nan(None) for name, values in numbers.items()]
    texts = {
        "term": [name for name, _ in named],
        "category": [label for _, label in named],
        "not_estimable": [why] * len(named),
    }
    return COEFFICIENTS.conform(pl.DataFrame(texts, schema=dict.fromkeys(texts, pl.String)).with_columns(columns))
