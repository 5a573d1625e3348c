"""``reference: milestone``: the year's milestone, or the latest before it."""

from __future__ import annotations

from fractions import Fraction

from kumin.definitions.targets.amount import fraction_in
from kumin.definitions.targets.step import Step, Way, latest, target_step


def _value(target: Way, year: int, _start: Fraction | None, _end: Fraction) -> Fraction | None:
    step = latest(target.milestones, year)
    return None if step is None else fraction_in(step)


target_step(
    Step(
        name="milestone",
        needs=("milestones",),
        words="reference_milestone",
        example="{at_least: 60, by: 2027, milestones: {2024: 45, 2025: 50}, reference: milestone}",
        order=20,
        value=_value,
    )
)
