"""A repeated id says which other row has it, and which of them counts; never the id itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from answers_tools import GOOD, HEADER, SMALL, check, questionnaire
from kumin.responses import Answers, validate_files

OTHER = ("file", "row", "code", "other_file", "other_row", "other_used")


def row(id_: str, sex: int = 1) -> str:
    return GOOD.replace("001", id_).replace(",1,1,2,", f",{sex},1,2,", 1)


def told(answers: Answers) -> list[tuple[object, ...]]:
    return answers.findings.select(OTHER).rows()


@pytest.mark.parametrize(
    ("rule", "others"),
    [
        ("first", [(3, 2, True), (4, 2, True)]),
        ("last", [(2, 4, True), (3, 4, True)]),
        ("none", [(2, 3, False), (3, 2, False), (4, 2, False)]),
    ],
)
def test_within_a_file(rule: str, others: list[tuple[int, int, bool]], tmp_path: Path) -> None:
    extra = f"duplicates: {{same_file: {rule}}}\n"
    answers = check(tmp_path, row("7"), row("07", 2), row("７", 3), row("8"), extra=extra)
    assert told(answers) == [("a.csv", of, "E201", "a.csv", other, used) for of, other, used in others]


@pytest.mark.parametrize(
    ("rule", "others"),
    [
        ("first", [("web.csv", 3, "paper.csv", 2, True)]),
        ("last", [("paper.csv", 2, "web.csv", 3, True)]),
        ("none", [("paper.csv", 2, "web.csv", 3, False), ("web.csv", 3, "paper.csv", 2, False)]),
    ],
)
def test_between_files(rule: str, others: list[tuple[object, ...]], tmp_path: Path) -> None:
    definition = questionnaire(tmp_path, f"duplicates: {{between_files: {rule}}}\n")
    (tmp_path / "paper.csv").write_text("\n".join([HEADER, row("7"), row("8")]), encoding="utf-8")
    (tmp_path / "web.csv").write_text("\n".join([HEADER, row("9"), row("7", 2)]), encoding="utf-8")
    answers = validate_files([tmp_path / "paper.csv", tmp_path / "web.csv"], definition)
    assert told(answers) == [(file, of, "E202", *rest) for file, of, *rest in others]


def test_a_row_that_would_count_and_is_left_out_for_another_reason(tmp_path: Path) -> None:
    extra = "policies: {E101: quarantine_row}\n"
    answers = check(tmp_path, row("7", 6), row("7", 8), extra=extra)
    assert ("a.csv", 3, "E201", "a.csv", 2, False) in told(answers)


def test_terminal_list_and_copy_tell_it(tmp_path: Path, kumin: Callable[..., object]) -> None:
    (tmp_path / "q.yaml").write_text(SMALL, encoding="utf-8")
    for name, rows in (("紙.csv", [row("S-7"), row("S-8")]), ("web.csv", [row("S-7", 2)])):
        (tmp_path / name).write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    files = (tmp_path / "紙.csv", tmp_path / "web.csv")
    done = kumin("check", tmp_path / "q.yaml", *files, "--out", tmp_path / "out")
    words = "整理番号が 紙.csv の 2 行目と同じ。集計するのはその行"
    assert f"web.csv 2 行目 A 列 「整理番号」（{words}）" in done.stdout
    assert words in (tmp_path / "out" / "findings.csv").read_text(encoding="utf-8-sig")
    sheet = openpyxl.load_workbook(tmp_path / "out" / "web.csv_検査結果.xlsx").worksheets[0]
    assert words in sheet["A2"].comment.text
    assert "S-7" not in done.stdout
    english = kumin("check", tmp_path / "q.yaml", *files, "--lang", "en").stdout
    assert "same id as row 2 of 紙.csv; that row is counted" in english
