"""run(): read → validate → estimate → judge, the same for the command and a notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from kumin.definitions import LoadedPlan, Questionnaire, load_plan
from kumin.errors import UsageError, choices
from kumin.judgement import published_estimates
from kumin.judgement.assess import assess
from kumin.judgement.measures import asked_of, base_of, estimate_indicators, without_error
from kumin.judgement.survey import SurveyAnswers
from kumin.manifest import Manifest, make_manifest

if TYPE_CHECKING:
    from kumin.responses import Answers
    from kumin.responses.validate import Progress
    from kumin.results_store import Previous

AnswerFiles = str | Path | Mapping[str, str | Path | Sequence[str | Path]]
"""A folder, or for each survey a file or several."""

ANSWER_SUFFIXES = (
    ".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".parquet", ".sav", ".csv.gz", ".tsv.gz", ".csv.zip", ".zip",
)  # fmt: skip


@dataclass(frozen=True)
class Result:
    """What a run found.

    Attributes
    ----------
    plan : LoadedPlan
        The definitions.
    fiscal_year : int
        The year of the answers.
    judgements : DataFrame
        :data:`kumin.judgement.JUDGEMENTS_SCHEMA`.
    estimates : DataFrame
        One row an indicator: survey, indicator, n_asked, n_base, n_positive, proportion, se, lower, upper, level,
        method, deff, n_eff, df.
    findings : DataFrame
        survey, then :data:`kumin.responses.findings.FINDINGS_SCHEMA`; empty without answers.
    answers : mapping of survey key to Answers
        What was read and used.
    manifest : Manifest
        Versions, inputs with their digests, options and time.
    frames : mapping of str to DataFrame
        What stands beside the judgements: :data:`kumin.judgement.FRAMES`, each empty where there is nothing to say.
    previous : Previous or None
        The year it was compared with, where its answers or result were at hand.
    """

    plan: LoadedPlan
    fiscal_year: int
    judgements: pl.DataFrame
    estimates: pl.DataFrame
    findings: pl.DataFrame
    answers: Mapping[str, Answers]
    manifest: Manifest
    frames: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    previous: Previous | None = None

    @property
    def level(self) -> float:
        """Confidence level of the intervals."""
        return float(self.manifest.options["level"])

    def _repr_html_(self) -> str:
        """Show the table in a notebook."""
        from kumin.reporting.notebook import result_html

        return result_html(self)


def run(
    plan: str | Path | LoadedPlan,
    answers: AnswerFiles,
    *,
    fiscal_year: int | None = None,
    level: float = 0.95,
    encoding: str | None = None,
    previous: str | Path | Result | None = None,
    store: str | Path | None = None,
    progress: Progress | None = None,
) -> Result:
    """Judge a plan's indicators from raw answers.

    Parameters
    ----------
    plan : str, Path or LoadedPlan
        plan.yaml or its folder.
    answers : str, Path or mapping of survey key to file or files
        A folder holds a file per survey, named by its key: ``residents.csv``; or several, which are combined:
        ``residents_paper.csv`` and ``residents_web.xlsx``. Surveys without answers give indicators without a result.
    fiscal_year : int, optional
        The year of the answers, where it is not the plan's.
    level : float
        Confidence level of the intervals.
    encoding : str, optional
        Encoding of the files; default: found out for each.
    previous : str, Path or Result, optional
        Last year: its result.json (or the folder of it), or the folder of its raw answers; their plan is looked for
        beside this year's. Default: the latest earlier year found in ``store`` or in ``results`` beside the plan.
    store : str or Path, optional
        A folder of results, one folder a year.
    progress : callable, optional
        Told of every stage; see :data:`kumin.responses.validate.Progress`.

    Returns
    -------
    Result
        Frames of judgements, estimates and findings.

    Raises
    ------
    DefinitionError, ReadError, UsageError
        The plan, a file or an argument cannot be used.
    """
    from kumin.previous import previous_of

    loaded = plan if isinstance(plan, LoadedPlan) else load_plan(plan)
    year = loaded.plan.fiscal_year if fiscal_year is None else fiscal_year
    validated, tables = estimate_answers(loaded, answers, level=level, encoding=encoding, year=year, progress=progress)
    estimates = pl.concat([table for _, table in tables], how="diagonal")
    before = previous_of(previous, loaded, year, store=Path(store) if store else None, level=level)
    surveys = [
        SurveyAnswers(
            key=key,
            plan=loaded.plan,
            questionnaire=loaded.questionnaires[key],
            population=loaded.populations[key],
            coded=found.coded,
            level=level,
            letters=loaded.invited[key],
        )
        for key, found in validated.items()
    ]
    judged = assess(
        loaded.plan,
        surveys,
        estimates,
        fiscal_year=year,
        previous=before.frame if before else None,
        previous_measured=before.measured if before else None,
        level=level,
    )
    findings = pl.concat(
        [found.findings.select(pl.lit(key).alias("survey"), pl.all()) for key, found in validated.items()]
    )
    options = {
        "fiscal_year": year, "level": level, "encoding": encoding, "previous": str(before.path) if before else None,
    }  # fmt: skip
    return Result(
        plan=loaded,
        fiscal_year=year,
        judgements=judged.judgements,
        estimates=estimates,
        findings=findings,
        answers=validated,
        manifest=make_manifest(loaded, [table for found in validated.values() for table in found.tables], options),
        frames=judged.frames,
        previous=before,
    )


def estimate_answers(
    loaded: LoadedPlan,
    answers: AnswerFiles,
    *,
    level: float = 0.95,
    encoding: str | None = None,
    year: int | None = None,
    progress: Progress | None = None,
) -> tuple[dict[str, Answers], list[tuple[str, pl.DataFrame]]]:
    """Read, validate and estimate every survey that has answers.

    Returns
    -------
    tuple
        Validated answers by survey key, and (survey key, estimates) in the plan's order.
    """
    from kumin.responses import validate_files

    validated = {
        key: validate_files(paths, _questionnaire(loaded, key, year), encoding=encoding, progress=progress)
        for key, paths in answer_files(loaded, answers).items()
    }
    return validated, [
        (key, estimate_survey(loaded, key, found.coded, level=level)) for key, found in validated.items()
    ]


def judge_published(plan: str | Path | LoadedPlan, *, level: float = 0.95) -> Result:
    """Judge the percentages a plan states itself (``result``), without raw answers.

    Raises
    ------
    DefinitionError
        The plan cannot be used.
    UsageError
        The plan states no result.
    """
    loaded = plan if isinstance(plan, LoadedPlan) else load_plan(plan)
    sizes = {key: population.total if population else None for key, population in loaded.populations.items()}
    estimates = published_estimates(loaded.plan, sizes, level=level)
    if estimates.is_empty() and not any(item.unit and item.result for _, item in loaded.plan.indicators()):
        raise UsageError("plan_without_results", path=loaded.path)
    judged = assess(loaded.plan, [], estimates, level=level)
    return Result(
        plan=loaded,
        fiscal_year=loaded.plan.fiscal_year,
        judgements=judged.judgements,
        estimates=estimates,
        findings=pl.DataFrame(),
        answers={},
        manifest=make_manifest(loaded, [], {"level": level}),
        frames=judged.frames,
    )


def _questionnaire(loaded: LoadedPlan, key: str, year: int | None) -> Questionnaire:
    """Return a survey's questionnaire; answers may be of the days the plan says, unless it says its own."""
    questionnaire = loaded.questionnaires[key]
    period = loaded.plan.surveys[key].period
    if questionnaire.period or period is None or year not in {None, loaded.plan.fiscal_year}:
        return questionnaire
    return questionnaire.model_copy(update={"period": period})


def answer_files(loaded: LoadedPlan, answers: AnswerFiles) -> dict[str, tuple[Path, ...]]:
    """Find the answer files of each survey, in the plan's order.

    Raises
    ------
    UsageError
        An unknown survey is named, the folder is missing or holds no survey's file, or one file in two formats.
    """
    known = loaded.plan.surveys
    if isinstance(answers, Mapping):
        for key in answers:
            if key not in known:
                raise UsageError("survey_not_in_plan", survey=key, **choices(key, known))
        if not answers:
            raise UsageError("answers_none")
        return {key: _paths(answers[key]) for key in known if key in answers}
    folder = Path(answers)
    if not folder.is_dir():
        raise UsageError("answers_folder_missing", path=folder)
    found: dict[str, tuple[Path, ...]] = {}
    names_in_folder = sorted(path.name for path in folder.iterdir() if path.is_file())
    for key in known:
        candidates = {name: stem for name in names_in_folder if (stem := _stem(name)) and _owner(stem, known) == key}
        twice = [name for name, stem in candidates.items() if list(candidates.values()).count(stem) > 1]
        if twice:
            raise UsageError("answers_twice", path=folder, survey=key, files=", ".join(twice))
        if candidates:
            found[key] = tuple(folder / name for name in candidates)
    if not found:
        names = ", ".join(f"{key}.csv" for key in known)
        raise UsageError("answers_folder_empty", path=folder, names=names)
    return found


def _paths(given: str | Path | Sequence[str | Path]) -> tuple[Path, ...]:
    return (Path(given),) if isinstance(given, str | Path) else tuple(map(Path, given))


def _stem(name: str) -> str:
    """Return a file's name without what says its format; empty where it is no format of answers."""
    suffix = max((s for s in ANSWER_SUFFIXES if name.lower().endswith(s)), key=len, default="")
    return name[: -len(suffix)] if suffix else ""


def _owner(stem: str, known: Mapping[str, object]) -> str:
    """Return the survey a file belongs to: ``residents`` or ``residents_web``; the longest name that fits."""
    fitting = [key for key in known if stem == key or stem.startswith((f"{key}_", f"{key}-"))]
    return max(fitting, key=len, default="")


def estimate_survey(loaded: LoadedPlan, key: str, coded: pl.DataFrame, *, level: float = 0.95) -> pl.DataFrame:
    """Estimate every indicator of one survey.

    Parameters
    ----------
    loaded : LoadedPlan
        The definitions.
    key : str
        The survey.
    coded : DataFrame
        Its coded answers.
    level : float
        Confidence level.

    Returns
    -------
    DataFrame
        See :class:`Result`.
    """
    questionnaire, population = loaded.questionnaires[key], loaded.populations[key]
    if population is not None and population.total < coded.height:
        raise UsageError("population_too_small", survey=key, population=population.total, rows=coded.height)
    estimates = estimate_indicators(
        coded,
        questionnaire,
        [indicator for _, indicator in loaded.plan.indicators(key)],
        method=loaded.plan.surveys[key].interval,
        level=level,
        population=population.total if population else None,
    )
    if not loaded.plan.surveys[key].has_sampling_error:
        estimates = without_error(estimates)
    return estimates.select(pl.lit(key).alias("survey"), pl.all())


__all__ = [
    "Result",
    "answer_files",
    "asked_of",
    "base_of",
    "estimate_answers",
    "estimate_survey",
    "judge_published",
    "run",
]
