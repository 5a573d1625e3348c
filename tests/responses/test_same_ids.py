"""A repeated id says which other row has it, and which of them counts; never the id itself."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from itertools import product
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from answers_tools import GOOD, HEADER, SMALL, check, questionnaire
from kumin.on_disk import columns as on_disk_columns
from kumin.responses import Answers, validate_files
from kumin.responses.readers import _delimited, streamed

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


def two(folder: Path, first: list[str], second: list[str], extra: str = "", jobs: bool = False) -> Answers:
    definition = questionnaire(folder, extra)
    for name, ids in (("paper.csv", first), ("web.csv", second)):
        rows = [row(id_, 1 + n % 3) for n, id_ in enumerate(ids)]
        (folder / name).write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    with ThreadPoolExecutor(2) if jobs else nullcontext() as executor:
        return validate_files([folder / "paper.csv", folder / "web.csv"], definition, executor=executor)


CASED = (["aB3x", "ab3X", "x-1", "７７"], ["AB3X", "ａB３ｘ", "X-1", "y-2", "n/A"])
"""The second of the web's is the first of the paper's in full width."""


@pytest.mark.parametrize("jobs", [False, True])
def test_upper_and_lower_case_tell_people_apart_and_are_told(jobs: bool, tmp_path: Path) -> None:
    answers = two(tmp_path, *CASED, "policies: {W120: set_missing}\n", jobs)
    assert [one for one in told(answers) if one[2] not in {"W209", "W203"}] == [
        ("paper.csv", 3, "W220", "paper.csv", 2, True),
        ("web.csv", 2, "W220", "paper.csv", 2, True),
        ("web.csv", 3, "E202", "paper.csv", 2, True),
        ("web.csv", 4, "W220", "paper.csv", 4, True),
    ]
    assert (answers.n_used, answers.n_quarantined) == (8, 1)


def test_the_questionnaire_says_what_case_means(tmp_path: Path) -> None:
    answers = two(tmp_path, *CASED, "duplicates: {letter_case: distinct}\n")
    assert [one[:3] for one in told(answers) if one[2] != "W209"] == [("web.csv", 3, "E202")]
    answers = two(tmp_path, *CASED, "duplicates: {letter_case: ignored}\n")
    assert [one[:3] for one in told(answers) if one[2] != "W209"] == [
        ("paper.csv", 3, "E201"), ("web.csv", 2, "E202"), ("web.csv", 3, "E201"), ("web.csv", 3, "E202"),
        ("web.csv", 4, "E202"),
    ]  # fmt: skip
    answers = two(tmp_path, *CASED, "policies: {W220: quarantine_row}\n")
    assert answers.n_used == 5


def test_random_ids_read_alike_from_every_kind_of_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form system's ids are of both cases: no two of them are one person, however the file is stored and read."""
    ids = [f"{a}{b}{n % 7}{c}" for n, (a, b, c) in enumerate(product("kKqQ", "wWz", "eEfF"))]
    lines = [row(id_, 1 + n % 3) for n, id_ in enumerate([*ids, ids[5]])]
    answers = check(tmp_path, *lines)
    assert (answers.n_used, answers.n_quarantined) == (len(ids), 1)
    frame = pl.read_csv(tmp_path / "a.csv", infer_schema=False)
    frame.write_parquet(tmp_path / "a.parquet")
    frame.write_excel(tmp_path / "a.xlsx", "回答")
    definition = questionnaire(tmp_path)
    for name in ("a.parquet", "a.xlsx"):
        other = validate_files([tmp_path / name], definition)
        assert told(other) == [(name, *one[1:3], name, *one[4:]) for one in told(answers)]
    monkeypatch.setattr(streamed, "PIECE", 200)
    monkeypatch.setattr(on_disk_columns, "LONG", 2)
    monkeypatch.setattr(_delimited, "LARGE", 0)
    assert told(validate_files([tmp_path / "a.csv"], definition)) == told(answers)


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
