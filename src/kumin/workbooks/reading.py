"""A workbook → the plain values that a YAML definition has, each with the sheet and cell it stands in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from kumin.definitions.files.tree import Loc, Place, Tree, Understood
from kumin.definitions.files.yaml_tree import MAX_NODES
from kumin.definitions.lenient.scalars import folded, year_of
from kumin.definitions.lenient.target_words import meant_of, unit_of
from kumin.definitions.lenient.targets import target_of
from kumin.definitions.plan import Plan
from kumin.definitions.targets import Target
from kumin.definitions.titles import question_number
from kumin.errors import DefinitionError, choices
from kumin.messages import LANGUAGES, text
from kumin.numbers import counted
from kumin.responses.display import letter
from kumin.responses.readers.sheets import Sheet, sheets_of
from kumin.responses.seen import ERROR, FORMULA
from kumin.workbooks.cells import understood_cell
from kumin.workbooks.grid import Found, Grid, Headed, headed, items
from kumin.workbooks.layout import CODE, INDICATOR, ISSUE, LIST, SHEET, SURVEY, YEAR, Table, tables_of

_DAY = re.compile(r"\d{4}-(\d\d)-(\d\d)(?: 00:00:00)?")


def open_sheets(path: Path) -> dict[str, Grid]:
    """Read the sheets of a workbook.

    Raises
    ------
    DefinitionError
        There is no such file, it is locked, or it is larger than a definition is.
    """
    if not path.exists():
        raise DefinitionError("definition_missing", path=path)
    try:
        with path.open("rb"):
            pass
    except PermissionError:
        raise DefinitionError("definition_locked", path=path) from None
    sheets: tuple[Sheet, ...] = sheets_of(path)
    if sum(sheet.frame.height * sheet.frame.width for sheet in sheets) > MAX_NODES:
        raise DefinitionError("definition_too_large", path=path, limit=counted(MAX_NODES))
    return {sheet.name: Grid.of(sheet) for sheet in sheets}


def read_tree(path: Path, model: type[BaseModel]) -> Tree:
    """Read a workbook as the plain values of a plan or a questionnaire.

    Raises
    ------
    DefinitionError
        The workbook cannot be opened, or lacks a sheet that the definition needs.
    """
    reader = _Reader(path, open_sheets(path), tables_of(model))
    value = reader.plan() if model is Plan else reader.questionnaire()
    return reader.tree(value)


@dataclass
class _Reader:
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

    def plan(self) -> dict[str, Any]:
        """Read a plan."""
        value = self.items("plan")
        value["surveys"] = self._surveys()
        issues = self._issues()
        value["issues"] = issues
        self._indicators(issues)
        self._below(issues, "parts")
        self._below(issues, "history")
        self.grid("populations")
        return value

    def _surveys(self) -> dict[str, Any]:
        table, found = self.table("surveys"), {}
        for row, cells in table.rows() if table else ():
            key, place = cells.pop((SURVEY,), ("", table.grid.place(row, 0) if table else Place()))
            if not key or key in found:
                self.problem("workbook_key_repeated" if key else "workbook_key_missing", place, name=key)
                continue
            self.positions["surveys", key] = place
            found[key] = self.placed(cells, ("surveys", key), "surveys")
            for name in ("population", "invited_by"):
                given = found[key].get(name)
                sheet = next(
                    (one for one in self.grids if isinstance(given, str) and folded(one) == folded(given)), None
                )
                if sheet is not None:
                    self.used.add(sheet)
                    found[key][name] = f"{self.path.name}#{sheet}"
        return found

    def _issues(self) -> list[dict[str, Any]]:
        table = self.table("issues", needed=True)
        issues: list[dict[str, Any]] = []
        for row, cells in table.rows() if table else ():
            at = ("issues", len(issues))
            self.positions[at] = table.grid.place(row, 0) if table else Place()
            issues.append(self.placed(cells, at, "issues") | {"indicators": []})
        if table and not issues:
            self._is_empty(table, ("issues",))
        return issues

    def _indicators(self, issues: list[dict[str, Any]]) -> None:
        table = self.table("indicators", needed=True)
        if table and issues and not list(table.rows()):
            self._is_empty(table, ("issues", 0, "indicators"))
        for row, cells in table.rows() if table else ():
            place = table.grid.place(row, 0) if table else Place()
            id_ = self._id(cells, ("id",))
            named, at = cells.pop((ISSUE,), (None, place))
            wanted = _unmangled(named) if named else id_.rpartition("-")[0]
            index = next((n for n, issue in enumerate(issues) if folded(str(issue.get("id"))) == folded(wanted)), None)
            if index is None:
                known = ", ".join(str(issue.get("id")) for issue in issues)
                self.problem("workbook_issue_unknown", at, issue=wanted, known=known)
                continue
            loc = ("issues", index, "indicators", len(issues[index]["indicators"]))
            self.positions[loc] = place
            self._note_empty(table, row, cells, loc)
            issues[index]["indicators"].append(self.placed(cells, loc, "indicators"))

    def _note_empty(self, table: Headed | None, row: int, cells: Found, at: Loc) -> None:
        """Note where the empty cells of a row stand: what is missing is told there, and not at a neighbour."""
        for column, leaf in table.columns.items() if table else ():
            if leaf.path not in cells and len(leaf.path) == 1:
                assert table is not None
                self.positions[*at, *leaf.path] = table.grid.place(row, column)

    def _is_empty(self, table: Headed, loc: Loc) -> None:
        """Say that a table has headings only, at the place where its list would be refused for having nothing."""
        self.positions[loc] = table.grid.place(max(table.first, 0), 0)
        self.problem("workbook_table_empty", self.positions[loc], sheet=table.grid.name)

    def _below(self, issues: list[dict[str, Any]], code: str) -> None:
        """Read what belongs to indicators: their parts, or their history."""
        table = self.table(code)
        for row, cells in table.rows() if table else ():
            place = table.grid.place(row, 0) if table else Place()
            id_ = self._id(cells, (INDICATOR,))
            cells.pop((INDICATOR,), None)
            found = [
                (("issues", i, "indicators", j), one)
                for i, issue in enumerate(issues)
                for j, one in enumerate(issue["indicators"])
                if str(one.get("id")) == id_
            ]
            if not found:
                self.problem("workbook_indicator_unknown", place, indicator=id_)
                continue
            at, one = found[0]
            if code == "parts":
                loc: Loc = (*at, "parts", len(one.setdefault("parts", [])))
                self.positions[loc] = place
                one["parts"].append(self.placed(cells, loc, code))
            else:
                self._year(one, at, cells, place)

    def _year(self, indicator: dict[str, Any], at: Loc, cells: Found, place: Place) -> None:
        words, where = cells.pop((YEAR,), ("", place))
        year = year_of(words)
        history = indicator.setdefault("history", {})
        if year is None or year in history or not cells:
            code = (
                "workbook_year_unread" if year is None else "workbook_year_repeated" if cells else "workbook_no_value"
            )
            self.problem(code, where, year=words)
            return
        loc = (*at, "history", year)
        value = self.placed(cells, loc, "history")
        self.positions[loc] = where
        history[year] = value["percent"] if set(value) == {"percent"} else value

    def _id(self, cells: Found, path: tuple[str, ...]) -> str:
        """Return a row's number; one that Excel took for a day is what was typed."""
        if path not in cells:
            return ""
        words, place = cells[path]
        if (meant := _unmangled(words)) != words:
            self.understood.append(Understood("id", words, meant))
            cells[path] = (meant, place)
        return meant

    def questionnaire(self) -> dict[str, Any]:
        """Read a questionnaire."""
        value = self.items("questionnaire")
        lists = self._lists()
        table = self.table("questions", needed=True)
        questions: list[dict[str, Any]] = []
        for row, cells in table.rows() if table else ():
            at = ("questions", len(questions))
            place = table.grid.place(row, 0) if table else Place()
            self.positions[at] = place
            one = self.placed(cells, at, "questions")
            if "id" not in one:
                one["id"] = _id_of(one.get("header"), row)
            self._options(one, at, lists, cells.get(("options",), ("", place))[1])
            questions.append(one)
        value["questions"] = questions
        return value

    def _options(self, one: dict[str, Any], at: Loc, lists: Mapping[str, Any], place: Place) -> None:
        name = one.get("options")
        if not isinstance(name, str):
            return
        if folded(name) in lists:
            options, places = lists[folded(name)]
            one["options"] = {code: dict(option) for code, option in options.items()}
            self.positions |= {(*at, "options", *loc): where for loc, where in places.items()}
        elif "=" not in name and "＝" not in name:
            known = ", ".join(lists)
            self.problem("workbook_list_unknown", place, name=name, **{**choices(name, list(lists)), "known": known})

    def _lists(self) -> dict[str, tuple[dict[Any, Any], dict[Loc, Place]]]:
        """Read the lists of options; a name that is not repeated holds for the rows below it."""
        table = self.table("options")
        lists: dict[str, tuple[dict[Any, Any], dict[Loc, Place]]] = {}
        name = ""
        for row, cells in table.rows() if table else ():
            grid_place = table.grid.place(row, 0) if table else Place()
            name, _ = cells.pop((LIST,), (name, grid_place))
            code, where = cells.pop((CODE,), ("", grid_place))
            options, places = lists.setdefault(folded(name), ({}, {}))
            number = int(code) if code.isdecimal() else code
            label, known = cells.get(("label",), ("", where))[0], options.get(number)
            moved = known is not None and _is_unnamed(known.get("label"), number) and not _is_unnamed(label, number)
            if moved and name:
                # a label whose row was given the number of an option that had none
                self.understood.append(Understood("option_named", str(known and known.get("label")), label))
            elif not name or code == "" or known is not None:
                self.problem(
                    "workbook_code_repeated" if code else "workbook_code_missing", where, option=code, name=name
                )
                continue
            kept = dict(self.positions)
            options[number] = self.placed(cells, (), "options")
            places[number,] = where
            for path, (_, cell) in cells.items():
                places[number, *path] = cell
            self.positions = kept
        return lists


def _is_unnamed(label: object, code: object) -> bool:
    """Tell the label that a draft gives to a code of which no words are known: 選択肢3."""
    return label in {text("draft_option", lang, code=code) for lang in LANGUAGES}


def _unmangled(words: str) -> str:
    """Return 1-2 where Excel has made it the second of January."""
    match = _DAY.fullmatch(words)
    return f"{int(match[1])}-{int(match[2])}" if match else words


def _id_of(header: Any, row: int) -> str:
    """Make the id of a question that has none: q6 of 問6, else c and its row."""
    match = question_number(str(header or ""))
    if match is None:
        return f"c{row + 1}"
    return f"q{match[1]}_{match[2]}" if match[2] else f"q{match[1]}"


def _for_people(name: str) -> bool:
    own = {
        folded(text(code, lang)) for code in ("sheet_help", "sheet_asked", "sheet_populations") for lang in LANGUAGES
    }
    return folded(name) in own or folded(name).startswith(("メモ", "memo"))


__all__ = ["SHEET", "open_sheets", "read_tree"]
