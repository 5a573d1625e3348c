"""kumin (区民): from raw survey answers to a ward's published A/B table, with intervals.

The public names load what they need when they are first used, so that ``import kumin`` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kumin.authoring.synthetic import synthetic
    from kumin.batches import Batch, batch
    from kumin.definitions import LoadedPlan, Plan, Questionnaire, load_plan, load_questionnaire
    from kumin.errors import DefinitionError, KuminError, ReadError, StatisticsError, UsageError
    from kumin.estimation import (
        METHOD_NAMES,
        MUNICIPAL_RULES,
        NCHS_RULES,
        Calibration,
        Collapse,
        Crosstab,
        Regression,
        ReliabilityRule,
        ReplicateColumns,
        Replicates,
        SampleSize,
        Survey,
        SurveyDesign,
        Weighted,
        adjust_by_cell,
        adjust_by_propensity,
        adjust_p_values,
        calibrate,
        category,
        combine_imputations,
        compare_estimates,
        crosstab,
        detectable_change,
        differences,
        flag_reliability,
        independence_tests,
        interaction,
        mean_tests,
        means,
        option_shares,
        paired_tests,
        post_stratify,
        power_of_change,
        predictive_margins,
        proportions,
        quantiles,
        rake,
        ratios,
        regress,
        replicate_estimates,
        replicate_statistic,
        replicate_weights,
        required_n,
        required_n_for_change,
        sampling_error_table,
        summaries,
        term_tests,
        totals,
        trends,
        trim_weights,
        validate_design,
        weight_diagnostics,
    )
    from kumin.judgement import bounds, judge, probability_met, representativeness, tipping_point
    from kumin.pipeline import judge_published, run
    from kumin.reading import limits
    from kumin.responses import Answers, read_answers, to_pandera, validate_answers, validate_file
    from kumin.result import Result
    from kumin.sums import Sums, summarize

__version__ = "0.1.0"

_HOMES = {
    "kumin.authoring.synthetic": ("synthetic",),
    "kumin.batches": ("Batch", "batch"),
    "kumin.definitions": ("LoadedPlan", "Plan", "Questionnaire", "load_plan", "load_questionnaire"),
    "kumin.errors": ("DefinitionError", "KuminError", "ReadError", "StatisticsError", "UsageError"),
    "kumin.estimation": (
        "METHOD_NAMES",
        "MUNICIPAL_RULES",
        "NCHS_RULES",
        "Calibration",
        "Collapse",
        "Crosstab",
        "ReliabilityRule",
        "ReplicateColumns",
        "Replicates",
        "SampleSize",
        "SurveyDesign",
        "Weighted",
        "adjust_by_cell",
        "adjust_by_propensity",
        "adjust_p_values",
        "calibrate",
        "compare_estimates",
        "crosstab",
        "detectable_change",
        "differences",
        "flag_reliability",
        "means",
        "Survey",
        "term_tests",
        "regress",
        "predictive_margins",
        "interaction",
        "category",
        "Regression",
        "trim_weights",
        "combine_imputations",
        "paired_tests",
        "mean_tests",
        "independence_tests",
        "option_shares",
        "post_stratify",
        "power_of_change",
        "proportions",
        "quantiles",
        "rake",
        "ratios",
        "replicate_estimates",
        "replicate_statistic",
        "replicate_weights",
        "required_n",
        "required_n_for_change",
        "sampling_error_table",
        "summaries",
        "totals",
        "trends",
        "validate_design",
        "weight_diagnostics",
    ),
    "kumin.judgement": ("bounds", "judge", "probability_met", "representativeness", "tipping_point"),
    "kumin.reading": ("limits",),
    "kumin.pipeline": ("judge_published", "run"),
    "kumin.result": ("Result",),
    "kumin.sums": ("Sums", "summarize"),
    "kumin.responses": ("Answers", "read_answers", "to_pandera", "validate_answers", "validate_file"),
}
_BESIDE = {"kumin.pipeline": "kumin.writers.page.notebook"}
"""What is loaded with a module: the view of a result in a notebook."""
_NAMES = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "METHOD_NAMES",
    "MUNICIPAL_RULES",
    "NCHS_RULES",
    "Answers",
    "Batch",
    "Calibration",
    "Collapse",
    "Crosstab",
    "DefinitionError",
    "KuminError",
    "LoadedPlan",
    "Plan",
    "Questionnaire",
    "ReadError",
    "Regression",
    "ReliabilityRule",
    "ReplicateColumns",
    "Replicates",
    "Result",
    "SampleSize",
    "StatisticsError",
    "Sums",
    "Survey",
    "SurveyDesign",
    "UsageError",
    "Weighted",
    "adjust_by_cell",
    "adjust_by_propensity",
    "adjust_p_values",
    "batch",
    "bounds",
    "calibrate",
    "category",
    "combine_imputations",
    "compare_estimates",
    "crosstab",
    "detectable_change",
    "differences",
    "flag_reliability",
    "independence_tests",
    "interaction",
    "judge",
    "judge_published",
    "limits",
    "load_plan",
    "load_questionnaire",
    "mean_tests",
    "means",
    "option_shares",
    "paired_tests",
    "post_stratify",
    "power_of_change",
    "predictive_margins",
    "probability_met",
    "proportions",
    "quantiles",
    "rake",
    "ratios",
    "read_answers",
    "regress",
    "replicate_estimates",
    "replicate_statistic",
    "replicate_weights",
    "representativeness",
    "required_n",
    "required_n_for_change",
    "run",
    "sampling_error_table",
    "summaries",
    "summarize",
    "synthetic",
    "term_tests",
    "tipping_point",
    "to_pandera",
    "totals",
    "trends",
    "trim_weights",
    "validate_answers",
    "validate_design",
    "validate_file",
    "weight_diagnostics",
]


if not TYPE_CHECKING:
    # hidden from type checkers, for which a module with __getattr__ has every name

    def __getattr__(name: str) -> Any:
        if name in _NAMES:
            if _NAMES[name] in _BESIDE:
                import_module(_BESIDE[_NAMES[name]])
            return getattr(import_module(_NAMES[name]), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
