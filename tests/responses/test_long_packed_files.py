"""Long files that are packed, or in an encoding that must be decoded first: they say what the whole file says."""

from __future__ import annotations

import errno
import gzip
import io
import random
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import IO

import polars as pl
import pytest

from kumin.definitions import Questionnaire, load_questionnaire
from kumin.errors import KuminError
from kumin.on_disk import bytes as temporary_bytes
from kumin.reading import limits
from kumin.responses import Answers, read_answers, validate_file
from kumin.responses import read as reading
from kumin.responses.readers import _delimited, _long_text, streamed
from long_file_tools import HEADINGS, QUESTIONNAIRE, cut, differences, outcome, random_file

ROWS = "1,2023/7/5,1,1,3,1,公園が上にほしい\n" * 40
TEXT = f"{HEADINGS}\n{ROWS}"


def zipped(data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("answers.csv", data)
        archive.writestr("__MACOSX/._answers.csv", "litter")
    return file.getvalue()


def two_members(data: bytes) -> bytes:
    return gzip.compress(data[:100]) + bytes(9) + gzip.compress(data[100:]) + bytes(5)


PACKED: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "two": two_members, "zip": zipped}
ENCODINGS = ("cp932", "euc-jp", "utf-16", "utf-16-le", "utf-16-be", "iso-2022-jp")
FORMS = {
    **{name: (pack, "utf-8") for name, pack in PACKED.items()},
    **{code: (bytes, code) for code in ENCODINGS},
    "zip of utf-16": (zipped, "utf-16"),
    "gzip of euc-jp": (gzip.compress, "euc-jp"),
}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Questionnaire:
    path = tmp_path_factory.mktemp("long") / "q.yaml"
    path.write_text(QUESTIONNAIRE, encoding="utf-8")
    return load_questionnaire(path)


@pytest.fixture(params=[7, 1000])
def steps(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unpack and decode so many bytes at once."""
    monkeypatch.setattr(_long_text, "_STEP", request.param)
    monkeypatch.setattr(_long_text, "_PACKED_STEP", request.param)


@pytest.mark.parametrize("rows", [1, 7, 1000])
@pytest.mark.parametrize("form", FORMS)
def test_it_says_what_the_whole_file_says(
    form: str, rows: int, asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack, code = FORMS[form]
    chance = random.Random(f"{form} {rows}")
    path = tmp_path / "answers.csv"
    text = random_file(chance, 9 if rows == 1 else 60).decode("utf-8-sig")
    path.write_bytes(pack(text.encode(code)))
    monkeypatch.setattr(_delimited, "LARGE", 5)
    whole = outcome(path, asked)
    cut(monkeypatch, rows, chance.randint(20, 60))
    monkeypatch.setattr(_long_text, "_STEP", chance.randint(1, 30))
    monkeypatch.setattr(_long_text, "_PACKED_STEP", chance.randint(1, 30))
    assert differences(whole, outcome(path, asked)) == []


@pytest.mark.parametrize("form", FORMS)
def test_it_is_read_in_pieces(
    form: str, steps: None, asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack, code = FORMS[form]
    path = tmp_path / "answers.csv"
    path.write_bytes(pack(TEXT.encode(code)))
    whole = validate_file(path, asked)
    cut(monkeypatch, 7)
    monkeypatch.setattr(reading, "load", None)  # the way of whole files is not taken
    pieces = validate_file(path, asked)
    assert differences(whole, pieces) == []
    assert pieces.table.encoding == code.replace("utf-16", "utf-16-le") if code == "utf-16" else code
    assert pieces.table.size == path.stat().st_size


@pytest.mark.parametrize("named", ENCODINGS)
def test_a_given_encoding_is_that_of_the_whole_file(
    named: str, asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.csv"
    given = asked.model_copy(update={"file": asked.file.model_copy(update={"encoding": named})})
    for code in (named, "utf-8-sig", "cp932", "utf-16-be"):
        path.write_bytes(TEXT.encode(code))
        monkeypatch.undo()
        whole = outcome(path, given)
        cut(monkeypatch, 7)
        assert differences(whole, outcome(path, given)) == []


@pytest.mark.parametrize(
    ("code", "words", "evidence"),
    [("cp932", "ｺｳｴﾝ ｱｲ", "kana"), ("euc-jp", "愛駅", "euc"), ("cp932", "ｺｳｴﾝ", "valid"), ("euc-jp", "愛駅", "valid")],
)
def test_bytes_of_two_encodings_are_those_that_the_whole_file_is_taken_for(
    code: str, words: str, evidence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes that both encodings have are told by words, unless a letter far below is of one encoding alone."""
    path = tmp_path / "answers.csv"
    last = {"cp932": "表", "euc-jp": "公"}[code] if evidence == "valid" else ""
    rows = f"a,{words}\n" * 60 + (f"b,{last}\n" if last else "")
    path.write_bytes(rows.encode(code))
    whole = read_answers(path)
    assert (whole.encoding, whole.evidence) == (code, evidence)
    cut(monkeypatch, 7)
    monkeypatch.setattr(_long_text, "BEGIN", 100)
    monkeypatch.setattr(reading, "load", None)
    pieces = read_answers(path)
    assert (pieces.encoding, pieces.evidence) == (code, evidence)
    assert pieces.text(1).equals(whole.text(1))


@pytest.mark.parametrize("late", ["公園".encode("iso-2022-jp"), "公園".encode("cp932"), "公園".encode("utf-16-le")])
def test_a_text_that_begins_as_ascii_is_of_the_encoding_of_its_last_line(
    late: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 40 + b"1," + late + b"\n")
    whole = read_answers(path)
    cut(monkeypatch, 7)
    monkeypatch.setattr(_long_text, "BEGIN", 40)
    pieces = read_answers(path)
    assert (pieces.encoding, pieces.evidence) == (whole.encoding, whole.evidence)
    assert pieces.text(1).equals(whole.text(1))


def refused(path: Path, asked: Questionnaire) -> KuminError:
    with pytest.raises(KuminError) as caught:
        read_answers(path, questionnaire=asked)
    return caught.value


def broken_sum(data: bytes) -> bytes:
    archive = bytearray(zipped(data))
    archive[archive.index(b"answers.csv") + 40] ^= 0xFF
    return bytes(archive)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (gzip.compress(TEXT.encode())[:-9], "gzip"),
        (gzip.compress(TEXT.encode())[:-4] + b"oops", "gzip"),
        (gzip.compress(TEXT.encode()) + b"what follows", "gzip"),
        (zipped(TEXT.encode())[:-30], "ZIP"),
        (broken_sum(TEXT.encode()), "ZIP"),
    ],
    ids=["cut", "size", "more", "cut zip", "sum"],
)
def test_a_cut_or_broken_archive_is_told_as_such(
    data: bytes, kind: str, asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(data)
    whole = refused(path, asked)
    cut(monkeypatch, 7)
    monkeypatch.setattr(reading, "load", None)
    error = refused(path, asked)
    assert str(error) == str(whole)
    assert error.code == "file_broken"
    assert kind in str(error)


@pytest.mark.parametrize("pack", PACKED.values(), ids=PACKED)
def test_an_archive_may_hold_as_much_as_the_memory_that_is_allowed(
    pack: Callable[[bytes], bytes], asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(pack(f"{HEADINGS}\n{ROWS * 1000}".encode()))
    cut(monkeypatch, 7)
    monkeypatch.setattr(_long_text, "BEGIN", 1000)
    monkeypatch.setattr(reading, "load", None)
    with limits(memory=0.001):
        assert refused(path, asked).code == "file_too_large"
    with limits(seconds=1e-9):
        assert refused(path, asked).code == "reading_takes_time"


def test_an_archive_that_the_disk_has_no_room_for_is_not_unpacked(
    asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.zip"
    path.write_bytes(zipped(TEXT.encode()))
    cut(monkeypatch, 7)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=100))
    monkeypatch.setattr(temporary_bytes, "_write", None)  # nothing is written
    error = refused(path, asked)
    assert error.code == "temporary_folder_unusable"
    assert tempfile.gettempdir() in str(error)


class Full(io.BytesIO):
    def write(self, _: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("form", ["gzip", "zip", "utf-16", "iso-2022-jp"])
def test_a_temporary_folder_that_fills_up_is_told(
    form: str, asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack, code = FORMS[form]
    path = tmp_path / "answers.csv"
    path.write_bytes(pack(TEXT.encode(code)))
    cut(monkeypatch, 7)
    made: list[IO[bytes]] = []
    monkeypatch.setattr(temporary_bytes, "temporary_file", lambda: made.append(Full()) or made[-1])
    assert refused(path, asked).code == "temporary_folder_unusable"
    assert made
    assert all(file.closed for file in made)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("code", "wrong"), [("utf-16", b"\x00\xdc"), ("utf-16-be", b"\xdc\x00"), ("iso-2022-jp", b"\x1b$B\x80\x80")]
)
def test_a_place_that_is_not_of_the_given_encoding_is_told_with_its_row(
    code: str,
    wrong: bytes,
    end: str,
    steps: None,
    asked: Questionnaire,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "answers.csv"
    text = TEXT.replace("\n", end)
    path.write_bytes(text.encode(code) + wrong)
    given = asked.model_copy(update={"file": asked.file.model_copy(update={"encoding": code})})
    whole = refused(path, given)
    assert whole.code == "encoding_wrong"
    assert "42" in str(whole)
    cut(monkeypatch, 7)
    assert str(refused(path, given)) == str(whole)
    if end == "\n":
        monkeypatch.setattr(reading, "load", None)
        assert str(refused(path, given)) == str(whole)


def test_other_things_in_archives_are_read_as_a_whole(
    asked: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = io.BytesIO()
    pl.DataFrame({"整理番号": range(40), "問1": [1, 2] * 20}).write_parquet(table)
    packed = {"parquet": zipped(table.getvalue()), "twice": gzip.compress(gzip.compress(TEXT.encode())),
              "none": zipped(b""), "blank": gzip.compress(b"\n" * 400)}  # fmt: skip
    path = tmp_path / "answers.zip"
    for data in packed.values():
        path.write_bytes(data)
        monkeypatch.undo()
        whole = outcome(path, asked)
        cut(monkeypatch, 7)
        assert differences(whole, outcome(path, asked)) == []
    assert isinstance(outcome(path, asked), str)


def test_nothing_is_unpacked_of_a_short_file(tmp_path: Path, asked: Questionnaire) -> None:
    path = tmp_path / "answers.csv.gz"
    path.write_bytes(gzip.compress(TEXT.encode()))
    assert streamed.read_streamed(path, asked.file, asked) is None
    assert isinstance(validate_file(path, asked), Answers)
