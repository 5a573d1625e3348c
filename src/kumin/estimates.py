"""What to estimate of a plan's surveys: whose answers are where, and every indicator of each survey."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from kumin.definitions import LoadedPlan, Questionnaire
from kumin.errors import UsageError, choices
from kumin.judgement.measures import without_error
from kumin.judgement.measures.drawn import people_by_stratum
from kumin.judgement.surveys.survey import SurveyAnswers

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from kumin.responses import Answers, Progress

AnswerFiles = str | Path | Sequence[str | Path] | Mapping[str, str | Path | Sequence[str | Path]]
"""A folder; a file or several of a plan's one survey; or for each survey a file or several."""

ANSWER_FOLDERS = ("回答", "answers")
"""Names of the folder beside a plan where its answers are looked for."""


def estimate_answers(
    loaded: LoadedPlan,
    answers: AnswerFiles | None,
    *,
    level: float = 0.95,
    encoding: str | None = None,
    year: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> tuple[dict[str, Answers], list[tuple[str, pl.DataFrame]]]:
    """Read, validate and estimate every survey that has answers.

    Returns
    -------
    tuple
        Validated answers by survey key, and (survey key, estimates) in the plan's order.
    """
    # Polars reads without Python, which has the time to load what every interval is worked out with
    threading.Thread(target=_load, args=("scipy.special",), daemon=True).start()
    validated = read_surveys(loaded, answers, encoding=encoding, year=year, progress=progress, executor=executor)
    return validated, [
        (key, estimate_survey(loaded, key, found.coded, level=level)) for key, found in validated.items()
    ]


def _load(library: str) -> None:
    with suppress(ImportError):  # it is told where the library is used
        import_module(library)


def read_surveys(
    loaded: LoadedPlan,
    answers: AnswerFiles | None,
    *,
    encoding: str | None = None,
    year: int | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> dict[str, Answers]:
    """Read and validate every survey that has answers, by its key.

    Raises
    ------
    UsageError
        As of :func:`answer_files`; or a survey has more answers, or sampling units, than its population or a stratum.
    """
    from kumin.responses import validate_files

    validated = {
        key: validate_files(
            paths, questionnaire_used(loaded, key, year), encoding=encoding, progress=progress, executor=executor
        )
        for key, paths in answer_files(loaded, answers).items()
    }
    for key, found in validated.items():
        _check_sizes(loaded, key, found.coded)
    return validated


def _check_sizes(loaded: LoadedPlan, key: str, coded: pl.DataFrame) -> None:
    """Refuse more answers, or more sampling units, than there are in the population or in a stratum."""
    _check_population(loaded, key, coded)
    _check_strata(loaded, key, coded)
    _check_units(loaded, key, coded)


def _check_population(loaded: LoadedPlan, key: str, coded: pl.DataFrame) -> None:
    population = loaded.populations[key]
    if population is not None and population.total < coded.height:
        raise UsageError("population_too_small", survey=key, population=population.total, rows=coded.height)


def _check_strata(loaded: LoadedPlan, key: str, coded: pl.DataFrame) -> None:
    """Refuse a stratum with more answers than people."""
    design = loaded.plan.surveys[key].design
    if design is None or not design.strata:
        return
    people = people_by_stratum(design, loaded.populations[key])
    counts = coded.group_by(design.strata).len().drop_nulls().sort(design.strata)
    for code, rows in counts.iter_rows():
        if rows > people.get(code, rows):
            stratum = _stratum_words(loaded, key, design.strata, code)
            raise UsageError(
                "stratum_population_too_small", survey=key, stratum=stratum, population=people[code], rows=rows
            )


def _check_units(loaded: LoadedPlan, key: str, coded: pl.DataFrame) -> None:
    """Refuse a number of primary sampling units in the population that is smaller than those of the answers."""
    design = loaded.plan.surveys[key].design
    if design is None or not design.psu:
        return
    found = (
        {None: coded[design.psu].n_unique()}
        if not design.strata
        else dict(coded.group_by(design.strata).agg(pl.col(design.psu).n_unique()).iter_rows())
    )
    for code, units in sorted(found.items(), key=str):
        psus = design.psus if code is None else None if code not in design.sizes else design.sizes[code].psus
        if psus is not None and units > psus:
            said = UsageError("design_psus_fewer", survey=key, psu=design.psu, units=units, psus=psus)
            if code is not None:
                stratum = _stratum_words(loaded, key, design.strata, code)
                of = "design_psus_fewer_of"
                said = UsageError(of, survey=key, stratum=stratum, psu=design.psu, units=units, psus=psus)
            raise said


def _stratum_words(loaded: LoadedPlan, key: str, question: str, code: int) -> str:
    """Return the words of a stratum's option."""
    options = getattr(loaded.questionnaires[key].by_id.get(question), "options", {})
    return str(getattr(options.get(code), "label", code))


def questionnaire_used(loaded: LoadedPlan, key: str, year: int | None = None) -> Questionnaire:
    """Return a survey's questionnaire as the plan uses it.

    Answers must have what the survey's design reads, and may be of the days the plan says, unless it says its own.
    """
    questionnaire = loaded.questionnaires[key]
    period, design = loaded.plan.surveys[key].period, loaded.plan.surveys[key].design
    if design is not None:
        questionnaire = questionnaire.model_copy(update={"needed": {**questionnaire.needed, **design.needed}})
    if questionnaire.period or period is None or year not in {None, loaded.plan.fiscal_year}:
        return questionnaire
    return questionnaire.model_copy(update={"period": period})


def own_answers(loaded: LoadedPlan) -> Path | None:
    """Return the folder of answers beside a plan; None where there is none."""
    return next((one for name in ANSWER_FOLDERS if (one := loaded.path.parent / name).is_dir()), None)


def answer_files(loaded: LoadedPlan, answers: AnswerFiles | None) -> dict[str, tuple[Path, ...]]:
    """Find the answer files of each survey, in the plan's order.

    None is the folder of answers beside the plan.

    Raises
    ------
    UsageError
        An unknown survey is named, the folder is missing or holds no survey's file, one file in two formats, or a file
        is given and the plan has several surveys.
    """
    known = loaded.plan.surveys
    if isinstance(answers, Mapping):
        for key in answers:
            if key not in known:
                raise UsageError("survey_not_in_plan", survey=key, **choices(key, known))
        if not answers:
            raise UsageError("answers_none")
        return {key: _paths(answers[key]) for key in known if key in answers}
    if answers is None:
        folder = own_answers(loaded)
        if folder is None:
            names = " / ".join(ANSWER_FOLDERS)
            raise UsageError("answers_not_given", path=loaded.path, folders=names, example=_example(known))
        return _in_folder(loaded, folder)
    paths = _paths(answers)
    if len(paths) == 1 and (paths[0].is_dir() or not paths[0].exists()):
        return _in_folder(loaded, paths[0])
    if not paths:
        raise UsageError("answers_none")
    if len(known) != 1:
        raise UsageError("answers_of_which", path=paths[0], known=", ".join(known), example=_example(known))
    return {next(iter(known)): paths}


def _example(known: Mapping[str, object]) -> str:
    """Write how the first survey's answers are named."""
    return f"--answers {next(iter(known), 'SURVEY')}=FILE"


def _in_folder(loaded: LoadedPlan, folder: Path) -> dict[str, tuple[Path, ...]]:
    """Find each survey's files by their names; of a plan's one survey, whatever their names are."""
    known = loaded.plan.surveys
    if not folder.is_dir():
        raise UsageError("answers_folder_missing", path=folder)
    found: dict[str, tuple[Path, ...]] = {}
    files = (path.name for path in folder.iterdir() if path.is_file())
    names_in_folder = sorted(name for name in files if not name.startswith(("~$", ".")))
    for key in known:
        candidates = {name: stem for name in names_in_folder if (stem := _stem(name)) and _owner(stem, known) == key}
        twice = [name for name, stem in candidates.items() if list(candidates.values()).count(stem) > 1]
        if twice:
            raise UsageError("answers_twice", path=folder, survey=key, files=", ".join(twice))
        if candidates:
            found[key] = tuple(folder / name for name in candidates)
    others = [name for name in names_in_folder if _stem(name)]
    if not found and len(known) == 1 and others:
        return {next(iter(known)): tuple(folder / name for name in others)}
    if not found:
        if len(known) == 1:
            raise no_answers_in(folder)
        names = ", ".join(f"{key}.csv" for key in known)
        raise UsageError("answers_folder_of_none", path=folder, names=names)
    return found


def no_answers_in(folder: Path) -> UsageError:
    """Make the error of a folder in which no file can be one of answers."""
    from kumin.responses.readers import answer_suffixes

    return UsageError("answers_folder_empty", path=folder, known=" ".join(answer_suffixes(packed=False)))


def unused_answers(loaded: LoadedPlan, answers: AnswerFiles | None) -> tuple[str, ...]:
    """Name the files of a folder of answers that are of no survey of the plan by their names, and so were not read."""
    one = own_answers(loaded) if answers is None else answers
    if not isinstance(one, str | Path) or not Path(one).is_dir():
        return ()
    used = {path.name for paths in answer_files(loaded, answers).values() for path in paths}
    names = (path.name for path in Path(one).iterdir() if path.is_file() and not path.name.startswith(("~$", ".")))
    return tuple(sorted(name for name in names if _stem(name) and name not in used))


def _paths(given: str | Path | Sequence[str | Path]) -> tuple[Path, ...]:
    return (Path(given),) if isinstance(given, str | Path) else tuple(map(Path, given))


def _stem(name: str) -> str:
    """Return a file's name without what says its format; empty where it is no format of answers."""
    from kumin.responses.readers import answer_suffixes

    suffix = max((s for s in answer_suffixes() if name.lower().endswith(s)), key=len, default="")
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
    _check_sizes(loaded, key, coded)
    population = loaded.populations[key]
    answers = SurveyAnswers(
        key=key,
        plan=loaded.plan,
        questionnaire=loaded.questionnaires[key],
        population=population,
        coded=coded,
        level=level,
    )
    estimates = answers.estimates()
    if not loaded.plan.surveys[key].has_sampling_error:
        estimates = without_error(estimates)
    return estimates.select(pl.lit(key).alias("survey"), pl.all())
