"""What a process does that was started for one file: it takes a job from stdin, does it within limits, and answers.

It is run by its path and imports nothing of kumin: starting is most of the time that a small file takes. What does the
job is loaded from where the job says.
"""

from __future__ import annotations

import importlib
import os
import pickle
import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

NO_MEMORY = 1
"""Exit code where memory runs out."""


def main() -> None:
    """Answer the job on stdin: ``(places, seconds, size, where, given)``.

    ``where`` is the path or the name of a module whose ``prepare`` makes of ``given`` what is to be done; what that
    returns goes to stdout, pickled. Loading what it needs does not count for the limits.
    """
    stdout = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a library's words must not get among the answer's bytes
    try:
        places, seconds, size, where, given = pickle.load(sys.stdin.buffer)
        sys.path[:] = places
        work = _prepare(where)(given)
        _limit_this_process(seconds, size)
        pickle.dump(work(), stdout, pickle.HIGHEST_PROTOCOL)
        stdout.close()
        os._exit(0)  # giving back every value by itself takes a tenth of the time
    except MemoryError:
        os._exit(NO_MEMORY)


def _prepare(where: str) -> Callable[[Any], Callable[[], object]]:
    found = runpy.run_path(where) if where.endswith(".py") else vars(importlib.import_module(where))
    prepare: Callable[[Any], Callable[[], object]] = found["prepare"]
    return prepare


def _limit_this_process(seconds: int, size: int) -> None:
    """Let the system hold the limits, where it can."""
    try:
        import resource
    except ImportError:
        return  # Windows: the parent watches
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    taken = _address_space()
    if taken:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = taken + size
        resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))


def _address_space() -> int:
    """Bytes of addresses that this process has before it reads; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0


if __name__ == "__main__":
    main()
