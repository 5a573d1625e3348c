"""The hidden folder beside an output in which it is made: one a place, locked while its process lives."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kumin.errors import UsageError

if sys.platform == "win32":
    import msvcrt

    def _locked(file: IO[bytes]) -> bool:
        """Lock a file until it is closed or its process dies; false where a living process has it."""
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _locked(file: IO[bytes]) -> bool:
        """Lock a file until it is closed or its process dies; false where a living process has it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # a network drive that knows no locks: nothing tells a living process from a dead one
            return True
        return True


JOURNAL, LOCK = "journal.json", "lock"
"""The list of files being moved, which stands from before the first move to after the last, and the locked file."""


@contextmanager
def workplace(out: Path, recover: Callable[[Path], None]) -> Iterator[Path]:
    """Give an empty folder ``.NAME.kumin`` beside ``out``, on the same disk; it is gone when the block ends.

    What a process that died left in it is put in order by ``recover`` and removed. Folders above ``out`` are made, and
    taken away again where the block fails.

    Raises
    ------
    UsageError
        The place cannot be written, or another process is writing there.
    """
    out = out.absolute()
    made = [parent for parent in out.parents if not parent.exists()]
    place = out.parent / f".{out.name}.kumin"
    lock = None
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        lock = _take(place, out)
        recover(place)
        _clear(place)
        yield place
    finally:
        if lock is not None:
            _leave(place, lock)
        for parent in made:
            try:
                parent.rmdir()
            except OSError:
                # it holds what was written
                break


def _take(place: Path, out: Path) -> IO[bytes]:
    """Make the folder and lock it."""
    while True:
        place.mkdir(exist_ok=True)
        try:
            lock = (place / LOCK).open("ab")
        except FileNotFoundError:
            # whoever had it took it away between these two lines
            continue
        if not _locked(lock):
            lock.close()
            raise UsageError("out_busy", path=out)
        try:
            if os.path.samestat(os.fstat(lock.fileno()), (place / LOCK).stat()):
                return lock
        except FileNotFoundError:
            pass
        lock.close()


def _clear(place: Path) -> None:
    for path in place.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != LOCK:
            path.unlink(missing_ok=True)


def _leave(place: Path, lock: IO[bytes]) -> None:
    """Remove the folder, unless it holds a move that could be neither finished nor undone."""
    try:
        if not (place / JOURNAL).exists():
            _clear(place)
            if sys.platform == "win32":
                # an open file cannot be removed
                lock.close()
            (place / LOCK).unlink()
            place.rmdir()
    except OSError:
        # the next run clears it
        pass
    finally:
        lock.close()
