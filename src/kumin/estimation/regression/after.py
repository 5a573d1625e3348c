"""What is asked of a fitted regression: tests of whole terms, predictive margins and average effects."""

from __future__ import annotations

import numpy as np
import polars as pl

from kumin.arrays import Floats
from kumin.errors import StatisticsError, choices
from kumin.estimation import door
from kumin.estimation.columns import ESTIMATES
from kumin.estimation.door import statistic
from kumin.estimation.regression.regress import Regression
from kumin.estimation.regression.terms import Category, name_of
from kumin.frames import Column
from kumin.frames import frame as define
from kumin.intervals import t_value

MARGINS = define(
    "predictive_margins",
    "One row a category of a term, or one for a number.",
    Column("term", pl.String, "", "the column"),
    Column("category", pl.String, "", "everyone is taken to be of this category; null of a number"),
    Column("estimate", pl.Float64, "", "mean prediction; of a number the mean slope of the prediction"),
    Column("se", pl.Float64, "", "standard error; null where `not_estimable` says why"),
    Column("lower", pl.Float64, "", "estimate less t·se"),
    Column("upper", pl.Float64, "", "estimate plus t·se"),
    *(column for column in ESTIMATES.columns if column.name == "level"),
    Column("df", pl.Float64, "degrees", "those of the regression"),
    *(column for column in ESTIMATES.columns if column.name == "not_estimable"),
)
"""The row of :func:`predictive_margins`."""
TERM_TESTS = define(
    "term_tests",
    "One row a term of a regression: Wald's test that all of its coefficients are 0.",
    Column("term", pl.String, "", "as the coefficients name it"),
    Column("f", pl.Float64, "", "b'V⁻¹b over the number of coefficients"),
    Column("df1", pl.Float64, "degrees", "number of coefficients"),
    Column("df2", pl.Float64, "degrees", "those of the regression"),
    Column("p_value", pl.Float64, "probability", "of F"),
    *(column for column in ESTIMATES.columns if column.name == "not_estimable"),
)
"""The row of :func:`term_tests`."""


@statistic(fit=door.instance(Regression, "regression"))
def term_tests(fit: Regression) -> pl.DataFrame:
    """Test every term of a regression, all of its categories at once (Wald test).

    Parameters
    ----------
    fit : Regression
        As :func:`regress` returns it.

    Returns
    -------
    pl.DataFrame
        :data:`TERM_TESTS`, as R's ``regTermTest``; null where the coefficients have no covariance.

    Raises
    ------
    StatisticsError
        ``fit`` is no regression.

    Examples
    --------
    >>> from kumin.estimation import regress
    >>> homes = pl.DataFrame({"rooms": [1, 2, 3, 4], "people": [1, 3, 3, 5]})
    >>> term_tests(regress(homes, "people", ["rooms"])).select("term", "df1", "df2").row(0)
    ('rooms', 1.0, 2.0)
    """
    from scipy.special import fdtrc

    table, rows = fit.coefficients, []
    why = table["not_estimable"][0]
    for name in [name_of(term) for term in fit.rows.terms]:
        place = np.flatnonzero((table["term"] == name).to_numpy())
        b, v = table["estimate"].cast(pl.Float64).to_numpy()[place], fit.covariance[np.ix_(place, place)]
        known = np.isfinite(v).all() and np.isfinite(b).all() and np.linalg.matrix_rank(v) == place.size
        f = float(b @ np.linalg.solve(v, b)) / place.size if known else None
        p = None if f is None else float(fdtrc(place.size, fit.df, f))
        rows.append((name, f, float(place.size), fit.df, p, why or (None if known else "no_df")))
    return pl.DataFrame(rows, schema=TERM_TESTS.schema, orient="row")


@statistic(fit=door.instance(Regression, "regression"), term=door.column)
def predictive_margins(fit: Regression, term: str, *, level: float = 0.95) -> pl.DataFrame:
    """Predict for everyone as if they were of each category of a term; of a number, give its average marginal effect.

    Parameters
    ----------
    fit : Regression
        Linear or logistic.
    term : str
        A column that is a term of its own and in no interaction.
    level : float
        Confidence level, 0-1.

    Returns
    -------
    pl.DataFrame
        :data:`MARGINS`; of a logistic one probabilities (0-1), or their slope by unit of the number.

    Raises
    ------
    StatisticsError
        The term is none of the regression's, is in an interaction, or the regression is ordinal.

    Notes
    -----
    The variance is g'Vg of the coefficients, g the mean gradient, and that of the mean of the predictions over the
    sample, as R's ``svypredmeans`` (Graubard & Korn 1999, Biometrics 55).

    Examples
    --------
    >>> from kumin.estimation import category, regress
    >>> homes = pl.DataFrame({"town": ["a", "a", "b", "b"], "people": [1, 3, 3, 6]})
    >>> fit = regress(homes, "people", [category("town")])
    >>> predictive_margins(fit, "town").select("category", pl.col("estimate").round(6)).rows()
    [('a', 2.0), ('b', 4.5)]
    """
    terms = {name_of(one): one for one in fit.rows.terms}
    alone = [name for name in terms if not any(name in other.split(" × ") for other in terms if " × " in other)]
    if term not in alone or " × " in term or fit.kind == "ordinal":
        known = [name for name in alone if " × " not in name] if fit.kind != "ordinal" else []
        raise StatisticsError("argument_choice", name="term", value=term, **choices(term, known))
    found = [
        (label, *_margin(fit, matrix, effect)) for label, matrix, effect in _counterfactuals(fit, terms[term], term)
    ]
    why = fit.coefficients["not_estimable"][0]
    rows = []
    for label, estimate, variance in found:
        se = float(np.sqrt(max(variance, 0.0))) if np.isfinite(variance) else None
        half = None if se is None else (0.0 if se == 0 else float(t_value(level, np.array(fit.df))) * se)
        limits = (None, None) if half is None else (estimate - half, estimate + half)
        rows.append((term, label, estimate if np.isfinite(estimate) else None, se, *limits, level, fit.df, why))
    return pl.DataFrame(rows, schema=MARGINS.schema, orient="row")


def _counterfactuals(fit: Regression, term: object, name: str) -> list[tuple[str | None, Floats, int | None]]:
    """Give each category its matrix with everyone in it; of a number the matrix itself and its column."""
    at = [k for k, (one, _) in enumerate(fit.coefficients.select("term", "category").rows()) if one == name]
    if not isinstance(term, Category):
        return [(None, fit.rows.matrix, at[0])]
    block = next(one for one in fit.rows.blocks if one.name == name)
    values = (
        fit.rows.values[name].filter(pl.Series(fit.rows.used)).drop_nulls().unique().sort().cast(pl.String).to_list()
    )
    out: list[tuple[str | None, Floats, int | None]] = []
    for value in values:
        matrix = fit.rows.matrix.copy()
        matrix[:, at] = [float(label == value) for label in block.labels]
        out.append((value, matrix, None))
    return out


def _margin(fit: Regression, matrix: Floats, effect: int | None) -> tuple[float, float]:
    """Mean prediction (or slope by the column ``effect``) over the rows used, and its variance."""
    from scipy.special import expit

    used, atoms = fit.rows.used, fit.rows.atoms
    weights = np.where(used, atoms.weight, 0.0) / atoms.weight[used].sum()
    b = fit.coefficients["estimate"].cast(pl.Float64).to_numpy()
    predicted = matrix @ b
    slope, curve = np.ones(used.size), np.zeros(used.size)
    if fit.kind == "logistic":
        predicted = expit(predicted)
        slope = predicted * (1 - predicted)
        curve = slope * (1 - 2 * predicted)
    value, gradient = predicted, matrix * slope[:, None]
    if effect is not None:
        value, gradient = b[effect] * slope, b[effect] * curve[:, None] * matrix
        gradient[:, effect] += slope
    mean, g = float(weights @ value), weights @ gradient
    influence = np.where(used, (value - mean) / atoms.weight[used].sum(), 0.0)[:, None]
    return mean, float(g @ fit.covariance @ g) + fit.rows.variance_of(influence)
