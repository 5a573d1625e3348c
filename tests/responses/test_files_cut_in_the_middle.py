"""A file that ends or changes in the middle is refused, or its damaged cells are told."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import kumin
from kumin.errors import ReadError
from kumin.responses import read

QUESTIONNAIRE = """\
id: q
title: 試験
columns: {id: 番号}
questions:
  - {id: a, text: 問, header: 問1, type: single, options: {1: はい, 2: いいえ}}
  - {id: b, text: 問, header: 問2, type: single, options: {1: はい, 2: いいえ}}
"""
LINES = [f"{row},はい,いいえ" for row in range(1, 401)]


def text(encoding: str, lines: list[str] = LINES) -> bytes:
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


HEAD = "番号,問1,問2\r\n".encode()


def half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def parquet(path: Path) -> bytes:
    pl.DataFrame({"番号": range(400), "問1": [1, 2] * 200, "問2": [2, 1] * 200}).write_parquet(path)
    return path.read_bytes()


FILES: dict[str, tuple[str, Callable[[Path], bytes]]] = {
    "cut.csv.gz": ("file_broken", lambda path: half(gzip.compress(HEAD + text("utf-8")))),
    "cut.parquet": ("file_broken", lambda path: half(parquet(path))),
    "two encodings.csv": ("encoding_undetected", lambda path: HEAD + text("utf-8", LINES[:200]) + text("cp932")),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_ends_or_changes_in_the_middle_is_refused(tmp_path: Path, name: str) -> None:
    code, make = FILES[name]
    (tmp_path / "q.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (tmp_path / name).write_bytes(make(tmp_path / name))
    with pytest.raises(ReadError) as caught:
        kumin.validate_file(tmp_path / name, kumin.load_questionnaire(tmp_path / "q.yaml"))
    assert caught.value.code == code
    assert caught.value.message("ja") != caught.value.message("en")


def test_a_few_cells_of_another_encoding_are_told(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (tmp_path / "a.csv").write_bytes(HEAD + text("utf-8") + text("cp932", ["999,はい,1"]))
    answers = kumin.validate_file(tmp_path / "a.csv", kumin.load_questionnaire(tmp_path / "q.yaml"))
    assert answers.n_read == 401
    assert answers.findings.select("code", "row", "column").rows() == [("E315", 402, "B")]
    assert answers.coded["a"].null_count() == 1


@pytest.mark.parametrize(("file", "cell"), [("utf-8", "cp932"), ("cp932", "utf-8"), ("utf-8", "euc-jp")])
@pytest.mark.parametrize("kind", ["type: multiple, layout: joined, options: {1: はい, 2: いいえ}", "type: number"])
def test_a_cell_of_another_encoding_is_told_in_every_kind_of_question(
    tmp_path: Path, file: str, cell: str, kind: str
) -> None:
    asked = QUESTIONNAIRE.replace("type: single, options: {1: はい, 2: いいえ}", kind, 1)
    (tmp_path / "q.yaml").write_text(asked, encoding="utf-8")
    good = [f"{row},{'1' if 'number' in kind else 'はい'},いいえ" for row in range(1, 2001)]
    head = HEAD.decode().encode(file)
    (tmp_path / "a.csv").write_bytes(head + text(file, good) + text(cell, ["9999,七つ,1"]))
    answers = kumin.validate_file(tmp_path / "a.csv", kumin.load_questionnaire(tmp_path / "q.yaml"))
    assert answers.findings.select("code", "row", "column").rows() == [("E315", 2002, "B")]
    assert answers.tables[0].evidence == "damaged"


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_text_that_ends_within_its_last_row_is_refused(tmp_path: Path, encoding: str, packed: bool) -> None:
    (tmp_path / "q.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    asked = kumin.load_questionnaire(tmp_path / "q.yaml")
    whole = HEAD.decode().encode(encoding) + text(encoding)
    path = tmp_path / ("a.csv.gz" if packed else "a.csv")
    data = whole.removesuffix(",いいえ\r\n".encode(encoding))
    path.write_bytes(gzip.compress(data) if packed else data)
    with pytest.raises(ReadError) as caught:
        kumin.validate_file(path, asked)
    assert (caught.value.code, caught.value.line) == ("policy_refuses", 401)
    assert f"{path.name}:401: " in caught.value.message("ja")
    assert "E221" in caught.value.message("en")
    (tmp_path / "q.yaml").write_text(QUESTIONNAIRE + "policies: {E221: keep}\n", encoding="utf-8")
    kept = kumin.validate_file(path, kumin.load_questionnaire(tmp_path / "q.yaml"))
    assert (kept.n_used, kept.findings["code"].to_list()) == (400, ["E221"])


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        (["1,はい,いいえ", "2,はい,いいえ"], []),  # a whole last row needs no line end
        (["1,はい", "2,はい"], ["W214", "W214"]),  # a program that leaves empty cells out
        (["1,はい", "2,はい,いいえ"], ["W214"]),
        (["1,はい,いいえ", "2,はい", ""], ["W214"]),
        (["1,はい,いいえ", "合計,2"], ["W207"]),
    ],
)
def test_other_short_rows_are_no_cut_file(tmp_path: Path, lines: list[str], codes: list[str]) -> None:
    (tmp_path / "q.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (tmp_path / "a.csv").write_bytes(HEAD + "\r\n".join(lines).encode())
    answers = kumin.validate_file(tmp_path / "a.csv", kumin.load_questionnaire(tmp_path / "q.yaml"))
    assert answers.findings["code"].to_list() == codes


@pytest.mark.parametrize("how", ["grown", "replaced", "removed"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(HEAD + text("utf-8"))
    load = read.load

    def loaded(given: Path) -> object:
        content = load(given)
        if how == "grown":
            with given.open("ab") as file:
                file.write("401,はい,いいえ\r\n".encode())
        elif how == "replaced":
            (tmp_path / "new").write_bytes(HEAD + text("utf-8"))
            (tmp_path / "new").replace(given)
        else:
            given.unlink()
        return content

    monkeypatch.setattr(read, "load", loaded)
    with pytest.raises(ReadError) as caught:
        kumin.read_answers(path)
    assert caught.value.code == "file_changed"
    assert str(path) in caught.value.message("ja")
