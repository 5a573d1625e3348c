"""``raise``: more than in a past year, by points or a ratio."""

from __future__ import annotations

from kumin.definitions.targets.kind import against_past, target_kind

target_kind(against_past("raise", sign=1, order=60, example="{raise: {points: 5, from: 2022}}"))
