"""A year's folder made from what has arrived, and brought up to date when more has."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kumin.authoring.proof import Proven, draft_files, draft_form
from kumin.authoring.published import drafted_issues, into_history, read_published
from kumin.authoring.to_do import ToDo
from kumin.authoring.to_do_list import changed_by_hand, list_name, list_text, sealed
from kumin.authoring.year_folder import (
    YearFolder,
    answers_at,
    answers_in,
    judged_kinds,
    shown_folder,
    unused_path,
    year_folder,
    year_to_do,
)
from kumin.definitions import FileLayout, load_questionnaire
from kumin.definitions.files.plan_file import find_plan
from kumin.definitions.files.read import is_workbook
from kumin.definitions.lenient.references import asked_in
from kumin.definitions.population import population_values
from kumin.errors import DefinitionError, UsageError
from kumin.manifest import digest
from kumin.messages import LANGUAGES, language, text
from kumin.temporary import temporary_folder
from kumin.words import Words
from kumin.workbooks.convert import plan_to_workbooks
from kumin.workbooks.drafts import draft_workbook
from kumin.workbooks.writing import write_plan, write_questionnaire
from kumin.writers.atomic import all_or_nothing, all_or_nothing_file

SURVEY = "residents"
"""Key of the survey that a new folder has."""
_SHOWN = 5
_NO_TABLE = ("population_not_csv", "population_empty")
"""Of a file in which there is no table."""


@dataclass(frozen=True, slots=True)
class Started:
    """What was made of a year's folder.

    Attributes
    ----------
    folder : Path
    written : tuple of Path
        Files that are new.
    lines : tuple of str
        What to tell the user.
    left : tuple of ToDo
        What is still to do.
    """

    folder: Path
    written: tuple[Path, ...]
    lines: tuple[str, ...]
    left: tuple[ToDo, ...]


def folder_of_year(year: int, lang: str | None) -> str:
    """Name the folder of a year: 令和6年度, 2024."""
    return text("start_folder", lang, year=Words.of(lang).named_year(year))


def has_plan(folder: Path) -> bool:
    """Tell whether a folder is a year's already."""
    return folder.is_dir() and find_plan(folder).is_file()


def answer_paths(given: Iterable[Path]) -> list[Path]:
    """List the files of answers that were given, a folder for all in it.

    Raises
    ------
    UsageError
        There is no such file, or no file of answers in the folder.
    """
    found: list[Path] = []
    for path in given:
        if not path.exists():
            raise UsageError("start_answers_missing", path=path)
        found += answers_at(path)
    return list(dict.fromkeys(found))


def start_year(
    folder: Path,
    ward: str,
    year: int,
    answers: Sequence[Path],
    population: Path | None,
    lang: str | None,
    published: Path | None = None,
) -> Started:
    """Make a year's folder: the two workbooks, copies of the answers, the list of what is to do.

    Parameters
    ----------
    folder : Path
        The folder to make; an empty one may exist.
    ward : str
    year : int
        Fiscal year.
    answers : sequence of Path
        Files of answers of one survey; the questionnaire is drafted from them.
    population : Path, optional
        A table of people as it was downloaded, which is copied and named in the plan.
    lang : {"ja", "en"}, optional
    published : Path, optional
        A table of indicators with the values published for earlier years; the plan's indicators are drafted of it.

    Raises
    ------
    UsageError
        The folder holds other things, or cannot be written.
    ReadError
        A file of answers cannot be read.
    DefinitionError
        The table of published values cannot be read, or that of people is none.
    """
    _refuse_others(folder)
    _refuse_same_names(answers, folder / text("file_answers", lang))
    known = read_published(published, year - 1) if published is not None else None
    proven = _draft(answers, lang) if answers else None
    if population is not None:
        _refuse_no_population(population, proven)
    with all_or_nothing(folder) as new:
        book = new / f"{text('file_questionnaire', lang)}.xlsx"
        _write_questionnaire(proven, book, ward, year, lang)
        values = _plan_values(ward, year, book.name, population, lang)
        values["issues"] = drafted_issues(known) if known else []
        asked = {SURVEY: asked_in(load_questionnaire(book))} if proven else None
        plan = new / f"{text('file_plan', lang)}.xlsx"
        write_plan(values, plan, lang=language(lang), asked=asked)
        copies = new / text("file_answers", lang)
        copies.mkdir()
        for path in answers:
            shutil.copyfile(path, copies / path.name)
        if population is not None:
            shutil.copyfile(population, new / population.name)
        names = [plan.name, book.name, *([population.name] if population else [])]
    lines = [*(proven.lines[: proven.first] if proven else ()), _copied(len(answers), folder, lang)]
    if known is not None and published is not None:
        lines += [*known.lines(published, lang), text("published_drafted", lang, name=plan.name)]
    listed, left, said = _write_list(year_folder(folder), lang)
    return Started(folder, (*(folder / name for name in names), listed), (*lines, *said), left)


def update_year(
    folder: Path, ward: str, year: int | None, answers: Sequence[Path], lang: str | None, published: Path | None = None
) -> Started:
    """Add answers to a year's folder and write its list anew; no workbook is changed.

    With values ``published`` for earlier years a new plan stands in a folder of drafts.

    Raises
    ------
    UsageError
        It is the folder of another ward or year, or has another file of the same name.
    ReadError
        A file of answers cannot be read.
    """
    known = year_folder(folder)
    own = known.value("ward"), known.value("fiscal_year")
    if (ward and ward != own[0]) or (year and year != own[1]):
        given = " ".join(str(one) for one in (ward, year) if one)
        raise UsageError("start_other_year", path=folder, ward=own[0], found=own[1], given=given)
    copies = next((path.parent for path in known.answer_files()), folder / text("file_answers", lang))
    _refuse_same_names(answers, copies)
    fresh = [path for path in answers if not (copies / path.name).exists()]
    written, lines = _with_published(known, published, lang) if published is not None else ([], [])
    if fresh:
        before = known.answer_files()
        proven = _draft([*before, *fresh], lang)
        with all_or_nothing(copies) as new:
            for path in fresh:
                shutil.copyfile(path, new / path.name)
        lines += [*proven.lines[: proven.first], _copied(len(fresh), folder, lang)]
        drafted, said = _draft_again(known, proven, lang)
        written += drafted
        lines += said
    listed, left, said = _write_list(year_folder(folder), lang)
    return Started(folder, (*written, listed), (*lines, *said), left)


def _asked(proven: Proven) -> list[tuple[tuple[str, ...], str]]:
    return [(one.ids, one.words) for one in proven.asked]


def _draft(answers: Sequence[Path], lang: str | None) -> Proven:
    form = draft_form(answers[0], lang) if len(answers) == 1 else None
    return form or draft_files(answers, FileLayout(), lang)


def _with_published(known: YearFolder, published: Path, lang: str | None) -> tuple[list[Path], list[str]]:
    """Write a plan with published values in its history beside the one there is."""
    table = read_published(published, int(str(known.value("fiscal_year"))) - 1)
    if known.loaded is None or not is_workbook(known.plan):
        raise UsageError("published_by_hand", path=known.plan)
    counted: list[tuple[int, list[str]]] = []

    def revise(values: dict[str, Any]) -> None:
        if "issues" in values:
            counted.append(into_history(values, table))

    # in a folder of its own: of two plans in one it would not be known which to take
    base = text("file_drafts", lang)
    home = unused_path(known.folder, base)
    with temporary_folder() as place, all_or_nothing(home) as folder:
        plan_to_workbooks(known.plan, place, language(lang), revise)
        shutil.copyfile(place / f"{text('file_plan', lang)}.xlsx", folder / known.plan.name)
    new = home / known.plan.name
    (count, unknown), *_ = counted
    lines = table.lines(published, lang)
    lines.append(text("published_beside", lang, name=known.plan.name, new=new.relative_to(known.folder), count=count))
    if unknown:
        joined = text("list_joiner", lang).join(unknown)
        lines.append(text("published_unknown", lang, count=len(unknown), names=joined))
    return [new], lines


def _draft_again(known: YearFolder, proven: Proven, lang: str | None) -> tuple[list[Path], list[str]]:
    """Write a new draft beside the questionnaire, which people may have changed."""
    base = text("file_questionnaire", lang)
    new = unused_path(known.folder, f"{base}.new", ".xlsx")
    with all_or_nothing_file(new) as path:
        draft_workbook(proven.words, path, language(lang), asked=_asked(proven))
    old = next(iter(known.questionnaires().values()), known.folder / f"{base}.xlsx")
    return [new], [text("start_draft_again", lang, name=old.name, new=new.name)]


def _write_questionnaire(proven: Proven | None, book: Path, ward: str, year: int, lang: str | None) -> None:
    survey = text("start_survey_title", lang)
    about = {
        "id": f"{SURVEY}-{year}",
        "title": text("start_questionnaire_title", lang, ward=ward, year=folder_of_year(year, lang), survey=survey),
    }
    if proven is None:
        write_questionnaire({**about, "questions": []}, book, lang=language(lang))
    else:
        draft_workbook(proven.words, book, language(lang), about, _asked(proven))


def _plan_values(ward: str, year: int, questionnaire: str, population: Path | None, lang: str | None) -> dict[str, Any]:
    survey = {
        "title": text("start_survey_title", lang), "questionnaire": questionnaire,
        "of": text("start_of", lang, ward=ward), **({"population": population.name} if population else {}),
    }  # fmt: skip
    title = text("start_plan_title", lang, ward=ward, year=folder_of_year(year, lang))
    return {
        "id": f"plan-{year}", "title": title, "ward": ward, "fiscal_year": year, "surveys": {SURVEY: survey},
    }  # fmt: skip


def _refuse_others(folder: Path) -> None:
    if folder.is_dir():
        names = [path.name for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
        if names:
            shown = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
            raise UsageError("start_other_folder", path=folder, names=shown)


def _refuse_no_population(path: Path, proven: Proven | None) -> None:
    """Refuse what is no table, or one of answers; what else is to be put right in one is said in the list."""
    try:
        _, table = population_values(path)
    except DefinitionError as error:
        if error.code in _NO_TABLE:
            raise
        return
    for answers in proven.tables if proven is not None else ():
        if 2 * len({*table.columns} & {*answers.headers}) > table.width:
            raise UsageError("start_population_of_answers", path=path)


def _refuse_same_names(answers: Sequence[Path], copies: Path) -> None:
    """Refuse two files of one name; the same file once more is no fault."""
    known = {path.name: path for path in answers_in(copies)} if copies.is_dir() else {}
    for path in answers:
        same = known.setdefault(path.name, path)
        if same is not path and digest(same) != digest(path):
            raise UsageError("start_answers_same_name", path=path, name=path.name, folder=same.parent.name)


def _copied(count: int, folder: Path, lang: str | None) -> str:
    if not count:
        return text("start_no_answers", lang, folder=shown_folder(folder))
    return text("start_copied", lang, count=count, folder=folder / text("file_answers", lang))


def write_list(folder: Path, lang: str | None) -> tuple[Path, tuple[ToDo, ...], list[str]]:
    """Write the list of what is to do in a year's folder; one that was changed by hand is kept beside it.

    Returns
    -------
    tuple
        The list's file, what is left, and what to tell the user.
    """
    return _write_list(year_folder(folder), lang)


def _write_list(year: YearFolder, lang: str | None) -> tuple[Path, tuple[ToDo, ...], list[str]]:
    left = tuple(year_to_do(year, lang))
    known = [path for one in LANGUAGES if (path := year.folder / list_name(one)).is_file()]
    listed = known[0] if known else year.folder / list_name(lang)
    said = []
    if listed.is_file() and changed_by_hand(listed):
        kept = unused_path(year.folder, f"{listed.stem}.old", listed.suffix)
        shutil.copyfile(listed, kept)
        said.append(text("start_list_kept", lang, name=kept.name))
    words = list_text(left, judged_kinds(year, left), str(year.value("title") or ""), shown_folder(year.folder), lang)
    with all_or_nothing_file(listed) as path:
        path.write_bytes(sealed(words))
    return listed, left, said
