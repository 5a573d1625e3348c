"""Files changed by hand are kept, whatever their kind; files of an earlier run are named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kumin.errors import UsageError
from kumin.manifest import digest
from kumin.writers.kept import files_record

Record = dict[str, dict[str, str]]
NAMES = ("findings.csv", "report.docx", "report.xlsx")


def run(
    tmp_path: Path, version: str, names: tuple[str, ...] = NAMES, record: str = "result.json"
) -> dict[str, dict[str, str]]:
    folder, out = tmp_path / "new", tmp_path / "out"
    folder.mkdir(exist_ok=True)
    out.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text(version, encoding="utf-8")
    said = files_record(folder, out, record)
    for path in list(folder.iterdir()):
        path.replace(out / path.name)
    (out / record).write_text(json.dumps(said), encoding="utf-8")
    return said


@pytest.mark.parametrize("name", NAMES)
def test_a_file_changed_by_hand_is_kept(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    assert set(run(tmp_path, "1")["files"]) == set(NAMES)
    assert run(tmp_path, "2")["kept"] == {}
    (out / name).write_text("by hand", encoding="utf-8")
    new = f"{Path(name).stem}.new{Path(name).suffix}"
    for version in ("3", "4"):
        record = run(tmp_path, version)
        assert record["kept"] == {name: new}
        assert record["earlier"] == {}
        assert record["files"][new] == digest(out / new)
        assert (out / name).read_text(encoding="utf-8") == "by hand"
        assert (out / new).read_text(encoding="utf-8") == version
    (out / new).write_text("by hand too", encoding="utf-8")
    assert run(tmp_path, "5")["kept"][name] == new.replace(".new", ".new2")


def test_a_file_put_in_the_place_of_another_is_kept(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(tmp_path, "1", NAMES[:1])
    run(tmp_path, "2", NAMES)
    (out / "report.docx").write_text("3", encoding="utf-8")
    run(tmp_path, "3", NAMES[:1])
    # what kumin wrote under another name is no file of its own under this
    (out / "report.xlsx").write_bytes((out / "findings.csv").read_bytes())
    assert set(run(tmp_path, "4")["kept"]) == {"report.docx", "report.xlsx"}


def test_a_file_without_a_record_is_kept(tmp_path: Path) -> None:
    run(tmp_path, "1")
    (tmp_path / "out" / "result.json").unlink()
    assert set(run(tmp_path, "2")["kept"]) == set(NAMES)


def test_what_another_command_wrote_is_not_changed_by_hand(tmp_path: Path) -> None:
    run(tmp_path, "1")
    assert run(tmp_path, "2", record="report.json")["kept"] == {}
    again = run(tmp_path, "3")
    assert (again["kept"], again["earlier"]) == ({}, {})
    (tmp_path / "out" / NAMES[0]).write_text("1", encoding="utf-8")
    assert set(run(tmp_path, "4", record="report.json")["kept"]) == {NAMES[0]}


@pytest.mark.parametrize("words", ["", "[1]", "{}", '{"files": {}, "earlier": {}}\nby hand'])
def test_a_record_that_is_none_is_refused_and_stays(tmp_path: Path, words: str) -> None:
    run(tmp_path, "1")
    record = tmp_path / "out" / "result.json"
    record.write_text(words, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        run(tmp_path, "2")
    assert refused.value.code == "out_record_unreadable"
    assert "--out" in refused.value.message("ja")
    assert record.read_text(encoding="utf-8") == words


def test_files_of_an_earlier_run_are_named_until_they_are_gone(tmp_path: Path) -> None:
    run(tmp_path, "1")
    for version in ("2", "3"):
        assert list(run(tmp_path, version, NAMES[1:])["earlier"]) == ["findings.csv"]
    (tmp_path / "out" / "findings.csv").unlink()
    assert run(tmp_path, "4", NAMES[1:])["earlier"] == {}
