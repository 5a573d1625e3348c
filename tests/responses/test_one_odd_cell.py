"""One odd cell decides nothing for the other rows of its column, and is itself read rightly or said."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import pytest

from answers_tools import questionnaire
from kumin.responses import Answers, validate_files

ROWS = 60
THREE = "options: {1: 公園, 2: 図書館, 3: 区民センター}"
FIVE = "options: {1: 公園, 2: 防犯, 3: 防災, 4: 子育て, 5: 福祉}"
OTHER = "options: {1: 公園, 2: 図書館, 3: {label: その他, other: true}}"
BOUNDS = "earliest: 1900-01-01, latest: 2023-12-31"
DRAW = random.Random(5)


class Kind(NamedTuple):
    """How a question's clean cells are made."""

    type: str
    more: str
    columns: int
    cells: Callable[[], list[str]]


def marks(yes: list[str], no: str) -> Kind:
    options = THREE if len(yes) == 3 else "options: {1: 公園, 2: 図書館}"
    return Kind("multiple", options, len(yes), lambda: [one if DRAW.random() < 0.4 else no for one in yes])


def one_of(type_: str, more: str, *cells: str) -> Kind:
    return Kind(type_, more, 1, lambda: [DRAW.choice(cells)])


def choices(columns: int) -> Kind:
    def cells() -> list[str]:
        chosen = sorted(DRAW.sample("12345", DRAW.randint(1, 3)))
        return [*chosen, *[""] * columns][:columns]

    return Kind("multiple", FIVE, columns, cells)


def days(form: str, more: str = BOUNDS, first: date = date(1940, 1, 1), many: int = 20_000) -> Kind:
    def cells() -> list[str]:
        day = first + timedelta(DRAW.randrange(many))
        serial = (day - date(1899, 12, 30)).days
        return [form.format(y=day.year, yy=f"{day.year % 100:02}", m=day.month, d=day.day, serial=serial)]

    return Kind("date", more, 1, cells)


JULY = date(2023, 7, 1)
KINDS = {
    "codes": one_of("single", FIVE, *"12345"),
    "labels": one_of("single", FIVE, "公園", "防犯", "防災", "子育て", "福祉"),
    "words": one_of("single", OTHER, "公園", "図書館", "その他", "すべり台"),
    "zero": one_of("single", "options: {0: いいえ, 1: はい}", "0", "1"),
    "ranges": one_of("single", "options: {1: 1-2回, 2: 3-4回, 3: 5回以上}", "1-2回", "3-4回", "5回以上"),
    "m10": marks(["1"] * 3, "0"),
    "m1": marks(["1"] * 3, ""),
    "own": marks(["1", "2", "3"], ""),
    "names": marks(["公園", "図書館", "区民センター"], ""),
    "signs": marks(["○"] * 3, "×"),
    "crosses": marks(["×"] * 3, ""),
    "twos": marks(["1"] * 3, "2"),
    "pair": marks(["1"] * 2, "2"),
    "bools": marks(["TRUE"] * 3, "FALSE"),
    "slots": choices(3),
    "allslots": choices(5),
    "joined": one_of("multiple", FIVE, "1", "2,3", "1,4,5", "5"),
    "spaced": one_of("multiple", FIVE, "公園 防犯", "防災", "福祉 公園"),
    "remarks": one_of("multiple", OTHER, "公園", "図書館", "すべり台", "公園 など", "公園,図書館"),
    "number": one_of("number", "minimum: 0, maximum: 98", "1", "15", "80"),
    "unit": one_of("number", "", "3年", "15年", "40年"),
    "ymd": days("{y}/{m}/{d}"),
    "dmy": days("{d}/{m}/{y}"),
    "mdy": days("{m}/{d}/{y}"),
    "july": days("{d}/{m}/{y}", "", JULY, 12),
    "bounded": days("{m}/{d}/{y}", "earliest: 2023-07-01, latest: 2023-08-31", JULY, 12),
    "short": days("{yy}/{m}/{d}", ""),
    "shortmdy": days("{m}/{d}/{yy}"),
    "timed": days("{m}/{d}/{yy} 10:05", "", JULY, 12),
    "eraorshort": days("{yy}/{m}/{d}", "", date(2012, 7, 1), 4000),
    "serials": days("{serial}"),
}
ODD = (
    "²", "①", "0", "2", "3", "9", "99", "-", "×", "○", "レ", "1,2", "1 3", "1.5", "7", "-1", "abc", "はい", "TRUE",
    "N/A", "1/2", "13/07/2023", "07/13/2023", "7/13/23", "13/7/23", "2023/7/3 00:0", '1995/6/23 00:"00', "85/7/3",
    "3/4/1800", "45000", "12月", "1e3", "Ⅲ", "公園 図書館", "公園 防犯", "不明", "100%", "3人", "*", "1|2",
)  # fmt: skip
# no answer that may be taken, whatever the single answer or the day
NEVER = {
    "2023/7/3 00:0", '1995/6/23 00:"00', "abc", "TRUE", "1e3", "Ⅲ", "レ", "はい", "1.5", "7", "-1", "12月", "○",
}  # fmt: skip
MEANT = {("zero", "はい"), ("words", "abc")}


def _heads() -> list[str]:
    heads = ["番号"]
    for place, kind in enumerate(KINDS.values(), 1):
        heads += [f"問{place}"] if kind.columns == 1 else [f"問{place}_{n}" for n in range(1, kind.columns + 1)]
    return heads


@cache
def _clean() -> list[list[str]]:
    return [[str(row), *(cell for kind in KINDS.values() for cell in kind.cells())] for row in range(1, ROWS + 1)]


def _read(folder: Path, rows: list[list[str]]) -> Answers:
    asked = "".join(
        f"  - {{id: {name}, text: {name}, header: 問{place}, type: {kind.type}{kind.more and ', '}{kind.more}}}\n"
        for place, (name, kind) in enumerate(KINDS.items(), 1)
    )
    top = "id: odd\ntitle: 試験\ncolumns: {id: 番号}\nmissing: {no_answer: ['', 9, 99, 無回答], invalid: ['*']}\n"
    with (folder / "a.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([_heads(), *rows])
    return validate_files([folder / "a.csv"], questionnaire(folder, source=f"{top}questions:\n{asked}"), refuse=False)


def _codes(answers: Answers, name: str) -> dict[int, tuple[Any, ...]]:
    own = [name, *(f"{name}_{n}" for n in range(1, 6) if f"{name}_{n}" in answers.coded.columns)]
    return {row: tuple(rest) for row, *rest in answers.coded.select("row", *own).iter_rows()}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    return _read(tmp_path_factory.mktemp("clean"), _clean())


@pytest.mark.parametrize("odd", ODD)
def test_one_odd_cell_changes_no_other_row(odd: str, clean: Answers, tmp_path: Path) -> None:
    rows, at, column = [list(row) for row in _clean()], {}, 1
    for place, (name, kind) in enumerate(KINDS.items()):
        at[name] = (place * 7 + 3) % ROWS
        rows[at[name]][column] = odd
        column += kind.columns
    answers = _read(tmp_path, rows)
    for name, kind in KINDS.items():
        before, after = _codes(clean, name), _codes(answers, name)
        row = at[name] + 2
        assert {n: value for n, value in before.items() if n != row} == {
            n: value for n, value in after.items() if n != row
        }, name
        if odd in NEVER and kind.type in {"single", "date"} and (name, odd) not in MEANT:
            assert after[row] == (None,), name
            said = answers.findings.filter((pl.col("row") == row) & (pl.col("question") == name))
            assert said["code"].to_list(), name
