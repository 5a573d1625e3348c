"""Which answer files are read, and how: for the documentation and the help of the commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kumin.responses.formats import in_order as formats_in_order
from kumin.responses.readers import answer_suffixes
from kumin.responses.readers.reader import in_order as readers_in_order
from kumin.words.words import Words


def readers_table(words: Words) -> str:
    """Write the table of file formats as Markdown, one row for each reader."""
    rows = (
        (words.text(f"reader_{one.name}"), " ".join(one.suffixes), words.text(f"reader_{one.name}_about"))
        for one in readers_in_order()
    )
    return _table(words.text("readers_head").split("|"), rows)


def answer_formats_table(words: Words) -> str:
    """Write the table of layouts of a multiple answer as Markdown, in the order in which they are tried."""
    rows = (
        (f"`{one.name}`", words.text(f"format_{one.name}"), words.text(f"format_{one.name}_example"))
        for one in formats_in_order()
    )
    return _table(words.text("formats_head").split("|"), rows)


def answer_files_help(words: Words) -> str:
    """Say in two lines which files and layouts are read."""
    return "\n".join(
        (
            words.text("readers_line", suffixes=" ".join((*answer_suffixes(packed=False), ".gz", ".zip"))),
            words.text("formats_line", names=", ".join(one.name for one in formats_in_order())),
        )
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
