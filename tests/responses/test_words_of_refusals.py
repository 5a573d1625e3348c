"""Refusals say why and where in one language, without words of the system or of a library."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from kumin import DefinitionError, ReadError
from kumin.definitions.yaml_tree import read_yaml
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
