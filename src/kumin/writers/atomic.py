"""A folder of files that appears whole or not at all, whatever stops the process.

Files are made in a hidden folder beside the place they go to. A new folder appears by one rename. In a folder that
exists, a journal lists the files before the first of them is moved; old files wait beside the new ones until all are
moved, and go back where one cannot be, at once or, after a loss of power, when kumin next writes there.
"""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kumin.errors import KuminError, UsageError
from kumin.manifest import digest
from kumin.writers.workplace import JOURNAL, LOCK, workplace

NEW, OLD = "new", "old"
"""Folders of a workplace: the files being made, and those that they replace."""


@contextmanager
def all_or_nothing(out: Path) -> Iterator[Path]:
    """Give a temporary folder whose files move to ``out`` when the block ends well, and vanish when it does not.

    Other files in ``out`` are left alone.

    Raises
    ------
    UsageError
        ``out`` is a file or cannot be written, another process writes there, or a file in it is locked, which is named.
    """
    if out.exists() and not out.is_dir():
        raise UsageError("out_is_file", path=out)
    # a link stays a link: the folder it leads to gets the files
    target = out.resolve()
    with _worded(out), workplace(target, lambda place: _undo(place, target)) as place:
        folder = place / NEW
        folder.mkdir()
        yield folder
        _to_disk(folder)
        if target.exists():
            _switch(place, target)
        else:
            folder.replace(target)
            _names_to_disk(target.parent)


@contextmanager
def all_or_nothing_file(out: Path) -> Iterator[Path]:
    """Give a temporary file that becomes ``out`` when the block ends well, and vanishes when it does not.

    Raises
    ------
    UsageError
        ``out`` is a folder, cannot be written or is locked, or another process writes there.
    """
    if out.is_dir():
        raise UsageError("out_is_folder", path=out)
    with _worded(out), workplace(out, lambda place: None) as place:
        path = place / out.name
        yield path
        _to_disk(place)
        try:
            path.replace(out)
        except PermissionError as error:
            raise UsageError("out_locked", path=out, file=out.name, reason=error) from None


@contextmanager
def _worded(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError("out_not_writable", path=out, reason=_reason(error, out)) from None
    except Exception as error:
        # Polars words what the system refuses itself: "… No space left on device (os error 28)"
        found = re.search(r"\(os error (\d+)\)", str(error))
        if found is None or isinstance(error, KuminError):
            raise
        raise UsageError("out_not_writable", path=out, reason=OSError(int(found[1]), "")) from None


def _reason(error: OSError, out: Path) -> OSError:
    """Say of a path that Windows finds too long, which it calls missing, that it is too long."""
    target = out.resolve()
    if error.errno == errno.ENOENT and target.parent.is_dir() and len(str(target)) > LONG_PATH:
        return OSError(errno.ENAMETOOLONG, "")
    return error


LONG_PATH = 200
"""Windows allows 260 signs; while they are made, files lie up to 60 signs deeper than the folder they go to."""


def _switch(place: Path, out: Path) -> None:
    """Move the new files into a folder that exists: all of them, or none."""
    new, old = place / NEW, place / OLD
    files = sorted(path.name for path in new.iterdir())
    replaced = [name for name in files if (out / name).exists()]
    _test_locks(out, replaced)
    old.mkdir()
    _write_journal(place, {name: digest(new / name) for name in files}, replaced)
    name = ""
    try:
        for name in replaced:
            (out / name).replace(old / name)
        for name in files:
            (new / name).replace(out / name)
        _names_to_disk(out)
    except BaseException as error:
        _undo(place, out)
        if isinstance(error, PermissionError):
            raise UsageError("out_locked", path=out, file=name, reason=error) from None
        raise
    (place / JOURNAL).unlink()


def _test_locks(out: Path, names: Sequence[str]) -> None:
    """Name the files that cannot be replaced, before anything is moved.

    To be renamed a file must be open in no program that forbids it, as Excel does; its own name changes nothing.
    """
    locked = []
    for name in names:
        try:
            (out / name).replace(out / name)
        except PermissionError as error:
            locked.append((name, error))
    if locked:
        raise UsageError("out_locked", path=out, file=", ".join(name for name, _ in locked), reason=locked[0][1])


def _write_journal(place: Path, new: dict[str, str], replaced: Sequence[str]) -> None:
    draft = place / f"{JOURNAL}.part"
    draft.write_text(json.dumps({"new": new, "replaced": replaced}), encoding="utf-8")
    _to_disk(place)
    draft.replace(place / JOURNAL)
    _to_disk(place)


def _undo(place: Path, out: Path) -> None:
    """Take back the moves of a journal; may itself be stopped and done again.

    A moved file that somebody has edited since stays: the old one can be made again, the edit cannot.

    Raises
    ------
    UsageError
        A file is locked now; the journal stays, and whoever writes there next does the rest.
    """
    journal = place / JOURNAL
    if not journal.exists():
        return
    moves = json.loads(journal.read_text(encoding="utf-8"))
    for name, sha256 in moves["new"].items():
        here, old = out / name, place / OLD / name
        waiting = old.exists() or (name not in moves["replaced"] and not (place / NEW / name).exists())
        if not waiting or (here.exists() and digest(here) != sha256):
            continue
        try:
            if old.exists():
                old.replace(here)
            else:
                here.unlink(missing_ok=True)
        except PermissionError as error:
            raise UsageError("out_not_undone", path=out, file=name, reason=error) from None
    _names_to_disk(out)
    journal.unlink()


def _to_disk(folder: Path) -> None:
    """Have the system write a folder's files, and their names, to the disk."""
    for path in folder.iterdir():
        if path.is_file() and path.name != LOCK:
            with path.open("rb+") as file:
                os.fsync(file.fileno())
    _names_to_disk(folder)


def _names_to_disk(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
