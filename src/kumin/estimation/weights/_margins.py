"""What every weighting function shares: base weights, population margins, the result and its diagnostics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import polars as pl

from kumin.arrays import Floats, Ints, add_up
from kumin.errors import StatisticsError
from kumin.estimation import door
from kumin.estimation._frames import AnyFrame, table_of
from kumin.estimation._reasons import COMPUTABLE
from kumin.estimation.design import Calibration, SurveyDesign
from kumin.estimation.door import statistic
from kumin.estimation.linearized._atoms import atoms_of
from kumin.estimation.linearized.sums import (
    design_columns,
    design_keys,
    only,
    require_columns,
    require_sound,
    shared_sums,
)

Population = AnyFrame | Mapping[str, float]
"""Counts of a population: by category, or a frame of the columns and ``population``."""
Margins = Mapping[str, Population] | Sequence[AnyFrame]
"""Margins of a population: column to counts, or frames."""
Missing = Literal["fail", "share"]


@dataclass(frozen=True)
class Weighted:
    """Weights, the design to use them with, and what they look like.

    Parameters
    ----------
    frame : pl.DataFrame
        The answers with two more columns (Float64): the weights, and under ``<name>_base`` the weights before.
    design : SurveyDesign
        The design with these weights; where they were fitted to a population its variances use calibrated residuals.
    diagnostics : pl.DataFrame
        One row: ``n`` (weights above 0), ``sum``, ``mean``, ``min``, ``max``, ``kish_deff``,
        ``n_eff`` (both as in :func:`weight_diagnostics`), ``converged``, ``iterations``, ``worst`` (largest relative
        difference to a population count).
    margins : pl.DataFrame
        One row a category: ``margin``, ``category``, ``n``, ``population``, and the shares (0-1) ``share_population``,
        ``share_before``, ``share_after``.
    collapsed : tuple of str
        Cells that were merged, each as ``"a + b"``.

    Examples
    --------
    >>> from kumin.estimation import post_stratify
    >>> answers = pl.DataFrame({"sex": ["f", "f", "m"]})
    >>> fitted = post_stratify(answers, ["sex"], {"f": 50, "m": 50})
    >>> fitted.frame["weight"].to_list(), fitted.design.weights
    ([25.0, 25.0, 50.0], 'weight')
    >>> fitted.margins.select("category", "share_before", "share_after").rows()[1]
    ('m', 0.3333333333333333, 0.5)
    """

    frame: pl.DataFrame
    design: SurveyDesign
    diagnostics: pl.DataFrame
    margins: pl.DataFrame
    collapsed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Margin:
    """One set of population counts, matched to the rows.

    Parameters
    ----------
    columns : tuple of str
        The crossed columns.
    codes : ndarray of int, shape (rows,)
        Category of each row.
    labels : tuple of str
    counts : ndarray of float, shape (categories,)
        Population.
    """

    columns: tuple[str, ...]
    codes: Ints
    labels: tuple[str, ...]
    counts: Floats

    def totals(self, weights: Floats) -> Floats:
        """Sum weights by category."""
        return add_up(self.codes, weights, len(self.labels))


def base_weights(frame: pl.DataFrame, design: SurveyDesign) -> Floats:
    """Weights of the rows before any fitting: the design's column, else N_h / n_h, else 1."""
    lazy = frame.lazy()
    require_columns(lazy, design.columns)
    plain = replace(design, calibration=None)
    if plain.weights is None and plain.population is None:
        return np.ones(frame.height)
    rows = only(lazy, design_columns(plain))
    parts = rows.group_by(design_keys(plain)).agg(shared_sums(plain)).collect()
    require_sound(parts, plain)
    if plain.weights is not None:
        return frame[plain.weights].cast(pl.Float64).to_numpy()
    atoms = atoms_of(parts, plain)
    table = parts.select(keys := design_keys(plain)).with_columns(base=atoms.weight / np.maximum(atoms.rows, 1))
    return rows.select(keys).collect().join(table, on=keys, how="left", maintain_order="left")["base"].to_numpy()


def margin_of(
    frame: pl.DataFrame, columns: Sequence[str], population: Population, base: Floats, *, missing: Missing
) -> Margin:
    """Match population counts to rows.

    Parameters
    ----------
    frame : pl.DataFrame
    columns : sequence of str
        Columns whose crossing is counted; compared as text.
    population : pl.DataFrame or mapping
        A frame with these columns and ``population``, or, for one column, category to count.
    base : ndarray, shape (rows,)
        Base weights.
    missing : {"fail", "share"}
        A row without a category: refuse, or keep the weighted share of such rows as it is and fit the others to the
        rest.

    Raises
    ------
    StatisticsError
        A category has rows but no population, or population but no rows.
    """
    require_columns(frame.lazy(), columns)
    rows = frame.select(_label(columns))
    unlabelled = rows["label"].is_null()
    if unlabelled.any() and missing == "fail":
        raise StatisticsError("weights_category_null", name=", ".join(columns), rows=int(unlabelled.sum()))
    table = _population_table(columns, population)
    sampled = rows.with_columns(base=pl.Series(base)).group_by("label").agg(pl.col("base").sum())
    _require_matching(sampled, table, columns)
    labels, counts = table["label"].to_list(), table["population"].to_numpy().astype(float)
    if unlabelled.any():
        share = base[unlabelled.to_numpy()].sum() / base.sum()
        counts = np.append(counts * (1 - share), counts.sum() * share)
    codes = rows["label"].replace_strict(labels, list(range(len(labels))), default=None, return_dtype=pl.Int64)
    named = (*labels, "") if unlabelled.any() else tuple(labels)
    return Margin(tuple(columns), codes.fill_null(len(labels)).to_numpy(), named, counts)


def _label(columns: Sequence[str]) -> pl.Expr:
    if not columns:
        return pl.lit("").repeat_by(pl.len()).explode().alias("label")
    return pl.concat_str([pl.col(name).cast(pl.String) for name in columns], separator=" × ").alias("label")


def _population_table(columns: Sequence[str], population: Population) -> pl.DataFrame:
    """Add the population up by label, categories without population left out."""
    if isinstance(population, Mapping):
        if len(columns) != 1:
            raise StatisticsError("weights_population_columns", names=", ".join(columns))
        if not population:
            raise StatisticsError("argument_empty", name="population")
        keys = [str(key) for key in population]
        table = pl.DataFrame({"label": keys, "population": [float(value) for value in population.values()]})
    else:
        counts = table_of(population)
        require_columns(counts.lazy(), [*columns, "population"])
        table = counts.select(_label(columns), pl.col("population").cast(pl.Float64))
        table = table.group_by("label", maintain_order=True).agg(pl.col("population").sum())
    bad = table.filter(~(pl.col("population") >= 0) | ~pl.col("population").is_finite())
    if bad.height:
        raise StatisticsError("weights_population_bad", category=bad["label"][0])
    return table.filter(pl.col("population") > 0)


def _require_matching(sampled: pl.DataFrame, table: pl.DataFrame, columns: Sequence[str]) -> None:
    known = sampled.filter(pl.col("label").is_not_null())
    extra = known.join(table, on="label", how="anti").sort("label")
    if extra.height:
        cells = ", ".join(extra["label"])
        raise StatisticsError("weights_no_population", name=" × ".join(columns), cells=cells)
    empty = table.join(known.filter(pl.col("base") > 0), on="label", how="anti")
    if empty.height:
        cells = ", ".join(empty["label"])
        raise StatisticsError("weights_no_respondents", name=" × ".join(columns), cells=cells)


def weighted(
    frame: pl.DataFrame,
    design: SurveyDesign,
    name: str,
    weights: Floats,
    base: Floats,
    margins: Sequence[Margin],
    *,
    calibration: Calibration | None,
    iterations: int = 1,
    tolerance: float = 1e-6,
    collapsed: tuple[str, ...] = (),
) -> Weighted:
    """Put weights, design and diagnostics together."""
    out = frame.with_columns(pl.Series(f"{name}_base", base), pl.Series(name, weights))
    worst = max((float(np.max(np.abs(m.totals(weights) / m.counts - 1))) for m in margins), default=0.0)
    tables = [_margin_table(margin, weights, base) for margin in margins]
    return Weighted(
        frame=out,
        design=replace(design, weights=name, calibration=calibration),
        diagnostics=weight_diagnostics(weights).with_columns(
            converged=pl.lit(worst <= tolerance), iterations=pl.lit(iterations), worst=pl.lit(worst)
        ),
        margins=pl.concat(tables) if tables else _margin_table(None, weights, base),
        collapsed=collapsed,
    )


@statistic(weights=door.weights_given)
def weight_diagnostics(weights: pl.Series | Floats) -> pl.DataFrame:
    """Describe weights above 0; those of 0 and below are left out.

    Parameters
    ----------
    weights : pl.Series or ndarray of float, shape (rows,)
        In any unit.

    Returns
    -------
    pl.DataFrame
        One row: ``n`` (Int64, weights above 0), ``sum``, ``mean``, ``min``, ``max``, ``kish_deff``, ``n_eff``
        (Float64); from ``mean`` on null where no weight is above 0.

    Raises
    ------
    StatisticsError
        ``weights`` are no numbers, or some are missing, infinite or beyond what can be computed with.

    Notes
    -----
    Kish's design effect n Σw² / (Σw)² is what unequal weights alone do to the variance of a mean (Kish 1965, Survey
    Sampling, section 11.7); n_eff is n over it.

    Examples
    --------
    >>> weight_diagnostics(pl.Series([1.0, 1.0, 2.0])).select("n", "sum", "n_eff").row(0)
    (3, 4.0, 2.6666666666666665)
    """
    values = np.asarray(weights, dtype=float)
    if bad := int((~np.isfinite(values) | (values > COMPUTABLE[1])).sum()):
        raise StatisticsError("design_weights_bad", name="weights", rows=bad)
    values = values[values > 0]
    n, total = values.size, float(values.sum())
    kish = n * float((values**2).sum()) / total**2 if n else np.nan
    facts: dict[str, float | None] = {
        "sum": total,
        "mean": total / n if n else None,
        "min": float(values.min()) if n else None,
        "max": float(values.max()) if n else None,
        "kish_deff": kish if n else None,
        "n_eff": n / kish if n else None,
    }
    return pl.DataFrame({"n": [n], **{key: [value] for key, value in facts.items()}})


def _margin_table(margin: Margin | None, weights: Floats, base: Floats) -> pl.DataFrame:
    schema = {
        "margin": pl.String,
        "category": pl.String,
        "n": pl.Int64,
        "population": pl.Float64,
        "share_population": pl.Float64,
        "share_before": pl.Float64,
        "share_after": pl.Float64,
    }
    if margin is None:
        return pl.DataFrame(schema=schema)
    before, after = margin.totals(base), margin.totals(weights)
    columns = {
        "margin": [" × ".join(margin.columns)] * len(margin.labels),
        "category": [label or None for label in margin.labels],
        "n": np.bincount(margin.codes, minlength=len(margin.labels)).tolist(),
        "population": margin.counts.tolist(),
        "share_population": (margin.counts / margin.counts.sum()).tolist(),
        "share_before": (before / before.sum()).tolist(),
        "share_after": (after / after.sum()).tolist(),
    }
    return pl.DataFrame(columns, schema=schema)
