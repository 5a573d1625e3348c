"""Survey statistics: pure functions on Polars frames."""

from kumin.estimation.calibrating import calibrate
from kumin.estimation.collapsing import Collapse
from kumin.estimation.design import Calibration, SurveyDesign
from kumin.estimation.fitting import post_stratify, rake
from kumin.estimation.limits import METHOD_NAMES
from kumin.estimation.nonresponse import adjust_by_cell, adjust_by_propensity
from kumin.estimation.precision import MUNICIPAL_RULES, NCHS_RULES, ReliabilityRule, flag_reliability
from kumin.estimation.proportions import proportions
from kumin.estimation.weighting import Weighted, weight_diagnostics

__all__ = [
    "METHOD_NAMES",
    "MUNICIPAL_RULES",
    "NCHS_RULES",
    "Calibration",
    "Collapse",
    "ReliabilityRule",
    "SurveyDesign",
    "Weighted",
    "adjust_by_cell",
    "adjust_by_propensity",
    "calibrate",
    "flag_reliability",
    "post_stratify",
    "proportions",
    "rake",
    "weight_diagnostics",
]
