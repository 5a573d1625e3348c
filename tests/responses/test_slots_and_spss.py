"""Chosen options packed into the first columns, and values that an SPSS file declares as missing."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answers_tools import coded, found, questionnaire
from kumin.responses import Answers, read_answers, validate_files
from kumin.responses.readers import _sav_values, spss
from kumin.responses.readers._columnar import cells_of
from kumin.words import Words
from kumin.words.answer_files import lines_sentences
from kumin.writers.terminal.check import render_check
from kumin.writers.workbook.marked_copy import write_marked_copy

SEVEN = """\
id: seven
title: 試験
questions:
  - {id: q, text: 3つまで, header: 問4, type: multiple, max: 3LAYOUT,
     options: {1: 防災, 2: 防犯, 3: 子育て, 4: 福祉, 5: 道路, 6: 公園, 7: その他}}
"""
THREE = SEVEN.replace(", 4: 福祉, 5: 道路, 6: 公園, 7: その他", "")


def read(folder: Path, *rows: str, source: str = SEVEN, layout: str = "") -> Answers:
    (folder / "a.csv").write_text("\n".join(["問4_1,問4_2,問4_3", *rows]) + "\n", encoding="utf-8")
    definition = questionnaire(folder, source=source.replace("LAYOUT", layout))
    return validate_files([folder / "a.csv"], definition, refuse=False)


def of_columns(answers: Answers) -> list[tuple[str, int]]:
    return answers.findings.filter(pl.col("row").is_null()).select("code", "count").rows()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    chosen=st.lists(st.lists(st.integers(1, 7), min_size=1, max_size=3, unique=True), min_size=1, max_size=12),
    named=st.booleans(), unused=st.sampled_from(["", "0"]),
)  # fmt: skip
def test_options_in_slots_are_read_whatever_their_order(
    chosen: list[list[int]], named: bool, unused: str, tmp_path: Path
) -> None:
    labels = ["防災", "防犯", "子育て", "福祉", "道路", "公園", "その他"]
    chosen = [*chosen, [7, 4]]
    cells = [[labels[code - 1] if named else str(code) for code in row] for row in chosen]
    answers = read(tmp_path, *(",".join([*row, unused, unused][:3]) for row in cells))
    got = answers.coded.select(f"q_{code}" for code in range(1, 8)).rows()
    assert [{code for code, one in enumerate(row, 1) if one} for row in got] == [set(row) for row in chosen]
    assert coded(answers, "q") == [len(row) for row in chosen]
    filled = sum(len(row) for row in chosen) if not unused else 3 * len(chosen)
    assert of_columns(answers) == [("W124", filled)]
    rows = [",".join([*row, unused, unused][:3]) for row in cells]
    assert not of_columns(read(tmp_path, *rows, layout=", layout: slots"))


def test_names_packed_into_the_first_of_as_many_columns_as_options(tmp_path: Path) -> None:
    answers = read(tmp_path, "防犯,,", "防災,防犯,", ",,子育て", "子育て,,", "防犯,子育て,", source=THREE)
    assert coded(answers, "q_1", "q_2", "q_3")[:2] == [(False, True, False), (True, True, False)]
    assert [code for *_, code in found(answers)] == ["W124"]


@pytest.mark.parametrize(
    "rows", [("1,0,1", "0,0,1"), ("1,,", ",1,1"), ("1,2,3", "1,,3", ",2,"), ("防災,,子育て", ",防犯,")]
)
def test_a_column_for_each_option_is_one(rows: tuple[str, ...], tmp_path: Path) -> None:
    answers = read(tmp_path, *rows, source=THREE)
    assert found(answers) == []
    assert answers.columns[0].formats == {"q": "columns"}


def test_a_wrong_number_in_a_column_of_an_option_stays_wrong(tmp_path: Path) -> None:
    answers = read(tmp_path, *["1,2,3"] * 10, "1,3,", source=THREE)
    assert [one for one in found(answers) if one[2] != "W203"] == [(12, "B", "E101")]


def test_what_is_no_option_in_a_slot_is_said_at_its_cell(tmp_path: Path) -> None:
    answers = read(tmp_path, "1,5,", "4,9,", "6,1,1", '"1,2",,')
    assert coded(answers, "q") == [2, None, 2, None]
    assert found(answers)[1:] == [(3, "B", "E101"), (5, "A", "E102")]


SPSS = """\
id: spss
title: 試験
questions:
  - {id: age, text: 年齢, header: age, type: number, minimum: 0, maximum: 120}
  - {id: one, text: 1つ, header: one, type: single, options: {1: はい, 2: いいえ, 8: わからない}}
  - {id: each, text: 列, header: each, type: multiple, options: {1: a, 2: b}}
  - {id: word, text: 記述, header: word, type: text, required: true}
"""


def test_values_that_the_file_declares_as_missing_are_no_answer_and_said(tmp_path: Path) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    frame = pl.DataFrame(
        {"age": [30.0, 99.0, 97.0, 96.0], "one": [1.0, 8.0, 9.0, 2.0], "each_1": [1.0, 0.0, 9.0, 1.0],
         "each_2": [0.0, 1.0, 9.0, 1.0], "word": ["x", "y", "z", "w"]}
    )  # fmt: skip
    missing = {"age": [{"lo": 97.0, "hi": 99.0}], "one": [8.0, 9.0], "each_1": [9.0], "each_2": [9.0]}
    pyreadstat.write_sav(frame, tmp_path / "a.sav", missing_ranges=missing)
    answers = validate_files([tmp_path / "a.sav"], questionnaire(tmp_path, source=SPSS), refuse=False)
    assert coded(answers, "age", "one", "each") == [(30, 1, 1), (None, 8, 1), (None, None, None), (96, 2, 2)]
    counts = answers.findings.select("code", "question", "column", "count").sort("column").rows()
    assert counts == [
        ("W125", "age", "A", 2), ("W125", "one", "B", 1), ("W125", "each", "C", 1), ("W125", "each", "D", 1)
    ]  # fmt: skip


def test_every_type_of_an_spss_file_is_read_as_its_library_reads_it(tmp_path: Path) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    frame = pl.DataFrame(
        {
            "n": [1.0, None, 2.5], "all": [None, None, None], "s": ["あ", "", " x"],
            "d": [date(1980, 1, 2), None, date(2023, 7, 3)], "t": [datetime(2023, 7, 3, 10, 1), None, None],
            "m": [time(1, 2), None, time(23, 0)],
        },
        schema_overrides={"all": pl.Float64},
    )  # fmt: skip
    pyreadstat.write_sav(frame, tmp_path / "a.sav", missing_ranges={"n": [2.5]})
    table = read_answers(tmp_path / "a.sav")
    own, _ = pyreadstat.read_sav(str(tmp_path / "a.sav"), user_missing=True, output_format="polars")
    for place, column in enumerate(own.get_columns()):
        cells = table.text(place, pl.int_range(3, dtype=pl.UInt32, eager=True))
        assert cells.to_list() == cells_of(column).cast(pl.String).to_list(), column.name


def test_numbers_of_an_spss_file_are_packed_some_rows_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_sav_values, "_VALUES", 9)
    empty = [None] * 10
    columns = {"a": [None, 1.5, *map(float, range(8))], "b": list("abcdefghij"), "c": empty, "d": [*empty[1:], 2.0]}
    packed = _sav_values._packed(columns)
    assert (packed["b"], packed["c"]) == (columns["b"], empty)
    for name in "ad":
        assert pl.Series(packed[name], nan_to_null=True).to_list() == columns[name]


def test_the_process_that_reads_an_spss_file_loads_neither_kumin_nor_polars() -> None:
    pytest.importorskip("pyreadstat")
    load = f"import runpy, sys; runpy.run_path({spss.VALUES!r})['prepare']((b'', 1))"
    look = f"{load}; print({{'kumin', 'polars'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-P", "-c", look], check=True, capture_output=True, text=True)
    assert done.stdout == "set()\n"


LABELLED = """\
id: spss
title: 試験
questions:
  - {id: one, text: 1つ, header: one, type: single, options: {1: はい, 2: いいえ, 3: わからない}}
  - {id: each, text: 列, header: each, type: multiple, options: {1: 広報紙, 2: 回覧板}}
"""


@pytest.mark.parametrize(
    ("one", "each", "expected"),
    [
        ({1: "はい", 2: "いいえ "}, {1: "選択", 0: "非選択"}, []),
        ({1: "ハイ！", 2: "そのほか"}, {1: "印"}, []),  # other words for an option contradict nothing
        ({1: "いいえ", 2: "はい"}, {}, [("one", "A", "1", 2), ("one", "A", "2", 1)]),
        ({3: "はい"}, {}, []),  # nobody chose it
        ({}, {1: "いいえ", 0: "はい"}, [("each", "B", "1", 1)]),
        ({}, {1: "回覧板"}, [("each", "B", "1", 1)]),
        ({}, {1: "広報紙", 0: "回覧板"}, []),
    ],
)
def test_labels_of_the_file_that_contradict_the_options_are_refused_with_their_cells(
    one: dict[int, str], each: dict[int, str], expected: list[tuple[str, str, str, int]], tmp_path: Path
) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    frame = pl.DataFrame({"one": [1.0, 1.0, 2.0], "each_1": [1.0, 0.0, 0.0], "each_2": [0.0, 1.0, 1.0]})
    labels = {name: own for name, own in {"one": one, "each_1": each}.items() if own}
    pyreadstat.write_sav(frame, tmp_path / "a.sav", variable_value_labels=labels)
    definition = questionnaire(tmp_path, source=LABELLED)
    answers = validate_files([tmp_path / "a.sav"], definition, refuse=False)
    contradicted = answers.findings.filter(code="E129").select("question", "column", "value", "count")
    assert contradicted.rows() == expected
    assert (answers.refusal(definition) is not None) == bool(expected)


def test_ones_and_twos_in_every_column_are_marked_and_not_marked(tmp_path: Path) -> None:
    answers = read(tmp_path, "1,2,2", "2,1,1", "2,2,2", "１,1.0,1", ",,", "2,1,2", source=THREE)
    assert coded(answers, "q_1", "q_2", "q_3") == [
        (True, False, False), (False, True, True), (False, False, False), (True, True, True), (False, True, False)
    ]  # fmt: skip
    assert of_columns(answers) == [("W112", 1), ("W126", 8)]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (("1,2,", ",2,3", "1,,"), None),  # each column has the number of its option
        (("1,2,", "2,1,", "2,3,1"), "W124"),  # the chosen options
        (("1,,", "2,,1", "1,1,", ",1,1"), "E101"),  # a mark in one column, and a slip
        (("1,2,2", "2,1,1", "2,0,2"), "E101"),
    ],
)
def test_other_twos_are_what_they_are(rows: tuple[str, ...], code: str | None, tmp_path: Path) -> None:
    codes = {found_code for *_, found_code in found(read(tmp_path, *rows, source=THREE))}
    assert "W126" not in codes
    assert code in codes if code else not codes


def test_rows_of_an_spss_file_are_numbered_as_spss_shows_them(tmp_path: Path) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    frame = pl.DataFrame({"one": [1.0, 5.0, 2.0], "word": ["x", "y", "z"]})
    pyreadstat.write_sav(frame, tmp_path / "a.sav", column_labels=["1つ", "記述"])
    source = SPSS.split("  - {id: age", maxsplit=1)[0] + "".join(
        line for line in SPSS.splitlines(keepends=True) if "id: one" in line or "id: word" in line
    )
    definition = questionnaire(tmp_path, source=source)
    answers = validate_files([tmp_path / "a.sav"], definition, refuse=False)
    assert found(answers) == [(2, "A", "E101")]
    assert list(lines_sentences(answers, Words.of("ja"))) == []
    said = render_check(answers, definition, Words.of("ja"), lambda words, _: words, limit=5)
    assert "見出しは変数名とラベル、回答 3 行（1 行目から）" in said
    assert "2 行目" in said
    write_marked_copy(answers.table, answers.findings, tmp_path / "copy.xlsx", "ja")
    sheet = openpyxl.load_workbook(tmp_path / "copy.xlsx").worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["行", "one", "word"], [1, "1", "x"], [2, "5", "y"], [3, "2", "z"]
    ]  # fmt: skip
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment] == ["B3"]
