"""Refusals say why and where in one language, without words of the system or of a library."""

from __future__ import annotations

import errno
import io
import json
import os
import pickle
import zipfile
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from kumin import DefinitionError, ReadError
from kumin.authoring.columns.headings_only import draft_of_headings
from kumin.definitions import FileLayout
from kumin.definitions.files.yaml_tree import read_yaml
from kumin.messages import text
from kumin.responses import read_answers


@pytest.mark.parametrize(
    ("number", "words"), [(errno.EACCES, "権限"), (errno.ENOSPC, "空き"), (9999, "システムの説明")]
)
def test_why_the_system_refuses_is_said_in_the_language_of_the_message(number: int, words: str) -> None:
    error = ReadError("file_unreadable", path="a.csv", reason=OSError(number, os.strerror(number)))
    assert words in error.message("ja")
    assert (os.strerror(number) in error.message("ja")) == (number == 9999)
    assert not any(ord(sign) > 0x2FFF for sign in error.message("en"))


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadError) as caught:
        read_answers(path)
    assert "権限がない" in caught.value.message("ja")
    assert "Permission" not in caught.value.message("ja")


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_character_of_another_encoding_is_said_with_its_row(ends: str, tmp_path: Path) -> None:
    rows = ends.join(["問1,問2", "1,2", "2,1"]).encode() + ends.encode() + "１,よい".encode("cp932")
    (tmp_path / "a.csv").write_bytes(rows)
    with pytest.raises(ReadError) as caught:
        read_answers(tmp_path / "a.csv", encoding="utf-8")
    assert "4 行目" in caught.value.message("ja")
    assert "row 4" in caught.value.message("en")


def test_a_definition_of_another_encoding_is_said_with_its_row(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_bytes(b"id: a\n" + "title: 調査".encode("cp932"))
    with pytest.raises(DefinitionError) as caught:
        read_yaml(tmp_path / "q.yaml")
    assert "2 行目" in caught.value.message("ja")


def two_sheets(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "回答"
    for row in (["問1", "問2"], ["1", "2"], ["2", "1"]):
        book.active.append(row)
    book.create_sheet("メモ")["XFD1048576"] = "x"
    book.save(path)
    return path


def test_a_far_cell_in_another_sheet_names_that_sheet_and_how_to_read_the_right_one(tmp_path: Path) -> None:
    path = two_sheets(tmp_path / "a.xlsx")
    with pytest.raises(ReadError) as caught:
        read_answers(path)
    for lang, sheet in (("ja", "シート「メモ」"), ("en", "sheet `メモ`")):
        assert sheet in caught.value.message(lang)
        assert "--sheet" in caught.value.message(lang)
    assert read_answers(path, sheet="回答").frame.height == 2


def archive(*names: str, mimetype: str = "") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        if mimetype:
            packed.writestr("mimetype", f"application/vnd.oasis.opendocument.{mimetype}")
        for name in names:
            packed.writestr(name, "<a/>")
    return stream.getvalue()


FAR = """<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>
<table:table table:name="回答"><table:table-row><table:table-cell><text:p>問1</text:p></table:table-cell>
</table:table-row>
</table:table><table:table table:name="メモ"><table:table-row table:number-rows-repeated="1048575"><table:table-cell/>
</table:table-row><table:table-row><table:table-cell table:number-columns-repeated="16383"/><table:table-cell>
<text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>
</office:document-content>"""


def test_a_far_cell_of_an_ods_names_its_sheet(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as packed:
        packed.writestr("content.xml", FAR)
    with pytest.raises(ReadError) as caught:
        read_answers(tmp_path / "a.ods")
    assert caught.value.code == "sheet_too_large"
    assert "シート「メモ」" in caught.value.message("ja")


@pytest.mark.parametrize(
    ("data", "code", "kind"),
    [
        (archive("META-INF/manifest.xml", "styles.xml", mimetype="spreadsheet"), "file_broken", "ODS"),
        (archive("content.xml", "styles.xml", mimetype="text"), "file_of_no_use", "OpenDocument (text)"),
        (archive("[Content_Types].xml", "xl/styles.xml"), "file_broken", "XLSX"),
        (archive("[Content_Types].xml", "word/document.xml"), "file_of_no_use", "Word"),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), "file_of_no_use", "PowerPoint"),
        (archive("Index/Document.iwa", "preview.jpg"), "file_of_no_use", "Numbers"),
        (archive("__MACOSX/._a.csv"), "zip_empty", "ZIP"),
        (archive(), "zip_empty", "ZIP"),
        (archive("xl/a.csv", "b.csv"), "zip_not_of_one", "2"),
    ],
)
def test_what_is_packed_like_a_zip_is_called_what_it_is(data: bytes, code: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.dat").write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read_answers(tmp_path / "a.dat")
    assert caught.value.code == code
    assert kind in caught.value.message("ja")
    assert kind in caught.value.message("en")


OBJECTS = json.dumps([{"問1": 1, "問2": 2}] * 3)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (OBJECTS.encode(), "JSON"),
        (json.dumps([{"問1": 1}], indent=2).encode("utf-8-sig"), "JSON"),
        (b'{"q1": 1}\n{"q1": 2}\n', "JSON"),
        (b'[["q1", "q2"], [1, 2]]', "JSON"),
        (pickle.dumps({"a": list(range(100))}), "binary"),
        (bytes(range(1, 10)) * 30 + b"\n" + bytes(range(14, 26)) * 20, "binary"),
        (b"\x01\x02,\x03\x04\x05\n" * 50, "binary"),
    ],
)
def test_what_is_no_table_of_text_is_called_what_it_is(data: bytes, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    # nor is it drafted as a row of headings
    for read in (read_answers, partial(draft_of_headings, layout=FileLayout())):
        with pytest.raises(ReadError) as caught:
            read(path)
        assert caught.value.code == "file_of_no_use"
        assert kind in caught.value.message("ja")


@pytest.mark.parametrize(
    "data",
    [
        "[1] 性別,[2] 年齢\n1,2\n",
        '"[""a"", ""b""]",{問2}\n1,2\n',
        "番号,問1\n1,よい\x0b人\x1f\n2,\x01\n3,ふつう\n",
        '問1\n{"a": 1}\n2\n',
    ],
)
def test_a_bracket_or_a_stray_sign_makes_no_table_another_thing(data: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(data, encoding="utf-8")
    assert read_answers(path).frame.height >= 1


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    ("code", "sheet", "keys"),
    [
        ("headings_missing", "questions", ("header", "header_aliases")),
        ("policy_refuses", "questionnaire", ("policies",)),
        ("too_many_errors", "questionnaire", ("refuse_above",)),
    ],
)
def test_what_the_questionnaire_decides_is_named_as_its_workbook_and_as_yaml_have_it(
    code: str, sheet: str, keys: tuple[str, ...], lang: str
) -> None:
    values = {"questionnaire": "q", "total": 3, "count": 2, "headings": "", "similar": (), "row": 1, "n_read": 3,
              "rows": 2, "share": 66, "limit": 30, "codes": "E101"}  # fmt: skip
    words = text(code, lang, **values)
    assert text(f"sheet_{sheet}", lang) in words
    assert [name for name in (*keys, *(text(f"key_{key}", lang) for key in keys)) if name not in words] == []
