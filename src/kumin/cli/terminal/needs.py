"""Options that have no effect in the call in which they stand: they are refused, not passed over."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from kumin.errors import UsageError

if TYPE_CHECKING:
    from kumin.responses.table import AnswerTable

P = ParamSpec("P")
R = TypeVar("R")


def only_with(needed: str, *names: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Refuse options of a command where the one that they belong to is not given.

    Parameters
    ----------
    needed : str
        Name of the parameter that they belong to.
    names : str
        Names of the options' parameters.
    """

    def decorated(command: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(command)
        def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
            if not is_given(needed):
                for name in filter(is_given, names):
                    raise UsageError("option_needs", name=_shown(name), needed=_shown(needed))
            return command(*args, **kwargs)

        return wrapped

    return decorated


def refuse_beside(other: object, *names: str) -> None:
    """Refuse options of the command that is running, which have no effect beside something else that is given.

    Raises
    ------
    UsageError
        One of them is given.
    """
    for name in filter(is_given, names):
        raise UsageError("option_without_effect", name=_shown(name), other=str(other))


def refuse_unread(tables: Iterable[AnswerTable], *, sheet: str | None = None, encoding: str | None = None) -> None:
    """Refuse a sheet's name where no file has sheets, and an encoding where none is text.

    Raises
    ------
    UsageError
        It had no effect on any of the files.
    """
    read = list(tables)
    names = ", ".join(table.path.name for table in read)
    if sheet is not None and not any(table.sheet for table in read):
        raise UsageError("option_without_effect", name="--sheet", other=names)
    if encoding is not None and not any(table.kind == "text" for table in read):
        raise UsageError("option_without_effect", name="--encoding", other=names)


def is_given(name: str) -> bool:
    """Tell whether a parameter stands on the command line; its default is not given."""
    source = click.get_current_context().get_parameter_source(name)
    return source is click.core.ParameterSource.COMMANDLINE


def _shown(name: str) -> str:
    """Name a parameter as the user writes it."""
    for parameter in click.get_current_context().command.params:
        if parameter.name == name:
            return max(parameter.opts, key=len) if isinstance(parameter, click.Option) else name.upper()
    raise KeyError(name)
