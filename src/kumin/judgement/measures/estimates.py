"""The estimates of a survey's indicators, each by its kind of measure."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kumin.definitions import Indicator, Questionnaire
from kumin.estimation import SurveyDesign, proportions
from kumin.estimation._reasons import NO_SPREAD
from kumin.estimation.columns import ESTIMATES, SAMPLING_ERROR
from kumin.intervals import method_named
from kumin.judgement.measures.against import TARGET_SE, differences_from_targets
from kumin.judgement.measures.counting import asked_of, base_of, positive_of
from kumin.judgement.measures.numbers import estimate_number
from kumin.numbers import rounded


def estimate_indicators(
    coded: pl.DataFrame | pl.LazyFrame,
    questionnaire: Questionnaire,
    indicators: Sequence[Indicator],
    *,
    design: SurveyDesign | None = None,
    method: str = "wilson",
    level: float = 0.95,
    population: int | None = None,
) -> pl.DataFrame:
    """Estimate the indicators of one survey.

    Parameters
    ----------
    coded : DataFrame or LazyFrame
        Coded answers, with the columns of ``design``.
    questionnaire : Questionnaire
        Their questionnaire.
    indicators : sequence of Indicator
        Of this survey.
    design : SurveyDesign, optional
        The sampling design; default a simple random sample of ``population``.
    method : str
        Interval of shares; see :func:`kumin.judgement.measures.numbers.estimate_number` for the others.
    level : float
        Confidence level.
    population : int, optional
        Size of the population.

    Returns
    -------
    DataFrame
        As :func:`kumin.proportions`, and ``population`` (Int64), N in proportion to those asked, and ``estimate``
        (Float64), the value of an indicator that is no percent; its ``se``, ``lower``, ``upper`` are in its unit and
        ``proportion`` is null; and where a target refers to another of the indicators ``target_se`` (Float64).
        Where nobody is counted ``n_base`` is the smallest of the bases, ``n_positive`` null.
    """
    design = design or SurveyDesign(population=population)
    whole = [indicator for indicator in indicators if indicator.is_share]
    counted = ESTIMATES.empty()
    if whole:
        counted = proportions(
            coded,
            {indicator.id: positive_of(indicator, questionnaire) for indicator in whole},
            base={indicator.id: base_of(indicator, questionnaire) for indicator in whole},
            asked={indicator.id: asked_of(indicator, questionnaire) for indicator in whole},
            design=design,
            method=method_named(method),
            level=level,
            nulls="false",
        )
        # an error of 0 that says nothing (of 0% with ``wald``) is none, as for means
        nothing = pl.col("not_estimable").eq_missing(NO_SPREAD)
        counted = counted.with_columns(pl.when(~nothing).then(pl.col("se", "lower", "upper")))
    schema = pl.Schema({**counted.schema, "estimate": pl.Float64()})
    rows = [
        estimate_number(coded, questionnaire, indicator, design, level)
        for indicator in indicators
        if not indicator.is_share
    ]
    frames = [counted, pl.DataFrame(rows, schema=schema)]
    order = pl.Enum([indicator.id for indicator in indicators])
    table = pl.concat(frames, how="diagonal").sort(pl.col("indicator").cast(order), maintain_order=True)
    differing = differences_from_targets(coded, questionnaire, indicators, design, level)
    if differing:
        se = pl.col("indicator").replace_strict(differing, default=None, return_dtype=pl.Float64)
        table = table.with_columns(se.alias(TARGET_SE))
    share = None if population is None else population / max(coded.lazy().select(pl.len()).collect().item(), 1)
    in_population = pl.lit(None, pl.Int64) if share is None else rounded(pl.col("n_asked") * share, 0).cast(pl.Int64)
    return table.with_columns(population=in_population)


def without_error(estimates: pl.DataFrame, which: pl.Expr | None = None) -> pl.DataFrame:
    """Take the sampling error off estimates (off all rows, or off ``which``), where it cannot be stated.

    ``not_estimable``, where there is such a column, says that the sample is not random.
    """
    where = pl.lit(value=True) if which is None else which
    columns = [name for name in SAMPLING_ERROR if name in estimates.columns]
    none = {name: pl.lit("not_random" if name == "not_estimable" else None) for name in columns}
    return estimates.with_columns(
        pl.when(where).then(none[name]).otherwise(pl.col(name)).alias(name) for name in columns
    )
