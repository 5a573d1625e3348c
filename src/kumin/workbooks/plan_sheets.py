"""The sheets of a plan → its plain values."""

from __future__ import annotations

import re
from typing import Any

from kumin.definitions.files.tree import Loc, Place, Understood
from kumin.definitions.lenient.scalars import folded, year_of
from kumin.workbooks.grid import Found, Headed
from kumin.workbooks.layout import INDICATOR, ISSUE, SURVEY, YEAR
from kumin.workbooks.sheet_reader import SheetReader

_DAY = re.compile(r"\d{4}-(\d\d)-(\d\d)(?: 00:00:00)?")


class PlanReader(SheetReader):
    """Reads the sheets of a plan."""

    def read(self) -> dict[str, Any]:
        """Return the plain values."""
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


def _unmangled(words: str) -> str:
    """Return 1-2 where Excel has made it the second of January."""
    match = _DAY.fullmatch(words)
    return f"{int(match[1])}-{int(match[2])}" if match else words
