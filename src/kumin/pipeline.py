"""run(): read → validate → estimate → judge, the same for the command and a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from kumin.definitions import LoadedPlan, load_plan
from kumin.errors import UsageError
from kumin.estimates import AnswerFiles, estimate_answers
from kumin.judgement import published_estimates
from kumin.judgement.assess import assess
from kumin.judgement.earlier import EarlierYears
from kumin.judgement.measures.pooling import with_pools
from kumin.judgement.surveys.survey import SurveyAnswers
from kumin.manifest import make_manifest
from kumin.past.previous import earlier_years, is_plan, previous_of
from kumin.past.store import short_path
from kumin.result import Previous, Read, Result

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from kumin.responses import Progress


def run(
    plan: str | Path | LoadedPlan,
    answers: AnswerFiles | None = None,
    *,
    fiscal_year: int | None = None,
    level: float = 0.95,
    encoding: str | None = None,
    previous: str | Path | Result | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Result:
    """Judge a plan's indicators from raw answers.

    Parameters
    ----------
    plan : str, Path or LoadedPlan
        plan.yaml or its folder.
    answers : str, Path, sequence of them or mapping of survey key to file or files, optional
        Default: the folder 回答 or answers beside the plan. A file, or several, where the plan has one survey. A folder
        holds a file per survey, named by its key: ``residents.csv``; or several, which are combined:
        ``residents_paper.csv`` and ``residents_web.xlsx``. Surveys without answers give indicators without a result.
    fiscal_year : int, optional
        The year of the answers, where it is not the plan's.
    level : float
        Confidence level of the intervals.
    encoding : str, optional
        Encoding of the files; default: found out for each.
    previous : str, Path or Result, optional
        Last year: its result.json (or the folder of it); the folder of its raw answers, whose plan is looked for beside
        this year's; or its plan, as YAML or workbook, whose own values are then taken. Default: the latest earlier year
        in 結果 or results in the plan's folder or the one above.
    store : str or Path, optional
        A folder of results, one folder a year, to look in instead.
    progress : callable, optional
        Told of every stage; see :data:`kumin.responses.validate.Progress`.
    executor : concurrent.futures.Executor, optional
        What reads and codes the files of a survey that has several, such as a ``ProcessPoolExecutor`` or the executor
        of a Dask client; the result is the same. See :mod:`kumin.executors`.

    Returns
    -------
    Result
        Frames of judgements, estimates and findings.

    Raises
    ------
    DefinitionError, ReadError, UsageError
        The plan, a file or an argument cannot be used.

    Examples
    --------
    >>> from kumin.data import sample_folder, schema_folder
    >>> plan, answers = schema_folder("tsurumi", "r05"), sample_folder("tsurumi", "r05")
    >>> result = run(plan, {"principals": answers / "principals.csv"})
    >>> result.judgements.filter(pl.col("n_base") > 0)["judgement"].to_list()
    ['A']
    """
    loaded = plan if isinstance(plan, LoadedPlan) else load_plan(plan)
    year = loaded.plan.fiscal_year if fiscal_year is None else fiscal_year
    validated, tables = estimate_answers(
        loaded, answers, level=level, encoding=encoding, year=year, progress=progress, executor=executor
    )
    read = Read(loaded, year, validated, pl.concat([table for _, table in tables], how="diagonal"))
    before = _last_year(previous, loaded, year, store, level)
    past = earlier_years(before, loaded, year, Path(store) if store else None)
    return judge_read(read, before, past, level=level, encoding=encoding)


def judge_read(
    read: Read,
    before: Previous | None = None,
    past: Sequence[Previous] = (),
    *,
    level: float = 0.95,
    encoding: str | None = None,
) -> Result:
    """Judge answers that are read and estimated.

    Parameters
    ----------
    read : Read
    before : Previous, optional
        The year compared with.
    past : sequence of Previous
        Every earlier year at hand.
    level : float
        Confidence level of the estimates.
    encoding : str, optional
        Encoding that was given for the files.
    """
    loaded, year = read.plan, read.fiscal_year
    judged = assess(
        loaded.plan,
        _surveys(read, level),
        read.estimates,
        fiscal_year=year,
        earlier=_earlier(before, past),
        level=level,
    )
    findings = pl.concat(
        [found.findings.select(pl.lit(key).alias("survey"), pl.all()) for key, found in read.answers.items()]
    )
    tables_read = [table for found in read.answers.values() for table in found.tables]
    options = {
        "fiscal_year": year,
        "level": level,
        "encoding": encoding,
        "previous": short_path(before.path) if before else None,
    }
    return Result(
        plan=loaded,
        fiscal_year=year,
        judgements=judged.judgements,
        estimates=_with_pools(loaded, read.estimates, year, past, level),
        findings=findings,
        answers=read.answers,
        manifest=make_manifest(loaded, tables_read, options, before.path if before else None),
        frames=judged.frames,
        previous=before,
        items=judged.items,
    )


def _surveys(read: Read, level: float) -> list[SurveyAnswers]:
    loaded = read.plan
    return [
        SurveyAnswers(
            key=key,
            plan=loaded.plan,
            questionnaire=loaded.questionnaires[key],
            population=loaded.populations[key],
            coded=found.coded,
            level=level,
            letters=loaded.invited[key],
        )
        for key, found in read.answers.items()
    ]


def judge_published(
    plan: str | Path | LoadedPlan,
    *,
    level: float = 0.95,
    previous: str | Path | Result | None = None,
    store: str | Path | None = None,
) -> Result:
    """Judge the values a plan states itself (``result``) without raw answers, and check what it publishes.

    Parameters
    ----------
    plan : str, Path or LoadedPlan
        plan.yaml or its folder.
    level : float
        Confidence level of the intervals.
    previous, store : optional
        As of :func:`run`; ``previous`` may also be the folder of last year's plan, whose own values are then taken.

    Returns
    -------
    Result
        As of :func:`run`; the frame ``audit`` holds the published numbers that do not agree, ``bounds`` what those who
        did not answer could change.

    Raises
    ------
    DefinitionError
        The plan cannot be used.
    UsageError
        The plan states no result.

    Examples
    --------
    >>> from kumin.data import schema_folder
    >>> result = judge_published(schema_folder("tsurumi", "r04"))
    >>> result.judgements.select("indicator", "judgement").row(0)
    ('1-1', 'B')
    """
    loaded = plan if isinstance(plan, LoadedPlan) else load_plan(plan)
    sizes = {key: population.total if population else None for key, population in loaded.populations.items()}
    estimates = published_estimates(loaded.plan, sizes, level=level)
    if estimates.is_empty() and not any(item.unit and item.result for _, item in loaded.plan.indicators()):
        raise UsageError("plan_without_results", path=loaded.path)
    before = _last_year(previous, loaded, loaded.plan.fiscal_year, store, level, folders=True)
    past = earlier_years(before, loaded, loaded.plan.fiscal_year, Path(store) if store else None)
    judged = assess(
        loaded.plan, [], estimates, earlier=_earlier(before, past), questionnaires=loaded.questionnaires, level=level
    )
    options = {"level": level, "previous": short_path(before.path) if before else None}
    return Result(
        plan=loaded,
        fiscal_year=loaded.plan.fiscal_year,
        judgements=judged.judgements,
        estimates=_with_pools(loaded, estimates, loaded.plan.fiscal_year, past, level),
        findings=pl.DataFrame(),
        answers={},
        manifest=make_manifest(loaded, [], options, before.path if before else None),
        frames=judged.frames,
        previous=before,
        items=judged.items,
    )


def _last_year(
    given: str | Path | Result | None,
    loaded: LoadedPlan,
    year: int,
    store: str | Path | None,
    level: float,
    *,
    folders: bool = False,
) -> Previous | None:
    """Find last year; of a plan its own values are taken, where ``folders`` says so of a plan's folder too."""
    if isinstance(given, str | Path) and (folders or Path(given).is_file()) and is_plan(Path(given)):
        given = judge_published(given, level=level)
    return previous_of(given, loaded, year, store=Path(store) if store else None, level=level)


def _with_pools(
    loaded: LoadedPlan, estimates: pl.DataFrame, year: int, past: Sequence[Previous], level: float
) -> pl.DataFrame:
    """Add the unweighted values of several years or surveys to the estimates."""
    return with_pools(loaded.plan, estimates, year, _frame_of(past), level=level).select(estimates.columns)


def _earlier(before: Previous | None, past: Sequence[Previous]) -> EarlierYears:
    """Take of last year, and of every earlier one, what they are judged beside."""
    every = EarlierYears(past=_frame_of(past), past_measured={one.fiscal_year: one.measured for one in past})
    return replace(every, previous=before.frame, measured=before.measured) if before else every


def _frame_of(past: Sequence[Previous]) -> pl.DataFrame | None:
    """Put the values of earlier years together; None where there are none."""
    return pl.concat([one.frame for one in past]) if past else None
