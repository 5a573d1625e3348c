"""A coding workbook as staff hand it back: read and checked, every fault with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kumin.definitions.disclosure import DEFAULT_K
from kumin.errors import UsageError
from kumin.messages import LANGUAGES, text
from kumin.responses.display import letter
from kumin.responses.readers.sheets import Sheet, sheets_of

TICKED: Final = frozenset({"1", "○", "〇", "◯", "●", "✓", "✔", "レ", "v", "x", "はい", "yes", "true"})
UNTICKED: Final = frozenset({"", "0", "×", "-", "－", "いいえ", "no", "false"})
MOST_FAULTS: Final = 20
_SEARCHED = 12

Row = tuple[str, ...]


@dataclass(frozen=True)
class Coded:
    """A coding workbook.

    Attributes
    ----------
    themes : mapping of code to title
        In the order of the sheet of themes.
    attributes : list of str
        Headings.
    comments : list of tuple
        Question, themes, attributes of each comment.
    excerpts : list of tuple
        Themes and words of each comment that is ticked as an excerpt.
    k : int
        Counts of fewer people are hidden; as the plan says.
    exported : int or None
        Comments that were written into the workbook; None where the sheet no longer says.
    k_known : bool
        Whether the workbook still says k.
    ignored : list of str
        Headings of columns that are not read.
    order : mapping of heading to list
        The categories of each attribute, as asked; none where the workbook no longer says.
    """

    themes: Mapping[int, str]
    attributes: list[str]
    comments: list[tuple[str, frozenset[int], tuple[str, ...]]]
    excerpts: list[tuple[tuple[int, ...], str]]
    k: int = DEFAULT_K
    exported: int | None = None
    k_known: bool = False
    ignored: list[str] = field(default_factory=list)
    order: Mapping[str, Sequence[str]] = field(default_factory=dict)


def _named(code: str) -> set[str]:
    return {text(code, lang) for lang in LANGUAGES}


def _rows(sheet: Sheet) -> list[Row]:
    return [tuple((cell or "").strip() for cell in row) for row in sheet.frame.iter_rows()]


def _whole(words: str) -> int | None:
    found = re.fullmatch(r"(\d{1,9})(?:\.0+)?", words)
    return int(found[1]) if found else None


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.sheets = {sheet.name.strip(): sheet for sheet in sheets_of(path)}
        self.problems: list[UsageError] = []

    def sheet(self, code: str) -> tuple[str, list[Row]]:
        for name, sheet in self.sheets.items():
            if name in _named(code):
                return name, _rows(sheet)
        raise UsageError("comments_sheet_missing", path=self.path, sheet=text(code), known=", ".join(self.sheets))

    def head(self, name: str, rows: list[Row], code: str) -> int:
        for place, row in enumerate(rows[:_SEARCHED]):
            if set(row) & _named(code):
                return place
        raise UsageError("comments_heading_missing", path=self.path, cell=name, heading=text(code))

    def fault(self, code: str, sheet: str, place: int, column: int, **params: Any) -> None:
        self.problems.append(UsageError(code, path=self.path, cell=f"{sheet}!{letter(column)}{place + 1}", **params))

    def themes(self) -> dict[int, str]:
        name, rows = self.sheet("sheet_comment_themes")
        first = self.head(name, rows, "comment_code")
        themes: dict[int, str] = {}
        for place in range(first + 1, len(rows)):
            row = rows[place]
            if not any(row[:2]):
                continue
            code = _whole(row[0])
            if code is None or code < 1 or code in themes or not row[1]:
                self.fault("comments_theme_row", name, place, 0, value=row[0])
            else:
                themes[code] = row[1]
        return themes

    def _help(self) -> list[Row]:
        found = (sheet for name, sheet in self.sheets.items() if name in _named("sheet_comment_help"))
        return [row for sheet in found for row in _rows(sheet)]

    def of_itself(self) -> dict[str, int]:
        """Return what the workbook says of itself."""
        pairs = ((row[0], _whole(row[1])) for row in self._help() if len(row) > 1 and not any(row[2:]))
        return {words: number for words, number in pairs if number is not None}

    def order(self) -> dict[str, list[str]]:
        """Return the categories of the attributes as the questionnaire has them."""
        found: dict[str, list[str]] = {}
        for row in self._help():
            if len(row) > 2 and row[2] and _whole(row[1]) is not None:
                found.setdefault(row[0], []).append(row[2])
        return found


def read_coded(path: Path) -> Coded:
    """Read a coding workbook.

    Raises
    ------
    ReadError, UsageError
        It is no coding workbook, or has rows that cannot be read: numbers that are missing or repeated, ticks that
        are none, themes that the sheet of themes does not have. Texts may be changed.
    """
    reader = _Reader(path)
    themes = reader.themes()
    name, rows = reader.sheet("sheet_comments")
    first = reader.head(name, rows, "comment_number")
    columns = _columns(reader, name, rows[first], first, themes)
    seen: dict[int, int] = {}
    comments: list[tuple[str, frozenset[int], tuple[str, ...]]] = []
    excerpts: list[tuple[tuple[int, ...], str]] = []
    for place in range(first + 1, len(rows)):
        row = rows[place]
        if not any(row):
            continue
        number = _whole(row[columns.number])
        if number is None:
            reader.fault("comments_number_unreadable", name, place, columns.number)
            continue
        if number in seen:
            reader.fault(
                "comments_number_twice", name, place, columns.number, number=str(number), row=str(seen[number])
            )
            continue
        seen[number] = place + 1
        codes = frozenset(_ticks(reader, name, place, row, columns, themes))
        comments.append((row[columns.question], codes, tuple(row[n] for n in columns.attributes)))
        if _ticked(reader, name, place, row, columns.excerpt):
            words = (row[columns.edited] if columns.edited is not None else "") or row[columns.text]
            excerpts.append((tuple(code for code in themes if code in codes), words))
    if reader.problems:
        shown = reader.problems[:MOST_FAULTS]
        raise shown[0].followed_by(shown[1:])
    told = reader.of_itself()
    ks = [told[one] for one in _named("comment_k") if one in told]
    exported = [told[one] for one in _named("comment_exported") if one in told]
    return Coded(
        themes, [rows[first][n] for n in columns.attributes], comments, excerpts, ks[0] if ks else DEFAULT_K,
        exported[0] if exported else None, bool(ks), [rows[first][n] for n in columns.ignored], reader.order(),
    )  # fmt: skip


@dataclass(frozen=True)
class _Columns:
    number: int
    question: int
    text: int
    attributes: list[int]
    themes: dict[int, int]
    more: int | None
    excerpt: int
    edited: int | None
    ignored: list[int]


def _columns(reader: _Reader, name: str, head: Row, at: int, themes: Mapping[int, str]) -> _Columns:
    """Find the columns: attributes stand between length and suggestions; a theme's heading begins with its code."""
    places: dict[str, int] = {}
    for code in ("number", "question", "text", "length", "suggested", "nouns", "more", "excerpt", "edited"):
        found = [n for n, words in enumerate(head) if words in _named(f"comment_{code}")]
        if found:
            places[code] = found[0]
        elif code not in {"nouns", "more", "edited"}:
            raise UsageError("comments_heading_missing", path=reader.path, cell=name, heading=text(f"comment_{code}"))
    attributes = list(range(places["length"] + 1, places["suggested"]))
    known: set[int] = {*places.values(), *attributes}
    ignored: list[int] = []
    ticks: dict[int, int] = {}
    titles = {title: code for code, title in themes.items()}
    for column, words in enumerate(head):
        if column in known or not words:
            continue
        lead = re.match(r"(\d{1,9})(?:\.0+)?(?!\d)", words)
        theme = titles.get(words) or (int(lead[1]) if lead else None)
        if theme is None:
            ignored.append(column)
        elif theme not in themes:
            reader.fault("comments_theme_unknown", name, at, column, value=str(theme))
        elif theme in ticks.values():
            reader.fault("comments_theme_twice", name, at, column, value=str(theme))
        else:
            ticks[column] = theme
    return _Columns(
        places["number"], places["question"], places["text"], attributes, ticks, places.get("more"), places["excerpt"],
        places.get("edited"), ignored,
    )  # fmt: skip


def _ticked(reader: _Reader, name: str, place: int, row: Row, column: int) -> bool:
    words = row[column].casefold().removesuffix(".0")
    if words not in TICKED | UNTICKED:
        reader.fault("comments_tick_unreadable", name, place, column)
    return words in TICKED


def _ticks(
    reader: _Reader, name: str, place: int, row: Row, columns: _Columns, themes: Mapping[int, str]
) -> Iterator[int]:
    """Yield the themes of a comment: those ticked, and those whose numbers stand in the column of further ones."""
    for column, code in columns.themes.items():
        if _ticked(reader, name, place, row, column):
            yield code
    more = row[columns.more] if columns.more is not None else ""
    for part in re.split(r"[,、，;；\s]+", more) if more else ():
        number = _whole(part)
        if part and number not in themes:
            reader.fault("comments_theme_unknown", name, place, columns.more or 0, value=part if number else "?")
        elif number is not None:
            yield number
