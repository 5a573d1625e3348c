"""What tables are made of, as the command line gives it: a plan, or answer files with or without a questionnaire."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kumin.cli.terminal.common import files_alone, parse_answers, say_answers_found, say_understood
from kumin.cli.terminal.streams import say

if TYPE_CHECKING:
    from kumin.definitions import LoadedPlan, Questionnaire
    from kumin.estimates import AnswerFiles

_MOST_TOLD = 8
"""Lines of what is to be checked in a draft; the rest is for ``kumin new``."""


@dataclass(frozen=True, slots=True)
class Source:
    """Definitions with answers to tabulate.

    Attributes
    ----------
    plan : LoadedPlan
        The definitions; of answers without a plan those of :func:`kumin.definitions.files.lone_survey.lone_survey`.
    answers : AnswerFiles or None
        The answers; None: the plan's own.
    notes : tuple of str
        What must stand below the tables.
    """

    plan: LoadedPlan
    answers: AnswerFiles | None
    notes: tuple[str, ...] = ()


def find_source(files: Sequence[Path], answers: Sequence[str], questionnaire: Path | None, lang: str | None) -> Source:
    """Find out what the files of a command are, and say what was taken for what.

    Parameters
    ----------
    files : sequence of Path
        A plan or its folder; a questionnaire, with ``answers``; or answer files of one survey.
    answers : sequence of str
        Values of ``--answers``.
    questionnaire : Path, optional
        Value of ``--questionnaire``.
    lang : {"ja", "en"}, optional
        Language.

    Raises
    ------
    KuminError
        They cannot be used, or not together.
    """
    from kumin.definitions import load_plan
    from kumin.errors import UsageError

    first = files[0]
    kind = "answers" if questionnaire is not None else kind_of(first)
    if kind == "plan":
        if len(files) > 1:
            raise UsageError("tables_one_plan", path=first, other=files[1].name)
        loaded = load_plan(first)
        say_understood(loaded.understood, lang)
        given = parse_answers(tuple(answers))
        say_answers_found(loaded, given, lang)
        return Source(loaded, given)
    if kind == "questionnaire":
        if not answers or len(files) > 1:
            raise UsageError("tables_questionnaire_alone", path=first)
        return _with_questionnaire(files_alone(answers), first, lang)
    if answers:
        raise UsageError("tables_answers_twice", path=first)
    return _with_questionnaire(files, questionnaire, lang) if questionnaire is not None else _drafted(files, lang)


def kind_of(path: Path) -> str:
    """Tell a plan, a questionnaire and answers from each other, as far as the name and a workbook's sheets tell."""
    from kumin.definitions.files.plan_file import file_is_plan
    from kumin.definitions.files.read import WORKBOOKS, YAMLS
    from kumin.workbooks.names import is_questionnaire_workbook

    suffix = path.suffix.lower()
    if path.is_dir() or (not path.exists() and suffix in {"", *YAMLS}):
        return "plan"
    if suffix in YAMLS:
        return "plan" if file_is_plan(path) else "questionnaire"
    if suffix in WORKBOOKS and path.is_file():
        if file_is_plan(path):
            return "plan"
        return "questionnaire" if is_questionnaire_workbook(path) else "answers"
    return "answers"


def _with_questionnaire(files: Sequence[Path], path: Path, lang: str | None) -> Source:
    from kumin.definitions import read_questionnaire
    from kumin.messages import text

    definition, understood = read_questionnaire(path)
    say_understood(understood, lang)
    say(text("tables_from_questionnaire", lang, questionnaire=path.name, files=_names(files)), err=True)
    return _alone(definition, path, files, (), lang)


def _drafted(files: Sequence[Path], lang: str | None) -> Source:
    """Draft the questionnaire as ``kumin new`` does, and say what it was taken for."""
    from kumin.authoring.proof import draft_files, questionnaire_of
    from kumin.definitions import FileLayout
    from kumin.messages import text

    proven = draft_files(files, FileLayout(), lang)
    definition = questionnaire_of(proven.words, files[0])
    definition = definition.model_copy(update={"title": _names(files)})
    count = len(definition.questions)
    say(text("tables_drafted", lang, files=_names(files), count=count, kinds=_kinds(definition, lang)), err=True)
    for line in _folded([*proven.lines[: proven.first], *(one.line(lang) for one in proven.asked)], lang):
        say(line, err=True)
    unsure = len({id_ for one in proven.asked for id_ in one.ids})
    say(text("tables_draft_unsure", lang, count=unsure) if unsure else text("tables_draft_sure", lang), err=True)
    note = text("tables_draft_note", lang, count=count, unsure=unsure)
    return _alone(definition, files[0], files, (note,), lang)


def _folded(lines: Sequence[str], lang: str | None) -> Iterator[str]:
    from kumin.messages import text

    yield from lines[:_MOST_TOLD]
    if len(lines) > _MOST_TOLD:
        yield text("tables_draft_more", lang, count=len(lines) - _MOST_TOLD)


def _alone(
    definition: Questionnaire, path: Path, files: Sequence[Path], notes: tuple[str, ...], lang: str | None
) -> Source:
    from kumin.definitions.files.lone_survey import KEY, lone_survey
    from kumin.messages import text

    loaded = lone_survey(_with_attributes(definition, lang), path)
    return Source(loaded, {KEY: list(files)}, (*notes, text("tables_design_unknown", lang)))


def _with_attributes(definition: Questionnaire, lang: str | None) -> Questionnaire:
    """Take sex, age and the like for attributes where the questionnaire names none, and say so."""
    from kumin.authoring.columns.attributes import is_attribute
    from kumin.definitions.lenient.references import question_name
    from kumin.messages import text

    if any(one.attribute for one in definition.questions):
        return definition
    found = [one for one in definition.questions if is_attribute(one)]
    if not found:
        return definition
    names = text("list_joiner", lang).join(question_name(one) for one in found)
    say(text("tables_attributes", lang, names=names), err=True)
    questions = tuple(
        one.model_copy(update={"attribute": True}) if one in found else one for one in definition.questions
    )
    return definition.model_copy(update={"questions": questions})


def _kinds(definition: Questionnaire, lang: str | None) -> str:
    from collections import Counter

    from kumin.messages import text

    counts = Counter(one.type for one in definition.questions)
    # a workbook lists several spellings of a type
    words = {kind: text(f"word_{kind}", lang).partition("／")[0] for kind in counts}
    parts = (text("tables_kind_count", lang, kind=words[kind], count=n) for kind, n in counts.items())
    return text("list_joiner", lang).join(parts)


def _names(files: Sequence[Path]) -> str:
    return " + ".join(path.name for path in files)
