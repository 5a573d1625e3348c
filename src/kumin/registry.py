"""A registry: named entries that each bring everything that depends on them, in the order they were made.

What a plan accepts, what docs list, what JSON Schemas allow and what help shows is read from the registry, so that
adding one thing is one entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Registry(Mapping[str, T], Generic[T]):
    """Entries of one kind by their names.

    Parameters
    ----------
    what : str
        What the entries are, for the error of a name that is given twice.

    Examples
    --------
    >>> methods = Registry[int]("interval method")
    >>> methods.add("wilson", 1)
    1
    >>> list(methods)
    ['wilson']
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._entries: dict[str, T] = {}

    def add(self, name: str, entry: T) -> T:
        """Add an entry and return it.

        Raises
        ------
        ValueError
            The name is taken.
        """
        if name in self._entries:
            raise ValueError(f"{self._what} {name!r} is there already")
        self._entries[name] = entry
        return entry

    def remove(self, name: str) -> None:
        """Take an entry out again, as a test does that added one."""
        del self._entries[name]

    def __getitem__(self, name: str) -> T:
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


def registered(where: str) -> tuple[str, ...]:
    """Return the names in a registry of a later room, read when they are asked for.

    A definition file may name what a later room offers. The rooms before it know the place of that registry only, so
    that adding an entry there is all there is to do; like the entry points of a package.

    Parameters
    ----------
    where : str
        ``module:name``.

    Examples
    --------
    >>> sorted(registered("kumin.responses.formats:FORMATS"))
    ['columns', 'joined', 'slots']
    """
    return tuple(offered(where))


def offered(where: str) -> Any:
    """Return what a later room offers: a registry, or the function that reads a kind of definition file.

    Parameters
    ----------
    where : str
        ``module:name``.
    """
    module, _, name = where.partition(":")
    return getattr(import_module(module), name)
