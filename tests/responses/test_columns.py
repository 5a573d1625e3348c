"""Which column is whose: multiple answers under merged headings, missing headings, headings that are answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

import kumin as library
from answers_tools import GOOD, HEADER, SMALL, check, coded, found, questionnaire
from kumin import ReadError
from kumin.responses import Answers, validate_files
from kumin.tables.shares import tabulate_answers

MERGED = """\
id: merged
title: 市民意識調査
columns: {id: ID}
questions:
  - {id: sex, text: 性別, header: 問1, type: single, options: {1: 男性, 2: 女性}}
  - id: media
    text: 入手先
    header: 問4
    type: multiple
    options: {1: 広報, 2: Web, 3: {label: 回覧, aliases: [回覧板]}, 4: なし}
  - {id: will, text: 定住, header: 問5, type: single, options: {1: はい, 2: いいえ}}
"""
DATA = [
    ["1", "1", "1", "", "1", "", "1"],
    ["2", "2", "", "", "", "1", "2"],
    ["3", "1", "", "1", "", "", "1"],
    ["4", "2", "", "2", "3", "", "1"],
]
MARKS = [
    (True, False, True, False),
    (False, False, False, True),
    (False, True, False, False),
    (False, True, True, False),
]


def of_merged(folder: Path, rows: list[list[str]], source: str = MERGED, **options: bool) -> Answers:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    book.save(folder / "a.xlsx")
    (folder / "q.yaml").write_text(source, encoding="utf-8")
    return validate_files([folder / "a.xlsx"], library.load_questionnaire(folder / "q.yaml"), **options)


def marks(answers: Answers) -> list[tuple[bool, ...]]:
    return coded(answers, "media_1", "media_2", "media_3", "media_4")


def test_three_rows_of_headings_name_the_options_in_the_last(tmp_path: Path) -> None:
    tops = [
        ["ID", "問1", "問4", "", "", "", "問5"],
        ["", "性別", "情報源", "", "", "", "定住意向"],
        ["", "", "広報", "Web", "回覧", "なし", ""],
    ]
    answers = of_merged(tmp_path, [*tops, *DATA])
    assert marks(answers) == MARKS
    assert found(answers) == []


def test_an_alias_names_an_options_column_too(tmp_path: Path) -> None:
    tops = [["ID", "問1", "問4", "", "", "", "問5"], ["", "", "広報", "Web", "回覧板", "なし", ""]]
    assert marks(of_merged(tmp_path, [*tops, *DATA])) == MARKS


def test_circled_numbers_name_the_options(tmp_path: Path) -> None:
    assert marks(of_merged(tmp_path, [["ID", "問1", "問4①", "問4②", "問4③", "問4④", "問5"], *DATA])) == MARKS


def test_the_options_end_where_words_begin(tmp_path: Path) -> None:
    rows = [[*row[:6], "自由な言葉", row[6]] for row in DATA]
    answers = of_merged(tmp_path, [["ID", "問1", "問4", "", "", "", "", "問5"], *rows])
    assert marks(answers) == MARKS
    assert found(answers) == [(None, "G", "W403")]


@pytest.mark.parametrize(
    "tops",
    [
        [["ID", "問1", "問4", "", "", "", "", "問5"]],  # five columns of marks, four options
        [["ID", "問1", "問4", "", "", "問5"]],  # three
        [["ID", "問1", "問4", "", "", "", "問5"], ["", "", "紙", "ウェブ", "町内会", "無", ""]],  # other names
    ],
)
def test_the_first_of_several_columns_is_not_the_answer(tops: list[list[str]], tmp_path: Path) -> None:
    width = len(tops[0]) - 3
    rows = [[*row[:2], *(row[2:6] * 2)[:width], row[6]] for row in DATA]
    source = f"file: {{header_rows: {len(tops)}}}\n{MERGED}"
    with pytest.raises(ReadError) as caught:
        of_merged(tmp_path, [*tops, *rows], source)
    assert caught.value.code == "headings_missing"
    assert "問4_1" in caught.value.message("ja")
    assert "C列「問4" in caught.value.message("ja")
    answers = of_merged(tmp_path, [*tops, *rows], source, refuse=False)
    assert [code for *_, code in found(answers)].count("E402") == 4
    assert coded(answers, "sex") == [1, 2, 1, 2]


@pytest.mark.parametrize("beside", ["友人から", "1"])
def test_a_cell_of_several_marks_beside_a_nameless_column_is_the_answer(beside: str, tmp_path: Path) -> None:
    rows = [["1", "1", "1,3", beside, "1"], ["2", "2", "4", "", "2"]]
    answers = of_merged(tmp_path, [["ID", "問1", "問4", "", "問5"], *rows])
    assert marks(answers) == [MARKS[0], MARKS[1]]


def test_near_misses_are_told_in_the_language(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        check(tmp_path, GOOD, header=HEADER.replace("問2", "問2（子ども）"))
    assert "問2≒D列「問2（子ども）」" in caught.value.message("ja")
    english = caught.value.message("en")
    assert "問2 ≈ column D `問2（子ども）`" in english
    assert "列" not in english
    assert "1 headings" not in english


def test_check_goes_on_where_a_heading_is_missing(tmp_path: Path, kumin: Callable[..., object]) -> None:
    (tmp_path / "q.yaml").write_text(SMALL, encoding="utf-8")
    rows = [
        "\n".join([HEADER.replace("問2", "問2の答え"), GOOD, GOOD.replace("001", "002").replace(",1,1,2,", ",7,1,2,")])
    ]
    (tmp_path / "a.csv").write_text(rows[0] + "\n", encoding="utf-8")
    done = kumin("check", tmp_path / "q.yaml", tmp_path / "a.csv", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "「問2」（近い見出し: D 列「問2の答え」）" in done.stdout
    assert "3 行目 C 列 「問1」: 7" in done.stdout
    assert "kumin run は集計しません" in done.stdout
    assert "近い見出し: D 列" in (tmp_path / "out" / "findings.csv").read_text(encoding="utf-8-sig")
    assert kumin("check", tmp_path / "q.yaml", tmp_path / "a.csv", "--strict").returncode == 1
    # a file that has nothing of the survey is refused as ever
    (tmp_path / "a.csv").write_text("あ,い\n1,2\n", encoding="utf-8")
    assert kumin("check", tmp_path / "q.yaml", tmp_path / "a.csv").returncode == 2


def test_strict_fails_where_a_warning_is_refused(tmp_path: Path, kumin: Callable[..., object]) -> None:
    (tmp_path / "q.yaml").write_text("policies: {W401: refuse}\n" + SMALL, encoding="utf-8")
    (tmp_path / "a.csv").write_text(f"{HEADER},メモ\n{GOOD},\n", encoding="utf-8")
    assert kumin("check", tmp_path / "q.yaml", tmp_path / "a.csv").returncode == 0
    assert kumin("check", tmp_path / "q.yaml", tmp_path / "a.csv", "--strict").returncode == 1


def test_answers_in_the_place_of_headings_are_not_repeated(tmp_path: Path, kumin: Callable[..., object]) -> None:
    (tmp_path / "q.yaml").write_text("policies: {E402: set_missing}\n" + SMALL, encoding="utf-8")
    file = tmp_path / "a.csv"
    file.write_text("1,2024/7/03,1,1,30,山田太郎\n2,2024/7/03,2,1,30,鈴木花子\n", encoding="utf-8")
    done = kumin("check", tmp_path / "q.yaml", file, "--out", tmp_path / "out")
    told = done.stdout + done.stderr + (tmp_path / "out" / "findings.csv").read_text(encoding="utf-8-sig")
    assert "山田" not in told
    assert "F 列" in told
    assert "山田" in kumin("check", tmp_path / "q.yaml", file, "--show-values").stdout
    # one heading with a telephone number, in a file whose headings are known
    file.write_text(f"{HEADER},山田 090-1111-2222,メモ\n{GOOD},,x\n", encoding="utf-8")
    done = kumin("check", tmp_path / "q.yaml", file)
    assert "山田" not in done.stdout
    assert "「メモ」" in done.stdout


def test_the_summary_of_a_wide_file_is_short(tmp_path: Path, kumin: Callable[..., object]) -> None:
    (tmp_path / "q.yaml").write_text(SMALL, encoding="utf-8")
    extra = ",".join(f"列{n}" for n in range(500))
    (tmp_path / "a.csv").write_text(f"{HEADER},{extra}\n{GOOD}\n", encoding="utf-8")
    done = kumin("check", tmp_path / "q.yaml", tmp_path / "a.csv")
    assert "ほか 480 列" in done.stdout
    assert len(done.stdout.splitlines()) < 75


WITHOUT_ONE = """\
id: w
title: 試験
policies: {E402: set_missing}
questions:
  - {id: how, text: 手段, header: 問1, type: multiple, options: {1: 車, 2: 電車, 3: 徒歩}}
  - {id: far, text: 遠いか, header: 問2, type: single, ask_if: {how: [3]}, options: {1: はい, 2: いいえ}}
"""


def test_an_option_without_its_column_is_unknown_and_not_left_unchosen(tmp_path: Path) -> None:
    definition = questionnaire(tmp_path, "", WITHOUT_ONE)
    (tmp_path / "a.csv").write_text("問1_1,問1_2,問2\n1,0,1\n0,1,\n0,0,1\n,,\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("問1_1,問1_2,問1_3,問2\n1,0,1,1\n0,1,0,\n", encoding="utf-8")
    answers = validate_files([tmp_path / "a.csv", tmp_path / "b.csv"], definition)
    assert coded(answers, "how", "how_1", "how_3") == [
        (1, True, None), (1, False, None), (0, False, None), (2, True, True), (1, False, False)
    ]  # fmt: skip
    # nobody answered though not asked: nothing says who chose option 3
    assert [code for *_, code in found(answers) if code.startswith("E")] == ["E402"]
    table = tabulate_answers(answers.coded, definition, axes=()).filter(question="how")
    counted = table.select("option", "n_positive", "n_base").rows()
    assert counted == [(1, 2, 5), (2, 2, 5), (3, 1, 2)]


@pytest.mark.parametrize(
    "form",
    ["問4ー{}", "問4ｰ{}", "問4の{}", "問４－{}", "問4 {}", "問4　{}", "問4⑴{}", "問4 入手先_{}", "問4-{} 広報{}"],
)  # fmt: skip
def test_numbers_of_options_are_parted_from_the_question_by_any_sign(form: str, tmp_path: Path) -> None:
    signs = {
        "問4⑴{}": ["問4⑴", "問4⑵", "問4⑶", "問4⑷"],
        "問4-{} 広報{}": ["問4-1 広報", "問4-2 Web", "問4-3 回覧", "問4-4 なし"],
    }
    heads = signs.get(form) or [form.format(code) for code in range(1, 5)]
    # 問42 is another question, and not option 2 of 問4
    source = MERGED + "  - {id: more, text: ほか, header: 問42, type: single, options: {1: はい, 2: いいえ}}\n"
    rows = [",".join(["ID", "問1", *heads, "問5", "問42"]), *(",".join([*row, "2"]) for row in DATA)]
    (tmp_path / "a.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    answers = validate_files([tmp_path / "a.csv"], questionnaire(tmp_path, source=source))
    assert coded(answers, *(f"media_{code}" for code in range(1, 5))) == MARKS
    assert coded(answers, "more") == [2] * 4
    assert found(answers) == []


def test_the_number_of_an_option_is_not_that_of_another_question(tmp_path: Path) -> None:
    source = MERGED.replace("header: 問5", "header: 問42")
    heads = ["ID", "問1", *(f"問4 {code}" for code in range(1, 5)), "定住意向"]
    (tmp_path / "a.csv").write_text("\n".join(",".join(row) for row in [heads, *DATA]) + "\n", encoding="utf-8")
    answers = validate_files([tmp_path / "a.csv"], questionnaire(tmp_path, source=source), refuse=False)
    assert coded(answers, "will") == [None] * 4
    assert "E402" in answers.findings["code"]


@pytest.mark.parametrize("heading", ["問5. 定住", "問５　定住", "問5(定住)", "問5_定住"])
def test_a_heading_of_number_and_text_is_the_questions(heading: str, tmp_path: Path) -> None:
    rows = ["ID,問1,問4_1,問4_2,問4_3,問4_4," + heading, *map(",".join, DATA)]
    (tmp_path / "a.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    answers = validate_files([tmp_path / "a.csv"], questionnaire(tmp_path, source=MERGED))
    assert coded(answers, "will") == [1, 2, 1, 1]
