"""What stands only for a while: nothing of it is left, and a folder of temporary files without room is named."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path
from typing import Any

import pytest

from conftest import MINI_ANSWERS, command
from kumin import temporary
from kumin.errors import KuminError
from kumin.temporary import temporary_folder
from kumin.writers.workbook.book import Book


def test_a_workbook_needs_no_room_but_that_of_its_own_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    make = tempfile.mkstemp
    monkeypatch.setattr(tempfile, "mkstemp", lambda *args, **named: made.append(make(*args, **named)) or made[-1])
    book = Book(tmp_path / "a.xlsx")
    book.sheet("表", [10]).line("一行")
    book.close()
    assert made == []
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("named", [True, False])
def test_a_full_folder_of_temporary_files_is_named(number: int, named: bool) -> None:
    with pytest.raises(KuminError) as caught, temporary_folder() as folder:
        raise OSError(number, "", str(folder / "a")) if named else OSError(number, "")
    assert (caught.value.code, str(caught.value.path)) == ("temporary_folder_unusable", tempfile.gettempdir())
    assert "TMPDIR" in caught.value.message("ja")
    assert not folder.exists()


def test_what_is_wrong_elsewhere_is_not_of_the_temporary_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), temporary_folder():
        Path("/nowhere/else").stat()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_draft_for_which_there_is_no_room_is_not_told_as_a_wrong_file(
    lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_text(MINI_ANSWERS, encoding="utf-8")

    def full(*_given: Any, **_named: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", tempfile.gettempdir())

    monkeypatch.setattr(temporary.tempfile, "TemporaryDirectory", full)
    done = command("new", tmp_path / "a.csv", "--out", tmp_path / "q.xlsx", "--lang", lang)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert {"ja": "ディスクの空きがありません", "en": "no space left on the disk"}[lang] in line
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
