"""Messages of common."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {}
