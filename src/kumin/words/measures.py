"""The kinds of measure in words: for the documentation."""

from __future__ import annotations

from kumin.judgement.measures import measures
from kumin.words.words import Words


def measures_markdown(words: Words) -> str:
    """Write the table of the documentation: name, meaning, an indicator's keys as a plan writes them."""
    rows = [f"| {one.name} | {words.text(one.words)} | `{one.example}` |" for one in measures()]
    return "\n".join(rows)
