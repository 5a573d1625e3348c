"""``reference: path``: the straight line from the baseline to the target."""

from __future__ import annotations

from fractions import Fraction

from kumin.definitions.targets.step import Step, Way, target_step


def _value(target: Way, year: int, start: Fraction | None, end: Fraction) -> Fraction | None:
    if start is None or target.baseline is None or target.by is None:
        return None
    done = Fraction(year - target.baseline.year, target.by - target.baseline.year)
    return start + (end - start) * min(max(done, Fraction(0)), Fraction(1))


target_step(
    Step(
        name="path",
        needs=("baseline", "by"),
        words="reference_path",
        example="{at_least: 60, by: 2027, baseline: {year: 2022}, reference: path}",
        order=40,
        value=_value,
        worked_out=True,
    )
)
