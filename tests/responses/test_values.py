"""What a cell means: dates with a time of day, numbers with units, marks close together, codes of invalid answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

import kumin
from answers_tools import check, coded, found, questionnaire
from kumin.definitions import Questionnaire
from kumin.responses import Answers, validate_files
from kumin.responses.coding.quantities import INVALID_NUMBER, read_numbers

OPTIONS = "{" + ", ".join(f"{code}: 項目{code}" for code in range(1, 15)) + "}"
SEVERAL = f"""\
id: several
title: 試験
missing: {{no_answer: ["", 99, 無回答], invalid: ["*", -9999]}}
questions:
  - {{id: one, text: 1つ, header: 問1, type: single, options: {OPTIONS}}}
  - {{id: many, text: いくつでも, header: 問2, type: multiple, options: {OPTIONS}}}
  - {{id: size, text: 数, header: 問3, type: number}}
  - {{id: years, text: 年数, header: 問4, type: number, unit: 年, minimum: 0, maximum: 98}}
  - {{id: day, text: 日, header: 問5, type: date}}
"""


@pytest.fixture
def several(tmp_path: Path) -> Questionnaire:

    (tmp_path / "several.yaml").write_text(SEVERAL, encoding="utf-8")
    return kumin.load_questionnaire(tmp_path / "several.yaml")


def read(folder: Path, definition: Questionnaire, column: int, *cells: str) -> Answers:
    """Validate cells of one question, each in a row that answers the others."""

    lines = ["問1,問2,問3,問4,問5"]
    for cell in cells:
        row = ["1", "1", "1", "1", "2024/1/1"]
        row[column] = f'"{cell}"'
        lines.append(",".join(row))
    path = folder / "a.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return validate_files([path], definition, refuse=False)


JULY = {
    "2024/7/3": date(2024, 7, 3),
    "2024/7/3 10:15": date(2024, 7, 3),
    "2020/1/1 9:00": date(2020, 1, 1),
    "2024/7/4 9:01:41": date(2024, 7, 4),
    "2024/7/6 9:05": date(2024, 7, 6),
    "2020/07/27 3:15:06 午後 GMT+9": date(2020, 7, 27),
    "2024/01/07 19:41:41": date(2024, 1, 7),
    "2024-07-03T09:08:00": date(2024, 7, 3),
    "2024-07-03T00:00:00.000+09:00": date(2024, 7, 3),
    "2024-07-03 00:00:00": date(2024, 7, 3),
    "20240703": date(2024, 7, 3),
    "20240703 1015": date(2024, 7, 3),
    "2024年7月3日 10時15分": date(2024, 7, 3),
    "2024 / 7 / 3": date(2024, 7, 3),
    "2024.7.3.": date(2024, 7, 3),
    "2024/7/3(水) 9:00": date(2024, 7, 3),
    "令和6年7月3日": date(2024, 7, 3),
    "令和元年5月1日 9:05": date(2019, 5, 1),
    "令和 6 年 7 月 3 日 午前9時": date(2024, 7, 3),
    "R6.7.3 10:15": date(2024, 7, 3),
    "２０２４／７／３　９：０５": date(2024, 7, 3),
    "Ｒ６．７．３": date(2024, 7, 3),
    "7/3/2024 10:15:12 PM": date(2024, 7, 3),
    "07/03/2024": date(2024, 7, 3),
    "45476": date(2024, 7, 3),
    "45476.4236": date(2024, 7, 3),
}
NO_DATE = ("2020/7/311", "2024/2/30", "2024/7", "7月3日", "202407031015", "2024/7/3/4", "2024/7/3,2024/7/4", "R6.7.311")


def test_a_time_of_day_is_no_part_of_the_day(several: Questionnaire, tmp_path: Path) -> None:
    answers = read(tmp_path, several, 4, *JULY)
    assert dict(zip(JULY, coded(answers, "day"), strict=True)) == JULY
    numbers = [row for row, cell in enumerate(JULY, 2) if cell[:2] == "45" and "/" not in cell]
    assert found(answers) == [(None, "E", "W115"), *((row, "E", "W307") for row in numbers)]


def test_the_day_received_has_a_time_too(tmp_path: Path) -> None:
    answers = check(tmp_path, "1,2024/7/3 10:15,1,2,,1,10,1980/1/2,", "2,2024/7/4 9:05,1,2,,1,10,1980/1/2 1:00,")
    assert coded(answers, "received") == [date(2024, 7, 3), date(2024, 7, 4)]
    assert coded(answers, "born") == [date(1980, 1, 2)] * 2


def test_what_is_no_single_day_is_no_date(several: Questionnaire, tmp_path: Path) -> None:
    answers = read(tmp_path, several, 4, *NO_DATE)
    assert coded(answers, "day") == [None] * len(NO_DATE)
    assert [code for *_, code in found(answers)] == ["E106"] * len(NO_DATE)


@pytest.mark.parametrize("cell", ["1 2", "１　２", "①②", "① ②", "1・2", "1, 2", "1  2 "])
def test_two_marks_close_together_are_no_other_option(cell: str, several: Questionnaire, tmp_path: Path) -> None:
    single = read(tmp_path, several, 0, cell)
    assert (coded(single, "one"), found(single)) == ([None], [(2, "A", "E102")])
    multiple = read(tmp_path, several, 1, cell)
    assert coded(multiple, "many", "many_1", "many_2", "many_12") == [(2, True, True, False)]
    assert found(multiple) == []


def test_one_mark_in_a_circle_is_that_option(several: Questionnaire, tmp_path: Path) -> None:
    cells = ("⑫", " １２ ", "12.0", "①項目1", "1 . 項目1", "項目 1")
    assert coded(read(tmp_path, several, 0, *cells), "one") == [12, 12, 12, 1, 1, 1]
    several_marks = read(tmp_path, several, 1, "①③⑫", "1 3 12", "1 12, 3")
    assert coded(several_marks, "many", "many_1", "many_3", "many_12") == [(3, True, True, True)] * 3


def test_invalid_marks_of_numbers_and_dates(several: Questionnaire, tmp_path: Path) -> None:
    for column, name in ((2, "size"), (3, "years"), (4, "day")):
        answers = read(tmp_path, several, column, "*", "-9999", "＊", "無回答", "-9999.0" if column < 4 else " * ")
        assert coded(answers, name) == [None] * 5
        letter = "ABCDE"[column]
        assert found(answers) == [(2, letter, "E102"), (3, letter, "E102"), (4, letter, "E102"), (6, letter, "E102")]


NUMBERS = {
    "30": 30.0, "３０": 30.0, "30歳": 30.0, "30 才": 30.0, "1,234,567": 1234567.0, "１，２３４円": 1234.0, "12.5": 12.5,
    "-3": -3.0, "−3": -3.0, "3回": 3.0, "50%": 50.0,
}  # fmt: skip
NO_NUMBERS = (
    "1,5", "1,2", "12,34", "0,123", "1,2345", "30以上", "30?", "30歳くらい", "6か月", "3万円", "30代", "約30", "1 2",
    "25.5.5", "30歳 1",
)  # fmt: skip


def test_numbers_are_read_with_a_unit_and_with_thousands_alone(several: Questionnaire, tmp_path: Path) -> None:
    # each in a column of its own, for a column has one unit
    read_as = {cell: read_numbers(pl.Series([cell]), {}, None, None).values.item() for cell in NUMBERS}
    assert read_as == NUMBERS
    answers = read(tmp_path, several, 2, *NO_NUMBERS)
    assert coded(answers, "size") == [None] * len(NO_NUMBERS)
    assert [code for *_, code in found(answers)] == ["E106"] * len(NO_NUMBERS)


@pytest.mark.parametrize(
    ("cell", "maximum", "read"),
    [
        ("12345678901234567890", None, "none"),
        ("1,000,000,000,000,000", None, "none"),
        ("-1000000000000000", None, "none"),
        ("999999999999999", None, "number"),
        ("1000000000000000", 2e15, "number"),
        ("12345678901234567890", 2e15, "number"),
    ],
)
def test_a_number_of_a_member_is_no_amount(cell: str, maximum: float | None, read: str) -> None:
    # beyond a stated maximum a number is reported as such
    found = read_numbers(pl.Series(["5", cell, None]), {}, None, maximum).values
    assert found[0] == 5
    assert found.is_nan().to_list()[:2] == [False, read == "none"]


def test_marks_and_codes_stay_what_they_are_among_such_numbers() -> None:
    absent, mark = {"9999999999999999": None, "無回答": None}, ["8888888888888888"]
    cells = pl.Series(["9999999999999999", "8888888888888888", "無回答", "12345678901234567890", "7"])
    found = read_numbers(cells, absent, None, None, invalid=mark).values.to_list()
    assert found[:3] == [None, INVALID_NUMBER, None]
    assert found[3] != found[3]
    assert found[4] == 7


def test_a_column_without_a_stated_unit_has_one(several: Questionnaire, tmp_path: Path) -> None:
    answers = read(tmp_path, several, 2, "3年", "4 年", "5年間", "3人", "6", "7年")
    assert coded(answers, "size") == [3.0, 4.0, None, None, 6.0, 7.0]
    assert found(answers) == [(4, "C", "E106"), (5, "C", "E106")]


def test_of_a_question_with_a_unit_no_other_is_dropped(several: Questionnaire, tmp_path: Path) -> None:
    answers = read(tmp_path, several, 3, "10年", "10年間", "10か月", "10歳", "10")
    assert coded(answers, "years") == [10.0, 10.0, None, None, 10.0]


ZERO = """\
id: zero
title: 試験
questions:
  - {id: a, text: a, header: 問1, type: single, options: {1: はい, 2: {label: その他, other: true}}}
  - id: z
    text: z
    header: 問3
    type: multiple
    options: {0: なし, 1: 公園, 2: {label: その他, other: true}}
"""


def of_zero(folder: Path, header: str, *rows: str) -> Answers:

    (folder / "q.yaml").write_text(ZERO, encoding="utf-8")
    path = folder / "a.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return validate_files([path], kumin.load_questionnaire(folder / "q.yaml"), refuse=False)


def test_a_nought_is_no_mark_in_the_column_of_option_nought_either(tmp_path: Path) -> None:
    answers = of_zero(tmp_path, "問1,問3_0,問3_1,問3_2", "1,0,1,0", "1,0,0,1", "1,1,0,0", "1,なし,,", "1,0,0,0")
    assert coded(answers, "z", "z_0", "z_1") == [
        (1, False, True), (1, False, False), (1, True, False), (1, True, False), (0, False, False)
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["A4", "SQ009", "７", "a12"])
def test_a_code_is_nobodys_own_words(cell: str, tmp_path: Path) -> None:
    single = of_zero(tmp_path, "問1,問3", f"{cell},1")
    assert (coded(single, "a"), found(single)) == ([None], [(2, "A", "E101")])
    joined = of_zero(tmp_path, "問1,問3", f'1,"1,{cell}"')
    assert (coded(joined, "z"), found(joined)) == ([None], [(2, "B", "E101")])
    column = of_zero(tmp_path, "問1,問3_0,問3_1,問3_2", f"1,0,1,{cell}")
    assert (coded(column, "z"), found(column)) == ([None], [(2, "D", "E101")])
    words = of_zero(tmp_path, "問1,問3", "バスがない,1;川")
    assert (coded(words, "a", "z", "z_2"), found(words)) == ([(2, 2, True)], [])


@pytest.mark.parametrize(
    ("unit", "cells", "values"),
    [
        ("円", ["8万円", "12万円", "7", "80000", "0"], [80_000, 120_000, None, 80_000, 0]),
        ("円", ["8万円", "7", "500"], [80_000, 7, 500]),  # most are bare: yen
        ("円", ["¥3,000", "￥5,000", "500"], [3000, 5000, 500]),
        ("万円", ["8万円", "12万円", "7"], [8, 12, 7]),
        ("千円", ["8千円", "1万円", "7"], [8, 10, 7]),
        ("人", ["1.2万人", "2万人", "7"], [12_000, 20_000, None]),
    ],
)
def test_a_small_bare_number_among_amounts_in_ten_thousands_is_not_read(
    unit: str, cells: list[str], values: list[float | None], tmp_path: Path
) -> None:
    source = f"id: u\ntitle: 試験\nquestions:\n  - {{id: q, text: 額, header: 問1, type: number, unit: '{unit}'}}\n"
    (tmp_path / "a.csv").write_text("問1\n" + "".join(f'"{cell}"\n' for cell in cells), encoding="utf-8")
    answers = validate_files([tmp_path / "a.csv"], questionnaire(tmp_path, source=source), refuse=False)
    assert coded(answers, "q") == values
    unread = [one for one in found(answers) if one[2] == "E106"]
    assert unread == [(row, "A", "E106") for row, value in enumerate(values, 2) if value is None]


@pytest.mark.parametrize(
    ("unit", "cell", "value"),
    [
        ("円", "8万円", 80_000), ("円", "1万5千円", 15_000), ("円", "1.5 億", 150_000_000), ("円", "￥３,０００", 3000),
        ("円", "1億2,000万", 120_000_000), ("万円", "8万円", 8), ("万円", "1億円", 10_000), ("千円", "1万円", 10),
        ("人", "1.2万人", 12_000), ("円", "1 2", None), ("円", "約3万円", None), ("円", "10万円以上", None),
        ("万円", "300円", None), ("万円", "5千円", None), ("", "8万円", None), ("円", "万円", None),
        ("円", "1.2E+05", None), ("円", "1e1", None), ("円", "5e-1", 0.5),
    ],
)  # fmt: skip
def test_large_amounts_are_read_in_the_unit_of_the_question(
    unit: str, cell: str, value: float | None, tmp_path: Path
) -> None:
    source = f"id: u\ntitle: 試験\nquestions:\n  - {{id: q, text: 額, header: 問1, type: number, unit: '{unit}'}}\n"
    (tmp_path / "a.csv").write_text(f'問1\n"{cell}"\n0\n', encoding="utf-8")
    answers = validate_files([tmp_path / "a.csv"], questionnaire(tmp_path, source=source), refuse=False)
    assert coded(answers, "q") == [value, 0]
    assert found(answers) == ([] if value is not None else [(2, "A", "E106")])


UNITS = {
    "8万円 9万円 7 0": ("円", [80_000, 90_000, None, 0], ("W128", 1)),
    "8万円 9万円 ７ 7円 80000": ("円", [80_000, 90_000, None, 7, 80_000], ("W128", 1)),
    "8万円 9万円 1,000": ("円", [80_000, 90_000, None], ("W128", 1)),
    "5千円 6千円 7 3000": ("円", [5000, 6000, None, 3000], ("W128", 1)),
    "8万円 7000 8000": ("円", [80_000, 7000, 8000], ("W127", 2)),
    "5千人 6千人 3": ("人", [5000, 6000, None], ("W128", 1)),
    "8万円 9 80000 12": ("万円", [8, 9, None, 12], ("W128", 1)),
    "8 9 80000 12": ("万円", [8, 9, None, 12], ("W128", 1)),
    "300 4000 5000": ("千円", [300, 4000, 5000], None),
    "50% 40% 0.5 30": ("'%'", [50, 40, None, 30], ("W128", 1)),
    "50% 0.5 0.4": ("'%'", [50, 0.5, 0.4], ("W127", 2)),
    "2時間 3時間 1": ("分", [None, None, None], ("W128", 1)),
    "2時間 30 45": ("分", [None, 30, 45], ("W127", 2)),
    "30分 45分 2": ("時間", [None, None, None], ("W128", 1)),
    "8万円 9万円 7": ("", [None, None, None], ("W128", 1)),
    "3年 4年 6か月 5": ("", [3, 4, None, 5], None),
    "3年 4か月 6か月 5": ("", [3, None, None, 5], ("W127", 1)),
    "1万円 " + "500 " * 30: ("円", [10_000, *[500] * 30], None),
}


@pytest.mark.parametrize("cells", UNITS)
def test_a_number_without_a_unit_beside_others_with_one_is_said(cells: str, tmp_path: Path) -> None:
    unit, values, decided = UNITS[cells]
    stated = f", unit: {unit}" if unit else ""
    own = questionnaire(
        tmp_path, source=f"id: u\ntitle: 試験\nquestions:\n  - {{id: q, text: 額, header: 額, type: number{stated}}}\n"
    )
    (tmp_path / "a.csv").write_text(
        "\n".join(["額", *(f'"{cell}"' for cell in cells.split())]) + "\n", encoding="utf-8"
    )
    answers = validate_files([tmp_path / "a.csv"], own, refuse=False)
    assert coded(answers, "q") == values
    said = answers.findings.filter(pl.col("code").is_in(["W127", "W128"])).select("code", "count").rows()
    assert said == ([decided] if decided else [])
    unread = sum(value is None for value in values)
    assert answers.findings.filter(code="E106")["value"].len() == unread


@pytest.mark.parametrize(
    ("cells", "more", "codes"),
    [
        ("30 45 999 -9", "", ["-9", "999"]),
        ("30 45 999 -9", ", minimum: 0, maximum: 120", []),
        ("30 45 999 -9", ", no_answer: [999, -9]", []),
        ("300 450 999", "", []),
        ("-5 3 -9", "", []),
        ("1 2 3", "", []),
    ],
)
def test_an_unstated_code_far_from_the_numbers_is_said(cells: str, more: str, codes: list[str], tmp_path: Path) -> None:
    source = f"id: u\ntitle: 試験\nquestions:\n  - {{id: q, text: 額, header: 額, type: number{more}}}\n"
    (tmp_path / "a.csv").write_text("\n".join(["額", *cells.split()]) + "\n", encoding="utf-8")
    answers = validate_files([tmp_path / "a.csv"], questionnaire(tmp_path, source=source), refuse=False)
    assert sorted(answers.findings.filter(code="W111")["value"]) == codes
