"""What of a file may be shown to people: numbers, signs and the questionnaire's own words, never a respondent's."""

from __future__ import annotations

import re
import unicodedata

import polars as pl

from kumin.definitions import MultipleQuestion, NumberQuestion, Questionnaire
from kumin.responses.coding.options import absent_names, mark_names, names_of
from kumin.responses.folding import fold, fold_text
from kumin.responses.patterns import DAY, HOUSE_NUMBER, PERSONAL

LONGEST_WITH_LETTERS = 8
"""Signs of a cell that has letters of its own; a code (A12, n/a) is short."""

_KNOWN, _KNOWN_SIGN = "\x1f", "\x1e"  # stand for a known word, and for one of a single letter
_UNITS = r"([0-9])(?:年度|年|[ヶか]月|月|日|歳|才|代|人|名|回|時間|時|分|円|万円)"
_ERAS = r"(?:令和|平成|昭和|大正|明治)(?:元|([0-9]))"
# letters other than a few Latin ones together; or letters that touch a known word: 「男」 is known, 「男男」 is not
_OF = rf"a-z{_KNOWN}{_KNOWN_SIGN}"
_TOUCHING = rf"[a-z]{_KNOWN}|{_KNOWN}[a-z]|[{_OF}]{_KNOWN_SIGN}|{_KNOWN_SIGN}[{_OF}]"
_WORDS = rf"[\p{{L}}\p{{M}}\p{{Nl}}--a-z]|[a-z]{{4}}|{_TOUCHING}"


_HEADING_LENGTH = 30
_PERSONAL, _HOUSE_NUMBER, _DAY = map(re.compile, (PERSONAL, HOUSE_NUMBER, DAY))


def known_words(questionnaire: Questionnaire) -> list[str]:
    """List the folded words that the questionnaire itself holds: labels, aliases, marks, what stands for no answer.

    Returns
    -------
    list of str
        Those that are not numbers and signs alone, the longest first.
    """
    words = {*absent_names(questionnaire.missing), *map(fold_text, questionnaire.missing.invalid)}
    for question in questionnaire.questions:
        words |= set(absent_names(question.missing(questionnaire.missing)))
        if isinstance(question, NumberQuestion):
            words.add(fold_text(question.unit))
    for question in questionnaire.closed():
        missing = question.missing(questionnaire.missing)
        words |= set(names_of(question, missing).folded)
        if isinstance(question, MultipleQuestion):
            for code in question.options:
                words |= set(mark_names(question, code, missing).folded)
    return sorted(
        (word for word in words if not word.isascii() or any(map(str.isalpha, word))),
        key=lambda word: (-len(word), word),
    )


def without_words(cells: pl.Series, known: list[str]) -> pl.Series:
    """Tell which cells hold no words of a respondent.

    Parameters
    ----------
    cells : Series of String
        As they stand in the file.
    known : list of str
        :func:`known_words` of the questionnaire.

    Returns
    -------
    Series of Boolean
        True where the cell is empty or consists of numbers, dates, signs, known words and at most a few Latin
        letters (up to three together, :data:`LONGEST_WITH_LETTERS` signs in all), and holds no telephone number or
        the like and no number of a house.
    """
    distinct = cells.drop_nulls().unique()
    if distinct.is_empty():
        return pl.repeat(True, len(cells), eager=True).alias(cells.name)
    plain = pl.lit(distinct).str.normalize("NFKC")
    rest = fold(pl.lit(distinct))
    if known:
        tokens = [_KNOWN if len(word) > 1 else _KNOWN_SIGN for word in known]
        rest = rest.str.replace_many(known, tokens, leftmost=True)
    rest = rest.str.replace_all(_ERAS, "0$1").str.replace_all(_UNITS, "$1")
    wordy = rest.str.contains(_WORDS) | (rest.str.contains("[a-z]") & (rest.str.len_chars() > LONGEST_WITH_LETTERS))
    house = plain.str.contains(HOUSE_NUMBER) & ~plain.str.contains(DAY)
    safe = pl.select(~wordy & ~plain.str.contains(PERSONAL) & ~house).to_series()
    return cells.is_in(distinct.filter(safe).implode()) | cells.is_null()


def is_personal(heading: str) -> bool:
    """Tell whether a heading, or the name of a sheet, holds a telephone number or the like: a respondent's, no name."""
    return _PERSONAL.search(unicodedata.normalize("NFKC", heading)) is not None


def is_house_number(heading: str) -> bool:
    """Tell whether a heading is the number of a house, where no question is known to have it."""
    plain = unicodedata.normalize("NFKC", heading)
    return _HOUSE_NUMBER.match(plain) is not None and _DAY.match(plain) is None


def nameable(name: str) -> str:
    """Shorten a name for a message; a telephone number or the like in it is not repeated."""
    return "…" if is_personal(name) else shorten(name)


def letter(position: int) -> str:
    """Name a zero-based column position as a spreadsheet does.

    Examples
    --------
    >>> letter(0), letter(26)
    ('A', 'AA')
    """
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def position(letters: str) -> int:
    """Return the zero-based position of a column by its letters.

    Examples
    --------
    >>> position("A"), position("AA")
    (0, 26)
    """
    value = 0
    for letter in letters:
        value = value * 26 + ord(letter) - 64
    return value - 1


def shorten(heading: str, length: int = _HEADING_LENGTH) -> str:
    """Cut a heading for a message: in a file without headings, answers may stand in their place."""
    return heading if len(heading) <= length else heading[:length] + "…"
