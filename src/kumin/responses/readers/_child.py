"""Reading a file in a process of its own, whose memory and time are limited: what goes wrong there ends that process.

Libraries for workbooks and SPSS files end the process that they are in when memory runs out, and no exception tells.
"""

from __future__ import annotations

import io
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

_WORK = "import sys; sys.path[:] = {path!r}; from kumin.responses.readers._child import work; work()"
_THREADS = {"POLARS_MAX_THREADS": "2", "RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"}
_FAULTS = {-11, -7, -4, -8, 0xC0000005 - (1 << 32), 0xC0000005}  # a wrong address or instruction
_TIME_OVER = -24  # SIGXCPU
_TICK = 0.1


def read_in_child(source: Source, limits: Limits, read: Callable[[Source], T]) -> T:
    """Read a file in a process of its own.

    Raises
    ------
    ReadError
        What the reader raises; or the file takes more memory or time than ``limits`` say, or breaks the reader.
    """
    given = io.BytesIO()
    pickle.dump((limits, source, read), given, pickle.HIGHEST_PROTOCOL)
    # -P: nothing is imported from the folder the user happens to be in
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", _WORK.format(path=[str(Path(part).absolute()) for part in sys.path if part])],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **_THREADS},
    )  # fmt: skip
    watch = _Watch(process, limits)
    try:
        answer, _ = process.communicate(given.getvalue(), timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        raise limits.error("reading_takes_time", ReadError, source.path) from None
    finally:
        watch.done.set()
        process.kill()
        process.wait()
    if process.returncode == 0:
        result = pickle.loads(answer)
        if isinstance(result, KuminError):
            raise result
        return result  # type: ignore[no-any-return]
    if process.returncode == _TIME_OVER:
        raise limits.error("reading_takes_time", ReadError, source.path)
    if process.returncode in _FAULTS and not watch.too_large:
        raise ReadError("file_broken", path=source.path, kind=_name(source))
    raise limits.error("reading_takes_memory", ReadError, source.path)


def _name(source: Source) -> str:
    return "SPSS" if source.kind == "sav" else source.kind.upper()


def work() -> None:
    """Read what stands on stdin, in the child: a pickled table or error goes to stdout; 1 where memory runs out."""
    stdout = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a library's words must not get among the answer's bytes
    try:
        limits, source, read = pickle.load(sys.stdin.buffer)
        _limit_this_process(limits)
        try:
            result: object = read(source)
        except KuminError as error:
            result = error
        except MemoryError:
            raise
        except Exception:
            # of a damaged file a library raises whatever its parsing meets
            result = ReadError("file_broken", path=source.path, kind=_name(source))
        pickle.dump(result, stdout, pickle.HIGHEST_PROTOCOL)
        stdout.close()
    except MemoryError:
        os._exit(1)


def _limit_this_process(limits: Limits) -> None:
    """Let the system hold the limits, where it can."""
    try:
        import resource
    except ImportError:
        return  # Windows: the parent watches
    seconds = max(int(limits.seconds), 1)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    taken = _address_space()
    if taken:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = taken + limits.bytes
        resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))


def _address_space() -> int:
    """Bytes of addresses that this process has before it reads; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0


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
