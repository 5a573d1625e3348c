"""Last year: from its result file, or from its raw answers with its own plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from kumin.definitions import LoadedPlan, load_plan
from kumin.definitions.load import PLAN_FILE
from kumin.errors import UsageError
from kumin.estimates import estimate_answers
from kumin.judgement import judge
from kumin.judgement.comparability import measured_how, target_written
from kumin.past.store import RESULT_FILE, find_previous, find_results, previous_frame, read_result
from kumin.reading import MAX_DEFINITION, read_file
from kumin.result import Previous, Result

_YEAR = re.compile(r"^fiscal_year:\s*(\d{4})", re.MULTILINE)


def previous_of(
    given: str | Path | Result | None,
    loaded: LoadedPlan,
    fiscal_year: int,
    *,
    store: Path | None = None,
    level: float = 0.95,
) -> Previous | None:
    """Find last year.

    Parameters
    ----------
    given : str, Path, Result or None
        A result.json, its folder, or a folder of such folders; a folder of raw answers; a result. None:
        the latest earlier year of the same ward among the results in ``store`` and beside the plan (``results`` in its
        folder or the one above).
    loaded : LoadedPlan
        This year's plan.
    fiscal_year : int
        This year.
    store : Path, optional
        Folder of results, one folder a year.
    level : float
        Confidence level.

    Returns
    -------
    Previous or None
        None where nothing was given and nothing was found.

    Raises
    ------
    KuminError
        What was given cannot be used.
    """
    if given is None:
        folders = [folder for folder in (store, *_result_folders(loaded.path.parent)) if folder is not None]
        return find_previous(folders, loaded.plan.ward, fiscal_year)
    if not isinstance(given, str | Path):
        return _of_result(given)
    path = Path(given)
    if path.suffix.lower() == ".json" or (path / RESULT_FILE).is_file():
        return read_result(path)
    if next(find_results([path]), None) is not None:
        return find_previous([path], loaded.plan.ward, fiscal_year)
    return _of_answers(path, loaded, fiscal_year, level)


def _result_folders(folder: Path) -> Iterator[Path]:
    yield folder / "results"
    yield folder.parent / "results"


def plan_of_year(loaded: LoadedPlan, fiscal_year: int) -> LoadedPlan | None:
    """Find the same ward's plan of another year among the folders beside the plan's.

    Only files that name the year are read.
    """
    for path in sorted(loaded.path.resolve().parent.parent.glob(f"*/{PLAN_FILE}")):
        try:
            named = _YEAR.search(read_file(path, MAX_DEFINITION, UsageError).decode("utf-8-sig"))
        except (OSError, UnicodeDecodeError, UsageError):
            continue
        if named and int(named[1]) == fiscal_year:
            found = load_plan(path)
            if found.plan.ward == loaded.plan.ward:
                return found
    return None


def _of_answers(path: Path, loaded: LoadedPlan, fiscal_year: int, level: float) -> Previous:
    """Estimate last year from its answers: with its own plan, or where there is none with this year's."""
    year = fiscal_year - 1
    plan = plan_of_year(loaded, year)
    used = plan or loaded
    estimates = pl.concat([table for _, table in estimate_answers(used, path, level=level)[1]], how="diagonal")
    judgements = judge(estimates, used.plan, fiscal_year=year)
    frame = previous_frame(judgements.drop_nulls("value"), estimates, year)
    return Previous(year, frame, measured(plan) if plan else {}, path, used.plan.title, used.plan.ward)


def _of_result(result: Result) -> Previous:
    frame = previous_frame(result.judgements, result.estimates, result.fiscal_year, "result")
    plan = result.plan.plan
    return Previous(result.fiscal_year, frame, measured(result.plan), result.plan.path, plan.title, plan.ward)


def measured(loaded: LoadedPlan) -> dict[str, dict[str, str]]:
    """Describe how every indicator is measured; of a number from no survey, what it is marked by."""
    return {
        indicator.id: (
            measured_how(indicator, loaded.plan, loaded.questionnaires[indicator.survey])
            if indicator.survey
            else {"target": target_written(indicator, loaded.plan)}
        )
        | {"title": indicator.title or indicator.text}
        for _, indicator in loaded.plan.indicators()
    }
