"""``at_least``: 以上."""

from __future__ import annotations

from kumin.definitions.targets.kind import one_end, target_kind

target_kind(one_end("at_least", end="low", order=10, example="{at_least: 60}"))
