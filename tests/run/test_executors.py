"""Files read by an executor: the same result, the same errors, and clear words where there is no worker."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from functools import partial
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner

import kumin
from conftest import MINI_HEADER, MINI_PLAN, MINI_QUESTIONNAIRE
from kumin import executors
from kumin.cli import cli
from kumin.errors import KuminError, UsageError
from kumin.responses.validation import ids


def folder_of(path: Path, files: int, rows: int = 5, *, first: int = 100) -> Path:
    (path / "plan.yaml").write_text(MINI_PLAN, encoding="utf-8")
    (path / "residents.yaml").write_text(MINI_QUESTIONNAIRE, encoding="utf-8")
    (path / "回答").mkdir()
    for file in range(files):
        numbers = range(first * file, first * file + rows)
        lines = [f"{n},2023/7/5,{n % 2 + 1},{n % 4},{n % 3 + 1 if n % 2 == 0 else ''},1,{n % 90}," for n in numbers]
        (path / "回答" / f"residents_{file}.csv").write_text(MINI_HEADER + "\n".join(lines), encoding="utf-8")
    return path


class Broken(Executor):
    """An executor whose worker has ended."""

    def submit(self, _work: Callable[..., Any], /, *_args: Any, **_named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(BrokenExecutor("ended"))
        return future


def test_the_result_is_that_of_one_process(tmp_path: Path) -> None:
    """Ids that stand twice between files are found too: what files say together is found out in one place."""
    folder = folder_of(tmp_path, 6, rows=7, first=6)
    alone = kumin.run(folder)
    assert "E202" in alone.findings["code"]
    with ThreadPoolExecutor(3) as pool:
        stages: list[tuple[str, str]] = []
        shared = kumin.run(folder, executor=pool, progress=lambda code, name: stages.append((code, name)))
    for name in ("judgements", "estimates", "findings"):
        assert getattr(shared, name).equals(getattr(alone, name)), name
    one, other = alone.answers["residents"], shared.answers["residents"]
    for name in ("coded", "quarantined", "bases"):
        assert getattr(other, name).equals(getattr(one, name)), name
    assert shared.manifest.inputs == alone.manifest.inputs
    assert [name for code, name in stages if code == "stage_read"] == [f"residents_{n}.csv" for n in range(6)]


def test_processes_share_the_work_of_the_command(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 3)
    done = [CliRunner().invoke(cli, ["run", str(folder), *jobs]) for jobs in ([], ["--jobs", "2"])]
    assert [one.exit_code for one in done] == [0, 0], done[1].output
    assert done[0].stdout == done[1].stdout


def test_of_several_wrong_files_the_first_is_told(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 4)
    for file in (1, 3):
        (folder / "回答" / f"residents_{file}.csv").write_bytes(b"")
    with ThreadPoolExecutor(2) as pool, pytest.raises(KuminError) as caught:
        kumin.run(folder, executor=pool)
    with pytest.raises(KuminError) as alone:
        kumin.run(folder)
    assert str(caught.value) == str(alone.value)
    assert "residents_1.csv" in caught.value.message("ja")


def test_the_limits_hold_in_the_workers(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 3)
    with ThreadPoolExecutor(2) as pool, kumin.limits(seconds=1e-9), pytest.raises(KuminError) as caught:
        kumin.run(folder, executor=pool)
    assert caught.value.code == "reading_takes_time"


class Killing(Executor):
    """A Dask cluster of which every worker that is given the call ends."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        killed = pytest.importorskip("distributed").scheduler.KilledWorker("key", None, 3)
        future: Future[Any] = Future()
        future.set_exception(killed)
        return future


def test_workers_of_a_cluster_that_all_end_are_no_fault_of_kumin(tmp_path: Path) -> None:
    with pytest.raises(KuminError) as caught:
        kumin.run(folder_of(tmp_path, 2), executor=Killing())
    assert caught.value.code == "workers_ended"
    assert "--jobs" not in caught.value.message("ja")


def test_a_fault_in_a_worker_stays_what_it_is(tmp_path: Path) -> None:
    class Faulty(Executor):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            future: Future[Any] = Future()
            future.set_exception(ZeroDivisionError("there"))
            return future

    with pytest.raises(ZeroDivisionError, match="there"):
        kumin.run(folder_of(tmp_path, 2), executor=Faulty())


def test_a_worker_that_ends_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(KuminError) as caught:
        kumin.run(folder_of(tmp_path, 2), executor=Broken())
    assert caught.value.code == "worker_ended"
    assert "\n" not in caught.value.message("ja")


def test_files_that_share_no_ids_are_not_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two thousand files are two million pairs."""
    compared: list[tuple[int, int]] = []
    shared = ids._People.shared
    monkeypatch.setattr(
        ids._People, "shared", lambda self, one, other: compared.append((one, other)) or shared(self, one, other)
    )
    folder = folder_of(tmp_path, 5, rows=8)
    kumin.run(folder)
    assert compared == []
    # the last file has the numbers of the first
    first = (folder / "回答" / "residents_0.csv").read_text(encoding="utf-8")
    (folder / "回答" / "residents_4.csv").write_text(first.replace("2023/7/5", "2023/7/6"), encoding="utf-8")
    kumin.run(folder)
    assert compared == [(0, 4)]


def _waits(folder: Path) -> None:
    """Work that would take a minute, and tidies up when it is left."""
    (folder / "begun").touch()
    try:
        time.sleep(60)
    finally:
        (folder / "tidied").touch()


def test_processes_that_are_left_tidy_up_and_begin_nothing_more(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / name).mkdir()

    def left() -> None:
        with executors.processes(1) as pool:
            for name in "abc":
                pool.submit(_waits, tmp_path / name)
            while not (tmp_path / "a" / "begun").exists():
                time.sleep(0.05)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        left()
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.glob("*/*")) == ["a/begun", "a/tidied"]


@pytest.mark.skipif(os.name != "posix", reason="Windows ends processes without a word")
def test_processes_whose_parent_is_ended_by_force_tidy_up_and_end(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path\n"
        "from kumin.executors import processes\n"
        "from test_executors import _waits\n"
        "with processes(1) as pool:\n"
        f"    pool.submit(_waits, Path({str(tmp_path)!r})).result()\n"
    )
    path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
    environment = {**os.environ, "PYTHONPATH": path}
    parent = subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE)
    while not (tmp_path / "begun").exists():
        assert parent.poll() is None
        time.sleep(0.05)
    parent.kill()
    # its output is open for as long as one of the processes that it started is there
    parent.communicate(timeout=50)
    assert (tmp_path / "tidied").exists()


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="Windows has no signals to keep back")
def test_ctrl_c_never_reaches_a_process_that_is_being_started() -> None:
    with executors.processes(1) as pool:
        assert signal.SIGINT in pool.submit(signal.pthread_sigmask, signal.SIG_BLOCK, ()).result()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


class Endless(Executor):
    """An executor that is at work for a long time, while Ctrl-C reaches another thread than the one that waits."""

    def __init__(self) -> None:
        self._at_work: list[Future[Any]] = []
        self._ended = False

    def submit(self, _work: Callable[..., Any], /, *_args: Any, **_named: Any) -> Future[Any]:
        if not self._at_work:
            # the second, so that a test that fails ends
            for seconds, told in ((0.5, partial(signal.raise_signal, signal.SIGINT)), (15, self._end)):
                timer = threading.Timer(seconds, told)
                timer.daemon = True
                timer.start()
        if self._ended:
            raise BrokenExecutor
        self._at_work.append(Future())
        return self._at_work[-1]

    def _end(self) -> None:
        self._ended = True
        for future in self._at_work:
            if not future.done():
                future.set_exception(BrokenExecutor())


@pytest.fixture
def told_by_ctrl_c() -> Iterator[None]:
    """Ctrl-C as a terminal has it; what a shell starts in the background is told to pass it over."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("told_by_ctrl_c")
@pytest.mark.parametrize("work", [kumin.run, kumin.batch])
def test_ctrl_c_ends_the_waiting_for_workers_whoever_is_given_the_signal(
    work: Callable[..., Any], tmp_path: Path
) -> None:
    folder = folder_of(tmp_path, 2)
    arguments = [folder] if work is kumin.run else [folder, tmp_path / "out"]
    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        work(*arguments, executor=Endless())
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "address",
    ["10.0.0.5:8786", "tcp://10.0.0.5", "tcp://:8786", "http://a:1", "tcp://a b:1", "tcp://a:99999", "tcp://a:0"],
)
def test_what_is_no_address_of_a_scheduler_is_refused(address: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["run", str(folder_of(tmp_path, 1)), "--scheduler", address])
    assert done.exit_code == 2
    assert address in done.output
    assert done.output.count("\n") == 1


def test_processes_and_a_cluster_exclude_each_other(tmp_path: Path) -> None:
    arguments = ["run", str(folder_of(tmp_path, 1)), "--jobs", "2", "--scheduler", "tcp://127.0.0.1:8786"]
    done = CliRunner().invoke(cli, [*arguments, "--lang", "en"])
    assert (done.exit_code, "not both" in done.output) == (2, True)


def test_a_cluster_needs_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "find_spec", lambda _name: None)
    arguments = ["run", str(folder_of(tmp_path, 1)), "--scheduler", "tcp://127.0.0.1:8786", "--lang", "en"]
    done = CliRunner().invoke(cli, arguments)
    assert (done.exit_code, "pip install 'kumin[cluster]'" in done.output) == (2, True)


def test_a_scheduler_that_does_not_answer_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert executors.PATIENCE == 10
    monkeypatch.setattr(executors, "PATIENCE", 0.3)
    out = tmp_path / "out"
    arguments = ["run", str(folder_of(tmp_path, 1)), "--scheduler", "tcp://127.0.0.1:9", "--out", str(out)]
    done = CliRunner().invoke(cli, [*arguments, "--lang", "en"])
    assert done.exit_code == 2
    assert done.output == (
        "Error: the scheduler at tcp://127.0.0.1:9 did not answer within 0.3 seconds; check that it is running, "
        "and check the address and the network.\n"
    )
    assert capfd.readouterr() == ("", "")
    assert not out.exists()


SPOKEN = {
    "never speaks": None,
    "closes at once": b"",
    "is a web server": b"HTTP/1.0 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
    "is another program": b"SSH-2.0-OpenSSH_9.0\r\n" + bytes(range(256)),
}


@pytest.mark.parametrize("kind", SPOKEN)
def test_what_takes_the_connection_and_is_no_scheduler_is_not_waited_for(
    kind: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(executors, "PATIENCE", 0.3)
    spoken = SPOKEN[kind]

    def speak(server: socket.socket) -> None:
        while spoken is not None:
            try:
                taken, _ = server.accept()
                with taken:
                    taken.sendall(spoken)
                    taken.shutdown(socket.SHUT_WR)
            except OSError:  # the test has ended
                return

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=speak, args=(server,), daemon=True).start()
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(UsageError) as caught, executors.cluster(address):
            pass
    assert caught.value.code == "scheduler_is_none"
    assert f"something takes connections at {address}, but within 0.3 seconds" in caught.value.message("en")
    assert capfd.readouterr() == ("", "")


def test_the_log_of_dask_is_not_shown() -> None:
    pytest.importorskip("distributed")
    logging.getLogger("distributed.client").setLevel(logging.WARNING)  # as the library does when it is loaded
    executors._quieten()
    assert not logging.getLogger("distributed.client").isEnabledFor(logging.CRITICAL)
    assert not logging.getLogger("distributed.batched").isEnabledFor(logging.CRITICAL)


def test_a_worker_of_dask_is_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executors, "_kind_of", lambda _address: "Worker")
    with pytest.raises(UsageError) as caught, executors.cluster("tcp://127.0.0.1:9"):
        pass
    assert caught.value.code == "scheduler_is_none"


class Cluster:
    """A client of a cluster whose workers have these versions and modules."""

    def __init__(self, **workers: dict[str, str]) -> None:
        self.workers = workers

    def run(self, work: Callable[..., Any], asked: Any, **_how: Any) -> dict[str, Any]:
        if work is executors.version_of:
            return {name: has[asked] or PackageNotFoundError(asked) for name, has in self.workers.items()}
        return {name: {one: has[one] for one in asked} for name, has in self.workers.items()}


def test_workers_must_have_what_there_is_here() -> None:
    own = {**executors._versions(("kumin", "polars")), "jinja2": "+", "never_heard_of": ""}
    executors._check_workers(Cluster(a=own), ("jinja2", "never_heard_of"))
    with pytest.raises(UsageError) as caught:
        executors._check_workers(Cluster())
    assert caught.value.code == "scheduler_without_workers"
    for name in ("kumin", "polars", "jinja2"):
        for there in ("", "0.0.1"):
            with pytest.raises(UsageError) as caught:
                executors._check_workers(Cluster(a=own, b=own | {name: there}), ("jinja2",))
            assert {"worker": "b", "name": name, "there": there or "-"}.items() <= caught.value.params.items()


def test_a_lazy_frame_is_summed_by_the_engine_the_user_has_set(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = pl.LazyFrame({"safe": [True, False, True]})
    asked: list[object] = []
    collect = pl.LazyFrame.collect
    monkeypatch.setattr(
        pl.LazyFrame, "collect", lambda self, **how: asked.append(how.get("engine", "auto")) or collect(self, **how)
    )
    plain = kumin.proportions(frame, {"safe": pl.col("safe")})
    assert "streaming" in asked
    asked.clear()
    with pl.Config(engine_affinity="in-memory"):
        assert kumin.proportions(frame, {"safe": pl.col("safe")}).equals(plain)
    assert set(asked) == {"auto"}
