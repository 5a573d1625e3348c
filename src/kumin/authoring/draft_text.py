"""A draft as YAML, every guess marked by a comment with the counts for and against it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kumin.authoring.columns.headings import has_import_ids, heading_parts, number_in_heading
from kumin.authoring.guess import IN_SOME_FILES, Choice, Coded, Draft, Guess, Remark
from kumin.definitions import FileLayout
from kumin.definitions.questionnaire import TIMESTAMPS
from kumin.definitions.questions import NOT_DRAFTED
from kumin.definitions.rules import MISSING_COLUMN
from kumin.messages import text
from kumin.responses.display import letter
from kumin.responses.folding import fold_text
from kumin.responses.matching.headings import TITLES
from kumin.responses.table import AnswerTable

# no ids: what YAML takes for something else
_YAML_WORDS = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
_PLAIN = {"minimum", "maximum", "max", "layout", "no_answer"}
"""Keys whose values are written without quotes."""
_LONGEST_ID = 40


@dataclass(frozen=True, slots=True)
class Counts:
    """What check and tabulate found in the file with the draft.

    Attributes
    ----------
    lines : tuple of str
        What they say, for the top of the draft.
    base : mapping of question id to int
        Who answered.
    options : mapping of (question id, code) to int
        Who chose the option.
    zero : mapping of question id to (rows with no mark at all, those of them in the base)
    """

    lines: tuple[str, ...]
    base: Mapping[str, int]
    options: Mapping[tuple[str, int], int]
    zero: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Named:
    """A guess with its id."""

    id: str
    guess: Guess


def named(draft: Draft) -> list[Named]:
    """Give every question an id, no two with the same columns of coded answers."""
    used: set[str] = set(NOT_DRAFTED)
    return [Named(_identifier(guess, place, used), guess) for place, guess in enumerate(draft.questions, 1)]


def draft_text(
    draft: Draft, tables: Sequence[AnswerTable], layout: FileLayout, lang: str | None, counts: Counts | None = None
) -> str:
    """Write a draft as YAML.

    Parameters
    ----------
    draft : Draft
    tables : sequence of AnswerTable
        The files it was made from.
    layout : FileLayout
        What the user stated about the file.
    lang : {"ja", "en"}, optional
        Language of the comments.
    counts : Counts, optional
        What check and tabulate found.
    """
    lines = [*_head(draft, tables, layout, lang, counts), "questions:"]
    for question in named(draft):
        lines += _question(question, tables[0], lang, counts)
    return "\n".join(lines) + "\n"


def remark_text(remark: Remark, lang: str | None) -> str:
    """Word a remark, marked as a question where it asks."""
    params = {name: value.of(lang) if isinstance(value, Coded) else value for name, value in remark.params.items()}
    words = text(remark.code, lang, **params)
    return text("draft_asks", lang, words=words) if remark.asks else words


def reason_text(guess: Guess, lang: str | None) -> str:
    """Word what a question was guessed from, with the counts."""
    counts = text("draft_evidence", lang, fit=guess.supporting, misfit=guess.opposing)
    return text(guess.reason, lang) + counts if guess.supporting or guess.opposing else text(guess.reason, lang)


def _head(
    draft: Draft, tables: Sequence[AnswerTable], layout: FileLayout, lang: str | None, counts: Counts | None
) -> Iterator[str]:
    yield f"# {text('draft_head', lang, name=[table.path.name for table in tables])}"
    yield f"# {text('draft_check', lang)}"
    yield from (f"# {line}" for line in (counts.lines if counts else ()))
    yield "id: survey-id"
    yield f"title: {_quoted(text('draft_title', lang))}"
    stated = [f"{key}: {_quoted(value)}" for key, value in (("id", draft.id), ("received", draft.received)) if value]
    for key, names in (("id_aliases", draft.id_aliases), ("received_aliases", draft.received_aliases)):
        if names:
            known = TIMESTAMPS if key == "received_aliases" else ()
            stated.append(f"{key}: [{', '.join(map(_quoted, dict.fromkeys((*names, *known))))}]")
    if ignored := (*draft.system, *draft.private, *draft.twice):
        stated.append(f"ignore: [{', '.join(map(_quoted, ignored))}]")
    yield from (f"# {line}" for line in unused_text(draft, lang))
    if stated:
        yield f"columns: {{{', '.join(stated)}}}  # {text('draft_columns_guess', lang)}"
    files = [_file(table, layout) for table in tables]
    if (file := files[0]) and all(one == file for one in files):
        yield f"file: {{{', '.join(file)}}}  # {text('draft_file_guess', lang)}"
    invalid = {code for guess in draft.questions for code in guess.invalid}
    missing = {code for guess in draft.questions for code in guess.missing} - invalid
    absent = ", ".join(_quoted(value) for value in ["", "無回答", *sorted(missing - {"無回答"})])
    marked = ", ".join(_quoted(value) for value in ["*", *sorted(invalid)])
    yield f"missing: {{no_answer: [{absent}], invalid: [{marked}]}}  # {text('draft_missing_guess', lang)}"
    apart = any(remark.code in IN_SOME_FILES for guess in draft.questions for remark in guess.remarks)
    if apart or draft.incomplete:
        why = text("draft_policy_guess" if apart else "draft_policy_options", lang)
        yield f"policies: {{{MISSING_COLUMN.code}: set_missing}}  # {why}"


def unused_text(draft: Draft, lang: str | None) -> Iterator[str]:
    """Say which columns are not used."""
    for kind, columns in (("system", draft.system), ("private", draft.private), ("twice", draft.twice)):
        if columns:
            yield text(f"draft_{kind}", lang, count=len(columns))
    if draft.hidden:
        yield text("draft_hidden", lang, columns=", ".join(map(letter, draft.hidden)))


def _file(table: AnswerTable, layout: FileLayout) -> list[str]:
    headings = table.headings
    stated = [
        f"{key}: {_quoted(str(value))}"
        for key, value in (("encoding", layout.encoding), ("delimiter", layout.delimiter), ("sheet", layout.sheet))
        if value is not None
    ]
    if headings.depth > 1 or headings.first:
        stated += [f"header_row: {headings.first + 1}"] if headings.first else []
        stated += [f"header_rows: {headings.depth}"]
    return stated


def _question(named_: Named, table: AnswerTable, lang: str | None, counts: Counts | None) -> Iterator[str]:
    guess = named_.guess
    yield f"  - id: {named_.id}"
    yield f"    text: {_quoted(title_of(guess, table))}"
    yield f"    header: {_quoted(guess.heading)}"
    if guess.aliases:
        yield f"    header_aliases: [{', '.join(map(_quoted, guess.aliases))}]"
    yield f"    type: {guess.type}  # {reason_text(guess, lang)}"
    for remark in guess.remarks:
        yield f"    # {remark_text(remark, lang)}"
    if counts and named_.id in counts.zero:
        yield f"    # {zero_text(counts.zero[named_.id], lang)}"
    for key, value in guess.extra.items():
        yield f"    {key}: {value if key in _PLAIN else _quoted(value)}"
    if any(choice.heading for choice in guess.options.values()):
        yield "    option_headers:"
        yield from (
            f"      {code}: {_quoted(choice.heading)}" for code, choice in guess.options.items() if choice.heading
        )
    if guess.slots:
        yield "    option_headers:"
        yield from (f"      {slot}: {_quoted(heading)}" for slot, heading in enumerate(guess.slots, 1))
    if guess.options:
        yield "    options:"
    for code, choice in guess.options.items():
        found = counts.options.get((named_.id, code)) if counts else None
        note = "" if found is None else f"  # {text('draft_count', lang, count=found)}"
        yield f"      {code}: {_option(choice, code, lang)}{note}"


def zero_text(zero: tuple[int, int], lang: str | None) -> str:
    """Say how rows count that have no mark in any column of options."""
    rows, counted = zero
    which = "draft_zero_counted" if counted == rows else "draft_zero_not" if not counted else "draft_zero_some"
    return text("draft_asks", lang, words=text(which, lang, count=rows, counted=counted))


def title_of(guess: Guess, table: AnswerTable) -> str:
    """Give the wording of a question: its heading without what form systems put below each."""
    if guess.title or table.headings.depth == 1:
        return guess.title or guess.heading
    if guess.positions and has_import_ids(table):
        words = heading_parts(table, guess.positions[0])[-1]
        return words.rpartition(" - ")[0] or words if guess.has_option_columns else words
    parts = [part for part in guess.heading.split("_") if fold_text(part) not in TITLES]
    return " ".join(parts) or guess.heading


def _option(choice: Choice, code: int, lang: str | None) -> str:
    shown = choice.label if choice.label and not fold_text(choice.label).isdecimal() else text(
        "draft_option", lang, code=code
    )  # fmt: skip
    shown = str(code) if choice.numbered else shown
    keys = [f"aliases: [{', '.join(map(_quoted, choice.aliases))}]"] if choice.aliases else []
    keys += [f"{name}: true" for name, on in (("exclusive", choice.exclusive), ("other", choice.other)) if on]
    return f"{{label: {_quoted(shown)}, {', '.join(keys)}}}" if keys else _quoted(shown)


def _identifier(guess: Guess, place: int, used: set[str]) -> str:
    """Make an id: q12 of 問12, q12_1 of 問12-1, else the heading where it is an ASCII name, else c and the place."""
    heading = guess.heading
    number, _ = number_in_heading(heading)
    if number:
        name = "q" + "_".join(filter(None, number))
    else:
        name = re.sub(r"[^A-Za-z0-9_]+", "_", heading).strip("_") if heading.isascii() else ""
    name = name[:_LONGEST_ID]
    # an id that begins with a digit would be read as a number
    if not name[:1].isalpha() or name.lower() in _YAML_WORDS:
        name = f"c{place}"
    own, stem, times = _columns(name, guess), name, 1
    while own & used:
        times += 1
        name = f"{stem}_{times}"
        own = _columns(name, guess)
    used |= own
    return name


def _columns(id_: str, guess: Guess) -> set[str]:
    """List the columns of coded answers that a question under an id would have."""
    several = guess.options if guess.type == "multiple" else ()
    return {id_, *(f"{id_}_{code}" for code in several)}


def _quoted(words: str) -> str:
    """Quote for YAML; a JSON string is one."""
    return json.dumps(words, ensure_ascii=False)
