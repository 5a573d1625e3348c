"""Which answer files are read, and how, and what their lines are: for the documentation, the help and the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kumin.definitions.rules import NOT_A_RESPONDENT
from kumin.responses import source_names
from kumin.responses.formats import in_order as formats_in_order
from kumin.responses.readers.reader import in_order as readers_in_order
from kumin.words.words import Words

if TYPE_CHECKING:
    from kumin.responses import Answers, AnswerTable
    from kumin.responses.delimiters import Delimiters


def lines_sentences(answers: Answers, words: Words) -> Iterator[str]:
    """Say of each file what every line of it is: headings, answers, empty, or the rest of a cell."""
    no_forms = answers.findings.filter(code=NOT_A_RESPONDENT.code)
    for name, table in zip(source_names(answers.tables), answers.tables, strict=True):
        if table.names_apart:  # a format without rows of headings
            continue
        lines, read = table.lines, table.frame.height
        total = lines.total if lines else int(table.frame["row"][-1])
        counts = {
            "above": lines.above if lines else table.headings.first, "headings": table.headings.depth, "read": read,
            "within": lines.within if lines else 0,
        }  # fmt: skip
        counts["empty"] = total - sum(counts.values())
        parts = [
            words.text(f"lines_{part}", count=words.count(count))
            for part, count in counts.items()
            if count or part in {"headings", "read"}
        ]
        if out := no_forms.filter(file=name).height:
            place = 1 + bool(counts["above"])
            parts[place] += words.text("lines_no_form", count=words.count(out))
        yield words.text("lines_of_text" if lines else "lines_of_sheet", name=name, total=words.count(total),
                         parts=" + ".join(parts))  # fmt: skip
        if lines and lines.delimiters.each:
            yield _signs_sentence(name, table, lines.delimiters, words)


def _signs_sentence(name: str, table: AnswerTable, signs: Delimiters, words: Words) -> str:
    """Say what the delimiters and quotes of a text file are."""
    rows = (signs.total - signs.within + signs.lacking) // signs.each
    said = words.text("signs_rows", rows=words.count(rows), each=words.count(signs.each))
    for part, count in (("within", signs.within), ("lacking", signs.lacking)):
        said += words.text(f"signs_{part}", count=words.count(count)) if count else ""
    shown = {"\t": words.text("check_tab")}.get(table.delimiter, table.delimiter)
    quotes = words.text("signs_quotes", count=words.count(signs.quotes)) if signs.quotes else ""
    return words.text("signs_of_text", name=name, sign=shown, total=words.count(signs.total), parts=said, quotes=quotes)


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


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
