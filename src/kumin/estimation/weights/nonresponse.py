"""Weights of respondents raised for those who did not answer, from a frame of everyone invited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from kumin.arrays import Floats, Ints, add_up
from kumin.errors import StatisticsError
from kumin.estimation import door
from kumin.estimation._frames import AnyFrame, rows_of
from kumin.estimation._refusals import polars_errors
from kumin.estimation.design import SurveyDesign
from kumin.estimation.door import statistic
from kumin.estimation.expressions import Condition, condition_of
from kumin.estimation.linearized.sums import only, require_columns
from kumin.estimation.weights._logistic import fit_logistic
from kumin.estimation.weights._margins import Margin, Weighted, base_weights, weighted


@statistic()
def adjust_by_cell(
    invited: AnyFrame,
    responded: Condition,
    columns: Sequence[str],
    *,
    design: SurveyDesign | None = None,
    name: str = "weight",
) -> Weighted:
    """Let the respondents of a cell stand for all invited of it: w = base · Σ_invited base / Σ_responded base.

    Parameters
    ----------
    invited : pl.DataFrame or pl.LazyFrame
        One row an invited person, respondent or not.
    responded : pl.Expr or str
        Boolean; null counts as False.
    columns : sequence of str
        Columns whose crossing makes the cells; a missing value is a category of its own.
    design : SurveyDesign, optional
        Its weights, if any, are the base weights.
    name : str
        Name of the weight column to add.

    Returns
    -------
    Weighted
        ``frame`` holds everyone invited; who did not answer weighs 0. ``margins`` show the cells, ``share_before``
        among respondents. The design is not calibrated: variances take response rates as known.

    Raises
    ------
    StatisticsError
        A cell has no respondent (merge cells first), nobody was invited, or a column is missing.

    Notes
    -----
    Särndal, Swensson & Wretman 1992, section 15.6.2 (response homogeneity groups).

    Examples
    --------
    >>> invited = pl.DataFrame({"ward": ["a", "a", "b", "b"], "answered": [True, False, True, True]})
    >>> adjust_by_cell(invited, pl.col("answered"), ["ward"]).frame["weight"].to_list()
    [2.0, 0.0, 1.0, 1.0]
    """
    design, rows, base, answered = _start(invited, responded, columns, design)
    codes, labels = _cells(rows, columns)
    everyone = add_up(codes, base, len(labels))
    reached = add_up(codes, base * answered, len(labels))
    if (empty := np.flatnonzero((reached == 0) & (everyone > 0))).size:
        cells = ", ".join(labels[k] for k in empty)
        raise StatisticsError("weights_no_respondents", name=" × ".join(columns), cells=cells)
    with np.errstate(invalid="ignore", divide="ignore"):
        factor = np.where(reached > 0, everyone / reached, 0.0)
    margin = Margin(tuple(columns), codes, labels, everyone)
    return weighted(rows, design, name, base * answered * factor[codes], base * answered, [margin], calibration=None)


@statistic(classes=door.optional(door.whole(1)))
def adjust_by_propensity(
    invited: AnyFrame,
    responded: Condition,
    columns: Sequence[str],
    *,
    design: SurveyDesign | None = None,
    classes: int | None = 5,
    name: str = "weight",
) -> Weighted:
    """Divide weights by the probability of answering, estimated by a logistic model of the columns' categories.

    Parameters
    ----------
    invited, responded, design, name
        As for :func:`adjust_by_cell`.
    columns : sequence of str
        Predictors; each category has an effect, and effects add up on the logit scale.
    classes : int, optional
        Group people into this many classes of equal size by estimated probability and use each class's response rate,
        which is steadier than single probabilities (Little 1986, International Statistical Review 54). ``None`` for
        single probabilities.

    Returns
    -------
    Weighted
        As for :func:`adjust_by_cell`; ``frame`` also has ``<name>_propensity`` (0-1), what weights were divided by. The
        ``margins`` are those of each predictor, met nearly but not exactly: ``worst`` is how nearly.

    Raises
    ------
    StatisticsError
        The model does not converge (a category in which all or nobody answered), or a class has no respondent.

    Examples
    --------
    >>> invited = pl.DataFrame({"sex": ["f", "m"] * 20, "answered": [True, True, True, False, False] * 8})
    >>> fitted = adjust_by_propensity(invited, pl.col("answered"), ["sex"], classes=None)
    >>> fitted.frame.filter("answered").group_by("sex").agg(pl.col("weight").first().round(6)).sort("sex").rows()
    [('f', 1.666667), ('m', 1.666667)]
    """
    design, rows, base, answered = _start(invited, responded, columns, design)
    propensity = _propensity(rows, columns, answered, base)
    if classes is not None:
        propensity = _class_rates(propensity, classes, answered, base)
    margins = []
    for column in columns:
        codes, labels = _cells(rows, [column])
        margins.append(Margin((column,), codes, labels, add_up(codes, base, len(labels))))
    weights = base * answered / propensity
    rows = rows.with_columns(pl.Series(f"{name}_propensity", propensity))
    result = weighted(rows, design, name, weights, base * answered, margins, calibration=None)
    return replace(result, diagnostics=result.diagnostics.with_columns(converged=pl.lit(value=True)))


def _class_rates(propensity: Floats, classes: int, answered: Floats, base: Floats) -> Floats:
    """Replace each probability by the response rate of its class; classes are cut at quantiles."""
    cut = np.quantile(propensity, np.arange(1, classes) / classes)
    code = np.searchsorted(cut, propensity, side="left")
    everyone, reached = add_up(code, base, classes), add_up(code, base * answered, classes)
    if (empty := np.flatnonzero((reached == 0) & (everyone > 0))).size:
        cells = ", ".join(str(k + 1) for k in empty)
        raise StatisticsError("weights_no_respondents", name="propensity", cells=cells)
    rates: Floats = reached / np.where(everyone > 0, everyone, 1.0)
    return rates[code]


def _start(
    invited: AnyFrame, responded: Condition, columns: Sequence[str], design: SurveyDesign | None
) -> tuple[SurveyDesign, pl.DataFrame, Floats, Floats]:
    design, rows = design or SurveyDesign(), rows_of(invited).lazy().collect()
    if rows.is_empty():
        raise StatisticsError("argument_empty", name="invited")
    require_columns(rows.lazy(), columns)
    flag = condition_of(responded).cast(pl.Float64).alias("responded")
    with polars_errors():
        answered = only(rows.lazy(), [flag]).collect()["responded"].to_numpy()
    base = base_weights(rows, design)
    if not base.sum() > 0:
        raise StatisticsError("design_weights_zero", name=str(design.weights))
    return design, rows, base, answered


def _cells(rows: pl.DataFrame, columns: Sequence[str]) -> tuple[Ints, tuple[str, ...]]:
    text = [pl.col(name).cast(pl.String).fill_null("") for name in columns]
    label = rows.select(pl.concat_str(text, separator=" × ").alias("label"))["label"]
    labels = label.unique().sort().to_list()
    codes = label.replace_strict(labels, list(range(len(labels))), return_dtype=pl.Int64)
    return codes.to_numpy(), tuple(labels)


def _propensity(rows: pl.DataFrame, columns: Sequence[str], answered: Floats, base: Floats) -> Floats:
    blocks = [np.ones((rows.height, 1))]
    for column in columns:
        codes, labels = _cells(rows, [column])
        blocks.append((codes[:, None] == np.arange(1, len(labels))).astype(float))
    matrix = np.concatenate(blocks, axis=1)
    patterns, row = np.unique(matrix, axis=0, return_inverse=True)
    code, size = row.ravel(), patterns.shape[0]
    fit = fit_logistic(patterns, add_up(code, base * answered, size), add_up(code, base, size))
    if not fit.converged:
        raise StatisticsError("weights_propensity_failed", names=", ".join(columns))
    propensity: Floats = fit.fitted[code]
    return propensity
