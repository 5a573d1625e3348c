"""目標値: what a plan promises of an indicator, and the scales it is marked on."""

from __future__ import annotations

from kumin.definitions.targets import kinds as _kinds  # noqa: F401  # each module registers its kind
from kumin.definitions.targets import steps as _steps  # noqa: F401
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
    "target_kind",
    "target_step",
]
