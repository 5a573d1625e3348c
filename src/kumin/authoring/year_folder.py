"""A year's folder: its plan, its questionnaire, its answers, and the state it is in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from kumin.authoring.to_do import KINDS, ToDo, plan_to_do, questionnaire_to_do, tree_to_do
from kumin.definitions import LoadedPlan, Questionnaire, load_plan
from kumin.definitions.files.plan_file import find_plan, plan_tree
from kumin.definitions.files.questionnaire_file import read_questionnaire
from kumin.definitions.files.read import read_tree
from kumin.definitions.files.tree import Tree
from kumin.definitions.population import load_population
from kumin.errors import DefinitionError, KuminError
from kumin.estimates import ANSWER_FOLDERS, no_answers_in
from kumin.messages import text
from kumin.past.store import find_results, read_result, result_folders
from kumin.responses.readers import answer_suffixes

_FAULTS = 8


@dataclass(frozen=True, slots=True)
class YearFolder:
    """What a year's folder holds.

    Attributes
    ----------
    plan : Path
        The plan's file.
    tree : Tree
        Its plain values.
    loaded : LoadedPlan, optional
        The plan, where it can be used.
    fault : KuminError, optional
        Why it cannot.
    """

    plan: Path
    tree: Tree
    loaded: LoadedPlan | None
    fault: KuminError | None

    @property
    def folder(self) -> Path:
        """The folder."""
        return self.plan.parent

    def value(self, key: str) -> object:
        """Return a value of the plan."""
        return self.tree.value.get(key)

    def surveys(self) -> dict[str, dict[str, Any]]:
        """Return the plain values of each survey."""
        surveys = self.tree.value.get("surveys")
        found = surveys.items() if isinstance(surveys, dict) else ()
        return {str(key): survey for key, survey in found if isinstance(survey, dict)}

    def questionnaires(self) -> dict[str, Path]:
        """Return the questionnaire's file of each survey that names one."""
        files = {key: survey.get("questionnaire") for key, survey in self.surveys().items()}
        return {key: self.folder / str(file) for key, file in files.items() if file}

    def population_files(self) -> dict[str, Path]:
        """Return the file or sheet of each survey's population, where it is no mere number."""
        files = {key: survey.get("population") for key, survey in self.surveys().items()}
        return {key: self.folder / file for key, file in files.items() if isinstance(file, str)}

    def answer_files(self) -> list[Path]:
        """List the files of answers in its folder of answers."""
        return [path for folder in self._answer_folders() for path in answers_in(folder)]

    def _answer_folders(self) -> Iterator[Path]:
        yield from (path for name in ANSWER_FOLDERS if (path := self.folder / name).is_dir())

    def has_result(self) -> bool:
        """Whether a result of the year is where results are looked for."""
        ward, year = self.value("ward"), self.value("fiscal_year")
        for path in find_results(result_folders(self.folder)):
            try:
                found = read_result(path)
            except KuminError:
                continue
            if (found.ward, found.fiscal_year) == (ward, year):
                return True
        return False


def answers_in(folder: Path) -> list[Path]:
    """List the files of a folder that may be answers, by their names."""
    endings = tuple(answer_suffixes())
    return [
        path
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name.lower().endswith(endings) and not path.name.startswith(("~$", "."))
    ]


def answers_at(path: Path) -> list[Path]:
    """List the answers that a path names: the file, or all in the folder.

    Raises
    ------
    UsageError
        It is a folder without any.
    """
    if not path.is_dir():
        return [path]
    if not (found := answers_in(path)):
        raise no_answers_in(path)
    return found


def year_folder(path: Path) -> YearFolder:
    """Read a year's folder, given as the folder or its plan; the plan need not be finished.

    Raises
    ------
    DefinitionError
        There is no plan, or its file cannot be read.
    """
    plan = find_plan(path) if path.is_dir() else path
    tree = plan_tree(plan)
    try:
        return YearFolder(plan, tree, load_plan(plan), None)
    except DefinitionError as error:
        return YearFolder(plan, tree, None, error)


def year_to_do(year: YearFolder, lang: str | None) -> list[ToDo]:
    """List what is still to do in a year's folder.

    Parameters
    ----------
    year : YearFolder
    lang : {"ja", "en"}, optional
        Language of the faults of a plan that cannot be used.
    """
    if year.loaded is not None:
        found = plan_to_do(year.loaded)
    else:
        found = [one for path in _each(year.questionnaires()) for one in _of_questionnaire(path, lang)]
        found += tree_to_do(year.tree)
        found += _of_populations(year, lang)
        found += _faults(year, found, lang)
    if not year.answer_files():
        found.append(ToDo("answers", {"folder": text("file_answers", lang)}))
    fiscal = year.value("fiscal_year")
    if fiscal is not None and not year.has_result():
        out = f"{text('file_results', lang)}/{fiscal}"
        found.append(ToDo("result", {"folder": shown_folder(year.folder), "out": out}))
    return found


def judged_kinds(year: YearFolder, found: Sequence[ToDo]) -> set[str]:
    """Return the kinds of which something was there to look at: of an indicator that is not there nothing is done."""
    kinds, open_ = set(KINDS), {one.kind for one in found}
    if open_ & {"issues", "indicators"}:
        kinds -= {"targets", "past", "values", "faults", "as_of"}
    if "questions" in open_ or not year.questionnaires():
        kinds -= {"title", "labels", "numbers", "asked"}
    if not any(year.population_files()):
        kinds.discard("table")
    populations = year.loaded.populations.values() if year.loaded is not None else ()
    if not any(one is not None and one.about is not None for one in populations):
        kinds.discard("as_of")
    return kinds


def unused_path(folder: Path, stem: str, suffix: str = "") -> Path:
    """Return the first of 下書き, 下書き2, 下書き3 … that a folder does not hold."""
    names = (f"{stem}{number if number > 1 else ''}{suffix}" for number in count(1))
    return next(path for name in names if not (path := folder / name).exists())


def shown_folder(folder: Path) -> str:
    """Return a folder as it is typed after a command: below the folder one is in, else whole; in quotes with spaces."""
    whole = folder.absolute()
    try:
        shown = str(whole.relative_to(Path.cwd()))
    except ValueError:
        shown = str(whole)
    return f'"{shown}"' if " " in shown or "\u3000" in shown else shown


def _each(files: dict[str, Path]) -> list[Path]:
    return list(dict.fromkeys(files.values()))


def _of_questionnaire(path: Path, lang: str | None) -> list[ToDo]:
    try:
        if not read_tree(path, Questionnaire).value.get("questions"):
            return [ToDo("questions", {}, path)]
        questionnaire, _ = read_questionnaire(path)
    except DefinitionError as error:
        return [ToDo("faults", {"words": line}) for line in _lines(error, lang)]
    return questionnaire_to_do(path, questionnaire.title)


def _of_populations(year: YearFolder, lang: str | None) -> Iterator[ToDo]:
    """Say what keeps a table of people from being read, before there is a plan that could say it."""
    for key, path in year.population_files().items():
        try:
            questionnaire, _ = read_questionnaire(year.questionnaires()[key])
        except (KeyError, DefinitionError):
            continue  # that is said by itself
        try:
            load_population(path, questionnaire)
        except DefinitionError as error:
            title = year.surveys()[key].get("title") or key
            yield ToDo("table", {"survey": title, "words": _alone(error).message(lang)})


def _faults(year: YearFolder, known: Sequence[ToDo], lang: str | None) -> Iterator[ToDo]:
    """Word what keeps the plan from being used, but for what the list says in words of its own."""
    kinds = {one.kind for one in known}
    if year.fault is None or kinds & {"issues", "indicators", "faults"}:
        return
    said = {one.place.cell for one in known if one.place}
    for error in (year.fault, *year.fault.details):
        if error.cell and error.cell in said and error.code == "missing_key":
            continue
        yield ToDo("faults", {"words": _alone(error).message(lang)})


def _alone(error: KuminError) -> KuminError:
    """Return an error without its details and without the folder of its file."""
    return type(error)(
        error.code, path=Path(error.path).name if error.path else None, line=error.line, column=error.column,
        cell=error.cell, **error.params,
    )  # fmt: skip


def _lines(error: KuminError, lang: str | None) -> list[str]:
    return error.message(lang).splitlines()[:_FAULTS]
