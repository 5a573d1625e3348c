"""A draft that proves itself: it is loaded, its own file checked and tabulated with it, before it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from kumin.authoring.asking import Asked, listed, remarks_of
from kumin.authoring.columns.code_labels import Counted
from kumin.authoring.columns.headings import heading_rows, refuse_answers
from kumin.authoring.columns.headings_only import draft_of_headings
from kumin.authoring.columns.joined_labels import marks_in_cells
from kumin.authoring.draft import draft_of
from kumin.authoring.draft_text import (
    Counts,
    Named,
    draft_text,
    named,
    title_of,
)
from kumin.authoring.forms import form_text, known_form
from kumin.authoring.guess import IN_SOME_FILES, Draft, Guess, Remark, filled, sampled
from kumin.authoring.joining import FileDraft, join_drafts, several_elsewhere
from kumin.authoring.most_marks import without_passed
from kumin.definitions import FileLayout, MultipleQuestion, Questionnaire, load_questionnaire
from kumin.definitions import rules as r
from kumin.errors import KuminError, ReadError
from kumin.messages import text
from kumin.numbers import counted
from kumin.responses import Answers, read_answers
from kumin.responses.split import Split
from kumin.responses.table import AnswerTable
from kumin.responses.validate import validate_tables
from kumin.tables.amounts import tabulate_numbers
from kumin.tables.shares import tabulate_answers
from kumin.temporary import temporary_folder

_MISREAD = 0.2
"""Share of a question's answers that may be errors; above it the guess is given up."""
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Proven:
    """A draft that reads its own file.

    Attributes
    ----------
    words : str
        The questionnaire as YAML.
    lines : tuple of str
        What to tell the user: what check and tabulate said, each guess, and what is asked.
    asked : tuple of Asked
        What a person has to decide, each thing once.
    first : int
        How many of the lines say what check and tabulate found.
    tables : tuple of AnswerTable
        The files, as they were read.
    """

    words: str
    lines: tuple[str, ...]
    asked: tuple[Asked, ...] = ()
    first: int = 1
    tables: tuple[AnswerTable, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """The file as it is read with the draft."""

    questionnaire: Questionnaire
    answers: Answers


@dataclass(frozen=True, slots=True)
class _Own:
    """A draft with the files that it reads."""

    draft: Draft
    tables: tuple[AnswerTable, ...]
    layout: FileLayout
    read: _Read


def draft_files(paths: Sequence[Path], layout: FileLayout, lang: str | None) -> Proven:
    """Draft the questionnaire of the answer files of one survey, and prove it on them.

    Each file is drafted by itself, and the drafts are joined. A guess that misreads its column is given up for a
    plainer one; a draft that would still refuse its own files is not returned.

    Raises
    ------
    ReadError
        A file cannot be read, has answers in the place of headings, or no draft reads it.
    """
    try:
        drafts = [_draft_of_file(path, layout, lang) for path in paths]
    except ReadError as error:
        if error.code != "file_without_rows" or len(paths) > 1:
            raise
        return _of_headings(paths[0], layout, lang)
    if len(drafts) == 1:
        return _proven(drafts[0], lang)
    told = [several_elsewhere(own.draft, own.tables[0], [one.draft for one in drafts]) for own in drafts]
    drafts = [
        _that_reads(draft_of(own.tables[0], several=several), own.tables, layout, lang) if several else own
        for own, several in zip(drafts, told, strict=True)
    ]
    joined = join_drafts([_as_counted(own, lang) for own in drafts])
    tables = tuple(own.tables[0] for own in drafts)
    return _proven(_that_reads(joined, tables, layout, lang), lang)


def _of_headings(path: Path, layout: FileLayout, lang: str | None) -> Proven:
    """Draft from headings alone; there are no answers to prove it on."""
    draft, table = draft_of_headings(path, layout)
    words = draft_text(draft, [table], layout, lang)
    if not draft.questions:
        raise ReadError("draft_nothing", path=path)
    questionnaire_of(words, path)
    lines = (text("draft_headings_only", lang, name=path.name, count=len(draft.questions)),)
    return Proven(words, lines, tables=(table,))


def draft_form(path: Path, lang: str | None) -> Proven | None:
    """Write the questionnaire that a form of another program is; None where the file is no such form.

    Raises
    ------
    ReadError
        The form cannot be read, or no questionnaire can be made of it.
    """
    form = known_form(path)
    if form is None:
        return None
    words, lines = form_text(form, path.name, lang)
    questionnaire_of(words, path)
    return Proven(words, lines)


def questionnaire_of(words: str, path: Path) -> Questionnaire:
    """Load what would be written of the answer file at ``path``.

    Raises
    ------
    ReadError
        It is no questionnaire.
    """
    with temporary_folder() as folder:
        file = folder / "questionnaire.yaml"
        file.write_text(words, encoding="utf-8")
        try:
            return load_questionnaire(file)
        except KuminError as error:
            raise ReadError("draft_refuses", path=path) from error


def _draft_of_file(path: Path, layout: FileLayout, lang: str | None) -> _Own:
    table = read_answers(path, layout=layout)
    if layout.header_rows is None and (depth := heading_rows(table)) > table.headings.depth:
        table = read_answers(path, layout=layout.model_copy(update={"header_rows": depth}))
    if layout.header_row is None:
        refuse_answers(table)
    own = _that_reads(draft_of(table), (table,), layout, lang)
    if (answered := _respondents_alone(table, own.read)) is table:
        return own
    return _that_reads(draft_of(answered), (answered,), layout, lang)


def _respondents_alone(table: AnswerTable, read: _Read) -> AnswerTable:
    """Leave out the rows of totals and notes, of which nothing may be guessed."""
    rows = read.answers.findings.filter(code=r.NOT_A_RESPONDENT.code)["row"].drop_nulls()
    if not len(rows):
        return table
    return replace(table, frame=table.frame.filter(~pl.col("row").is_in(rows.implode())), split=Split(pl.DataFrame()))


def _that_reads(draft: Draft, tables: tuple[AnswerTable, ...], layout: FileLayout, lang: str | None) -> _Own:
    """Give up what misreads its columns, until the draft reads its files."""
    path = tables[0].path
    for attempt in range(_ATTEMPTS + (len(tables) > 1)):
        if not draft.questions:
            raise ReadError("draft_nothing", path=path)
        read = _read(draft_text(draft, tables, layout, lang), [table.path for table in tables])
        if len(tables) > 1 and not draft.incomplete and _lost(read):
            draft = replace(draft, incomplete=True)
            continue
        if passed := _passed(draft, read):
            draft = without_passed(draft, passed)
            read = _read(draft_text(draft, tables, layout, lang), [table.path for table in tables])
        misread, refusal = _misread(draft, read), read.answers.refusal(read.questionnaire)
        if not misread and refusal is None:
            return _Own(draft, tables, layout, read)
        misread = misread or _misread(draft, read, 0)
        if not misread:
            break
        draft = _plainer(draft, tables[0], misread, last=attempt > int(draft.incomplete))
    raise ReadError("draft_refuses", path=path, details=(refusal,) if refusal else ())


def _as_counted(own: _Own, lang: str | None) -> FileDraft:
    """Take the closed questions of a draft with their counts."""
    counts, table = _counts(own.draft, own.read, lang), own.tables[0]
    titles, counted = {}, {}
    for place, one in enumerate(named(own.draft)):
        titles[place] = title_of(one.guess, table)
        if one.guess.type in ("single", "multiple"):
            chosen = {code: counts.options.get((one.id, code), 0) for code in one.guess.options}
            joined = one.guess.reason == "draft_joined"
            separator = one.guess.extra.get("separator")
            cells = marks_in_cells(filled(table, one.guess.positions[0]), separator) if joined else {}
            counted[place] = Counted(one.guess, chosen, cells)
    return FileDraft(table.path.name, own.draft, titles, counted)


def _read(words: str, paths: Sequence[Path]) -> _Read:
    """Load a draft and check its files with it, as the commands do."""
    questionnaire = questionnaire_of(words, paths[0])
    try:
        again = [read_answers(path, questionnaire=questionnaire) for path in paths]
        return _Read(questionnaire, validate_tables(again, questionnaire, refuse=False))
    except KuminError as error:
        raise ReadError("draft_refuses", path=paths[0], details=(error,)) from error


def _misread(draft: Draft, read: _Read, most: float = _MISREAD) -> set[int]:
    """Return the questions of whose answers more than a share are errors, and those whose columns were not found."""
    findings = read.answers.findings.filter((pl.col("severity") == "error") & (pl.col("code") != r.MARKED_INVALID.code))
    errors: Counter[str] = Counter()
    for question, rows in findings.group_by("question").agg(pl.col("row").n_unique()).iter_rows():
        errors[question or ""] = rows
    limits = {one.id: most * max(_n_filled(one.guess, read), 1) for one in named(draft)}
    lost = _lost(read)
    return {
        place
        for place, one in enumerate(named(draft))
        if errors[one.id] > max(limits[one.id], 1 if most else 0) or one.id in lost
    }


def _passed(draft: Draft, read: _Read) -> dict[int, int]:
    """Count the answers of each question, by its place, that have more marks than its words allow."""
    rows = read.answers.findings.filter(code=r.TOO_MANY_MARKS.code).group_by("question").agg(pl.col("count").sum())
    counts = dict(rows.iter_rows())
    return {place: counts[one.id] for place, one in enumerate(named(draft)) if one.id in counts}


def _lost(read: _Read) -> set[str | None]:
    """Return the questions for whose missing columns the files are refused."""
    return set(read.answers.findings.filter(code=r.MISSING_COLUMN.code, action="refuse")["question"])


def _n_filled(guess: Guess, read: _Read) -> int:
    if not guess.positions:  # of several files
        return read.answers.n_read
    return max(len(filled(read.answers.table, position)) for position in guess.positions)


def _plainer(draft: Draft, table: AnswerTable, misread: set[int], *, last: bool) -> Draft:
    """Give guesses up: columns of options become questions of their own, other guesses free text."""
    split = frozenset(
        p for place in misread for p in draft.questions[place].positions if len(draft.questions[place].positions) > 1
    )
    if split and not last:
        return draft_of(table, split)
    given_up = [_given_up(guess) if place in misread else guess for place, guess in enumerate(draft.questions)]
    return replace(draft, questions=tuple(given_up))


def _given_up(guess: Guess) -> Guess:
    asked = Remark("draft_given_up", {"count": guess.supporting}, asks=True)
    return Guess(guess.heading, "text", "draft_text", remarks=(asked,), positions=guess.positions)


def _proven(own: _Own, lang: str | None) -> Proven:
    counts = _counts(own.draft, own.read, lang)
    words = draft_text(own.draft, own.tables, own.layout, lang, counts)
    paths = [table.path for table in own.tables]
    _read(words, paths)
    said = list(remarks_of(own.draft, counts, lang))
    lines = (*counts.lines, *listed(own.draft, own.tables[0], counts, lang), *(one.line(lang) for one in said))
    if len(paths) > 1 and not _has_files_apart(own.draft):
        lines += (text("draft_one_survey", lang, files=" ".join(path.name for path in paths)),)
    return Proven(words, lines, tuple(one for one in said if one.asks), len(counts.lines), own.tables)


def _has_files_apart(draft: Draft) -> bool:
    return any(remark.code == IN_SOME_FILES[1] for guess in draft.questions for remark in guess.remarks)


def _counts(draft: Draft, read: _Read, lang: str | None) -> Counts:
    answers, questionnaire = read.answers, read.questionnaire
    shares = tabulate_answers(answers.coded, questionnaire)
    numbers = tabulate_numbers(answers.coded, questionnaire)
    base = dict(shares.select("question", "n_base").iter_rows())
    base |= dict(numbers.select("question", "n_base").iter_rows())
    options = {(id_, code): n for id_, code, n in shares.select("question", "option", "n_positive").iter_rows()}
    zero = {
        one.id: (rows, counted)
        for one in named(draft)
        if one.guess.has_option_columns
        for rows, counted in [_without_marks(one, read)]
        if rows
    }
    lines = [_check_line(read, lang), _table_line(base, lang)]
    if seen := sampled(answers.tables):
        lines.append(text("draft_sampled", lang, count=counted(seen), rows=counted(answers.n_read)))
    return Counts(tuple(lines), base, options, zero)


def _without_marks(one: Named, read: _Read) -> tuple[int, int]:
    """Count the rows that have a value but no mark in any column of options, and those of them that are in the base."""
    question = read.questionnaire.by_id[one.id]
    assert isinstance(question, MultipleQuestion)
    rows = one.guess.opposing
    return rows, int((read.answers.coded[one.id] == 0).sum())


def _check_line(read: _Read, lang: str | None) -> str:
    answers = read.answers
    found = answers.findings.group_by("code").len().sort("code").iter_rows()
    listed = ", ".join(f"{code} ({count})" for code, count in found)
    kind = "draft_checked_clean" if not listed else "draft_checked"
    return text(
        kind, lang, n_read=answers.n_read, n_used=answers.n_used, n_blank=answers.n_blank,
        n_left=answers.n_quarantined, n_error=answers.n_error_rows, codes=listed,
    )  # fmt: skip


def _table_line(base: dict[str, int], lang: str | None) -> str:
    if not base:
        return text("draft_tabulated_none", lang)
    return text("draft_tabulated", lang, count=len(base), low=min(base.values()), high=max(base.values()))
