"""A table of people as it was downloaded → cells: totals checked and set aside, columns of groups put below each other.

A table has a row a cell, or a row a group with a column for each group of another question (男 | 女), under one or two
rows of headings, with or without a title above.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kumin.definitions.files.population_words import (
    PEOPLE,
    TOTALS,
    amount_of,
    are_codes,
    band_of,
    code_of,
    is_code,
    is_outside,
    is_total,
)
from kumin.definitions.lenient.references import Asked, find_question
from kumin.definitions.lenient.scalars import folded
from kumin.errors import DefinitionError
from kumin.numbers import counted

Row = Sequence[str | None]


@dataclass
class Cells:
    """What was read of a table.

    Attributes
    ----------
    dimensions : tuple of str
        Question ids.
    people : dict of codes to number
        The cells in the order of the table.
    totals : int
        Rows and columns of totals that were set aside, and agree.
    left_out : int
        People of ages that no option holds.
    wide : bool
        Whether groups stood in columns.
    """

    dimensions: tuple[str, ...] = ()
    people: dict[tuple[int, ...], int] = field(default_factory=dict)
    totals: int = 0
    left_out: int = 0
    wide: bool = False


@dataclass
class _Table:
    path: Path
    rows: list[tuple[int, Row]]
    asked: list[Asked]
    headings: list[tuple[str, ...]]
    first: int
    coded: set[int] = field(default_factory=set)

    def error(self, code: str, row: int | None = None, **params: Any) -> DefinitionError:
        return DefinitionError(code, path=self.path, line=None if row is None else row + 1, **params)


def read_cells(path: Path, rows: Iterable[Row], asked: list[Asked]) -> Cells:
    """Read a table.

    Parameters
    ----------
    path : Path
        The file, for messages.
    rows : iterable of rows
        Its cells as text; None where there is nothing.
    asked : list of Asked
        The single answers that groups may be of.

    Raises
    ------
    DefinitionError
        No people are found in it, a group is no option, a total does not agree, or a cell is there twice.
    """
    table = _table(path, rows, asked)
    width = len(table.headings)
    groups: dict[int, Asked] = {}
    for column in range(width):
        if (found := _dimension(table, column)) is not None and found not in groups.values():
            groups[column] = found
    table.coded = {n for n, one in groups.items() if are_codes((row[n] for _, row in table.rows), one)}
    amounts = [
        column for column in range(width)
        if column not in groups and any(amount_of(row[column]) is not None for _, row in table.rows)
    ]  # fmt: skip
    named = [column for column in amounts if any(folded(part) in PEOPLE for part in table.headings[column])]
    of_columns = {column: _groups(table.headings[column], asked) for column in amounts}
    wide = [column for column in amounts if of_columns[column]]
    if len(wide) < 2 and (named or len(amounts) == 1):
        return _long(table, groups, (named or amounts)[0])
    if wide:
        return _wide(table, groups, {column: of_columns[column] for column in wide}, amounts)
    raise table.error("population_unread", headings=", ".join("_".join(one) for one in table.headings))


def _table(path: Path, rows: Iterable[Row], asked: list[Asked]) -> _Table:
    """Part headings from numbers: headings are the rows with several cells above the first row with a number."""
    filled = [(place, row) for place, row in enumerate(rows) if any(row)]
    if not filled:
        raise DefinitionError("population_empty", path=path)
    first = next(
        (n for n, (_, row) in enumerate(filled) if n and any(amount_of(cell) is not None for cell in row)), None
    )
    if first is None:
        raise DefinitionError("population_empty", path=path)
    width = max(len(row) for _, row in filled)
    heads = [row for _, row in filled[:first] if sum(map(bool, row)) > 1 or width == 1][-2:]
    padded: list[list[str | None]] = [[*row, *[None] * (width - len(row))] for row in heads]
    for upper in padded[:-1]:
        for column in range(1, width):
            below = padded[-1][column]
            upper[column] = upper[column] or (upper[column - 1] if below else None)
    headings = [tuple(dict.fromkeys(cell for row in padded if (cell := row[column]))) for column in range(width)]
    below_: list[tuple[int, Row]] = [(place, [*row, *[None] * (width - len(row))]) for place, row in filled[first:]]
    return _Table(path, below_, asked, headings, filled[first][0])


def _dimension(table: _Table, column: int) -> Asked | None:
    """Find the question a column's groups are of: by its heading, else by what stands in it."""
    heading = table.headings[column][-1] if table.headings[column] else ""
    if folded(heading) in PEOPLE | TOTALS:
        return None
    if heading and (found := find_question(heading, table.asked)) is not None:
        return found
    values = {row[column] for _, row in table.rows if row[column] and not is_total(row[column])}
    if not values or all(amount_of(one) is not None and band_of(str(one) + "歳") is None for one in values):
        return None
    fitting = [
        one for one in table.asked
        if are_codes(values, one)
        or all(code_of(str(value), one) is not None or is_outside(str(value), one) for value in values)
    ]  # fmt: skip
    plain = [one for one in fitting if not all(amount_of(value) is not None for value in values)]
    if len(plain) == 1:
        return plain[0]
    inside = [one for one in table.asked if heading and any(folded(heading) in folded(name) for name in one.names)]
    return inside[0] if len(inside) == 1 else None


def _groups(heading: tuple[str, ...], asked: list[Asked]) -> dict[str, int]:
    """Return the groups that a column's headings name: question id → code."""
    found: dict[str, int] = {}
    for part in heading:
        fits = [(one, code) for one in asked if (code := code_of(part, one)) is not None and not part.isdecimal()]
        if len(fits) == 1:
            found[fits[0][0].id] = fits[0][1]
    return found


def _codes(table: _Table, groups: dict[int, Asked], row: Row, place: int) -> list[int] | None:
    """Return a row's options; None where its people are of ages that nobody was asked of."""
    codes = []
    for column, asked in groups.items():
        words = row[column] or ""
        code = code_of(words, asked, coded=column in table.coded)
        if code is None and is_outside(words, asked):
            return None
        if code is None:
            heading = "_".join(table.headings[column])
            raise table.error("population_cell_unknown", place, heading=heading, value=words)
        codes.append(code)
    return codes


def _long(table: _Table, groups: dict[int, Asked], count: int) -> Cells:
    _refuse_unread(table, {*groups, count})
    cells = Cells(tuple(one.id for one in groups.values()))
    _add_rows(table, groups, {count: {}}, cells, [])
    return cells


def _wide(table: _Table, groups: dict[int, Asked], columns: dict[int, dict[str, int]], amounts: list[int]) -> Cells:
    others = tuple(dict.fromkeys(id_ for one in columns.values() for id_ in one))
    columns = {column: one for column, one in columns.items() if len(one) == len(others)}
    groups = {column: one for column, one in groups.items() if one.id not in others}
    of_columns = [one for one in table.asked if one.id in others]
    outside = [
        column for column in amounts
        if column not in columns and any(is_outside(part, one) for part in table.headings[column] for one in of_columns)
    ]  # fmt: skip
    _refuse_unread(table, {*groups, *columns, *outside})
    totals = [column for column in amounts if any(is_total(part) for part in table.headings[column])]
    cells = Cells((*(one.id for one in groups.values()), *others), wide=True)
    cells.totals += len(totals)
    _add_rows(table, groups, columns, cells, totals, outside)
    return cells


def _add_rows(
    table: _Table, groups: dict[int, Asked], columns: dict[int, dict[str, int]], cells: Cells, totals: list[int],
    outside: Sequence[int] = (),
) -> None:  # fmt: skip
    """Add the rows; the columns ``outside`` hold people of ages that nobody was asked of."""
    sums, last = dict.fromkeys(columns, 0), dict.fromkeys(groups, None)
    others = cells.dimensions[len(groups) :]
    ages, narrow = _has_ages(table, groups), _narrower(table, columns)
    for place, given in table.rows:
        row = list(given)
        people = {column: _people(table, row, place, column) for column in columns}
        if any(is_total(cell) for cell in row):
            _agree(table, place, row, groups, people, sums, cells)
            continue
        for column in groups:
            # merged cells hold their words in the first row only
            row[column] = row[column] or last[column]
            last[column] = row[column]
        codes = _codes(table, groups, row, place)
        others_there = sum(_people(table, row, place, column) for column in outside)
        cells.left_out += others_there
        whole = sum(people.values()) + others_there
        for column in totals if len(totals) == 1 else ():
            stated = amount_of(row[column])
            if stated is not None and stated != whole:
                raise table.error("population_total_differs", place, stated=counted(stated), total=counted(whole))
        of_row: dict[tuple[int, ...], int] = {}
        for column, number in people.items():
            sums[column] += number
            if codes is None:
                cells.left_out += number
                continue
            key = (*codes, *(columns[column][id_] for id_ in others))
            if key in of_row and not narrow:
                raise table.error("population_cell_repeated", place)
            of_row[key] = of_row.get(key, 0) + number
        for key, number in of_row.items():
            _put(table, cells, key, number, place, ages=ages)
    if not cells.people:
        raise table.error("population_empty")


def _refuse_unread(table: _Table, read: set[int]) -> None:
    """Name a column that holds something and would be left out."""
    for column, heading in enumerate(table.headings):
        total = any(is_total(part) for part in heading)
        if column not in read and not total and any(row[column] for _, row in table.rows):
            known = ", ".join(one.id for one in table.asked)
            raise table.error("population_dimension_unknown", name="_".join(heading), known=known)


def _has_ages(table: _Table, groups: dict[int, Asked]) -> bool:
    """Whether a column holds narrower ages than the options, which are added up."""
    return any(
        folded(words) not in asked.labels and not is_code(words, asked) and band_of(words) is not None
        for column, asked in groups.items() for _, row in table.rows if (words := row[column])
    )  # fmt: skip


def _narrower(table: _Table, columns: Iterable[int]) -> bool:
    """Whether columns hold narrower ages than the options, which are added up."""
    labels = {label for one in table.asked for label in one.labels}
    return any(
        band_of(part) is not None and folded(part) not in labels
        for column in columns for part in table.headings[column]
    )  # fmt: skip


def _put(table: _Table, cells: Cells, key: tuple[int, ...], number: int, place: int, *, ages: bool) -> None:
    if key in cells.people and cells.dimensions and not ages:
        raise table.error("population_cell_repeated", place)
    cells.people[key] = cells.people.get(key, 0) + number


def _people(table: _Table, row: Row, place: int, column: int) -> int:
    found = amount_of(row[column])
    if found is None or found < 0:
        heading = "_".join(table.headings[column])
        raise table.error("population_count_wrong", place, heading=heading, value=row[column] or "")
    return found


def _agree(
    table: _Table, place: int, row: Row, groups: dict[int, Asked], people: dict[int, int], sums: dict[int, int],
    cells: Cells,
) -> None:  # fmt: skip
    """Set a row of totals aside; the total of everything must be the sum of what stands above it."""
    cells.totals += 1
    whole = not any(row[column] and not is_total(row[column]) for column in groups)
    for column, stated in people.items() if whole else ():
        if stated != sums[column]:
            raise table.error("population_total_differs", place, stated=counted(stated), total=counted(sums[column]))
