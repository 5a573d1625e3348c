"""Everything together: the surveys' answers and the plan → judgements with all the frames beside them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from kumin.definitions import Plan, Questionnaire
from kumin.definitions.survey import CENSUS
from kumin.judgement.comparability import Difference, Measured, marking_rule_of
from kumin.judgement.earlier import EarlierYears
from kumin.judgement.flags import Flag
from kumin.judgement.goals import Marking
from kumin.judgement.judge import Judged, judge_all, judged_with, sampling_of
from kumin.judgement.judgement import Judgement, Weighted
from kumin.judgement.measures import without_error
from kumin.judgement.measures.drawn import DESIGNED
from kumin.judgement.measures.pool_parts import PoolPart, pool_frames, pool_parts
from kumin.judgement.measures.rates import crossed_rates, response_rates
from kumin.judgement.measures.worst_cases import nonresponse
from kumin.judgement.paths.outlook import paths
from kumin.judgement.published import audit, audit_flags, published_bounds, published_rates
from kumin.judgement.surveys.frames import BESIDE, FRAMES, WEIGHTED
from kumin.judgement.surveys.margins import margins
from kumin.judgement.surveys.provenance import (
    alike_of,
    aspects_of,
    comparability,
    flags_of_population,
    populations,
)
from kumin.judgement.surveys.survey import (
    SurveyAnswers,
    bases,
    design_frame,
    early_late,
    weightings,
    weights_frame,
    who_answered,
)
from kumin.judgement.surveys.weighting import POSTSTRATIFIED, RAKED, UNWEIGHTED, Weighting
from kumin.judgement.targets import markings_of, past_values, targets_of
from kumin.judgement.verdicts.causes import Beside
from kumin.numbers import exact, half_up

Row = dict[str, Any]


def assess(
    plan: Plan,
    surveys: Sequence[SurveyAnswers],
    estimates: pl.DataFrame,
    *,
    earlier: EarlierYears,
    fiscal_year: int | None = None,
    questionnaires: Mapping[str, Questionnaire] | None = None,
    level: float = 0.95,
) -> Judged:
    """Judge a plan from its surveys' answers, with everything that can be said beside each judgement.

    Parameters
    ----------
    plan : Plan
        The plan.
    surveys : sequence of SurveyAnswers
        Those with answers; may be empty.
    estimates : DataFrame
        One row an indicator, unweighted, as :func:`kumin.judgement.measures.estimate_indicators` with ``survey``.
    earlier : EarlierYears
        What earlier years left.
    fiscal_year : int, optional
        Default the plan's.
    questionnaires : mapping of survey key to Questionnaire, optional
        What was asked, where there are no answers to judge from.
    level : float
        Confidence level.

    Returns
    -------
    Judged
        Every frame of :data:`kumin.judgement.FRAMES`, empty where there is nothing to say.
    """
    year = plan.fiscal_year if fiscal_year is None else fiscal_year
    markings = markings_of(targets_of(plan, year, past_values(plan, earlier.previous)))
    estimates = _without_error(plan, estimates)
    found = {data.key: weightings(data) for data in surveys}
    weighted = weighted_frame(plan, surveys, estimates, found, markings)
    official = _official(plan, surveys, estimates, found)
    asked = {data.key: data.questionnaire for data in surveys} if surveys else questionnaires or {}
    unweighted = _unweighted(plan, surveys, official)
    aspects = aspects_of(plan, asked, earlier.measured, unweighted)
    alike = alike_of(aspects, earlier.previous)
    censuses = {key for key, how in (earlier.measured or {}).items() if how.get("sampling") == CENSUS}
    invited = {data.key: data.arrived for data in surveys if data.arrived is not None}
    judged = judge_all(
        official, plan, fiscal_year=year, previous=earlier.previous, invited=invited, alike=alike, past=earlier.past,
        censuses=censuses,
    )  # fmt: skip
    frames = {one.name: one.empty() for one in BESIDE}
    frames |= _survey_frames(surveys, estimates, markings, found) | {"weighted": weighted}
    frames["populations"] = populations(plan, surveys)
    frames["comparability"] = comparability(aspects)
    past = earlier.previous if earlier.past is None else earlier.past
    parts = pool_parts(plan, official, year, past, questionnaires=asked, measured=earlier.past_measured)
    frames |= pool_frames(parts, published=not surveys)
    frames["path"] = paths(judged.items, level)
    if not surveys:
        frames["bounds"] = published_bounds(plan, judged.items, markings)
        frames["audit"] = audit(plan, asked, judged.items)
        frames["response_rates"] = published_rates(plan)
    measured_year = None if earlier.previous is None else earlier.previous["fiscal_year"].max()
    beside = _Beside(plan, frames, aspects, earlier.measured or {}, parts, measured_year)
    completed = [judged_with(one, beside.of(one), invited) for one in judged.items]
    if not surveys:
        completed = [replace(one, flags=one.flags | audit_flags(plan, asked, one)) for one in completed]
    return Judged(_completed(completed, frames, plan, unweighted, parts), frames)


@dataclass(frozen=True)
class _Beside:
    """What is known beside the judgements, by indicator."""

    plan: Plan
    frames: Mapping[str, pl.DataFrame]
    aspects: Mapping[str, tuple[Difference, ...]]
    measured: Measured
    parts: Sequence[PoolPart]
    measured_year: Any

    def of(self, one: Judgement) -> Beside:
        """Return what is known beside one of them."""
        id_, key = one.indicator.id, one.indicator.survey
        survey = self.plan.surveys.get(key)
        rate = next(
            (
                row["rate"]
                for row in self.frames["response_rates"].iter_rows(named=True)
                if row["survey"] == key and row["dimension"] is None
            ),
            None,
        )
        own: str | None = survey.sampling if survey else None
        if one.indicator.pool is not None:
            own = sampling_of(self.plan, one.indicator)
        written = self.measured.get(id_, {}).get("target")
        rule = None if not written else marking_rule_of(written, one.target.rule)
        return Beside(
            sampling=own,
            rules=self._rows("base_rules", id_),
            weighted=self._rows("weighted", id_),
            worst=next((row for row in self._rows("bounds", id_) if row["scope"] == "nonrespondents"), None),
            returned=rate,
            before=None if rule is None else rule.marking(one.target.year, one.target.past),
            target_known=rule is not None,
            aspects=self.aspects.get(id_),
            pooled=[part for part in self.parts if part.indicator == id_ and part.earlier and part.aspects],
            measured_year=self.measured_year,
        )

    def _rows(self, name: str, indicator: str) -> list[Row]:
        return self.frames[name].filter(pl.col("indicator") == indicator).to_dicts()


def _without_error(plan: Plan, estimates: pl.DataFrame) -> pl.DataFrame:
    """Take the intervals off surveys that are no probability samples: no sampling error can be stated of them."""
    keys = [key for key, survey in plan.surveys.items() if not survey.has_sampling_error]
    return without_error(estimates, pl.col("survey").is_in(keys)) if keys else estimates


def _official(
    plan: Plan, surveys: Sequence[SurveyAnswers], estimates: pl.DataFrame, found: Mapping[str, list[Weighting]]
) -> pl.DataFrame:
    """Return the estimates that are published: the plan's weighting where a survey has it."""
    if plan.official == UNWEIGHTED:
        return estimates
    replaced = []
    for data in surveys:
        for weighting in found[data.key]:
            if weighting.name == plan.official and weighting.weighted is not None:
                table = data.estimates(weighting.weighted.frame, weighting.weighted.design)
                replaced.append(
                    table.with_columns(survey=pl.lit(data.key), weighted=pl.lit(value=True)).drop("population")
                )
    if not replaced:
        return estimates
    new = pl.concat(replaced, how="diagonal")
    kept = estimates.join(new.select("indicator"), on="indicator", how="anti").with_columns(
        weighted=pl.lit(value=False)
    )
    return pl.concat([kept, new], how="diagonal_relaxed")


def _unweighted(plan: Plan, surveys: Sequence[SurveyAnswers], official: pl.DataFrame) -> list[str]:
    """List the indicators that are published unweighted although the plan's official percent is weighted."""
    if plan.official == UNWEIGHTED:
        return []
    measured = official.filter(
        pl.col("survey").is_in([data.key for data in surveys]),
        pl.any_horizontal(pl.col("^(proportion|estimate)$").is_not_null()),
    )
    if "weighted" in measured.columns:
        measured = measured.filter(~pl.col("weighted").fill_null(value=False))
    return measured["indicator"].to_list()


def weighted_frame(
    plan: Plan,
    surveys: Sequence[SurveyAnswers],
    estimates: pl.DataFrame,
    found: Mapping[str, list[Weighting]],
    markings: Mapping[str, Marking],
) -> pl.DataFrame:
    """Put the unweighted, post-stratified and raked percents of every indicator side by side."""
    rows: list[Row] = []
    for data in surveys:
        usable = [weighting for weighting in found[data.key] if weighting.weighted is not None]
        if not usable:
            continue
        keys = {indicator.id for indicator in data.indicators}
        tables = [(UNWEIGHTED, "", estimates.filter(pl.col("indicator").is_in(keys)))]
        for weighting in usable:
            assert weighting.weighted is not None
            table = data.estimates(weighting.weighted.frame, weighting.weighted.design)
            tables.append((weighting.name, weighting.dimensions, table))
        unweighted: dict[str, str | None] = {}
        for name, dimensions, table in tables:
            for estimate in table.iter_rows(named=True):
                row = _weighted_row(plan, data, name, estimate, markings.get(estimate["indicator"]))
                first = unweighted.setdefault(estimate["indicator"], row["judgement"])
                changes = None if row["judgement"] is None or first is None else row["judgement"] != first
                rows.append(row | {"dimensions": dimensions or None, "judgement_changes": changes})
    order = {indicator.id: place for place, (_, indicator) in enumerate(plan.indicators())}
    return WEIGHTED.of(sorted(rows, key=lambda row: order[str(row["indicator"])]))


def _weighted_row(plan: Plan, data: SurveyAnswers, name: str, estimate: Row, marking: Marking | None) -> Row:
    indicator = next(item for item in data.indicators if item.id == estimate["indicator"])
    p, number = estimate["proportion"], estimate.get("estimate")
    precise = None if p is None and number is None else exact(100 * p if number is None else number)
    value = None if precise is None else half_up(precise, plan.decimals_of(indicator))
    return {
        "survey": data.key,
        "indicator": indicator.id,
        "weighting": name,
        "official": name == plan.official,
        "n_base": estimate["n_base"],
        "n_eff": estimate["n_eff"],
        "deff": estimate["deff"],
        "percent": None if value is None or number is not None else float(value),
        "lower_percent": None if estimate["lower"] is None or number is not None else 100 * estimate["lower"],
        "upper_percent": None if estimate["upper"] is None or number is not None else 100 * estimate["upper"],
        "value": None if value is None else float(value),
        "judgement": marking.mark(precise) if marking is not None and precise is not None else None,
    }


def _survey_frames(
    surveys: Sequence[SurveyAnswers],
    estimates: pl.DataFrame,
    markings: Mapping[str, Marking],
    found: Mapping[str, list[Weighting]],
) -> dict[str, pl.DataFrame]:
    """Stack the frames that are made survey by survey."""
    tables: dict[str, list[pl.DataFrame]] = {}

    def add(name: str, table: pl.DataFrame) -> None:
        tables.setdefault(name, []).append(table.select(FRAMES[name].names()))

    for data in surveys:
        keys = [indicator.id for indicator in data.indicators]
        own = estimates.filter(pl.col("indicator").is_in(keys))
        bounded, tipping = nonresponse(data, own, markings)
        add("bounds", bounded)
        add("tipping", tipping)
        add("base_rules", bases(data, markings))
        add("response_rates", response_rates(data))
        add("crossed_rates", crossed_rates(data))
        add("margins", margins(data, own))
        add("weights", weights_frame(data, found[data.key]))
        add("design", design_frame(data))
        if data.survey.has_sampling_error:
            add("early_late", early_late(data))
        answered = who_answered(data)
        if answered is not None:
            key = pl.lit(data.key).alias("survey")
            add("representativeness", answered.cells.with_columns(key))
            add("representativeness_tests", answered.tests.with_columns(key))
    return {name: pl.concat(parts) for name, parts in tables.items()}


def _completed(
    judgements: Sequence[Judgement],
    frames: Mapping[str, pl.DataFrame],
    plan: Plan,
    unweighted: Collection[str],
    parts: Sequence[PoolPart],
) -> tuple[Judgement, ...]:
    """Add to the judgements what only the surveys' answers tell: other weights, tipping points, and their flags."""
    weighted = frames["weighted"].filter(pl.col("weighting") != UNWEIGHTED)
    incomparable = {one.indicator.id for one in judgements if one.change is not None and one.change.alike is False}
    depends = {
        Flag.OFFICIAL_UNWEIGHTED: set(unweighted),
        Flag.NOT_COMPARABLE: incomparable,
        Flag.POOLED_UNALIKE: {part.indicator for part in parts if part.alike is False},
    }
    beside = _weighted_beside(weighted, plan)
    tipping = dict(frames["tipping"].select("indicator", "tipping_percent").iter_rows())
    return tuple(
        replace(
            one,
            flags=one.flags
            | {flag for flag, indicators in depends.items() if one.indicator.id in indicators}
            | flags_of_population(plan, one.indicator),
            weighted=beside.get(one.indicator.id),
            tipping_percent=tipping.get(one.indicator.id),
        )
        for one in judgements
    )


def _weighted_beside(weighted: pl.DataFrame, plan: Plan) -> dict[str, Weighted]:
    """Return the weighted percent that stands beside each: the official one, else the first that can be."""
    preferred = [POSTSTRATIFIED, RAKED, DESIGNED] if plan.official == UNWEIGHTED else [plan.official]
    found: dict[str, Weighted] = {}
    for name in preferred:
        rows = weighted.filter(pl.col("weighting") == name).select("indicator", "percent", "judgement")
        for indicator, percent, mark in rows.iter_rows():
            found.setdefault(indicator, Weighted(percent, mark))
    return found
