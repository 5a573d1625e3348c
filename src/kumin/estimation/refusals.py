"""What is refused before the answers are read."""

from __future__ import annotations

from collections.abc import Iterable

from kumin.errors import StatisticsError, choices


def require_indicators(argument: str, keys: Iterable[str], indicators: Iterable[str]) -> None:
    """Refuse a key of a mapping by indicator (``base``, ``asked``, ``method``) that is no indicator."""
    known = list(indicators)
    for key in keys:
        if key not in known:
            raise StatisticsError("statistics_indicator_unknown", argument=argument, name=key, **choices(key, known))
