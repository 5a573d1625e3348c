"""Small files as people really make them: each cell is what it means, or is said; the values are worked out by hand."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from answers_tools import GOOD, HEADER, SMALL, coded, found, questionnaire
from kumin import ReadError
from kumin.responses import Answers, validate_files

TOP = "id: s\ntitle: t\ncolumns: {id: 番号}\nquestions:\n"
SINGLE = TOP + "  - {id: a, text: A, header: 問1, type: single, options: {1: はい, 2: いいえ}}\n"
OTHER = TOP + (
    "  - {id: a, text: A, header: 問1, type: single, "
    "options: {1: 会社員, 2: 学生, 3: {label: その他（　　）, other: true}}}\n"
)
DAY = TOP + "  - {id: a, text: A, header: 問1, type: date}\n"
MEDIA = TOP + (
    "  - {id: a, text: A, header: 問1, type: multiple, options: {1: テレビ, 2: 新聞, 3: インターネット, "
    "4: {label: その他, other: true}, 5: {label: 特になし, exclusive: true}}}\n"
)
PLACES = TOP + (
    "  - {id: a, text: A, header: 問1, type: multiple, "
    "options: {1: 買い物・通院, 2: 買い物, 3: '公園、緑地', 4: 区役所／支所, 5: 公園}}\n"
)
LEVELS = TOP + (
    "  - {id: a, text: A, header: 問1, type: single, "
    "options: {1: 満足, 2: やや満足, 3: 不満, 4: やや不満, 5: 満足でも不満でもない}}\n"
)
THREE = TOP + "  - {id: a, text: A, header: 問1, type: multiple, options: {1: あ, 2: い, 3: う}}\n"
SLOTS = TOP + (
    "  - {id: a, text: A, header: 問1, type: multiple, max: 3, "
    "options: {1: 公園, 2: 防犯, 3: 防災, 4: 子育て, 5: 福祉}}\n"
)


def number(more: str = "") -> str:
    return TOP + f"  - {{id: a, text: A, header: 問1, type: number{more}}}\n"


def options(labels: Sequence[str]) -> str:
    listed = ", ".join(f"{code}: {label}" for code, label in enumerate(labels, 1))
    return TOP + f"  - {{id: a, text: A, header: 問1, type: single, options: {{{listed}}}}}\n"


WRONG = "E"  # there is a finding at the cell, and no answer


@dataclass(frozen=True)
class Column:
    """One column of cells, what each of them means, and what is said of the column."""

    source: str
    cells: dict[str, Any]
    said: tuple[str, ...] = ()


COLUMNS = {
    "half-width kana": Column(
        options(["パソコン", "スマートフォン", "テレビ"]),
        {"ﾊﾟｿｺﾝ": 1, "ｽﾏｰﾄﾌｫﾝ": 2, "ﾃﾚﾋﾞ": 3, "スマートホン": WRONG},
    ),
    "letters lost at the end": Column(
        options(["男性", "女性"]), {"男性": 1, "男性。": 1, "男性\ufffd": WRONG, "\ufffd女性": WRONG}
    ),
    "codes": Column(
        options([f"選択{sign}" for sign in "アイウエオカキクケコサシ"]),
        {"01": 1, "０２": 2, "3.0": 3, "④": 4, "Ⅴ": WRONG, "6番": WRONG, "12": 12, "一": WRONG, "⑫": 12, "1２": 12},
    ),
    "negative codes": Column(
        "missing: {no_answer: ['', -9, -8], invalid: [-7]}\n" + SINGLE,
        {"-9": None, "-8.0": None, "－９": None, "−7": WRONG, "1": 1, "（2）": WRONG, "-1": WRONG},
    ),
    "money": Column(
        number(", unit: 円"),
        {"1,200": 1200, "¥1200": 1200, "1200円": 1200, "￥１，２００": 1200, "1,20": WRONG, "1.2万": 12000,
         "1 200": WRONG, "12,00円": WRONG, "1200円也": WRONG, "約1200": WRONG, "$12": WRONG, "1200円/月": WRONG},
    ),
    "money in ten thousands": Column(
        number(", unit: 万円"),
        {"300": 300, "300万円": 300, "1,000": 1000, "3万5千円": 3.5, "300万": 300, "0.5": 0.5, "1e3": WRONG},
    ),
    "minutes": Column(
        number(", unit: 分"),
        {"90": 90, "90分": 90, "1:30": WRONG, "1時間30分": WRONG, "30～60": WRONG, "30-60": WRONG, "60分以上": WRONG},
    ),
    "years": Column(
        number(", unit: 年"),
        {"5年": 5, "5.5": 5.5, "5年6か月": WRONG, "6か月": WRONG, "5年目": WRONG, "1年未満": WRONG, "昭和50年": WRONG,
         "30年以上": WRONG, "5年半": WRONG, "約5年": WRONG, "5～6年": WRONG},
    ),
    "numbers": Column(
        number(", minimum: 0, maximum: 100"),
        {"10%": 10, "１０％": 10, "0.1": WRONG, "10割": WRONG, "百": WRONG, "１００": 100, "1O": WRONG,
         "l0": WRONG, ".5": WRONG,  # beside 10% as well 50%
         "00010": 10, "+5": 5, "1e1": WRONG, "0x10": WRONG, "10;20": WRONG, "10/20": WRONG, "∞": WRONG, "½": WRONG,
         "10.5.1": WRONG, "１０．５": 10.5, "10，5": WRONG, "10、5": WRONG, "△5": WRONG, "▲9": WRONG},
    ),
    "days": Column(
        DAY,
        {"2023.7.3": datetime.date(2023, 7, 3), "R5/7/3": datetime.date(2023, 7, 3),
         "令和元年5月1日": datetime.date(2019, 5, 1), "㋿5年7月3日": datetime.date(2023, 7, 3),
         "20230703": datetime.date(2023, 7, 3), "2023-7": WRONG, "2023年7月": WRONG, "昭和六十年一月二日": WRONG,
         "明45.7.29": datetime.date(1912, 7, 29), "2023/7/3(月)": datetime.date(2023, 7, 3),
         "2023/02/29": WRONG, "7月3日": WRONG, "Ｓ６０．１．２": datetime.date(1985, 1, 2), "2023/7/3頃": WRONG},
    ),
    "words for その他": Column(
        OTHER,
        {"その他（会社員）": 3, "その他（ ）": 3, "3（主婦）": 3, "主婦": 3, "その他：学生": 3, "3.その他": 3,
         "1,": WRONG,
         "会社員（正社員）": WRONG, "1.会社員（正）": WRONG, "１：会社員［正］": WRONG, "会社員学生": WRONG,
         "なし": WRONG,
         "2024/7/3": WRONG, "学生。": 2, "会社員の妻": 3},
        ("W122",),
    ),
    "marks in one cell, with words": Column(
        MEDIA,
        {"テレビ, 新聞, 友人から": {1, 2, 4}, "友人から": {4}, "特になし, テレビ": WRONG, "テレビ、新聞": {1, 2},
         "テレビ, 2": {1, 2}, "その他, 回覧板": {4}, "新聞（朝刊）, テレビ": WRONG, "99": WRONG,
         "なし": WRONG, "特になし。": {5},
         "テレビ,テレビ": {1}, "1,2,9": WRONG, "1,2,4(回覧板)": {1, 2, 4}, "テレビ新聞": WRONG, "「テレビ」": {1},
         "テレビ番組": {4}, "特にありません": WRONG, "-": WRONG},
        ("W122",),
    ),
    "labels with separators and in each other": Column(
        PLACES,
        {"買い物・通院": {1}, "買い物、公園、緑地": {2, 3}, "公園；区役所／支所": {4, 5}, "公園,公園、緑地": {3, 5},
         "１、３": {1, 3}, "1・2": {1, 2}, "1/4": {1, 4}, "1-3": WRONG, "1～3": WRONG, "１　３": {1, 3}, "135": WRONG,
         "1;3;": {1, 3}, "1 & 3": {1, 3}, "1と3": WRONG, "1.3": WRONG},
    ),
    "labels that begin alike": Column(
        LEVELS,
        {"満足": 1, "やや満足": 2, "大変満足": WRONG, "満足でも不満でもない": 5, "不満": 3,
         "4やや不満": 4, "満足（5）": WRONG,
         "5 満足": WRONG, "満足している": WRONG, "満足,不満": WRONG},
    ),
    "yes and no for other labels": Column(
        options(["ある", "ない"]),
        {"ある": 1} | dict.fromkeys(("○", "×", "有", "はい", "あり", "Y", "TRUE", "✓"), WRONG),
    ),
}  # fmt: skip


def read(folder: Path, source: str, *texts: str) -> Answers:
    paths = []
    for place, text in enumerate(texts):
        paths.append(folder / f"{place}.csv")
        paths[-1].write_text(text, encoding="utf-8", newline="")
    return validate_files(paths, questionnaire(folder, source=source), refuse=False)


def meant(answers: Answers, question: str = "a") -> list[Any]:
    """Codes; of a multiple answer the set of options."""
    if f"{question}_1" not in answers.coded.columns:
        return coded(answers, question)
    names = [name for name in answers.coded.columns if name.startswith(f"{question}_")]
    rows = answers.coded.select(question, *names).rows()
    return [
        None if value is None else {n for n, mark in enumerate(marks, 1) if mark} for value, *marks in rows
    ]  # fmt: skip


@pytest.mark.parametrize("name", COLUMNS)
def test_each_cell_is_what_it_means_or_is_said(name: str, tmp_path: Path) -> None:
    column = COLUMNS[name]
    lines = [f'{place},"{cell}"' for place, cell in enumerate(column.cells, 1)]
    # a last row that is an answer keeps the file's end from being taken for notes
    last = next(cell for cell, value in column.cells.items() if value not in (None, WRONG))
    answers = read(tmp_path, column.source, "\n".join(["番号,問1", *lines, f'{len(lines) + 1},"{last}"', ""]))
    said = {row - 2 for row, _, code in found(answers) if row is not None and code.startswith("E")}
    values = dict(zip([row - 2 for row in coded(answers, "row")], meant(answers), strict=True))
    got = {
        cell: WRONG if place in said and values.get(place) is None else values.get(place)
        for place, cell in enumerate(column.cells)
    }
    assert got == column.cells
    assert {code for row, _, code in found(answers) if row is None} >= set(column.said)


MARKS = {
    "N/A in columns": ("1,N/A,N/A\nN/A,N/A,N/A\n0,1,0", [{1}, {2}], "W120"),
    "Yes and empty": ("Yes,,\n,Yes,Yes\n,,", [{1}, {2, 3}], None),
    "names and zeros": ("あ,0,0\n0,い,う\n0,0,0", [{1}, {2, 3}, set()], "W112"),
    "TRUE and FALSE": ("TRUE,FALSE,FALSE\nFALSE,FALSE,FALSE\n,,", [{1}, set()], "W112"),
    "有 and 無": ("有,無,無\n無,有,無\n無,無,無", [{1}, {2}, set()], "W112"),
    "ticks and crosses": ("○,×,×\n×,×,○\n×,×,×", [{1}, {3}, set()], "W123"),
    "names of other columns": ("い,,\n,い,\n,,う", [None, {2}, {3}], "E101"),
}


@pytest.mark.parametrize("name", MARKS)
def test_a_column_for_each_option(name: str, tmp_path: Path) -> None:
    cells, expected, code = MARKS[name]
    lines = "\n".join(f"{place},{line}" for place, line in enumerate(cells.split("\n"), 1))
    answers = read(tmp_path, THREE, f"番号,問1_1,問1_2,問1_3\n{lines}\n")
    assert meant(answers) == expected
    assert code is None or code in {one for *_, one in found(answers)}


@pytest.mark.parametrize("heads", ["問1_1,問1_2,問1_3", "問1①,問1②,問1③", "問1-1,問1-2,問1-3"])
@pytest.mark.parametrize("names", [False, True])
def test_three_slots(heads: str, names: bool, tmp_path: Path) -> None:
    cells = "1,3,5\n2,4,\n5,5,1\n0,0,0\n,,"
    if names:
        for code, label in enumerate(("公園", "防犯", "防災", "子育て", "福祉"), 1):
            cells = cells.replace(str(code), label)
    lines = "\n".join(f"{place},{line}" for place, line in enumerate(cells.split("\n"), 1))
    answers = read(tmp_path, SLOTS, f"番号,{heads}\n{lines}\n")
    assert meant(answers) == [{1, 3, 5}, {2, 4}, {1, 5}, set()]
    assert {"W112", "W124"} <= {code for *_, code in found(answers)}


def answer(n: int, **cells: str) -> str:
    names = ("id", "received", "sex", "child", "care", "media", "years", "born", "free")
    own = dict(zip(names, GOOD.split(","), strict=True)) | {"id": f"{n:03d}", "years": str(n + 10), "free": f"よい{n}"}
    return ",".join((own | cells)[name] for name in names)


def table(*rows: str, header: str = HEADER) -> str:
    return "\n".join([header, *rows, ""])


@pytest.mark.parametrize(
    ("word", "rows", "used", "count"),
    [("-", 5, 8, 5), ("0", 5, 8, 5), ("匿名", 3, 8, 3), ("anonymous", 4, 8, 4), ("－", 2, 8, 2), ("9999", 6, 8, 6),
     ("AB", 2, 7, None), ("17", 2, 7, None), ("9999", 3, 6, None)],
)  # fmt: skip
def test_a_word_in_place_of_an_id_makes_nobody_a_duplicate(
    word: str, rows: int, used: int, count: int | None, tmp_path: Path
) -> None:
    lines = [answer(n, **({"id": word} if n <= rows else {})) for n in range(1, 9)]
    answers = read(tmp_path, SMALL, table(*lines))
    without = answers.findings.filter(answers.findings["code"] == "W209")["count"].to_list()
    assert (answers.n_used, without) == (used, [count] if count else [])


def test_the_same_form_five_times_is_a_duplicate_whatever_its_id(tmp_path: Path) -> None:
    answers = read(tmp_path, SMALL, table(*[answer(1, id="5")] * 5, answer(2)))
    assert answers.n_used == 2


def test_totals_in_the_middle_and_at_the_end_are_nobody(tmp_path: Path) -> None:
    rows = [answer(1), answer(2), "小計,,3,2,,,23,,", answer(3), answer(4), "小計,,2,2,,,27,,", "合計,,5,4,,,50,,"]
    answers = read(tmp_path, SMALL, table(*rows))
    assert [row for row, _, code in found(answers) if code == "W207"] == [4, 7, 8]
    assert answers.n_used == 4


@pytest.mark.parametrize("row", [",,,,,,10,,平均", ",,,,,,12,,最大値", ",,5,5,,,5,,件数", ",,1,1,1,,,,合計"])
def test_a_total_named_in_the_column_of_comments_is_nobody(row: str, tmp_path: Path) -> None:
    answers = read(tmp_path, SMALL, table(*map(answer, range(1, 6)), row))
    assert [place for place, _, code in found(answers) if code == "W207"] == [7]
    assert answers.n_used == 5


@pytest.mark.parametrize("row", [answer(6, free="合計"), answer(6, id="", free="平均")])
def test_a_comment_of_somebody_is_no_total(row: str, tmp_path: Path) -> None:
    assert read(tmp_path, SMALL, table(*map(answer, range(1, 6)), row)).n_used == 6


def test_three_files_with_the_same_person_count_one(tmp_path: Path) -> None:
    texts = [table(answer(1, years=str(years)), answer(n)) for n, years in ((2, 10), (3, 20), (4, 30))]
    answers = read(tmp_path, SMALL, *texts)
    assert (answers.n_used, [code for *_, code in found(answers)]) == (4, ["E202", "E202"])


def test_files_may_differ_in_order_and_delimiter(tmp_path: Path) -> None:
    second = "\t".join(["問2", "問1", *HEADER.replace(",問1,問2", "").split(",")])
    row = "\t".join(["2", "3", "009", "2023/7/3", "", "1", "10", "1980/1/2", "x"])
    answers = read(tmp_path, SMALL, table(answer(1)), f"{second}\n{row}\n")
    assert coded(answers, "sex", "child") == [(1, 1), (3, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "\n\n" + table(answer(1), answer(2)),
        "令和5年度 区民アンケート,,,\n作成日,2023/8/1,,\n\n" + table(answer(1), answer(2)),
        table(",,番号,番号,番号,番号,年,年月日,", answer(1), answer(2)),
        table("ID,DATE,Q1,Q2,Q3,Q4,Q5,Q6,Q7", answer(1), answer(2)),
        table(answer(1), answer(2)).replace("\n", "\r"),
        table(answer(1), answer(2)) + "\x1a",
        "sep=;\n" + table(answer(1), answer(2)).replace(",", ";"),
        table(answer(1), answer(2)).replace(",", "|"),
        table(*(row + ",,," for row in (answer(1), answer(2))), header=HEADER + ",,,"),
        table(answer(1), answer(2), header=" 整理番号 ,受付日,問　1, 問２ ,問3 ,問4,問5,問6,問7"),
        "\ufeff" + table(answer(1)) + "\ufeff" + table(answer(2)),
    ],
    ids=["blank", "title", "units", "codes", "CR", "^Z", "sep", "bars", "commas", "spaces", "BOM and headings"],
)
def test_what_stands_around_the_answers_changes_none(text: str, tmp_path: Path) -> None:
    answers = read(tmp_path, SMALL, text)
    assert coded(answers, "sex", "child", "care", "media", "years") == [(1, 1, 2, 1, 11), (1, 1, 2, 1, 12)]


def test_lines_of_another_encoding_are_refused_with_their_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(table(answer(1), answer(2)).encode() + (answer(3, free="駅前が暗い") + "\n").encode("cp932"))
    with pytest.raises(ReadError) as caught:
        validate_files([path], questionnaire(tmp_path))
    assert "4 行目" in caught.value.message("ja")


def test_cells_of_a_workbook_are_what_is_seen(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADER.split(","))
    cells = [1.0, 1.5, "１", " 2 ", True, "1", datetime.datetime(2024, 1, 2)]
    for n, cell in enumerate(cells, 1):
        sheet.append([n, "2023/7/3", cell, 2, None, "1\n2", f"{n}", "1980/1/2", f"よい{n}"])
    sheet["G2"], sheet["G3"], sheet["G4"] = 0.105, datetime.time(10, 30), 12.5
    sheet["G2"].number_format, sheet["G4"].number_format = "0.0%", '#,##0.0"年"'
    book.save(tmp_path / "a.xlsx")
    answers = validate_files([tmp_path / "a.xlsx"], questionnaire(tmp_path), refuse=False)
    assert coded(answers, "sex") == [1, None, 1, 2, None, 1, None]
    assert coded(answers, "years")[:3] == [10.5, None, 12.5]
    assert coded(answers, "media") == [2] * 7
    assert {(row, column) for row, column, _ in found(answers)} >= {(3, "C"), (6, "C"), (8, "C"), (3, "G"), (2, "G")}


@pytest.mark.parametrize(
    ("header", "row", "cells"),
    [("問1,問2,問3", "{n},1,2,1", 3), ("問1,問2問3", "1,2,1", 2), ("題,,,,\n問1,問2,問3", "1,2,1,済", 3)],
    ids=["R's row names", "a lost delimiter", "a column without any"],
)
def test_fewer_headings_than_cells_are_refused(header: str, row: str, cells: int, tmp_path: Path) -> None:
    source = "id: s\ntitle: t\npolicies: {E402: set_missing}\nquestions:\n" + "".join(
        f"  - {{id: a{n}, text: A{n}, header: 問{n}, type: single, options: {{1: x, 2: y}}}}\n" for n in (1, 2, 3)
    )
    text = "\n".join([header, *(row.format(n=n) for n in range(1, 5)), ""])
    with pytest.raises(ReadError) as caught:
        read(tmp_path, source, text)
    assert caught.value.code == "headings_too_few"
    assert f"見出しは {cells} 個（{header.count(chr(10)) + 1} 行目）" in caught.value.message("ja")


@pytest.mark.parametrize("header", ["問1,問2,問3,", "問1,問2,問3"])
def test_a_column_that_ends_no_row_shifts_none(header: str, tmp_path: Path) -> None:
    source = "id: s\ntitle: t\nquestions:\n" + "".join(
        f"  - {{id: a{n}, text: A{n}, header: 問{n}, type: single, options: {{1: x, 2: y}}}}\n" for n in (1, 2, 3)
    )
    rows = ["1,2,1,", "2,2,1,", "2,1,1,"] if header.endswith("3") else ["1,2,1,済", "2,2,1,済", "2,1,1,"]
    answers = read(tmp_path, source, "\n".join([header, *rows, ""]))
    assert coded(answers, "a1", "a2", "a3") == [(1, 2, 1), (2, 2, 1), (2, 1, 1)]


@pytest.mark.parametrize(("column", "used", "codes"), [("L", 3, {"W403"}), ("J", 2, {"E206"})])
def test_a_table_beside_the_answers_leaves_nobody_out(column: str, used: int, codes: set[str], tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (HEADER, answer(1), answer(2), answer(3)):
        book.active.append(row.split(","))
    book.active[f"{column}3"] = "男性 2人"
    book.save(tmp_path / "a.xlsx")
    answers = validate_files([tmp_path / "a.xlsx"], questionnaire(tmp_path), refuse=False)
    assert answers.n_used == used
    assert {code for *_, code in found(answers)} == codes
