"""What several reports of one run need is made once for all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import ref

R = TypeVar("R")
P = ParamSpec("P")
T = TypeVar("T")


def once_a_run(make: Callable[Concatenate[R, P], T]) -> Callable[Concatenate[R, P], T]:
    """Remember what a function returned for a run and the other arguments, as long as the run is in use.

    A run holds frames and cannot be hashed, so it is known by its identity; the other arguments are hashable, and what
    is returned is not to be changed.
    """
    made: dict[int, tuple[ref[Any], dict[Any, T]]] = {}

    @wraps(make)
    def remembered(result: R, /, *args: P.args, **kwargs: P.kwargs) -> T:
        number = id(result)
        if number not in made:
            made[number] = (ref(result, lambda _: made.pop(number, None)), {})
        found, key = made[number][1], (args, tuple(sorted(kwargs.items())))
        if key not in found:
            found[key] = make(result, *args, **kwargs)
        return found[key]

    return remembered
