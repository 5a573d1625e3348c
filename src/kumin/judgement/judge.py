"""達成状況: estimates and a plan → a mark for every indicator, with the evidence beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import polars as pl

from kumin.definitions import Indicator, LoadedPlan, Plan
from kumin.errors import StatisticsError
from kumin.judgement.change import changes_of, published_year
from kumin.judgement.evidence import evidence_of, evidence_row
from kumin.judgement.frames import JUDGEMENTS_SCHEMA, frame_of
from kumin.judgement.goals import Marking, marking_of
from kumin.judgement.summary import summary_of
from kumin.judgement.targets import past_values, targets_frame
from kumin.numbers import exact, half_up, is_small, percent_of

Row = dict[str, Any]


@dataclass(frozen=True)
class Judged:
    """Judgements and the frames that explain them; see :mod:`kumin.judgement.frames`."""

    judgements: pl.DataFrame
    frames: Mapping[str, pl.DataFrame]


def judge(
    estimates: pl.DataFrame,
    plan: Plan | LoadedPlan,
    *,
    fiscal_year: int | None = None,
    previous: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Judge every indicator of a plan.

    The official judgement compares the *published* percent, rounded half up from the counts to the plan's decimals,
    with the target, as a reader of the table would (``compare: exact`` in the plan: the exact one). ``evidence`` is
    ``clear`` where the whole interval lies on the judgement's side of the target, else ``within_error``;
    ``probability_met`` is :func:`kumin.judgement.probability_met`.

    Parameters
    ----------
    estimates : DataFrame
        One row an indicator: ``indicator``, ``n_base``, ``n_positive``, ``proportion``, ``lower``, ``upper``,
        ``level``, and where known ``survey``, ``n_eff``, ``deff``, ``method``,
        ``population`` (of those asked), ``se``, ``df`` (for the change). Proportions 0-1. Where ``n_positive`` is null
        or ``weighted`` is true, ``proportion`` is published. Rows of domains are not meant here.
    plan : Plan or LoadedPlan
        The plan.
    fiscal_year : int, optional
        The year the estimates are of; default the plan's.
    previous : DataFrame, optional
        An earlier year: ``indicator``, ``fiscal_year``, ``percent`` (as printed), ``source``, and the columns of
        :data:`kumin.judgement.change.COMPARED`.
        Without it, or for indicators it lacks, the plan's history serves.

    Returns
    -------
    DataFrame
        :data:`kumin.judgement.JUDGEMENTS_SCHEMA`; the weighted and tipping columns are null here. Flags:
        ``no_result`` (no estimate, or nobody in the base), ``not_measured`` (the plan says so), ``no_reference`` (a
        past value the target refers to is not known), ``no_metric`` (the scale's metric cannot be formed), ``number``
        (a number with a unit: see ``numbers``), ``rounding_decides`` (the exact value would be marked otherwise),
        ``differs_from_published`` (the plan states another value for this year), ``previous_differs`` (last year's
        answers give another percent than was published), ``small_base`` (fewer than 30 in the base).

    Raises
    ------
    StatisticsError
        The estimates have no column ``indicator``, or an indicator twice.
    """
    given = plan.plan if isinstance(plan, LoadedPlan) else plan
    return judge_all(estimates, given, fiscal_year=fiscal_year, previous=previous).judgements


def judge_all(
    estimates: pl.DataFrame,
    plan: Plan,
    *,
    fiscal_year: int | None = None,
    previous: pl.DataFrame | None = None,
    invited: Mapping[str, int] | None = None,
) -> Judged:
    """Judge as :func:`judge` does and return what explains it too: targets, marks, numbers, evidence, changes, summary.

    Parameters
    ----------
    invited : mapping of survey key to int, optional
        Letters that arrived, for the letters that would have been needed to decide.
    """
    year = plan.fiscal_year if fiscal_year is None else fiscal_year
    past = past_values(plan, previous)
    targets = targets_frame(plan, year, previous)
    _require_one_each(estimates)
    found = {row["indicator"]: row for row in estimates.iter_rows(named=True)}
    before = {row["indicator"]: row for row in previous.iter_rows(named=True)} if previous is not None else {}
    marks, numbers, evidence, pairs = [], [], [], []
    kept: list[tuple[Row, Row, Marking | None]] = []
    for (_, indicator), target in zip(plan.indicators(), targets.iter_rows(named=True), strict=True):
        estimate = _estimate(indicator, found.get(indicator.id), plan, year)
        marking = marking_of(indicator, plan.scale_of(indicator), year, past[indicator.id])
        mark = _mark(indicator, estimate, marking, target, plan, own_year=year == plan.fiscal_year)
        marks.append(mark)
        kept.append((estimate, target, marking))
        year_before = _year_before(indicator, target, before.get(indicator.id))
        if year_before is not None:
            pairs.append((estimate | {"indicator": indicator.id, "value": mark["value"]}, year_before))
        if (
            marking is not None
            and mark["met"] is not None
            and not indicator.unit
            and estimate.get("proportion") is not None
        ):
            letters = (invited or {}).get(indicator.survey)
            evidence.append(evidence_row(estimate, marking.goal, met=mark["met"], invited=letters))
        if indicator.unit:
            numbers.append(_number(mark, target))
    changes = changes_of(pairs)
    by_change = {row["indicator"]: row for row in changes.iter_rows(named=True)}
    by_evidence = {str(row["indicator"]): row for row in evidence}
    rows = [
        _judgement(
            estimate,
            mark,
            target,
            by_change.get(mark["indicator"], {}),
            by_evidence.get(mark["indicator"], {}),
            marking,
        )
        for (estimate, target, marking), mark in zip(kept, marks, strict=True)
    ]
    judgements = pl.DataFrame(rows, schema=JUDGEMENTS_SCHEMA)
    frames = {
        "targets": targets,
        "marks": frame_of("marks", marks),
        "numbers": frame_of("numbers", numbers),
        "evidence": frame_of("evidence", evidence),
        "changes": changes,
        "summary": summary_of(judgements),
    }
    return Judged(judgements, frames)


def _require_one_each(estimates: pl.DataFrame) -> None:
    """Refuse estimates that are not one row an indicator: rows of domains would be judged by chance."""
    if "indicator" not in estimates.columns:
        raise StatisticsError("statistics_column_missing", name="indicator")
    again = estimates.filter(pl.col("indicator").is_duplicated())["indicator"]
    if len(again):
        raise StatisticsError("estimates_indicator_repeated", indicator=again[0])


def _estimate(indicator: Indicator, found: Row | None, plan: Plan, year: int) -> Row:
    """Return the estimate's row, or of an indicator without a survey what the plan states for the year."""
    if found is not None or indicator.survey:
        return found or {}
    stated = indicator.result if year == plan.fiscal_year else indicator.history.get(year)
    if stated is None:
        return {}
    return {"indicator": indicator.id, "value": stated.percent}


def _mark(
    indicator: Indicator, estimate: Row, marking: Marking | None, target: Row, plan: Plan, *, own_year: bool
) -> Row:
    """Work out the published value, whether it meets the target, and its mark."""
    decimals = plan.decimals_of(indicator)
    value, precise = _values(estimate, decimals, counted=not estimate.get("weighted"))
    flags = []
    out: Row = {"indicator": indicator.id, "value": None if value is None else float(value), "met": None}
    scale = plan.scale_of(indicator)
    if value is None or precise is None:
        flags.append("not_measured" if indicator.not_measured and own_year else "no_result")
        if flags == ["not_measured"] and scale is not None and scale.not_measured:
            out["judgement"] = scale.not_measured
    elif marking is None:
        flags.append("no_reference")
    else:
        compared, other = (precise, value) if target["compare"] == "exact" else (value, precise)
        metric = marking.metric(compared)
        out |= {
            "met": marking.goal.met(compared),
            "metric": scale.metric if scale else None,
            "metric_value": None if metric is None else float(metric),
            "judgement": marking.mark(compared),
            "exact_judgement": marking.mark(precise),
        }
        if out["judgement"] is None:
            flags.append("no_metric")
        if marking.mark(other) != out["judgement"]:
            flags.append("rounding_decides")
    if indicator.unit:
        flags.append("number")
    if (
        own_year
        and indicator.result
        and value is not None
        and indicator.survey
        and value != exact(indicator.result.percent)
    ):
        flags.append("differs_from_published")
    if is_small(estimate.get("n_base")):
        flags.append("small_base")
    return out | {"flags": ";".join(flags)}


def _values(estimate: Row, decimals: int, *, counted: bool) -> tuple[Fraction | None, Fraction | None]:
    """Return the published and the exact value."""
    if estimate.get("value") is not None:
        stated = exact(estimate["value"])
        return stated, stated
    positive, n, p = estimate.get("n_positive"), estimate.get("n_base"), estimate.get("proportion")
    if counted and positive is not None and n:
        return percent_of(positive, n, decimals), Fraction(100 * positive, n)
    if p is None:
        return None, None
    percent = exact(100 * p)
    return half_up(percent, decimals), percent


def _year_before(indicator: Indicator, target: Row, before: Row | None) -> Row | None:
    """Return the year to compare with: last year's answers where there are any, else what was published."""
    if before is not None and before.get("percent") is not None:
        return before | {"value": before["percent"], "source": before.get("source") or "answers"}
    if target["previous_value"] is None or indicator.unit:
        return None
    row = published_year(target["previous_value"] / 100, target["previous_n"])
    facts = {"fiscal_year": target["previous_year"], "source": "published", "value": target["previous_value"]}
    return {"indicator": indicator.id} | row | facts


def _judgement(estimate: Row, mark: Row, target: Row, change: Row, evidence: Row, marking: Marking | None) -> Row:
    """Put a row of the table together."""
    is_percent = target["unit"] is None
    percent = mark["value"] if is_percent else None
    row: Row = dict.fromkeys(JUDGEMENTS_SCHEMA.names())
    row |= {name: target[name] for name in ("issue", "indicator", "survey", "comparison")}
    row |= {name: estimate.get(name) for name in ("n_base", "n_positive")}
    row |= {"percent": percent, "judgement": mark.get("judgement")}
    if is_percent:
        row["target_percent"] = target["low"] if target["low"] is not None else target["high"]
        row["previous_percent"] = change.get("previous_percent")
        row["change_points"] = change.get("change_points")
        row["change_lower_points"] = change.get("lower_points")
        row["change_upper_points"] = change.get("upper_points")
        row["change_p_value"] = change.get("p_value")
    lower, upper = estimate.get("lower"), estimate.get("upper")
    if lower is not None and upper is not None:
        row |= {"lower_percent": 100 * lower, "upper_percent": 100 * upper}
    if marking is not None and mark.get("met") is not None and is_percent:
        row["evidence"] = evidence_of(marking.goal, met=mark["met"], lower=lower, upper=upper)
        row["probability_met"] = (
            evidence.get("probability_met") if evidence.get("indicator") == row["indicator"] else None
        )
    flags = [flag for flag in mark["flags"].split(";") if flag]
    published_before = target["previous_value"]
    differs = change.get("source") in ("answers", "result") and change.get("previous_year") == target["previous_year"]
    if differs and published_before is not None and change.get("previous_percent") != published_before:
        flags.append("previous_differs")
    return row | {"flags": ";".join(flags)}


def _number(mark: Row, target: Row) -> Row:
    """Make the row of a number with a unit."""
    value, before = mark["value"], target["previous_value"]
    return {
        "issue": target["issue"],
        "indicator": target["indicator"],
        "unit": target["unit"],
        "decimals": target["decimals"],
        "value": value,
        "comparison": target["comparison"],
        "target_value": target["low"] if target["low"] is not None else target["high"],
        "target_high": target["high"] if target["low"] is not None else None,
        "judgement": mark.get("judgement"),
        "previous_year": target["previous_year"],
        "previous_value": before,
        "change": None if value is None or before is None else float(exact(value) - exact(before)),
        "flags": mark["flags"],
    }
