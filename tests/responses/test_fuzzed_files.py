"""Damaged files are read as a plain reader reads them, or refused; and what the fuzz harness has found stays mended."""

from __future__ import annotations

import sys
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from answers_tools import GOOD, HEADER, check, coded, found, questionnaire
from conftest import ROOT
from kumin.responses import validate_files

sys.path.insert(0, str(ROOT / "tests" / "benchmarks"))

import fuzz
import fuzz_changes

ROWS = [GOOD.replace("001", f"{n:03d}").replace("よい", f"よい{n}") for n in range(1, 5)]


@pytest.mark.parametrize(("kinds", "cases"), [(("csv",), 45), (("xlsx",), 25)])
def test_damaged_files_are_read_as_a_plain_reader_reads_them(
    kinds: tuple[str, ...], cases: int, tmp_path: Path
) -> None:
    tally = fuzz.run(cases, 3, kinds, tmp_path)
    assert tally.faults == []
    assert tally.cases.total() == cases
    assert tally.refused.total() < cases / 10
    assert tally.cells > 30 * cases


@pytest.mark.parametrize("fault", ["code", "row"])
def test_the_harness_notices_a_wrong_answer_and_a_lost_row(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = fuzz.validate_files

    def damaged(*args: object, **options: object) -> object:
        from dataclasses import replace

        answers = whole(*args, **options)
        if fault == "row":
            return replace(answers, coded=answers.coded.head(answers.coded.height - 1))
        return replace(answers, coded=answers.coded.with_columns(pl.col("sex") % 3 + 1))

    monkeypatch.setattr(fuzz, "validate_files", damaged)
    assert len(fuzz.run(8, 3, ("csv",), tmp_path).faults) > 4


@pytest.mark.parametrize("name", ["問1", "問7"])
def test_headings_repeated_below_damaged_ones_lose_nobody(name: str, tmp_path: Path) -> None:
    extra = "policies: {E402: set_missing}\n"
    answers = check(tmp_path, *ROWS[:2], HEADER, *ROWS[2:], header=HEADER.replace(name, "x"), extra=extra, refuse=False)
    assert (answers.n_read, answers.n_used, answers.table.headings.first) == (5, 4, 0)
    assert (4, None, "W207") in found(answers)
    assert "E402" in answers.findings["code"].to_list()


def test_a_repeated_heading_is_known_though_one_of_its_first_cells_differs(tmp_path: Path) -> None:
    answers = check(tmp_path, *ROWS[:2], HEADER.replace("整理番号", '整理番"号'), *ROWS[2:])
    assert (4, None, "W207") in found(answers)
    assert answers.n_used == 4


@pytest.mark.parametrize("cells", ['""001","2023/7"/3', '"001"x,"2023/7/3', '"001","2023/"7/3'])
def test_a_quote_within_a_quoted_cell_shifts_no_answer(cells: str, tmp_path: Path) -> None:
    header = ",".join(f'"{name}"' for name in HEADER.split(","))
    row = f'{cells}","1","2","","1","10","1980/1/2","よい"'
    answers = check(tmp_path, row, '"002","2023/7/3","2","1","2","1","3","1980/1/2","よい"', header=header)
    assert coded(answers, "sex", "child", "care", "years") == [(1, 2, None, 10), (2, 1, 2, 3)]


def test_a_row_of_white_space_under_a_merged_cell_is_nobody(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (HEADER, *ROWS):
        book.active.append(row.split(","))
    for column in range(1, 10):
        book.active.cell(4, column).value = "　" if column == 2 else None
    book.active.merge_cells("C3:C4")
    book.save(tmp_path / "a.xlsx")
    answers = validate_files([tmp_path / "a.xlsx"], questionnaire(tmp_path), refuse=False)
    assert (answers.n_read, answers.n_used) == (3, 3)


@pytest.mark.parametrize("cell", ["1994/5/2'8", "1994/5/2 8", "1994年5月2 8", "S60.5.2 8", "1994/5/2a8",
     "1994/5/2以前", "1994/5/2頃", "1994年5月2日まで", "1994/5/2 or 1995/3/4", "1994年5月2日と1995年3月4日",
     "1994/5/2坂が多い, 夜が暗い", "S60.5.2より前"])  # fmt: skip
def test_a_day_whose_digits_are_apart_is_not_cut(cell: str, tmp_path: Path) -> None:
    answers = check(tmp_path, GOOD.replace("1980/1/2", f'"{cell}"'), *ROWS[1:])
    assert coded(answers, "born")[0] is None
    assert found(answers) == [(2, "H", "E106")]


@pytest.mark.parametrize(
    "cell",
    [
        "1994/5/2 8:30",
        "1994/5/2T08:30",
        "1994年5月2日8時",
        "19940502 083000",
        "1994/5/2 午後3:06",
        "1994/5/2(月)",
        "1994/5/2(月) 10:05",
        "1994/5/2生まれ",
        "1994-05-02T10:05:00+09:00",
        "1994.5.2.",
        "1994/05/02 10:00:00 午前 GMT+9",
        "1994/5/2 月曜日",
    ],
)
def test_a_time_behind_a_day_is_dropped(cell: str, tmp_path: Path) -> None:
    answers = check(tmp_path, GOOD.replace("1980/1/2", f'"{cell}"'), *ROWS[1:])
    assert str(coded(answers, "born")[0]) == "1994-05-02"
    assert found(answers) == []


def test_a_heading_repeated_with_two_damaged_cells_is_nobody(tmp_path: Path) -> None:
    answers = check(tmp_path, *ROWS[:2], HEADER.replace("問1,問2", "#REF!,2023/7/6"), *ROWS[2:])
    assert found(answers) == [(4, None, "W207")]
    assert answers.n_used == 4


@pytest.mark.parametrize(("rule", "value", "code"), [("", 0, "W112"), ("no_answer", None, None), ("answer", 0, None)])
def test_slots_that_are_all_stated_unused_are_not_empty(
    rule: str, value: int | None, code: str | None, tmp_path: Path
) -> None:
    source = "id: s\ntitle: t\nquestions:\n  - {id: a, text: A, type: single, options: {1: x, 2: y}}\n"
    source += "  - {id: m, text: M, type: multiple, layout: slots, options: {1: p, 2: q, 3: r, 4: s}"
    source += f", none_marked: {rule}}}\n" if rule else "}\n"
    path = tmp_path / "a.csv"
    path.write_text("A,M_1,M_2\n1,4,3\n1,2,0\n1,0,0\n1,,\n", encoding="utf-8")
    answers = validate_files([path], questionnaire(tmp_path, source=source))
    assert coded(answers, "m") == [2, 1, value, None]
    assert [one for *_, one in found(answers)] == ([code] if code else [])


def test_a_time_behind_a_comma_is_dropped(tmp_path: Path) -> None:
    answers = check(tmp_path, GOOD.replace("1980/1/2", '"5/22/1994, 10:05:00 AM"'), *ROWS[1:])
    assert str(coded(answers, "born")[0]) == "1994-05-22"


def test_the_page_names_every_change_of_the_harness() -> None:
    page = (ROOT / "docs" / "file-formats.md").read_text(encoding="utf-8").partition("### How reading is attacked")[2]
    rows = [line.split("|")[1] for line in page.partition("\n## ")[0].splitlines() if line.startswith("| `")]
    named = {name.strip(" `") for row in rows for name in row.split(",")}
    assert named == {*fuzz.CELL_CHANGES, *fuzz.TEXT_CHANGES, *fuzz.BOOK_CHANGES}
    assert (len(fuzz_changes.DECORATED), len(fuzz_changes.JUNK)) == (23, 89)
