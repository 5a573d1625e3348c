"""Survey statistics: pure functions on Polars frames."""

from kumin.estimation.answers import option_shares
from kumin.estimation.association.crosstabs import Crosstab, crosstab
from kumin.estimation.association.independence import independence_tests
from kumin.estimation.association.residuals import adjusted_residuals
from kumin.estimation.comparisons.comparing import compare_estimates
from kumin.estimation.comparisons.contrasts import differences_from_rest
from kumin.estimation.comparisons.differences import differences
from kumin.estimation.comparisons.multiplicity import adjust_p_values
from kumin.estimation.comparisons.t_tests import mean_tests, paired_tests
from kumin.estimation.comparisons.trends import trends
from kumin.estimation.design import Calibration, SurveyDesign
from kumin.estimation.distributions.quantiles import quantiles
from kumin.estimation.distributions.summaries import summaries
from kumin.estimation.functions import (
    FunctionEstimate,
    difference_of,
    function_of_means,
    mean_of,
    ratio_of,
)
from kumin.estimation.imputation import combine_imputations
from kumin.estimation.means import means, totals
from kumin.estimation.planning import (
    SampleSize,
    detectable_change,
    power_of_change,
    required_n,
    required_n_for_change,
    sampling_error_table,
)
from kumin.estimation.precision import MUNICIPAL_RULES, NCHS_RULES, ReliabilityRule, flag_reliability
from kumin.estimation.proportions import proportions
from kumin.estimation.ratios import ratios
from kumin.estimation.regression.after import predictive_margins, term_tests
from kumin.estimation.regression.regress import Regression, regress
from kumin.estimation.regression.terms import category, interaction
from kumin.estimation.replication.estimates import replicate_estimates, replicate_statistic
from kumin.estimation.replication.replicates import ReplicateColumns, Replicates
from kumin.estimation.replication.weights import replicate_weights
from kumin.estimation.survey import Survey
from kumin.estimation.validation.validate import validate_design
from kumin.estimation.weights import (
    Collapse,
    Weighted,
    adjust_by_cell,
    adjust_by_propensity,
    calibrate,
    post_stratify,
    rake,
    trim_weights,
    weight_diagnostics,
)
from kumin.intervals import METHOD_NAMES

__all__ = [
    "METHOD_NAMES",
    "MUNICIPAL_RULES",
    "NCHS_RULES",
    "Calibration",
    "Collapse",
    "Crosstab",
    "FunctionEstimate",
    "Regression",
    "ReliabilityRule",
    "ReplicateColumns",
    "Replicates",
    "SampleSize",
    "Survey",
    "SurveyDesign",
    "Weighted",
    "adjust_by_cell",
    "adjust_by_propensity",
    "adjust_p_values",
    "adjusted_residuals",
    "calibrate",
    "category",
    "combine_imputations",
    "compare_estimates",
    "crosstab",
    "detectable_change",
    "difference_of",
    "differences",
    "differences_from_rest",
    "flag_reliability",
    "function_of_means",
    "independence_tests",
    "interaction",
    "mean_of",
    "mean_tests",
    "means",
    "option_shares",
    "paired_tests",
    "post_stratify",
    "power_of_change",
    "predictive_margins",
    "proportions",
    "quantiles",
    "rake",
    "ratio_of",
    "ratios",
    "regress",
    "replicate_estimates",
    "replicate_statistic",
    "replicate_weights",
    "required_n",
    "required_n_for_change",
    "sampling_error_table",
    "summaries",
    "term_tests",
    "totals",
    "trends",
    "trim_weights",
    "validate_design",
    "weight_diagnostics",
]
