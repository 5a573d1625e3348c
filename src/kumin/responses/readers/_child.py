"""Reading a file in a process of its own, whose memory and time are limited: what goes wrong there ends that process.

Libraries for workbooks and SPSS files end the process that they are in when memory runs out, and no exception tells.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

from kumin.errors import KuminError, ReadError
from kumin.reading import Limits

if TYPE_CHECKING:
    from kumin.responses.readers.reader import Source

T = TypeVar("T")

_THREADS = {
    "POLARS_MAX_THREADS": "2", "RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2", "OPENBLAS_NUM_THREADS": "1",
}  # fmt: skip
_FAULTS = {-11, -7, -4, -8, 0xC0000005 - (1 << 32), 0xC0000005}  # a wrong address or instruction
_TIME_OVER = -24  # SIGXCPU
_TICK = 0.1
_LONG = 3600.0
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
    job = (places, max(int(limits.seconds), 1), limits.bytes, where, given)
    # -P: nothing is imported from the folder the user happens to be in
    process = subprocess.Popen(
        [sys.executable, "-P", str(_APART)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **_THREADS},
    )  # fmt: skip
    watch = _Watch(process, limits)
    try:
        answer = _asked(process, job)
        process.wait()
    finally:
        watch.done.set()
        process.kill()
        process.wait()
    if process.returncode == 0 and not watch.too_long:
        return answer
    if process.returncode == _TIME_OVER or watch.too_long:
        raise limits.error("reading_takes_time", ReadError, source.path)
    if process.returncode in _FAULTS and not watch.too_large:
        raise broken(source)
    raise limits.error("reading_takes_memory", ReadError, source.path)


def _asked(process: subprocess.Popen[bytes], job: object) -> object:
    """Give a child its job, and take its answer; None where it ends before.

    Both go straight through the pipes: ``communicate`` writes in steps of 4 kB.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    giving = threading.Thread(target=_give, args=(process.stdin, job), daemon=True)
    giving.start()
    with process.stdout as answers:
        try:
            return pickle.load(answers)
        except (EOFError, pickle.UnpicklingError):
            return None
        finally:
            giving.join()


def _give(pipe: IO[bytes], job: object) -> None:
    with suppress(OSError), pipe:  # a child that has ended takes nothing
        pickle.dump(job, pipe, pickle.HIGHEST_PROTOCOL)


def broken(source: Source) -> ReadError:
    """Make the error of a damaged file."""
    kind = "SPSS" if source.kind == "sav" else source.kind.upper()
    return ReadError("file_broken", path=source.path, kind=kind)


class _Watch:
    """Ends a child that takes too long, or too much memory where its system holds no limit (Windows)."""

    def __init__(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        self.done = threading.Event()
        self.too_large = self.too_long = False
        threading.Thread(target=self._watch, args=(process, limits), daemon=True).start()

    def _watch(self, process: subprocess.Popen[bytes], limits: Limits) -> None:
        until = time.monotonic() + limits.seconds
        while (left := until - time.monotonic()) > 0:
            if self.done.wait(min(left, _TICK if sys.platform == "win32" else _LONG)):
                return
            if sys.platform == "win32" and _memory_on_windows(process) > limits.bytes:
                self.too_large = True
                process.kill()
                return
        self.too_long = True
        process.kill()


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
