"""Whom each percent speaks of, and whether it was measured as it was last year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from kumin.definitions import Indicator, Plan
from kumin.definitions.wording import about_residents
from kumin.judgement.comparability import Difference, comparable, differences, measured_how
from kumin.judgement.flags import Flag, flags_text
from kumin.judgement.frames import COMPARABILITY, POPULATIONS
from kumin.judgement.survey import SurveyAnswers

Row = dict[str, Any]
Measured = Mapping[str, Mapping[str, str]]
"""Indicator → how it was measured, as :func:`kumin.judgement.comparability.measured_how` says."""


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


def comparability(plan: Plan, surveys: Sequence[SurveyAnswers], before: Measured | None) -> pl.DataFrame:
    """Compare how each indicator is measured with how it was; empty without a year before."""
    rows: list[Row] = []
    for data in surveys:
        for indicator in data.indicators:
            if before is None:
                continue
            # an indicator the year before does not have, or of which no definitions are at hand: nothing is known
            old = before.get(indicator.id, {})
            new = measured_how(indicator, plan, data.questionnaire)
            rows += [
                {
                    "indicator": indicator.id,
                    "aspect": found.aspect,
                    "same": found.same,
                    "before": found.before,
                    "after": found.after,
                }
                for found in differences(old, new)
            ]
    return COMPARABILITY.of(rows)


def not_comparable(frame: pl.DataFrame) -> set[str]:
    """Return the indicators whose change may not be read as one."""
    found = set()
    for (indicator,), group in frame.group_by("indicator"):
        listed = [Difference(*row) for row in group.select("aspect", "same", "before", "after").iter_rows()]
        if comparable(listed) is False:
            found.add(str(indicator))
    return found
