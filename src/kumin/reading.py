"""What reading a file may take, memory and time, and the one way in which files are opened.

The limits hold for the block in which they are set::

    with kumin.limits(memory=4, seconds=300):
        kumin.run("r05", "answers")
"""

from __future__ import annotations

import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from kumin.errors import KuminError, UsageError

GIGABYTE = 1024**3
MAX_MEMORY = 1.5
"""Gigabytes that reading a file may take, unless more is allowed."""
MAX_SECONDS = 60.0
"""Seconds that reading a file may take, unless more is allowed."""
MAX_DEFINITION = 1024**2
"""Bytes of a definition file; the largest plan is a tenth of it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take.

    Attributes
    ----------
    memory : float
        Gigabytes (of 1024³ bytes).
    seconds : float
        Seconds.
    """

    memory: float = MAX_MEMORY
    seconds: float = MAX_SECONDS

    @property
    def bytes(self) -> int:
        """The memory in bytes."""
        return int(self.memory * GIGABYTE)

    def error(self, code: str, kind: type[KuminError], path: Path) -> KuminError:
        """Make the error of a file that takes more: ``reading_takes_memory`` or ``reading_takes_time``."""
        from kumin.numbers import shortest

        return kind(code, path=path, memory=shortest(self.memory), seconds=shortest(self.seconds))


_CURRENT: ContextVar[Limits] = ContextVar("kumin_limits")
_DEFAULT = Limits()


def current_limits() -> Limits:
    """Return the limits that hold here."""
    return _CURRENT.get(_DEFAULT)


@contextmanager
def limits(*, memory: float | None = None, seconds: float | None = None) -> Iterator[Limits]:
    """Read files under other limits, within a block.

    Parameters
    ----------
    memory : float, optional
        Gigabytes (of 1024³ bytes) that reading a file may take. Default: as it is, at first :data:`MAX_MEMORY`.
    seconds : float, optional
        Seconds that reading a file may take. Default: as it is, at first :data:`MAX_SECONDS`.

    Yields
    ------
    Limits
        Those that hold within the block.

    Raises
    ------
    UsageError
        A limit is not above 0.

    Examples
    --------
    >>> with limits(memory=4) as now:
    ...     (now.memory, now.seconds)
    (4, 60.0)
    """
    for name, value in (("memory", memory), ("seconds", seconds)):
        if value is not None and not value > 0:
            raise UsageError("limit_not_positive", name=name, value=str(value))
    before = current_limits()
    now = Limits(before.memory if memory is None else memory, before.seconds if seconds is None else seconds)
    token = _CURRENT.set(now)
    try:
        yield now
    finally:
        _CURRENT.reset(token)


_LOCK = "~$"
"""How the name of a file begins that Excel keeps beside a workbook while it is open."""


def read_file(path: Path, most: int, kind: type[KuminError], too_large: str = "file_too_large") -> bytes:
    """Read a file, of which nothing but a file's bytes can come.

    Parameters
    ----------
    path : Path
        The file. A pipe, a device or a socket is refused without opening it: reading one may never end.
    most : int
        Bytes it may have.
    kind : type of KuminError
        The error to raise.
    too_large : str
        Its code for a file that is larger.

    Raises
    ------
    KuminError
        It is no regular file, or larger.
    OSError
        It cannot be read.
    """
    about = path.stat()
    if path.name.startswith(_LOCK):
        raise kind("file_is_lock", path=path, name=path.name.removeprefix(_LOCK))
    if stat.S_ISDIR(about.st_mode):
        raise IsADirectoryError(21, "Is a directory", str(path))
    if not stat.S_ISREG(about.st_mode):
        raise kind("not_a_file", path=path)
    with path.open("rb") as file:
        data = file.read(most + 1) if about.st_size <= most else None
    if data is None or len(data) > most:
        from kumin.numbers import counted

        raise kind(too_large, path=path, limit=counted(most // 1024**2))
    return data


class Clock:
    """Tells when the time for a file is over.

    Parameters
    ----------
    path : Path
        The file.
    kind : type of KuminError
        The error to raise.
    """

    def __init__(self, path: Path, kind: type[KuminError]) -> None:
        self._path, self._kind = path, kind
        self._limits = current_limits()
        self._end = time.monotonic() + self._limits.seconds

    def check(self) -> None:
        """Go on.

        Raises
        ------
        KuminError
            The time is over.
        """
        if time.monotonic() > self._end:
            raise self._limits.error("reading_takes_time", self._kind, self._path)
