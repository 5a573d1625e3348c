"""Questions whose option for words has a column of its own: 「その他（具体的に）」 beside them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import polars as pl

from kumin.authoring.columns.headings import heading_parts, number_in_heading
from kumin.authoring.guess import OTHER_LABEL, Choice, Draft, Guess, Remark
from kumin.responses.matching.other_words import is_other_heading
from kumin.responses.table import AnswerTable

_FEWEST = 3
"""Rows with words beside a code from which they are no coincidence."""


def with_other_words(draft: Draft, table: AnswerTable) -> Draft:
    """Give a question an option for words, where words beside it stand for a missing answer, or beside one code alone.

    The column of the words stays a question of its own; who wrote there and chose nothing chose 「その他」.
    """
    questions = [_with_name_of_other(guess) for guess in draft.questions]
    draft = replace(draft, questions=tuple(questions))
    for place, (guess, beside) in enumerate(pairwise(draft.questions)):
        if _takes_words(guess) and _asks_for_words(beside, guess, table):
            labelled = any(choice.label for choice in guess.options.values())
            questions[place] = _with_option(guess, beside, table) if labelled else _with_code(guess, beside, table)
            if questions[place] is not guess:
                questions[place + 1] = Guess(beside.heading, "text", "draft_text", positions=beside.positions)
    return replace(draft, questions=tuple(questions))


def _with_name_of_other(guess: Guess) -> Guess:
    """Name the option that LimeSurvey calls -oth-: its words are in a column of their own."""
    named = {
        code: replace(choice, label=OTHER_LABEL, aliases=(*choice.aliases, choice.label), other=True)
        if choice.label == "-oth-"
        else choice
        for code, choice in guess.options.items()
    }
    return replace(guess, options=named)


def _takes_words(guess: Guess) -> bool:
    """Tell a closed question without an option for words."""
    return guess.type in ("single", "multiple") and not any(choice.other for choice in guess.options.values())


def _asks_for_words(beside: Guess, guess: Guess, table: AnswerTable) -> bool:
    if beside.positions != (guess.positions[-1] + 1,) or beside.type not in ("text", "single"):
        return False
    own = heading_parts(table, beside.positions[0])[-1:]
    number, words = number_in_heading(own[0]) if own else (None, "")
    same = number is None or number == number_in_heading(guess.heading)[0]
    return same and is_other_heading(words)


def _with_option(guess: Guess, beside: Guess, table: AnswerTable) -> Guess:
    written = _filled(table, beside.positions)
    answered = _filled(table, guess.positions)
    alone, against = int((written & ~answered).sum()), int((written & answered).sum())
    own = next((code for code, choice in guess.options.items() if is_other_heading(choice.label)), None)
    if not alone or (own is None and against > alone):
        return guess
    code = own if own is not None else max(guess.options) + 1
    choice = replace(guess.options.get(code, Choice(OTHER_LABEL)), other=True)
    remark = Remark("draft_other_beside", {"alone": alone, "against": against}, asks=True)
    return replace(guess, options={**guess.options, code: choice}, remarks=(*guess.remarks, remark))


def _with_code(guess: Guess, beside: Guess, table: AnswerTable) -> Guess:
    """Name the one code that has words beside it 「その他」; of other bare codes nothing says which it is."""
    if guess.type != "single":
        return guess
    codes = table.text(guess.positions[0]).str.strip_chars().cast(pl.Float64, strict=False).alias("code")
    rows = pl.DataFrame([codes, _filled(table, beside.positions).alias("written")]).drop_nulls("code")
    of_code = rows.group_by("code").agg(pl.col("written").sum(), n=pl.len()).filter(pl.col("written") > 0)
    if of_code.height != 1:
        return guess
    code, written, n = of_code.row(0)
    if code not in guess.options or written < _FEWEST or 2 * written < n:
        return guess
    choice = replace(guess.options[int(code)], label=OTHER_LABEL, other=True)
    remark = Remark("draft_other_code", {"code": int(code), "written": written, "count": n}, asks=True)
    return replace(guess, options={**guess.options, int(code): choice}, remarks=(*guess.remarks, remark))


def _filled(table: AnswerTable, positions: tuple[int, ...]) -> pl.Series:
    """Tell which rows have something in one of some columns."""
    cells = pl.DataFrame([table.text(position).fill_null("").str.strip_chars() for position in positions])
    return cells.select(pl.any_horizontal(pl.all() != "")).to_series()
