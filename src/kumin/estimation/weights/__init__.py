"""Weights fitted to a population: post-stratification, raking, calibration, nonresponse."""

from kumin.estimation.weights._margins import Weighted, weight_diagnostics
from kumin.estimation.weights.calibrating import calibrate
from kumin.estimation.weights.collapsing import Collapse
from kumin.estimation.weights.fitting import post_stratify, rake
from kumin.estimation.weights.nonresponse import adjust_by_cell, adjust_by_propensity
from kumin.estimation.weights.trimming import trim_weights

__all__ = [
    "Collapse",
    "Weighted",
    "adjust_by_cell",
    "adjust_by_propensity",
    "calibrate",
    "post_stratify",
    "rake",
    "trim_weights",
    "weight_diagnostics",
]
