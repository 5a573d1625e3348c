"""run(): read → validate → estimate → judge, the same for the command and a notebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from kumin.definitions import LoadedPlan, load_plan
from kumin.errors import UsageError
from kumin.estimates import AnswerFiles, estimate_answers
from kumin.judgement import published_estimates
from kumin.judgement.assess import assess
from kumin.judging import earlier_of, judge_read, pooled_estimates
from kumin.manifest import make_manifest
from kumin.past.previous import earlier_years, is_plan, previous_of
from kumin.result import Previous, Read, Result, short_path

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
        Last year: its result.json (or the folder of it); its raw answers, whose plan is looked for beside this year's,
        or the folder of both; or its plan, as YAML or workbook, whose own values are then taken. Default: the latest
        earlier year in 結果 or results in the plan's folder or the one above.
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
        loaded.plan, [], estimates, earlier=earlier_of(before, past), questionnaires=loaded.questionnaires, level=level
    )
    options = {"level": level, "previous": short_path(before.path) if before else None}
    return Result(
        plan=loaded,
        fiscal_year=loaded.plan.fiscal_year,
        judgements=judged.judgements,
        estimates=pooled_estimates(loaded, estimates, loaded.plan.fiscal_year, past, level),
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
