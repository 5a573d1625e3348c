"""Files mapped into memory, whose pages are given back while more of them stand there than are needed."""

from __future__ import annotations

import mmap
import os
import threading
import time
import weakref
from pathlib import Path
from typing import IO

_TICK = 0.002  # seconds in which columns of a few dozen megabytes are read
_ENOUGH = 32 * 1024**2
_STATE = Path("/proc/self/statm")


class Mapped:
    """A file mapped into memory; it needs no handle of its own any more.

    Attributes
    ----------
    start : int
        Address of its first byte.
    """

    def __init__(self, file: IO[bytes]) -> None:
        import numpy as np

        file.flush()
        self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        file.close()
        signs = np.frombuffer(self._map, np.uint8)
        self.start, self.end = signs.ctypes.data, signs.ctypes.data + len(signs)
        _watch(self)

    def give_back(self) -> None:
        """Let the system take the pages; they are read again when they are needed."""
        self._map.madvise(vars(mmap)["MADV_DONTNEED"])


_ALL: weakref.WeakSet[Mapped] = weakref.WeakSet()
_LOCK = threading.Lock()
_THREADS: list[threading.Thread] = []
_BEFORE: list[int] = []
"""Pages of files, those of libraries, that stood in memory before the first file was mapped."""


def is_mapped(address: int) -> bool:
    """Tell whether an address is in a mapped file."""
    with _LOCK:
        return any(one.start <= address < one.end for one in _ALL)


def _watch(mapped: Mapped) -> None:
    """Watch a mapped file as long as it is used, where the system tells how much of it stands in memory."""
    with _LOCK:
        _ALL.add(mapped)
        if not _THREADS and hasattr(mmap, "MADV_DONTNEED") and _STATE.exists():
            _BEFORE[:] = [_of_files()]
            _THREADS.append(threading.Thread(target=_keep_giving_back, name="kumin-pages", daemon=True))
            _THREADS[0].start()


def give_back() -> None:
    """Give pages back before the system has to take them: others then see how little memory is needed."""
    if _THREADS and (_of_files() - _BEFORE[0]) * mmap.PAGESIZE > _ENOUGH:
        with _LOCK:
            maps = list(_ALL)
        for one in maps:
            one.give_back()


def _of_files() -> int:
    """Count the pages of files that stand in memory."""
    state = os.open(_STATE, os.O_RDONLY)
    try:
        return int(os.read(state, 200).split()[2])
    finally:
        os.close(state)


def _keep_giving_back() -> None:
    while True:
        time.sleep(_TICK)
        with _LOCK:
            if not _ALL:
                _THREADS.clear()
                return
        give_back()
