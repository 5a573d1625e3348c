"""Work beside other work: much of what Polars does takes one processor, and leaves the others idle."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from typing import TypeVar

from kumin.errors import KuminError
from kumin.on_disk import is_long

T = TypeVar("T")

_THREADS = ThreadPoolExecutor(2, thread_name_prefix="kumin-responses")

_AWAKE = 0.5
"""Seconds after which who waits looks whether it was to stop."""


def on_another_thread(work: Callable[[], T]) -> Future[T]:
    """Start work on another thread, within the limits that hold here; it must not start other work itself."""
    return _THREADS.submit(copy_context().run, work)


def begun(work: Callable[[], T], rows: int) -> Callable[[], T]:
    """Begin work on a table of so many rows beside other work.

    A table that does not lie in memory as a whole is worked on when the result is asked for: two columns at once would
    take the memory of both.

    Returns
    -------
    callable
        What returns the result.

    Examples
    --------
    >>> begun(lambda: 1 + 1, rows=10)()
    2
    """
    return work if is_long(rows) else on_another_thread(work).result


def finished(futures: Collection[Future[T]]) -> set[Future[T]]:
    """Wait until one of some calls is finished, and return those that are; Ctrl-C ends the waiting.

    A signal that another thread of the process is given wakes nobody who waits without an end; neither does Windows.
    """
    while True:
        if done := wait(futures, timeout=_AWAKE, return_when=FIRST_COMPLETED).done:
            return done


def lost_worker(error: BaseException) -> KuminError | None:
    """Word an error that says that who worked has ended; None of any other.

    A process that ends takes the others of its executor with it; Dask gives the work to other workers first, and says
    so when they have ended too.

    Examples
    --------
    >>> lost_worker(BrokenExecutor()).code, lost_worker(ValueError())
    ('worker_ended', None)
    """
    kind = type(error)
    if kind.__module__.partition(".")[0] == "distributed" and kind.__name__ == "KilledWorker":
        return KuminError("workers_ended")
    return KuminError("worker_ended") if isinstance(error, BrokenExecutor) else None
