"""``reference: glide``: so many percent of the way from the baseline (without one: from 0) to the target."""

from __future__ import annotations

from fractions import Fraction

from kumin.definitions.targets.step import Step, Way, latest, target_step
from kumin.numbers import exact


def _value(target: Way, year: int, start: Fraction | None, end: Fraction) -> Fraction | None:
    step = latest(target.glide, year)
    begin = Fraction(0) if start is None else start
    return None if step is None else begin + (end - begin) * exact(step) / 100


target_step(
    Step(
        name="glide",
        needs=("glide",),
        words="reference_glide",
        example="{at_least: 60, by: 2027, glide: {2023: 20, 2024: 40}, reference: glide}",
        order=30,
        value=_value,
        worked_out=True,
    )
)
