"""Is 無回答 or わからない in the base? The percent under every rule, and whether the judgement depends on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import polars as pl

from kumin.definitions import Base, Indicator, Questionnaire
from kumin.definitions.wording import unsure_codes
from kumin.estimation.linearized.sums import engine_for
from kumin.judgement.goals import Marking
from kumin.judgement.measures import base_of, positive_of
from kumin.judgement.surveys.frames import BASE_RULES
from kumin.numbers import percent_of


def rules_of(indicator: Indicator, questionnaire: Questionnaire) -> dict[str, Base]:
    """List the base rules to compare, by name: with and without no answer and, where it is an option, don't know."""
    unsure = sorted({code for id_, _ in indicator.questions for code in unsure_codes(questionnaire.by_id[id_])})
    counted = {code for _, codes in indicator.questions for code in codes}
    excluding = tuple(code for code in unsure if code not in counted)
    rules = {"answered": Base(rule="answered"), "all": Base(rule="all")}
    if excluding:
        rules["answered_without_unsure"] = Base(rule="answered", excluding=excluding)
        rules["all_without_unsure"] = Base(rule="all", excluding=excluding)
    if indicator.base not in rules.values():
        rules["plan"] = indicator.base
    return rules


def base_rules(
    coded: pl.DataFrame,
    questionnaire: Questionnaire,
    indicators: Sequence[Indicator],
    markings: Mapping[str, Marking],
    *,
    survey: str,
    decimals: Mapping[str, int],
) -> pl.DataFrame:
    """Count every indicator under every base rule and mark each.

    Parameters
    ----------
    coded : DataFrame
        Coded answers.
    questionnaire : Questionnaire
        Their questionnaire.
    indicators : sequence of Indicator
        Of this survey; only shares are taken.
    markings : mapping of indicator to Marking
        What they are marked by.
    survey : str
        Its key.
    decimals : mapping of indicator to int
        Decimals published.

    Returns
    -------
    DataFrame
        :data:`kumin.judgement.surveys.frames.BASE_RULES`.
    """
    cases = [
        (indicator, name, rule)
        for indicator in indicators
        if indicator.is_share
        for name, rule in rules_of(indicator, questionnaire).items()
    ]
    sums = []
    for place, (indicator, _, rule) in enumerate(cases):
        base = base_of(indicator, questionnaire, rule)
        positive = base & positive_of(indicator, questionnaire)
        sums += [base.alias(f"n{place}"), positive.alias(f"k{place}")]
    # made as columns first: a base that is everyone is a literal, whose own sum would be 1
    names = [f"{letter}{place}" for place in range(len(cases)) for letter in "nk"]
    plan = coded.lazy().with_columns(sums).select(pl.col(names).sum())
    counts = plan.collect(engine=engine_for(coded)).row(0, named=True) if names else {}
    rows: list[dict[str, object]] = []
    for place, (indicator, name, rule) in enumerate(cases):
        n, k = int(counts[f"n{place}"]), int(counts[f"k{place}"])
        marking = markings.get(indicator.id)
        value = percent_of(k, n, decimals[indicator.id]) if n else None
        rows.append(
            {
                "survey": survey,
                "indicator": indicator.id,
                "rule": name,
                "in_plan": rule == indicator.base,
                "n_base": n,
                "n_positive": k,
                "percent": None if value is None else float(value),
                "judgement": marking.mark(Fraction(100 * k, n)) if marking and n else None,
            }
        )
    frame = BASE_RULES.of(rows)
    # a percent that the rule alone does not mark is marked otherwise than one that it does
    marks, known = pl.col("judgement"), pl.col("percent").is_not_null()
    own = (pl.col("in_plan") & marks.is_not_null()).any()
    depends = (own & (marks.filter(known).n_unique() > 1)).over("indicator")
    return frame.with_columns(judgement_depends=depends)
