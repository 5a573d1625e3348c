"""Definitions from YAML to workbooks and back, everything a plan refers to with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kumin.definitions import load_plan, load_questionnaire
from kumin.definitions.files.load import plan_values
from kumin.definitions.files.plan_file import file_is_plan
from kumin.definitions.files.questionnaire_file import questionnaire_values
from kumin.definitions.files.read import is_workbook
from kumin.definitions.lenient.references import Asked, asked_in
from kumin.definitions.population import population_values
from kumin.errors import DefinitionError
from kumin.messages import LANGUAGES, text
from kumin.workbooks.draft_marks import asked_marks
from kumin.workbooks.drafts import remarks
from kumin.workbooks.writing import PopulationSheet, write_plan, write_questionnaire
from kumin.workbooks.yaml_files import write_questionnaire_yaml, write_yaml

QUESTIONNAIRE_YAML = "questionnaire.yaml"


def workbook_name(file: str, lang: str) -> str:
    """Name the workbook of a questionnaire: 調査票_residents.xlsx of residents.yaml.

    Answers of a survey are looked for by its key, so that the workbook is not named by it alone.
    """
    stem = Path(yaml_name(file)).stem
    base = text("file_questionnaire", lang)
    return f"{base}.xlsx" if stem == "questionnaire" else f"{base}_{stem}.xlsx"


def yaml_name(file: str) -> str:
    """Name the YAML file of a questionnaire's workbook."""
    stem = Path(file).stem
    for lang in LANGUAGES:
        base = text("file_questionnaire", lang)
        if stem == base:
            return QUESTIONNAIRE_YAML
        stem = stem.removeprefix(f"{base}_")
    return f"{stem}.yaml"


def plan_to_workbooks(
    plan: Path,
    folder: Path,
    lang: str,
    revise: Callable[[dict[str, Any]], None] | None = None,
) -> list[str]:
    """Write a plan, its questionnaires and its populations as workbooks into a folder.

    What a draft of a questionnaire leaves to a person goes with it.

    Parameters
    ----------
    plan : Path
        The plan's file or folder.
    folder : Path
        Where the workbooks go.
    lang : {"ja", "en"}
        Language of the headings.
    revise : callable, optional
        Changes the plain values of the plan and of each questionnaire before they are written.

    Raises
    ------
    DefinitionError
        The plan cannot be used, or what was written is not the same plan.
    """
    loaded = load_plan(plan)
    values = plan_values(loaded.path)
    home, names = loaded.path.parent, []
    plan_name = f"{text('file_plan', lang)}.xlsx"
    sheets: dict[str, PopulationSheet] = {}
    asked: dict[str, list[Asked]] = {}
    for key, survey in values["surveys"].items():
        file = survey["questionnaire"]
        asked[key] = asked_in(loaded.questionnaires[key])
        survey["questionnaire"] = workbook_name(file, lang)
        if survey["questionnaire"] not in names:
            names.append(survey["questionnaire"])
            _write_workbook(home / file, folder / survey["questionnaire"], lang, revise)
        for which, code in (("population", "sheet_population"), ("invited_by", "sheet_letters")):
            given = survey.get(which)
            if isinstance(given, str):
                if given not in sheets:
                    known = [one.name for one in sheets.values()]
                    sheets[given] = _population_sheet(home / given, _free(text(code, lang), known))
                survey[which] = sheets[given].name
    if revise is not None:
        revise(values)
    write_plan(values, folder / plan_name, lang=lang, asked=asked, populations=sheets.values())
    if revise is None:
        _same_plan(loaded, load_plan(folder / plan_name), folder / plan_name)
    return [plan_name, *names]


def _write_workbook(
    source: Path, path: Path, lang: str, revise: Callable[[dict[str, Any]], None] | None = None
) -> None:
    """Write a questionnaire's file as a workbook, with what is still to be decided in a sheet to tick off."""
    values = questionnaire_values(source)
    if revise is not None:
        revise(values)
    memos = {} if is_workbook(source) else remarks(source.read_text(encoding="utf-8-sig"), asked=False)
    to_check = [(mark.of, text("draft_asks", lang, words=mark.words)) for mark in asked_marks(source)]
    write_questionnaire(values, path, lang=lang, memos=memos, to_check=to_check)


def _free(name: str, taken: list[str]) -> str:
    return next(one for one in (name, *(f"{name}{n}" for n in range(2, 99))) if one not in taken)


def _population_sheet(path: Path, name: str) -> PopulationSheet:
    about, table = population_values(path)
    rows = [
        tuple(int(cell) if cell and cell.isdecimal() and cell == str(int(cell)) else cell for cell in row)
        for row in table.iter_rows()
    ]
    return PopulationSheet(name, tuple(table.columns), rows, about)


def _same_plan(before: Any, after: Any, path: Path) -> None:
    """Make sure that nothing was lost."""
    files = {"questionnaire": "", "population": None, "invited_by": None}
    plans = [
        one.plan.model_copy(
            update={"surveys": {key: item.model_copy(update=files) for key, item in one.plan.surveys.items()}}
        )
        for one in (before, after)
    ]
    asked = [dict(one.questionnaires) for one in (before, after)]
    people = [
        {
            key: (item.total, item.dimensions, item.cells.sort(item.dimensions).rows()) if item else None
            for one_ in (one.populations, one.invited)
            for key, item in one_.items()
        }
        for one in (before, after)
    ]
    if plans[0].model_dump() != plans[1].model_dump() or asked[0] != asked[1] or people[0] != people[1]:
        raise DefinitionError("convert_not_the_same", path=path)


def plan_to_yaml(plan: Path, folder: Path, lang: str) -> list[str]:
    """Write a plan, its questionnaires and its populations as YAML and CSV into a folder.

    What a draft of a questionnaire leaves to a person goes with it, as comments in ``lang``.

    Raises
    ------
    DefinitionError
        The plan cannot be used, or what was written is not the same plan.
    """
    loaded = load_plan(plan)
    values = plan_values(loaded.path)
    home, names = loaded.path.parent, ["plan.yaml"]
    written: dict[str, str] = {}
    for survey in values["surveys"].values():
        file = survey["questionnaire"]
        survey["questionnaire"] = yaml_name(file)
        if survey["questionnaire"] not in names:
            names.append(survey["questionnaire"])
            write_questionnaire_yaml(home / file, folder / survey["questionnaire"], lang)
        for which in ("population", "invited_by"):
            given = survey.get(which)
            if isinstance(given, str):
                if given not in written:
                    stem = _free(
                        which if which == "population" else "letters", [Path(one).stem for one in written.values()]
                    )
                    written[given] = _write_population(home / given, folder, stem)
                    names += sorted({written[given], f"{stem}.csv"})
                survey[which] = written[given]
    write_yaml(values, folder / "plan.yaml")
    _same_plan(load_plan(plan), load_plan(folder / "plan.yaml"), folder / "plan.yaml")
    return names


def _write_population(path: Path, folder: Path, stem: str) -> str:
    about, table = population_values(path)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.iter_rows())
    (folder / f"{stem}.csv").write_text(stream.getvalue(), encoding="utf-8")
    if about is None:
        return f"{stem}.csv"
    write_yaml({**about, "file": f"{stem}.csv"}, folder / f"{stem}.yaml")
    return f"{stem}.yaml"


def convert(source: Path, folder: Path, lang: str) -> list[str]:
    """Convert a plan (a file or a folder) or a questionnaire: YAML to workbooks, workbooks to YAML.

    Returns
    -------
    list of str
        Names of the files written.

    Raises
    ------
    DefinitionError
        It cannot be used.
    """
    path = load_plan(source).path if source.is_dir() else source
    if file_is_plan(path):
        return plan_to_yaml(path, folder, lang) if is_workbook(path) else plan_to_workbooks(path, folder, lang)
    questionnaire = load_questionnaire(path)
    if is_workbook(path):
        name = yaml_name(path.name)
        write_questionnaire_yaml(path, folder / name, lang)
    else:
        name = workbook_name(path.name, lang)
        _write_workbook(path, folder / name, lang)
    if load_questionnaire(folder / name) != questionnaire:
        raise DefinitionError("convert_not_the_same", path=folder / name)
    return [name]
