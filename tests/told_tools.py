"""All that is said of an indicator: its verdict, then the eleven lines."""

from __future__ import annotations

from collections.abc import Iterator

from kumin.result import Result, judgement_of
from kumin.words import Words
from kumin.words.indicators.criticisms import criticism_lines
from kumin.words.indicators.verdict import headline_sentences


def told_of(result: Result, indicator: str, words: Words) -> Iterator[str]:
    """Yield every sentence on an indicator."""
    judged = judgement_of(result, indicator)
    if judged is not None:
        yield from headline_sentences(judged, words.to(judged.target.decimals))
    for line in criticism_lines(result, indicator, words):
        yield from line.said
