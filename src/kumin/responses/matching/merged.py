"""The columns of a multiple answer below one merged heading, recognised by their cells where they have no names."""

from __future__ import annotations

from collections.abc import Container, Sequence

import polars as pl

from kumin.definitions import MultipleQuestion
from kumin.definitions.missing import Missing
from kumin.responses.coding.cells import map_cells
from kumin.responses.coding.options import mark_names
from kumin.responses.folding import fold_heading, fold_punctuation, fold_spaced, fold_text
from kumin.responses.table import AnswerTable

_MOSTLY = 0.5
_TWO_MARKS = r"\d[ ,;、・/&+]+\d"


def options_below(
    table: AnswerTable, question: MultipleQuestion, places: Sequence[int], missing: Missing
) -> dict[int, int]:
    """Find as many columns as options below one merged heading: the first named, the others not.

    Where more nameless columns follow, the options end where the marks do: before a column of words, such as what was
    written beside 「その他」. Where marks go on, it is not clear which column is which option, and nothing is found.

    Parameters
    ----------
    table : AnswerTable
        The file.
    question : MultipleQuestion
        Whose columns are looked for.
    places : sequence of int
        Columns that have the question's heading.
    missing : Missing
        The questionnaire's codes of missing answers.
    """
    count = len(question.options)
    for first in places if count > 1 else ():
        nameless = _nameless_from(table, first + 1)
        if len(nameless) < count - 1:
            continue
        columns = [first, *nameless[: count - 1]]
        rest = nameless[count - 1 :]
        if not rest or (
            any(_has_marks(table, place, question, missing) for place in columns)
            and not any(_has_marks(table, place, question, missing) for place in rest)
            and not any(_has_words(table, place, question, missing) for place in columns)
        ):
            return dict(zip(question.options, columns, strict=True))
    return {}


def heads_several(
    table: AnswerTable, question: MultipleQuestion, position: int, used: Container[int], missing: Missing
) -> bool:
    """Tell whether a question's heading stands over several columns of marks, so that its first is not its answer."""
    below = [place for place in _below(table, question, position) if place not in used]
    return any(_has_marks(table, place, question, missing) for place in below) and not _is_joined(
        table, position, question, missing
    )


def _nameless_from(table: AnswerTable, first: int) -> list[int]:
    """List the columns from ``first`` on that have no heading of their own, up to the next that has."""
    own = table.headings.own
    end = next((place for place in range(first, len(own)) if any(own[place])), len(own))
    return list(range(first, end))


def _below(table: AnswerTable, question: MultipleQuestion, position: int) -> list[int]:
    """List the columns right of a heading that stand under it too: nameless, or named in a lower row alone."""
    own, parts = table.headings.own, table.headings.parts
    names = {fold(name) for name in question.headers for fold in (fold_heading, fold_punctuation)}
    lines = [
        line for line, part in enumerate(own[position]) if part and {fold_heading(part), fold_punctuation(part)} & names
    ]
    places = []
    for place in range(position + 1, len(own)):
        under = any(not own[place][line] and parts[place][line] == parts[position][line] for line in lines)
        if any(own[place]) and not under:
            break
        places.append(place)
    return places


def _cells(table: AnswerTable, position: int) -> pl.Series:
    cells = table.text(position).drop_nulls()
    return cells.filter(cells.str.strip_chars() != "")


def _marked(table: AnswerTable, position: int, question: MultipleQuestion, missing: Missing) -> float:
    """Return the share of a column's filled cells that are marks, or none, of whatever option."""
    cells = _cells(table, position)
    known = [mark_names(question, code, missing) for code in question.options]
    distinct = cells.unique()
    codes = pl.DataFrame([map_cells(distinct, names).alias(str(n)) for n, names in enumerate(known)])
    marks = distinct.filter(codes.select(pl.any_horizontal(pl.all().is_in([0, 1]).fill_null(False))).to_series())
    return int(cells.is_in(marks.implode()).sum()) / max(len(cells), 1)


def _has_marks(table: AnswerTable, position: int, question: MultipleQuestion, missing: Missing) -> bool:
    return _marked(table, position, question, missing) > _MOSTLY


def _has_words(table: AnswerTable, position: int, question: MultipleQuestion, missing: Missing) -> bool:
    return len(_cells(table, position)) > 0 and not _has_marks(table, position, question, missing)


def _is_joined(table: AnswerTable, position: int, question: MultipleQuestion, missing: Missing) -> bool:
    """Tell whether a column has cells with several marks, or the codes of several options: all of the answer."""
    distinct = _cells(table, position).unique()
    spaced = pl.select(fold_spaced(pl.lit(distinct))).to_series()
    if spaced.str.contains(_TWO_MARKS).any():
        return True
    folded = spaced.str.replace_all(" ", "", literal=True).str.replace(r"\.0+$", "")
    named = 0
    for code, option in question.options.items():
        names = [str(code), *map(fold_text, (option.label, *option.aliases))]
        named += bool(folded.is_in(names).any())
    labels = sorted((fold_text(option.label) for option in question.options.values()), key=len, reverse=True)
    marks = folded.str.replace_many(labels, ["\x1f"] * len(labels), leftmost=True).str.count_matches("\x1f")
    return named > 1 or (marks > 1).any()
