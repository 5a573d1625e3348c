"""``monitor``: the value is watched; nothing is promised, so that there is no mark."""

from __future__ import annotations

from typing import Literal

from kumin.definitions.goal import NO_GOAL
from kumin.definitions.targets.kind import Kind, target_kind

target_kind(
    Kind(
        name="monitor",
        rule=Literal[True],
        words="target_monitor",
        example="{monitor: true}",
        order=110,
        comparison=NO_GOAL,
        goal=lambda _rule, _year, _past: None,
        amounts=lambda _: [],
    )
)
