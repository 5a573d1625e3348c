"""目標値: what a plan promises of an indicator, and the scales it is marked on."""

from __future__ import annotations

from kumin.definitions.targets import kinds, steps
from kumin.definitions.targets.kind import KINDS, Against, Kind, Number, Past, Reference, Year, target_kind
from kumin.definitions.targets.scale import Band, Metric, Published, Scale
from kumin.definitions.targets.step import STEPS, Baseline, Step, target_step
from kumin.definitions.targets.target import Compare, Target

__all__ = [
    "KINDS",
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
    "Scale",
    "Step",
    "Target",
    "Year",
    "kinds",
    "steps",
    "target_kind",
    "target_step",
]
