"""Everything together: the surveys' answers and the plan → judgements with all the frames beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from kumin.definitions import Plan
from kumin.judgement.frames import FRAMES, frame_of
from kumin.judgement.goals import Marking, marking_of
from kumin.judgement.judge import Judged, judge_all
from kumin.judgement.margins import margins
from kumin.judgement.measures import without_error
from kumin.judgement.outlook import paths
from kumin.judgement.provenance import Measured, comparability, not_comparable, populations
from kumin.judgement.survey import (
    SurveyAnswers,
    bases,
    early_late,
    nonresponse,
    response_rates,
    weightings,
    weights_frame,
    who_answered,
)
from kumin.judgement.targets import past_values
from kumin.judgement.weighting import POSTSTRATIFIED, RAKED, UNWEIGHTED, Weighting
from kumin.numbers import exact, half_up

Row = dict[str, Any]


def assess(
    plan: Plan,
    surveys: Sequence[SurveyAnswers],
    estimates: pl.DataFrame,
    *,
    fiscal_year: int | None = None,
    previous: pl.DataFrame | None = None,
    previous_measured: Measured | None = None,
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
    fiscal_year : int, optional
        Default the plan's.
    previous : DataFrame, optional
        Last year; see :func:`kumin.judge`.
    previous_measured : mapping, optional
        How last year's indicators were measured.
    level : float
        Confidence level.

    Returns
    -------
    Judged
        Every frame of :data:`kumin.judgement.FRAMES`, empty where there is nothing to say.
    """
    year = plan.fiscal_year if fiscal_year is None else fiscal_year
    past = past_values(plan, previous)
    markings = {}
    for _, indicator in plan.indicators():
        marking = marking_of(indicator, plan.scale_of(indicator), year, past[indicator.id])
        if marking is not None:
            markings[indicator.id] = marking
    estimates = _without_error(plan, estimates)
    found = {data.key: weightings(data) for data in surveys}
    weighted = weighted_frame(plan, surveys, estimates, found, markings)
    official = _official(plan, surveys, estimates, found)
    invited = {data.key: data.arrived for data in surveys if data.arrived is not None}
    judged = judge_all(official, plan, fiscal_year=year, previous=previous, invited=invited)
    frames = {name: frame_of(name, []) for name in FRAMES} | dict(judged.frames)
    frames |= _survey_frames(surveys, estimates, markings, found) | {"weighted": weighted}
    frames["populations"] = populations(plan, surveys)
    frames["comparability"] = comparability(plan, surveys, previous_measured)
    frames["path"] = paths(plan, judged.frames["marks"], official, past, previous, year, level)
    return Judged(_completed(judged.judgements, frames, plan, _unweighted(plan, surveys, official)), frames)


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
        pl.col("survey").is_in([data.key for data in surveys]), pl.col("proportion").is_not_null()
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
    return frame_of("weighted", sorted(rows, key=lambda row: order[str(row["indicator"])]))


def _weighted_row(plan: Plan, data: SurveyAnswers, name: str, estimate: Row, marking: Marking | None) -> Row:
    indicator = next(item for item in data.indicators if item.id == estimate["indicator"])
    p = estimate["proportion"]
    value = judged = None
    if p is not None:
        precise = exact(100 * p)
        value = half_up(precise, plan.decimals_of(indicator))
        judged = precise if data.compare[indicator.id] == "exact" else value
    return {
        "survey": data.key,
        "indicator": indicator.id,
        "weighting": name,
        "official": name == plan.official,
        "n_base": estimate["n_base"],
        "n_eff": estimate["n_eff"],
        "deff": estimate["deff"],
        "percent": None if value is None else float(value),
        "lower_percent": None if estimate["lower"] is None else 100 * estimate["lower"],
        "upper_percent": None if estimate["upper"] is None else 100 * estimate["upper"],
        "judgement": marking.mark(judged) if marking is not None and judged is not None else None,
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
        add("margins", margins(data, own))
        add("weights", weights_frame(data, found[data.key]))
        if data.survey.has_sampling_error:
            add("early_late", early_late(data))
        answered = who_answered(data)
        if answered is not None:
            key = pl.lit(data.key).alias("survey")
            add("representativeness", answered.cells.with_columns(key))
            add("representativeness_tests", answered.tests.with_columns(key))
    return {name: pl.concat(parts) for name, parts in tables.items()}


def _completed(
    judgements: pl.DataFrame, frames: Mapping[str, pl.DataFrame], plan: Plan, unweighted: Sequence[str]
) -> pl.DataFrame:
    """Fill the weighted and tipping columns in, and the flags that only the other frames know."""
    beside = plan.official if plan.official != UNWEIGHTED else None
    weighted = frames["weighted"].filter(pl.col("weighting") != UNWEIGHTED)
    preferred = [beside] if beside else [POSTSTRATIFIED, RAKED]
    chosen = pl.concat([weighted.filter(pl.col("weighting") == name) for name in preferred]).unique(
        "indicator", keep="first"
    )
    tipping = frames["tipping"].select("indicator", pl.col("tipping_percent").alias("nonrespondent_tipping_percent"))
    table = (
        judgements.drop("weighted_percent", "weighted_judgement", "nonrespondent_tipping_percent")
        .join(
            chosen.select("indicator", weighted_percent="percent", weighted_judgement="judgement"),
            on="indicator", how="left", maintain_order="left",
        )
        .join(tipping, on="indicator", how="left", maintain_order="left")
    )  # fmt: skip
    flags: dict[str, list[str]] = {indicator: ["official_unweighted"] for indicator in unweighted}
    for indicator in weighted.filter(pl.col("judgement_changes"))["indicator"].unique():
        flags.setdefault(indicator, []).append("weighting_decides")
    for indicator in frames["base_rules"].filter(pl.col("judgement_depends"))["indicator"].unique():
        flags.setdefault(indicator, []).append("base_decides")
    for indicator in sorted(not_comparable(frames["comparability"])):
        flags.setdefault(indicator, []).append("not_comparable")
    for indicator, more in frames["populations"].select("indicator", "flags").iter_rows():
        flags.setdefault(indicator, []).extend(flag for flag in more.split(";") if flag)
    added = [";".join(flags.get(indicator, [])) for indicator in table["indicator"]]
    both = pl.concat_list(pl.col("flags"), pl.Series("added", added))
    joined = both.list.eval(pl.element().filter(pl.element() != "")).list.join(";")
    return table.with_columns(flags=joined).select(judgements.columns)
