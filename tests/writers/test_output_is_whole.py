"""A folder of results is wholly old or wholly new: locked files, kills, two writers at once, requests to end."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from kumin.errors import UsageError
from kumin.messages import text
from kumin.writers import workplace as workplaces
from kumin.writers.atomic import all_or_nothing, all_or_nothing_file

PLAN, ANSWERS = ROOT / "schemas" / "tsurumi" / "r05", ROOT / "sample_data" / "tsurumi" / "r05"
NAMES = ("judgements.csv", "report.docx", "report.xlsx", "result.json")


def write(out: Path, version: str, names: tuple[str, ...] = NAMES) -> None:
    with all_or_nothing(out) as folder:
        for name in names:
            (folder / name).write_text(version, encoding="utf-8")


def contents(out: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in out.iterdir()}


def lock(monkeypatch: pytest.MonkeyPatch, refused: Callable[[Path, Path], bool]) -> list[tuple[Path, Path]]:
    """Refuse moves as Windows does where a program has the file open; return the moves that were made."""
    replace, made = os.replace, []

    def refusing(source: Any, target: Any, **named: Any) -> None:
        if refused(Path(source), Path(target)):
            raise PermissionError(13, "Permission denied", str(target))
        replace(source, target, **named)
        made.append((Path(source), Path(target)))

    monkeypatch.setattr(os, "replace", refusing)
    return made


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_file_that_is_open_is_named_and_nothing_moves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, lang: str
) -> None:
    out = tmp_path / "out"
    write(out, "old")
    made = lock(monkeypatch, lambda source, target: out / name in (source, target))
    with pytest.raises(UsageError) as raised:
        write(out, "new", (*NAMES, "more.csv"))
    assert raised.value.code == "out_locked"
    assert name in raised.value.message(lang)
    assert all(source == target for source, target in made)
    assert contents(out) == dict.fromkeys(NAMES, "old")
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("step", ["from", "to"])
@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_opened_while_files_move_takes_all_moves_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, step: str
) -> None:
    out = tmp_path / "out"
    write(out, "old")
    once = iter([True])

    def refused(source: Path, target: Path) -> bool:
        place = source if step == "from" else target
        return source != target and place == out / name and next(once, False)

    lock(monkeypatch, refused)
    with pytest.raises(UsageError, match=name):
        write(out, "new", (*NAMES, "more.csv"))
    assert contents(out) == dict.fromkeys(NAMES, "old")
    assert list(tmp_path.iterdir()) == [out]


def test_what_cannot_be_put_back_yet_is_put_back_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    write(out, "old")
    with monkeypatch.context() as patch:
        lock(patch, lambda source, target: source != target and target == out / "report.xlsx")
        with pytest.raises(UsageError) as raised:
            write(out, "new")
    assert raised.value.code == "out_not_undone"
    assert "report.xlsx" in raised.value.message("ja")
    with pytest.raises(RuntimeError), all_or_nothing(out):
        raise RuntimeError
    assert contents(out) == dict.fromkeys(NAMES, "old")
    assert list(tmp_path.iterdir()) == [out]


def test_an_edit_made_after_a_kill_is_not_taken_back(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, "old")
    script = f"""
import os, signal
from pathlib import Path
from kumin.writers.atomic import all_or_nothing
replace = os.replace
def killing(source, target):
    replace(source, target)
    if Path(target) == Path({str(out / "report.xlsx")!r}) != Path(source):
        os.kill(os.getpid(), signal.SIGKILL)
os.replace = killing
with all_or_nothing(Path({str(out)!r})) as folder:
    for name in {NAMES!r}:
        (folder / name).write_text("new")
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -signal.SIGKILL
    (out / "report.docx").write_text("edited", encoding="utf-8")
    with pytest.raises(RuntimeError), all_or_nothing(out):
        raise RuntimeError
    assert contents(out) == dict.fromkeys(NAMES, "old") | {"report.docx": "edited"}


def test_thirty_kills_leave_nothing_mixed_and_nothing_behind() -> None:
    script = ROOT / "tests" / "benchmarks" / "kills.py"
    done = subprocess.run([sys.executable, script, "30"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("kills 30 mixed 0 left 0 "), done.stdout + done.stderr


def test_a_living_writer_is_left_in_peace(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with all_or_nothing(out) as folder:
        (folder / "a").write_text("first", encoding="utf-8")
        with pytest.raises(UsageError) as raised:
            write(out, "second")
        assert raised.value.code == "out_busy"
        assert (folder / "a").exists()
    assert contents(out) == {"a": "first"}
    assert list(tmp_path.iterdir()) == [out]


def test_where_a_drive_knows_no_locks_files_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr("fcntl.flock", unknown)
    write(tmp_path / "out", "new")
    assert contents(tmp_path / "out") == dict.fromkeys(NAMES, "new")


def test_a_file_alone_is_whole_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "new" / "table.csv"
    with all_or_nothing_file(out) as path:
        path.write_text("old", encoding="utf-8")
    lock(monkeypatch, lambda _, target: target == out)
    with pytest.raises(UsageError) as raised, all_or_nothing_file(out) as path:
        path.write_text("new", encoding="utf-8")
    assert raised.value.code == "out_locked"
    assert contents(out.parent) == {"table.csv": "old"}


def test_folders_made_for_an_output_that_fails_are_taken_away(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), all_or_nothing(tmp_path / "a" / "b" / "c"):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert contents(tmp_path / "real") == dict.fromkeys(NAMES, "new")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_request_to_end_leaves_nothing(tmp_path: Path, name: str) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "kumin", "run", PLAN, "--answers", ANSWERS, "--out", out]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    place = tmp_path / ".out.kumin"
    for _ in range(6000):
        if place.exists() or child.poll() is not None:
            break
        time.sleep(0.01)
    assert place.exists()
    child.send_signal(getattr(signal, name))
    errors = child.communicate(timeout=60)[1]
    assert child.returncode == 1
    assert "Traceback" not in errors
    assert list(tmp_path.iterdir()) == []


def test_a_draft_is_written_whole_or_not_at_all(
    kumin: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    done = kumin("new", ANSWERS / "residents.csv", "--out", tmp_path / "new" / "questionnaire.yaml")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["questionnaire.yaml"]


def test_locks_hold_on_this_system(tmp_path: Path) -> None:
    with (tmp_path / "lock").open("ab") as one, (tmp_path / "lock").open("ab") as other:
        assert workplaces._locked(one)
        assert not workplaces._locked(other)


def test_a_place_that_is_too_deep_for_windows_is_not_called_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows says of a path of 260 signs and more that it is not there."""
    mkdir = Path.mkdir

    def of_windows(path: Path, *given: Any, **named: Any) -> None:
        if len(str(path)) >= 248:
            raise FileNotFoundError(errno.ENOENT, "")
        mkdir(path, *given, **named)

    deep = tmp_path / ("d" * (225 - len(str(tmp_path))))
    deep.mkdir()
    monkeypatch.setattr(Path, "mkdir", of_windows)
    with pytest.raises(UsageError) as told, all_or_nothing(deep / "out-of-kumin-令和5年度の結果"):
        pass
    assert text("reason_ENAMETOOLONG", "ja") in told.value.message("ja")
    with pytest.raises(UsageError) as told, all_or_nothing(tmp_path / "x" / "y"):
        raise FileNotFoundError(errno.ENOENT, "")
    assert text("reason_ENAMETOOLONG", "ja") not in told.value.message("ja")
