"""Tables of people are read as they were downloaded; what was set aside is said, totals are checked."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import kumin
from kumin.definitions import load_population
from kumin.errors import DefinitionError
from kumin.words.understood import understood_lines

QUESTIONS = """\
id: q
title: 調査
questions:
  - {id: sex, text: あなたの性別, header: 問1, type: single, options: {1: 男性, 2: 女性, 3: その他}}
  - {id: age, text: あなたの年齢, header: 問2, type: single, options: {1: 18～29歳, 2: 30～39歳, 3: 40歳以上}}
"""
EXPECTED = [(1, 1, 1000), (1, 2, 2000), (1, 3, 3500), (2, 1, 1100), (2, 2, 2100), (2, 3, 4500)]
LONG = '性別,年齢,人数\n男性,18～29歳,"1,000"\n,30～39歳,"2,000"\n,40歳以上,"3,500"\n女性,18～29歳,"1,100"\n'
LONG += ',30～39歳,"2,100"\n,40歳以上,"4,500"\n合計,,"14,200"\n'
WIDE = '令和6年3月31日現在\n年齢,総数,男,女\n0～17歳,"2,000","1,000","1,000"\n18～29歳,"2,100","1,000","1,100"\n'
WIDE += '30-39歳,"4,100","2,000","2,100"\n40～49歳,"4,000","1,500","2,500"\n50歳以上,"4,000","2,000","2,000"\n'
WIDE += '計,"16,200","7,500","8,700"\n'


@pytest.fixture
def asked(tmp_path: Path) -> kumin.definitions.Questionnaire:  # type: ignore[name-defined]
    (tmp_path / "q.yaml").write_text(QUESTIONS, encoding="utf-8")
    return kumin.load_questionnaire(tmp_path / "q.yaml")


def rows(path: Path, asked: object) -> list[tuple[int, ...]]:
    cells = load_population(path, asked).cells  # type: ignore[arg-type]
    return sorted(cells.select("sex", "age", "population").rows())


def test_cp932_with_thousands_merged_cells_and_a_total_is_read(tmp_path: Path, asked: object) -> None:
    (tmp_path / "p.csv").write_bytes(LONG.encode("cp932"))
    assert rows(tmp_path / "p.csv", asked) == EXPECTED
    lines = understood_lines(load_population(tmp_path / "p.csv", asked).understood, "ja")  # type: ignore[arg-type]
    assert lines == ["人口などの表「p.csv」を 6 区分、14,200人と読みました（除いた合計の行と列 1、対象外の年齢 0人）。"]


def test_a_column_for_each_sex_below_a_title_is_read_and_narrower_ages_added_up(tmp_path: Path, asked: object) -> None:
    (tmp_path / "p.csv").write_bytes(WIDE.encode("cp932"))
    assert rows(tmp_path / "p.csv", asked) == EXPECTED
    lines = understood_lines(load_population(tmp_path / "p.csv", asked).understood, "ja")  # type: ignore[arg-type]
    assert "対象外の年齢 2,000人" in lines[0]


ACROSS = "性別,0～17歳,18～19歳,20～29歳,30～39歳,40～49歳,50歳以上,計\n男性,900,400,600,2000,1500,2000,7400\n"
ACROSS += "女性,800,500,600,2100,2500,2000,8500\n合計,1700,900,1200,4100,4000,4000,15900\n"


def test_narrower_ages_in_columns_are_added_up_and_younger_ones_set_aside(tmp_path: Path, asked: object) -> None:
    (tmp_path / "p.csv").write_bytes(ACROSS.encode("cp932"))
    assert rows(tmp_path / "p.csv", asked) == EXPECTED
    lines = understood_lines(load_population(tmp_path / "p.csv", asked).understood, "ja")  # type: ignore[arg-type]
    assert "対象外の年齢 1,700人" in lines[0]
    # the same sex twice is no narrower age, nor is the same column
    for wrong in (ACROSS.replace("女性", "男性"), ACROSS.replace("7400", "7401")):
        (tmp_path / "p.csv").write_bytes(wrong.encode("cp932"))
        with pytest.raises(DefinitionError):
            rows(tmp_path / "p.csv", asked)


def test_a_sheet_with_two_rows_of_merged_headings_is_read(tmp_path: Path, asked: object) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["男性", None, None, "女性", None, None], ["18～29歳", "30～39歳", "40歳以上"] * 2):
        sheet.append(row)
    sheet.append([1000, 2000, 3500, 1100, 2100, 4500])
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("D1:F1")
    book.save(tmp_path / "p.xlsx")
    assert rows(tmp_path / "p.xlsx", asked) == EXPECTED


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('合計,,"14,200"', '合計,,"14,201"', "p.csv:8: 合計の 14,201 が、ほかの行や列の和 14,200 と合いません"),
        ("30～39歳", "30～44歳", "列「年齢」の値「30～44歳」は、その設問の選択肢にありません"),
        ('"2,000"', "不詳", "列「人数」の値「不詳」は人数"),
        ("女性,18～29歳", "男性,18～29歳", "同じ区分の行が前にもあります"),
    ],
)
def test_a_table_that_does_not_agree_is_refused(
    tmp_path: Path, asked: object, before: str, after: str, told: str
) -> None:
    assert before in LONG
    (tmp_path / "p.csv").write_text(LONG.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as error:
        load_population(tmp_path / "p.csv", asked)  # type: ignore[arg-type]
    assert told in error.value.message("ja")


def test_a_total_column_that_does_not_agree_is_refused(tmp_path: Path, asked: object) -> None:
    (tmp_path / "p.csv").write_text(WIDE.replace('"2,100","1,000"', '"2,101","1,000"'), encoding="utf-8")
    with pytest.raises(DefinitionError, match="合計の 2,101 が"):
        load_population(tmp_path / "p.csv", asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("headings", ["sex,age,population", "性別,年齢,人数"])
def test_codes_of_ages_are_codes(tmp_path: Path, asked: object, headings: str) -> None:
    lines = [headings, *(f"{sex},{age},{people}" for sex, age, people in EXPECTED)]
    (tmp_path / "p.csv").write_text("\n".join(lines), encoding="utf-8")
    assert rows(tmp_path / "p.csv", asked) == EXPECTED


def test_numbers_beyond_the_codes_are_single_ages(tmp_path: Path, asked: object) -> None:
    lines = ["性別,年齢,人数", *(f"{sex},{age},10" for sex in ("男", "女") for age in range(1, 91))]
    (tmp_path / "p.csv").write_text("\n".join(lines), encoding="utf-8")
    assert rows(tmp_path / "p.csv", asked) == [
        (sex, *cell) for sex in (1, 2) for cell in ((1, 120), (2, 100), (3, 510))
    ]
