"""Estimates and a plan → judgements, and the evidence beside them."""

from __future__ import annotations

from kumin.definitions.goal import Goal
from kumin.judgement.change import Change
from kumin.judgement.flags import Flag
from kumin.judgement.frames import JUDGEMENTS_SCHEMA
from kumin.judgement.judge import Judged, judge, judge_all
from kumin.judgement.judgement import Judgement, Mark
from kumin.judgement.measures.stated import published_estimates
from kumin.judgement.surveys.frames import FRAMES
from kumin.judgement.surveys.nonresponse import Bounds, TippingPoint, bounds, tipping_point
from kumin.judgement.surveys.representativeness import Representativeness, representativeness
from kumin.judgement.targets import past_values, targets_frame
from kumin.judgement.verdicts.evidence import Evidence
from kumin.judgement.verdicts.probability import n_to_decide, probability_met

__all__ = [
    "FRAMES",
    "JUDGEMENTS_SCHEMA",
    "Bounds",
    "Change",
    "Evidence",
    "Flag",
    "Goal",
    "Judged",
    "Judgement",
    "Mark",
    "Representativeness",
    "TippingPoint",
    "bounds",
    "judge",
    "judge_all",
    "n_to_decide",
    "past_values",
    "probability_met",
    "published_estimates",
    "representativeness",
    "targets_frame",
    "tipping_point",
]
