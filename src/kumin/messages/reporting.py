"""Messages of reporting."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {}
