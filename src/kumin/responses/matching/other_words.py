"""The column beside a question that holds what was written for its option for words: 「その他（具体的に）」."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

from kumin.definitions.questions import ClosedQuestion
from kumin.definitions.titles import question_number
from kumin.responses.folding import fold_heading, fold_punctuation
from kumin.responses.matching.finder import Finder

_ASKS = (
    r"\W|_|具体的|内容|記入|記述|自由|詳細|書き|お|ご|ください|下さい|場合|方|は|を|に|の|な|欄|テキスト|入力|回答|コメント|選択肢"
    r"|please|specify|text|describe|explain|comments?|details?|writein|write"
)
_OTHER = re.compile(rf"\W*(?:その他|そのほか|others?)(?:{_ASKS})*")
# Qualtrics names the column of a choice's words by its number: Q1_4_TEXT
_TEXT = re.compile(r"(?:\d+_)?text")
_TITLE = re.compile(r"_(?:response|回答)$")


def is_other_heading(words: str) -> bool:
    """Tell whether a heading asks for the words of an option その他, and for nothing else.

    Examples
    --------
    >>> is_other_heading("Other (please specify)"), is_other_heading("その他（具体的にご記入ください）")
    (True, True)
    >>> is_other_heading("その他の施策への満足度")
    False
    """
    return _OTHER.fullmatch(fold_heading(words)) is not None


def other_words_column(
    finder: Finder, question: ClosedQuestion, positions: Sequence[int], ignored: Sequence[str], texts: Container[int]
) -> int | None:
    """Find the one column of a question's own words, by its heading behind the question's or its number.

    Where the heading is nothing but 「その他（具体的に）」, it is the column right of the question's last.

    Parameters
    ----------
    finder : Finder
        The columns of the file.
    question : ClosedQuestion
        One with an option for words.
    positions : sequence of int
        The question's own columns.
    ignored : sequence of str
        Headings of columns that are not used.
    texts : container of int
        Columns of free text, which may be read as such too.
    """
    headings, leave = finder.table.headings, set(map(fold_heading, ignored))
    stems = set(_stems(question, finder, positions))
    free = [
        place
        for place in range(len(headings.parts))
        if (place not in finder.used or place in texts)
        and not leave.intersection(map(fold_heading, headings.keys(place)))
    ]
    found = [place for place in free if any(_is_of(key, stems) for key in headings.keys(place))]
    if found:
        return found[0] if len(found) == 1 else None
    beside = max(positions, default=-2) + 1
    return beside if beside in free and any(map(is_other_heading, headings.keys(beside))) else None


def _stems(question: ClosedQuestion, finder: Finder, positions: Sequence[int]) -> Iterator[str]:
    """Yield how the heading of the column may begin."""
    keys = [key for place in positions[:1] for key in finder.table.headings.keys(place)]
    for name in (*question.headers, *keys):
        folded = fold_heading(name)
        numbered = question_number(folded)
        stems = (folded, _TITLE.sub("", folded), numbered[0] if numbered else "")
        yield from (stem for stem in stems if fold_punctuation(stem))


def _is_of(key: str, stems: set[str]) -> bool:
    folded = fold_heading(key)
    for stem in stems:
        rest = folded.removeprefix(stem)
        if rest != folded and (_OTHER.fullmatch(rest.lstrip("_")) or _TEXT.fullmatch(rest.lstrip("_-"))):
            return True
    return False
