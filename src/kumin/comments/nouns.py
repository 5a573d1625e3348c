"""Words of free text by a tokenizer (``kumin[comments]``: SudachiPy and its dictionary); without it there are none."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any, Final

_PIECE: Final = 8_000
"""Letters read at once; the tokenizer takes at most 49,149 bytes."""
_NAMES = ("名詞", "固有名詞", "人名")
_NOUNS = ("普通名詞", "固有名詞")
LEAST_COMMENTS: Final = 3
MOST_NOUNS: Final = 50


def tokenizer_available() -> bool:
    """Whether ``kumin[comments]`` is installed."""
    return find_spec("sudachipy") is not None and find_spec("sudachidict_small") is not None


@cache
def _tokenizer() -> Any:
    from sudachipy import Dictionary

    dictionary: Any = Dictionary(dict="small")
    return dictionary.tokenizer() if hasattr(dictionary, "tokenizer") else dictionary.create()


def _tokens(text: str) -> Iterator[tuple[str, int, int, tuple[str, ...]]]:
    """Yield words with their place and kind."""
    for start in range(0, len(text), _PIECE):
        for word in _tokenizer().tokenize(text[start : start + _PIECE]):
            yield word.surface(), start + word.begin(), start + word.end(), tuple(word.part_of_speech())


def names_in(text: str) -> list[tuple[int, int]]:
    """Return where names of people stand, neighbours together; none without the tokenizer."""
    found: list[tuple[int, int]] = []
    if not tokenizer_available():
        return found
    for _, start, end, kind in _tokens(text):
        if kind[:3] == _NAMES:
            if found and found[-1][1] == start:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
    return found


def compound_nouns(text: str) -> set[str]:
    """Return the compound nouns of a text (駐輪場, 街路灯): two words or more that are nouns or go with them."""
    found: set[str] = set()
    run: list[str] = []
    for surface, _, _, kind in [*_tokens(text), ("", 0, 0, ("",) * 3)]:
        noun = kind[0] == "名詞" and kind[1] in _NOUNS and kind[2] != "人名"
        if noun or (run and kind[:2] == ("接尾辞", "名詞的")) or (kind[0] == "接頭辞" and not run):
            run.append(surface)
            continue
        if len(run) > 1:
            found.add("".join(run))
        run = []
    return found


def frequent_nouns(texts: list[str]) -> tuple[dict[str, int], list[list[str]]]:
    """Count the compound nouns of comments by the comments they are in.

    Returns
    -------
    tuple of dict and list
        The most frequent ones, of at least :data:`LEAST_COMMENTS` comments, and those of each comment. Without the
        tokenizer both are empty.
    """
    if not tokenizer_available():
        return {}, [[] for _ in texts]
    each = [compound_nouns(text) for text in texts]
    counts: dict[str, int] = {}
    for nouns in each:
        for noun in nouns:
            counts[noun] = counts.get(noun, 0) + 1
    ranked = sorted((noun for noun, n in counts.items() if n >= LEAST_COMMENTS), key=lambda noun: (-counts[noun], noun))
    kept = {noun: counts[noun] for noun in ranked[:MOST_NOUNS]}
    return kept, [[noun for noun in kept if noun in nouns] for nouns in each]
