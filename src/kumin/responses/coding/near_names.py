"""Words that count as the option for words, and are nearly the name of another: mistyped, or in another language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import polars as pl

from kumin.definitions import MultipleQuestion
from kumin.definitions.missing import Missing
from kumin.definitions.questions import ClosedQuestion
from kumin.responses.coding.options import names_of
from kumin.responses.folding import KATAKANA_TO_HIRAGANA, fold_punctuation

_SHORTEST = 3
"""Signs of a name from which one that differs is a mistype: 男性 and 女性 are two words."""

_ENDINGS = ("です", "でした", "である", "だ", "かな", "と思う", "と思います", "など", "等", "とか", "のみ", "だけ")

_SAME = (
    ("はい", "yes"), ("いいえ", "no"), ("男性", "male", "man"), ("女性", "female", "woman"),
    ("わからない", "分からない", "don'tknow", "idon'tknow", "notsure"), ("満足", "satisfied"), ("不満", "dissatisfied"),
    ("どちらともいえない", "neutral"), ("そう思う", "agree"), ("そう思わない", "disagree"),
)  # fmt: skip
"""Words that form systems have in the language of the form, where the questionnaire has them in another."""

_JOINED = r"[,;、\n\r]+"


def near_names(
    cells: pl.Series, counts: pl.Series, question: ClosedQuestion, missing: Missing
) -> Iterator[tuple[int, int]]:
    """List the options that words are like, and how many cells have such words.

    Parameters
    ----------
    cells, counts : Series of String and of integers
        The distinct cells that count as the option for words, and how many of each there are.
    question : ClosedQuestion
        With an option for words.
    missing : Missing
        Of the questionnaire.

    Yields
    ------
    (int, int)
        The code of an option and a number of cells, the codes ascending.
    """
    names = names_of(question, question.missing(missing))
    options = {name: code for name, code in names.loose.items() if code != names.other}
    in_hiragana = {name.translate(KATAKANA_TO_HIRAGANA): code for name, code in options.items()}
    same = {fold_punctuation(word): group for group in _SAME for word in group}
    foreign = {
        fold_punctuation(word): code for name, code in options.items() for word in same.get(name, ()) if word != name
    }
    longest = max(map(len, (*options, *foreign)), default=0) + max(map(len, _ENDINGS))
    found: Counter[int] = Counter()
    for cell, count in zip(cells.to_list(), counts.to_list(), strict=True):
        parts = re.split(_JOINED, cell) if isinstance(question, MultipleQuestion) else [cell]
        words = {fold_punctuation(part) for part in parts if len(part) <= 2 * longest} - names.loose.keys()
        near = {
            _nearest_option(word, options, foreign) or in_hiragana.get(word.translate(KATAKANA_TO_HIRAGANA))
            for word in words
            if 0 < len(word) <= longest
        } - {None}
        found.update(dict.fromkeys((code for code in near if code is not None), count))
    yield from sorted(found.items())


def _nearest_option(word: str, options: dict[str, int], foreign: dict[str, int]) -> int | None:
    if word in foreign:
        return foreign[word]
    for ending in _ENDINGS:
        if (code := options.get(word.removesuffix(ending))) is not None and word not in options:
            return code
    return next((code for name, code in options.items() if len(name) >= _SHORTEST and _one_off(word, name)), None)


def _one_off(word: str, name: str) -> bool:
    """Tell whether one sign is another, is missing, is too many, or two have changed places; digits are no mistypes.

    Examples
    --------
    >>> _one_off("自営行", "自営業"), _one_off("dissagree", "disagree"), _one_off("農家", "自営業")
    (True, True, False)
    """
    if abs(len(word) - len(name)) > 1 or word == name:
        return False
    start = next((n for n, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name)))
    rest, other = word[start:], name[start:]
    if any(map(str.isdigit, rest[:1] + other[:1])):
        return False
    swapped = rest[:2] == other[1::-1] and len(rest) > 1 and rest[2:] == other[2:]
    return swapped or rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]
