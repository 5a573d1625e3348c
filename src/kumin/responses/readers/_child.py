"""Reading a file in a process of its own, whose memory and time are limited: what goes wrong there ends that process.

Libraries for workbooks and SPSS files end the process that they are in when memory runs out, and no exception tells.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kumin.errors import KuminError, ReadError
from kumin.reading import Limits

if TYPE_CHECKING:
    from kumin.responses.readers.reader import Source

T = TypeVar("T")

_THREADS = {"POLARS_MAX_THREADS": "2", "RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"}
_FAULTS = {-11, -7, -4, -8, 0xC0000005 - (1 << 32), 0xC0000005}  # a wrong address or instruction
_TIME_OVER = -24  # SIGXCPU
_TICK = 0.1
_APART = Path(__file__).with_name("_apart.py")


def read_in_child(source: Source, limits: Limits, read: Callable[[Source], T]) -> T:
    """Read a file in a process of its own.

    Raises
    ------
    ReadError
        What the reader raises; or the file takes more memory or time than ``limits`` say, or breaks the reader.
    """
    given = pickle.dumps((source, read), pickle.HIGHEST_PROTOCOL)
    result = answer_of_child(__name__, given, source, limits)
    if isinstance(result, KuminError):
        raise result
    return result  # type: ignore[return-value]


def prepare(given: bytes) -> Callable[[], object]:
    """Return what reads a file in the child; it returns a table or an error."""
    source, read = pickle.loads(given)

    def work() -> object:
        try:
            return read(source)
        except KuminError as error:
            return error
        except MemoryError:
            raise
        except Exception:
            # of a damaged file a library raises whatever its parsing meets
            return broken(source)

    return work


def answer_of_child(where: str, given: object, source: Source, limits: Limits) -> object:
    """Let a process of its own do something with a file.

    Parameters
    ----------
    where : str
        The name or the path of the module that does it; see :mod:`kumin.responses.readers._apart`.
    given : object
        What its ``prepare`` takes, of plain types where that module is a path.
    source : Source
        The file, for messages.
    limits : Limits
        What it may take.

    Raises
    ------
    ReadError
        It takes more memory or time than ``limits`` say, or what it does breaks the process.
    """
    places = [str(Path(part).absolute()) for part in sys.path if part]
    job = pickle.dumps((places, max(int(limits.seconds), 1), limits.bytes, where, given), pickle.HIGHEST_PROTOCOL)
    # -P: nothing is imported from the folder the user happens to be in
    process = subprocess.Popen(
        [sys.executable, "-P", str(_APART)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **_THREADS},
    )  # fmt: skip
    watch = _Watch(process, limits)
    try:
        answer, _ = process.communicate(job, timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        raise limits.error("reading_takes_time", ReadError, source.path) from None
    finally:
        watch.done.set()
        process.kill()
        process.wait()
    if process.returncode == 0:
        return pickle.loads(answer)
    if process.returncode == _TIME_OVER:
        raise limits.error("reading_takes_time", ReadError, source.path)
    if process.returncode in _FAULTS and not watch.too_large:
        raise broken(source)
    raise limits.error("reading_takes_memory", ReadError, source.path)


def broken(source: Source) -> ReadError:
    """Make the error of a damaged file."""
    kind = "SPSS" if source.kind == "sav" else source.kind.upper()
    return ReadError("file_broken", path=source.path, kind=kind)


class _Watch:
    """Ends a child that takes too much memory, where its system holds no limit (Windows)."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        self.done = threading.Event()
        self.too_large = False
        if sys.platform == "win32":
            threading.Thread(target=self._watch, args=(process, limits.bytes), daemon=True).start()

    def _watch(self, process: subprocess.Popen[bytes], most: int) -> None:
        while not self.done.wait(_TICK) and process.poll() is None:
            if _memory_on_windows(process) > most:
                self.too_large = True
                process.kill()
                return


def _memory_on_windows(process: subprocess.Popen[bytes]) -> int:
    """Bytes that a process takes, as Windows counts them; 0 where it does not tell."""
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = [("size", ctypes.c_ulong), ("faults", ctypes.c_ulong)] + [
            (name, ctypes.c_size_t)
            for name in ("peak", "working", "qppp", "qpp", "qpnpp", "qnpp", "paged", "peak_paged")
        ]

    counters = Counters()
    counters.size = ctypes.sizeof(counters)
    handle = ctypes.c_void_p(int(vars(process)["_handle"]))
    found = vars(ctypes)["windll"].psapi.GetProcessMemoryInfo(handle, ctypes.byref(counters), counters.size)
    return int(counters.paged) if found else 0
