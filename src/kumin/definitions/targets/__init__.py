"""目標値: what a plan promises of an indicator, and the scales it is marked on."""

from __future__ import annotations

from kumin.definitions.targets import kinds, steps
from kumin.definitions.targets.amount import Number, Sampled, Value
from kumin.definitions.targets.kind import KINDS, Against, Kind, Past, Reference, Year, target_kind
from kumin.definitions.targets.metric import METRICS, Metric
from kumin.definitions.targets.scale import Band, Published, Scale, Significance
from kumin.definitions.targets.step import STEPS, Baseline, Step, target_step
from kumin.definitions.targets.target import Compare, Revision, Target

__all__ = [
    "KINDS",
    "METRICS",
    "STEPS",
    "Against",
    "Band",
    "Baseline",
    "Compare",
    "Kind",
    "Metric",
    "Number",
    "Past",
    "Published",
    "Reference",
    "Revision",
    "Sampled",
    "Scale",
    "Significance",
    "Step",
    "Target",
    "Value",
    "Year",
    "kinds",
    "steps",
    "target_kind",
    "target_step",
]
