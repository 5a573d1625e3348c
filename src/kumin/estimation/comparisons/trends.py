"""Trend of a share over time: the slope of a weighted logistic regression."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import polars as pl

from kumin.arrays import Bools, Floats, add_up
from kumin.estimation._frames import AnyFrame, rows_of
from kumin.estimation._reasons import BEYOND, NO_SAMPLING_ERROR, estimable
from kumin.estimation._refusals import require_boolean, require_domains, require_groups, require_numbers
from kumin.estimation.comparisons.differences import keys_of
from kumin.estimation.comparisons.multiplicity import Adjustment, adjust_p_values
from kumin.estimation.comparisons.pair import t_test
from kumin.estimation.design import SurveyDesign
from kumin.estimation.door import statistic
from kumin.estimation.expressions import Given, Variables, conditions
from kumin.estimation.indicators import Nulls, indicators_of
from kumin.estimation.linearized._atoms import Atoms, collect_atoms
from kumin.estimation.linearized.sums import require_columns, require_no_nulls
from kumin.estimation.proportions import require_level
from kumin.estimation.weights._logistic import fit_logistic
from kumin.intervals import t_value

#: Names in the result that no domain column may have.
RESULT = (
    *("indicator", "n_base", "times", "slope", "se", "lower", "upper", "level", "odds_ratio", "df", "t", "p_value"),
    "not_estimable",
    "p_adjusted",
)


@statistic()
def trends(
    frame: AnyFrame,
    outcomes: Variables,
    time: str,
    *,
    positive: object = None,
    base: Given = None,
    by: Sequence[str] = (),
    design: SurveyDesign | None = None,
    independent: bool = True,
    adjust: Adjustment = "none",
    level: float = 0.95,
    nulls: Nulls = "fail",
) -> pl.DataFrame:
    """Estimate how the log-odds of each share move by unit of time.

    Parameters
    ----------
    frame : pl.DataFrame or pl.LazyFrame
        One row a respondent of any year.
    outcomes, positive
        As for :func:`kumin.estimation.proportions`.
    time : str
        Numeric column, such as the fiscal year.
    base, by, design
        As for :func:`kumin.estimation.proportions`.
    independent : bool
        The years are samples of their own: the design holds within each. False: strata and PSUs reach over the years.
    adjust : {"none", "holm", "benjamini_hochberg"}
        Adds ``p_adjusted`` over all rows, as :func:`adjust_p_values`.
    level : float
        Confidence level, 0-1.
    nulls : {"fail", "drop", "false"}
        As for :func:`kumin.estimation.proportions`.

    Returns
    -------
    pl.DataFrame
        One row an indicator and cell: ``indicator``, the ``by`` columns, ``n_base``, ``times`` (Int64, how many points
        in time), ``slope`` (log-odds by unit of time), ``se``, ``lower``, ``upper``, ``level``, ``odds_ratio`` (by unit
        of time), ``df``, ``t``, ``p_value``, ``not_estimable``, and ``p_adjusted`` where asked for. Null where
        ``not_estimable`` says why: ``one_category`` (one point in time, or nobody or everybody is positive) ….

    Raises
    ------
    StatisticsError
        As :func:`kumin.estimation.proportions`, or ``time`` is no column of numbers.

    Notes
    -----
    Pseudo-maximum likelihood with the linearised covariance A⁻¹ B A⁻¹ (Binder 1983, International Statistical Review
    51), as R's ``svyglm(family = quasibinomial)``; df is the design's less one.

    Examples
    --------
    >>> safe = [True] * 20 + [False] * 20 + [True] * 26 + [False] * 14
    >>> answers = pl.DataFrame({"year": [2021] * 40 + [2022] * 40, "safe": safe})
    >>> found = trends(answers, {"safe": pl.col("safe")}, "year")
    >>> found.select("times", pl.col("odds_ratio", "p_value").round(3)).row(0)
    (2, 1.857, 0.186)
    """
    frame = rows_of(frame)
    require_level(level)
    design, lazy = design or SurveyDesign(), frame.lazy()
    outcomes = conditions(frame, outcomes, positive)
    require_columns(lazy, [time, *by, *design.columns])
    require_domains(by, RESULT)
    require_numbers(lazy, [(time, pl.col(time))])
    records = []
    indicators = indicators_of(outcomes, base, None, nulls=nulls)
    require_boolean(lazy, [(one.name, one.outcome) for one in indicators])
    require_no_nulls(frame, indicators, design, nulls)
    for name, indicator in zip(outcomes, indicators, strict=True):
        keys = keys_of(indicator, time, by)
        if independent:
            values = lazy.select(pl.col(time).drop_nulls().unique().sort()).collect()[time].to_list()
            each = [lazy.filter(pl.col(time) == value) for value in values] or [lazy]
            samples = [collect_atoms(sample, keys, design) for sample in each]
        else:
            samples = [collect_atoms(lazy, keys, design)]
        names = [f"by_{k}" for k in range(len(by))]
        cells = pl.concat([sample.frame.select(names) for sample in samples]).drop_nulls().unique().sort(names)
        for cell in cells.iter_rows() if names else [()]:
            labels = dict(zip(by, cell, strict=True))
            records.append({"indicator": name, **labels, **_trend(samples, dict(zip(names, cell, strict=True)), level)})
    types = lazy.collect_schema()
    numbers = ["slope", "se", "lower", "upper", "level", "odds_ratio", "df", "t", "p_value"]
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "indicator": pl.String,
        **{column: types[column] for column in by},
        "n_base": pl.Int64,
        "times": pl.Int64,
        **dict.fromkeys(numbers, pl.Float64),
        "not_estimable": pl.String,
    }
    table = require_groups(pl.DataFrame(records, schema=schema, orient="row"), by)
    return adjust_p_values(table, adjust) if adjust != "none" else table


def _trend(samples: list[Atoms], cell: Mapping[str, object], level: float) -> dict[str, object]:
    masks = [_inside(sample, cell) for sample in samples]
    time = np.concatenate([s["group"].cast(pl.Float64).to_numpy()[m] for s, m in zip(samples, masks, strict=True)])
    value = np.concatenate([s["value"].to_numpy()[m] for s, m in zip(samples, masks, strict=True)])
    weight = np.concatenate([s.weight[m] for s, m in zip(samples, masks, strict=True)])
    points, at = np.unique(time, return_inverse=True)
    n = sum(float(s.rows[m].sum()) for s, m in zip(samples, masks, strict=True))
    out: dict[str, object] = {"n_base": int(n), "times": int(points.size), "level": level}
    if points.size < 2:
        return out | {"not_estimable": "one_category" if points.size else "empty_base"}
    origin = float(points.mean())
    matrix = np.column_stack([np.ones(points.size), points - origin])
    fit = fit_logistic(matrix, add_up(at, weight * value, points.size), add_up(at, weight, points.size))
    if not fit.converged:
        return out | {"not_estimable": "separated" if np.unique(value).size > 1 else "one_category"}
    parts = [
        _slope_variance(sample, mask, points, fit.fitted, fit.inverse, origin)
        for sample, mask in zip(samples, masks, strict=True)
    ]
    se, slope = float(np.sqrt(sum(parts))), float(fit.coefficients[1])
    df = max(float(sum(s.degrees(m) for s, m in zip(samples, masks, strict=True))) - 1, 0.0)
    why = _reason([s.not_estimable(m) for s, m in zip(samples, masks, strict=True) if m.any()], df)
    if not np.isfinite([slope, se]).all():
        return out | {"df": df, "not_estimable": why or BEYOND}
    if not estimable(why):
        return out | {"slope": slope, "odds_ratio": float(np.exp(slope)), "df": df, "not_estimable": why}
    t, p_value = t_test(slope, se, df)
    half = 0.0 if se == 0 else float(t_value(level, np.array(df))) * se
    known = np.isfinite([slope - half, slope + half]).all()
    return out | {
        "slope": slope,
        "se": se,
        "lower": slope - half if known else None,
        "upper": slope + half if known else None,
        "odds_ratio": float(np.exp(slope)),
        "df": df,
        "t": t if np.isfinite(t) else None,
        "p_value": p_value if np.isfinite(p_value) else None,
        "not_estimable": why,
    }


def _reason(each: list[str | None], df: float) -> str | None:
    """Say why a slope has no standard error: every sample says so, or they have no df together."""
    if each and all(why == NO_SAMPLING_ERROR for why in each):
        return NO_SAMPLING_ERROR
    return None if df > 0 else "no_df"


def _inside(sample: Atoms, cell: Mapping[str, object]) -> Bools:
    inside = sample.frame["value"].is_not_null() & sample.frame["group"].is_not_null() & pl.Series(sample.weight > 0)
    for name, label in cell.items():
        inside &= (sample.frame[name] == label).fill_null(value=False)
    return inside.to_numpy()


def _slope_variance(
    sample: Atoms, mask: Bools, points: Floats, fitted: Floats, inverse: Floats, origin: float
) -> float:
    """Variance that one sample adds to the slope: its scores, turned by the inverse information."""
    time = sample["group"].cast(pl.Float64).fill_null(origin).to_numpy()
    expected = fitted[np.clip(np.searchsorted(points, time), 0, points.size - 1)]
    residual = np.where(mask, np.nan_to_num(sample["value"].to_numpy().astype(float)) - expected, 0.0)
    score = np.column_stack([residual, residual * (time - origin)])
    return float(sample.covariance(score @ inverse)[1, 1])
