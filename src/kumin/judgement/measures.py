"""How an indicator is measured on coded answers: who counts, who is in the base, and the estimates of a survey."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import polars as pl

from kumin.conditions import answered, asked, has_any, meets
from kumin.definitions import Base, Indicator, Questionnaire
from kumin.estimation import SurveyDesign, proportions
from kumin.estimation.columns import SAMPLING_ERROR
from kumin.numbers import rounded

Row = dict[str, Any]


def positive_of(indicator: Indicator, questionnaire: Questionnaire) -> pl.Expr:
    """Who counts; of combined questions whoever meets any, or all, of them."""
    parts = [has_any(questionnaire.by_id[question], codes) for question, codes in indicator.questions]
    return pl.all_horizontal(parts) if indicator.combine == "all" else pl.any_horizontal(parts)


def asked_of(indicator: Indicator, questionnaire: Questionnaire) -> pl.Expr:
    """Who was asked an indicator's question (of several: all of them), within its domain."""
    return pl.all_horizontal(
        *(asked(questionnaire.by_id[question], questionnaire) for question, _ in indicator.questions),
        meets(indicator.among, questionnaire),
    )


def base_of(indicator: Indicator, questionnaire: Questionnaire, rule: Base | None = None) -> pl.Expr:
    """Who is in an indicator's denominator, by its base rule or the one given; of several questions: by all of them."""
    rule = rule or indicator.base
    base = asked_of(indicator, questionnaire)
    for id_, _ in indicator.questions:
        question = questionnaire.by_id[id_]
        if rule.rule == "answered":
            base &= answered(question)
        if rule.excluding:
            base &= ~has_any(question, rule.excluding)
    return base


def estimate_indicators(
    coded: pl.DataFrame,
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
    coded : DataFrame
        Coded answers, with the columns of ``design``.
    questionnaire : Questionnaire
        Their questionnaire.
    indicators : sequence of Indicator
        Of this survey.
    design : SurveyDesign, optional
        The sampling design; default a simple random sample of ``population``.
    method : str
        Interval of shares; a mean of percents has Wilson's on its effective size, whatever is asked.
    level : float
        Confidence level.
    population : int, optional
        Size of the population.

    Returns
    -------
    DataFrame
        As :func:`kumin.proportions`, and ``population`` (Int64), N in proportion to those asked. Of a mean of percents
        ``n_base`` is the smallest of its parts' and ``n_positive`` is null.
    """
    design = design or SurveyDesign(population=population)
    whole = [indicator for indicator in indicators if indicator.combine != "mean"]
    frames = []
    if whole or not indicators:
        frames.append(
            proportions(
                coded.lazy(),
                {indicator.id: positive_of(indicator, questionnaire) for indicator in whole},
                base={indicator.id: base_of(indicator, questionnaire) for indicator in whole},
                asked={indicator.id: asked_of(indicator, questionnaire) for indicator in whole},
                design=design,
                method=method,
                level=level,
            )
        )
    frames += [
        _mean_of_parts(coded, questionnaire, indicator, design, level)
        for indicator in indicators
        if indicator.combine == "mean"
    ]
    order = pl.Enum([indicator.id for indicator in indicators])
    table = pl.concat(frames, how="diagonal").sort(pl.col("indicator").cast(order), maintain_order=True)
    share = None if population is None else population / max(coded.height, 1)
    in_population = pl.lit(None, pl.Int64) if share is None else rounded(pl.col("n_asked") * share, 0).cast(pl.Int64)
    return table.with_columns(population=in_population)


def _mean_of_parts(
    coded: pl.DataFrame, questionnaire: Questionnaire, indicator: Indicator, design: SurveyDesign, level: float
) -> pl.DataFrame:
    """Estimate the mean of several percents, each on its own base.

    The mean of u = (1/K) Σ_k [p_k + d_k (y_k − p_k) Σw / Σ(w d_k)] is the mean of the p_k, and the variance of that
    mean is the linearised variance of the latter, the covariances of the parts included (Särndal, Swensson & Wretman
    1992, section 5.5): so it is estimated as a mean of numbers, under any design.
    """
    from kumin.estimation.means import means
    from kumin.judgement.change import wilson_limits

    part_ids = [f"{indicator.id}[{k}]" for k in range(len(indicator.questions))]
    singles = [
        indicator.model_copy(update={"id": id_, "question": question, "positive": codes, "combine": None, "parts": ()})
        for id_, (question, codes) in zip(part_ids, indicator.questions, strict=True)
    ]
    positives = {single.id: positive_of(single, questionnaire) for single in singles}
    bases = {single.id: base_of(single, questionnaire) for single in singles}
    parts = proportions(coded.lazy(), positives, base=bases, design=design, level=level)
    row: Row = {"indicator": indicator.id, "n_asked": coded.filter(asked_of(indicator, questionnaire)).height}
    row |= {"n_base": int(parts["n_base"].min() or 0), "level": level, "method": "wilson"}  # type: ignore[arg-type]
    schema = pl.Schema({**parts.schema, "n_asked": pl.Int64()})
    if not row["n_base"]:
        return pl.DataFrame([row], schema=schema)
    weight = pl.col(design.weights) if design.weights else pl.lit(1.0)
    terms = []
    for single, p in zip(singles, parts["proportion"], strict=True):
        inside = bases[single.id].cast(pl.Float64)
        scale = weight.sum() / (weight * inside).sum() if design.weights else pl.len() / inside.sum()
        terms.append(p + inside * (positives[single.id].cast(pl.Float64) - p) * scale)
    value = pl.sum_horizontal(terms) / len(terms)
    found = means(coded, {indicator.id: value}, design=design, level=level).row(0, named=True)
    mean, se = found["mean"], found["se"]
    spread = mean * (1 - mean)
    size = math.inf if se == 0 else spread / se**2
    size = float(row["n_base"]) if spread <= 0 else size
    lower, upper = wilson_limits(min(max(mean, 0.0), 1.0), size, level)
    row |= {"proportion": mean, "se": se, "lower": lower, "upper": upper, "n_eff": size, "df": found["df"]}
    return pl.DataFrame([row | {"deff": row["n_base"] / size}], schema=schema)


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
