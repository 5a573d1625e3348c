"""The frames a judgement is made of: their columns, types and units, in one place.

Shares are in percent here (``_percent``, differences ``_points``), probabilities and rates are proportions 0-1. What is
not known is null, never 0. Codes are stable English words; ``survey`` and ``indicator`` are the plan's ids.
"""

from __future__ import annotations

import polars as pl

_S, _I, _F, _B, _Y = pl.String, pl.Int64, pl.Float64, pl.Boolean, pl.Int32

JUDGEMENTS_SCHEMA = pl.Schema(
    {
        "issue": _S,
        "indicator": _S,
        "survey": _S,
        "n_base": _I,
        "n_positive": _I,
        "percent": _F,
        "lower_percent": _F,
        "upper_percent": _F,
        "comparison": _S,
        "target_percent": _F,
        "judgement": _S,
        "evidence": _S,
        "probability_met": _F,
        "previous_percent": _F,
        "change_points": _F,
        "change_lower_points": _F,
        "change_upper_points": _F,
        "change_p_value": _F,
        "weighted_percent": _F,
        "weighted_judgement": _S,
        "nonrespondent_tipping_percent": _F,
        "flags": _S,
    }
)
"""One row an indicator, in the plan's order. Of a range ``target_percent`` is the lower end; see ``targets``."""

TARGETS_SCHEMA = pl.Schema(
    {
        "issue": _S,
        "indicator": _S,
        "survey": _S,
        "unit": _S,
        "decimals": _I,
        "rule": _S,
        "comparison": _S,
        "low": _F,
        "high": _F,
        "low_open": _B,
        "high_open": _B,
        "stated_low": _F,
        "stated_high": _F,
        "by": _Y,
        "reference": _S,
        "reference_year": _Y,
        "reference_value": _F,
        "compare": _S,
        "previous_year": _Y,
        "previous_value": _F,
        "previous_n": _I,
        "result_value": _F,
        "result_n": _I,
        "not_measured": _B,
    }
)
"""One row an indicator: what it is compared with, worked out for the year. ``low``/``high`` in percent or the unit."""

MARKS_SCHEMA = pl.Schema(
    {
        "indicator": _S,
        "value": _F,
        "met": _B,
        "metric": _S,
        "metric_value": _F,
        "judgement": _S,
        "exact_judgement": _S,
        "flags": _S,
    }
)
"""One row an indicator: the compared value, whether it meets the target, and its mark on the plan's scale."""

NUMBERS_SCHEMA = pl.Schema(
    {
        "issue": _S,
        "indicator": _S,
        "unit": _S,
        "decimals": _I,
        "value": _F,
        "comparison": _S,
        "target_value": _F,
        "target_high": _F,
        "judgement": _S,
        "previous_year": _Y,
        "previous_value": _F,
        "change": _F,
        "flags": _S,
    }
)
"""Indicators with a unit, which come from no survey; their percents in ``judgements`` are null."""

SUMMARY_SCHEMA = pl.Schema({"issue": _S, "judgement": _S, "count": _I, "count_within_error": _I})
"""Marks counted by issue and overall (issue null). A null judgement: not measured, or without a result."""

EVIDENCE_SCHEMA = pl.Schema(
    {
        "survey": _S,
        "indicator": _S,
        "statement": _S,
        "probability_met": _F,
        "n_base": _I,
        "n_eff": _F,
        "margin_points": _F,
        "distance_points": _F,
        "n_needed": _I,
        "n_needed_state": _S,
        "invited_needed": _I,
    }
)
"""``statement``: achieved, within_error, missed. ``n_needed_state``: decided, more, never (on the target)."""

TIPPING_SCHEMA = pl.Schema(
    {
        "survey": _S,
        "indicator": _S,
        "judgement": _S,
        "turns_to": _S,
        "n_base": _I,
        "n_missing": _I,
        "tipping_count": _I,
        "tipping_percent": _F,
        "difference_points": _F,
        "can_turn": _B,
    }
)
"""Which share of the invited who did not answer would turn the judgement."""

BOUNDS_SCHEMA = pl.Schema(
    {
        "survey": _S,
        "indicator": _S,
        "scope": _S,
        "n_base": _I,
        "n_missing": _I,
        "lower_percent": _F,
        "upper_percent": _F,
        "judgement_lower": _S,
        "judgement_upper": _S,
        "judgement_depends": _B,
    }
)
"""Worst-case bounds. ``scope``: no_answer (left out), nonrespondents (and who did not answer at all)."""

BASE_RULES_SCHEMA = pl.Schema(
    {
        "survey": _S,
        "indicator": _S,
        "rule": _S,
        "in_plan": _B,
        "n_base": _I,
        "n_positive": _I,
        "percent": _F,
        "judgement": _S,
        "judgement_depends": _B,
    }
)
"""``rule``: answered, all, answered_without_unsure, all_without_unsure, or plan where the plan's is another."""

WEIGHTED_SCHEMA = pl.Schema(
    {
        "survey": _S,
        "indicator": _S,
        "weighting": _S,
        "official": _B,
        "dimensions": _S,
        "n_base": _I,
        "n_eff": _F,
        "deff": _F,
        "percent": _F,
        "lower_percent": _F,
        "upper_percent": _F,
        "judgement": _S,
        "judgement_changes": _B,
    }
)
"""``weighting``: unweighted, poststratified, raked. ``judgement_changes`` against unweighted."""

WEIGHTS_SCHEMA = pl.Schema(
    {
        "survey": _S,
        "weighting": _S,
        "dimensions": _S,
        "n": _I,
        "n_unknown": _I,
        "deff_kish": _F,
        "n_eff": _F,
        "weight_min": _F,
        "weight_max": _F,
        "note": _S,
    }
)
"""One row a survey and weighting. Weights relative to their mean. ``note``: a message code, e.g. why there are none."""

RESPONSE_RATES_SCHEMA = pl.Schema(
    {
        "survey": _S,
        "dimension": _S,
        "code": _I,
        "label": _S,
        "invited": _F,
        "invited_expected": _B,
        "responded": _I,
        "rate": _F,
    }
)
"""Dimension null: the whole survey. ``invited_expected``: shared out in proportion to the population, not counted."""

REPRESENTATIVENESS_SCHEMA = pl.Schema(
    {
        "survey": _S,
        "dimensions": _S,
        "cell": _S,
        "label": _S,
        "n": _I,
        "population": _I,
        "sample_share": _F,
        "population_share": _F,
        "difference_points": _F,
        "ratio": _F,
        "residual": _F,
        "mark": _S,
    }
)
"""One row a cell; dimensions, codes and labels joined by ``;``. ``mark``: over, under, as_expected."""

REPRESENTATIVENESS_TESTS_SCHEMA = pl.Schema(
    {
        "survey": _S,
        "dimensions": _S,
        "n": _I,
        "n_unknown": _I,
        "cells": _I,
        "chi_square": _F,
        "df": _I,
        "p_value": _F,
        "smallest_expected": _F,
        "dissimilarity": _F,
        "dissimilarity_expected": _F,
        "response_rate": _F,
        "r_indicator": _F,
        "r_lower": _F,
        "r_upper": _F,
    }
)
"""One row a crossing of dimensions. Dissimilarity 0-1; ``_expected``: what chance alone gives with so many answers."""

EARLY_LATE_SCHEMA = pl.Schema(
    {
        "survey": _S,
        "indicator": _S,
        "last_early_day": pl.Date,
        "n_early": _I,
        "percent_early": _F,
        "n_late": _I,
        "percent_late": _F,
        "difference_points": _F,
        "lower_points": _F,
        "upper_points": _F,
        "p_value": _F,
        "p_holm": _F,
    }
)
"""Late less early answers, halves by the day of receipt."""

CHANGES_SCHEMA = pl.Schema(
    {
        "indicator": _S,
        "previous_year": _Y,
        "source": _S,
        "previous_percent": _F,
        "previous_n": _I,
        "change_points": _F,
        "lower_points": _F,
        "upper_points": _F,
        "p_value": _F,
        "p_holm": _F,
        "statement": _S,
    }
)
"""``source``: answers, result, published. ``statement``: rose, fell, within_error, cannot_tell (n unknown)."""

COMPARABILITY_SCHEMA = pl.Schema({"indicator": _S, "aspect": _S, "same": _B, "before": _S, "after": _S})
"""``aspect``: wording, options, positive, base, domain, population, mode, sampling. ``same`` null: not known."""

POPULATIONS_SCHEMA = pl.Schema(
    {
        "indicator": _S,
        "survey": _S,
        "of": _S,
        "population": _I,
        "domain": _S,
        "base_rule": _S,
        "sampling": _S,
        "about": _S,
        "flags": _S,
    }
)
"""Whom each percent speaks of. ``domain``: conditions as ``question=codes``, joined by ``;``."""

MARGINS_SCHEMA = pl.Schema(
    {
        "survey": _S,
        "indicator": _S,
        "dimension": _S,
        "code": _I,
        "label": _S,
        "n_base": _I,
        "percent": _F,
        "margin_points": _F,
        "margin_at_half_points": _F,
        "deff": _F,
        "sampled_share": _F,
        "planned_n": _I,
        "planned_margin_points": _F,
        "reached": _B,
    }
)
"""Sampling error achieved and planned, overall (dimension null) and by attribute. ``sampled_share``: n/N."""

PATH_SCHEMA = pl.Schema(
    {
        "indicator": _S,
        "by": _Y,
        "years_left": _I,
        "target_value": _F,
        "value": _F,
        "needed_per_year": _F,
        "years_used": _S,
        "slope_per_year": _F,
        "slope_lower": _F,
        "slope_upper": _F,
        "projected": _F,
        "projected_lower": _F,
        "projected_upper": _F,
        "expected_now": _F,
        "mark": _S,
    }
)
"""``mark``: reached, on_track, unclear, behind, cannot_tell, due; kept apart from the official judgement."""

FRAMES = {
    "targets": TARGETS_SCHEMA,
    "marks": MARKS_SCHEMA,
    "numbers": NUMBERS_SCHEMA,
    "summary": SUMMARY_SCHEMA,
    "evidence": EVIDENCE_SCHEMA,
    "tipping": TIPPING_SCHEMA,
    "bounds": BOUNDS_SCHEMA,
    "base_rules": BASE_RULES_SCHEMA,
    "weighted": WEIGHTED_SCHEMA,
    "weights": WEIGHTS_SCHEMA,
    "response_rates": RESPONSE_RATES_SCHEMA,
    "representativeness": REPRESENTATIVENESS_SCHEMA,
    "representativeness_tests": REPRESENTATIVENESS_TESTS_SCHEMA,
    "early_late": EARLY_LATE_SCHEMA,
    "changes": CHANGES_SCHEMA,
    "comparability": COMPARABILITY_SCHEMA,
    "populations": POPULATIONS_SCHEMA,
    "margins": MARGINS_SCHEMA,
    "path": PATH_SCHEMA,
}
"""Every frame beside ``judgements``, by its name on a result."""


def frame_of(name: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    """Make the frame ``name`` from rows, null where a row has no value; columns it does not know are an error."""
    schema = FRAMES[name]
    unknown = {key for row in rows for key in row} - set(schema)
    if unknown:
        raise KeyError(f"{name}: {sorted(unknown)}")
    return pl.DataFrame({key: [row.get(key) for row in rows] for key in schema}, schema=schema)
