"""Look up the columns of a file by their headings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from kumin.errors import ReadError
from kumin.responses.display import letter, shorten
from kumin.responses.folding import fold_heading, fold_punctuation
from kumin.responses.matching.similar import Headed, most_similar
from kumin.responses.table import AnswerTable

_COMPARED = 100


class Finder:
    """Looks headings up, first strictly, then without punctuation, and remembers which columns are taken.

    Attributes
    ----------
    table : AnswerTable
        The file.
    used : set of int
        Columns that are taken.
    merged : set of str
        Questions whose heading stands above several columns that cannot be distinguished.
    """

    def __init__(self, table: AnswerTable) -> None:
        self.table = table
        self.used: set[int] = set()
        self.merged: set[str] = set()
        self.strict: dict[str, list[int]] = {}
        self.loose: dict[str, list[int]] = {}
        for position in range(len(table.headers)):
            keys = table.headings.keys(position)
            for key in dict.fromkeys(map(fold_heading, keys)):
                self.strict.setdefault(key, []).append(position)
            for key in dict.fromkeys(map(fold_punctuation, keys)):
                self.loose.setdefault(key, []).append(position)

    def find(self, names: Sequence[str]) -> int | None:
        """Find and take the column whose heading is one of ``names``, the first that is there.

        Raises
        ------
        ReadError
            Two columns have that heading.
        """
        for name in names:
            found = self.strict.get(fold_heading(name), [])
            if len(found) > 1:
                columns = ", ".join(map(letter, found))
                raise ReadError("heading_twice", path=self.table.path, heading=shorten(name), columns=columns)
            if found and found[0] not in self.used:
                return self._take(found[0])
        for name in names:
            # without its punctuation a heading must be the only one of its kind
            found = self.loose.get(fold_punctuation(name), [])
            if len(found) == 1 and found[0] not in self.used and fold_punctuation(name):
                return self._take(found[0])
        return None

    def headed(self, names: Sequence[str]) -> list[int]:
        """List all columns that have one of ``names`` as a heading, taken or not."""
        return [position for name in names for position in self.strict.get(fold_heading(name), [])]

    def _take(self, position: int) -> int:
        self.used.add(position)
        return position

    def find_only(self, names: Sequence[str]) -> int | None:
        """Find the one free column that has one of ``names`` as a heading, without taking it."""
        for places, fold in ((self.strict, fold_heading), (self.loose, fold_punctuation)):
            for name in names:
                positions = [p for p in places.get(fold(name), []) if p not in self.used]
                if len(positions) == 1:
                    return positions[0]
        return None

    def left_over(self, ignore: Sequence[str]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the columns that are not taken: those with a heading, and those with values only."""
        ignored = set(map(fold_heading, ignore))
        unknown, nameless = [], []
        frame = self.table.frame
        for position, own in enumerate(self.table.headings.own):
            if position in self.used:
                continue
            if not any(own):
                if frame[self.table.column(position)].null_count() < frame.height:
                    nameless.append(position)
            elif not any(fold_heading(key) in ignored for key in self.table.headings.keys(position)):
                unknown.append(position)
        return tuple(unknown), tuple(nameless)

    def beyond(self, nameless: Sequence[int]) -> tuple[int, ...]:
        """Return the nameless columns that are to the right of all headings and mostly empty.

        On a sheet no delimiter can shift cells: what an empty column parts from the answers is another table.
        """
        frame, own = self.table.frame, self.table.headings.own
        last = max((position for position, parts in enumerate(own) if any(parts)), default=-1)
        right = [position for position in nameless if position > last]
        if self.table.sheet and right[:1] != [last + 1]:
            return ()
        return tuple(p for p in right if frame[self.table.column(p)].null_count() * 2 >= frame.height)

    @cached_property
    def _left(self) -> list[Headed]:
        """Every heading of a free column; used when all questions have been looked up."""
        free = [place for place in range(len(self.table.headers)) if place not in self.used]
        keys = ((place, key) for place in free for key in (self.table.headers[place], *self.table.headings.keys(place)))
        return [(folded, place) for place, key in keys if (folded := fold_punctuation(key[:_COMPARED]))]

    def similar(self, names: Sequence[str]) -> int | None:
        """Return the free column whose heading is most similar to one of ``names``; None where none is similar."""
        return most_similar(names, self._left)
