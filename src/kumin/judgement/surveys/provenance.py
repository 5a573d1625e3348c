"""Whom each percent speaks of, and whether it was measured as it was last year."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import polars as pl

from kumin.definitions import Indicator, Plan, Questionnaire
from kumin.definitions.wording import about_residents
from kumin.judgement.comparability import (
    Difference,
    Measured,
    comparable,
    differences,
    measured_how,
    target_written,
)
from kumin.judgement.flags import Flag, flags_text
from kumin.judgement.frames import COMPARABILITY, POPULATIONS
from kumin.judgement.surveys.survey import SurveyAnswers
from kumin.judgement.year import RECOMPUTED

Row = dict[str, Any]


def populations(plan: Plan, surveys: Sequence[SurveyAnswers]) -> pl.DataFrame:
    """State whom each percent speaks of, and flag percents about residents that were not measured on them."""
    sizes = {data.key: data.total for data in surveys}
    rows: list[Row] = []
    for _, indicator in plan.indicators():
        if not indicator.survey:
            continue
        survey = plan.surveys[indicator.survey]
        rows.append(
            {
                "indicator": indicator.id,
                "survey": indicator.survey,
                "of": survey.of or None,
                "population": sizes.get(indicator.survey),
                "domain": ";".join(f"{id_}={','.join(map(str, codes))}" for id_, codes in indicator.among.items())
                or None,
                "base_rule": indicator.base.rule
                + (f"-{','.join(map(str, indicator.base.excluding))}" if indicator.base.excluding else ""),
                "sampling": survey.sampling,
                "about": "residents" if about_residents(indicator) else None,
                "flags": flags_text(flags_of_population(plan, indicator)),
            }
        )
    return POPULATIONS.of(rows)


def flags_of_population(plan: Plan, indicator: Indicator) -> frozenset[Flag]:
    """Flag a percent that is no random sample's, and one about residents that was not measured on them."""
    if not indicator.survey or plan.surveys[indicator.survey].has_sampling_error:
        return frozenset()
    claimed = {Flag.RESIDENTS_FROM_OTHERS} if about_residents(indicator) else set()
    return frozenset({Flag.NOT_RANDOM} | claimed)


def aspects_of(
    plan: Plan,
    questionnaires: Mapping[str, Questionnaire],
    before: Measured | None,
    unweighted: Collection[str] = (),
) -> dict[str, tuple[Difference, ...]]:
    """Compare how each indicator is measured with how it was; none without a year before.

    Of an indicator that the year before does not have, or of which no definitions are at hand, nothing is known. Of a
    number from no survey the target is compared. ``unweighted`` are those that could not be weighted.
    """
    if before is None:
        return {}
    found = {}
    for _, indicator in plan.indicators():
        old = before.get(indicator.id, {})
        if indicator.survey in questionnaires:
            new = measured_how(indicator, plan, questionnaires[indicator.survey], unweighted)
            found[indicator.id] = tuple(differences(old, new))
        elif not indicator.survey:
            new = {"target": target_written(indicator, plan)}
            found[indicator.id] = tuple(one for one in differences(old, new) if one.aspect == "target")
    return found


def alike_of(aspects: Mapping[str, Sequence[Difference]], previous: pl.DataFrame | None) -> dict[str, bool | None]:
    """Say of each indicator whether it was measured as now; a value that was counted anew has this year's base."""
    anew: set[str] = set()
    if previous is not None and "source" in previous.columns:
        anew = set(previous.filter(pl.col("source") == RECOMPUTED)["indicator"])
    return {
        indicator: comparable(found, alike=("base",) if indicator in anew else ())
        for indicator, found in aspects.items()
    }


def comparability(aspects: Mapping[str, Sequence[Difference]]) -> pl.DataFrame:
    """List the aspects as a frame."""
    return COMPARABILITY.of(
        [
            {"indicator": indicator, "aspect": one.aspect, "same": one.same, "before": one.before, "after": one.after}
            for indicator, found in aspects.items()
            for one in found
        ]
    )
