"""``reference: stated``: every year is judged against the target itself."""

from __future__ import annotations

from kumin.definitions.targets.step import Step, target_step

target_step(
    Step(
        name="stated",
        needs=(),
        words="reference_stated",
        example="{at_least: 60, by: 2027}",
        order=10,
        value=lambda _target, _year, _start, end: end,
    )
)
