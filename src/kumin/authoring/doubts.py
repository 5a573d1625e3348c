"""What is asked about options that are likely not all there is: one alone, and numbers among words."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from kumin.authoring.guess import Draft, Guess, Remark
from kumin.responses.folding import fold_text


def asked_of_one_option(draft: Draft) -> Draft:
    """Ask about each single answer with one option: its share is 100% of those who have it, whatever that means."""
    return replace(
        draft,
        questions=tuple(
            replace(guess, remarks=(*guess.remarks, Remark("draft_one_option", {"count": guess.supporting}, asks=True)))
            if guess.type == "single" and len(guess.options) == 1
            else guess
            for guess in draft.questions
        ),
    )


def asked_of_mixture(guess: Guess, cells: pl.Series) -> Guess:
    """Ask whether numbers and words are the same options, where a column holds many of both."""
    numbers = [choice.label for choice in guess.options.values() if fold_text(choice.label).isdecimal()]
    if guess.type != "single" or not numbers or len(numbers) == len(guess.options):
        return guess
    codes = int(cells.str.strip_chars().is_in(numbers).sum())
    asked = Remark("draft_codes_and_labels", {"codes": codes, "labels": len(cells) - codes}, asks=True)
    return replace(guess, remarks=(*guess.remarks, asked))
