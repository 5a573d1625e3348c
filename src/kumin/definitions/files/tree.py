"""A definition as plain values, with the place of each, whether it was written as YAML or in a workbook."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from kumin.errors import DefinitionError

Loc = tuple[str | int, ...]


class Place(NamedTuple):
    """Where something stands: line and column of a text, from 1, or sheet and cell of a workbook (``指標!J7``)."""

    line: int | None = None
    column: int | None = None
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """Something that was written in words and read as a value.

    Attributes
    ----------
    kind : str
        What it is of: ``target``, ``year``, ``question``, …; ``understood_KIND`` is its message code.
    given : str or tuple of str
        What was written; several words that were written as a list.
    read : Any
        The plain value that it was read as.
    unit : str
        Of a target, the unit that its numbers are in; empty where it is not known.
    """

    kind: str
    given: str | tuple[str, ...]
    read: Any
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """A definition as plain values.

    Attributes
    ----------
    value : Any
        dict, list, str, int, float, bool, date or None, nested.
    positions : dict[Loc, Place]
        The place of each mapping key and list item, by its path.
    path : Path
        The file.
    understood : list of Understood
        What was written in words.
    problems : list of DefinitionError
        What was written in words and cannot be read.
    """

    value: Any
    positions: dict[Loc, Place]
    path: Path
    understood: list[Understood] = field(default_factory=list)
    problems: list[DefinitionError] = field(default_factory=list)

    def position(self, loc: Loc) -> Place:
        """Return the place of ``loc``, or of its nearest parent that has one."""
        for end in range(len(loc), -1, -1):
            if (found := self.positions.get(loc[:end])) is not None:
                return found
        return Place(1, 1)

    def error(self, code: str, loc: Loc, **params: Any) -> DefinitionError:
        """Make the error of what stands at ``loc``."""
        place = self.position(loc)
        return DefinitionError(code, path=self.path, line=place.line, column=place.column, cell=place.cell, **params)
