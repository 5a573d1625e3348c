"""The most options that one may choose, where a question's words say it: 3つまで."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from kumin.authoring.draft_text import title_of
from kumin.authoring.guess import Draft, Guess, Remark
from kumin.responses.table import AnswerTable

_DIGITS = "一二三四五六七八九"
_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NUMBER = rf"(\d{{1,2}}|[{_DIGITS}])"
# 5年以内 and 20歳まで count no options
_OPTIONS = r"\s*(?:つ|個|項目|種類)\s*"
_MOST = re.compile(
    rf"{_NUMBER}{_OPTIONS}(?:まで|以内)|最大(?:で)?\s*{_NUMBER}{_OPTIONS}"
    rf"|\b(?:up to|at most|no more than)\s+(\d{{1,2}}|{'|'.join(_ENGLISH)})\b",
    re.I,
)
_KEY = "max"


def most_of(words: str) -> int | None:
    """Return the most options that may be chosen by a question's words; None where they say none, or several.

    Examples
    --------
    >>> most_of("利用したい施設（３つまで）"), most_of("5年以内に使った施設")
    (3, None)
    """
    found = {_number(next(filter(None, one.groups()))) for one in _MOST.finditer(unicodedata.normalize("NFKC", words))}
    (most,) = found if len(found) == 1 else (0,)
    return most if most > 1 else None


def _number(written: str) -> int:
    if written.isdecimal():
        return int(written)
    return _DIGITS.index(written) + 1 if written in _DIGITS else _ENGLISH.index(written.lower()) + 1


def with_most(draft: Draft, table: AnswerTable) -> Draft:
    """State of each multiple answer the most options that its words allow."""
    return replace(draft, questions=tuple(_with_most(guess, title_of(guess, table)) for guess in draft.questions))


def _with_most(guess: Guess, title: str) -> Guess:
    most = most_of(title) if guess.type == "multiple" else None
    # as many as there are options is no limit
    if most is None or most >= len(guess.options):
        return guess
    kept = Remark("draft_most", {"most": most})
    return replace(guess, extra={**guess.extra, _KEY: str(most)}, remarks=(*guess.remarks, kept))


def without_passed(draft: Draft, passed: Mapping[int, int]) -> Draft:
    """Take limits back that answers pass, and ask: those answers would be left out.

    Parameters
    ----------
    draft : Draft
    passed : mapping of int to int
        Place of the question → answers with more marks.
    """
    return replace(
        draft,
        questions=tuple(
            _asked(guess, passed[place]) if passed.get(place) and _KEY in guess.extra else guess
            for place, guess in enumerate(draft.questions)
        ),
    )


def _asked(guess: Guess, count: int) -> Guess:
    asked = Remark("draft_most_passed", {"most": guess.extra[_KEY], "count": count}, asks=True)
    return replace(
        guess,
        extra={key: value for key, value in guess.extra.items() if key != _KEY},
        remarks=(*(one for one in guess.remarks if one.code not in ("draft_most", asked.code)), asked),
    )
