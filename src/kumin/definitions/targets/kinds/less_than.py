"""``less_than``: 未満."""

from __future__ import annotations

from kumin.definitions.targets.kind import one_end, target_kind

target_kind(one_end("less_than", end="high", order=40, example="{less_than: 10}"))
