"""kumin check, explain and new as staff meet them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import polars as pl
import pytest

import kumin as library
from answers_tools import GOOD, HEADER, SMALL
from conftest import ROOT
from kumin.definitions import RULES
from kumin.responses import validate_file
from kumin.words import Words
from kumin.words.rules import catalogue_markdown, explain
from kumin.writers.workbook import marked_copy

SECRET = "私の名前は秘密太郎で電話は06-1234-5678です"
ROWS = [
    GOOD,
    f"A-77,2023/7/3,7,2,1,1,10,1980/1/2,{SECRET}",
    "A-77,2023/7/3,1,2,,1,10,1980/1/2,=1+1",
    ",,,,,,,,",
    "003,2023/7/3,1,2,,1,10,1980/1/2,よい",
]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "q.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "a.csv").write_text("\n".join([HEADER, *ROWS]) + "\n", encoding="cp932")
    return tmp_path


def test_says_what_is_wrong_where_and_what_to_do(files: Path, kumin: Callable[..., object]) -> None:
    done = kumin("check", files / "q.yaml", files / "a.csv")
    assert (done.returncode, done.stderr) == (0, "")
    out = done.stdout
    assert "cp932" in out
    assert "読込 4 = 使用 3 + 除外 1 + 白紙 0" in out
    assert "3 行目 C 列 「問1」: 7" in out
    assert "3 行目 E 列 「問3」: 1" in out
    assert "4 行目 A 列 「整理番号」" in out
    for code in ("E101", "E103", "E201", "W502", "W503"):
        assert code in out
    assert "用紙" in out


def test_personal_data_is_printed_only_when_asked_for(files: Path, kumin: Callable[..., object]) -> None:
    hidden = kumin("check", files / "q.yaml", files / "a.csv", "--out", files / "out")
    for name in ("findings.csv", "quarantined.csv"):
        hidden.stdout += (files / "out" / name).read_text(encoding="utf-8-sig")
    assert "A-77" not in hidden.stdout + hidden.stderr
    assert "秘密" not in hidden.stdout + hidden.stderr
    assert "A-77" in kumin("check", files / "q.yaml", files / "a.csv", "--show-values").stdout


def test_strict_and_a_clean_file(files: Path, kumin: Callable[..., object]) -> None:
    assert kumin("check", files / "q.yaml", files / "a.csv", "--strict").returncode == 1
    (files / "a.csv").write_text(f"{HEADER}\n{GOOD}\n", encoding="utf-8")
    clean = kumin("check", files / "q.yaml", files / "a.csv", "--strict")
    assert clean.returncode == 0
    assert "直すところはありません" in clean.stdout
    assert "Nothing to correct" in kumin("check", files / "q.yaml", files / "a.csv", "--lang", "en").stdout


@pytest.mark.parametrize("policy", ["policies: {E101: refuse}\n", "refuse_above: 0.0\n"])
def test_check_tells_what_run_would_refuse(policy: str, files: Path, kumin: Callable[..., object]) -> None:
    rows = [f"{n:03d},2023/7/3,7,2,,1,10,1980/1/2," for n in range(20)]
    (files / "a.csv").write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    (files / "q.yaml").write_text(policy + SMALL, encoding="utf-8")
    done = kumin("check", files / "q.yaml", files / "a.csv")
    assert done.returncode == 0
    assert "kumin run は集計しません" in done.stdout


def test_wrong_use_is_one_line(files: Path, kumin: Callable[..., object]) -> None:
    done = kumin("check", files / "q.yaml", files / "nothing.csv")
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_the_copy_has_the_wrong_cells_coloured_and_commented(files: Path, kumin: Callable[..., object]) -> None:
    kumin("check", files / "q.yaml", files / "a.csv", "--out", files / "out")
    book = openpyxl.load_workbook(files / "out" / "a.csv_検査結果.xlsx")
    sheet = book.worksheets[0]
    # everything stands where it stood, as text: no zero is lost, no formula runs
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=2, max_row=4)] == [
        row.split(",") for row in ROWS[:3]
    ]
    assert sheet["A2"].value == "001"
    assert sheet["I4"].data_type == "s"
    red, yellow = "FFFFC7CE", "FFFFEB9C"
    assert sheet["C3"].fill.fgColor.rgb == red
    assert sheet["A4"].fill.fgColor.rgb == red
    assert sheet["I4"].fill.fgColor.rgb == yellow
    assert sheet["C2"].fill.fill_type is None
    assert "E101" in sheet["C3"].comment.text
    assert "用紙と見比べて" in sheet["C3"].comment.text
    commented = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert commented == {"C3", "E3", "I3", "A4", "I4"}
    assert book.sheetnames[1] == "検査結果のまとめ"


def test_a_copy_keeps_the_rows_of_a_workbook_with_titles(files: Path, kumin: Callable[..., object]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "集計/用"[:2]
    sheet.append(["調査の回答"])
    sheet.append([])
    sheet.append(HEADER.split(","))
    sheet.append(["001", "2023/7/3", "7", "2", "", "1", "10", "1980/1/2", ""])
    book.save(files / "a.xlsx")
    kumin("check", files / "q.yaml", files / "a.xlsx", "--out", files / "out")
    copy = openpyxl.load_workbook(files / "out" / "a.xlsx_検査結果.xlsx").worksheets[0]
    assert copy["A1"].value == "調査の回答"
    assert copy["C3"].value == "問1"
    assert "E101" in copy["C4"].comment.text


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("検査結果のまとめ", ["検査結果のまとめ", "検査結果のまとめ (2)"]),
        ("Summary of Findings", ["Summary of Findings", "Summary of findings (2)"]),
        ("あ" * 31, ["あ" * 31, "Summary of findings"]),
        ("History", ["History_", "Summary of findings"]),
    ],
)
def test_a_sheet_may_have_any_name(name: str, names: list[str], files: Path, kumin: Callable[..., object]) -> None:
    book = openpyxl.Workbook()
    book.active.title = name
    book.active.append(HEADER.split(","))
    book.active.append(["001", "2023/7/3", "7", "2", "", "1", "10", "1980/1/2", ""])
    book.save(files / "a.xlsx")
    lang = "ja" if name == names[0] and "検査" in name else "en"
    done = kumin("check", files / "q.yaml", files / "a.xlsx", "--out", files / "out", "--lang", lang)
    assert done.returncode == 0, done.stderr
    [copy] = (files / "out").glob("*.xlsx")
    assert openpyxl.load_workbook(copy).sheetnames == names


def test_a_copy_keeps_errors_and_letters_where_they_stand(files: Path, kumin: Callable[..., object]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 5):
        sheet.cell(row, 1).fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
    for column, value in enumerate(HEADER.split(","), 2):
        sheet.cell(2, column, value)
    for column, value in enumerate(["001", "2023/7/3", "#N/A", 2, None, 1, 10], 2):
        sheet.cell(3, column, value)
    sheet["D3"].data_type = "e"
    book.save(files / "a.xlsx")
    done = kumin("check", files / "q.yaml", files / "a.xlsx", "--out", files / "out")
    assert "3 行目 D 列 「問1」: #N/A" in done.stdout
    copy = openpyxl.load_workbook(files / "out" / "a.xlsx_検査結果.xlsx").worksheets[0]
    assert (copy["D2"].value, copy["D3"].value) == ("問1", "#N/A")
    assert "E302" in copy["D3"].comment.text


def test_of_a_long_file_the_copy_has_the_rows_with_findings(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marked_copy, "WHOLE", 3)
    monkeypatch.setattr(marked_copy, "COMMENTS", 1)
    definition = library.load_questionnaire(files / "q.yaml")
    answers = validate_file(files / "a.csv", definition)
    marked_copy.write_marked_copy(answers.table, answers.findings, files / "copy.xlsx")
    sheet = openpyxl.load_workbook(files / "copy.xlsx").worksheets[0]
    assert [row[0].value for row in sheet.iter_rows()] == ["行", 3, 4]
    assert sheet["D2"].value == "7"


def test_all_findings_as_parquet(files: Path, kumin: Callable[..., object]) -> None:
    rows = [f"{n:03d},2023/7/3,7,2,,1,10,1980/1/2," for n in range(50)]
    (files / "a.csv").write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    done = kumin("check", files / "q.yaml", files / "a.csv", "--limit", 3, "--parquet", files / "f.parquet")
    assert pl.read_parquet(files / "f.parquet").height == 50
    assert len(re.findall(r"^    \d+ 行目", done.stdout, flags=re.M)) == 3
    assert "ほか 47 件" in done.stdout


def test_every_rule_is_explained_in_both_languages() -> None:
    for code, rule in RULES.items():
        for lang in ("ja", "en"):
            words = explain(code.lower(), Words.of(lang))
            assert code in words
            assert all(action in words for action in rule.allowed)


def test_explain_knows_what_it_does_not_know(kumin: Callable[..., object]) -> None:
    assert "E101" in kumin("explain").stdout
    done = kumin("explain", "E10")
    assert done.returncode == 2
    assert "E101" in done.stderr


def test_the_catalogue_in_the_documentation_is_current() -> None:
    assert (ROOT / "docs" / "findings.md").read_text(encoding="utf-8") == catalogue_markdown()


def test_new_drafts_a_questionnaire_that_reads_its_own_file(files: Path, kumin: Callable[..., object]) -> None:
    rows = [
        f'{n:03d},2023/7/{n % 28 + 1},{9 if n == 7 else n % 3 + 1},{"はい" if n % 2 else "いいえ"},"1,{n % 2 + 2}",'
        f"{n % 2},{(n + 1) % 2},{n * 37 % 90},私の名前は秘密太郎{n}です"
        for n in range(60)
    ]
    header = "整理番号,受付日,問1,問2,問3,問4_1,問4_2,年齢,ご意見"
    (files / "new.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    done = kumin("new", files / "new.csv", "--out", files / "draft.yaml")
    assert done.returncode == 0, done.stderr
    text = (files / "draft.yaml").read_text(encoding="utf-8")
    assert "秘密" not in text
    assert text.count("推定") >= 7
    draft = library.load_questionnaire(files / "draft.yaml")
    types = {question.header: question.type for question in draft.questions}
    assert types == {
        "問1": "single",
        "問2": "single",
        "問3": "multiple",
        "問4": "multiple",
        "年齢": "number",
        "ご意見": "text",
    }
    assert "9" in draft.missing.no_answer
    assert draft.columns.id == "整理番号"
    answers = validate_file(files / "new.csv", draft)
    # the one age of 9 lies within the bounds of the draft and is a number: that is said
    assert answers.findings.select("code", "value", "count").rows() == [("W111", "9", 1)]
    assert answers.coded["q4_1"].sum() == 30
    again = kumin("new", files / "new.csv", "--out", files / "draft.yaml")
    assert again.returncode == 2
    assert "上書きしない" in again.stderr


def test_new_prepares_next_years_folder(kumin: Callable[..., object], tmp_path: Path) -> None:
    old = library.load_plan(ROOT / "schemas" / "tsurumi" / "r05")
    done = kumin("new", "--from", ROOT / "schemas" / "tsurumi" / "r05", "--year", 2024, "--out", tmp_path / "r06")
    assert done.returncode == 0, done.stderr
    new = library.load_plan(tmp_path / "r06")
    assert (new.plan.fiscal_year, new.plan.id) == (2024, "tsurumi-2024")
    assert "令和６年度" in new.plan.title
    before = {indicator.id: indicator for _, indicator in old.plan.indicators()}
    for _, indicator in new.plan.indicators():
        assert indicator.result is None
        assert indicator.target == before[indicator.id].target
        result = before[indicator.id].result
        if result is not None:
            assert indicator.history[2023].percent == result.percent
    assert all(survey.period is None and survey.invited is None for survey in new.plan.surveys.values())
    early = kumin("new", "--from", ROOT / "schemas" / "tsurumi" / "r05", "--year", 2023, "--out", tmp_path / "x")
    assert early.returncode == 2
    assert not (tmp_path / "x").exists()


def test_run_combines_files_and_writes_the_rows_left_out(
    mini: Path, kumin: Callable[..., object], tmp_path: Path
) -> None:
    text = (mini / "answers" / "residents.csv").read_text(encoding="utf-8")
    lines = text.splitlines()
    (mini / "paper.csv").write_text("\n".join(lines[:31]), encoding="cp932")
    (mini / "web.csv").write_text("\n".join([lines[0], lines[1], *lines[31:]]), encoding="utf-8")
    files = ["--answers", f"residents={mini / 'paper.csv'}", "--answers", f"residents={mini / 'web.csv'}"]
    done = kumin("run", mini, *files, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "読込 61 = 使用 60 + 除外 1 + 白紙 0" in done.stdout
    assert "（paper.csv 30 行、cp932 ＋ web.csv 31 行、utf-8）" in done.stdout
    survey = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))["surveys"]["residents"]
    assert survey["encoding"] == "cp932, utf-8"
    assert survey["files"] == [
        {"name": "paper.csv", "encoding": "cp932", "sheet": None, "n_read": 30},
        {"name": "web.csv", "encoding": "utf-8", "sheet": None, "n_read": 31},
    ]
    left_out = pl.read_csv(tmp_path / "out" / "quarantined.csv", infer_schema=False)
    assert left_out.select("survey", "file", "row", "codes").rows() == [("residents", "web.csv", "2", "E202")]
    whole = library.run(mini, mini / "answers").judgements
    parts = library.run(mini, {"residents": [mini / "paper.csv", mini / "web.csv"]}).judgements
    assert parts.equals(whole)
    # the same by their names in a folder
    folder = tmp_path / "both"
    folder.mkdir()
    (mini / "paper.csv").rename(folder / "residents_paper.csv")
    (mini / "web.csv").rename(folder / "residents_web.csv")
    assert library.run(mini, folder).judgements.equals(whole)


def test_run_names_the_sheets_it_did_not_read(mini: Path, kumin: Callable[..., object], tmp_path: Path) -> None:
    lines = (mini / "answers" / "residents.csv").read_text(encoding="utf-8").splitlines()
    book = openpyxl.Workbook()
    book.active.title = "紙"
    book.create_sheet("Web")
    for sheet, rows in zip(book.worksheets, (lines[:31], [lines[0], *lines[31:]]), strict=True):
        for row in rows:
            sheet.append(row.split(","))
    book.save(tmp_path / "a.xlsx")
    done = kumin("run", mini, "--answers", f"residents={tmp_path / 'a.xlsx'}", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "W405" in done.stdout
    assert "a.xlsx: シート「紙」を読み、「Web」は読んでいません。" in done.stdout


def test_run_refuses_above_the_threshold(mini: Path, kumin: Callable[..., object]) -> None:
    path = mini / "answers" / "residents.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    broken = [",".join(["77" if cell in "123" else cell for cell in line.split(",")]) if n else line
              for n, line in enumerate(lines)]  # fmt: skip
    path.write_text("\n".join(broken), encoding="utf-8")
    done = kumin("run", mini, "--answers", mini / "answers", "--out", mini / "out")
    assert done.returncode == 2
    assert "100.0%" in done.stderr
    assert not (mini / "out").exists()


def test_a_marked_copy_changed_by_hand_is_kept_and_said(kumin: Callable[..., object], tmp_path: Path) -> None:
    definition, answers = tmp_path / "q.yaml", tmp_path / "a.csv"
    definition.write_text(
        "id: s\ntitle: t\ncolumns: {id: 整理番号}\nquestions:\n"
        "  - {id: q1, text: 問1, header: 問1, type: single, options: {1: はい, 2: いいえ}}\n",
        encoding="utf-8",
    )
    answers.write_text("整理番号,問1\n1,1\n2,9\n", encoding="utf-8")
    out = tmp_path / "out"
    arguments = ["check", str(definition), str(answers), "--out", str(out), "--lang", "ja"]
    assert "そのまま残しました" not in kumin(*arguments).stderr
    (copy,) = out.glob("*.xlsx")
    edited = copy.read_bytes() + b"by hand"
    copy.write_bytes(edited)
    (out / "findings.csv").unlink()
    again = kumin(*arguments)
    assert copy.read_bytes() == edited
    assert f"{copy.name} は手で直されているか" in again.stderr
    assert sorted(path.name for path in out.iterdir() if path.suffix == ".xlsx") == [f"{copy.stem}.new.xlsx", copy.name]
    assert (out / "findings.csv").exists()
    assert again.stderr.count("そのまま残しました") == 1
