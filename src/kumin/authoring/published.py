"""Values that were published for earlier years, read from a table of indicators, for a plan's history."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kumin.definitions.files.read import is_workbook
from kumin.definitions.lenient.scalars import folded, number_of, year_of
from kumin.definitions.population import rows_of_text
from kumin.errors import DefinitionError
from kumin.messages import text
from kumin.responses.display import shorten
from kumin.workbooks.reading import open_sheets

HEADINGS = {
    "id": ("番号", "指標番号", "no", "no.", "id", "indicator", "指標id"),
    "text": (
        "指標", "指標の文", "指標名", "短い名前", "アウトカム指標", "成果指標", "項目", "内容", "text",
        "label", "title",
    ),
    "year": ("年度", "実施年度", "year", "fiscal_year", "fiscalyear"),
    "n": (
        "n", "nbase", "n_base", "回答数", "回答者数", "有効回答数", "有効回収数", "母数", "サンプル数", "人数",
        "people",
    ),
    "value": (
        "", "実績", "実績値", "値", "割合", "比率", "公表値", "達成値", "現状値", "結果", "percent", "value", "result",
        "実績と達成状況", "実績値と達成状況",
    ),
}  # fmt: skip
"""How the columns of such a table are headed, folded and without brackets; a value's may begin with its year."""
_SEARCHED = 12
_BRACKETS = re.compile(r"[()\[\]【】%]")
_YEAR_FIRST = re.compile(r"((?:令和|平成|[rh])?\.?(?:\d{1,2}|元)年度|(?:19|20|21)\d\d(?:年度?)?)(.*)")
_ID = re.compile(r"\d{1,2}(?:-\d{1,2})*")
_MARK = re.compile(r"[\s:：／/]*(?:[A-DＡ-Ｄ]|[(（]?(?:未?達成|met|not met)[)）]?)+$", re.IGNORECASE)
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class PublishedValue:
    """A value of one indicator and year.

    Attributes
    ----------
    id, text : str
        Number and wording of the indicator; one of them may be empty.
    year : int
        Fiscal year.
    value : float
        As printed.
    unit : str
        Empty for a percent.
    n : int, optional
        The people it was taken of.
    """

    id: str
    text: str
    year: int
    value: float
    unit: str = ""
    n: int | None = None

    @property
    def stated(self) -> object:
        """Return it as a plan's history has it."""
        return self.value if self.n is None else {"percent": self.value, "n": self.n}


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """What a file says.

    Attributes
    ----------
    values : tuple of PublishedValue
    unread : tuple of str
        Cells that hold something else than a value, each with its place.
    """

    values: tuple[PublishedValue, ...]
    unread: tuple[str, ...]

    def lines(self, path: Path, lang: str | None) -> list[str]:
        """Say what was read, and what was not."""
        years = sorted({one.year for one in self.values})
        named = text("list_joiner", lang).join(text("start_folder", lang, year=_named(year, lang)) for year in years)
        without = sum(one.n is None for one in self.values)
        lines = [
            text("published_read", lang, name=path.name, count=len(self.values), years=named),
            *([text("published_no_n", lang, count=without)] if without else []),
        ]
        if self.unread:
            shown = text("list_joiner", lang).join(self.unread[:3]) + ("…" if len(self.unread) > 3 else "")
            lines.append(text("published_unread", lang, count=len(self.unread), cells=shown))
        return lines


def _named(year: int, lang: str | None) -> str:
    from kumin.words import Words

    return Words.of(lang).named_year(year)


def read_published(path: Path, last_year: int) -> PublishedTable:
    """Read a table of indicators with their published values: a CSV or a workbook.

    A row is an indicator, by its number (1-1) or wording; a column holds the values, its heading may name the year
    (令和5年度実績), or a column of its own does.

    Parameters
    ----------
    path : Path
    last_year : int
        Fiscal year of values of which the table names none.

    Raises
    ------
    DefinitionError
        There is no such file, it cannot be read, or has no table with indicators and values.
    """
    if is_workbook(path):
        sheets = [(f"{name}!", grid.rows) for name, grid in open_sheets(path).items()]
    else:
        sheets = [("", [tuple(row) for row in rows_of_text(path)])]
    values: dict[tuple[str, str, int], PublishedValue] = {}
    unread: list[str] = []
    for name, rows in sheets:
        found = _headings(rows, last_year)
        if found is None:
            continue
        for one in _read(rows[found[0] + 1 :], found[0] + 2, name, found[1]):
            if isinstance(one, str):
                unread.append(one)
            else:
                values.setdefault((one.id, one.text, one.year), one)
    if not values:
        raise DefinitionError("published_no_table", path=path)
    return PublishedTable(tuple(values.values()), tuple(unread))


@dataclass(frozen=True, slots=True)
class _Columns:
    id: int | None
    text: int | None
    year: int | None
    values: Mapping[int, int]
    """Column → the fiscal year of its values."""
    n: Mapping[int, int]
    """Column of values → that of the people."""


def _headings(rows: Sequence[Sequence[str | None]], last_year: int) -> tuple[int, _Columns] | None:
    """Find the row of headings: the first that names an indicator and a value."""
    for row, cells in enumerate(rows[:_SEARCHED]):
        kinds = {place: _kind(cell, last_year) for place, cell in enumerate(cells) if cell and cell.strip()}
        one = {
            name: next((place for place, (kind, _) in kinds.items() if kind == name), None)
            for name in ("id", "text", "year")
        }
        values = {place: year for place, (kind, year) in kinds.items() if kind == "value"}
        if values and (one["id"] is not None or one["text"] is not None):
            people = [place for place, (kind, _) in kinds.items() if kind == "n"]
            n = {
                place: found for place in values if (found := _people_column(place, people, sorted(values))) is not None
            }
            return row, _Columns(one["id"], one["text"], one["year"], values, n)
    return None


def _people_column(value: int, people: Sequence[int], values: Sequence[int]) -> int | None:
    """Find the column of people of a column of values: the next one before another value, else the only one."""
    end = next((one for one in values if one > value), None)
    after = [place for place in people if place > value and (end is None or place < end)]
    if after:
        return after[0]
    return people[0] if len(values) == 1 and people else None


def _kind(cell: str, last_year: int) -> tuple[str, int]:
    """Tell what a column holds, and of which year; an unknown one is ``other``."""
    words = _BRACKETS.sub("", folded(cell))
    known = next((kind for kind, names in HEADINGS.items() if words and words in names), None)
    if known is not None:
        return known, last_year
    if folded(cell) in {"%", "(%)"}:
        return "value", last_year
    if words in {"前年度実績", "前年度実績値", "前年度"}:
        return "value", last_year - 1
    if (match := _YEAR_FIRST.fullmatch(words)) and match[2] in HEADINGS["value"]:
        # a ward's form says 5年度 of the era we are in
        year = year_of(match[1]) or year_of(f"令和{match[1]}")
        if year is not None:
            return "value", year
    return "other", 0


def _read(
    rows: Iterable[Sequence[str | None]], first: int, sheet: str, columns: _Columns
) -> Iterator[PublishedValue | str]:
    """Yield the values row by row; of a cell that is none, its place and words."""
    for row, cells in enumerate(rows, first):
        id_ = _cell(cells, columns.id)
        words = _cell(cells, columns.text)
        if not id_ and _is_id(words):
            id_, words = words, ""
        if not _is_id(id_) and not words:
            continue
        stated = year_of(_cell(cells, columns.year)) if columns.year is not None else None
        for place, year in columns.values.items():
            given = _cell(cells, place)
            if folded(given) in {"", "-", "―", "－", "…"}:
                continue
            found = number_of(_MARK.sub("", given))
            if found is None:
                yield f"{sheet}{row} {shorten(given, _SHOWN)}"
                continue
            n = number_of(_cell(cells, columns.n.get(place)))
            yield PublishedValue(
                folded(id_), words, stated or year, found[0], "" if found[1] in {"%", ""} else found[1],
                int(n[0]) if n is not None and n[0] > 0 else None,
            )  # fmt: skip


def _is_id(words: str) -> bool:
    return bool(_ID.fullmatch(folded(words)))


def _cell(cells: Sequence[str | None], place: int | None) -> str:
    words = cells[place] if place is not None and place < len(cells) else None
    return (words or "").strip()


def drafted_issues(table: PublishedTable) -> list[dict[str, Any]]:
    """Draft the indicators of a new plan: number, wording, unit and history; the rest is for people to write."""
    issues: dict[str, dict[str, Any]] = {}
    indicators: dict[str, dict[str, Any]] = {}
    for one in table.values:
        name = one.id or folded(one.text)
        if name not in indicators:
            issue, _, number = one.id.rpartition("-")
            issue = issue or "1"
            home = issues.setdefault(issue, {"id": issue, "title": "", "indicators": []})
            id_ = one.id if number and one.id else f"{issue}-{len(home['indicators']) + 1}"
            indicators[name] = {"id": id_, "text": one.text, **({"unit": one.unit} if one.unit else {}), "history": {}}
            home["indicators"].append(indicators[name])
        indicators[name]["history"].setdefault(one.year, one.stated)
    return list(issues.values())


def into_history(values: Mapping[str, Any], table: PublishedTable) -> tuple[int, list[str]]:
    """Put values into the history of a plan's indicators, by number or else wording; a year that is stated stays.

    Returns
    -------
    tuple of int, list of str
        How many were put in, and which indicators of the table the plan has not.
    """
    known = [one for issue in values.get("issues") or () for one in issue.get("indicators") or ()]
    by_name = {folded(str(one.get(key))): one for key in ("title", "text", "id") for one in known if one.get(key)}
    count, unknown = 0, []
    for one in table.values:
        found = by_name.get(one.id) if one.id else None
        found = found or by_name.get(folded(one.text))
        if found is None:
            unknown.append(one.id or shorten(one.text, _SHOWN))
        elif one.year not in found.setdefault("history", {}):
            found["history"][one.year] = one.stated
            count += 1
    return count, list(dict.fromkeys(unknown))
