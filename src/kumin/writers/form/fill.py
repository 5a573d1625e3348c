"""Fill a ward's own form."""

from __future__ import annotations

import json
from pathlib import Path

from kumin.errors import UsageError
from kumin.messages import language, text
from kumin.past.store import MAX_BYTES, RESULT_FILE
from kumin.reading import read_file
from kumin.words.forms.values import FormValues
from kumin.writers.atomic import all_or_nothing_file
from kumin.writers.form import excel, word
from kumin.writers.form.beside import fill_beside
from kumin.writers.form.package import Package, open_template
from kumin.writers.form.placeholders import Notes

FORM = "form"
"""Key of result.json that holds the values of a form."""


def read_values(path: Path) -> FormValues:
    """Read the values of a run from its result.json, given as the file or its folder.

    Raises
    ------
    UsageError
        There is none, it is no result of kumin, or one of a version that kept no values of a form.
    """
    path = path / RESULT_FILE if path.is_dir() else path
    if not path.is_file():
        raise UsageError("result_missing", path=path)
    try:
        data = json.loads(read_file(path, MAX_BYTES, UsageError))
        if FORM not in data and "judgements" in data:
            raise UsageError("form_result_old", path=path)
        return FormValues.of_record(data[FORM])
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError):
        raise UsageError("result_unreadable", path=path) from None


def fill_template(template: Path, out: Path, values: FormValues, lang: str | None = None) -> Notes:
    """Fill a template and write it under another name.

    Parameters
    ----------
    template : Path
        A Word or Excel file: with placeholders (``{{1-1.実績}}``), or where it has none, with the indicators' texts.
    out : Path
        The file to write, of the template's kind. One that exists is not overwritten: it may have been edited.
    values : FormValues
        The values of a run.
    lang : {"ja", "en"}, optional
        Language of the places named.

    Returns
    -------
    placeholders.Notes
        What was filled in and what was not, each with its place.

    Raises
    ------
    UsageError
        The template cannot be used (a broken placeholder is named with its place), or ``out`` cannot be written.
    """
    package = open_template(template)
    if template.suffix[1:3].lower() != package.kind[:2]:
        raise UsageError("form_suffix", path=template, kind=package.kind)
    if out.exists() and out.resolve() == template.resolve():
        raise UsageError("form_out_is_template", path=out)
    if out.exists():
        raise UsageError("form_out_exists", path=out)
    if out.suffix.lower() != template.suffix.lower():
        raise UsageError("form_out_suffix", path=out, suffix=template.suffix)
    notes = Notes()
    changed = (_word if package.kind == "docx" else _excel)(package, values, notes, language(lang))
    if broken := notes.of("broken"):
        places = text("rep_list_joiner", lang).join(f"{one.place}: {one.name}" for one in broken)
        raise UsageError("form_placeholder_broken", path=template, count=len(broken), places=places)
    with all_or_nothing_file(out) as path:
        package.write(path, changed)
    return notes


def _with_placeholders(notes: Notes) -> bool:
    return bool(notes.notes)


def _word(package: Package, values: FormValues, notes: Notes, lang: str) -> dict[str, object]:
    trees = word.text_parts(package)
    changed = word.fill_paragraphs(trees, values, notes, lang)
    if not _with_placeholders(notes):
        name = "word/document.xml"
        fill_beside(list(word.tables(trees[name], name, lang)), values, notes)
        changed = {name} if notes.of("matched") else set()
    return {name: trees[name] for name in changed}


def _excel(package: Package, values: FormValues, notes: Notes, lang: str) -> dict[str, object]:
    book = excel.Book(package, lang)
    excel.fill_cells(book, values, notes)
    if not _with_placeholders(notes):
        fill_beside(list(excel.tables(book)), values, notes)
        if book.changed and book.has_formulas:
            excel.calculate_anew(book)
    return {name: book.trees[name] for name in book.changed}
