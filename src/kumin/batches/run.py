"""batch(): every plan below a folder, by as many workers as there are; what is done already is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from time import perf_counter

import polars as pl

from kumin.batches.folders import plan_folders
from kumin.batches.frames import BATCH_INDICATORS, PLANS
from kumin.batches.records import Options, has_record, kept_record, records_below
from kumin.batches.work import Outcome, Progress, Task, Told, do_plan, failed
from kumin.errors import KuminError
from kumin.executors import processes
from kumin.reading import current_limits
from kumin.responses.threads import finished, lost_worker
from kumin.writers.atomic import all_or_nothing
from kumin.writers.plans.files import INDEX, TABLES, write_plans
from kumin.writers.workplace import workplace


@dataclass(frozen=True)
class Batch:
    """What came of the plans below a folder.

    Attributes
    ----------
    plans : DataFrame
        :data:`kumin.batches.frames.PLANS`.
    indicators : DataFrame
        :data:`kumin.batches.frames.BATCH_INDICATORS`, of the plans that did not fail.
    gone : tuple of str
        Folders below that of the results which hold those of other plans: of another batch, or no longer there.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from kumin.data import schema_folder
    >>> with TemporaryDirectory() as out:
    ...     made = batch(schema_folder("tsurumi"), out, reports=False)
    >>> made.plans.height, made.indicators.height
    (2, 0)
    """

    plans: pl.DataFrame
    indicators: pl.DataFrame
    gone: tuple[str, ...] = ()

    @property
    def failed(self) -> pl.DataFrame:
        """The plans that failed, or whose public files were withheld.

        Examples
        --------
        >>> from kumin.batches.frames import BATCH_INDICATORS, PLANS
        >>> rows = [{"folder": "a", "status": "done"}, {"folder": "b", "status": "failed", "error": "no answers"}]
        >>> Batch(PLANS.of(rows), BATCH_INDICATORS.empty()).failed["folder"].to_list()
        ['b']
        """
        return self.plans.filter(pl.col("error").is_not_null())


def batch(
    folder: str | Path,
    out: str | Path,
    *,
    jobs: int = 1,
    executor: Executor | None = None,
    reports: bool = True,
    again: bool = False,
    level: float = 0.95,
    min_cell: int | None = None,
    lang: str | None = None,
    progress: Told | None = None,
) -> Batch:
    """Run every plan below a folder, and write one table of all indicators and a page that leads to all results.

    Each plan's files are written as soon as it is done, with a record of what they were made of. A plan of which that
    is the same is not run again: a batch that was stopped goes on where it stood. A plan that cannot be run is a row
    with its error, and stops no other.

    Parameters
    ----------
    folder : str or Path
        Every folder below it, and itself, that holds a plan is run with the answers beside the plan.
    out : str or Path
        Where to: a folder for each plan, named as below ``folder``; indicators.csv, indicators.xlsx, plans.csv and,
        where ``kumin[report]`` is installed, index.html.
    jobs : int
        Processes of this machine. Where one ends in the middle, the plans it may have been at are each tried alone.
    executor : concurrent.futures.Executor, optional
        What does the work instead, such as the executor of a Dask client. Its workers must find ``folder`` and ``out``
        under the same paths.
    reports : bool
        Whether the reports are written, not the tables alone; needs ``kumin[report]``.
    again : bool
        Run what is done too.
    level : float
        Confidence level of the intervals.
    min_cell : int, optional
        Threshold of suppression in the published files; default what each plan says.
    lang : {"ja", "en"}, optional
        Language of the files and of the errors.
    progress : callable, optional
        Told whenever a plan is finished, with an estimate of the time left.

    Returns
    -------
    Batch
        The tables, in the order of the folders' names whoever did the work.

    Raises
    ------
    UsageError
        There is no plan below ``folder``, ``out`` cannot be written, or another batch writes there.

    Examples
    --------
    The plans of the sample have no answers beside them:

    >>> from tempfile import TemporaryDirectory
    >>> from kumin.data import schema_folder
    >>> with TemporaryDirectory() as out:
    ...     made = batch(schema_folder("tsurumi"), out, reports=False)
    >>> made.plans.select("folder", "status", "code").rows()
    [('r04', 'failed', 'answers_not_given'), ('r05', 'failed', 'answers_not_given')]
    """
    folder, out, options = Path(folder), Path(out), Options(lang, level, min_cell, reports)
    tasks = [_task(one, name, out, options) for name, one in _named(plan_folders(folder, out), folder).items()]
    with all_or_nothing(out):
        pass  # that nothing can be written there is told before the work and not after it
    # held until the end: two batches at once would do everything twice
    with workplace(out / INDEX, lambda place: None):
        made = _run(tasks, out, jobs, executor, again=again, progress=progress)
        with all_or_nothing(out) as place:
            write_plans(made.plans, made.indicators, place, out, lang)
    return made


def _run(
    tasks: Sequence[Task], out: Path, jobs: int, executor: Executor | None, *, again: bool, progress: Told | None
) -> Batch:
    """Run the plans that are not done, or all, and put their rows in order."""
    before = {task.name for task in tasks if has_record(Path(task.out))}
    kept = [] if again else [found for task in tasks if task.name in before and (found := _kept(task))]
    told = _Told(progress, len(tasks))
    outcomes = {one.name: told(one, run=False) for one in kept}
    waiting = [task for task in tasks if task.name not in outcomes]
    for found in _work(waiting, jobs, executor):
        outcome = replace(found, plan=found.plan | {"again": found.name in before})
        outcomes[outcome.name] = told(outcome)
    ordered = [outcomes[task.name] for task in tasks]
    return Batch(
        PLANS.of(one.plan for one in ordered),
        BATCH_INDICATORS.of(row for one in ordered for row in one.indicators),
        tuple(name for name in records_below(out) if name not in outcomes),
    )


def _named(plans: Sequence[Path], folder: Path) -> dict[str, Path]:
    """Name plans by their folders below the batch's; one in the batch's own folder by that folder's name.

    A folder that is called as a file of the batch has a name of its own, so that neither takes the other's place.
    """
    taken = {name.casefold() for name in (INDEX, *TABLES)}
    below = {plan: parts for plan in plans if (parts := plan.relative_to(folder).parts)}
    tops = {first for first, *_ in below.values()}
    kept = {top.casefold() for top in tops} - taken
    own = {top: _free(top, taken | kept) if top.casefold() in taken else top for top in tops}
    names = {PurePosixPath(own[first], *rest).as_posix(): plan for plan, (first, *rest) in below.items()}
    if len(names) == len(plans):
        return names
    return {_free(folder.resolve().name, {*taken, *names}): folder, **names}


def _free(name: str, taken: Collection[str]) -> str:
    while name.casefold() in taken or name in taken:
        name += "_"
    return name


def _task(plan: Path, name: str, out: Path, options: Options) -> Task:
    return Task(name, str(plan.absolute()), str((out / name).absolute()), options, current_limits())


def _kept(task: Task) -> Outcome | None:
    record = kept_record(Path(task.folder), Path(task.out), task.options)
    if record is None:
        return None
    status = {"done": "kept"}.get(record["plan"]["status"], record["plan"]["status"])
    return Outcome(task.name, record["plan"] | {"status": status, "again": False}, record["indicators"])


class _Told:
    """Tells of every plan that is finished."""

    def __init__(self, progress: Told | None, total: int) -> None:
        self._progress, self._total = progress, total
        self._done = self._failed = self._run = 0
        self._start = perf_counter()

    def __call__(self, outcome: Outcome, *, run: bool = True) -> Outcome:
        self._done += 1
        self._failed += outcome.plan.get("error") is not None
        self._run += run
        each = (perf_counter() - self._start) / max(self._run, 1)
        if self._progress is not None:
            left = each * (self._total - self._done)
            self._progress(Progress(outcome, self._done, self._failed, self._total, left))
        return outcome


def _work(tasks: Sequence[Task], jobs: int, executor: Executor | None) -> Iterator[Outcome]:
    if executor is not None:
        left = {task.name: task for task in tasks}
        for task, outcome in _by(executor, tasks, len(tasks)):
            del left[task.name]
            yield outcome or failed(task, KuminError("worker_ended"))
        yield from (failed(task, KuminError("worker_ended")) for task in left.values())
    elif jobs > 1 and len(tasks) > 1:
        yield from _by_processes(tasks, jobs)
    else:
        yield from map(do_plan, tasks)


def _by_processes(tasks: Sequence[Task], jobs: int) -> Iterator[Outcome]:
    """Work through tasks by processes; of those that one may have been at when it ended, each is tried alone."""
    left = list(tasks)
    while left:
        lost: list[Task] = []
        begun: set[str] = set()
        with processes(jobs) as pool:
            for task, outcome in _by(pool, left, 2 * jobs):
                begun.add(task.name)
                if outcome is None:
                    lost.append(task)
                else:
                    yield outcome
        left = [task for task in left if task.name not in begun]
        for task in lost:
            with processes(1) as alone:
                ((_, outcome),) = _by(alone, [task], 1)
            yield outcome or failed(task, KuminError("worker_ended"))


def _by(executor: Executor, tasks: Iterable[Task], most: int) -> Iterator[tuple[Task, Outcome | None]]:
    """Give tasks to an executor, ``most`` at once; None for those that were lost when a worker ended.

    After that no more are given: the executor may be broken.
    """
    coming, at_work, broken = iter(tasks), dict[Future[Outcome], Task](), False
    try:
        while True:
            while not broken and len(at_work) < most and (task := next(coming, None)) is not None:
                try:
                    at_work[executor.submit(do_plan, task)] = task
                except BrokenExecutor:
                    broken = True
                    yield task, None
            if not at_work:
                break
            for future in finished(at_work):
                task = at_work.pop(future)
                outcome, ended = _result(future, task)
                broken |= ended and isinstance(future.exception(), BrokenExecutor)
                yield task, outcome
    finally:
        for future in at_work:
            future.cancel()


def _result(future: Future[Outcome], task: Task) -> tuple[Outcome | None, bool]:
    """Return what a worker found, and whether it has ended; what it raises besides is a fault of its own."""
    try:
        error = future.exception()
    except CancelledError:  # Dask's way of saying that its scheduler is gone
        return failed(task, KuminError("cluster_ended")), False
    if error is None:
        return future.result(), False
    if lost_worker(error):
        return None, True
    return failed(task, error if isinstance(error, Exception) else RuntimeError(type(error).__name__)), False
