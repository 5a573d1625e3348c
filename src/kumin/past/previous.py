"""Last year: from its result file, or from its raw answers with its own plan."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from kumin.definitions import Base, Indicator, LoadedPlan, Plan, Questionnaire, load_plan
from kumin.definitions.files.plan_file import plans_in, workbook_is_plan
from kumin.definitions.files.read import is_workbook
from kumin.definitions.lenient.scalars import year_of
from kumin.errors import UsageError
from kumin.estimates import ANSWER_FOLDERS, estimate_answers, estimate_survey, own_answers
from kumin.judgement.comparability import COUNTED_ANEW, ESSENTIAL, differences, measured_how, target_written
from kumin.judgement.flags import Flag
from kumin.judgement.year import ANSWERS, PLAN, RECOMPUTED, RESULT
from kumin.judging import judge_read
from kumin.past.store import (
    RESULT_FILE,
    find_previous,
    find_results,
    previous_frame,
    read_result,
    result_folders,
    results_before,
)
from kumin.reading import MAX_DEFINITION, read_file
from kumin.result import Previous, Read, Result, weighted_facts

_NO_ANSWERS = ("answers_of_which", "answers_folder_missing", "answers_folder_empty", "answers_folder_of_none")
"""Of a file or folder whose answers are asked for: it is not clear which they are, or there are none."""

_YEAR = re.compile(r"^fiscal_year:[ \t]*([^#\n]+)", re.MULTILINE)


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
        A result.json, its folder, or a folder of such folders; raw answers, or the folder of their plan; a result.
        None: the latest earlier year of the same ward among the results in ``store``; without it in 結果 or results
        in the plan's folder or the one above.
    loaded : LoadedPlan
        This year's plan.
    fiscal_year : int
        This year.
    store : Path, optional
        Folder of results, one folder a year, to look in instead.
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
        return find_previous(_places(loaded, store), loaded.plan.ward, fiscal_year)
    if not isinstance(given, str | Path):
        return _earlier_one(_of_result(given), loaded, fiscal_year)
    path = Path(given)
    if path.suffix.lower() == ".json" or (path / RESULT_FILE).is_file():
        return _earlier_one(read_result(path), loaded, fiscal_year)
    if next(find_results([path]), None) is not None:
        return find_previous([path], loaded.plan.ward, fiscal_year)
    try:
        if path.is_dir() and is_plan(path):
            plan = load_plan(path)
            found = _of_answers(own_answers(plan) or path, loaded, plan.plan.fiscal_year, plan, level)
            return _earlier_one(found, loaded, fiscal_year)
        year = fiscal_year - 1
        return _of_answers(path, loaded, year, plan_of_year(loaded, year), level)
    except UsageError as error:
        if error.code not in _NO_ANSWERS:
            raise
        # what these say of --answers is no help here
        if not path.exists():
            raise UsageError("previous_missing", path=path) from error
        raise UsageError("previous_not_usable", path=path, folders=" / ".join(ANSWER_FOLDERS)) from error


def earlier_years(
    before: Previous | None, loaded: LoadedPlan, fiscal_year: int, store: Path | None = None
) -> tuple[Previous, ...]:
    """Return every earlier year that is at hand, for values of several years, each once; the year compared with first.

    Where no indicator of the plan is of several years no further result is read.
    """
    if not any(one.pool is not None and one.pool.over_years for _, one in loaded.plan.indicators()):
        return () if before is None else (before,)
    found = {} if before is None else {before.fiscal_year: before}
    for one in results_before(_places(loaded, store), loaded.plan.ward, fiscal_year):
        found.setdefault(one.fiscal_year, one)
    return tuple(found.values())


def _earlier_one(found: Previous, loaded: LoadedPlan, fiscal_year: int) -> Previous:
    """Refuse a result of another ward, or of this year or a later one: it is no year before."""
    if found.ward and found.ward != loaded.plan.ward:
        raise UsageError("years_of_two_wards", before=found.ward, after=loaded.plan.ward)
    if found.fiscal_year >= fiscal_year:
        raise UsageError("years_not_in_order", before=found.fiscal_year, after=fiscal_year)
    return found


def is_plan(path: Path) -> bool:
    """Whether a path names a plan, as YAML or workbook, or the folder of one that holds no result."""
    if path.is_dir():
        return not (path / RESULT_FILE).is_file() and any(plans_in(path))
    if is_workbook(path):
        return workbook_is_plan(path)
    return path.suffix.lower() in (".yaml", ".yml")


def _places(loaded: LoadedPlan, store: Path | None) -> list[Path]:
    return [store] if store is not None else result_folders(loaded.path.parent)


def plan_of_year(loaded: LoadedPlan, fiscal_year: int) -> LoadedPlan | None:
    """Find the same ward's plan of another year among the folders beside the plan's.

    Of YAML only files that name the year are read.
    """
    for folder in sorted(one for one in loaded.path.resolve().parent.parent.iterdir() if one.is_dir()):
        for path in plans_in(folder):
            if not is_workbook(path) and not _names_year(path, fiscal_year):
                continue
            found = load_plan(path)
            if (found.plan.fiscal_year, found.plan.ward) == (fiscal_year, loaded.plan.ward):
                return found
    return None


def _names_year(path: Path, fiscal_year: int) -> bool:
    """Whether a plan in YAML says that it is of a year, as far as can be seen without reading it whole."""
    try:
        named = _YEAR.search(read_file(path, MAX_DEFINITION, UsageError).decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError, UsageError):
        return False
    return named is not None and year_of(named[1].strip().strip("\"'")) == fiscal_year


def _of_answers(path: Path, loaded: LoadedPlan, year: int, plan: LoadedPlan | None, level: float) -> Previous:
    """Judge an earlier year's answers as a run does: by its own plan, or where there is none by this year's."""
    used = plan or loaded
    answers, tables = estimate_answers(used, path, level=level)
    read = Read(used, year, answers, pl.concat([table for _, table in tables], how="diagonal"))
    found = replace(_of_result(judge_read(read, level=level), ANSWERS), path=path)
    if plan is None:
        return replace(found, measured={})
    anew = _by_this_years_rules(plan, loaded)
    return _counted_anew(found, replace(read, plan=_replaced(plan, anew, loaded.plan)), anew, level) if anew else found


def _counted_anew(found: Previous, read: Read, anew: Mapping[str, Indicator], level: float) -> Previous:
    """Put in place of some of last year's values those by this year's base and weighting, where it can be weighted."""
    coded = {key: answers.coded for key, answers in read.answers.items()}
    recounted = [estimate_survey(read.plan, key, rows, level=level) for key, rows in coded.items()]
    other = judge_read(replace(read, estimates=pl.concat(recounted, how="diagonal")), level=level)
    can_be = {one.indicator.id for one in other.items if Flag.OFFICIAL_UNWEIGHTED not in one.flags}
    frame = _frame_of(other, RECOMPUTED).filter(pl.col("indicator").is_in(can_be & set(anew)))
    frame = frame.drop_nulls("value")
    weighted = measured(other)
    how = dict(found.measured)
    for key in frame["indicator"]:
        how[key] = {**how[key], "weighting": weighted[key]["weighting"]}
    return replace(found, frame=pl.concat([found.frame.join(frame, on="indicator", how="anti"), frame]), measured=how)


def _by_this_years_rules(plan: LoadedPlan, loaded: LoadedPlan) -> dict[str, Indicator]:
    """Return last year's indicators with this year's base, where nothing but the base or the weighting is another."""
    now, found = {one.id: one for _, one in loaded.plan.indicators()}, {}
    for _, old in plan.plan.indicators():
        new = now.get(old.id)
        if new is None or not old.survey or not new.survey:
            continue
        asked = [one.questionnaires[item.survey] for one, item in ((plan, old), (loaded, new))]
        how = [measured_how(item, one.plan, q) for item, one, q in zip((old, new), (plan, loaded), asked, strict=True)]
        differing = {one.aspect for one in differences(*how) if one.same is not True and one.aspect in ESSENTIAL}
        if differing and differing <= set(COUNTED_ANEW):
            excluding = _codes_of(new, asked[1], old, asked[0])
            found[old.id] = old.model_copy(update={"base": Base(rule=new.base.rule, excluding=excluding)})
    return found


def _codes_of(new: Indicator, now: Questionnaire, old: Indicator, before: Questionnaire) -> tuple[int, ...]:
    """Return the codes that options left out of this year's base had last year, by their labels."""
    codes: dict[int, None] = {}
    for (id_, _), (old_id, _) in zip(new.questions, old.questions, strict=True):
        labels = {code: option.label for code, option in getattr(now.by_id[id_], "options", {}).items()}
        wanted = {labels[code] for code in new.base.excluding if code in labels}
        options = getattr(before.by_id[old_id], "options", {})
        codes |= {code: None for code, option in options.items() if option.label in wanted}
    return tuple(codes)


def _replaced(plan: LoadedPlan, anew: Mapping[str, Indicator], now: Plan) -> LoadedPlan:
    """Return a plan with other indicators in place of its own, and with this year's weighting."""
    issues = tuple(
        issue.model_copy(update={"indicators": tuple(anew.get(one.id, one) for one in issue.indicators)})
        for issue in plan.plan.issues
    )
    return replace(plan, plan=plan.plan.model_copy(update={"issues": issues, "official": now.official}))


def _of_result(result: Result, source: str | None = None) -> Previous:
    """Take of a result what a later year is compared with."""
    plan, judged = result.plan.plan, result if result.answers else None
    frame = _frame_of(result, source or (RESULT if result.answers else PLAN))
    return Previous(result.fiscal_year, frame, measured(result), result.plan.path, plan.title, plan.ward, result=judged)


def _frame_of(result: Result, source: str) -> pl.DataFrame:
    return previous_frame(result.judgements, result.estimates, result.fiscal_year, source, weighted_facts(result))


def measured(result: Result) -> dict[str, dict[str, str]]:
    """Describe how every indicator is measured; of a number from no survey, what it is marked by."""
    loaded = result.plan
    unweighted = {one.indicator.id for one in result.items if Flag.OFFICIAL_UNWEIGHTED in one.flags}
    return {
        indicator.id: (
            measured_how(indicator, loaded.plan, loaded.questionnaires[indicator.survey], unweighted)
            if indicator.survey
            else {"target": target_written(indicator, loaded.plan)}
        )
        | {"title": indicator.title or indicator.text}
        for _, indicator in loaded.plan.indicators()
    }
