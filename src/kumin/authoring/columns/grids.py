"""Grids: neighbouring single answers under one heading have one scale, though some options were chosen in few rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kumin.authoring.columns.numbers import MOST_OPTIONS
from kumin.authoring.columns.option_columns import split_heading
from kumin.authoring.columns.option_labels import choices_of
from kumin.authoring.columns.spellings import Spelled, one_spelling
from kumin.authoring.guess import Choice, Draft, Guess, Remark
from kumin.responses.table import AnswerTable


def with_grids(draft: Draft, table: AnswerTable) -> Draft:
    """Give the single answers of every grid the options of all its rows."""
    questions = list(draft.questions)
    for start, end in _runs(questions, table):
        run = questions[start:end]
        if options := _one_scale(run):
            remark = Remark("draft_grid", {"columns": len(run)})
            questions[start:end] = [
                replace(guess, options=options, remarks=(*_of_scale(guess), remark)) for guess in run
            ]
    return replace(draft, questions=tuple(questions))


def _runs(questions: Sequence[Guess], table: AnswerTable) -> Iterator[tuple[int, int]]:
    """Find neighbouring single answers that share the beginning of their headings."""
    start = 0
    while start < len(questions):
        end = start + 1
        if stem := _stem(questions[start], table):
            while end < len(questions) and _stem(questions[end], table) == stem:
                end += 1
            if end - start > 1:
                yield start, end
        start = end


def _stem(guess: Guess, table: AnswerTable) -> str:
    return split_heading(table, guess.positions[0])[0] if guess.type == "single" else ""


def _of_scale(guess: Guess) -> tuple[Remark, ...]:
    """Drop what is said of numbers that nobody chose: the other rows of the grid show them."""
    return tuple(remark for remark in guess.remarks if remark.code != "draft_unseen")


def _one_scale(run: Sequence[Guess]) -> dict[int, Choice] | None:
    """Put the options of a grid's rows together; None where they share no option, or have one scale."""
    if all(guess.options == run[0].options for guess in run) or any(_takes_words(guess) for guess in run):
        return None
    if all(not choice.label for guess in run for choice in guess.options.values()):
        codes = sorted({code for guess in run for code in guess.options})
        return dict.fromkeys(range(codes[0], codes[-1] + 1), Choice())
    labelled = [{one_spelling(choice.label): choice for choice in guess.options.values()} for guess in run]
    if any("" in own for own in labelled):
        return None
    union: dict[str, Spelled] = {}
    for own in labelled:
        if union and not union.keys() & own.keys():
            return None
        for key, choice in own.items():
            known = union.get(key, Spelled(choice.label, (), 0, 0))
            names = dict.fromkeys((*known.others, choice.label, *choice.aliases))
            union[key] = replace(known, others=tuple(name for name in names if name != known.label))
    return choices_of(list(union.values())) if len(union) <= MOST_OPTIONS else None


def _takes_words(guess: Guess) -> bool:
    return any(choice.other for choice in guess.options.values())
