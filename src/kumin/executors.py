"""What does a run's or a batch's work: processes of this machine, or a Dask cluster; any other Executor is the user's.

A worker reads the files itself, by the paths it is given: on another machine they must be found under the same paths.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import re
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from importlib import import_module
from importlib.metadata import version as version_of
from importlib.util import find_spec
from typing import Any, TypeVar

from kumin.errors import UsageError

T = TypeVar("T")

THREADS = "POLARS_MAX_THREADS"
"""Environment variable that says how many threads Polars takes; it is read when Polars is loaded."""

PATIENCE = 10
"""Seconds in which a scheduler must answer."""

_LONGER = 1
"""Seconds more, in which Dask itself says that none has."""

_ADDRESS = re.compile(r"(?:tcp|tls|ws|wss)://(\[[0-9a-fA-F:.]+\]|[^\s/:\[\]]+):(\d{1,5})")
_PORTS = 65_535
_NEEDED = ("kumin", "polars")
"""Packages of which workers must have the versions of this process: others could give other numbers."""


def one_way(jobs: int | None, scheduler: str | None) -> None:
    """Refuse processes and a cluster at once.

    Raises
    ------
    UsageError
        Both are given.
    """
    if jobs is not None and scheduler is not None:
        raise UsageError("jobs_and_scheduler")


@contextmanager
def workers(jobs: int | None, scheduler: str | None) -> Iterator[Executor | None]:
    """Give what does the work, as a command's options say; None where the process does it itself.

    Parameters
    ----------
    jobs : int, optional
        Processes; 1 is none but this.
    scheduler : str, optional
        Of a Dask cluster.

    Raises
    ------
    UsageError
        Both are given; or as of :func:`cluster`.
    """
    one_way(jobs, scheduler)
    with nullcontext() if jobs is None or jobs == 1 else processes(jobs) as pool, cluster(scheduler) as executor:
        yield pool or executor


@contextmanager
def processes(jobs: int) -> Iterator[Executor]:
    """Give processes that share out the processors of this machine; at the end what has not begun is not done.

    Each is started afresh (``spawn``: a fork of a process with threads may stand still), and its Polars takes its part
    of the threads. Where the block is left by an error, or by Ctrl-C, they leave what they are at and tidy up.

    Parameters
    ----------
    jobs : int
        How many, at least 1.
    """
    if jobs < 1:
        raise UsageError("jobs_below_one", value=jobs)
    threads = max((os.cpu_count() or 1) // jobs, 1)
    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")
    pool = _Processes(jobs, mp_context=context, initializer=_begin, initargs=(threads,))
    try:
        yield pool
    except BaseException:
        for one in set(multiprocessing.active_children()) - others:
            one.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


class _Processes(ProcessPoolExecutor):
    """Processes that Ctrl-C does not reach, and that begin nothing more once they are to end."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Submit a call; the first starts the processes."""
        with _ctrl_c_later():
            return super().submit(_unless_ending, fn, *args, **kwargs)


@contextmanager
def _ctrl_c_later() -> Iterator[None]:
    """Keep Ctrl-C back; a process started meanwhile never has it, also while it still loads Python."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(threads: int) -> None:
    """Say how many threads Polars takes, before a worker loads it; Ctrl-C is the parent's to act on."""
    os.environ.setdefault(THREADS, str(threads))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Leave the work where the process that is to have its result was ended by force."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


_ending: list[int] = []
"""Signals that asked this worker to end: what waits for it already is not begun."""


def _end(number: int, _frame: object) -> None:
    _ending.append(number)
    raise SystemExit(1)


def _unless_ending(fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
    if _ending:
        raise SystemExit(1)
    try:
        return fn(*args, **kwargs)
    except SystemExit:
        parent = multiprocessing.parent_process()
        if _ending and parent is not None and not parent.is_alive():
            os._exit(1)  # else it would wait for ever for the next call of a process that is gone
        raise


@contextmanager
def cluster(address: str | None, modules: Sequence[str] = ()) -> Iterator[Executor | None]:
    """Give the executor of a Dask cluster while it is used; needs ``kumin[cluster]``.

    Parameters
    ----------
    address : str, optional
        Of its scheduler: ``tcp://10.0.0.5:8786``; without one None is given.
    modules : sequence of str
        What must be installed on the workers where it is installed here.

    Raises
    ------
    UsageError
        It is no address, the extra is not installed here, no scheduler answers within :data:`PATIENCE` seconds, what
        answers is none, it has no workers, or a worker has no kumin, another version of kumin or Polars, or lacks a
        module.
    """
    if address is None:
        yield None
        return
    found = _ADDRESS.fullmatch(address)
    if found is None or not 0 < int(found[2]) <= _PORTS:
        raise UsageError("scheduler_address", address=address)
    if find_spec("distributed") is None:
        raise UsageError("cluster_extra_missing")
    _quieten()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _check_scheduler(address, found[1].strip("[]"), int(found[2]))
        client = _client(address)
    try:
        _check_workers(client, modules)
        yield client.get_executor()
    finally:
        client.close()


def _quieten() -> None:
    """Leave what cannot be reached, or is lost, to be told in one line, and not in the library's log."""
    import_module("distributed")  # when it is loaded it sets levels of its own
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in {"distributed", "tornado"}:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _check_scheduler(address: str, host: str, port: int) -> None:
    """Refuse what does not answer as a scheduler, before a client is made of it.

    A client waits without end for one that takes a connection and never speaks, and then keeps the process from ending.
    """
    found: Future[str] = Future()

    def ask() -> None:
        try:
            found.set_result(_kind_of(address))
        except Exception as error:  # raised where it is waited for
            found.set_exception(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        if found.result(PATIENCE + _LONGER) == "Scheduler":
            return
    except Exception:  # whatever a library makes of the words of another program
        if not _is_taken(host, port):
            raise UsageError("scheduler_no_answer", address=address, seconds=PATIENCE) from None
    raise UsageError("scheduler_is_none", address=address, seconds=PATIENCE)


def _kind_of(address: str) -> str:
    """Ask what answers at an address of Dask for what it is."""
    import asyncio

    from distributed.core import rpc
    from distributed.security import Security

    security: Any = Security
    at: Any = rpc

    async def ask() -> str:
        async with at(address, timeout=PATIENCE, connection_args=security().get_connection_args("client")) as there:
            return str((await there.identity(n_workers=0))["type"])

    return asyncio.run(asyncio.wait_for(ask(), PATIENCE))


def _is_taken(host: str, port: int) -> bool:
    """Tell whether a program takes connections there."""
    try:
        socket.create_connection((host, port), timeout=_LONGER).close()
    except OSError:
        return False
    return True


def _client(address: str) -> Any:
    from distributed import Client

    connect: Any = Client
    try:
        return connect(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError):  # it has ended since it answered
        raise UsageError("scheduler_no_answer", address=address, seconds=PATIENCE) from None


def _check_workers(client: Any, modules: Sequence[str] = ()) -> None:
    """Refuse a cluster whose workers would give other results than this process, or none."""
    own = {**_versions(_NEEDED), **_installed(modules)}
    asked = client.run(version_of, "kumin", on_error="return")
    workers = {worker: there if isinstance(there, str) else "" for worker, there in asked.items()}
    if not workers:
        raise UsageError("scheduler_without_workers")
    _compare({worker: {"kumin": there} for worker, there in workers.items()}, own)
    # what is of kumin itself can be asked of workers that have it
    _compare(client.run(_versions, _NEEDED), own)
    _compare(client.run(_installed, tuple(modules)), own)


def _compare(workers: Mapping[str, Mapping[str, str]], own: Mapping[str, str]) -> None:
    for worker, found in sorted(workers.items()):
        for name, there in found.items():
            if there != own[name] and own[name]:
                raise UsageError("worker_differs", worker=worker, name=name, there=there or "-", here=own[name])


def _versions(names: Sequence[str]) -> dict[str, str]:
    return {name: version_of(name) for name in names}


def _installed(modules: Sequence[str]) -> dict[str, str]:
    return {name: "+" if find_spec(name) is not None else "" for name in modules}
