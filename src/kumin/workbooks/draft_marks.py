"""What a questionnaire's file still holds of its draft: questions that were not answered, options without a wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kumin.definitions.files.read import is_workbook
from kumin.definitions.files.tree import Place
from kumin.definitions.lenient.scalars import folded, mark_of
from kumin.messages import LANGUAGES, text
from kumin.workbooks.grid import MEMO, Grid
from kumin.workbooks.reading import open_sheets

FIRST_OPEN = 101
"""Code of the first label whose code is not known: no code of a form is as large."""
_DONE = {"済", "済み", "done", "ok"}
"""What is written beside ○ to tick something off."""
_ID = re.compile(r"\bid:\s*[\"']?([\w.\-]+)")
_CODE = re.compile(r"\s*\d+:\s*")
_HEADING = re.compile(r"^\s*header:\s*[\"']?([^\"'\n]+)")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that a draft left open.

    Attributes
    ----------
    of : str
        The question or the list of options.
    words : str
        What is asked; of an option its code.
    place : Place
    apart : Place, optional
        Where the first of the list's labels stands whose codes are not known, from :data:`FIRST_OPEN` on: they wait for
        the codes that have no label.
    """

    of: str
    words: str
    place: Place
    apart: Place | None = None


def asking_words() -> tuple[str, ...]:
    """Return what a sentence begins with that asks for a decision, in either language."""
    return tuple(text("draft_asks", lang, words="").strip() for lang in LANGUAGES)


def asked_marks(path: Path) -> list[Mark]:
    """Find the sentences of a draft that ask for a decision: comments of YAML, cells of a workbook."""
    signs = asking_words()
    return [
        Mark(of, line.partition(sign)[2].strip(), place)
        for of, words, place in _texts(path)
        for line in words.splitlines()
        for sign in signs
        if sign in line
    ]


def unnamed_options(path: Path) -> list[Mark]:
    """Find the options that are still called 選択肢3, as a draft calls a code without a label."""
    names = "|".join(re.escape(text("draft_option", lang, code="")) for lang in LANGUAGES)
    if is_workbook(path):
        whole = re.compile(rf"(?:{names})(\d+)")
        return [mark for grid in open_sheets(path).values() for mark in _unnamed_rows(grid, whole)]
    beside = re.compile(rf"\b(\d+):\s*(?:\{{?\s*label:\s*)?[\"']?(?:{names})\1[\"']?\s*(?=[,}}#]|$)")
    return [Mark(of, found[1], place) for of, words, place in _with_codes(path) for found in beside.finditer(words)]


def _with_codes(path: Path) -> Iterator[tuple[str, str, Place]]:
    """Yield the lines of YAML; a code that stands above its label joined with it."""
    code = ""
    for of, words, place in _texts(path):
        yield of, f"{code} {words.strip()}" if code else words, place
        code = words.strip() if _CODE.fullmatch(words) else ""


def _unnamed_rows(grid: Grid, whole: re.Pattern[str]) -> Iterator[Mark]:
    """Find the rows of a list whose label is the draft's, where no other row has taken the number."""
    marks, named = [], set()
    apart: dict[str, Place] = {}
    of = ""
    for row, cells in enumerate(grid.rows):
        of = cells[0] or of if cells else of
        texts = {cell.strip(): column for column, cell in enumerate(cells) if cell}
        found = next((match for words in texts if (match := whole.fullmatch(words)) and match[1] in texts), None)
        if found is not None:
            marks.append(Mark(of, found[1], grid.place(row, texts[found[0]])))
        elif len(cells) > 1 and cells[1]:
            code = cells[1].strip()
            named.add((of, code))
            if code.isdecimal() and int(code) >= FIRST_OPEN:
                apart.setdefault(of, grid.place(row, 1))
    yield from (replace(one, apart=apart.get(one.of)) for one in marks if (one.of, one.words) not in named)


def _texts(path: Path) -> Iterator[tuple[str, str, Place]]:
    """Yield what a file says piece by piece: the question it belongs to, the words, their place."""
    if is_workbook(path):
        yield from _cells(path)
        return
    of = ""
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if found := _ID.search(line.partition("#")[0]) or _HEADING.match(line):
            of = found[1].strip()
        yield of, line, Place(number, 1)


def _is_ticked(cells: tuple[str | None, ...]) -> bool:
    return any(words is not None and bool(mark_of(words) or folded(words) in _DONE) for words in cells)


def _cells(path: Path) -> Iterator[tuple[str, str, Place]]:
    for grid in open_sheets(path).values():
        above = ""
        for row, cells in enumerate(grid.rows):
            if folded(grid.name).startswith(MEMO) and cells and _is_ticked(cells[:1]):
                continue
            # a list of options may be named in its first row alone; what is to check has its questions second
            first = cells[1] if folded(grid.name).startswith(MEMO) and len(cells) > 1 else cells[0] if cells else None
            above = first or above
            for column, words in enumerate(cells):
                if words is not None:
                    yield above, words.strip(), grid.place(row, column)
