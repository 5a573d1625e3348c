"""A form without placeholders: the empty cells beside or under the text of an indicator."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kumin.messages import text
from kumin.numbers import era_of
from kumin.responses.folding import fold_text
from kumin.words.forms.values import FormValues, Value, keys_by_name
from kumin.writers.form.placeholders import Notes

NEAREST = 0.9
"""Similarity (difflib) from which a text that is not the same is taken for an indicator's, where it is the only one."""
DOUBTFUL = 0.7
"""Similarity from which a text is listed as perhaps an indicator's."""
SHORTEST = 8
"""Letters a text must have to be compared by similarity."""

_NUMBERED = re.compile(r"^(?:[①-⑳]|\(?\d{1,2}[).、．])")


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its first row and column, how many it covers, its text, its place, and how it is filled."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    place: str
    write: Callable[[Value], None]


@dataclass(frozen=True)
class _Match:
    indicator: str
    cell: Cell
    similarity: float


def fill_beside(tables: Sequence[Sequence[Cell]], values: FormValues, notes: Notes) -> None:
    """Fill the cells beside the indicators' texts, and note every match."""
    found = [(table, match) for table in tables for match in _matches(table, values, notes)]
    exact = {match.indicator for _, match in found if match.similarity == 1}
    near = [match.indicator for _, match in found if match.similarity < 1]
    for table, match in found:
        if match.similarity < 1 and (match.indicator in exact or near.count(match.indicator) > 1):
            notes.add("doubtful", match.cell.place, match.indicator, match.cell.text.strip()[:40])
            continue
        _fill(table, match, values, notes)
    for indicator in values.indicators:
        if indicator not in exact and indicator not in near:
            notes.add("unmatched", "", indicator)


def _wording(text_: str) -> str:
    # a number in a circle says where the indicator stands in the form, not which it is
    return fold_text(_NUMBERED.sub("", text_.strip()))


def _after(id_: str, cell: Cell) -> str:
    """Return what follows the indicator's number in a cell, folded; empty where the cell does not begin with it."""
    said, number = fold_text(cell.text), fold_text(id_)
    return said[len(number) :].lstrip(".:、。") if said.startswith(number) else ""


def _matches(table: Sequence[Cell], values: FormValues, notes: Notes) -> list[_Match]:
    known = {
        id_: {fold_text(id_), *(_wording(one[name].text) for name in ("text", "title") if name in one)} - {""}
        for id_, one in values.indicators.items()
    }
    found = []
    for cell in table:
        said = _wording(cell.text)
        if not said:
            continue
        same = [id_ for id_, wordings in known.items() if {said, fold_text(cell.text), _after(id_, cell)} & wordings]
        within = [id_ for id_, one in values.indicators.items() if (_wording(one["text"].text) or "\n") in said]
        if len(same) == 1:
            found.append(_Match(same[0], cell, 1))
        elif same or len(within) > 1:
            notes.add("doubtful", cell.place, tuple(same or within), cell.text.strip()[:40])
        elif len(said) >= SHORTEST and (match := _nearest(cell, said, known, notes)):
            found.append(match)
    return found


def _nearest(cell: Cell, said: str, known: dict[str, set[str]], notes: Notes) -> _Match | None:
    """Return the one indicator a text is nearest to; a text that is near several, or has other numbers, is noted."""
    ranked = sorted(
        (
            (max(SequenceMatcher(None, said, one, autojunk=False).ratio() for one in wordings if one), id_)
            for id_, wordings in known.items()
        ),
        reverse=True,
    )
    if not ranked or ranked[0][0] < DOUBTFUL:
        return None
    best, id_ = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else 0
    numbers = {tuple(re.findall(r"\d+", one)) for one in known[id_]}
    if best >= NEAREST and second < NEAREST and tuple(re.findall(r"\d+", said)) in numbers:
        return _Match(id_, cell, best)
    notes.add("doubtful", cell.place, id_, cell.text.strip()[:40])
    return None


def _fill(table: Sequence[Cell], match: _Match, values: FormValues, notes: Notes) -> None:
    known, cell = values.indicators[match.indicator], match.cell
    right = [
        other
        for other in table
        if other.row <= cell.row < other.row + other.rows and other.column >= cell.column + cell.columns
    ]
    headed = [(other, key) for other in right if (key := _heading(table, other, cell, values.fiscal_year))]
    if not headed:
        row, column = cell.row + cell.rows, cell.column
        under = [one for one in table if one.row == row and one.column <= column < one.column + one.columns]
        right.sort(key=lambda other: other.column)
        targets = [other for other in (*right[:1], *under) if not other.text.strip()]
        if not targets:
            notes.add("occupied", cell.place, match.indicator)
            return
        headed = [(targets[0], "result_and_mark")]
    for target, key in headed:
        name = text(f"form_field_indicator_{key}").split("／")[0]
        if target.text.strip():
            notes.add("occupied", target.place, f"{match.indicator}.{name}")
        elif not known[key].text:
            notes.add("empty", target.place, f"{match.indicator}.{name}")
        else:
            target.write(known[key])
            notes.add("matched", target.place, f"{match.indicator}.{name}", known[key].text)


def _heading(table: Sequence[Cell], target: Cell, cell: Cell, year: int) -> str:
    """Return the field that the nearest heading over a cell names; empty for none."""
    over = [
        other
        for other in table
        if other.row < cell.row and other.column <= target.column < other.column + other.columns and other.text.strip()
    ]
    over.sort(key=lambda other: -other.row)
    return next((key for other in over if (key := field_of_heading(other.text, year))), "")


def field_of_heading(heading: str, year: int) -> str:
    """Return the field that a column's heading names: 「５年度実績と達成状況　※A：達成」 in the year 2023."""
    said = fold_text(re.split(r"[※＊*]", heading)[0])
    for of_year, instead in ((year, ""), (year - 1, "前年度")):
        number = era_of(of_year)[1]
        said = re.sub(rf"^(?:令和)?(?:{number}|{of_year})年度の?", instead, said)
    key = keys_by_name("indicator").get(said, "")
    return key.partition("_")[2]
