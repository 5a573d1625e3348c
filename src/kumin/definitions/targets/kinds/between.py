"""``between``: a range with both ends included."""

from __future__ import annotations

from kumin.definitions.goal import BETWEEN, Goal
from kumin.definitions.targets.amount import Number
from kumin.definitions.targets.kind import Kind, target_kind


def _stated(ends: tuple[float, float]) -> Goal:
    return Goal.of(BETWEEN, *ends)


target_kind(
    Kind(
        name=BETWEEN,
        rule=tuple[Number, Number],
        words="target_between",
        example="{between: [40, 60]}",
        order=50,
        comparison=BETWEEN,
        goal=lambda ends, _year, _past: _stated(ends),
        amounts=lambda ends: [((BETWEEN,), end) for end in ends],
        stated=_stated,
    )
)
