"""``lower``: less than in a past year, by points or a ratio."""

from __future__ import annotations

from kumin.definitions.targets.kind import against_past, target_kind

target_kind(against_past("lower", sign=-1, order=70, example="{lower: {points: 3}}"))
