"""``at_most``: 以下."""

from __future__ import annotations

from kumin.definitions.targets.kind import one_end, target_kind

target_kind(one_end("at_most", end="high", order=30, example="{at_most: 10}"))
