"""The delimiters and quotes of a text file are counted in its bytes; rows that they do not fit are named."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answers_tools import GOOD, HEADER, SMALL, check, coded, found, questionnaire
from kumin import ReadError
from kumin.responses import read_answers, signs, validate_files
from kumin.responses.delimiters import Delimiters
from kumin.responses.readers import _delimited, text

ROWS = [GOOD.replace("001", f"{n:03d}").replace("よい", f"よい{n}") for n in range(1, 8)]
CELL = st.sampled_from(["1", "", "あ", "a\nb", 'a"b', '"', "x,y", ',"', '"",', '",'])


def delimiters_of(path: Path) -> Delimiters:
    lines = read_answers(path).lines
    assert lines is not None
    return lines.delimiters


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8),
    end=st.sampled_from(["\n", "\r\n"]), every=st.booleans(), large=st.booleans(),
)  # fmt: skip
def test_the_delimiters_of_proper_files_add_up(
    rows: list[list[str]], end: str, every: bool, large: bool, tmp_path: Path
) -> None:
    rows.append(["1", "2", "3"])
    written = io.StringIO()
    quoting = csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL
    csv.writer(written, lineterminator=end, quoting=quoting).writerows([["問1", "問2", "問3"], *rows])
    path = tmp_path / "a.csv"
    path.write_bytes(written.getvalue().encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_delimited, "LARGE", 5 if large else 1 << 23)
        signs = delimiters_of(path)
    within = sum(cell.count(",") for row in rows for cell in row)
    whole = written.getvalue()
    assert signs == Delimiters(whole.count(","), within, 2, 0, whole.count('"'))


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("quoted", [False, True])
def test_rows_that_end_early_are_named(
    quoted: bool, large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if large:
        monkeypatch.setattr(_delimited, "LARGE", 100)
    rows = [*ROWS[:2], "003,2023/7/3,1,1,2", "", *ROWS[4:6], "007,2023/7/3,1,1,2,1,10,1980/1/2"]
    if quoted:
        rows[0] = rows[0].replace("よい1", '"よ,い\n1"')
    answers = check(tmp_path, *rows)
    assert found(answers) == [(4, None, "W214"), (8, None, "W214")]
    assert answers.n_used == 6
    signs = answers.table.lines.delimiters if answers.table.lines else None
    assert signs == Delimiters(5 * 8 + 8 + 4 + 7 - 8 + 1 * quoted, int(quoted), 8, 4 + 8 + 1, 2 * quoted, (4, 8))


def test_rows_that_end_early_may_be_left_out(tmp_path: Path) -> None:
    answers = check(tmp_path, *ROWS[:2], "003,2023/7/3,1", extra="policies: {W214: quarantine_row}\n")
    assert (answers.n_used, answers.n_quarantined) == (2, 1)


def test_headings_that_nothing_stands_below_are_no_short_rows(tmp_path: Path) -> None:
    answers = check(tmp_path, *ROWS, header=f"調査の回答\n{HEADER},,")
    assert found(answers) == []


@pytest.mark.parametrize(
    ("cell", "odd"), [('27" TV', True), ('"2023"/7', True), ('5"', True), ('"27"" TV"', False), ('""', False)]
)
def test_a_quote_in_the_middle_of_a_cell_is_said(cell: str, odd: bool, tmp_path: Path) -> None:
    answers = check(tmp_path, ROWS[0], ROWS[1].replace("よい2", cell), *ROWS[2:])
    assert found(answers) == ([(3, None, "W215")] if odd else [])
    assert answers.n_used == 7


def test_in_one_column_a_quote_may_have_swallowed_rows(tmp_path: Path) -> None:
    answers = check(
        tmp_path, "よい", '"ない', "まあ", '以上"', "ほか", header="問7", extra="policies: {E402: set_missing}\n"
    )
    assert (3, None, "W212") in found(answers)


@pytest.mark.parametrize("large", [False, True])
def test_delimiters_that_a_parser_loses_are_noticed(
    large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def narrower(frame: pl.DataFrame | None) -> pl.DataFrame | None:
        return None if frame is None else frame.select(frame.columns[:-1])

    if large:
        monkeypatch.setattr(_delimited, "LARGE", 100)
        whole, head = text.parse_body, text.parse_large
        monkeypatch.setattr(text, "parse_body", lambda *args: narrower(whole(*args)))
        monkeypatch.setattr(text, "parse_large", lambda *args: (narrower((opened := head(*args))[0]), opened[1]))
    else:
        parse = text.parse
        monkeypatch.setattr(text, "parse", lambda *args: narrower(parse(*args)))
    with pytest.raises(ReadError) as caught:
        check(tmp_path, *ROWS, extra="policies: {E402: set_missing}\n")
    assert caught.value.code == "delimiters_do_not_add_up"
    assert "区切りは 64 個" in caught.value.message("ja")


def test_check_and_run_say_what_the_delimiters_are(tmp_path: Path, kumin: Callable[..., CompletedProcess[str]]) -> None:
    (tmp_path / "q.yaml").write_text(SMALL, encoding="utf-8")
    rows = [*ROWS[:3], ROWS[3].replace("よい4", '"よ,い"'), "005,2023/7/3,1"]
    (tmp_path / "a.csv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    said = kumin("check", tmp_path / "q.yaml", tmp_path / "a.csv").stdout
    assert 'a.csv の区切り「,」 43 = 6 行 × 8 + セルの中 1 − 短い行にないもの 6、引用符（"） 2\n' in said
    english = kumin("check", tmp_path / "q.yaml", tmp_path / "a.csv", "--lang", "en").stdout
    assert 'delimiters `,` of a.csv: 43 = 6 rows × 8 + 1 within cells − 6 that short rows lack; 2 quotes (")' in english


@settings(max_examples=100, deadline=None)
@given(text=st.text('a,"\r\n').map(str.encode), step=st.integers(1, 7))
def test_delimiters_and_quotes_are_counted_alike_in_steps_and_at_once(text: bytes, step: int) -> None:
    at_once = signs.count(text, ",")
    assert at_once[0] == signs.count_signs(text)
    assert at_once[1].total == text.count(b",")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(signs, "_BLOCK", step)
        patch.setattr(signs, "_MANY", 0)
        assert signs.count(text, ",") == at_once


@pytest.mark.parametrize(
    ("line", "odd"),
    [('1,"a"', False), ('"",1', False), ('"a""b",1', False), ('"""",1', False), ('"a" ,1', True), ('1,a""b', True),
     ('""001",1', True), ('27" TV,1', True)],
)  # fmt: skip
def test_a_quote_that_neither_begins_nor_ends_a_cell_is_odd(line: str, odd: bool) -> None:
    assert signs.count(f"あ,い\n{line}\n".encode(), ",")[1].odd == odd


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(
    ("delimiter", "space"), [(",", " "), (",", "  "), (",", "\t"), (",", "　"), (";", " "), ("\t", " ")]
)
def test_white_space_outside_quotes_is_left_out(
    delimiter: str, space: str, large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if large and space == " ":
        monkeypatch.setattr(_delimited, "LARGE", 100)
    row = [
        "001",
        "2023/7/3",
        "男性",
        "いる",
        "そう思う",
        "広報紙,特になし",
        "10",
        "1980/1/2",
        'よい, "とても", と"と\n2行目',
    ]
    quoted = ['"' + cell.replace('"', '""') + '"' for cell in row]
    one, two = delimiter.join(quoted), f"{delimiter}{space}".join(quoted)
    header = HEADER.replace(",", f"{delimiter}{space}")
    three = f"{space}{delimiter}".join(quoted) + space
    path = tmp_path / "a.csv"
    path.write_text(
        "\n".join([header, one, two.replace("001", "002"), three.replace("001", "003"), ""]), encoding="utf-8"
    )
    source = SMALL.replace("{label: 特になし, exclusive: true}", "特になし")
    answers = validate_files([path], questionnaire(tmp_path, source=source))
    cells = answers.table.frame.drop("row").rows()
    assert [cell.replace("002", "001").replace("003", "001") for cell in sum(cells, ())] == row * 3
    assert answers.findings.select("code", "count").rows() == [("W216", 8 + 9)]


def test_a_cell_that_only_looks_as_if_there_were_white_space_outside_quotes(tmp_path: Path) -> None:
    told = 'よい, ""広報, 区報"", と'
    answers = check(tmp_path, GOOD.replace("よい", f'"{told}"'))
    assert answers.table.frame["c8"].to_list() == [told.replace('""', '"')]
    assert found(answers) == []


CONTROLLED = {
    ("001\0", "整理番号"): (None, []),
    ("1\0", "問1"): (None, ["E101"]),
    ("\x1b1", "問1"): (None, ["E101"]),
    ("\0" * 5000, "問1"): (None, ["E101"]),
    ("1\x0b", "問1"): (1, []),
    ("10\0", "問5"): (None, ["E106"]),
    ("1\x0b0", "問5"): (None, ["E106"]),
    ("1980/1/2 \x0b00:00", "問6"): (None, ["E106"]),
    ("1980/1/\x032", "問6"): (None, ["E106"]),
    ("1980/1/2\x0c", "問6"): (date(1980, 1, 2), []),
    ("2023/7/3\0", "受付日"): (None, ["W119"]),
}


@pytest.mark.parametrize(("cell", "heading"), CONTROLLED)
def test_control_characters_in_a_cell_are_said(cell: str, heading: str, tmp_path: Path) -> None:
    expected, errors = CONTROLLED[cell, heading]
    row, place = GOOD.split(","), HEADER.split(",").index(heading)
    row[place] = cell
    answers = check(tmp_path, ",".join(row), GOOD.replace("001", "002"), refuse=False)
    said = answers.findings.select("code", "heading", "count").rows()
    assert said == [("W217", heading, 1), *((code, heading, 1) for code in errors)]
    names = {"問1": "sex", "問5": "years", "問6": "born", "受付日": "received"}
    if heading in names:
        assert coded(answers, names[heading])[0] == expected


def test_control_characters_in_words_are_said_once(tmp_path: Path) -> None:
    assert found(check(tmp_path, GOOD.replace("よい", "よ\0" * 5000))) == [(2, "I", "W501")]
