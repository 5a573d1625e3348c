"""Find the headings of a sheet: one row or several, possibly below rows with a title."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kumin.definitions import FileLayout, Question, Questionnaire, SingleQuestion
from kumin.definitions.questions import ClosedQuestion
from kumin.responses.coding.dates import UNREADABLE_DATE, map_dates
from kumin.responses.coding.options import absent_names, option_names
from kumin.responses.folding import fold_heading, fold_punctuation, fold_text
from kumin.responses.matching.names import id_headings, known_headings, received_headings

SEARCHED = 30
"""Rows in which headings are looked for."""

IMPORT_ID = '{"ImportId"'
"""How the cells begin of the row that Qualtrics puts below its headings."""

_DEEPEST = 3
_ENOUGH = 3
_HEADING_LENGTH = 1000

# folded; words of a second heading row
_ID_WORDS = {"id", "no", "no.", "number", "code", "respondentid", "responseid", "fa", "sa"}
TITLES = {
    "response", "open-endedresponse", "openendedresponse", "answer", "回答", "回答内容", "自由回答", "自由記述", "記述",
    "sa", "ma", "fa", "単一回答", "単数回答", "複数回答", "数値回答", "単一選択", "複数選択",
}  # fmt: skip
_IN_BRACKETS = re.compile(r"[(（\[［【〔].*[^\d\W].*[)）\]］】〕]", re.DOTALL)
_ID = re.compile(r"^[^\W_][^()]*$")

Row = Sequence[str | None]


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a sheet.

    Attributes
    ----------
    first : int
        Zero-based row of the first heading.
    depth : int
        Rows of headings.
    parts : tuple of tuple of str
        For each column its headings from top to bottom, merged cells spread over their columns.
    own : tuple of tuple of str
        The same without spreading: what stands in the column itself.
    """

    first: int
    depth: int
    parts: tuple[tuple[str, ...], ...]
    own: tuple[tuple[str, ...], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """One heading a column, as shown to people."""
        return tuple(" / ".join(dict.fromkeys(filter(None, parts))) for parts in self.parts)

    def keys(self, position: int) -> tuple[str, ...]:
        """Every text that may name a column: all its parts together, each of its own, the last with one above it."""
        parts, own = tuple(dict.fromkeys(filter(None, self.parts[position]))), tuple(filter(None, self.own[position]))
        together = ("_".join(parts),) if len(parts) > 1 or own else ()
        # of three rows (問4, 情報源, 広報) also 問4_広報 and 情報源_広報
        pairs = (f"{above}_{parts[-1]}" for above in parts[:-1]) if len(parts) > 2 else ()
        return tuple(dict.fromkeys((*together, *own, *pairs)))


def headings_of(names: Sequence[str], labels: Sequence[str] = ()) -> Headings:
    """Make the headings of a file that has names (and labels) for its columns and no heading rows to find."""
    parts = tuple(zip(names, labels, strict=True)) if labels else tuple((name,) for name in names)
    return Headings(0, 1, tuple((name,) for name in names), parts)


def find_headings(rows: Sequence[Row], layout: FileLayout, questionnaire: Questionnaire | None) -> Headings:
    """Find the headings.

    Parameters
    ----------
    rows : sequence of rows
        The first rows of the sheet.
    layout : FileLayout
        ``header_row`` and ``header_rows`` where they are stated.
    questionnaire : Questionnaire, optional
        With one, the row that has most of its headings; without, the first that is filled for the most part.
    """
    known = _known(questionnaire)
    rows = rows[:SEARCHED] if layout.header_row is None else rows
    if layout.header_row is not None:
        first = min(layout.header_row - 1, len(rows) - 1)
    else:
        scores = [_score(_make(rows, place, 1), known) for place in range(len(rows))]
        best = max(scores, default=0)
        first = _first_of(rows, scores, best, questionnaire) if best else _filled_row(rows)
    if layout.header_rows is not None:
        return _make(rows, first, min(layout.header_rows, len(rows) - first))
    if last := next((n for n in range(1, _DEEPEST) if first + n < len(rows) and is_import_row(rows[first + n])), 0):
        return _make(rows, first, last + 1)
    depths = range(1, _deepest(rows, first, questionnaire) + 1)
    made = [_make(rows, first, depth) for depth in depths]
    # where a heading is repeated over each of its columns, the rows below say which is which
    repeats = bool(_repeated(made[0], known))
    headings = max(
        made,
        key=lambda one: (
            _score(one, known),
            -_repeated(one, known) - _unknown(one, known) if repeats else 0,
            -one.depth,
        ),
    )
    while questionnaire and headings.depth < _DEEPEST and _goes_on(rows, headings, questionnaire):
        headings = _make(rows, first, headings.depth + 1)
    return headings


def is_import_row(row: Row) -> bool:
    """Tell the row in which Qualtrics says what it calls each column: nobody's answers."""
    return any((cell or "").startswith(IMPORT_ID) for cell in row)


def _first_of(rows: Sequence[Row], scores: Sequence[int], best: int, questionnaire: Questionnaire | None) -> int:
    """Return the row with the best score; or one above it with most of that, where respondents stand between them.

    The row below is then the headings once more, as files have that were put one behind another.
    """
    place = scores.index(best)
    above = next((row for row, score in enumerate(scores[:place]) if 2 * score > best), place)
    headings = _make(rows, above, 1)
    between = rows[above + 1 : place]
    return above if questionnaire and any(_is_respondent(row, headings, questionnaire) for row in between) else place


def first_rows(raw: pl.DataFrame, layout: FileLayout) -> list[tuple[str | None, ...]]:
    """Return the rows in which headings are looked for, with long cells cut."""
    return raw.head(max(SEARCHED, layout.header_row or 0) + 5).select(pl.all().str.head(_HEADING_LENGTH)).rows()


def count_known(headings: Headings, questionnaire: Questionnaire | None) -> int:
    """Count the columns whose heading the questionnaire knows."""
    return _score(headings, _known(questionnaire))


def _known(questionnaire: Questionnaire | None) -> set[str]:
    names = list(known_headings(questionnaire)) if questionnaire else []
    return {key for name in names for key in (fold_heading(name), fold_punctuation(name)) if key}


def _score(headings: Headings, known: set[str]) -> int:
    """Count the columns that have a known heading."""
    if not known:
        return 0
    return sum(
        any(fold_heading(key) in known or fold_punctuation(key) in known for key in headings.keys(position))
        for position in range(len(headings.parts))
    )


def _full(headings: Headings, known: set[str]) -> list[str]:
    """Give each column its headings together, folded as they are known, empty where they are not."""
    names = ("_".join(dict.fromkeys(filter(None, parts))) for parts in headings.parts)
    return [next((key for key in (fold_heading(name), fold_punctuation(name)) if key in known), "") for name in names]


def _repeated(headings: Headings, known: set[str]) -> int:
    """Count the columns whose known headings another column has too."""
    full = [name for name in _full(headings, known) if name]
    return sum(full.count(name) > 1 for name in full)


def _unknown(headings: Headings, known: set[str]) -> int:
    return _full(headings, known).count("")


def _filled_row(rows: Sequence[Row]) -> int:
    """Return the first row that is filled for the most part: titles stand in one cell or two."""
    counts = [sum(bool((cell or "").strip()) for cell in row) for row in rows]
    enough = max(counts, default=0) * 0.6
    first = next((place for place, count in enumerate(counts) if count and count >= enough), 0)
    while first:
        if _stands_over(rows[first - 1], rows[first]) or _names_options(rows, first):
            first -= 1
        elif (
            first > 1 and _stands_over(rows[first - 2], rows[first]) and _stands_over(rows[first - 2], rows[first - 1])
        ):
            first -= 2
        else:
            break
    return first


def _stands_over(upper: Row, lower: Row) -> bool:
    """Tell whether a row is one of headings over a row of merged ones, or over answers.

    It has names, none of them a number, and there is one where the row below has none, or has a number.
    """
    names = [(cell or "").strip() for cell in upper]
    below = [(cell or "").strip() for cell in lower]
    if sum(map(bool, names)) < 2 or any(map(_is_number, names)):
        return False
    return any(name and (not own or _is_number(own)) for name, own in zip(names, below, strict=True))


def _names_options(rows: Sequence[Row], place: int) -> bool:
    """Tell whether a row names options, below a row with names for several of its columns.

    It says Response, as form systems write below a heading of its own; or what stands below two names or more, and in
    several rows, is nothing but those names.
    """
    above = [cell for cell in rows[place - 1] if (cell or "").strip()]
    if len(above) < 2 or any(map(_is_number, map(str, above))):
        return False
    names = [(cell or "").strip() for cell in rows[place]]
    if any(fold_text(name) in TITLES for name in names):
        return True
    alike = 0
    for position, name in enumerate(names):
        below = [cell for row in rows[place + 1 :] if (cell := _cell(row, position))]
        alike += bool(name) and len(below) > 1 and set(below) == {name}
    return alike > 1


def _is_number(cell: str) -> bool:
    return fold_text(cell).lstrip("-").replace(".", "", 1).isdigit()


def _make(rows: Sequence[Row], first: int, depth: int) -> Headings:
    lines = [[" ".join((cell or "").split()) for cell in row] for row in rows[first : first + depth]]
    if not lines:
        return Headings(first, depth, (), ())
    spread = [_spread(line) for line in lines[:-1]] + [lines[-1]]
    return Headings(first, depth, tuple(zip(*spread, strict=True)), tuple(zip(*lines, strict=True)))


def _spread(line: list[str]) -> list[str]:
    """Spread a merged heading over the columns it stood above."""
    result, last = [], ""
    for cell in line:
        last = cell or last
        result.append(last)
    return result


def _deepest(rows: Sequence[Row], first: int, questionnaire: Questionnaire | None) -> int:
    """Count the rows that may be headings: up to the first that is a respondent's."""
    headings = _make(rows, first, 1)
    for place in range(first + 1, min(first + _DEEPEST, len(rows))):
        if questionnaire and _is_respondent(rows[place], headings, questionnaire):
            return place - first
    return max(min(_DEEPEST, len(rows) - first), 1)


def _goes_on(rows: Sequence[Row], headings: Headings, questionnaire: Questionnaire) -> bool:
    """Tell whether the next row is one of headings too.

    That it answers nothing is not enough: so does a respondent whose labels the questionnaire does not know. A cell
    must say what its own column is; or the row has no id where respondents have one, and words that come but once, or
    nothing but words in brackets.
    """
    place = headings.first + headings.depth
    # a heading row is followed by something
    if place + 1 >= len(rows) or _is_respondent(rows[place], headings, questionnaire):
        return False
    row, columns = rows[place], _columns(headings)
    if any(_titles(row, columns, question) for question in questionnaire.questions):
        return True
    has_ids = _find(columns, id_headings(questionnaire)) is not None
    cells = [cell for cell in (_cell(row, p) for p in range(len(row))) if cell]
    if has_ids and len(cells) > 1 and all(map(_IN_BRACKETS.fullmatch, cells)):
        return True  # 「（歳）」「（1つに○）」: nobody answers every question in brackets
    filled = [p for p in _single_answers(columns, questionnaire).values() if _cell(row, p)]
    recurring = any(_cell(row, p) == _cell(other, p) for p in filled for other in rows[place + 1 :])
    return len(filled) >= _ENOUGH and not recurring and has_ids


def _is_respondent(row: Row, headings: Headings, questionnaire: Questionnaire) -> bool:
    """Tell whether a row has an id, a day on which it was received, or an answer."""
    columns = _columns(headings)
    id_, received = (_find(columns, names(questionnaire)) for names in (id_headings, received_headings))
    return (
        _is_id(_cell(row, id_))
        or _is_date(_cell(row, received), questionnaire)
        or _answers(row, columns, questionnaire)
    )


def _columns(headings: Headings) -> dict[str, int]:
    """Give the column of every heading, folded; with its punctuation it comes before one without."""
    keys = [(key, position) for position in range(len(headings.parts)) for key in headings.keys(position)]
    loose = {fold_punctuation(key): position for key, position in reversed(keys)}
    return loose | {fold_heading(key): position for key, position in reversed(keys)}


def _find(columns: Mapping[str, int], names: Sequence[str]) -> int | None:
    folded = [fold(name) for fold in (fold_heading, fold_punctuation) for name in names]
    return next((columns[name] for name in folded if name and name in columns), None)


def _cell(row: Row, position: int | None) -> str:
    return "" if position is None or position >= len(row) else (row[position] or "").strip()


def _is_id(cell: str) -> bool:
    """Tell an id from the words of a heading: 「番号」, 「ID」, 「（4桁）」 are not ids."""
    folded = fold_text(cell)
    return folded not in _ID_WORDS and (folded.isascii() or any(map(str.isdigit, folded))) and bool(_ID.search(folded))


def _is_date(cell: str, questionnaire: Questionnaire) -> bool:
    if not cell:
        return False
    day = map_dates(pl.Series([cell], dtype=pl.String), absent_names(questionnaire.missing)).item()
    return day is not None and day != UNREADABLE_DATE


def _titles(row: Row, columns: Mapping[str, int], question: Question) -> bool:
    """Tell whether a cell says what its own column is: the question's text, or what form systems put there."""
    position = _find(columns, question.headers)
    cell = fold_text(_cell(row, position))
    return bool(cell) and (cell in TITLES or cell in map(fold_text, question.headers))


def _single_answers(columns: Mapping[str, int], questionnaire: Questionnaire) -> dict[str, int]:
    places = {q.id: _find(columns, q.headers) for q in questionnaire.questions if isinstance(q, SingleQuestion)}
    return {id_: position for id_, position in places.items() if position is not None}


def _answers(row: Row, columns: Mapping[str, int], questionnaire: Questionnaire) -> bool:
    """Tell whether a cell below a single answer's heading is an answer."""
    for id_, position in _single_answers(columns, questionnaire).items():
        question = questionnaire.by_id[id_]
        assert isinstance(question, SingleQuestion)
        if (cell := _cell(row, position)) and _is_answer(cell, question, questionnaire):
            return True
    return False


def _is_answer(cell: str, question: ClosedQuestion, questionnaire: Questionnaire) -> bool:
    folded = fold_text(cell).removesuffix(".0")
    return folded.lstrip("-").isdigit() or folded in option_names(question, question.missing(questionnaire.missing))
