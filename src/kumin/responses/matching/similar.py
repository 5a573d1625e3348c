"""The heading of a file that is most similar to one that is missing."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from kumin.responses.folding import fold_punctuation

Headed = tuple[str, int]
"""A folded text that names a column, and the column's position."""


def most_similar(names: Sequence[str], headed: Sequence[Headed]) -> int | None:
    """Return the column whose heading is most similar to one of ``names``.

    Parameters
    ----------
    names : sequence of str
        Headings under which the missing column may be known, the most telling first.
    headed : sequence of Headed
        The columns to choose from.

    Returns
    -------
    int or None
        The first column whose heading begins with a name; else the most similar one (a difflib ratio of 0.6 or more);
        else None.
    """
    wanted = [key for name in dict.fromkeys(names) if (key := fold_punctuation(name))]
    for key in wanted:
        for heading, position in headed:
            if heading.startswith(key) and not heading[len(key) : len(key) + 1].isdigit():
                return position
    places = dict(reversed(headed))
    for key in wanted:
        if close := get_close_matches(key, places, n=1, cutoff=0.6):
            return places[close[0]]
    return None
