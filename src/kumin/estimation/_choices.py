"""Words that are one of some, whatever is given in their place."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Real

from kumin.errors import StatisticsError, choices


def shown(value: object) -> object:
    """Show a number or a word of the user's own, of anything else its kind."""
    return value if isinstance(value, Real | str) and len(str(value)) < 40 else type(value).__name__


def require_choice(name: str, value: object, allowed: Iterable[str]) -> str:
    """Take one of some words; what has its own idea of being equal (a frame, an expression) is none.

    Raises
    ------
    StatisticsError
        It is no word, or another.
    """
    known = list(allowed)
    if not isinstance(value, str) or value not in known:
        given = shown(value)
        raise StatisticsError("argument_choice", name=name, value=given, **choices(given, known))
    return value
