"""Every line of a file is accounted for, by a count of its bytes that does not depend on the parser."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answers_tools import GOOD, HEADER, SMALL, check, found, questionnaire
from kumin import ReadError
from kumin.responses import lines as lines_of
from kumin.responses import read_answers, validate_files
from kumin.responses import signs as signs_of
from kumin.responses.lines import count_ends
from kumin.responses.readers import _delimited, text
from kumin.responses.signs import Signs, count_signs

Kumin = Callable[..., "CompletedProcess[str]"]
ROWS = [GOOD.replace("001", f"{n:03d}").replace("よい", f"よい{n}") for n in range(1, 8)]
CELL = st.sampled_from(["1", "2", "", "あ", "a\nb", "a\r\nb", 'a"b', "x,y", "a\rb"])


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    large=st.booleans(),
)
def test_lines_are_rows_and_what_is_within_cells(rows: list[list[str]], end: str, large: bool, tmp_path: Path) -> None:
    rows.append(["1", "2", "3"])
    written = io.StringIO()
    csv.writer(written, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([["問1", "問2", "問3"], *rows])
    path = tmp_path / "a.csv"
    path.write_bytes(written.getvalue().encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_delimited, "LARGE", 5 if large else 1 << 23)
        table = read_answers(path)
    breaks = sum(cell.count("\n") + cell.count("\r") - cell.count("\r\n") for row in rows for cell in row)
    assert table.lines is not None
    assert (table.lines.total, table.lines.within) == (1 + len(rows) + breaks, breaks)
    assert table.lines.total == table.lines.headings + table.frame.height + table.lines.within
    assert table.lines.otherwise == 0


def test_the_count_of_the_bytes_in_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = b'a,b\r\n1,"x\ny\r\nz"\r2,"""\r\n"\n3,' * 5
    expected, signs = count_ends(whole), count_signs(whole)
    assert (expected.lf, expected.crlf, expected.cr, expected.within, expected.otherwise) == (5, 5, 5, 15, 10)
    assert signs == Signs(feeds=25, returns=20, pairs=15, quotes=30, doubled=True, last=1)
    assert signs.lines == 31
    monkeypatch.setattr(signs_of, "_MANY", 0)
    for step in range(1, 30):
        monkeypatch.setattr(lines_of, "_STEP", step)
        monkeypatch.setattr(signs_of, "_BLOCK", step)
        assert count_ends(whole) == expected
        assert count_signs(whole) == signs


@pytest.mark.parametrize("many", [0, 1 << 20])
def test_a_quote_behind_a_space_or_an_equals_sign_is_noticed_anywhere(
    many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signs_of, "_MANY", many)
    monkeypatch.setattr(signs_of, "_BLOCK", 4)
    for before in range(9):
        assert count_signs(b"a" * before + b' "b"').spaced
        assert not count_signs(b"a " * before + b'a"b" ').spaced
        assert count_signs(b"a" * before + b'="b"').formed
        assert not count_signs(b"a=" * before + b'a"b"=').formed
    first, second = count_signs(b'"a"\n'), count_signs(b'1, "b"\n')
    assert first.followed_by(second).spaced
    assert second.followed_by(first).spaced
    assert not first.followed_by(first).spaced
    assert first.followed_by(count_signs(b'="1"\n')).formed
    assert not first.followed_by(second).formed


@settings(max_examples=100, deadline=None)
@given(text=st.text('a,"\r\n').map(str.encode), block=st.integers(1, 7))
def test_signs_are_counted_alike_in_blocks_and_at_once(text: bytes, block: int) -> None:
    at_once = count_signs(text)
    assert at_once.lines == len(text.splitlines())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signs_of, "_MANY", 0)
        patch.setattr(signs_of, "_BLOCK", block)
        assert count_signs(text) == at_once
    ends = count_ends(text)
    if at_once.alike:
        assert ends.otherwise == 0


@pytest.mark.parametrize("large", [False, True])
def test_rows_that_a_parser_loses_are_noticed(large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if large:
        monkeypatch.setattr(_delimited, "LARGE", 1000)
        whole = text.parse_body
        monkeypatch.setattr(text, "parse_body", lambda *args: _shorter(whole(*args)))
    else:
        parse = text.parse
        monkeypatch.setattr(text, "parse", lambda *args: _shorter(parse(*args)))
    with pytest.raises(ReadError) as caught:
        check(tmp_path, *ROWS * 4)
    assert caught.value.code == "lines_do_not_add_up"
    assert "29 行" in caught.value.message("ja")
    assert "28 行" in caught.value.message("ja")


def _shorter(frame: pl.DataFrame | None) -> pl.DataFrame | None:
    return None if frame is None else frame.head(frame.height - 1)


@pytest.mark.parametrize("ends", [("\n", "\r\n", 3), ("\r\n", "\n", 2), ("\n", "\r", 1)])
def test_mixed_line_ends_are_counted(ends: tuple[str, str, int], tmp_path: Path) -> None:
    most, some, count = ends
    lines = [HEADER, *ROWS[:6], ROWS[6].replace("よい7", '"二\n行\r\nと"')]
    used = [some] * count + [most] * (len(lines) - count)
    (tmp_path / "a.csv").write_bytes("".join(a + b for a, b in zip(lines, used, strict=True)).encode())
    answers = validate_files([tmp_path / "a.csv"], questionnaire(tmp_path))
    assert answers.findings.select("code", "count").rows() == [("W211", count)]


@pytest.mark.parametrize(
    ("header", "rows", "row"),
    [
        ("問1,問7", ["1,よい", '2,"よい', "1,ない", '2,よい"', "1,"], 3),  # a comment would look the same
        ("問1,問7,問2", ["1,よい,1", '2,"よい,1', '1,ない",2', "1,,1"], 3),
        ("問1,問7,問2", ["1,よい,1", '"2,よい,1', '1,ない,2"', "1,,1"], 3),
    ],
)
def test_a_line_break_that_may_have_swallowed_rows_is_said(
    header: str, rows: list[str], row: int, tmp_path: Path
) -> None:
    answers = check(tmp_path, *rows, header=header, extra="policies: {E402: set_missing}\n", refuse=False)
    assert (row, None, "W212") in found(answers)


def test_a_comment_of_several_lines_is_no_doubt(tmp_path: Path) -> None:
    answers = check(tmp_path, ROWS[0].replace("よい1", '"道,川\n以上\nです,か"'), *ROWS[1:])
    assert found(answers) == []


@pytest.mark.parametrize("large", [False, True])
def test_nobodys_answers_become_a_heading(
    large: bool, tmp_path: Path, kumin: Kumin, monkeypatch: pytest.MonkeyPatch
) -> None:
    if large:
        monkeypatch.setattr(_delimited, "LARGE", 5)
    (tmp_path / "q.yaml").write_text(SMALL, encoding="utf-8")
    rows = [HEADER.replace("問6", '"問6'), *ROWS[:3], ROWS[3].replace("1980/1/2", '1980/1/2"'), *ROWS[4:]]
    (tmp_path / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    done = kumin("check", tmp_path / "q.yaml", tmp_path / "a.csv")
    assert done.returncode == 2
    assert "よい" not in done.stdout + done.stderr
    assert "1 行目の引用符" in done.stderr


def test_headings_are_shown_without_what_a_terminal_acts_on(tmp_path: Path, kumin: Kumin) -> None:
    (tmp_path / "q.yaml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "a.csv").write_text(f"{HEADER},\x1b]0;x\x07見出し\n{GOOD},1\n", encoding="utf-8")
    done = kumin("check", tmp_path / "q.yaml", tmp_path / "a.csv")
    assert "\x1b" not in done.stdout
    assert "\\x1b]0;x\\x07見出し" in done.stdout


def test_check_says_what_every_line_is(tmp_path: Path, kumin: Kumin) -> None:
    (tmp_path / "q.yaml").write_text(SMALL, encoding="utf-8")
    lines = [
        "調査の回答",
        HEADER,
        *ROWS,
        "",
        ROWS[0].replace("001", "008").replace("よい1", '"二\n行"'),
        "合計,,14,,,,,,",
    ]
    (tmp_path / "a.csv").write_text("\n".join(lines) + "\n,,\n", encoding="utf-8")
    said = kumin("check", tmp_path / "q.yaml", tmp_path / "a.csv").stdout
    sums = "14 = 見出しより上 1 + 見出し 1 + 読込 9（うち回答でない行 1） + セルの中の改行 1 + 空の行 2"
    assert f"a.csv のファイルの行 {sums}" in said
    assert "読込 9 = 使用 8 + 除外 1 + 白紙 0" in said
    english = kumin("check", tmp_path / "q.yaml", tmp_path / "a.csv", "--lang", "en").stdout
    assert (
        "lines of a.csv: 14 = 1 above the headings + 1 of headings + 9 read (1 of them not answers) + 1 within"
        in english
    )
