"""The work on one plan, done here, in another process or on another machine: it returns what came out, never raises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from kumin.batches.records import Options, inputs_of, keep_record
from kumin.errors import KuminError, as_kumin_error, fault_words
from kumin.estimates import unused_answers
from kumin.messages import text
from kumin.pipeline import run
from kumin.reading import Limits, limits
from kumin.result import Result
from kumin.writers.files import write_result
from kumin.writers.kept import recorded_audit


@dataclass(frozen=True, slots=True)
class Task:
    """A plan to be run.

    Attributes
    ----------
    name : str
        Its folder below that of the batch, with ``/``.
    folder : str
        Its folder.
    out : str
        Where its files go.
    options : Options
    allowed : Limits
        What reading a file may take.
    """

    name: str
    folder: str
    out: str
    options: Options
    allowed: Limits


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a plan: a row of :data:`kumin.batches.frames.PLANS` and those of its indicators, as plain values."""

    name: str
    plan: dict[str, Any]
    indicators: list[dict[str, Any]] = field(default_factory=list)

    @property
    def status(self) -> str:
        """Of the plan, as :data:`kumin.batches.frames.PLANS` has it."""
        return str(self.plan["status"])


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is.

    Attributes
    ----------
    outcome : Outcome
        The plan that has just been finished.
    done, failed, total : int
        Plans that are finished, that failed among them, and all.
    seconds_left : float
        Estimated from the plans run so far.
    """

    outcome: Outcome
    done: int
    failed: int
    total: int
    seconds_left: float


Told = Callable[[Progress], None]
"""Called whenever a plan is finished."""


def do_plan(task: Task) -> Outcome:
    """Run a plan and write its files; an error becomes a row."""
    start = perf_counter()
    try:
        with limits(memory=task.allowed.memory, seconds=task.allowed.seconds):
            folder, out, options = Path(task.folder), Path(task.out), task.options
            # what is changed while it runs must be found changed afterwards
            inputs = inputs_of(folder)
            result = run(folder, level=options.level)
            write_result(result, out, options.lang, reports=options.reports, k=options.min_cell)
            outcome = _outcome(task, result, perf_counter() - start)
            keep_record(out, inputs, result, options, outcome.plan, outcome.indicators)
            return outcome
    except Exception as error:
        return failed(task, as_kumin_error(error))


def failed(task: Task, error: Exception) -> Outcome:
    """Make the row of a plan that could not be run: what is wrong in words, a fault of kumin by its kind and place."""
    if isinstance(error, KuminError):
        code, words = error.code, _without_option(error).message(task.options.lang)
    else:
        code, words = "fault", fault_words(error, task.options.lang)
    return Outcome(task.name, {"folder": task.name, "status": "failed", "code": code, "error": words})


def _without_option(error: KuminError) -> KuminError:
    """Word an error that names --answers for those who can only place the files: a batch has no such option."""
    if error.code != "answers_not_given":
        return error
    return KuminError("batch_answers_missing", path=error.path, folders=error.params["folders"])


def _outcome(task: Task, result: Result, seconds: float) -> Outcome:
    marks = result.judgements["judgement"].to_list()
    withheld = (recorded_audit(Path(task.out)) or {}).get("withheld")
    unanswered = result.unanswered
    where = {"folder": task.name, "ward": result.plan.plan.ward, "fiscal_year": result.fiscal_year}
    plan = {
        **where,
        "title": result.plan.plan.title,
        "status": "withheld" if withheld else "incomplete" if unanswered else "done",
        "n_used": sum(found.n_used for found in result.answers.values()),
        "n_a": marks.count("A"),
        "n_b": marks.count("B"),
        "n_other": len(marks) - marks.count("A") - marks.count("B"),
        "n_unanswered": sum(unanswered.values()),
        "unanswered": ", ".join(unanswered) or None,
        "unread": ", ".join(unused_answers(result.plan, None)) or None,
        "seconds": seconds,
        "code": "audit_withheld" if withheld else None,
        "error": text("audit_withheld", task.options.lang, names=", ".join(withheld)) if withheld else None,
    }
    return Outcome(task.name, plan, [where | row for row in result.judgements.to_dicts()])
