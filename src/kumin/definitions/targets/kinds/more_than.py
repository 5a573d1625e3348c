"""``more_than``: 超."""

from __future__ import annotations

from kumin.definitions.targets.kind import one_end, target_kind

target_kind(one_end("more_than", end="low", order=20, example="{more_than: 60}"))
