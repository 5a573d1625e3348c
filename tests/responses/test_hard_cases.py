"""Files that would hurt: any table of text is read or refused with a KuminError, nothing claims more than it is."""

from __future__ import annotations

import csv
import gzip
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answers_tools import GOOD, HEADER, check, coded, found, questionnaire
from kumin import KuminError, ReadError
from kumin.responses import read_answers, validate_files
from kumin.responses.readers import _content
from kumin.responses.table import AnswerTable

T = TypeVar("T")
FEW = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [
            "",
            "1",
            "2",
            "９",
            "1,2",
            "*",
            "001",
            "2023/7/3",
            "=1+1",
            '"',
            "\0",
            "\r\n",
            "\ufeff",
            "１；２",
            "1e400",
            "-0",
        ]
    ),
)
HEADING = st.one_of(
    st.sampled_from([*HEADER.split(","), "問1．性別", "問4_1", "問4_2", "", "sex"]), st.text(max_size=8)
)


def write(folder: Path, data: bytes, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def attempt(action: Callable[[], T]) -> tuple[T, None] | tuple[None, KuminError]:
    """Do it, or return its refusal; anything else that is raised is a failure."""
    try:
        return action(), None
    except KuminError as error:
        return None, error


@FEW
@given(
    st.lists(HEADING, min_size=1, max_size=12),
    st.lists(st.lists(CELL, max_size=12), max_size=8),
    st.sampled_from(["utf-8", "utf-8-sig", "cp932", "utf-16", "euc-jp"]),
    st.sampled_from([",", "\t", ";"]),
)
def test_any_table_is_read_or_refused(
    tmp_path: Path, header: list[str], rows: list[list[str]], encoding: str, delimiter: str
) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    path = write(tmp_path, text.getvalue().encode(encoding, errors="replace"))
    definition = questionnaire(tmp_path, "policies: {E402: set_missing}\nblocks: [{questions: [sex, child, care]}]\n")
    answers, error = attempt(lambda: validate_files([path], definition, refuse=False))
    if error is not None:
        assert error.message("ja")
        assert "\n" not in error.message("ja").strip() or error.code == "headings_missing"
        return
    assert answers.n_read == answers.n_used + answers.n_quarantined + answers.n_blank
    assert answers.coded.height == answers.n_used
    assert answers.quarantined.height == answers.n_quarantined


@FEW
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes) -> None:
    table, error = attempt(lambda: read_answers(write(tmp_path, data)))
    assert error is None or error.message("en")
    assert isinstance(error or table, AnswerTable | KuminError)


@FEW
@given(st.sampled_from(["xlsx", "zip", "gz", "parquet"]), st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_any_damage_to_a_workbook_or_archive_is_read_or_refused(
    tmp_path: Path, kind: str, place: int, damage: bytes
) -> None:
    data = bytearray(sound(kind))
    place %= len(data)
    data[place : place + len(damage)] = damage
    _, error = attempt(lambda: read_answers(write(tmp_path, bytes(data), f"a.{kind}")))
    assert error is None or error.message("ja")


SOUND: dict[str, bytes] = {}


def sound(kind: str) -> bytes:
    if kind not in SOUND:
        import polars as pl

        stream = io.BytesIO()
        if kind == "xlsx":
            book = openpyxl.Workbook()
            book.active.append(HEADER.split(","))
            book.active.append(GOOD.split(","))
            book.save(stream)
        elif kind == "zip":
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("a.csv", f"{HEADER}\n{GOOD}\n")
        elif kind == "gz":
            stream.write(gzip.compress(f"{HEADER}\n{GOOD}\n".encode()))
        else:
            pl.DataFrame({"a": [1, 2], "b": ["x", "y"]}).write_parquet(stream)
        SOUND[kind] = stream.getvalue()
    return SOUND[kind]


def test_a_cell_of_ten_megabytes(tmp_path: Path) -> None:
    long = "あ" * (10 * 1024 * 1024 // 3)
    answers = check(tmp_path, f"001,2023/7/3,1,2,,1,10,,{long}", f"002,2023/7/3,{long},2,,1,10,,")
    assert found(answers) == [(3, "C", "E101")]
    assert answers.findings["value"].to_list() == [None]


def test_five_thousand_columns(tmp_path: Path) -> None:
    extra = [f"列{n}" for n in range(5000)]
    header = ",".join([*HEADER.split(","), *extra])
    row = ",".join([*GOOD.split(","), *("x" for _ in extra)])
    answers = check(tmp_path, row, row.replace("001", "002"), header=header)
    assert len(answers.columns[0].unknown) == 5000
    assert coded(answers, "sex") == [1, 1]
    with pytest.raises(ReadError) as caught:
        check(tmp_path, row, header=header.replace("問2", "設問2"))
    assert len(caught.value.message("ja")) < 400


def test_more_columns_than_a_spreadsheet_holds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_answers(write(tmp_path, b"a" + b"," * 20_000 + b"\n1\n"))
    assert caught.value.code == "too_many_columns"


def test_nul_bytes_are_found_and_not_silently_dropped(tmp_path: Path) -> None:
    answers = check(tmp_path, "001,2023/7/3,1\0,2,,1,10,,よい\0")
    assert found(answers) == [(None, "C", "W217"), (2, "C", "E101"), (2, "I", "W501")]


def test_two_columns_with_one_heading_are_refused_with_their_letters(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        check(tmp_path, GOOD + ",1", header=HEADER + ",問１")
    assert caught.value.code == "heading_twice"
    assert "C, J" in caught.value.message("ja")


def test_two_unknown_columns_with_one_heading_are_no_matter(tmp_path: Path) -> None:
    answers = check(tmp_path, GOOD + ",a,b", header=HEADER + ",メモ,メモ")
    assert found(answers) == [(None, "J", "W401"), (None, "K", "W401")]


def test_half_a_character_at_the_edge_of_a_buffer_is_whole(tmp_path: Path) -> None:
    # three-byte characters, so that every power of two falls inside one
    row = "001,2023/7/3,1,2,,1,10,,"
    fill = "漢" * ((1 << 20) // 3 + 10)
    data = f"{HEADER}\n{row}{fill}\n".encode()
    for pad in range(3):
        table = read_answers(write(tmp_path, b" " * pad + data))
        assert table.text(8).item() == fill


@pytest.mark.parametrize("kind", ["gzip", "zip", "xlsx"])
def test_a_bomb_is_refused_by_what_it_unpacks_to(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_content.load, "__defaults__", (1024 * 1024,))
    filler = b"1,2,3\n" * 500_000
    if kind == "gzip":
        data = gzip.compress(filler)
    else:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            if kind == "xlsx":
                archive.writestr("xl/workbook.xml", "<workbook/>")
            archive.writestr("xl/worksheets/sheet1.xml" if kind == "xlsx" else "a.csv", filler)
        data = stream.getvalue()
    assert len(data) < 100_000
    with pytest.raises(ReadError) as caught:
        read_answers(write(tmp_path, data))
    assert caught.value.code == "file_too_large"


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    filler = b"1,2,3\n" * 500_000
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", filler)
    data = stream.getvalue()
    real, said = struct.pack("<L", len(filler)), struct.pack("<L", 100)
    assert data.count(real) == 2
    with pytest.raises(ReadError) as caught:
        read_answers(write(tmp_path, data.replace(real, said)))
    assert caught.value.code == "file_broken"


def lying_sheet(cell: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound("xlsx"))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                row = "".join(c for c in cell if c.isdigit())
                far = f'<row r="{row}"><c r="{cell}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
                content = content.replace(b"</sheetData>", far.encode())
            new.writestr(name, content)
    return stream.getvalue()


def test_a_sheet_with_a_cell_at_the_end_of_the_world_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read_answers(write(tmp_path, lying_sheet("XFD1048576"), "a.xlsx"))
    assert caught.value.code == "sheet_too_large"
    assert "1,048,576" in caught.value.message("ja")
    # a stray cell within reason is only a row
    assert read_answers(write(tmp_path, lying_sheet("C9"), "a.xlsx")).frame.height == 8


def test_an_ods_that_repeats_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    content = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table table:name="s">'
        '<table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell>'
        "</table:table-row></table:table></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    with pytest.raises(ReadError) as caught:
        read_answers(write(tmp_path, stream.getvalue(), "a.ods"))
    assert caught.value.code == "sheet_too_large"


REFUSED = {
    "PDF": (b"%PDF-1.7 ...", "PDF"),
    "Stata": (b"<stata_dta><header><release>118</release><byteorder>LSF</byteorder>", "Stata"),
    "SAS": (b"\0" * 12 + b"\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92", "SAS"),
    "a web page called xls": (b"\r\n<html><table><tr><td>1</td></tr></table></html>", "HTML"),
    "an encrypted workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "パスワード",
    ),
    "a broken old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "XLS"),
    "an empty file": (b"", "空"),
    "blank lines": (b"\r\n\r\n  \n", "空"),
    "headings only": (HEADER.encode(), "回答がありません"),
    "a quote that is not closed": (f'{HEADER}\n001,"1,2\n'.encode(), "引用符"),
    "gzip cut short": (gzip.compress(b"a,b\n1,2\n" * 99)[:-12], "壊れて"),
    "gzip of gzip": (gzip.compress(gzip.compress(b"a,b\n1,2\n")), "圧縮"),
    "gzip with a wrong sum": (b"\x1f\x8b\x08\0\0\0\0\0\0\0" + zlib.compress(b"a,b\n1,2\n")[2:-4] + bytes(8), "壊れて"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_holds_no_answers_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    data, words = REFUSED[name]
    with pytest.raises(ReadError) as caught:
        read_answers(write(tmp_path, data))
    message = caught.value.message("ja")
    assert words in message
    assert "\n" not in message


def test_a_zip_of_several_files_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.csv", "x")
        archive.writestr("b.csv", "y")
    with pytest.raises(ReadError) as caught:
        read_answers(write(tmp_path, stream.getvalue(), "a.zip"))
    assert caught.value.code == "zip_not_of_one"


def test_a_message_about_a_broken_csv_repeats_no_cell(tmp_path: Path) -> None:
    path = write(tmp_path, f'{HEADER}\n001,2023/7/3,1,2,,1,10,,"私は山田です\n'.encode())
    with pytest.raises(ReadError) as caught:
        read_answers(path)
    assert "山田" not in caught.value.message("ja")


STRAY = {
    "an inch": ('27" TV', '27" TV'),
    "words in quotes": ('彼は"いい"と言った', '彼は"いい"と言った'),
    "quotes at the beginning": ('"いい"と言った', "いいと言った"),
    "a line break beside it": ('"1行\n2行"', "1行\n2行"),
}


@pytest.mark.parametrize("name", STRAY)
def test_a_quote_inside_a_cell_is_a_sign_like_any_other(name: str, tmp_path: Path) -> None:
    said, read = STRAY[name]
    rows = [
        '001,2023/7/3,1,2,,1,10,,5" の画面',
        f"002,2023/7/3,1,2,,1,10,,{said}",
        "003,2023/7/3,7,2,,1,10,,,,はみ出し",
    ]
    answers = check(tmp_path, *rows)
    assert answers.table.text(8).to_list() == ['5" の画面', read, None]
    odd = [(row, None, "W215") for row in (2, 3) if row == 2 or "\n" not in said]
    assert found(answers) == [*odd, (4, None, "E206"), (4, "C", "E101")]


UNCLOSED = {
    "to the end": ['001,2023/7/3,1,2,,1,10,,"未完', GOOD, GOOD],
    "in the last row": [GOOD, GOOD, '003,2023/7/3,1,2,,1,10,,"未完'],
    "down to the next quote": ['001,2023/7/3,1,2,,1,10,,"未完', GOOD, '003,2023/7/3,1,2,,1,10,,"よい"', GOOD],
}


@pytest.mark.parametrize("name", UNCLOSED)
@pytest.mark.parametrize("before", [[], ['000,2023/7/3,1,2,,1,10,,5" の画面']])
def test_a_quote_that_is_not_closed_is_told_with_the_row_it_opens_in(
    name: str, before: list[str], tmp_path: Path
) -> None:
    rows = [*before, *UNCLOSED[name]]
    row = next(place for place, text in enumerate(rows, 2) if "未完" in text)
    with pytest.raises(ReadError) as caught:
        check(tmp_path, *rows)
    assert caught.value.code == "quote_not_closed"
    assert f"{row} 行目" in caught.value.message("ja")
    assert f"row {row} " in caught.value.message("en")
    assert "未完" not in caught.value.message("ja")
