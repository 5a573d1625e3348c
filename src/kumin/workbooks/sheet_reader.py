"""The sheets of a definition: their tables and items, found, read, and told of where they cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kumin.definitions.files.tree import Loc, Place, Tree, Understood
from kumin.definitions.lenient.scalars import folded
from kumin.definitions.lenient.target_words import meant_of, unit_of
from kumin.definitions.lenient.targets import target_of
from kumin.definitions.targets import Target
from kumin.errors import DefinitionError, choices
from kumin.messages import LANGUAGES, text
from kumin.responses.display import letter
from kumin.responses.seen import ERROR, FORMULA
from kumin.workbooks.cells import understood_cell
from kumin.workbooks.grid import Found, Grid, Headed, headed, items
from kumin.workbooks.layout import Table


@dataclass
class SheetReader:
    """The sheets of a workbook as they are read, with what is to be told of them."""

    path: Path
    grids: Mapping[str, Grid]
    tables: Mapping[str, Table]
    positions: dict[Loc, Place] = field(default_factory=dict)
    problems: list[DefinitionError] = field(default_factory=list)
    understood: list[Understood] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def tree(self, value: dict[str, Any]) -> Tree:
        """Return what was read, with what people should know of the workbook."""
        for name, grid in self.grids.items():
            if name in self.used:
                self._look_at(grid)
        unread = [name for name in self.grids if name not in self.used and not _for_people(name)]
        self.understood += [Understood("sheet_unread", name, name) for name in unread]
        if self.path.with_name(f"~${self.path.name}").exists():
            self.understood.append(Understood("open_elsewhere", self.path.name, ""))
        for loc, place in list(self.positions.items()):
            for end in range(len(loc)):
                self.positions.setdefault(loc[:end], place)
        return Tree(value, self.positions, self.path, self.understood, self.problems)

    def _look_at(self, grid: Grid) -> None:
        """Name cells without a value that can be read, and rows that nobody sees."""
        for row, column, kind, shown in grid.sheet.seen.of_kind(FORMULA, ERROR).iter_rows():
            place = Place(cell=f"{grid.name}!{letter(column)}{row}")
            code = "workbook_formula" if kind == FORMULA else "workbook_error_value"
            self.problems.append(DefinitionError(code, path=self.path, cell=place.cell, shown=shown or ""))
        hidden = [row for row in grid.sheet.seen.hidden_rows if row <= len(grid.rows) and any(grid.rows[row - 1])]
        self.understood += [Understood("hidden_row", f"{grid.name}!{row}", "") for row in hidden]
        if grid.sheet.seen.hidden_sheet:
            self.understood.append(Understood("hidden_sheet", grid.name, ""))

    def problem(self, code: str, place: Place, **params: Any) -> None:
        """Note what cannot be used."""
        self.problems.append(DefinitionError(code, path=self.path, cell=place.cell, **params))

    def grid(self, code: str, *, needed: bool = False) -> Grid | None:
        """Find a sheet by its name in either language."""
        table = self.tables[code]
        for name, grid in self.grids.items():
            if folded(name) in table.names:
                self.used.add(name)
                return grid
        if needed:
            sheet = " / ".join(dict.fromkeys(table.name(lang) for lang in LANGUAGES))
            raise DefinitionError("workbook_sheet_missing", path=self.path, sheet=sheet, known=", ".join(self.grids))
        return None

    def table(self, code: str, *, needed: bool = False) -> Headed | None:
        """Find a table with its headings; name the columns that are not known, or that are needed and not there."""
        grid = self.grid(code, needed=needed)
        if grid is None:
            return None
        found, table = headed(grid, self.tables[code]), self.tables[code]
        known = [leaf.heading(LANGUAGES[0]) for leaf in table.leaves]
        for column in found.unknown:
            words = grid.words(found.first, column) or ""
            self.problem(
                "workbook_column_unknown", grid.place(found.first, column), name=words, **choices(words, known)
            )
        lacking = [leaf for leaf in table.leaves if leaf.needed and leaf not in found.columns.values()]
        for leaf in lacking if needed or found.first >= 0 else ():
            if leaf.path != ("id",) or code != "questions":
                self.problem(
                    "workbook_column_missing", grid.place(max(found.first, 0), 0), name=leaf.heading(LANGUAGES[0])
                )
        return found

    def items(self, code: str) -> dict[str, Any]:
        """Read a sheet of items."""
        grid = self.grid(code, needed=True)
        assert grid is not None
        found: Found = {}
        known = [leaf.heading(LANGUAGES[0]) for leaf in self.tables[code].leaves]
        for row, leaf, name, content in items(grid, self.tables[code]):
            if leaf is None:
                self.problem("workbook_item_unknown", grid.place(row, 0), name=name, **choices(name, known))
            elif content is not None and leaf.path in found:
                self.problem("workbook_item_repeated", grid.place(row, 0), name=name)
            elif content is not None:
                found[leaf.path] = (content, grid.place(row, 1))
        self.positions[()] = grid.place(0, 0)
        return self.placed(found, (), code)

    def placed(self, found: Found, at: Loc, code: str) -> dict[str, Any]:
        """Return a row's values under their keys, and note where they stand."""
        known_leaves = {leaf.path: leaf for leaf in self.tables[code].leaves}
        beside = {path[0]: words for path, (words, _) in found.items() if len(path) == 1}
        value: dict[str, Any] = {}
        for path, (words, place) in found.items():
            inner = value
            for key in path[:-1]:
                kept = inner.setdefault(key, {})
                if isinstance(kept, str):
                    break  # a target that cannot be read, which is told
                inner = kept
            else:
                said = understood_cell(words, known_leaves[path], beside)
                if known_leaves[path].type_ is Target and isinstance(said, str):
                    said = self._target(said, (*at, *path), place, beside)
                known = inner.get(path[-1])
                inner[path[-1]] = known | said if isinstance(known, dict) and isinstance(said, dict) else said
                self.positions[*at, *path] = place
        return value

    def _target(self, words: str, loc: Loc, place: Place, beside: Mapping[str, str]) -> Any:
        """Read a target in words at once, because other columns add to it."""
        meant = meant_of(words, beside)
        read = None if meant is None else target_of(meant)
        if read is None:
            return words
        # what other columns add later is no part of these words, and not read yet
        self.understood.append(Understood("target", words, dict(read), unit_of(beside) or ""))
        self.positions |= {(*loc, key): place for key in read}
        return read


def _for_people(name: str) -> bool:
    own = {
        folded(text(code, lang)) for code in ("sheet_help", "sheet_asked", "sheet_populations") for lang in LANGUAGES
    }
    return folded(name) in own or folded(name).startswith(("メモ", "memo"))
