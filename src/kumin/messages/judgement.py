"""Messages of judgement."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {}
